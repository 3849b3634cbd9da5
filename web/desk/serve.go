package desk

import (
	"mime"
	"net/http"
	"strings"
)

// serve reads a form within its bounds before anything looks at it, and gives an
// address or method that the index does not have a page of ours.
func (s *officers) serve(w http.ResponseWriter, r *http.Request) {
	if h, pattern := s.mux.Handler(r); pattern == "" {
		s.unknown(w, r, h)
		return
	}
	if r.Method == http.MethodPost {
		if !takes(r) {
			s.problem(w, r, errNotAForm)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, bodyLimit(r))
		if err := parse(r); err != nil {
			s.problem(w, r, err)
			return
		}
	}
	s.mux.ServeHTTP(w, r)
}

// takes tells whether a body is a form, or at the address of photographs one with a
// file. A body of another kind would be read as a form without fields.
func takes(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.ContentLength == 0 && r.Header.Get("Content-Type") == "":
		return true
	case err != nil:
		return false
	}
	return kind == "application/x-www-form-urlencoded" || kind == "multipart/form-data" && strings.HasSuffix(r.URL.Path, "/photos")
}

// unknown asks the mux's own answer for its status and allowed methods, and says
// the same in a page.
func (s *officers) unknown(w http.ResponseWriter, r *http.Request, h http.Handler) {
	told := &statusOnly{header: http.Header{}}
	h.ServeHTTP(told, r)
	if told.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", told.header.Get("Allow"))
		s.problem(w, r, errMethod)
		return
	}
	s.problem(w, r, errNoPage)
}

// statusOnly keeps the status of an answer and drops its body.
type statusOnly struct {
	header http.Header
	status int
}

func (t *statusOnly) Header() http.Header         { return t.header }
func (t *statusOnly) Write(b []byte) (int, error) { return len(b), nil }
func (t *statusOnly) WriteHeader(status int)      { t.status = status }
