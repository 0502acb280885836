package lint

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/need"
	"kobayashi/game/parse"
)

// broken is a scenario with problems of every shape: mechanical ones, ones with
// a play, one of a whole file, one whose message has braces and brackets.
const broken = "-- 朝市/morning.md --\n---\nformat: 1\nid: morning\ntitle: 朝\nlang: ja\nscore: {calm: {label: 落ち着き, max: 2}}\n---\n\n# 朝\n\n" +
	"## start\n### 朝\n\n止まりました。🙂\n\n- [紙で売る](#noon) `score.calm += 2`\n\n  よし。\n- [待つ](#noon)\n\n" +
	"## noon\n### 昼\n\n　まだ…です（仮）。\n\n- [x] 事実\n- [ ] うわさ\n\n[送る](#late) `score.calm += 2 * hits`\n\n" +
	"## late\n### 夕暮れ\n\n- [閉める](#evening)\n- [閉める](#evening)\n\n## evening\n### 夕方 `end`\n\n店は開いたままでした。\n"

// faulty has errors, mended by several edits.
const faulty = "-- b.md --\n---\nformat: 1\nid: b\ntitle: 朝\nlang: ja\ncast: [a]\n---\n\n# 朝\n\n## start\n### 朝\n\n🙂 - です。\n\n- ［紙で売る］（＃evening） ｀x｀\n- [x](#nowhere)\n\n## evening\n### 夕方 `end`\n\n店です。\n"

// findAll lints examples as the program does.
func findAll(t *testing.T, texts ...string) ([]game.Problem, SARIF) {
	t.Helper()
	var all []game.Problem
	owners := map[string]*parse.Result{}
	s := SARIF{Pages: assets.Rules, Lang: "ja", Version: "1.2.3"}
	for _, text := range texts {
		first, files, err := example{text: text}.files()
		if err != nil {
			t.Fatal(err)
		}
		res := parse.Read(tree(files), first)
		exact, proofs, err := Prove(t.Context(), res, 0)
		if err != nil {
			t.Fatal(err)
		}
		all = append(append(all, Check(res)...), exact...)
		s.Proofs = append(s.Proofs, proofs...)
		for name := range files {
			owners[name] = res
		}
	}
	s.Edits = func(p game.Problem) []Replacement { return Replacements(owners[p.From.File], p) }
	s.Stops = func(p game.Problem) []Stop { return Stops(owners[p.From.File], p) }
	return Settle(all), s
}

func written(t *testing.T, s SARIF, problems []game.Problem) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(&b, problems); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// everyProblem has each rule once, as its page's example breaks it.
func everyProblem(t *testing.T) (list []game.Problem) {
	for _, code := range Codes() {
		p := game.Problem{
			From: game.Pos{File: "a b/朝#1.md", Line: 3, Column: 7}, To: game.Pos{File: "a b/朝#1.md", Line: 3, Column: 7}, Rule: code,
			Message: game.Say("「{0}」と [x](#y)", `"{0}" and [x](#y)`), Mend: game.Say("「\x1b」", `"%s"`, "\xff"),
		}
		list = append(list, p)
	}
	list[0].From, list[0].To = game.Pos{File: "/tmp/whole.md"}, game.Pos{}
	return list
}

