// Package bots sits teams of programs down at the SSH door of a workshop and lets
// them play it to the end, in lines, as people with a screen reader do.
//
// It is a witness: each bot writes down which decisions it was told of, in which
// order, and which of its own were acknowledged, so that nothing can be lost,
// doubled or put in another order without being seen. It knows the prompts of
// package line and nothing else of the game, and it plays badly.
package bots

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"kobayashi/game/sshd/loadtest"
)

// Bot is one member of a team.
type Bot struct {
	Team, Name string
	// Addresses are the doors of the workshop, host:port. After a line has
	// dropped the next one is tried.
	Addresses []string
	Join       string // the workshop's code
	// Pause is how long the bot thinks before each answer.
	Pause time.Duration
	// Debrief makes it stay until the workshop has ended; else it leaves with the
	// end of its team's run.
	Debrief bool

	key gossh.Signer

	mu    sync.Mutex
	told  []int       // steps it was asked about, in the order of asking, each once
	acked map[int]int // of its own decisions: step to the number it chose, once it was told of the next
	asked map[int]int // not yet acknowledged
	lines int         // times it was connected
	tries int         // times it tried to be
	wrong []string    // what cannot be
}

// New makes a bot with a key of its own, which brings it back to its seat.
func New(join, team, name string, addresses ...string) (*Bot, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	key, err := gossh.NewSignerFromKey(private)
	if err != nil {
		return nil, err
	}
	return &Bot{Team: team, Name: name, Addresses: addresses, Join: join, key: key, acked: map[int]int{}, asked: map[int]int{}}, nil
}

// Told is what a bot has seen.
type Told struct {
	Steps []int       // asked about, in order
	Acked map[int]int // own decisions that were acknowledged: step to number shown
	Lines int         // connections it took
	Wrong []string    // what must never be: a step again after a later one
}

// Told gives what the bot has seen so far.
func (b *Bot) Told() Told {
	b.mu.Lock()
	defer b.mu.Unlock()
	t := Told{Steps: append([]int(nil), b.told...), Acked: map[int]int{}, Lines: b.lines, Wrong: append([]string(nil), b.wrong...)}
	for step, n := range b.acked {
		t.Acked[step] = n
	}
	return t
}

// again is how long a bot waits before it connects anew.
const again = 100 * time.Millisecond

// Play plays until the run is over. A line that drops is taken up again.
func (b *Bot) Play(ctx context.Context) error {
	for {
		over, err := b.sitting(ctx)
		switch {
		case over:
			return nil
		case ctx.Err() != nil:
			return fmt.Errorf("%s of %s, at step %v: %w", b.Name, b.Team, b.last(), errors.Join(context.Cause(ctx), err))
		}
		select {
		case <-ctx.Done():
		case <-time.After(again):
		}
	}
}

func (b *Bot) last() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.told) == 0 {
		return -1
	}
	return b.told[len(b.told)-1]
}

// prompt is the beginning of what is asked; see package line.
var prompt = regexp.MustCompile(`(?m)^> ([a-z]+)(?: (\d+))?(?: (\d+)-(\d+))?: `)

// sitting is one connection. It reports whether there is nothing left to do.
func (b *Bot) sitting(ctx context.Context) (over bool, err error) {
	b.mu.Lock()
	door := b.Addresses[b.tries%len(b.Addresses)]
	b.tries++
	b.mu.Unlock()
	seat, err := loadtest.Dial(ctx, loadtest.Target{Address: door, Key: b.key}, b.Team)
	if err != nil {
		return false, err
	}
	defer seat.Close()
	b.mu.Lock()
	b.lines++
	b.mu.Unlock()
	var rest, answered string
	for {
		text, err := seat.Take(ctx)
		if err != nil {
			return false, err
		}
		rest += text
		all := prompt.FindAllStringSubmatchIndex(rest, -1)
		if len(all) == 0 {
			continue
		}
		last := all[len(all)-1]
		p := ask{word: part(rest, last, 1), step: number(part(rest, last, 2)), from: number(part(rest, last, 3)), to: number(part(rest, last, 4))}
		rest = rest[last[1]:]
		id := p.word + strconv.Itoa(p.step)
		if b.see(p); p.word == "over" && !b.Debrief || p.word == "debrief" && !b.Debrief {
			return true, nil
		}
		if id == answered {
			continue
		}
		line, ok := b.answer(p)
		if !ok {
			continue
		}
		answered = id
		if b.Pause > 0 {
			time.Sleep(b.Pause)
		}
		if _, err := seat.Write([]byte(line + "\n")); err != nil {
			return false, err
		}
	}
}

func part(text string, at []int, n int) string {
	if at[2*n] < 0 {
		return ""
	}
	return text[at[2*n]:at[2*n+1]]
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}

// ask is a prompt that was read.
type ask struct {
	word           string
	step, from, to int
}

// see notes which step is asked about, and that own decisions before it count.
func (b *Bot) see(p ask) {
	b.mu.Lock()
	defer b.mu.Unlock()
	step := p.step
	if p.word == "over" || p.word == "debrief" {
		for s, n := range b.asked {
			b.acked[s] = n
		}
		clear(b.asked)
		return
	}
	if step < 0 || p.word == "plan" {
		return
	}
	for s, n := range b.asked {
		if s < step {
			b.acked[s] = n
			delete(b.asked, s)
		}
	}
	switch n := len(b.told); {
	case n == 0 || step > b.told[n-1]:
		b.told = append(b.told, step)
	case step < b.told[n-1]:
		b.wrong = append(b.wrong, fmt.Sprintf("step %d after step %d", step, b.told[n-1]))
	}
}

// answer is what the bot says to a prompt, if anything.
func (b *Bot) answer(p ask) (string, bool) {
	switch p.word {
	case "join":
		return b.Join, true
	case "name":
		return b.Name, true
	case "team":
		return b.Team, true
	case "seat":
		return "", true
	case "go":
		return "", true
	case "sure":
		return "3", true
	case "vote", "again":
		return strconv.Itoa(b.pick(p)), true
	case "decide":
		n := b.pick(p)
		b.mu.Lock()
		b.asked[p.step] = n
		b.mu.Unlock()
		return "d " + strconv.Itoa(n), true
	}
	return "", false
}

// pick spreads votes over the options: by name, step and round, so that tables
// disagree.
func (b *Bot) pick(p ask) int {
	if p.to < p.from || p.from < 0 {
		return 1
	}
	sum := p.step
	for _, c := range b.Name + b.Team {
		sum = sum*31 + int(c)
	}
	if strings.HasPrefix(p.word, "d") {
		sum /= 3
	}
	return p.from + (sum&0xffff)%(p.to-p.from+1)
}
