package lint

// rule is one rule and the function that looks for its faults.
type rule struct {
	code string
	// absent marks rules that speak of what is not there. They are silent while
	// the base or an include has an error, because the error may be hiding it.
	absent bool
	find   func(*pass)
	pair   func(*pass, pair) // looks at one scene beside its translation
}

// look looks for the rule's faults.
func (r rule) look(p *pass) {
	p.code = r.code
	if r.find != nil {
		r.find(p)
	}
	if r.pair != nil {
		for _, t := range p.translations {
			for _, q := range t.pairs {
				q.known.look(p, r, q)
			}
		}
	}
}

// rules are all that this package looks for, in the order of the manual. The
// parser reports the others.
var rules = [...]rule{
	{code: "W112", find: noEffect},
	{code: "W113", find: constantCondition},
	{code: "W053", absent: true, find: nothingLeadsHere},
	{code: "W055", absent: true, find: unusedDeclaration},
	{code: "W301", find: identicalChoices},
	{code: "W306", find: scoredWithoutFeedback},
	{code: "I307", absent: true, find: goalWithoutDecision},
	{code: "W401", absent: true, find: writtenNeverRead},
	{code: "W402", absent: true, find: readNeverWritten},
	{code: "W403", absent: true, find: unusedVariable},
	{code: "E003", absent: true, find: unknownToBase},
	{code: "E501", find: missingScene},
	{code: "E502", absent: true, find: extraScene},
	{code: "E503", pair: itemsDiffer},
	{code: "E504", pair: itemDiffers},
	{code: "E505", pair: codeDiffers},
	{code: "W506", pair: blocksDiffer},
	{code: "W507", find: stale},
	{code: "W508", find: notTranslated, pair: stillInBase},
	{code: "W509", pair: digitsDiffer},
	{code: "W510", pair: termNotUsed},
	{code: "W601", find: tooLong},
	{code: "E602", find: realNames},
	{code: "W603", find: brokenNote},
	{code: "W604", find: speakerNotInCast},
	{code: "W605", find: markupInNames},
	{code: "W606", find: ambiguousWidth},
	{code: "W607", find: imageWithoutText},
	{code: "I608", absent: true, find: readingTime},
	{code: "I609", find: unfinished},
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
	"W606": "E020",
}
