package lint

import "slices"

// Codes are the rules, in the order of the manual: each has a page. Those of the
// exact pass are found by Prove, the others by Check and the parser.
func Codes() []string {
	return []string{
		"E001", "E002", "E003", "E004", "E005", "E006", "E007", "W008", "I009",
		"E010", "W011", "E012", "E020", "E021", "E022", "E023", "E024", "E025", "W021", "W030", "W031", "W032",
		"E040", "E041", "E042", "E043", "E044", "E045", "W046", "E047",
		"E101", "E102", "E103", "E104", "E105", "E106", "E107", "E108", "E109", "E110", "W112", "W113",
		"E050", "E051", "E052", "W053", "E054", "W055", "E056", "E057", "E058",
		"E201", "E202", "W203", "W204", "W205", "W206", "W207", "W208", "E209", "E210", "W211", "W212",
		"W301", "I302", "I303", "I304", "W305", "W306", "I307", "I308", "I309",
		"W401", "W402", "W403", "W404",
		"E501", "E502", "E503", "E504", "E505", "W506", "W507", "W508", "W509", "W510",
		"W601", "E602", "W603", "W604", "W605", "W606", "W607", "I608", "I609", "W610",
	}
}

// exactly tells whether a rule is one of the exact pass.
func exactly(code string) bool {
	switch code {
	case "E201", "E202", "W203", "W204", "W205", "W206", "W207", "W208", "E209", "E210", "W211", "W212",
		"I302", "I303", "I304", "W305", "I308", "I309", "W404":
		return true
	}
	return false
}

func isRule(code string) bool { return slices.Contains(Codes(), code) }
