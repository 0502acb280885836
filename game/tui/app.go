package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"kobayashi/game"
	"kobayashi/game/tui/paint"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// Options is the world as a model meets it. Shelf, Journal, Words, Setter, Now,
// NewID and NewSeed are needed.
type Options struct {
	// Shelf loads the exercises. It is called once, in a command, after the
	// first paint.
	Shelf   func(context.Context) ([]*game.Scenario, error)
	Journal game.Journal
	Words   words.Book
	Setter  *typeset.Setter
	Now     func() time.Time
	NewID   func() string
	NewSeed func() uint64

	// Lang is the language to start in; a preference in the journal replaces it.
	Lang string
	// Preferences are settings the caller already knows, by the names in the
	// journal; they win over the journal's: {"colour": "mono"} for NO_COLOR,
	// {"lang": "en"} for a flag.
	Preferences map[string]string
	// Local says that the program runs on the player's own machine.
	Local bool
	// Role is who the player is among the roles; empty: all of them.
	Role  string
	Start Start
	// Debrief works out where the points of a finished run went. told, which may
	// be nil, is called from the working goroutine with a share from 0 to 1. With
	// Debrief nil, or an error of it, the results say so and show the rest.
	Debrief func(ctx context.Context, run game.Run, told func(share float64)) (game.Debrief, error)
	// Confidence asks how sure each decision is, also where the scenario does not.
	Confidence bool
}

// Start says where to begin: with the title if it is empty, with a saved run if
// Run is set, else with a new run of Scenario.
type Start struct {
	Run      string
	Scenario string
	Path     string // of a scenario that is not on the shipped shelf
	Variant  string
	Name     string
	Seed     *uint64 // nil: a new one
	// From is a scene to practise from, with Set's values of variables. A
	// practice is not kept.
	From string
	Set  map[string]int
}

// A screen answers a message with the screen that should follow it. The frame
// it was painted in comes with the message.
type screen interface {
	update(frame, tea.Msg) (screen, tea.Cmd)
	view(frame) sheet
	bindings() []hint
}

// typing is a screen in which letters are text and no shortcuts.
type typing interface{ typing() bool }

// waking is a screen that has to be told when it is seen again.
type waking interface{ wake(frame) (screen, tea.Cmd) }

// rehearsing is a screen that may belong to a practice. It is marked as one.
type rehearsing interface{ practising() bool }

func practising(s screen) bool {
	r, ok := s.(rehearsing)
	return ok && r.practising()
}

// app owns the window, and holds one screen at a time.
type app struct {
	frame  frame
	screen screen
	themes themes
	dark   bool // the terminal's ground
	few    int  // colours the terminal has, if few: 16, or 0 for none; -1: many
	wide   bool // ambiguous signs are wide
	fixed  map[string]string
	first  tea.Cmd // what the first screen needs; nil: the shelf and the journal
}

// covering is a screen that shows others over itself, because it has to hear
// what happens meanwhile.
type covering interface {
	cover(over func(back screen) screen) screen
}

// New makes a model. It reads nothing and starts nothing.
func New(o Options) tea.Model {
	a := app{
		frame:  frame{width: 80, height: 24, set: o.Setter, desk: &desk{o}},
		themes: newThemes(), dark: true, few: -1, fixed: o.Preferences,
	}
	prefs := settings{lang: o.Words.In(o.Lang).Lang, colour: "auto", ascii: "auto", timed: true}
	for name, value := range o.Preferences {
		if known(words.Langs(), name, value) {
			prefs = prefs.with(name, value)
		}
	}
	a.adopt(prefs)
	a.screen = opening(o.Start)
	return a
}

// opening is the first screen.
func opening(s Start) screen {
	switch {
	case s.Run != "":
		return loading{run: s.Run, back: title{}}
	case s.Scenario != "":
		return starting{order: s, back: title{}}
	}
	return title{}
}

// Init asks for what the first paint can do without.
func (a app) Init() tea.Cmd {
	d := a.frame.desk
	if a.first != nil {
		return tea.Batch(tea.RequestBackgroundColor, a.first)
	}
	return tea.Batch(tea.RequestBackgroundColor, d.readPreferences(), d.readShelf(), d.readHistory())
}

