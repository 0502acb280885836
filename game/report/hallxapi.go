package report

// statements are those of a team's run, each with the workshop it belongs to, and
// its decisions with how they were come to. What is not over is not completed.
func (r TeamReport) statements() []statement {
	b := r.batch()
	list := []statement{b.initialized()}
	for i, d := range r.whole.Decisions {
		st := b.answered(d)
		t := r.Decisions[i]
		st.Result.Duration = duration(t.Seconds)
		ext := st.Result.Extensions
		if t.By != "" {
			ext[extension("decided-by")] = t.By
		}
		if t.Voted > 0 {
			ext[extension("votes")], ext[extension("overruled")], ext[extension("shifted")] = t.Voted, t.Overruled, len(t.Shifted)
		}
		list = append(list, st)
	}
	if r.Report != nil {
		list = append(list, b.completed(), b.scored())
	}
	return r.within(list)
}

// results are the statements of a team's run without its decisions: across teams
// those are counted and not told.
func (r TeamReport) results() []statement {
	b := r.batch()
	list := []statement{b.initialized()}
	if r.Report != nil {
		list = append(list, b.completed(), b.scored())
	}
	return r.within(list)
}

func (r TeamReport) batch() batch { return batch{r: r.whole, run: r.whole.Debrief.Run} }

// within marks statements with the workshop, and with what must stand wherever
// the result is shown.
func (r TeamReport) within(list []statement) []statement {
	for _, st := range list {
		ext := st.Context.Extensions
		ext[extension("workshop")] = r.Workshop.ID
		if r.Team.Offline {
			ext[extension("honesty")] = "consistent, not proven honest"
		}
		if n := len(r.Returns); n > 0 {
			ext[extension("returns")] = n
		}
		if r.whole.Play.Seed == "" {
			delete(ext, extension("seed"))
		}
	}
	return list
}
