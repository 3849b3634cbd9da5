package feed

import (
	"bytes"
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/measure"
)

// Store is where the ledger is read and bulletins are kept. Publish runs fn as the
// only writer, in one transaction; see count.Store.
type Store interface {
	Publish(ctx context.Context, fn func(Tx) error) error
	// Newest reads the newest bulletin of each topic.
	Newest(ctx context.Context) ([]*Published, error)
}

// Tx is what publishing reads and writes inside one transaction.
type Tx interface {
	// Acts are the acts after a place in the ledger, in order; at most so many, or all
	// of them where most is 0.
	Acts(after int64, most int) ([]count.Act, error)
	Position() (Position, error)
	// Keep appends a bulletin as published.
	Keep(p *Published) error
	// Advance records how far the ledger was read.
	Advance(seq int64) error
	// BeginEpoch records a new life of the database.
	BeginEpoch(epoch int64, reason string) error
}

// Position is where publishing stands.
type Position struct {
	Seq int64 // last act read
	Head
}

// Publisher turns acts into bulletins: after the commit, by reading the ledger. A
// crash between loses nothing, because the next start reads on from the same
// place.
type Publisher struct {
	store   Store
	heads   HeadStore
	deliver func(*Published)
	log     *slog.Logger
	poke    chan struct{}

	progress progress

	mu        sync.Mutex                 // one pass at a time
	standings map[string]*count.Standing // by contest
	out       map[string]*count.Standing // the last that may show; see waits
	newest    map[string]*Published      // by topic
	letters   map[string]string          // of parties on the map; nil until they are needed
	kept      []*Published               // committed, not delivered yet
}

// NewPublisher makes a publisher. deliver gets every bulletin once it is kept and
// the head file is on disk, in order of revision; it must not block.
func NewPublisher(store Store, heads HeadStore, deliver func(*Published), log *slog.Logger) *Publisher {
	return &Publisher{
		store: store, heads: heads, deliver: deliver, log: log, poke: make(chan struct{}, 1),
		newest: map[string]*Published{}, progress: progress{delay: measure.NewSeconds()},
	}
}

// Poke says that the ledger may have grown. It never blocks.
func (p *Publisher) Poke() {
	p.progress.reported(time.Now())
	select {
	case p.poke <- struct{}{}:
	default: // a pass that will see it is due already
	}
}

// Start delivers the newest bulletin of each topic as it was published, and
// publishes what the ledger holds beyond. It brings the head file up to the database
// first: a crash may have come between the two, and a database that never had one
// could then not be told from one that lost it.
func (p *Publisher) Start(ctx context.Context) error {
	newest, err := p.store.Newest(ctx)
	if err != nil {
		return err
	}
	var at Position
	err = p.store.Publish(ctx, func(tx Tx) (err error) {
		at, err = tx.Position()
		return err
	})
	if err != nil {
		return err
	}
	if err := p.heads.Write(at.Head); err != nil {
		return err
	}
	for _, b := range newest {
		p.newest[b.Bulletin.Topic] = b
		p.deliver(b)
	}
	return p.Publish(ctx)
}

// Run publishes at every poke until ctx ends. The tick finds what another process
// wrote.
func (p *Publisher) Run(ctx context.Context, tick <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.poke:
		case <-tick:
		}
		if err := p.Publish(ctx); err != nil && ctx.Err() == nil {
			p.log.Error("publish", "err", err)
		}
	}
}

// actsAPass is how many acts one pass reads: an officer's form waits no longer for
// the writer than that takes, also after an import of a whole country.
const actsAPass = 100

// Publish reads the acts that are new, keeps a bulletin for each that changed what
// the public may see, and delivers them.
func (p *Publisher) Publish(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		p.progress.began()
		var pass *pass
		err := p.store.Publish(ctx, func(tx Tx) (err error) {
			pass, err = p.read(tx)
			return err
		})
		if err != nil {
			p.progress.failures.Add(1)
			return err
		}
		p.standings, p.out, p.newest, p.letters = pass.standings, pass.out, pass.newest, pass.letters
		p.kept = append(p.kept, pass.kept...)
		if err := p.flush(); err != nil {
			p.progress.failures.Add(1)
			return err
		}
		if pass.acts < actsAPass {
			p.progress.ended(pass.at, time.Now())
			return nil
		}
	}
}

// flush delivers what is kept, after the head file says how far the world has
// seen. What could not be delivered waits for the next pass.
func (p *Publisher) flush() error {
	if len(p.kept) == 0 {
		return nil
	}
	last := p.kept[len(p.kept)-1].Bulletin
	if err := p.heads.Write(Head{last.Epoch, last.Revision}); err != nil {
		return err
	}
	for _, b := range p.kept {
		p.progress.bulletins.Add(1)
		p.deliver(b)
	}
	p.kept = nil
	return nil
}

// pass is one pass over new acts. It works on copies, so that a transaction that
// fails leaves the publisher as it was.
type pass struct {
	tx        Tx
	at        Position
	standings map[string]*count.Standing
	out       map[string]*count.Standing
	newest    map[string]*Published
	letters   map[string]string // never changed, only replaced
	kept      []*Published
	acts      int // how many were read
}

