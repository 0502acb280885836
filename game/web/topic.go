package web

import (
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// topicView is the decision the room looks at, in words.
type topicView struct {
	workshop.BoardTopic
	Title   string
	Options []optionView
	Takes   []takeView
	Best    []string // the best line, one entry a decision
	Spread  bool
	Verdict bool
	All     int  // teams that decided this
	Share   int  // Apart in percent
	Many    int  // options
	Crowd   bool // too many teams for their names beside the options
	Working bool // verdicts are still being worked out
}

type optionView struct {
	workshop.BoardOption
	Letter, Label string
	Bar           string // share of the teams, "37%"
	Names         []string
	Top           bool // best for at least one team, at LayerVerdict
}

type takeView struct {
	workshop.BoardTaken
	Letters, BestLetters string
	Took, How            string
	Cost                 string // what it gave away; "" while that is not known
	Free                 bool   // nothing was given away
}

// crowd is how many teams' names find room beside the options.
const crowd = 24

func (d *Door) look(t workshop.BoardTopic, text *game.Text, say words.Text) *topicView {
	p := d.phrases(say)
	scene := d.Scenario.SceneIndex(t.Scene)
	v := &topicView{
		BoardTopic: t, Title: t.Scene, Spread: t.Layer >= workshop.LayerSpread, Verdict: t.Layer >= workshop.LayerVerdict,
		All: len(t.Teams), Share: workshop.Percent(t.Apart), Many: len(t.Options), Crowd: len(t.Teams) > crowd,
	}
	v.Working = v.Verdict && d.Debrief != nil && t.Known < v.All
	if scene < 0 {
		return v // of rules that this scenario does not have; the room would not have opened
	}
	v.Title = debrief.Title(d.Scenario, scene, text)
	letters := map[int]string{}
	for i, o := range t.Options {
		letters[o.Item] = string(rune('A' + i))
		view := optionView{BoardOption: o, Letter: letters[o.Item], Label: debrief.Item(scene, o.Item, text), Top: o.Best > 0}
		view.Bar = strconv.Itoa(100*o.Teams/max(v.All, 1)) + "%"
		v.Options = append(v.Options, view)
	}
	for _, taken := range t.Teams {
		view := takeView{BoardTaken: taken, Letters: lettered(letters, taken.Items), BestLetters: lettered(letters, taken.Best), Took: duration(taken.TookMS)}
		if taken.By != "" {
			view.How = p.T("by." + taken.By)
		}
		if taken.Regret != nil {
			view.Free = *taken.Regret == 0
			view.Cost = strconv.FormatFloat(*taken.Regret, 'f', -1, 64)
			if whole := strconv.FormatFloat(*taken.Regret, 'f', 1, 64); len(view.Cost) > len(whole) {
				view.Cost = whole
			}
		}
		v.Takes = append(v.Takes, view)
		for _, item := range taken.Items {
			v.beside(item, taken.Name)
		}
	}
	for _, m := range t.Line {
		v.Best = append(v.Best, d.move(m, text))
	}
	return v
}

func (v *topicView) beside(item int, name string) {
	for i := range v.Options {
		if v.Options[i].Item == item {
			v.Options[i].Names = append(v.Options[i].Names, name)
		}
	}
}

func lettered(letters map[int]string, items []int) string {
	var list []string
	for _, item := range items {
		list = append(list, letters[item])
	}
	return strings.Join(list, " ")
}

// move is one decision of the best line: what is done, and where.
func (d *Door) move(m workshop.BoardMove, text *game.Text) string {
	scene := d.Scenario.SceneIndex(m.Scene)
	if scene < 0 {
		return m.Scene
	}
	var list []string
	for _, item := range m.Items {
		list = append(list, debrief.Item(scene, item, text))
	}
	if len(list) == 0 {
		return debrief.Title(d.Scenario, scene, text)
	}
	return strings.Join(list, " + ")
}