// Update is one message on its way to the screen.
func (a app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.frame.width, a.frame.height = max(msg.Width, 1), max(msg.Height, 1)
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		a.adopt(a.frame.prefs)
	case tea.ColorProfileMsg:
		a.few = colours(msg.Profile)
		a.adopt(a.frame.prefs)
	case paint.WidthMsg:
		a.wide = msg.Wide
		a.adopt(a.frame.prefs)
	case prefsRead:
		a.adopt(a.preferences(msg))
	case changed:
		a.adopt(a.frame.prefs.with(msg.name, msg.value))
		return a, a.frame.desk.prefer(msg.name, msg.value)
	case shelfRead:
		a.frame.shelf = shelf(msg)
	case historyRead:
		a.frame.history = history(msg)
	case tea.KeyPressMsg:
		return a.press(msg)
	}
	return a.pass(msg)
}

// pass hands a message to the screen.
func (a app) pass(msg tea.Msg) (tea.Model, tea.Cmd) {
	if a.small() {
		if _, mouse := msg.(tea.MouseMsg); mouse {
			return a, nil
		}
	}
	var cmd tea.Cmd
	a.screen, cmd = a.screen.update(a.frame, msg)
	return a, cmd
}

// press is a key: some mean the same on every screen.
func (a app) press(msg tea.KeyPressMsg) (tea.Model, tea.Cmd) {
	if pressed(msg, keys.quit) {
		return a, tea.Quit
	}
	if a.small() {
		return a, nil
	}
	if t, ok := a.screen.(typing); ok && t.typing() {
		return a.pass(msg)
	}
	msg = halfWidth(msg)
	if !helping(a.screen) && pressed(msg, keys.help) {
		open := func(back screen) screen { return help{back: back} }
		if c, ok := a.screen.(covering); ok {
			a.screen = c.cover(open)
		} else {
			a.screen = open(a.screen)
		}
		return a, nil
	}
	return a.pass(msg)
}

// helping reports whether the page of keys is open.
func helping(s screen) bool {
	_, open := s.(help)
	m, seated := s.(member)
	if seated {
		_, open = m.over.(help)
	}
	return open
}

// small reports a window too small to play in.
func (a app) small() bool {
	return a.frame.width < leastWidth || a.frame.height < leastHeight
}

// preferences are the settings with what the journal keeps; what the caller has
// fixed stays.
func (a app) preferences(kept map[string]string) settings {
	prefs := a.frame.prefs
	for name, value := range kept {
		if _, fixed := a.fixed[name]; !fixed && known(words.Langs(), name, value) {
			prefs = prefs.with(name, value)
		}
	}
	return prefs
}

// adopt makes settings and what the terminal told into the frame's look.
func (a *app) adopt(prefs settings) {
	f := &a.frame
	f.prefs = prefs
	f.words = f.desk.Words.In(prefs.lang)
	f.ascii = prefs.ascii == "on" || prefs.ascii == "auto" && a.wide
	few, dark := a.few, a.dark
	switch prefs.colour {
	case "dark", "light":
		few, dark = -1, prefs.colour == "dark"
	case "16":
		few = 16
	case "mono":
		few = 0
	}
	switch {
	case few == 0:
		f.ink = a.themes.mono
	case few == 16 && dark:
		f.ink = a.themes.dark16
	case few == 16:
		f.ink = a.themes.light16
	case dark:
		f.ink = a.themes.dark
	default:
		f.ink = a.themes.light
	}
}

func colours(p colorprofile.Profile) int {
	switch {
	case p == colorprofile.NoTTY, p == colorprofile.ASCII:
		return 0
	case p == colorprofile.ANSI:
		return 16
	}
	return -1
}

// View paints the screen, and nothing outside the window.
func (a app) View() tea.View {
	s := a.tooSmall()
	if !a.small() {
		a.frame.practice = practising(a.screen)
		s = a.screen.view(a.frame)
	}
	v := tea.NewView(s.gate(a.frame))
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.Cursor = s.cursor
	v.WindowTitle = a.frame.say("title.name")
	return v
}

// tooSmall asks for more room. The screen below waits as it was.
func (a app) tooSmall() sheet {
	f := a.frame
	text := f.say("small.room", leastWidth, leastHeight, f.width, f.height)
	lines := f.wrap(text, f.width)
	top := max((f.height-len(lines))/2, 0)
	return sheet{lines: append(make([]string, top), lines...)}
}
