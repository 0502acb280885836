// Package report looks back on a finished run: it builds the debrief from a run
// and what the solver knows, and writes the after-action report.
//
//	debrief.go, line.go, slips.go, …   Build: a run and a solution to game.Debrief
//	report.go, report_parts.go         the model of the report: types only
//	make.go and its neighbours         Make: a debrief to the model, in one language
//	markdown.go, json.go, csv.go, …    one format each, from the model alone
//	hall.go, halltopics.go, team.go, … MakeHall and MakeTeam: a workshop, and a team in it
//
// The report follows the after-action report and improvement plan of the
// Homeland Security Exercise and Evaluation Program (HSEEP, 2020). What the
// package refuses: it judges nothing that the solver did not prove, reads no
// clock and no file, and leaves nothing of a scenario's text unescaped.
package report
