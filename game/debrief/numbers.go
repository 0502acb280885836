package debrief

import (
	"strconv"

	"kobayashi/game"
	"kobayashi/game/words"
)

// Number writes points for people: whole numbers as they are, fractions rounded
// to one decimal, halves away from zero.
func Number(p game.Points) string {
	if p.Den == 1 {
		return strconv.FormatInt(p.Num, 10)
	}
	return tenths(inTenths(p))
}

// Signed is Number with a plus before what is more than nothing.
func Signed(p game.Points) string {
	if p.Num > 0 {
		return "+" + Number(p)
	}
	return Number(p)
}

// inTenths rounds to tenths of a point, halves away from zero.
func inTenths(p game.Points) int64 { return rounded(p, 10) }

func rounded(p game.Points, parts int64) int64 {
	whole, rest := p.Num/p.Den, p.Num%p.Den
	if rest < 0 {
		return whole*parts - (2*parts*-rest+p.Den)/(2*p.Den)
	}
	return whole*parts + (2*parts*rest+p.Den)/(2*p.Den)
}

// tenths writes a number of tenths with its decimal.
func tenths(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return sign + strconv.FormatInt(n/10, 10) + "." + strconv.FormatInt(n%10, 10)
}

// points is a number with the word for points after it.
func points(p game.Points, say words.Text) string { return counted(Number(p), say) }

func counted(number string, say words.Text) string {
	key := "debrief.points"
	if (number == "1" || number == "+1" || number == "-1") && say.Has(key+".one") {
		key += ".one"
	}
	return say.Say(key, number)
}

// percent rounds to whole percent.
func percent(p game.Points) int64 { return rounded(p, 1) }
