package report_test

import (
	"slices"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/report"
)

// TestCoverage: an id is met if one of its scenes was entered; ids stand by
// function or tactic in the catalogue's order.
func TestCoverage(t *testing.T) {
	r := samples(t, "ja")["bad"]
	if len(r.Coverage) != 2 {
		t.Fatalf("got %d frameworks, want 2", len(r.Coverage))
	}
	run := r.Debrief.Run
	been := map[string]bool{}
	for _, e := range run.Trace {
		if e.Kind == game.Entered {
			been[run.Rules.SceneID(e.Scene)] = true
		}
	}
	met, missed := 0, 0
	for _, fw := range r.Coverage {
		var groups []string
		for _, it := range fw.Items {
			if want := slices.ContainsFunc(it.Scenes, func(s string) bool { return been[s] }); it.Met != want {
				t.Errorf("%s: met %v, want %v", it.ID, it.Met, want)
			}
			if it.Met {
				met++
			} else {
				missed++
			}
			if it.Name == "" || it.GroupLabel == "" || len(it.Titles) != len(it.Scenes) || len(it.Scenes) == 0 {
				t.Errorf("got %+v", it)
			}
			if len(groups) == 0 || groups[len(groups)-1] != it.Group {
				groups = append(groups, it.Group)
			}
		}
		if slices.Sort(groups); len(slices.Compact(slices.Clone(groups))) != len(groups) {
			t.Errorf("%s: the groups are torn apart: %v", fw.ID, groups)
		}
	}
	if met == 0 || missed == 0 {
		t.Errorf("%d met and %d not: this run shows nothing", met, missed)
	}
	// CSF: functions in the order of the standard.
	order := ""
	for _, it := range r.Coverage[0].Items {
		if !strings.HasSuffix(order, it.Group) {
			order += it.Group
		}
	}
	if order != "GVIDPRDERSRC" {
		t.Errorf("got the functions in the order %s", order)
	}
}

// TestCoverageEdges: an id for the whole scenario is always met; one that a
// partial list lacks has no name; another version has no coverage.
func TestCoverageEdges(t *testing.T) {
	text := "---\n{format: 1, id: x, title: X, lang: en, endings: {fin: Fin},\n maps: {csf: {version: \"2.0\", ids: [RC.CO-04]}, attack: {version: \"19\", ids: {T1001.003: a, T1190: b}}, old: {version: \"1\", ids: []}}}\n---\n\n# X\n\n## a\n\n- [Go](#fin)\n- [Run](#b)\n\n## b\n\n- [Go](#fin)\n\n## fin\n### Fin `end`\n"
	sc := read(t, "x.md", text)
	run := moves(t, sc, game.Record{Started: begun}, n(1))
	got := report.Coverage(run, catalogues(t), "en")
	if len(got) != 2 || len(got[0].Items) != 1 || len(got[1].Items) != 2 {
		t.Fatalf("got %+v", got)
	}
	if it := got[0].Items[0]; !it.Met || it.Name != "Incident Recovery Communication" || it.GroupLabel != "Recover" || len(it.Scenes) != 0 {
		t.Errorf("got %+v", it)
	}
	if it := got[1].Items[0]; it.ID != "T1190" || it.Met {
		t.Errorf("got %+v", it)
	}
	if it := got[1].Items[1]; it.ID != "T1001.003" || !it.Met || it.Name != "" || it.Group != "" {
		t.Errorf("got %+v", it)
	}
	newer := catalogues(t)
	for i := range newer {
		newer[i].Version += ".1"
	}
	if lists := report.Coverage(run, newer, "en"); len(lists) != 0 {
		t.Errorf("got %v by the lists of another version", lists)
	}
	if lists := report.Coverage(run, nil, "en"); lists == nil || len(lists) != 0 {
		t.Errorf("got %v without a list", lists)
	}
}
