package main

import "testing"

func TestPlain(t *testing.T) {
	tests := []struct {
		name   string
		asked  bool
		screen bool
		env    map[string]string
		want   bool
	}{
		{"a terminal", false, true, map[string]string{"TERM": "xterm-256color"}, false},
		{"asked for", true, true, nil, true},
		{"a pipe", false, false, nil, true},
		{"a terminal that cannot be drawn on", false, true, map[string]string{"TERM": "dumb"}, true},
		{"a screen reader", false, true, map[string]string{"ACCESSIBLE": "1"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := world{screen: tt.screen, env: func(key string) string { return tt.env[key] }}
			if got := w.plain(tt.asked); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
