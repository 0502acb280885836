package runfile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"kobayashi/game/workshop"
)

// A workshop is a file of the same kind: each line chained to the one before,
// one way to write it, and every other refused.
//
//	{"format":"kobayashi-workshop/1","id":…,"engine":…,"prev":"000…","hash":…}
//	{"stream":"","seq":0,"key":…,"at":…,"actor":…,"kind":"opened","body":{…},"prev":…,"hash":…}
//	{"entries":1,"prev":…,"hash":…}
//
// The workshop's own stream comes first, then each team's whole. Everything is in
// it: names of people, codes, the seed.
const roomFormat = "kobayashi-workshop/1"

// Limits of a workshop's file. A line may hold a whole run.
const (
	MaxRoomLine = 8 << 20 // bytes, without the line feed
	MaxEntries  = 4 << 20
)

// Room is a workshop with all its entries, in the order of ReadAll of a
// workshop.Log.
type Room struct {
	ID      string
	Engine  string // the version of the program that wrote it
	Entries []workshop.Entry
}

type (
	roomHeader struct {
		Format string `json:"format"`
		ID     string `json:"id"`
		Engine string `json:"engine"`
		Prev   string `json:"prev"`
	}
	entryLine struct {
		Stream string          `json:"stream"`
		Seq    int             `json:"seq"`
		Key    string          `json:"key"`
		At     string          `json:"at"`
		Actor  string          `json:"actor"`
		Kind   string          `json:"kind"`
		Body   json.RawMessage `json:"body"`
		Prev   string          `json:"prev"`
	}
	roomEnd struct {
		Entries int    `json:"entries"`
		Prev    string `json:"prev"`
	}
)

// WriteRoom writes a workshop. It refuses what ReadRoom would not take; what was
// written before it found that out is no whole file.
func WriteRoom(w io.Writer, room Room) error {
	out := bufio.NewWriter(w)
	prev := first
	add := func(line any) error {
		body, err := encode(line)
		if err != nil {
			return err
		}
		var sealed []byte
		sealed, prev = seal(body)
		_, err = out.Write(sealed)
		return err
	}
	check := order{}
	err := errors.Join(titled("id", room.ID), shown("engine", room.Engine))
	if err == nil {
		err = add(roomHeader{roomFormat, room.ID, room.Engine, prev})
	}
	for _, e := range room.Entries {
		if err == nil {
			err = check.next(e)
		}
		if err == nil {
			err = add(entryLine{e.Stream, e.Seq, e.Key, writeTime(e.At), e.Actor, e.Kind, e.Body, prev})
		}
	}
	if err == nil {
		err = add(roomEnd{len(room.Entries), prev})
	}
	if err = errors.Join(err, out.Flush()); err != nil {
		return fmt.Errorf("writing workshop %s: %w", room.ID, err)
	}
	return nil
}

// ReadRoom reads a workshop's file to its end. Anything wrong is a *Fault with
// the first line that is; other errors are those of r. That its entries make a
// workshop that can be played on is for the caller to find out.
func ReadRoom(r io.Reader) (Room, error) {
	in := bufio.NewReader(r)
	p := roomParser{prev: first, check: order{}}
	for n := 1; ; n++ {
		line, err := roomLine(in)
		var fault *Fault
		switch {
		case errors.Is(err, io.EOF) && len(line) == 0 && p.done:
			return p.room, nil
		case errors.Is(err, io.EOF) && n == 1 && !begins(line):
			fault = &Fault{Reason: Foreign}
		case errors.Is(err, io.EOF) && p.done:
			fault = &Fault{Reason: More}
		case errors.Is(err, io.EOF):
			fault = &Fault{Reason: Torn}
		case err != nil && !errors.As(err, &fault):
			return Room{}, fmt.Errorf("reading a workshop: %w", err)
		case err == nil:
			fault = p.line(n, line)
		}
		if fault != nil {
			fault.Line = n
			return Room{}, fault
		}
	}
}

// begins reports whether a first line is that of a workshop.
func begins(line []byte) bool { return bytes.HasPrefix(line, []byte(`{"format":"`+roomFormat+`"`)) }

// roomLine reads a line without its end, and never more than fits.
func roomLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > MaxRoomLine+1 {
			return nil, &Fault{Reason: Long, Detail: fmt.Sprintf("%d bytes fit", MaxRoomLine)}
		}
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return bytes.TrimSuffix(line, []byte{'\n'}), err
		}
	}
}

type roomParser struct {
	room  Room
	prev  string
	check order
	done  bool
}

func (p *roomParser) line(n int, line []byte) *Fault {
	switch {
	case p.done:
		return &Fault{Reason: More}
	case len(p.room.Entries) == MaxEntries && !bytes.HasPrefix(line, []byte(`{"entries":`)):
		return &Fault{Reason: Big, Detail: fmt.Sprintf("%d entries fit", MaxEntries)}
	case n == 1 && !begins(line):
		return &Fault{Reason: Foreign}
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

func (p *roomParser) take(n int, body []byte) (prev string, _ Reason, _ error) {
	switch {
	case n == 1:
		var h roomHeader
		if err := decode(body, &h); err != nil {
			return "", Form, err
		}
		p.room.ID, p.room.Engine = h.ID, h.Engine
		return h.Prev, Value, errors.Join(titled("id", h.ID), shown("engine", h.Engine))
	case bytes.HasPrefix(body, []byte(`{"entries":`)):
		var end roomEnd
		if err := decode(body, &end); err != nil {
			return "", Form, err
		}
		p.done = true
		if end.Entries != len(p.room.Entries) || end.Entries == 0 {
			return "", Value, fmt.Errorf("%d entries in the place of %d", end.Entries, len(p.room.Entries))
		}
		return end.Prev, Value, nil
	}
	var l entryLine
	if err := decode(body, &l); err != nil {
		return "", Form, err
	}
	at, err := readTime(l.At)
	if err != nil {
		return "", Value, err
	}
	e := workshop.Entry{Stream: l.Stream, Seq: l.Seq, Key: l.Key, At: at, Actor: l.Actor, Kind: l.Kind, Body: l.Body}
	p.room.Entries = append(p.room.Entries, e)
	return l.Prev, Value, p.check.next(e)
}

// titled refuses what cannot be a name in a workshop's log.
func titled(what, text string) error {
	if text == "" {
		return fmt.Errorf("%s is empty", what)
	}
	return shown(what, text)
}

// order is how many entries of each stream have come, the workshop's own first.
type order map[string]int

func (o order) next(e workshop.Entry) error {
	switch {
	case e.Seq != o[e.Stream]:
		return fmt.Errorf("seq %d of stream %.80q in the place of %d", e.Seq, e.Stream, o[e.Stream])
	case len(o) == 0 && e.Stream != "":
		return fmt.Errorf("it begins with stream %.80q", e.Stream)
	}
	if err := shown("stream", e.Stream); err != nil {
		return err
	}
	if err := shown("actor", e.Actor); err != nil {
		return err
	}
	if err := titled("key", e.Key); err != nil {
		return err
	}
	f, err := e.Fact()
	if err != nil {
		return err
	}
	if _, opened := f.(workshop.Opened); opened != (e.Stream == "" && e.Seq == 0) {
		return fmt.Errorf("kind %.80q in this place", e.Kind)
	}
	o[e.Stream]++
	return nil
}
