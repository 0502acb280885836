package lint

import (
	"strings"
	"testing"

	"kobayashi/game"
)

// en is the translation of a scenario with two choices; each test changes it.
const (
	enBase = "-- morning.md --\n---\nformat: 1\nid: morning\ntitle: 朝の店\nlang: ja\ncast: {店長: {}}\nvars: {hours: {label: 時間, max: 3}}\n---\n\n# 朝の店\n\n## start\n### 始まり\n\n`hours = 1`\n\n**店長** 48,000人が待ち、`= hours`時間たちました。 `if hours > 0`\n\n> [!TIP]\n> 釣り銭を数える。\n\n- [紙で売る](#luck) `hours += 1`\n\n  売れました。\n- [待つ](#ask)\n\n## luck\n### 運\n\n空を見ます。\n\n- 70% [晴れる](#evening)\n- 30% [雨になる](#ask)\n\n## ask\n### 問い\n\n伝えることを選びます。\n\n- [x] 時刻\n- [ ] だれのせいか\n\n[送る](#evening)\n\n## evening\n### 夕方 `end`\n\n店は開いたままでした。\n"
	enText = "---\nof: morning.md\nlang: en\ntitle: The shop in the morning\ncast: {店長: Manager}\nvars: {hours: Hours}\n---\n\n# The shop in the morning\n\n## start\n### Beginning\n\n`hours = 1`\n\n**Manager** After `= hours` hours 48,000 people are waiting. `if hours > 0`\n\n> [!TIP]\n> Count the change.\n\n- [Sell on paper](#luck) `hours += 1`\n\n  Sold.\n- [Wait](#ask)\n\n## luck\n### Luck\n\nYou look at the sky.\n\n- 70% [It clears up](#evening)\n- 30% [It rains](#ask)\n\n## ask\n### A question\n\nChoose what to say.\n\n- [x] The time\n- [ ] Whose fault it was\n\n[Send](#evening)\n\n## evening\n### Evening `end`\n\nThe shop stayed open.\n"
)

