package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/rehearsal"
)

// The part of the night of 2024 that make test plays: Islington North, whose rejected
// papers were corrected, three more that were, a close one with a recount, the Speaker's,
// a name with an accent, and the one that declared last.
const partOfTheNight = "islington-north,richmond-park,exmouth-and-exeter-east,old-bexley-and-sidcup,hendon,chorley,witney,yeovil," +
	"inverness-skye-and-west-ross-shire,belfast-south-and-mid-down,aberafan-maesteg,newcastle-upon-tyne-north"

// library is a folder of the House of Commons Library's files, beside the project or
// where DESK_TESTDATA says.
func library(t *testing.T, year string) string {
	t.Helper()
	data := os.Getenv("DESK_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	folder := filepath.Join(data, "uk-ge"+year)
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the House of Commons Library's files are not at %s", folder)
	}
	return folder
}

// prepared is a rehearsal's database and its file of people.
func prepared(t *testing.T, args ...string) (db, people string) {
	t.Helper()
	db = filepath.Join(t.TempDir(), "rehearsal.db")
	ranDesk(t, append([]string{"rehearse", "prepare", "-db", db}, args...)...)
	return db, db + peopleSuffix
}

// rehearsing serves a rehearsal with the clock of its night.
func rehearsing(t *testing.T, db, start string) (address string) {
	t.Helper()
	addr, _ := serving(t, db, "-election-clock", start, "-speed", "60")
	return "http://" + addr
}

const eveOf2024, eveOf2019 = "2024-07-04T21:59:58+01:00", "2019-12-12T21:59:58Z"

// TestARehearsal plays a part of the night of 2024 as fast as the desk accepts, with
// sockets beside: all that was published equals its source in the end, all typing errors
// are refused, and no viewer was shown what no revision holds, or an older state after a
// newer. Played again, it finds everything done. DESK_REHEARSE=650 plays all of it with
// 200 sockets, and holds the totals that the country knows.
func TestARehearsal(t *testing.T) {
	t.Parallel()
	args, viewers, want := []string{"-only", partOfTheNight, "-crew", "4", "-publish", "running"}, "12", []string{"12 contests compared, 0 differ", "agree               4", "grant               1"}
	if os.Getenv("DESK_REHEARSE") == "650" {
		args, viewers = nil, "200"
		want = []string{"650 contests compared, 0 differ", "agree              23", "grant               7",
			"Lab 411, Con 121, LD 72, SNP 9, SF 7, Ind 6, DUP 5, RUK 5, Green 4, PC 4, SDLP 2, APNI 1, Spk 1, TUV 1, UUP 1",
			"valid 28,809,340, rejected 116,253, electorate 48,253,193"}
	}
	db, people := prepared(t, append(args, "-results", library(t, "2024"))...)
	address := rehearsing(t, db, eveOf2024)
	got, err := runDesk(t, "rehearse", "play", "-desk", address, "-people", people, "-speed", "max", "-viewers", viewers, "-published", db)
	t.Log(got, err)
	for _, words := range append(want, "REHEARSAL: PASSED", "0 wrongly taken", "0 at a revision nobody had as data") {
		if !strings.Contains(got, words) {
			t.Errorf("the report does not say “%s”", words)
		}
	}
	if regexp.MustCompile(`Typing errors +0 refused`).MatchString(got) {
		t.Error("nobody mistyped anything")
	}
	again, err := runDesk(t, "rehearse", "play", "-desk", address, "-people", people, "-speed", "max", "-viewers", "2")
	if err != nil || !strings.Contains(again, "REHEARSAL: PASSED") || !strings.Contains(again, "  0 sent,") {
		t.Errorf("played again: %s", again)
	}
	foundOut(t, address, people)
	unmasked(t, address, people)
}

