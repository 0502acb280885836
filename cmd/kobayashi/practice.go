package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// unknownScene says that a practice cannot begin where there is no scene, and
// which one may have been meant.
func unknownScene(sc *game.Scenario, name string) error {
	var ids []string
	for _, s := range sc.Rules().Scenes {
		ids = append(ids, s.ID)
	}
	if near := parse.Near(name, slices.Values(ids)); near != "" {
		return wrong("cmd.error.fromnear", name, near)
	}
	return wrong("cmd.error.from", name)
}

// valuesOf reads the values that a practice begins with: name=value, as an
// author would write it.
func valuesOf(sc *game.Scenario, settings []string) (map[string]int, error) {
	set := map[string]int{}
	for _, s := range settings {
		name, value, ok := strings.Cut(s, "=")
		if !ok {
			return nil, wrong("cmd.error.set", s)
		}
		i := sc.VarIndex(name)
		if i < 0 {
			return nil, unknownVar(sc, name)
		}
		v := sc.Rules().Vars[i]
		n, fits := valueOf(v, value)
		if !fits {
			return nil, wrong("cmd.error.setvalue", name, value, rangeOf(v))
		}
		set[name] = n
	}
	return set, nil
}

func unknownVar(sc *game.Scenario, name string) error {
	var names []string
	for _, v := range sc.Rules().Vars {
		names = append(names, v.Name)
	}
	if near := parse.Near(name, slices.Values(names)); near != "" {
		return wrong("cmd.error.setnear", name, near)
	}
	return wrong("cmd.error.setname", name, strings.Join(names, ", "))
}

func valueOf(v game.Var, value string) (int, bool) {
	switch v.Type {
	case game.Bool:
		return map[string]int{"true": 1}[value], value == "true" || value == "false"
	case game.Enum:
		n := slices.Index(v.Values, value)
		return n, n >= 0
	}
	n, err := strconv.Atoi(value)
	return n, err == nil && n >= v.Min && n <= v.Max
}

// rangeOf says what a variable may be.
func rangeOf(v game.Var) string {
	switch v.Type {
	case game.Bool:
		return "true, false"
	case game.Enum:
		return strings.Join(v.Values, ", ")
	}
	return fmt.Sprintf("%d..%d", v.Min, v.Max)
}
