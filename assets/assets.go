// Package assets embeds what is neither code nor scenario: phrases, rule pages,
// colour themes, web pages, lists of framework ids and the model that finds Japanese phrase boundaries.
//
// It only carries the files. It parses nothing, checks nothing and imports
// nothing of ours; the packages that use a folder also test what is in it.
package assets

import "embed"

// Each variable holds its folder under the folder's own name, so that a path
// reads the same here and in the repository: Themes has "themes/dark.json".
var (
	// Themes holds themes/INK.json, one glamour style sheet for each ink.
	//go:embed themes
	Themes embed.FS

	// Words holds words/LANG.json, the phrases of the interface.
	//go:embed words
	Words embed.FS

	// Rules holds rules/CODE.md, one page for each lint rule.
	//go:embed rules
	Rules embed.FS

	// Maps holds maps/*.json, the ids of published frameworks, each with its
	// version; whose they are stands beside them.
	//go:embed maps
	Maps embed.FS

	// Web holds the web door's pages: web/*.html templates, web/static/* as they
	// are sent, web/openapi.json.
	//go:embed web
	Web embed.FS

	// New holds what a new scenario's folder begins with: a scenario to fill in
	// for each language, and the settings of editors.
	//go:embed new
	New embed.FS

	// Budoux holds budoux/ja.json, a model by Google under the Apache licence
	// beside it.
	//go:embed budoux
	Budoux embed.FS
)
