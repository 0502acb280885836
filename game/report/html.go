package report

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"time"

	"kobayashi/game/debrief"
	"kobayashi/game/paper"
	"kobayashi/game/words"
)

//go:embed html.tmpl html.css hall.tmpl hall.css
var pages embed.FS

// writeHTML lays a report out as one page that needs nothing else: no script, no
// picture, no font from elsewhere. It reads well on a screen and prints on A4.
// A policy in the page itself forbids it to load anything.
func writeHTML(w io.Writer, r Report, say words.Text) error {
	return writePage(w, "html.tmpl", lay(r, say), say)
}

// writePage fills in the template of a name.
func writePage(w io.Writer, name string, with any, say words.Text) error {
	page, err := template.New(name).Funcs(paper.Funcs()).Funcs(template.FuncMap{
		"say":    func(key string, args ...any) string { return say.Say(key, args...) },
		"count":  func(key string, n int) string { return say.Count(key, n) },
		"number": func(p Points) string { return debrief.Number(p.Points) },
		"signed": signed, "minutes": func(s int) string { return minutes(s, say) },
		"moment": moment, "mark": markClass,
		"letters": func() []string { return []string{"P", "S", "M", "U"} },
	}).ParseFS(pages, "html.tmpl", "html.css", "hall.tmpl", "hall.css")
	if err != nil {
		return fmt.Errorf("reading the page's template: %w", err)
	}
	if err := page.ExecuteTemplate(w, name, with); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}

// sheet is a report with its drawings.
type sheet struct {
	Report
	Timelines []timeline
	Legend    []mark
	Scale     *scale
	Strips    []strip
	Curves    []*curve
	Frames    []frame
	Marks     map[string]mark // by grade, around (8, 8)
	Courses   map[int][]Move  // by a decision's number
}

func lay(r Report, say words.Text) sheet {
	s := sheet{Report: r, Timelines: drawTimelines(r, say), Legend: legend(say), Scale: drawScale(r, say), Strips: drawStrips(r, say), Frames: frames(r), Marks: map[string]mark{}, Courses: courses(r)}
	for _, m := range s.Legend {
		s.Marks[m.Grade] = m
	}
	if c := drawCurve("curve-run", "html.curve.run", r.Confidence, say); c != nil {
		s.Curves = append(s.Curves, c)
	}
	if r.History != nil && r.Confidence != nil && r.History.Decisions > r.Confidence.Decisions {
		s.Curves = append(s.Curves, drawCurve("curve-all", "html.curve.all", r.History, say))
	}
	return s
}

// courses are the next few moves behind a better choice, where it leads away from
// the way the run took. Where it leads to the same scene, that decision has its
// own place on the page.
func courses(r Report) map[int][]Move {
	out := map[int][]Move{}
	for i, d := range r.Decisions {
		if d.Better == "" || len(d.Line) < 2 || i+1 < len(r.Decisions) && d.Line[1].Scene == r.Decisions[i+1].Scene {
			continue
		}
		out[d.N] = d.Line[1:min(4, len(d.Line))]
	}
	return out
}

// frame is a framework, its items by group.
type frame struct {
	Framework
	Met    int
	Groups []group
}

type group struct {
	ID, Label string
	Items     []Item
}

func frames(r Report) []frame {
	var list []frame
	for _, fw := range r.Coverage {
		f := frame{Framework: fw}
		for _, it := range fw.Items {
			if n := len(f.Groups); n == 0 || f.Groups[n-1].ID != it.Group {
				f.Groups = append(f.Groups, group{ID: it.Group, Label: it.GroupLabel})
			}
			g := &f.Groups[len(f.Groups)-1]
			g.Items = append(g.Items, it)
			if it.Met {
				f.Met++
			}
		}
		list = append(list, f)
	}
	return list
}

// moment shows a time with its zone: whoever reads the page elsewhere sees which
// clock is meant.
func moment(t time.Time) string { return t.Format("2006-01-02 15:04 MST") }

func minutes(seconds int, say words.Text) string {
	if seconds < 60 {
		return say.Count("html.seconds", seconds)
	}
	return say.Count("html.minutes", (seconds+30)/60)
}
