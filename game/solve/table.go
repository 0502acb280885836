package solve

import "kobayashi/game"

// table finds packed states again. Each scene has a shelf of its own: a search
// that goes deep first stays among a few scenes for long, and what it looks up
// is then near at hand.
type table struct {
	width   int // words a state
	shelves []shelf
	met     int
}

// shelf is an open-addressed hash table of the states of one scene. Their place
// is the order in which they were met.
type shelf struct {
	slots []uint32   // eight bits of the hash, and place+1; 0: free
	parts [][]uint64 // by place: the state's words, and its number
	n     int
}

const (
	partStates = 128 // share one piece of memory: growing never moves a state
	firstSlots = 32  // of a shelf
	placeBits  = 24  // of a slot
	maxStates  = 1<<placeBits - 2
)

// What a state has for a number before it is given one.
const (
	unmet      = -2 // it was not met before
	unnumbered = -1 // it was
)

func newTable(sc *game.Scenario) *table {
	return &table{width: sc.PackedWords(), shelves: make([]shelf, len(sc.Rules().Scenes))}
}

// meet gives the number of a scene's state, and its place on the scene's shelf.
func (t *table) meet(scene int, words []uint64) (number, place int32) {
	sh := &t.shelves[scene]
	if sh.n*4 >= len(sh.slots)*3 {
		sh.grow(t.width)
	}
	h := hash(words)
	tag, mask := uint32(h>>56), uint32(len(sh.slots)-1)
	for i := uint32(h) & mask; ; i = (i + 1) & mask {
		slot := sh.slots[i]
		if slot == 0 {
			sh.slots[i] = tag<<placeBits | uint32(sh.n+1)
			t.met++
			return unmet, sh.add(words)
		}
		if slot>>placeBits != tag {
			continue
		}
		place := int32(slot&(1<<placeBits-1)) - 1
		if known := sh.at(place, t.width); same(words, known) {
			return int32(uint32(known[t.width])), place
		}
	}
}

// same compares a state's words with those on a shelf.
func same(words, known []uint64) bool {
	for i, w := range words {
		if known[i] != w {
			return false
		}
	}
	return true
}

// number gives a state its number.
func (t *table) number(scene int, place, n int32) {
	t.shelves[scene].at(place, t.width)[t.width] = uint64(uint32(n))
}

// words gives a state's words.
func (t *table) words(scene int, place int32) []uint64 {
	return t.shelves[scene].at(place, t.width)[:t.width]
}

func (sh *shelf) at(place int32, width int) []uint64 {
	i := int(uint32(place)%partStates) * (width + 1)
	return sh.parts[uint32(place)/partStates][i : i+width+1]
}

func (sh *shelf) add(words []uint64) int32 {
	place := int32(sh.n)
	if place%partStates == 0 {
		sh.parts = append(sh.parts, make([]uint64, partStates*(len(words)+1)))
	}
	entry := sh.at(place, len(words))
	copy(entry, words)
	none := int32(unnumbered)
	entry[len(words)] = uint64(uint32(none))
	sh.n++
	return place
}

func (sh *shelf) grow(width int) {
	sh.slots = make([]uint32, max(firstSlots, 2*len(sh.slots)))
	mask := uint32(len(sh.slots) - 1)
	for place := range int32(sh.n) {
		h := hash(sh.at(place, width)[:width])
		i := uint32(h) & mask
		for sh.slots[i] != 0 {
			i = (i + 1) & mask
		}
		sh.slots[i] = uint32(h>>56)<<placeBits | uint32(place+1)
	}
}

func hash(words []uint64) uint64 {
	var h uint64
	for _, w := range words {
		h = (h ^ w) * 0x9e3779b97f4a7c15
		h ^= h >> 32
	}
	return h
}
