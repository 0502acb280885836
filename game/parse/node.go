package parse

// node is a block of Markdown, freed of the library that read it: what it is,
// where it stands, and where in it the things are that mean something here.
type node struct {
	kind   nodeKind
	span   Span
	lines  []Span // of a leaf: its text line by line, without quote signs and indentation
	marks  []mark // of a leaf: in the order of the file
	kids   []*node
	level  int    // of a heading; of an ordered list its first number
	marker byte   // of a list: - * + . )
	fence  string // of a fence: what opens it, with its language
	blank  bool   // a blank line stands before it
}

type nodeKind uint8

const (
	nParagraph nodeKind = iota
	nHeading
	nSetext
	nQuote
	nList
	nItem
	nFence
	nIndented
	nHTML
	nTable
	nRule
	nDefinition // [name]: target
)

// mark is something inside a leaf's text.
type mark struct {
	span   Span
	inner  Span    // code, label, bold: what is between the signs
	target Span    // of a link or image
	dest   string  // its target with entities and escapes as written
	label  string  // its label as a reader sees it
	segs   *[]Span // of code over several lines
	ticks  int32   // of code: how many back-quotes
	nested bool    // inside a link's label
	kind   markKind
}

type markKind uint8

const (
	mCode markKind = iota
	mLink
	mImage
	mHTML
	mBold   // the bold beginning of a leaf
	mStars  // ** that opens or closes nothing
	mEntity // an entity that stands for a refused character
)

// end is where the last line of a leaf ends, or the last child.
func (n *node) grow(end int) {
	if end > n.span.End {
		n.span.End = end
	}
}

// has tells whether some mark of a leaf is of a kind.
func (n *node) has(k markKind) bool {
	for i := range n.marks {
		if n.marks[i].kind == k {
			return true
		}
	}
	return false
}

// first gives the first child of an item if it is its text.
func (n *node) first() *node {
	if len(n.kids) > 0 && n.kids[0].kind == nParagraph {
		return n.kids[0]
	}
	return nil
}
