package report_test

import (
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/need"
	"kobayashi/game/report"
	"kobayashi/game/workshop"
)

// TestTeamReport: how a team came to its decisions, worked out by hand.
func TestTeamReport(t *testing.T) {
	e := friday(t, fridayRules, "")
	r := e.teamReport("t1", "en")
	var got []string
	for _, d := range r.Decisions {
		var spread []string
		for _, o := range d.Spread {
			spread = append(spread, fmt.Sprintf("%d:%d/%d%%/%d", o.Item, o.First, o.Sure, o.Last))
		}
		got = append(got, fmt.Sprintf("%s %ds by %s %s; %s; voted %d sure %d even %v shifted %v overruled %d; %s of %s",
			d.Scene, d.Seconds, d.By, d.ByLabel, strings.Join(spread, " "), d.Voted, d.Sure, d.Even, d.Shifted, d.Overruled, d.Regret, d.Stake))
	}
	want := []string{
		"call 120s by seat 小林（CIO）; 1:2/80%/1 2:1/50%/2 3:0/0%/0; voted 3 sure 70 even false shifted [長谷（広報）] overruled 1; 0 of 10",
		"page 60s by seat 小林（CIO）; 1:3/70%/3 2:3/70%/3 3:1/30%/1 4:0/0%/0; voted 3 sure 70 even false shifted [] overruled 1; 0 of 10",
		"when 60s by seat 小林（CIO）; 1:3/90%/3 2:0/0%/0; voted 3 sure 90 even false shifted [] overruled 0; 0 of 4",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if r.Team.Rank != 2 || r.Team.Of != 4 || r.Team.Seconds != 240 || r.Report == nil || r.Report.Play.Seconds != 240 || len(r.Team.Marks) != 1 {
		t.Errorf("the team is %+v", r.Team)
	}
	if len(r.Returns) != 1 || r.Returns[0].Step != 1 || r.Returns[0].Made != 1 || r.Returns[0].Title != "電話" || r.Returns[0].Reason != "読み違い" {
		t.Errorf("returns %+v", r.Returns)
	}
	if len(r.Plan) != 2 || r.Plan[0].Role != "長谷（広報）" || r.Plan[1].Role != "seat without a role" {
		t.Errorf("plan %+v", r.Plan)
	}
	blue := e.teamReport("t2", "en")
	if d := blue.Decisions[0]; !d.Even || d.Overruled != 1 {
		t.Errorf("one against one: %+v", d)
	}
	white := e.teamReport("t3", "en")
	if white.Report != nil || len(white.Decisions) != 1 || white.Decisions[0].Regret.Points != game.Whole(10) || !white.Seats[0].Left || white.Seats[0].Label != "小林（CIO）" {
		t.Errorf("a team that is not over: %+v", white)
	}
	off := e.teamReport("rabcd", "en")
	if !off.Team.Offline || len(off.Decisions) != 3 || off.Decisions[0].By != "" || len(off.Decisions[0].Spread) != 0 || off.Plan[0].Role != "" {
		t.Errorf("a team that played elsewhere: %+v", off)
	}
	if _, err := report.MakeTeam(e.hall(), "t4", report.With{}, book(t).In("en")); !errors.Is(err, workshop.ErrNoTeam) {
		t.Errorf("a team that was removed: %v", err)
	}
}

// TestHallReport: the room as a whole, worked out by hand.
func TestHallReport(t *testing.T) {
	e := friday(t, fridayRules, "")
	r := e.report("en")
	var got []string
	for _, l := range r.Standings {
		got = append(got, fmt.Sprintf("%d %s %d %s %v", l.Rank, l.ID, l.Points, l.Regret, l.Over))
	}
	if s := strings.Join(got, ", "); s != "1 rabcd 24 0 true, 2 t1 20 0 true, 3 t3 0 10 false, 4 t2 -1 21 true" {
		t.Errorf("standings %s", s)
	}
	got = nil
	for _, p := range r.Topics {
		var opts []string
		for _, o := range p.Options {
			opts = append(opts, fmt.Sprintf("%d:%d/%d/%d/%d", o.Item, o.Teams, o.First, o.Last, o.Best))
		}
		got = append(got, fmt.Sprintf("%s %v %d; %s; people %d shifted %d overruled %d; by %v; took %v; %s", p.ID, p.Counted, p.Apart, strings.Join(opts, " "), p.People, p.Shifted, p.Overruled, *p.By, *p.Took, p.Regret))
	}
	want := []string{
		// Teams chose wait, stop, continue, wait: of six pairs one agrees. At the
		// tables two of three pairs and the one of the other differ.
		"call true 79; 1:1/3/2/0 2:2/2/3/4 3:1/1/1/0; people 6 shifted 1 overruled 2; by {3 0 0}; took {120 210 510}; 4.25",
		"page true 71; 1:2/4/3/3 2:2/4/3/3 3:1/2/3/0 4:1/1/2/0; people 5 shifted 1 overruled 1; by {2 0 0}; took {60 60 60}; 3.33",
		"when true 46; 1:2/4/4/3 2:1/1/1/0; people 5 shifted 0 overruled 1; by {2 0 0}; took {60 60 60}; 1.33",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	got = nil
	for _, p := range r.Roles {
		s := fmt.Sprintf("%s %v %d people %d votes %d%% shifted %d overruled %d", p.Role, p.Counted, p.Seats, p.Votes, p.Agreed, p.Shifted, p.Overruled)
		if c := p.Calibration; c != nil {
			s += fmt.Sprintf(" %d sure %s right %s", c.Decisions, c.Sure, c.Right)
		}
		got = append(got, s)
	}
	want = []string{
		// Votes at call, page, when: red's for stop, both facts, now (wrong, right,
		// right); blue's for stop, both wrong, tomorrow (wrong); white's (wrong).
		"cio true 3 people 7 votes 86% shifted 0 overruled 1 7 sure 72.86 right 28.57",
		"pr true 2 people 6 votes 67% shifted 2 overruled 2 6 sure 63.33 right 83.33",
		" false 0 people 0 votes 0% shifted 0 overruled 0",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(r.Endings) != 3 || r.Endings[1].Teams != 2 || r.Endings[2].Ending != "" {
		t.Errorf("endings %+v", r.Endings)
	}
	if c := r.Capabilities[0]; c.Teams["P"] != 2 || c.Teams["U"] != 1 || c.Teams["S"]+c.Teams["M"]+c.Teams["-"] != 0 {
		t.Errorf("capabilities %+v", r.Capabilities)
	}
	if len(r.Plan) != 2 || r.Plan[0].Team != "t1" || len(r.Plan[0].Lines) != 2 || r.Plan[1].Team != "rabcd" {
		t.Errorf("plan %+v", r.Plan)
	}
	if r.Workshop.Seconds != 510 {
		t.Errorf("it ran %d s; the hour of the pause is not in it", r.Workshop.Seconds)
	}
	if r.Topics[0].Line[0].Choice[0] != "待つ" {
		t.Errorf("best line %v", r.Topics[0].Line)
	}
}

// TestHallLeast: with a larger least group nothing is counted, in no format, and
// it is said why.
func TestHallLeast(t *testing.T) {
	rules := fridayRules
	rules.Least = 7
	e := friday(t, rules, "")
	r := e.report("en")
	for _, p := range r.Topics {
		if p.Counted || p.VotesCounted || p.People+p.Shifted+p.Overruled+p.Sure+p.Apart != 0 || p.By != nil || p.Took != nil || p.Regret != nil {
			t.Errorf("%s is counted: %+v", p.ID, p)
		}
		for _, o := range p.Options {
			if o.Teams+o.First+o.Last+o.Best != 0 {
				t.Errorf("%s: %+v", p.ID, o)
			}
		}
	}
	for _, p := range r.Roles {
		if p.Counted || p.Seats+p.Votes+p.Agreed+p.Shifted+p.Overruled != 0 || p.Calibration != nil {
			t.Errorf("%+v is counted", p)
		}
	}
	if md := writtenHall(t, "md", r); strings.Count(md, "fewer than 7") < 2*len(r.Topics)+len(r.Roles) {
		t.Errorf("it is not said why:\n%s", md)
	}
	if csv := writtenHall(t, "csv", r); strings.Contains(csv, ",first,") || strings.Contains(csv, "took-") || strings.Contains(csv, "\nrole,") {
		t.Error("it is counted in the table")
	}
	// One fewer than the people at the call: those votes are counted, the teams are
	// not, and what hangs on teams is not told.
	rules.Least = 6
	r = friday(t, rules, "").report("en")
	for _, p := range r.Topics {
		if p.Counted || p.VotesCounted != (p.ID == "call") || p.Took != nil {
			t.Errorf("%s of six: %+v", p.ID, p)
		}
	}
}

// TestHallTellsNoChoices: what a team chose, and what a role voted, is nowhere in
// a workshop's report, statement by statement or beside a name.
func TestHallTellsNoChoices(t *testing.T) {
	e := friday(t, fridayRules, "")
	for _, st := range []string{"answered", "response", "決めた"} {
		if strings.Contains(writtenHall(t, "xapi", e.report("ja")), st) {
			t.Errorf("%q is in the statements", st)
		}
	}
	team := e.teamReport("t1", "ja")
	for _, d := range team.Decisions {
		for _, o := range d.Spread {
			if strings.Contains(o.Label, "広報") {
				t.Errorf("a role stands beside %q", o.Label)
			}
		}
	}
}

// TestHallSeed: the seed is told when the workshop is over and not before, in no
// format; and what is told opens the commitment.
func TestHallSeed(t *testing.T) {
	e := friday(t, fridayRules, "")
	const seed = "18446744073709551615"
	secret := func() (told []string) {
		for _, f := range report.Formats() {
			for what, text := range map[string]string{"hall": writtenHall(t, f.Name, e.report("ja")), "team": writtenTeam(t, f.Name, e.teamReport("t1", "ja"))} {
				if strings.Contains(text, seed) || strings.Contains(text, "K7XW") {
					told = append(told, what+" "+f.Name)
				}
			}
		}
		return told
	}
	if told := secret(); len(told) > 0 {
		t.Errorf("the seed is told before the end by %v", told)
	}
	e.phase(workshop.Ended)
	for _, what := range []string{"hall md", "hall html", "hall json", "hall csv", "team md", "team html", "team json", "team csv", "team xapi"} {
		if !slices.Contains(secret(), what) {
			t.Errorf("the seed is not told after the end by %s", what)
		}
	}
	proof := e.report("ja").Seed
	if !proof.Opened || proof.Seed != seed || proof.Nonce != "K7XW" {
		t.Fatalf("%+v", proof)
	}
	sh := need.Program(t, "sh")
	need.Program(t, "sha256sum")
	out, err := exec.CommandContext(t.Context(), sh, "-c", proof.Command).Output()
	if got, _, _ := strings.Cut(string(out), " "); err != nil || got != proof.Commitment || proof.Commitment != e.room.Head().Opened.Commitment() {
		t.Errorf("the command gives %q, %v; shown was %s", got, err, proof.Commitment)
	}
}

// TestHallMajority: decisions that nobody's seat made.
func TestHallMajority(t *testing.T) {
	rules := fridayRules
	rules.Lock, rules.Least = workshop.ByMajority, 0
	e := newEvening(t, "", rules)
	red := e.team("赤", 3)
	e.phase(workshop.Running)
	e.decide(red, time.Second, []vote{{0, 50}, {1, 50}, {1, 70}}, []vote{{0, 50}, {1, 50}, {1, 70}}, 0)
	r := e.teamReport(red, "en")
	if d := r.Decisions[0]; d.By != "majority" || d.ByLabel != "" || d.Choice[0] != "待つ" || d.Overruled != 1 || d.Even {
		t.Errorf("got %+v", d)
	}
	hall := e.report("en")
	if by := hall.Topics[0].By; by.Majority != 1 || by.Seat != 0 {
		t.Errorf("by %+v", by)
	}
	for _, text := range []string{hall.Workshop.LockLabel, hall.Workshop.Tie} {
		if !strings.Contains(text, "ote") {
			t.Errorf("the rule reads %q", text)
		}
	}
}

// TestHallUnproved: where nothing is proved nothing is said of it.
func TestHallUnproved(t *testing.T) {
	e := friday(t, fridayRules, "")
	h := e.hall()
	h.Solved, h.Cause = nil, errors.New("too large")
	r, err := report.MakeHall(h, report.With{Engine: "0.5.0"}, book(t).In("en"))
	if err != nil {
		t.Fatal(err)
	}
	if r.Proved || r.Topics[0].Regret != nil || r.Roles[0].Calibration != nil || len(r.Capabilities) > 0 || r.Standings[0].Regret != nil || len(r.Topics[0].Line) > 0 {
		t.Errorf("%+v", r)
	}
	if md := writtenHall(t, "md", r); strings.Contains(md, "Given away |") || strings.Contains(md, "Best from") {
		t.Errorf("it tells what nobody knows:\n%s", md)
	}
	team, err := report.MakeTeam(h, "t1", report.With{}, book(t).In("en"))
	if err != nil || team.Decisions[0].Regret != nil || team.Decisions[0].Grade != "" {
		t.Errorf("%v, %+v", err, team.Decisions[0])
	}
}

// TestHallEmpty: a workshop that nobody came to, and one that nobody began.
func TestHallEmpty(t *testing.T) {
	e := newEvening(t, "空", fridayRules)
	for _, f := range report.Formats() {
		if writtenHall(t, f.Name, e.report("ja")) == "" {
			t.Errorf("%s: nothing", f.Name)
		}
	}
	red := e.team("赤", 1)
	for _, f := range report.Formats() {
		if writtenHall(t, f.Name, e.report("ja")) == "" || writtenTeam(t, f.Name, e.teamReport(red, "ja")) == "" {
			t.Errorf("%s: nothing", f.Name)
		}
	}
}
