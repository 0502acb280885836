package report

import (
	"slices"

	"kobayashi/game"
	"kobayashi/game/debrief"
)

// Coverage is how far a run touched what its scenario is mapped to, by the lists
// the caller holds: an id is met if the run entered one of its scenes, or if it
// is mapped to the scenario as a whole. A framework of which there is no list,
// or not in that version, is left out; lint has refused it.
func Coverage(run game.Run, lists []game.Catalogue, lang string) []Framework {
	found := []Framework{}
	for _, fw := range run.Rules.About.Maps {
		i := slices.IndexFunc(lists, func(c game.Catalogue) bool { return c.Key == fw.Key && c.Version == fw.Version })
		if i < 0 {
			continue
		}
		c := cover{run, lists[i], run.Rules.Text(lang), lang, entered(run)}
		out := Framework{ID: fw.Key, Name: lists[i].Name, Version: lists[i].Version, Notice: lists[i].Notice, Items: []Item{}}
		for _, id := range fw.IDs {
			out.Items = append(out.Items, c.item(id))
		}
		slices.SortStableFunc(out.Items, func(a, b Item) int { return c.place(a) - c.place(b) })
		found = append(found, out)
	}
	return found
}

// entered is the set of the scenes of a run, by their place.
func entered(run game.Run) map[int]bool {
	set := map[int]bool{}
	for _, e := range run.Trace {
		if e.Kind == game.Entered {
			set[e.Scene] = true
		}
	}
	return set
}

type cover struct {
	run  game.Run
	list game.Catalogue
	text *game.Text
	lang string
	been map[int]bool
}

func (c cover) item(id game.MapID) Item {
	out := Item{ID: id.ID, Scenes: []string{}, Titles: []string{}, Met: len(id.Scenes) == 0}
	if e, ok := c.list.Find(id.ID); ok {
		out.Name, out.Group = named(c.lang, e.Name, e.JA), e.Groups[0]
	}
	for _, g := range c.list.Groups {
		if g.ID == out.Group {
			out.GroupLabel = named(c.lang, g.Name, g.JA)
		}
	}
	for _, name := range id.Scenes {
		scene := c.run.Rules.SceneIndex(name)
		if scene < 0 {
			continue
		}
		out.Scenes = append(out.Scenes, name)
		out.Titles = append(out.Titles, line(debrief.Title(c.run.Rules, scene, c.text)))
		out.Met = out.Met || c.been[scene]
	}
	return out
}

// place is where an item stands: its group's place in the catalogue, then its
// own. What the catalogue does not list comes last.
func (c cover) place(it Item) int {
	g := slices.IndexFunc(c.list.Groups, func(g game.CatalogueGroup) bool { return g.ID == it.Group })
	if g < 0 {
		return (len(c.list.Groups) + 1) * (len(c.list.Entries) + 1)
	}
	e := slices.IndexFunc(c.list.Entries, func(e game.CatalogueEntry) bool { return e.ID == it.ID })
	return g*(len(c.list.Entries)+1) + e
}

// named is the publisher's name, and for a Japanese reader ours before it.
func named(lang, name, ja string) string {
	if lang == "ja" && ja != "" {
		return ja + " (" + name + ")"
	}
	return name
}
