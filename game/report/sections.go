package report

import (
	"slices"
	"strconv"

	"kobayashi/game"
	"kobayashi/game/debrief"
)

func (m *page) slips() {
	if len(m.r.Errors) == 0 {
		return
	}
	m.head("errors")
	var rows [][]string
	for _, e := range m.r.Errors {
		rows = append(rows, []string{e.Label, strconv.Itoa(e.Count), debrief.Number(e.Cost.Points)})
	}
	m.table(m.heads("error", "times", "cost"), "lrr", rows)
	for _, e := range m.r.Errors {
		var items []string
		for _, d := range m.r.Decisions {
			for _, s := range d.Slips {
				if s.Kind == e.Kind {
					items = append(items, m.say.Say("report.slip", s.Text, d.Title))
				}
			}
		}
		m.list(items...)
	}
}

func (m *page) leanings() {
	if len(m.r.Leaned) == 0 {
		return
	}
	m.head("leanings")
	m.para(m.r.Leaned...)
}

func (m *page) confidence() {
	if m.r.Confidence == nil && m.r.History == nil {
		return
	}
	m.head("confidence")
	for _, part := range []struct {
		key string
		c   *Calibration
	}{{"run", m.r.Confidence}, {"history", m.r.History}} {
		// A history of this run alone says nothing new.
		if part.c == nil || part.key == "history" && m.r.Confidence != nil && part.c.Decisions == m.r.Confidence.Decisions {
			continue
		}
		m.sub(m.say.Say("report.h.sure." + part.key))
		var rows [][]string
		for _, b := range part.c.Bins {
			rows = append(rows, []string{strconv.Itoa(b.Sure) + "%", strconv.Itoa(b.N), strconv.Itoa(b.Right), strconv.Itoa((200*b.Right+b.N)/(2*b.N)) + "%"})
		}
		m.table(m.heads("sure", "times", "right", "share"), "rrrr", rows)
		m.para(part.c.Sentences...)
	}
}

func (m *page) endings() {
	if len(m.r.Rivals) == 0 {
		return
	}
	m.head("endings")
	var rows [][]string
	for _, rival := range m.r.Rivals {
		reached, better := "", ""
		if rival.Ending == m.r.Result.Ending {
			reached = m.say.Say("report.reached")
		}
		if rival.Better {
			better = m.say.Say("report.yes")
		}
		rows = append(rows, []string{rival.Label, reached, strconv.Itoa(rival.Total), m.profits(rival.Score), better})
	}
	m.table(m.heads("ending", "this", "most", "made", "better"), "llrll", rows)
	if !slices.ContainsFunc(m.r.Rivals, func(r Rival) bool { return r.Better }) {
		m.para(m.r.Dominance...)
	}
}

func (m *page) coverage() {
	if len(m.r.Coverage) == 0 {
		return
	}
	m.head("coverage")
	for _, f := range m.r.Coverage {
		m.sub(m.say.Say("report.framework", f.Name, f.Version))
		var rows [][]string
		for _, it := range f.Items {
			met := m.say.Say("report.met.no")
			if it.Met {
				met = m.say.Say("report.met.yes")
			}
			rows = append(rows, []string{it.GroupLabel, it.ID, it.Name, met})
		}
		m.table(m.heads("group", "id", "name", "met"), "", rows)
		if f.Notice != "" {
			m.para(f.Notice)
		}
	}
}

// plan is the improvement plan: what the players wrote, with room where they
// did not, and what to train.
func (m *page) plan() {
	m.head("plan")
	h := m.r.Hotwash
	m.table(m.heads("strength", "gap", "action", "owner", "due"), "", [][]string{{m.or(h.Strength), m.or(h.Gap), m.or(h.Action), m.or(h.Owner), m.or(h.Due)}})
	m.training()
}

// training is what to train, with room for who and when.
func (m *page) training() {
	if len(m.r.Plan) == 0 {
		return
	}
	m.para(m.say.Say("report.train"))
	var rows [][]string
	for _, t := range m.r.Plan {
		rows = append(rows, []string{t.Label, m.say.Say("report.marked", t.Mark, t.MarkLabel), m.say.Say("report.open"), m.say.Say("report.open")})
	}
	m.table(m.heads("capability", "mark", "owner", "due"), "", rows)
	for _, t := range m.r.Plan {
		if len(t.Lessons)+len(t.Notes) == 0 {
			continue
		}
		m.sub(t.Label)
		m.para(t.Lessons...)
		if len(t.Notes) > 0 {
			m.para(m.say.Say("report.read", m.titles(t.Notes)))
		}
	}
}

func (m *page) titles(notes []Note) string {
	var out string
	for i, n := range notes {
		if i > 0 {
			out += m.say.Say("report.and")
		}
		out += debrief.Quote(n.Title, m.say)
	}
	return out
}

func (m *page) notes() {
	if len(m.r.NotesMet)+len(m.r.NotesMissed) > 0 {
		m.head("notes")
		if len(m.r.NotesMet) > 0 {
			m.para(m.say.Say("report.notes.met", m.titles(m.r.NotesMet)))
		}
		if len(m.r.NotesMissed) > 0 {
			m.para(m.say.Say("report.notes.missed", m.titles(m.r.NotesMissed)))
		}
	}
	if len(m.r.Sources) > 0 {
		m.head("sources")
		var items []string
		for _, s := range m.r.Sources {
			items = append(items, s.Citation)
		}
		m.list(items...)
	}
}

func (m *page) method() {
	m.head("method")
	m.list(m.r.Method.Sentences...)
	if len(m.r.Method.Grades) > 0 {
		m.para(m.say.Say("report.bands.grades"))
		m.list(m.r.Method.Grades...)
	}
	if len(m.r.Method.Marks) > 0 && len(m.r.Capabilities) > 0 {
		m.para(m.say.Say("report.bands.marks"))
		m.list(m.r.Method.Marks...)
	}
}

func (m *page) identity() {
	m.head("identity")
	r := m.r
	rows := [][]string{{m.say.Say("report.f.run"), m.or(r.Play.Run)}, {m.say.Say("report.f.id"), r.Scenario.ID}}
	for _, f := range []struct{ key, value string }{
		{"variantid", r.Scenario.Variant},
		{"asof", r.Scenario.AsOf},
		{"authors", m.authors()},
		{"license", r.Scenario.License},
		{"digest", r.Scenario.Digest},
		{"seed", r.Play.Seed},
		{"engine", r.Play.Engine},
	} {
		if f.value != "" {
			rows = append(rows, []string{m.say.Say("report.f." + f.key), f.value})
		}
	}
	if r.Result.Proved {
		rows = append(rows, []string{m.say.Say("report.f.states"), game.Digits(r.Result.States)})
	}
	m.table(m.heads("item", "value"), "", rows)
	m.para(r.Disclaimer)
}

func (m *page) authors() string {
	var out string
	for i, a := range m.r.Scenario.Authors {
		if i > 0 {
			out += m.say.Say("report.and")
		}
		out += a
	}
	return out
}
