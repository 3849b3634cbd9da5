package desk

import (
	"errors"
	"net/http"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// declareView is what the page of a declaration is drawn from.
type declareView struct {
	refusal
	st    *count.Standing
	typed count.Move
	key   string
}

// showDeclare reads the figures of a count back before they are declared.
func (s *officers) showDeclare(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openDeclare(r, by)
	if err != nil {
		return err
	}
	if !by.MayDo(count.KindDeclared, v.st.Contest.ID) {
		return errNotClerk
	}
	s.drawDeclare(w, r, v)
	return nil
}

// sendDeclare declares the result. Who may not is refused by count.Desk, which puts
// the attempt on record.
func (s *officers) sendDeclare(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openDeclare(r, by)
	if err != nil {
		return err
	}
	v.typed = readMove(r)
	if resumed(r) && by.MayDo(count.KindDeclared, v.st.Contest.ID) {
		v.notice = &officer.Notice{Title: "NOT DECLARED.", Text: "You were signed out before the result was declared. Look at the figures and do it again.", Alarm: true}
		s.drawDeclare(w, r, v)
		return nil
	}
	receipt, err := s.Desk.Declare(r.Context(), by, v.typed)
	if err == nil {
		sent(w, r, v.st.Contest.ID, string(count.KindDeclared), "", receipt)
		return nil
	}
	if errors.Is(err, count.ErrForbidden) {
		return err
	}
	v.refusal = s.refusedMove(r, err)
	if v.conflict != nil {
		v.st = v.conflict.Standing
	} else {
		v.key = v.typed.Key // after a fault the same key makes a second sending safe
	}
	s.drawDeclare(w, r, v)
	return nil
}

func (s *officers) openDeclare(r *http.Request, by count.Officer) (*declareView, error) {
	st, err := s.Desk.Count(r.Context(), by, r.PathValue("contest"))
	if err != nil {
		return nil, err
	}
	return &declareView{st: st, refusal: refusal{status: http.StatusOK}}, nil
}

// notYet says why there is nothing to declare; empty where there is.
func notYet(st *count.Standing) string {
	switch {
	case st.Declared != nil:
		return stateWords(count.MayEnter(st))
	case st.Stage() != count.StageReady:
		return st.Contest.Name + " is not ready to be declared: it is " + string(st.Stage()) + "."
	}
	return ""
}

func (s *officers) drawDeclare(w http.ResponseWriter, r *http.Request, v *declareView) {
	c := v.st.Contest
	m := officer.DeclarePage{Page: s.frame(r, "Declare "+c.Name), Crumb: c.Election.Name + " · " + c.Election.Date.Words(),
		Back: backTo(c), Name: c.Name, Steps: steps(v.st), Notice: v.notice}
	if why := notYet(v.st); why != "" {
		m.Locked = true
		if m.Notice == nil {
			m.Notice = &officer.Notice{Title: "There is nothing to declare.", Text: why, Alarm: true}
		}
		s.draw(w, r, v.status, officer.Declare(m))
		return
	}
	if v.key == "" {
		v.key = newKey()
	}
	t := v.st.Tally()
	elected, _ := v.st.Winners()
	m.Winner, m.Outcome = winnerWords(count.Declare(v.st, elected))
	m.Figures, m.Papers = voteRows(c, t), append(rejectedRows(c, t), balanceRows(v.st)[0])
	m.Form = officer.Form{Action: contestURL(c.ID, "declare"), Key: v.key, Base: strconv.FormatInt(v.st.Moved, 10), Leave: contestURL(c.ID)}
	m.Announced = officer.Line{ID: "announced", Field: count.FieldAnnounced, Value: v.typed.Announced, Findings: beside(v.findings, count.FieldAnnounced),
		Note: "hh:mm, as it was announced in the hall; leave it empty if that is now (" + c.Election.Clock(s.Desk.Now()) + ")"}
	m.Authority = choose(v.typed.Authority, count.ReturningOfficer)
	m.Authority.Findings = beside(v.findings, count.FieldAuthority)
	m.Findings = declareFindings(c, v.findings)
	m.Status = officer.Status{Text: "NOT DECLARED", Mark: officer.Unsent}
	s.draw(w, r, v.status, officer.Declare(m))
}

func declareFindings(c *count.Contest, all []count.Finding) []officer.Finding {
	ids := fieldIDs{count.FieldAuthority: idAuthority, count.FieldAnnounced: "announced"}
	back := officer.Link{URL: contestURL(c.ID), Text: "Go to the count"}
	return ids.summary(all, back, back)
}

// winnerWords says in words who is elected and what changed.
func winnerWords(d count.Declaration) (winner, outcome string) {
	if len(d.Elected) != 1 {
		return "", ""
	}
	e := d.Elected[0]
	winner = e.Name() + " (" + e.Label() + ") is elected"
	if d.RunnerUp != nil {
		winner += " with a majority of " + count.Thousands(d.Majority) + " over " + d.RunnerUp.Name() + " (" + d.RunnerUp.Label() + ")"
	}
	return winner + ".", d.Outcome.Text()
}
