package parse

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestFront(t *testing.T) {
	const body = "\n# T\n\n## s\n### S\n\n- [a](#fin)\n\n## fin\n### 終わり `end`\n"
	front := func(lines string) string {
		return "---\nformat: 1\nid: t\ntitle: T\nlang: ja\n" + lines + "---\n" + body
	}
	tests := []struct{ name, file, want string }{
		{"sound", front("minutes: 10\nlevel: 3\nauthors: [甲, 乙]\nlicense: CC-BY-4.0\nas_of: 2026-04-01\norder: fixed\nconfidence: ask\nsummary: |\n  長い\n  文\n"), ""},
		{"E001 none", "¦# T\n", "E001"},
		{"E001 open", "¦---\nformat: 1\n\n# T\n", "E001"},
		{"E002 indentation", front("vars:\n  a: {min: 0, max: 3}\n ¦b: {min: 0, max: 3}\n"), "E002"},
		{"E002 value", front("summary: a¦: b\n"), "E002"},
		{"E002 bracket", front("cast: {社長: {}\n¦roles: {pr: 広報}\n"), "E002"},
		{"E002 quote", "---\nformat: 1\ntitle: ¦\"T\n---\n" + body, "E002"},
		{"E002 twice", front("minutes: 3\n¦minutes: 4\n"), "E002"},
		{"E002 twice inside", front("cast: {社長: {}, ¦社長: {}}\n"), "E002"},
		{"E003", front("¦minuets: 3\n"), "E003"},
		{"E003 for a missing key", "---\nformat: 1\nid: t\n¦titel: T\nlang: ja\n---\n" + body, "E003"},
		{"E003 inside", front("vars:\n  a: {min: 0, ¦mx: 3, max: 3}\n"), "E003"},
		{"E003 translation's", front("¦hashes: {s: 000000000000}\n"), "E003"},
		{"E004 missing", "---\n¦format: 1\nid: t\nlang: ja\n---\n" + body, "E004"},
		{"E004 format", "---\nformat: ¦2\nid: t\ntitle: T\nlang: ja\n---\n" + body, "E004"},
		{"E004 minutes", front("minutes: ¦soon\n"), "E004"},
		{"E004 full-width number", front("minutes: ¦１０\n"), "E004"},
		{"E004 level", front("level: ¦6\n"), "E004"},
		{"E004 date", front("as_of: ¦2026-13-01\n"), "E004"},
		{"E004 id", "---\nformat: 1\nid: ¦T 1\ntitle: T\nlang: ja\n---\n" + body, "E004"},
		{"E004 lang", "---\nformat: 1\nid: t\ntitle: T\nlang: ¦日本語\n---\n" + body, "E004"},
		{"E004 order", front("order: ¦random\n"), "E004"},
		{"E004 empty", front("summary:¦\n"), "E004"},
		{"E004 a list for a map", front("vars: ¦[a]\n"), "E004"},
		{"E004 no max", front("vars:\n  ¦a: {min: 0}\n"), "E004"},
		{"E004 range", front("vars:\n  a: {min: 3, max: ¦2}\n"), "E004"},
		{"E004 start", front("vars:\n  a: {min: 0, max: 2, start: ¦3}\n"), "E004"},
		{"E004 huge", front("vars:\n  a: {min: 0, max: ¦1000001}\n"), "E004"},
		{"E004 values", front("vars:\n  a: {values: ¦[x]}\n"), "E004"},
		{"E004 enum start", front("vars:\n  a: {values: [x, y], start: ¦z}\n"), "E004"},
		{"E004 value's name", front("vars:\n  a: {values: [x, ¦b-c]}\n"), "E004"},
		{"E004 variable's name", front("vars:\n  ¦end: true\n"), "E004"},
		{"E004 yes", front("vars:\n  a: ¦maybe\n"), "E004"},
		{"E004 score", front("score:\n  ¦a: {label: A}\n"), "E004"},
		{"E004 note", front("glossary: {ボット: ¦notes/bot.md}\n"), "E004"},
		{"E004 hashes", "---\nof: ¦base.md\nlang: en\ntitle: T\nhashes: {s: ¦xyz}\n---\n", "E004 E004"},
		{"E005 anchor", front("vars:\n  a: ¦&x {min: 0, max: 2}\n"), "E005"},
		{"E005 alias", front("vars:\n  a: ¦*x\n"), "E005"},
		{"E005 tag", front("minutes: ¦!!int 3\n"), "E005"},
		{"E005 merge", front("vars:\n  ¦<<: {a: true}\n"), "E005"},
		{"E006 escape", front("summary: ¦\"a\\u001bb\"\n"), "E006"},
		{"E006 depth", front("maps: {a: {b: {c: {d: {e: {f: {g: {h: ¦{i: 1}}}}}}}}}\n"), "E006"},
		{"E006 size", "¦---\nsummary: " + strings.Repeat("あ", 6000) + "\n---\n" + body, "E006"},
		{"E006 keys", front("roles:\n  ¦" + strings.TrimPrefix(manyKeys(201), "  ")), "E006"},
		{"E007 note", front("glossary: {ボット: ¦../../bot.md}\n"), "E007"},
		{"E045 key", front("minutes¦：3\n"), "E045"},
		{"E045 inside", front("vars:\n  a: {min: 0, max¦：2, max: 3}\n"), "E045"},
		{"E050 goal", front("goals: {g: {label: G, scenes: [s, ¦x]}}\n"), "E050"},
		{"E050 test", front("tests:\n  - {name: n, play: [¦{scene: x, n: 1}]}\n"), "E050"},
		{"E054 test", front("tests:\n  - {name: n, ending: ¦x}\n"), "E054"},
		{"E104 variant", front("variants: {v: {label: V, set: {a: ¦true}}}\nvars:\n  a: {min: 0, max: 2}\n"), "E104"},
		{"E004 variant's range", front("variants: {v: {label: V, set: {a: ¦3}}}\nvars:\n  a: {min: 0, max: 2}\n"), "E004"},
		{"E107 variant", front("vars: {trust: true}\nvariants: {v: {set: {¦truts: true}}}\n"), "E107"},
		{"quotes hide signs", front("summary: \"a & b * c ! d\"\nlicense: a & b # & c\n"), ""},
		{"all of it", front(everything), ""},
		{"too much to remember", front("¦vars:\n" + manyVars(26)), "E004"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			check(t, fstest.MapFS{"t.md": {Data: []byte(tt.file)}}, "t.md", tt.want)
		})
	}
}

