package game

// Stream separates what is drawn: a scene's chance and the order in which its
// choices are shown never influence each other.
type stream uint64

const (
	chanceStream stream = 0x6b6f62615f6c7563 // any two different numbers would do
	orderStream  stream = 0x6b6f62615f6f7264
)

// source gives the numbers of one draw: a function of the run's seed, the scene
// and how often it was entered, and of nothing else. So every team with the
// same seed meets the same luck at the same scene, whatever it did before.
//
// The scene's id is hashed with FNV-1a (64 bits); the numbers are SplitMix64
// (Steele, Lea, Flood 2014) started from the mixed parts. Test vectors stand in
// draw_test.go; a change to them orphans every saved run.
type source uint64

func draw(seed uint64, s stream, scene string, visit int) source {
	h := uint64(14695981039346656037)
	for i := range len(scene) {
		h = (h ^ uint64(scene[i])) * 1099511628211
	}
	return source(mix(mix(mix(seed^uint64(s))^h) + uint64(visit)))
}

func (s *source) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	return mix(uint64(*s))
}

// below gives a number from 0 to n-1. n is at most 100, so the multiplication's
// bias is below one in 40 million.
func (s *source) below(n int) int { return int(s.next() >> 32 * uint64(n) >> 32) }

func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Drawn is the outcome of a chance under a seed, when its scene is entered for
// the visit-th time (from 1). The scene must be a chance.
func (sc *Scenario) Drawn(seed uint64, scene, visit int) ChoiceID {
	return sc.outcome(seed, State{at: int32(scene)}, visit)
}

// outcome draws the item of a chance. An empty decision has none.
func (sc *Scenario) outcome(seed uint64, s State, visit int) ChoiceID {
	scene := &sc.rules.Scenes[s.at]
	src := draw(seed, chanceStream, scene.ID, visit)
	left := src.below(100)
	for i, it := range scene.Decision.Items {
		if left -= it.Percent; left < 0 {
			return ChoiceID(i)
		}
	}
	return ChoiceID(len(scene.Decision.Items) - 1)
}
