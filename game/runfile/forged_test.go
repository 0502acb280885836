package runfile_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"kobayashi/game/runfile"
)

// TestForged changes a line and hashes everything again: what is left must still
// be written in the one way, with values that can be.
func TestForged(t *testing.T) {
	tests := []struct {
		name     string
		line     int
		from, to string
		want     runfile.Reason
	}{
		{"unknown-key", 2, `"seq":0,`, `"seq":0,"x":1,`, runfile.Form},
		{"unknown-key-at-the-end", 6, `,"prev"`, `,"x":1,"prev"`, runfile.Form},
		{"doubled-key", 2, `"seq":0,`, `"seq":0,"seq":0,`, runfile.Form},
		{"other-order", 2, `"n":2,"mark":"0123abcd"`, `"mark":"0123abcd","n":2`, runfile.Form},
		{"missing-key", 1, `"player":"小林 <K&O>",`, ``, runfile.Form},
		{"key-in-capitals", 2, `"scene"`, `"Scene"`, runfile.Form},
		{"blank", 2, `"seq":0`, `"seq": 0`, runfile.Form},
		{"indented", 2, `{"seq"`, ` {"seq"`, runfile.Form},
		{"escaped", 2, `first-word`, `first\u002dword`, runfile.Form},
		{"escaped-for-html", 1, `<K&O>`, `\u003cK\u0026O\u003e`, runfile.Form},
		{"no-json", 2, `"seq":0`, `"seq":`, runfile.Form},
		{"a-list", 2, `{"seq":0,`, `[{"seq":0,`, runfile.Form},
		{"null", 4, `[1,3,20]`, `null`, runfile.Form},
		{"zero-written-out", 2, `"mark"`, `"sure":0,"mark"`, runfile.Form},
		{"fraction", 2, `"n":2`, `"n":2.0`, runfile.Form},
		{"power", 2, `"n":2`, `"n":2e0`, runfile.Form},
		{"too-many-digits", 2, `"n":2`, `"n":20000000000000000000`, runfile.Form},
		{"text-for-a-number", 2, `"n":2`, `"n":"2"`, runfile.Form},
		{"empty-hotwash-part", 6, `"owner":"小林",`, ``, runfile.Form},
		{"newer", 1, `run/1`, `run/2`, runfile.Newer},
		{"older", 1, `run/1`, `run/0`, runfile.Foreign},
		{"odd-number", 1, `run/1`, `run/02`, runfile.Foreign},
		{"other-family", 1, `kobayashi-run`, `kobayashi-fun`, runfile.Foreign},
		{"seed", 1, `18446744073709551615`, `018446744073709551615`, runfile.Value},
		{"seed-too-large", 1, `18446744073709551615`, `18446744073709551616`, runfile.Value},
		{"no-seed", 1, `18446744073709551615`, ``, runfile.Value},
		{"started", 1, `07:40:00.123Z`, `07:40:00.123+00:00`, runfile.Value},
		{"no-such-day", 2, `2026-04-01`, `2026-04-31`, runfile.Value},
		{"microseconds", 2, `07:40:01.123Z`, `07:40:01.123000Z`, runfile.Value},
		{"id", 1, `k3x9m2p7qa`, `..`, runfile.Value},
		{"escape-in-the-name", 1, `小林 <K&O>`, `\u001b[2J`, runfile.Value},
		{"bidi-in-the-name", 1, `小林`, "\u202e", runfile.Value},
		{"long-name", 1, `小林`, strings.Repeat("小林", 251), runfile.Value},
		{"digest", 1, `"digest":"0`, `"digest":"A`, runfile.Value},
		{"engine", 1, `v1.2.3`, "\u200b", runfile.Value},
		{"seq", 3, `"seq":1`, `"seq":2`, runfile.Value},
		{"negative-seq", 2, `"seq":0`, `"seq":-1`, runfile.Value},
		{"neither", 2, `"n":2,`, ``, runfile.Value},
		{"both", 2, `"n":2,`, `"n":2,"ticks":[1],`, runfile.Value},
		{"negative", 2, `"n":2`, `"n":-2`, runfile.Value},
		{"too-high", 2, `"n":2`, `"n":21`, runfile.Value},
		{"tick-twice", 4, `[1,3,20]`, `[1,1,20]`, runfile.Value},
		{"tick-too-high", 4, `[1,3,20]`, `[1,3,21]`, runfile.Value},
		{"tick-zero", 4, `[1,3,20]`, `[0,3,20]`, runfile.Value},
		{"mark", 2, `"mark":"0123abcd"`, `"mark":"0123abc"`, runfile.Value},
		{"scene", 2, `first-word`, `\u0007`, runfile.Value},
		{"surer-than-sure", 3, `"sure":70`, `"sure":101`, runfile.Value},
		{"less-than-unsure", 3, `"sure":70`, `"sure":-1`, runfile.Value},
		{"hotwash", 6, `早く止めた`, "\u009b31m", runfile.Value},
		{"long-hotwash", 6, `早く止めた`, strings.Repeat("x", 501), runfile.Value},
		{"ending", 6, `calm`, `\u0000`, runfile.Value},
		{"not-lowest", 6, `137/2`, `274/4`, runfile.Value},
		{"no-denominator", 6, `137/2`, `137`, runfile.Value},
		{"of-zero", 6, `137/2`, `137/0`, runfile.Value},
		{"negative-denominator", 6, `137/2`, `-137/-2`, runfile.Value},
		{"plus", 6, `137/2`, `+137/2`, runfile.Value},
		{"nothing-negative", 6, `137/2`, `-0/1`, runfile.Value},
		{"beyond-64-bits", 6, `137/2`, `-9223372036854775808/1`, runfile.Value},
		{"skill-alone", 6, `,"luck":"5/2"`, ``, runfile.Value},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list := bodies(write(t, finished()))
			if !strings.Contains(list[tt.line-1], tt.from) {
				t.Fatalf("%q is not in line %d", tt.from, tt.line)
			}
			list[tt.line-1] = strings.Replace(list[tt.line-1], tt.from, tt.to, 1)
			got, err := runfile.Read(bytes.NewReader(forge(list)))
			var fault *runfile.Fault
			if !errors.As(err, &fault) || fault.Line != tt.line || fault.Reason != tt.want {
				t.Fatalf("got %v, want line %d: %v", err, tt.line, tt.want)
			}
			if got.Record.ID != "" {
				t.Errorf("with the fault came %+v", got)
			}
		})
	}
}

