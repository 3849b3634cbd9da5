package desk

import (
	"net/http"

	"resultsdesk/internal/count"
)

// actRoutes is the index of what is done to a count as a whole.
func (s *officers) actRoutes() {
	const contest = " /desk/contests/{contest}/"
	for _, a := range acts() {
		s.page("GET"+contest+a.path, s.actPage(a))
		s.page("POST"+contest+a.path, s.sendAct(a))
	}
	s.page("GET"+contest+"rounds", s.showRounds)
	s.page("GET"+contest+"interruptions", s.showInterruptions)
}

// backToContest answers who comes back to the address of something that is sent from
// the contest's page, by the browser's history or after signing in.
func backToContest(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	http.Redirect(w, r, contestURL(r.PathValue("contest")), http.StatusSeeOther)
	return nil
}
