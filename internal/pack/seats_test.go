package pack_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/pack"
	"resultsdesk/internal/sqlite"
)

// TestEverySeat takes in the 650 seats of 4 July 2024 as the House of Commons Library
// publishes them, counts and declares each through the desk, and holds what the desk
// derives to what was published. It needs the Library's files, in ../shared/data
// beside the project or where DESK_TESTDATA says.
func TestEverySeat(t *testing.T) {
	folder := libraryFolder(t, libraryFiles())
	p, err := pack.ReadHOC(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	n := newNation(t, p.Definitions())
	seats := libraryRows(t, filepath.Join(folder, "constituencies.csv"))
	candidates := map[string][]map[string]string{}
	for _, row := range libraryRows(t, filepath.Join(folder, "candidates.csv")) {
		candidates[row["ONS ID"]] = append(candidates[row["ONS ID"]], row)
	}
	var held verdict
	var bulletins []*feed.Bulletin
	for _, seat := range seats {
		s := n.declare(seat, candidates[seat["ONS ID"]])
		bulletins = append(bulletins, feed.Project(s))
		held.seat(t, s, seat)
		for _, row := range candidates[seat["ONS ID"]] {
			held.candidate(t, s, row)
		}
	}
	if held.seats != 650 || held.candidates != 4515 || held.changes != 3011 {
		t.Errorf("%d seats, %d candidates and %d changes were compared; want 650, 4,515 and 3,011", held.seats, held.candidates, held.changes)
	}
	heldTogether(t, feed.OverviewOf(bulletins), seats)
	// 12.4499 exactly, 0.1245 in the file: rounded from the file it would be 12.5.
	if want := "Witney Reform UK"; strings.Join(held.otherwise, "; ") != want {
		t.Errorf("printed otherwise than from the file: %s; want %s alone", strings.Join(held.otherwise, "; "), want)
	}
}

// heldTogether holds what the overview adds up to what was published: seats, gains,
// votes and turnout, and the letters of the map.
func heldTogether(t *testing.T, o *feed.Overview, seats []map[string]string) {
	t.Helper()
	var got []string
	for _, p := range o.State.Parties {
		if p.Seats > 0 {
			got = append(got, fmt.Sprintf("%s %s %d", p.Letter, p.Short, p.Seats))
		}
	}
	want := "L Labour 411; C Conservative 121; D Liberal Democrat 72; S Scottish National Party 9; F Sinn Fein 7; I Independent 6; R Reform UK 5; U Democratic Unionist Party 5; G Green 4; P Plaid Cymru 4; O Social Democratic and Labour Party 2; A Alliance 1; T Ulster Unionist Party 1; * Traditional Unionist Voice 1; K Speaker 1"
	if strings.Join(got, "; ") != want {
		t.Errorf("seats %s\nwant  %s", strings.Join(got, "; "), want)
	}
	gained := map[string]int{}
	for _, seat := range seats {
		if strings.Contains(seat["Result"], "gain from") {
			gained[seat["Result"]]++
		}
	}
	all, kinds := 0, 0
	for _, n := range gained {
		all += n
		kinds++
	}
	sum := 0
	for _, g := range o.State.Gains {
		sum += g.Seats
	}
	if sum != all || len(o.State.Gains) != kinds {
		t.Errorf("%d gains of %d kinds; want %d of %d", sum, len(o.State.Gains), all, kinds)
	}
	if o.State.Valid != 28_809_340 || o.State.Rejected == nil || *o.State.Rejected != 116_253 || o.State.Needed != 326 || o.State.Filled != 650 {
		t.Errorf("the night adds up to %+v", o.State)
	}
	data, _ := json.Marshal(o)
	t.Logf("%d bytes of overview; turnout %v; %s", len(data), o.State.Turnout, o.Seats)
}

// libraryFiles is where the Library's files of 2024 are looked for.
func libraryFiles() string {
	data := os.Getenv("DESK_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	return filepath.Join(data, "uk-ge2024")
}

// libraryFolder is the Library's files with an election.json beside them.
func libraryFolder(t *testing.T, from string) string {
	t.Helper()
	if _, err := os.Stat(from); err != nil {
		t.Skipf("the House of Commons Library's files are not at %s", from)
	}
	folder := t.TempDir()
	for _, name := range []string{"candidates.csv", "constituencies.csv", "notional-2019-results.csv", "revised_constituency_ids.csv"} {
		text, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	election, err := os.ReadFile("../../cmd/desk/demo/pack/election.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "election.json"), election, 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

func libraryRows(t *testing.T, file string) []map[string]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, cells := range rows[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[rows[0][i]] = cell
		}
		all = append(all, row)
	}
	return all
}

// nation is a desk with all seats, polls closed.
type nation struct {
	t      *testing.T
	store  *sqlite.Store
	desk   *count.Desk
	byCode map[string]string // official code → contest
}

func newNation(t *testing.T, defs count.Definitions) *nation {
	t.Helper()
	now := defs.Contests[0].Election.Closes.Add(5 * time.Hour)
	clock := func() time.Time { return now }
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "desk.db"), clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	n := &nation{t: t, store: store, desk: count.NewDesk(store, count.Clocks{Election: clock, Wall: clock}, nil), byCode: map[string]string{}}
	for _, c := range defs.Contests {
		n.byCode[c.GSS] = c.ID
	}
	_, err = n.desk.Define(t.Context(), defs)
	n.must(err)
	_, err = n.desk.ClosePolls(t.Context())
	n.must(err)
	n.must(store.Account(t.Context(), func(tx account.Tx) error {
		for _, o := range []count.Officer{officer(), clerk(), deputyClerk()} {
			if err := tx.PutOfficer(account.Officer{ID: o.ID, Role: o.Role}, now); err != nil {
				return err
			}
		}
		return nil
	}))
	return n
}

func officer() count.Officer { return count.Officer{ID: "officer-1", Role: count.RoleCountOfficer} }
func deputyClerk() count.Officer {
	return count.Officer{ID: "deputy-clerk", Role: count.RoleReturningOfficer}
}
func clerk() count.Officer {
	return count.Officer{ID: "returning-officer-clerk", Role: count.RoleReturningOfficer}
}

func (n *nation) must(err error) {
	n.t.Helper()
	if err != nil {
		n.t.Fatal(err)
	}
}

// declare counts a seat with its published figures and declares it. The Library gives
// rejected papers in all, not by reason.
func (n *nation) declare(seat map[string]string, rows []map[string]string) *count.Standing {
	n.t.Helper()
	ctx, id := n.t.Context(), n.byCode[seat["ONS ID"]]
	sheet := count.Fields{}
	for _, h := range count.UKParliament.Heads() {
		sheet[count.FieldHead(h.ID)] = "0"
	}
	sheet[count.FieldHead("uncertain")] = seat["Invalid votes"]
	for _, row := range rows {
		sheet[count.FieldVotes(row["DC Person ID"])] = row["Votes"]
	}
	papers := strconv.Itoa(number(n.t, seat["Valid votes"]) + number(n.t, seat["Invalid votes"]))
	r, err := n.desk.Verify(ctx, officer(), count.Verification{Contest: id, Key: "papers", Layout: 1, Figures: count.Fields{count.FieldTotal: papers}})
	n.must(err)
	e := count.Sending{Contest: id, Unit: "count", Key: "sheet", Layout: 1, Figures: sheet}
	r, err = n.desk.Enter(ctx, officer(), e)
	if r, err = n.desk.Enter(ctx, officer(), lookedAt(e, err)); err != nil {
		n.t.Fatalf("%s: %v", seat["Constituency name"], err)
	}
	r, err = n.desk.Confirm(ctx, clerk(), count.Confirmation{Contest: id, Unit: "count", Key: "confirmed", Entry: r.Seq})
	n.must(err)
	for i, move := range []func(count.Move) (count.Receipt, error){
		func(m count.Move) (count.Receipt, error) { return n.desk.MakeProvisional(ctx, clerk(), m) },
		func(m count.Move) (count.Receipt, error) { return n.desk.Consult(ctx, clerk(), m, count.Hearing{}) },
		func(m count.Move) (count.Receipt, error) { return n.desk.MakeReady(ctx, clerk(), m) },
		func(m count.Move) (count.Receipt, error) {
			m.Authority = count.OwnAuthority
			typed := count.Fields{}
			for _, c := range r.Standing.ToReadBack() {
				typed[count.FieldVotes(c.ID)] = strconv.Itoa(r.Standing.Tally().Votes[c.ID])
			}
			return n.desk.ReadBack(ctx, officer(), m, typed)
		},
		func(m count.Move) (count.Receipt, error) {
			return n.desk.Declare(ctx, clerk(), m, count.Announcement{})
		},
	} {
		if r, err = move(n.move(r, strconv.Itoa(i))); err != nil {
			n.t.Fatalf("%s, move %d: %v", seat["Constituency name"], i, err)
		}
	}
	return r.Standing
}

// lookedAt is a sheet with a reason for every warning that it was refused for.
func lookedAt(e count.Sending, err error) count.Sending {
	var refused *count.CheckError
	if !errors.As(err, &refused) {
		return e
	}
	e.Seen, e.Reasons = count.Seen(e.Figures), count.Fields{}
	for _, f := range refused.Findings {
		e.Reasons[count.FieldReasonFor(f.Code, f.Field)] = "as published"
	}
	return e
}

func (n *nation) move(r count.Receipt, key string) count.Move {
	return count.Move{Contest: r.Standing.Contest.ID, Key: key, Base: r.Standing.Moved, Authority: count.ReturningOfficer}
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// verdict counts what was held to the published files.
type verdict struct {
	seats, candidates, changes int
	otherwise                  []string
}

func (v *verdict) seat(t *testing.T, s *count.Standing, seat map[string]string) {
	t.Helper()
	v.seats++
	name := seat["Constituency name"]
	d := count.Declare(s, s.Elected)
	if len(d.Elected) != 1 || d.Elected[0].Surname != seat["Member surname"] {
		t.Errorf("%s: %+v is elected; published is %s", name, d.Elected, seat["Member surname"])
		return
	}
	if got := number(t, seat["Majority"]); d.Majority != got {
		t.Errorf("%s: majority %d; published is %d", name, d.Majority, got)
	}
	result := abbreviation(d.Elected[0].Party()) + " " + string(d.Outcome.Kind)
	if d.Outcome.Kind == count.Gain {
		result += " from " + abbreviation(s.Contest.Previous.Winner().Party)
	}
	if result != seat["Result"] {
		t.Errorf("%s: %s; published is %s", name, result, seat["Result"])
	}
	if second := abbreviation(d.RunnerUp.Party()); second != seat["Second party"] {
		t.Errorf("%s: %s is second; published is %s", name, second, seat["Second party"])
	}
}

func abbreviation(p *count.Party) string {
	if p == nil {
		return "Ind"
	}
	return p.Abbr
}

// candidate holds share and change, as they are printed, to the exact fraction, and the
// exact fraction to the file, whose sixth decimal is not reliable.
func (v *verdict) candidate(t *testing.T, s *count.Standing, row map[string]string) {
	t.Helper()
	v.candidates++
	d := count.Declare(s, s.Elected)
	for _, r := range d.Rows {
		if r.Candidate.ID != row["DC Person ID"] {
			continue
		}
		share := big.NewRat(int64(r.Votes), int64(s.Tally().Valid()))
		if *r.Share != tenths(share) || apart(share, ratio(t, row["Share"])) {
			t.Errorf("%s, %s: share %s; exactly it is %s, published is %s", s.Contest.Name, r.Candidate.Name(), r.Share, share.FloatString(7), row["Share"])
		}
		if (r.Change == nil) != (row["Change"] == "") {
			t.Errorf("%s, %s: change %v; published is %q", s.Contest.Name, r.Candidate.Name(), r.Change, row["Change"])
			return
		}
		if r.Change == nil {
			return
		}
		v.changes++
		change := exactChange(s, r)
		if *r.Change != tenths(change) || apart(change, ratio(t, row["Change"])) {
			t.Errorf("%s, %s: change %s; exactly it is %s, published is %s", s.Contest.Name, r.Candidate.Name(), r.Change, change.FloatString(7), row["Change"])
		}
		if *r.Change != tenths(ratio(t, row["Change"])) {
			v.otherwise = append(v.otherwise, s.Contest.Name+" "+r.Candidate.Label())
		}
		return
	}
	t.Errorf("%s: candidate %s is not there", s.Contest.Name, row["DC Person ID"])
}

func exactChange(s *count.Standing, r count.Row) *big.Rat {
	valid, base := int64(s.Tally().Valid()), int64(s.Contest.Previous.Valid())
	for _, line := range s.Contest.Previous.Votes {
		if line.Party != nil && line.Party.ID == r.Candidate.Party().ID {
			return new(big.Rat).Sub(big.NewRat(int64(r.Votes), valid), big.NewRat(int64(line.Votes), base))
		}
	}
	return new(big.Rat)
}

func ratio(t *testing.T, text string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	return r
}

// apart tells whether two figures differ by more than the file can be relied on.
func apart(a, b *big.Rat) bool {
	off := new(big.Rat).Sub(a, b)
	return off.Abs(off).Cmp(big.NewRat(1, 1_000_000)) > 0
}

// tenths is a share as a page prints it: per cent with one decimal, half away from
// zero.
func tenths(share *big.Rat) count.Tenths {
	thousand := new(big.Rat).Mul(share, big.NewRat(1000, 1))
	half := big.NewRat(1, 2)
	if thousand.Sign() < 0 {
		half.Neg(half)
	}
	thousand.Add(thousand, half)
	return count.Tenths(new(big.Int).Quo(thousand.Num(), thousand.Denom()).Int64())
}
