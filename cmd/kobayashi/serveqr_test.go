package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"rsc.io/qr"

	"kobayashi/game/need"
)

// TestQRCode: every module stands where it should, with the standard's quiet
// zone where 80 columns have room for it, and a reader reads it.
func TestQRCode(t *testing.T) {
	long := "http://training-server.exercise.headquarters.example:8080/"
	for address, quiet := range map[string]int{
		"http://192.0.2.10:8080/": 4, "http://[2001:db8:1234:5678:9abc:def0:1234:5678]:18080/": 3, long: 4,
		"http://a-server-with-quite-a-long-name.exercise.headquarters.somewhere.example:18080/": 3,
	} {
		code, err := qr.Encode(strings.ToUpper(address), qr.L)
		if err != nil {
			t.Fatal(err)
		}
		light := pixels(t, qrCode(address, 80))
		if n := len(light); n != code.Size+2*quiet {
			t.Errorf("%s: %d rows, want %d and %d around", address, n, code.Size, quiet)
			continue
		}
		for y, row := range light {
			if len(row) != 2*len(light) || len(row) > 80 {
				t.Errorf("%s: %d columns in row %d", address, len(row), y)
			}
			for x, bright := range row {
				if bright == code.Black(x/2-quiet, y-quiet) {
					t.Fatalf("%s: wrong at %d, %d", address, x, y)
				}
			}
		}
	}
	if got := qrCode("http://"+strings.Repeat("long.", 40)+"example/", 80); got != "" {
		t.Error("a picture wider than the window was made")
	}
	read := need.Program(t, "zbarimg")
	file := filepath.Join(t.TempDir(), "code.pgm")
	if err := os.WriteFile(file, []byte(photo(pixels(t, qrCode(long, 80)))), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(read, "-q", "--raw", "--nodbus", file).Output(); err != nil || strings.TrimSpace(string(out)) != strings.ToUpper(long) {
		t.Errorf("read %q, %v", out, err)
	}
}

// pixels are the cells of a picture: true is light.
func pixels(t *testing.T, picture string) (rows [][]bool) {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSuffix(picture, "\n"), "\n") {
		var row []bool
		light := false
		for line != "" {
			switch {
			case strings.HasPrefix(line, "\x1b[40m"):
				light, line = false, line[5:]
			case strings.HasPrefix(line, "\x1b[107m"):
				light, line = true, line[6:]
			case strings.HasPrefix(line, "\x1b[0m"):
				line = line[4:]
			case line[0] == ' ':
				row, line = append(row, light), line[1:]
			default:
				t.Fatalf("%q stands in the picture", line)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// photo is the window on a dark desk, as a telephone sees it.
func photo(rows [][]bool) string {
	const scale, desk = 4, 40 // of a column; a row is twice as high
	width, height := len(rows[0])*scale+2*desk, len(rows)*2*scale+2*desk
	b := []byte("P5 " + strconv.Itoa(width) + " " + strconv.Itoa(height) + " 255\n")
	for y := range height {
		for x := range width {
			c, r := (x-desk)/scale, (y-desk)/(2*scale)
			light := x >= desk && y >= desk && r < len(rows) && c < len(rows[0]) && rows[r][c]
			b = append(b, map[bool]byte{true: 255}[light])
		}
	}
	return string(b)
}
