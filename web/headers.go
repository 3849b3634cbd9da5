package web

import (
	"fmt"
	"net/http"
	"path"
	"runtime/debug"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
)

// What every answer carries, errors too. Nothing is inline, nothing comes from
// elsewhere and no public address ever sets a cookie. connect-src covers the socket:
// 'self' is the host of the page, also in a sandboxed frame. Forms are on the pages only:
// the search, which leads to this host.
const (
	policy    = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
	ownPages  = policy + "form-action 'self'; frame-ancestors 'none'"
	framePage = policy + "form-action 'none'; frame-ancestors *"
	filePage  = policy + "form-action 'none'; frame-ancestors 'none'"
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
			h.Set("Content-Security-Policy", filePage)
			h.Set("Access-Control-Allow-Origin", "*") // refusals and redirections too: a program must be able to read why
			h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		case "static":
			h.Set("Content-Security-Policy", filePage)
			h.Set("Cross-Origin-Resource-Policy", "cross-origin") // a sandboxed ticker is of no origin, its style and script are for it
		}
		if strings.HasSuffix(path, pictureName) {
			h.Set("Content-Security-Policy", filePage)
			h.Set("Cross-Origin-Resource-Policy", "cross-origin") // other people's pages show it beside a link
		}
		if h.Get("Content-Security-Policy") != framePage {
			h.Set("X-Frame-Options", "DENY")
		}
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		if s.rehearsal() {
			h.Set("X-Robots-Tag", "noindex")
			if name, is := download(r.URL.Path); is {
				h.Set("Content-Disposition", `inline; filename="`+rehearsalFile+name+`"`)
			}
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			s.notAllowed(l, w, r)
			return
		}
		defer s.recovered(l, w)
		next.ServeHTTP(w, r)
	})
}

// rehearsalFile begins the name under which a file of a rehearsal is kept.
const rehearsalFile = "rehearsal-"

// download is the name under which a browser keeps what is at an address, where that is
// a file: the same words without a folder. Style sheets and scripts are the desk's own.
func download(address string) (name string, is bool) {
	name = path.Base(address)
	plain := strings.IndexFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.')
	}) < 0
	return name, plain && path.Ext(name) != "" && !strings.HasPrefix(address, "/static/")
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
