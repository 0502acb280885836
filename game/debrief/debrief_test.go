package debrief_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
)

// scenario has a choice, a question and an ending, and tags.
func scenario(t *testing.T, tags ...string) *game.Scenario {
	t.Helper()
	rules := game.Rules{
		ID: "small", Start: "call", Tags: tags, Endings: []string{"calm", "storm"},
		Scores: []game.ScoreRule{{Name: "contain", Max: 60, Weight: 1}, {Name: "report", Max: 40, Weight: 1}},
		Scenes: []game.Scene{
			{ID: "call", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{{Target: "paper"}, {Target: "paper"}}}},
			{ID: "paper", Decision: game.Decision{
				Kind: game.Question, Items: []game.Item{{Expected: true}, {}, {Expected: true}},
				Then: []game.Way{{Target: "calm"}},
			}},
			{ID: "calm", Ending: "calm"},
			{ID: "storm", Ending: "storm"},
		},
	}
	ja := &game.Text{
		Lang: "ja", Endings: map[string]string{"calm": "静かな月曜", "storm": "月曜の炎上"},
		Tags: map[string]string{"stop": "止める側", "spend": "費用をかける側"},
		Scenes: []game.SceneText{
			{Title: "第一報", Items: []game.ItemText{{Label: "会員ページだけを**切り離す**"}, {Label: "電源を落とす"}}},
			{Title: "一枚の紙", Then: []string{"社長へ送る"}, Items: []game.ItemText{{Label: "通信を見つけた`16:40`という時刻"}, {Label: "漏えいはない"}, {Label: "決めてほしいのは一つ"}}},
			{},
			{},
		},
	}
	en := &game.Text{
		Lang: "en", Endings: map[string]string{"calm": "A calm Monday", "storm": "Monday's storm"},
		Tags: map[string]string{"stop": "stop", "spend": "spend money"},
		Scenes: []game.SceneText{
			{Title: "First report", Items: []game.ItemText{{Label: "Cut off **only** the members' page"}, {Label: "Switch it off"}}},
			{Title: "One page", Then: []string{"Send it"}, Items: []game.ItemText{{Label: "the time we saw the traffic, `16:40`"}, {Label: "nothing was leaked"}, {Label: "please decide one thing"}}},
			{},
			{},
		},
	}
	sc, err := game.Compile(rules, game.About{}, ja, en)
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

