package line

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
)

const whole = "3\n1 3\n3\n" // plays the sample in English to its end

// TestAfter stops answering at every prompt behind the end: the run is over and
// kept, and that is no failure.
func TestAfter(t *testing.T) {
	for _, rest := range []string{
		"", "\n", "3\n", "q\n", "1\n", "1\nx\n", "1\nq\n", "1\nx\ny\nz\nme\n2027-01-01", "1\nb\n", "2\n", "2\n\n", "2\n0\n", "2\nq\n",
		"2\n1\n", "2\n1\nq\n", "2\n1\n3\n", "2\n3\n1\n", "2\n3\n1\n2\n2\n1 3\n", strings.Repeat("1\n", 40), strings.Repeat("2\n", 40),
		strings.Repeat("no\n", maxWrong), "1\nx\ny\nz\nme\n" + strings.Repeat("someday\n", maxWrong),
	} {
		j := newDrawer()
		o, out := options(members(t), "en", whole+rest, j)
		o.Debrief = solver()
		got, outcome := sitting(t, o, out)
		if outcome != Finished || len(j.runs) != 1 || len(j.runs["run-1"].Steps) != 3 || j.ends["run-1"].Total != 24 {
			t.Errorf("%q: got %v, %d runs, %+v\n%s", rest, outcome, len(j.runs), j.ends["run-1"], got)
		}
		if strings.Contains(got, "To go on:") {
			t.Errorf("%q: the way back to a finished run is shown:\n%s", rest, got)
		}
		if written := rest == "1\nx\ny\nz\nme\n2027-01-01"; (len(j.after) == 1) != written {
			t.Errorf("%q: the hotwash kept is %+v", rest, j.after)
		}
		proper(t, got, 0)
	}
}

// TestPracticeLeavesNoTrace plays again from each decision, with a journal that
// would tell.
func TestPracticeLeavesNoTrace(t *testing.T) {
	for from, rest := range map[int]string{1: "2\n\n1 3\n1\n", 2: "2\n1\n", 3: "1\n"} {
		j := newDrawer()
		o, out := options(members(t), "en", whole+fmt.Sprintf("2\n%d\n", from)+rest+"\n", j)
		o.Debrief = solver()
		calls := map[string]int{}
		j.fail = func(what string) error { calls[what]++; return nil }
		got, outcome := sitting(t, o, out)
		if outcome != Finished || calls["append"] != 3 || calls["begin"] != 1 || len(j.runs["run-1"].Steps) != 3 {
			t.Errorf("from %d: got %v, %v\n%s", from, outcome, calls, got)
		}
		begun := fmt.Sprintf("Practice from decision %d, ", from)
		if strings.Count(got, begun) != 1 || strings.Count(got, "This was practice") != 1 || !strings.Contains(got, "Your run came to 24 points, this practice to ") {
			t.Errorf("from %d: not marked as practice:\n%s", from, got)
		}
		if strings.Count(got, "Scene: First report") != map[int]int{1: 2, 2: 1, 3: 1}[from] {
			t.Errorf("from %d: begun at another place:\n%s", from, got)
		}
	}
}

// TestPracticeHasTheSameLuck takes the same way again, by a chance: it falls as it
// did, whatever the seed.
func TestPracticeHasTheSameLuck(t *testing.T) {
	rules := memberRules()
	rules.Fixed = true
	sc := compile(t, rules, memberJA(), memberEN())
	const watch = "3\n\n\n1\n" // with a rumour to go past, or an empty answer refused
	turned := map[string]int{}
	for seed := range uint64(20) {
		o, out := options(sc, "en", watch+"2\n1\n"+watch+"\n", newDrawer())
		o.Seed = &seed
		got, outcome := sitting(t, o, out)
		var luck []string
		for line := range strings.SplitSeq(got, "\n") {
			if strings.HasPrefix(line, "It turned out") {
				luck = append(luck, line)
			}
		}
		if outcome != Finished || len(luck) != 2 || luck[0] != luck[1] {
			t.Fatalf("seed %d: got %v, %q\n%s", seed, outcome, luck, got)
		}
		turned[luck[0]]++
	}
	if len(turned) != 2 {
		t.Errorf("the seeds show one side of the chance alone: %v", turned)
	}
}

