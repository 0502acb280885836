// Package twee writes a scenario as a story for Twine: Twee 3, for the story
// format SugarCube 2. What can be played there is the same game, with the same
// variables, conditions, points, odds, questions and injects.
//
// It refuses to pass over what Twine cannot do: each such thing is listed, in the
// file and for the caller. Words of an author never become code of the story.
package twee
