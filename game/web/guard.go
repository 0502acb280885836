package web

import (
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"
)

// policy lets a page have its own scripts, styles, pictures and feeds, send its
// forms here, and nothing else; nobody may frame it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard stands before all addresses: headers that hold for every answer, no
// action from another site's page, and no fault that ends more than its request.
func (d *Door) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &witness{ResponseWriter: w, code: http.StatusOK, route: "none"}
		began := time.Now()
		defer func() {
			fault, half := recover(), seen.wrote
			if fault != nil && fault != http.ErrAbortHandler {
				d.Log.Error("a page failed", "route", seen.route, "fault", fault, "stack", string(debug.Stack()))
				if !half {
					d.fail(seen, r, http.StatusInternalServerError, "failed")
				}
			}
			d.counts.request(seen.route, seen.code, time.Since(began))
			if fault != nil && half {
				panic(http.ErrAbortHandler) // half an answer must not look like a whole one
			}
		}()
		h := seen.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", referrer(r.URL))
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if err := cross.Check(r); err != nil {
			d.counts.refuse("cross-site")
			d.fail(seen, r, http.StatusForbidden, "cross")
			return
		}
		next.ServeHTTP(seen, r)
	})
}

// referrer is no-referrer but for the pages with forms. A browser that sends no
// referrer sends "Origin: null" with a form too, and where the address is neither
// https nor this machine the origin is all there is to tell our form from another
// site's. Also same-origin tells no other site anything.
func referrer(u *url.URL) string {
	if strings.HasPrefix(u.Path, "/facilitator") {
		return "same-origin"
	}
	return "no-referrer"
}

// witness remembers what was answered.
type witness struct {
	http.ResponseWriter
	code  int
	wrote bool
	route string
}

func (w *witness) WriteHeader(code int) {
	if !w.wrote {
		w.code, w.wrote = code, true
	}
	w.ResponseWriter.WriteHeader(code)
}

func (w *witness) Write(b []byte) (int, error) {
	w.wrote = true
	return w.ResponseWriter.Write(b)
}

// Unwrap is what http.ResponseController asks for.
func (w *witness) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// name tells the measures which address was asked for.
func name(w http.ResponseWriter, route string) {
	if seen, ok := w.(*witness); ok {
		seen.route = route
	}
}
