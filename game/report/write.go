package report

import (
	"errors"
	"io"

	"kobayashi/game/words"
)

// Format is one way to write a report. Suffix is what its files end in.
type Format struct {
	Name, Suffix string
	write        func(io.Writer, Report, words.Text) error
}

// Formats lists the formats there are; the first is the default.
func Formats() []Format {
	return []Format{
		{"md", ".md", writeMarkdown},
		{"json", ".json", writeJSON},
		{"csv", ".csv", writeCSV},
		{"html", ".html", writeHTML},
		{"xapi", ".xapi.json", writeXAPI},
	}
}

// ErrFormat says that there is no such format.
var ErrFormat = errors.New("no such report format")

// Write writes a report in a format. say is of the report's language. It fails
// with ErrFormat or the writer's error.
func Write(w io.Writer, format string, r Report, say words.Text) error {
	for _, f := range Formats() {
		if f.Name == format {
			return f.write(w, r, say)
		}
	}
	return ErrFormat
}
