package tui

import (
	"strings"
	"testing"

	"kobayashi/game"
)

// The sample is a small exercise with one of everything: a choice with long
// labels and a time limit, chance, an inject, a question, a route, two endings.

func lit(n int) *game.Expr       { return &game.Expr{Op: game.OpLit, Int: n} }
func ref(name string) *game.Expr { return &game.Expr{Op: game.OpVar, Name: name} }
func text(md string) []game.Part { return []game.Part{{Text: md}} }

func op(a game.Op, args ...*game.Expr) *game.Expr { return &game.Expr{Op: a, Args: args} }

func add(name string, n int) game.Stmt { return game.Stmt{Op: game.Add, Name: name, Expr: lit(n)} }

func award(name string, n int) game.Stmt {
	return game.Stmt{Op: game.Award, Name: name, Expr: lit(n)}
}

func block(k game.BlockKind, md string) game.Block { return game.Block{Kind: k, Parts: text(md)} }

func said(who, md string) game.Block {
	return game.Block{Kind: game.Speech, Who: who, Parts: text(md)}
}

func sampleRules() game.Rules {
	return game.Rules{
		ID: "shop", Start: "alarm", Fixed: true,
		Vars: []game.Var{
			{Name: "hours", Max: 24},
			{Name: "records", Max: 5000},
			{Name: "trust", Max: 100, Start: 70},
			{Name: "standby", Type: game.Bool, Max: 1, Start: 1},
		},
		Scores:   []game.ScoreRule{{Name: "contain", Max: 20, Weight: 1}, {Name: "report", Max: 20, Weight: 2}},
		Endings:  []string{"calm", "storm"},
		Tags:     []string{game.TagStop, game.TagContinue},
		Variants: []game.Variant{{ID: "with"}, {ID: "without", Set: []game.Stmt{{Op: game.Set, Name: "standby", Expr: lit(0)}}}},
		Scenes: []game.Scene{
			{ID: "alarm", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: "night", Do: []game.Stmt{add("hours", 8), award("contain", 12), add("trust", -3)}, Tags: []string{game.TagStop}},
				{Target: "report", Do: []game.Stmt{award("contain", 20), add("hours", 2)}, If: ref("standby")},
				{Target: "night", Do: []game.Stmt{add("trust", -40), add("records", 1200), award("contain", -4)}, Tags: []string{game.TagContinue}},
				{Target: "report", Do: []game.Stmt{award("contain", 6)}, After: 90},
			}}},
			{ID: "night", Decision: game.Decision{Kind: game.Chance, Items: []game.Item{
				{Target: "report", Percent: 40, Do: []game.Stmt{add("records", 800)}},
				{Target: "report", Percent: 60},
			}}},
			{ID: "report", Enter: []game.Guarded{{Do: []game.Stmt{add("hours", 1)}}}, Decision: game.Decision{
				Kind: game.Question, Items: []game.Item{{Expected: true}, {Expected: true}, {}},
				Then: []game.Way{{Target: "finish", Do: []game.Stmt{{Op: game.Award, Name: "report", Expr: op(game.OpSub,
					op(game.OpMul, lit(10), ref(game.Hits)), op(game.OpMul, lit(5), ref(game.Wrong)))}}}},
			}},
			{ID: "call", When: op(game.OpLt, ref("trust"), lit(50)), Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: game.Return, Do: []game.Stmt{add("trust", 5)}}, {Target: game.Return},
			}}},
			{ID: "finish", Decision: game.Decision{Kind: game.Route, Items: []game.Item{
				{Target: "calm", If: op(game.OpGe, ref("trust"), lit(50))}, {Target: "storm"},
			}}},
			{ID: "calm", Ending: "calm"},
			{ID: "storm", Ending: "storm"},
		},
	}
}

