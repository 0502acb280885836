package report_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kobayashi/game/report"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// TestHallFormats records a workshop and its teams in each format and language.
func TestHallFormats(t *testing.T) {
	e := friday(t, fridayRules, "")
	e.phase(workshop.Ended)
	dir := os.Getenv("LOOK")
	for _, lang := range words.Langs() {
		hall := e.report(lang)
		texts := map[string]string{}
		for _, f := range report.Formats() {
			texts["hall."+lang+f.Suffix] = writtenHall(t, f.Name, hall)
			for i, l := range e.room.Head().Teams {
				name := []string{"red", "blue", "white", "offline"}[i]
				text := writtenTeam(t, f.Name, e.teamReport(l.ID, lang))
				if name == "red" || f.Name == "md" {
					texts["team-"+name+"."+lang+f.Suffix] = text
				}
				if dir != "" {
					texts["team-"+name+"."+lang+f.Suffix] = text
				}
			}
		}
		for name, text := range texts {
			if strings.Contains(text, "<after.") || strings.Contains(text, "<report.") || strings.Contains(text, "<workshop.") || strings.Contains(text, "%!") {
				t.Errorf("%s lacks a phrase", name)
			}
			if strings.Contains(text, "taro") {
				t.Errorf("%s has a person's name in it", name)
			}
			if dir != "" {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			golden(t, name, strings.ReplaceAll(text, "\r\n", "\n"))
		}
	}
}
