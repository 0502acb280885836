package solve

import "kobayashi/game"

// analysis says, for each scene, what of a state can still make a difference,
// as long as some of the injects may still come.
type analysis struct {
	sc      *game.Scenario
	rules   *game.Rules
	injects []inject
	reads   []fact // by scene: what its conditions read
	asked   []int  // scenes whose visit a condition reads
	bit     []int  // by scene: its place among them, or -1
}

// inject is what an inject's own scenes do to facts that are carried through
// them: what they change must be told apart in all its values if it is read
// later, and what they put into others is read.
type inject struct {
	scene   int
	changes []bool // by variable
	reads   fact   // its condition, and what its code puts elsewhere
}

// facts are by scene: at its decision, and before it is entered.
type facts struct{ decide, enter []fact }

func analyse(sc *game.Scenario) *analysis {
	a := &analysis{sc: sc, rules: sc.Rules()}
	for scene := range a.rules.Scenes {
		a.bit = append(a.bit, -1)
		if sc.MaskOfVisit(scene) != (game.Mask{}) {
			a.bit[scene] = len(a.asked)
			a.asked = append(a.asked, scene)
		}
	}
	for scene := range a.rules.Scenes {
		a.reads = append(a.reads, a.conditions(scene))
	}
	for _, scene := range sc.Injects() {
		in := a.effects(a.scenesOf(scene))
		in.scene = scene
		a.read(&in.reads, a.rules.Scenes[scene].When)
		a.injects = append(a.injects, in)
	}
	return a
}

// scenesOf lists the scenes an inject can be in before it returns.
func (a *analysis) scenesOf(inject int) []int {
	seen := make([]bool, len(a.rules.Scenes))
	var list []int
	var visit func(scene int)
	visit = func(scene int) {
		if scene < 0 || seen[scene] {
			return
		}
		seen[scene] = true
		list = append(list, scene)
		d := a.rules.Scenes[scene].Decision
		for _, it := range d.Items {
			visit(a.sc.SceneIndex(it.Target))
		}
		for _, w := range d.Then {
			visit(a.sc.SceneIndex(w.Target))
		}
	}
	visit(inject)
	return list
}

// effects collects what some scenes' code changes and reads.
func (a *analysis) effects(scenes []int) inject {
	in := inject{changes: make([]bool, len(a.rules.Vars)), reads: a.newFact()}
	code := func(do []game.Stmt) {
		for _, st := range do {
			if st.Op == game.Award {
				continue
			}
			in.changes[a.sc.VarIndex(st.Name)] = true
			if _, isConst := constant(st.Expr); !isConst {
				a.readAll(&in.reads, st.Expr)
			}
		}
	}
	for _, i := range scenes {
		scene := a.rules.Scenes[i]
		for _, g := range scene.Enter {
			code(g.Do)
		}
		for _, it := range scene.Decision.Items {
			code(it.Do)
		}
		for _, w := range scene.Decision.Then {
			code(w.Do)
		}
	}
	return in
}

// facts propagates what is read backwards until nothing grows. mayCome says of
// each inject whether it can still come in.
func (a *analysis) facts(mayCome func(k int) bool) facts {
	n := len(a.rules.Scenes)
	f := facts{make([]fact, n), make([]fact, n)}
	for i := range n {
		f.decide[i], f.enter[i] = a.reads[i].clone(), a.newFact()
	}
	for grown := true; grown; {
		grown = false
		// What any inject that may come reads, as far as it is known by now: once
		// nothing grows any more, that is all of it.
		comes := a.newFact()
		for k, in := range a.injects {
			if mayCome(k) {
				comes.add(in.reads)
				comes.add(a.entered(in.scene, f.decide[in.scene]))
			}
		}
		for i := n - 1; i >= 0; i-- {
			grown = a.decided(f, i) || grown
			enter := a.entered(i, f.decide[i])
			enter.add(comes)
			for k, in := range a.injects {
				if mayCome(k) {
					in.blur(&enter)
				}
			}
			grown = f.enter[i].add(enter) || grown
		}
	}
	return f
}

// blur makes every value of what the inject changes count, if it is read at all.
func (in inject) blur(f *fact) {
	for i, changed := range in.changes {
		if changed && !f.vars[i].none() {
			f.vars[i] = cuts{all: true}
		}
	}
}

// entered is the fact before a scene's entry code, of the fact behind it.
func (a *analysis) entered(scene int, f fact) fact {
	code := a.rules.Scenes[scene].Enter
	for i := len(code) - 1; i >= 0; i-- {
		before := a.back(f, code[i].Do)
		if code[i].If != nil {
			before = before.clone()
			before.add(f)
			a.read(&before, code[i].If)
		}
		f = before
	}
	f = f.clone()
	a.visit(&f, scene, false) // entering is the visit
	return f
}

// conditions is what the conditions of a scene's decision read.
func (a *analysis) conditions(scene int) fact {
	out := a.newFact()
	d := a.rules.Scenes[scene].Decision
	for _, it := range d.Items {
		a.read(&out, it.If)
	}
	for _, w := range d.Then {
		a.read(&out, w.If)
	}
	return out
}

// decided adds to the fact at a scene's decision what its code reads, and what
// is read behind each way out. What is read behind #return is added for the
// state at hand, which knows what waits. It reports whether the fact grew.
func (a *analysis) decided(f facts, scene int) bool {
	out, grown := &f.decide[scene], false
	behind := func(target string, do []game.Stmt) {
		if i := a.sc.SceneIndex(target); i >= 0 {
			grown = out.add(a.back(f.enter[i], do)) || grown
		} else {
			grown = out.add(a.back(a.newFact(), do)) || grown
		}
	}
	d := a.rules.Scenes[scene].Decision
	for _, w := range d.Then {
		behind(w.Target, w.Do)
	}
	if d.Kind != game.Question {
		for _, it := range d.Items {
			behind(it.Target, it.Do)
		}
		return grown
	}
	// An item's code runs only if it is ticked, so what is read behind it may
	// be read of the state in front as well.
	for i := len(d.Items) - 1; i >= 0; i-- {
		grown = out.add(a.back(*out, d.Items[i].Do)) || grown
	}
	return grown
}
