package game

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
)

// Framework is what a scenario is mapped to: a catalogue by its key and version,
// and the ids it names.
type Framework struct {
	Key, Version string
	IDs          []MapID
}

// MapID is one id of a catalogue and the scenes (by id) that train it; no scenes
// means the scenario as a whole.
type MapID struct {
	ID     string
	Scenes []string
}

// Catalogue is a published list of ids in one version, such as the NIST
// Cybersecurity Framework 2.0. Whole says that the list is complete; of one that
// is not, an id of the right shape may be missing here and still be real.
type Catalogue struct {
	Key     string           `json:"key"` // as the front matter names it
	Name    string           `json:"name"`
	Version string           `json:"version"`
	Notice  string           `json:"notice"` // whose the list is; it is printed with the ids
	Whole   bool             `json:"whole"`
	Shape   string           `json:"shape"` // a pattern that all ids fit
	Groups  []CatalogueGroup `json:"groups"`
	Entries []CatalogueEntry `json:"entries"`

	fits *regexp.Regexp
}

// CatalogueGroup is what ids are sorted by: a function, or a tactic. JA is what
// a Japanese reader calls it; the English name is the publisher's.
type CatalogueGroup struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	JA   string `json:"ja"`
}

// CatalogueEntry is one id, with the name its publisher gave it and the groups
// it belongs to, the first of them foremost.
type CatalogueEntry struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	JA     string   `json:"ja,omitempty"`
	Groups []string `json:"groups"`
}

// ReadCatalogue reads a catalogue from JSON. It fails where a list cannot be
// trusted: an id twice, of another shape, or in a group that is not listed.
func ReadCatalogue(data []byte) (Catalogue, error) {
	var c Catalogue
	if err := json.Unmarshal(data, &c); err != nil {
		return c, fmt.Errorf("reading a catalogue: %w", err)
	}
	var err error
	if c.fits, err = regexp.Compile("^(?:" + c.Shape + ")$"); err != nil {
		return c, fmt.Errorf("reading catalogue %s: %w", c.Key, err)
	}
	if c.Key == "" || c.Version == "" || c.Name == "" || c.Shape == "" {
		return c, errors.New("reading a catalogue: key, name, version and shape are needed")
	}
	groups, seen := map[string]bool{}, map[string]bool{}
	for _, g := range c.Groups {
		if groups[g.ID] {
			return c, fmt.Errorf("reading catalogue %s: group %s stands twice", c.Key, g.ID)
		}
		groups[g.ID] = true
	}
	for _, e := range c.Entries {
		switch {
		case seen[e.ID], !c.fits.MatchString(e.ID), e.Name == "", len(e.Groups) == 0:
			return c, fmt.Errorf("reading catalogue %s: entry %q stands twice or lacks something", c.Key, e.ID)
		}
		for _, g := range e.Groups {
			if !groups[g] {
				return c, fmt.Errorf("reading catalogue %s: entry %s is of an unknown group %s", c.Key, e.ID, g)
			}
		}
		seen[e.ID] = true
	}
	return c, nil
}

// Find gives the entry of an id, if it is listed.
func (c Catalogue) Find(id string) (CatalogueEntry, bool) {
	for _, e := range c.Entries {
		if e.ID == id {
			return e, true
		}
	}
	return CatalogueEntry{}, false
}

// Knows reports whether an id may be used: it is listed, or the list is not
// whole and the id is of the right shape.
func (c Catalogue) Knows(id string) bool {
	if _, listed := c.Find(id); listed {
		return true
	}
	return !c.Whole && c.fits.MatchString(id)
}
