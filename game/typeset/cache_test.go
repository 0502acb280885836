package typeset

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"kobayashi/assets"
)

func TestCacheSetsOnce(t *testing.T) {
	var c cache
	var sets atomic.Int32
	var seats sync.WaitGroup
	for range 300 {
		seats.Go(func() {
			got := c.get(key{text: "a", width: 20}, func(k key) Page {
				sets.Add(1)
				return Page{Lines: []string{k.text}}
			})
			if len(got.Lines) != 1 || got.Lines[0] != "a" {
				t.Errorf("got %v, want a", got)
			}
		})
	}
	seats.Wait()
	if n := sets.Load(); n != 1 {
		t.Errorf("set %d times, want once", n)
	}
}

func TestCacheKeepsApart(t *testing.T) {
	var c cache
	base := key{"a", 20, Style{Ink: Dark, Lang: "ja"}, false}
	others := []key{base, base, base, base, base, base, base}
	others[1].text = "b"
	others[2].width = 21
	others[3].prose = true
	others[4].style.Lang = "en"
	others[5].style.Safe = true
	others[6].style.Targets = true
	for i, k := range others {
		want := fmt.Sprint(i)
		if got := c.get(k, func(key) Page { return Page{Lines: []string{want}} }); got.Lines[0] != want {
			t.Errorf("%v: got page %s, want %s", k, got.Lines[0], want)
		}
	}
}

func TestCacheIsBounded(t *testing.T) {
	var c cache
	sets := 0
	get := func(i int) {
		c.get(key{text: fmt.Sprint(i)}, func(key) Page {
			sets++
			return Page{Lines: []string{strings.Repeat("x", cacheBytes/16)}}
		})
	}
	for i := range 100 {
		get(i)
		get(0) // read all the time, so never let go
	}
	if c.bytes > cacheBytes || c.order.Len() != len(c.pages) || c.order.Len() < 10 {
		t.Errorf("holds %d bytes in %d and %d pages, want at most %d", c.bytes, c.order.Len(), len(c.pages), cacheBytes)
	}
	if sets != 100 {
		t.Errorf("set %d pages, want 100", sets)
	}
	if get(1); sets != 101 {
		t.Errorf("set %d pages, want the oldest set again", sets)
	}
	huge := c.get(key{text: "huge"}, func(key) Page { return Page{Lines: []string{strings.Repeat("x", 2*cacheBytes)}} })
	if len(huge.Lines) != 1 || c.order.Len() > 1 {
		t.Errorf("a page beyond the bound leaves %d pages, want it alone", c.order.Len())
	}
}

// TestSeats sets the same and different pages from many goroutines, for the race
// detector.
func TestSeats(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	want := strings.Join(New(assets.Themes, assets.Budoux).Page(goldenJA, 60, Style{Ink: Dark}).Lines, "\n")
	var seats sync.WaitGroup
	for i := range 40 {
		seats.Go(func() {
			s.Page(goldenEN, 40+i%7, Style{Ink: Inks()[i%6], Lang: "en"})
			s.Prose("**一**と`二`"+fmt.Sprint(i%9), 30, Style{Ink: Mono})
			if got := strings.Join(s.Page(goldenJA, 60, Style{Ink: Dark}).Lines, "\n"); got != want {
				t.Error("a page set among others differs from one set alone")
			}
		})
	}
	seats.Wait()
}

func TestNewReadsNothing(t *testing.T) {
	if n := testing.AllocsPerRun(20, func() { New(assets.Themes, assets.Budoux) }); n > 20 {
		t.Errorf("New makes %v allocations, want a handful", n)
	}
}
