package main

import (
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
)

// network is how the faces stand on the network. Zero, it answers to addresses and
// localhost, trusts no proxy, speaks plain HTTP and has the default limits.
type network struct {
	deskNames, publicNames []string       // by which each face may be asked
	proxies                []netip.Prefix // whose word on a caller's address is taken
	deskKeys, publicKeys   *keyPair       // nil: plain HTTP, perhaps behind a proxy that ends TLS
	limits                 limits
}

// networkFlags are the flags of how the faces stand on the network.
type networkFlags struct {
	hosts, proxies                             *string
	cert, key, publicCert, publicKey           *string
	deskConnections, publicConnections         *int
	viewers, viewersPerAddress, socketsPerSess *int
}

func defineNetwork(f *flag.FlagSet, env environment) networkFlags {
	d := limits{}.withDefaults()
	text := func(name, variable, usage string) *string {
		return f.String(name, env.or(variable, ""), usage+" ("+variable+")")
	}
	return networkFlags{
		hosts:             text("hosts", "DESK_HOSTS", "further `NAMES` by which this machine may be asked, with commas between"),
		proxies:           text("trusted-proxies", "DESK_TRUSTED_PROXIES", "`PREFIXES` of proxies whose X-Forwarded-For is believed, such as 127.0.0.1,10.0.0.0/8"),
		cert:              text("tls-cert", "DESK_TLS_CERT", "`FILE` of the certificate, with its chain; read again when it changes"),
		key:               text("tls-key", "DESK_TLS_KEY", "`FILE` of the certificate's key"),
		publicCert:        text("public-tls-cert", "DESK_PUBLIC_TLS_CERT", "`FILE` of the public side's certificate, where it has its own"),
		publicKey:         text("public-tls-key", "DESK_PUBLIC_TLS_KEY", "`FILE` of its key"),
		deskConnections:   f.Int("desk-connections", d.deskConnections, "connections of officers at one time"),
		publicConnections: f.Int("public-connections", d.publicConnections, "connections of viewers at one time"),
		viewers:           f.Int("max-viewers", 0, "sockets of viewers at one time (default: seven eighths of -public-connections)"),
		viewersPerAddress: f.Int("viewers-per-address", d.perAddress, "of these, from one address or IPv6 /64"),
		socketsPerSess:    f.Int("sockets-per-session", d.perSession, "open pages of one officer that are told of changes"),
	}
}

// read puts the flags together for the origins that were given.
func (n networkFlags) read(origin, publicOrigin string, log *slog.Logger) (net network, err error) {
	if net.proxies, err = parseProxies(*n.proxies); err != nil {
		return net, err
	}
	net.limits = limits{
		deskConnections: *n.deskConnections, publicConnections: *n.publicConnections,
		viewers: *n.viewers, perAddress: *n.viewersPerAddress, perSession: *n.socketsPerSess,
	}
	if err := net.limits.check(); err != nil {
		return net, err
	}
	files, err := openFiles()
	if err != nil {
		return net, fmt.Errorf("how many files may be open: %w", err)
	}
	net.limits = net.limits.within(files, log)
	net.deskNames, net.publicNames = parseHosts(origin, *n.hosts), parseHosts(publicOrigin, *n.hosts)
	return net, n.readKeys(&net, origin, publicOrigin, log)
}

// readKeys reads the certificates. A face speaks TLS where its origin says https and
// there is a pair; without one a proxy ends TLS.
func (n networkFlags) readKeys(net *network, origin, publicOrigin string, log *slog.Logger) error {
	desk, err := newKeyPair(*n.cert, *n.key, log)
	if err != nil {
		return err
	}
	public, err := newKeyPair(*n.publicCert, *n.publicKey, log)
	if err != nil {
		return err
	}
	if desk != nil && !secure(origin) {
		return errors.New("-tls-cert needs -origin https://…: cookies, links and sockets go by it")
	}
	if public != nil && !secure(publicOrigin) {
		return errors.New("-public-tls-cert needs -public-origin https://…")
	}
	if public == nil && secure(publicOrigin) {
		public = desk
	}
	net.deskKeys, net.publicKeys = desk, public
	return nil
}

// secure tells whether an origin is reached over TLS, here or at a proxy in front. It
// is known from what the operator wrote and never from what a request says.
func secure(origin string) bool { return strings.HasPrefix(origin, "https://") }

// front is what every request of a face passes before either side sees it: who asks,
// by which name, and within what bounds.
func (n network) front(names []string, origin string, target int, log *slog.Logger, next http.Handler) http.Handler {
	return behindProxies(n.proxies, log, overTLS(origin, known(names, bounded(target, next))))
}

// overTLS has browsers come by TLS alone for a year, where the face is reached so.
func overTLS(origin string, next http.Handler) http.Handler {
	if !secure(origin) {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		next.ServeHTTP(w, r)
	})
}
