package lint

import (
	"strings"

	"github.com/clipperhouse/displaywidth"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// What fits: a terminal of 80 columns shows text in 72 of them, and of its 24
// rows the choices, the meters and the keys need their share. A scene may be
// scrolled once; a label must be taken in at a glance.
const (
	textCells  = 72
	labelLines = 2
	sceneLines = 40 // two screens of the 20 rows that title, meters and keys leave
	valueCells = 3  // of a value that is only known in play
)

// tooLong is W601: a choice of more than two lines, or a scene of more than two
// screens, in 80 columns. Paragraphs with a condition are not counted, because
// they seldom stand together.
func tooLong(p *pass) {
	for _, f := range p.all() {
		for _, s := range f.Scenes {
			for it := range items(s) {
				if len(it.Label) > labelLines*textCells && linesOf(it.Label) > labelLines {
					p.report(f, firstLine(f, it.LabelAt),
						game.Say("この選択肢は80桁の画面で%d行になります（%d行まで）", "this choice takes %d lines of an 80-column screen (%d at most)", linesOf(it.Label), labelLines),
						game.Say("一息で読める長さに縮め、残りは本文へ移してください", "shorten it to what can be read at a glance, and move the rest to the scene's text"))
				}
			}
			if n := sceneLength(s); n > sceneLines {
				p.report(f, s.At,
					game.Say("この場面は80桁の画面で%d行になります（%d行まで）", "this scene takes %d lines of an 80-column screen (%d at most)", n, sceneLines),
					game.Say("場面を二つに分けるか、くわしい話を資料へ移してください", "divide the scene, or move details to a note"))
			}
		}
	}
}

// sceneLength counts the lines of a scene that everyone sees, with an empty line
// behind each block.
func sceneLength(s *parse.Scene) int {
	n, most := 0, 0
	for _, b := range s.Blocks {
		most += 2 + len(b.Parts) + (b.Span.End-b.Span.Start)/40
	}
	if most <= sceneLines {
		return 0 // surely short enough, without measuring
	}
	for _, b := range s.Blocks {
		if b.If == nil && everyoneReads(b) {
			n += linesOf(wording(b)) + 1
		}
	}
	return n
}

// everyoneReads tells whether players are shown a block before they choose.
func everyoneReads(b *parse.Block) bool {
	return !b.Enter && b.For == "" && b.Kind != game.Facilitator && b.Kind != game.Lesson && b.Kind != game.Private
}

// linesOf counts the lines that Markdown takes: its own ones, each folded.
func linesOf(text string) int {
	n := 0
	for line := range strings.Lines(strings.ReplaceAll(text, value, strings.Repeat("0", valueCells))) {
		line = linkTargets.ReplaceAllString(line, "")
		n += max(1, (displaywidth.String(strings.TrimRight(line, "\n"))+textCells-1)/textCells)
	}
	return n
}

// imageWithoutText is W607.
func imageWithoutText(p *pass) {
	for _, f := range p.all() {
		for b := range everyBlock(f) {
			for _, i := range b.Images {
				if strings.TrimSpace(i.Alt) == "" {
					p.report(f, i.Span,
						game.Say("画像に説明がありません", "this image has no text"),
						game.Say("![ここに] 見えない人にも伝わる説明を書いてください", "write in ![here] what it shows, for those who cannot see it"))
				}
			}
		}
	}
}
