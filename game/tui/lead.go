package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// LeadOptions is a workshop as its facilitator meets it. Words, Setter, Room and
// Namer are needed; Redeem too where Name is empty.
type LeadOptions struct {
	Words  words.Book
	Setter *typeset.Setter
	Room   workshop.Room
	// Life ends when the session does; nil: it does not.
	Life context.Context

	// Lang is the language to start in; Preferences are as in Options.
	Lang        string
	Preferences map[string]string
	// Invite are the lines that bring people in: the command, the code, the
	// address of the web page. They are shown as they are.
	Invite []string
	// Name is who leads. If it is empty a token and a name are asked for first,
	// and Redeem takes them; what it refuses are errors of package workshop.
	Name   string
	Redeem func(ctx context.Context, token, name string) error
	// Namer makes what was typed a team's name and its skeleton; see
	// workshop.Head.Make.
	Namer func(typed string) (name, skeleton string, err error)
	// Debrief is as in Options. With nil there are no verdicts in the debrief.
	Debrief func(ctx context.Context, run game.Run, told func(share float64)) (game.Debrief, error)
}

// leading is the facilitator's screen: an app whose screens look at a desk.
type leading struct {
	app  app
	desk *leadDesk
}

// NewLead makes the screen of a facilitator. It reads nothing and starts nothing.
func NewLead(o LeadOptions) tea.Model {
	if o.Life == nil {
		o.Life = context.Background()
	}
	d := &leadDesk{LeadOptions: o, who: o.Name}
	l := leading{
		app: New(Options{
			Words: o.Words, Setter: o.Setter, Now: o.Room.Now, Lang: o.Lang, Preferences: o.Preferences,
			Journal: forgetful{}, Debrief: o.Debrief,
		}).(app),
		desk: d,
	}
	d.look()
	l.app.screen = leadHall{d: d}
	if o.Name == "" {
		l.app.screen = newLeadDoor(d)
	}
	return l
}

// forgetful is a journal that keeps no settings: whoever leads brings them along.
type forgetful struct{ game.Journal }

func (forgetful) Prefer(context.Context, string, string) error { return nil }

func (l leading) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, l.desk.listen(false), l.desk.tick())
}

func (l leading) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var more tea.Cmd
	switch msg := msg.(type) {
	case roomGrown:
		l.desk.look()
		more = l.desk.listen(true)
	case roomTick:
		l.desk.ticks = false
		l.desk.look()
	case leadDone:
		l.desk.look()
		if msg.of == atOnce && msg.err != nil {
			l.desk.fault = refused(msg.err)
		}
	case leadJudged:
		l.desk.judged.took(msg)
		more = l.desk.judge(l.desk.wanted())
	case tea.KeyPressMsg:
		l.desk.said, l.desk.fault = "", ""
	}
	next, cmd := l.app.Update(msg)
	l.app = next.(app)
	return l, tea.Batch(cmd, more, l.desk.tick())
}

func (l leading) View() tea.View {
	v := l.app.View()
	if name := oneLine(l.desk.head.Opened.Name); name != "" && l.desk.who != "" {
		v.WindowTitle = name
	}
	return v
}
