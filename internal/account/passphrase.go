package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

const (
	lanes   = 1
	saltLen = 16
	keyLen  = 32
)

// cost is what a hash by argon2id takes. It is written into every hash, so that it can
// be raised.
type cost struct {
	passes uint32
	memory uint32 // KiB
}

// owaspCost is the least that OWASP's password storage page allows.
func owaspCost() cost { return cost{passes: 2, memory: 19 * 1024} }

// hashed makes a hash in PHC form.
func (c cost) hashed(passphrase string) string {
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // never fails since Go 1.24
	key := argon2.IDKey([]byte(prepared(passphrase)), salt, c.passes, c.memory, lanes, keyLen)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, lanes, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// matches compares a passphrase with a hash, in its turn among those that hash. from is
// the network address that asks.
func (b *Book) matches(ctx context.Context, hash, passphrase, from string) (bool, error) {
	done, err := b.turns.take(ctx, network(from))
	if err != nil {
		return false, err
	}
	defer done()
	var version, m, t, p int
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, fmt.Errorf("a passphrase hash is not argon2id")
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &m, &t, &p); err != nil || version != argon2.Version {
		return false, fmt.Errorf("a passphrase hash cannot be read")
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, err
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, err
	}
	key := argon2.IDKey([]byte(prepared(passphrase)), salt, uint32(t), uint32(m), uint8(p), uint32(len(want)))
	return subtle.ConstantTimeCompare(key, want) == 1, nil
}
