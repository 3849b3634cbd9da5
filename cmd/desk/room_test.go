package main

import (
	"slices"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// staffedRoom is the real command on a real file, and count officers signed in to it.
type staffedRoom struct {
	t        *testing.T
	path     string
	addr     string
	officers []*visitor
	stop     func() error
}

// staffed serves a night whose poll has closed, with so many count officers.
func staffed(t *testing.T, officers int) *staffedRoom {
	t.Helper()
	r := &staffedRoom{t: t, path: night(t)}
	names := []string{demoOfficer, demoSecond, "officer-3", "officer-4"}[:officers]
	s, err := sqlite.Open(t.Context(), r.path, time.Now)
	must(t, err)
	for _, name := range names[1:] {
		must(t, account.NewBook(s, time.Now, account.SecondNobody).Add(t.Context(), account.Officer{ID: name, Role: count.RoleCountOfficer}, demoPassphrase))
	}
	must(t, s.Close())
	r.addr, r.stop = serving(t, r.path)
	for _, name := range names {
		v := newVisitor(t, "http://"+r.addr)
		v.signIn(name, demoPassphrase)
		r.officers = append(r.officers, v)
	}
	watch(t.Context(), t, "http://"+r.addr, feed.ContestTopic(demoContest)).until("the poll closed", func(b feed.Bulletin) bool { return b.Stage == count.StageAwaiting })
	return r
}

// acts are the acts of a kind in the file of a desk that was stopped.
func (r *staffedRoom) acts(kind count.Kind) (acts []count.Act) {
	r.t.Helper()
	must(r.t, r.stop())
	s, err := sqlite.Open(r.t.Context(), r.path, time.Now)
	must(r.t, err)
	defer s.Close()
	must(r.t, s.Publish(r.t.Context(), func(tx feed.Tx) error {
		acts, err = tx.Acts(0, 0)
		return err
	}))
	return slices.DeleteFunc(acts, func(a count.Act) bool { return a.Body.Kind() != kind })
}
