package account

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"resultsdesk/internal/count"
)

// ErrNoPasskeys: this desk can have no passkeys; see AllowPasskeys.
var ErrNoPasskeys = errors.New("this desk takes no passkeys")

// Passkey is a key that a device keeps for an officer. The device asks for a
// fingerprint, face or PIN before it uses it, so it is both factors by itself.
type Passkey struct {
	ID         []byte // by which browsers know it
	Officer    string
	Handle     []byte // of the officer, the same for all of the officer's passkeys; tells nothing
	Name       string // as its owner calls it
	PublicKey  []byte // COSE
	Count      uint32 // of its uses, as the device counts; 0: it does not count
	Flags      byte   // authenticator flags of its last use
	Transports []string
	Added      time.Time
	Used       time.Time // zero: never
}

// handleLen is how long an officer's handle is, in bytes.
const handleLen = 32

// maxPasskeyName is the most characters of a passkey's name.
const maxPasskeyName = 60

// holder is an officer as package webauthn sees one.
type holder struct {
	id     string
	handle []byte
	keys   []Passkey
}

func (h holder) WebAuthnID() []byte          { return h.handle }
func (h holder) WebAuthnName() string        { return h.id }
func (h holder) WebAuthnDisplayName() string { return h.id }

func (h holder) WebAuthnCredentials() []webauthn.Credential {
	var all []webauthn.Credential
	for _, k := range h.keys {
		c := webauthn.Credential{ID: k.ID, PublicKey: k.PublicKey, Flags: webauthn.CredentialFlagsFromMsgpByte(k.Flags)}
		c.Authenticator.SignCount = k.Count
		for _, t := range k.Transports {
			c.Transport = append(c.Transport, protocol.AuthenticatorTransport(t))
		}
		all = append(all, c)
	}
	return all
}

// holder finds an officer's passkeys; whoever has none yet gets a handle.
func (b *Book) holder(ctx context.Context, officer string) (holder, error) {
	f, err := b.store.Factors(ctx, officer)
	h := holder{id: officer, keys: f.Passkeys}
	if len(f.Passkeys) > 0 {
		h.handle = f.Passkeys[0].Handle
	} else {
		h.handle = make([]byte, handleLen)
		_, _ = rand.Read(h.handle) // never fails since Go 1.24
	}
	return h, err
}

// BeginPasskey begins to add a passkey in a session that has to set a factor up or is
// signed in. It returns what the browser is asked, as JSON.
func (b *Book) BeginPasskey(ctx context.Context, token string) ([]byte, error) {
	s, o, err := b.enrolling(ctx, token)
	if err != nil {
		return nil, err
	}
	if b.keys == nil {
		return nil, ErrNoPasskeys
	}
	h, err := b.holder(ctx, o.ID)
	if err != nil {
		return nil, err
	}
	known := webauthn.Credentials(h.WebAuthnCredentials()).CredentialDescriptors()
	asked, data, err := b.keys.party.BeginRegistration(h, webauthn.WithExclusions(known))
	if err != nil {
		return nil, err
	}
	b.keys.put(ceremony{data: *data, purpose: adding, session: s.ID})
	return json.Marshal(asked.Response)
}

// AddPasskey adds the passkey that a browser made for BeginPasskey, in the same
// session. A session that had to set a factor up gives way to one that opens the desk;
// its token is returned, and else the same one. The error is ErrPasskey.
func (b *Book) AddPasskey(ctx context.Context, token, name string, answer []byte) (string, error) {
	s, o, err := b.enrolling(ctx, token)
	if err != nil {
		return "", err
	}
	if b.keys == nil {
		return "", ErrNoPasskeys
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return "", refusedKey(err)
	}
	c, err := b.keys.take(parsed.Response.CollectedClientData.Challenge, adding, s.ID)
	if err != nil {
		return "", err
	}
	h, err := b.holder(ctx, o.ID)
	if err != nil {
		return "", err
	}
	if len(h.keys) == 0 {
		h.handle = c.data.UserID
	}
	made, err := b.keys.party.CreateCredential(h, c.data, parsed)
	if err != nil {
		return "", refusedKey(err)
	}
	if _, err := b.store.Passkey(ctx, made.ID); !errors.Is(err, ErrNotFound) {
		return "", errors.Join(refusedKey(errors.New("it is somebody's already")), err)
	}
	k := Passkey{ID: made.ID, Officer: o.ID, Handle: h.handle, Name: passkeyName(name), PublicKey: made.PublicKey, Count: made.Authenticator.SignCount, Flags: made.Flags.MsgpByte()}
	for _, t := range made.Transport {
		k.Transports = append(k.Transports, string(t))
	}
	return b.enrol(ctx, token, s, "passkey added: "+k.Name, func(tx Tx, now time.Time) error {
		k.Added = now
		return tx.PutPasskey(k)
	})
}

func passkeyName(typed string) string {
	name := strings.Join(strings.Fields(typed), " ")
	if runes := []rune(name); len(runes) > maxPasskeyName {
		name = string(runes[:maxPasskeyName])
	}
	if name == "" {
		name = "passkey"
	}
	return name
}

