package line

import (
	"context"
	"errors"
	"strconv"

	"kobayashi/game"
	"kobayashi/game/words"
)

// Menu is the title and the shelf: choose an exercise, go on with a run, read
// notes, look at earlier runs, change the language, leave. A finished play comes
// back to it. At the menu itself the end of the input is a way to leave.
//
// Of Options, Scenario, Path and Resume are ignored; Book lets the player change
// the language.
func Menu(ctx context.Context, o Options, shelf []*game.Scenario) (Outcome, error) {
	m := &menu{desk: sit(o), shelf: shelf}
	m.prefer(ctx)
	played, err := m.turn(ctx)
	if errors.Is(err, errEnded) && !played {
		err = errQuit
	}
	return m.close(err)
}

type menu struct {
	*desk
	shelf []*game.Scenario
}

// turn shows the menu until the player leaves. playing says that the input ended
// in the middle of a run.
func (m *menu) turn(ctx context.Context) (playing bool, err error) {
	for {
		open := m.title(ctx)
		var next func() error
		err := m.ask(ctx, m.say.Say("line.prompt.menu"), func(a answer) (refused string, done bool, err error) {
			next, refused, err = m.obey(ctx, a, open)
			return refused, next != nil, err
		})
		if err != nil {
			return false, err
		}
		if err := next(); err != nil {
			return true, err
		}
	}
}

// title writes the shelf, and gives the run that could be gone on with.
func (m *menu) title(ctx context.Context) *game.Summary {
	m.out.part()
	m.puts(m.say.Say("line.menu.title"))
	m.out.part()
	for i, sc := range m.shelf {
		text := sc.Text(m.o.Lang)
		m.out.put(m.set.list(strconv.Itoa(i+1)+". ", literally(m.say.Say("line.menu.entry", text.Title, sc.About.Minutes, sc.About.Level)))...)
		if text.Summary != "" {
			m.out.put(inset(m.set.in(3).hang(text.Summary, "", 0), 3, 0)...)
		}
	}
	open := m.open(ctx)
	m.out.part()
	if open != nil {
		m.puts(m.say.Count("line.menu.resume", open.Count, m.named(*open)))
	}
	m.puts(m.say.Say("line.menu.more"))
	return open
}

// open is the unfinished run of the shelf that was touched last.
func (m *menu) open(ctx context.Context) *game.Summary {
	if m.o.Journal == nil {
		return nil
	}
	list, err := m.o.Journal.Runs(ctx)
	if err != nil {
		return nil
	}
	for i := range list {
		if list[i].End == nil && m.find(list[i].Record) != nil {
			return &list[i]
		}
	}
	return nil
}

// find is the scenario of a run if it stands on this shelf.
func (m *menu) find(rec game.Record) *game.Scenario {
	for _, sc := range m.shelf {
		if sc.ID() == rec.Scenario && rec.Path == "" {
			return sc
		}
	}
	return nil
}

// named is the title of a run's scenario, or its id.
func (m *menu) named(s game.Summary) string {
	if sc := m.find(s.Record); sc != nil {
		return m.set.name(sc.Text(m.o.Lang).Title)
	}
	return m.set.name(s.Scenario)
}

// obey does what an answer at the menu asks. What it gives is to be done next,
// and the menu shown again behind it.
func (m *menu) obey(ctx context.Context, a answer, open *game.Summary) (next func() error, refused string, err error) {
	if n, ok := a.one(len(m.shelf)); ok {
		return func() error { return m.choose(ctx, m.shelf[n-1]) }, "", nil
	}
	switch a.cmd {
	case help:
		m.help()
	case leave:
		return nil, "", errQuit
	case resume:
		if open == nil {
			return nil, m.say.Say("line.menu.resume.none"), nil
		}
		return func() error { return m.play(ctx, m.with(m.find(open.Record), open.Variant, open.ID)) }, "", nil
	case notes, glossary:
		return nil, "", m.library(ctx, a)
	case history:
		next, refused = m.history(ctx, a.arg)
		return next, refused, nil
	case language:
		refused, ok := m.language(ctx, a.arg)
		if ok { // the menu is read in it at once
			next = func() error { return nil }
		}
		return next, refused, nil
	default:
		return nil, m.say.Say("line.answer.menu"), nil
	}
	return nil, "", nil
}

