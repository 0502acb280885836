package lint

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/parse"
)

// FuzzCheck: whatever a scenario and its translation hold, every problem can be
// told in both languages, at a place, in order and once, and no sign of the
// files steers the terminal.
func FuzzCheck(f *testing.F) {
	for _, code := range []string{"E020", "E050", "E502", "E504", "W113", "W509", "W604", "I608", "E040", "W031"} {
		pg, err := readPage(assets.Rules, code)
		if err != nil {
			f.Fatal(err)
		}
		_, files, err := pg.failing.files()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(files["example.md"], files["morning.en.md"])
		f.Add(files["morning.md"], files["morning.en.md"])
	}
	f.Add([]byte(enBase[len("-- morning.md --\n"):]), []byte(enText))
	f.Fuzz(func(t *testing.T, base, translation []byte) {
		hold(t, map[string][]byte{"morning.md": base, "morning.en.md": translation})
	})
}

// TestLinesAstray: each line of a scenario and of its translation is left out,
// doubled, and put where its neighbour was.
func TestLinesAstray(t *testing.T) {
	base, text := enBase[len("-- morning.md --\n"):], enText
	for i, whole := range []string{base, text} {
		files := map[string][]byte{"morning.md": []byte(base), "morning.en.md": []byte(text)}
		name := []string{"morning.md", "morning.en.md"}[i]
		all := strings.SplitAfter(whole, "\n")
		for n := range len(all) - 1 {
			less := slices.Delete(slices.Clone(all), n, n+1)
			more := slices.Insert(slices.Clone(all), n, all[n])
			turned := slices.Clone(all)
			turned[n], turned[n+1] = turned[n+1], turned[n]
			for _, change := range [][]string{less, more, turned} {
				files[name] = []byte(strings.Join(change, ""))
				hold(t, files)
			}
			for _, sign := range []string{" ", "#", "`", "- ", "|", "> ", "1. ", "**", "<!--"} {
				marked := slices.Clone(all)
				marked[n] = sign + marked[n]
				files[name] = []byte(strings.Join(marked, ""))
				hold(t, files)
			}
		}
	}
}

// hold checks files and holds what is found to its form.
func hold(t *testing.T, files map[string][]byte) {
	t.Helper()
	res := parse.Read(tree(files), "morning.md")
	got := Check(res)
	if !slices.IsSortedFunc(got, game.Problem.Before) {
		t.Errorf("not in order\n%s", tell(t, got))
	}
	for i, p := range got {
		if p.Message.JA == "" || p.Message.EN == "" || p.Mend.JA == "" || p.Mend.EN == "" || p.From.File == "" {
			t.Errorf("%+v is not told in full", p)
		}
		if i > 0 && p.From == got[i-1].From && p.Rule == got[i-1].Rule && p.Message == got[i-1].Message {
			t.Errorf("twice\n%s", tell(t, got))
		}
		if p.To.Line != 0 && before(p.To, p.From) {
			t.Errorf("%+v ends before it begins", p)
		}
	}
	var out bytes.Buffer
	if err := WriteText(&out, got, Sources(res), "ja"); err != nil {
		t.Fatal(err)
	}
	for _, r := range out.String() {
		if r != '\n' && (r < ' ' || r >= 0x7F && r < 0xA0) {
			t.Errorf("%U is let through", r)
		}
	}
}
