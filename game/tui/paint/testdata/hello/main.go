// Hello is the least a Bubble Tea program can be: what starting is measured
// against.
package main

import tea "charm.land/bubbletea/v2"

type hello struct{ n int }

func (h hello) Init() tea.Cmd { return nil }

func (h hello) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		if key.String() == "q" {
			return h, tea.Quit
		}
		h.n++
	}
	return h, nil
}

func (h hello) View() tea.View {
	v := tea.NewView("hello " + string(rune('0'+h.n%10)))
	v.AltScreen = true
	return v
}

func main() {
	if _, err := tea.NewProgram(hello{}).Run(); err != nil {
		panic(err)
	}
}