func run(t *testing.T, sc *game.Scenario) game.Run {
	t.Helper()
	r, err := game.Begin(sc, game.Record{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func fraction(num, den int64) game.Points { return game.Points{Num: num, Den: den} }

func judgement(scene int, chosen, best game.ChoiceID, regret, stake game.Points) game.Judgement {
	return game.Judgement{
		Decided: game.Decided{Event: game.Event{Kind: game.Chose, Scene: scene, Choice: chosen}},
		Best:    best, Regret: regret, Stake: stake,
	}
}

// TestSentences writes every sentence there is into one file for each language,
// for a person to read.
func TestSentences(t *testing.T) {
	book, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range words.Langs() {
		t.Run(lang, func(t *testing.T) {
			say := book.In(lang)
			got := sentences(t, lang, say)
			golden(t, lang+".txt", got)
			for _, bad := range []string{"<debrief", "%!", "%%", "−", "○", "×", "…", "“", "→", "\x1b"} {
				if strings.Contains(got, bad) {
					t.Errorf("%q stands in the sentences", bad)
				}
			}
			for _, key := range say.Keys() {
				if !strings.HasPrefix(key, "debrief.") {
					continue
				}
				first, _, _ := strings.Cut(say.Say(key), "%")
				if first = strings.TrimSpace(first); first != "" && !strings.Contains(got, first) {
					t.Errorf("%s is in no sentence", key)
				}
			}
		})
	}
}

func sentences(t *testing.T, lang string, say words.Text) string {
	var out strings.Builder
	put := func(head string, lines ...string) {
		fmt.Fprintf(&out, "%s\n", head)
		for _, line := range lines {
			if strings.ContainsAny(line, "\n") || strings.Contains(line, "  ") {
				t.Errorf("%s: more than one line, or two spaces: %q", head, line)
			}
			fmt.Fprintf(&out, "    %s\n", line)
		}
	}
	sc := scenario(t)
	text := sc.Text(lang)
	r := run(t, sc)
	whole := game.Whole
	ranged := game.Debrief{Run: r, Proved: true, Actual: 62, Unluckiest: -48, Luckiest: 100}
	put("result", debrief.Result(ranged, say))
	put("result, always the same", debrief.Result(game.Debrief{Run: r, Proved: true, Actual: 5, Unluckiest: 5, Luckiest: 5}, say))
	put("result, not proved", debrief.Result(game.Debrief{Run: r, Actual: 62}, say),
		debrief.NotProved(game.Debrief{States: 1_000_000, Limit: 1_000_000}, say), debrief.NotProved(game.Debrief{}, say))
	for g := game.Ungraded; g <= game.Weak; g++ {
		put("grade "+g.String(), debrief.GradeWord(g, say))
	}
	for _, m := range []game.Mark{game.Performed, game.Some, game.Major, game.Unable, game.NotSeen} {
		put("mark "+string(rune(m)), debrief.MarkWord(m, say))
	}
	diced := r
	diced.Trace = append([]game.Event{{Kind: game.Drew}}, r.Trace...)
	for _, tt := range []struct {
		name        string
		run         game.Run
		actual      int
		skill, luck game.Points
	}{
		{"no chance met", r, 62, whole(62), whole(0)},
		{"chance met, even", diced, 62, whole(62), whole(0)},
		{"good luck", diced, 62, whole(58), whole(4)},
		{"good luck of one", diced, 62, whole(61), whole(1)},
		{"bad luck", diced, 54, whole(58), whole(-4)},
		{"fractions that only just add up", diced, 62, fraction(233, 4), fraction(15, 4)},
		{"bad luck below nothing", diced, -8, fraction(-21, 4), fraction(-11, 4)},
	} {
		put("luck: "+tt.name, debrief.LuckAndSkill(game.Debrief{Run: tt.run, Proved: true, Actual: tt.actual, Skill: tt.skill, Luck: tt.luck}, say))
	}
	leaning := run(t, scenario(t, "stop", "continue", "spend"))
	put("leanings: none", debrief.Leanings(game.Debrief{Run: leaning}, text, say)...)
	put("leanings: no such tags", debrief.Leanings(game.Debrief{Run: r}, text, say)...)
	put("leanings: all", debrief.Leanings(game.Debrief{Run: leaning, Leanings: []game.Leaning{
		{Tag: "stop", Times: 2, Lost: whole(12)}, {Tag: "continue", Times: 1, Lost: whole(1)}, {Tag: "spend", Times: 3, Lost: fraction(7, 2)},
	}}, text, say)...)
	put("leanings: only another", debrief.Leanings(game.Debrief{Run: leaning, Leanings: []game.Leaning{{Tag: "spend", Times: 1, Lost: whole(3)}}}, text, say)...)
	put("leanings: one stop, two continue", debrief.Leanings(game.Debrief{Run: leaning, Leanings: []game.Leaning{
		{Tag: "stop", Times: 1, Lost: whole(2)}, {Tag: "continue", Times: 2, Lost: whole(9)},
	}}, text, say)...)
	put("dominance: none", debrief.Dominance(game.Debrief{Run: r, Rivals: []game.Rival{{Ending: "calm"}}}, text, say)...)
	put("dominance", debrief.Dominance(game.Debrief{Run: r, Rivals: []game.Rival{
		{Ending: "calm", Total: 100, Better: true}, {Ending: "storm", Total: 1, Better: true}, {Ending: "else"},
	}}, text, say)...)
	for _, tt := range []struct {
		name string
		list []game.Forecast
	}{
		{"nobody asked", nil},
		{"over by 38", repeated(60, 11, 39)},
		{"under", repeated(30, 9, 3)},
		{"fit", repeated(90, 9, 1)},
		{"always half", repeated(50, 1, 1)},
		{"one answer", repeated(70, 1, 0)},
	} {
		put("confidence: "+tt.name, debrief.Confidence(game.Calibrate(tt.list), say)...)
	}
	put("goals", debrief.Goal(game.GoalMark{}, say), debrief.Goal(game.GoalMark{Decisions: 1, Stake: whole(0)}, say),
		debrief.Goal(game.GoalMark{Decisions: 2, Stake: whole(0)}, say), debrief.Goal(game.GoalMark{Decisions: 1, Stake: whole(12), Regret: whole(0)}, say),
		debrief.Goal(game.GoalMark{Decisions: 3, Stake: whole(20), Regret: fraction(3, 2)}, say))
	choice := judgement(0, 1, 0, whole(4), whole(12))
	free := judgement(0, 0, 0, whole(0), whole(0))
	answer := judgement(1, 0b010, 0b101, fraction(9, 2), whole(6))
	short := judgement(1, 0b001, 0b101, whole(1), whole(6))
	put("stake", debrief.Stake(choice, say), debrief.Stake(free, say), debrief.Stake(judgement(0, 0, 0, whole(0), whole(12)), say))
	put("better", debrief.Better(choice, text, say), debrief.Better(answer, text, say), debrief.Better(short, text, say))
	if debrief.Better(free, text, say) != "" {
		t.Error("a choice that gives nothing away has a better one")
	}
	for kind := game.Omitted; kind <= game.Late; kind++ {
		put("slip "+kind.String(), debrief.SlipWord(kind, say),
			debrief.Slip(answer, game.Slip{Kind: kind, Item: int(kind) % 3, Cost: whole(1)}, text, say),
			debrief.Slip(choice, game.Slip{Kind: kind, Item: 1, Cost: whole(0)}, text, say))
	}
	put("method", debrief.Method(say)...)
	put("grades", debrief.GradeBands(say)...)
	put("marks", debrief.MarkBands(say)...)
	return out.String()
}

// repeated is n answers of a confidence, of which right came true.
func repeated(sure, right, wrong int) []game.Forecast {
	var list []game.Forecast
	for i := range right + wrong {
		list = append(list, game.Forecast{Sure: sure, Right: i < right})
	}
	return list
}

func TestNumber(t *testing.T) {
	for want, p := range map[string]game.Points{
		"0": game.Whole(0), "-48": game.Whole(-48), "58.3": fraction(233, 4), "-5.3": fraction(-21, 4), "0.1": fraction(1, 20), "-0.5": fraction(-1, 2),
		"0.0": fraction(1, 100), "2.7": fraction(8, 3), "-2.7": fraction(-8, 3), "58.0": fraction(5799, 100),
	} {
		if got := debrief.Number(p); got != want {
			t.Errorf("%d/%d: got %s, want %s", p.Num, p.Den, got, want)
		}
	}
	if got := debrief.Signed(game.Whole(3)) + debrief.Signed(game.Whole(0)) + debrief.Signed(game.Whole(-3)); got != "+30-3" {
		t.Errorf("signed: got %s", got)
	}
}

func TestLabels(t *testing.T) {
	sc := scenario(t)
	text := sc.Text("en")
	for _, tt := range []struct {
		got, want string
	}{
		{debrief.Plain("a **b**, `c` &amp; [d](#e)\nf\\*"), "a b, c & d f*"},
		{debrief.Title(sc, 0, text), "First report"},
		{debrief.Title(sc, 2, text), "calm"},
		{strings.Join(debrief.Labels(sc, 0, 1, text), "|"), "Switch it off"},
		{strings.Join(debrief.Labels(sc, 1, 0b110, text), "|"), "nothing was leaked|please decide one thing"},
		{strings.Join(debrief.Move(sc, game.Move{Scene: "call", N: 1}, text), "|"), "Cut off only the members' page"},
		{strings.Join(debrief.Move(sc, game.Move{Scene: "paper", Ticks: []int{1}}, text), "|"), "the time we saw the traffic, 16:40"},
		{strings.Join(debrief.Move(sc, game.Move{Scene: "nowhere", N: 1}, text), "|"), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; GOLDEN=write if it is meant\n%s", path, got)
	}
}
