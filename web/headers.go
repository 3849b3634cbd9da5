package web

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
)

// What every answer carries, errors too. Nothing is inline, nothing comes from
// elsewhere and no public address ever sets a cookie. connect-src covers the socket:
// 'self' is the host of the page, also in a sandboxed frame.
const (
	policy    = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
	ownPages  = policy + "'none'"
	framePage = policy + "*"
	features  = "camera=(), geolocation=(), microphone=(), payment=(), usb=()" // of the browser: none is used
)

// guard sets the headers that every answer carries and refuses what no public
// address takes: nothing here can be written to.
func (s *site) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		l, path := s.Words.Split(r.URL.Path)
		h.Set("Content-Security-Policy", ownPages)
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", features)
		switch place, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/"); place {
		case "embed":
			h.Set("Content-Security-Policy", framePage)
			h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		case "api":
			h.Set("Access-Control-Allow-Origin", "*") // refusals and redirections too: a program must be able to read why
			h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		case "static":
			h.Set("Cross-Origin-Resource-Policy", "cross-origin") // a sandboxed ticker is of no origin, its style and script are for it
		}
		if h.Get("Content-Security-Policy") == ownPages {
			h.Set("X-Frame-Options", "DENY")
		}
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		if s.rehearsal() {
			h.Set("X-Robots-Tag", "noindex")
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			s.notAllowed(l, w, r)
			return
		}
		defer s.recovered(l, w)
		next.ServeHTTP(w, r)
	})
}

// recovered turns a panic into the answer to a fault. Pages are drawn to memory first,
// so nothing of a broken one was sent.
func (s *site) recovered(l *lang.Language, w http.ResponseWriter) {
	switch p := recover(); p {
	case nil:
	case http.ErrAbortHandler:
		panic(p)
	default:
		s.fault(l, w, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
	}
}

// rehearsal tells whether what is published is a rehearsal. All bulletins of a desk
// agree on it, so any one can be asked.
func (s *site) rehearsal() bool {
	p, ok := s.Board.Newest(feed.OverviewTopic)
	return ok && rehearsal(p.Bulletin)
}

func rehearsal(b *feed.Bulletin) bool { return b.Mode == "rehearsal" }
