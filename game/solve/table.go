package solve

import "kobayashi/game"

// table numbers packed states. A state is open from when it is met until it is
// closed; closing gives the numbers, from 0, so that a search that closes what
// it has looked behind of numbers children before parents.
//
// It is an open-addressed hash table. A byte of the hash stands apart, so that a
// state that is not there is nearly always seen without looking at any other.
type table struct {
	packed          // the closed states
	n      int      // how many they are
	stack  []uint64 // words of the open ones
	where  []uint32 // and their slots

	tags  []uint8 // by slot; 0: free
	slots []int32 // of a closed state its number+1, of an open one -1 less its place among those
}

// packed is the words of states, part by part.
type packed struct {
	width int // words a state
	parts [][]uint64
}

// at gives the words of a state.
func (p *packed) at(n int32) []uint64 {
	i := int(n%partStates) * p.width
	return p.parts[n/partStates][i : i+p.width]
}

// partStates is how many states share one piece of memory: growing never moves
// a state, and so never needs room for two of each.
const partStates = 1 << 12

func newTable(sc *game.Scenario) *table {
	return &table{packed: packed{width: sc.PackedWords()}, tags: make([]uint8, 1<<12), slots: make([]int32, 1<<12)}
}

// met is how many states are known, open ones with them.
func (t *table) met() int { return t.n + len(t.where) }

// top gives the words of the state opened last.
func (t *table) top() []uint64 { return t.stack[len(t.stack)-t.width:] }

// What seek finds instead of a number.
const (
	unknown   = -1
	stillOpen = -2
)

// seek gives the number of a state, unknown or stillOpen; and its slot, or the
// one it would have.
func (t *table) seek(words []uint64) (n int32, slot uint32) {
	h := hash(words)
	tag, mask := tagOf(h), uint32(len(t.slots)-1)
	for i := uint32(h) & mask; ; i = (i + 1) & mask {
		switch t.tags[i] {
		case 0:
			return unknown, i
		case tag:
			if v := t.slots[i]; v > 0 {
				if same(words, t.at(v-1)) {
					return v - 1, i
				}
			} else if same(words, t.opened(int(-v-1))) {
				return stillOpen, i
			}
		}
	}
}

func same(a, b []uint64) bool {
	for i, w := range a {
		if b[i] != w {
			return false
		}
	}
	return true
}

// opened gives the words of an open state by its place among them.
func (t *table) opened(i int) []uint64 { return t.stack[i*t.width : (i+1)*t.width] }

// open takes a state that seek did not know into the slot it named.
func (t *table) open(slot uint32, words []uint64) {
	if t.met()*4 >= len(t.slots)*3 {
		t.grow()
		_, slot = t.seek(words)
	}
	t.tags[slot], t.slots[slot] = tagOf(hash(words)), -1-int32(len(t.where))
	t.stack, t.where = append(t.stack, words...), append(t.where, slot)
}

// close numbers the state opened last.
func (t *table) close() int32 {
	n := int32(t.n)
	if t.n%partStates == 0 {
		t.parts = append(t.parts, make([]uint64, partStates*t.width))
	}
	copy(t.at(n), t.top())
	last := len(t.where) - 1
	t.slots[t.where[last]] = n + 1
	t.stack, t.where = t.stack[:last*t.width], t.where[:last]
	t.n++
	return n
}

func (t *table) grow() {
	t.tags, t.slots = make([]uint8, 2*len(t.slots)), make([]int32, 2*len(t.slots))
	for n := range int32(t.n) {
		t.slots[t.put(t.at(n))] = n + 1
	}
	for i := range t.where {
		t.where[i] = t.put(t.opened(i))
		t.slots[t.where[i]] = -1 - int32(i)
	}
}

// put takes a free slot for a state that is not in the table.
func (t *table) put(words []uint64) uint32 {
	h := hash(words)
	mask := uint32(len(t.slots) - 1)
	i := uint32(h) & mask
	for t.tags[i] != 0 {
		i = (i + 1) & mask
	}
	t.tags[i] = tagOf(h)
	return i
}

func hash(words []uint64) uint64 {
	var h uint64
	for _, w := range words {
		h = (h ^ w) * 0x9e3779b97f4a7c15
		h ^= h >> 32
	}
	return h * 0xbf58476d1ce4e5b9 >> 16
}

// tagOf takes bits that the slot is not taken from, and is never 0.
func tagOf(h uint64) uint8 { return uint8(h>>40) | 1 }
