package line

import (
	"reflect"
	"testing"
)

func TestUnderstand(t *testing.T) {
	tests := []struct {
		line string
		want answer
	}{
		{"", answer{empty: true}},
		{" \t　", answer{empty: true}},
		{"2", answer{nums: []int{2}}},
		{" 12 ", answer{nums: []int{12}}},
		{"２", answer{nums: []int{2}}},
		{"１、２　３", answer{nums: []int{1, 2, 3}}},
		{"（１、２　３）", answer{nums: []int{1, 2, 3}}},
		{"1, 3,3", answer{nums: []int{1, 3, 3}}},
		{"１，３。", answer{nums: []int{1, 3}}},
		{"2.", answer{nums: []int{2}}},
		{"1\x1b[A2", answer{}},
		{"99999999999999999999", answer{nums: []int{-1}}},
		{",", answer{}},
		{"-1", answer{}},
		{"二", answer{}},
		{"?", answer{cmd: help}},
		{"？", answer{cmd: help}},
		{"ｑ", answer{cmd: leave}},
		{"Q", answer{cmd: leave}},
		{"save", answer{cmd: leave}},
		{"保存", answer{cmd: leave}},
		{"n bot", answer{cmd: notes, arg: "bot"}},
		{"ｎ　２", answer{cmd: notes, arg: "2"}},
		{"n2", answer{cmd: notes, arg: "2"}},
		{"g 自己 更新", answer{cmd: glossary, arg: "自己 更新"}},
		{"s", answer{cmd: status}},
		{"t", answer{cmd: transcript}},
		{"x", answer{}},
		{"だ1", answer{}},
	}
	for _, tt := range tests {
		got := understand(tt.line)
		got.text, got.raw = "", ""
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q: got %+v, want %+v", tt.line, got, tt.want)
		}
	}
}

func TestSet(t *testing.T) {
	tests := []struct {
		line string
		want []int
		ok   bool
	}{
		{"", nil, true},
		{"0", nil, true},
		{"3 1 1", []int{1, 3}, true},
		{"4", []int{4}, false},
		{"0 1", []int{0, 1}, false},
		{"s", nil, false},
		{"9999999999999999999999", []int{-1}, false},
	}
	for _, tt := range tests {
		if got, ok := understand(tt.line).set(3); ok != tt.ok || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q: got %v %v, want %v %v", tt.line, got, ok, tt.want, tt.ok)
		}
	}
}

func TestFind(t *testing.T) {
	names := [][]string{{"bot", "ボットとは"}, {"variants", "亜種"}, {"bo", "短い"}}
	tests := []struct {
		arg  string
		want int
	}{
		{"1", 0}, {"３", -1}, {"3", 2}, {"4", -1}, {"bot", 0}, {"BOT", 0}, {"bo", 2}, {"var", 1}, {"亜種", 1}, {"とは", 0}, {"zzz", -1},
	}
	for _, tt := range tests {
		if got := find(tt.arg, names); got != tt.want {
			t.Errorf("%q: got %d, want %d", tt.arg, got, tt.want)
		}
	}
}
