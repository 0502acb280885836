package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing/fstest"
	"text/template"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/edit"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// file is a file to write, by its path below the folder.
type file struct {
	path    string
	content []byte
}

// files fills the templates.
func (d draft) files() ([]file, error) {
	var scenario bytes.Buffer
	list := []file{{path: d.ID + ".md"}}
	for _, from := range []struct{ asset, path string }{
		{"settings.json", ".vscode/settings.json"},
		{"extensions.json", ".vscode/extensions.json"},
		{"snippets." + d.Lang + ".json", ".vscode/kobayashi.code-snippets"},
		{"editorconfig", ".editorconfig"},
	} {
		content, err := fs.ReadFile(assets.New, "new/"+from.asset)
		if err != nil {
			return nil, err
		}
		list = append(list, file{from.path, content})
	}
	tmpl, err := template.New("scenario."+d.Lang+".md").
		Funcs(template.FuncMap{"yaml": edit.Scalar, "markdown": edit.Plain}).
		ParseFS(assets.New, "new/scenario."+d.Lang+".md")
	if err != nil {
		return nil, err
	}
	err = tmpl.Execute(&scenario, d)
	list[0].content = scenario.Bytes()
	return list, err
}

// sound looks at the scenario before it is written: a title or a role could
// name a real domain, and then the first thing to be seen would be an error.
func (d draft) sound(files []file) error {
	name := files[0].path
	res := parse.Read(fstest.MapFS{name: &fstest.MapFile{Data: files[0].content}}, name)
	for _, pr := range lint.Check(res) {
		if pr.Severity() != game.Hint {
			return fails(nil, "cmd.new.unsound", pr.Rule, inLang(pr.Message, d.Lang))
		}
	}
	return nil
}

func inLang(p game.Phrase, lang string) string {
	if lang == "ja" {
		return p.JA
	}
	return p.EN
}

// place writes the files. None of them may be there already.
func place(dir string, files []file) error {
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return cannotWrite(name, err)
		}
		if err := create(name, f.content); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) tellNew(dir string, d draft, files []file) {
	for _, f := range files {
		fmt.Fprintln(p.out, p.words.Say("cmd.new.wrote", filepath.Join(dir, filepath.FromSlash(f.path))))
	}
	name := filepath.Join(dir, d.ID+".md")
	fmt.Fprintf(p.out, "\n%s\n", p.words.Say("cmd.new.next"))
	for _, step := range []string{"lint", "play", "preview"} {
		fmt.Fprintln(p.out, p.words.Say("cmd.new.step."+step, shellWord(name)))
	}
}

var safeWord = regexp.MustCompile(`^[\pL\pN_@%+=:,./\\-]+$`)

// shellWord writes a path so that it can be copied into a shell.
func shellWord(s string) string {
	if safeWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
