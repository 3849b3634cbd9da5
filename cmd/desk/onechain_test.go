package main

import (
	"errors"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/sqlite"
)

// A desk that serves and somebody who changes officers at the same machine write to
// one file at the same time: the audit is one chain, without a gap.
func TestTwoProcessesMakeOneChain(t *testing.T) {
	h := newHospital(t, t.TempDir())
	cmd := h.start("", 0)
	defer h.stop(cmd)
	s := h.store()
	defer s.Close()
	done := make(chan error)
	go func() {
		book, err := account.NewBook(s, time.Now, account.SecondNobody).As(operator()), error(nil)
		for range 40 {
			err = errors.Join(err, book.Assign(t.Context(), demoClerk, []string{demoContest}))
		}
		done <- err
	}()
	for range 15 {
		if !h.sheet() {
			t.Fatal("a sheet was not answered")
		}
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	checked, err := sqlite.VerifyAudit(t.Context(), h.path)
	if err != nil || checked.Ledger < 30 {
		t.Errorf("%+v, %v", checked, err)
	}
}
