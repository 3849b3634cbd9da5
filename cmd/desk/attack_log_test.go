package main

import (
	"bufio"
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"resultsdesk/internal/sqlite"
)

// shared is a log that several goroutines write and a test reads.
type shared struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *shared) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *shared) lines() (lines []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for all := bufio.NewScanner(bytes.NewReader(s.text.Bytes())); all.Scan(); {
		lines = append(lines, all.Text())
	}
	return lines
}

// What an attacker puts into an address or a name makes no line of the log of its own,
// adds no word to one and moves no terminal. The file is closed under the
// desk, so that every request is logged as a fault.
func TestAttackLog(t *testing.T) {
	log := &shared{}
	f := facing(t, func(p *parts) { p.log = slog.New(slog.NewTextHandler(log, nil)) }) // as serve has it
	v := f.officer()
	must(t, f.store.(*sqlite.Store).Close())
	names := append(corpus(t), "x\ntime=2024-07-05T02:00:00Z level=INFO msg=serving", "x\r\nlevel=ERROR", "\x1b[2J\x1b[31m", "\u202e\u2066", "a\x00b", "=\"\\", "\u2028line", "\u0085next")
	asked, kinds := 0, map[string]int{}
	for _, name := range names {
		before := len(log.lines())
		for _, address := range []string{"/desk/contests/" + url.PathEscape(name), "/desk/contests/" + demoContest + "/units/" + url.PathEscape(name)} {
			p, err := v.get(address)
			must(t, err)
			if p.status == http.StatusInternalServerError {
				asked++
			}
		}
		p, err := v.post("/desk/sign-in", url.Values{"officer": {name}, "passphrase": {demoPassphrase}})
		must(t, err)
		if p.status == http.StatusInternalServerError {
			asked++
		}
		for _, line := range log.lines()[before:] {
			if publishes(line) {
				continue // by itself, every second
			}
			kinds[strings.Join(keys(line), " ")]++
			if strings.ContainsFunc(line, moves) {
				t.Errorf("%q wrote a character that moves a terminal: %q", name, line)
			}
		}
	}
	if lines := kinds["time level msg incident route officer err"]; asked < len(names) || lines != asked || len(kinds) > 2 {
		t.Errorf("%d faults of %d names are these lines: %v", asked, len(names), kinds)
	}
	t.Logf("%d names, %d faults, a line each: %v", len(names), asked, kinds)
}

// publishes tells whether a line is of the publisher, which cannot read either.
func publishes(line string) bool {
	_, rest, _ := strings.Cut(line, " ")
	return strings.HasPrefix(rest, "level=ERROR msg=publish err=")
}

// keys are the words before = of a line of the log.
func keys(line string) (all []string) {
	for line != "" {
		key, rest, _ := strings.Cut(line, "=")
		all = append(all, key)
		value, err := strconv.QuotedPrefix(rest)
		if err != nil {
			value, _, _ = strings.Cut(rest, " ")
		}
		line = strings.TrimPrefix(rest[len(value):], " ")
	}
	return all
}

// moves tells whether a character does something else to a terminal than stand there.
func moves(c rune) bool {
	return c < ' ' || c >= 0x7f && c < 0xa0 || c == '\u2028' || c == '\u2029' || c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069'
}
