package twee

import (
	"fmt"
	"strconv"
	"strings"

	"kobayashi/game"
)

// decision writes how a scene goes on.
func (s *story) decision(i int) []string {
	switch d := s.rules.Scenes[i].Decision; d.Kind {
	case game.Choose:
		return s.choose(i, d)
	case game.Route:
		return s.route(i, d)
	case game.Chance:
		return s.chance(i, d)
	case game.Question:
		return s.question(i, d)
	}
	return nil
}

// label is an item's wording, or a word of ours where it has none.
func (s *story) label(scene, item int) string {
	if items := s.text.Scenes[scene].Items; item < len(items) && items[item].Label != "" {
		return s.inline(items[item].Label)
	}
	return text(s.say.Say("twee.on"), nil, false)
}

// taken is what happens when an item was chosen: its code, then what is said of
// it, then the way on.
func (s *story) taken(scene, item int, do []game.Stmt, to string) string {
	code := s.set(do)
	then := s.goTo(quote(to))
	if items := s.text.Scenes[scene].Items; item < len(items) {
		if said := strings.Join(s.blocks(items[item].Feedback), " "); said != "" {
			then = "<<set _next to " + quote(to) + ">>" + s.instead(said)
		}
	}
	return once("_chosen", code+then)
}

// once lets something happen once on a page: a second press on a link comes
// before the next page does.
func once(mark, code string) string {
	return "<<if not " + mark + ">><<set " + mark + " to true>>" + code + "<</if>>"
}

// instead puts a text in the place of the decision, with the way on below it.
func (s *story) instead(said string) string {
	return "<<run UIBar.update()>><<replace \"#decide\">><div class=\"feedback\">" + said + "</div><p class=\"way\"><<link " +
		s.cleaned("twee.on") + ">>" + s.goTo("_next") + "<</link>></p><</replace>>"
}

func (s *story) list(class string) string {
	if s.rules.Fixed {
		return "<ul class=\"" + class + "\">"
	}
	return "<ul class=\"" + class + " shuffled\">"
}

func (s *story) choose(scene int, d game.Decision) []string {
	lines := []string{s.list("choices")}
	var late []string
	for i, it := range d.Items {
		taken := s.taken(scene, i, it.Do, it.Target)
		lines = append(lines, s.when(it.If, fmt.Sprintf("<li data-n=\"%d\"><<link %s>>%s<</link>></li>", i+1, quote(s.label(scene, i)), taken)))
		if it.After > 0 {
			late = append(late, s.when(it.If, fmt.Sprintf("<<timed %ds>>%s<</timed>>", it.After, taken)))
		}
	}
	return append(append(lines, "</ul>"), late...)
}

// route takes the first way that holds, once the scene was read.
func (s *story) route(scene int, d game.Decision) []string {
	var conds []*game.Expr
	var texts []string
	for i, it := range d.Items {
		conds = append(conds, it.If)
		texts = append(texts, fmt.Sprintf("<p class=\"way\" data-n=\"%d\"><<link %s>>%s<</link>></p>", i+1, quote(s.label(scene, i)), s.taken(scene, i, it.Do, it.Target)))
	}
	return []string{s.branch(conds, texts)}
}

// chance throws the dice when the scene is entered and shows what they brought.
func (s *story) chance(scene int, d game.Decision) []string {
	lines := []string{"<<set _roll to setup.roll()>>"}
	sum, word := 0, "<<if "
	for i, it := range d.Items {
		if it.Percent == 0 {
			continue
		}
		sum += it.Percent
		lines = append(lines, fmt.Sprintf("%s_roll lte %d>><p class=\"way\" data-n=\"%d\">%s <<link %s>>%s<</link>></p>",
			word, sum, i+1, text(s.say.Say("twee.odds", it.Percent), nil, false), quote(s.label(scene, i)), s.taken(scene, i, it.Do, it.Target)))
		word = "<<elseif "
	}
	return append(lines, "<</if>>")
}

