// Package graph draws a scenario: scenes as nodes, the ways between them as
// edges, and what the solver proved of both. It writes an outline for terminals
// and screen readers, a drawing as SVG, and the same graph for Mermaid and
// Graphviz.
//
// It refuses to guess. Which scenes are never entered, how many random plays
// come to a scene and what a decision can cost are exact or are not said; where
// they come from sampled plays, the drawing says so.
package graph
