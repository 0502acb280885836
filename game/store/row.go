package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
)

// stamp is how a time is written: UTC, to the millisecond, so that text sorts
// as time does.
const stamp = "2006-01-02T15:04:05.000Z"

func writeTime(t time.Time) string { return t.UTC().Format(stamp) }

func readTime(text string) (time.Time, error) {
	t, err := time.Parse(stamp, text)
	if err == nil && t.Format(stamp) != text {
		err = fmt.Errorf("time %q is not written as it should be", text)
	}
	return t.UTC(), err
}

// damaged says that what was read cannot be what was written.
func damaged(place string, cause error) error {
	return fmt.Errorf("%w: %s: %w", game.ErrCorrupt, place, cause)
}

// digits is the length of a check value: 64 bits, far more than is needed
// against accidents. It is no protection against a forger, who can hash too.
const digits = 16

// hash is the check value over parts, none of which can flow into the next.
func hash(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(part)))
		h.Write(length[:])
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil))[:digits]
}

// runRow is a row of runs, with what lists need.
type runRow struct {
	game.Summary
	chain string // of the last step kept, or of origin
	seal  string // as read
}

// origin is the chain before the first step: what was played, on which luck.
func origin(rec game.Record) string {
	return hash("run", rec.ID, rec.Digest, rec.Variant, strconv.FormatUint(rec.Seed, 16))
}

// sealed is the check value over the whole row.
func (r runRow) sealed() string {
	end := "none"
	if r.End != nil {
		end = hash(r.End.Ending, strconv.Itoa(r.End.Total), strconv.Itoa(r.End.Max))
	}
	return hash("row", origin(r.Record), r.Player, r.Scenario, r.Path, r.Lang,
		writeTime(r.Started), writeTime(r.Last), strconv.Itoa(r.Count), end, r.chain)
}

var errSeal = errors.New("its check value does not fit")

// runColumns are the columns of runs in the order of scan and insert.
const runColumns = `id, player, scenario, path, digest, variant, lang, seed, started, touched, count, ending, total, max, chain, seal`

// scan reads a row of runColumns and checks its seal.
func (r *runRow) scan(scan func(...any) error) error {
	var (
		seed             int64
		started, touched string
		ending           sql.NullString
		total, most      sql.NullInt64
	)
	err := scan(&r.ID, &r.Player, &r.Scenario, &r.Path, &r.Digest, &r.Variant, &r.Lang, &seed, &started, &touched, &r.Count, &ending, &total, &most, &r.chain, &r.seal)
	if err != nil {
		return err
	}
	r.Seed = uint64(seed)
	var errStarted, errTouched error
	r.Started, errStarted = readTime(started)
	r.Last, errTouched = readTime(touched)
	if err := errors.Join(errStarted, errTouched); err != nil {
		return err
	}
	if ending.Valid {
		r.End = &game.Result{Ending: ending.String, Total: int(total.Int64), Max: int(most.Int64)}
	}
	if r.sealed() != r.seal {
		return errSeal
	}
	return nil
}

// values are a row's columns as they are written, sealed.
func (r runRow) values() []any {
	ending, total, most := r.result()
	return []any{
		r.ID, r.Player, r.Scenario, r.Path, r.Digest, r.Variant, r.Lang, int64(r.Seed),
		writeTime(r.Started), writeTime(r.Last), r.Count, ending, total, most, r.chain, r.sealed(),
	}
}

func (r runRow) result() (ending, total, most any) {
	if r.End == nil {
		return nil, nil, nil
	}
	return r.End.Ending, r.End.Total, r.End.Max
}

// link is the chain after a step. How sure the player was is in it only where it
// was asked, so that the chains of older files hold.
func link(before string, seq int, st game.Step) string {
	ticks := "-"
	if text := writeTicks(st.Ticks); text.Valid {
		ticks = text.String
	}
	parts := []string{"step", before, strconv.Itoa(seq), st.Scene, strconv.Itoa(st.N), ticks, st.Mark, writeTime(st.At)}
	if st.Sure != 0 {
		parts = append(parts, strconv.Itoa(st.Sure))
	}
	return hash(parts...)
}

func writeTicks(ticks []int) sql.NullString {
	words := make([]string, len(ticks))
	for i, n := range ticks {
		words[i] = strconv.Itoa(n)
	}
	return sql.NullString{String: strings.Join(words, ","), Valid: ticks != nil}
}

func readTicks(text sql.NullString) ([]int, error) {
	if !text.Valid {
		return nil, nil
	}
	ticks := []int{}
	if text.String == "" {
		return ticks, nil
	}
	for word := range strings.SplitSeq(text.String, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || strconv.Itoa(n) != word {
			return nil, fmt.Errorf("ticks %q are no list of numbers", text.String)
		}
		ticks = append(ticks, n)
	}
	return ticks, nil
}

// stepRow is a row of steps.
type stepRow struct {
	game.Step
	seq   int
	chain string
}

// stepColumns are the columns of steps in the order of scan and insert.
const stepColumns = `seq, scene, n, ticks, mark, sure, at, chain`

// scan reads a row of stepColumns.
func (s *stepRow) scan(scan func(...any) error) error {
	var at string
	var ticks sql.NullString
	if err := scan(&s.seq, &s.Scene, &s.N, &ticks, &s.Mark, &s.Sure, &at, &s.chain); err != nil {
		return err
	}
	var errTicks, errAt error
	s.Ticks, errTicks = readTicks(ticks)
	s.At, errAt = readTime(at)
	return errors.Join(errTicks, errAt)
}
