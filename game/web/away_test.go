package web_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"kobayashi/game/web"
	"kobayashi/game/workshop"
)

// TestStoreAway: what could not be kept is not shown as done, nor as refused.
func TestStoreAway(t *testing.T) {
	s := set(t, func(o *web.Options) { o.Room = away{o.Room} })
	c := s.lead()
	a := s.post(c, "doors", "set", "off")
	if a.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a store that is away: %d", a.StatusCode)
	}
	has(t, "the page", a.body, "it is not known whether this was done")
	lacks(t, "the page", a.body, "disk on fire")
	has(t, "the log", s.talk.String(), "disk on fire", "action=doors")
}

type away struct{ workshop.Room }

func (away) Do(context.Context, string, workshop.Deciding) error { return errors.New("disk on fire") }
