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

// Cost of argon2id: the least that OWASP's password storage page allows (19 MiB,
// two passes, one lane). It is written into every hash, so that it can be raised.
const (
	passes  = 2
	memory  = 19 * 1024 // KiB
	lanes   = 1
	saltLen = 16
	keyLen  = 32
)

// hashPassphrase makes a hash in PHC form.
func hashPassphrase(passphrase string) string {
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // never fails since Go 1.24
	key := argon2.IDKey([]byte(prepared(passphrase)), salt, passes, memory, lanes, keyLen)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, lanes, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// matches compares a passphrase with a hash, in its turn among those that hash.
func (b *Book) matches(ctx context.Context, hash, passphrase string) (bool, error) {
	done, err := b.turns.take(ctx)
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
