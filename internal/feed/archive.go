package feed

import "context"

// Archive is where bulletins are read as they were published. A machine without the
// database has none.
type Archive interface {
	// Revisions are the bulletins of a topic up to a revision, oldest first; none where
	// the topic is not known.
	Revisions(ctx context.Context, topic string, upTo int64) ([]*Published, error)
	// Revision is one of them; nil where that revision is not of the topic.
	Revision(ctx context.Context, topic string, revision int64) (*Published, error)
}
