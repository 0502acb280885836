package loadtest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Plan is a load: so many seats, each typing at its own pace.
type Plan struct {
	Target Target
	Seats  int

	// User is the name of seat i, "load" for all if nil.
	User func(i int) string
	// Together is how many sit down at the same time: 8.
	Together int
	// Ready is called once a seat has its first frame: to give a join code, to
	// walk to the screen that is measured. It may be nil.
	Ready func(ctx context.Context, i int, s *Seat) error
	// Every is the time between two keys of one seat, a second; For is how long
	// all type, 10 s; Idle is how long all do nothing before, 5 s.
	Every, For, Idle time.Duration
	// Key is the nth key of seat i: down and up in turns if nil. It should change
	// the screen.
	Key func(i, n int) string
	// PID is the server's process, 0 if its use is not to be measured.
	PID int
}

// Report is what came out.
type Report struct {
	Seats  int   // that sat down
	Failed int   // that did not
	Frames Times // from the first packet to the end of the first frame
	Keys   Times // from a key to what it changed
	Missed int   // keys that changed nothing

	PerSeat int64   // server's memory a seat, in bytes; 0 if not measured
	Idle    float64 // share of one core used while nobody typed
	Busy    float64 // and while all did
	Errors  []error // the first few
}

func (r Report) String() string {
	s := fmt.Sprintf("seats: %d, failed: %d\nconnect and first frame: %v\nkey: %v, missed: %d\n", r.Seats, r.Failed, r.Frames, r.Keys, r.Missed)
	if r.PerSeat > 0 {
		s += fmt.Sprintf("server: %d KiB a seat, %.1f %% of a core idle, %.1f %% typing\n", r.PerSeat>>10, 100*r.Idle, 100*r.Busy)
	}
	return s
}

const (
	// still is how long nothing must come for a frame to be complete, and
	// keyPatience how late a key's answer may be.
	still       = 60 * time.Millisecond
	keyPatience = 5 * time.Second
	seatWait    = 30 * time.Second
	maxErrors   = 5
)

// load is a plan being carried out.
type load struct {
	Plan

	mu     sync.Mutex
	report Report
	seats  []*Seat
}

// Run carries out a plan. It fails only where nothing could be measured.
func Run(ctx context.Context, p Plan) (Report, error) {
	l := &load{Plan: p}
	if l.User == nil {
		l.User = func(int) string { return "load" }
	}
	if l.Key == nil {
		l.Key = func(_, n int) string { return []string{"\x1b[B", "\x1b[A"}[n%2] }
	}
	l.Together, l.Every = max(l.Together, 1), max(l.Every, time.Millisecond)
	if p.Together == 0 {
		l.Together = 8
	}
	if p.Every == 0 {
		l.Every = time.Second
	}
	if p.For == 0 {
		l.For = 10 * time.Second
	}
	if p.Idle == 0 {
		l.Idle = 5 * time.Second
	}
	return l.run(ctx)
}

func (l *load) run(ctx context.Context) (Report, error) {
	before, err := l.usage()
	if err != nil {
		return l.report, err
	}
	l.sitDown(ctx)
	defer func() {
		for _, s := range l.seats {
			_ = s.Close()
		}
	}()
	if l.report.Seats = len(l.seats); l.report.Seats == 0 {
		return l.report, errors.Join(append(l.report.Errors, errors.New("nobody could sit down"))...)
	}
	settled, _ := l.usage()
	pause(ctx, l.Idle)
	idle, _ := l.usage()
	l.typeAll(ctx)
	busy, err := l.usage()
	if l.PID != 0 {
		l.report.PerSeat = (idle.Memory - before.Memory) / int64(l.report.Seats)
		l.report.Idle, l.report.Busy = idle.Share(settled), busy.Share(idle)
	}
	return l.report, err
}

func (l *load) usage() (Usage, error) {
	if l.PID == 0 {
		return Usage{}, nil
	}
	return Of(l.PID)
}

// sitDown takes all seats, some at a time.
func (l *load) sitDown(ctx context.Context) {
	turns := make(chan int)
	var all sync.WaitGroup
	for range l.Together {
		all.Go(func() {
			for i := range turns {
				l.sit(ctx, i)
			}
		})
	}
	for i := range l.Seats {
		turns <- i
	}
	close(turns)
	all.Wait()
}

func (l *load) sit(ctx context.Context, i int) {
	ctx, cancel := context.WithTimeout(ctx, seatWait)
	defer cancel()
	s, err := Dial(ctx, l.Target, l.User(i))
	var frame time.Duration
	if err == nil {
		frame, err = s.Rest(ctx, still)
	}
	if err == nil && l.Ready != nil {
		err = l.Ready(ctx, i, s)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		l.failed(fmt.Errorf("seat %d: %w", i, err))
		l.report.Failed++
		if s != nil {
			_ = s.Close()
		}
		return
	}
	l.report.Frames = append(l.report.Frames, frame)
	l.seats = append(l.seats, s)
}

// failed keeps the first few errors. The caller holds the lock.
func (l *load) failed(err error) {
	if len(l.report.Errors) < maxErrors {
		l.report.Errors = append(l.report.Errors, err)
	}
}

// typeAll lets every seat type, each a little later than the one before it.
func (l *load) typeAll(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, l.For)
	defer cancel()
	var all sync.WaitGroup
	for i, s := range l.seats {
		all.Go(func() {
			pause(ctx, l.Every*time.Duration(i)/time.Duration(len(l.seats)))
			turn := time.NewTicker(l.Every)
			defer turn.Stop()
			for n := 0; ctx.Err() == nil; n++ {
				l.press(ctx, s, l.Key(i, n))
				select {
				case <-turn.C:
				case <-ctx.Done():
				}
			}
		})
	}
	all.Wait()
}

func (l *load) press(ctx context.Context, s *Seat, key string) {
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), keyPatience)
	defer cancel()
	took, err := s.Key(wait, key)
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		l.report.Missed++
		l.failed(err)
		return
	}
	l.report.Keys = append(l.report.Keys, took)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
