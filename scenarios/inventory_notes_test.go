package scenarios_test

// notesInventory gives everything the source article explains in passing its
// place in a technical note: the reasons, the routes, the counted numbers, the
// figure, the definitions, the references and the author.
var notesInventory = []place{
	{id: "T-01", file: "shop-bot/notes/why-bots-spread.md", ja: "変わり種が多すぎる", en: "Too many variants"},
	{id: "T-02", file: "shop-bot/notes/why-bots-spread.md", ja: "くわしくない人でも新種を作れました", en: "people with little skill could make new kinds"},
	{id: "T-03", file: "shop-bot/notes/two-routes.md", ja: "感染の道を大きく二つに分けています", en: "divides infection into two main routes"},
	{id: "T-04", file: "shop-bot/notes/two-routes.md", ja: "自分から動かない限り感染しません", en: "Without that act there is no infection"},
	{id: "T-05", file: "shop-bot/notes/two-routes.md", ja: "出たらなるべく早く", en: "as soon as possible once it is out"},
	{id: "T-06", file: "shop-bot/notes/patch-and-zero-day.md", ja: "めったに起きないものの、起きれば防ぎにくい攻撃", en: "not very likely, but hard to stop"},
	{id: "T-07", file: "shop-bot/notes/self-update.md", ja: "決まった場所から新しいファイルを取ってきて", en: "fetches new files from a set place and replaces itself"},
	{id: "T-08", file: "shop-bot/notes/why-bots-spread.md", ja: "目立つ害を出さない", en: "It does no visible harm"},
	{id: "F-01", file: "shop-bot/notes/figure-5.md", ja: "2004年度の共同調査", en: "a joint survey of fiscal 2004"},
	{id: "F-02", file: "shop-bot/notes/figure-5.md", ja: "変わり種は毎日80種類以上", en: "More than 80 variants a day"},
	{id: "F-03", file: "shop-bot/notes/figure-5.md", ja: "プロバイダー利用者の2〜2.5%が感染", en: "providers' customers, 2 to 2.5% infected"},
	{id: "F-04", file: "shop-bot/notes/figure-5.md", ja: "集めた検体の90%は検知できた", en: "90% of the samples were detected"},
	{id: "F-05", file: "shop-bot/notes/figure-5.md", ja: "種類で数えると検知は23%だけ", en: "only 23% were when counted by kind"},
	{id: "G-01", file: "shop-bot/notes/figure-5.md", ja: "title: 対策ソフトが検知した割合 (元記事の図5)", en: "title: Share detected by antivirus (the article's figure 5)"},
	{id: "E-01", file: "shop-bot/notes/bot.md", ja: "他人のPCを思いどおりに動かすための道具", en: "a tool for working someone else's PC as you please"},
	{id: "E-02", file: "shop-bot/notes/variants.md", ja: "別物というほどではないが、性質が少し違うもの", en: "Not a different thing, but a little different in nature"},
	{id: "E-03", file: "shop-bot/notes/patch-and-zero-day.md", ja: "パッチが出る前に欠陥を突かれることがあります。これがゼロデイ攻撃です", en: "That is a zero-day attack: the defender has had zero days"},
	{id: "E-04", file: "shop-bot/notes/self-update.md", ja: "ファイルの中身を、知っている悪いプログラムの特徴と見比べる方法", en: "it compares the contents of a file with the marks of known malware"},
	{id: "R-01", file: "shop-bot/notes/references.md", ja: "http://www.jpcert.or.jp/research/2006/Botnet_summary_0720.pdf", en: "http://www.jpcert.or.jp/research/2006/Botnet_summary_0720.pdf"},
	{id: "R-02", file: "shop-bot/notes/references.md", ja: "https://www.telecom-isac.jp/seminar/index.html", en: "https://www.telecom-isac.jp/seminar/index.html"},
	{id: "R-03", file: "shop-bot/notes/references.md", ja: "http://www.jpcert.or.jp/present/2005/InternetSecurityTrend20051209IWIP.pdf", en: "http://www.jpcert.or.jp/present/2005/InternetSecurityTrend20051209IWIP.pdf"},
	{id: "M-01", file: "shop-bot/notes/references.md", ja: "著者は押田政人さん", en: "Its author is Masato Oshida"},
	{id: "M-02", file: "shop-bot/notes/references.md", ja: "前のその2と、続きのその4へ", en: "back to part 2 and on to part 4"},
}
