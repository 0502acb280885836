package game

// A Mask says which part of a state to keep. The solver uses it to forget what
// can no longer be read.
type Mask [stateWords]uint64

// With adds another mask's part.
func (m Mask) With(other Mask) Mask {
	for i, w := range other {
		m[i] |= w
	}
	return m
}

// Keep gives the state with everything outside the mask set to zero.
func (s State) Keep(m Mask) State {
	for i := range s.bits {
		s.bits[i] &= m[i]
	}
	return s
}

// Words gives a state as plain numbers: the scene, and the bits of memory. Two
// states are equal if and only if these are.
func (s State) Words() (scene uint64, memory [stateWords]uint64) {
	return uint64(s.at), s.bits
}

// MemoryWords says how many of a state's words this scenario uses.
func (sc *Scenario) MemoryWords() int { return sc.words }

// MaskOfVar is the part of a state that holds a variable.
func (sc *Scenario) MaskOfVar(i int) Mask { return sc.slots[i].maskOf() }

// MaskOfVisit is the part that remembers a visit, nothing if no condition asks.
func (sc *Scenario) MaskOfVisit(scene int) Mask { return sc.scenes[scene].visited.maskOf() }

// MaskOfInject is the part that remembers whether inject k (in file order) came.
func (sc *Scenario) MaskOfInject(k int) Mask { return sc.injects[k].fired.maskOf() }

// MaskOfDue is the part that remembers which scenes wait for injects to return.
func (sc *Scenario) MaskOfDue() Mask {
	var m Mask
	for _, f := range sc.due {
		m = m.With(f.maskOf())
	}
	return m
}

func (f field) maskOf() Mask {
	var m Mask
	m[f.word] = uint64(f.mask) << f.shift
	return m
}

// Injects lists the scenes that are injects, in file order.
func (sc *Scenario) Injects() []int {
	list := make([]int, len(sc.injects))
	for i, in := range sc.injects {
		list[i] = int(in.scene)
	}
	return list
}

// Came reports whether inject k (in file order) has come already.
func (sc *Scenario) Came(s State, k int) bool { return s.get(sc.injects[k].fired) != 0 }

// Due lists the scenes that wait for injects to return, the first waits longest.
func (sc *Scenario) Due(s State) []int {
	var list []int
	for _, f := range sc.due {
		if v := s.get(f); v != 0 {
			list = append(list, int(v)-1)
		}
	}
	return list
}

// WithVar gives the state with a variable's value replaced, cut to its range.
func (sc *Scenario) WithVar(s State, i, value int) State {
	sc.slots[i].write(&s, int64(value))
	return s
}

// StateOf is the reverse of Words.
func StateOf(scene uint64, memory [8]uint64) State { return State{at: int32(scene), bits: memory} }

// A packed state is its memory and its scene in as few words as they fit: what a
// program that looks at millions of them keeps of each.

// PackedWords says how many words a packed state has.
func (sc *Scenario) PackedWords() int { return max(sc.words, int(sc.place.word)+1) }

// Pack writes a state into PackedWords words.
func (sc *Scenario) Pack(s *State, words []uint64) {
	words[len(words)-1] = 0
	copy(words, s.bits[:sc.words])
	words[sc.place.word] |= uint64(s.at) << sc.place.shift
}

// Unpack is the reverse of Pack.
func (sc *Scenario) Unpack(words []uint64) State {
	s := State{at: int32(sc.PackedScene(words))}
	copy(s.bits[:sc.words], words)
	if sc.place.word < stateWords {
		s.bits[sc.place.word] &^= uint64(sc.place.mask) << sc.place.shift
	}
	return s
}

// PackedScene is the place of a packed state's scene.
func (sc *Scenario) PackedScene(words []uint64) int {
	return int(words[sc.place.word]>>sc.place.shift) & int(sc.place.mask)
}

// FieldOf says where a packed state holds a variable: in which word, how far
// from its lowest bit, and in how many bits, as a mask of ones. There stands the
// value less the variable's least one.
func (sc *Scenario) FieldOf(i int) (word int, shift uint, mask uint64) {
	f := sc.slots[i].field
	return int(f.word), uint(f.shift), uint64(f.mask)
}

// PlaceOf says where a packed state holds its scene, in the same way.
func (sc *Scenario) PlaceOf() (word int, shift uint, mask uint64) {
	return int(sc.place.word), uint(sc.place.shift), uint64(sc.place.mask)
}
