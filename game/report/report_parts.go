package report

// Calibration is how sure the player was against how often that was right.
type Calibration struct {
	Decisions int      `json:"decisions"`
	Sure      Points   `json:"sure"`
	Right     Points   `json:"right"`
	Gap       Points   `json:"gap"`
	Brier     Points   `json:"brier"`
	Bins      []Bin    `json:"bins"`
	Sentences []string `json:"sentences"`
}

// Bin is one point of the calibration curve.
type Bin struct {
	Sure  int `json:"sure"`
	N     int `json:"n"`
	Right int `json:"right"`
}

// Rival is the most that a play can bring which reaches an ending.
type Rival struct {
	Ending string  `json:"ending"`
	Label  string  `json:"label"`
	Total  int     `json:"total"`
	Score  Profits `json:"score"`
	Better bool    `json:"better"` // at least as good in every dimension, better in one
}

// Framework is how far a run touched a published framework: CSF 2.0, ATT&CK.
type Framework struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Version string `json:"version"`
	Notice  string `json:"notice"` // whose the list is
	Items   []Item `json:"items"`  // by group, in the catalogue's order
}

// Item is one id of a framework that the scenario names. Group is its function
// or tactic. Met says that the run went through one of its scenes; Titles are
// those of Scenes.
type Item struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Group      string   `json:"group"`
	GroupLabel string   `json:"group_label"`
	Scenes     []string `json:"scenes"`
	Titles     []string `json:"titles"`
	Met        bool     `json:"met"`
}

// Training is one line of the improvement plan beside the hotwash: a capability
// that was weak, and what the scenario teaches about it.
type Training struct {
	Capability string   `json:"capability"`
	Label      string   `json:"label"`
	Mark       string   `json:"mark"`
	MarkLabel  string   `json:"mark_label"`
	Lessons    []string `json:"lessons"`
	Notes      []Note   `json:"notes"` // to read
}

// Note is a technical note of the scenario.
type Note struct {
	Path  string `json:"path"`
	Title string `json:"title"`
}

// Source is one citation of the scenario's list.
type Source struct {
	ID       string `json:"id"`
	Citation string `json:"citation"`
}

// Method explains the figures: sentences, and what each grade and mark takes.
type Method struct {
	Sentences []string `json:"sentences"`
	Grades    []string `json:"grades"`
	Marks     []string `json:"marks"`
}
