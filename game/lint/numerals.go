package lint

import (
	"regexp"
	"strings"
)

// inWords adds the numbers that a text writes in words, in Japanese or English.
func inWords(names map[string]bool, text string) {
	for _, m := range kanjiNumber.FindAllString(text, -1) {
		for _, v := range kanji(m) {
			names[plain(v)] = true
		}
	}
	for _, m := range tenths.FindAllStringSubmatch(text, -1) {
		names[plain(kanji(m[1])[0]*10)] = true
	}
	if strings.Contains(text, "半") {
		names["30"], names["0.5"], names["50"] = true, true, true
	}
	english(names, text)
}

var (
	kanjiNumber = regexp.MustCompile(`[〇一二三四五六七八九十百千万億]+`)
	tenths      = regexp.MustCompile(`([一二三四五六七八九])割`)
	word        = regexp.MustCompile(`[A-Za-z]+`)
)

// kanji reads a number in ideographs: by places (二〇二六) and by units (二百).
func kanji(s string) []float64 {
	var total, section, last, places float64
	for _, r := range s {
		if d := strings.IndexRune("〇一二三四五六七八九", r); d >= 0 {
			last = float64(d / len("〇"))
			places = places*10 + last
			continue
		}
		if unit := units[r]; unit >= 1e4 {
			total += max(section+last, 1) * unit
			section = 0
		} else {
			section += max(last, 1) * unit
		}
		last = 0
	}
	return []float64{total + section + last, places}
}

// small are the English words that stand for a number as they are, and those
// that say it by another word.
var small = map[string]float64{
	"zero": 0, "no": 0, "none": 0, "a": 1, "an": 1, "one": 1, "once": 1, "single": 1, "first": 1, "another": 1,
	"two": 2, "twice": 2, "both": 2, "second": 2, "pair": 2, "couple": 2, "three": 3, "third": 3, "four": 4, "fourth": 4,
	"five": 5, "fifth": 5, "six": 6, "sixth": 6, "seven": 7, "seventh": 7, "eight": 8, "eighth": 8, "nine": 9, "ninth": 9,
	"ten": 10, "tenth": 10, "eleven": 11, "twelve": 12, "dozen": 12, "noon": 12, "midnight": 24, "thirteen": 13, "fourteen": 14,
	"fifteen": 15, "quarter": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
	"half": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// english adds every number that words say, alone and together: forty, eight,
// forty-eight, forty-eight thousand.
func english(names map[string]bool, text string) {
	var total, section float64
	open := false
	for _, w := range word.FindAllString(text, -1) {
		w = strings.ToLower(w)
		v, isSmall := small[w]
		factor := scale[w]
		switch {
		case isSmall && (v < 10 || !open):
			if names[plain(v)] = true; section >= 20 && v < 10 && open || section >= 100 {
				section += v
			} else {
				section = v
			}
			open = true
		case isSmall:
			names[plain(v)] = true
			if section < 100 {
				total, section = 0, 0
			}
			section += v
		case factor == 100 && open:
			section = max(section, 1) * 100
		case factor > 100 && len(w) > 1 && open:
			total += max(section, 1) * factor
			section = 0
		case w == "and" && open:
			continue
		default:
			total, section, open = 0, 0, false
			continue
		}
		names[plain(total+section)] = true
	}
	if strings.Contains(strings.ToLower(text), "half") {
		names["0.5"], names["50"] = true, true
	}
}
