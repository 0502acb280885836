package lint

// Pace is how much of a language people read aloud to a table in a minute: of
// those written without spaces so many characters, of others so many words.
func Pace(lang string) (perMinute float64, characters bool) {
	if writtenInCJK(lang) {
		return charsPerMinute, true
	}
	return wordsPerMinute, false
}

// MinutesToDecide is the typical talk before a decision.
const MinutesToDecide = minutesToDecide
