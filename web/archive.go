package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/static"
	"resultsdesk/web/view"
)

// archivedBytes is how much of the past is kept in memory: histories of 650 contests
// with some sixty revisions each fit, their bulletins do not.
const archivedBytes = 32 << 20

// history is what was published of a contest, each revision with what it changed.
func (s *site) history(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	s.past(l, w, r, "/contests/%/history", "history/"+l.Code, func(p *feed.Published, all []*feed.Published) (*static.File, error) {
		shell := s.shell(l, l.T("history.title", "name", plain(p.Bulletin.Contest.Name)), p, "/contests/"+p.Bulletin.Contest.ID+"/history")
		shell.Follow.Refetch = true
		return drawn(view.Page(l, shell, view.HistoryLive(l, historyView(l, all)), view.ListFoot(l, "/api/v1/contests/"+p.Bulletin.Contest.ID+"/history.json")))
	})
}

// historyJSON is the same for programs.
func (s *site) historyJSON(w http.ResponseWriter, r *http.Request) {
	s.past(s.Words.English(), w, r, "/api/v1/contests/%/history.json", "history.json", func(_ *feed.Published, all []*feed.Published) (*static.File, error) {
		data, err := json.Marshal(feed.HistoryOf(all))
		return static.NewFile("application/json", data), err
	})
}

// past sends what is made of all that was published of a contest. It is made once for each
// revision; the address is for a GSS code.
func (s *site) past(l *lang.Language, w http.ResponseWriter, r *http.Request, address, name string, make func(*feed.Published, []*feed.Published) (*static.File, error)) {
	if s.Archive == nil {
		s.missing(l, w, r)
		return
	}
	p, ok := s.find(l, w, r, r.PathValue("slug"), address)
	if !ok {
		return
	}
	file, err := s.archived.of(name+"/"+p.Bulletin.Topic, stamp{}.with(p), func() (*static.File, error) {
		ctx, cancel := awaited(r)
		defer cancel()
		all, err := s.Archive.Revisions(ctx, p.Bulletin.Topic, p.Bulletin.Revision)
		if err != nil {
			return nil, err
		}
		return make(p, all)
	})
	if err != nil {
		s.fault(l, w, err)
		return
	}
	w.Header().Set("Cache-Control", fresh)
	file.Send(w, r, http.StatusOK)
}

// awaited bounds a look into the archive. Whoever asked first reads for all who wait, and
// may have gone away.
func awaited(r *http.Request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(r.Context()), 10*time.Second)
}

var errNoRevision = errors.New("no such revision")

// revision is a bulletin byte for byte as it was published. Only its epoch makes an
// address that stands for the same bytes for ever: a restored database may number other
// bulletins alike.
func (s *site) revision(w http.ResponseWriter, r *http.Request) {
	l := s.Words.English()
	digits, isJSON := strings.CutSuffix(r.PathValue("file"), ".json")
	n, err := strconv.ParseInt(digits, 10, 64)
	newest, known := s.Board.Newest(feed.ContestTopic(r.PathValue("slug")))
	if s.Archive == nil || !isJSON || err != nil || n < 1 || digits != strconv.FormatInt(n, 10) || !known || n > newest.Bulletin.Revision {
		s.missing(l, w, r)
		return
	}
	topic, epoch := newest.Bulletin.Topic, r.URL.Query().Get("epoch")
	file, err := s.archived.of(fmt.Sprintf("revision/%s/%d/%s", topic, n, epoch), stamp{}, func() (*static.File, error) {
		ctx, cancel := awaited(r)
		defer cancel()
		p, err := s.Archive.Revision(ctx, topic, n)
		if err == nil && (p == nil || epoch != "" && epoch != strconv.FormatInt(p.Bulletin.Epoch, 10)) {
			err = errNoRevision
		}
		if err != nil {
			return nil, err
		}
		return static.NewFile("application/json", p.Bytes), nil
	})
	switch {
	case errors.Is(err, errNoRevision):
		s.missing(l, w, r)
		return
	case err != nil:
		s.fault(l, w, err)
		return
	}
	w.Header().Set("Cache-Control", fresh)
	if epoch != "" {
		w.Header().Set("Cache-Control", static.Forever)
	}
	file.Send(w, r, http.StatusOK)
}
