package lint

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The model is a scenario in a form of its own: written out as Markdown for the
// linter, and played in reach_test.go through every state, with no range, no
// reduction and no code of the game.
type model struct {
	dice   *rand.Rand
	max    []int    // of each variable; all begin at what the variant says
	start  [2][]int // by variant
	scenes []mscene // the one before the last is the end, the last an inject
	plain  int      // scenes that are neither
	when   *mcond   // of the inject; nil: there is none
	text   strings.Builder
	lines  int
}

// mcond compares a variable with a number, or asks for a visit if it has none.
type mcond struct {
	v, than, visit int
	less           bool
	also           *mcond
}

type meffect struct{ v, by int }

type mcode struct {
	cond    *mcond
	effects []meffect
	line    int
}

type mitem struct {
	mcode
	to int // back is where an inject goes
}

const back = -1

type mscene struct {
	enter []mcode
	shown *mcond
	route bool
	items []mitem
	line  int // of its id
	at    int // of the shown paragraph
	title int
}

func newModel(seed uint64) *model {
	m := &model{dice: rand.New(rand.NewPCG(seed, 5))}
	for range 1 + m.dice.IntN(3) {
		m.max = append(m.max, []int{1, 2, 3, 8, 20}[m.dice.IntN(5)])
	}
	for i := range m.start {
		for _, most := range m.max {
			m.start[i] = append(m.start[i], m.dice.IntN(most+1)*m.dice.IntN(2))
		}
	}
	m.plain = 2 + m.dice.IntN(4)
	m.scenes = make([]mscene, m.plain+2)
	for i := range m.plain {
		m.scene(i)
	}
	if m.dice.IntN(3) == 0 {
		m.when = m.cond()
		m.scenes[m.plain+1].items = []mitem{{mcode{effects: m.effects()}, back}}
	}
	m.write()
	return m
}

func (m *model) scene(i int) {
	s := &m.scenes[i]
	if c := (mcode{effects: m.effects()}); m.dice.IntN(2) == 0 && len(c.effects) > 0 {
		if m.dice.IntN(2) == 0 {
			c.cond = m.cond()
		}
		s.enter = append(s.enter, c)
	}
	if m.dice.IntN(2) == 0 {
		s.shown = m.cond()
		s.shown.also = nil // of what is only shown, one comparison is exact
	}
	s.route = m.dice.IntN(4) == 0
	for range m.dice.IntN(3) {
		s.items = append(s.items, mitem{mcode{cond: m.cond(), effects: m.effects()}, i + 1 + m.dice.IntN(m.plain-i)})
	}
	s.items = append(s.items, mitem{mcode{effects: m.effects()}, i + 1})
}

func (m *model) cond() *mcond {
	c := &mcond{v: m.dice.IntN(len(m.max)), visit: m.dice.IntN(m.plain), less: m.dice.IntN(2) == 0}
	if m.dice.IntN(5) == 0 {
		c.v = -1
	} else {
		c.than = 1 + m.dice.IntN(m.max[c.v])
	}
	if m.dice.IntN(4) == 0 {
		c.also = m.cond()
	}
	return c
}

func (m *model) effects() []meffect {
	var list []meffect
	for range m.dice.IntN(3) {
		list = append(list, meffect{m.dice.IntN(len(m.max)), []int{-3, -1, 1, 2}[m.dice.IntN(4)]})
	}
	return list
}

// put writes some lines, and gives the number of the last one.
func (m *model) put(format string, args ...any) int {
	text := fmt.Sprintf(format, args...) + "\n"
	m.text.WriteString(text)
	m.lines += strings.Count(text, "\n")
	return m.lines
}

func (m *model) write() {
	m.put("---\nformat: 1\nid: model\ntitle: 模型\nlang: ja\nvars:")
	for v, most := range m.max {
		m.put("  v%d: {label: 値%d, min: 0, max: %d}", v, v, most)
	}
	m.put("variants:")
	for i, start := range m.start {
		var set []string
		for v, value := range start {
			set = append(set, fmt.Sprintf("v%d: %d", v, value))
		}
		m.put("  x%d: {label: 始め%d, set: {%s}}", i, i, strings.Join(set, ", "))
	}
	m.put("---\n\n# 模型\n")
	for i := range m.scenes {
		s := &m.scenes[i]
		switch {
		case i == m.plain:
			s.line = m.put("## end")
			m.put("### 終わり `end`\n\n終わった。\n")
			continue
		case i > m.plain && m.when == nil:
			continue
		case i > m.plain:
			s.line = m.put("## in")
			s.title = m.put("### 割り込み `when %s`", m.when)
			m.put("")
		default:
			s.line = m.put("## s%d", i)
			m.put("### 場面%d\n", i)
		}
		m.body(s)
	}
}

func (m *model) body(s *mscene) {
	for k := range s.enter {
		s.enter[k].line = m.put("%s", s.enter[k])
		m.put("")
	}
	if s.shown != nil {
		s.at = m.put("見える。 `if %s`", s.shown)
		m.put("")
	}
	for k := range s.items {
		it, mark, to := &s.items[k], "-", fmt.Sprintf("s%d", s.items[k].to)
		if s.route {
			mark = fmt.Sprintf("%d.", k+1)
		}
		switch it.to {
		case back:
			to = "return"
		case m.plain:
			to = "end"
		}
		it.line = m.put("%s [道%d](#%s) %s", mark, k, to, it.mcode)
	}
	m.put("")
}

func (c *mcond) String() string {
	text := fmt.Sprintf("v%d >= %d", c.v, c.than)
	if c.less {
		text = fmt.Sprintf("v%d < %d", c.v, c.than)
	}
	if c.v < 0 {
		text = fmt.Sprintf("#s%d", c.visit)
		if c.less {
			text = "not " + text
		}
	}
	if c.also != nil {
		text += " and " + c.also.String()
	}
	return text
}

func (c mcode) String() string {
	var parts []string
	for _, e := range c.effects {
		parts = append(parts, fmt.Sprintf("`v%d += %d`", e.v, e.by))
	}
	if c.cond != nil {
		parts = append(parts, "`if "+c.cond.String()+"`")
	}
	return strings.Join(parts, " ")
}
