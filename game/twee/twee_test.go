package twee

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/need"
	"kobayashi/game/parse"
	"kobayashi/game/words"
)

// everything has each construct of the format, two languages and two variants.
func everything(t testing.TB) *game.Scenario {
	t.Helper()
	res := parse.Read(os.DirFS("../graph/testdata"), "everything.md")
	if res.Scenario == nil {
		t.Fatal(res.Problems)
	}
	return res.Scenario
}

func TestGolden(t *testing.T) {
	for _, lang := range words.Langs() {
		got, _ := Write(everything(t), lang, phrases(t, lang))
		path := filepath.Join("testdata", "everything."+lang+".twee")
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
			t.Errorf("%s is not what was written; GOLDEN=write if it is meant", path)
		}
	}
}

// TestSameEverything plays every construct many times over.
func TestSameEverything(t *testing.T) {
	sc := everything(t)
	for _, lang := range words.Langs() {
		var runs []game.Run
		for seed := range uint64(20) {
			runs = append(runs, wander(t, sc, []string{"short", "long"}[seed%2], seed))
		}
		same(t, sc, lang, runs)
	}
}

// hostile are words that mean something to Twee, to SugarCube, to HTML or to
// JavaScript. None of them means anything to Markdown.
var hostile = []string{
	"a $hours b $x[0] _tmp c", "'' bold '' and == and ^^ and @@ and {{{ }}}", `quote " and ' and """ three`,
	"back\\slash \\u0041 \\n end", ":: Passage [script]", "?tpl and ?hours and -- and ---- and %% and /% %/", "</tw-passagedata></script>",
	"&amp;lt; &#38;#60;", "言葉「かぎ」 😀 é", "(link: x)[y] | -> <-", "!h #l ;d :e |t|", "//it// https://example.com/a?b=c&d=e", "data:text javascript:alert(1) news:x",
}

// TestHostile: words are shown as they are, and none of them does anything.
func TestHostile(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\nformat: 1\nid: hostile\ntitle: \"</title><script>window.pwned=1</script> $a\"\nlang: en\nvars: {hours: {label: \"<<set $b to 1>> $hours\", min: 0, max: 3, start: 0}}\nendings: {out: \"<<run 1>> [[x]]\"}\n---\n\n# Hostile\n\nHere.\n\n")
	mark := func(s string) string {
		var m strings.Builder
		for _, r := range s {
			if r < 0x80 && strings.ContainsRune("\\`*_{}[]()#+-.!|<>&~:'\"$?=@^/%;", r) {
				m.WriteByte('\\')
			}
			m.WriteRune(r)
		}
		return m.String()
	}
	for i, h := range hostile {
		next := "s" + string(rune('a'+i+1))
		if i == len(hostile)-1 {
			next = "out"
		}
		b.WriteString("## s" + string(rune('a'+i)) + "\n### " + mark(h) + "\n\n" + mark("text "+h) + "\n\n")
		b.WriteString("- [" + mark("label "+h) + "](#" + next + ") `hours += 1`\n\n  " + mark("said "+h) + "\n\n")
	}
	b.WriteString("## out\n### Out `end`\n\nOut.\n")
	sc := read(t, b.String())
	text, _ := Write(sc, "en", phrases(t, "en"))
	c := compile(t, text)
	if len(c.Warnings) > 0 || len(c.Passages) != len(sc.Rules().Scenes)+4 {
		t.Fatalf("%d passages for %d scenes, warnings %q", len(c.Passages), len(sc.Rules().Scenes), c.Warnings)
	}
	same(t, sc, "en", []game.Run{wander(t, sc, "", 1)})
	in, err := json.Marshal(planned{HTML: c.HTML, Start: "Start", Vars: []string{"hours", "a", "b", "x"}, Texts: true, Runs: []dictate{{Steps: slices.Repeat([]move{{N: 1}}, len(hostile))}}})
	if err != nil {
		t.Fatal(err)
	}
	var got []played
	node(t, string(in), &got, "testdata/play.mjs", need.Modules(t))
	if len(got[0].Errors) > 0 || got[0].Pwned {
		t.Fatalf("errors %q, pwned %v", got[0].Errors, got[0].Pwned)
	}
	shown := strings.Join(strings.Fields(strings.Join(got[0].Texts, " ")), " ")
	for i := range hostile {
		for _, what := range []string{debrief.Title(sc, i, sc.Text("en")), debrief.Item(i, 0, sc.Text("en")), debrief.Plain(sc.Text("en").Scenes[i].Items[0].Feedback[0].Parts[0].Text)} {
			if !strings.Contains(shown, what) {
				t.Errorf("%q is not shown in\n%s", what, shown)
			}
		}
	}
}

// TestText: what could be markup is written as a number, the rest is left alone.
func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"Don't stop; it's 10:00 (or so). Well-known?": "Don't stop; it's 10:00 (or so). Well-known?",
		"止めるか、続けるか":                                   "止めるか、続けるか",
		"a -- b":                                      "a &#45;&#45; b",
		"$x _y [z] <b>":                               "&#36;x &#95;y &#91;z&#93; &#60;b&#62;",
		"data:x a: b":                                 "data&#58;x a: b",
		"::a":                                         "&#58;&#58;a",
		"日本\n語":                                       "日本語",
		"two\nlines":                                  "two lines",
		"\uE0F00\uE0F1 of":                            "<<= 1>> of",
		"\uE0F07\uE0F1\uE0F0x":                        "x",
	} {
		if got := text(in, []string{"<<= 1>>"}, false); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := text("a\nb", nil, true); got != "a&#10;b" {
		t.Errorf("got %q", got)
	}
}

