package feed

import (
	"context"
	"time"
)

// NewEpoch begins a new life of the database, later than every one before it and
// than seen, the last that viewers know. Revisions go on. The newest bulletin of
// each topic is published again as it is, under the new epoch, so that whoever keeps
// the highest (epoch, revision), on a socket or by asking for files, drops what came
// from the life before.
func NewEpoch(ctx context.Context, store Store, seen int64, now time.Time, reason string) (Head, error) {
	newest, err := store.Newest(ctx)
	if err != nil {
		return Head{}, err
	}
	var head Head
	err = store.Publish(ctx, func(tx Tx) error {
		at, err := tx.Position()
		if err != nil {
			return err
		}
		head = Head{Epoch: max(at.Epoch+1, seen+1, now.UnixMilli()), Revision: at.Revision}
		if err := tx.BeginEpoch(head.Epoch, reason); err != nil {
			return err
		}
		for _, was := range newest {
			head.Revision++
			b := *was.Bulletin
			b.Epoch, b.Revision = head.Epoch, head.Revision
			again, err := NewPublished(&b)
			if err != nil {
				return err
			}
			if err := tx.Keep(again); err != nil {
				return err
			}
		}
		return nil
	})
	return head, err
}
