package pack_test

import (
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/pack"
)

// TestTheTwoReleases replays what the House of Commons Library published in July 2024
// as the declarations of the night, and its corrections of September as corrections:
// proposed by one person, confirmed by another. Every difference is published with the
// old and the new figure and nothing else moves; what stands then is what a desk
// publishes that had the corrected figures from the start.
func TestTheTwoReleases(t *testing.T) {
	first, second := readRelease(t, "first-published-"), readRelease(t, "")
	night, later := newNewsdesk(t, first), newNewsdesk(t, second)
	seats := replayed(t, first, second)
	for _, code := range seats {
		night.declare(first.seats[code], first.candidates[code])
		later.declare(second.seats[code], second.candidates[code])
	}
	declared, corrected, typed := night.published(), later.published(), 0
	for _, code := range seats {
		changes := first.amendments(t, second, code)
		night.correct(code, changes)
		typed += len(changes)
	}
	now, seatsCorrected, derived := night.published(), 0, 0
	for _, code := range seats {
		changes := first.amendments(t, second, code)
		before, after := declared[night.byCode[code]], now[night.byCode[code]]
		if len(changes) == 0 {
			if string(before.Bytes) != string(after.Bytes) {
				t.Errorf("%s has no difference, but something new was published", before.Bulletin.Contest.Name)
			}
			continue
		}
		seatsCorrected++
		derived += holdCorrection(t, before.Bulletin, after.Bulletin, changes)
		if got, want := figuresByName(after.Bulletin), figuresByName(corrected[later.byCode[code]].Bulletin); !maps.Equal(got, want) {
			t.Errorf("%s, corrected: %v\ncounted from the corrected release: %v", after.Bulletin.Contest.Name, got, want)
		}
	}
	t.Logf("%d seats replayed, %d corrected: %d figures and names, and %d that follow from them", len(seats), seatsCorrected, typed, derived)
	if seatsCorrected != 23 || typed != 31 {
		t.Errorf("%d figures and names of %d seats were corrected; want 31 of 23", typed, seatsCorrected)
	}
}

// TestNamesOfTheTwoReleases holds what else differs: names, which are not figures. Of
// “YeoYeovil” nothing shows, because seats are joined by code. A candidate's name is
// corrected with the figures; for whom they stand is part of the definition, which no
// correction reaches: what differs there was published as it was imported.
func TestNamesOfTheTwoReleases(t *testing.T) {
	first, second := readRelease(t, "first-published-"), readRelease(t, "")
	var differ []string
	for i, c := range first.contests {
		if other := second.contests[i]; c.GSS != other.GSS || c.ID != other.ID || c.Name != other.Name {
			differ = append(differ, c.Name+" → "+other.Name)
		}
		names := map[string]string{}
		for _, cand := range second.contests[i].Candidates {
			names[cand.ID] = cand.Name() + " (" + cand.Label() + ")"
		}
		for _, row := range first.candidates[c.GSS] {
			cand, _ := c.Candidate(row["DC Person ID"])
			was, now := cand.Name()+" ("+cand.Label()+")", names[second.same(t, c.GSS, row)["DC Person ID"]]
			if was != now {
				differ = append(differ, was+" → "+now)
			}
		}
	}
	want := []string{
		"Mary Cartwright (The Peace Party) → Mary Cartwright (The North East Party)", // under the other party's number in July
		"Sam Wood-Brass (Reform UK) → Sam Woods-Brass (Reform UK)",
	}
	if !slices.Equal(differ, want) {
		t.Errorf("names that differ: %q; want %q", differ, want)
	}
}

// release is one of the Library's releases.
type release struct {
	contests   []count.Contest
	seats      map[string]map[string]string // by official code
	candidates map[string][]map[string]string
}

