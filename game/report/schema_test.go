package report_test

import (
	"encoding/json"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"kobayashi/game"
	"kobayashi/game/report"
	"kobayashi/game/words"
)

// unproved is a report of a run whose scenario was too large to solve.
func unproved(t testing.TB, lang string) report.Report {
	run := moves(t, paperScenario(t), game.Record{ID: "7f3a", Seed: 3, Started: begun}, n(1), ticks(3, 4), n(2))
	return report.Make(report.Unproved(run, errors.New("too large")), report.With{Engine: "0.3.0"}, book(t).In(lang))
}

// TestUnproved: nothing that only the solver knows is shown.
func TestUnproved(t *testing.T) {
	for _, lang := range words.Langs() {
		say := book(t).In(lang)
		md := written(t, "md", unproved(t, lang))
		golden(t, "unproved."+lang+".md", md)
		if said := say.Say("debrief.unproved.fine"); !strings.Contains(md, said) {
			t.Errorf("%s: it does not say that nothing is proved", lang)
		} else {
			md = strings.ReplaceAll(md, said, "")
		}
		for _, key := range []string{"report.c.regret", "report.c.grade", "report.f.grade", "report.h.capabilities", "report.h.endings", "report.h.errors", "report.h.leanings"} {
			if strings.Contains(md, say.Say(key)) {
				t.Errorf("%s: %q is shown though nothing is proved", lang, say.Say(key))
			}
		}
	}
}

// TestSchema has an independent reader check the JSON form against the schema,
// and the schema itself by what it must refuse.
func TestSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../assets/schemas/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	check := func(doc string) error {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(doc))
		if err != nil {
			return err
		}
		return schema.Validate(value)
	}
	for _, lang := range words.Langs() {
		for name, r := range map[string]report.Report{"full": full(t, lang), "unproved": unproved(t, lang)} {
			if err := check(written(t, "json", r)); err != nil {
				t.Errorf("%s in %s: %v", name, lang, err)
			}
		}
	}
	for _, evil := range hostile {
		if err := check(written(t, "json", spoilt(t, "ja", evil))); err != nil {
			t.Errorf("%q: %v", evil, err)
		}
	}
	good := written(t, "json", full(t, "en"))
	for _, bad := range [][2]string{
		{`"format": 1`, `"format": 2`},
		{`"mark": "U"`, `"mark": "X"`},
		{`"kind": "omitted"`, `"kind": "forgotten"`},
		{`"proved": true`, `"proved": true, "extra": 1`},
		{`"started": "2026-11-20T16:20:00+09:00"`, `"started": "yesterday"`},
		{`"lang": "en"`, `"language": "en"`},
	} {
		spoilt := strings.Replace(good, bad[0], bad[1], 1)
		if spoilt == good {
			t.Errorf("%s is not in the document", bad[0])
		} else if check(spoilt) == nil {
			t.Errorf("the schema takes %s", bad[1])
		}
	}
}

// TestSchemaKnowsAll: every property of the schema is written by some report, so
// that none is described that does not exist.
func TestSchemaKnowsAll(t *testing.T) {
	data, err := os.ReadFile("../../assets/schemas/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	described := map[string]bool{}
	properties(doc, described)
	all := written(t, "json", full(t, "ja")) + written(t, "json", unproved(t, "ja")) + written(t, "json", flagged(t))
	for name := range described {
		if !strings.Contains(all, strconv.Quote(name)+":") {
			t.Errorf("no report has %s", name)
		}
	}
}

// properties collects the names under every "properties" of a schema.
func properties(node any, found map[string]bool) {
	m, ok := node.(map[string]any)
	if !ok {
		return
	}
	if props, ok := m["properties"].(map[string]any); ok {
		for name := range props {
			found[name] = true
		}
		for _, p := range props {
			properties(p, found)
		}
	}
	for _, key := range []string{"items"} {
		properties(m[key], found)
	}
	if defs, ok := m["$defs"].(map[string]any); ok {
		for _, d := range defs {
			properties(d, found)
		}
	}
}

// flagged is a report of the flagship, which has roles, variants and maps.
func flagged(t testing.TB) report.Report {
	sc := flagship(t)
	run := played(t, sc, game.Record{Variant: "no-backup", Started: begun}, func(run game.Run) game.ChoiceID {
		if run.Rules.Kind(run.State) == game.Question {
			return 0
		}
		return run.Open()[0].ID
	})
	list := game.Catalogue{Key: "none"}
	if maps := sc.About.Maps; len(maps) > 0 {
		list = game.Catalogue{Key: maps[0].Key, Version: maps[0].Version, Name: maps[0].Key}
	}
	return report.Make(report.Unproved(run, errors.New("not asked")), report.With{Lists: []game.Catalogue{list}}, book(t).In("ja"))
}
