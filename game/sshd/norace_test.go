//go:build !race

package sshd_test

// raceDetector says that times mean nothing.
const raceDetector = false
