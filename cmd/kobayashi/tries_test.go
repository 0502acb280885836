package main

import (
	"fmt"
	"testing"
	"time"
)

// TestTries: wrong guesses count for a minute, each address for itself, and what
// rests is forgotten.
func TestTries(t *testing.T) {
	tr, now := newTries(), begun
	for i := range mostTries {
		if tr.tired("a", now) {
			t.Fatalf("tired after %d", i)
		}
		tr.wrong("a", now.Add(time.Duration(i)*time.Second/2))
	}
	late := now.Add(mostTries * time.Second / 2)
	if !tr.tired("a", late) || tr.tired("b", late) {
		t.Error("the one who guessed waits, and no other")
	}
	if tr.tired("a", now.Add(triesFor+time.Second)) {
		t.Error("still tired when the first guesses are old")
	}
	for i := range mostTries*mostTries + 2 {
		tr.wrong(fmt.Sprint(i), now)
	}
	tr.wrong("last", now.Add(2*triesFor))
	if n := len(tr.list); n != 1 {
		t.Errorf("%d addresses are kept", n)
	}
}
