package lint

import (
	"strings"

	"kobayashi/game/parse"
)

// ticks mends full-width back-quotes. Where one is missing, only the author
// knows where it belongs.
func (m *mender) ticks() {
	if strings.Contains(m.wrote(), "｀") {
		m.put(m.at, strings.ReplaceAll(m.wrote(), "｀", "`"))
	}
}

// dash writes - and a space for a sign that makes no list.
func (m *mender) dash() {
	behind := m.behind(m.at.End)
	spaces := len(behind) - len(strings.TrimLeft(behind, " \u3000"))
	m.put(parse.Span{Start: m.at.Start, End: m.at.End + spaces}, "- ")
}
