package count_test

import (
	"time"

	"resultsdesk/internal/count"
)

// auditor reads a ledger as somebody does who knows the rules of a count and none
// of the code: whatever the desk was asked, no act may stand there that the rules
// do not allow.
type auditor struct {
	seen   int
	fatalf func(string, ...any)

	closed, provisional, ready, declared bool

	boxes  map[string]int // papers; the total under ""
	sheets map[string]count.Tally
	last   time.Time
}

// read audits the acts that are new.
func (a *auditor) read(t interface{ Fatalf(string, ...any) }, ledger []count.Act) {
	a.fatalf = t.Fatalf
	if a.sheets == nil {
		a.sheets, a.boxes = map[string]count.Tally{}, map[string]int{}
	}
	for _, act := range ledger[a.seen:] {
		a.seen++
		a.must(act, act.Seq == int64(a.seen), "out of sequence")
		a.must(act, !act.At.Before(a.last), "before the act before it")
		a.must(act, !a.declared, "after the declaration")
		a.last = act.At
		a.act(act)
	}
	// The boxes of one submission are judged together.
	if papers, _ := a.papers(); papers > 16 {
		t.Fatalf("%d papers are verified for 16 electors", papers)
	}
}

func (a *auditor) act(act count.Act) {
	roles := map[string]count.Role{"officer-1": count.RoleCountOfficer, "officer-2": count.RoleCountOfficer, "returning-officer-clerk": count.RoleReturningOfficer, "desk": count.RoleDesk}
	role := roles[act.Officer]
	switch body := act.Body.(type) {
	case count.Defined:
		a.must(act, role == count.RoleDesk, "by a person")
	case count.PollClosed:
		a.must(act, role == count.RoleDesk && !a.closed && !act.At.Before(closes()) && body.Hour.Equal(closes()), "at the wrong time or twice")
		a.closed = true
	case count.Verified:
		a.must(act, role == count.RoleReturningOfficer || role == count.RoleCountOfficer && len(a.sheets) == 0, "by the wrong role")
		a.must(act, a.closed && !a.ready, "before the close of poll, or when ready")
		if act.Unit == "" {
			a.boxes = map[string]int{}
		} else {
			delete(a.boxes, "")
		}
		a.boxes[act.Unit] = body.Papers
		a.provisional = false
	case count.Entered:
		_, all := a.papers()
		a.must(act, role == count.RoleCountOfficer && act.Authority == count.OwnAuthority, "by the wrong role")
		a.must(act, a.closed && all && !a.ready, "before all papers are verified, or when ready")
		a.sheets[act.Unit] = body.Tally
		a.provisional = false
	case count.Provisional:
		a.must(act, role == count.RoleReturningOfficer && (act.Authority == count.ReturningOfficer || act.Authority == count.Deputy), "without authority")
		a.must(act, a.complete(), "incomplete or out of balance")
		a.provisional = true
	case count.Ready:
		a.must(act, role == count.RoleReturningOfficer && act.Authority == count.ReturningOfficer, "without authority")
		a.must(act, a.provisional && a.complete() && a.first() != "", "from another stage, out of balance, or tied")
		a.ready = true
	case count.TakenBack:
		a.must(act, role == count.RoleReturningOfficer && act.Authority == count.ReturningOfficer && a.ready, "without authority, or when not ready")
		a.ready = false
	case count.Declared:
		a.must(act, role == count.RoleReturningOfficer && act.Authority == count.ReturningOfficer, "without authority")
		a.must(act, a.ready && a.complete(), "from another stage, or out of balance")
		a.must(act, len(body.Elected) == 1 && body.Elected[0] == a.first(), "for somebody without most votes")
		a.must(act, !body.Announced.Before(closes()) && !body.Announced.After(act.At), "announced at an impossible time")
		a.declared = true
	default:
		a.must(act, false, "unknown")
	}
}

func (a *auditor) must(act count.Act, ok bool, wrong string) {
	if !ok {
		a.fatalf("act %d, %s %q by %s on authority %q, is %s", act.Seq, act.Body.Kind(), act.Unit, act.Officer, act.Authority, wrong)
	}
}

// papers is the verified papers so far and whether all are in.
func (a *auditor) papers() (papers int, all bool) {
	for _, n := range a.boxes {
		papers += n
	}
	_, total := a.boxes[""]
	return papers, total || len(a.boxes) == 3
}

// complete: every unit in, every paper a vote or rejected, every doubtful paper
// decided, and each mini-count in balance with its box where boxes were given.
func (a *auditor) complete() bool {
	accounted, doubtful := 0, 0
	for unit, t := range a.sheets {
		n := 0
		for _, v := range t.Votes {
			n += v
		}
		for _, r := range t.Rejected {
			n += r
		}
		accounted += n
		if unit == "adjudication" {
			doubtful -= n
		} else {
			doubtful += t.Doubtful
		}
		box, own := map[string]string{"mini-1": "highbury", "mini-2": "tollington"}[unit]
		if handed, boxed := a.boxes[box]; own && boxed && n+t.Doubtful != handed {
			return false
		}
	}
	papers, all := a.papers()
	return all && len(a.sheets) == 4 && doubtful == 0 && accounted == papers
}

// first is the candidate with most votes; empty where two have them.
func (a *auditor) first() string {
	votes := map[string]int{}
	for _, c := range islingtonNorth().Candidates {
		for _, t := range a.sheets {
			votes[c.ID] += t.Votes[c.ID]
		}
	}
	first, most := "", -1
	for id, n := range votes {
		switch {
		case n > most:
			first, most = id, n
		case n == most:
			first = ""
		}
	}
	return first
}
