package web

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"time"

	"kobayashi/game/workshop"
)

// Measure is one family of figures for a monitor. Name is letters, digits and _;
// a counter's ends in _total.
type Measure struct {
	Name, Help string
	Counter    bool // it only grows
	Samples    []Sample
}

// Sample is one figure of a family.
type Sample struct {
	Labels []Label
	Value  float64
}

// Label tells a figure from the others of its family. Nothing that names a
// person, a team, an address or a secret may be one.
type Label struct{ Name, Value string }

// metrics writes all figures in the text format of Prometheus. It is written by
// hand: its format is a few lines, where the client library would bring a dozen
// modules into the program for figures that are there already.
func (d *Door) metrics(w http.ResponseWriter, _ *http.Request) {
	list := append(d.room(), d.own()...)
	if d.Measures != nil {
		list = append(list, d.Measures()...)
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	slices.SortStableFunc(list, func(a, b Measure) int { return cmp.Compare(a.Name, b.Name) })
	for _, m := range list {
		m.write(w)
	}
}

func (m Measure) write(w io.Writer) {
	kind := "gauge"
	if m.Counter {
		kind = "counter"
	}
	help := strings.NewReplacer(`\`, `\\`, "\n", `\n`)
	value := strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", m.Name, help.Replace(m.Help), m.Name, kind)
	for _, s := range m.Samples {
		var labels []string
		for _, l := range s.Labels {
			labels = append(labels, l.Name+`="`+value.Replace(l.Value)+`"`)
		}
		name := m.Name
		if len(labels) > 0 {
			name += "{" + strings.Join(labels, ",") + "}"
		}
		fmt.Fprintf(w, "%s %s\n", name, strconv.FormatFloat(s.Value, 'g', -1, 64))
	}
}

func one(name, help string, v float64) Measure {
	return Measure{Name: name, Help: help, Samples: []Sample{{Value: v}}}
}

// room is the workshop in figures: how many, never who.
func (d *Door) room() []Measure {
	head := d.Room.Head()
	var here, seats, made, over, held int
	for _, s := range workshop.Standings(head, d.Room.Table) {
		here, seats, made = here+s.Here, seats+s.Seats, made+s.Done
		if s.Over {
			over++
		}
	}
	for _, l := range head.Teams {
		if t := d.Room.Table(l.ID); t != nil && t.Waiting {
			held++
		}
	}
	phase := Measure{Name: "kobayashi_workshop_phase", Help: "1 for the phase the workshop is in."}
	for _, p := range []workshop.Phase{workshop.Lobby, workshop.Running, workshop.Paused, workshop.Debrief, workshop.Ended} {
		v := 0.0
		if p == head.Phase {
			v = 1
		}
		phase.Samples = append(phase.Samples, Sample{[]Label{{"phase", string(p)}}, v})
	}
	return []Measure{
		phase,
		one("kobayashi_workshop_teams", "Teams on the board.", float64(len(head.Teams))),
		one("kobayashi_workshop_seats", "Seats that were taken.", float64(seats)),
		one("kobayashi_workshop_people", "People at the tables now.", float64(here)),
		one("kobayashi_workshop_decisions", "Decisions that count; fewer after a team was sent back.", float64(made)),
		one("kobayashi_workshop_finished", "Teams that have come to an ending.", float64(over)),
		one("kobayashi_workshop_held", "Teams that wait for the facilitator.", float64(held)),
		one("kobayashi_workshop_seconds", "Seconds the workshop has run, without pauses.", head.Ran(d.Room.Now()).Seconds()),
	}
}

// own is what this door and its program have done.
func (d *Door) own() []Measure {
	c := d.counts
	c.mu.Lock()
	defer c.mu.Unlock()
	streams := Measure{Name: "kobayashi_web_streams", Help: "Open event streams."}
	for _, kind := range []string{"board", "leading"} {
		streams.Samples = append(streams.Samples, Sample{[]Label{{"kind", kind}}, float64(c.open[kind])})
	}
	answered := Measure{Name: "kobayashi_web_requests_total", Help: "Requests that were answered.", Counter: true}
	for _, k := range slices.SortedFunc(maps.Keys(c.answered), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		answered.Samples = append(answered.Samples, Sample{[]Label{{"route", k[0]}, {"code", k[1]}}, float64(c.answered[k])})
	}
	took := Measure{Name: "kobayashi_web_seconds_total", Help: "Seconds spent on requests; a stream counts when it ends.", Counter: true}
	for _, route := range slices.Sorted(maps.Keys(c.took)) {
		took.Samples = append(took.Samples, Sample{[]Label{{"route", route}}, c.took[route].Seconds()})
	}
	refused := Measure{Name: "kobayashi_web_refused_total", Help: "Requests that were refused, by reason.", Counter: true}
	for _, why := range []string{"cross-site", "login", "streams", "tries"} {
		refused.Samples = append(refused.Samples, Sample{[]Label{{"reason", why}}, float64(c.refused[why])})
	}
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/total:bytes"}}
	metrics.Read(heap)
	return []Measure{
		streams, answered, took, refused,
		one("process_start_time_seconds", "When the program began, in seconds since 1970.", float64(d.began.UnixMilli())/float64(time.Second.Milliseconds())),
		one("go_goroutines", "Goroutines there are.", float64(runtime.NumGoroutine())),
		one("go_memstats_heap_alloc_bytes", "Bytes of heap in use.", float64(heap[0].Value.Uint64())),
		one("go_memstats_sys_bytes", "Bytes taken from the system.", float64(heap[1].Value.Uint64())),
	}
}

// healthz says whether this door works and its store is within reach: 200, or 503
// with what is not.
func (d *Door) healthz(w http.ResponseWriter, r *http.Request) {
	answer := struct {
		Status string `json:"status"`
		Store  string `json:"store"`
	}{"ok", "ok"}
	code := http.StatusOK
	// One question for all who ask at a time: anybody may ask as often as they like.
	_, err := d.hub.picture("health", func() ([]byte, error) {
		if d.Health == nil {
			return nil, nil
		}
		const patience = 2 * time.Second
		ctx, cancel := context.WithTimeout(d.life, patience)
		defer cancel()
		return nil, d.Health(ctx)
	})
	if err != nil || d.life.Err() != nil {
		answer.Status, code = "down", http.StatusServiceUnavailable
	}
	if err != nil {
		answer.Store = "down"
		d.Log.Warn("store", "error", err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(answer)
}
