package line

import (
	"strings"
	"testing"
)

func TestTranscripts(t *testing.T) {
	tests := []struct{ name, lang, answers string }{
		{"best.ja", "ja", "3\n1 3\n3\n"},
		{"asking.ja", "ja", "?\nn\nn bot\ng\ng 1\ns\n９\nだれ？\n１\n\n１、３\nt\n1\n1\n"},
		{"best.en", "en", "3\n1 3\n3\n"},
		{"luck.ja", "ja", "2\n1\n2 3\n1\n"},
		{"luck.en", "en", "2\n\n2,3\n2\n"},
		{"asking.en", "en", "?\nn\nn 2\ng bot\nx\ns\n1\n0\nq\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, out := options(members(t), tt.lang, tt.answers, newDrawer())
			got, outcome := sitting(t, o, out)
			golden(t, tt.name, got+"("+outcome.String()+")\n")
			if strings.Contains(got, "<line.") || strings.Contains(got, "%!") {
				t.Errorf("a phrase is missing or misfits:\n%s", got)
			}
		})
	}
}
