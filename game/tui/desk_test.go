package tui

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/report"
	"kobayashi/game/solve"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// memory is a journal that fails when it is told to.
type memory struct {
	mu    sync.Mutex
	runs  []game.Summary
	steps map[string][]game.Step
	prefs map[string]string
	wash  map[string]game.Hotwash
	fail  error
}

func (m *memory) Begin(_ context.Context, rec game.Record) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return m.fail
	}
	m.steps[rec.ID] = rec.Steps
	sum := game.Summary{Record: rec, Count: len(rec.Steps), Last: rec.Started}
	sum.Steps = nil
	m.runs = append([]game.Summary{sum}, m.runs...)
	return nil
}

func (m *memory) Append(_ context.Context, run string, seq int, step game.Step, end *game.Result) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return m.fail
	}
	steps := m.steps[run]
	switch {
	case seq < len(steps) && steps[seq].Same(step):
		return nil
	case seq < len(steps):
		return game.ErrTaken
	}
	m.steps[run] = append(steps, step)
	for i := range m.runs {
		if m.runs[i].ID == run {
			m.runs[i].Count, m.runs[i].Last, m.runs[i].End = seq+1, step.At, end
		}
	}
	return nil
}

func (m *memory) Load(_ context.Context, run string) (game.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.runs {
		if r.ID == run {
			rec := r.Record
			rec.Steps = m.steps[run]
			return rec, m.fail
		}
	}
	return game.Record{}, game.ErrUnknownRun
}

func (m *memory) Runs(context.Context) ([]game.Summary, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]game.Summary{}, m.runs...), nil
}

func (m *memory) Preferences(context.Context) (map[string]string, error) { return m.prefs, nil }

func (m *memory) Prefer(_ context.Context, name, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail == nil {
		m.prefs[name] = value
	}
	return m.fail
}

func (m *memory) Hotwash(_ context.Context, run string) (game.Hotwash, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.wash[run], m.fail
}

func (m *memory) KeepHotwash(_ context.Context, run string, h game.Hotwash) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail == nil {
		m.wash[run] = h
	}
	return m.fail
}

func (m *memory) Remove(_ context.Context, run string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept := m.runs[:0]
	for _, r := range m.runs {
		if r.ID != run {
			kept = append(kept, r)
		}
	}
	m.runs = kept
	return m.fail
}

func (m *memory) failing(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = err
}

func (m *memory) kept(run string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.steps[run])
}

func newMemory() *memory {
	return &memory{steps: map[string][]game.Step{}, prefs: map[string]string{}, wash: map[string]game.Hotwash{}}
}

func book(t testing.TB) words.Book {
	t.Helper()
	b, err := words.Load(sub(t))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// options are the world of a test: the sample on the shelf, and everything that
// is random or new counted up.
func options(t testing.TB, lang string, j game.Journal, shelf ...*game.Scenario) Options {
	t.Helper()
	if len(shelf) == 0 {
		shelf = []*game.Scenario{sample(t)}
	}
	var n int
	return Options{
		Shelf:   func(context.Context) ([]*game.Scenario, error) { return shelf, nil },
		Journal: j, Words: book(t), Setter: typeset.New(assets.Themes, assets.Budoux),
		Now:   time.Now,
		NewID: func() string { n++; return fmt.Sprintf("run-%d", n) },
		// With this seed the night brings the worse outcome.
		NewSeed: func() uint64 { return 7 },
		Lang:    lang,
		Debrief: judged,
	}
}

// judged lets the real solver look back on a run.
func judged(ctx context.Context, run game.Run, _ func(float64)) (game.Debrief, error) {
	sol, err := solve.Solve(ctx, run.Rules, run.Variant, 0)
	if err != nil {
		return game.Debrief{}, err
	}
	return report.Build(run, sol, nil)
}

func model(t testing.TB, lang string) tea.Model { return New(options(t, lang, newMemory())) }
