package lsp

import (
	"fmt"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/lint"
)

// maxDiagnostics is how many problems of one file an editor is sent.
const maxDiagnostics = 2000

// maxMoves is how many moves of a play are shown.
const maxMoves = 25

// diagnostics gives the problems of one file as the editor shows them.
func (s *server) diagnostics(sn *snapshot, file string, problems []game.Problem) []diagnostic {
	list := make([]diagnostic, 0, len(problems))
	lang := s.language()
	for _, p := range lint.Settle(problems) {
		if len(list) == maxDiagnostics {
			break
		}
		list = append(list, s.diagnostic(sn, file, p, lang))
	}
	return list
}

func (s *server) diagnostic(sn *snapshot, file string, p game.Problem, lang string) diagnostic {
	d := diagnostic{Severity: severity(p), Code: p.Rule, Source: "kobayashi", Message: p.Message.In(lang)}
	if mend := p.Mend.In(lang); mend != "" {
		d.Message += "\n" + mend
	}
	if t := sn.view.text(file); t != nil {
		d.Range = problemRange(t, p)
	}
	if len(p.Play) > 0 {
		d.Message += "\n" + s.say("play", route(p.Play))
		d.RelatedInformation = s.moves(sn, file, p.Play)
	}
	return d
}

func severity(p game.Problem) int {
	switch p.Severity() {
	case game.Error:
		return severityError
	case game.Warning:
		return severityWarning
	}
	return severityInformation
}

// problemRange is where a problem is shown.
func problemRange(t *text, p game.Problem) span {
	r := span{Start: t.at(p.From)}
	r.End = r.Start
	if p.To.Line != 0 {
		r.End = t.at(p.To)
	}
	return r
}

// route writes a play on one line: the scenes, each with what was chosen there.
func route(play []game.Move) string {
	var steps []string
	for i, m := range play {
		if i == maxMoves {
			steps = append(steps, fmt.Sprintf("(+ %d)", len(play)-maxMoves))
			break
		}
		steps = append(steps, m.Scene+" "+chosen(m))
	}
	return strings.Join(steps, " > ")
}

func chosen(m game.Move) string {
	if m.Ticks == nil {
		return strconv.Itoa(m.N)
	}
	var ticks []string
	for _, n := range m.Ticks {
		ticks = append(ticks, strconv.Itoa(n))
	}
	return "[" + strings.Join(ticks, ",") + "]"
}

// moves leads to the scenes of a play, one after the other.
func (s *server) moves(sn *snapshot, file string, play []game.Move) []relatedInfo {
	sc := sn.of(file)
	if sc == nil || sc.res.Origin == nil {
		return nil
	}
	at := map[string]int{}
	for i, scene := range sc.res.Rules.Scenes {
		at[scene.ID] = i
	}
	var list []relatedInfo
	for i, m := range play[:min(len(play), maxMoves)] {
		if n, ok := at[m.Scene]; ok {
			o := sc.res.Origin[n]
			list = append(list, relatedInfo{
				Location: location{sn.uri(o.File.Path), sn.spanIn(o.File.Path, o.Scene.At)},
				Message:  fmt.Sprintf("%d. %s %s", i+1, m.Scene, chosen(m)),
			})
		}
	}
	return list
}
