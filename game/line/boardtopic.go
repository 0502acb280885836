package line

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// topic writes the decision the room looks at, if it is another than last time or
// more of it is uncovered, or again. It reports whether there is one.
func (s *seat) topic(again bool) bool {
	if s.head.Phase != workshop.Debrief || s.head.Topic.Topic == "" {
		return false
	}
	b := s.head.BoardState(s.room.Table, s.so.Verdicts, s.room.Now()).Topic
	if b == nil {
		return false
	}
	if !again && s.head.Topic == s.told.topic && b.Known == s.told.known {
		return true
	}
	s.told.topic, s.told.known = s.head.Topic, b.Known
	s.desk.topic(b, s.sc)
	s.own(b)
	s.out.part()
	return true
}

// own writes what this team did, whatever is uncovered of the others.
func (s *seat) own(b *workshop.BoardTopic) {
	times := 0
	for _, t := range s.at.Past {
		if t.Scene != b.Scene || !s.sc.Free(t.State) {
			continue
		}
		if times++; times == b.Time {
			e := game.Event{Scene: t.State.Scene(), Choice: t.Choice}
			s.out.part()
			s.out.put(s.set.hang(s.label("line.topic.own"), s.chosen(e), 2)...)
		}
	}
}

// topic writes a decision as far as it is uncovered. Without a scenario at hand
// scenes and options go by their ids.
func (d *desk) topic(b *workshop.BoardTopic, sc *game.Scenario) {
	d.out.part()
	d.puts(d.say.Say("line.topic", b.Number, b.Of, d.scene(sc, b.Scene)))
	if b.Time > 1 {
		d.puts(d.say.Say("line.topic.time", b.Time))
	}
	d.out.part()
	d.puts(d.say.Say("line.topic.options"))
	for i, o := range b.Options {
		d.out.put(d.set.list(d.say.Say("line.option", i+1), d.item(sc, b.Scene, o.Item)+literally(d.tally(b, o)))...)
	}
	if b.Layer < workshop.LayerSpread {
		return
	}
	d.out.part()
	d.puts(d.say.Say("line.topic.teams", workshop.Percent(b.Apart)))
	for _, t := range b.Teams {
		d.taken(b, t)
	}
	if !b.Counted {
		d.puts(d.say.Say("line.topic.few"))
	}
	if b.Layer < workshop.LayerVerdict || len(b.Line) == 0 {
		return
	}
	d.out.part()
	d.puts(d.say.Say("line.topic.line"))
	for i, m := range b.Line {
		d.out.put(d.set.hang(strconv.Itoa(i+1)+". "+d.scene(sc, m.Scene)+": ", d.items(sc, m.Scene, m.Items), 3)...)
	}
}

// tally is what is known of an option: teams, votes, and how often it was best.
func (d *desk) tally(b *workshop.BoardTopic, o workshop.BoardOption) string {
	if b.Layer < workshop.LayerSpread {
		return ""
	}
	list := []string{d.say.Count("line.topic.option.teams", o.Teams)}
	if b.Counted {
		list = append(list, d.say.Say("line.topic.option.votes", o.First, o.Last))
	}
	if o.Best > 0 {
		list = append(list, d.say.Count("line.topic.option.best", o.Best))
	}
	return " (" + strings.Join(list, d.say.Say("line.and")) + ")"
}

// taken is what one team did, and how.
func (d *desk) taken(b *workshop.BoardTopic, t workshop.BoardTaken) {
	var nums []string
	for _, item := range t.Items {
		i := slices.IndexFunc(b.Options, func(o workshop.BoardOption) bool { return o.Item == item })
		nums = append(nums, strconv.Itoa(i+1))
	}
	chosen := d.say.Say("answer.none")
	if len(nums) > 0 {
		chosen = strings.Join(nums, d.say.Say("line.and"))
	}
	list := []string{d.say.Say("line.topic.chose", chosen)}
	if t.TookMS > 0 {
		list = append(list, d.say.Say("line.topic.took", clock(time.Duration(t.TookMS)*time.Millisecond)))
	}
	switch t.By {
	case workshop.Clock, workshop.Majority:
		list = append(list, d.say.Say("line.topic.by."+t.By))
	}
	if t.Shifted > 0 {
		list = append(list, d.say.Count("line.topic.shifted", t.Shifted))
	}
	if t.Overruled > 0 {
		list = append(list, d.say.Count("line.topic.overruled", t.Overruled))
	}
	if t.Regret != nil {
		list = append(list, d.say.Say("line.topic.regret", strings.TrimSuffix(strconv.FormatFloat(*t.Regret, 'f', 1, 64), ".0")))
	}
	d.out.put(d.set.list("- ", literally(d.set.name(t.Name)+": "+strings.Join(list, d.say.Say("line.and"))))...)
}

// scene is a scene's title, or its id.
func (d *desk) scene(sc *game.Scenario, id string) string {
	if sc != nil {
		if i := sc.SceneIndex(id); i >= 0 && sc.Text(d.o.Lang).Scenes[i].Title != "" {
			return d.set.plain(sc.Text(d.o.Lang).Scenes[i].Title)
		}
	}
	return d.set.name(id)
}

// item is an option's label in Markdown, or its number in the file.
func (d *desk) item(sc *game.Scenario, scene string, item int) string {
	if sc != nil {
		if i := sc.SceneIndex(scene); i >= 0 && item < len(sc.Text(d.o.Lang).Scenes[i].Items) {
			return sc.Text(d.o.Lang).Scenes[i].Items[item].Label
		}
	}
	return strconv.Itoa(item + 1)
}

func (d *desk) items(sc *game.Scenario, scene string, items []int) string {
	if len(items) == 0 {
		return literally(d.say.Say("answer.none"))
	}
	var list []string
	for _, item := range items {
		list = append(list, d.item(sc, scene, item))
	}
	return strings.Join(list, d.say.Say("line.and"))
}
