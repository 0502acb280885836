package lint_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// memoBase and memoOwn are a scenario and its translation with a fault of most
// kinds in it, so that there is something to remember.
const (
	memoBase = "---\nformat: 1\nid: two\ntitle: 二つの場面\nlang: ja\nvars: {n: {label: 数, min: 0, max: 9, start: 1}}\nendings: {home: 家}\nglossary: {封印: 開けない}\n---\n\n# 二つの場面\n\n始まり。\n\n" +
		"## one\n### 一つ目\n\n封印は20枚、`= n`回。\n\n**係** 三つ。\n\n- [九つ数える](#two) `n += 1`\n\n  9時です。\n- [待つ](#two) `n += 2` `if n < 3`\n\n" +
		"## two\n### 二つ目\n\n- [x] 19時の電話\n- [ ] 犯人\n\n[送る](#home) `n += hits`\n\n## home\n### 家 `end`\n\n終わり。\n"
	memoOwn = "---\nof: two.md\nlang: en\ntitle: Two scenes\nvars: {n: {label: Count}}\nendings: {home: Home}\nglossary: {封印: {word: seal, text: Do not open}}\n---\n\n# Two scenes\n\nThe beginning.\n\n" +
		"## one\n### The first\n\nThere are 21 seals, `= n` times.\n\n**係** Three.\n\n- [Count to nine](#two) `n += 1`\n\n  It is 9 p.m.\n- [Wait](#two) `n += 3` `if n < 3`\n\n" +
		"## two\n### The second\n\n- [x] The call at 7 p.m.\n- [ ] 犯人\n\n[Send it](#home) `n += hits`\n\n## home\n### Home `end`\n\nThe end.\n"
)

// TestMemoFindsTheSame edits a scenario and its translation here and there, and
// finds each time what is found without a memory.
func TestMemoFindsTheSame(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 6))
	edits := []string{"20", "7", "封印", "seal", "[?] ", "`n += 1`", "\n\n", "- [ ] more\n", "## two\n", "three ", "\n> [!NOTE]\n> Look at 3.\n\n", "[a]: b\n", "text `= n`", "\n<!-- lint-ok W509: so -->\n"}
	var memo lint.Memo
	var reads parse.Memo
	texts := map[string]string{"two.md": memoBase, "two.en.md": memoOwn}
	recalled := 0
	for range 400 {
		name := []string{"two.md", "two.en.md"}[dice.IntN(2)]
		if text := texts[name]; dice.IntN(3) == 0 {
			texts = map[string]string{"two.md": memoBase, "two.en.md": memoOwn}
		} else if from := dice.IntN(len(text)); dice.IntN(3) == 0 {
			texts[name] = text[:from] + text[min(len(text), from+dice.IntN(12)):]
		} else {
			texts[name] = text[:from] + edits[dice.IntN(len(edits))] + text[from:]
		}
		tree := fstest.MapFS{}
		for file, text := range texts {
			tree[file] = &fstest.MapFile{Data: []byte(strings.ToValidUTF8(text, ""))}
		}
		want, got := lint.Check(parse.Read(tree, "two.md")), memo.Check(reads.Read(tree, "two.md"))
		if len(want) == 0 && len(got) == 0 {
			continue
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("of\n%s\n%s\ngot\n%v\nwant\n%v", texts["two.md"], texts["two.en.md"], got, want)
		}
		for _, p := range got {
			if p.Rule == "E505" || p.Rule == "W509" || p.Rule == "W508" {
				recalled++
			}
		}
	}
	if recalled < 100 {
		t.Errorf("only %d faults of translations were found: the test shows little", recalled)
	}
}
