package runfile

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
)

// Write writes a run. It refuses what Read would not take, and writes nothing
// then.
func Write(w io.Writer, f File) error {
	text, err := compose(f)
	if err == nil {
		_, err = w.Write(text)
	}
	if err != nil {
		return fmt.Errorf("writing run %s: %w", f.Record.ID, err)
	}
	return nil
}

func compose(f File) ([]byte, error) {
	rec := f.Record
	if len(rec.Steps) > MaxSteps {
		return nil, fmt.Errorf("it has %d steps, %d fit", len(rec.Steps), MaxSteps)
	}
	if err := checkHeader(rec, f.Engine); err != nil {
		return nil, err
	}
	c := chain{prev: first}
	c.add(headerLine{
		Format: format, ID: rec.ID, Player: rec.Player, Scenario: rec.Scenario, Digest: rec.Digest, Variant: rec.Variant, Lang: rec.Lang,
		Seed: strconv.FormatUint(rec.Seed, 10), Started: writeTime(rec.Started), Engine: f.Engine, Prev: c.prev,
	})
	for i, st := range rec.Steps {
		if err := checkStep(st); err != nil {
			return nil, fmt.Errorf("step %d: %w", i, err)
		}
		c.add(stepLine{Seq: i, Scene: st.Scene, N: st.N, Ticks: st.Ticks, Mark: st.Mark, Sure: st.Sure, At: writeTime(st.At), Prev: c.prev})
	}
	if err := checkLast(f.End, f.Hotwash); err != nil {
		return nil, err
	}
	last := lastLine{Prev: c.prev}
	if f.End != nil {
		last.End = &endPart{f.End.Result, writePoints(f.End.Skill), writePoints(f.End.Luck)}
	}
	if !f.Hotwash.Empty() {
		last.Hotwash = &f.Hotwash
	}
	c.add(last)
	if c.err != nil {
		return nil, c.err
	}
	// Times are not checked one by one: what cannot be read back is not written.
	if _, err := Read(bytes.NewReader(c.text.Bytes())); err != nil {
		return nil, err
	}
	return c.text.Bytes(), nil
}

// chain is a file under the pen.
type chain struct {
	text bytes.Buffer
	prev string
	err  error
}

func (c *chain) add(line any) {
	body, err := encode(line)
	if err != nil {
		c.err = err
		return
	}
	sealed, hash := seal(body)
	c.text.Write(sealed)
	c.prev = hash
}
