package lint

import (
	"encoding/json"
	"io"
	"io/fs"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// SARIF is what goes into a log in the Static Analysis Results Interchange
// Format, version 2.1.0, beside the problems: pages (rules/CODE.md) for what the
// rules mean, the program's version, and, where they are known, the edits that
// mend a problem and the places of its play.
type SARIF struct {
	Pages   fs.FS
	Lang    string
	Version string
	Proofs  []Proof
	Edits   func(game.Problem) []Replacement
	Stops   func(game.Problem) []Stop
}

// Stop is a move of a play, at its place.
type Stop struct {
	From, To game.Pos
	Move     game.Move
	Label    string // what was chosen
}

// Stops gives the places of a problem's play.
func Stops(res *parse.Result, p game.Problem) []Stop {
	var list []Stop
	for _, m := range p.Play {
		at := slices.IndexFunc(res.Rules.Scenes, func(s game.Scene) bool { return s.ID == m.Scene })
		if at < 0 || at >= len(res.Origin) || res.Origin[at].Scene.Decision == nil {
			return nil
		}
		f, d := res.Origin[at].File, res.Origin[at].Scene.Decision
		stop := Stop{Move: m}
		if stop.From, stop.To = f.Range(d.Items[0].Line); m.N > 0 && m.N <= len(d.Items) {
			stop.From, stop.To = f.Range(d.Items[m.N-1].LabelAt)
			stop.Label = d.Items[m.N-1].Label
		}
		list = append(list, stop)
	}
	return list
}

// The parts of the format that are written. Its own names are kept.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Language    string            `json:"language"`
		Invocations []sarifInvocation `json:"invocations"`
		Artifacts   []sarifArtifact   `json:"artifacts"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
		Properties  sarifProofs       `json:"properties"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name     string      `json:"name"`
		Version  string      `json:"version,omitempty"`
		Language string      `json:"language"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID     string       `json:"id"`
		Short  *sarifText   `json:"shortDescription,omitempty"`
		Full   *sarifText   `json:"fullDescription,omitempty"`
		Help   *sarifText   `json:"help,omitempty"`
		Config sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifInvocation struct {
		Successful bool `json:"executionSuccessful"`
	}
	sarifArtifact struct {
		Location sarifFile `json:"location"`
		Language string    `json:"sourceLanguage"`
		Encoding string    `json:"encoding"`
	}
	sarifFile struct {
		URI   string `json:"uri"`
		Index *int   `json:"index,omitempty"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		CodeFlows []sarifFlow     `json:"codeFlows,omitempty"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifFile    `json:"artifactLocation"`
		Region   *sarifRegion `json:"region,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifFlow struct {
		Threads []sarifThread `json:"threadFlows"`
	}
	sarifThread struct {
		Steps []sarifStep `json:"locations"`
	}
	sarifStep struct {
		Location sarifLocation `json:"location"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact sarifFile     `json:"artifactLocation"`
		Edits    []sarifInsert `json:"replacements"`
	}
	sarifInsert struct {
		Deleted  sarifRegion   `json:"deletedRegion"`
		Inserted *sarifContent `json:"insertedContent,omitempty"`
	}
	sarifContent struct {
		Text string `json:"text"`
	}
	sarifProofs struct {
		Proved    []provedJSON   `json:"proved"`
		NotProved []unprovedJSON `json:"not_proved"`
	}
)

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// Write writes a log of one run. A rule that nothing broke is not described.
func (s SARIF) Write(w io.Writer, problems []game.Problem) error {
	l := sarifWriter{SARIF: s, files: map[string]int{}, rules: map[string]int{}}
	run := sarifRun{
		Language: s.Lang, ColumnKind: "unicodeCodePoints",
		Invocations: []sarifInvocation{{true}}, Artifacts: []sarifArtifact{}, Results: []sarifResult{},
	}
	run.Properties.Proved, run.Properties.NotProved = proofs(s.Proofs)
	run.Tool.Driver = sarifDriver{Name: "kobayashi", Version: numeric(s.Version), Language: s.Lang, Rules: []sarifRule{}}
	for _, p := range problems {
		run.Results = append(run.Results, l.result(&run, p))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// numeric is a version by which logs can be compared, or "".
func numeric(version string) string {
	version = strings.TrimPrefix(version, "v")
	if version == "" || version[0] < '0' || version[0] > '9' {
		return ""
	}
	return version
}

// sarifWriter numbers the files and the rules as they come.
type sarifWriter struct {
	SARIF
	files, rules map[string]int
}

func (l *sarifWriter) result(run *sarifRun, p game.Problem) sarifResult {
	at, known := l.rules[p.Rule]
	if !known {
		at = len(run.Tool.Driver.Rules)
		l.rules[p.Rule] = at
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, l.rule(p.Rule))
	}
	said := p.Message.In(l.Lang)
	if !p.Mend.Empty() {
		said += "\n" + mendLabel.In(l.Lang) + ": " + p.Mend.In(l.Lang)
	}
	if len(p.Play) > 0 {
		said += "\n" + playLabel.In(l.Lang) + ": " + route(p.Play)
	}
	r := sarifResult{RuleID: p.Rule, RuleIndex: at, Level: level(p.Rule), Message: plainText(said)}
	r.Locations = []sarifLocation{l.location(run, p.From, end(p))}
	if l.Stops != nil {
		r.CodeFlows = l.flow(run, l.Stops(p))
	}
	if l.Edits != nil {
		r.Fixes = l.fixes(run, p, l.Edits(p))
	}
	return r
}

// level is the format's word for a severity.
func level(rule string) string {
	switch (game.Problem{Rule: rule}).Severity() {
	case game.Error:
		return "error"
	case game.Warning:
		return "warning"
	}
	return "note"
}

// plainText writes a message that has no placeholders: the format doubles the
// signs that begin and end one.
func plainText(said string) sarifText {
	said = strings.NewReplacer("{", "{{", "}", "}}").Replace(said)
	return sarifText{Text: strings.ToValidUTF8(said, "\uFFFD")}
}

// rule describes a rule by its page.
func (l *sarifWriter) rule(code string) sarifRule {
	r := sarifRule{ID: code, Config: sarifDefault{level(code)}}
	pg, err := readPage(l.Pages, code)
	if err != nil {
		return r
	}
	body := pg.ja
	if l.Lang == "en" {
		body = pg.en
	}
	short, rest, _ := strings.Cut(body, "\n\n")
	full, _, _ := strings.Cut(rest, "\n\n")
	_, full, _ = strings.Cut(full, "** ")
	text, _ := Page(l.Pages, code, l.Lang)
	r.Short, r.Full, r.Help = &sarifText{Text: short}, &sarifText{Text: full}, &sarifText{Text: body, Markdown: text}
	return r
}
