package tui

import (
	"kobayashi/game"
	"kobayashi/game/typeset"
)

// roll keeps the acts of a run and their set lines, because they never change: a
// frame of play joins ready lines. It is the one thing a screen and its later
// selves share, and holds nothing that a paint could not make again. It serves
// one run, which may grow.
type roll struct {
	look  look
	lines [][]string // by act
	acts  []act
	told  int // events that are in acts
}

// look is everything the lines of an act depend on beside the act.
type look struct {
	width int
	lang  string
	style typeset.Style
	rows  int    // of the window, where lines are laid out for it
	eyes  uint64 // the roles whose private text is shown; see frame.eyesOf
}

// lookAt is the look of lines in a width.
func (f frame) lookAt(width int) look {
	return look{width: width, lang: f.words.Lang, style: f.style(), eyes: f.eyes}
}

// list gives the acts of the run. They are the same in any width.
func (r *roll) list(f frame, run game.Run) []act {
	r.see(f.lookAt(r.look.width))
	if r.acts == nil || r.told != len(run.Trace) {
		r.acts, r.told = f.actsOf(run), len(run.Trace)
	}
	return r.acts
}

// see forgets what was made for another look.
func (r *roll) see(now look) {
	if now == r.look {
		return
	}
	if now.lang != r.look.lang || now.eyes != r.look.eyes {
		r.acts = nil
	}
	r.look, r.lines = now, nil
}

// act gives the lines of act i of a run.
func (r *roll) act(f frame, run game.Run, list []act, i, width int) []string {
	r.see(f.lookAt(width))
	for len(r.lines) <= i {
		r.lines = append(r.lines, nil)
	}
	if r.lines[i] == nil {
		r.lines[i] = f.actLines(run, list[i], width)
	}
	return r.lines[i]
}

// actLines sets an act, with one empty line between its beats.
func (f frame) actLines(run game.Run, a act, width int) []string {
	lines := []string{}
	for _, b := range a.beats {
		set := f.beatLines(run, b, width)
		if len(set) > 0 && len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, set...)
	}
	return lines
}

func (f frame) beatLines(run game.Run, b beat, width int) []string {
	quiet := b.event.Kind == game.Went || b.event.Kind == game.Chose && !run.Rules.Free(b.before)
	if quiet && !f.tells(run, b) {
		return nil
	}
	var lines []string
	switch b.event.Kind {
	case game.Entered:
		lines = f.sceneLines(run, b, width)
	case game.Chose:
		lines = f.choiceLines(run, b, width)
	case game.Drew:
		lines = f.outcomeLines(run, b, f.say("chance.turned"), width)
	case game.Went:
		lines = f.outcomeLines(run, b, "", width)
	}
	if b.first {
		return lines
	}
	if changed := f.changes(run, b.before, b.event.State, width); len(changed) > 0 {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, changed...)
	}
	return lines
}

// sceneLines is a scene's heading and its blocks.
func (f frame) sceneLines(run game.Run, b beat, width int) []string {
	sc, lang := run.Rules, f.words.Lang
	scene := sc.Text(lang).Scenes[b.event.Scene]
	var blocks [][]string
	var speaker string
	met := map[string]bool{}
	for _, block := range scene.Blocks {
		if !inPlay(block) || !f.mayRead(block) {
			continue
		}
		md, ok := sc.Show(block, b.event.State, lang)
		if !ok {
			continue
		}
		told := wholePlate
		if block.Kind == game.Speech {
			if met[block.Who] {
				told = nameOnly
			}
			if block.Who == speaker {
				told = noPlate
			}
			met[block.Who] = true
		}
		speaker = block.Who
		blocks = append(blocks, f.blockLines(run, block, md, told, width))
	}
	ending := sc.Rules().Scenes[b.event.Scene].Ending
	if len(blocks) == 0 && ending == "" {
		return nil
	}
	lines := f.heading(sc.Text(lang), scene, b.event.Inject, ending, width)
	for i, set := range blocks {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, set...)
	}
	return lines
}

// heading is what stands above a scene: that it interrupts, that it is an
// ending, its title.
func (f frame) heading(text *game.Text, scene game.SceneText, inject bool, ending string, width int) []string {
	var lines []string
	if inject {
		lines = append(lines, f.ink.banner.Render("  "+f.say("banner.inject")+"  "), "")
	}
	if ending != "" {
		name := oneLine(text.Endings[ending])
		lines = append(lines, f.ink.player.Render("  "+f.say("ending.reached")+"  ")+" "+f.ink.strong.Render(typeset.Truncate(name, width-12)), "")
	}
	if scene.Title != "" && (ending == "" || scene.Title != text.Endings[ending]) {
		for _, line := range f.label(scene.Title, width) {
			lines = append(lines, f.ink.title.Render(line))
		}
		lines = append(lines, "")
	}
	return lines
}

// mayRead keeps private blocks from those they are not for. At a table the rules
// of the workshop say whose they are; someone who plays alone holds every role,
// or the one they asked for.
func (f frame) mayRead(b game.Block) bool { return b.For == "" || f.sees(b.For) }

func (f frame) sees(role string) bool {
	if f.table != nil {
		return f.table.Sees(f.seat, role)
	}
	return f.desk.Role == "" || role == f.desk.Role
}

// eyesOf are the roles whose private text is shown at a table, a bit for each in
// the order of the scenario. They change when others come or leave.
func (f frame) eyesOf(sc *game.Scenario) uint64 {
	var set uint64
	for i, role := range sc.Rules().Roles {
		if f.sees(role) {
			set |= 1 << (i % 63)
		}
	}
	return set
}
