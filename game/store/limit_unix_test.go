//go:build !windows

package store_test

func limitErrand(string, []string) error { return nil }