// question lets the reader tick what fits. Which items are shown is settled when
// the scene is entered; what is counted is among those.
func (s *story) question(scene int, d game.Decision) []string {
	var lines []string
	for i, it := range d.Items {
		if it.If != nil {
			lines = append(lines, fmt.Sprintf("<<set _s%d to %s>>", i+1, s.names.expr(it.If, macro)))
		}
	}
	lines = append(lines, s.list("ticks"))
	for i, it := range d.Items {
		box := fmt.Sprintf("<li data-n=\"%[1]d\"><label><<checkbox \"_t%[1]d\" false true>> %[2]s</label></li>", i+1, s.label(scene, i))
		if it.If != nil {
			box = fmt.Sprintf("<<if _s%d>>%s<</if>>", i+1, box)
		}
		lines = append(lines, box)
	}
	lines = append(lines, "</ul>")
	label := s.cleaned("twee.on")
	if then := s.text.Scenes[scene].Then; len(then) > 0 && then[0] != "" {
		label = quote(s.inline(then[0]))
	}
	return append(lines, "<p class=\"way\"><<link "+label+">>"+once("_chosen", s.answered(scene, d))+"<</link>></p>")
}

// answered counts, runs the code of what was ticked, finds the way on, and shows
// what should have been ticked.
func (s *story) answered(scene int, d game.Decision) string {
	var b, said strings.Builder
	var right, wrong, all []string
	for i, it := range d.Items {
		tick, shown := "_t"+strconv.Itoa(i+1), "true"
		if it.If != nil {
			shown = "_s" + strconv.Itoa(i+1)
			tick = "(" + shown + " and " + tick + ")"
		}
		if it.Expected {
			right, all = append(right, tick), append(all, shown)
		} else {
			wrong = append(wrong, tick)
		}
		said.WriteString(s.marked(scene, i, it, tick))
	}
	fmt.Fprintf(&b, "<<set _hits to setup.count(%s)>><<set _wrong to setup.count(%s)>>", strings.Join(right, ", "), strings.Join(wrong, ", "))
	fmt.Fprintf(&b, "<<set _missed to setup.count(%s) - _hits>>", strings.Join(all, ", "))
	for i, it := range d.Items {
		if len(it.Do) == 0 {
			continue
		}
		cond := "_t" + strconv.Itoa(i+1)
		if it.If != nil {
			cond = "_s" + strconv.Itoa(i+1) + " and " + cond
		}
		fmt.Fprintf(&b, "<<if %s>>%s<</if>>", cond, s.set(it.Do))
	}
	var conds []*game.Expr
	var ways []string
	for _, w := range d.Then {
		conds = append(conds, w.If)
		ways = append(ways, s.set(w.Do)+"<<set _next to "+quote(w.Target)+">>")
	}
	b.WriteString(s.branch(conds, ways))
	b.WriteString(s.instead("<ul class=\"ticks\">" + said.String() + "</ul>"))
	return b.String()
}

// marked says of an item whether it should have been ticked, and what is said of
// it if it was.
func (s *story) marked(scene, item int, it game.Item, tick string) string {
	word := func(key string) string { return "<b>" + text(s.say.Say(key), nil, false) + "</b> " }
	hit, other := "twee.item.wrong", "twee.item.left"
	if it.Expected {
		hit, other = "twee.item.hit", "twee.item.missed"
	}
	feedback := ""
	if said := strings.Join(s.blocks(s.text.Scenes[scene].Items[item].Feedback), " "); said != "" {
		feedback = fmt.Sprintf("<<if %s>>%s<</if>>", tick, said)
	}
	line := fmt.Sprintf("<li><<if %s>>%s<<else>>%s<</if>>%s%s</li>", tick, word(hit), word(other), s.label(scene, item), feedback)
	if it.If != nil {
		return fmt.Sprintf("<<if _s%d>>%s<</if>>", item+1, line)
	}
	return line
}
