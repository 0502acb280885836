package lint

import (
	"kobayashi/game"
	"kobayashi/game/parse"
)

// A variable with a label is shown to the players, and so it is read: only one
// without a label can be written in vain.

// writtenNeverRead is W401.
func writtenNeverRead(p *pass) {
	for v := range p.variables() {
		if p.uses.written[v.ID] && !p.uses.read[v.ID] && v.Label == "" {
			p.report(p.res.Base, v.At,
				game.Say("「%s」は書き換わりますが、どこでも読まれません", "%q is written and never read", v.ID),
				game.Say("条件で使うか、label を付けて見せるか、消してください", "use it in a condition, show it by a label, or delete it"))
		}
	}
}

// readNeverWritten is W402.
func readNeverWritten(p *pass) {
	for v := range p.variables() {
		if p.uses.read[v.ID] && !p.uses.written[v.ID] {
			p.report(p.res.Base, v.At,
				game.Say("「%s」は読まれますが、始めの値から変わりません", "%q is read and never written", v.ID),
				game.Say("選択肢か variants で書き換えるか、使う条件ごと消してください", "change it at a choice or in variants, or delete it with the conditions that read it"))
		}
	}
}

// unusedVariable is W403.
func unusedVariable(p *pass) {
	for v := range p.variables() {
		if !p.uses.read[v.ID] && !p.uses.written[v.ID] {
			p.report(p.res.Base, v.At,
				game.Say("変数「%s」は使われていません", "the variable %q is never used", v.ID),
				game.Say("使わないなら消してください", "delete it if nothing needs it"))
		}
	}
}

// variables gives the variables that the base declares.
func (p *pass) variables() func(func(*parse.VarEntry) bool) {
	return func(yield func(*parse.VarEntry) bool) {
		list := p.res.Base.Front.Vars
		for i := range list {
			if !yield(&list[i]) {
				return
			}
		}
	}
}