func TestTranslations(t *testing.T) {
	const f = "morning.en.md:"
	tests := []struct {
		name, old, new string
		want           []string
	}{
		{"faithful", "", "", nil},
		{"a scene is missing", "## luck\n### Luck\n\nYou look at the sky.\n\n- 70% [It clears up](#evening)\n- 30% [It rains](#ask)\n\n", "", []string{"E501 " + f + "11"}},
		{"an id was translated", "## evening", "## night", []string{"E502 " + f + "44"}},
		{"an id is misspelt", "## evening", "## evenin", []string{"E502 " + f + "44"}},
		{"one scene too many", "## evening", "## noon\n### Noon\n\nLunch.\n\n- [Go on](#evening)\n\n## evening", []string{"E502 " + f + "44"}},
		{"an item is missing", "- [ ] Whose fault it was\n", "", []string{"E503 " + f + "39"}},
		{"items in another order", "- [Sell on paper](#luck) `hours += 1`\n\n  Sold.\n- [Wait](#ask)\n", "- [Wait](#ask)\n- [Sell on paper](#luck) `hours += 1`\n\n  Sold.\n", []string{"E503 " + f + "21"}},
		{"no decision", "- 70% [It clears up](#evening)\n- 30% [It rains](#ask)\n\n", "", []string{"E503 " + f + "26"}},
		{"a decision where none is", "The shop stayed open.\n", "The shop stayed open.\n\n- [Again](#start)\n", []string{"E503 " + f + "49"}},
		{"another kind", "- 70% [It clears up](#evening)\n- 30% [It rains](#ask)", "- [It clears up](#evening)\n- [It rains](#ask)", []string{"E503 " + f + "31"}},
		{"another way on", "[Send](#evening)", "1. [Send](#evening) `if hits > 0`\n2. [Send](#evening)", []string{"E503 " + f + "34"}},
		{"another target", "[Wait](#ask)", "[Wait](#luck)", []string{"E504 " + f + "24"}},
		{"another target behind a question", "[Send](#evening)", "[Send](#start)", []string{"E504 " + f + "42"}},
		{"other chances", "- 70% [It clears up](#evening)\n- 30%", "- 60% [It clears up](#evening)\n- 40%", []string{"E504 " + f + "31", "E504 " + f + "32"}},
		{"another tick", "- [ ] Whose", "- [x] Whose", []string{"E504 " + f + "40"}},
		{"other effect", "`hours += 1`", "`hours += 2`", []string{"E505 " + f + "21"}},
		{"effect is missing", " `hours += 1`", "", []string{"E505 " + f + "21"}},
		{"effect in other words", "`hours += 1`", "`hours  +=  1`", nil},
		{"effects in another order", "`hours += 1`", "`hours = 2; hours += 1`", []string{"E505 " + f + "21"}},
		{"other entry", "`hours = 1`", "`hours = 2`", []string{"E505 " + f + "14"}},
		{"entry is missing", "`hours = 1`\n\n", "", []string{"E505 " + f + "11"}},
		{"another entry", "`hours = 1`\n", "`hours = 1`\n\n`hours = 2`\n", []string{"E505 " + f + "16"}},
		{"other condition", "`if hours > 0`", "`if hours > 1`", []string{"E505 " + f + "16"}},
		{"condition is missing", " `if hours > 0`", "", []string{"E505 " + f + "16"}},
		{"no ending", "### Evening `end`", "### Evening", []string{"E505 " + f + "44"}},
		{"a paragraph more", "The shop stayed open.", "The shop.\n\nIt stayed open.", []string{"W506 " + f + "44"}},
		{"a paragraph less", "\n  Sold.\n", "", []string{"W506 " + f + "21"}},
		{"another kind of paragraph", "[!TIP]", "[!NOTE]", []string{"W506 " + f + "18"}},
		{"stale", "---\n\n# The", "hashes: {luck: 0123456789ab, evening: 0123456789ab}\n---\n\n# The", []string{"W507 " + f + "27", "W507 " + f + "45"}},
		{"hash of a scene that is gone", "---\n\n# The", "hashes: {gone: 0123456789ab}\n---\n\n# The", nil},
		{"left in Japanese", "You look at the sky.", "空を見ます。", []string{"W508 " + f + "29"}},
		{"mostly Japanese", "You look at the sky.", "Sky を見上げて、しばらく考えこみました。", []string{"W508 " + f + "29"}},
		{"a name is no fault", "You look at the sky.", "You look at the sky (空).", nil},
		{"title left", "### Luck", "### 運", []string{"W508 " + f + "27"}},
		{"choice left", "[Wait]", "[待つ]", []string{"W508 " + f + "24"}},
		{"label is missing", "vars: {hours: Hours}\n", "", []string{"W508 " + f + "2"}},
		{"label left", "{hours: Hours}", "{hours: 時間}", []string{"W508 " + f + "6"}},
		{"name is missing", "cast: {店長: Manager}\n", "", []string{"W508 " + f + "2", "W604 " + f + "15"}},
		{"other digits", "48,000", "84,000", []string{"W509 " + f + "16"}},
		{"other digits in a choice", "[Wait]", "[Wait 5 hours]", []string{"W509 " + f + "24"}},
		{"digits in words", "48,000", "forty-eight thousand", nil},
		{"a target is misspelt", "[Wait](#ask)", "[Wait](#aks)", []string{"E504 " + f + "24"}},
		{"an item that is none", "- [Wait](#ask)", "- Wait", []string{"E020 " + f + "24"}},
	}
	for _, tt := range tests {
		text := enText
		if tt.old != "" {
			if strings.Count(text, tt.old) != 1 {
				t.Fatalf("%s: %q stands %d times", tt.name, tt.old, strings.Count(text, tt.old))
			}
			text = strings.Replace(text, tt.old, tt.new, 1)
		}
		story{tt.name, enBase + "-- morning.en.md --\n" + text, tt.want}.run(t)
	}
}

func TestTerms(t *testing.T) {
	base := strings.Replace(enBase, "cast: {店長: {}}", "cast: {店長: {}}\nglossary: {釣り銭: 返すお金, 伝票: 紙}", 1)
	text := strings.Replace(enText, "cast: {店長: Manager}", "cast: {店長: Manager}\nglossary: {釣り銭: {term: change, text: coins}, 伝票: {term: slip, text: paper}}", 1)
	story{"used", base + "-- morning.en.md --\n" + text, nil}.run(t)
	story{"not used", base + "-- morning.en.md --\n" + strings.Replace(text, "Count the change.", "Count the coins.", 1), []string{"W510 morning.en.md:12"}}.run(t)
	story{"capital", base + "-- morning.en.md --\n" + strings.Replace(text, "Count the change.", "Change is to be counted.", 1), nil}.run(t)
}