func sampleJA() *game.Text {
	return &game.Text{
		Lang: "ja", Title: "金曜の通販サイト", Summary: "通販サイトがボットに感染した。お客さまの情報は「理屈の上では」漏れ得る。止めるか、続けるか。",
		Lead:     []game.Block{block(game.Para, "金曜の夕方、ひなた文具のオンラインショップから、知らない宛先への通信が見つかりました。あなたは部長で、今日からは**CIO**でもあります。")},
		Cast:     map[string]game.Actor{"小林": {Name: "小林", Role: "部長・CIO", Player: true}, "山下": {Name: "山下", Role: "システム課長"}, "長谷": {Name: "長谷", Role: "広報"}},
		Vars:     map[string]game.Meter{"hours": {Label: "停止時間", Unit: "時間"}, "records": {Label: "流出の恐れ", Unit: "件"}, "trust": {Label: "顧客の信頼"}, "standby": {Label: "予備系"}},
		Scores:   map[string]string{"contain": "封じ込め", "report": "報告"},
		Endings:  map[string]string{"calm": "落ち着いた週末", "storm": "月曜の炎上"},
		Tags:     map[string]string{"stop": "止める側", "continue": "続ける側"},
		Variants: map[string]string{"with": "予備系あり", "without": "予備系なし"},
		Goals:    []game.Goal{{ID: "stop", Label: "止める損失と漏れる危険を比べられる", Scenes: []string{"alarm"}}, {ID: "tell", Label: "事実だけを早く伝えられる", Scenes: []string{"report"}}},
		Glossary: []game.Term{
			{Key: "ボット", Word: "ボット", Line: "他人のPCを思いどおりに動かすための道具", Note: "notes/bot.md"},
			{Key: "亜種", Word: "亜種", Line: "別物ではないが、振る舞いが少し違うもの"},
			{Key: "ゼロデイ", Word: "ゼロデイ", Line: "修正が出る前の攻撃", Note: "notes/zero.md"},
		},
		Sources: []game.Source{{ID: "R1", Citation: "例の調査 (2005年)"}},
		Notes: map[string]game.Note{
			"notes/bot.md":  {Path: "notes/bot.md", Title: "ボットとは何か", Markdown: "# ボットとは何か\n\n持ち主の知らない**持ち主**がいる機械です。[ゼロデイ](zero.md)を突かれることもあります。\n\n| 数え方 | 検知 |\n|---|---|\n| 検体 | 90% |\n| 種類 | 23% |\n\n" + strings.Repeat("見えない働き手は、ときどき外へ短い問いを送っています。次の指示はありますか、と。\n\n", 8)},
			"notes/zero.md": {Path: "notes/zero.md", Title: "修正のない穴", Markdown: "# 修正のない穴\n\n直す部品が、まだ世の中にありません。\n"},
		},
		Scenes: []game.SceneText{
			{Title: "金曜 16:20", Blocks: []game.Block{
				said("山下", "部長、通販サイトのサーバーが[ボット](notes/bot.md)に感染しています。毎分、知らない宛先 ``198.51.100.7`` と話しています。"),
				said("小林", "ボットって何だ。"),
				said("山下", "**他人のPCを思いどおりに動かす道具**です。お客さまの情報も、理屈の上では取れる場所にいます。"),
				block(game.Tip, "外から中を見に来るのが巡回、中から外へ命令を聞きに行くのがボット。向きが逆です。"),
				block(game.Facilitator, "進行役へ: ここで一分だけ話し合わせる。"),
			}, Items: []game.ItemText{
				{Label: "通販サイトをいますぐ全部止め、原因が分かるまでのあいだ、表の入口には「工事中」の静的なページだけを出しておく", Feedback: []game.Block{block(game.Para, "流出は止まりました。売り上げも止まりました。")}},
				{Label: "感染したサーバーだけを網から切り離し、予備系へ切り替えて、注文の受け付けは続ける", Feedback: []game.Block{block(game.Para, "流れを断ったうえで、店は開けたままにできました。ただし予備系に同じ穴がないかは、まだ誰も見ていません。")}},
				{Label: "売り上げの多い週末なので、月曜の朝まで監視を強めながら様子を見て、証拠が出そろってから判断する", Feedback: []game.Block{block(game.Para, "見ているあいだも、通信は続いています。")}},
				{Label: "委託先に調査を頼み、回答を待つ", Feedback: []game.Block{block(game.Para, "説明責任は、委託しても自社に残ります。")}},
			}},
			{Title: "夜のあいだに", Blocks: []game.Block{block(game.Para, "課長が通信の記録を開きます。")}, Items: []game.ItemText{
				{Label: "八百件の名簿が送られた跡が見つかる", Feedback: []game.Block{block(game.Para, "送り先はもう閉じています。")}},
				{Label: "短い問い合わせだけで、中身は出ていない"},
			}},
			{Title: "経営への第一報", Blocks: []game.Block{
				{Kind: game.Para, Parts: []game.Part{{Text: "止めてから "}, {Expr: ref("hours")}, {Text: " 時間。社長が三行で送れと言っています。"}}},
				block(game.Lesson, "第一報は、分かった事実と、分からないことと、次の報告の時刻。"),
			}, Items: []game.ItemText{
				{Label: "いつ、どこで、どの通信を見つけたか"}, {Label: "何をしたか。次の報告は何時か"}, {Label: "犯人の国籍についての推測"},
			}, Then: []string{"社長へ送る"}},
			{Title: "受話器の向こう", Blocks: []game.Block{
				block(game.Banner, "「個人情報が漏れたらしい」という書き込みが広がり始めました。"),
				said("長谷", "取材の電話が三本来ています。なんと答えましょう。"),
			}, Items: []game.ItemText{
				{Label: "分かっている事実と、次に話す時刻を伝える", Feedback: []game.Block{block(game.Para, "言えることだけを言い、次の約束をしました。")}}, {Label: "なにも答えない"},
			}},
			{Title: "週明け", Items: []game.ItemText{{Label: "月曜へ"}, {Label: "月曜へ"}}},
			{Title: "落ち着いた週末", Blocks: []game.Block{block(game.Para, "問い合わせは増えましたが、説明はぶれませんでした。")}},
			{Title: "月曜の炎上", Blocks: []game.Block{block(game.Para, "発表が三度変わり、そのたびに記事が出ました。")}},
		},
	}
}

