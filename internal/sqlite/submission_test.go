package sqlite

import (
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// verifying is a desk on which the papers of Islington North are to be verified.
func verifying(t *testing.T) (*Store, *count.Desk, count.Officer) {
	t.Helper()
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	d := desk(s)
	officer, _ := officers(t, s)
	if _, err := d.Define(t.Context(), count.Definitions{Contests: []count.Contest{islington()}}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ClosePolls(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, d, officer
}

func papers(key, box1, postal1 string) count.Verification {
	return count.Verification{Contest: "islington-north", Key: key, Layout: 1, Figures: count.Fields{"papers.box-1": box1, "papers.postal-1": postal1}}
}

// A form that made several acts is answered the same when it comes again.
func TestSentAgainHasTheSameReceipt(t *testing.T) {
	_, d, officer := verifying(t)
	first, err := d.Verify(t.Context(), officer, papers("k", "1000", "500"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.Verify(t.Context(), officer, papers("k", "1000", "500"))
	if err != nil || !again.Repeated || again.Seq != first.Seq || !again.At.Equal(first.At) {
		t.Errorf("sent again: act %d at %v, repeated %v, %v; want act %d at %v", again.Seq, again.At, again.Repeated, err, first.Seq, first.At)
	}
}

// A key is the officer's own: that another used the same one says nothing.
func TestAKeyIsItsOfficersOwn(t *testing.T) {
	_, d, officer := verifying(t)
	if _, err := d.Verify(t.Context(), officer, papers("k", "1000", "500")); err != nil {
		t.Fatal(err)
	}
	other := count.Officer{ID: "clerk-1", Role: count.RoleCountOfficer}
	r, err := d.Enter(t.Context(), other, count.Sending{Contest: "islington-north", Unit: "mini-1", Key: "k", Layout: 1,
		Figures: count.Fields{"votes.1120": "600", "votes.90828": "397", "doubtful": "3"}})
	if err != nil || r.Repeated {
		t.Errorf("another officer's sheet under the same key: repeated %v, %v; want it stored", r.Repeated, err)
	}
}

// Reading a count again folds nothing twice.
func TestReadingAgainChangesNothing(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	counted(t, s)
	first, err := s.Standing(t.Context(), "islington-north")
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Standing(t.Context(), "islington-north")
	if err != nil || !reflect.DeepEqual(again, first) {
		t.Errorf("read again: %+v, %v; was %+v", again, err, first)
	}
}

// What the writer keeps of an act is what the file holds: neither a finer clock nor
// what the caller does afterwards tells the two apart.
func TestWhatIsKeptIsWhatTheFileHolds(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	c := islington()
	c.Version, c.Layout = 1, 1
	var kept *count.Standing
	err := s.Do(t.Context(), func(tx count.Tx) (err error) {
		kept, err = tx.Append(count.Act{Contest: c.ID, Version: 1, Officer: "desk", At: night.Add(123456 * time.Nanosecond), Key: "defined/1", Body: count.Defined{Contest: &c}})
		return errors.Join(err, tx.Audit(count.Attempt{At: night, Officer: "desk", Kind: count.KindDefined, Outcome: count.Accepted, Seq: 1}))
	})
	if err != nil {
		t.Fatal(err)
	}
	c.Candidates[0].Surname, c.Electorate.Count = "changed", 1
	read, err := s.Standing(t.Context(), c.ID)
	if err != nil || !reflect.DeepEqual(kept, read) {
		t.Errorf("kept %+v\n%+v\nread %+v\n%+v, %v", kept, kept.Contest, read, read.Contest, err)
	}
}

// Every bulletin is kept with the hash of its bytes, by which anybody can check what
// was published, and the beginning of an epoch is on record with its reason.
func TestPublishedIsOnRecord(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	later := night.Add(time.Hour).UnixMilli()
	p, err := feed.NewPublished(&feed.Bulletin{Format: feed.Format, Topic: feed.OverviewTopic, Epoch: later, Revision: 1, Seq: 1, Overview: &feed.Overview{}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := desk(s).Define(t.Context(), count.Definitions{Contests: []count.Contest{islington()}}); err != nil {
		t.Fatal(err)
	}
	err = s.Publish(t.Context(), func(tx feed.Tx) error {
		if err := tx.BeginEpoch(later, "after a restore"); err != nil {
			return err
		}
		return tx.Keep(p)
	})
	if err != nil {
		t.Fatal(err)
	}
	var hash, reason string
	if err := s.read.QueryRow("SELECT hash FROM bulletin").Scan(&hash); err != nil || hash != feed.Hash(p.Bytes) {
		t.Errorf("hash %s, %v; want %s", hash, err, feed.Hash(p.Bytes))
	}
	if err := s.read.QueryRow("SELECT detail FROM audit WHERE kind = 'epoch'").Scan(&reason); err != nil || reason != "after a restore" {
		t.Errorf("the audit says of the epoch: %q, %v", reason, err)
	}
	if head, err := s.Head(t.Context()); err != nil || head != (feed.Head{Epoch: later, Revision: 1}) {
		t.Errorf("head %+v, %v; want epoch %d, revision 1", head, err, later)
	}
}

// Candidates stand in the order of the ballot paper, which need not be that of their
// names, and a party that changes keeps its earlier name for what was defined before.
func TestDefinitionsComeBackInOrder(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	c := islington()
	c.Candidates[0].Number, c.Candidates[1].Number = 2, 1
	c.Candidates[0], c.Candidates[1] = c.Candidates[1], c.Candidates[0]
	define := func() *count.Contest {
		t.Helper()
		if _, err := desk(s).Define(t.Context(), count.Definitions{Contests: []count.Contest{c}}); err != nil {
			t.Fatal(err)
		}
		standing, err := s.Standing(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		return standing.Contest
	}
	was := define()
	if a, b := was.Candidates[0].Surname, was.Candidates[1].Surname; a != "Nargund" || b != "Corbyn" {
		t.Errorf("on the ballot paper: %s, %s; want Nargund, Corbyn", a, b)
	}
	c.Candidates[0].Parties = []count.Party{{ID: "PP53", Name: "Labour Party", Short: "Labour", Abbr: "Lab", Colour: "#ff0000"}}
	if is := define(); is.Candidates[0].Parties[0].Colour != "#ff0000" || was.Candidates[0].Parties[0].Colour != "#e4003b" {
		t.Errorf("the party's colour is %s and was %s; want #ff0000, #e4003b", is.Candidates[0].Parties[0].Colour, was.Candidates[0].Parties[0].Colour)
	}
}
