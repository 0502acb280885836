package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/report"
	"kobayashi/game/words"
)

// xapi checks statements by the rules of the xAPI specification 1.0.3, part two,
// written down here from the specification and not from our own types: a key
// that it does not name is a fault.
type xapi struct {
	t    *testing.T
	path string
}

type object = map[string]any

func (x xapi) in(key string) xapi { return xapi{x.t, x.path + "." + key} }

func (x xapi) fault(format string, args ...any) {
	x.t.Helper()
	x.t.Errorf("%s: %s", x.path, fmt.Sprintf(format, args...))
}

// keys holds an object to the keys allowed, and asks for those needed (first).
func (x xapi) keys(o object, needed int, allowed ...string) {
	x.t.Helper()
	for k, v := range o {
		if !slices.Contains(allowed, k) {
			x.fault("%q is no key of it", k)
		}
		if v == nil {
			x.fault("%q is null", k)
		}
	}
	for _, k := range allowed[:needed] {
		if _, ok := o[k]; !ok {
			x.fault("%q is missing", k)
		}
	}
}

var (
	uuidShape     = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	durationShape = regexp.MustCompile(`^P(?:\d+(?:\.\d+)?W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)$`)
	tagShape      = regexp.MustCompile(`^[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|\d{3}))?$`)
)

func (x xapi) iri(v any) {
	x.t.Helper()
	s, _ := v.(string)
	u, err := url.Parse(s)
	if err != nil || !u.IsAbs() || u.Host == "" || strings.ContainsAny(s, " <>\"{}|\\^`\n") {
		x.fault("%q is no IRI", s)
	}
}

func (x xapi) language(v any) {
	x.t.Helper()
	m, ok := v.(object)
	if !ok || len(m) == 0 {
		x.fault("no language map")
	}
	for tag, text := range m {
		if s, ok := text.(string); !tagShape.MatchString(tag) || !ok || s == "" {
			x.fault("%q: %v", tag, text)
		}
	}
}

func (x xapi) duration(v any) {
	x.t.Helper()
	s, _ := v.(string)
	if !durationShape.MatchString(s) || s == "P" || strings.HasSuffix(s, "T") {
		x.fault("%q is no ISO 8601 duration", s)
	}
}

func (x xapi) extensions(v any) {
	x.t.Helper()
	for key, value := range v.(object) {
		x.in("extensions").iri(key)
		if value == nil {
			x.fault("%s is null", key)
		}
	}
}

func (x xapi) statement(s object) {
	x.t.Helper()
	x.keys(s, 4, "actor", "verb", "object", "id", "result", "context", "timestamp")
	if id, _ := s["id"].(string); !uuidShape.MatchString(id) {
		x.fault("%q is no UUID", id)
	}
	if at, err := time.Parse(time.RFC3339, s["timestamp"].(string)); err != nil || at.Location() != time.UTC {
		x.fault("%v is no RFC 3339 time in UTC", s["timestamp"])
	}
	x.in("actor").actor(s["actor"].(object))
	verb := s["verb"].(object)
	x.in("verb").keys(verb, 2, "id", "display")
	x.in("verb").iri(verb["id"])
	x.in("verb").language(verb["display"])
	x.in("object").activity(s["object"].(object))
	if r, ok := s["result"].(object); ok {
		x.in("result").result(r)
	}
	x.in("context").context(s["context"].(object))
}

func (x xapi) actor(a object) {
	x.t.Helper()
	x.keys(a, 1, "account", "objectType", "name")
	account := a["account"].(object)
	x.keys(account, 2, "homePage", "name")
	x.iri(account["homePage"])
	if name, _ := account["name"].(string); name == "" {
		x.fault("the account has no name")
	}
}

func (x xapi) activity(a object) {
	x.t.Helper()
	x.keys(a, 1, "id", "objectType", "definition")
	x.iri(a["id"])
	if a["objectType"] != "Activity" {
		x.fault("objectType %v", a["objectType"])
	}
	d, ok := a["definition"].(object)
	if !ok {
		return
	}
	x = x.in("definition")
	x.keys(d, 0, "name", "description", "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern", "choices")
	x.iri(d["type"])
	x.language(d["name"])
	if d["description"] != nil {
		x.language(d["description"])
	}
	if d["interactionType"] == nil {
		if d["choices"] != nil || d["correctResponsesPattern"] != nil {
			x.fault("choices without an interaction")
		}
		return
	}
	if d["type"] != "http://adlnet.gov/expapi/activities/cmi.interaction" || d["interactionType"] != "choice" {
		x.fault("interaction %v of type %v", d["interactionType"], d["type"])
	}
	known := map[string]bool{}
	for _, c := range d["choices"].([]any) {
		x.keys(c.(object), 1, "id", "description")
		id := c.(object)["id"].(string)
		if known[id] || id == "" || strings.ContainsAny(id, " \t") {
			x.fault("choice %q stands twice or is no id", id)
		}
		known[id] = true
		x.language(c.(object)["description"])
	}
	patterns, _ := d["correctResponsesPattern"].([]any)
	for _, p := range patterns {
		x.chosen(p, known)
	}
}

// chosen reads a response of a choice: ids with [,] between.
func (x xapi) chosen(v any, known map[string]bool) {
	x.t.Helper()
	s, ok := v.(string)
	if !ok {
		x.fault("%v is no response", v)
	}
	for id := range strings.SplitSeq(s, "[,]") {
		if s != "" && !known[id] {
			x.fault("%q is none of the choices", id)
		}
	}
}

func (x xapi) result(r object) {
	x.t.Helper()
	x.keys(r, 0, "score", "success", "completion", "response", "duration", "extensions")
	for _, key := range []string{"success", "completion"} {
		if _, isBool := r[key].(bool); r[key] != nil && !isBool {
			x.fault("%s is %v", key, r[key])
		}
	}
	if r["duration"] != nil {
		x.duration(r["duration"])
	}
	if r["extensions"] != nil {
		x.extensions(r["extensions"])
	}
	s, ok := r["score"].(object)
	if !ok {
		return
	}
	x.keys(s, 0, "scaled", "raw", "min", "max")
	scaled, isScaled := s["scaled"].(float64)
	raw, _ := s["raw"].(float64)
	least, has1 := s["min"].(float64)
	most, has2 := s["max"].(float64)
	if isScaled && (scaled < -1 || scaled > 1) || has1 != has2 || has1 && (least >= most || raw < least || raw > most) {
		x.fault("score %v", s)
	}
	if has1 && math.Abs(scaled-(raw-least)/(most-least)) > 1e-4 {
		x.fault("scaled %v does not fit %v", scaled, s)
	}
}

func (x xapi) context(c object) {
	x.t.Helper()
	x.keys(c, 1, "registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement", "extensions")
	if id, _ := c["registration"].(string); !uuidShape.MatchString(id) {
		x.fault("registration %q", id)
	}
	if tag, _ := c["language"].(string); !tagShape.MatchString(tag) {
		x.fault("language %q", tag)
	}
	x.extensions(c["extensions"])
	if related, ok := c["contextActivities"].(object); ok {
		x.keys(related, 0, "parent", "grouping", "category", "other")
		for _, a := range related["parent"].([]any) {
			x.in("parent").activity(a.(object))
		}
	}
}

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
