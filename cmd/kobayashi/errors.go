package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"kobayashi/game"
	"kobayashi/game/store"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// trouble is an error an operator can read: a phrase by key, and a hint where
// the mend is known (KEY.hint). The cause is for the phrase's last argument.
type trouble struct {
	key   string
	args  []any
	code  int
	cause error
}

func (t *trouble) Error() string { return t.key }
func (t *trouble) Unwrap() error { return t.cause }

// wrong says that the command was used in a way it cannot be.
func wrong(key string, args ...any) error { return &trouble{key: key, args: args, code: misused} }

// unlisted says that a value is none of those there are.
func unlisted(what, value string, there ...string) error {
	list := strings.Join(there, ", ")
	if value == "" {
		return wrong("cmd.error.novalue", what, list)
	}
	return wrong("cmd.error.unlisted", what, value, list)
}

// fails says that what was asked about did not work out.
func fails(cause error, key string, args ...any) error {
	return &trouble{key: key, args: args, code: failed, cause: cause}
}

// quiet ends the program with a code when everything was said already.
type quiet int

func (q quiet) Error() string { return fmt.Sprintf("exit %d", int(q)) }

// report writes an error for the operator and gives the exit code.
func report(w world, text words.Text, err error) int {
	var q quiet
	if errors.As(err, &q) {
		return int(q)
	}
	t := asTrouble(err)
	fmt.Fprintf(w.err, "kobayashi: %s\n", typeset.Clean(text.Say(t.key, t.args...)))
	if hint := t.key + ".hint"; text.Has(hint) {
		fmt.Fprintf(w.err, "%s%s\n", text.Say("cmd.hint"), typeset.Clean(text.Say(hint, t.args...)))
	}
	return t.code
}

// phrase says in words what is wrong, for a line of its own.
func (p *program) phrase(err error) string {
	t := asTrouble(err)
	return typeset.Clean(p.words.Say(t.key, t.args...))
}

// asTrouble finds words for an error that was not made for an operator.
func asTrouble(err error) *trouble {
	var t *trouble
	if errors.As(err, &t) {
		return t
	}
	var noFlag *pflag.NotExistError
	var noValue *pflag.ValueRequiredError
	var badValue *pflag.InvalidValueError
	var badSyntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &noFlag):
		return &trouble{key: "cmd.error.flag", args: []any{dashes(noFlag.GetSpecifiedName())}, code: misused}
	case errors.As(err, &noValue):
		return &trouble{key: "cmd.error.value", args: []any{dashes(noValue.GetSpecifiedName())}, code: misused}
	case errors.As(err, &badValue):
		return &trouble{key: "cmd.error.badvalue", args: []any{dashes(badValue.GetFlag().Name), badValue.GetValue()}, code: misused}
	case errors.As(err, &badSyntax):
		return &trouble{key: "cmd.error.flag", args: []any{badSyntax.GetSpecifiedFlag()}, code: misused}
	}
	for _, known := range []struct {
		err error
		key string
	}{
		{store.ErrAway, "cmd.error.away"},
		{store.ErrUnsafe, "cmd.error.unsafe"},
		{workshop.ErrUnknown, "cmd.error.noworkshop"},
		{game.ErrUnknownRun, "cmd.error.run"},
		{game.ErrTaken, "cmd.error.taken"},
		{game.ErrBusy, "cmd.error.busy"},
		{game.ErrFull, "cmd.error.full"},
		{game.ErrReadOnly, "cmd.error.readonly"},
		{game.ErrCorrupt, "cmd.error.corrupt"},
		{game.ErrNewer, "cmd.error.newer"},
	} {
		if errors.Is(err, known.err) {
			return &trouble{key: known.key, args: []any{err}, code: failed, cause: err}
		}
	}
	return &trouble{key: "cmd.error.other", args: []any{err}, code: failed, cause: err}
}

func dashes(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}
