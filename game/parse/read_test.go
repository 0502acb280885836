package parse

import (
	"os"
	"testing"
)

func TestMembersPage(t *testing.T) {
	r := Read(os.DirFS("testdata"), "members-page.md")
	for _, p := range r.Problems {
		t.Errorf("%s %s %s | %s", p.From, p.Rule, p.Message.EN, p.Message.JA)
	}
	if r.Scenario == nil {
		t.Fatal("no scenario")
	}
	out, err := r.Scenario.Export()
	t.Log(string(out), err)
	t.Logf("%+v", r.Scenario.Text("ja"))
	t.Logf("%+v", r.Scenario.Text("en"))
}
