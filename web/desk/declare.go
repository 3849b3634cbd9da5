package desk

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

func declaring() act {
	return act{kind: count.KindDeclared, path: "declare", own: true, fresh: true, page: (*officers).drawDeclare,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.Declare(ctx, by, m, count.Announcement{Announced: v.form.Get(count.FieldAnnounced), Source: sourceOf(v)})
		}}
}

func sourceOf(v *asked) count.Source {
	return count.Source{Kind: count.SourceKind(v.form.Get(count.FieldSource)), Note: strings.TrimSpace(v.form.Get(fieldSourceNote))}
}

// undeclarable says why there is nothing to declare; empty where there is.
func undeclarable(st *count.Standing) string {
	stage, media := st.Stage(), st.Contest.Election.Profile == count.ProfileMedia
	switch {
	case st.Declared != nil:
		return stateWords(st.May(count.KindEntered))
	case st.May(count.KindDeclared) == nil:
		return ""
	case st.Adjourned != nil:
		return stateWords(st.May(count.KindDeclared))
	case media:
		return st.Contest.Name + " has no figures yet: it is " + string(stage) + "."
	}
	return st.Contest.Name + " is not ready to be declared: it is " + string(stage) + "."
}

// drawDeclare shows what is read out, in words too, and asks for the one act that
// releases it.
func (s *officers) drawDeclare(w http.ResponseWriter, r *http.Request, v *asked) {
	c := v.st.Contest
	if !v.st.Allows(v.by, count.KindDeclared) {
		s.problem(w, r, errNotClerk)
		return
	}
	m := officer.DeclarePage{Page: s.frame(r, "Declare "+c.Name), Crumb: c.Election.Name + " · " + c.Election.Date.Words(),
		Back: backTo(c), Name: c.Name, Steps: steps(v.st), Notice: v.notice}
	if why := undeclarable(v.st); why != "" {
		m.Locked = true
		if m.Notice == nil {
			m.Notice = &officer.Notice{Title: "There is nothing to declare.", Text: why, Alarm: true}
		}
		s.draw(w, r, v.status, officer.Declare(m))
		return
	}
	m.Winner, m.Outcome = electedSentences(v.st), marginWords(v.st)
	m.Script = script(v.st)
	m.Act = v.declareForm(&m)
	if !c.Uncontested() {
		m.Papers = balanceRows(v.st)[:1]
	}
	if v.st.ReadBack != nil {
		m.Papers = append(m.Papers, officer.Row{Label: "Read back by", Value: stamp(c, v.st.ReadBack.Officer, v.st.ReadBack.At)})
	}
	m.Findings = v.summary()
	m.Status = officer.Status{Text: "NOT DECLARED", Mark: officer.Unsent}
	s.follow(&m.Page, v.st, officer.Live{Seq: fmt.Sprint(v.st.Head), Text: "This count has changed since the page was opened."})
	s.draw(w, r, v.status, officer.Declare(m))
}

func (v *asked) declareForm(m *officer.DeclarePage) officer.ActForm {
	a, c := declaring(), v.st.Contest
	f := v.actForm(a, "Declare the result")
	f.Inputs = []officer.Input{v.input(a, officer.InputHour, count.FieldAnnounced, "Announced at", "hh:mm, as it was announced in the hall; leave it empty if that is now ("+v.now+")")}
	f.Hidden = []officer.Field{{Name: fieldSeen, Value: count.Seen(count.Fields{count.FieldAnnounced: v.form.Get(count.FieldAnnounced)})}}
	f.Means = []string{"From then on the figures are frozen and public: page, ticker, feed and the copy for the media go out together."}
	if c.Election.Profile == count.ProfileMedia {
		f.Button = "Confirm against the notice"
		f.Hidden = append(f.Hidden, officer.Field{Name: count.FieldSource, Value: string(count.SourceNotice)})
		f.Inputs = append(f.Inputs, v.input(a, officer.InputText, fieldSourceNote, "Which notice was seen, and where", "such as “declaration of result on the council’s site”; not public"))
		return f
	}
	f.Authority, f.On = v.choose(a, count.ReturningOfficer), ""
	if c.Election.Demands().ReadBack && !c.Uncontested() {
		switch {
		case v.st.ReadBack == nil:
			f.Locked = "Nobody typed the figures back from the signed sheet. Another officer than the one who made the count ready does that first."
			m.ReadBack = officer.Link{URL: contestURL(c.ID, readingBack().path), Text: "Read back from the signed sheet"}
		case v.st.ReadBack.Officer == v.by.ID:
			f.Locked = "You typed the figures back yourself. Another officer declares."
		}
	}
	return f
}
