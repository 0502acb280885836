package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kobayashi/game/lint"
	"kobayashi/game/typeset"
)

// mend mends what is mechanical in some scenarios, or only says what it would.
// What another program reads comes on the output alone: then the words about it
// go where errors go.
func (p *program) mend(files []string, how linting) error {
	var out io.Writer = p.out
	if how.format != "text" {
		out = p.err
	}
	none := true
	for _, file := range files {
		list, err := mended(file)
		if err != nil {
			return err
		}
		for _, m := range list {
			none = false
			name := filepath.Join(filepath.Dir(file), filepath.FromSlash(m.File))
			if how.only {
				fmt.Fprintln(out, p.words.Say("cmd.lint.would", typeset.Clean(name), countRules(m.Rules)))
				writeChanges(out, m)
				continue
			}
			if err := replace(name, m); err != nil {
				return err
			}
			fmt.Fprintln(out, p.words.Say("cmd.lint.did", typeset.Clean(name), countRules(m.Rules)))
		}
	}
	if none {
		fmt.Fprintln(out, p.words.Say("cmd.lint.nothing"))
	}
	return nil
}

func mended(file string) ([]lint.Mended, error) {
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, fails(err, "cmd.error.file", file, cause(err))
	}
	defer root.Close()
	return lint.Mend(root.FS(), filepath.Base(file)), nil
}

// replace writes a mended file, unless somebody wrote it in the meantime.
func replace(name string, m lint.Mended) error {
	now, err := os.ReadFile(name)
	if err != nil {
		return fails(err, "cmd.error.file", name, cause(err))
	}
	if !bytes.Equal(now, m.Was) {
		return fails(nil, "cmd.lint.changed", name)
	}
	return rewrite(name, m.Is)
}

func countRules(rules map[string]int) string {
	var list []string
	for _, code := range slices.Sorted(maps.Keys(rules)) {
		list = append(list, fmt.Sprintf("%s: %d", code, rules[code]))
	}
	return strings.Join(list, ", ")
}

// writeChanges shows the lines that differ. A mend neither adds nor removes one.
func writeChanges(out io.Writer, m lint.Mended) {
	was, is := bytes.Split(m.Was, []byte("\n")), bytes.Split(m.Is, []byte("\n"))
	for i := range min(len(was), len(is)) {
		a, b := plainLine(was[i]), plainLine(is[i])
		if a != b {
			fmt.Fprintf(out, "  %d - %s\n  %d + %s\n", i+1, typeset.Clean(a), i+1, typeset.Clean(b))
		}
	}
}

// plainLine leaves out what I009 is about, which nobody could see.
func plainLine(line []byte) string {
	return string(bytes.TrimSuffix(bytes.TrimPrefix(line, []byte("\uFEFF")), []byte("\r")))
}
