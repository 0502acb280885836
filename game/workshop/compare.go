package workshop

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
)

// Topic is a decision the room looks back on: one scene, the first, second, …
// time that it was decided in, and what each team did there.
type Topic struct {
	ID    string // the scene's, with /2 for the second time
	Scene string
	Teams []Taken
	// Apart is how far people were apart, in thousandths: among all pairs of
	// first votes at one table, and among all pairs of teams, the share that
	// differed, the mean of the two where both can be told.
	Apart int
}

// Percent is how far people were apart as it is shown to them. There is one way
// to round it, so that no two screens differ.
func Percent(apart int) int { return (apart + 5) / 10 }

// Taken is what one team did at a topic: Step of its run, and the ballot.
type Taken struct {
	Team string
	Step int
	Ballot
}

// Topics are all decisions that at least one team has made, the most disputed
// first; what is equally disputed stands in the order in which it came up. Where
// there was nothing to decide there is no topic.
func Topics(h *Head, tables func(team string) *Table) []Topic {
	var list []Topic
	place := map[string]int{}
	for _, l := range h.Teams {
		t := tables(l.ID)
		if t == nil {
			continue
		}
		times := map[string]int{}
		for step, b := range t.Past {
			if !t.Run.Rules.Free(b.State) || t.Waiting && step == len(t.Past)-1 {
				continue
			}
			times[b.Scene]++
			id := b.Scene
			if n := times[b.Scene]; n > 1 {
				id += "/" + strconv.Itoa(n)
			}
			i, there := place[id]
			if !there {
				i = len(list)
				place[id] = i
				list = append(list, Topic{ID: id, Scene: b.Scene})
			}
			list[i].Teams = append(list[i].Teams, Taken{t.ID, step, b})
		}
	}
	for i := range list {
		list[i].Apart = apart(list[i].Teams)
	}
	slices.SortStableFunc(list, func(a, b Topic) int {
		return cmp.Or(b.Apart-a.Apart, cmp.Compare(earliest(a), earliest(b)))
	})
	return list
}

func earliest(t Topic) int {
	return slices.MinFunc(t.Teams, func(a, b Taken) int { return a.Step - b.Step }).Step
}

func apart(teams []Taken) int {
	var parts []int
	var pairs, differ int
	for _, t := range teams {
		for i, a := range t.First {
			for _, b := range t.First[:i] {
				pairs++
				if a.Choice != b.Choice {
					differ++
				}
			}
		}
	}
	if pairs > 0 {
		parts = append(parts, 1000*differ/pairs)
	}
	pairs, differ = 0, 0
	for i, a := range teams {
		for _, b := range teams[:i] {
			pairs++
			if a.Choice != b.Choice {
				differ++
			}
		}
	}
	if pairs > 0 {
		parts = append(parts, 1000*differ/pairs)
	}
	var sum int
	for _, p := range parts {
		sum += p
	}
	return sum / max(len(parts), 1)
}

// Find gives the topic of an id among topics, or the first one.
func Find(topics []Topic, id string) (Topic, int) {
	i := slices.IndexFunc(topics, func(t Topic) bool { return t.ID == id })
	if i < 0 {
		if len(topics) == 0 {
			return Topic{}, -1
		}
		i = 0
	}
	return topics[i], i
}

// Choices counts how many teams chose what at a topic, in the order of the file;
// of a question each item counts how many ticked it. It gives nothing where fewer
// than least teams are there: a count over few people points at them.
func (t Topic) Choices(sc *game.Scenario, least int) []Share {
	if len(t.Teams) < least {
		return nil
	}
	scene := sc.SceneIndex(strings.TrimSpace(t.Scene))
	if scene < 0 {
		return nil
	}
	question := sc.Rules().Scenes[scene].Decision.Kind == game.Question
	var list []Share
	for i := range sc.Rules().Scenes[scene].Decision.Items {
		s := Share{Choice: game.ChoiceID(i)}
		if question {
			s.Choice = 1 << i
		}
		for _, team := range t.Teams {
			if team.Choice == s.Choice || question && team.Choice&s.Choice != 0 {
				s.Votes++
			}
		}
		list = append(list, s)
	}
	return list
}
