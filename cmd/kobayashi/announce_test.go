package main

import (
	"strings"
	"testing"
)

// TestServeNamesTheVariant: the operator reads what the scenario calls the
// variant, in their own language, and the id behind it in brackets. The language
// of the room is another matter.
func TestServeNamesTheVariant(t *testing.T) {
	if testing.Short() {
		t.Skip("starts servers")
	}
	for _, tt := range []struct{ lang, variant, want string }{
		{"en", "", "\nScenario: Stop or Continue\nVariant: With a standby (with-backup)\n"},
		{"ja", "no-backup", "\nシナリオ: 止めるか、続けるか\n条件: 予備系なし（no-backup）\n"},
	} {
		s := serveProgram(t, "kobayashi", t.TempDir(), "variant", "--lang", tt.lang, "--variant", tt.variant, "--web", "off")
		if said := s.out.String(); !strings.Contains(said, tt.want) {
			t.Errorf("want %q in\n%s", tt.want, said)
		}
	}
}
