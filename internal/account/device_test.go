package account_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"
)

// device is a telephone that keeps a passkey, as far as a desk sees one.
type device struct {
	t      *testing.T
	origin string // of the page that asks
	host   string // that the passkey is for
	key    *ecdsa.PrivateKey
	id     []byte
	handle string // of the officer, as the desk gave it
	uses   uint32
	flags  byte // user present, user verified
}

func newDevice(t *testing.T) *device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 16)
	_, _ = rand.Read(id)
	return &device{t: t, origin: "https://desk.example.org", host: "desk.example.org", key: key, id: id, flags: 0b101}
}

func b64(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

// asked is what matters of a desk's question.
type asked struct {
	Challenge        string
	User             struct{ ID string }
	UserVerification string
	AllowCredentials []struct{ ID string }
}

func (d *device) read(question []byte) (a asked) {
	d.t.Helper()
	if err := json.Unmarshal(question, &a); err != nil || a.Challenge == "" {
		d.t.Fatalf("%s: %v", question, err)
	}
	return a
}

func (d *device) client(kind, challenge string) []byte {
	data, err := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": d.origin, "crossOrigin": false})
	if err != nil {
		d.t.Fatal(err)
	}
	return data
}

// state is what the device says of itself and of the use.
func (d *device) state(flags byte) []byte {
	host := sha256.Sum256([]byte(d.host))
	return binary.BigEndian.AppendUint32(append(host[:], flags), d.uses)
}

// makes is the answer to a question for a new passkey.
func (d *device) makes(question []byte) []byte {
	a := d.read(question)
	d.handle = a.User.ID
	public, err := d.key.PublicKey.Bytes()
	if err != nil {
		d.t.Fatal(err)
	}
	auth := append(d.state(d.flags|0b1000000), make([]byte, 16)...)
	auth = append(auth, 0, byte(len(d.id)))
	auth = append(auth, d.id...)
	auth = append(auth, 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32) // COSE: EC2, ES256, P-256
	auth = append(append(auth, public[1:33]...), 0x22, 0x58, 32)
	auth = append(auth, public[33:]...)
	object := append([]byte("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58"), byte(len(auth)))
	return d.answer(map[string]any{"clientDataJSON": b64(d.client("webauthn.create", a.Challenge)), "attestationObject": b64(append(object, auth...)), "transports": []string{"internal"}})
}

// shows is the answer to a question for the passkey.
func (d *device) shows(question []byte) []byte {
	a := d.read(question)
	d.uses++
	client, auth := d.client("webauthn.get", a.Challenge), d.state(d.flags)
	hash := sha256.Sum256(client)
	digest := sha256.Sum256(append(auth[:len(auth):len(auth)], hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, digest[:])
	if err != nil {
		d.t.Fatal(err)
	}
	return d.answer(map[string]any{"clientDataJSON": b64(client), "authenticatorData": b64(auth), "signature": b64(signature), "userHandle": d.handle})
}

func (d *device) answer(response map[string]any) []byte {
	data, err := json.Marshal(map[string]any{"id": b64(d.id), "rawId": b64(d.id), "type": "public-key", "response": response, "clientExtensionResults": map[string]any{}})
	if err != nil {
		d.t.Fatal(err)
	}
	return data
}
