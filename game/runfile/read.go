package runfile

import (
	"bytes"
	"fmt"
	"io"
	"strconv"

	"kobayashi/game"
)

// Read reads a run file to its end. Anything wrong is a *Fault with the first
// line that is; other errors are those of r.
//
// Of a file that stops before its last line it gives, with a Fault of reason
// Torn, all the steps that are whole. In any other case of a fault File is zero.
func Read(r io.Reader) (File, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return File{}, fmt.Errorf("reading a run: %w", err)
	}
	if len(text) > MaxSize {
		return File{}, &Fault{Line: 1, Reason: Big, Detail: fmt.Sprintf("%d bytes fit", MaxSize)}
	}
	p := parser{prev: first}
	for n := 1; ; n++ {
		line, rest, whole := bytes.Cut(text, []byte{'\n'})
		if !whole && p.done && len(line) == 0 {
			return p.file, nil
		}
		fault := p.begun(n, line)
		if fault == nil && !whole {
			return p.file, &Fault{Line: n, Reason: Torn}
		}
		if fault == nil {
			fault = p.line(n, line)
		}
		if fault != nil {
			fault.Line = n
			return File{}, fault
		}
		text = rest
	}
}

// parser is a file under the eye.
type parser struct {
	file File
	prev string // hash of the line before
	done bool   // the last line was read
}

// begun looks at a line that need not be whole. The fault's place is not yet
// filled in.
func (p *parser) begun(n int, line []byte) *Fault {
	switch {
	case p.done:
		return &Fault{Reason: More}
	case n == 1 && bytes.HasPrefix(line, []byte("\uFEFF")):
		return &Fault{Reason: Marked}
	case n == 1 && !bytes.HasPrefix(line, []byte(`{"format":"`+format+`"`)):
		return strange(line)
	case len(line) > MaxLine:
		return &Fault{Reason: Long, Detail: fmt.Sprintf("%d bytes fit", MaxLine)}
	}
	return nil
}

// line reads a whole line.
func (p *parser) line(n int, line []byte) *Fault {
	switch {
	case len(p.file.Record.Steps) == MaxSteps && !isLast(line):
		return &Fault{Reason: Big, Detail: fmt.Sprintf("%d decisions fit", MaxSteps)}
	case bytes.HasSuffix(line, []byte{'\r'}):
		return &Fault{Reason: Carriage}
	}
	body, hash, ok := open(line)
	switch {
	case !ok:
		return &Fault{Reason: Form, Detail: "it does not end in its hash"}
	case hashOf(body) != hash:
		return &Fault{Reason: Changed}
	}
	prev, reason, err := p.take(n, body)
	switch {
	case err != nil:
		return &Fault{Reason: reason, Detail: err.Error()}
	case prev != p.prev:
		return &Fault{Reason: Chain}
	}
	p.prev = hash
	return nil
}

// isLast tells the last line from a step.
func isLast(line []byte) bool { return bytes.HasPrefix(line, []byte(`{"end":`)) }

// strange tells a run of a newer program from what is no run at all.
func strange(line []byte) *Fault {
	if rest, ours := bytes.CutPrefix(line, []byte(`{"format":"`+family)); ours {
		name, _, _ := bytes.Cut(rest, []byte{'"'})
		if n, err := strconv.Atoi(string(name)); err == nil && n > 1 && strconv.Itoa(n) == string(name) {
			return &Fault{Reason: Newer}
		}
	}
	return &Fault{Reason: Foreign}
}

// take reads a body into the file. The first line is the header, one that begins
// with an end is the last.
func (p *parser) take(n int, body []byte) (prev string, _ Reason, _ error) {
	switch {
	case n == 1:
		var h headerLine
		if err := decode(body, &h); err != nil {
			return "", Form, err
		}
		return h.Prev, Value, p.header(h)
	case isLast(body):
		var l lastLine
		if err := decode(body, &l); err != nil {
			return "", Form, err
		}
		p.done = true
		return l.Prev, Value, p.last(l)
	}
	var s stepLine
	if err := decode(body, &s); err != nil {
		return "", Form, err
	}
	return s.Prev, Value, p.step(s)
}

func (p *parser) header(h headerLine) error {
	seed, err := strconv.ParseUint(h.Seed, 10, 64)
	if err != nil || strconv.FormatUint(seed, 10) != h.Seed {
		return fmt.Errorf("seed %.40q", h.Seed)
	}
	started, err := readTime(h.Started)
	if err != nil {
		return err
	}
	p.file.Record = game.Record{
		ID: h.ID, Player: h.Player, Scenario: h.Scenario, Digest: h.Digest, Variant: h.Variant, Lang: h.Lang, Seed: seed, Started: started,
	}
	p.file.Engine = h.Engine
	return checkHeader(p.file.Record, h.Engine)
}

func (p *parser) step(s stepLine) error {
	if s.Seq != len(p.file.Record.Steps) {
		return fmt.Errorf("seq %d in the place of %d", s.Seq, len(p.file.Record.Steps))
	}
	at, err := readTime(s.At)
	if err != nil {
		return err
	}
	st := game.Step{Scene: s.Scene, N: s.N, Ticks: s.Ticks, Mark: s.Mark, Sure: s.Sure, At: at}
	p.file.Record.Steps = append(p.file.Record.Steps, st)
	return checkStep(st)
}

func (p *parser) last(l lastLine) error {
	if l.Hotwash != nil {
		p.file.Hotwash = *l.Hotwash
		if l.Hotwash.Empty() {
			return fmt.Errorf("an empty hotwash is left out")
		}
	}
	if l.End != nil {
		skill, err := readPoints(l.End.Skill)
		if err != nil {
			return fmt.Errorf("skill: %w", err)
		}
		luck, err := readPoints(l.End.Luck)
		if err != nil {
			return fmt.Errorf("luck: %w", err)
		}
		p.file.End = &End{l.End.Result, skill, luck}
	}
	return checkLast(p.file.End, p.file.Hotwash)
}
