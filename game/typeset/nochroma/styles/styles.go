// Package styles knows no styles.
package styles

import "github.com/alecthomas/chroma/v2"

// Registry holds what was registered.
var Registry = map[string]*chroma.Style{}

// Register keeps a style, as glamour asks under its own lock.
func Register(s *chroma.Style) *chroma.Style {
	Registry[s.Name] = s
	return s
}
