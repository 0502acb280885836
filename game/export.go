package game

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// The types below are the JSON contract of `export --format json`: optional
// keys are left out when empty, and expressions are prefix arrays.
type (
	rulesJSON struct {
		Format   int               `json:"format"`
		ID       string            `json:"id,omitempty"`
		Digest   string            `json:"digest,omitempty"`
		Start    string            `json:"start"`
		Vars     object[varJSON]   `json:"vars"`
		Variants object[setJSON]   `json:"variants"`
		Scores   object[scoreJSON] `json:"scores"`
		Order    string            `json:"order,omitempty"`
		Scenes   []sceneJSON       `json:"scenes"`
	}
	varJSON struct {
		Type   string   `json:"type"`
		Min    *int     `json:"min,omitempty"`
		Max    *int     `json:"max,omitempty"`
		Values []string `json:"values,omitempty"`
		Start  any      `json:"start"`
	}
	setJSON struct {
		Set object[any] `json:"set"`
	}
	scoreJSON struct {
		Max    int `json:"max"`
		Weight int `json:"weight"`
	}
	sceneJSON struct {
		ID       string        `json:"id"`
		When     any           `json:"when,omitempty"`
		Role     string        `json:"role,omitempty"`
		Enter    []guardJSON   `json:"enter,omitempty"`
		Ending   string        `json:"ending,omitempty"`
		Decision *decisionJSON `json:"decision,omitempty"`
	}
	guardJSON struct {
		If any        `json:"if,omitempty"`
		Do []stmtJSON `json:"do"`
	}
	decisionJSON struct {
		Kind  string     `json:"kind"`
		Items []itemJSON `json:"items,omitempty"`
		Then  []wayJSON  `json:"then,omitempty"`
	}
	itemJSON struct {
		N        int        `json:"n"`
		Target   string     `json:"target,omitempty"`
		If       any        `json:"if,omitempty"`
		Percent  int        `json:"percent,omitempty"`
		Expected bool       `json:"expected,omitempty"`
		Do       []stmtJSON `json:"do,omitempty"`
		Tags     []string   `json:"tags,omitempty"`
		After    int        `json:"after,omitempty"`
	}
	wayJSON struct {
		Target string     `json:"target"`
		If     any        `json:"if,omitempty"`
		Do     []stmtJSON `json:"do,omitempty"`
	}
	stmtJSON struct {
		Set   string `json:"set,omitempty"`
		Add   string `json:"add,omitempty"`
		Sub   string `json:"sub,omitempty"`
		Score string `json:"score,omitempty"`
		Expr  any    `json:"expr"`
	}
)

// object is a JSON object that keeps the order of the file.
type object[T any] []member[T]

type member[T any] struct {
	key   string
	value T
}

func (o object[T]) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			out.WriteByte(',')
		}
		key, err := json.Marshal(m.key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		out.Write(key)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// Export gives the compiled rules as indented JSON, so that anyone can check
// the play and the proofs with a program of their own.
func (sc *Scenario) Export() ([]byte, error) {
	doc := sc.rules.json()
	doc.Digest = sc.Digest()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// digest names the rules: the SHA-256 of their compact JSON without the id, the
// digest itself and the order choices are shown in.
func digest(r Rules) string {
	doc := r.json()
	doc.ID, doc.Order = "", ""
	text, err := json.Marshal(doc)
	if err != nil {
		panic("rules cannot be written as JSON: " + err.Error()) // only types of ours are in it
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func (r *Rules) json() rulesJSON {
	doc := rulesJSON{Format: 1, ID: r.ID, Start: r.Start, Vars: object[varJSON]{}, Variants: object[setJSON]{}, Scores: object[scoreJSON]{}}
	if r.Fixed {
		doc.Order = "fixed"
	}
	for _, v := range r.Vars {
		doc.Vars = append(doc.Vars, member[varJSON]{v.Name, v.json()})
	}
	for _, v := range r.Variants {
		set := object[any]{}
		for _, st := range v.Set {
			set = append(set, member[any]{st.Name, st.Expr.json()})
		}
		doc.Variants = append(doc.Variants, member[setJSON]{v.ID, setJSON{set}})
	}
	for _, s := range r.Scores {
		doc.Scores = append(doc.Scores, member[scoreJSON]{s.Name, scoreJSON{s.Max, s.Weight}})
	}
	for _, scene := range r.Scenes {
		doc.Scenes = append(doc.Scenes, scene.json())
	}
	return doc
}

func (v Var) json() varJSON {
	out := varJSON{Type: v.Type.String(), Start: v.Start}
	switch v.Type {
	case Number:
		out.Min, out.Max = &v.Min, &v.Max
	case Bool:
		out.Start = v.Start != 0
	case Enum:
		out.Values, out.Start = v.Values, v.Values[v.Start]
	}
	return out
}

func (s Scene) json() sceneJSON {
	out := sceneJSON{ID: s.ID, When: s.When.json(), Role: s.Role, Ending: s.Ending}
	for _, g := range s.Enter {
		out.Enter = append(out.Enter, guardJSON{g.If.json(), stmtsJSON(g.Do)})
	}
	d := &decisionJSON{Kind: s.Decision.Kind.String()}
	for i, it := range s.Decision.Items {
		d.Items = append(d.Items, itemJSON{i + 1, it.Target, it.If.json(), it.Percent, it.Expected, stmtsJSON(it.Do), it.Tags, it.After})
	}
	for _, w := range s.Decision.Then {
		d.Then = append(d.Then, wayJSON{w.Target, w.If.json(), stmtsJSON(w.Do)})
	}
	out.Decision = d
	return out
}

func stmtsJSON(do []Stmt) []stmtJSON {
	var out []stmtJSON
	for _, st := range do {
		j := stmtJSON{Expr: st.Expr.json()}
		switch st.Op {
		case Set:
			j.Set = st.Name
		case Add:
			j.Add = st.Name
		case Sub:
			j.Sub = st.Name
		case Award:
			j.Score = st.Name
		}
		out = append(out, j)
	}
	return out
}

// json gives the prefix form: a number, true, "value" or ["op", part…].
func (e *Expr) json() any {
	if e == nil {
		return nil
	}
	switch e.Op {
	case OpLit:
		return e.Int
	case OpFlag:
		return e.Int != 0
	case OpValue:
		return e.Name
	case OpVar, OpVisited:
		return []any{string(e.Op), e.Name}
	}
	out := []any{string(e.Op)}
	for _, a := range e.Args {
		out = append(out, a.json())
	}
	return out
}
