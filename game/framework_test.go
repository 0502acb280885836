package game

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCatalogues counts what ships against what the publishers say of it.
func TestCatalogues(t *testing.T) {
	csf := readCatalogue(t, "csf-2.0.json")
	var categories int
	each := map[string]int{}
	for _, e := range csf.Entries {
		if strings.Contains(e.ID, "-") {
			each[e.Groups[0]]++
		} else {
			categories++
		}
	}
	sum := 0
	for _, n := range each {
		sum += n
	}
	// CSF 2.0 has 6 functions, 22 categories and 106 subcategories.
	if len(csf.Groups) != 6 || categories != 22 || sum != 106 || !csf.Whole {
		t.Errorf("got %d functions, %d categories, %d subcategories", len(csf.Groups), categories, sum)
	}
	for function, want := range map[string]int{"GV": 31, "ID": 21, "PR": 22, "DE": 11, "RS": 13, "RC": 8} {
		if each[function] != want {
			t.Errorf("got %d subcategories of %s, want %d", each[function], function, want)
		}
	}
	// Version 19 split TA0005: there are 15 tactics, and T1562 is gone.
	attack := readCatalogue(t, "attack-enterprise.json")
	if len(attack.Groups) != 15 || attack.Whole {
		t.Errorf("got %d tactics, whole %v", len(attack.Groups), attack.Whole)
	}
	if _, ok := attack.Find("T1562"); ok {
		t.Error("T1562 is listed")
	}
	for _, id := range []string{"T1190", "T1027.014", "T1071.001", "T1505.003"} {
		if _, ok := attack.Find(id); !ok {
			t.Errorf("%s is not listed", id)
		}
	}
	if !strings.Contains(attack.Notice, "The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.") {
		t.Error("MITRE's notice is missing")
	}
}

func readCatalogue(t *testing.T, name string) Catalogue {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "assets", "maps", name))
	if err != nil {
		t.Fatal(err)
	}
	c, err := ReadCatalogue(data)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestReadCatalogueRefuses lists that cannot be trusted.
func TestReadCatalogueRefuses(t *testing.T) {
	good := func() Catalogue {
		return Catalogue{
			Key: "k", Name: "K", Version: "1", Shape: "[a-z]", Groups: []CatalogueGroup{{ID: "G", Name: "g"}},
			Entries: []CatalogueEntry{{ID: "a", Name: "A", Groups: []string{"G"}}},
		}
	}
	tests := map[string]func(*Catalogue){
		"an id twice":          func(c *Catalogue) { c.Entries = append(c.Entries, c.Entries[0]) },
		"another shape":        func(c *Catalogue) { c.Entries[0].ID = "ab" },
		"no name":              func(c *Catalogue) { c.Entries[0].Name = "" },
		"an unknown group":     func(c *Catalogue) { c.Entries[0].Groups = []string{"H"} },
		"a group twice":        func(c *Catalogue) { c.Groups = append(c.Groups, c.Groups[0]) },
		"no version":           func(c *Catalogue) { c.Version = "" },
		"a pattern that fails": func(c *Catalogue) { c.Shape = "(" },
	}
	for name, spoil := range tests {
		c := good()
		spoil(&c)
		data, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadCatalogue(data); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	data, _ := json.Marshal(good())
	if _, err := ReadCatalogue(data); err != nil {
		t.Errorf("got %v for a good list", err)
	}
}