func (p *Publisher) read(tx Tx) (*pass, error) {
	at, err := tx.Position()
	if err != nil {
		return nil, err
	}
	s := &pass{tx: tx, at: at, standings: maps.Clone(p.standings), out: maps.Clone(p.out), newest: maps.Clone(p.newest), letters: p.letters}
	if s.standings == nil {
		if err := s.fold(at.Seq); err != nil {
			return nil, err
		}
	}
	acts, err := tx.Acts(at.Seq, actsAPass)
	if err != nil {
		return nil, err
	}
	for _, a := range acts {
		if err := s.act(a); err != nil {
			return nil, err
		}
	}
	if s.acts = len(acts); s.acts == 0 {
		return s, nil
	}
	s.at.Seq = acts[len(acts)-1].Seq
	return s, tx.Advance(s.at.Seq)
}

// fold folds the ledger up to where it was read before.
func (s *pass) fold(upTo int64) error {
	s.standings, s.out = map[string]*count.Standing{}, map[string]*count.Standing{}
	acts, err := s.tx.Acts(0, 0)
	if err != nil {
		return err
	}
	for _, a := range acts {
		if a.Seq <= upTo {
			s.take(a)
		}
	}
	return nil
}

// take folds an act and says how the contest stood when it last showed, and how it
// may show now; the same where the act may not show.
func (s *pass) take(a count.Act) (was, now *count.Standing) {
	after := s.after(a)
	s.standings[a.Contest] = after
	was = s.out[a.Contest]
	if was == nil || !waits(after, a) {
		s.out[a.Contest] = after
	}
	return was, s.out[a.Contest]
}

// waits tells whether an act is an entry behind which no second person stands yet.
// It shows nowhere, not even by what it undoes: the next act tells of that.
func waits(s *count.Standing, a count.Act) bool {
	return slices.ContainsFunc(s.Waiting[a.Unit], func(e count.Entry) bool { return e.Seq == a.Seq })
}

func (s *pass) after(a count.Act) *count.Standing {
	was := s.standings[a.Contest]
	if was == nil {
		was = &count.Standing{}
	}
	return was.After(a)
}

// act publishes what an act changed: the contest's bulletin, and the overview's.
// Both sides of the comparison are made by this program, so that a newer program
// publishes nothing by itself.
func (s *pass) act(a count.Act) error {
	was, after := s.take(a)
	if a.Contest == count.Overview {
		return s.noted(a)
	}
	next := Project(after)
	if was != nil {
		same, err := sameState(Project(was), next)
		if same || err != nil {
			return err
		}
	}
	if err := s.keep(next, a, &after.Contest.Election); err != nil {
		return err
	}
	return s.overview(a, next, &after.Contest.Election)
}

// overview publishes the overview where an act changed it. like gives mode and election.
func (s *pass) overview(a count.Act, like *Bulletin, e *count.Election) error {
	contests := s.contests()
	if _, defined := a.Body.(count.Defined); defined || s.letters == nil {
		s.letters = LettersOf(contests)
	}
	overview := &Bulletin{Format: Format, Topic: OverviewTopic, Mode: like.Mode, Election: like.Election, Overview: OverviewOf(contests, s.letters)}
	if first := s.firstClosed(); first != nil {
		overview.Overview.Notes = notes(s.out[count.Overview], *first.Closed, e)
	}
	if before := s.newest[OverviewTopic]; before != nil {
		same, err := sameState(unstamped(before.Bulletin), overview)
		if same || err != nil {
			return err
		}
	}
	return s.keep(overview, a, e)
}

// contests are the newest bulletins of all contests.
func (s *pass) contests() []*Bulletin {
	var all []*Bulletin
	for _, p := range s.newest {
		if p.Bulletin.Contest != nil {
			all = append(all, p.Bulletin)
		}
	}
	return all
}

// keep stamps a bulletin and keeps it.
func (s *pass) keep(b *Bulletin, a count.Act, e *count.Election) error {
	s.at.Revision++
	b.Epoch, b.Revision, b.Seq = s.at.Epoch, s.at.Revision, a.Seq
	at := a.At
	if closed, ok := a.Body.(count.PollClosed); ok {
		at = closed.Hour
	}
	b.At = inZone(at, e)
	if before := s.newest[b.Topic]; before != nil && ofNote(a) {
		noted := b.At
		b.At, b.Noted = before.Bulletin.At, &noted // the figures are no younger
	}
	p, err := NewPublished(b)
	if err != nil {
		return err
	}
	s.newest[b.Topic] = p
	s.kept = append(s.kept, p)
	return s.tx.Keep(p)
}

// sameState compares states without their stamps.
func sameState(a, b *Bulletin) (bool, error) {
	x, err := a.Encode()
	if err != nil {
		return false, err
	}
	y, err := b.Encode()
	return bytes.Equal(x, y), err
}

func unstamped(b *Bulletin) *Bulletin {
	state := *b
	state.Epoch, state.Revision, state.Seq, state.At, state.Noted = 0, 0, 0, time.Time{}, nil
	return &state
}
