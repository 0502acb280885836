package web

import (
	"encoding/json"
	"net/http"
	"strings"
)

// failed is the page that says why there is no other.
type failed struct {
	page
	Code   int
	Reason string
}

// fail answers with a code and a reason: a page in the reader's language, or for
// programs a problem (RFC 9457).
func (d *Door) fail(w http.ResponseWriter, r *http.Request, code int, why string) {
	p := d.page(r, "")
	p.Title = p.T("fail." + why)
	p.Way = "/"
	w.Header().Set("Cache-Control", "no-store")
	if machine(r.URL.Path) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(code)
		json.NewEncoder(w).Encode(struct {
			Title  string `json:"title"`
			Status int    `json:"status"`
			Detail string `json:"detail"`
		}{http.StatusText(code), code, p.Title})
		return
	}
	d.show(w, code, "fail.html", p.Lang(), failed{p, code, p.Title})
}

// machine reports whether an address is for programs.
func machine(path string) bool {
	return strings.HasPrefix(path, "/api/") || strings.HasSuffix(path, "/events") || path == "/scoreboard.json" || path == "/healthz" || path == "/metrics"
}
