// Package scenarios carries the shelf: the exercises that come with the
// program, as the same Markdown files an instructor would write.
//
// It holds text only. Reading a file is the parser's work.
package scenarios

import (
	"embed"
	"io/fs"
)

//go:embed */*.md */notes/*.md
var files embed.FS

// FS holds the shelf's folders; paths look like "shop-bot/shop-bot.md".
func FS() fs.FS { return files }

// Shelf lists the base file of each exercise in the order they are offered.
func Shelf() []string {
	return []string{
		"shop-bot/shop-bot.md",
		"skimmed-page/skimmed-page.md",
		"leaked-key/leaked-key.md",
		"payment-due/payment-due.md",
		"pay-or-silence/pay-or-silence.md",
		"inside-hand/inside-hand.md",
		"forty-eight-hours/forty-eight-hours.md",
		"update-button/update-button.md",
		"night-ward/night-ward.md",
	}
}
