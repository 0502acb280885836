package report

import (
	"crypto/sha1"
	"encoding/hex"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
)

// exercise is the scenario as an activity. Its id names the rules: after a
// change of them it is another activity, and old scores stay with the old one.
func (b batch) exercise() activity {
	return activity{"Activity", b.place(), &definition{
		Name:        b.each(func(t *game.Text) string { return line(debrief.Plain(t.Title)) }),
		Description: b.each(func(t *game.Text) string { return line(debrief.Plain(t.Summary)) }),
		Type:        adlActivities + "simulation",
	}}
}

// place is the IRI of the scenario on its rules.
func (b batch) place() string {
	return house + "scenarios/" + url.PathEscape(b.r.Scenario.ID) + "/" + b.r.Scenario.Digest
}

// each gives a text in all languages of the scenario, those left out that have
// none.
func (b batch) each(text func(*game.Text) string) langMap {
	out := langMap{}
	for _, lang := range b.run.Rules.Langs() {
		if s := text(b.run.Rules.Text(lang)); s != "" {
			out[lang] = s
		}
	}
	return out
}

// answered tells a decision. Its choices stand in the order of the file, so that
// ids and texts are the same in every run; the right answer is the best choice
// as things stood in this one.
func (b batch) answered(d Decision) statement {
	j := b.r.Debrief.Decisions[d.N-1]
	scene := j.Event.Scene
	def := &definition{
		Name:        b.each(func(t *game.Text) string { return line(debrief.Title(b.run.Rules, scene, t)) }),
		Type:        adlActivities + "cmi.interaction",
		Interaction: "choice",
	}
	if b.r.Result.Proved {
		def.Correct = []string{b.pattern(scene, j.Best)}
	}
	for i := range b.run.Rules.Rules().Scenes[scene].Decision.Items {
		label := b.each(func(t *game.Text) string { return line(debrief.Item(scene, i, t)) })
		def.Choices = append(def.Choices, component{strconv.Itoa(i + 1), label})
	}
	object := activity{"Activity", b.place() + "/scenes/" + url.PathEscape(b.run.Rules.SceneID(scene)), def}
	st := b.statement("step/"+strconv.Itoa(d.Step), "answered", langMap{"ja": "決めた", "en": "answered"}, object, d.At)
	parent := b.exercise()
	parent.Definition = nil
	st.Context.Activities = &related{[]activity{parent}}
	st.Result = b.judged(d, j)
	return st
}

func (b batch) judged(d Decision, j game.Judgement) *outcome {
	res := &outcome{Response: new(b.pattern(j.Event.Scene, j.Event.Choice)), Duration: duration(d.Seconds)}
	res.Extensions = map[string]any{extension("points"): d.Points}
	if d.Sure > 0 {
		res.Extensions[extension("confidence")] = d.Sure
	}
	if !b.r.Result.Proved {
		return res
	}
	res.Extensions[extension("regret")], res.Extensions[extension("stake")] = number(d.Regret), number(d.Stake)
	res.Extensions[extension("grade")] = d.Grade
	if d.Stake.Num != 0 {
		kept, _ := d.Stake.Minus(d.Regret.Points) // both are of the same play, and the regret is the smaller
		res.Score = within(kept.Float(), 0, d.Stake.Float())
		res.Success = new(d.Regret.Num == 0)
	}
	return res
}

// pattern writes a choice as the specification does: ids with [,] between.
func (b batch) pattern(scene int, id game.ChoiceID) string {
	if b.run.Rules.Rules().Scenes[scene].Decision.Kind != game.Question {
		return strconv.Itoa(int(id) + 1)
	}
	var ticked []string
	for i := range game.MaxItems {
		if id&(1<<i) != 0 {
			ticked = append(ticked, strconv.Itoa(i+1))
		}
	}
	return strings.Join(ticked, "[,]")
}

// within is a score between two others; where they are the same there is no
// scale, and only the raw figure is told.
func within(raw, least, most float64) *score {
	if most <= least {
		return &score{Raw: fine(raw)}
	}
	scaled := fine((raw - least) / (most - least))
	return &score{Scaled: &scaled, Raw: fine(raw), Min: new(fine(least)), Max: new(fine(most))}
}

// fine cuts a float after four digits: what is behind them differs between
// machines and means nothing.
func fine(f float64) float64 { return math.Round(f*10_000) / 10_000 }

func number(p Points) float64 {
	if p.Den == 0 {
		return 0
	}
	return fine(p.Float())
}

// duration writes seconds as ISO 8601 does.
func duration(seconds int) string {
	h, m, s := seconds/3600, seconds/60%60, seconds%60
	out := "PT"
	for _, part := range []struct {
		n    int
		unit string
	}{{h, "H"}, {m, "M"}, {s, "S"}} {
		if part.n > 0 {
			out += strconv.Itoa(part.n) + part.unit
		}
	}
	if out == "PT" {
		return "PT0S"
	}
	return out
}

// uuid is the version 5 UUID (RFC 9562) of a name in our own name space, which
// is itself that of our address in the one for URLs.
func uuid(name string) string {
	urls := [16]byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	return written(v5(v5(urls, house), name))
}

func v5(space [16]byte, name string) [16]byte {
	sum := sha1.Sum(slices.Concat(space[:], []byte(name))) // the version prescribes this hash; nothing secret hangs on it
	id := [16]byte(sum[:16])
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return id
}

func written(id [16]byte) string {
	h := hex.EncodeToString(id[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
