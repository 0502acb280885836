package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
)

// static is a file that is sent as it is.
type static struct {
	data []byte
	kind string
}

// statics reads static/, and gives a name for what all pages look like now: a
// page that was loaded under another one loads itself again.
func statics(files fs.FS) (map[string]static, string, error) {
	kinds := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
	out := map[string]static{}
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(data))
		sum.Write(data)
		if dir, file := path.Split(name); dir == "static/" {
			kind, known := kinds[path.Ext(file)]
			if !known {
				kind = mime.TypeByExtension(path.Ext(file))
			}
			out[file] = static{data, kind}
		}
		return nil
	})
	if err != nil {
		return nil, "", fmt.Errorf("web pages: %w", err)
	}
	const letters = 12
	return out, hex.EncodeToString(sum.Sum(nil))[:letters], nil
}

// static sends a file. Its address has the build in it, so that it is never asked
// for twice and never out of date.
func (d *Door) static(w http.ResponseWriter, r *http.Request) {
	f, ok := d.files[r.PathValue("file")]
	if !ok {
		d.fail(w, r, http.StatusNotFound, "none")
		return
	}
	if r.URL.Query().Get("v") == d.build {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	w.Header().Set("Content-Type", f.kind)
	w.Write(f.data)
}
