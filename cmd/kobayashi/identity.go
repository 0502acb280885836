package main

import (
	"crypto/rand"
	"encoding/binary"
	"strings"
)

// newID names a run: 50 random bits, easy to read aloud.
func newID() string { return strings.ToLower(rand.Text()[:10]) }

// newSeed is the luck of a run nobody gave a seed for: short enough to be told
// to others who want the same.
func newSeed() uint64 {
	var b [8]byte
	rand.Read(b[:]) // never fails, and never gives less
	return binary.BigEndian.Uint64(b[:]) % 1_000_000
}
