package tui

import (
	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// results is what a finished run came to. What can be read off the run is there
// at once; where the points went comes with the debrief, as soon as that is
// worked out.
type results struct {
	run      game.Run
	practice *practice
	back     screen
	reader

	inquiry *inquiry
	debrief *game.Debrief // nil: not there, or not yet
	without string        // phrase of why there is none
	clock   int           // tells this wait's looks from older ones
	share   int           // percent of the inquiry, once it takes long; else -1

	hotwash *game.Hotwash // nil: not read
	fault   string
	team    *teamResults // of a workshop; nil: of one's own run

	set *kept // the lines, made once for each look
}

// kept are lines that are made again only when the look changes.
type kept struct {
	look  look
	lines []string
}

func (k *kept) get(f frame, width int, set func() []string) []string {
	now := f.lookAt(width)
	now.rows = f.rows()
	if k.lines == nil || now != k.look {
		k.look, k.lines = now, set()
	}
	return k.lines
}

// results opens the results of a run. The inquiry may have been begun already.
func (f frame) results(run game.Run, p *practice, back screen, q *inquiry) (screen, tea.Cmd) {
	r := results{run: run, practice: p, back: back, inquiry: q, share: -1, set: &kept{}}
	var work, read tea.Cmd
	if r.inquiry == nil {
		r.inquiry, work = f.desk.inquire(run, p)
	}
	if p == nil {
		read = f.desk.readHotwash(run.ID)
	}
	switch {
	case p != nil && p.loose:
		r.without = "results.loose"
	case r.inquiry == nil:
		r.without = "results.nobody"
	}
	next, wait := r.wake(f)
	return next, tea.Batch(work, wait, read, f.desk.readHistory())
}

// wake looks whether the debrief has come meanwhile, or waits on.
func (r results) wake(frame) (screen, tea.Cmd) {
	if r.inquiry == nil || r.settled() {
		return r, nil
	}
	if r.inquiry.ended() {
		return r.settle(), nil
	}
	r.clock++
	return r, glance(r.clock, firstLook)
}

// settled reports whether nothing is waited for any more.
func (r results) settled() bool { return r.debrief != nil || r.without != "" }

// settle takes the debrief, or the reason why there is none.
func (r results) settle() results {
	r.set, r.share = &kept{}, -1
	if r.inquiry.err != nil {
		r.without = "results.failed"
		return r
	}
	r.debrief = &r.inquiry.debrief
	return r
}

// judged are the run's decisions, as the solver sees them if that is known.
func (r results) judged() []game.Judgement {
	if r.debrief != nil {
		return r.debrief.Decisions
	}
	var list []game.Judgement
	for _, d := range r.run.Decisions() {
		list = append(list, game.Judgement{Decided: d, Sure: r.run.Steps[d.Event.Step].Sure})
	}
	return list
}

// proved reports whether regret, skill and luck are known.
func (r results) proved() bool { return r.debrief != nil && r.debrief.Proved }

func (r results) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case inquired:
		if msg.of == r.inquiry && !r.settled() {
			return r.settle(), nil
		}
		return r, nil
	case looking:
		return r.looked(msg)
	case hotwashRead:
		return r.washRead(msg), nil
	}
	if pressed(msg, keys.back) {
		return r.leave(f)
	}
	if pressed(msg, keys.notes) {
		return newNotes(r, r.run.Rules, nil), nil
	}
	list := r.entries()
	var taken bool
	r.reader, taken = r.reader.update(f, msg, r.view(f), len(r.lines(f)), f.labels(list))
	if taken {
		r.fault = ""
		return list[r.button].open(f)
	}
	return r, nil
}

// leave goes back. At a table others may still want what is worked out.
func (r results) leave(f frame) (screen, tea.Cmd) {
	next, cmd := awake(f, r.back)
	if r.team != nil {
		return next, cmd
	}
	r.inquiry.stop()
	return next, tea.Batch(cmd, f.desk.readHistory())
}

// looked shows how far the work is, if it is still going on.
func (r results) looked(msg looking) (screen, tea.Cmd) {
	if msg.clock != r.clock || r.settled() {
		return r, nil
	}
	if r.inquiry.ended() {
		return r.settle(), nil
	}
	r.share = int(r.inquiry.share.Load())
	return r, glance(r.clock, nextLook)
}

