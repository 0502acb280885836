package lint

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/game/parse"
	"kobayashi/scenarios"
)

// large writes a scenario of n scenes with every kind of decision, three items
// each.
func large(n int) string {
	var b strings.Builder
	b.WriteString(`---
format: 1
id: large
title: 大きな演習
lang: ja
minutes: 120
cast:
  監視センター: {role: 外部委託}
  社長: {}
vars:
  hours: {label: 停止時間, unit: 時間, min: 0, max: 24, start: 0}
  trust: {label: 顧客の信頼, min: 0, max: 8, start: 6}
  mode: {label: 体制, values: [平常, 警戒, 非常], start: 平常}
  evidence: false
score:
  contain: {label: 封じ込め, max: 1800}
  report: {label: 報告, max: 1800}
endings: {calm: 落ち着いた週末, storm: 月曜の炎上}
tags: {stop: 止める, go: 続ける}
---

# 大きな演習

あなたは通販サイト「みなと雑貨」の情シス当番です。社内に残っているのは三人だけです。
`)
	for i := range n {
		to := func(d int) string {
			if i+d >= n {
				return "#calm"
			}
			return fmt.Sprintf("#scene-%d", i+d)
		}
		fmt.Fprintf(&b, "\n## scene-%d\n### 第%d報\n\n", i, i)
		if n > 1000 { // a file may have 1 MiB
			fmt.Fprintf(&b, "**社長** いま分かっていることだけ、三行で送ってくれ。\n\n- [会員ページだけを切り離す](%s) `hours += 2; score.contain += 12; tag stop`\n\n  流出は止まります。\n"+
				"- [電源を落とす](%s) `trust -= 1` `if hours < 20`\n- [一時間だけ様子を見る](%s) `trust -= 2; tag go`\n", to(4), to(5), to(6)) // a play may have 500 decisions
			continue
		}
		if i%9 == 4 {
			b.WriteString("`mode = 警戒; evidence = true` `if hours > 3`\n\n")
		}
		b.WriteString("**監視センター** 会員ページのサーバーから、見覚えのない宛先へ毎分二百件の通信が出ています。\n止めるかどうか、いま決めてください。\n\n")
		if i%4 == 1 {
			b.WriteString("> [!NOTE]\n> 進行役へ: 停止を決める権限がだれにあるか、選ぶ前に一分だけ話し合わせる。\n\n")
		}
		b.WriteString("停止から `= hours` 時間。画面には20,000件の送信記録が並び、**だれも**理由を知りません。192.0.2.10の``svc-bk02``の記録を読みます。\n\n")
		switch i % 10 {
		case 3:
			fmt.Fprintf(&b, "- 70%% [会員から苦情の電話が入る](%s) `trust -= 2; hours += 4`\n- 20%% [まだだれも気づいていない](%s) `hours += 4`\n- 10%% [新聞が書く](%s)\n", to(1), to(2), to(3))
		case 6:
			fmt.Fprintf(&b, "1. [続ける](%s) `if trust >= 5 or evidence`\n2. [続ける](%s) `if mode == 非常`\n3. [続ける](%s)\n", to(1), to(2), to(3))
		case 8:
			fmt.Fprintf(&b, "- [x] 通信を見つけた時刻と、送り先\n- [x] 止めた範囲と、次に報告する時刻\n- [ ] 攻撃者の国籍についての推測\n\n[社長へ送る](%s) `score.report += 6 * hits - 4 * wrong`\n", to(1))
		default:
			fmt.Fprintf(&b, "- [会員ページだけを切り離す](%s) `hours += 2; score.contain += 12; tag stop`\n\n  流出は止まります。証拠はメモリーに残ったままです。\n"+
				"- [電源を落とす](%s) `hours += 6; score.contain += 8; trust -= 1` `if hours < 20`\n\n  通信は止まりますが、メモリー上の証拠は消えます。\n"+
				"- [一時間だけ様子を見る](%s) `trust -= 2; tag go`\n\n  見ているあいだも、通信は続いています。\n", to(1), to(2), to(3))
		}
	}
	b.WriteString("\n## calm\n### 落ち着いた週末 `end`\n\n問い合わせは増えましたが、説明はぶれませんでした。\n\n## storm\n### 月曜の炎上 `end`\n\n発表が三度変わり、そのたびに記事が出ました。\n")
	return b.String()
}

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{200, 1998} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text := large(n)
			res := parse.Read(fstest.MapFS{"large.md": {Data: []byte(text)}}, "large.md")
			if res.Scenario == nil {
				b.Fatal(res.Problems)
			}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Check(res)
			}
		})
	}
}

// BenchmarkShelf lints all that ships, one scenario behind the other: reading,
// all rules, and every state of every variant.
func BenchmarkShelf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for _, file := range scenarios.Shelf() {
			lintAll(b, scenarios.FS(), file)
		}
	}
}

// BenchmarkLarge lints a file of 2,000 scenes: the same three parts.
func BenchmarkLarge(b *testing.B) {
	files := fstest.MapFS{"large.md": {Data: []byte(large(1998))}}
	b.ReportAllocs()
	for b.Loop() {
		lintAll(b, files, "large.md")
	}
}

func lintAll(b *testing.B, files fs.FS, name string) {
	res := parse.Read(files, name)
	Check(res)
	if _, proofs, err := Prove(b.Context(), res, 0); err != nil || len(proofs) == 0 || proofs[0].Limit > 0 {
		b.Fatalf("%s: %v, %v", name, proofs, err)
	}
}
