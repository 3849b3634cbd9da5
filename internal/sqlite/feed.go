package sqlite

import (
	"context"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

const (
	selectPosition = `SELECT seq, (SELECT max(epoch) FROM epoch), (SELECT ifnull(max(revision), 0) FROM bulletin) FROM feed_position`
	updatePosition = `UPDATE feed_position SET seq = ?`
	insertBulletin = `INSERT INTO bulletin (revision, epoch, topic, seq, at, bytes, hash) VALUES (?, ?, ?, ?, ?, ?, ?)`
	selectNewest   = `SELECT bytes FROM bulletin WHERE revision IN (SELECT max(revision) FROM bulletin GROUP BY topic) ORDER BY revision`
	selectOfTopic  = `SELECT bytes FROM bulletin WHERE topic = ? AND revision <= ? ORDER BY revision`
	selectRevision = `SELECT bytes FROM bulletin WHERE revision = ? AND topic = ?`
	insertEpoch    = `INSERT INTO epoch (epoch, reason) VALUES (?, ?)`
)

func feedStatements() []string {
	return []string{selectPosition, updatePosition, insertBulletin, selectNewest, selectOfTopic, selectRevision, insertEpoch}
}

// feedTx is the transaction as feed sees it.
type feedTx struct{ *tx }

// Acts reads acts of all contests; see feed.Tx.
func (t feedTx) Acts(after int64, most int) ([]count.Act, error) {
	if most == 0 {
		most = -1 // SQLite's word for no limit
	}
	return t.acts(selectActs, after, most)
}

// Position reads where publishing stands; see feed.Tx.
func (t feedTx) Position() (feed.Position, error) { return t.position() }

func (d db) position() (p feed.Position, err error) {
	err = d.one(selectPosition, []any{&p.Seq, &p.Epoch, &p.Revision})
	return p, err
}

// Keep appends a bulletin; see feed.Tx.
func (t feedTx) Keep(p *feed.Published) error {
	b := p.Bulletin
	return t.exec(insertBulletin, b.Revision, b.Epoch, b.Topic, b.Seq, millis(b.At), p.Bytes, feed.Hash(p.Bytes))
}

// Advance records how far the ledger was read; see feed.Tx.
func (t feedTx) Advance(seq int64) error { return t.exec(updatePosition, seq) }

// Newest reads the newest bulletin of each topic; see feed.Store.
func (s *Store) Newest(ctx context.Context) ([]*feed.Published, error) {
	return s.published(ctx, selectNewest)
}

// Revisions reads the bulletins of a topic; see feed.Archive.
func (s *Store) Revisions(ctx context.Context, topic string, upTo int64) ([]*feed.Published, error) {
	return s.published(ctx, selectOfTopic, topic, upTo)
}

// Revision reads one bulletin; see feed.Archive.
func (s *Store) Revision(ctx context.Context, topic string, revision int64) (*feed.Published, error) {
	all, err := s.published(ctx, selectRevision, revision, topic)
	if len(all) == 0 {
		return nil, err
	}
	return all[0], err
}

func (s *Store) published(ctx context.Context, q string, args ...any) (all []*feed.Published, err error) {
	err = s.view(ctx, func(d db) error {
		return d.each(q, func(row scanner) error {
			var bytes []byte
			if err := row.Scan(&bytes); err != nil {
				return err
			}
			b, err := feed.Decode(bytes)
			all = append(all, &feed.Published{Bulletin: b, Bytes: bytes})
			return err
		}, args...)
	})
	return all, err
}

// Head is the last bulletin that the file holds, and its epoch.
func (s *Store) Head(ctx context.Context) (feed.Head, error) {
	var p feed.Position
	err := s.view(ctx, func(d db) (err error) {
		p, err = d.position()
		return err
	})
	return p.Head, err
}

// BeginEpoch records a new life of the database; see feed.Tx.
func (t feedTx) BeginEpoch(epoch int64, reason string) error {
	if err := t.exec(insertEpoch, epoch, reason); err != nil {
		return err
	}
	return t.Audit(count.Attempt{At: t.s.wall(), Officer: count.DeskOfficer().ID, Kind: count.KindEpoch, Outcome: count.Accepted, Detail: reason})
}
