package main

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
)

// forwardedFor is the header in which a proxy says whom it speaks for. It is the only
// one that is read: Forwarded, X-Real-IP, X-Forwarded-Host and X-Forwarded-Proto are
// not, because a proxy that does not know them passes on what a caller made up.
const forwardedFor = "X-Forwarded-For"

// parseProxies reads "10.0.0.0/8,2001:db8::1". An address alone is a prefix of one.
func parseProxies(list string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for part := range strings.SplitSeq(list, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if addr, err := netip.ParseAddr(part); err == nil && addr.Zone() == "" {
			addr = addr.Unmap()
			all = append(all, netip.PrefixFrom(addr, addr.BitLen()))
			continue
		}
		prefix, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, fmt.Errorf("-trusted-proxies: %q is neither an address nor a prefix such as 10.0.0.0/8", part)
		}
		all = append(all, prefix.Masked())
	}
	return all, nil
}

func among(addr netip.Addr, prefixes []netip.Prefix) bool {
	for _, p := range prefixes {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// clientOf is the address of who made a request: of the peer, or, where the peer is a
// trusted proxy, of the last hop that is not one. What such a proxy sends and nobody
// can read says nothing; the peer's own address stands then.
func clientOf(r *http.Request, trusted []netip.Prefix) (client netip.Addr, forwarded bool) {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}, false
	}
	peer := at.Addr().Unmap().WithZone("")
	if !among(peer, trusted) {
		return peer, false
	}
	hops := strings.Split(strings.Join(r.Header.Values(forwardedFor), ","), ",")
	last := peer
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := parseHop(hops[i])
		if err != nil {
			return peer, false
		}
		if last = hop; !among(hop, trusted) {
			break
		}
	}
	return last, last != peer
}

// parseHop reads one hop: an address, with or without brackets, port and zone.
func parseHop(text string) (netip.Addr, error) {
	text = strings.TrimSpace(text)
	if inside, ok := strings.CutPrefix(text, "["); ok && strings.HasSuffix(inside, "]") {
		text = strings.TrimSuffix(inside, "]")
	}
	addr, err := netip.ParseAddr(text)
	if err != nil {
		at, failed := netip.ParseAddrPort(text)
		if failed != nil {
			return netip.Addr{}, err
		}
		addr = at.Addr()
	}
	return addr.Unmap().WithZone(""), nil
}

// behindProxies has every later reader of RemoteAddr, be it limit, audit or log, find
// the client's address there, and the peer's where no trusted proxy speaks for
// another. A proxy that is not trusted is told of once: behind it all callers are one.
func behindProxies(trusted []netip.Prefix, log *slog.Logger, next http.Handler) http.Handler {
	var tell sync.Once
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		client, forwarded := clientOf(r, trusted)
		switch {
		case forwarded:
			r = r.WithContext(r.Context()) // a copy: the server's own request stays as it is
			r.RemoteAddr = net.JoinHostPort(client.String(), "0")
		case r.Header.Get(forwardedFor) != "" && !among(client, trusted):
			tell.Do(func() {
				log.Warn("X-Forwarded-For is not believed: its sender is not in -trusted-proxies", "addr", client.String())
			})
		}
		next.ServeHTTP(w, r)
	})
}
