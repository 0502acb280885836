package typeset

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"charm.land/glamour/v2/ansi"

	"kobayashi/assets"
)

// Grounds people really have: the ink has to be readable on each of them.
var grounds = map[Ink][]string{
	Dark:  {"#000000", "#1a1b26", "#1e1e1e", "#282a36", "#002b36", "#2e3440"},
	Light: {"#ffffff", "#fafafa", "#fdf6e3", "#eff1f5"},
}

func TestContrast(t *testing.T) {
	for ink, papers := range grounds {
		sh, err := readSheet(assets.Themes, ink)
		if err != nil {
			t.Fatal(err)
		}
		colours := 0
		eachStyle(reflect.ValueOf(sh).Elem(), "", func(name string, p ansi.StylePrimitive) {
			if p.Color == nil {
				return
			}
			colours++
			if p.BackgroundColor != nil {
				t.Errorf("%s: %s sets text on its own ground", ink, name)
			}
			for _, paper := range papers {
				if got := contrast(*p.Color, paper); got < 4.5 {
					t.Errorf("%s: %s is %s, %.1f to 1 on %s, want 4.5", ink, name, *p.Color, got, paper)
				}
			}
		})
		if colours < 10 {
			t.Errorf("%s has %d colours, want at least 10", ink, colours)
		}
		if bar, track := *sh.House.Bar.BackgroundColor, *sh.House.Track.BackgroundColor; contrast(bar, track) < 3 {
			t.Errorf("%s: a bar is %.1f to 1 on its track, want 3", ink, contrast(bar, track))
		}
	}
}

// eachStyle calls f for each style of a theme.
func eachStyle(v reflect.Value, name string, f func(string, ansi.StylePrimitive)) {
	if !v.CanInterface() {
		return
	}
	if p, ok := v.Interface().(ansi.StylePrimitive); ok {
		f(name, p)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			eachStyle(v.Field(i), name+"."+v.Type().Field(i).Name, f)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			eachStyle(v.MapIndex(k), name+"."+k.String(), f)
		}
	}
}

// contrast is WCAG's ratio of the luminance of two colours.
func contrast(a, b string) float64 {
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

func luminance(hex string) float64 {
	var c [3]int
	if _, err := fmt.Sscanf(hex, "#%02x%02x%02x", &c[0], &c[1], &c[2]); err != nil {
		return math.NaN()
	}
	var lin [3]float64
	for i, v := range c {
		if f := float64(v) / 255; f <= 0.04045 {
			lin[i] = f / 12.92
		} else {
			lin[i] = math.Pow((f+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*lin[0] + 0.7152*lin[1] + 0.0722*lin[2]
}

func TestThemes(t *testing.T) {
	for _, ink := range Inks() {
		sh, err := readSheet(assets.Themes, ink)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range alertKinds {
			if _, ok := sh.House.Alerts[a.kind]; !ok {
				t.Errorf("%s has no style for %s", ink, a.kind)
			}
		}
		eachStyle(reflect.ValueOf(sh).Elem(), "", func(name string, p ansi.StylePrimitive) {
			coloured := p.Color != nil || p.BackgroundColor != nil
			switch {
			case p.Format != "":
				t.Errorf("%s: %s has a format, which would rewrite text", ink, name)
			case ink == Mono && coloured:
				t.Errorf("mono: %s has a colour", name)
			case ink == Plain && sgrOf(p) != "":
				t.Errorf("plain: %s has a style", name)
			case strings.HasPrefix(string(ink), "ansi16") && coloured && !named(p):
				t.Errorf("%s: %s is not one of the sixteen colours", ink, name)
			}
		})
	}
}

func named(p ansi.StylePrimitive) bool {
	for _, c := range []*string{p.Color, p.BackgroundColor} {
		if c != nil && (len(*c) > 2 || *c > "9" || len(*c) == 2 && *c > "15") {
			return false
		}
	}
	return true
}

// TestThemesHoldNothingElse catches a misspelt name, which would be ignored.
func TestThemesHoldNothingElse(t *testing.T) {
	for _, ink := range Inks() {
		data, err := assets.Themes.ReadFile("themes/" + string(ink) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(strings.NewReader(string(data)))
		d.DisallowUnknownFields()
		if err := d.Decode(&sheet{}); err != nil {
			t.Errorf("%s: %v", ink, err)
		}
	}
}

func TestInkWithoutATheme(t *testing.T) {
	s := New(nil, nil)
	p := s.Page("# 題\n\n**太い**字", 40, Style{Ink: "sepia", Lang: "ja"})
	checkPage(t, p, 40, Style{Ink: Plain})
	if got := strings.Join(p.Lines, "/"); got != "題//太い字" {
		t.Errorf("got %q, want 題//太い字", got)
	}
}
