package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"kobayashi/game/markdown"
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
