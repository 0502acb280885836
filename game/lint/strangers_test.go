package lint

import (
	"fmt"
	"strings"
	"testing"
)

// TestHashesAstray: only a hash that was meant for another scene is reported,
// not that of a scene that is there, nor of one that is gone.
func TestHashesAstray(t *testing.T) {
	base := strings.ReplaceAll(morning(quiet, "- [売る](#note-1)\n"), evening, "\n## note-1\n### 一\n\n- [次](#note-2)\n\n## note-2\n### 二 `end`\n\nおわり。\n")
	for hashes, want := range map[string]int{
		"note-1: 000000000000": 0, "gone: 000000000000": 0, "nte-2: 000000000000": 1, "nte-2: 000000000000, note-1: 000000000000, note-2: 000000000000": 0,
	} {
		text := fmt.Sprintf("---\nof: morning.md\nlang: en\ntitle: Morning\nhashes: {%s}\n---\n", hashes)
		if got := check(t, map[string]string{"morning.md": base, "morning.en.md": text}); count(got, "E003") != want {
			t.Errorf("%s: want %d\n%s", hashes, want, tell(t, got))
		}
	}
}
