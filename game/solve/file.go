package solve

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"kobayashi/game"
)

// fileMagic begins a file; its last byte is the version of the form, and of what
// the solver makes of rules: it is raised when either changes.
const fileMagic = "kobasol\x01"

// ErrDamaged says that a file is no solution, or not the whole of one, or was
// changed.
var ErrDamaged = errors.New("no whole solution")

// ErrOther says that a file is a solution of other rules or of another variant.
var ErrOther = errors.New("a solution of other rules")

// Write writes the solution so that Read gives it again: the states without what
// they remember, and the ways between them. What they are worth is not in it,
// since working that out is quicker than reading it.
func (sol *Solution) Write(out io.Writer) error {
	g := sol.g
	sum := sha256.New()
	buffered := bufio.NewWriterSize(out, 1<<16)
	w := io.MultiWriter(buffered, sum)
	digest, err := hex.DecodeString(g.sc.Digest())
	if err != nil {
		return fmt.Errorf("writing a solution: %w", err)
	}
	head := append([]byte(fileMagic), digest...)
	head = binary.AppendUvarint(head, uint64(len(sol.Variant)))
	head = append(head, sol.Variant...)
	for _, n := range []int{g.n, len(g.awards), len(g.stances)} {
		head = binary.AppendUvarint(head, uint64(n))
	}
	dims := len(g.sc.Rules().Scores)
	head = appendScore(head, g.opening, dims)
	for _, gain := range g.awards {
		head = appendScore(head, gain, dims)
	}
	for _, st := range g.stances {
		head = binary.AppendUvarint(binary.AppendUvarint(head, uint64(st.scene)), uint64(st.offered))
		for _, o := range st.options {
			head = binary.AppendUvarint(head, uint64(o.award))
		}
	}
	for k := range g.spots {
		head = binary.AppendUvarint(head, uint64(g.size(k)))
	}
	// What a write did not take is said by Flush.
	w.Write(head)
	for _, part := range g.records {
		w.Write(part)
	}
	buffered.Write(sum.Sum(nil))
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("writing a solution: %w", err)
	}
	return nil
}

func appendScore(out []byte, s game.Score, dims int) []byte {
	for _, v := range s[:dims] {
		out = binary.AppendVarint(out, int64(v))
	}
	return out
}

// size is how many bytes a block has.
func (g *graph) size(k int) int {
	at := g.spots[k]
	if k+1 < len(g.spots) && g.spots[k+1].piece == at.piece {
		return int(g.spots[k+1].at - at.at)
	}
	return len(g.records[at.piece]) - int(at.at)
}

// Read reads what Write wrote of these rules and this variant. It fails with
// ErrOther if it is of others, with ErrDamaged if it is not what was written,
// or with the reader's error.
func Read(in io.Reader, sc *game.Scenario, variant string) (*Solution, error) {
	return read(&watch{ctx: context.Background()}, in, sc, sc.Variant(variant))
}

func read(w *watch, in io.Reader, sc *game.Scenario, variant string) (*Solution, error) {
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("reading a solution: %w", err)
	}
	r := &fileReader{left: text}
	if string(r.bytes(len(fileMagic))) != fileMagic || len(text) < len(fileMagic)+2*sha256.Size {
		return nil, fmt.Errorf("reading a solution: %w: not of this version", ErrDamaged)
	}
	body := text[:len(text)-sha256.Size]
	if sha256.Sum256(body) != [sha256.Size]byte(text[len(body):]) {
		return nil, fmt.Errorf("reading a solution: %w: its sum is not right", ErrDamaged)
	}
	r.left = body[len(fileMagic):]
	digest := hex.EncodeToString(r.bytes(sha256.Size))
	name := string(r.bytes(r.count(len(body))))
	if !r.bad && (digest != sc.Digest() || name != variant) {
		return nil, fmt.Errorf("reading a solution: %w: of %.12s, variant %q", ErrOther, digest, name)
	}
	g := r.graph(sc)
	if r.bad {
		return nil, fmt.Errorf("reading a solution: %w: it says what cannot be", ErrDamaged)
	}
	return conclude(w, g, variant)
}
