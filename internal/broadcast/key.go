package broadcast

import (
	"net/http"
	"net/netip"
)

// Network is what one caller is likely to have to itself: an IPv4 address, or the /64
// of an IPv6 address, all of which belongs to one household or machine.
func Network(addr netip.Addr) netip.Prefix {
	addr = addr.Unmap().WithZone("")
	bits := 64
	if addr.Is4() {
		bits = 32
	}
	return netip.PrefixFrom(addr, bits).Masked()
}

// ByAddress is a viewer's network, by [http.Request.RemoteAddr]; see [Network].
func ByAddress(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return Network(at.Addr()).String()
}
