package feed_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// newsroom is a desk on a real file with a publisher beside it.
type newsroom struct {
	t     *testing.T
	path  string
	now   time.Time
	store *sqlite.Store
	desk  *count.Desk
	pub   *feed.Publisher
	sent  []*feed.Published // since the last open
	n     int
}

func (n *newsroom) clock() time.Time { return n.now }

func newNewsroom(t *testing.T) *newsroom {
	n := &newsroom{t: t, path: filepath.Join(t.TempDir(), "desk.db"), now: closes.Add(-time.Hour)}
	n.open()
	t.Cleanup(func() { n.store.Close() })
	book := account.NewBook(n.store, n.clock)
	for id, role := range map[string]count.Role{"officer-1": count.RoleCountOfficer, "clerk-1": count.RoleReturningOfficer} {
		if err := book.Add(t.Context(), account.Officer{ID: id, Role: role}, "correct horse battery"); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// open starts the program on the file, as after a restart.
func (n *newsroom) open() {
	n.t.Helper()
	store, err := sqlite.Open(n.t.Context(), n.path, n.clock)
	if err != nil {
		n.t.Fatal(err)
	}
	n.store, n.sent = store, nil
	n.desk = count.NewDesk(store, count.Clocks{Election: n.clock, Wall: n.clock}, nil)
	n.pub = feed.NewPublisher(store, n.heads(), func(p *feed.Published) { n.sent = append(n.sent, p) }, slog.New(slog.DiscardHandler))
	if err := n.pub.Start(n.t.Context()); err != nil {
		n.t.Fatal(err)
	}
}

func (n *newsroom) restart() {
	n.t.Helper()
	if err := n.store.Close(); err != nil {
		n.t.Fatal(err)
	}
	n.open()
}

func (n *newsroom) heads() feed.HeadFile { return feed.HeadFile(n.path + ".head") }

// publish makes a pass and returns what it sent.
func (n *newsroom) publish() []*feed.Published {
	n.t.Helper()
	before := len(n.sent)
	if err := n.pub.Publish(n.t.Context()); err != nil {
		n.t.Fatal(err)
	}
	return n.sent[before:]
}

func (n *newsroom) newest(topic string) *feed.Bulletin {
	n.t.Helper()
	n.publish()
	all, err := n.store.Newest(n.t.Context())
	if err != nil {
		n.t.Fatal(err)
	}
	for _, p := range all {
		if p.Bulletin.Topic == topic {
			return p.Bulletin
		}
	}
	n.t.Fatalf("no bulletin of %s", topic)
	return nil
}

func (n *newsroom) islington() *feed.Bulletin {
	n.t.Helper()
	return n.newest("contest/islington-north")
}

func (n *newsroom) key() string { n.n++; return fmt.Sprint(n.n) }

func (n *newsroom) must(_ any, err error) {
	n.t.Helper()
	if err != nil {
		n.t.Fatal(err)
	}
	n.now = n.now.Add(time.Minute)
}

func (n *newsroom) define(c count.Contest) {
	n.t.Helper()
	n.must(n.desk.Define(n.t.Context(), count.Definitions{Contests: []count.Contest{c}}))
}

func (n *newsroom) closePolls() {
	n.t.Helper()
	if n.now.Before(closes) {
		n.now = closes
	}
	n.must(n.desk.ClosePolls(n.t.Context()))
}

func (n *newsroom) standing() *count.Standing {
	n.t.Helper()
	s, err := n.store.Standing(n.t.Context(), "islington-north")
	if err != nil {
		n.t.Fatal(err)
	}
	return s
}

func (n *newsroom) verify(papers string) {
	n.t.Helper()
	s := n.standing()
	n.must(n.desk.Verify(n.t.Context(), count.Officer{ID: "officer-1", Role: count.RoleCountOfficer},
		count.Verification{Contest: s.Contest.ID, Key: n.key(), Layout: s.Contest.Layout, Base: s.VerifiedSeq(), Figures: count.Fields{"papers": papers}}))
}

// enter sends a sheet: votes of Corbyn and Nargund, no paper rejected.
func (n *newsroom) enter(unit string, corbyn, nargund int) {
	n.t.Helper()
	s := n.standing()
	f := count.Fields{"votes.1120": fmt.Sprint(corbyn), "votes.90828": fmt.Sprint(nargund)}
	for _, h := range count.UKParliament.Heads() {
		f[count.FieldHead(h.ID)] = "0"
	}
	n.must(n.desk.Enter(n.t.Context(), count.Officer{ID: "officer-1", Role: count.RoleCountOfficer},
		count.Entry{Contest: s.Contest.ID, Unit: unit, Key: n.key(), Layout: s.Contest.Layout, Base: s.Sheets[unit].Seq, Figures: f}))
}

func (n *newsroom) move(do func(context.Context, count.Officer, count.Move) (count.Receipt, error)) {
	n.t.Helper()
	s := n.standing()
	n.must(do(n.t.Context(), count.Officer{ID: "clerk-1", Role: count.RoleReturningOfficer},
		count.Move{Contest: s.Contest.ID, Key: n.key(), Base: s.Moved, Authority: count.ReturningOfficer}))
}

func (n *newsroom) declare() {
	n.t.Helper()
	n.move(n.desk.MakeProvisional)
	n.move(n.desk.MakeReady)
	n.move(n.desk.Declare)
}

var closes = time.Date(2024, 7, 4, 21, 0, 0, 0, time.UTC) // 22:00 BST

// contest is Islington North with two candidates and three mini-counts.
func contest(publish count.Publish) count.Contest {
	labour := count.Party{ID: "PP53", Name: "Labour Party", Short: "Labour", Colour: "#e4003b"}
	return count.Contest{
		ID: "islington-north", Name: "Islington North",
		Election: count.Election{Name: "UK general election", Date: "2024-07-04", Zone: "Europe/London", Closes: closes,
			Type: count.UKParliament, Mode: count.Rehearsal, Profile: "count", SecondPerson: "none"},
		System: count.FirstPastThePost, Seats: 1, VotesPerPerson: 1, Publish: publish,
		Electorate: &count.Electorate{Count: 5000, Final: true},
		Candidates: []count.Candidate{
			{ID: "1120", Number: 1, Surname: "Corbyn", Forenames: "Jeremy"},
			{ID: "90828", Number: 2, Surname: "Nargund", Forenames: "Praful", Parties: []count.Party{labour}},
		},
		Units: []count.CountUnit{
			{ID: "a", Name: "Mini-count 1", Kind: count.MiniCount}, {ID: "b", Name: "Mini-count 2", Kind: count.MiniCount},
			{ID: "c", Name: "Mini-count 3", Kind: count.MiniCount},
		},
		Previous: &count.Previous{Kind: count.Actual, Date: "2019-12-12", Votes: []count.PreviousVote{{ID: "lab", Party: &labour, Label: "Labour", Votes: 1000}}},
	}
}

// Nothing of a count is in any bulletin before the act that closes the poll, even
// where the ledger holds it already.
func TestNothingBeforeThePollCloses(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	// Past the desk, straight into the ledger: the embargo must not rest on the desk
	// alone.
	n.must(nil, n.store.Do(t.Context(), func(tx count.Tx) error {
		votes := count.Tally{Votes: map[string]int{"1120": 777, "90828": 333}, Rejected: map[string]int{}}
		for i, act := range []count.Act{{Body: count.Verified{Papers: 1110}}, {Unit: "a", Body: count.Entered{Tally: votes}}} {
			act.Contest, act.Version, act.Officer, act.At, act.Key = "islington-north", 1, "officer-1", n.now, fmt.Sprint("early", i)
			if _, err := tx.Append(act); err != nil {
				return err
			}
		}
		return nil
	}))
	n.publish()
	for _, p := range n.sent {
		if text := string(p.Bytes); strings.Contains(text, "777") || strings.Contains(text, "1110") || strings.Contains(text, `"in":1`) {
			t.Errorf("before the close of poll: %s", text)
		}
	}
	if b := n.islington(); b.Stage != count.StageScheduled || len(b.Contest.Candidates) != 2 || b.Contest.Previous.Valid != 1000 {
		t.Errorf("names, candidates and previous result are public before: %+v", b)
	}
	n.closePolls()
	if b := n.islington(); b.Contest.Valid == nil || *b.Contest.Valid != 1110 {
		t.Errorf("after the close of poll the running figures are missing: %+v", b.Contest)
	}
}

func TestPublishDeclaredWithholdsFigures(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishDeclared))
	n.closePolls()
	n.verify("3333")
	n.enter("a", 888, 223)
	n.enter("b", 999, 112)
	n.enter("c", 1000, 111)
	n.move(n.desk.MakeProvisional)
	n.move(n.desk.MakeReady)
	n.publish()
	for _, p := range n.sent {
		for _, figure := range []string{"3333", "888", "2887", "446", `"votes":888`} {
			if strings.Contains(string(p.Bytes), figure) {
				t.Errorf("%s is withheld until the declaration, but stands in %s", figure, p.Bytes)
			}
		}
	}
	if b := n.islington(); b.Stage != count.StageReady || b.Contest.Units.In != 3 || b.Assurance != feed.NoFigures {
		t.Errorf("stage %s, %d units in, assurance %s; want ready, 3, none", b.Stage, b.Contest.Units.In, b.Assurance)
	}
	n.move(n.desk.Declare)
	if b := n.islington(); *b.Contest.Candidates[0].Votes != 2887 || b.Assurance != feed.Declared {
		t.Errorf("declared: %+v", b.Contest.Candidates)
	}
}