// TestSARIFSchema has an independent reader hold logs to the format's own schema.
func TestSARIFSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	check := func(doc []byte) error {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
		if err != nil {
			return err
		}
		return schema.Validate(value)
	}
	problems, s := findAll(t, broken, faulty)
	for name, doc := range map[string][]byte{
		"some": written(t, s, problems), "none": written(t, s, nil),
		"every rule": written(t, SARIF{Pages: assets.Rules, Lang: "en"}, everyProblem(t)),
	} {
		if err := check(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The schema sees what it must: it is not a schema that lets all through.
	doc := string(written(t, s, problems))
	for _, tt := range [][2]string{
		{`"version": "2.1.0"`, `"version": "2.2"`},
		{`"level": "error"`, `"level": "bad"`},
		{`"startLine": 1`, `"startLine": -1`},
		{`"ruleIndex": 0`, `"ruleIndex": -7`},
		{`"columnKind": "unicodeCodePoints"`, `"columnKind": "cells"`},
		{`"artifactChanges"`, `"changes"`},
	} {
		if bad := strings.Replace(doc, tt[0], tt[1], 1); bad == doc || check([]byte(bad)) == nil {
			t.Errorf("%s in place of %s is not seen", tt[1], tt[0])
		}
	}
}

// TestSARIFTool has the format's own tool judge the logs.
func TestSARIFTool(t *testing.T) {
	tool := filepath.Join(need.Modules(t), "@microsoft", "sarif-multitool-linux", "Sarif.Multitool")
	if _, err := os.Stat(tool); err != nil {
		need.Missing(t, "the SARIF tool is not among the Node packages of .ci/npm")
	}
	problems, s := findAll(t, broken, faulty)
	dir := t.TempDir()
	for name, doc := range map[string][]byte{"some.sarif": written(t, s, problems), "every.sarif": written(t, SARIF{Pages: assets.Rules, Lang: "en"}, everyProblem(t))} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, doc, 0o600); err != nil {
			t.Fatal(err)
		}
		judge := exec.CommandContext(t.Context(), tool, "validate", file)
		judge.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1") // it may lack the library for languages
		out, err := judge.CombinedOutput()
		if err != nil || bytes.Contains(out, []byte(": error ")) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// TestSARIF looks at what the schema cannot: levels, places in code points, the
// play, and that the edits mend the file.
func TestSARIF(t *testing.T) {
	problems, s := findAll(t, broken, faulty)
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Artifacts []struct{ Location struct{ URI string } }
			Results   []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				CodeFlows []struct {
					ThreadFlows []struct {
						Locations []struct {
							Location struct {
								Message          struct{ Text string }
								PhysicalLocation struct{ Region struct{ StartLine int } }
							}
						}
					}
				}
				Fixes []json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(written(t, s, problems), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if len(run.Results) != len(problems) {
		t.Fatalf("%d results of %d problems", len(run.Results), len(problems))
	}
	levels := map[string]bool{}
	plays, fixes := 0, 0
	for i, r := range run.Results {
		levels[r.Level] = true
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.RuleID != problems[i].Rule {
			t.Errorf("result %d is of %s, its rule %s", i, r.RuleID, run.Tool.Driver.Rules[r.RuleIndex].ID)
		}
		if len(r.CodeFlows) > 0 {
			plays++
			steps := r.CodeFlows[0].ThreadFlows[0].Locations
			if len(steps) != len(problems[i].Play) || steps[0].Location.Message.Text != "start 1 紙で売る" || steps[0].Location.PhysicalLocation.Region.StartLine != 16 {
				t.Errorf("%s: play %+v", r.RuleID, steps)
			}
		}
		if len(r.Fixes) > 0 {
			fixes++
		}
	}
	if len(levels) != 3 || plays == 0 || fixes < 3 {
		t.Errorf("levels %v, %d plays, %d fixes", slices.Collect(maps.Keys(levels)), plays, fixes)
	}
	if uri := run.Artifacts[len(run.Artifacts)-1].Location.URI; uri != "%E6%9C%9D%E5%B8%82/morning.md" {
		t.Errorf("got %s", uri)
	}
}

// TestSARIFPlaces: paths become addresses, places are in code points with their
// ends, and the moves of a play stand at their items.
func TestSARIFPlaces(t *testing.T) {
	for name, want := range map[string]string{"a b/朝#1.md": "a%20b/%E6%9C%9D%231.md", "/tmp/a.md": "file:///tmp/a.md", "x:y.md": "./x:y.md"} {
		if got := uriOf(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if got, want := regionOf(at(3, 2), at(3, 9)), (sarifRegion{3, 2, 3, 9}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := regionOf(at(3, 2), game.Pos{}), (sarifRegion{3, 2, 3, 2}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	log := string(written(t, SARIF{Pages: assets.Rules, Lang: "en", Version: "(devel)"}, everyProblem(t)))
	if !strings.Contains(log, `\"{{0}}\" and [x](#y)`) || strings.Contains(log, "devel") {
		t.Error("a sign of a placeholder, or a version that is none, is let through")
	}
	_, files, err := example{text: broken}.files()
	if err != nil {
		t.Fatal(err)
	}
	res := parse.Read(tree(files), "朝市/morning.md")
	stops := Stops(res, game.Problem{Play: []game.Move{{Scene: "start", N: 2}, {Scene: "noon", Ticks: []int{1}}}})
	if len(stops) != 2 || stops[0].From.Line != 19 || stops[0].Label != "待つ" || stops[1].From.Line != 26 {
		t.Errorf("got %+v", stops)
	}
}

// TestReplacements: edits by line and column do what the edits do.
func TestReplacements(t *testing.T) {
	problems, s := findAll(t, faulty)
	_, files, _ := example{text: faulty}.files()
	lines := strings.Split(string(files["b.md"]), "\n")
	for _, p := range problems {
		if p.Rule != "E045" {
			continue
		}
		edits := s.Edits(p)
		for _, e := range slices.Backward(edits) {
			line := []rune(lines[e.From.Line-1])
			lines[e.From.Line-1] = string(line[:e.From.Column-1]) + e.New + string(line[e.To.Column-1:])
		}
	}
	if got := lines[15]; got != "- [紙で売る](#evening) ｀x｀" {
		t.Errorf("got %s", got)
	}
}

// TestLintSchema holds the JSON form to its schema, and the schema to what it
// must refuse.
func TestLintSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../assets/schemas/lint.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	check := func(doc string) error {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(doc))
		if err != nil {
			return err
		}
		return schema.Validate(value)
	}
	problems, s := findAll(t, broken, faulty)
	proofs := append(s.Proofs, Proof{File: "c.md", States: 9, Limit: 8})
	for _, list := range [][]game.Problem{nil, problems, everyProblem(t)} {
		var b bytes.Buffer
		if err := WriteJSON(&b, list, proofs, "en"); err != nil {
			t.Fatal(err)
		}
		if err := check(b.String()); err != nil {
			t.Error(err)
		}
		for _, tt := range [][2]string{
			{`"errors"`, `"faults"`},
			{`"severity": "error"`, `"severity": "warning"`},
			{`"line": 1`, `"line": 0.5`},
			{`"limit": 8`, `"limit": 0`},
			{`"scene": "start",`, ``},
		} {
			if bad := strings.Replace(b.String(), tt[0], tt[1], 1); bad != b.String() && check(bad) == nil {
				t.Errorf("%s in place of %s is not seen", tt[1], tt[0])
			}
		}
	}
}

func TestWriteGitHub(t *testing.T) {
	list := []game.Problem{
		problem("E050", at(2, 12), at(2, 17)),
		problem("W053", at(4, 4), at(6, 1)),
		problem("I608", game.Pos{File: "店,a:b%\n::error::.md"}, game.Pos{}),
	}
	list[0].Message = game.Say("50%%\r\n::set-output name=a::b %s", "50%%\r\n::set-output name=a::b %s", "\x1b[31m")
	list[1].Play = []game.Move{{Scene: "第一報", N: 2}, {Scene: "isolated", Ticks: []int{}}}
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			var b bytes.Buffer
			if err := WriteGitHub(&b, list, lang); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if !strings.HasPrefix(line, "::error file=") && !strings.HasPrefix(line, "::warning file=") && !strings.HasPrefix(line, "::notice file=") {
					t.Errorf("a line of its own: %q", line)
				}
			}
			golden(t, b.String())
		})
	}
}
