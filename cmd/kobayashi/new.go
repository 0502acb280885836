package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing/fstest"
	"text/template"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/edit"
	"kobayashi/game/lint"
	"kobayashi/game/markdown"
	"kobayashi/game/parse"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

func (p *program) new() *cobra.Command {
	c := p.command("new DIR", "cmd.new", func(c *cobra.Command, args []string) error {
		dir := args[0]
		if err := vacant(dir); err != nil {
			return err
		}
		d, err := p.draft(c, dir)
		if err != nil {
			return err
		}
		files, err := d.files()
		if err != nil {
			return err
		}
		if err := d.sound(files); err != nil {
			return err
		}
		if err := place(dir, files); err != nil {
			return err
		}
		p.tellNew(dir, d, files)
		return nil
	})
	f := c.Flags()
	f.String("title", "", p.words.Say("cmd.flag.newtitle"))
	f.String("roles", "", p.words.Say("cmd.flag.newroles"))
	f.SortFlags = false
	return c
}

// draft is what a new scenario is made of.
type draft struct {
	ID, Title, Lang string
	Roles           []role
}

type role struct{ ID, Label string }

// First and Second own the two scenes; the others are told something alone. A
// role that nobody plays would be a warning.
func (d draft) First() *role  { return d.at(0) }
func (d draft) Second() *role { return d.at(1) }

// Others are the roles without a scene.
func (d draft) Others() []role { return d.Roles[min(2, len(d.Roles)):] }

func (d draft) at(i int) *role {
	if i < len(d.Roles) {
		return &d.Roles[i]
	}
	return nil
}

// Limits on what is asked for: a title fits one line of a screen, and a table
// seats no more roles.
const (
	maxTitle   = 60 // columns
	maxRoles   = 6
	spareID    = "exercise" // where a folder's name gives no id
	longestAsk = 4 << 10    // bytes of an answer
)

// vacant refuses a folder with something in it. A folder that was only put under
// version control has nothing in it yet.
func vacant(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case os.IsNotExist(err):
		return nil
	case err != nil:
		return fails(err, "cmd.error.file", dir, cause(err))
	}
	for _, e := range entries {
		if e.Name() != ".git" {
			return fails(nil, "cmd.new.full", dir, e.Name())
		}
	}
	return nil
}

// draft takes title, language and roles from the flags, and asks for the rest
// where somebody can answer.
func (p *program) draft(c *cobra.Command, dir string) (draft, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return draft{}, fails(err, "cmd.error.file", dir, err)
	}
	d := draft{ID: slug(filepath.Base(full)), Lang: p.lang}
	title, _ := c.Flags().GetString("title")
	roles, _ := c.Flags().GetString("roles")
	in := bufio.NewScanner(p.in)
	in.Buffer(nil, longestAsk)
	ask := func(flag, value, preset string, fits func(string) error) (string, error) {
		return p.ask(in, c.Flags().Changed(flag), "cmd.new.ask."+flag, value, preset, fits)
	}
	if title, err = ask("title", title, p.words.Say("cmd.new.title"), titleFits); err != nil {
		return d, err
	}
	if d.Lang, err = ask("lang", p.lang, p.lang, langFits); err != nil {
		return d, err
	}
	_, err = ask("roles", roles, "", func(s string) (err error) {
		d.Roles, err = rolesOf(s)
		return err
	})
	d.Title = title
	return d, err
}

// ask gives the value of a flag that was used; else an answer, or on an empty
// line the preset. Where nobody can answer it takes the preset and says so.
func (p *program) ask(in *bufio.Scanner, given bool, phrase, value, preset string, fits func(string) error) (string, error) {
	if given {
		return value, fits(value)
	}
	if !p.screen {
		fmt.Fprintln(p.out, p.words.Say(phrase+".took", shownOr(preset, p.words.Say("cmd.new.none"))))
		return preset, fits(preset)
	}
	for {
		fmt.Fprint(p.out, p.words.Say(phrase, shownOr(preset, p.words.Say("cmd.new.none"))))
		if !in.Scan() {
			fmt.Fprintln(p.out)
			return "", fails(in.Err(), "cmd.new.stopped")
		}
		answer := strings.TrimSpace(in.Text())
		if answer == "" {
			answer = preset
		}
		err := fits(answer)
		if err == nil {
			return answer, nil
		}
		report(p.world, p.words, err)
	}
}

func shownOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func titleFits(s string) error {
	switch {
	case strings.TrimSpace(s) == "":
		return wrong("cmd.new.notitle")
	case !utf8.ValidString(s) || typeset.Clean(s) != s || strings.Contains(s, "\n"):
		return wrong("cmd.new.signs")
	case typeset.Width(s) > maxTitle:
		return wrong("cmd.new.longtitle", typeset.Width(s), maxTitle)
	}
	return nil
}

func langFits(s string) error {
	for _, known := range words.Langs() {
		if s == known {
			return nil
		}
	}
	return wrong("cmd.error.lang", s)
}

// rolesOf reads names with commas between, and gives each an id.
func rolesOf(s string) ([]role, error) {
	var list []role
	taken := map[string]bool{}
	for _, label := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }) {
		label = strings.TrimSpace(label)
		if label == "" {
			continue
		}
		if err := titleFits(label); err != nil {
			return nil, err
		}
		id := strings.Trim(markdown.Slug(label), "-_")
		for n := 1; id == "" || taken[id]; n++ {
			id = "role" + strconv.Itoa(n)
		}
		taken[id] = true
		list = append(list, role{id, label})
	}
	if len(list) > maxRoles {
		return nil, wrong("cmd.new.manyroles", len(list), maxRoles)
	}
	return list, nil
}

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

// slug makes an id of a folder's name: lower-case letters, digits and -.
func slug(name string) string {
	id := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(name), "-"), "-")
	if len(id) > 60 {
		id = strings.Trim(id[:60], "-")
	}
	return shownOr(id, spareID)
}

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