// TestEmptyHotwashIsLeftOut has two parts: it may not be there, nor be null.
func TestEmptyHotwashIsLeftOut(t *testing.T) {
	for _, part := range []string{`{"strength":"","gap":"","action":"","owner":"","due":""}`, `null`} {
		list := bodies(write(t, open()))
		last := len(list) - 1
		list[last] = strings.Replace(list[last], `,"prev"`, `,"hotwash":`+part+`,"prev"`, 1)
		if _, err := runfile.Read(bytes.NewReader(forge(list))); err == nil {
			t.Errorf("hotwash %s was accepted", part)
		}
	}
}

// TestEditors does what programs do to text files on the way.
func TestEditors(t *testing.T) {
	whole := string(write(t, finished()))
	tests := []struct {
		name, text string
		line       int
		want       runfile.Reason
	}{
		{"byte-order-mark", "\ufeff" + whole, 1, runfile.Marked},
		{"carriage-returns", strings.ReplaceAll(whole, "\n", "\r\n"), 1, runfile.Carriage},
		{"no-last-line-feed", strings.TrimSuffix(whole, "\n"), 6, runfile.Torn},
		{"a-line-feed-more", whole + "\n", 7, runfile.More},
		{"a-blank-more", whole + " ", 7, runfile.More},
		{"a-blank-before", " " + whole, 1, runfile.Foreign},
		{"blanks-before-line-ends", strings.ReplaceAll(whole, "\n", " \n"), 1, runfile.Form},
		{"empty", "", 1, runfile.Foreign},
		{"text", "Dear all,\nthe run is attached.\n", 1, runfile.Foreign},
		{"utf-16", "\xff\xfe{\x00", 1, runfile.Foreign},
	}
	for _, tt := range tests {
		_, err := runfile.Read(strings.NewReader(tt.text))
		var fault *runfile.Fault
		if !errors.As(err, &fault) || fault.Line != tt.line || fault.Reason != tt.want {
			t.Errorf("%s: got %v, want line %d: %v", tt.name, err, tt.line, tt.want)
		}
	}
}

// FuzzRead reads anything, as it is and with every line hashed again. What is
// accepted is written again to the same bytes.
func FuzzRead(f *testing.F) {
	for _, file := range files() {
		text := write(f, file)
		f.Add(text, false)
		f.Add([]byte(strings.Join(bodies(text), "\n")), true)
	}
	f.Fuzz(func(t *testing.T, text []byte, reseal bool) {
		if reseal {
			text = forge(strings.Split(string(text), "\n"))
		}
		got, err := runfile.Read(bytes.NewReader(text))
		var fault *runfile.Fault
		switch {
		case err == nil:
			if again := write(t, got); !bytes.Equal(again, text) {
				t.Errorf("read\n%s\nwritten\n%s", text, again)
			}
		case !errors.As(err, &fault):
			t.Errorf("got %v, want a fault", err)
		case fault.Line < 1 || fault.Line > 1+bytes.Count(text, []byte{'\n'}):
			t.Errorf("%v is not in the file", fault)
		}
	})
}
