package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"kobayashi/game/typeset"
)

// theme gives each meaning its look. A look never stands alone: a word or a sign
// beside it says the same.
type theme struct {
	ink typeset.Ink // of the texts that typeset sets

	title   shade // names of screens and scenes
	strong  shade
	muted   shade // what may be overlooked
	rule    shade // lines between parts
	accent  shade // what the eye should find
	alarm   shade // what went wrong
	banner  shade // an interruption of the play
	aside   shade // the edge of an explanation
	tip     shade // its heading
	key     shade // names of keys
	focus   shade // the row that Enter would take
	confirm shade // the question before a decision
	player  shade // the name plate of the player
	fill    shade // the filled part of a bar
	track   shade // its empty part
	stop    shade // the two halves of the wordmark
	proceed shade
	plates  []shade // name plates of the others
	signs   bool    // bars need signs: there is no colour for them
}

// paints are the colours of a theme by meaning, "#RRGGBB" or a number of the
// terminal's sixteen. Pairs are ground and letters.
type paints struct {
	ink                               typeset.Ink
	muted, rule, accent, alarm, aside string
	banner, focus, confirm, player    [2]string
	fill, track                       string
	stop, proceed                     [2]string
	plates                            [][2]string
}

var (
	darkPaints = paints{
		ink:   typeset.Dark,
		muted: "#8B97A8", rule: "#3A4656", accent: "#63D0C5", alarm: "#FF7B72", aside: "#F2C063",
		banner:  [2]string{"#A33A36", "#FFF4F2"},
		focus:   [2]string{"#1E3A4C", "#FFFFFF"},
		confirm: [2]string{"#F2C063", "#241A05"},
		player:  [2]string{"#63D0C5", "#06211F"},
		fill:    "#63D0C5", track: "#2C3644",
		stop:    [2]string{"#A33A36", "#FFF4F2"},
		proceed: [2]string{"#1F6F68", "#F0FFFD"},
		plates:  [][2]string{{"#36536F", "#F3F7FB"}, {"#57497A", "#F7F4FC"}, {"#3E6049", "#F3FAF5"}, {"#70503A", "#FCF6F1"}},
	}
	lightPaints = paints{
		ink:   typeset.Light,
		muted: "#5D6878", rule: "#C3CBD5", accent: "#006C66", alarm: "#B3261E", aside: "#8A5A00",
		banner:  [2]string{"#B3261E", "#FFFFFF"},
		focus:   [2]string{"#D3E7F0", "#0B1E22"},
		confirm: [2]string{"#FFD98A", "#2B1E00"},
		player:  [2]string{"#006C66", "#FFFFFF"},
		fill:    "#00857D", track: "#DCE2E9",
		stop:    [2]string{"#B3261E", "#FFFFFF"},
		proceed: [2]string{"#006C66", "#FFFFFF"},
		plates:  [][2]string{{"#D0DFEC", "#14222E"}, {"#E2D8F0", "#221A30"}, {"#D5E8DA", "#14261A"}, {"#F0DFD0", "#2E2014"}},
	}
	// The sixteen colours are the terminal owner's own; these are the pairs
	// that stay readable in the usual palettes.
	dark16Paints = paints{
		ink:   typeset.ANSI16Dark,
		muted: "7", rule: "8", accent: "14", alarm: "9", aside: "11",
		banner:  [2]string{"1", "15"},
		focus:   [2]string{"4", "15"},
		confirm: [2]string{"3", "0"},
		player:  [2]string{"6", "0"},
		fill:    "6", track: "8",
		stop:    [2]string{"1", "15"},
		proceed: [2]string{"6", "0"},
		plates:  [][2]string{{"4", "15"}, {"5", "15"}, {"2", "0"}, {"7", "0"}},
	}
	light16Paints = paints{
		ink:   typeset.ANSI16Light,
		muted: "8", rule: "7", accent: "4", alarm: "1", aside: "5",
		banner:  [2]string{"1", "15"},
		focus:   [2]string{"6", "0"},
		confirm: [2]string{"3", "0"},
		player:  [2]string{"4", "15"},
		fill:    "4", track: "7",
		stop:    [2]string{"1", "15"},
		proceed: [2]string{"4", "15"},
		plates:  [][2]string{{"6", "0"}, {"5", "15"}, {"2", "0"}, {"7", "0"}},
	}
)

// themes are the looks a player can choose, made once for each model.
type themes struct{ dark, light, dark16, light16, mono *theme }

func newThemes() themes {
	return themes{
		dark: darkPaints.theme(), light: lightPaints.theme(),
		dark16: dark16Paints.theme(), light16: light16Paints.theme(), mono: monoTheme(),
	}
}

// shade is a style made ready: what switches it on and off. Rendering is done
// many times a frame, and lipgloss works a style out each time.
type shade struct{ on, off string }

func made(s lipgloss.Style) shade {
	on, off, _ := strings.Cut(s.Render("x"), "x")
	return shade{on, off}
}

// Render gives one line its look.
func (s shade) Render(line string) string {
	if line == "" {
		return ""
	}
	return s.on + line + s.off
}

func (p paints) theme() *theme {
	ink := func(c string) lipgloss.Style { return lipgloss.NewStyle().Foreground(lipgloss.Color(c)) }
	plate := func(c [2]string) shade {
		return made(ink(c[1]).Background(lipgloss.Color(c[0])).Bold(true))
	}
	ground := func(c string) shade { return made(lipgloss.NewStyle().Background(lipgloss.Color(c))) }
	bold := made(lipgloss.NewStyle().Bold(true))
	t := &theme{
		ink:   p.ink,
		title: made(ink(p.accent).Bold(true)), strong: bold,
		muted: made(ink(p.muted)), rule: made(ink(p.rule)), accent: made(ink(p.accent)),
		alarm: made(ink(p.alarm).Bold(true)), banner: plate(p.banner),
		aside: made(ink(p.aside)), tip: made(ink(p.aside).Bold(true)), key: bold,
		focus:   made(ink(p.focus[1]).Background(lipgloss.Color(p.focus[0]))),
		confirm: plate(p.confirm), player: plate(p.player),
		fill: ground(p.fill), track: ground(p.track),
		stop: plate(p.stop), proceed: plate(p.proceed),
	}
	for _, c := range p.plates {
		t.plates = append(t.plates, plate(c))
	}
	return t
}

// monoTheme has no colour at all: bold, underline and reverse.
func monoTheme() *theme {
	plain, style := shade{}, lipgloss.NewStyle()
	bold, reverse := made(style.Bold(true)), made(style.Reverse(true))
	loud := made(style.Reverse(true).Bold(true))
	under := made(style.Bold(true).Underline(true))
	return &theme{
		ink:   typeset.Mono,
		title: bold, strong: bold, muted: plain, rule: plain, accent: bold,
		alarm: under, banner: loud, aside: bold, tip: bold,
		key: bold, focus: reverse, confirm: loud, player: loud,
		fill: plain, track: plain, stop: loud, proceed: under,
		plates: []shade{reverse}, signs: true,
	}
}
