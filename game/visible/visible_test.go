package visible_test

import (
	"testing"

	"kobayashi/game/visible"
)

func TestUnseen(t *testing.T) {
	for _, r := range []rune{
		0, '\t', '\n', 0x1b, 0x7f, 0x80, 0x9b, 0x9f, 0xad, 0x200b, 0x200d, 0x200e, 0x202e, 0x2066, 0x2060, 0xfeff,
		0x034f, 0x115f, 0x3164, 0xffa0, 0xe000, 0xf8ff, 0xfdd0, 0xfff9, 0xfffc, 0xfffe, 0xe0001, 0xe0041, 0xf0000, 0x10ffff,
	} {
		if !visible.Unseen(r) {
			t.Errorf("U+%04X passes as visible", r)
		}
	}
	for _, r := range " aé、。「」あア漢字ｱ＃ー〇…→①한😀\u0301\ufe0f\ufffd\u3000" {
		if visible.Unseen(r) {
			t.Errorf("U+%04X passes as unseen", r)
		}
	}
}

func TestMark(t *testing.T) {
	for r, want := range map[rune]bool{0x0301: true, 0x3099: true, 0x20dd: true, 'a': false, 'が': false} {
		if visible.Mark(r) != want {
			t.Errorf("U+%04X: got %v", r, !want)
		}
	}
}
