package feed_test

import (
	"log/slog"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// A crash between a commit of bulletins and the head file leaves the file behind.
// The next start is not refused, not even when these were the first bulletins of
// all, and the file has caught up before anything leaves.
func TestStartBringsTheHeadFileUp(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	broken := true
	crashed := feed.NewPublisher(n.store, brokenHeads{n.heads(), &broken}, func(*feed.Published) {}, slog.New(slog.DiscardHandler))
	if err := crashed.Publish(t.Context()); err == nil {
		t.Fatal("the head file was to fail")
	}
	db, err := n.store.Head(t.Context())
	if err != nil || db.Revision != 2 {
		t.Fatalf("the database is at %+v, %v; want revision 2", db, err)
	}
	if err := n.heads().Compare(db); err != nil {
		t.Errorf("after the crash: %v", err)
	}
	if err := n.store.Close(); err != nil {
		t.Fatal(err)
	}
	n.open()
	if seen, err := n.heads().Read(); err != nil || seen != db {
		t.Errorf("%d bulletins left while the head file said %+v, %v; want %+v", len(n.sent), seen, err, db)
	}
}

// Before a bulletin of a start leaves, the head file is on disk.
func TestStartWaitsForTheHeadFile(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.publish()
	broken, left := true, 0
	pub := feed.NewPublisher(n.store, brokenHeads{n.heads(), &broken}, func(*feed.Published) { left++ }, slog.New(slog.DiscardHandler))
	if err := pub.Start(t.Context()); err == nil || left != 0 {
		t.Errorf("%d bulletins left, %v; want none and the error", left, err)
	}
}
