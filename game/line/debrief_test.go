package line

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/report"
	"kobayashi/game/solve"
)

// judge is what looks back on a run.
type judge = func(ctx context.Context, run game.Run, told func(float64)) (game.Debrief, error)

// solver looks back with the real solver, which solves each variant once, and
// with how sure the player was in earlier runs.
func solver(earlier ...game.Forecast) judge {
	known := map[string]*solve.Solution{}
	return func(ctx context.Context, run game.Run, _ func(float64)) (game.Debrief, error) {
		key := run.Digest + run.Variant
		if known[key] == nil {
			sol, err := solve.Solve(ctx, run.Rules, run.Variant, 0)
			if err != nil {
				return game.Debrief{}, err
			}
			known[key] = sol
		}
		return report.Build(run, known[key], earlier)
	}
}

// gaveUp is a solver that met its limit.
func gaveUp(_ context.Context, run game.Run, _ func(float64)) (game.Debrief, error) {
	return report.Unproved(run, &solve.LimitError{States: 48000, Limit: 48000}), nil
}

// tagged is the sample with tags, so that errors of a report and leanings show.
func tagged(t testing.TB) *game.Scenario {
	rules := memberRules()
	rules.Tags = []string{game.TagStop, game.TagContinue, game.TagRequest}
	rules.Scenes[0].Decision.Items[1].Tags = []string{game.TagStop}
	rules.Scenes[0].Decision.Items[2].Tags = []string{game.TagContinue}
	rules.Scenes[2].Decision.Items[1].Tags = []string{game.TagRequest}
	ja, en := memberJA(), memberEN()
	en.Scenes[0].Items[0].Feedback = []game.Block{{Parts: []game.Part{{Text: "Offline for "}, {Expr: ref("hours")}, {Text: " hours only."}}}}
	ja.Scenes[2].Items[0].Feedback = []game.Block{{Parts: []game.Part{{Text: "停止から "}, {Expr: ref("hours")}, {Text: " 時間。時刻が要る。"}}}}
	en.Scenes[2].Items[0].Feedback = []game.Block{{Parts: []game.Part{{Text: "Offline for "}, {Expr: ref("hours")}, {Text: " hours: the time is needed."}}}}
	return compile(t, rules, ja, en)
}

func TestDebriefTranscripts(t *testing.T) {
	tests := []struct {
		name, lang, answers string
		width               int
		change              func(*Options)
	}{
		{"debrief.ja.80", "ja", "3\n1 3\n2\n", 80, nil},
		{"debrief.en.80", "en", "1\n2\n3\n", 80, nil},
		{"debrief.ja.60", "ja", "2\n\n2\n3\n", 60, nil},
		{"debrief.en.60", "en", "2\n\n2 3\n1\n", 60, nil},
		{"debrief.spoken.ja", "ja", "2\n\n2\n3\n", 60, func(o *Options) { o.Spoken = true }},
		{"debrief.spoken.en", "en", "2\n3\n\n2\n2\n3\n3\n1\n", 80, func(o *Options) { o.Spoken, o.Confidence = true, true }},
		{"sure.ja", "ja", "？\n3\nb\n1\n０\n3\n？\n６\n\n５\n1 3\n戻る\n1 3\n７０\nｓ\n2\n3\n", 60, func(o *Options) { o.Confidence = true }},
		{"sure.en", "en", "1\n5\n\nb\n2\n50\n3\nq\n", 80, func(o *Options) { o.Confidence = true }},
		{"practice.ja", "ja", "1\n2\n2\n2\n9\nb\n2\n１\n3\n1 3\n3\n3\n", 60, nil},
		{"practice.en", "en", "2\n\n2 3\n1\n?\nn bot\nx\n2\n2\n1 3\n1\n\n", 80, nil},
		{"hotwash.ja", "ja", "3\n1 3\n2\n1\n早く切り離した\n？\n連絡網が古い\n連絡網を直す\n長谷\n2027-02-30\n２０２７ー４ー１\n1\n\n-\n\n\n2027/5/9\n1\n\nb\n\n", 60, nil},
		{"hotwash.en", "en", "3\n1 3\n2\n1\nCut off early\n\nn notes should be read first\n\nsoon\n\n1\n\n\n\n\n\n3\n", 80, nil},
		{"unproved.ja", "ja", "3\n1 3\n2\n", 60, func(o *Options) { o.Debrief = gaveUp }},
		{"unproved.en", "en", "2\n\n2 3\n1\n2\n\n", 80, func(o *Options) { o.Debrief = gaveUp }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, out := options(tagged(t), tt.lang, tt.answers, newDrawer())
			o.Width, o.Debrief = tt.width, solver()
			if tt.change != nil {
				tt.change(&o)
			}
			got, outcome := sitting(t, o, out)
			golden(t, tt.name, got+"("+outcome.String()+")\n")
			proper(t, got, o.Width)
		})
	}
}

