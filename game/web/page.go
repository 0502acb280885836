package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"kobayashi/game/words"
)

// phrases are what a template says things with.
type phrases struct {
	say   words.Text
	Build string
}

func (d *Door) phrases(say words.Text) phrases { return phrases{say, d.build} }

// Lang is the language of the phrases.
func (p phrases) Lang() string { return p.say.Lang }

// T is a phrase of the web door.
func (p phrases) T(key string, args ...any) string { return p.say.Say("web."+key, args...) }

// N is a phrase with a number.
func (p phrases) N(key string, n int, args ...any) string { return p.say.Count("web."+key, n, args...) }

// W is a phrase that all doors of a workshop share.
func (p phrases) W(key string) string { return p.say.Say("workshop." + key) }

// page is what all whole pages have in common. Way is the address without its
// query; Events is where the page hears of changes.
type page struct {
	phrases
	Name   string // of the workshop
	Title  string
	Way    string
	Other  string // the other language
	Events string
	Home   bool // this is the board
}

func (d *Door) page(r *http.Request, title string) page {
	say := d.say(r)
	other := words.Langs()[0]
	if say.Lang == other {
		other = words.Langs()[1]
	}
	return page{phrases: d.phrases(say), Name: d.Room.Head().Opened.Name, Title: title, Way: r.URL.Path, Other: other}
}

// LangLink leads to the same page in the other language.
func (p page) LangLink() string { return p.Way + "?" + url.Values{"lang": {p.Other}}.Encode() }

// render fills a template in. That one fails is a fault its tests find.
func (d *Door) render(name string, data any) ([]byte, error) {
	var out bytes.Buffer
	if err := d.pages.ExecuteTemplate(&out, name, data); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	return out.Bytes(), nil
}

// show sends a page, or none of it.
func (d *Door) show(w http.ResponseWriter, code int, name string, lang string, data any) {
	out, err := d.render(name, data)
	if err != nil {
		panic(err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", lang)
	h.Add("Vary", "Accept-Language")
	w.WriteHeader(code)
	w.Write(out)
}

// duration writes a time as h:mm:ss, or m:ss below an hour.
func duration(ms int64) string {
	s := int(max(ms, 0) / time.Second.Milliseconds())
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