// unmasked holds the score to a desk that publishes what it should not: it must name each.
func unmasked(t *testing.T, desk, people string) {
	t.Helper()
	origin, err := url.Parse(desk)
	must(t, err)
	type edit struct{ path, pattern, by, want string }
	edits := []edit{
		{"/contests/islington-north", `<b>49,006</b>(.*?)of 72,852`, "<b>72,852</b>${1}of 49,006", "islington-north, page, electorate: 49,006 is published; the source has 72,852"},
		{"/contests/islington-north", `<b>49,006</b>(.*?)of 72,852`, "<b>72,852</b>${1}of 49,006", "islington-north, page, valid: 72,852 is published; the source has 49,006"},
		{"/api/v1/contests/hendon.json", `"candidates":\[(\{.*?\}),\{.*?\},(\{"id":"\d+","number")`, `"candidates":[$1,$1,$2`, "hendon, JSON, votes.34528: nothing is published; the source has 15840"},
		{"/api/v1/overview.json", `"parties":\[\{"id":"PP90",.*?\},`, `"parties":[`, "the overview, seats of PP90: nothing is published"},
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(origin); r.Out.Header.Del("Accept-Encoding") },
		ModifyResponse: func(r *http.Response) error {
			for _, e := range edits {
				if r.Request.URL.Path != e.path {
					continue
				}
				text, err := io.ReadAll(r.Body)
				if err != nil {
					return err
				}
				changed := regexp.MustCompile("(?s)"+e.pattern).ReplaceAll(text, []byte(e.by))
				if bytes.Equal(text, changed) {
					t.Errorf("%s does not hold %s: %s", e.path, e.pattern, text)
				}
				r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(changed)), int64(len(changed))
				r.Header.Set("Content-Length", strconv.Itoa(len(changed)))
				return nil
			}
			return nil
		},
	}
	front := httptest.NewServer(proxy)
	t.Cleanup(front.Close)
	got, err := runDesk(t, "rehearse", "play", "-desk", desk, "-public", front.URL, "-people", people, "-speed", "max", "-viewers", "2")
	if !errors.Is(err, errRehearsal) {
		t.Errorf("a desk that publishes something else: %v", err)
	}
	for _, e := range edits {
		if !strings.Contains(got, e.want) {
			t.Errorf("the report does not say “%s”:\n%s", e.want, got)
		}
	}
}

// foundOut holds the score to a source in which one electorate is another: it must name
// it.
func foundOut(t *testing.T, address, people string) {
	t.Helper()
	folder := t.TempDir()
	must(t, os.CopyFS(folder, os.DirFS(library(t, "2024"))))
	file := filepath.Join(folder, "constituencies.csv")
	text, err := os.ReadFile(file)
	must(t, err)
	must(t, os.Remove(file))
	must(t, os.WriteFile(file, bytes.Replace(text, []byte(",72852,49006,189,"), []byte(",72853,49006,189,"), 1), 0o600))
	got, err := runDesk(t, "rehearse", "play", "-desk", address, "-people", people, "-results", folder, "-speed", "max", "-viewers", "2")
	if !errors.Is(err, errRehearsal) || !strings.Contains(got, "islington-north, JSON, electorate: 72852 is published; the source has 72853") {
		t.Errorf("a source with another electorate: %v\n%s", err, got)
	}
}

// A rehearsal that was stopped goes on where it stood: the desk says where that is.
// Figures of 2019, with the clock of that night and no base.
func TestARehearsalGoesOn(t *testing.T) {
	t.Parallel()
	db, people := prepared(t, "-results", library(t, "2019"), "-only", "aberavon,aberconwy,blyth-valley,fermanagh-and-south-tyrone", "-crew", "4", "-mini-counts", "2")
	address := rehearsing(t, db, eveOf2019)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	steps := 0
	p, err := rehearsal.ReadPeople(people)
	must(t, err)
	night, err := rehearsal.Read(p.Plan)
	must(t, err)
	o := rehearsal.Options{Desk: address, Viewers: 2, Did: func(rehearsal.Step) {
		if steps++; steps == 17 {
			stop()
		}
	}}
	got, err := rehearsal.NewPlayer(night, p, o).Play(ctx, func(rehearsal.Progress) {})
	must(t, err)
	if !got.Stopped || got.Passed() {
		t.Fatalf("it was not stopped: %s", got.Text())
	}
	t.Logf("stopped after %v", got.Forms.Steps)
	o.Did = nil
	got, err = rehearsal.NewPlayer(night, p, o).Play(t.Context(), func(rehearsal.Progress) {})
	must(t, err)
	if !got.Passed() || got.Forms.Skipped == 0 || got.Score.Contests != 4 {
		t.Errorf("taken up again: %s", got.Text())
	}
}

