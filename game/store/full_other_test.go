//go:build !linux

package store_test

import "errors"

func limitErrand(string, []string) error { return errors.ErrUnsupported }

func stubbornErrand(string, []string) error { return errors.ErrUnsupported }
