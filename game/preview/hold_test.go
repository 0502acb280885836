package preview_test

import (
	"strings"
	"testing"

	"kobayashi/game/preview"
	"kobayashi/game/tui/screentest"
)

// TestHold: a save takes neither the ticks nor the cursor from the words they
// stand at, and a text that became shorter is not scrolled out of the window.
func TestHold(t *testing.T) {
	on(t, "en", 80, 24, func(s *screentest.Screen, save func(preview.Update)) {
		save(preview.Update{Version: version(t, shop)})
		s.Press("1", "space", "down")
		shows(s, "  1 [x] 時刻", "> 2 [ ] 犯人")
		save(preview.Update{Version: version(t, strings.Replace(shop, "- [x] 時刻", "- [ ] 天気\n- [x] 時刻", 1))})
		shows(s, "  1 [ ] 天気", "  2 [x] 時刻", "> 3 [ ] 犯人")
		save(preview.Update{Version: version(t, strings.Replace(shop, "- [x] 時刻", "- [x] 時間", 1))})
		s.Contains("> 2 [ ] 犯人")
		s.Press("enter", "down")
		shows(s, "  2 [x] 犯人", "> Answer with these")
		save(preview.Update{Version: version(t, strings.Replace(shop, "- [ ] 犯人", "- [ ] 犯人\n- [ ] 天気", 1))})
		shows(s, "  2 [x] 犯人", "  3 [ ] 天気", "> Answer with these")
	})
	long := strings.Replace(shop, "店は開いている。", strings.Repeat("店は開いている。\n\n", 40), 1)
	on(t, "en", 80, 24, func(s *screentest.Screen, save func(preview.Update)) {
		save(preview.Update{Version: version(t, long)})
		s.Contains("more below: PgDn")
		s.Press("end")
		s.Contains("帰る")
		save(preview.Update{Version: version(t, shop)})
		shows(s, "店は開いている", "帰る")
		if strings.Contains(s.Text(), "more below") {
			t.Error("more is promised than there is")
		}
		// Another scene begins at its top.
		save(preview.Update{Version: version(t, long)})
		s.Press("end", "1")
		s.Contains("## call")
	})
}

// TestProblemsKeepTheirPlace: however many values there are, a small window has
// room for the worst problem.
func TestProblemsKeepTheirPlace(t *testing.T) {
	var vars strings.Builder
	for _, name := range strings.Fields("apple banana cherry damson elder fig grape hazel ilex juniper kiwi lemon mango nutmeg olive plum quince rowan sloe thyme") {
		vars.WriteString("  " + name + ": false\n")
	}
	many := strings.Replace(shop, "  told: false\n", "  told: false\n"+vars.String(), 1)
	for _, size := range [][2]int{{60, 20}, {120, 20}} {
		on(t, "en", size[0], size[1], func(s *screentest.Screen, save func(preview.Update)) {
			save(preview.Update{Version: version(t, many)})
			shows(s, "apple", "No problems.")
			save(preview.Update{Version: version(t, strings.Replace(many, "(#street)", "(#sreet)", 1))})
			shows(s, "apple", "E050 shop.md:", `did you mean "street"?`)
		})
	}
}

func shows(s *screentest.Screen, texts ...string) {
	for _, text := range texts {
		s.Contains(text)
	}
}
