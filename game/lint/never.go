package lint

import "kobayashi/game"

// never reports the scenes that no play of any variant enters, and the choices
// that none is offered.
func (x *exact) never() {
	for i, scene := range x.rules.Scenes {
		if !x.entered[i] {
			x.neverEntered(i, scene)
			continue
		}
		if kind := scene.Decision.Kind; kind != game.Choose && kind != game.Question {
			continue
		}
		for n := range scene.Decision.Items {
			if x.offered[i]&(1<<n) != 0 {
				continue
			}
			from, to := x.atItem(i, n)
			x.report("W204", from, to, nil,
				game.Say("どう遊んでも、これを選べる時がありません", "no play is ever offered this"),
				game.Say("条件を見直すか、この項目を消してください", "mend its condition, or delete it"))
		}
	}
}

func (x *exact) neverEntered(i int, scene game.Scene) {
	from, to := x.atScene(i)
	mend := game.Say("ここへ来る道の条件を見直すか、場面を消してください", "mend the conditions on the way here, or delete the scene")
	switch {
	case scene.When != nil:
		x.report("W207", from, to, nil,
			game.Say("どう遊んでも、この割り込みは起きません", "this inject never comes, however it is played"),
			game.Say("when の条件を見直すか、場面を消してください", "mend its `when`, or delete the scene"))
	case scene.Ending != "":
		x.report("W206", from, to, nil, game.Say("どう遊んでも、この結末に着きません", "no play reaches this ending"), mend)
	default:
		x.report("W203", from, to, nil, game.Say("どう遊んでも、この場面に入りません", "no play enters this scene"), mend)
	}
}
