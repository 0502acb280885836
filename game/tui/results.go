package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// results is what a finished run came to: the ending, the score by dimension,
// every decision with its reason, what was to be learnt, and the sources.
type results struct {
	run  game.Run
	back screen
	reader
	set *kept // the lines, made once for each look
}

// kept are lines that are made again only when the look changes.
type kept struct {
	look  look
	lines []string
}

func (k *kept) get(f frame, width int, set func() []string) []string {
	if now := (look{width, f.words.Lang, f.style()}); k.lines == nil || now != k.look {
		k.look, k.lines = now, set()
	}
	return k.lines
}

func newResults(run game.Run, back screen) results {
	return results{run: run, back: back, set: &kept{}}
}

func (r results) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) {
		return r.back, f.desk.readHistory()
	}
	if pressed(msg, keys.notes) {
		return newNotes(r, r.run.Rules, nil), nil
	}
	var taken bool
	r.reader, taken = r.reader.update(f, msg, r.view(f), len(r.lines(f)), 3)
	if !taken {
		return r, nil
	}
	switch r.button {
	case 0:
		order := Start{Scenario: r.run.Scenario, Variant: r.run.Variant, Name: r.run.Player, Path: r.run.Path}
		return starting{order: order, anew: true, back: r}.open(f)
	case 1:
		return newNotes(r, r.run.Rules, nil), nil
	}
	return title{}, f.desk.readHistory()
}

func (r results) bindings() []hint {
	return []hint{keys.updown.does("key.scroll"), keys.page, keys.right.does("key.buttons"), keys.enter.does("key.open"), keys.back, keys.help}
}

func (r results) view(f frame) sheet {
	p := paper{title: f.say("results.title"), hints: r.bindings()}
	return r.read(f, p, r.lines(f), []string{f.say("results.again"), f.say("title.notes"), f.say("results.home")})
}

