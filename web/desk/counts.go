package desk

import (
	"fmt"
	"net/http"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// showCounts lists the officer's contests with what each waits for.
func (s *officers) showCounts(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	all, err := s.Desk.Counts(r.Context(), by)
	if err != nil {
		return err
	}
	m := officer.CountsPage{Page: s.frame(r, "My counts")}
	for _, st := range all {
		m.Eyebrow = st.Contest.Election.Name + " · " + st.Contest.Election.Date.Words()
		m.Counts = append(m.Counts, officer.Count{
			Name: st.Contest.Name, URL: contestURL(st.Contest.ID),
			Stage: stageWords(st.Stage()), Done: st.Declared != nil,
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
	return fmt.Sprintf("%d of %d", len(st.Sheets), len(st.Contest.Units))
}

// next is the next step of a count; its address is empty where somebody else
// takes it.
func next(st *count.Standing, by count.Officer) officer.Next {
	c := st.Contest
	switch st.Stage() {
	case count.StageScheduled:
		return officer.Next{Text: "The poll closes at " + c.Election.Clock(c.Election.Closes)}
	case count.StageAwaiting, count.StageVerifying:
		return step(by.MayDo(count.KindVerified, c.ID), "Enter verified papers", contestURL(c.ID, "papers"), "Waiting for verified papers")
	case count.StageVerified, count.StageCounting:
		if missing := st.Missing(); len(missing) > 0 {
			text := "Enter " + missing[0].Name
			if missing[0].Kind == count.Whole {
				text = "Enter the count sheet"
			}
			return step(by.MayDo(count.KindEntered, c.ID), text, unitURL(c.ID, missing[0].ID), "Waiting for "+plural(len(missing), "count sheet"))
		}
		if findings := count.CheckComplete(st); len(findings) > 0 {
			return officer.Next{Text: findings[0].Title}
		}
		return step(by.MayDo(count.KindProvisional, c.ID), "Make provisional", contestURL(c.ID), "Complete and in balance; waiting for the Returning Officer")
	case count.StageProvisional:
		return step(by.MayDo(count.KindReady, c.ID), "Consult those present", contestURL(c.ID), "Put to candidates and agents")
	case count.StageReady:
		return step(by.MayDo(count.KindDeclared, c.ID), "Declare", contestURL(c.ID, "declare"), "Ready to be declared")
	}
	return officer.Next{Text: "Declared at " + c.Election.Clock(st.Announced)}
}

// step links to what the officer can do and otherwise says what is waited for.
func step(may bool, text, address, waiting string) officer.Next {
	if may {
		return officer.Next{Text: text, URL: address}
	}
	return officer.Next{Text: waiting}
}
