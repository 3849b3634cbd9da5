package main

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// parseHosts reads "desk.example.org,10.0.0.5" and the host of an origin, which may be
// empty, into the names by which a face may be asked.
func parseHosts(origin, list string) []string {
	var names []string
	if u, err := url.Parse(origin); err == nil && u.Host != "" {
		names = append(names, hostName(u.Host))
	}
	for part := range strings.SplitSeq(list, ",") {
		if part = strings.TrimSpace(part); part != "" {
			names = append(names, hostName(part))
		}
	}
	return names
}

// hostName is a host without its port, in the one spelling that is compared: small
// letters, no brackets, no dot at the end.
func hostName(host string) string {
	if name, port, err := net.SplitHostPort(host); err == nil && strings.Trim(port, "0123456789") == "" {
		host = name
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// mayAsk tells whether a face answers to a Host header. Without names of its own it
// answers to addresses and to localhost: whoever reaches it by such a one means this
// machine, while a name could have been pointed here by somebody else's zone.
func mayAsk(names []string, host string) bool {
	name := hostName(host)
	if len(names) > 0 {
		return slices.Contains(names, name)
	}
	_, err := netip.ParseAddr(name)
	return err == nil || name == "localhost"
}

// probe tells whether a request is for whoever watches over the program: it asks by
// the address of a container or of none, and is told nothing but ready or not.
func probe(r *http.Request) bool {
	return r.URL.Path == "/healthz" || r.URL.Path == "/readyz"
}

// known answers to the names of a face and to no other: 421, and nothing of the desk.
// An absolute address in the request line counts as the host, as HTTP has it.
func known(names []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !mayAsk(names, r.Host) && !probe(r) {
			refuse(w, http.StatusMisdirectedRequest, "There is nothing here by that name.\nWhoever runs this desk gives it its names with -origin, -public-origin and -hosts.")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// refuse answers what is turned away before either side of the desk has seen it, in
// plain text under headers that allow nothing.
func refuse(w http.ResponseWriter, status int, text string) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	http.Error(w, text, status)
}
