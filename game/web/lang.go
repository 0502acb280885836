package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"kobayashi/game/words"
)

// say gives the phrases of the language of a request: the one in its address,
// else the one its browser likes best among ours, else the workshop's.
func (d *Door) say(r *http.Request) words.Text {
	if lang := r.URL.Query().Get("lang"); slices.Contains(words.Langs(), lang) {
		return d.Words.In(lang)
	}
	if lang, ok := liked(r.Header.Get("Accept-Language")); ok {
		return d.Words.In(lang)
	}
	return d.Words.In(d.Room.Head().Opened.Lang)
}

// liked is the language of ours with the greatest weight in an Accept-Language
// header, the first of those that weigh the same.
func liked(header string) (string, bool) {
	type wish struct {
		lang   string
		weight float64
	}
	var list []wish
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(part, ";")
		w := wish{weight: 1}
		w.lang, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		if q, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			n, err := strconv.ParseFloat(q, 64)
			if err != nil {
				continue
			}
			w.weight = n
		}
		if w.weight > 0 && slices.Contains(words.Langs(), w.lang) {
			list = append(list, w)
		}
	}
	if len(list) == 0 {
		return "", false
	}
	return slices.MaxFunc(list, func(a, b wish) int { return cmp.Compare(a.weight, b.weight) }).lang, true
}
