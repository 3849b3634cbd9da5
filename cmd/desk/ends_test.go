package main

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"
)

// The first certificate to end is the one that counts, also after it was renewed.
func TestCertificateEnds(t *testing.T) {
	if at := (network{}).certificateEnds(); !at.IsZero() {
		t.Errorf("without a certificate: %v", at)
	}
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	first := issue(t, cert, key, 1, time.Now())
	keys, err := newKeyPair(cert, key, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	n := network{publicKeys: keys}
	if at := n.certificateEnds(); !at.Equal(first.NotAfter) {
		t.Errorf("ends at %v; want %v", at, first.NotAfter)
	}
	second := issue(t, cert, key, 2, time.Now().Add(time.Minute))
	if at := n.certificateEnds(); !at.Equal(second.NotAfter) {
		t.Errorf("renewed, it ends at %v; want %v", at, second.NotAfter)
	}
}