const everything = `cast:
  社長: {role: 社長, portrait: chief, player: true}
roles: {pr: 広報, ir: {label: IR}}
vars:
  hours: {label: 停止, unit: 時間, min: 0, max: 6, start: 1}
  late: {label: 遅れ, start: true}
  mode: {label: 体制, values: {a: 平常, b: 警戒}, start: b}
score: {x: {label: X, max: 3, weight: 2}}
endings: {fin: 終わり}
variants:
  easy: {label: 易しい, set: {hours: 2, late: false, mode: a}}
  hard: {label: 難しい}
tags: {stop: 止める}
goals: {g: {label: 目標, scenes: [s]}}
glossary: {ボット: 一行, 亜種: {text: 一行}}
sources: {src: 出典}
maps: {csf: {version: "2.0", ids: [RS.MI-01]}}
allow: {example.jp: 実在の名前の例}
tests:
  - {name: 一, variant: hard, seed: 7, play: [{scene: s, n: 1}, {scene: s, ticks: [1, 2]}], ending: fin, score: {x: 3}}
`

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("  k" + strings.Repeat("x", i%3) + string(rune('a'+i%26)) + strings.Repeat("y", i/26) + ": v\n")
	}
	return b.String()
}

func manyVars(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("  v" + string(rune('a'+i)) + ": {min: 0, max: 1000000}\n")
	}
	return b.String()
}

// TestHostileFront feeds what has been seen to end the YAML library.
func TestHostileFront(t *testing.T) {
	for name, yaml := range map[string]string{
		"duplicate keys": strings.Repeat("a: 1\n", 3000),
		"open brackets":  strings.Repeat("[", 16000),
		"dashes":         strings.Repeat("- ", 8000),
		"deep keys":      strings.Repeat("{a: ", 3000),
		"aliases":        "a: &a [x]\n" + strings.Repeat("b: [*a, *a]\n", 900),
		"hashes":         "hashes:\n" + strings.Repeat("  a: 000000000000\n", 7000),
		"question marks": strings.Repeat("? ", 8000),
		"block scalars":  strings.Repeat("a: |\n", 3000),
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			r := Read(fstest.MapFS{"t.md": {Data: []byte("---\n" + yaml + "\n---\n\n# T\n")}}, "t.md")
			if len(r.Problems) == 0 || r.Scenario != nil {
				t.Error("nothing was refused")
			}
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
