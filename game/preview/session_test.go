package preview_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/game/preview"
)

// shop is a small scenario with one of everything an author may change.
const shop = `---
format: 1
id: shop
title: 夜の店
lang: ja
vars:
  hours: {label: 停止, unit: 時間, min: 0, max: 9, start: 1}
  told: false
  mood: {values: [calm, tense], start: calm}
score: {contain: {label: 封じ込め, max: 10}}
endings: {dawn: 夜明け}
roles: {chief: 店長}
variants:
  quiet: {label: 静かな夜, set: {hours: 1}}
  windy: {label: 風の夜, set: {hours: 4}}
---

# 夜の店

店は開いている。

## door
### 戸口 ` + "`role chief`" + `

**当直** 鍵がない。停止は` + "`= hours`" + `時間。

> [!NOTE]
> 一分だけ話す。

> [!CAUTION]
> 鍵は店長が持っている。 ` + "`for chief`" + `

- [戸を閉める](#call) ` + "`hours += 2; score.contain += 4`" + `

  閉めた音がした。
- [待つ](#call) ` + "`mood = tense` `after 30s`" + `
- [帰る](#dawn)

## call
### 電話

- [x] 時刻 ` + "`told = true`" + `

  時刻を言った。
- [ ] 犯人

[送る](#street) ` + "`score.contain += 2 * hits - wrong`" + `

## street
### 通り

- 60% [雨](#again) ` + "`hours += 1`" + `
- 40% [晴れ](#again)

## again
### もう一度

- [歩く](#dawn)
- [走る](#dawn) ` + "`score.contain -= 1`" + `

## dawn
### 夜明け ` + "`end`" + `

終わった。
`

func version(t testing.TB, text string) preview.Version {
	t.Helper()
	res := parse.Read(fstest.MapFS{"shop.md": &fstest.MapFile{Data: []byte(text)}}, "shop.md")
	return preview.Version{Scenario: res.Scenario, Problems: res.Problems}
}

func scenario(t testing.TB, fsys fs.FS) preview.Version {
	t.Helper()
	res := parse.Read(fsys, "shop.md")
	return preview.Version{Scenario: res.Scenario, Problems: res.Problems}
}

// begun is a session after some choices: items by their number, sets of a
// question as their bits.
func begun(t testing.TB, text string, choices ...game.ChoiceID) preview.Session {
	t.Helper()
	s := preview.NewSession("", "ja", 1).Load(version(t, text))
	for _, c := range choices {
		s = s.Choose(c)
	}
	return s
}

// at is the scene a session stands in.
func at(s preview.Session) string {
	run, playing := s.Run()
	if !playing {
		return ""
	}
	return run.Rules.SceneID(run.State.Scene())
}