func (r results) washRead(msg hotwashRead) results {
	if msg.run != r.run.ID {
		return r
	}
	if msg.err != nil {
		r.fault = fault(msg.err)
		return r
	}
	r.hotwash, r.fault, r.set = &msg.hotwash, "", &kept{}
	return r
}

// entries are the buttons. A practice has no hotwash: that belongs to a run that
// counts.
func (r results) entries() []entry {
	decisions := entry{word: "results.look", open: func(frame) (screen, tea.Cmd) { return decisions{of: r}, nil }}
	notes := entry{word: "title.notes", open: func(frame) (screen, tea.Cmd) { return newNotes(r, r.run.Rules, nil), nil }}
	home := entry{word: "results.home", open: func(f frame) (screen, tea.Cmd) {
		r.inquiry.stop()
		return title{}, f.desk.readHistory()
	}}
	again := entry{word: "results.again", open: r.again}
	if r.team != nil {
		return []entry{decisions, {word: "seat.plan", open: r.team.plan}, notes, {word: "seat.back", open: r.leave}}
	}
	if r.practice == nil {
		return []entry{decisions, {word: "results.hotwash", open: r.write}, again, notes, home}
	}
	list := []entry{decisions, again}
	if !r.practice.loose {
		list = append(list, entry{word: "results.real", open: func(f frame) (screen, tea.Cmd) {
			r.inquiry.stop()
			return awake(f, r.back)
		}})
	}
	return append(list, notes, home)
}

// again begins anew: the exercise, or the same practice.
func (r results) again(f frame) (screen, tea.Cmd) {
	r.inquiry.stop()
	if r.practice != nil {
		return r.practice.begin(f)
	}
	order := Start{Scenario: r.run.Scenario, Variant: r.run.Variant, Name: r.run.Player, Path: r.run.Path}
	return starting{order: order, anew: true, back: r}.open(f)
}

// write opens the hotwash, or reads it once more if that went wrong.
func (r results) write(f frame) (screen, tea.Cmd) {
	if r.hotwash == nil {
		return r, f.desk.readHotwash(r.run.ID)
	}
	return newHotwash(f, r), nil
}

func (r results) bindings() []hint {
	return []hint{keys.updown.does("key.scroll"), keys.page, keys.right.does("key.buttons"), keys.enter.does("key.open"), keys.back, keys.help}
}

func (r results) practising() bool { return r.practice != nil }

func (r results) view(f frame) sheet {
	p := paper{title: f.say("results.title"), hints: r.bindings()}
	switch {
	case r.fault != "":
		p.notice = f.alert(f.say(r.fault))
	case r.share >= 0:
		p.notice = f.progress(r.share)
	case r.team != nil:
		p.notice = f.ink.muted.Render(typeset.Truncate(f.say(r.team.waits), f.inner()))
	case r.practice != nil:
		p.notice = f.ink.muted.Render(f.say("practice.results"))
	}
	return r.read(f, p, r.lines(f), f.labels(r.entries()))
}

// progress is how much of the work is done.
func (f frame) progress(percent int) string {
	const cells = 20
	percent = max(0, min(percent, 100))
	return f.ink.muted.Render(f.say("results.working")) + "  " + f.bar(percent, 0, 100, cells) + "  " + f.ink.strong.Render(f.say("sure.percent", percent))
}

func (f frame) labels(list []entry) []string {
	words := make([]string, len(list))
	for i, e := range list {
		words[i] = f.say(e.word)
	}
	return words
}

func (r results) lines(f frame) []string {
	width := f.measure()
	return r.set.get(f, width, func() []string {
		lines := r.summary(f, width)
		for _, part := range []struct {
			head string
			body []string
		}{
			{"results.leaning", r.leanings(f, width)},
			{"results.rivals", r.rivals(f, width)},
			{"results.sure", r.confidence(f, width)},
			{"results.decisions", r.timeline(f, width)},
			{"results.lessons", r.lessons(f, width)},
			{"results.goals", r.goals(f, width)},
			{"results.washed", r.washed(f, width)},
			{"results.notes", r.notesMet(f, width)},
			{"results.sources", r.sources(f, width)},
		} {
			if len(part.body) > 0 {
				lines = append(lines, "", f.ink.title.Render(f.say(part.head)), f.ruler(width))
				lines = append(lines, part.body...)
			}
		}
		return append(append(lines, ""), f.wrap(f.madeUp(r.run.Rules), width)...)
	})
}