// TestNames: every variable has a name of its own that SugarCube takes.
func TestNames(t *testing.T) {
	rules := &game.Rules{
		Vars:   []game.Var{{Name: "hours"}, {Name: "信頼"}, {Name: "__proto__"}, {Name: "constructor"}, {Name: "var_2"}, {Name: "points_a"}, {Name: "inject_due"}, {Name: "to"}},
		Scores: []game.ScoreRule{{Name: "a"}, {Name: "証拠"}},
	}
	n := newNames(rules)
	seen := map[string]bool{n.due: true, n.fired: true}
	for _, list := range []map[string]string{n.vars, n.points} {
		for of, name := range list {
			if seen[name] || !simple.MatchString(name) || inherited.MatchString(name) {
				t.Errorf("%s is called %s", of, name)
			}
			seen[name] = true
		}
	}
	if n.vars["hours"] != "hours" || n.vars["to"] != "to" || !n.changed {
		t.Errorf("got %v", n.vars)
	}
}

// TestQuote: the string means the same to JavaScript, and nothing to anybody else.
func TestQuote(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	signs := []rune("a\"\\'<>&`[]{}$\n\u2028😀言-/")
	for range 200 {
		s := make([]rune, dice.IntN(12))
		for i := range s {
			s[i] = signs[dice.IntN(len(signs))]
		}
		q := quote(string(s))
		var back string
		if err := json.Unmarshal([]byte(q), &back); err != nil || back != string(s) {
			t.Errorf("%q is %s, read back %q: %v", string(s), q, back, err)
		}
		if strings.ContainsAny(q, "<>[]{}$`\n\u2028") {
			t.Errorf("%q has a sign of somebody else's in it: %s", string(s), q)
		}
	}
}

// TestStoryID: the same rules in the same language are the same story.
func TestStoryID(t *testing.T) {
	sc := everything(t)
	id := storyID(sc, "en")
	if id != storyID(everything(t), "en") || id == storyID(sc, "ja") || id[14] != '5' || strings.ToUpper(id) != id {
		t.Errorf("id %s", id)
	}
}

// TestDiffers: what Twine cannot do is said, in the story too, and nothing else.
func TestDiffers(t *testing.T) {
	say := phrases(t, "en")
	story, differs := Write(everything(t), "en", say)
	for _, key := range []string{"debrief", "luck", "names", "private"} {
		if !slices.Contains(differs, say.Say("twee.lost."+key)) {
			t.Errorf("%s is not said", key)
		}
	}
	if len(differs) != 4 {
		t.Errorf("got %q", differs)
	}
	for _, d := range differs {
		if !strings.Contains(story, text(d, nil, false)) {
			t.Errorf("%q is not in the story", d)
		}
	}
	plain := read(t, "---\nformat: 1\nid: x\ntitle: X\nlang: en\nconfidence: ask\nendings: {out: Out}\n---\n\n# X\n\n## a\n### A\n\n> [!NOTE]\n> For the facilitator.\n\n- [o](#out)\n- [p](#out)\n\n## out\n### Out `end`\n\nOut.\n")
	story, differs = Write(plain, "en", say)
	if want := []string{say.Say("twee.lost.confidence"), say.Say("twee.lost.debrief"), say.Say("twee.lost.facilitator")}; !slices.Equal(differs, want) {
		t.Errorf("got %q, want %q", differs, want)
	}
	if strings.Contains(story, "For the facilitator.") {
		t.Error("the story tells what is for the facilitator")
	}
}

func BenchmarkWrite(b *testing.B) {
	sc := everything(b)
	for b.Loop() {
		Write(sc, "ja", phrases(b, "ja"))
	}
}

// TestHeader: a name or a tag with Twee's own signs is one name and one tag.
func TestHeader(t *testing.T) {
	for _, tt := range []struct {
		name string
		tags []string
		x    int
		want string
	}{
		{"call", nil, -1, ":: call\n"},
		{"a.md#b", []string{"choose", "inject"}, 5, ":: a.md#b [choose inject] {\"position\":\"5,7\",\"size\":\"100,100\"}\n"},
		{`x[y]{z}\w`, []string{"a b", "[c]"}, -1, `:: x\[y\]\{z\}\\w [a-b \[c\]]` + "\n"},
	} {
		if got := header(tt.name, tt.tags, tt.x, 7); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// TestSameInject: a scene that comes in by itself may be led to as well, and then
// it does not come in before itself.
func TestSameInject(t *testing.T) {
	sc := read(t, `---
format: 1
id: alarm
title: Alarm
lang: en
vars: {hours: {min: 0, max: 9, start: 0}}
endings: {out: Out}
---

# Alarm

## call
### A call

- [Ring](#alarm) `+"`hours += 2`"+`
- [Wait](#yard) `+"`hours += 1`"+`

## yard
### The yard

- [Out](#out) `+"`hours += 1`"+`

## alarm
### The alarm `+"`when hours >= 2`"+`

`+"`hours += 3`"+`

- [Go](#out)
- [Stay](#yard)

## out
### Out `+"`end`"+`

Out.
`)
	var runs []game.Run
	for seed := range uint64(8) {
		runs = append(runs, wander(t, sc, "", seed))
	}
	same(t, sc, "en", runs)
}
