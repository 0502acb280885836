package edit

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/solve"
)

// Course is how plays of a variant go. Exact says that it comes of all states;
// else of so many plays at random.
type Course struct {
	ID, Label   string
	Exact       bool
	States      int // of an exact course
	Plays       int // of one that is not
	Least, Most int // decisions in a play, over all plays
	Mean        float64
	Endings     []Odds
	Times       []Time
}

// Odds is how often random play comes to an ending.
type Odds struct {
	ID, Label string
	Part      float64
}

// Time is how many minutes a play takes in a language, on average: to read, and
// to decide.
type Time struct {
	Lang             string
	Reading, Talking float64
}

// randomPlays is how many plays stand for all where there are too many states.
const randomPlays = 2000

// Measure counts what is in a scenario and looks at all its plays, of each
// variant up to a limit of states. Labels are those of a language.
func Measure(ctx context.Context, sc *game.Scenario, lang string, limit int) (Stats, error) {
	t := sc.Text(lang)
	s := Stats{ID: sc.ID(), Title: t.Title, Notes: len(t.Notes), Terms: len(t.Glossary), Sources: len(t.Sources)}
	for i := range sc.Rules().Scenes {
		s.count(&sc.Rules().Scenes[i])
	}
	for _, lang := range sc.Langs() {
		s.Texts = append(s.Texts, volume(sc, sc.Text(lang)))
	}
	variants := sc.Rules().Variants
	if len(variants) == 0 {
		variants = []game.Variant{{}}
	}
	for _, v := range variants {
		c, err := course(ctx, sc, v.ID, limit)
		if err != nil {
			return s, err
		}
		c.Label = t.Variants[v.ID]
		for i := range c.Endings {
			c.Endings[i].Label = t.Endings[c.Endings[i].ID]
		}
		s.Variants = append(s.Variants, c)
	}
	return s, nil
}

func (s *Stats) count(scene *game.Scene) {
	s.Scenes++
	if scene.When != nil {
		s.Injects++
	}
	switch d := scene.Decision; d.Kind {
	case game.End:
		s.Endings++
	case game.Question:
		s.Questions++
		s.Options += len(d.Items)
	case game.Chance:
		s.Chances++
	case game.Route:
		s.Routes++
	case game.Choose:
		if len(d.Items) > 1 {
			s.Choices++
			s.Options += len(d.Items)
		} else {
			s.Steps++
		}
	}
}

func course(ctx context.Context, sc *game.Scenario, variant string, limit int) (Course, error) {
	sol, err := solve.Solve(ctx, sc, variant, limit)
	var tooMany *solve.LimitError
	switch {
	case errors.As(err, &tooMany) || errors.Is(err, solve.ErrTooFine):
		return sample(ctx, sc, variant)
	case err != nil:
		return Course{}, err
	}
	w := walk{sc: sc, sol: sol, visits: make([]float64, len(sc.Rules().Scenes))}
	w.run()
	start := sol.Start().Number()
	c := Course{ID: variant, Exact: true, States: sol.States, Least: int(w.least[start]), Most: int(w.most[start]), Mean: w.mean[start]}
	for _, id := range sc.Rules().Endings {
		c.Endings = append(c.Endings, Odds{ID: id, Part: sol.Odds()[id]})
	}
	c.Times = times(sc, w.visits, c.Mean)
	return c, nil
}

// sample plays at random where there are too many states to look at all.
func sample(ctx context.Context, sc *game.Scenario, variant string) (Course, error) {
	c := Course{ID: variant, Plays: randomPlays}
	visits := make([]float64, len(sc.Rules().Scenes))
	ended := map[string]int{}
	sum := 0
	for seed := range uint64(randomPlays) {
		if ctx.Err() != nil {
			return c, ctx.Err()
		}
		n, ending, err := wander(sc, variant, seed, visits)
		if err != nil {
			return c, err
		}
		if seed == 0 || n < c.Least {
			c.Least = n
		}
		c.Most = max(c.Most, n)
		sum += n
		ended[ending]++
	}
	for i := range visits {
		visits[i] /= randomPlays
	}
	c.Mean = float64(sum) / randomPlays
	for _, id := range sc.Rules().Endings {
		c.Endings = append(c.Endings, Odds{ID: id, Part: float64(ended[id]) / randomPlays})
	}
	c.Times = times(sc, visits, c.Mean)
	return c, nil
}

// wander is one play at random. It adds to the visits of each scene.
func wander(sc *game.Scenario, variant string, seed uint64, visits []float64) (decisions int, ending string, err error) {
	run, err := game.Begin(sc, game.Record{ID: "stats", Variant: variant, Seed: seed})
	if err != nil {
		return 0, "", err
	}
	dice := rand.New(rand.NewPCG(seed, 1))
	for !run.Over() {
		var id game.ChoiceID
		open := run.Open()
		kind := sc.Kind(run.State)
		if kind == game.Question {
			for _, c := range open {
				id |= c.ID * game.ChoiceID(dice.IntN(2))
			}
		} else {
			id = open[dice.IntN(len(open))].ID
		}
		if kind == game.Question || kind == game.Choose && len(open) > 1 {
			decisions++
		}
		if run, err = run.Choose(id, time.Time{}); err != nil {
			return decisions, "", err
		}
	}
	for _, e := range run.Trace {
		if e.Kind == game.Entered {
			visits[e.Scene]++
		}
	}
	return decisions, run.Ending(), nil
}

// times is how long a play takes in each language. Of paragraphs with a
// condition half are counted, and of the feedback to choices one.
func times(sc *game.Scenario, visits []float64, decisions float64) []Time {
	var list []Time
	for _, lang := range sc.Langs() {
		t := sc.Text(lang)
		pace, characters := lint.Pace(lang)
		c := counter{sc: sc, text: t, out: Volume{Characters: characters}}
		amount := c.read(t.Lead)
		for i := range t.Scenes {
			if visits[i] > 0 {
				amount += visits[i] * c.sceneAmount(&t.Scenes[i])
			}
		}
		list = append(list, Time{lang, amount / pace, decisions * lint.MinutesToDecide})
	}
	return list
}

func (c *counter) sceneAmount(t *game.SceneText) float64 {
	n := float64(c.amount(t.Title)) + c.read(t.Blocks)
	for _, it := range t.Items {
		n += float64(c.amount(it.Label)) + c.read(it.Feedback)/float64(len(t.Items))
	}
	return n
}

// read is how much of some paragraphs a table reads in a play.
func (c *counter) read(list []game.Block) float64 {
	sum := 0.0
	for _, b := range list {
		if b.Kind == game.Facilitator || b.Kind == game.Lesson || b.Kind == game.Private {
			continue
		}
		share := 1.0
		if b.If != nil {
			share = 0.5
		}
		for _, p := range b.Parts {
			sum += share * float64(c.amount(p.Text))
		}
	}
	return sum
}
