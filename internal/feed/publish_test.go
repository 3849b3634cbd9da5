package feed_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// Nothing of a count is in any bulletin before the act that closes the poll, even
// where the ledger holds it already.
func TestNothingBeforeThePollCloses(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	// Past the desk, straight into the ledger: the embargo must not rest on the desk
	// alone.
	n.must(nil, n.store.Do(t.Context(), func(tx count.Tx) error {
		votes := count.Tally{Votes: map[string]int{"1120": 777, "90828": 333}, Rejected: map[string]int{}}
		entry := n.standing().Head + 2
		for i, act := range []count.Act{{Body: count.Verified{Papers: 1110}}, {Unit: "a", Body: count.Entered{Tally: votes}}, {Unit: "a", Body: count.Confirmed{Entry: entry}}} {
			act.Contest, act.Version, act.Officer, act.At, act.Key = "islington-north", 1, []string{"officer-1", "officer-1", "officer-2"}[i], n.now, fmt.Sprint("early", i)
			if _, err := tx.Append(act); err != nil {
				return err
			}
		}
		return tx.Audit(count.Attempt{At: n.now, Officer: "officer-2", Outcome: count.Accepted})
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
	n.ready()
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
	n.announce()
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

// A sheet typed as a placeholder and then with its papers moves running figures no
// earlier than papers that are new.
func TestAPlaceholderOpensNoSmallStep(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	n.verify("1300")
	n.enter("a", 600, 0)
	n.enter("b", 0, 0)
	n.enter("b", 150, 149)
	if b := n.islington(); *b.Contest.Valid != 600 {
		t.Errorf("299 new papers moved the figures to %d", *b.Contest.Valid)
	}
	n.enter("b", 350, 150)
	if b := n.islington(); *b.Contest.Valid != 1100 {
		t.Errorf("500 new papers did not show: %d", *b.Contest.Valid)
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