// TestHotwashRefused lets the journal refuse the hotwash twice, and for ever.
func TestHotwashRefused(t *testing.T) {
	const notes = "1\nearly\n\n\n\n\n"
	for _, tt := range []struct {
		name, rest string
		times      int
		kept       bool
	}{{"in the end it goes", notes + "\n\n3\n", 2, true}, {"the player leaves", notes + "q\n", 99, false}, {"the input ends", notes, 99, false}} {
		j := newDrawer()
		refused := 0
		j.fail = func(what string) error {
			if what == "keep-hotwash" {
				if refused++; refused <= tt.times {
					return game.ErrFull
				}
			}
			return nil
		}
		o, out := options(members(t), "en", whole+tt.rest, j)
		got, outcome := sitting(t, o, out)
		if outcome != Finished || (j.after["run-1"].Strength == "early") != tt.kept || strings.Contains(got, "Kept with the run.") != tt.kept ||
			!strings.Contains(got, "The disk is full") {
			t.Errorf("%s: got %v, %+v\n%s", tt.name, outcome, j.after, got)
		}
	}
}

// TestHotwashIsReadFirst lets the journal fail to tell what was written: it must
// not be written over, and the results do not wait for it.
func TestHotwashIsReadFirst(t *testing.T) {
	j := newDrawer()
	j.after["run-1"] = game.Hotwash{Strength: "of an earlier sitting"}
	broken := 2 // at the results, and where it is asked for
	j.fail = func(what string) error {
		if what == "hotwash" {
			if broken--; broken >= 0 {
				return game.ErrBusy
			}
		}
		return nil
	}
	o, out := options(members(t), "en", whole+"1\n\n\na gap\n\n\n\n\n", j)
	got, _ := sitting(t, o, out)
	want := game.Hotwash{Strength: "of an earlier sitting", Gap: "a gap"}
	if j.after["run-1"] != want {
		t.Errorf("got %+v, want %+v\n%s", j.after["run-1"], want, got)
	}
}

// TestHotwashBounds writes too much, and what is no text.
func TestHotwashBounds(t *testing.T) {
	j := newDrawer()
	o, out := options(members(t), "en", whole+"1\n"+strings.Repeat("長", maxWords+1)+"\n"+strings.Repeat("長", maxWords)+"\n\x1b\x07\nq1\nq 2\nn bot\n\n3\n", j)
	got, _ := sitting(t, o, out)
	h := j.after["run-1"]
	if h.Strength != strings.Repeat("長", maxWords) || h.Gap != "" || h.Action != "q1" || h.Owner != "q 2" || h.Due != "" {
		t.Errorf("kept %+q\n%s", h, got)
	}
	if !strings.Contains(got, "That is 201 characters. Keep it within 200.") || !strings.Contains(got, "That is no date.") {
		t.Errorf("got\n%s", got)
	}
}

func TestDate(t *testing.T) {
	tests := map[string]string{
		"2027-04-01": "2027-04-01", "2027-4-1": "2027-04-01", "2027/4/1": "2027-04-01", "2027.04.01": "2027-04-01",
		"2027年4月1日": "2027-04-01", "2027 年 4 月 1 日": "2027-04-01", "2027ー04ー01": "2027-04-01", "2028-02-29": "2028-02-29",
		"2027-02-29": "", "2027-13-01": "", "2027-04": "", "27-04-01": "", "tomorrow": "", "2027-04-01x": "", "-2027-04-01": "", "02027-04-01": "",
	}
	for _, text := range slices.Sorted(maps.Keys(tests)) {
		if got, ok := date(text); got != tests[text] || ok != (got != "") {
			t.Errorf("%q: got %q, %v, want %q", text, got, ok, tests[text])
		}
	}
	if got, _ := date(understand("２０２７－０４－０１").text); got != "2027-04-01" {
		t.Errorf("full width: got %q", got)
	}
}

// TestHistoryOpensResults opens a finished run of the history, writes its
// hotwash, finds it there again, and plays from a decision.
func TestHistoryOpensResults(t *testing.T) {
	j := newDrawer()
	got, outcome := seated(t, "en", "1\n1\n"+whole+"\nh 1\n1\nearly\n\n\n\n\n\nh 1\n2\n3\n1\n\nq\n", j)
	if outcome != Quit || j.after["run-1"].Strength != "early" || len(j.runs) != 1 {
		t.Fatalf("got %v, %+v, %d runs\n%s", outcome, j.after, len(j.runs), got)
	}
	if strings.Count(got, "Result: Monday's storm") != 3 || strings.Count(got, "- Strength: early") != 2 || strings.Count(got, "This was practice") != 1 {
		t.Errorf("got\n%s", got)
	}
	if _, outcome = seated(t, "en", "h 1\nq\n1\n", j); outcome != Finished {
		t.Errorf("q in the results: got %v, want to leave", outcome)
	}
	if got, outcome = seated(t, "en", "h 1\n", j); outcome != Quit || strings.Count(got, "Type a number to play") != 2 {
		t.Errorf("the input ends in the results: got %v\n%s", outcome, got)
	}
}

