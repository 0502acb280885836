// Package words holds the phrases of the interface in each language.
//
// It knows no screen and no terminal. A phrase that is missing in a language is
// a fault its tests find, so no caller handles one.
package words

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// langs: the first is the default.
var langs = [...]string{"ja", "en"}

// Langs lists the languages of the interface, the default first.
func Langs() []string { return langs[:] }

// Book holds all phrases of all languages. It never changes after Load.
type Book struct{ texts map[string]Text }

// Text is the phrases of one language.
type Text struct {
	Lang    string
	phrases map[string]string
}

// Load reads every NAME.LANG.json of a folder: flat objects from key to phrase.
// Several files serve one language so that each place keeps its own phrases; a
// key that stands in two of them is an error.
func Load(dir fs.FS) (Book, error) {
	book := Book{map[string]Text{}}
	for _, lang := range langs {
		book.texts[lang] = Text{lang, map[string]string{}}
	}
	files, err := fs.Glob(dir, "*.json")
	if err != nil {
		return book, fmt.Errorf("listing phrases: %w", err)
	}
	for _, file := range files {
		lang := strings.TrimPrefix(path.Ext(strings.TrimSuffix(file, ".json")), ".")
		text, ok := book.texts[lang]
		if !ok {
			return book, fmt.Errorf("phrases %s: no such language", file)
		}
		if err := text.add(dir, file); err != nil {
			return book, err
		}
	}
	return book, nil
}

func (t Text) add(dir fs.FS, file string) error {
	data, err := fs.ReadFile(dir, file)
	if err != nil {
		return fmt.Errorf("reading phrases: %w", err)
	}
	var phrases map[string]string
	if err := json.Unmarshal(data, &phrases); err != nil {
		return fmt.Errorf("phrases %s: %w", file, err)
	}
	for key, phrase := range phrases {
		if _, twice := t.phrases[key]; twice {
			return fmt.Errorf("phrases %s: %q stands in another file too", file, key)
		}
		t.phrases[key] = phrase
	}
	return nil
}

// In gives the phrases of a language, or of the default one.
func (b Book) In(lang string) Text {
	if t, ok := b.texts[lang]; ok {
		return t
	}
	return b.texts[langs[0]]
}

// Say gives a phrase with its arguments filled in as fmt.Sprintf does; a phrase
// without verbs needs none of them. A key without a phrase gives the key in
// angle brackets, which no test lets pass.
func (t Text) Say(key string, args ...any) string {
	phrase, ok := t.phrases[key]
	if !ok {
		return "<" + key + ">"
	}
	if len(args) == 0 || !strings.Contains(phrase, "%") {
		return phrase
	}
	return fmt.Sprintf(phrase, args...)
}

// Count is Say for a number: English has a second phrase, KEY.one, for one.
// The number is the phrase's first argument.
func (t Text) Count(key string, n int, args ...any) string {
	if n == 1 {
		if _, ok := t.phrases[key+".one"]; ok {
			key += ".one"
		}
	}
	return t.Say(key, append([]any{n}, args...)...)
}

// Keys lists the keys of the language, in no order.
func (t Text) Keys() []string {
	keys := make([]string, 0, len(t.phrases))
	for k := range t.phrases {
		keys = append(keys, k)
	}
	return keys
}

// Lang chooses a language of ours from the values given, the first that is not
// empty: a flag, then LC_ALL, LC_MESSAGES, LANG in the caller's order. Values
// look like "en", "en_GB.UTF-8" or "ja-JP". "C" and "POSIX" say nothing about
// language, so the default stands.
func Lang(values ...string) string {
	for _, v := range values {
		if v == "" {
			continue
		}
		tag, _, _ := strings.Cut(strings.ToLower(strings.NewReplacer(".", "_", "-", "_", "@", "_").Replace(v)), "_")
		switch {
		case tag == "c" || tag == "posix":
			return langs[0]
		case tag == langs[0]:
			return langs[0]
		default:
			return "en"
		}
	}
	return langs[0]
}

// Has reports whether there is a phrase under a key.
func (t Text) Has(key string) bool {
	_, ok := t.phrases[key]
	return ok
}
