package account

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// A challenge is good once, for five minutes. So many are kept, some 5 MB.
const (
	challengeLength = 5 * time.Minute
	maxChallenges   = 10_000
)

// purpose is what a challenge was given out for. It is good for nothing else.
type purpose int

const (
	adding purpose = iota
	proving
	signingIn
)

// ceremony is a challenge that was given out.
type ceremony struct {
	data    webauthn.SessionData
	purpose purpose
	session string // in which session; empty for a sign-in
	until   time.Time
}

// keys are the passkeys' side of a register: whom they are for, and which challenges
// are open.
type keys struct {
	party *webauthn.WebAuthn
	wall  func() time.Time

	mu   sync.Mutex
	open map[string]ceremony // by challenge
}

// AllowPasskeys lets officers have passkeys, which are bound to the host by which the
// desk is reached. The error says why that is no host for them: browsers make passkeys
// for a name only, over TLS, or for localhost.
func (b *Book) AllowPasskeys(origin string) error {
	u, err := url.Parse(origin)
	if err != nil {
		return err
	}
	host := u.Hostname()
	_, notAddress := netip.ParseAddr(host)
	switch {
	case host == "":
		return fmt.Errorf("passkeys need the address by which officers reach the desk: -origin https://desk.example.org")
	case notAddress == nil:
		return fmt.Errorf("passkeys need a host name; %s is a number, for which browsers make none", host)
	case host != "localhost" && u.Scheme != "https":
		return fmt.Errorf("passkeys need https; %s is not", origin)
	case host != "localhost" && !strings.Contains(host, "."):
		return fmt.Errorf("passkeys need a full host name such as desk.example.org; %q is not", host)
	}
	party, err := webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: "Results Desk", RPOrigins: []string{origin}, AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return err
	}
	b.keys = &keys{party: party, wall: b.wall, open: map[string]ceremony{}}
	return nil
}

// Passkeys tells whether officers of this desk can have passkeys.
func (b *Book) Passkeys() bool { return b.keys != nil }

// put keeps a challenge that is given out. Where there are too many, those that have
// expired go first, and then whichever.
func (k *keys) put(c ceremony) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.wall()
	if len(k.open) >= maxChallenges {
		for challenge, old := range k.open {
			if !now.Before(old.until) {
				delete(k.open, challenge)
			}
		}
	}
	for challenge := range k.open {
		if len(k.open) < maxChallenges {
			break
		}
		delete(k.open, challenge)
	}
	c.until = now.Add(challengeLength)
	k.open[c.data.Challenge] = c
}

// take uses a challenge up, whether it fits or not.
func (k *keys) take(challenge string, p purpose, session string) (ceremony, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	c, known := k.open[challenge]
	delete(k.open, challenge)
	switch {
	case !known:
		return c, fmt.Errorf("%w: the challenge is not one of this desk, or was used", ErrPasskey)
	case !k.wall().Before(c.until):
		return c, fmt.Errorf("%w: the challenge has expired", ErrPasskey)
	case c.purpose != p || c.session != session:
		return c, fmt.Errorf("%w: the challenge was for something else", ErrPasskey)
	}
	return c, nil
}
