package desk

import (
	"fmt"
	"net/http"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// showCounts lists the officer's contests with what each waits for. Editors have none
// and begin with notes.
func (s *officers) showCounts(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	if by.Role == count.RoleEditor {
		http.Redirect(w, r, notesPath, http.StatusSeeOther)
		return nil
	}
	all, err := s.Desk.Counts(r.Context(), by)
	if err != nil {
		return err
	}
	m := officer.CountsPage{Page: s.frame(r, "My counts")}
	for _, st := range all {
		m.Eyebrow = st.Contest.Election.Name + " · " + st.Contest.Election.Date.Words()
		m.Counts = append(m.Counts, officer.Count{
			Name: st.Contest.Name, URL: contestURL(st.Contest.ID),
			Stage: stageOf(st), Done: st.Declared != nil,
			Papers: papersIn(st), Sheets: sheetsIn(st), Next: next(st, by),
		})
	}
	s.draw(w, r, http.StatusOK, officer.Counts(m))
	return nil
}

// papersIn is the verified papers, or how many boxes are in.
func papersIn(st *count.Standing) string {
	if papers, ok := st.Verified(); ok {
		return count.Thousands(papers)
	}
	if len(st.Boxes) > 0 {
		return fmt.Sprintf("%d of %d boxes", len(st.Boxes), len(st.Contest.Boxes))
	}
	return "–"
}

func sheetsIn(st *count.Standing) string {
	if st.Contest.Uncontested() {
		return "–"
	}
	return fmt.Sprintf("%d of %d", len(st.Sheets), len(st.Contest.Units))
}

// next is the next step of a count for this officer; its address is empty where
// somebody else takes it, and then it says who.
func next(st *count.Standing, by count.Officer) officer.Next {
	c := st.Contest
	switch st.Stage() {
	case count.StageScheduled:
		return officer.Next{Text: "The poll closes at " + c.Election.Clock(c.Election.Closes)}
	case count.StageCountermanded, count.StageAbandoned:
		return officer.Next{Text: "Stopped at " + c.Election.Clock(st.Cancelled.At)}
	case count.StageVoid:
		return officer.Next{Text: "Set aside: " + st.Void.Reference}
	case count.StageDeclared:
		return afterDeclared(st, by)
	}
	if st.Adjourned != nil && st.May(count.KindResumed) == nil {
		return step(st.Allows(by, count.KindResumed), "Go on after the adjournment", contestURL(c.ID, "interruptions"), "Adjourned since "+c.Election.Clock(st.Adjourned.At))
	}
	all := night(st, by)
	for _, t := range all {
		if !t.done && t.next.URL != "" {
			return t.next
		}
	}
	return officer.Next{Text: waitingWords(st, all)}
}

// waitingWords say what a count waits for, and for whom.
func waitingWords(st *count.Standing, all []nightTask) string {
	sheets := len(st.Missing())
	for _, t := range all {
		switch {
		case t.done:
		case t.label == "Count sheets" && waitingFor(st) > 0:
			return "Waiting for a second person for " + plural(waitingFor(st), "count sheet")
		case t.label == "Count sheets":
			return "Waiting for " + plural(sheets, "count sheet")
		case t.label == "Put to those present" && len(count.CheckComplete(st)) > 0:
			return count.CheckComplete(st)[0].Title
		default:
			return "Waiting for " + t.by + ": " + lower(t.label)
		}
	}
	return ""
}

func afterDeclared(st *count.Standing, by count.Officer) officer.Next {
	if p := st.Proposal; p != nil {
		what := "correction"
		if p.Withdrawal {
			what = "withdrawal"
		}
		return step(p.Officer != by.ID && st.Allows(by, count.KindProposed), "Confirm the "+what, contestURL(st.Contest.ID)+"#proposal", "A "+what+" waits for a second person")
	}
	return officer.Next{Text: "Declared at " + st.Contest.Election.Clock(st.Announced)}
}

// step links to what the officer can do and otherwise says what is waited for.
func step(may bool, text, address, waiting string) officer.Next {
	if may {
		return officer.Next{Text: text, URL: address}
	}
	return officer.Next{Text: waiting}
}
