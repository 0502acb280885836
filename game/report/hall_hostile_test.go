package report_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"kobayashi/game/paper/pagetest"
	"kobayashi/game/report"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// hallSchemas are the schemas of the JSON forms, compiled by an independent
// reader.
func hallSchemas(t *testing.T) (hall, team func(string) error) {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for _, name := range []string{"report", "team", "workshop"} {
		file, err := os.Open("../../assets/schemas/" + name + ".schema.json")
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		doc, err := jsonschema.UnmarshalJSON(file)
		if err == nil {
			err = compiler.AddResource("https://kobayashi.example/schemas/"+name+".schema.json", doc)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	check := func(name string) func(string) error {
		schema, err := compiler.Compile("https://kobayashi.example/schemas/" + name + ".schema.json")
		if err != nil {
			t.Fatal(err)
		}
		return func(doc string) error {
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(doc))
			if err != nil {
				return err
			}
			return schema.Validate(value)
		}
	}
	return check("workshop"), check("team")
}

// TestHallSchema: the JSON forms fit their schemas, and the schemas refuse what
// does not; none describes what no report has.
func TestHallSchema(t *testing.T) {
	hallFits, teamFits := hallSchemas(t)
	var halls, teams string
	strict := fridayRules
	strict.Least = 9
	for _, rules := range []workshop.Rules{fridayRules, strict} {
		e := friday(t, rules, "")
		for _, end := range []bool{false, true} {
			if end {
				e.phase(workshop.Ended)
			}
			doc := writtenHall(t, "json", e.report("ja"))
			if err := hallFits(doc); err != nil {
				t.Error(err)
			}
			halls += doc
			for _, l := range e.room.Head().Teams {
				doc := writtenTeam(t, "json", e.teamReport(l.ID, "en"))
				if err := teamFits(doc); err != nil {
					t.Errorf("%s: %v", l.ID, err)
				}
				teams += doc
			}
		}
	}
	e := friday(t, fridayRules, "")
	h := e.hall()
	h.Solved = nil
	unproved, err := report.MakeHall(h, report.With{}, book(t).In("en"))
	if err != nil {
		t.Fatal(err)
	}
	doc := writtenHall(t, "json", unproved)
	if err := hallFits(doc); err != nil {
		t.Error(err)
	}
	// Some are told of other scenarios alone.
	halls, teams = halls+doc+`"variant": "variant_label": "as_of": "license": `, teams+`"variant": "variant_label": "as_of": "license": `
	for name, all := range map[string]string{"workshop": halls, "team": teams} {
		data, err := os.ReadFile("../../assets/schemas/" + name + ".schema.json")
		if err != nil {
			t.Fatal(err)
		}
		var schema any
		if err := json.Unmarshal(data, &schema); err != nil {
			t.Fatal(err)
		}
		described := map[string]bool{}
		properties(schema, described)
		for key := range described {
			if !strings.Contains(all, strconv.Quote(key)+":") {
				t.Errorf("no %s report has %s", name, key)
			}
		}
	}
	good := writtenHall(t, "json", e.report("en"))
	for _, bad := range [][2]string{{`"format": 1`, `"format": 2`}, {`"counted": true`, `"counted": 1`}, {`"lock": "captain"`, `"lock": "dice"`}, {`"P": 2`, `"X": 2`}, {`"tie_rule"`, `"tierule"`}} {
		if spoilt := strings.Replace(good, bad[0], bad[1], 1); spoilt == good || hallFits(spoilt) == nil {
			t.Errorf("the schema takes %s (or has no %s)", bad[1], bad[0])
		}
	}
}

// TestHallHostile: whatever people write, no format means something else by it.
func TestHallHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("no goroutine in it that the race detector could watch, and too long under it")
	}
	hallFits, teamFits := hallSchemas(t)
	plain := friday(t, fridayRules, "ただの字")
	wantHall, wantTeam := shape(writtenHall(t, "md", plain.report("ja"))), shape(writtenTeam(t, "md", plain.teamReport("t1", "ja")))
	for _, evil := range hostile {
		if strings.TrimSpace(evil) == "" {
			continue
		}
		t.Run("", func(t *testing.T) {
			e := (&evening{TB: t, now: begun, solved: plain.solved}).open(plain.room.Scenario(), evil, fridayRules).friday(evil)
			hall, team := e.report("ja"), e.teamReport("t1", "ja")
			sameShape(t, evil, writtenHall(t, "md", hall), wantHall)
			sameShape(t, evil, writtenTeam(t, "md", team), wantTeam)
			for _, page := range []string{writtenHall(t, "html", hall), writtenTeam(t, "html", team)} {
				if !strings.Contains(evil, "%!") { // which the reader of pages takes for a phrase of ours
					pagetest.Check(t, page, "ja")
				}
			}
			if err := hallFits(writtenHall(t, "json", hall)); err != nil {
				t.Errorf("%q: %v", evil, err)
			}
			if err := teamFits(writtenTeam(t, "json", team)); err != nil {
				t.Errorf("%q: %v", evil, err)
			}
			noFormula(t, evil, writtenHall(t, "csv", hall))
			noFormula(t, evil, writtenTeam(t, "csv", team))
			for _, text := range []string{writtenHall(t, "md", hall), writtenTeam(t, "md", team), writtenHall(t, "html", hall)} {
				if strings.ContainsAny(text, "\x1b\r\t\u202e\u200b") {
					t.Errorf("%q: a character that cannot be seen is in the report", evil)
				}
			}
		})
	}
}

