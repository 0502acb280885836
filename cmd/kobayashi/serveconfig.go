package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v4"
)

const (
	maxConfig = 64 << 10 // bytes of the file
	maxKeys   = 100
)

// configure sets the flags that the command line has left alone from a YAML file:
// one flat list of names and plain values. What YAML would make of a value (the
// number 83 of the join code 0123, a date of a name) is not asked: it is taken as
// it is written, as on the command line.
func configure(f *pflag.FlagSet, file string) error {
	text, err := readConfig(file)
	if err != nil {
		return fails(err, "cmd.error.file", file, bare(err))
	}
	list, err := configKeys(file, text)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(list); i += 2 {
		name, value := list[i].Value, list[i+1]
		flag := f.Lookup(name)
		switch {
		case flag == nil || slices.Contains([]string{"config", "check", "help"}, name):
			return fails(nil, "cmd.error.configkey", file, name)
		case seen[name]:
			return fails(nil, "cmd.error.configtwice", file, name, list[i].Line)
		case value.Kind != yaml.ScalarNode || value.Tag == "!!null":
			return fails(nil, "cmd.error.configplain", file, list[i].Line)
		}
		seen[name] = true
		if flag.Changed {
			continue
		}
		if err := f.Set(name, truth(flag, value.Value)); err != nil {
			return fails(err, "cmd.error.configvalue", file, name, value.Value)
		}
	}
	return nil
}

// readConfig reads a file whole, if it is one and not too long.
func readConfig(file string) ([]byte, error) {
	r, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	info, err := r.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular(): // a pipe or a device may have no end
		return nil, errors.New("it is no regular file")
	}
	text, err := io.ReadAll(io.LimitReader(r, maxConfig+1))
	if err == nil && len(text) > maxConfig {
		err = fmt.Errorf("it has more than %d bytes", maxConfig)
	}
	return text, err
}

// configKeys gives keys and values in turn. The library sees nothing that could
// keep it busy: no line may hold much, and nothing may stand for something else.
func configKeys(file string, text []byte) ([]*yaml.Node, error) {
	const most = 8
	for i, line := range strings.Split(string(text), "\n") {
		if strings.Count(line, "[")+strings.Count(line, "{") > most {
			return nil, fails(nil, "cmd.error.configplain", file, i+1)
		}
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, fails(err, "cmd.error.config", file, err)
	}
	if len(doc.Content) == 0 {
		return nil, nil // empty, or comments only
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, fails(nil, "cmd.error.configlist", file)
	}
	if len(root.Content) > 2*maxKeys {
		return nil, fails(nil, "cmd.error.configkeys", file, maxKeys)
	}
	for _, n := range append([]*yaml.Node{root}, root.Content...) {
		if n.Anchor != "" || n.Kind == yaml.AliasNode || n.Style&yaml.TaggedStyle != 0 {
			return nil, fails(nil, "cmd.error.configmarks", file, n.Line)
		}
	}
	return root.Content, nil
}

// truth lets people write yes and off where a switch is meant.
func truth(f *pflag.Flag, value string) string {
	if f.Value.Type() != "bool" {
		return value
	}
	switch strings.ToLower(value) {
	case "yes", "on", "y":
		return "true"
	case "no", "off", "n":
		return "false"
	}
	return value
}

// bare is an error without the path that the phrase names already.
func bare(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
