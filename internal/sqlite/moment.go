package sqlite

import (
	"context"
	"fmt"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/archive"
	"resultsdesk/internal/count"
)

const (
	selectNewestVersions = `SELECT id, max(version) FROM contest GROUP BY id ORDER BY min(number)`
	selectBulletins      = `SELECT revision, epoch, topic, seq, at, hash, bytes FROM bulletin ORDER BY revision`
)

func momentStatements() []string { return []string{selectNewestVersions, selectBulletins} }

// Moment is the file at one moment, whatever is written meanwhile; see archive.Source.
type Moment struct{ d db }

// ReadMoment runs fn on the file at path as it is now, of which nothing is changed: it
// may be a backup. The error is also one of Open.
func ReadMoment(ctx context.Context, path string, fn func(Moment) error) error {
	return inspect(ctx, path, func(_ db, view viewing) error {
		if err := checkRecords(view, time.Time{}); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return view(func(d db) error { return fn(Moment{d}) })
	})
}

// Definitions are the newest versions of all contests, in the order of their numbers.
func (m Moment) Definitions() ([]count.Contest, error) {
	type newest struct {
		id      string
		version int
	}
	var all []newest
	err := m.d.each(selectNewestVersions, func(row scanner) error {
		var n newest
		err := row.Scan(&n.id, &n.version)
		all = append(all, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	var contests []count.Contest
	for _, n := range all {
		c, err := m.d.contest(n.id, n.version)
		if err != nil {
			return nil, err
		}
		contests = append(contests, *c)
	}
	return contests, nil
}

// actsAtOnce is how many acts are held in memory while they are read through.
const actsAtOnce = 500

// Acts reads the ledger, in order.
func (m Moment) Acts(each func(count.Act) error) error {
	for after := int64(0); ; {
		acts, err := m.d.acts(selectActs, after, actsAtOnce)
		if err != nil || len(acts) == 0 {
			return err
		}
		for _, a := range acts {
			if err := each(a); err != nil {
				return err
			}
		}
		after = acts[len(acts)-1].Seq
	}
}

// Bulletins reads what was published, in order of revision.
func (m Moment) Bulletins(each func(archive.Bulletin) error) error {
	return m.d.each(selectBulletins, func(row scanner) error {
		var b archive.Bulletin
		var at int64
		if err := row.Scan(&b.Revision, &b.Epoch, &b.Topic, &b.Seq, &at, &b.Hash, &b.Bytes); err != nil {
			return err
		}
		b.At = fromMillis(at)
		return each(b)
	})
}

// Audit reads the audit, oldest line first.
func (m Moment) Audit(each func(account.Record) error) error {
	args, err := auditArgs(account.Search{})
	if err != nil {
		return err
	}
	return m.d.each(selectAuditNewer, func(row scanner) error {
		r, err := scanLine(row)
		if err != nil {
			return err
		}
		return each(r)
	}, append(args, 0, -1)...)
}
