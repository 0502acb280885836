package lsp

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
)

// path gives the file that a URI names, or false for a document in no file, or
// in one of another machine.
func (u uri) path() (string, bool) {
	parsed, err := url.Parse(string(u))
	if err != nil || !strings.EqualFold(parsed.Scheme, "file") || parsed.Host != "" && parsed.Host != "localhost" {
		return "", false
	}
	name := parsed.Path
	if name == "" || strings.ContainsRune(name, 0) {
		return "", false
	}
	if runtime.GOOS == "windows" {
		name = strings.TrimPrefix(name, "/")
	}
	name = filepath.Clean(filepath.FromSlash(name))
	return name, filepath.IsAbs(name)
}

// fileURI names a file by its full path.
func fileURI(name string) uri {
	name = filepath.ToSlash(name)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // C:/… is written /C:/…
	}
	return uri((&url.URL{Scheme: "file", Path: name}).String())
}
