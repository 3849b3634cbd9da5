package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"resultsdesk/internal/operation"
)

// The log of a whole night, with a line for each request, has every act and who made
// it, and no figure, passphrase or token: whoever reads logs knows nothing before it
// is public and can sign in as nobody.
func TestLogOfANight(t *testing.T) {
	var out lockedBuffer
	log, err := operation.NewLog(&out, "json", slog.LevelDebug, &operation.Faults{})
	if err != nil {
		t.Fatal(err)
	}
	var secrets []string
	figures := figuresOf(t, "../../internal/count/testdata/night.txt")
	t.Run("night", func(t *testing.T) { // has stopped, and written all, when it returns
		p := newPlayer(t, "night.txt", sixSeats(t), log)
		p.playAll()
		v := newVisitor(t, p.url)
		for _, form := range []url.Values{{"officer": {"my passphrase by mistake"}, "passphrase": {"a wrong passphrase"}}, {"officer": {"officer-1"}, "passphrase": {"a wrong passphrase"}}} {
			if _, err := v.post("/desk/sign-in", form); err != nil {
				t.Fatal(err)
			}
		}
		at, _ := url.Parse(p.url)
		for _, v := range p.people {
			for _, c := range v.http.Jar.Cookies(at) {
				secrets = append(secrets, c.Value)
			}
		}
	})
	if len(secrets) < 5 || len(figures) < 50 {
		t.Fatalf("only %d tokens and %d figures to look for", len(secrets), len(figures))
	}
	secrets = append(secrets, demoPassphrase, "by mistake", "wrong passphrase", "CORBYN", "Corbyn")
	text := out.String()
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			t.Errorf("the log has %q", secret)
		}
	}
	kinds, number := map[string]int{}, regexp.MustCompile(`\d[\d,]*`)
	for line := range strings.Lines(text) {
		var record map[string]any
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		kinds[record["msg"].(string)]++
		for _, measured := range []string{"time", "dur", "addr", "seq"} {
			delete(record, measured)
		}
		rest, _ := json.Marshal(record)
		for _, found := range number.FindAllString(string(rest), -1) {
			if figures[strings.ReplaceAll(found, ",", "")] {
				t.Errorf("the figure %s is in the log: %s", found, line)
			}
		}
	}
	if kinds["act"] < 100 || kinds["refused"] < 3 || kinds["request"] < 300 || kinds["fault"] > 0 {
		t.Errorf("the log has %v", kinds)
	}
	t.Logf("%d lines: %v", strings.Count(text, "\n"), kinds)
}

// figuresOf are the figures of a script that are long enough to be told from others.
func figuresOf(t *testing.T, script string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, m := range regexp.MustCompile(`=(\d{4,})`).FindAllStringSubmatch(string(text), -1) {
		all[m[1]] = true
	}
	return all
}

// lockedBuffer is written by many.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