// TestDebriefFits sets the results at every width a terminal may have.
func TestDebriefFits(t *testing.T) {
	look := solver()
	for _, lang := range []string{"ja", "en"} {
		for width := 30; width <= 110; width += 5 {
			o, out := options(tagged(t), lang, "2\n3\n\n2\n2\n3\n3\n2\n3\n3\n3\n1\nあ\n\n\n\n\n\n", newDrawer())
			o.Width, o.Debrief, o.Confidence = width, look, true
			got, outcome := sitting(t, o, out)
			if outcome != Finished {
				t.Fatalf("%s at %d: got %v\n%s", lang, width, outcome, got)
			}
			proper(t, got, width)
		}
	}
}

var errStop = errors.New("stop")

func recorded(t *testing.T, sc *game.Scenario, answers string, change func(*Options)) game.Run {
	t.Helper()
	j := newDrawer()
	o, out := options(sc, "ja", answers, j)
	if change != nil {
		change(&o)
	}
	sitting(t, o, out)
	run, err := game.Replay(sc, *j.runs["run-1"])
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func TestReplay(t *testing.T) {
	sc := tagged(t)
	sure := func(o *Options) { o.Confidence = true }
	tests := []struct {
		name, lang string
		run        game.Run
		change     func(*Options)
		pauses     int
	}{
		{"replay.ja", "ja", recorded(t, sc, "2\n3\n\n2 3\n2\n1\n5\n", sure), func(o *Options) { o.Width = 60 }, 4},
		{"replay.en", "en", recorded(t, sc, "2\n\n\n", nil), nil, 3},
		{"replay.spoken.en", "en", recorded(t, sc, "3\n1 3\n3\n", nil), func(o *Options) { o.Spoken = true }, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			j := newDrawer()
			j.fail = func(what string) error {
				if what != "hotwash" {
					t.Errorf("the journal was asked to %s", what)
				}
				return nil
			}
			j.after["run-1"] = game.Hotwash{Gap: "連絡網"}
			o, out := options(nil, tt.lang, "1\n1\n1\n", j)
			o.Debrief = solver()
			if tt.change != nil {
				tt.change(&o)
			}
			n, before := 0, ""
			err := Replay(t.Context(), o, tt.run, func() error {
				n++
				if out.String() == before {
					t.Error("nothing is out before the pause")
				}
				before = out.String()
				return nil
			})
			if err != nil || n != tt.pauses {
				t.Errorf("got %v, %d pauses, want %d", err, n, tt.pauses)
			}
			golden(t, tt.name, out.String())
			proper(t, out.String(), o.Width)
			if strings.Contains(out.String(), "?)") || strings.Contains(out.String(), "What next") {
				t.Errorf("something was asked:\n%s", out)
			}
		})
	}
}

// TestReplayStops ends a replay by its pause, by the context and by its paper.
func TestReplayStops(t *testing.T) {
	run := recorded(t, tagged(t), "3\n1 3\n3\n", nil)
	o, out := options(nil, "en", "", nil)
	o.Debrief = solver()
	if err := Replay(t.Context(), o, run, func() error { return errStop }); !errors.Is(err, errStop) || strings.Contains(out.String(), "> ") {
		t.Errorf("got %v\n%s", err, out)
	}
	o, _ = options(nil, "en", "", nil)
	o.Out = broken{}
	if err := Replay(t.Context(), o, run, nil); err == nil {
		t.Error("nobody could read it, and that was no error")
	}
	sc := members(t)
	begun, err := game.Begin(sc, game.Record{ID: "x", Started: time.Time{}})
	if err != nil {
		t.Fatal(err)
	}
	o, out = options(nil, "en", "", nil)
	if err := Replay(t.Context(), o, begun, nil); err != nil || !strings.Contains(out.String(), "Scene: First report") || strings.Contains(out.String(), "Result") {
		t.Errorf("a run without a step: %v\n%s", err, out)
	}
}
