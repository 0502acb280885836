package typeset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kobayashi/assets"
)

// TestPhrases holds that the reader finds what BudouX's own reader finds with
// this model.
func TestPhrases(t *testing.T) {
	model := New(nil, assets.Budoux).model()
	if model == nil {
		t.Fatal("no model")
	}
	for _, want := range []string{
		"今日は|天気です。",
		"会員ページの|サーバーから、|見覚えの|ない|宛先へ|毎分|二百件の|通信が|出ています。",
		"検体の|九割を|検出したが、|種類では|二割三分にと|どまった",
		"止めるか、|続けるか、|いま決めてください。",
		"バックアップの|サーバーsvc-bk02に|切り|替える。",
		"𠮟られても、|メモリーの|記録が|間に|合いました。",
		"Google の|使命は、|世界中の|情報を|整理し、|世界中の|人が|アクセスできて|使えるように|する|ことです。",
	} {
		text := strings.ReplaceAll(want, "|", "")
		var got strings.Builder
		for i := 0; i < len(text); {
			if i > 0 && model.starts(text, i) {
				got.WriteByte('|')
			}
			_, n := utf8.DecodeRuneInString(text[i:])
			got.WriteString(text[i : i+n])
			i += n
		}
		if got.String() != want {
			t.Errorf("got  %s\nwant %s", got.String(), want)
		}
	}
}

func TestPhrasesOfABadModel(t *testing.T) {
	if _, err := readPhrases([]byte("{")); err == nil {
		t.Error("got no error, want one")
	}
}
