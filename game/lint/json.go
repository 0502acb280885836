package lint

import (
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
func WriteJSON(w io.Writer, problems []game.Problem, list []Proof, lang string) error {
	doc := reportJSON{Problems: []problemJSON{}}
	doc.Errors, doc.Warnings, doc.Hints = Count(problems)
	doc.Proved, doc.NotProved = proofs(list)
	for _, p := range problems {
		from, to := place(p)
		play := p.Play
		if play == nil {
			play = []game.Move{}
		}
		doc.Problems = append(doc.Problems, problemJSON{
			Rule: p.Rule, Severity: p.Severity().String(), File: p.From.File,
			Line: from.Line, Column: from.Column, EndLine: to.Line, EndColumn: to.Column,
			Message: p.Message.In(lang), Hint: p.Mend.In(lang), Play: play,
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}
