package lsp_test

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"kobayashi/game/lsp"
)

// long is a scenario of so many scenes, with a translation beside it if asked.
func long(scenes int, translated bool) map[string]string {
	var b, e strings.Builder
	b.WriteString("---\nformat: 1\nid: long\ntitle: 長い夜\nlang: ja\nminutes: 600\ncast: {監視員: {}}\nvars: {hours: {label: 停止, min: 0, max: 9, start: 0}, trust: {label: 信頼, min: 0, max: 9, start: 5}}\nscore: {care: {label: 慎重さ, max: 2000}}\nendings: {calm: 静かな朝}\n---\n\n# 長い夜\n\n店は閉まっています。\n")
	e.WriteString("---\nof: long.md\nlang: en\ntitle: A long night\ncast: {監視員: Watch}\nvars: {hours: {label: Offline}, trust: {label: Trust}}\nscore: {care: {label: Care}}\nendings: {calm: A quiet morning}\n---\n\n# A long night\n\nThe shop is closed.\n")
	for i := range scenes - 1 {
		fmt.Fprintf(&b, "\n## s%[1]d\n### %[1]d番目の電話\n\n**監視員** 通信が毎分二百件出ています。止めるかどうかを決めてください。\n\n- [会員ページだけを止める](#s%[2]d) `hours += 1; score.care += 1` `if hours < 9`\n\n  流出は止まりました。\n- [一時間だけ様子を見る](#s%[2]d) `trust -= 1`\n\n  見ているあいだも続きます。\n- [電源を落とす](#s%[3]d) `hours += 2`\n\n  証拠は消えました。\n", i, i+1, min(i+2, scenes-1))
		fmt.Fprintf(&e, "\n## s%[1]d\n### Call number %[1]d\n\n**Watch** Two hundred requests a minute go out. Decide whether to stop.\n\n- [Stop the members' page](#s%[2]d) `hours += 1; score.care += 1` `if hours < 9`\n\n  The leak stopped.\n- [Watch for an hour](#s%[2]d) `trust -= 1`\n\n  It goes on meanwhile.\n- [Pull the plug](#s%[3]d) `hours += 2`\n\n  The evidence is gone.\n", i, i+1, min(i+2, scenes-1))
	}
	fmt.Fprintf(&b, "\n## s%d\n### 朝 `end calm`\n\n何もありません。\n", scenes-1)
	fmt.Fprintf(&e, "\n## s%d\n### Morning `end calm`\n\nNothing.\n", scenes-1)
	files := map[string]string{"long.md": b.String()}
	if translated {
		files["long.en.md"] = e.String()
	}
	return files
}

// BenchmarkKeystroke is the time from a key press in a scenario of 2,000 scenes
// to the problems of the text in the editor.
func BenchmarkKeystroke(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(lsp.GCPercent))
	for _, translated := range []bool{false, true} {
		name := "base"
		if translated {
			name = "translated"
		}
		b.Run(name, func(b *testing.B) {
			s := newShelf(b, long(2000, translated))
			s.start(deep)
			s.open("long.md")
			s.waitFor("long.md")
			var took []time.Duration
			i := 0
			for b.Loop() {
				// Every other key breaks a link, or mends it.
				began := time.Now()
				if i%2 == 0 {
					s.replace("long.md", "(#s1001)", "(#s10o1)")
				} else {
					s.replace("long.md", "(#s10o1)", "(#s1001)")
				}
				s.waitFor("long.md")
				took = append(took, time.Since(began))
				i++
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.Sys)/(1<<20), "MiB")
		})
	}
}

// waitFor waits for what is said of the latest version of a file.
func (s *shelf) waitFor(name string) {
	deadline := time.After(patience)
	for {
		s.mu.Lock()
		p := s.problems[s.uri(name)]
		s.mu.Unlock()
		if p != nil && p["version"] == float64(s.vers[name]) {
			return
		}
		select {
		case <-s.changed:
		case <-deadline:
			s.tb.Fatal("nothing is said of " + name)
		}
	}
}

// TestTyping: whoever types fast is not told about each key, but soon about the
// last, and the memory of a long session stays what it was.
func TestTyping(t *testing.T) {
	scenes := 300
	if os.Getenv("KOBAYASHI_ALL") == "1" {
		scenes = 2000
	}
	s := newShelf(t, long(scenes, true))
	s.start(deep)
	s.open("long.md")
	s.waitFor("long.md")
	type round struct{ heap uint64 }
	var rounds []round
	for range 3 {
		s.mu.Lock()
		told := s.count
		s.mu.Unlock()
		for range 30 {
			s.replace("long.md", "(#s101)", "(#s1o1)")
			s.replace("long.md", "(#s1o1)", "(#s101)")
		}
		s.waitFor("long.md")
		s.mu.Lock()
		told = s.count - told
		s.mu.Unlock()
		if told > 40 {
			t.Errorf("60 keys at once were answered %d times", told)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		rounds = append(rounds, round{m.HeapAlloc})
	}
	if first, last := rounds[0].heap, rounds[2].heap; last > first*2 {
		t.Errorf("the heap grew from %d to %d bytes", first, last)
	}
}
