package lsp_test

import (
	"slices"
	"strings"
	"testing"
)

func TestCompletion(t *testing.T) {
	s := opened(t, deep)
	scenes := []string{"#call", "#yard", "#late", "#calm", "#loud"}
	vars := []string{"hours", "mode", "told"}
	sum := append(slices.Clone(vars), "and", "or", "not", "true", "false")
	tests := []struct {
		name, file, old, text string // old becomes text, which has the cursor
		want                  []string
	}{
		{"target", "night.md", "[帰る](#calm)", "[帰る](#c‸)", append(slices.Clone(scenes), "notes/bot.md")},
		{"empty target", "night.md", "[帰る](#calm)", "[帰る](‸", append(slices.Clone(scenes), "notes/bot.md")},
		{"statement", "night.md", "`tag stop`", "`‸`", []string{"if", "when", "end", "role", "for", "after", "tag", "hours", "mode", "told", "score.care"}},
		{"second statement", "night.md", "`tag stop`", "`tag stop; ho‸", []string{"if", "when", "end", "role", "for", "after", "tag", "hours", "mode", "told", "score.care"}},
		{"tag", "night.md", "`tag stop`", "`tag s‸`", []string{"stop"}},
		{"role", "night.md", "`role pr`", "`role ‸`", []string{"pr"}},
		{"for", "night.md", "店は閉まっています。", "店は閉まっています。`for ‸`", []string{"pr"}},
		{"ending", "night.md", "`end loud`", "`end ‸`", []string{"calm", "loud"}},
		{"time", "night.md", "`tag stop`", "`after ‸`", []string{"30s", "60s", "90s", "2m"}},
		{"score", "night.md", "`tag stop`", "`score.‸`", []string{"care"}},
		{"visited", "night.md", "not #late", "not #l‸", scenes},
		{"condition", "night.md", "`if hours > 1`", "`if ‸`", sum},
		{"shown", "night.md", "`= hours`", "`= h‸`", sum},
		{"value compared", "night.md", "mode == 急ぎ or", "mode == ‸ or", []string{"普段", "急ぎ"}},
		{"value set", "night.md", "`mode = 急ぎ; ", "`mode = ‸; ", []string{"普段", "急ぎ"}},
		{"in a question", "night.md", "hits - wrong", "hi‸", append(slices.Clone(sum), "hits", "wrong", "missed")},
		{"literal code", "night.md", "店は閉まっています。", "``‸", []string{}},
		{"behind code", "night.md", "`tag stop`", "`tag stop` ‸", []string{}},
		{"speaker", "night.md", "**店長** 停止は", "**‸", []string{"監視員", "店長"}},
		{"translated speaker", "night.en.md", "**Manager** We", "**M‸", []string{"Watch", "Manager"}},
		{"alert", "night.md", "店は閉まっています。", "> [!‸", []string{"[!NOTE]", "[!TIP]", "[!WARNING]", "[!IMPORTANT]", "[!CAUTION]"}},
		{"silence", "night.md", "店は閉まっています。", "<!-- ‸", []string{"lint-ok"}},
		{"key", "night.md", "minutes: 5", "mi‸", nil},
		{"key of a variable", "night.md", "  told: false", "  told: {la‸", []string{"label", "unit", "min", "max", "start", "values"}},
		{"key of a variable below", "night.md", "  told: false", "  told:\n    ‸", []string{"label", "unit", "min", "max", "start", "values"}},
		{"language", "night.md", "lang: ja", "lang: ‸", []string{"ja", "en"}},
		{"goal", "night.md", "scenes: [call, yard]", "scenes: [call, ‸]", []string{"call", "yard", "late", "calm", "loud"}},
		{"play", "night.md", "{scene: call, n: 1}", "{scene: ‸, n: 1}", []string{"call", "yard", "late", "calm", "loud"}},
		{"move", "night.md", "play: [{scene: call, n: 1}", "play: [{‸}", []string{"scene", "n", "ticks"}},
		{"ending of a test", "night.md", "ending: calm", "ending: ‸", []string{"calm", "loud"}},
		{"note", "night.md", "ボット: notes/bot.md", "ボット: n‸", []string{"notes/bot.md"}},
		{"translated key", "night.en.md", "calm: A quiet morning, loud: A loud morning}", "calm: A quiet morning, ‸}", []string{"loud"}},
		{"of", "night.en.md", "of: night.md", "of: ‸", []string{"night.md"}},
		{"prose", "night.md", "店は閉まっています。", "店は‸", []string{}},
	}
	for _, tt := range tests {
		before, behind, _ := strings.Cut(tt.text, "‸")
		s.replace(tt.file, tt.old, before+behind)
		got := labels(s.call("textDocument/completion", s.at(tt.file, tt.text)))
		if tt.want == nil && (len(got) < 20 || !slices.Contains(got, "minutes")) || tt.want != nil && !slices.Equal(got, tt.want) && len(got)+len(tt.want) > 0 {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		s.replace(tt.file, before+behind, tt.old)
	}
}

// TestCompletionIsPutIn: what is offered takes the place of what was begun, with
// what stands behind the cursor of the same word.
func TestCompletionIsPutIn(t *testing.T) {
	s := opened(t, deep)
	for _, tt := range []struct{ old, text, pick, want string }{
		{"[帰る](#calm)", "[帰る](#c‸al)", "#calm", "[帰る](#calm)"},
		{"**店長** 停止は", "**店‸停止は", "店長", "**店長** "},
		{"not #late", "not #‸", "#late", "not #late"},
		{"`tag stop`", "`tag s‸`", "stop", "`tag stop`"},
		{"`tag stop`", "`sc‸`", "score.care", "`score.care`"},
	} {
		before, behind, _ := strings.Cut(tt.text, "‸")
		s.replace("night.md", tt.old, before+behind)
		list := s.call("textDocument/completion", s.at("night.md", tt.text)).(map[string]any)["items"].([]any)
		i := slices.IndexFunc(list, func(item any) bool { return item.(map[string]any)["label"] == tt.pick })
		if i < 0 {
			t.Errorf("%s: %q is not offered", tt.text, tt.pick)
			continue
		}
		edit := list[i].(map[string]any)["textEdit"]
		got := s.edited(map[string]any{"changes": map[string]any{s.uri("night.md"): []any{edit}}})["night.md"]
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %v", tt.text, edit)
		}
		s.replace("night.md", before+behind, tt.old)
	}
}
