package line

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"kobayashi/game/typeset"
)

// command is what a player can ask for at a prompt, beside answering it.
type command int

const (
	noCommand command = iota
	help
	notes
	glossary
	status
	transcript
	leave
	history
	language
	resume
	back
)

// commands are known in both languages everywhere: a player with an input method
// on types what comes, and nobody should have to switch it off.
var commands = map[string]command{
	"?": help, "help": help, "h": history, "history": history,
	"n": notes, "notes": notes, "note": notes, "g": glossary, "glossary": glossary,
	"s": status, "status": status, "t": transcript, "transcript": transcript,
	"q": leave, "quit": leave, "exit": leave, "save": leave,
	"l": language, "lang": language, "language": language, "r": resume, "resume": resume, "b": back, "back": back,
	"ヘルプ": help, "使い方": help, "資料": notes, "解説": notes, "用語": glossary, "用語集": glossary,
	"状況": status, "記録": history, "履歴": history, "経過": transcript,
	"保存": leave, "終了": leave, "中断": leave, "言語": language, "続き": resume, "再開": resume, "戻る": back,
}

// answer is a line as it was meant.
type answer struct {
	empty bool
	text  string // the whole line in narrow signs
	raw   string // the whole line as it came, cleaned
	nums  []int  // the numbers of a line that holds nothing else
	cmd   command
	arg   string // what stands behind the command
}

// understand reads a line: full-width signs as the narrow ones, numbers parted by
// spaces or commas of either width, or a command and its argument.
func understand(line string) answer {
	raw := strings.TrimSpace(typeset.Clean(line))
	line = strings.TrimSpace(narrow(raw))
	if line == "" {
		return answer{empty: true}
	}
	a := meant(line)
	a.text, a.raw = line, raw
	return a
}

// meant reads a line of narrow signs that is not empty.
func meant(line string) answer {
	if nums := numbers(line); nums != nil {
		return answer{nums: nums}
	}
	name, arg, _ := strings.Cut(line, " ")
	if cmd, ok := commands[strings.ToLower(name)]; ok {
		return answer{cmd: cmd, arg: strings.TrimSpace(arg)}
	}
	// "n2" is what a hurried hand makes of "n 2".
	if cmd, ok := commands[strings.ToLower(line[:1])]; ok && numbers(line[1:]) != nil {
		return answer{cmd: cmd, arg: strings.TrimSpace(line[1:])}
	}
	return answer{}
}

// narrow turns the full-width forms of ASCII, and Japanese marks between
// numbers, into ASCII.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case unicode.IsSpace(r):
			return ' '
		case r == '、', r == '，', r == '・':
			return ','
		case r == '。':
			return '.'
		}
		return r
	}, s)
}

// numbers gives the numbers of a line that is made of digits and marks between
// them, or nil. A number too large to be an answer is -1.
func numbers(line string) []int {
	between := func(r rune) bool { return strings.ContainsRune(" ,.()", r) }
	if strings.ContainsFunc(line, func(r rune) bool { return !between(r) && (r < '0' || r > '9') }) {
		return nil
	}
	var nums []int
	for _, field := range strings.FieldsFunc(line, between) {
		n, err := strconv.Atoi(field)
		if err != nil {
			n = -1
		}
		nums = append(nums, n)
	}
	return nums
}

// one gives the single number of an answer if it is within 1..n.
func (a answer) one(n int) (int, bool) {
	if len(a.nums) == 1 && a.nums[0] >= 1 && a.nums[0] <= n {
		return a.nums[0], true
	}
	return 0, false
}

// set gives the numbers of an answer if all are within 1..n, each once; 0 alone
// says none, as an empty line does.
func (a answer) set(n int) ([]int, bool) {
	if a.empty || slices.Equal(a.nums, []int{0}) {
		return nil, true
	}
	if len(a.nums) == 0 {
		return nil, false
	}
	set := slices.Clone(a.nums)
	slices.Sort(set)
	set = slices.Compact(set)
	return set, set[0] >= 1 && set[len(set)-1] <= n
}
