package report

import (
	"slices"
	"time"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/workshop"
)

// TopicPart is one decision across the teams: what they chose, what people
// voted, what it cost.
//
// Counted is false where fewer teams decided it than may be counted: then Options
// have no counts, and times and points are left out. VotesCounted is the same for
// people. Apart is how far people and teams were apart, from 0 to 100.
type TopicPart struct {
	ID           string        `json:"id"`
	Scene        string        `json:"scene"`
	Title        string        `json:"title"`
	Time         int           `json:"time"` // which time the scene was decided in, from 1
	Kind         string        `json:"kind"`
	Counted      bool          `json:"counted"`
	VotesCounted bool          `json:"votes_counted"`
	Apart        int           `json:"apart"`
	Teams        int           `json:"teams"`
	People       int           `json:"people"`    // who voted; 0 unless VotesCounted
	Shifted      int           `json:"shifted"`   // of them; 0 unless VotesCounted
	Overruled    int           `json:"overruled"` // of them; 0 unless VotesCounted
	Sure         int           `json:"sure"`      // mean in percent; 0: not asked, or not VotesCounted
	Options      []TopicOption `json:"options"`
	By           *DecidedBy    `json:"by,omitempty"`
	Took         *Took         `json:"took,omitempty"`
	Regret       *Points       `json:"regret,omitempty"` // mean of the teams
	Stake        *Points       `json:"stake,omitempty"`  // mean of the teams
	Line         []Move        `json:"line"`             // the best play from where most teams stood
}

// TopicOption is one option: how many teams chose it (or ticked it), how many
// people voted for it before and after the spread was shown, and for how many
// teams it was part of the best choice.
type TopicOption struct {
	Item  int    `json:"item"`
	Label string `json:"label"`
	Teams int    `json:"teams"`
	First int    `json:"first"`
	Last  int    `json:"last"`
	Best  int    `json:"best"`
}

// DecidedBy counts who decided.
type DecidedBy struct {
	Seat     int `json:"seat"`
	Majority int `json:"majority"`
	Clock    int `json:"clock"`
}

// Took is how long teams took, in seconds without pauses; teams that played
// elsewhere are not in it.
type Took struct {
	Least  int `json:"least"`
	Median int `json:"median"`
	Most   int `json:"most"`
}

func (o *hall) topics() []TopicPart {
	list := []TopicPart{}
	for _, t := range workshop.Topics(o.Head, o.tables) {
		list = append(list, o.topic(t))
	}
	return list
}

func (o *hall) topic(t workshop.Topic) TopicPart {
	least := o.Head.Opened.Rules.Least
	part := TopicPart{ID: t.ID, Scene: t.Scene, Title: o.title(t.Scene), Time: t.Time(), Teams: len(t.Teams), Options: []TopicOption{}, Line: o.bestLine(t)}
	if part.Time > 1 {
		part.Title = o.say.Say("after.again", part.Title, part.Time)
	}
	scene := o.Rules.SceneIndex(t.Scene)
	if scene < 0 {
		return part
	}
	part.Kind = o.Rules.Rules().Scenes[scene].Decision.Kind.String()
	for i := range o.Rules.Rules().Scenes[scene].Decision.Items {
		part.Options = append(part.Options, TopicOption{Item: i + 1, Label: line(debrief.Item(scene, i, o.w.text))})
	}
	people := 0
	for _, team := range t.Teams {
		people += len(team.Last())
	}
	choices := t.Choices(o.Rules, least)
	if part.Counted = choices != nil; part.Counted {
		for i, s := range choices {
			part.Options[i].Teams = s.Votes
		}
		o.cost(&part, t)
	}
	// Over few teams the share that differed would tell who chose what.
	if part.Counted || people >= max(least, 1) {
		part.Apart = workshop.Percent(t.Apart)
	}
	if part.VotesCounted = people >= max(least, 1); part.VotesCounted {
		part.People = people
		o.votes(&part, t)
	}
	return part
}

// votes adds up what people voted.
func (o *hall) votes(part *TopicPart, t workshop.Topic) {
	question := part.Kind == game.Question.String()
	var first []workshop.Cast
	for _, team := range t.Teams {
		first = append(first, team.First...)
		part.Shifted += len(team.Shifted())
		part.Overruled += len(team.Overruled())
		for i := range part.Options {
			for _, v := range team.First {
				part.Options[i].First += holds(v.Choice, i, question)
			}
			for _, v := range team.Last() {
				part.Options[i].Last += holds(v.Choice, i, question)
			}
		}
	}
	part.Sure = sure(first)
}

// holds is 1 where a choice takes an item (from 0), else 0.
func holds(choice game.ChoiceID, item int, question bool) int {
	if question && choice&(1<<item) != 0 || !question && int(choice) == item {
		return 1
	}
	return 0
}

// cost adds who decided, how long it took, and what it gave away.
func (o *hall) cost(part *TopicPart, t workshop.Topic) {
	question := part.Kind == game.Question.String()
	part.By = &DecidedBy{}
	var took []time.Duration
	var regrets, stakes []game.Points
	for _, team := range t.Teams {
		switch team.By {
		case "":
		case workshop.Majority:
			part.By.Majority++
		case workshop.Clock:
			part.By.Clock++
		default:
			part.By.Seat++
		}
		if team.By != "" {
			took = append(took, o.Head.Took(team.Ballot))
		}
		if j, ok := o.seen[team.Team].judgement(team.Step); ok {
			regrets, stakes = append(regrets, j.Regret), append(stakes, j.Stake)
			for i := range part.Options {
				part.Options[i].Best += holds(j.Best, i, question)
			}
		}
	}
	if len(took) > 0 {
		part.Took = &Took{int(slices.Min(took) / time.Second), middle(took), int(slices.Max(took) / time.Second)}
	}
	regret, ok1 := mean(regrets)
	stake, ok2 := mean(stakes)
	if ok1 && ok2 {
		part.Regret, part.Stake = &regret, &stake
	}
}

// bestLine is the best play from the standing that most teams had here.
func (o *hall) bestLine(t workshop.Topic) []Move {
	list := []Move{}
	stood := map[game.State]int{}
	most := 0
	var best game.Judgement
	for _, team := range t.Teams {
		j, ok := o.seen[team.Team].judgement(team.Step)
		if !ok {
			continue
		}
		if stood[team.State]++; stood[team.State] > most {
			most, best = stood[team.State], j
		}
	}
	for _, m := range best.Line {
		list = append(list, Move{m.Scene, o.title(m.Scene), o.w.lines(debrief.Move(o.Rules, m, o.w.text))})
	}
	return list
}
