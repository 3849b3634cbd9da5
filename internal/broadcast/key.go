package broadcast

import (
	"net/http"
	"net/netip"
)

// ByAddress is a viewer's network, by [http.Request.RemoteAddr]: its IPv4 address, or
// the /64 of its IPv6 address, of which one household has all.
func ByAddress(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	addr := at.Addr().Unmap().WithZone("")
	if addr.Is4() {
		return addr.String()
	}
	return netip.PrefixFrom(addr, 64).Masked().String()
}
