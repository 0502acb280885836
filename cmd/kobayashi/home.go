package main

import (
	"os"
	"path/filepath"
	"runtime"
)

// home is the data folder: KOBAYASHI_HOME, or where the platform keeps a
// user's data (XDG Base Directory on Linux and the BSDs).
func (w world) home() (string, error) {
	if dir := w.env("KOBAYASHI_HOME"); dir != "" {
		return filepath.Abs(dir)
	}
	user, err := os.UserHomeDir()
	switch runtime.GOOS {
	case "windows":
		if dir := w.env("LocalAppData"); dir != "" {
			return filepath.Join(dir, "kobayashi"), nil
		}
	case "darwin":
		if err == nil {
			return filepath.Join(user, "Library", "Application Support", "kobayashi"), nil
		}
	default:
		if dir := w.env("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return filepath.Join(dir, "kobayashi"), nil
		}
	}
	if err != nil {
		return "", wrong("cmd.error.home")
	}
	return filepath.Join(user, ".local", "share", "kobayashi"), nil
}
