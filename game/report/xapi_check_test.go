package report_test

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
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
