package line

import (
	"testing"

	"kobayashi/game"
)

func lit(n int) *game.Expr       { return &game.Expr{Op: game.OpLit, Int: n} }
func ref(name string) *game.Expr { return &game.Expr{Op: game.OpVar, Name: name} }
func text(md string) []game.Part { return []game.Part{{Text: md}} }
func para(md string) game.Block  { return game.Block{Kind: game.Para, Parts: text(md)} }
func said(who, md string) game.Block {
	return game.Block{Kind: game.Speech, Who: who, Parts: text(md)}
}

func aside(k game.BlockKind, md string) game.Block { return game.Block{Kind: k, Parts: text(md)} }

func op(a game.Op, args ...*game.Expr) *game.Expr { return &game.Expr{Op: a, Args: args} }

func add(name string, n int) game.Stmt { return game.Stmt{Op: game.Add, Name: name, Expr: lit(n)} }

func award(name string, n int) game.Stmt {
	return game.Stmt{Op: game.Award, Name: name, Expr: lit(n)}
}

// memberRules are the rules of the format's example, with an inject, a time
// limit and a variant more.
func memberRules() game.Rules {
	return game.Rules{
		ID: "members-page", Start: "first-report",
		Vars: []game.Var{
			{Name: "hours", Max: 6},
			{Name: "trust", Max: 8, Start: 6},
			{Name: "evidence", Type: game.Bool, Max: 1},
		},
		Scores:   []game.ScoreRule{{Name: "contain", Max: 18, Weight: 1}, {Name: "report", Max: 18, Weight: 1}},
		Endings:  []string{"calm", "storm"},
		Variants: []game.Variant{{ID: "friday"}, {ID: "holiday", Set: []game.Stmt{{Op: game.Set, Name: "trust", Expr: lit(4)}}}},
		Roles:    []string{"pr"},
		Scenes: []game.Scene{
			{ID: "first-report", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: "isolated", Do: []game.Stmt{add("hours", 2), award("contain", 12)}},
				{Target: "isolated", Do: []game.Stmt{add("hours", 6), award("contain", 8), add("trust", -1)}},
				{Target: "watch", Do: []game.Stmt{add("trust", -2)}, After: 90},
			}}},
			{ID: "watch", Decision: game.Decision{Kind: game.Chance, Items: []game.Item{
				{Target: "isolated", Percent: 70, Do: []game.Stmt{add("trust", -2), add("hours", 4)}},
				{Target: "isolated", Percent: 30, Do: []game.Stmt{add("hours", 4)}},
			}}},
			{ID: "isolated", Decision: game.Decision{
				Kind: game.Question, Items: []game.Item{{Expected: true}, {Expected: true}, {}},
				Then: []game.Way{{Target: "press", Do: []game.Stmt{{Op: game.Award, Name: "report", Expr: op(game.OpSub,
					op(game.OpMul, lit(6), ref(game.Hits)), op(game.OpMul, lit(4), ref(game.Wrong)))}}}},
			}},
			{ID: "press", Role: "pr", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: "finish", Do: []game.Stmt{add("trust", 2), award("report", 6)}},
				{Target: "finish", If: op(game.OpLt, ref("hours"), lit(6)), Do: []game.Stmt{{Op: game.Set, Name: "evidence", Expr: &game.Expr{Op: game.OpFlag, Int: 1}}, award("contain", 6)}},
				{Target: "finish", Do: []game.Stmt{add("trust", -2)}},
			}}},
			{ID: "rumour", When: op(game.OpLt, ref("trust"), lit(4)), Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: game.Return, Do: []game.Stmt{add("trust", 1)}},
			}}},
			{ID: "finish", Decision: game.Decision{Kind: game.Route, Items: []game.Item{
				{Target: "calm", If: op(game.OpOr, op(game.OpGe, ref("trust"), lit(5)), ref("evidence"))},
				{Target: "storm"},
			}}},
			{ID: "calm", Ending: "calm"},
			{ID: "storm", Ending: "storm"},
		},
	}
}

