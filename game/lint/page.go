package lint

import (
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
)

// A rule's page explains it in both languages and shows it by two examples. The
// examples are the rule's test too, which is why they have a form:
//
//	# E050
//	## 日本語
//	## English
//	## Failing
//	line: 12            (or, of several files, line: part.md:3)
//	```kobayashi        (or: kobayashi escaped)
//	## Mended
//	```kobayashi
//
// In an example of several files, each begins with a line `-- name --`; the
// first is the one to check. What cannot be written plainly is escaped as in Go:
// \x1b, \r, \t, \u202e, \\.

// page is a rule's page, taken apart.
type page struct {
	code            string
	ja, en          string // Markdown
	failing, mended example
	at              string // line, or file:line, at which the failing example fails
}

// example is a fenced example as it is written.
type example struct {
	text    string
	escaped bool
}

// Page gives the page of a rule as Markdown in a language, "ja" or "en". The
// pages are looked up as rules/CODE.md; the code may be written in lower case.
// It reports false if there is no such page.
func Page(files fs.FS, code, lang string) (markdown string, ok bool) {
	pg, err := readPage(files, code)
	if err != nil {
		return "", false
	}
	body, failing, mended, line, escaped := pg.ja, "誤りのある例", "直した例", "%s 行目に出ます。", "\\ で始まる印は、そのまま書けない文字の代わりです。"
	if lang == "en" {
		body, failing, mended, line, escaped = pg.en, "Failing", "Mended", "Reported at line %s.", "A sign that begins with \\ stands for a character that cannot be written plainly."
	}
	if line = fmt.Sprintf(line, pg.at); pg.failing.escaped {
		line += " " + escaped
	}
	return fmt.Sprintf("# %s\n\n%s\n\n## %s\n\n%s\n\n%s\n## %s\n\n%s",
		pg.code, body, failing, line, pg.failing.fence(), mended, pg.mended.fence()), true
}

var codeShape = regexp.MustCompile(`^[EWI][0-9]{3}$`)

func readPage(files fs.FS, code string) (page, error) {
	code = strings.ToUpper(code)
	if !codeShape.MatchString(code) {
		return page{}, fmt.Errorf("%q is no rule", code)
	}
	data, err := fs.ReadFile(files, "rules/"+code+".md")
	if err != nil {
		return page{}, fmt.Errorf("reading the page of %s: %w", code, err)
	}
	return parsePage(code, strings.ReplaceAll(string(data), "\r\n", "\n"))
}

func parsePage(code, text string) (page, error) {
	pg := page{code: code}
	head, parts := sections(text)
	if strings.TrimSpace(head) != "# "+code {
		return pg, fmt.Errorf("page %s begins with %q", code, head)
	}
	for _, want := range []string{"日本語", "English", "Failing", "Mended"} {
		if strings.TrimSpace(parts[want]) == "" {
			return pg, fmt.Errorf("page %s has no section %q", code, want)
		}
	}
	pg.ja, pg.en = strings.TrimSpace(parts["日本語"]), strings.TrimSpace(parts["English"])
	m := lineShape.FindStringSubmatch(parts["Failing"])
	if m == nil {
		return pg, fmt.Errorf("page %s does not say the line", code)
	}
	pg.at = m[1]
	var err error
	if pg.failing, err = findFence(parts["Failing"]); err == nil {
		pg.mended, err = findFence(parts["Mended"])
	}
	if err != nil {
		return pg, fmt.Errorf("page %s: %w", code, err)
	}
	return pg, nil
}

var lineShape = regexp.MustCompile(`(?m)^line: (\S+)$`)

// sections divides a page at its own H2 headings. Those of the examples are
// inside fences, and are left alone.
func sections(text string) (head string, parts map[string]string) {
	parts = map[string]string{}
	name, fence := "", ""
	for line := range strings.Lines(text) {
		bare := strings.TrimRight(line, "\n")
		ticks := bare[:len(bare)-len(strings.TrimLeft(bare, "`"))]
		switch {
		case fence == "" && len(ticks) >= 3:
			fence = ticks
		case fence != "" && bare == fence:
			fence = ""
		case fence == "" && strings.HasPrefix(bare, "## "):
			name = bare[3:]
			continue
		}
		if name == "" {
			head += line
		} else {
			parts[name] += line
		}
	}
	return head, parts
}

var fenceShape = regexp.MustCompile("(?s)(?:^|\n)(```+)kobayashi( escaped)?\n(.*)\n```+\\s*$")

func findFence(section string) (example, error) {
	m := fenceShape.FindStringSubmatch(strings.TrimRight(section, "\n"))
	if m == nil {
		return example{}, fmt.Errorf("an example is not fenced as kobayashi")
	}
	return example{text: m[3] + "\n", escaped: m[2] != ""}, nil
}

// fence writes an example for a reader: what is escaped stays so, since it
// could not be seen otherwise.
func (e example) fence() string {
	ticks := "```"
	for strings.Contains(e.text, ticks) {
		ticks += "`"
	}
	return ticks + "\n" + e.text + ticks + "\n"
}

// files gives the files of an example by name, and the name of the first.
func (e example) files() (first string, files map[string][]byte, err error) {
	files = map[string][]byte{}
	name := "example.md"
	if !separator.MatchString(strings.SplitN(e.text, "\n", 2)[0]) {
		first = name
	}
	for line := range strings.Lines(e.text) {
		if m := separator.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			name = m[1]
			if first == "" {
				first = name
			}
			files[name] = nil
			continue
		}
		if e.escaped {
			if line, err = unescape(line); err != nil {
				return "", nil, err
			}
		}
		files[name] = append(files[name], line...)
	}
	return first, files, nil
}

var separator = regexp.MustCompile(`^-- (\S+) --$`)

// unescape resolves Go's escapes in a line.
func unescape(line string) (string, error) {
	var b strings.Builder
	for line != "" {
		i := strings.IndexByte(line, '\\')
		if i < 0 {
			break
		}
		b.WriteString(line[:i])
		r, multibyte, rest, err := strconv.UnquoteChar(line[i:], 0)
		if err != nil {
			return "", fmt.Errorf("escape in %q: %w", line, err)
		}
		if multibyte {
			b.WriteRune(r)
		} else {
			b.WriteByte(byte(r))
		}
		line = rest
	}
	return b.String() + line, nil
}
