package desk

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Acts that are one button on the contest's page.

func signing() act {
	return act{kind: count.KindSigned, path: "sign", page: (*officers).drawContest,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, _ *asked) (count.Receipt, error) {
			return d.Sign(ctx, by, m)
		}}
}

func provisional() act {
	return act{kind: count.KindProvisional, path: "provisional", page: (*officers).drawContest,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, _ *asked) (count.Receipt, error) {
			return d.MakeProvisional(ctx, by, m)
		}}
}

func makingReady() act {
	return act{kind: count.KindReady, path: "ready", page: (*officers).drawContest,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, _ *asked) (count.Receipt, error) {
			return d.MakeReady(ctx, by, m)
		}}
}

// moves are the buttons that this officer has at this stage.
func (v *asked) moves() []officer.Move {
	var out []officer.Move
	st := v.st
	can := func(a act) bool { return st.Allows(v.by, a.kind) && st.May(a.kind) == nil }
	button := func(a act, name, text string, known []count.Finding) {
		f := v.actForm(a, name)
		f.Means, f.Warnings = []string{text}, v.warnings(a, known)
		out = append(out, officer.Move{Act: &f})
	}
	if _, ok := st.Verified(); ok && st.Signed == nil && st.Contest.Election.Demands().Signed && can(signing()) {
		button(signing(), "The verification statement is signed", "All papers are verified. From the signature on the turnout can be announced, and the public sees it.", nil)
	}
	switch stage := st.Stage(); {
	case (stage == count.StageCounting || stage == count.StageRecount) && can(provisional()) && waitingFor(st) == 0 && len(count.CheckComplete(st)) == 0:
		button(provisional(), "Make provisional", "Every sheet is in and every paper is accounted for. A provisional count is put to candidates and agents.", count.CheckContest(st))
	case (stage == count.StageProvisional || stage == count.StageWithdrawn) && can(makingReady()) && len(count.CheckReady(st)) == 0:
		button(makingReady(), "Ready to declare", "Those present were consulted and nobody waits for an answer. No figure can be entered from then on.", nil)
	}
	return out
}

// waitingFor is how many sheets wait for a second person.
func waitingFor(st *count.Standing) int { return len(st.Waiting) }

// sent answers an accepted form with the contest's page, which says what became of
// it. The act's number lets that page tell figures that stand from figures that
// somebody replaced since.
func sent(w http.ResponseWriter, r *http.Request, contest, what, unit string, receipt count.Receipt) {
	http.Redirect(w, r, contestURL(contest)+"?"+sentWords(what, unit, receipt).Encode(), http.StatusSeeOther)
}

func sentWords(what, unit string, receipt count.Receipt) url.Values {
	q := url.Values{"sent": {what}, "seq": {strconv.FormatInt(receipt.Seq, 10)}}
	if unit != "" {
		q.Set("unit", unit)
	}
	if receipt.Repeated {
		q.Set("again", "1")
	}
	return q
}
