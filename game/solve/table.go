package solve

import "kobayashi/game"

// table numbers states in the order they are met. It is an open-addressed hash
// table over the words a scenario uses; the words of state n stand at n*width,
// so a state costs its words and four bytes at a load of at most two thirds.
type table struct {
	width int // words a state: memory in use, and the scene
	words []uint64
	slots []int32 // state + 1; 0: free
	n     int
}

func newTable(sc *game.Scenario) *table {
	return &table{width: sc.MemoryWords() + 1, slots: make([]int32, 1<<12)}
}

// number gives a state's number, and whether it is new.
func (t *table) number(s game.State) (int32, bool) {
	scene, memory := s.Words()
	if t.n*3 >= len(t.slots)*2 {
		t.grow()
	}
	mask := uint64(len(t.slots) - 1)
	for i := t.hash(scene, &memory) & mask; ; i = (i + 1) & mask {
		slot := t.slots[i]
		if slot == 0 {
			t.slots[i] = int32(t.n) + 1
			t.words = append(t.words, memory[:t.width-1]...)
			t.words = append(t.words, scene)
			t.n++
			return int32(t.n) - 1, true
		}
		if t.same(slot-1, scene, &memory) {
			return slot - 1, false
		}
	}
}

func (t *table) same(n int32, scene uint64, memory *[8]uint64) bool {
	at := int(n) * t.width
	if t.words[at+t.width-1] != scene {
		return false
	}
	for i := range t.width - 1 {
		if t.words[at+i] != memory[i] {
			return false
		}
	}
	return true
}

func (t *table) hash(scene uint64, memory *[8]uint64) uint64 {
	h := scene * 0x9e3779b97f4a7c15
	for i := range t.width - 1 {
		h = (h ^ memory[i]) * 0xbf58476d1ce4e5b9
		h ^= h >> 29
	}
	return h ^ h>>32
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]int32, 2*len(old))
	mask := uint64(len(t.slots) - 1)
	for _, slot := range old {
		if slot == 0 {
			continue
		}
		s := t.state(slot - 1)
		scene, memory := s.Words()
		i := t.hash(scene, &memory) & mask
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = slot
	}
}

// state gives the state of a number.
func (t *table) state(n int32) game.State {
	at := int(n) * t.width
	var memory [8]uint64
	copy(memory[:], t.words[at:at+t.width-1])
	return game.StateOf(t.words[at+t.width-1], memory)
}

// scene is the place of a state's scene.
func (t *table) scene(n int32) int { return int(t.words[int(n)*t.width+t.width-1]) }
