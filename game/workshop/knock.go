package workshop

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
)

// Knock is what somebody says who wants a seat: the team's name, the workshop's
// join code, and, if they have had a seat before and come without their key, its
// code. Name is what the others at the table call them.
type Knock struct{ Team, Join, Code, Name string }

// Place is a seat somebody has been given. Code brings the person back from any
// terminal; it is not empty only when the seat is new, and is shown once.
type Place struct{ Team, Seat, Code string }

// ErrFast says that somebody has guessed too often lately.
var ErrFast = errors.New("too many tries")

// Reason names why something was refused, in one word that phrases are found by;
// "" for what is no refusal of a workshop.
func Reason(err error) string {
	for _, r := range []struct {
		err  error
		word string
	}{
		{ErrPhase, "phase"},
		{ErrPaused, "paused"},
		{ErrDoors, "doors"},
		{ErrCode, "code"},
		{ErrNoSeat, "full"},
		{ErrNoTeam, "team"},
		{ErrTeams, "teams"},
		{ErrName, "name"},
		{ErrStranger, "stranger"},
		{ErrLate, "late"},
		{ErrNotYours, "yours"},
		{ErrBlind, "blind"},
		{ErrHeld, "held"},
		{ErrOver, "over"},
		{ErrUntimed, "untimed"},
		{ErrLong, "long"},
		{ErrEmpty, "empty"},
		{ErrMisfit, "misfit"},
		{ErrNoRuns, "noruns"},
		{ErrOnce, "once"},
		{ErrSecret, "secret"},
		{ErrFast, "fast"},
	} {
		if errors.Is(err, r.err) {
			return r.word
		}
	}
	return ""
}

// Hash is what the log keeps of a code, a token or a key: it tells nobody what it
// was. Salt is the workshop's id, so that equal codes of two workshops differ.
func Hash(salt, secret string) string {
	sum := sha256.Sum256([]byte(salt + "\x00" + secret))
	return hex.EncodeToString(sum[:])
}

// Player names who plays a run of their own in a workshop, by the key that brings
// them back to it. All such names of a workshop begin with Player(id, ""), so that
// its runs can be found when it is deleted.
func Player(id, key string) string {
	if key == "" {
		return id + "/"
	}
	return id + "/" + Hash(id, key)
}

// Spell writes random bytes as a code that can be read out: capital letters and
// digits without 0, 1, 8 and 9, five bits each.
func Spell(random []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(random)
}
