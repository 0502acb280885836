package report

import (
	"encoding/json"
	"io"
	"time"

	"kobayashi/game"
	"kobayashi/game/words"
)

// house is the authority of all our IRIs. It is an invented name and nothing
// answers there: xAPI needs an identifier, not an address.
const house = "https://kobayashi.example/"

// The verbs and activity types of ADL's vocabulary that a run needs.
const (
	adlVerbs      = "http://adlnet.gov/expapi/verbs/"
	adlActivities = "http://adlnet.gov/expapi/activities/"
)

// writeXAPI writes a run as a batch of xAPI 1.0.3 statements, ready to be posted to a
// learning record store: initialized, one answered for each decision, completed,
// and scored. The actor is an account with the team's name; no mail address is
// ever in it. Ids and timestamps come from the run alone, so that the same run
// sent twice is stored once. As elsewhere, what was not proved is left out.
func writeXAPI(w io.Writer, r Report, _ words.Text) error {
	b := batch{r: r, run: r.Debrief.Run}
	list := []statement{b.initialized()}
	for _, d := range r.Decisions {
		list = append(list, b.answered(d))
	}
	return writeStatements(w, append(list, b.completed(), b.scored()))
}

func writeStatements(w io.Writer, list []statement) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(list)
}

// batch is the run that statements are made of.
type batch struct {
	r   Report
	run game.Run
}

// statement is one statement. Fields stand in the order of the specification.
type statement struct {
	ID        string   `json:"id"`
	Actor     actor    `json:"actor"`
	Verb      verb     `json:"verb"`
	Object    activity `json:"object"`
	Result    *outcome `json:"result,omitempty"`
	Context   context  `json:"context"`
	Timestamp string   `json:"timestamp"`
}

type actor struct {
	Type    string  `json:"objectType"`
	Account account `json:"account"`
}

type account struct {
	HomePage string `json:"homePage"`
	Name     string `json:"name"`
}

// langMap is text by BCP 47 tag.
type langMap map[string]string

type verb struct {
	ID      string  `json:"id"`
	Display langMap `json:"display"`
}

type activity struct {
	Type       string      `json:"objectType"`
	ID         string      `json:"id"`
	Definition *definition `json:"definition,omitempty"`
}

type definition struct {
	Name        langMap     `json:"name,omitempty"`
	Description langMap     `json:"description,omitempty"`
	Type        string      `json:"type"`
	Interaction string      `json:"interactionType,omitempty"`
	Correct     []string    `json:"correctResponsesPattern,omitempty"`
	Choices     []component `json:"choices,omitempty"`
}

type component struct {
	ID          string  `json:"id"`
	Description langMap `json:"description,omitempty"`
}

// outcome is the specification's result.
type outcome struct {
	Score      *score         `json:"score,omitempty"`
	Success    *bool          `json:"success,omitempty"`
	Completion *bool          `json:"completion,omitempty"`
	Response   *string        `json:"response,omitempty"`
	Duration   string         `json:"duration,omitempty"`
	Extensions map[string]any `json:"extensions,omitempty"`
}

// score: scaled lies from -1 to 1, raw from min to max, and min below max.
type score struct {
	Scaled *float64 `json:"scaled,omitempty"`
	Raw    float64  `json:"raw"`
	Min    *float64 `json:"min,omitempty"`
	Max    *float64 `json:"max,omitempty"`
}

type context struct {
	Registration string         `json:"registration"`
	Activities   *related       `json:"contextActivities,omitempty"`
	Revision     string         `json:"revision"`
	Platform     string         `json:"platform"`
	Language     string         `json:"language"`
	Extensions   map[string]any `json:"extensions"`
}

type related struct {
	Parent []activity `json:"parent"`
}

// statement fills in what all statements of a run share. name tells the
// statements of one run apart.
func (b batch) statement(name, verbName string, display langMap, object activity, at time.Time) statement {
	player := b.r.Play.Player
	if player == "" {
		player = b.run.ID
	}
	return statement{
		ID:        uuid(b.run.ID + "/" + name),
		Actor:     actor{"Agent", account{house, player}},
		Verb:      verb{adlVerbs + verbName, display},
		Object:    object,
		Timestamp: at.UTC().Format("2006-01-02T15:04:05.000Z07:00"),
		Context: context{
			Registration: uuid(b.run.ID),
			Revision:     b.r.Scenario.Digest, Platform: "kobayashi " + b.r.Play.Engine, Language: b.r.Lang,
			Extensions: b.origin(),
		},
	}
}

// origin is what another machine needs to play the run again.
func (b batch) origin() map[string]any {
	ext := map[string]any{extension("digest"): b.r.Scenario.Digest, extension("seed"): b.r.Play.Seed}
	if b.r.Scenario.Variant != "" {
		ext[extension("variant")] = b.r.Scenario.Variant
	}
	return ext
}

func extension(name string) string { return house + "xapi/extensions/" + name }

func (b batch) initialized() statement {
	return b.statement("initialized", "initialized", langMap{"ja": "始めた", "en": "initialized"}, b.exercise(), b.r.Play.Started)
}

func (b batch) completed() statement {
	st := b.statement("completed", "completed", langMap{"ja": "終えた", "en": "completed"}, b.exercise(), b.r.Play.Ended)
	st.Result = &outcome{
		Completion: new(true), Duration: duration(b.r.Play.Seconds),
		Extensions: map[string]any{extension("ending"): b.r.Result.Ending},
	}
	return st
}

// scored tells the result. A run succeeded if it gave away at most a quarter of
// what was at stake: the grades great and good.
func (b batch) scored() statement {
	res := b.r.Result
	st := b.statement("scored", "scored", langMap{"ja": "採点された", "en": "scored"}, b.exercise(), b.r.Play.Ended)
	st.Result = &outcome{
		Completion: new(true), Duration: duration(b.r.Play.Seconds),
		Score:      &score{Raw: float64(res.Total)},
		Extensions: map[string]any{extension("ending"): res.Ending},
	}
	if !res.Proved {
		return st
	}
	st.Result.Score = within(float64(res.Total), float64(res.Unluckiest), float64(res.Luckiest))
	if g := b.r.Debrief.Grade; g != game.Ungraded {
		st.Result.Success = new(g == game.Great || g == game.Good)
	}
	ext := st.Result.Extensions
	ext[extension("skill")], ext[extension("luck")] = number(res.Skill), number(res.Luck)
	ext[extension("regret")], ext[extension("stake")] = number(res.Regret), number(res.Stake)
	ext[extension("grade")] = res.Grade
	return st
}
