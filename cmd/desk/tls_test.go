package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
)

// issue writes a certificate of its own for both faces' names, as it is renewed: with
// another serial number, and a key of its own.
func issue(t *testing.T, cert, key string, serial int64, at time.Time) *x509.Certificate {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(serial), DNSNames: []string{"desk.example.org", "results.example.org"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	issued, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return issued
}

// overTLSHere is a desk that ends TLS itself, on both faces with one pair of files.
func overTLSHere(t *testing.T) (f *twoFaced, cert, key string, trust *x509.CertPool) {
	t.Helper()
	cert, key = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	trust = x509.NewCertPool()
	trust.AddCert(issue(t, cert, key, 1, time.Now()))
	f = facing(t, func(p *parts) {
		p.origin, p.base = "https://desk.example.org", "https://results.example.org"
		pair, err := newKeyPair(cert, key, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		p.network.deskKeys, p.network.publicKeys = pair, pair
	})
	return f, cert, key, trust
}

// A desk that ends TLS itself speaks 1.2 or later and HTTP/2, keeps browsers to it
// for a year, and gives a cookie that is bound to the host. Sockets open beside.
func TestTLS(t *testing.T) {
	f, _, _, trust := overTLSHere(t)
	v := newVisitor(t, f.deskNamed)
	v.http.Transport = &http.Transport{DialContext: f.dialling, TLSClientConfig: &tls.Config{RootCAs: trust}, ForceAttemptHTTP2: true}
	for _, origin := range []string{f.deskNamed + "/desk/sign-in", f.publicsNamed + "/", f.publicsNamed + "/nowhere"} {
		r, err := v.http.Get(origin)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.ProtoMajor != 2 || r.Header.Get("Strict-Transport-Security") != "max-age=31536000; includeSubDomains" {
			t.Errorf("%s: %s, %q", origin, r.Proto, r.Header.Get("Strict-Transport-Security"))
		}
	}
	r, err := v.http.PostForm(f.deskNamed+"/desk/sign-in", url.Values{"officer": {demoOfficer}, "passphrase": {demoPassphrase}})
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	cookie := r.Header.Get("Set-Cookie")
	if !strings.HasPrefix(cookie, "__Host-desk=") || !strings.HasSuffix(cookie, "; Path=/; HttpOnly; Secure; SameSite=Strict") {
		t.Errorf("the cookie is %q", cookie)
	}

	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolJSON}, NetDialContext: f.dialling, TLSClientConfig: &tls.Config{RootCAs: trust, NextProtos: []string{"http/1.1"}}}
	c, _, err := d.Dial("wss://results.example.org/live?topic=overview", nil)
	if err != nil {
		t.Fatalf("a socket over TLS: %v", err)
	}
	defer c.Close()
	if _, text, err := c.ReadMessage(); err != nil || !strings.Contains(string(text), `"type":"state"`) {
		t.Errorf("the socket's first message: %.80s, %v", text, err)
	}
	old, err := tls.Dial("tcp", f.deskAt, &tls.Config{RootCAs: trust, ServerName: "desk.example.org", MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11})
	if err == nil {
		old.Close()
		t.Error("TLS 1.1 was taken")
	}
}

// A certificate is renewed by replacing its files. One that cannot be read, or the key
// of which is not there yet, leaves the one before in use.
func TestARenewedCertificateIsUsed(t *testing.T) {
	f, cert, key, _ := overTLSHere(t)
	serial := func() int64 {
		c, err := tls.Dial("tcp", f.deskAt, &tls.Config{InsecureSkipVerify: true, ServerName: "desk.example.org"}) // #nosec: which one it is is the question
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		return c.ConnectionState().PeerCertificates[0].SerialNumber.Int64()
	}
	if got := serial(); got != 1 {
		t.Fatalf("certificate %d", got)
	}
	issue(t, cert, key, 2, time.Now().Add(time.Minute))
	if got := serial(); got != 2 {
		t.Errorf("after a renewal: certificate %d; want 2", got)
	}
	whole, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range [][]byte{whole[:len(whole)/2], nil} {
		if err := os.WriteFile(cert, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := serial(); got != 2 {
			t.Errorf("with a broken file: certificate %d; want 2", got)
		}
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if got := serial(); got != 2 {
		t.Errorf("without a key: certificate %d; want 2", got)
	}
	issue(t, cert, key, 3, time.Now().Add(2*time.Minute))
	if got := serial(); got != 3 {
		t.Errorf("after the next renewal: certificate %d; want 3", got)
	}
}

// What does not go together is refused at the start, in the words of the flags.
func TestFlagsThatDoNotGoTogether(t *testing.T) {
	folder := t.TempDir()
	cert, key := filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	issue(t, cert, key, 1, time.Now())
	for _, c := range []struct{ args, says string }{
		{"-tls-cert " + cert + " -origin https://desk.example.org", "-tls-cert and -tls-key go together"},
		{"-tls-cert " + cert + " -tls-key " + key, "-tls-cert needs -origin https://"},
		{"-tls-cert " + cert + " -tls-key " + cert + " -origin https://desk.example.org", "the certificate cannot be used"},
		{"-tls-cert none.pem -tls-key none.pem -origin https://desk.example.org", "the certificate cannot be used"},
		{"-trusted-proxies everybody", "-trusted-proxies"},
		{"-desk-addr 127.0.0.1:0", "go together"},
		{"-desk-addr 127.0.0.1:0 -public-addr 127.0.0.1:0", "-public-addr needs -public-origin"},
		{"-public-connections 100 -max-viewers 100", "leaves no connection"},
		{"-viewers-per-address -1", "must be 1 or more"},
	} {
		env := environment{func(string) string { return "" }, strings.NewReader(""), new(strings.Builder), new(strings.Builder)}
		err := serve(t.Context(), env, append([]string{"-db", filepath.Join(folder, "none", "desk.db")}, strings.Fields(c.args)...))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("serve %s: %v; want %q", c.args, err, c.says)
		}
	}
}