// TestNoDebrief looks back where nobody can: the results are what they were, and
// say what is missing.
func TestNoDebrief(t *testing.T) {
	broken := func(context.Context, game.Run, func(float64)) (game.Debrief, error) {
		return game.Debrief{Proved: true}, errors.New("odd")
	}
	for _, tt := range []struct {
		name   string
		change func(*Options)
		want   string
	}{
		{"nobody", func(*Options) {}, "line.debrief.none"},
		{"failed", func(o *Options) { o.Debrief = broken }, "line.debrief.none"},
		{"from the middle", func(o *Options) { o.Debrief, o.From = solver(), "press" }, "line.debrief.middle"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, out := options(members(t), "en", "1\n1\n1\n", newDrawer())
			tt.change(&o)
			got, outcome := sitting(t, o, out)
			flat := strings.ReplaceAll(got, "\n", " ")
			if outcome != Finished || !strings.Contains(flat, book().In("en").Say(tt.want)) || !strings.Contains(got, "Total ") || strings.Contains(got, "stake") {
				t.Errorf("got %v\n%s", outcome, got)
			}
			if asked := strings.Contains(got, "What next?"); asked != (tt.want == "line.debrief.none") {
				t.Errorf("asked what next: %v\n%s", asked, got)
			}
			proper(t, got, 0)
		})
	}
}

// TestCalibrationOfAllRuns shows the curve of this run and that of all runs; a
// practice is compared with nothing but itself.
func TestCalibrationOfAllRuns(t *testing.T) {
	for _, tt := range []struct {
		earlier     []game.Forecast
		here, whole int
	}{{nil, 2, 0}, {[]game.Forecast{{Sure: 90}, {Sure: 90, Right: true}}, 2, 1}} {
		o, out := options(members(t), "en", "3\n5\n1 3\n5\n3\n5\n2\n3\n3\n1\n\n", newDrawer())
		o.Confidence, o.Debrief = true, solver(tt.earlier...)
		got, _ := sitting(t, o, out)
		say := book().In("en")
		here, whole := strings.Count(got, say.Say("line.calibration")+"\n"), strings.Count(got, say.Say("line.calibration.history")+"\n")
		if here != tt.here || whole != tt.whole || whole > 0 && !strings.Contains(got, "] 90% sure: the best choice 3 out of 5 times\n") {
			t.Errorf("%d earlier: got %d curves and %d of all runs\n%s", len(tt.earlier), here, whole, got)
		}
	}
}

// TestProgress lets the solver take its time.
func TestProgress(t *testing.T) {
	tests := []struct {
		name   string
		spoken bool
		want   string // the shares told, percent
	}{{"written", false, "30 70 "}, {"spoken", true, "30 "}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, out := options(members(t), "en", "3\n1 3\n3\n", newDrawer())
			var aside strings.Builder
			o.Progress = &aside
			clock := o.Now()
			o.Spoken, o.Now = tt.spoken, func() time.Time { return clock }
			real := solver()
			o.Debrief = func(ctx context.Context, run game.Run, told func(float64)) (game.Debrief, error) {
				if !strings.Contains(out.String(), "Result: Monday's storm\n") {
					t.Error("the ending is held back while the solver works")
				}
				for _, share := range []float64{.1, .3, .5, math.NaN(), 7, -1, .7, .999} {
					told(share)
					clock = clock.Add(700 * time.Millisecond)
					if share == .3 && (!strings.HasSuffix(aside.String(), "30%\n") || strings.HasSuffix(out.String(), "30%\n")) {
						t.Error("the share is held back, or stands in the transcript")
					}
				}
				return real(ctx, run, told)
			}
			got, _ := sitting(t, o, out)
			said := ""
			for line := range strings.SplitSeq(aside.String(), "\n") {
				if rest, ok := strings.CutPrefix(line, "Working out where the points went: "); ok {
					said += strings.TrimSuffix(rest, "%") + " "
				}
			}
			if said != tt.want {
				t.Errorf("got %q, want %q", said, tt.want)
			}
			proper(t, got, 0)
		})
	}
}

// TestHostileDebrief puts what no terminal may meet into all that the debrief
// repeats.
func TestHostileDebrief(t *testing.T) {
	sc, bad := hostile(t)
	for _, spoken := range []bool{false, true} {
		answers := "2\n3\n\n2\n3\n3\n3\n1\n" + "1\n" + strings.Repeat(bad+" x\n", 4) + "2027-01-01" + bad + "\n\n\n2\n2\n1\n1\n1\n1\n" + bad + "\n3\n"
		j := newDrawer()
		o, out := options(sc, "en", answers, j)
		o.Debrief, o.Confidence, o.Spoken = solver(), true, spoken
		got, outcome := sitting(t, o, out)
		if outcome != Finished || !strings.Contains(got, "Hotwash") {
			t.Errorf("got %v\n%s", outcome, got)
		}
		proper(t, got, 400)
		if err := j.after["run-1"].Fits(); err != nil || j.after["run-1"].Strength == "" {
			t.Errorf("kept %+q: %v", j.after["run-1"], err)
		}
	}
}
