package desk

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"path"
	"runtime/debug"
	"strings"
)

// maxBody bounds a form: 300 boxes with their names, and reasons beside them in a
// script of which every character is sent as nine.
const maxBody = 256 << 10

// policy lets a page load the desk's own style and script, send forms to the desk,
// and nothing else. No script may make markup out of text.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// features are those of the browser that a page may use: passkeys, and nothing else of
// what could watch or charge an officer.
const features = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)"

// headers go with every answer, refusals and faults included.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Frame-Options", "DENY")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", features)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Embedder-Policy", "require-corp")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Robots-Tag", "noindex")
		next.ServeHTTP(w, r)
	})
}

// recovered turns a panic into a fault page. Pages are rendered to a buffer first,
// so nothing of a broken one was sent.
func (s *officers) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch p := recover(); p {
			case nil:
			case http.ErrAbortHandler:
				panic(p)
			default:
				s.problem(w, r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// from is the network address of a request, for the audit.
func from(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// localPath takes an address to go on to only where it is a page of the officers'
// side; anything else becomes the start page. Browsers read a backslash as a slash,
// drop tabs and line ends, and resolve dots also where they are escaped.
func localPath(next string) string {
	const start = "/desk/"
	for _, c := range next {
		if c <= ' ' || c >= 0x7f || c == '\\' {
			return start
		}
	}
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, start) {
		return start
	}
	if clean := path.Clean(u.Path); clean != u.Path && clean+"/" != u.Path {
		return start
	}
	return next
}
