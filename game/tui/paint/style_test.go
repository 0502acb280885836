package paint

import (
	"math/rand/v2"
	"testing"

	"github.com/charmbracelet/colorprofile"
)

func TestApply(t *testing.T) {
	tests := []struct {
		in   string
		want style
	}{
		{"\x1b[m", style{}},
		{"\x1b[1;3;9m", style{attrs: bold | italic | strike}},
		{"\x1b[1;22m", style{}},
		{"\x1b[31;102m", style{fg: inkPalette | 1, bg: inkPalette | 10}},
		{"\x1b[38;5;200;1m", style{fg: inkPalette | 200, attrs: bold}},
		{"\x1b[38;2;1;2;3;4m", style{fg: inkRGB | 0x010203, underline: 1}},
		{"\x1b[48:2::1:2:3m", style{bg: inkRGB | 0x010203}},
		{"\x1b[48:2:1:2:3m", style{bg: inkRGB | 0x010203}},
		{"\x1b[4:3;58:5:9m", style{underline: 3, line: inkPalette | 9}},
		{"\x1b[38;2;1;2m", style{}},
		{"\x1b[38m", style{}},
		{"\x1b[31;0m", style{}},
		{"\x1b[31;39;41;49m", style{}},
		{"\x1b[999;99999999999999999999;;1m", style{attrs: bold}},
	}
	for _, tt := range tests {
		if n := sgrLen(tt.in); n != len(tt.in) {
			t.Errorf("%q: length %d", tt.in, n)
		}
		if got := (style{}).apply(tt.in); got != tt.want {
			t.Errorf("%q: got %+v, want %+v", tt.in, got, tt.want)
		}
	}
}

// TestAnyStyleAfterAnyOther reads back what is written between random styles.
func TestAnyStyleAfterAnyOther(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func() style {
		inks := []ink{0, inkPalette | 3, inkPalette | 12, inkPalette | 200, inkRGB | 0x0a141e}
		return style{
			fg: inks[r.IntN(5)], bg: inks[r.IntN(5)], line: inks[r.IntN(5)],
			attrs: attrs(r.IntN(256)), underline: uint8(r.IntN(6)),
		}
	}
	for range 5000 {
		from, to := random(), random()
		seq := string(appendStyle(nil, from, to))
		if seq == "" != (from == to) || seq != "" && sgrLen(seq) != len(seq) {
			t.Fatalf("%+v to %+v: %q", from, to, seq)
		}
		if got := from; seq != "" && got.apply(seq) != to {
			t.Fatalf("%+v to %+v: %q makes %+v", from, to, seq, got.apply(seq))
		}
	}
}

func TestFit(t *testing.T) {
	green := style{fg: inkRGB | 0x00ff00, bg: inkPalette | 21, attrs: bold}
	tests := []struct {
		profile colorprofile.Profile
		want    style
	}{
		{colorprofile.TrueColor, green},
		{colorprofile.ANSI256, style{fg: inkPalette | 46, bg: inkPalette | 21, attrs: bold}},
		{colorprofile.ANSI, style{fg: inkPalette | 10, bg: inkPalette | 12, attrs: bold}},
		{colorprofile.ASCII, style{attrs: bold}},
		{colorprofile.NoTTY, style{}},
	}
	for _, tt := range tests {
		p := newPalette(tt.profile)
		for range 2 { // the second answer is remembered
			if got := p.fit(green); got != tt.want {
				t.Errorf("%v: got %+v, want %+v", tt.profile, got, tt.want)
			}
		}
	}
}