// A rehearsal and a live night are kept apart, whichever is taken for the other.
func TestARehearsalIsNeverLive(t *testing.T) {
	live := liveDesk(t, "2024-07-04")
	db, people := prepared(t, "-results", library(t, "2024"), "-only", "islington-north")
	folder := filepath.Join(t.TempDir(), "pack")
	ranDesk(t, "export", "-db", live, "-o", folder)
	for name, args := range map[string][]string{
		"a live pack into a rehearsal": {"import", "-db", db, folder},
		"a rehearsal into a live desk": {"import", "-db", live, "demo/pack"},
		"prepared over a desk":         {"rehearse", "prepare", "-db", live, "-results", library(t, "2024")},
		"a clock for a live desk":      {"serve", "-db", live, "-addr", "127.0.0.1:0", "-election-clock", eveOf2024},
		"a speed without a clock":      {"serve", "-db", db, "-addr", "127.0.0.1:0", "-speed", "20"},
	} {
		if out, err := runDesk(t, args...); err == nil {
			t.Errorf("%s: taken: %s", name, out)
		}
	}
	addr, _ := serving(t, live)
	if _, err := runDesk(t, "rehearse", "play", "-desk", "http://"+addr, "-people", people); !errors.Is(err, rehearsal.ErrLive) {
		t.Errorf("played against a live desk: %v", err)
	}
	if _, err := runDesk(t, "rehearse", "play", "-desk", "http://"+addr, "-public", rehearsing(t, db, eveOf2024), "-people", people); !errors.Is(err, rehearsal.ErrLive) {
		t.Errorf("played against the officers' side of a live desk: %v", err)
	}
	if info, err := os.Stat(people); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file of people: %v, %v", info.Mode(), err)
	}
}

// The clock of a rehearsal begins where it is told to; taken up again, it never runs
// behind an act that was made.
func TestTheClockOfARehearsal(t *testing.T) {
	db, _ := prepared(t, "-results", library(t, "2024"), "-only", "islington-north", "-crew", "1")
	start, err := time.Parse(time.RFC3339, eveOf2024)
	must(t, err)
	store := openDesk(t, db)
	at := func(text string) time.Time {
		speed := 0.0 // it stands
		now, set, err := clockFlags{&text, &speed}.clock(t.Context(), store)
		if err != nil || !set {
			t.Fatal(set, err)
		}
		return now()
	}
	if got := at(eveOf2024); !got.Equal(start) {
		t.Errorf("it begins at %v; want %v", got, start)
	}
	fast, none, begin := 20.0, math.NaN(), eveOf2024
	if _, set, err := (clockFlags{&begin, &fast}).clock(t.Context(), openDesk(t, filepath.Join(t.TempDir(), "empty.db"))); !errors.Is(err, errNoElection) || set {
		t.Errorf("set for a file into which a live pack may come: %v", err)
	}
	if _, set, err := (clockFlags{&begin, &none}).clock(t.Context(), store); err == nil || set {
		t.Error("set to a speed that is no number")
	}
	closed := start.Add(time.Hour)
	_, err = count.NewDesk(store, count.Clocks{Election: func() time.Time { return closed }, Wall: time.Now}, nil).ClosePolls(t.Context())
	must(t, err)
	if got := at(eveOf2024); !got.Equal(closed) {
		t.Errorf("taken up again at %v; the last act was at %v", got, closed)
	}
}
