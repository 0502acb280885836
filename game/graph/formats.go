package graph

import (
	"io"

	"kobayashi/game/words"
)

// Made stands near the top of every drawing: who made it. A file that has it may
// be written over by the next drawing.
const Made = "made by kobayashi"

// Format is a form a graph is written in. Write takes the width of a terminal in
// cells, which only the outline asks for.
type Format struct {
	Name  string
	Write func(w io.Writer, g *Graph, say words.Text, width int) error
}

// Formats lists the forms, the default first.
func Formats() []Format {
	plain := func(write func(io.Writer, *Graph, words.Text) error) func(io.Writer, *Graph, words.Text, int) error {
		return func(w io.Writer, g *Graph, say words.Text, _ int) error { return write(w, g, say) }
	}
	return []Format{{"text", WriteText}, {"mermaid", plain(WriteMermaid)}, {"dot", plain(WriteDOT)}, {"svg", plain(WriteSVG)}}
}