// TestSave: after an edit the author stands at the same point, or as far as the
// choices made so far still fit.
func TestSave(t *testing.T) {
	door, wait := "- [戸を閉める](#call) `hours += 2; score.contain += 4`\n\n  閉めた音がした。\n", "- [待つ](#call) `mood = tense` `after 30s`\n"
	tests := []struct {
		name          string
		edit          *strings.Replacer
		where         string
		lost, changed int
		hours         int
	}{
		{"nothing", strings.NewReplacer(), "again", 0, 0, 3},
		{"words", strings.NewReplacer("閉めた音", "閉じた音"), "again", 0, 0, 3},
		{"its label", strings.NewReplacer("[戸を閉める]", "[戸を閉じる]"), "again", 0, 0, 3},
		{"its code", strings.NewReplacer("hours += 2", "hours += 3"), "again", 0, 1, 4},
		{"its label and code", strings.NewReplacer("[戸を閉める](#call) `hours += 2", "[閉じる](#call) `hours += 5"), "again", 0, 1, 6},
		{"it moved", strings.NewReplacer(door, "", wait, wait+door), "again", 0, 0, 3},
		{"it moved and changed", strings.NewReplacer(door, "", wait, wait+strings.Replace(door, "hours += 2", "hours += 4", 1)), "again", 0, 1, 5},
		{"one came before it", strings.NewReplacer(door, "- [窓を開ける](#call)\n"+door), "again", 0, 0, 3},
		{"it was deleted", strings.NewReplacer(door, ""), "door", 1, 0, 1},
		{"it is not offered", strings.NewReplacer("`hours += 2; score.contain += 4`", "`if told`"), "door", 1, 0, 1},
		{"it leads elsewhere", strings.NewReplacer("[戸を閉める](#call)", "[戸を閉める](#again)"), "again", 2, 1, 3},
		{"its scene was renamed", strings.NewReplacer("## door", "## gate"), "again", 0, 0, 3},
		{"its scene was deleted", strings.NewReplacer("[戸を閉める](#call)", "[戸を閉める](#again)", "[待つ](#call)", "[待つ](#again)", shop[strings.Index(shop, "## call"):strings.Index(shop, "## street")], ""), "again", 2, 1, 3},
		{"a tick moved", strings.NewReplacer("- [x] 時刻 `told = true`\n\n  時刻を言った。\n- [ ] 犯人\n", "- [ ] 犯人\n- [x] 時刻 `told = true`\n\n  時刻を言った。\n"), "again", 0, 2, 3},
		{"a tick was deleted", strings.NewReplacer("- [x] 時刻 `told = true`\n\n  時刻を言った。\n", ""), "call", 2, 0, 3},
		{"chance became a choice", strings.NewReplacer("- 60% [雨](#again) `hours += 1`\n- 40% [晴れ](#again)", "- [雨](#again)\n- [晴れ](#again)"), "street", 0, 0, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := begun(t, shop, 0, 0b01)
			if at(s) != "again" {
				t.Fatalf("the play begins in %s", at(s))
			}
			s = s.Load(version(t, tt.edit.Replace(shop)))
			run, _ := s.Run()
			lost, changed := preview.Marks(s)
			// Rain adds an hour, and which way it falls is the seed's.
			hours := run.Rules.Value(run.State, run.Rules.VarIndex("hours")) - preview.Rain(s)
			if at(s) != tt.where || lost != tt.lost || changed != tt.changed || hours != tt.hours {
				t.Errorf("at %s, lost %d, changed %d, hours %d; want %s, %d, %d, %d", at(s), lost, changed, hours, tt.where, tt.lost, tt.changed, tt.hours)
			}
		})
	}
}

// TestUndoneEdit: what did not fit for one version fits again in the next.
func TestUndoneEdit(t *testing.T) {
	s := begun(t, shop, 0, 0b01, 1)
	if at(s) != "dawn" {
		t.Fatalf("the play ends in %s", at(s))
	}
	gone := strings.Replace(shop, "- [走る](#dawn) `score.contain -= 1`\n", "", 1)
	if s = s.Load(version(t, gone)); at(s) != "again" {
		t.Errorf("without its choice the play stands in %s, want again", at(s))
	}
	if s = s.Load(version(t, shop)); at(s) != "dawn" {
		t.Errorf("with it the play stands in %s, want dawn", at(s))
	}
	// A choice made in between is the one that counts.
	s = s.Load(version(t, gone)).Choose(0).Load(version(t, shop))
	if run, _ := s.Run(); run.Steps[2].N != 1 {
		t.Errorf("the last choice is %d, want 1", run.Steps[2].N)
	}
}

// TestNeighbour: where a scene is deleted, the next one is another scene, though
// it offers the same.
func TestNeighbour(t *testing.T) {
	night := "---\nformat: 1\nid: shop\ntitle: 夜\nlang: ja\nendings: {dawn: 夜明け}\n---\n\n# 夜\n\n## a\n### 一\n\n- [続ける](#b)\n\n## b\n### 二\n\n- [続ける](#c)\n\n## c\n### 三\n\n- [続ける](#dawn)\n\n## dawn\n### 夜明け `end`\n\n明けた。\n"
	without := strings.Replace(strings.Replace(night, "(#b)", "(#c)", 1), "## b\n### 二\n\n- [続ける](#c)\n\n", "", 1)
	if s := begun(t, night, 0, 0).Load(version(t, without)); at(s) != "c" {
		t.Errorf("without the second scene the play stands in %s, want c", at(s))
	}
	if s := begun(t, night, 0, 0).Load(version(t, strings.NewReplacer("(#b)", "(#d)", "## b", "## d").Replace(night))); at(s) != "c" {
		t.Errorf("with the second scene renamed the play stands in %s, want c", at(s))
	}
}