func sampleEN() *game.Text {
	return &game.Text{
		Lang: "en", Title: "The web shop on Friday", Summary: "A bot sits in the web shop. Customers' data could leak \"in theory\". Stop or continue?",
		Lead:     []game.Block{block(game.Para, "Friday afternoon. The web shop of Hinata Stationery talks to an address nobody knows. You head the department and, from today, you are the **CIO** as well.")},
		Cast:     map[string]game.Actor{"Kobayashi": {Name: "Kobayashi", Role: "head, CIO", Player: true}, "Yamashita": {Name: "Yamashita", Role: "section chief"}, "Hase": {Name: "Hase", Role: "press office"}},
		Vars:     map[string]game.Meter{"hours": {Label: "Offline", Unit: "h"}, "records": {Label: "At risk", Unit: "records"}, "trust": {Label: "Trust"}, "standby": {Label: "Standby"}},
		Scores:   map[string]string{"contain": "Containment", "report": "Reporting"},
		Endings:  map[string]string{"calm": "A calm weekend", "storm": "Monday's storm"},
		Tags:     map[string]string{"stop": "to stopping", "continue": "to going on"},
		Variants: map[string]string{"with": "With a standby", "without": "Without one"},
		Goals:    []game.Goal{{ID: "stop", Label: "Weigh the loss of stopping against the risk of a leak", Scenes: []string{"alarm"}}, {ID: "tell", Label: "Tell the facts, early", Scenes: []string{"report"}}},
		Glossary: []game.Term{
			{Key: "ボット", Word: "bot", Line: "a tool that drives someone else's PC", Note: "notes/bot.md"},
			{Key: "亜種", Word: "variant", Line: "not another thing, but behaving a little differently"},
			{Key: "ゼロデイ", Word: "zero-day", Line: "an attack before there is a patch", Note: "notes/zero.md"},
		},
		Sources: []game.Source{{ID: "R1", Citation: "An example survey (2005)"}},
		Notes: map[string]game.Note{
			"notes/bot.md":  {Path: "notes/bot.md", Title: "What a bot is", Markdown: "# What a bot is\n\nA machine with an **owner** its owner does not know. Sometimes it came through a [zero-day](zero.md).\n\n| Counted by | Detected |\n|---|---|\n| samples | 90% |\n| kinds | 23% |\n\n" + strings.Repeat("The worker nobody sees now and then sends a short question out: any orders?\n\n", 8)},
			"notes/zero.md": {Path: "notes/zero.md", Title: "A hole without a patch", Markdown: "# A hole without a patch\n\nThe part that would mend it does not exist yet.\n"},
		},
		Scenes: []game.SceneText{
			{Title: "Friday, 16:20", Blocks: []game.Block{
				said("Yamashita", "There is a [bot](notes/bot.md) in the web shop's server. Every minute it talks to ``198.51.100.7``, which nobody here knows."),
				said("Kobayashi", "What is a bot?"),
				said("Yamashita", "**A tool that drives someone else's PC.** It sits where customers' data could be taken, in theory."),
				block(game.Tip, "A crawler comes from outside to look in. A bot goes from inside to ask for orders: the other direction."),
				block(game.Facilitator, "Facilitator: give them one minute to talk."),
			}, Items: []game.ItemText{
				{Label: "Stop the whole shop at once and show nothing but a static page at the door until the cause is known", Feedback: []game.Block{block(game.Para, "The leak has stopped. So have the sales.")}},
				{Label: "Take the infected server off the network, switch to the standby, and keep taking orders", Feedback: []game.Block{block(game.Para, "The flow is cut and the shop stays open. Whether the standby has the same hole, nobody has looked.")}},
				{Label: "It is the best weekend of the month: watch closely until Monday morning and decide when all the evidence is in", Feedback: []game.Block{block(game.Para, "While you watch, it goes on talking.")}},
				{Label: "Ask the hosting company to look into it, and wait", Feedback: []game.Block{block(game.Para, "You can hand over the work, not the accountability.")}},
			}},
			{Title: "In the night", Blocks: []game.Block{block(game.Para, "The section chief opens the traffic logs.")}, Items: []game.ItemText{
				{Label: "Traces of eight hundred addresses that were sent out", Feedback: []game.Block{block(game.Para, "The other end has closed already.")}},
				{Label: "Only short questions; no data has left"},
			}},
			{Title: "First report to the board", Blocks: []game.Block{
				{Kind: game.Para, Parts: []game.Part{{Text: "Offline for "}, {Expr: ref("hours")}, {Text: " hours. The president wants three lines."}}},
				block(game.Lesson, "A first report says what is known, what is not, and when the next one comes."),
			}, Items: []game.ItemText{
				{Label: "When and where which traffic was seen"}, {Label: "What was done, and when the next report comes"}, {Label: "A guess at the attacker's country"},
			}, Then: []string{"Send it to the president"}},
			{Title: "On the line", Blocks: []game.Block{
				block(game.Banner, "Posts saying that data has leaked begin to spread."),
				said("Hase", "Three reporters are on the line. What do I tell them?"),
			}, Items: []game.ItemText{
				{Label: "What is known, and when we speak again", Feedback: []game.Block{block(game.Para, "You said what you could and promised the rest.")}}, {Label: "Nothing"},
			}},
			{Title: "After the weekend", Items: []game.ItemText{{Label: "To Monday"}, {Label: "To Monday"}}},
			{Title: "A calm weekend", Blocks: []game.Block{block(game.Para, "More people called, and all heard the same story.")}},
			{Title: "Monday's storm", Blocks: []game.Block{block(game.Para, "The statement changed three times, and each time the papers noticed.")}},
		},
	}
}

func sample(t testing.TB) *game.Scenario {
	t.Helper()
	about := game.About{Minutes: 10, Level: 2, AsOf: "2026-11-01"}
	sc, err := game.Compile(sampleRules(), about, sampleJA(), sampleEN())
	if err != nil {
		t.Fatal(err)
	}
	return sc
}
