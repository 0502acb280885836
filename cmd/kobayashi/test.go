package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
	"kobayashi/game/typeset"
)

func (p *program) test() *cobra.Command {
	return p.command("test PATH…", "cmd.test", func(c *cobra.Command, args []string) error {
		files, err := scenarioFiles(args)
		if err != nil {
			return err
		}
		var played, astray int
		for _, file := range files {
			tests, misses, err := p.try(c.Context(), file)
			if err != nil {
				return err
			}
			played, astray = played+tests, astray+misses
		}
		fmt.Fprintln(p.out, p.words.Say("cmd.test.sum", played-astray, astray, len(files)))
		if astray > 0 {
			return quiet(failed)
		}
		return nil
	})
}

// try plays the recorded plays of one scenario, and says of each how it went. A
// scenario that cannot be played counts as one that failed.
func (p *program) try(ctx context.Context, file string) (played, misses int, err error) {
	res, done, err := read(file)
	if err != nil {
		return 0, 0, err
	}
	defer done()
	name := typeset.Clean(file)
	if res.Scenario == nil {
		fmt.Fprintln(p.out, p.words.Say("cmd.test.broken", name))
		return 1, 1, nil
	}
	tests := res.Base.Front.Tests
	if len(tests) == 0 {
		fmt.Fprintln(p.out, p.words.Say("cmd.test.none", name))
	}
	for i, t := range tests {
		if ctx.Err() != nil {
			return played, misses, ctx.Err()
		}
		if t.Name == "" {
			t.Name = "#" + strconv.Itoa(i+1)
		}
		trial := lint.Try(res.Scenario, t)
		played++
		if trial.Fit != lint.Fits {
			misses++
		}
		fmt.Fprintln(p.out, p.trial(name, res, trial))
	}
	return played, misses, nil
}

// trial says in one line how a recorded play went.
func (p *program) trial(file string, res *parse.Result, t lint.Trial) string {
	say := p.words.Say
	name := file + ": " + typeset.Clean(t.Test.Name)
	ending := t.Ending
	if ending == "" {
		ending = say("cmd.test.open", t.Scene)
	}
	offered := numbers(t.Offered)
	if offered == "" {
		offered = say("cmd.test.nothing")
	}
	var why string
	switch t.Fit {
	case lint.Fits:
		return say("cmd.test.ok", name, t.Made, ending)
	case lint.Astray:
		why = say("cmd.test.astray", t.Made+1, typeset.Clean(t.Move().Scene), t.Scene, offered)
	case lint.Refused:
		why = say("cmd.test.refused", t.Made+1, t.Scene, chosen(t.Move()), offered)
	case lint.Over:
		why = say("cmd.test.over", t.Made, t.Ending, len(t.Test.Play)-t.Made)
	case lint.Stuck:
		why = say("cmd.test.stuck", t.Made+1, t.Scene)
	case lint.Unfinished:
		why = say("cmd.test.unfinished", t.Made, t.Scene, offered)
	case lint.OtherEnding:
		why = say("cmd.test.ending", t.Ending, t.Test.Ending)
	case lint.OtherScore:
		var list []string
		for i, miss := range t.Misses() {
			if want := t.Test.Score[i]; miss {
				list = append(list, say("cmd.test.score", want.ID, t.Score[i], want.Points))
			}
		}
		why = strings.Join(list, say("cmd.test.and"))
	}
	return say("cmd.test.failed", name, why)
}

// chosen writes what a move chooses: 2, or [1,3] of a question.
func chosen(m game.Move) string {
	if m.Ticks == nil {
		return strconv.Itoa(m.N)
	}
	return "[" + numbers(m.Ticks) + "]"
}

func numbers(list []int) string {
	var words []string
	for _, n := range list {
		words = append(words, strconv.Itoa(n))
	}
	return strings.Join(words, ",")
}
