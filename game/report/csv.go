package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"kobayashi/game/words"
)

// columns of the CSV form, a contract: one row for each decision, in the order
// of play; a scenario adds no column. Texts are in the report's language.
//
//	run, player, scenario, variant, seed   the same in every row
//	decision   from 1         scene      its id            title   its heading
//	role       who decides    at         RFC 3339          seconds since the decision before
//	kind       choose or question
//	choice     the item's number in the file, or the ticked ones: 1+3
//	label      what was chosen, ticked items separated by " / "
//	points     weighted       dimensions id:points, separated by spaces
//	regret, stake             points given away, and at stake; empty if not proved
//	grade      great, good, okay, weak, ungraded; empty if not proved
//	better     the better choice in words, empty where there is none
//	tags       separated by spaces
//	sure       percent, empty if not asked
//	slips      kind:item:points of each error of a report, separated by spaces
var columns = [...]string{
	"run", "player", "scenario", "variant", "seed", "decision", "scene", "title", "role", "at", "seconds", "kind", "choice", "label",
	"points", "dimensions", "regret", "stake", "grade", "better", "tags", "sure", "slips",
}

// writeCSV follows RFC 4180, in UTF-8 without a mark at the start.
func writeCSV(w io.Writer, r Report, _ words.Text) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(columns[:]); err != nil {
		return err
	}
	for _, d := range r.Decisions {
		if err := out.Write(r.row(d)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (r Report) row(d Decision) []string {
	row := []string{
		cell(r.Play.Run), cell(r.Play.Player), cell(r.Scenario.ID), cell(r.Scenario.Variant), r.Play.Seed,
		strconv.Itoa(d.N), cell(d.Scene), cell(d.Title), cell(d.Role), d.At.Format(time.RFC3339), strconv.Itoa(d.Seconds), d.Kind,
		numbers(d), cell(strings.Join(d.Choice, " / ")), strconv.Itoa(d.Points), cell(d.dimensions()),
		"", "", d.Grade, cell(d.Better), cell(strings.Join(d.Tags, " ")), "", cell(d.slips()),
	}
	if r.Result.Proved {
		row[16], row[17] = d.Regret.plain(), d.Stake.plain()
	}
	if d.Sure > 0 {
		row[21] = strconv.Itoa(d.Sure)
	}
	return row
}

// cell keeps a text from being read as a formula by a spreadsheet.
func cell(s string) string {
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r") || strings.HasPrefix(s, "＝") || strings.HasPrefix(s, "＋") || strings.HasPrefix(s, "－") || strings.HasPrefix(s, "＠") {
		return "'" + s
	}
	return s
}

// plain writes points as a number that any program reads.
func (p Points) plain() string {
	text, _ := p.MarshalJSON() // it never fails
	return string(text)
}

// numbers are the item chosen or the ticked ones; no tick is an empty cell.
func numbers(d Decision) string {
	if d.Item > 0 {
		return strconv.Itoa(d.Item)
	}
	var list []string
	for _, n := range d.Ticks {
		list = append(list, strconv.Itoa(n))
	}
	return strings.Join(list, "+")
}

func (d Decision) dimensions() string {
	var list []string
	for _, p := range d.Profits {
		list = append(list, p.ID+":"+strconv.Itoa(p.Points))
	}
	return strings.Join(list, " ")
}

func (d Decision) slips() string {
	var list []string
	for _, s := range d.Slips {
		list = append(list, s.Kind+":"+strconv.Itoa(s.Item)+":"+s.Cost.plain())
	}
	return strings.Join(list, " ")
}
