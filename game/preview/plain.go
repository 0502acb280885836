package preview

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// Plain is the preview line by line, for screen readers, pipes and tests: after
// each save it writes the problems and the point of the play anew, and after
// each answer the point of the play. It ends with the input, with q, or with ctx,
// and waits then for nothing.
func Plain(ctx context.Context, o Options, in io.Reader, out io.Writer, width int) error {
	p := &plainly{o: o, s: o.Session, out: bufio.NewWriter(out), width: width}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for sc := bufio.NewScanner(in); sc.Scan(); {
			select {
			case lines <- sc.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	// Nothing can be answered before the first version is there.
	if u, open := <-o.Updates; open {
		p.take(u)
	}
	for p.out.Flush() == nil {
		select {
		case <-ctx.Done():
			return nil
		case u, open := <-o.Updates:
			if !open {
				return nil
			}
			p.take(u)
		case l, open := <-lines:
			if !open || !p.obey(l) {
				return p.out.Flush()
			}
		}
	}
	return p.out.Flush()
}

// plainly is the preview on paper that scrolls.
type plainly struct {
	o     Options
	s     Session
	out   *bufio.Writer
	width int
}

func (p *plainly) setting() setting {
	return setting{p.o.Setter, typeset.Style{Ink: typeset.Plain, Lang: p.s.lang, Targets: true}, p.width, p.o.Words.In(p.s.lang)}
}

func (p *plainly) put(lines ...string) {
	for _, l := range lines {
		fmt.Fprintln(p.out, strings.TrimRight(typeset.Clean(l), " "))
	}
}

// take tells what is new: of another version everything, of a look at all states
// the problems.
func (p *plainly) take(u Update) {
	p.s = p.s.Take(u)
	say := p.setting().say
	p.put("", "== "+say.Say("preview.title", oneLine(p.o.Name))+" ("+p.s.state(say)+")")
	for _, problem := range p.problems() {
		p.put(problem)
	}
	if !u.Proved {
		p.point()
	}
}

func (p *plainly) problems() []string {
	var lines []string
	for _, pr := range p.s.sorted() {
		lines = append(lines, problem(pr, p.setting())...)
	}
	return lines
}

// point writes where the play stands.
func (p *plainly) point() {
	t := p.setting()
	for _, n := range p.s.notices(t.say) {
		p.put(t.wrap("! "+n, 2)...)
	}
	if !p.s.playing {
		return
	}
	p.put("")
	p.put(p.s.story(t)...)
	p.put("")
	p.values(t)
	if p.s.run.Over() {
		p.put(t.say.Say("run.over"))
		return
	}
	for i, o := range p.s.options(t.say) {
		mark := ""
		switch {
		case o.right:
			mark = " [x]"
		case p.s.run.Rules.Kind(p.s.run.State) == game.Question:
			mark = " [ ]"
		}
		p.put(t.wrap(fmt.Sprintf("%d.%s %s %s", i+1, mark, o.label, o.detail), 3)...)
	}
}

func (p *plainly) values(t setting) {
	for _, list := range [][]value{p.s.values(t.say), p.s.scores(t.say)} {
		var parts []string
		for _, v := range list {
			parts = append(parts, strings.TrimSpace(v.name+"="+v.now+" "+changed(v)))
		}
		if len(parts) > 0 {
			p.put(t.wrap(strings.Join(parts, ", "), 2)...)
		}
	}
}

// obey does what a line says, and reports false if it is to leave.
func (p *plainly) obey(line string) bool {
	line = halfWidths(line)
	switch line {
	case "q":
		return false
	case "b":
		p.s = p.s.Back()
	case "r":
		p.s = p.s.Restart()
	case "v":
		p.s = p.s.NextVariant()
	case "l":
		p.s = p.s.NextLang()
	case "p":
		if p.put(p.problems()...); len(p.s.version.Problems) == 0 {
			p.put(p.setting().say.Say("preview.clean"))
		}
		return true
	default:
		id, ok := p.answer(line)
		if !ok {
			p.put(p.setting().wrap(p.setting().say.Say("preview.answers"), 2)...)
			return true
		}
		p.s = p.s.Choose(id)
	}
	p.point()
	return true
}

// halfWidths is a line without the wide signs of a Japanese input method.
func halfWidths(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == '\u3000', r == '、', r == '，':
			return ' '
		}
		return r
	}, strings.ToLower(s)))
}

// answer reads the number of a choice, or those of the boxes to tick; an empty
// line ticks none.
func (p *plainly) answer(line string) (game.ChoiceID, bool) {
	options := p.s.options(p.setting().say)
	if len(options) == 0 {
		return 0, false
	}
	question := p.s.run.Rules.Kind(p.s.run.State) == game.Question
	var id game.ChoiceID
	fields := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' })
	for _, f := range fields {
		n, err := strconv.Atoi(f)
		if err != nil || n < 1 || n > len(options) {
			return 0, false
		}
		id |= options[n-1].id
	}
	return id, question || len(fields) == 1
}