func memberJA() *game.Text {
	return &game.Text{
		Lang: "ja", Title: "金曜二十二時の会員ページ", Summary: "会員ページのサーバーが、見知らぬ宛先と話している。",
		Lead:  []game.Block{para("あなたは通販サイト「みなと雑貨」の情シス当番です。社内に残っているのは三人だけです。")},
		Cast:  map[string]game.Actor{"監視センター": {Name: "監視センター", Role: "外部委託"}, "社長": {Name: "社長", Player: true}, "記者": {Name: "記者"}},
		Roles: map[string]string{"pr": "広報"},
		Vars: map[string]game.Meter{
			"hours": {Label: "停止時間", Unit: "時間"}, "trust": {Label: "顧客の信頼"}, "evidence": {Label: "記録の保全"},
		},
		Scores:   map[string]string{"contain": "封じ込め", "report": "報告"},
		Endings:  map[string]string{"calm": "落ち着いた週末", "storm": "月曜の炎上"},
		Variants: map[string]string{"friday": "金曜の夜", "holiday": "連休の前"},
		Goals:    []game.Goal{{ID: "weigh", Label: "止める損と漏れる損を並べて決められる", Scenes: []string{"first-report"}}, {ID: "wait", Label: "待つあいだに調べられる", Scenes: []string{"watch"}}},
		Glossary: []game.Term{{Key: "ボット", Word: "ボット", Line: "他人の機械を思いどおりに動かす道具", Note: "notes/bot.md"}, {Key: "亜種", Word: "亜種", Line: "少しだけ違う仲間"}},
		Sources:  []game.Source{{ID: "a", Citation: "例の資料"}, {ID: "b", Citation: "例の統計"}},
		Notes: map[string]game.Note{
			"notes/bot.md":      {Path: "notes/bot.md", Title: "ボットとは", Markdown: "# ボットとは\n\n持ち主の知らない**持ち主**がいる機械です。\n\n| 種類 | 数 |\n|---|---|\n| 亜種 | 80 |\n"},
			"notes/variants.md": {Path: "notes/variants.md", Title: "亜種", Markdown: "# 亜種\n\n毎日80種を超えます。\n"},
		},
		Scenes: []game.SceneText{
			{Title: "第一報", Blocks: []game.Block{
				said("監視センター", "会員ページのサーバーから、見覚えのない宛先 `192.0.2.10` へ毎分二百件の通信が出ています。**止めるか**、続けるか、いま決めてください。"),
				said("監視センター", "急いでください。"),
				aside(game.Facilitator, "進行役へ: 一分だけ話し合わせる。[亜種](notes/variants.md)も見せる。"),
				aside(game.Tip, "毎分二百件は、人の手では出せない数です。くわしくは[ボットとは](notes/bot.md)へ。"),
			}, Items: []game.ItemText{
				{Label: "会員ページだけを切り離す", Feedback: []game.Block{para("流出は止まります。証拠はメモリーに残ったままです。")}},
				{Label: "電源を落とす", Feedback: []game.Block{para("通信は止まりますが、メモリー上の証拠は消えます。")}},
				{Label: "一時間だけ様子を見る", Feedback: []game.Block{para("見ているあいだも、通信は続いています。")}},
			}},
			{Title: "一時間後", Blocks: []game.Block{para("画面には二万件の送信記録が並んでいます。")}, Items: []game.ItemText{
				{Label: "会員から苦情の電話が入る"}, {Label: "まだだれも気づいていない"},
			}},
			{Title: "切り離しのあと", Blocks: []game.Block{
				said("社長", "いま分かっていることだけ、三行で送ってくれ。"),
				{Parts: []game.Part{{Text: "停止から "}, {Expr: ref("hours")}, {Text: " 時間。第一報に入れる事実をすべて選んでください。"}}},
				aside(game.Lesson, "第一報は、事実と次の報告の時刻だけでよい。"),
			}, Items: []game.ItemText{
				{Label: "通信を見つけた時刻と、送り先"}, {Label: "止めた範囲と、次に報告する時刻"}, {Label: "攻撃者の国籍についての推測"},
			}, Then: []string{"社長へ送る"}},
			{Title: "記者からの電話", Blocks: []game.Block{said("記者", "お客さまの情報が漏れたという投稿を見ました。事実ですか。")}, Items: []game.ItemText{
				{Label: "分かっている事実と次の発表時刻を伝える", Feedback: []game.Block{para("言えることだけを言い、次の約束をしました。")}},
				{Label: "記録を保全してから折り返す", Feedback: []game.Block{para("メモリーの記録が間に合いました。")}},
				{Label: "何もお答えできません", Feedback: []game.Block{para("沈黙は、認めたのと同じ見出しになります。")}},
			}},
			{Title: "うわさ", Blocks: []game.Block{aside(game.Banner, "SNSで「みなと雑貨が危ない」という投稿が広がり始めた。"), {Kind: game.Private, For: "pr", Parts: text("取材の申し込みが三件。")}}, Items: []game.ItemText{
				{Label: "見守る"},
			}},
			{Title: "週明け", Items: []game.ItemText{{Label: "続ける"}, {Label: "続ける"}}},
			{Title: "落ち着いた週末", Blocks: []game.Block{para("問い合わせは増えましたが、説明はぶれませんでした。")}},
			{Title: "月曜の炎上", Blocks: []game.Block{para("発表が三度変わり、そのたびに記事が出ました。")}},
		},
	}
}

