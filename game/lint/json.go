package lint

import (
	"cmp"
	"encoding/json"
	"io"

	"kobayashi/game"
)

// Proof says what the exact pass found out about a variant of a file: that it
// looked at all its states, or that it stopped at a limit.
type Proof struct {
	File, Variant string
	States, Limit int // Limit is 0 if all states were looked at
}

// The shapes of `lint --format json`, a contract.
type (
	reportJSON struct {
		Problems  []problemJSON  `json:"problems"`
		Proved    []provedJSON   `json:"proved"`
		NotProved []unprovedJSON `json:"not_proved"`
		Errors    int            `json:"errors"`
		Warnings  int            `json:"warnings"`
		Hints     int            `json:"hints"`
	}
	problemJSON struct {
		Rule      string      `json:"rule"`
		Severity  string      `json:"severity"`
		File      string      `json:"file"`
		Line      int         `json:"line"`
		Column    int         `json:"column"`
		EndLine   int         `json:"end_line"`
		EndColumn int         `json:"end_column"`
		Message   string      `json:"message"`
		Hint      string      `json:"hint"`
		Play      []game.Move `json:"play"`
	}
	provedJSON struct {
		File    string `json:"file"`
		Variant string `json:"variant"`
		States  int    `json:"states"`
	}
	unprovedJSON struct {
		File    string `json:"file"`
		Variant string `json:"variant"`
		States  int    `json:"states"`
		Limit   int    `json:"limit"`
	}
)

// WriteJSON writes problems and proofs as one object, the messages in a
// language. A problem of a whole file stands at its line 1, column 1.
func WriteJSON(w io.Writer, problems []game.Problem, proofs []Proof, lang string) error {
	doc := reportJSON{Problems: []problemJSON{}, Proved: []provedJSON{}, NotProved: []unprovedJSON{}}
	doc.Errors, doc.Warnings, doc.Hints = Count(problems)
	for _, p := range problems {
		to := end(p)
		play := p.Play
		if play == nil {
			play = []game.Move{}
		}
		doc.Problems = append(doc.Problems, problemJSON{
			Rule: p.Rule, Severity: p.Severity().String(), File: p.From.File,
			Line: cmp.Or(p.From.Line, 1), Column: cmp.Or(p.From.Column, 1),
			EndLine: cmp.Or(to.Line, 1), EndColumn: cmp.Or(to.Column, 1),
			Message: p.Message.In(lang), Hint: p.Mend.In(lang), Play: play,
		})
	}
	for _, p := range proofs {
		if p.Limit == 0 {
			doc.Proved = append(doc.Proved, provedJSON{p.File, p.Variant, p.States})
		} else {
			doc.NotProved = append(doc.NotProved, unprovedJSON(p))
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}
