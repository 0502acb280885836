package lsp

import (
	"path"
	"strings"

	"kobayashi/game/parse"
)

// front gathers the front matter. A translation speaks of what its base
// declares.
func (c *collector) front() {
	root := c.f.Front.Root
	c.keys(root, "roles", aRole)
	c.keys(root, "endings", anEnding)
	c.keys(root, "tags", aTag)
	c.keys(root, "score", aScore)
	c.keys(root, "cast", aSpeaker)
	c.keys(root, "vars", aVariable)
	if vars, _ := root.Get("vars"); vars != nil && vars.Kind == parse.Map {
		for i, name := range vars.Keys {
			c.values(name.Text, vars.Items[i])
		}
	}
	c.variants(root)
	c.trained(root)
	c.tests(root)
	c.notes(root)
	c.keys(root, "hashes", aScene)
}

// keys gathers the keys of a map: the things it declares.
func (c *collector) keys(root *parse.Value, key string, sort sortOf) {
	v, _ := root.Get(key)
	if v == nil || v.Kind != parse.Map {
		return
	}
	for _, k := range v.Keys {
		t := thing{sort: sort, name: k.Text}
		if sort == aScene {
			t.in = c.home
		}
		c.add(t, c.bare(k)).declares = c.f == c.sc.res.Base && sort != aScene
	}
}

// bare is the span of a scalar without its quotes.
func (c *collector) bare(v *parse.Value) parse.Span {
	at := v.At
	if v.Quoted && at.End-at.Start >= 2 {
		at.Start++
		at.End--
	}
	return at
}

// values gathers the values of a variable that is one of a list.
func (c *collector) values(name string, v *parse.Value) {
	if v.Kind == parse.Map {
		if start, _ := v.Get("start"); start != nil && start.Kind == parse.Scalar {
			c.add(thing{aValue, name, start.Text}, c.bare(start))
		}
		v, _ = v.Get("values")
	}
	switch {
	case v == nil:
	case v.Kind == parse.List:
		for _, item := range v.Items {
			if item.Kind == parse.Scalar {
				c.add(thing{aValue, name, item.Text}, c.bare(item)).declares = c.f == c.sc.res.Base
			}
		}
	case v.Kind == parse.Map:
		for _, k := range v.Keys {
			c.add(thing{aValue, name, k.Text}, c.bare(k)).declares = c.f == c.sc.res.Base
		}
	}
}

// variants gathers the variants, and the variables they set.
func (c *collector) variants(root *parse.Value) {
	c.keys(root, "variants", aVariant)
	all, _ := root.Get("variants")
	if all == nil {
		return
	}
	for _, one := range all.Items {
		set, _ := one.Get("set")
		if set == nil || set.Kind != parse.Map {
			continue
		}
		for i, k := range set.Keys {
			c.add(thing{sort: aVariable, name: k.Text}, c.bare(k)).writes = true
			if v := set.Items[i]; v.Kind == parse.Scalar {
				c.add(thing{aValue, k.Text, v.Text}, c.bare(v))
			}
		}
	}
}

// trained gathers the scenes that goals and frameworks name.
func (c *collector) trained(root *parse.Value) {
	if goals, _ := root.Get("goals"); goals != nil {
		for _, goal := range goals.Items {
			scenes, _ := goal.Get("scenes")
			c.scenes(scenes)
		}
	}
	if maps, _ := root.Get("maps"); maps != nil {
		for _, framework := range maps.Items {
			if ids, _ := framework.Get("ids"); ids != nil && ids.Kind == parse.Map {
				for _, scenes := range ids.Items {
					c.scenes(scenes)
				}
			}
		}
	}
}

func (c *collector) scenes(list *parse.Value) {
	if list == nil {
		return
	}
	if list.Kind == parse.Scalar {
		c.sceneValue(list)
	}
	for _, v := range list.Items {
		if v.Kind == parse.Scalar {
			c.sceneValue(v)
		}
	}
}

// sceneValue is the id of a scene; that of a part is written part#id.
func (c *collector) sceneValue(v *parse.Value) {
	stem, id, part := strings.Cut(v.Text, "#")
	at := c.bare(v)
	if !part {
		c.add(c.scene(v.Text), at)
		return
	}
	if at.End-at.Start == len(v.Text) { // nothing is escaped
		at.Start += len(stem) + 1
		c.add(thing{aScene, path.Join(path.Dir(c.home), stem+".md"), id}, at)
	}
}

// tests gathers what the recorded plays name.
func (c *collector) tests(root *parse.Value) {
	tests, _ := root.Get("tests")
	if tests == nil {
		return
	}
	for _, test := range tests.Items {
		if v, _ := test.Get("variant"); v != nil && v.Kind == parse.Scalar {
			c.add(thing{sort: aVariant, name: v.Text}, c.bare(v))
		}
		if v, _ := test.Get("ending"); v != nil && v.Kind == parse.Scalar {
			c.add(thing{sort: anEnding, name: v.Text}, c.bare(v))
		}
		if v, _ := test.Get("score"); v != nil {
			for _, k := range v.Keys {
				c.add(thing{sort: aScore, name: k.Text}, c.bare(k))
			}
		}
		play, _ := test.Get("play")
		if play == nil {
			continue
		}
		for _, move := range play.Items {
			if v, _ := move.Get("scene"); v != nil && v.Kind == parse.Scalar {
				c.sceneValue(v)
			}
		}
	}
}

// notes gathers the notes that glossary terms name.
func (c *collector) notes(root *parse.Value) {
	terms, _ := root.Get("glossary")
	if terms == nil {
		return
	}
	for _, v := range terms.Items {
		if v.Kind == parse.Map {
			v, _ = v.Get("note")
		}
		if v != nil && v.Kind == parse.Scalar && strings.HasSuffix(v.Text, ".md") && !strings.ContainsAny(v.Text, " :") {
			c.add(thing{sort: aNote, name: path.Join(path.Dir(c.f.Path), v.Text)}, c.bare(v))
		}
	}
}