func (r results) lines(f frame) []string {
	width := f.measure()
	return r.set.get(f, width, func() []string {
		lines := r.summary(f, width)
		for _, part := range []struct {
			head string
			body []string
		}{
			{"results.scores", r.scores(f, width)},
			{"results.decisions", r.timeline(f, width)},
			{"results.lessons", r.lessons(f, width)},
			{"results.goals", r.goals(f, width)},
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

// summary is the ending and the total.
func (r results) summary(f frame, width int) []string {
	sc := r.run.Rules
	text := sc.Text(f.words.Lang)
	ending := oneLine(text.Endings[r.run.Ending()])
	lines := []string{
		f.ink.muted.Render(typeset.Truncate(oneLine(text.Title)+"  "+oneLine(text.Variants[r.run.Variant]), width)),
		"",
		f.ink.player.Render("  "+f.say("ending.reached")+"  ") + " " + f.ink.strong.Render(typeset.Truncate(ending, width-14)),
		"",
	}
	if most := sc.MaxTotal(); most > 0 {
		total := sc.Total(r.run.Score)
		lines = append(lines, f.ink.strong.Render(f.say("results.total", game.Digits(total), game.Digits(most))), f.bar(total, 0, most, width))
	}
	return lines
}

// scores are the dimensions with bars and numbers.
func (r results) scores(f frame, width int) []string {
	sc := r.run.Rules
	text := sc.Text(f.words.Lang)
	labels, points := []string{}, []string{}
	wide, wider := 0, 0
	for i, d := range sc.Rules().Scores {
		label := oneLine(text.Scores[d.Name])
		if label == "" {
			label = d.Name
		}
		if d.Weight > 1 {
			label += " " + f.say("results.weight", d.Weight)
		}
		labels = append(labels, label)
		points = append(points, f.say("results.of", game.Digits(int(r.run.Score[i])), game.Digits(d.Max)))
		wide, wider = max(wide, typeset.Width(label)), max(wider, typeset.Width(points[i]))
	}
	wide = min(wide, width/3)
	var lines []string
	for i, d := range sc.Rules().Scores {
		if i > 0 {
			lines = append(lines, "") // or the bars would run into each other
		}
		label := typeset.Pad(typeset.Truncate(labels[i], wide), wide)
		number := strings.Repeat(" ", wider-typeset.Width(points[i])) + points[i]
		lines = append(lines, label+"  "+f.bar(int(r.run.Score[i]), 0, d.Max, max(width-wide-wider-4, 8))+"  "+number)
	}
	return lines
}

// decision is one step of the run and all the points up to the next one.
type decision struct {
	beat beat
	gain game.Score
}

func decisions(run game.Run) []decision {
	var list []decision
	for i, e := range run.Trace {
		if e.Kind == game.Chose {
			if b := (beat{event: e, before: run.Trace[i-1].State}); b.free(run) {
				list = append(list, decision{beat: b})
			}
		}
		if len(list) > 0 {
			last := &list[len(list)-1]
			last.gain = last.gain.Plus(e.Gain)
		}
	}
	return list
}

// timeline is every decision: where, what, the points of it, and the reason.
func (r results) timeline(f frame, width int) []string {
	const inset = 4
	sc := r.run.Rules
	text := sc.Text(f.words.Lang)
	var lines []string
	for i, d := range decisions(r.run) {
		if i > 0 {
			lines = append(lines, "")
		}
		scene := text.Scenes[d.beat.event.Scene]
		name := f.line(scene.Title, width-inset-12)
		if name == "" {
			name = oneLine(sc.SceneID(d.beat.event.Scene))
		}
		points := f.say("score.points", signed(sc.Total(d.gain)))
		gap := strings.Repeat(" ", max(width-inset-typeset.Width(name)-typeset.Width(points), 1))
		lines = append(lines, f.ink.muted.Render(typeset.Pad(strconv.Itoa(i+1), inset))+f.ink.strong.Render(name)+gap+f.ink.strong.Render(points))
		lines = append(lines, indent(f.choiceLines(r.run, d.beat, width-inset), inset)...)
		if each := r.eachGain(f, text, d.gain); each != "" {
			lines = append(lines, indent(tint(f.ink.muted, f.wrap(each, width-inset)), inset)...)
		}
	}
	return lines
}

// eachGain says what a decision gave in each dimension.
func (r results) eachGain(f frame, text *game.Text, gain game.Score) string {
	var list []string
	for i, d := range r.run.Rules.Rules().Scores {
		if gain[i] == 0 {
			continue
		}
		label := oneLine(text.Scores[d.Name])
		if label == "" {
			label = d.Name
		}
		list = append(list, label+" "+signed(int(gain[i])))
	}
	return strings.Join(list, f.say("list.comma"))
}

// lessons are what the scenes met were to teach.
func (r results) lessons(f frame, width int) []string {
	sc, lang := r.run.Rules, f.words.Lang
	text := sc.Text(lang)
	seen := map[int]bool{}
	var lines []string
	for _, e := range r.run.Trace {
		if e.Kind != game.Entered || seen[e.Scene] {
			continue
		}
		seen[e.Scene] = true
		for _, block := range text.Scenes[e.Scene].Blocks {
			md, ok := sc.Show(block, e.State, lang)
			if !ok || block.Kind != game.Lesson {
				continue
			}
			if len(lines) > 0 {
				lines = append(lines, "")
			}
			lines = append(lines, hanging("- ", f.page(body(md), width-2).Lines)...)
		}
	}
	return lines
}

// goals are the learning goals, those that this run passed by marked.
func (r results) goals(f frame, width int) []string {
	met := map[string]bool{}
	for _, e := range r.run.Trace {
		met[r.run.Rules.SceneID(e.Scene)] = true
	}
	var lines []string
	for _, g := range r.run.Rules.Text(f.words.Lang).Goals {
		mark := "[ ] "
		for _, scene := range g.Scenes {
			if met[scene] {
				mark = "[x] "
			}
		}
		lines = append(lines, hanging(mark, f.label(g.Label, width-4))...)
	}
	return lines
}

func (r results) sources(f frame, width int) []string {
	var lines []string
	for _, s := range r.run.Rules.Text(f.words.Lang).Sources {
		lines = append(lines, hanging("- ", f.wrap(oneLine(s.ID)+"  "+oneLine(s.Citation), width-2))...)
	}
	return lines
}
