package typeset

// A page in each language with everything a note may hold.
const goldenJA = `# 九割と二割三分

**山下（課長）**が切り出した。「会員ページのサーバーから、` + "`svc-bk02`" + `という
見覚えのない宛先へ、毎分二百件の通信が出ています」CISOは**「三十分」**と言う。
止めるか、続けるか。詳しくは[ゼロデイの話](zero-day.md#patch)と
[元の記事](https://example.com/a)にある。

## 亜種が増えるわけ

> [!TIP]
> 亜種とは、*同じ種から枝分かれした*ボットのこと。ソースコードが公開されているので、
> 少し書き換えるだけで、別のものになる。

> 「数えた人がだれで、いつ数えたのか」
>
> - それを添えない数字は、使わない
> - それだけのこと

- 切り離せば、流出は止まる。証拠はメモリーに残ったままになるが、会員は買い物ができない
- 電源を落とす
  1. 通信は止まる
  2. メモリー上の証拠は、電源とともに消える。あとから調べる人は、何も見つけられない
- [x] 通信を見つけた時刻
- [ ] 攻撃者の国籍についての推測

` + "```bars" + `
title: 検出できた割合
unit: %
max: 100
検体の数で: 90
種類の数で: 23
note: 架空の調査会社「みなと計測」が2005年4月に数えた。
` + "```" + `

| 製品 | 検体 | 見つけたもの |
|:-----|-----:|:--:|
| みなと守 | 90% | ` + "`svc-bk02`" + `と、その仲間の検体を九割。種類では二割三分にとどまった |
| 盾 | 7% | なし |

` + "```" + `
24:00 svc-bk02 -> 192.0.2.7 GET /members?page=1 &amp; \*そのまま\*
` + "```" + `

---

### 参考

![出荷前の図](figure.png) 1行目  
2行目 <!-- 見えない --> &#27;]52;c;eA==&#7; ○×△…―
`

const goldenEN = `# Ninety per cent, and twenty-three

**Yamashita (section chief)** spoke first. "The server behind the members' page is
sending two hundred requests a minute to ` + "`svc-bk02`" + `, which nobody here has
seen before." The CISO said **thirty minutes**. Stop, or continue? See
[zero-day](zero-day.en.md) and [the article](https://example.com/a).

## Why there are so many

> [!WARNING]
> A variant is a bot that *branched off* another. The source is public, so a small
> change makes a new one.

> Who counted, and when?

1. Cut it off, and the leak stops; the evidence stays in memory, but nobody can shop.
2. Switch it off.
   - The traffic stops.
   - What was only in memory goes with the power, and whoever looks later finds nothing.
10. Ten.

` + "```bars" + `
title: Share detected
unit: %
max: 100
By samples: 90
By kinds: 23
note: Counted in April 2005 by Harbour Metrics, an invented firm.
` + "```" + `

| Product | Samples | What it found |
|:--------|--------:|:-------------:|
| Harbour Guard | 90% | ` + "`svc-bk02`" + ` and nine in ten of its relatives, but only twenty-three kinds in a hundred |
| Shield | 7% | nothing |

` + "```" + `
24:00 svc-bk02 -> 192.0.2.7 GET /members?page=1 &amp; \*as it is\*
` + "```" + `

---

### References

![The chart](figure.png) one  
two <!-- unseen --> "quoted" - and a web address: https://example.com/a/very/long/path/that/does/not/fit/on/any/line
`
