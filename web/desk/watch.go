package desk

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Protocol is what officers' pages speak on their socket.
const Protocol = "desk.json.v1"

// Watch tells officers' open pages that a contest has changed: up to which act, and
// no figure. The pages say so beside what was typed and touch none of it.
type Watch struct {
	hub   *broadcast.Hub
	epoch int64
	log   *slog.Logger

	mu       sync.Mutex
	revision int64
	told     map[string]int64 // contest → Seq of the last act that pages were told of
}

// WatchOptions are the parts that a Watch is made of.
type WatchOptions struct {
	Origin     func(*http.Request) bool // whose pages may watch; nil for nobody's
	Wall       func() time.Time
	PerSession int // pages of one session that may watch at one time; 0 for no limit
	Log        *slog.Logger
}

// NewWatch makes a Watch. It must be closed.
func NewWatch(o WatchOptions) *Watch {
	return &Watch{
		hub: broadcast.NewHub(broadcast.Options{
			Protocols: []string{Protocol}, CheckOrigin: o.Origin, Key: session, MaxPerKey: o.PerSession, Log: o.Log,
		}),
		epoch: o.Wall().UnixMilli(), log: o.Log, told: map[string]int64{},
	}
}

type sessionKey struct{}

// session is whose socket it is; see live.
func session(r *http.Request) string {
	id, _ := r.Context().Value(sessionKey{}).(string)
	return id
}

// watchTopic is the topic on which officers' pages hear of a contest.
func watchTopic(contest string) string { return "desk/" + contest }

// Changed tells the pages of a contest how far it is. Commits may be reported out of
// order; pages hear of the furthest.
func (w *Watch) Changed(s *count.Standing) {
	w.mu.Lock()
	defer w.mu.Unlock()
	contest := s.Contest.ID
	if s.Head <= w.told[contest] {
		return
	}
	w.told[contest] = s.Head
	w.revision++
	text, err := json.Marshal(changed{"state", watchTopic(contest), partsOf(s)})
	if err == nil {
		err = w.hub.Publish(broadcast.Frame{Topic: watchTopic(contest), Epoch: w.epoch, Revision: w.revision, Text: map[string]broadcast.Text{Protocol: broadcast.Ready(text)}})
	}
	if err != nil {
		w.log.Error("tell officers", "contest", contest, "err", err)
	}
}

// changed is the message: for each part of the contest its last act.
type changed struct {
	Type  string           `json:"type"`
	Topic string           `json:"topic"`
	Parts map[string]int64 `json:"parts"`
}

// Parts of a contest that a page may show: all of it, its verified papers, the sheet
// of a unit.
const (
	partContest = ""
	partPapers  = "papers"
)

func partUnit(id string) string { return "unit/" + id }

// partWaiting is all that happens to a unit's sheet on its way to standing.
func partWaiting(id string) string { return "waiting/" + id }

func partsOf(s *count.Standing) map[string]int64 {
	parts := map[string]int64{partContest: s.Head, partPapers: s.VerifiedSeq()}
	blind := s.Contest.Election.SecondPerson == count.BlindSecond
	for _, u := range s.Contest.Units {
		stands, all := s.Sheets[u.ID].Seq, max(s.Sheets[u.ID].Seq, s.SentBack[u.ID].Seq)
		for _, e := range s.Waiting[u.ID] {
			all = max(all, e.Seq)
			if !blind {
				stands = max(stands, e.Seq) // a form that was opened before is to be compared
			}
		}
		parts[partUnit(u.ID)], parts[partWaiting(u.ID)] = stands, all
	}
	return parts
}

// follow lets a page hear when somebody else changes what it shows.
func (s *officers) follow(p *officer.Page, st *count.Standing, l officer.Live) {
	if s.Watch != nil {
		l.URL = "/desk/live/" + st.Contest.ID
		p.Live = &l
	}
}

// Close ends the pages' sockets; they come back.
func (w *Watch) Close(ctx context.Context) { w.hub.Close(ctx) }

// live hands a signed-in officer's socket on. One contest a page, and only the
// officer's own; the socket is closed when the session ends.
func (s *officers) live(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	st, err := s.Desk.Count(r.Context(), by, r.PathValue("contest"))
	if err != nil {
		return err
	}
	known, _ := r.Context().Value(askerKey{}).(asker)
	own := r.Clone(context.WithValue(r.Context(), sessionKey{}, known.session.ID))
	own.URL.RawQuery = "topic=" + watchTopic(st.Contest.ID)
	later := context.WithoutCancel(r.Context())
	s.Watch.hub.ServeWhile(w, own, func() bool { return s.Accounts.Alive(later, known.session.ID) })
	return nil
}

// Stats is who has pages open, for those who run the desk.
func (w *Watch) Stats() broadcast.Stats { return w.hub.Stats() }