// TestTakenBack: an author who takes several saves back stands where they did,
// though words, rules and the number of items all go back in one stroke.
func TestTakenBack(t *testing.T) {
	s := begun(t, shop, 0, 0b01)
	reworded := strings.Replace(shop, "[戸を閉める]", "[鍵をかける]", 1)
	longer := strings.Replace(reworded, "- [待つ](#call)", "- [窓を割る](#call)\n- [待つ](#call)", 1)
	dearer := strings.Replace(longer, "hours += 2", "hours += 5", 1)
	for _, text := range []string{reworded, longer, dearer} {
		if s = s.Load(version(t, text)); at(s) != "again" {
			t.Fatalf("a save took the play to %s", at(s))
		}
	}
	if s = s.Load(version(t, shop)); at(s) != "again" {
		lost, _ := preview.Marks(s)
		t.Errorf("back at the first version the play stands in %s (%d lost), want again", at(s), lost)
	}
	// A choice made anew is not haunted by what was chosen there before.
	s = s.Back().Back().Choose(1)
	if s = s.Load(version(t, strings.Replace(shop, "- [待つ](#call) `mood = tense` `after 30s`\n", "", 1))); at(s) != "door" {
		t.Errorf("without the choice the play stands in %s, want door", at(s))
	}
}

// TestBroken: a file that cannot be played leaves the last version, where it was.
func TestBroken(t *testing.T) {
	s := begun(t, shop, 0)
	broken := version(t, strings.Replace(shop, "(#call)", "(#nowhere)", 1))
	if broken.Scenario != nil {
		t.Fatal("the file is not broken")
	}
	s = s.Load(broken)
	if at(s) != "call" || len(preview.Notices(s, say(t, "en"))) != 1 {
		t.Errorf("at %q with %q; want call, and that it is broken", at(s), preview.Notices(s, say(t, "en")))
	}
	// The play goes on meanwhile.
	if s = s.Choose(0b10); at(s) != "again" {
		t.Errorf("the play of the last version stands in %s", at(s))
	}
	if s = s.Load(version(t, shop)); at(s) != "again" || len(preview.Notices(s, say(t, "en"))) != 0 {
		t.Errorf("mended: at %s with %q", at(s), preview.Notices(s, say(t, "en")))
	}
}

// TestNeverSound: a file that could never be played yet only has problems.
func TestNeverSound(t *testing.T) {
	s := preview.NewSession("", "en", 1).Load(preview.Version{})
	for _, s := range []preview.Session{s, s.Back(), s.Restart(), s.NextVariant(), s.NextLang(), s.Choose(0)} {
		if _, playing := s.Run(); playing || s.Deciding() {
			t.Error("something is played")
		}
	}
	if s = s.Load(version(t, shop)); at(s) != "door" {
		t.Errorf("then the play stands in %q, want door", at(s))
	}
}

// TestKeys of the session: back, restart, variant, language.
func TestSteps(t *testing.T) {
	s := begun(t, shop, 0, 0b01)
	if got := at(s.Back()); got != "call" {
		t.Errorf("one back is %s, want call", got)
	}
	if got := at(s.Back().Back().Back()); got != "door" {
		t.Errorf("beyond the start is %s, want door", got)
	}
	if got := at(s.Restart()); got != "door" {
		t.Errorf("anew is %s, want door", got)
	}
	windy := s.NextVariant()
	run, _ := windy.Run()
	if run.Variant != "windy" || at(windy) != "again" || len(run.Steps) != 2 {
		t.Errorf("the next variant is %s at %s", run.Variant, at(windy))
	}
	if run, _ := windy.NextVariant().Run(); run.Variant != "quiet" {
		t.Errorf("after the last variant comes %s, want quiet", run.Variant)
	}
	// An edit keeps the variant, unless it is gone.
	if run, _ := windy.Load(version(t, strings.Replace(shop, "閉めた音", "音", 1))).Run(); run.Variant != "windy" {
		t.Errorf("after a save the variant is %s", run.Variant)
	}
	if run, _ := windy.Load(version(t, strings.Replace(shop, "  windy:", "  gusty:", 1))).Run(); run.Variant != "quiet" {
		t.Errorf("without it the variant is %s, want quiet", run.Variant)
	}
	if s.Choose(7).Deciding() != true || at(s.Choose(7)) != "again" {
		t.Error("a choice that is not offered moved the play")
	}
}
