package typeset

import "strings"

// ambiguous replaces signs that terminals for East Asia may draw two cells wide.
// What has no good stand-in stays, and is counted as two.
var ambiguous = strings.NewReplacer(
	"○", "〇", "◯", "〇", "●", "*", "◎", "〇", "×", "x", "÷", "/", "±", "+/-",
	"…", "...", "‥", "..", "―", "-", "—", "-", "–", "-", "‐", "-", "·", "・", "•", "・",
	"“", "\"", "”", "\"", "‘", "'", "’", "'", "′", "'", "″", "\"",
	"→", "->", "←", "<-", "↑", "^", "↓", "v", "⇒", "=>", "⇔", "<=>",
	"※", "*", "★", "*", "☆", "*", "■", "#", "□", "[]", "▲", "^", "△", "^", "▼", "v", "▽", "v", "◆", "*", "◇", "*",
	"①", "(1)", "②", "(2)", "③", "(3)", "④", "(4)", "⑤", "(5)", "⑥", "(6)", "⑦", "(7)", "⑧", "(8)", "⑨", "(9)", "⑩", "(10)",
	"≤", "<=", "≦", "<=", "≥", ">=", "≧", ">=", "≠", "!=", "°", "度", "§", "#",
	"─", "-", "━", "-", "│", "|", "┃", "|", "┌", "+", "┐", "+", "└", "+", "┘", "+", "├", "+", "┤", "+", "┬", "+", "┴", "+", "┼", "+",
	"█", "#", "▓", "#", "▒", "#", "░", ".",
)

// safe returns s with the signs replaced, if the style asks for it.
func (p *page) safe(s string) string {
	if !p.style.Safe || isASCII(s) {
		return s
	}
	return ambiguous.Replace(s)
}
