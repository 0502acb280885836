package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/report"
	"kobayashi/game/words"
)

func statements(t *testing.T, r report.Report) []object {
	t.Helper()
	var list []object
	dec := json.NewDecoder(bytes.NewBufferString(written(t, "xapi", r)))
	if err := dec.Decode(&list); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestXAPI(t *testing.T) {
	for _, lang := range words.Langs() {
		for name, r := range samples(t, lang) {
			t.Run(name+"."+lang, func(t *testing.T) {
				list := statements(t, r)
				ids := map[any]bool{}
				for i, s := range list {
					xapi{t, fmt.Sprint(i)}.statement(s)
					if ids[s["id"]] {
						t.Errorf("id %v stands twice", s["id"])
					}
					ids[s["id"]] = true
				}
				story(t, r, list)
			})
		}
	}
}

// story checks that the statements say what the report says.
func story(t *testing.T, r report.Report, list []object) {
	t.Helper()
	var verbs []string
	last := time.Time{}
	for _, s := range list {
		verbs = append(verbs, strings.TrimPrefix(s["verb"].(object)["id"].(string), "http://adlnet.gov/expapi/verbs/"))
		at, _ := time.Parse(time.RFC3339, s["timestamp"].(string))
		if at.Before(last) {
			t.Errorf("%v comes before %v", at, last)
		}
		last = at
	}
	want := slices.Concat([]string{"initialized"}, slices.Repeat([]string{"answered"}, len(r.Decisions)), []string{"completed", "scored"})
	if !slices.Equal(verbs, want) {
		t.Fatalf("got %v", verbs)
	}
	for i, d := range r.Decisions {
		result := list[1+i]["result"].(object)
		ext := result["extensions"].(object)
		const at = "https://kobayashi.example/xapi/extensions/"
		if d.Item > 0 && result["response"] != fmt.Sprint(d.Item) || ext[at+"points"] != float64(d.Points) {
			t.Errorf("decision %d: got %v", d.N, result)
		}
		_, judged := ext[at+"regret"]
		if judged != r.Result.Proved || (result["success"] == true) != (r.Result.Proved && d.Stake.Num > 0 && d.Regret.Num == 0) {
			t.Errorf("decision %d: got %v", d.N, result)
		}
		if sure := ext[at+"confidence"]; d.Sure > 0 && sure != float64(d.Sure) || d.Sure == 0 && sure != nil {
			t.Errorf("decision %d: sure %v, want %d", d.N, sure, d.Sure)
		}
	}
	end := list[len(list)-1]["result"].(object)
	score := end["score"].(object)
	if score["raw"] != float64(r.Result.Total) || end["completion"] != true {
		t.Errorf("got %v at the end", end)
	}
	if _, scaled := score["scaled"]; scaled != r.Result.Proved {
		t.Errorf("got the score %v", score)
	}
	first := list[0]["context"].(object)["extensions"].(object)
	if first["https://kobayashi.example/xapi/extensions/seed"] != r.Play.Seed || first["https://kobayashi.example/xapi/extensions/digest"] != r.Scenario.Digest {
		t.Errorf("got %v", first)
	}
}

// TestXAPIStable: the same run gives the same ids, another run others, and a
// known name has the UUID that any other program gives it.
func TestXAPIStable(t *testing.T) {
	r := full(t, "en")
	a, b := statements(t, r), statements(t, full(t, "ja"))
	for i := range a {
		if a[i]["id"] != b[i]["id"] || a[i]["object"].(object)["id"] != b[i]["object"].(object)["id"] {
			t.Errorf("statement %d: %v and %v", i, a[i]["id"], b[i]["id"])
		}
	}
	// python3: uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, "https://kobayashi.example/"), "7f3a")
	if got := a[0]["context"].(object)["registration"]; got != "971516c5-7a61-5d66-8303-76e7d32817dc" {
		t.Errorf("got the registration %v", got)
	}
	r.Debrief.Run.ID = "7f3b"
	if c := statements(t, r); c[0]["id"] == a[0]["id"] {
		t.Error("two runs have one id")
	}
}

// TestXAPIAnonymous: without a name the run stands for the team, and no mail
// address is ever sent.
func TestXAPIAnonymous(t *testing.T) {
	r := full(t, "en")
	r.Play.Player = ""
	for _, s := range statements(t, r) {
		if name := s["actor"].(object)["account"].(object)["name"]; name != r.Debrief.Run.ID {
			t.Errorf("got the name %v", name)
		}
	}
	if text := written(t, "xapi", r); strings.Contains(text, "mbox") || strings.Contains(text, "@") {
		t.Error("a mail address is in it")
	}
}

// TestXAPIHostile: labels of any kind leave the statements valid.
func TestXAPIHostile(t *testing.T) {
	text := "---\nformat: 1\nid: h\ntitle: '</script> \"]]>'\nlang: en\nendings: {fin: Fin}\n---\n\n# H\n\n## 場面-1\n### \\<script\\> & \"quotes\" \\]\\]>\n\n- [**\\]\\]\\>** \\<b\\> \"x\" \\u0000](#fin)\n- [\\[,\\] &lt;i&gt; 2](#fin)\n\n## fin\n### Fin `end`\n"
	sc := read(t, "h.md", text)
	run := moves(t, sc, game.Record{ID: "a b/c\"<x>", Player: "<script>\"]]>\u0007", Started: begun}, n(2))
	r := report.Make(built(t, run, solved(t, sc, "")), report.With{}, book(t).In("en"))
	for i, s := range statements(t, r) {
		xapi{t, fmt.Sprint(i)}.statement(s)
	}
	if got := written(t, "xapi", r); strings.ContainsAny(got, "<>\x1b\x07") {
		t.Errorf("raw signs are in\n%s", got)
	}
}

// TestXAPIChecker: the checker sees what it is there for.
func TestXAPIChecker(t *testing.T) {
	spoil := map[string]func(object){
		"id":        func(s object) { s["id"] = "7" },
		"timestamp": func(s object) { s["timestamp"] = "2026-11-20T16:20:00+09:00" },
		"verb":      func(s object) { s["verb"].(object)["id"] = "answered" },
		"duration":  func(s object) { s["result"].(object)["duration"] = "40s" },
		"scaled":    func(s object) { s["result"].(object)["score"].(object)["scaled"] = 1.5 },
		"key":       func(s object) { s["result"].(object)["scores"] = 1.0 },
		"language":  func(s object) { s["object"].(object)["definition"].(object)["name"] = object{"english": "x"} },
		"response": func(s object) {
			s["object"].(object)["definition"].(object)["correctResponsesPattern"] = []any{"9"}
		},
		"extension": func(s object) { s["context"].(object)["extensions"] = object{"seed": "1"} },
		"null":      func(s object) { s["result"].(object)["response"] = nil },
	}
	for name, f := range spoil {
		s := statements(t, full(t, "en"))[1]
		f(s)
		probe := &testing.T{}
		xapi{probe, name}.statement(s)
		if !probe.Failed() {
			t.Errorf("%s: nothing was seen", name)
		}
	}
}
