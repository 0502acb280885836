package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"kobayashi/game/web"
	"kobayashi/game/workshop"
)

func document(t *testing.T, text string) any {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v in %s", err, clip(text))
	}
	return doc
}

// TestOpenAPI checks the description by the official schema of OpenAPI 3.1, and
// what each address really answers, in each phase, by the description.
func TestOpenAPI(t *testing.T) {
	s := set(t)
	a := s.get("/api/v1/openapi.json")
	described := document(t, a.body)
	official, err := os.ReadFile("testdata/openapi-3.1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("official.json", document(t, string(official))); err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource("described.json", described); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("official.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(described); err != nil {
		t.Fatal(err)
	}
	answers := map[string]*jsonschema.Schema{}
	for path, name := range map[string]string{
		"/api/v1/workshop": "Workshop", "/api/v1/standings": "Standings", "/api/v1/choices": "Choices", "/api/v1/state": "BoardState",
		"/scoreboard.json": "Scoreboard", "/healthz": "Health", "/api/v1/nothing": "Problem",
	} {
		if answers[path], err = c.Compile("described.json#/components/schemas/" + name); err != nil {
			t.Fatal(err)
		}
		if _, there := described.(map[string]any)["paths"].(map[string]any)[path]; !there && name != "Problem" {
			t.Errorf("%s is not described", path)
		}
	}
	look := func(when string) {
		t.Helper()
		for path, schema := range answers {
			a := s.get(path)
			if err := schema.Validate(document(t, a.body)); err != nil {
				t.Errorf("%s, %s: %v\n%s", when, path, err, a.body)
			}
		}
	}
	look("empty")
	red, blue := s.team("Red", "Ann", "Bo"), s.team("Blue", "Cy")
	s.phase(workshop.Running)
	s.decide(red, 0)
	look("running")
	s.decide(blue, 2)
	s.decide(blue, 5)
	s.phase(workshop.Debrief)
	for layer := range workshop.LayerVerdict + 1 {
		s.topic("zzsheet", layer)
		look(fmt.Sprint("layer ", layer))
	}
	wait(t, "verdicts", func() bool { return known(s) })
	look("verdicts")
	s.view(workshop.Revealed)
	s.phase(workshop.Ended)
	look("ended")
}

func TestScoreboard(t *testing.T) {
	s := set(t)
	if got := strings.Join(strings.Fields(s.get("/scoreboard.json").body), ""); got != `{"tasks":[],"standings":[]}` {
		t.Errorf("nobody there: %s", got)
	}
	red, blue, green := s.team("Red", "a"), s.team("Blue", "b"), s.team("緑", "c")
	s.phase(workshop.Running)
	s.decide(blue, 0)
	s.decide(green, 0)
	s.decide(red, 1)
	type line struct {
		Pos   int
		Team  string
		Score int
	}
	read := func() []line {
		var feed struct{ Standings []line }
		if err := json.Unmarshal([]byte(s.get("/scoreboard.json").body), &feed); err != nil {
			t.Fatal(err)
		}
		return feed.Standings
	}
	want := []line{{1, "Blue", 6}, {1, "緑", 6}, {3, "Red", 1}}
	if got := read(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	s.view(workshop.Frozen)
	s.decide(red, 0)
	if got := read(); !slices.Equal(got, want) {
		t.Errorf("frozen: got %v, want %v", got, want)
	}
}

type released struct {
	Released bool
	Topics   []struct {
		ID       string
		Teams    int
		Withheld bool
		Options  []struct {
			Label string
			Teams int
		}
	}
}

func (s *stage) choices() released {
	s.t.Helper()
	var r released
	if err := json.Unmarshal([]byte(s.get("/api/v1/choices").body), &r); err != nil {
		s.t.Fatal(err)
	}
	return r
}

// TestChoices: what the teams chose is told when it is released, and never of so
// few teams that it points at one.
func TestChoices(t *testing.T) {
	s := set(t)
	red, blue := s.team("Red", "a"), s.team("Blue", "b")
	s.phase(workshop.Running)
	s.decide(red, 0)
	s.decide(blue, 2)
	s.decide(red, 1) // at zzdeep, where Blue never was
	none := func(when string) {
		t.Helper()
		if got := s.choices(); got.Released || len(got.Topics) != 0 {
			t.Errorf("%s: %v", when, got)
		}
	}
	none("running")
	s.view(workshop.Revealed)
	none("revealed while they play")
	s.phase(workshop.Debrief)
	none("debrief")
	s.topic("zzgate", workshop.LayerQuestion)
	none("question")
	s.topic("zzgate", workshop.LayerSpread)
	got := s.choices()
	if !got.Released || len(got.Topics) != 1 || got.Topics[0].ID != "zzgate" || got.Topics[0].Withheld {
		t.Fatalf("spread: %v", got)
	}
	if o := got.Topics[0].Options; len(o) != 3 || o[0].Teams != 1 || o[1].Teams != 0 || o[2].Teams != 1 || o[2].Label != "ZZ半分だけ閉める" {
		t.Errorf("spread: %v", o)
	}
	s.phase(workshop.Ended)
	got = s.choices()
	if len(got.Topics) != 2 {
		t.Fatalf("ended: %v", got)
	}
	for _, topic := range got.Topics {
		if few := topic.Teams < 2; topic.Withheld != few || (len(topic.Options) == 0) != few {
			t.Errorf("ended: %v", topic)
		}
	}
}

func TestMetrics(t *testing.T) {
	s := set(t, func(o *web.Options) {
		o.Measures = func() []web.Measure {
			return []web.Measure{{Name: "kobayashi_ssh_sessions", Help: "Lines \\ and\nmore", Samples: []web.Sample{{Labels: []web.Label{{Name: "kind", Value: "a\"b\\c\nd"}}, Value: 3}}}}
		}
	})
	red := s.team("Red", "a", "b")
	s.phase(workshop.Running)
	s.decide(red, 0)
	s.get("/nothing")
	a := s.get("/metrics")
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(a.body))
	if err != nil {
		t.Fatalf("%v in\n%s", err, a.body)
	}
	gauge := func(name string, labels ...string) float64 {
		t.Helper()
		f := families[name]
		if f == nil {
			t.Errorf("no %s", name)
			return -1
		}
		for _, m := range f.Metric {
			match := true
			for i, l := range m.Label {
				match = match && 2*i+1 < len(labels) && l.GetName() == labels[2*i] && l.GetValue() == labels[2*i+1]
			}
			if match {
				return m.GetGauge().GetValue() + m.GetCounter().GetValue()
			}
		}
		t.Errorf("no %s with %q", name, labels)
		return -1
	}
	for _, tt := range []struct {
		want   float64
		name   string
		labels []string
	}{
		{1, "kobayashi_workshop_teams", nil},
		{2, "kobayashi_workshop_people", nil},
		{1, "kobayashi_workshop_decisions", nil},
		{1, "kobayashi_workshop_phase", []string{"phase", "running"}},
		{0, "kobayashi_workshop_phase", []string{"phase", "lobby"}},
		{1, "kobayashi_web_requests_total", []string{"route", "none", "code", "404"}},
		{0, "kobayashi_web_streams", []string{"kind", "board"}},
		{3, "kobayashi_ssh_sessions", []string{"kind", "a\"b\\c\nd"}},
	} {
		if got := gauge(tt.name, tt.labels...); got != tt.want {
			t.Errorf("%s%q is %v, want %v", tt.name, tt.labels, got, tt.want)
		}
	}
	if got := families["kobayashi_ssh_sessions"].GetHelp(); got != "Lines \\ and\nmore" {
		t.Errorf("help %q", got)
	}
	if gauge("process_start_time_seconds") < float64(time.Now().Add(-time.Hour).Unix()) {
		t.Error("it began long ago")
	}
	lacks(t, "measures", a.body, "Red", red)
}

func TestHealth(t *testing.T) {
	var broken error
	s := set(t, func(o *web.Options) { o.Health = func(context.Context) error { return broken } })
	if a := s.get("/healthz"); a.StatusCode != http.StatusOK || strings.TrimSpace(a.body) != `{"status":"ok","store":"ok"}` {
		t.Errorf("well: %d %s", a.StatusCode, a.body)
	}
	broken = errors.New("disk gone")
	wait(t, "an answer that is not kept", func() bool { return s.get("/healthz").StatusCode == http.StatusServiceUnavailable })
	a := s.get("/healthz")
	has(t, "broken", a.body, `"store":"down"`)
	lacks(t, "broken", a.body, "disk gone")
	broken = nil
	wait(t, "well again", func() bool { return s.get("/healthz").StatusCode == http.StatusOK })
	s.door.Close()
	if got := s.get("/healthz").StatusCode; got != http.StatusServiceUnavailable {
		t.Errorf("closing: %d", got)
	}
}
