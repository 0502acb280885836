package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"rsc.io/qr"
)

// forTelephones prints the board's address as a picture, if the whole of it can
// be seen at once.
func (s *server) forTelephones() {
	picture := qrCode(s.boardURL(), maxColumns)
	rows := strings.Count(picture, "\n")
	if rows == 0 {
		return
	}
	const others = 6 // lines that follow it
	if width, height, ok := s.size(); ok && (height < rows+others || width < 2*rows) {
		s.say("serve.low", max(2*rows, 80), rows+others)
		return
	}
	fmt.Fprint(s.out, "\n"+picture)
}

// size is the operator's window in cells, if there is one.
func (p *program) size() (width, height int, ok bool) {
	f, is := p.out.(*os.File)
	if !is {
		return 0, 0, false
	}
	width, height, err := term.GetSize(f.Fd())
	return width, height, err == nil && width > 0 && height > 0
}

// maxColumns is how wide a picture may be: windows of 80 are the rule.
const maxColumns = 80

// qrCode draws an address for telephones: two cells a module, by the ground alone,
// which no font can spoil. It is written in capitals, which host names do not
// mind and which take less room. Empty: it would be too wide.
func qrCode(address string, columns int) string {
	const (
		black, white, plain = "\x1b[40m", "\x1b[107m", "\x1b[0m"
		standard, least     = 4, 2 // modules of quiet around it; readers are content with two
	)
	code, err := qr.Encode(strings.ToUpper(address), qr.L)
	if err != nil {
		return "" // an address this long is of no use to a telephone
	}
	quiet := min(standard, (columns/2-code.Size)/2)
	if quiet < least {
		return ""
	}
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y++ {
		last := ""
		for x := -quiet; x < code.Size+quiet; x++ {
			ground := white
			if code.Black(x, y) {
				ground = black
			}
			if ground != last {
				b.WriteString(ground)
				last = ground
			}
			b.WriteString("  ")
		}
		b.WriteString(plain + "\n")
	}
	return b.String()
}
