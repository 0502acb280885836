package booklet

import (
	"fmt"
	"io"
	"strings"

	"kobayashi/game/words"
)

// WriteMarkdown lays a booklet out as GitHub-flavoured Markdown: the same words
// as on the page, for an editor or a code host.
func WriteMarkdown(w io.Writer, b Booklet, say words.Text) error {
	d := &draft{b: b, say: say}
	d.front()
	if b.Guide() {
		d.overview()
	} else {
		d.how()
	}
	d.keep()
	d.cards()
	if b.Guide() {
		d.slips()
		d.private()
		d.notes()
	} else {
		d.sheets()
	}
	d.glossary()
	d.end()
	_, err := io.WriteString(w, d.out.String())
	return err
}

// draft is the Markdown so far.
type draft struct {
	out strings.Builder
	b   Booklet
	say words.Text
}

func (d *draft) put(format string, args ...any) { fmt.Fprintf(&d.out, format+"\n", args...) }

// head begins a section with a phrase.
func (d *draft) head(key string, args ...any) {
	d.put("\n## %s\n", literally(d.say.Say(key, args...)))
}

// para is a paragraph of a phrase or plain text; an empty one is none.
func (d *draft) para(s string) {
	if s != "" {
		d.put("\n%s", literally(s))
	}
}

func (d *draft) join(list []string) string { return strings.Join(list, d.say.Say("booklet.comma")) }

func (d *draft) front() {
	kind := "booklet.kind.players"
	if d.b.Guide() {
		kind = "booklet.kind.facilitator"
	}
	// A file with these words near its top may be written over by another print.
	d.put("<!-- made by kobayashi %s -->\n\n# %s", d.b.Engine, literally(d.b.Title))
	d.para(d.say.Say(kind))
	d.para(d.b.Role)
	d.para(d.b.Summary)
	facts := []string{}
	if d.b.Variant != "" {
		facts = append(facts, d.say.Say("booklet.variant")+": "+d.b.Variant)
	}
	if d.b.Minutes > 0 {
		facts = append(facts, d.say.Say("booklet.minutes", d.b.Minutes))
	}
	d.para(d.join(facts))
	d.head("booklet.briefing")
	d.blocks(d.b.Lead)
	if len(d.b.Cast) > 0 {
		d.put("\n### %s\n", d.say.Say("booklet.cast"))
		for _, p := range d.b.Cast {
			s := "- **" + literally(p.Name) + "**"
			if p.Role != "" {
				s += " " + literally(p.Role)
			}
			if p.Player {
				s += " (" + d.say.Say("booklet.you") + ")"
			}
			d.put("%s", s)
		}
	}
	if len(d.b.Roles) > 0 {
		d.put("\n### %s\n", d.say.Say("booklet.roles"))
		for _, r := range d.b.Roles {
			d.put("- %s", literally(r))
		}
		d.para(d.say.Say("booklet.roles.how"))
	}
}

func (d *draft) how() {
	d.head("booklet.how")
	keys := []string{"booklet.how.card", "booklet.how.choose", "booklet.how.slip", "booklet.how.question"}
	if d.b.Dice {
		keys = append(keys, "booklet.how.dice")
	}
	if len(d.b.Sealed) > 0 {
		keys = append(keys, "booklet.how.sealed")
	}
	for i, key := range append(keys, "booklet.how.keep") {
		d.put("%d. %s", i+1, literally(d.say.Say(key)))
	}
}

// table writes rows of plain text under a head.
func (d *draft) table(head []string, rows [][]string) {
	d.put("\n| %s |\n|%s", strings.Join(head, " | "), strings.Repeat("---|", len(head)))
	for _, row := range rows {
		for i := range row {
			row[i] = literally(row[i])
		}
		d.put("| %s |", strings.Join(row, " | "))
	}
}

func (d *draft) keep() {
	if len(d.b.Meters)+len(d.b.Marks) == 0 {
		return
	}
	d.head("booklet.keep")
	last := "booklet.keep.now"
	if d.b.Guide() {
		last = "booklet.keep.var"
	} else {
		d.para(d.say.Say("booklet.keep.how"))
	}
	var rows [][]string
	for _, list := range [][]Meter{d.b.Meters, d.b.Marks} {
		for _, m := range list {
			row := []string{line(m.Name + " " + m.Unit + " " + m.Range + " " + strings.Join(m.Words, " / ")), m.Start, ""}
			if d.b.Guide() {
				row[2] = m.Var
			}
			rows = append(rows, row)
		}
	}
	d.table([]string{d.say.Say("booklet.keep.what"), d.say.Say("booklet.keep.start"), d.say.Say(last)}, rows)
}

func (d *draft) sheets() {
	d.head("booklet.tally")
	d.para(d.say.Say("booklet.tally.how"))
	d.para(d.say.Say("booklet.tally.name") + ": ....................")
	d.para(d.say.Say("booklet.tally.minutes") + ": ..........")
	var rows [][]string
	for i := range d.b.Rows {
		rows = append(rows, []string{fmt.Sprint(i + 1), "", "", "", ""})
	}
	d.table([]string{d.say.Say("booklet.tally.n"), d.say.Say("booklet.tally.card"), d.say.Say("booklet.tally.choice"), d.say.Say("booklet.tally.sure"), d.say.Say("booklet.tally.why")}, rows)
	d.head("booklet.hotwash")
	d.para(d.say.Say("booklet.hotwash.how"))
	for _, key := range blanks {
		d.put("\n%s: ....................", literally(d.say.Say(key)))
	}
}

func (d *draft) glossary() {
	if len(d.b.Glossary) == 0 {
		return
	}
	d.head("booklet.glossary")
	for _, t := range d.b.Glossary {
		d.put("- **%s** %s", literally(t.Word), literally(t.Line))
	}
}

func (d *draft) end() {
	d.put("\n---")
	if d.b.AsOf != "" {
		d.para(d.say.Say("report.disclaimer.dated", d.b.AsOf))
	} else {
		d.para(d.say.Say("report.disclaimer"))
	}
	d.para(line(d.b.License + " " + d.join(d.b.Authors) + " - " + d.b.ID + ", " + d.b.Digest[:12]))
}
