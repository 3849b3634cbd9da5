package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// act is one thing that can be done to a count as a whole, at an address of its own
// under the contest.
type act struct {
	kind count.Kind
	path string
	sure bool // asks for a deliberate tick
	own  bool // has a page of its own; else its form is on page, or on the contest's
	// fresh acts are for who showed lately who it is.
	fresh bool
	// draft names the form where it is kept while it is typed; empty where it is not.
	draft string
	// asks finds what the form has to say before the count is asked; nil for nothing.
	asks func(*asked) []count.Finding
	page func(*officers, http.ResponseWriter, *http.Request, *asked)
	do   func(*count.Desk, context.Context, count.Officer, count.Move, *asked) (count.Receipt, error)
}

// acts are all of them, in the order of a night.
func acts() []act {
	return []act{
		signing(), totals(), provisional(), consulting(), recounting(), drawingLot(), makingReady(), readingBack(), declaring(), takingBack(),
		dying(), cancelling(), adjourning(), resuming(), publishing(), calling(),
		correcting(), withdrawing(), confirming(), settingAside(),
	}
}

// asked is what a page of acts is drawn from.
type asked struct {
	refusal
	by   count.Officer
	st   *count.Standing
	now  string     // on the election's clock
	sent string     // path of the act whose form was sent; empty where none was
	form url.Values // of that form
	key  string     // of that form, for as long as it may be sent again
	ids  fieldIDs   // where the fields of that form stand in the page
	made int        // ids given
}

func (s *officers) ask(r *http.Request, by count.Officer) (*asked, error) {
	st, err := s.Desk.Count(r.Context(), by, r.PathValue("contest"))
	if err != nil {
		return nil, err
	}
	return &asked{refusal: refusal{status: http.StatusOK}, by: by, st: st, now: st.Contest.Election.Clock(s.Desk.Now()), ids: fieldIDs{}}, nil
}

// actPage shows the page of an act. Who comes back to the address of an act that is
// only a button finds the page with the button.
func (s *officers) actPage(a act) action {
	return func(w http.ResponseWriter, r *http.Request, by count.Officer) error {
		v, err := s.ask(r, by)
		switch {
		case err != nil:
			return err
		case a.own:
			a.page(s, w, r, v)
		default:
			http.Redirect(w, r, contestURL(v.st.Contest.ID), http.StatusSeeOther)
		}
		return nil
	}
}

// sendAct does an act. A refusal is shown on its page as the count stands now, with
// everything that was typed.
func (s *officers) sendAct(a act) action {
	return func(w http.ResponseWriter, r *http.Request, by count.Officer) error {
		v, err := s.ask(r, by)
		if err != nil {
			return err
		}
		v.sent, v.form, v.key = a.path, r.PostForm, r.PostForm.Get(fieldKey)
		may := v.st.Allows(by, a.kind)
		if resumed(r) && may {
			v.notice = notDone(r)
			a.page(s, w, r, v)
			return nil
		}
		var receipt count.Receipt
		if unsaid := a.unsaid(v); may && len(unsaid) > 0 {
			err = &count.CheckError{Findings: unsaid}
			s.onRecord(r, count.Attempt{Kind: a.kind, Contest: v.st.Contest.ID, Key: v.key, Detail: err.Error()})
		} else {
			receipt, err = a.do(s.Desk, r.Context(), by, readMove(r), v)
		}
		if err == nil {
			if a.draft != "" {
				s.dropDraft(r, by, v.st.Contest.ID, a.draft)
			}
			http.Redirect(w, r, contestURL(v.st.Contest.ID)+"?"+a.answer(v, receipt).Encode(), http.StatusSeeOther)
			return nil
		}
		if errors.Is(err, count.ErrForbidden) {
			return err
		}
		v.refusal = s.refusedMove(r, err)
		if v.conflict != nil {
			v.st, v.key = v.conflict.Standing, ""
		}
		a.page(s, w, r, v)
		return nil
	}
}

// unsaid is what keeps a form from being sent on to the count.
func (a act) unsaid(v *asked) []count.Finding {
	switch {
	case a.sure && v.form.Get(fieldSure) == "":
		return []count.Finding{{Code: count.E10, Field: fieldSure, Title: "Tick that this is meant.", Text: "It has consequences that are said above."}}
	case a.asks != nil:
		return a.asks(v)
	}
	return nil
}

// answer is what the contest's page says of an accepted act: which it was, and for
// one that took another back, which that was.
func (a act) answer(v *asked, receipt count.Receipt) url.Values {
	q := sentWords(string(a.kind), "", receipt)
	if a.kind == count.KindTakenBack {
		q.Set(fieldOf, v.form.Get(fieldOf))
		q.Set(fieldUndoes, v.form.Get(fieldUndoes))
	}
	return q
}

// refusedMove is a refusal on a page that has no figures to compare: what changed
// is on the page itself.
func (s *officers) refusedMove(r *http.Request, err error) refusal {
	why := s.refused(r, err)
	if why.conflict != nil {
		why.notice = &officer.Notice{Code: string(why.conflict.Code), Title: "Not done.", Text: why.conflict.Message, Alarm: true}
	}
	return why
}

func readMove(r *http.Request) count.Move {
	return count.Move{Contest: r.PathValue("contest"), Key: r.PostForm.Get(fieldKey), Base: seqIn(r.PostForm, fieldBase),
		Authority: count.Authority(r.PostForm.Get(count.FieldAuthority)), Accepting: accepting(r.PostForm)}
}

// drawAct draws the page of one or more acts.
func (s *officers) drawAct(w http.ResponseWriter, r *http.Request, v *asked, heading string, m officer.ActPage) {
	c := v.st.Contest
	m.Page, m.Crumb, m.Back = s.frame(r, heading+", "+c.Name), c.Election.Name+" · "+c.Election.Date.Words(), backTo(c)
	m.Heading, m.Steps, m.Notice = heading, steps(v.st), v.notice
	m.Findings = v.summary()
	if f := m.Forms; len(f) == 1 && f[0].Save != "" && f[0].Locked == "" {
		m.Status = draftStatus(v.sent != "" || f[0].Draft != nil && f[0].Draft.Resumed)
	}
	s.follow(&m.Page, v.st, officer.Live{Seq: fmt.Sprint(v.st.Head), Text: "This count has changed since the page was opened."})
	s.draw(w, r, v.status, officer.Act(m))
}

// summary is everything found wrong, each with a link to where it is put right.
func (v *asked) summary() []officer.Finding {
	var out []officer.Finding
	for _, f := range v.findings {
		shown := officer.Finding{Code: string(f.Code), Title: f.Title, Text: f.Text, Hint: f.Hint, Link: remedy(v.st, f)}
		if id, there := v.ids[f.Field]; there && f.Field != "" {
			shown.Link = officer.Link{URL: "#" + id, Text: "Go to the field"}
		}
		out = append(out, shown)
	}
	return out
}
