package naming_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kobayashi/game/naming"
)

func TestTeam(t *testing.T) {
	for typed, want := range map[string]string{
		"red":                      "red",
		"  red   team\t":           "red team",
		"赤　組":                      "赤 組",
		"ｒｅｄ":                      "red",
		"ﾐﾅﾄ雑貨":                    "ミナト雑貨",
		"か\u3099っこう":               "がっこう",
		"Ⅳ班":                       "IV班",
		"①":                        "1",
		"🔥fire":                    "🔥fire",
		"葛\U000E0100城":             "葛城",
		"éclair":                   "éclair",
		"e\ufe0f\u0301":            "é",
		"OBrien-2":                 "OBrien-2",
		"ไทย":                      "ไทย",
		"一二三四五六七八九十一二":             "一二三四五六七八九十一二",
		"abcdefghijklmnopqrstuvwx": "abcdefghijklmnopqrstuvwx",
	} {
		name, skeleton, err := naming.Team(typed)
		if name != want || err != nil || skeleton == "" {
			t.Errorf("Team(%q) = %q, %q, %v; want %q", typed, name, skeleton, err, want)
		}
		if who, err := naming.Person(typed); who != want || err != nil {
			t.Errorf("Person(%q) = %q, %v; want %q", typed, who, err, want)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		typed string
		want  error
	}{
		{"", naming.ErrEmpty},
		{" \t　", naming.ErrEmpty},
		{"---", naming.ErrEmpty},
		{"🔥", naming.ErrEmpty},
		{"一二三四五六七八九十一二三", naming.ErrWide},
		{"abcdefghijklmnopqrstuvwxy", naming.ErrWide},
		{"○○○○○○○○○○○○a", naming.ErrWide}, // where such signs are drawn wide
		{"㍿㍿㍿㍿", naming.ErrWide},
		{strings.Repeat("a", 1<<20), naming.ErrWide},
		{"a\x1b[31m", naming.ErrSign},
		{"a\x00", naming.ErrSign},
		{"a\u009b31m", naming.ErrSign},
		{"a\u202eb", naming.ErrSign},
		{"a\u200bb", naming.ErrSign},
		{"a\u200db", naming.ErrSign},
		{"a\ufeffb", naming.ErrSign},
		{"a\U000E0041", naming.ErrSign},
		{"a\ue000", naming.ErrSign},
		{"a\u3164", naming.ErrSign},
		{"a\uffff", naming.ErrSign},
		{"a\xffb", naming.ErrSign},
		{"a\ufffdb", naming.ErrSign},
		{"a b\u0301\u0301\u0301\u0301\u0301", naming.ErrSign},
		{"\u0301a", naming.ErrSign},
		{"a \u0301", naming.ErrSign},
		{"Facilitator", naming.ErrReserved},
		{"ｆａｃｉｌｉｔａｔｏｒ", naming.ErrReserved},
		{"facilit\u0430tor", naming.ErrReserved}, // a Cyrillic a
		{"fac1litator", naming.ErrReserved},
		{"B0ARD", naming.ErrReserved},
		{"sub mit", naming.ErrReserved},
		{"進行役", naming.ErrReserved},
		{"進 行 役", naming.ErrReserved},
		{"ｻｰﾊﾞｰ", naming.ErrReserved},
		{"KobayashI", naming.ErrReserved},
		{"小林丸", naming.ErrReserved},
		{"ｍａｊｏｒｉｔｙ", naming.ErrReserved},
	} {
		name, skeleton, err := naming.Team(tt.typed)
		if !errors.Is(err, tt.want) || name != "" || skeleton != "" {
			t.Errorf("Team(%.40q) = %q, %q, %v; want %v", tt.typed, name, skeleton, err, tt.want)
		}
		if naming.Reason(err) == "" {
			t.Errorf("Team(%.40q): %v has no word", tt.typed, err)
		}
	}
	if word := naming.Reason(errors.New("another")); word != "" {
		t.Errorf("another error has the word %q", word)
	}
}

// TestSendable: a team is reached by its name as a user's, so it has none that
// ssh refuses to send. People may be called as they like.
func TestSendable(t *testing.T) {
	for _, typed := range []string{"O'Brien", "-red", "red -2", `red\`, "a|b", "A（東）", "<b>", `"red"`, "a;b", "a&b", "a`b", "{a}"} {
		if name, _, err := naming.Team(typed); !errors.Is(err, naming.ErrSign) || name != "" {
			t.Errorf("Team(%q) = %q, %v", typed, name, err)
		}
		if _, err := naming.Person(typed); err != nil {
			t.Errorf("Person(%q): %v", typed, err)
		}
	}
	for _, typed := range []string{"Kobayashi", "こばやし"} {
		if name, err := naming.Person(typed); name != typed || err != nil {
			t.Errorf("Person(%q) = %q, %v", typed, name, err)
		}
	}
	for _, typed := range []string{"Facilitator", "進行役", "server"} {
		if name, err := naming.Person(typed); name != "" || !errors.Is(err, naming.ErrReserved) {
			t.Errorf("Person(%q) = %q, %v", typed, name, err)
		}
	}
	for _, typed := range []string{"red-2", "a.b", "a_b", "50%", "a@b", "a/b", "a\\b", "!", "A：東"} {
		if _, _, err := naming.Team(typed); errors.Is(err, naming.ErrSign) {
			t.Errorf("Team(%q): %v", typed, err)
		}
	}
}

func TestSkeletonsOfNamesThatLookAlike(t *testing.T) {
	for _, alike := range [][]string{
		{"red1", "redl", "redI", "REDI", "redi", "RED1", "red|"},
		{"team0", "teamo", "TEAM O", "teаm0"}, // a Cyrillic a
		{"NET", "ΝΕΤ", "net"},                 // Greek capitals
		{"ВОР", "BOP", "bop", "вор"},          // Cyrillic ones
		{"ロボ", "口ボ"},
		{"エ夕", "工タ", "エタ"},
		{"へい", "ヘい"},
		{"modern", "modem", "rnodern"},
		{"赤 組", "赤組"},
	} {
		want := naming.Skeleton(alike[0])
		for _, name := range alike[1:] {
			if got := naming.Skeleton(name); got != want {
				t.Errorf("%q is %q, %q is %q", name, got, alike[0], want)
			}
		}
	}
	differ := []string{"red", "blue", "赤", "青", "か", "が", "あか", "アカ", "team2", "team3", "teal", "e", "é"}
	seen := map[string]string{}
	for _, name := range differ {
		s := naming.Skeleton(name)
		if other, there := seen[s]; there {
			t.Errorf("%q and %q have one skeleton", name, other)
		}
		seen[s] = name
	}
}

// TestCaseMakesNoDifference holds for the letters people name teams with. Greek
// is left out: see Skeleton.
func TestCaseMakesNoDifference(t *testing.T) {
	for _, span := range [][2]rune{{'a', 'z'}, {'à', 'þ'}, {'ā', 'ž'}, {'а', 'я'}, {'ա', 'ֆ'}} {
		for r := span[0]; r <= span[1]; r++ {
			low, up := strings.ToLower(string(r)), strings.ToUpper(string(r))
			if low == up || slices.Contains([]string{"İ", "ı", "ŉ"}, string(r)) {
				continue
			}
			if a, b := naming.Skeleton(low), naming.Skeleton(up); a != b {
				t.Errorf("%s is %q, %s is %q", low, a, up, b)
			}
		}
	}
}

func FuzzTeam(f *testing.F) {
	for _, seed := range []string{"red", "赤　組", "ﷺ", "a\u0301\u0323", "\u1100\u1161\u11a8", "İıſ", "m\ufe0f1", "Ｉ|ǃ", "\U0001D41A"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		name, skeleton, err := naming.Team(typed)
		if err != nil {
			if naming.Reason(err) == "" {
				t.Fatalf("%q: %v has no word", typed, err)
			}
			return
		}
		again, same, err := naming.Team(name)
		if again != name || same != skeleton || err != nil {
			t.Errorf("%q is %q, %q; that is %q, %q, %v", typed, name, skeleton, again, same, err)
		}
		if twice := naming.Skeleton(skeleton); twice != skeleton {
			t.Errorf("%q looks like %q, and that like %q", name, skeleton, twice)
		}
		if strings.ContainsAny(name, "\n\r\t\x1b") {
			t.Errorf("%q passes as a name", name)
		}
	})
}