func memberEN() *game.Text {
	return &game.Text{
		Lang: "en", Title: "The members' page at ten on Friday night", Summary: "The server behind the members' page talks to a stranger.",
		Lead:  []game.Block{para("You are on duty at Minato Goods, an online shop. Three people are left in the building.")},
		Cast:  map[string]game.Actor{"Monitoring centre": {Name: "Monitoring centre", Role: "contractor"}, "President": {Name: "President", Role: "chief executive", Player: true}, "Reporter": {Name: "Reporter"}},
		Roles: map[string]string{"pr": "Press office"},
		Vars: map[string]game.Meter{
			"hours": {Label: "Offline", Unit: "h"}, "trust": {Label: "Customers' trust"}, "evidence": {Label: "Evidence kept"},
		},
		Scores:   map[string]string{"contain": "Containment", "report": "Reporting"},
		Endings:  map[string]string{"calm": "A calm weekend", "storm": "Monday's storm"},
		Variants: map[string]string{"friday": "Friday night", "holiday": "Before the holidays"},
		Goals:    []game.Goal{{ID: "weigh", Label: "Weigh the loss from stopping against the loss from leaking", Scenes: []string{"first-report"}}, {ID: "wait", Label: "Use the time while you wait", Scenes: []string{"watch"}}},
		Glossary: []game.Term{{Key: "ボット", Word: "bot", Line: "software that drives someone else's machine", Note: "notes/bot.en.md"}, {Key: "亜種", Word: "variant", Line: "a relative that differs a little"}},
		Sources:  []game.Source{{ID: "a", Citation: "An example"}, {ID: "b", Citation: "Another"}},
		Notes: map[string]game.Note{
			"notes/bot.en.md":      {Path: "notes/bot.en.md", Title: "What is a bot?", Markdown: "# What is a bot?\n\nA machine with an **owner** its owner does not know.\n"},
			"notes/variants.en.md": {Path: "notes/variants.en.md", Title: "Variants", Markdown: "# Variants\n\nMore than 80 a day.\n"},
		},
		Scenes: []game.SceneText{
			{Title: "First report", Blocks: []game.Block{
				said("Monitoring centre", "The server behind the members' page is sending two hundred requests a minute to `192.0.2.10`, an address we have never seen. **Stop or continue**: decide now."),
				said("Monitoring centre", "Please hurry."),
				aside(game.Facilitator, "Facilitator: let them talk for one minute, then show [variants](notes/variants.en.md)."),
				aside(game.Tip, "No human hand makes two hundred requests a minute. See [what a bot is](notes/bot.en.md#how) and [elsewhere](notes/gone.md)."),
			}, Items: []game.ItemText{
				{Label: "Cut off only the members' page", Feedback: []game.Block{para("The leak stops. The evidence is still in memory.")}},
				{Label: "Switch the machine off", Feedback: []game.Block{para("The traffic stops, and so does everything that was only in memory.")}},
				{Label: "Watch for one hour", Feedback: []game.Block{para("While you watch, it goes on.")}},
			}},
			{Title: "One hour later", Blocks: []game.Block{para("Twenty thousand requests fill the screen.")}, Items: []game.ItemText{
				{Label: "A member calls to complain"}, {Label: "Nobody has noticed yet"},
			}},
			{Title: "After the cut", Blocks: []game.Block{
				said("President", "Send me three lines with what you know, and nothing else."),
				{Parts: []game.Part{{Text: "Offline for "}, {Expr: ref("hours")}, {Text: " hours. Tick every fact that belongs in the first report."}}},
				aside(game.Lesson, "A first report needs facts and the time of the next one."),
			}, Items: []game.ItemText{
				{Label: "When the traffic was seen, and where it went"}, {Label: "What was stopped, and when you report next"}, {Label: "A guess at the attacker's country"},
			}, Then: []string{"Send it to the president"}},
			{Title: "A reporter calls", Blocks: []game.Block{said("Reporter", "I have read that your customers' data is out. Is it true?")}, Items: []game.ItemText{
				{Label: "Say what is known, and when you will say more", Feedback: []game.Block{para("You said what you could and promised the rest.")}},
				{Label: "Save the records, then call back", Feedback: []game.Block{para("The records in memory were saved in time.")}},
				{Label: "No comment", Feedback: []game.Block{para("Silence makes the same headline as a confession.")}},
			}},
			{Title: "Rumour", Blocks: []game.Block{aside(game.Banner, "Posts saying that Minato Goods is not safe begin to spread."), {Kind: game.Private, For: "pr", Parts: text("Three requests for interviews.")}}, Items: []game.ItemText{
				{Label: "Keep watching"},
			}},
			{Title: "After the weekend", Items: []game.ItemText{{Label: "Go on"}, {Label: "Go on"}}},
			{Title: "A calm weekend", Blocks: []game.Block{para("More people called, and they all heard the same story.")}},
			{Title: "Monday's storm", Blocks: []game.Block{para("The statement changed three times, and each time the papers noticed.")}},
		},
	}
}

func members(t testing.TB) *game.Scenario {
	t.Helper()
	return compile(t, memberRules(), memberJA(), memberEN())
}

func compile(t testing.TB, rules game.Rules, texts ...*game.Text) *game.Scenario {
	t.Helper()
	sc, err := game.Compile(rules, game.About{Minutes: 10, Level: 2, AsOf: "2026-11-23"}, texts...)
	if err != nil {
		t.Fatal(err)
	}
	return sc
}
