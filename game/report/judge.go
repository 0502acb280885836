package report

import (
	"slices"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// judge is one decision at the place where it was made.
func judge(sc *game.Scenario, decided game.Decided, judged solve.Judged, at solve.Place) (game.Judgement, error) {
	scene := decided.Event.Scene
	j := game.Judgement{
		Decided: decided, Best: judged.Best, Regret: judged.Regret, Stake: judged.Stake, Grade: judged.Grade(),
		Tags: leansTo(sc, scene, judged.Chosen), BestTags: leansTo(sc, scene, judged.Best),
	}
	var err error
	if j.Line, err = bestLine(sc, decided.Before, at, judged.Best); err != nil {
		return j, err
	}
	j.Slips, err = slips(sc, j, at)
	return j, err
}

// leansTo lists the tags of a choice, of a question those of all ticked items.
func leansTo(sc *game.Scenario, scene int, id game.ChoiceID) []string {
	decision := sc.Rules().Scenes[scene].Decision
	if decision.Kind != game.Question {
		return decision.Items[id].Tags
	}
	var tags []string
	for i, item := range decision.Items {
		if id&(1<<i) == 0 {
			continue
		}
		for _, tag := range item.Tags {
			if !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
	}
	return tags
}

// maxLine is how many moves of a best line anyone reads.
const maxLine = 6

// maxWays bounds the scenes a line passes: what was solved has no cycle, so only
// a fault of ours could go on for ever.
const maxWays = 10_000

// bestLine is the best play from a decision: its first move is given, the others
// are found by asking each place. Routes and single options are passed without
// a word; a chance or an ending stops it, for what follows is not one play.
func bestLine(sc *game.Scenario, s game.State, at solve.Place, first game.ChoiceID) ([]game.Move, error) {
	line := []game.Move{solve.MoveOf(sc, s, first)}
	id := first
	for range maxWays {
		next, _, err := sc.Apply(s, id)
		if err != nil {
			return nil, err
		}
		if at, _, err = at.Next(id); err != nil {
			return nil, err
		}
		s = next
		open := sc.Open(s)
		switch kind := sc.Kind(s); {
		case kind == game.Chance, len(open) == 0:
			return line, nil
		case sc.Free(s):
			if len(line) == maxLine {
				return line, nil
			}
			id, _ = at.Choice()
			line = append(line, solve.MoveOf(sc, s, id))
		case kind == game.Route, kind == game.Choose:
			id = open[0].ID
		}
	}
	return line, nil
}

// slips tells the errors of a report apart, in the order of its items. A choice
// is an error of a report only where it was to be made earlier.
func slips(sc *game.Scenario, j game.Judgement, at solve.Place) ([]game.Slip, error) {
	decision := sc.Rules().Scenes[j.Event.Scene].Decision
	chosen := j.Event.Choice
	if decision.Kind != game.Question {
		if j.Regret.Num != 0 && slices.Contains(decision.Items[chosen].Tags, game.TagLate) {
			return []game.Slip{{Kind: game.Late, Item: int(chosen), Cost: j.Regret}}, nil
		}
		return nil, nil
	}
	worth, err := at.Worth(chosen)
	if err != nil {
		return nil, err
	}
	var list []game.Slip
	shown := sc.Offered(j.Before)
	for i, item := range decision.Items {
		bit := game.ChoiceID(1) << i
		if shown&uint32(bit) == 0 || item.Expected == (chosen&bit != 0) {
			continue
		}
		mended, err := at.Worth(chosen ^ bit)
		if err != nil {
			return nil, err
		}
		cost, ok := mended.Minus(worth)
		if !ok {
			return nil, solve.ErrTooFine
		}
		list = append(list, game.Slip{Kind: slipKind(item), Item: i, Cost: cost})
	}
	return list, nil
}

// slipKind is what it means to get an item of a report wrong.
func slipKind(item game.Item) game.SlipKind {
	switch {
	case item.Expected && slices.Contains(item.Tags, game.TagRequest):
		return game.NoRequest
	case item.Expected:
		return game.Omitted
	case slices.Contains(item.Tags, game.TagLate):
		return game.Late
	}
	return game.Asserted
}
