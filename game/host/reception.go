package host

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"strings"
	"time"

	"kobayashi/game/workshop"
)

// Namer makes what somebody typed a name that can stand on a board, and its
// skeleton, by which names that look alike are known. It fails for what is no
// name.
type Namer func(typed string) (name, skeleton string, err error)

// Guest is somebody at the door: the hash of the key they came with, or "", and
// where from.
type Guest struct{ Key, Source string }

// Known gives the seat that a guest's key brings back to, at the named team.
func (r *Room) Known(g Guest, skeleton string) (workshop.Place, bool) {
	if g.Key == "" {
		return workshop.Place{}, false
	}
	return r.known(skeleton, workshop.Hash(r.id, g.Key), "")
}

// known finds the seat of a key's or a code's hash at the named team.
func (r *Room) known(skeleton, key, code string) (workshop.Place, bool) {
	l, ok := r.Head().Called(skeleton)
	if !ok {
		return workshop.Place{}, false
	}
	t := r.Table(l.ID)
	if t == nil { // the team was removed in between
		return workshop.Place{}, false
	}
	s, ok := t.Known(key, code)
	return workshop.Place{Team: l.ID, Seat: s.ID}, ok
}

// seatBytes is how long a seat's code is: 25 bits of the five in a letter would
// be guessed in a long evening, these are not.
const seatBytes = 5

// Admit gives a guest a seat: the one that is theirs already, or a new one, at a
// team that is made if need be. Wrong codes of one source are counted by the
// caller.
func (r *Room) Admit(ctx context.Context, g Guest, k workshop.Knock, name Namer) (workshop.Place, error) {
	team, skeleton, err := name(k.Team)
	if err != nil {
		return workshop.Place{}, err
	}
	hash := func(secret string) string {
		if secret == "" {
			return ""
		}
		return workshop.Hash(r.id, secret)
	}
	if k.Code != "" {
		if place, ok := r.known(skeleton, "", hash(Plain(k.Code))); ok {
			return place, nil
		}
		return workshop.Place{}, workshop.ErrCode
	}
	if subtle.ConstantTimeCompare([]byte(Plain(k.Join)), []byte(Plain(r.Head().Opened.Join))) != 1 {
		return workshop.Place{}, workshop.ErrCode
	}
	if place, ok := r.Known(g, skeleton); ok {
		return place, nil
	}
	id, err := r.team(ctx, team, skeleton)
	if err != nil {
		return workshop.Place{}, err
	}
	code := workshop.Spell(random(seatBytes))
	var seat string
	err = r.Do(ctx, id, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		// Whoever comes through two doors at once has one seat.
		if s, ok := t.Known(hash(g.Key), ""); ok {
			seat, code = s.ID, ""
			return nil, nil
		}
		entries, err := t.Join(h, k.Name, hash(g.Key), hash(code), now)
		if err == nil {
			seat = entries[0].Actor
		}
		return entries, err
	})
	return workshop.Place{Team: id, Seat: seat, Code: code}, err
}

// team gives the id of a team, and makes it where there is none.
func (r *Room) team(ctx context.Context, name, skeleton string) (string, error) {
	err := r.Do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		if _, there := h.Called(skeleton); there {
			return nil, nil
		}
		return h.Make(name, skeleton, now)
	})
	if err != nil {
		return "", err
	}
	l, ok := r.Head().Called(skeleton)
	if !ok {
		return "", workshop.ErrNoTeam
	}
	return l.ID, nil
}

// Plain is a code as it is compared: however it was typed.
func Plain(code string) string {
	return strings.ToUpper(strings.Map(func(c rune) rune {
		switch {
		case c == ' ' || c == '-' || c == '　':
			return -1
		case c >= '！' && c <= '～': // full width
			return c - '！' + '!'
		}
		return c
	}, code))
}

// Token makes a secret that lets one person lead, once, within a time.
func (r *Room) Token(ctx context.Context, good time.Duration) (string, error) {
	secret := workshop.Spell(random(secretBytes))
	err := r.Do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Mint(workshop.Hash(r.id, secret), workshop.Token, "", now.Add(good), now)
	})
	return secret, err
}

// secretBytes make 128 bits.
const secretBytes = 16

// Redeem takes a token and gives a pass that leads for a time. Name is who it is
// for.
func (r *Room) Redeem(ctx context.Context, token, name string, good time.Duration) (string, error) {
	pass := workshop.Spell(random(secretBytes))
	err := r.Do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Redeem(workshop.Hash(r.id, Plain(token)), workshop.Minted{
			Hash: workshop.Hash(r.id, pass), Use: workshop.Pass, Until: now.Add(good), Name: name,
		}, now)
	})
	return pass, err
}

// Revoke ends a pass: from then on it opens nothing, on no node.
func (r *Room) Revoke(ctx context.Context, pass string) error {
	return r.Do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Revoke(workshop.Hash(r.id, Plain(pass)), workshop.Pass, now)
	})
}

// RedeemKey takes a token and lets a public key (its hash, as a Guest has it)
// lead from then on.
func (r *Room) RedeemKey(ctx context.Context, token, key, name string, good time.Duration) error {
	return r.Do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Redeem(workshop.Hash(r.id, Plain(token)), workshop.Minted{
			Hash: workshop.Hash(r.id, Plain(key)), Use: workshop.Key, Until: now.Add(good), Name: name,
		}, now)
	})
}

// Leads gives the name of who a pass or a key belongs to.
func (r *Room) Leads(use workshop.SecretUse, secret string) (string, bool) {
	m, ok := r.Head().Secret(workshop.Hash(r.id, Plain(secret)), use, r.Now())
	return m.Name, ok && secret != ""
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails
	return b
}
