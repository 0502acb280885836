package screentest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing/synctest"
)

// Golden compares the screen with testdata/<test>/<name>.txt. GOLDEN=write
// writes the file instead. With GOLDEN_SVG=folder a picture is left there too.
func (s *Screen) Golden(name string) {
	s.t.Helper()
	synctest.Wait()
	got := s.head() + "\n" + s.Text()
	path := filepath.Join("testdata", filepath.FromSlash(s.t.Name()), name+".txt")
	if dir := os.Getenv("GOLDEN_SVG"); dir != "" {
		file := strings.ReplaceAll(s.t.Name(), "/", "-") + "-" + name + ".svg"
		s.save(filepath.Join(dir, file), s.SVG())
	}
	if os.Getenv("GOLDEN") == "write" {
		s.save(path, got)
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		s.t.Errorf("%v (GOLDEN=write makes it)", err)
		return
	}
	if got != string(want) {
		s.t.Errorf("%s differs (GOLDEN=write if it is meant)\n%s", path, diff(got, string(want)))
	}
}

func (s *Screen) save(path, text string) {
	s.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Error(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		s.t.Error(err)
	}
}

// head is the golden file's first line: the size, the cursor if it is seen, the
// title if there is one.
func (s *Screen) head() string {
	head := fmt.Sprintf("%dx%d", s.em.Width(), s.em.Height())
	if x, y, ok := s.Cursor(); ok {
		head += fmt.Sprintf(", cursor %d,%d", x, y)
	}
	if title := s.Title(); title != "" {
		head += fmt.Sprintf(", title %q", title)
	}
	return head
}

// diff shows the lines that differ and the whole of got.
func diff(got, want string) string {
	var out strings.Builder
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		var gl, wl string
		if i < len(g) {
			gl = g[i]
		}
		if i < len(w) {
			wl = w[i]
		}
		if gl != wl {
			fmt.Fprintf(&out, "line %d\n  got  %s\n  want %s\n", i+1, gl, wl)
		}
	}
	return out.String() + "got in full\n" + got
}
