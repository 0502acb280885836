package report

import (
	"encoding/json"
	"io"

	"kobayashi/game/words"
)

// writeJSON writes the model as it is. assets/schemas/report.schema.json says
// what each field means.
func writeJSON(w io.Writer, r Report, _ words.Text) error { return writeDocument(w, r) }

func writeDocument(w io.Writer, r any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