// sameShape holds a Markdown document to an outline.
func sameShape(t *testing.T, evil, md string, want map[string]int) {
	t.Helper()
	got := shape(md)
	for kind, n := range want {
		if got[kind] != n {
			t.Errorf("%q: %d of %s, want %d", evil, got[kind], kind, n)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%q: it has %v", evil, got)
	}
}

// noFormula reads a table back: its rows are of one length, and no cell begins
// as a formula does but a number of ours.
func noFormula(t *testing.T, evil, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll() // it asks for equal lengths
	if err != nil || len(rows) < 3 {
		t.Fatalf("%q: %d rows, %v", evil, len(rows), err)
	}
	for _, row := range rows {
		for _, c := range row {
			if _, err := strconv.ParseFloat(c, 64); err != nil && c != "" && (strings.ContainsAny(c[:1], "=+-@") || strings.HasPrefix(c, "＝")) {
				t.Errorf("%q: the cell %q", evil, c)
			}
		}
	}
}

// TestHallPages: the pages hold what they must and nothing that loads.
func TestHallPages(t *testing.T) {
	e := friday(t, fridayRules, "")
	e.phase(workshop.Ended)
	for _, lang := range words.Langs() {
		hall := e.report(lang)
		page := writtenHall(t, "html", hall)
		pagetest.Check(t, page, lang)
		shown := pagetest.Visible(t, page)
		for _, want := range []string{hall.TieRule, hall.Seed.Commitment, hall.Seed.Seed, "新聞社から電話です。", "夜間の連絡網を作る", hall.Fewer, hall.Standings[1].Marks[0]} {
			if !strings.Contains(shown, want) {
				t.Errorf("%s: %q is not on the page", lang, want)
			}
		}
		for _, l := range e.room.Head().Teams {
			page := writtenTeam(t, "html", e.teamReport(l.ID, lang))
			pagetest.Check(t, page, lang)
			for _, mark := range e.teamReport(l.ID, lang).Team.Marks {
				if !strings.Contains(pagetest.Visible(t, page), mark) {
					t.Errorf("%s: %s is not marked %q", lang, l.ID, mark)
				}
			}
		}
	}
}

// TestHallXAPI: statements as a learning record store takes them.
func TestHallXAPI(t *testing.T) {
	e := friday(t, fridayRules, "")
	e.phase(workshop.Ended)
	for what, text := range map[string]string{
		"hall": writtenHall(t, "xapi", e.report("ja")), "red": writtenTeam(t, "xapi", e.teamReport("t1", "ja")),
		"white": writtenTeam(t, "xapi", e.teamReport("t3", "ja")), "offline": writtenTeam(t, "xapi", e.teamReport("rabcd", "ja")),
	} {
		var list []object
		if err := json.Unmarshal([]byte(text), &list); err != nil {
			t.Fatal(err)
		}
		seen := map[any]bool{}
		for i, s := range list {
			xapi{t, what + " " + strconv.Itoa(i)}.statement(s)
			if seen[s["id"]] {
				t.Errorf("%s: the id %v twice", what, s["id"])
			}
			seen[s["id"]] = true
			if s["context"].(object)["extensions"].(object)["https://kobayashi.example/xapi/extensions/workshop"] != "friday" {
				t.Errorf("%s: it is of no workshop", what)
			}
		}
		want := map[string]int{"hall": 3 + 3 + 1 + 3, "red": 6, "white": 2, "offline": 6}[what]
		if len(list) != want {
			t.Errorf("%s: %d statements, want %d", what, len(list), want)
		}
	}
}
