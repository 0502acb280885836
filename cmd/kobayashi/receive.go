package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/naming"
	"kobayashi/game/runfile"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// submitter is the user name that runs played elsewhere are sent in under.
const submitter = "submit"

// The first line of the answer to a run that was sent in is for programs: this
// word, a space, and the team's id or one word for why not. What follows is for
// people.
const (
	taken   = "ok"
	refused = "no"
)

// receive serves a session of a run that is sent in: the join code, the team's
// name and the run file come in, the answer goes out. It gives the exit status
// of the session.
func receive(ctx context.Context, in host.Intake, from io.Reader, out io.Writer, say words.Text) int {
	r, err := in.Receive(ctx, from)
	if err != nil {
		word, phrase := refusal(err, say)
		fmt.Fprintf(out, "%s %s\n%s\n", refused, word, typeset.Clean(phrase))
		return failed
	}
	key := "submit.taken"
	if r.Again {
		key = "submit.again"
	}
	fmt.Fprintf(out, "%s %s\n%s\n%s\n", taken, r.Team,
		typeset.Clean(say.Say(key, r.Name, r.Result.Total, r.Result.Max)), say.Say("submit.consistent"))
	return done
}

// refusal finds a word and a phrase for why a run was not taken.
func refusal(err error, say words.Text) (word, phrase string) {
	var fault *runfile.Fault
	var misfit *game.Misfit
	switch {
	case errors.As(err, &fault):
		return "file", say.Say("submit.no.file", fault.Line, say.Say(faults[fault.Reason], submitter, fault.Line, ""))
	case errors.As(err, &misfit):
		return "misfit", say.Say("submit.no.step", misfit.Step+1)
	case errors.Is(err, host.ErrForged):
		return "forged", say.Say("submit.no.forged")
	case errors.Is(err, host.ErrOpen):
		return "open", say.Say("submit.no.open")
	case naming.Reason(err) != "" && !errors.Is(err, workshop.ErrEmpty):
		return "name", say.Say("name.refused." + naming.Reason(err))
	case errors.Is(err, workshop.ErrEmpty) || errors.Is(err, workshop.ErrLong):
		return "lines", say.Say("submit.no.lines")
	case workshop.Reason(err) != "":
		return workshop.Reason(err), say.Say("workshop.refused." + workshop.Reason(err))
	}
	return "fault", say.Say("submit.no.fault")
}