// BeginProof begins to show a passkey in a session, as its second factor or once more.
// It returns what the browser is asked, as JSON.
func (b *Book) BeginProof(ctx context.Context, token string) ([]byte, error) {
	s, o, err := b.store.Session(ctx, hashToken(token))
	if err == nil && (o.Disabled || s.ended(b.wall()) || s.Step != StepNone && s.Step != StepSecond) {
		err = ErrSignedOut
	}
	if err != nil {
		return nil, err
	}
	if b.keys == nil {
		return nil, ErrNoPasskeys
	}
	h, err := b.holder(ctx, o.ID)
	if err != nil {
		return nil, err
	}
	if len(h.keys) == 0 {
		return nil, ErrNoPasskeys
	}
	asked, data, err := b.keys.party.BeginLogin(h)
	if err != nil {
		return nil, err
	}
	b.keys.put(ceremony{data: *data, purpose: proving, session: s.ID})
	return json.Marshal(asked.Response)
}

// showPasskey checks the answer of a passkey to BeginProof in the same session.
func (b *Book) showPasskey(ctx context.Context, s Session, answer []byte) error {
	if b.keys == nil {
		return ErrNoPasskeys
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return refusedKey(err)
	}
	c, err := b.keys.take(parsed.Response.CollectedClientData.Challenge, proving, s.ID)
	if err != nil {
		return err
	}
	h, err := b.holder(ctx, s.Officer)
	if err != nil {
		return err
	}
	used, err := b.keys.party.ValidateLogin(h, c.data, parsed)
	if err != nil {
		return refusedKey(err)
	}
	return b.usedPasskey(ctx, h, used)
}

// BeginPasskeySignIn begins a sign-in with a passkey and nothing else. It returns what
// the browser is asked, as JSON; the error may be a LimitError.
func (b *Book) BeginPasskeySignIn(_ context.Context, at Place) ([]byte, error) {
	if b.keys == nil {
		return nil, ErrNoPasskeys
	}
	end, err := b.limits.begin("", at.Address)
	if err != nil {
		return nil, err
	}
	end(true)
	asked, data, err := b.keys.party.BeginDiscoverableLogin()
	if err != nil {
		return nil, err
	}
	b.keys.put(ceremony{data: *data, purpose: signingIn})
	return json.Marshal(asked.Response)
}

// SignInByPasskey opens a session for whoever's passkey answered BeginPasskeySignIn.
// The error is ErrPasskey, also for a disabled officer, or a LimitError.
func (b *Book) SignInByPasskey(ctx context.Context, answer []byte, at Place) (token string, err error) {
	if b.keys == nil {
		return "", ErrNoPasskeys
	}
	end, err := b.limits.begin("", at.Address)
	if err != nil {
		return "", err
	}
	defer func() { end(!errors.Is(err, ErrPasskey)) }()
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return "", refusedKey(err)
	}
	c, err := b.keys.take(parsed.Response.CollectedClientData.Challenge, signingIn, "")
	if err != nil {
		return "", err
	}
	var o Officer
	find := func(id, handle []byte) (webauthn.User, error) {
		k, err := b.store.Passkey(ctx, id)
		if err != nil {
			return nil, err
		}
		if o, err = b.store.Officer(ctx, k.Officer); err != nil {
			return nil, err
		}
		return b.holder(ctx, k.Officer)
	}
	user, used, err := b.keys.party.ValidatePasskeyLogin(find, c.data, parsed)
	if err == nil && o.Disabled {
		err = errors.New("its officer is disabled")
	}
	if err != nil {
		return "", errors.Join(refusedKey(err), b.store.Account(ctx, func(tx Tx) error {
			return tx.Audit(b.attempt(o.ID, at.Address, KindSignIn, count.Refused, "passkey"))
		}))
	}
	if err := b.usedPasskey(ctx, user.(holder), used); err != nil {
		return "", err
	}
	return b.open(ctx, o, StepNone, at, "passkey")
}

// usedPasskey keeps the count of a passkey's uses. One that goes backwards tells of a
// copy: it is refused and put on record.
func (b *Book) usedPasskey(ctx context.Context, h holder, used *webauthn.Credential) error {
	copied := used.Authenticator.CloneWarning
	err := b.store.Account(ctx, func(tx Tx) error {
		if copied {
			return tx.Audit(b.attempt(h.id, "", KindFactor, count.Refused, "the passkey's count of its uses went backwards: there may be a copy of it"))
		}
		for _, k := range h.keys {
			if bytes.Equal(k.ID, used.ID) {
				k.Count, k.Flags, k.Used = used.Authenticator.SignCount, used.Flags.MsgpByte(), b.wall()
				return tx.PutPasskey(k)
			}
		}
		return nil
	})
	if err == nil && copied {
		err = refusedKey(errors.New("its count of uses went backwards"))
	}
	return err
}

// refusedKey is ErrPasskey with the reason, which is for the log alone.
func refusedKey(err error) error {
	detail := err.Error()
	if full := (*protocol.Error)(nil); errors.As(err, &full) {
		detail = full.Details + " " + full.DevInfo
	}
	return fmt.Errorf("%w: %s", ErrPasskey, strings.TrimSpace(detail))
}