// TestOrderOfCode: what sets a variable must keep its place; what is only shown
// need not.
func TestOrderOfCode(t *testing.T) {
	base := strings.Replace(enBase, "`hours += 1`", "`hours = 2; hours += 1`", 1)
	base = strings.Replace(base, "空を見ます。", "`= hours`時間、`= hours + 1`回、空を見ます。", 1)
	text := strings.Replace(enText, "You look at the sky.", "You look at the sky `= hours + 1` times in `= hours` hours.", 1)
	same := strings.Replace(text, "`hours += 1`", "`hours = 2` `hours += 1`", 1)
	turned := strings.Replace(text, "`hours += 1`", "`hours += 1; hours = 2`", 1)
	story{"the same", base + "-- morning.en.md --\n" + same, nil}.run(t)
	story{"turned round", base + "-- morning.en.md --\n" + turned, []string{"E505 morning.en.md:21"}}.run(t)
}

// TestFromEnglish: a base in English and its Japanese translation.
func TestFromEnglish(t *testing.T) {
	base := "-- a.md --\n---\nformat: 1\nid: a\ntitle: The shop\nlang: en\n---\n\n# The shop\n\n## start\n### Start `end`\n\nThe shop stayed open all day.\n"
	text := "-- a.ja.md --\n---\nof: a.md\nlang: ja\ntitle: 店\n---\n\n# 店\n\n## start\n### 始まり `end`\n\n"
	story{"faithful", base + text + "店は一日開いていました。\n", nil}.run(t)
	story{"left", base + text + "The shop stayed open all day.\n", []string{"W508 a.ja.md:12"}}.run(t)
}

func TestSceneHash(t *testing.T) {
	got := example{text: enBase + "-- morning.en.md --\n" + strings.Replace(enText, "---\n\n# The", "hashes: {evening: 0123456789ab}\n---\n\n# The", 1)}.read(t)
	if len(got) != 1 || got[0].Rule != "W507" {
		t.Fatalf("got %s", tell(t, got))
	}
	// printf '## evening\n### 夕方 `end`\n\n店は開いたままでした。' | sha256sum
	const want = "1559a9675928"
	if !strings.Contains(got[0].Mend.EN, want) {
		t.Errorf("mend %q, want %s in it", got[0].Mend.EN, want)
	}
	if got[0].Severity() != game.Warning {
		t.Errorf("severity %s", got[0].Severity())
	}
}

// TestItemsNamed: the mend names the item that is missing, extra or moved.
func TestItemsNamed(t *testing.T) {
	const wait = "- [Wait](#ask)\n"
	const sell = "- [Sell on paper](#luck) `hours += 1`\n\n  Sold.\n"
	for want, change := range map[string][2]string{
		`"紙で売る"`:               {sell + wait, wait},
		`"待つ"`:                 {sell + wait, sell},
		"item 2":               {sell + wait, sell + "- [Ask](#evening)\n" + wait},
		`"だれのせいか" of the base`: {"- [ ] Whose fault it was\n", ""},
		`this is "紙で売る"`:       {sell + wait, wait + sell},
	} {
		text := strings.Replace(enText, change[0], change[1], 1)
		got := example{text: enBase + "-- morning.en.md --\n" + text}.read(t)
		if len(got) != 1 || got[0].Rule != "E503" || !strings.Contains(got[0].Mend.EN, want) {
			t.Errorf("want %s in the mend of one E503, got %s", want, tellMends(got))
		}
	}
}

// TestNotesTranslated: who reads in another language is not handed a note in the
// base's.
func TestNotesTranslated(t *testing.T) {
	base := strings.Replace(enBase, "空を見ます。", "[空](notes/sky.md)を見ます。", 1)
	text := strings.Replace(enText, "You look at the sky.", "You look at the [sky](notes/sky.md).", 1)
	files := base + "-- morning.en.md --\n" + text + "-- notes/sky.md --\n# 空\n\n雲の名前。\n"
	story{"not translated", files, []string{"W508 morning.en.md:29"}}.run(t)
	story{"translated", files + "-- notes/sky.en.md --\n# The sky\n\nNames of clouds.\n", nil}.run(t)
}
