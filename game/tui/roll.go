package tui

import (
	"kobayashi/game"
	"kobayashi/game/typeset"
)

// roll keeps the set lines of acts, because they never change: a frame of play
// joins ready lines. It is the one thing a screen and its later selves share,
// and holds nothing that a paint could not make again.
type roll struct {
	look  look
	lines [][]string // by act
}

// look is everything the lines of an act depend on beside the act.
type look struct {
	width int
	lang  string
	style typeset.Style
	rows  int // of the window, where lines are laid out for it
}

// act gives the lines of act i of a run.
func (r *roll) act(f frame, run game.Run, list []act, i, width int) []string {
	if now := (look{width: width, lang: f.words.Lang, style: f.style()}); now != r.look {
		r.look, r.lines = now, nil
	}
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
	if quiet && !b.tells(run, f.words.Lang) {
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

// mayRead keeps private blocks from those they are not for. Someone who plays
// alone holds every role.
func (f frame) mayRead(b game.Block) bool {
	return b.For == "" || f.desk.Role == "" || b.For == f.desk.Role
}
