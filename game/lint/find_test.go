package lint

import (
	"slices"
	"testing"
)

func TestSuspects(t *testing.T) {
	tests := []struct {
		line string
		want []string
	}{
		{"記録は hinata-shop.co.jp にあります", []string{"hinata-shop.co.jp"}},
		{"サイトはhinata.jpです。", []string{"hinata.jp"}},
		{"see https://status.minato.dev/x?y=1 now", []string{"status.minato.dev"}},
		{"mail ops@minato.zz today", []string{"minato.zz"}},
		{"www.minato.zz", []string{"www.minato.zz"}},
		{"example.com a.example.org shop.example x.test localhost http://localhost:8080/ me@site.invalid", nil},
		{"notexample.com", []string{"notexample.com"}},
		{"README.md app.py page.html run.sh v1.2.3 e.g. 3.5 U.S. node.js svc.exe", nil},
		{"This is the end.It has no space", nil},
		{"番地は 192.0.2.10、198.51.100.7、203.0.113.255 と 2001:db8::1", nil},
		{"番地は8.8.8.8です", []string{"8.8.8.8"}},
		{"8.8.8.8:53 and 10.0.0.1.", []string{"8.8.8.8", "10.0.0.1"}},
		{"2606:4700::1111 と 127.0.0.1 と ::1", []string{"2606:4700::1111"}},
		{"16:20:05 に std::vector", nil},
		{"16:20 から 17:05:00 まで", nil},
		{"電話は03-1234-5678まで", []string{"03-1234-5678"}},
		{"電話は (03) 1234-5678 か 0312345678", []string{"03) 1234-5678", "0312345678"}},
		{"携帯は090-1234-5678", []string{"090-1234-5678"}},
		{"０３－１２３４－５６７８", []string{"０３－１２３４－５６７８"}},
		{"call 212-555-0123 or 555-0199, never 212-555-1234", []string{"212-555-1234"}},
		{"+81-3-1234-5678", []string{"81-3-1234-5678"}},
		{"03-〇〇〇〇-〇〇〇〇 03-xxxx-xxxx 03-1234-xxxx 090-0000-〇〇〇〇", nil},
		{"2026-11-23 16:20、48,000人、720,000円、210人", nil},
		{"2,880,000 38,430,000 0.5 100-200-300", nil},
		{"ISBN 978-4-00-310101-8", nil},
		{"番号 1234-5678-9012-3456", nil},
		{"１２３、０３－１２３４－５６７８へ。ＡＢ", []string{"０３－１２３４－５６７８"}},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range suspects([]byte(tt.line)) {
			if tt.line[s.start:s.end] != s.name {
				t.Errorf("%s: %q stands elsewhere than at %d-%d", tt.line, s.name, s.start, s.end)
			}
			got = append(got, s.name)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s\ngot  %q\nwant %q", tt.line, got, tt.want)
		}
	}
}

func TestDigits(t *testing.T) {
	tests := []struct {
		base, own   string
		lost, added []string
	}{
		{"案内は4万8千人へ", "sent to 48,000 people", nil, nil},
		{"案内は48,000人へ", "sent to 84,000 people", []string{"48,000"}, []string{"84,000"}},
		{"４８，０００人", "48000 people", nil, nil},
		{"1億2000万円", "120 million yen", nil, nil},
		{"288万円", "2.88 million yen", nil, nil},
		{"毎分二百件", "200 a minute", nil, nil},
		{"200件", "two hundred requests", nil, nil},
		{"四万八千人", "48,000 people", nil, nil},
		{"48人", "forty-eight people", nil, nil},
		{"24,000人", "twenty-four thousand people", nil, nil},
		{"105人", "one hundred and five people", nil, nil},
		{"20:00に開く", "opens at 8 p.m.", nil, nil},
		{"16:20に届いた", "arrived at 4:20 pm", nil, nil},
		{"23:15に届いた", "arrived at 11:15 p.m.", nil, nil},
		{"0時5分に届いた", "arrived at 12:05 a.m.", nil, nil},
		{"4千8百万円", "48 million yen", nil, nil},
		{"2千万円と3億5百", "20,000,000 yen and 300,000,500", nil, nil},
		{"16時20分に届いた", "arrived at 16:20", nil, nil},
		{"八時に", "at 20:00", nil, nil},
		{"24:00まで", "until midnight", nil, nil},
		{"16:20に届いた", "arrived at 16:02", []string{"16:20"}, []string{"16:02"}},
		{"3割が", "30% of them", nil, nil},
		{"三割が", "30% of them", nil, nil},
		{"11月23日", "23 November", nil, nil},
		{"1台と2台目", "the first machine and the second", nil, nil},
		{"番地は192.0.2.10", "the address 192.0.2.10", nil, nil},
		{"番地は192.0.2.10", "the address 192.0.2.11", []string{"192.0.2.10"}, []string{"192.0.2.11"}},
		{"[図](notes/figure-5.md)", "[the figure](notes/figure-5.en.md)", nil, nil},
		{"取りこぼしは" + value + "千円", "¥" + value + ",000 lost", nil, nil},
		{"8.6か月", "8.6 months", nil, nil},
		{"8.6か月", "8.5 months", []string{"8.6"}, []string{"8.5"}},
		{"三時間と30分", "three hours", []string{"30"}, nil},
		{"2段の2人", "2 of them", nil, nil},
		{"", "5 and 5", nil, []string{"5"}},
	}
	for _, tt := range tests {
		a, b := numbersOf(tt.base), numbersOf(tt.own)
		if lost, added := a.lacks(b), b.lacks(a); !slices.Equal(lost, tt.lost) || !slices.Equal(added, tt.added) {
			t.Errorf("%q, %q\ngot  %q %q\nwant %q %q", tt.base, tt.own, lost, added, tt.lost, tt.added)
		}
	}
}

func TestUnsteady(t *testing.T) {
	tests := []struct {
		line  string
		first int
		want  []string
	}{
		{"そのまま、「かっこ」〇・ー。ABC é ñ", 0, nil},
		{"あ…い…→", 3, []string{"…", "→"}},
		{"① ok", 0, []string{"①"}},
		{"“quoted”", 0, []string{"“", "”"}},
		{"a ❤\uFE0F b", 2, []string{"❤\uFE0F"}},
		{"🙂 wide everywhere", 0, nil},
		{"□■┌", 0, []string{"□", "■", "┌"}},
	}
	for _, tt := range tests {
		first, signs := unsteady([]byte(tt.line))
		if first != tt.first || !slices.Equal(signs, tt.want) {
			t.Errorf("%q\ngot  %d %q\nwant %d %q", tt.line, first, signs, tt.first, tt.want)
		}
	}
}

func TestUnfinishedMarks(t *testing.T) {
	for line, want := range map[string]string{
		"TODO: 書く": "TODO", "あとで（仮）直す": "（仮）", "> 仮: 見出し": "> 仮:", "要確認です": "要確認", "FIXME": "FIXME",
		"仮に止めたら、仮の数字で": "", "TODOS": "", "必要です": "", "仮面": "", "図XXXIV": "",
	} {
		if got := string(unfinishedMarks.Find([]byte(line))); got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
		p := &pass{}
		p.marksIn([]byte("一行目\n"+line), 0, note{text: []byte("一行目\n" + line)}.span)
		if (len(p.problems) > 0) != (want != "") {
			t.Errorf("%q: the quick look finds %d marks", line, len(p.problems))
		}
	}
}
