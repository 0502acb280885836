// Package chroma stands where glamour expects the syntax highlighter of that
// name. Notes of an exercise show no program code, and linking the real one
// costs every start of the program 20 ms and 15 MiB: its 300 lexers and 70
// styles are read before main begins.
//
// It has the few names glamour's code blocks use and gives code no colours. The
// typesetter's themes never ask for any.
package chroma

// TokenType is a kind of token.
type TokenType int

// The token types glamour names.
const (
	Background TokenType = iota
	Text
	Error
	Comment
	CommentPreproc
	Keyword
	KeywordReserved
	KeywordNamespace
	KeywordType
	Operator
	Punctuation
	Name
	NameBuiltin
	NameTag
	NameAttribute
	NameClass
	NameConstant
	NameDecorator
	NameException
	NameFunction
	NameOther
	Literal
	LiteralNumber
	LiteralDate
	LiteralString
	LiteralStringEscape
	GenericDeleted
	GenericEmph
	GenericInserted
	GenericStrong
	GenericSubheading
)

// StyleEntries are the colours of tokens.
type StyleEntries map[TokenType]string

// Style is a named set of colours.
type Style struct{ Name string }

// MustNewStyle makes a style that colours nothing.
func MustNewStyle(name string, _ StyleEntries) *Style { return &Style{name} }
