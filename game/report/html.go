package report

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"strings"
	"time"

	"kobayashi/game/debrief"
	"kobayashi/game/words"
)

//go:embed html.tmpl html.css
var pages embed.FS

// writeHTML lays a report out as one page that needs nothing else: no script, no
// picture, no font from elsewhere. It reads well on a screen and prints on A4.
// A policy in the page itself forbids it to load anything.
func writeHTML(w io.Writer, r Report, say words.Text) error {
	page, err := template.New("html.tmpl").Funcs(template.FuncMap{
		"say":    func(key string, args ...any) string { return say.Say(key, args...) },
		"count":  func(key string, n int) string { return say.Count(key, n) },
		"number": func(p Points) string { return debrief.Number(p.Points) },
		"signed": signed, "minutes": func(s int) string { return minutes(s, say) },
		"moment": moment, "mark": markClass,
		"link": link, "letters": func() []string { return []string{"P", "S", "M", "U"} },
	}).ParseFS(pages, "html.tmpl", "html.css")
	if err != nil {
		return fmt.Errorf("reading the page's template: %w", err)
	}
	if err := page.Execute(w, lay(r, say)); err != nil {
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
}

func lay(r Report, say words.Text) sheet {
	s := sheet{Report: r, Timelines: drawTimelines(r, say), Legend: legend(say), Scale: drawScale(r, say), Strips: drawStrips(r, say), Frames: frames(r), Marks: map[string]mark{}}
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

// link gives the address in a citation if it is one of the web, so that the
// page can point there; it loads nothing from it.
func link(citation string) string {
	for _, field := range strings.Fields(citation) {
		u, err := url.Parse(strings.TrimRight(field, "。、.,)）"))
		if err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
			return u.String()
		}
	}
	return ""
}
