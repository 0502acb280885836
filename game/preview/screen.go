package preview

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"kobayashi/game"
	"kobayashi/game/tui/paint"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// Options is the world as a preview meets it; all of it is needed.
type Options struct {
	Name    string // of the file, as the author called it
	Words   words.Book
	Setter  *typeset.Setter
	Session Session
	Updates <-chan Update
}

// New makes a model. It reads nothing itself: what is new comes by Updates.
func New(o Options) tea.Model {
	return screen{o: o, s: o.Session, width: 80, height: 24, dark: true, few: -1}
}

// screen is the full screen of a preview.
type screen struct {
	o        Options
	s        Session
	cursor   int
	ticks    game.ChoiceID // of a question
	top      int           // first line of the body that is shown
	problems bool          // the problems fill the body
	width    int
	height   int
	dark     bool
	few      int // colours, if few: 16, or 0 for none; -1: many
	wide     bool
}

// updated is news of the file; ended says that there will be no more.
type (
	updated Update
	ended   struct{}
)

func (m screen) wait() tea.Cmd {
	return func() tea.Msg {
		u, open := <-m.o.Updates
		if !open {
			return ended{}
		}
		return updated(u)
	}
}

// Init waits for the first version.
func (m screen) Init() tea.Cmd { return tea.Batch(tea.RequestBackgroundColor, m.wait()) }

// Update is one message on its way into the session.
func (m screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = max(msg.Width, 1), max(msg.Height, 1)
	case tea.BackgroundColorMsg:
		m.dark = msg.IsDark()
	case tea.ColorProfileMsg:
		switch msg.Profile {
		case colorprofile.NoTTY, colorprofile.ASCII:
			m.few = 0
		case colorprofile.ANSI:
			m.few = 16
		}
	case paint.WidthMsg:
		m.wide = msg.Wide
	case updated:
		return m.taken(Update(msg)), m.wait()
	case ended:
		return m, tea.Quit
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			return m.scroll(-3), nil
		}
		return m.scroll(3), nil
	case tea.KeyPressMsg:
		return m.press(halfWidth(msg.String()))
	}
	return m, nil
}

// halfWidth is a key as it is on a keyboard without a Japanese input method.
func halfWidth(key string) string {
	r, n := utf8.DecodeRuneInString(key)
	switch {
	case n == len(key) && r >= 0xFF01 && r <= 0xFF5E:
		return strings.ToLower(string(r - 0xFEE0))
	case key == "\u3000":
		return "space"
	}
	return strings.ToLower(key)
}

func (m screen) press(key string) (tea.Model, tea.Cmd) {
	switch key {
	case "ctrl+c", "esc":
		if key == "esc" && m.problems {
			m.problems, m.top = false, 0
			return m, nil
		}
		return m, tea.Quit
	case "up", "k":
		return m.move(-1), nil
	case "down", "j":
		return m.move(1), nil
	case "pgup", "pgdown", "home", "end":
		half := max(m.body()-2, 1)
		return m.scroll(map[string]int{"pgup": -half, "pgdown": half, "home": -1 << 20, "end": 1 << 20}[key]), nil
	case "p", "tab":
		m.problems, m.top = !m.problems, 0
		return m, nil
	case "backspace", "left":
		return m.anew(m.s.Back()), nil
	case "r":
		return m.anew(m.s.Restart()), nil
	case "v":
		return m.anew(m.s.NextVariant()), nil
	case "l":
		m.s = m.s.NextLang()
		return m, nil
	case "enter", "space", "right":
		return m.take(key == "space"), nil
	}
	if n := strings.Index("123456789", key); len(key) == 1 && n >= 0 && n < m.rows() {
		m.cursor = n
		return m.take(false), nil
	}
	return m, nil
}

// anew shows another point of the play from its beginning.
func (m screen) anew(s Session) screen {
	m.s, m.cursor, m.ticks, m.top, m.problems = s, 0, 0, 0, false
	return m
}

// question reports whether boxes are to be ticked.
func (m screen) question() bool {
	return m.s.Deciding() && m.s.run.Rules.Kind(m.s.run.State) == game.Question
}

// rows is how many rows the cursor can stand on: what is offered, and in a
// question the row that answers.
func (m screen) rows() int {
	n := bits.OnesCount32(m.offered())
	if m.question() {
		n++
	}
	return n
}

func (m screen) offered() uint32 {
	if !m.s.Deciding() {
		return 0
	}
	return m.s.run.Rules.Offered(m.s.run.State)
}

// take does what the row under the cursor means: choose, tick, or answer.
func (m screen) take(space bool) screen {
	if m.problems || m.rows() == 0 {
		return m
	}
	options := m.s.options(m.say())
	switch {
	case m.cursor == len(options):
		return m.anew(m.s.Choose(m.ticks))
	case m.question():
		m.ticks ^= options[m.cursor].id
		return m
	case space:
		return m
	}
	return m.anew(m.s.Choose(options[m.cursor].id))
}

// move takes the cursor a row on, and the text with it.
func (m screen) move(by int) screen {
	if m.problems || m.rows() == 0 {
		return m.scroll(by)
	}
	m.cursor = min(max(m.cursor+by, 0), m.rows()-1)
	lines, at := m.play(m.left())
	if at < m.top+1 {
		m.top = max(at-1, 0)
	}
	if last := m.top + m.body() - 3; at > last {
		m.top = min(at-m.body()+3, max(len(lines)-m.body(), 0))
	}
	return m
}

func (m screen) scroll(by int) screen {
	lines := m.text()
	m.top = min(max(m.top+by, 0), max(len(lines)-m.body(), 0))
	return m
}

func (m screen) say() words.Text { return m.o.Words.In(m.lang()) }

// lang is the language of the words around the play: that of the wording shown,
// as far as there is a choice.
func (m screen) lang() string { return m.s.lang }
