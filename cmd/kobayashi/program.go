package main

import (
	"io/fs"
	"strings"
	"sync"

	"kobayashi/assets"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// program is the world with what every command needs.
type program struct {
	world
	book     words.Book
	words    words.Text
	lang     string // of messages
	flagLang string // what --lang said, or ""
	setter   func() *typeset.Setter
}

func newProgram(w world, args []string) (*program, error) {
	p := &program{world: w, setter: sync.OnceValue(func() *typeset.Setter {
		return typeset.New(assets.Themes, assets.Budoux)
	})}
	dir, err := fs.Sub(assets.Words, "words")
	if err != nil {
		return p, err
	}
	if p.book, err = words.Load(dir); err != nil {
		return p, err
	}
	flag := langFlag(args)
	p.flagLang = flag
	p.lang = words.Lang(flag, w.env("LC_ALL"), w.env("LC_MESSAGES"), w.env("LANG"))
	p.words = p.book.In(p.lang)
	for _, known := range words.Langs() {
		if flag == "" || flag == known {
			return p, nil
		}
	}
	return p, wrong("cmd.error.lang", flag)
}

// langFlag looks for --lang before the flags are read, because the help and the
// errors of that reading are written in the language too.
func langFlag(args []string) string {
	for i, a := range args {
		switch {
		case a == "--":
			return ""
		case a == "--lang" && i+1 < len(args):
			return args[i+1]
		case strings.HasPrefix(a, "--lang="):
			return strings.TrimPrefix(a, "--lang=")
		}
	}
	return ""
}
