package parse

import (
	"fmt"
	"strings"
)

// sample writes a scenario of n scenes with three choices each: every kind of
// decision, conditions, effects, speech, notes and feedback. Others may copy it.
func sample(n int) []byte {
	var b strings.Builder
	b.WriteString(`---
format: 1
id: sample
title: 大きな演習
lang: ja
minutes: 30
cast:
  監視センター: {role: 外部委託}
  社長: {}
roles: {pr: 広報}
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
		fmt.Fprintf(&b, "\n## scene-%d\n### 第%d報\n\n", i, i)
		next := func(d int) string {
			if i+d >= n {
				return "#calm"
			}
			return fmt.Sprintf("#scene-%d", i+d)
		}
		if i%9 == 4 {
			b.WriteString("`mode = 警戒` `if hours > 3`\n\n")
		}
		b.WriteString("**監視センター** 会員ページのサーバーから、見覚えのない宛先へ毎分二百件の通信が出ています。\n止めるかどうか、いま決めてください。\n\n")
		if i%4 == 1 {
			b.WriteString("> [!NOTE]\n> 進行役へ: 停止を決める権限がだれにあるか、選ぶ前に一分だけ話し合わせる。\n\n")
		}
		b.WriteString("停止から `= hours` 時間。画面には二万件の送信記録が並び、**だれも**理由を知りません。詳しくは``svc-bk02``の記録を読みます。\n\n")
		switch i % 10 {
		case 3:
			fmt.Fprintf(&b, "- 70%% [会員から苦情の電話が入る](%s) `trust -= 2; hours += 4`\n- 20%% [まだだれも気づいていない](%s) `hours += 4`\n- 10%% [新聞が書く](%s)\n", next(1), next(2), next(3))
		case 6:
			fmt.Fprintf(&b, "1. [続ける](%s) `if trust >= 5 or evidence`\n2. [続ける](%s) `if mode == 非常`\n3. [続ける](%s)\n", next(1), next(2), next(3))
		case 8:
			fmt.Fprintf(&b, "- [x] 通信を見つけた時刻と、送り先\n- [x] 止めた範囲と、次に報告する時刻\n- [ ] 攻撃者の国籍についての推測\n\n[社長へ送る](%s) `score.report += 6 * hits - 4 * wrong`\n", next(1))
		default:
			fmt.Fprintf(&b, "- [会員ページだけを切り離す](%s) `hours += 2; score.contain += 12; tag stop`\n\n  流出は止まります。証拠はメモリーに残ったままです。\n"+
				"- [電源を落とす](%s) `hours += 6; score.contain += 8; trust -= 1` `if hours < 20`\n\n  通信は止まりますが、メモリー上の証拠は消えます。\n"+
				"- [一時間だけ様子を見る](%s) `trust -= 2; tag go`\n\n  見ているあいだも、通信は続いています。\n", next(1), next(2), next(3))
		}
	}
	b.WriteString("\n## calm\n### 落ち着いた週末 `end`\n\n問い合わせは増えましたが、説明はぶれませんでした。\n")
	b.WriteString("\n## storm\n### 月曜の炎上 `end`\n\n発表が三度変わり、そのたびに記事が出ました。\n")
	return []byte(b.String())
}
