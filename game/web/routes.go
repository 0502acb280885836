package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"
)

// methods answer one address. GET answers HEAD too; what is not there is refused
// with 405.
type methods map[string]http.HandlerFunc

// route is an address and who answers it. Name is what it is called among the
// measures.
type route struct {
	path, name string
	methods    methods
}

// table is every address of the door. A path ends in {id} where one part of it is
// a team; nothing else in it varies.
func (d *Door) table() []route {
	get := func(f http.HandlerFunc) methods { return methods{http.MethodGet: f} }
	post := func(f http.HandlerFunc) methods { return methods{http.MethodPost: f} }
	lead := d.leading
	return []route{
		{"/{$}", "board", get(d.board)},
		{"/static/{file}", "static", get(d.static)},
		{"/events", "events", get(d.events)},
		{"/scoreboard.json", "scoreboard", get(d.scoreboard)},
		{"/api/v1/openapi.json", "api", get(d.openapi)},
		{"/api/v1/workshop", "api", get(d.apiWorkshop)},
		{"/api/v1/standings", "api", get(d.apiStandings)},
		{"/api/v1/choices", "api", get(d.apiChoices)},
		{"/api/v1/state", "api", get(d.apiState)},
		{"/healthz", "healthz", get(d.healthz)},
		{"/metrics", "metrics", get(d.metrics)},
		{"/facilitator", "facilitator", get(d.hall)},
		{"/facilitator/login", "login", post(d.login)},
		{"/facilitator/logout", "logout", post(d.logout)},
		{"/facilitator/events", "leading", get(lead(d.leadEvents))},
		{"/facilitator/team/{id}", "facilitator", get(lead(d.teamPage))},
		{"/facilitator/do/{what}", "action", post(lead(d.act))},
	}
}

func (d *Door) routes() http.Handler {
	mux := http.NewServeMux()
	for _, r := range d.table() {
		mux.HandleFunc(r.path, func(w http.ResponseWriter, req *http.Request) {
			name(w, r.name)
			method := req.Method
			if method == http.MethodHead {
				method = http.MethodGet
			}
			f, ok := r.methods[method]
			if !ok {
				w.Header().Set("Allow", strings.Join(r.methods.allowed(), ", "))
				d.fail(w, req, http.StatusMethodNotAllowed, "method")
				return
			}
			f(w, req)
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		name(w, "none")
		d.fail(w, req, http.StatusNotFound, "none")
	})
	return mux
}

func (m methods) allowed() []string {
	var list []string
	for method := range m {
		list = append(list, method)
		if method == http.MethodGet {
			list = append(list, http.MethodHead)
		}
	}
	slices.Sort(list)
	return list
}

// maxBody is what a form may hold: a message of 400 characters, each at most
// twelve bytes when it is sent, and its reason.
const maxBody = 16 << 10

// form reads what was posted, or answers why not.
func (d *Door) form(w http.ResponseWriter, r *http.Request) bool {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	err := r.ParseForm()
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		d.fail(w, r, http.StatusRequestEntityTooLarge, "long")
	case err != nil:
		d.fail(w, r, http.StatusBadRequest, "form")
	default:
		return true
	}
	return false
}