func (m *menu) help() {
	m.out.part()
	m.helps("line.help.menu.number", "line.help.menu.resume", "line.help.menu.notes", "line.help.menu.glossary",
		"line.help.menu.history", "line.help.menu.language", "line.help.menu.quit")
}

// with are the options to play a scenario from here.
func (m *menu) with(sc *game.Scenario, variant, resume string) Options {
	o := m.o
	o.Scenario, o.Path, o.Variant, o.Resume, o.Offer, o.AskVariant, o.From = sc, "", variant, resume, true, true, ""
	return o
}

// choose plays a scenario of the shelf: an unfinished run is offered before a
// variant is asked for.
func (m *menu) choose(ctx context.Context, sc *game.Scenario) error {
	return m.play(ctx, m.with(sc, m.o.Variant, ""))
}

// library shows the notes or the glossary of an exercise: of the only one, or of
// the one the player picks.
func (m *menu) library(ctx context.Context, a answer) error {
	if len(m.shelf) == 0 {
		return nil
	}
	at := 1
	if len(m.shelf) > 1 {
		var err error
		if at, err = m.pick(ctx, m.say.Say("line.prompt.whose", len(m.shelf)), len(m.shelf), 0); err != nil {
			return err
		}
	}
	sc := m.shelf[at-1]
	t := &table{desk: m.desk, sc: sc, text: sc.Text(m.o.Lang)}
	read := t.notes
	if a.cmd == glossary {
		read = t.glossary
	}
	if refused := read(a.arg); refused != "" {
		m.puts(refused)
		return nil
	}
	if a.arg != "" {
		return nil
	}
	return m.ask(ctx, m.say.Say("line.prompt.read"), func(more answer) (string, bool, error) {
		switch {
		case more.cmd == leave:
			return "", false, errQuit
		case more.cmd == a.cmd:
			return read(more.arg), false, nil
		case more.empty:
			return "", true, nil
		}
		return read(more.text), false, nil
	})
}

// language changes the words of the interface and of the scenarios, and reports
// whether it did.
func (m *menu) language(ctx context.Context, arg string) (refused string, ok bool) {
	langs := words.Langs()
	next := langs[0]
	for i, l := range langs {
		if l == m.say.Lang {
			next = langs[(i+1)%len(langs)]
		}
	}
	if arg != "" {
		next = arg
	}
	if !m.speak(next) {
		return m.say.Say("line.language.unknown"), false
	}
	if m.o.Journal != nil {
		if err := m.o.Journal.Prefer(ctx, preferredLang, next); err != nil {
			m.out.part()
			m.puts(m.say.Say("line.language.unsaved"))
		}
	}
	return "", true
}

// preferredLang is the preference both doors keep the language under.
const preferredLang = "lang"

// prefer takes the language of an earlier sitting, unless the caller fixed one.
func (m *menu) prefer(ctx context.Context) {
	if m.o.Journal == nil || m.o.LangFixed {
		return
	}
	if prefs, err := m.o.Journal.Preferences(ctx); err == nil {
		m.speak(prefs[preferredLang])
	}
}

// speak takes another language, if the book has it.
func (m *menu) speak(lang string) bool {
	for _, known := range words.Langs() {
		if lang == known && m.o.Book.In(lang).Lang == lang {
			m.say = m.o.Book.In(lang)
			m.o.Words, m.o.Lang, m.set.style.Lang = m.say, lang, lang
			return true
		}
	}
	return false
}
