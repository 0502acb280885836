package typeset

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"sync"

	"charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
	xansi "github.com/charmbracelet/x/ansi"
)

// sheet is a theme: glamour's style sheet, and what this house draws itself.
type sheet struct {
	ansi.StyleConfig
	House house `json:"house"`

	renderers sync.Map // ground -> *sync.Pool of renderers at rest
}

// idle returns the renderers for a ground that nobody is using.
func (sh *sheet) idle(ground string) *sync.Pool {
	pool, ok := sh.renderers.Load(ground)
	if !ok {
		pool, _ = sh.renderers.LoadOrStore(ground, &sync.Pool{})
	}
	return pool.(*sync.Pool)
}

type house struct {
	Bar     ansi.StylePrimitive            `json:"bar"`     // the filled part of a chart
	Track   ansi.StylePrimitive            `json:"track"`   // its empty part
	Border  ansi.StylePrimitive            `json:"border"`  // rules of tables, and between parts
	Heading ansi.StylePrimitive            `json:"heading"` // a table's or chart's title
	Aside   ansi.StylePrimitive            `json:"aside"`   // a quote's edge
	Alerts  map[string]ansi.StylePrimitive `json:"alerts"`  // note, tip, important, warning, caution
}

// readSheet reads the theme of an ink.
func readSheet(themes fs.FS, ink Ink) (*sheet, error) {
	data, err := fs.ReadFile(themes, "themes/"+string(ink)+".json")
	if err != nil {
		return nil, fmt.Errorf("reading the theme %s: %w", ink, err)
	}
	sh := &sheet{}
	if err := json.Unmarshal(data, sh); err != nil {
		return nil, fmt.Errorf("reading the theme %s: %w", ink, err)
	}
	return sh, nil
}

// sheet returns the theme of an ink, or one without colours if it has none.
func (s *Setter) sheet(ink Ink) *sheet {
	if sh, ok := s.sheets.Load(ink); ok {
		return sh.(*sheet)
	}
	sh := &sheet{}
	if s.themes != nil {
		if read, err := readSheet(s.themes, ink); err == nil {
			sh = read
		}
	}
	kept, _ := s.sheets.LoadOrStore(ink, sh)
	return kept.(*sheet)
}

// sgrOf returns the parameters that switch a style of a theme on.
func sgrOf(p ansi.StylePrimitive) string {
	on := func(b *bool) bool { return b != nil && *b }
	st := xansi.Style{}
	if p.Color != nil {
		st = st.ForegroundColor(lipgloss.Color(*p.Color))
	}
	if p.BackgroundColor != nil {
		st = st.BackgroundColor(lipgloss.Color(*p.BackgroundColor))
	}
	if on(p.Bold) {
		st = st.Bold()
	}
	if on(p.Underline) {
		st = st.Underline(true)
	}
	if on(p.Inverse) {
		st = st.Reverse(true)
	}
	if len(st) == 0 {
		return ""
	}
	full := st.String()
	return full[2 : len(full)-1]
}
