package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kobayashi/game"
	"kobayashi/game/runfile"
	"kobayashi/scenarios"
)

// found is a run that somebody named, with what is told about it.
type found struct {
	game.Record
	file    string // the run file it was read from; "" for the journal
	end     *runfile.End
	hotwash game.Hotwash
}

// lastRun stands for the run that was touched last.
const lastRun = "last"

// leastID is how many characters of a run's id are enough to name it.
const leastID = 4

// named finds a run for a command that needs no journal but for this. A run file
// is read without touching the data folder.
func (p *program) named(ctx context.Context, name string) (found, error) {
	if isRunFile(name) {
		return readRun(name)
	}
	journal, err := p.journal(ctx)
	if err != nil {
		return found{}, err
	}
	defer journal.Close()
	return p.find(ctx, journal, name)
}

// find finds a run by its id, by a beginning of it that no other has, as the
// last one, or in a run file.
func (p *program) find(ctx context.Context, journal game.Journal, name string) (found, error) {
	if isRunFile(name) {
		return readRun(name)
	}
	// The sound rows of a damaged list may hold the one that is looked for.
	list, damage := journal.Runs(ctx)
	sum, err := pick(list, name)
	if err != nil {
		if damage != nil {
			return found{}, damage
		}
		if _, stat := os.Stat(name); stat == nil {
			return readRun(name)
		}
		return found{}, err
	}
	var f found
	if f.Record, err = journal.Load(ctx, sum.ID); err != nil {
		return found{}, err
	}
	if sum.End != nil {
		f.end = &runfile.End{Result: *sum.End}
	}
	f.hotwash, err = journal.Hotwash(ctx, sum.ID)
	return f, err
}

// pick finds the one run that a name stands for.
func pick(list []game.Summary, name string) (game.Summary, error) {
	if len(list) == 0 {
		return game.Summary{}, fails(game.ErrUnknownRun, "cmd.error.norun")
	}
	if name == lastRun {
		return list[0], nil
	}
	var fit []game.Summary
	for _, s := range list {
		if s.ID == name {
			return s, nil
		}
		if strings.HasPrefix(s.ID, name) {
			fit = append(fit, s)
		}
	}
	switch {
	case len(fit) == 0:
		return game.Summary{}, fails(game.ErrUnknownRun, "cmd.error.whichrun", name)
	case len(name) < leastID:
		return game.Summary{}, fails(game.ErrUnknownRun, "cmd.error.shortrun", name, leastID)
	case len(fit) > 1:
		var ids []string
		for _, s := range fit {
			ids = append(ids, s.ID)
		}
		return game.Summary{}, fails(game.ErrUnknownRun, "cmd.error.manyruns", name, strings.Join(ids, ", "))
	}
	return fit[0], nil
}

// isRunFile reports whether a name can only be that of a file.
func isRunFile(name string) bool {
	return strings.ContainsRune(name, filepath.Separator) || strings.Contains(name, "/") || strings.HasSuffix(name, ".jsonl")
}

// readRun reads a run file. Of one that stops in the middle it gives, with the
// error, the decisions that are whole.
func readRun(name string) (found, error) {
	// What is no regular file, a pipe say, might never end or never begin.
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return found{}, fails(nil, "cmd.error.norunfile", name)
	}
	file, err := os.Open(name)
	if err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err // its path is in the phrase
		}
		return found{}, fails(err, "cmd.error.file", name, err)
	}
	defer file.Close()
	run, err := runfile.Read(file)
	f := found{Record: run.Record, file: name, end: run.End, hotwash: run.Hotwash}
	var fault *runfile.Fault
	if errors.As(err, &fault) {
		detail := ""
		if fault.Detail != "" {
			detail = " (" + fault.Detail + ")"
		}
		return f, fails(err, faults[fault.Reason], name, fault.Line, detail)
	}
	return f, err
}

// faults are the phrases of what is wrong with a run file.
var faults = [...]string{
	runfile.Big: "cmd.runfile.big", runfile.Foreign: "cmd.runfile.foreign", runfile.Newer: "cmd.runfile.newer",
	runfile.Long: "cmd.runfile.long", runfile.Marked: "cmd.runfile.marked", runfile.Carriage: "cmd.runfile.carriage",
	runfile.Changed: "cmd.runfile.changed", runfile.Form: "cmd.runfile.form", runfile.Chain: "cmd.runfile.chain",
	runfile.Value: "cmd.runfile.value", runfile.More: "cmd.runfile.more", runfile.Torn: "cmd.runfile.torn",
}

// rulesOf finds what a run was played on: what the player named, the file the
// journal remembers, or the shelf. What a run file says is never taken for a
// path.
func (p *program) rulesOf(f found, named string) (*game.Scenario, error) {
	if named != "" {
		return p.scenario(named)
	}
	if f.Path != "" {
		return p.scenario(f.Path)
	}
	for _, path := range scenarios.Shelf() {
		if folder, _, _ := strings.Cut(path, "/"); folder == f.Scenario {
			return shipped(path)
		}
	}
	return nil, fails(nil, "cmd.error.rules", f.Scenario)
}