// Running figures move by 500 papers or more, or when all units are in, so that
// nobody can read how the voters of one box voted.
func TestRunningFiguresMoveInSteps(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	n.verify("1300")
	n.publish()
	n.enter("a", 300, 199)
	if sent := n.publish(); len(sent) > 0 && sent[0].Bulletin.Contest != nil && sent[0].Bulletin.Contest.Valid != nil {
		t.Errorf("499 papers were shown")
	}
	n.enter("b", 400, 1)
	if b := n.islington(); *b.Contest.Valid != 900 || b.Contest.Units.In != 2 {
		t.Errorf("valid %d of %d units; want 900 of 2", *b.Contest.Valid, b.Contest.Units.In)
	}
	n.enter("a", 301, 198)
	if b := n.islington(); *b.Contest.Candidates[0].Votes != 701 {
		t.Errorf("a figure that is shown and was put right shows %d; want 701 at once", *b.Contest.Candidates[0].Votes)
	}
	n.enter("c", 200, 200)
	if b := n.islington(); *b.Contest.Valid != 1300 {
		t.Errorf("all units are in, but %d votes are shown", *b.Contest.Valid)
	}
}

// A partial count says so, and has neither change nor outcome nor turnout.
func TestPartialHasNoChange(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	n.verify("2000")
	n.enter("a", 600, 400)
	b := n.islington()
	c := b.Contest
	if b.Assurance != feed.Provisional || c.Outcome != nil || c.Turnout != nil || c.Majority != nil || c.Rejected != nil || c.Declared != nil {
		t.Errorf("a partial count carries what belongs to a result: %s", must(b.Encode()))
	}
	for _, cand := range c.Candidates {
		if cand.Change != nil || cand.Elected || cand.LostDeposit {
			t.Errorf("%s: change, elected or lost deposit in a partial count", cand.Name)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// One revision for each act that changed what is public, the overview's in the same
// sequence, without gaps, also over a restart; and kept bytes are never made again.
func TestRevisionsHaveNoGaps(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	n.verify("3000")
	n.enter("a", 600, 400)
	first := n.publish()
	n.restart()
	for _, p := range n.sent {
		same := false
		for _, before := range first {
			same = same || bytes.Equal(before.Bytes, p.Bytes)
		}
		if !same {
			t.Errorf("after a restart other bytes leave: %s", p.Bytes)
		}
	}
	n.enter("b", 600, 400)
	n.enter("c", 600, 400)
	n.declare()
	second := n.publish()
	next := int64(1)
	for _, p := range append(first, second...) {
		if p.Bulletin.Revision != next {
			t.Errorf("revision %d follows %d", p.Bulletin.Revision, next-1)
		}
		next++
	}
	if sent := n.publish(); len(sent) != 0 {
		t.Errorf("without a new act %d bulletins were published", len(sent))
	}
	if head := must(n.heads().Read()); head.Revision != next-1 {
		t.Errorf("the head file says revision %d; want %d", head.Revision, next-1)
	}
}

// A crash after the commit and before publishing loses nothing: the next start
// publishes what the ledger holds.
func TestPublishesWhatACrashLeft(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	n.publish()
	n.verify("3000")
	n.enter("a", 600, 400)
	n.restart()
	last := n.sent[len(n.sent)-1]
	if last.Bulletin.Topic != feed.OverviewTopic || last.Bulletin.Overview.Latest[0].Lead.By != 200 {
		t.Errorf("after the restart the last bulletin is %s", last.Bytes)
	}
}

type brokenHeads struct {
	feed.HeadFile
	broken *bool
}

func (b brokenHeads) Write(h feed.Head) error {
	if *b.broken {
		return errors.New("disk full")
	}
	return b.HeadFile.Write(h)
}

// No bulletin leaves before the head file says so; when it can be written again,
// those that waited leave, in order.
func TestNothingLeavesBeforeTheHeadFile(t *testing.T) {
	n := newNewsroom(t)
	broken := true
	var sent []int64
	pub := feed.NewPublisher(n.store, brokenHeads{n.heads(), &broken}, func(p *feed.Published) { sent = append(sent, p.Bulletin.Revision) }, slog.New(slog.DiscardHandler))
	n.define(contest(count.PublishRunning))
	if err := pub.Publish(t.Context()); err == nil {
		t.Error("a head file that cannot be written went unnoticed")
	}
	if len(sent) != 0 {
		t.Errorf("revisions %v left before the head file was written", sent)
	}
	broken = false
	if err := pub.Publish(t.Context()); err != nil || fmt.Sprint(sent) != "[1 2]" {
		t.Errorf("sent %v, %v; want revisions 1 and 2", sent, err)
	}
}

func TestHeadFileTellsAnOlderDatabase(t *testing.T) {
	path := feed.HeadFile(filepath.Join(t.TempDir(), "head"))
	if err := path.Compare(feed.Head{Epoch: 1}); err != nil {
		t.Errorf("a new database without a head file: %v", err)
	}
	if err := path.Compare(feed.Head{Epoch: 1, Revision: 7}); !errors.Is(err, feed.ErrNoHead) {
		t.Errorf("bulletins but no head file: %v; want ErrNoHead", err)
	}
	if err := path.Write(feed.Head{Epoch: 5, Revision: 100}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		db   feed.Head
		want error
	}{
		{feed.Head{Epoch: 5, Revision: 100}, nil}, {feed.Head{Epoch: 5, Revision: 102}, nil}, {feed.Head{Epoch: 6, Revision: 90}, nil},
		{feed.Head{Epoch: 5, Revision: 99}, feed.ErrBehind}, {feed.Head{Epoch: 4, Revision: 200}, feed.ErrBehind},
	} {
		if err := path.Compare(c.db); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v; want %v", c.db, err, c.want)
		}
	}
	if err := os.WriteFile(string(path), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := path.Compare(feed.Head{Epoch: 9}); err == nil {
		t.Error("a torn head file was taken for none")
	}
}

func TestABulletinReadsBackTheSame(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	n.verify("3000")
	for _, unit := range []string{"a", "b", "c"} {
		n.enter(unit, 123, 877)
	}
	n.declare()
	n.publish()
	for _, p := range n.sent {
		again := must(must(feed.Decode(p.Bytes)).Encode())
		if !bytes.Equal(again, p.Bytes) {
			t.Errorf("written again:\n%s\nwas:\n%s", again, p.Bytes)
		}
	}
}
