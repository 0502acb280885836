package scenarios_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A place says where one thing the source article tells can be met by a player.
type place struct {
	id   string // of the thing, as in the inventory
	file string // the Japanese file, below this folder; NAME.en.md stands beside it
	// scene is the only scene the words may stand in; empty is anywhere in the file.
	scene string
	ja    string // distinctive words in the Japanese file
	en    string // distinctive words in the English file
}

const story = "shop-bot/shop-bot.md"

// storyInventory gives the article's talk (B), its commentary (N) and its
// decisions (K) each a scene to be played in.
var storyInventory = []place{
	{"B-01", story, "what-is-a-bot", "ボット? 何だ、それは", "A bot? What is that?"},
	{"B-02", story, "what-is-a-bot", "他人のコンピューターを思いどおりに動かすための道具", "a tool for making somebody else's computer do as you please"},
	{"E-01", story, "what-is-a-bot", "外の命令をじっと待ちます", "waits very quietly for orders from outside"},
	{"B-03", story, "what-is-a-bot", "お客様の情報も持ち出せるんじゃないのか", "could it be carrying off our customers' details?"},
	{"B-04", story, "what-is-a-bot", "理屈の上では、できます", "In theory, yes"},
	{"B-05", story, "what-is-a-bot", "何をおいても、流出を防ぐ", "Before anything else, nothing leaks"},
	{"B-06", story, "the-question", "止めていいんですか", "is it all right to stop it?"},
	{"K-01", story, "the-question", "買い物サイトを止めるほかありません", "The only way to rule it out is to stop the shopping site"},
	{"B-07", story, "the-question", "ほかに手はないのか", "Is there no other way?"},
	{"B-08", story, "the-question", "まず対象のサーバーを網から切り離す", "Cut the affected servers off the network first"},
	{"K-02", story, "the-question", "原因と復旧は、その次です", "cause and recovery come after"},
	{"B-09", story, "whose-decision", "責任は私が取る。該当のサーバーを止めて、予備系への切り替えにかかれ", "I take responsibility. Stop the servers concerned, and start on the switch to the standby"},
	{"K-03", story, "stop-with-standby", "すぐ予備系へ切り替え", "Switch to the standby now"},
	{"B-10", story, "whose-decision", "承知しました", "Understood."},
	{"N-01", story, "the-question", "広げず、調べ、戻す。そのために止めるか止めないかを決める人", "keep it small, find out why, put it back. And for that, be the one who decides whether to stop"},
	{"N-02", story, "the-question", "理屈なら、切り離すのが一番いい。だが店が止まれば", "In theory, cutting it off is best. But stop the shop"},
	{"N-03", story, "stop-with-standby", "予備があって、お客様の情報が危ない", "A spare, and customers at risk"},
	{"K-04", story, "stop-without-standby", "止めて失う額と、漏れる危険の濃さ。それに、別の売り方", "what stopping costs us, and how likely a leak is. And then, whether there is some other way to sell"},
	{"N-04", story, "scales", "左に止める得、右に止める損", "the gains of stopping on the left and the losses on the right"},
	{"K-05", story, "scales", "決める前に、いつもこれをやる", "He never decided anything without it"},
	{"N-05", story, "how-to-report", "決まったら、経緯と対応を経営に報告", "Once it is decided, report the course of events and the response to management"},
	{"K-06", story, "final-report", "何が起きて、何をしたか", "What happened and what you did"},
	{"B-11", story, "ask-minato", "なぜ感染した。ファイアウォールか対策ソフトに、手抜かりが", "Why did we catch it at all? Was there a gap in the firewall, or in the antivirus?"},
	{"B-12", story, "ask-minato", "もっともです。調べます", "A fair question. I'll find out"},
	{"N-06", story, "while-waiting", "待つしかない時間は、調べる時間でもある", "Time spent waiting is time for finding out"},
	{"K-07", story, "ask-minato", "サイトを預けているミナト社に問い合わせます", "I'll ask Minato, who run the site for us"},
	{"B-13", story, "while-waiting", "ファイアウォールと対策ソフトでは、ボットを完全には防げません", "firewalls and antivirus cannot fully stop a bot"},
	{"B-14", story, "while-waiting", "あれだけ払っていて、防げないのか", "All that money, and they can't?"},
	{"B-15", story, "minato-answers", "Webサーバーの欠陥を突かれて", "They used a flaw in the web server"},
	{"B-16", story, "minato-answers", "なぜ塞がなかった", "did not close it. Why not?"},
	{"B-17", story, "minato-answers", "見つかってから直るまでの隙間", "the gap between finding and mending"},
}

