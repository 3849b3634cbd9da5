package feed_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// A head that does not reach the disk is not said to be written, and the earlier one
// stays whole.
func TestAHeadThatIsNotOnDiskIsNotWritten(t *testing.T) {
	for _, device := range []string{"/dev/full", "/dev/null"} { // one takes no byte, the other cannot be synced
		f, err := os.OpenFile(device, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Write([]byte("x"))
		if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
			t.Fatalf("%s takes everything here", device)
		}
		path := filepath.Join(t.TempDir(), "desk.db.head")
		heads, was := feed.HeadFile(path), feed.Head{Epoch: 5, Revision: 100}
		if err := heads.Write(was); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(device, path+".new"); err != nil {
			t.Fatal(err)
		}
		if err := heads.Write(feed.Head{Epoch: 5, Revision: 101}); err == nil {
			t.Errorf("on %s the head was said to be written", device)
		}
		if got, err := heads.Read(); err != nil || got != was {
			t.Errorf("after a failed write the head file says %+v, %v; want %+v", got, err, was)
		}
	}
}

// faulty is a store whose commit of a pass can fail.
type faulty struct {
	feed.Store
	fault error
}

func (f *faulty) Publish(ctx context.Context, fn func(feed.Tx) error) error {
	return f.Store.Publish(ctx, func(tx feed.Tx) error { return errors.Join(fn(tx), f.fault) })
}

// A pass whose commit failed sends nothing and is made again as if it had not been.
func TestAFailedPassIsMadeAgain(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	store := &faulty{Store: n.store}
	var sent []*feed.Published
	pub := feed.NewPublisher(store, n.heads(), func(p *feed.Published) { sent = append(sent, p) }, slog.New(slog.DiscardHandler))
	if err := pub.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	sent = nil
	n.verify("2000")
	n.enter("a", 600, 400)
	store.fault = errors.New("disk full")
	if err := pub.Publish(t.Context()); !errors.Is(err, store.fault) || len(sent) != 0 {
		t.Errorf("%d bulletins of a pass that failed with %v", len(sent), err)
	}
	store.fault = nil
	if err := pub.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(sent) != 4 || sent[2].Bulletin.Contest == nil || *sent[2].Bulletin.Contest.Valid != 1000 || len(sent[2].Bulletin.Contest.Events) != 3 {
		t.Errorf("made again, the pass sent %d bulletins; want those of two acts, each having happened once", len(sent))
	}
	sent = nil
	n.enter("b", 600, 400)
	store.fault = errors.New("disk full")
	if err := pub.Publish(t.Context()); !errors.Is(err, store.fault) {
		t.Fatal(err)
	}
	store.fault = nil
	if err := pub.Publish(t.Context()); err != nil || len(sent) != 2 {
		t.Errorf("made again, the pass of one act sent %d bulletins, %v; want the contest's and the overview's", len(sent), err)
	}
}

// Run outlives a fault, and finds what nobody poked it for at the next tick.
func TestRunGoesOnAfterAFault(t *testing.T) {
	n := newNewsroom(t)
	store := &faulty{Store: n.store}
	sent, failed := make(chan *feed.Published, 10), make(chan struct{}, 1)
	pub := feed.NewPublisher(store, n.heads(), func(p *feed.Published) { sent <- p }, slog.New(told{slog.DiscardHandler, failed}))
	store.fault = errors.New("disk full")
	n.define(contest(count.PublishRunning))

	ctx, stop := context.WithCancel(t.Context())
	tick, stopped := make(chan time.Time), make(chan struct{})
	go func() { pub.Run(ctx, tick); close(stopped) }()
	defer func() { stop(); <-stopped }()
	patience := time.After(20 * time.Second)
	pub.Poke()
	select {
	case <-failed:
	case <-patience:
		t.Fatal("nothing happened when the publisher was poked")
	}
	store.fault = nil
	select {
	case tick <- time.Time{}:
	case <-patience:
		t.Fatal("the publisher does not look any more")
	}
	select {
	case p := <-sent:
		if p.Bulletin.Revision != 1 {
			t.Errorf("after the fault revision %d left first", p.Bulletin.Revision)
		}
	case <-patience:
		t.Fatal("nothing left after the fault")
	}
}

// told is a log that tells when something is written to it.
type told struct {
	slog.Handler
	said chan<- struct{}
}

func (t told) Enabled(context.Context, slog.Level) bool { return true }

func (t told) Handle(context.Context, slog.Record) error {
	t.said <- struct{}{}
	return nil
}

// A desk that was started late says when the poll closed, not when it noticed.
func TestALateStartSaysWhenThePollClosed(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.now = closes.Add(time.Hour)
	n.closePolls()
	if b := n.islington(); !b.At.Equal(closes) {
		t.Errorf("the close of poll is dated %v; want %v", b.At, closes)
	}
}

// What changes nothing that the public may see publishes nothing: not even that
// somebody corrected a sheet which is withheld.
func TestWhatIsNotPublicMakesNoBulletin(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	n.verify("1300")
	n.enter("a", 300, 199)
	if b := n.islington(); b.Contest.Units.In != 0 || len(b.Contest.Events) != 2 {
		t.Errorf("%d units in, events %+v; want none, and no event after the verification", b.Contest.Units.In, b.Contest.Events)
	}
	n.enter("a", 299, 199)
	if sent := n.publish(); len(sent) != 0 {
		t.Errorf("a withheld sheet was corrected, and left: %s", sent[0].Bytes)
	}
}