// readRelease imports a release: the Library's files, with those whose names have the
// prefix in place of the corrected ones.
func readRelease(t *testing.T, prefix string) *release {
	t.Helper()
	from := libraryFiles()
	folder := libraryFolder(t, from)
	for _, name := range []string{"candidates.csv", "constituencies.csv"} {
		text, err := os.ReadFile(filepath.Join(from, prefix+name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := pack.ReadHOC(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	r := &release{p.Definitions().Contests, map[string]map[string]string{}, map[string][]map[string]string{}}
	for _, row := range libraryRows(t, filepath.Join(folder, "constituencies.csv")) {
		r.seats[row["ONS ID"]] = row
	}
	for _, row := range libraryRows(t, filepath.Join(folder, "candidates.csv")) {
		r.candidates[row["ONS ID"]] = append(r.candidates[row["ONS ID"]], row)
	}
	return r
}

// replayed is the seats that differ, and every thirtieth of the others.
func replayed(t *testing.T, first, second *release) []string {
	var seats []string
	for i, code := range slices.Sorted(maps.Keys(first.seats)) {
		if len(first.amendments(t, second, code)) > 0 || i%30 == 0 {
			seats = append(seats, code)
		}
	}
	return seats
}

// amendments are what has to be put right in a seat. The verified papers are votes and
// rejected papers: the Library does not give them, and they have to balance.
func (r *release) amendments(t *testing.T, second *release, code string) []count.Amendment {
	t.Helper()
	var changes []count.Amendment
	put := func(field, was, now string) {
		if was != now {
			changes = append(changes, count.Amendment{Field: field, Was: was, Now: now})
		}
	}
	for _, row := range r.candidates[code] {
		id, other := row["DC Person ID"], second.same(t, code, row)
		put(count.FieldVotes(id), row["Votes"], other["Votes"])
		put(count.FieldCandidateName(id), r.name(code, id), second.name(code, other["DC Person ID"]))
	}
	was, now := r.seats[code], second.seats[code]
	put(count.FieldHead("uncertain"), was["Invalid votes"], now["Invalid votes"])
	put(count.FieldTotal, papersOf(t, was), papersOf(t, now))
	put(count.FieldElectorate, was["Electorate"], now["Electorate"])
	slices.SortFunc(changes, func(a, b count.Amendment) int { return strings.Compare(a.Field, b.Field) }) // as they are kept
	return changes
}

// name is how readers know a candidate.
func (r *release) name(code, candidate string) string {
	for i := range r.contests {
		if c, ok := r.contests[i].Candidate(candidate); ok && r.contests[i].GSS == code {
			return c.Name()
		}
	}
	return ""
}

func papersOf(t *testing.T, seat map[string]string) string {
	t.Helper()
	return strconv.Itoa(number(t, seat["Valid votes"]) + number(t, seat["Invalid votes"]))
}

// same is the row of the same candidate in another release: by name and party, because
// in Old Bexley and Sidcup the numbers of two stayed with the votes when the names were
// exchanged; by number where the name was put right.
func (r *release) same(t *testing.T, code string, row map[string]string) map[string]string {
	t.Helper()
	for _, columns := range [][]string{{"Candidate first name", "Candidate surname", "Party abbreviation"}, {"DC Person ID"}} {
		for _, other := range r.candidates[code] {
			if !slices.ContainsFunc(columns, func(column string) bool { return other[column] != row[column] }) {
				return other
			}
		}
	}
	t.Fatalf("%s: %v is not there", code, row)
	return nil
}

// newsdesk is a desk with what it publishes.
type newsdesk struct {
	*nation
	pub  *feed.Publisher
	last map[string]*feed.Published // by contest
}

func newNewsdesk(t *testing.T, r *release) *newsdesk {
	n := &newsdesk{nation: newNation(t, count.Definitions{Contests: r.contests}), last: map[string]*feed.Published{}}
	n.pub = feed.NewPublisher(n.store, feed.HeadFile(filepath.Join(t.TempDir(), "head")), func(p *feed.Published) {
		if c := p.Bulletin.Contest; c != nil {
			n.last[c.ID] = p
		}
	}, slog.New(slog.NewTextHandler(io.Discard, nil)))
	n.must(n.pub.Start(t.Context()))
	return n
}

// published is the newest bulletin of each contest.
func (n *newsdesk) published() map[string]*feed.Published {
	n.t.Helper()
	n.must(n.pub.Publish(n.t.Context()))
	return maps.Clone(n.last)
}

// correct puts figures of a declared seat right. Until a second person confirms it
// nothing is published.
func (n *newsdesk) correct(code string, changes []count.Amendment) {
	n.t.Helper()
	if len(changes) == 0 {
		return
	}
	const reason = "corrected by the Library in September 2024"
	id := n.byCode[code]
	before := n.published()[id]
	s, err := n.desk.Count(n.t.Context(), clerk(), id)
	n.must(err)
	r, err := n.desk.ProposeCorrection(n.t.Context(), clerk(), n.move(count.Receipt{Standing: s}, "proposed"), changes, reason)
	if err != nil {
		n.t.Fatalf("%s: %v", s.Contest.Name, err)
	}
	if n.published()[id] != before {
		n.t.Errorf("%s: a correction that one person proposed was published", s.Contest.Name)
	}
	_, err = n.desk.ConfirmProposal(n.t.Context(), deputyClerk(), n.move(r, "confirmed"), r.Standing.Proposal.Seq, false)
	n.must(err)
}