// allOfTheArticle is the inventory of the source article, every row of it.
var allOfTheArticle = []string{
	"B-01", "B-02", "B-03", "B-04", "B-05", "B-06", "B-07", "B-08", "B-09", "B-10", "B-11", "B-12", "B-13", "B-14", "B-15", "B-16", "B-17",
	"N-01", "N-02", "N-03", "N-04", "N-05", "N-06",
	"K-01", "K-02", "K-03", "K-04", "K-05", "K-06", "K-07",
	"T-01", "T-02", "T-03", "T-04", "T-05", "T-06", "T-07", "T-08",
	"F-01", "F-02", "F-03", "F-04", "F-05", "G-01",
	"E-01", "E-02", "E-03", "E-04", "R-01", "R-02", "R-03", "M-01", "M-02",
}

func TestArticleIsWhole(t *testing.T) {
	has := map[string]bool{}
	for _, p := range slices.Concat(storyInventory, notesInventory) {
		has[p.id] = true
		if !slices.Contains(allOfTheArticle, p.id) {
			t.Errorf("%s: no such row in the inventory", p.id)
		}
	}
	for _, id := range allOfTheArticle {
		if !has[id] {
			t.Errorf("%s: told by the article, and nowhere to be met", id)
		}
	}
}

func TestPlacesKeepTheirWords(t *testing.T) {
	for _, p := range slices.Concat(storyInventory, notesInventory) {
		t.Run(p.id, func(t *testing.T) {
			for file, words := range map[string]string{p.file: p.ja, strings.TrimSuffix(p.file, ".md") + ".en.md": p.en} {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				where, ok := cutScene(string(text), p.scene)
				if !ok {
					t.Errorf("%s: got no scene %q", file, p.scene)
					continue
				}
				if words == "" || !strings.Contains(where, words) {
					t.Errorf("%s, scene %q: want the words %q", file, p.scene, words)
				}
			}
		})
	}
}

var sceneLine = regexp.MustCompile(`(?m)^## (\S+)$`)

// cutScene gives the text of one scene, from its line to before the next; the
// whole text when no scene is named.
func cutScene(text, id string) (string, bool) {
	if id == "" {
		return text, true
	}
	heads := sceneLine.FindAllStringSubmatchIndex(text, -1)
	for i, h := range heads {
		if text[h[2]:h[3]] != id {
			continue
		}
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		return text[h[0]:end], true
	}
	return "", false
}

// Notes of the article must be within reach whatever the player decides, so
// their links stand in scenes no play can go round.
func TestArticleNotesAreOnEveryPath(t *testing.T) {
	always := []string{"what-is-a-bot", "first-fifteen", "the-question", "scales", "how-to-report", "while-waiting", "minato-answers", "legal-clocks", "reopen"}
	for _, file := range []string{story, "shop-bot/shop-bot.en.md"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var met strings.Builder
		for _, id := range always {
			scene, ok := cutScene(string(text), id)
			if !ok {
				t.Errorf("%s: got no scene %q", file, id)
			}
			met.WriteString(scene)
		}
		ending := strings.TrimPrefix(file, "shop-bot/shop-bot") // .md or .en.md
		for _, note := range []string{"bot", "why-bots-spread", "variants", "two-routes", "patch-and-zero-day", "self-update", "figure-5", "references", "stop-or-continue", "management-report"} {
			if link := "](notes/" + note + ending + ")"; !strings.Contains(met.String(), link) {
				t.Errorf("%s: want %s in a scene of every play", file, link)
			}
		}
	}
}
