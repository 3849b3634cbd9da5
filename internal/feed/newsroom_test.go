package feed_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
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
	book := account.NewBook(n.store, n.clock, account.SecondNobody)
	for id, role := range map[string]count.Role{"officer-1": count.RoleCountOfficer, "officer-2": count.RoleCountOfficer, "clerk-1": count.RoleReturningOfficer, "clerk-2": count.RoleReturningOfficer} {
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

// enter sends a sheet and has another officer confirm it: votes of Corbyn and
// Nargund, no paper rejected.
func (n *newsroom) enter(unit string, corbyn, nargund int) {
	n.t.Helper()
	entry := n.typeIn(unit, corbyn, nargund)
	n.now = n.now.Add(-time.Minute) // both within the minute
	n.must(n.desk.Confirm(n.t.Context(), officer("officer-2"), count.Confirmation{Contest: "islington-north", Unit: unit, Key: n.key(), Entry: entry}))
}

// typeIn sends a sheet that nobody has confirmed yet.
func (n *newsroom) typeIn(unit string, corbyn, nargund int) (entry int64) {
	n.t.Helper()
	s, by := n.standing(), officer("officer-1")
	f := count.Fields{"votes.1120": fmt.Sprint(corbyn), "votes.90828": fmt.Sprint(nargund)}
	for _, h := range count.UKParliament.Heads() {
		f[count.FieldHead(h.ID)] = "0"
	}
	r, err := ticked(f, func(a count.Accepting) (count.Receipt, error) {
		return n.desk.Enter(n.t.Context(), by, count.Sending{Contest: s.Contest.ID, Unit: unit, Key: n.key(), Layout: s.Contest.Layout, Base: s.Base(unit, by), Figures: f, Accepting: a})
	})
	n.must(r, err)
	return r.Seq
}

// ticked accepts the warnings that the small figures of these tests raise.
func ticked(figures count.Fields, do func(count.Accepting) (count.Receipt, error)) (count.Receipt, error) {
	r, err := do(count.Accepting{})
	var check *count.CheckError
	if !errors.As(err, &check) {
		return r, err
	}
	a := count.Accepting{Seen: count.Seen(figures), Reasons: count.Fields{}}
	for _, f := range check.Findings {
		a.Reasons[count.FieldReasonFor(f.Code, f.Field)] = "as on the sheet"
	}
	return do(a)
}

func officer(id string) count.Officer { return count.Officer{ID: id, Role: count.RoleCountOfficer} }

func clerk(id string) count.Officer { return count.Officer{ID: id, Role: count.RoleReturningOfficer} }

func (n *newsroom) at() count.Move {
	n.t.Helper()
	return count.Move{Contest: "islington-north", Key: n.key(), Base: n.standing().Moved, Authority: count.ReturningOfficer}
}

func (n *newsroom) move(do func(context.Context, count.Officer, count.Move) (count.Receipt, error)) {
	n.t.Helper()
	n.must(ticked(nil, func(a count.Accepting) (count.Receipt, error) {
		m := n.at()
		m.Accepting = a
		return do(n.t.Context(), clerk("clerk-1"), m)
	}))
}

func (n *newsroom) declare() {
	n.t.Helper()
	n.move(n.desk.MakeProvisional)
	n.ready()
	n.announce()
}

// ready has those present consulted and the statement prepared.
func (n *newsroom) ready() {
	n.t.Helper()
	n.must(n.desk.Consult(n.t.Context(), clerk("clerk-1"), n.at(), count.Hearing{}))
	n.move(n.desk.MakeReady)
}

// announce has the figures typed back from the signed sheet and the result declared.
func (n *newsroom) announce() {
	n.t.Helper()
	s := n.standing()
	typed := count.Fields{}
	for _, c := range s.ToReadBack() {
		typed[count.FieldVotes(c.ID)] = fmt.Sprint(s.Tally().Votes[c.ID])
	}
	own := n.at()
	own.Authority = count.OwnAuthority
	n.must(n.desk.ReadBack(n.t.Context(), officer("officer-2"), own, typed))
	n.must(n.desk.Declare(n.t.Context(), clerk("clerk-1"), n.at(), count.Announcement{}))
}

var closes = time.Date(2024, 7, 4, 21, 0, 0, 0, time.UTC) // 22:00 BST

// contest is Islington North with two candidates and three mini-counts.
func contest(publish count.Publish) count.Contest {
	labour := count.Party{ID: "PP53", Name: "Labour Party", Short: "Labour", Colour: "#e4003b"}
	return count.Contest{
		ID: "islington-north", Name: "Islington North",
		Election: count.Election{Name: "UK general election", Date: "2024-07-04", Zone: "Europe/London", Closes: closes,
			Type: count.UKParliament, Mode: count.Rehearsal, Profile: count.ProfileSmall, SecondPerson: count.ConfirmSecond},
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
