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
	Join      string // the workshop's code
	// Pause is how long the bot thinks before each answer.
	Pause time.Duration
	// Mine finds, in what the bot is told, that a decision was made by its seat.
	Mine *regexp.Regexp
	// Debrief makes it stay until the workshop has ended; else it leaves with the
	// end of its team's run.
	Debrief bool

	key gossh.Signer

	mu    sync.Mutex
	told  []int       // steps it was asked about, in the order of asking, each once
	acked map[int]int // of its own decisions: step to the number it chose, once it was told that it stands
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
	t := table{seat: seat, answered: map[string]time.Time{}}
	for {
		p, err := t.next(ctx)
		if err != nil {
			return false, err
		}
		if b.see(p); (p.word == "over" || p.word == "debrief") && !b.Debrief {
			return true, nil
		}
		line, ok := b.answer(p)
		if !ok || !t.due(p) {
			continue
		}
		if b.Pause > 0 {
			time.Sleep(b.Pause)
		}
		if _, err := seat.Write([]byte(line + "\n")); err != nil {
			return false, err
		}
	}
}

// table is what a bot remembers of one connection.
type table struct {
	seat     *loadtest.Seat
	rest     string
	last     ask
	answered map[string]time.Time
}

// stale is after how long a bot answers a prompt again: its answer came when
// things had moved on, and was not used.
const stale = 2 * time.Second

// next waits for a prompt. If none comes for a while it gives the last one again.
func (t *table) next(ctx context.Context) (ask, error) {
	for {
		wait, cancel := context.WithTimeout(ctx, stale)
		text, err := t.seat.Take(wait)
		late := wait.Err() != nil && ctx.Err() == nil
		cancel()
		if late && t.last.word != "" {
			t.last.told = ""
			return t.last, nil
		}
		if err != nil && !late {
			return ask{}, err
		}
		t.rest += text
		all := prompt.FindAllStringSubmatchIndex(t.rest, -1)
		if len(all) == 0 {
			continue
		}
		at := all[len(all)-1]
		t.last = ask{
			word: part(t.rest, at, 1), step: number(part(t.rest, at, 2)),
			from: number(part(t.rest, at, 3)), to: number(part(t.rest, at, 4)), told: t.rest[:at[0]],
		}
		t.rest = t.rest[at[1]:]
		return t.last, nil
	}
}

// due reports whether a prompt is to be answered: once, and again when that was a
// while ago. After each vote it is asked anew how sure it is.
func (t *table) due(p ask) bool {
	id := p.word + strconv.Itoa(p.step)
	if at, done := t.answered[id]; done && time.Since(at) < stale {
		return false
	}
	if p.word != "sure" {
		delete(t.answered, "sure"+strconv.Itoa(p.step))
	}
	t.answered[id] = time.Now()
	return true
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
	told           string // what stood before it, since the last one
}

// see notes which step is asked about, and whether an own decision before it was
// said to stand.
func (b *Bot) see(p ask) {
	b.mu.Lock()
	defer b.mu.Unlock()
	step, over := p.step, p.word == "over" || p.word == "debrief"
	mine := b.Mine.MatchString(p.told)
	for s, n := range b.asked {
		switch past := over || step > s; {
		case past && mine:
			b.acked[s] = n
			delete(b.asked, s)
		case past: // somebody else was faster
			delete(b.asked, s)
		}
	}
	if over || step < 0 || p.word == "plan" {
		return
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
