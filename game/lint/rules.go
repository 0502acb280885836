package lint

// rule is one rule and the function that looks for its faults.
type rule struct {
	code string
	// absent marks rules that speak of what is not there. They are silent while
	// the base or an include has an error, because the error may be hiding it.
	absent bool
	find   func(*pass)
}

// rules are all that this package looks for, in the order of the manual. The
// parser reports the others.
var rules = [...]rule{
	{"W112", false, noEffect},
	{"W113", false, constantCondition},
	{"W053", true, nothingLeadsHere},
	{"W055", true, unusedDeclaration},
	{"W301", false, identicalChoices},
	{"W306", false, scoredWithoutFeedback},
	{"I307", true, goalWithoutDecision},
	{"W401", true, writtenNeverRead},
	{"W402", true, readNeverWritten},
	{"W403", true, unusedVariable},
	{"E003", true, unknownToBase},
	{"E501", false, missingScene},
	{"E502", false, extraScene},
	{"E503", false, itemsDiffer},
	{"E504", false, itemDiffers},
	{"E505", false, codeDiffers},
	{"W506", false, blocksDiffer},
	{"W507", false, stale},
	{"W508", false, notTranslated},
	{"W509", false, digitsDiffer},
	{"W510", false, termNotUsed},
	{"W601", false, tooLong},
	{"E602", false, realNames},
	{"W603", false, brokenNote},
	{"W604", false, speakerNotInCast},
	{"W605", false, markupInNames},
	{"W606", false, ambiguousWidth},
	{"W607", false, imageWithoutText},
	{"I608", false, readingTime},
	{"I609", false, unfinished},
}

// implied names, for a rule, the plainer rule that says enough at the same
// place: who is told that a condition is false by the declared ranges need not
// hear that no play makes it true.
var implied = map[string]string{
	"W205": "W113",
	"W208": "W112",
	"W203": "W053",
	"W204": "W113",
	"W206": "W053",
	"W207": "W053",
	"W404": "W401",
}
