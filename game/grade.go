package game

// Grade says how good a decision was against what was at stake.
type Grade int

// A decision with nothing at stake has no grade. Great gave nothing away, good
// at most a quarter of the stake, okay at most six tenths.
const (
	Ungraded Grade = iota
	Great
	Good
	Okay
	Weak
)

func (g Grade) String() string { return [...]string{"ungraded", "great", "good", "okay", "weak"}[g] }

// GradeOf grades what was given away against the stake, what the worst choice
// would have given away there.
func GradeOf(regret, stake Points) Grade {
	switch {
	case stake.Num == 0:
		return Ungraded
	case regret.Num == 0:
		return Great
	case !less(stake, 1, regret, 4):
		return Good
	case !less(stake, 6, regret, 10):
		return Okay
	}
	return Weak
}

// less compares p times a with q times b. Stakes are whole points over small
// denominators, far from the limits of 64 bits.
func less(p Points, a int64, q Points, b int64) bool {
	return Points{p.Num * a, p.Den}.Less(Points{q.Num * b, q.Den})
}
