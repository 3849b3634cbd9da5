package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/account"
	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// documented is the configuration of nginx in docs/security.md, with ports and files
// of this test in the place of those of a night.
func documented(t *testing.T, f *twoFaced, cert, key string) (config, tlsAt, plainAt string) {
	t.Helper()
	page, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(page), "```nginx\n")
	block, _, found := strings.Cut(block, "```")
	if !found {
		t.Fatal("docs/security.md has no configuration of nginx")
	}
	free := func() string {
		l := local(t)
		defer l.Close()
		return l.Addr().String()
	}
	tlsAt, plainAt = free(), free()
	for from, to := range map[string]string{
		"listen 443 ": "listen " + tlsAt + " ", "listen 80;": "listen " + plainAt + ";",
		"127.0.0.1:8081": f.deskAt, "127.0.0.1:8080": f.publicAt,
		"/etc/ssl/desk/fullchain.pem": cert, "/etc/ssl/desk/privkey.pem": key,
	} {
		if !strings.Contains(block, from) {
			t.Fatalf("the configuration does not say %q", from)
		}
		block = strings.ReplaceAll(block, from, to)
	}
	return block, tlsAt, plainAt
}

// behindNginx starts nginx with the documented configuration in front of a desk, and
// gives the desk as the world reaches it.
func behindNginx(t *testing.T) (f *twoFaced, plainAt string) {
	t.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("nginx is not installed (Debian: apt-get install nginx)")
	}
	folder := t.TempDir()
	cert, key := filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	issue(t, cert, key, 1, time.Now())
	f = facing(t, func(p *parts) {
		p.origin, p.base = "https://desk.example.org", "https://results.example.org"
		if p.network.proxies, err = parseProxies("127.0.0.1"); err != nil {
			t.Fatal(err)
		}
	})
	config, tlsAt, plainAt := documented(t, f, cert, key)
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;\n" // its own user may not read a test's folder
	}
	temporary := ""
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		temporary += fmt.Sprintf("%s_temp_path %s/%s;\n", kind, folder, kind)
	}
	whole := user + "daemon off;\nmaster_process off;\npid " + folder + "/pid;\nerror_log " + folder + "/error.log;\nevents {}\nhttp {\naccess_log off;\n" + temporary + config + "}\n"
	if err := os.WriteFile(filepath.Join(folder, "nginx.conf"), []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	nginx := exec.Command(program, "-p", folder, "-c", filepath.Join(folder, "nginx.conf"), "-e", filepath.Join(folder, "error.log"))
	var said bytes.Buffer
	nginx.Stderr = &said
	if err := nginx.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = nginx.Process.Signal(os.Interrupt); _ = nginx.Wait() })
	for begun := time.Now(); ; {
		if c, err := net.Dial("tcp", tlsAt); err == nil {
			c.Close()
			break
		}
		if time.Since(begun) > 20*time.Second {
			t.Fatalf("nginx does not answer: %s", said.String())
		}
		<-time.After(10 * time.Millisecond)
	}
	f.deskAt, f.publicAt = tlsAt, tlsAt
	return f, plainAt
}

// The configuration that the documentation gives works: pages, forms, a photograph,
// both sockets, names, and who asks.
func TestBehindNginx(t *testing.T) {
	f, plainAt := behindNginx(t)
	elsewhere := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}} // not the proxy's own address
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return elsewhere.DialContext(ctx, network, f.deskAt)
	}
	trusting := &tls.Config{InsecureSkipVerify: true} // #nosec: the certificate is the test's own
	v := newVisitor(t, f.deskNamed)
	v.http.Transport = &http.Transport{DialContext: dial, TLSClientConfig: trusting, ForceAttemptHTTP2: true}
	r, err := http.NewRequest("POST", f.deskNamed+"/desk/sign-in", strings.NewReader("officer="+demoOfficer+"&passphrase="+strings.ReplaceAll(demoPassphrase, " ", "+")))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", formType)
	r.Header.Set("X-Forwarded-For", "203.0.113.66") // made up
	r.Header.Set("Origin", f.deskNamed)
	answer, err := v.http.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther || answer.ProtoMajor != 2 || !strings.HasPrefix(answer.Header.Get("Set-Cookie"), "__Host-desk=") || len(answer.Header.Values("Strict-Transport-Security")) != 1 {
		t.Errorf("signing in: %s %s, %v", answer.Proto, answer.Status, answer.Header)
	}
	log, err := f.accounts.Audit(t.Context(), count.Officer{ID: "a", Role: count.RoleAdministrator}, account.Search{}, 5)
	if err != nil || len(log) == 0 || log[0].From != "127.0.0.2" {
		t.Errorf("the audit has %+v, %v; want 127.0.0.2", log, err)
	}
	sendPapers(t, v, 49_195)
	photographThrough(t, v)

	cookie := v.http.Jar.Cookies(r.URL)[0].String()
	for address, c := range map[string]struct {
		protocol, says string
		header         http.Header
	}{
		"wss://results.example.org/live?topic=overview":   {broadcast.ProtocolJSON, `"type":"state"`, nil},
		"wss://desk.example.org/desk/live/" + demoContest: {desk.Protocol, `"type":"state"`, http.Header{"Origin": {f.deskNamed}, "Cookie": {cookie}}},
	} {
		d := websocket.Dialer{Subprotocols: []string{c.protocol}, NetDialContext: dial, TLSClientConfig: &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"http/1.1"}}} // #nosec: as above
		socket, _, err := d.Dial(address, c.header)
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		defer socket.Close()
		if _, text, err := socket.ReadMessage(); err != nil || !strings.Contains(string(text), c.says) {
			t.Errorf("%s: %.80s, %v", address, text, err)
		}
	}
	if r := rawly(t, plainAt, "GET /contests HTTP/1.1\r\nHost: results.example.org\r\n\r\n"); r.Header.Get("Location") != "https://results.example.org/contests" {
		t.Errorf("without TLS: %s, %v", r.Status, r.Header)
	}
	if c, err := tls.Dial("tcp", f.deskAt, &tls.Config{InsecureSkipVerify: true, ServerName: "evil.example"}); err == nil { // #nosec: as above
		c.Close()
		t.Error("nginx answers to a name that is not ours")
	}
}

// photographThrough attaches a photograph of some megabytes, which a camera's is.
func photographThrough(t *testing.T, v *visitor) {
	t.Helper()
	noise := image.NewGray(image.Rect(0, 0, 2200, 2200))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(random.Uint32())
	}
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	file, err := parts.CreateFormFile("photo", "a.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(file, noise, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	if err := parts.Close(); err != nil {
		t.Fatal(err)
	}
	const sheet = "/desk/contests/" + demoContest + "/units/count"
	size := body.Len()
	r, err := v.http.Post(v.url+sheet+"/photos", parts.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusSeeOther || !regexp.MustCompile(`/desk/photos/\d+`).MatchString(v.read(sheet).body) {
		t.Errorf("a photograph of %d bytes: %s", size, r.Status)
	}
}
