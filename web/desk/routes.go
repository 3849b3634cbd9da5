package desk

import "net/http"

// route is one address of the officers' side and what answers there.
type route struct {
	pattern string
	do      action           // of a signed-in officer
	open    http.HandlerFunc // instead of do: for everybody
}

// index is every address of the officers' side.
func (s *officers) index() []route {
	const contest, unit = " /desk/contests/{contest}", " /desk/contests/{contest}/units/{unit}"
	all := []route{
		{pattern: "GET /desk/sign-in", open: s.showSignIn},
		{pattern: "POST /desk/sign-in", open: s.signIn},
		{pattern: "POST /desk/sign-out", open: s.signOut},
		{pattern: "POST /desk/change-person", open: s.changePerson},
		{pattern: "GET /desk/invitation/{token}", open: s.showInvitation},
		{pattern: "POST /desk/invitation/{token}", open: s.acceptInvitation},
		{pattern: "GET /desk/wall", open: s.showWall},

		{pattern: "GET /desk/{$}", do: s.showCounts},
		{pattern: "GET /desk/board", do: s.showBoard},
		{pattern: "GET /desk/audit", do: s.showAudit},
		{pattern: "GET /desk/audit.csv", do: s.auditCSV},

		{pattern: "GET" + contest, do: s.showContest},
		{pattern: "GET" + contest + "/papers", do: s.showPapers},
		{pattern: "POST" + contest + "/papers", do: s.sendPapers},
		{pattern: "GET" + contest + "/rounds", do: s.showRounds},
		{pattern: "GET" + contest + "/interruptions", do: s.showInterruptions},
		{pattern: "GET" + contest + "/notes", do: backToContest},
		{pattern: "POST" + contest + "/notes", do: s.addNote},

		{pattern: "GET" + unit, do: s.showSheet},
		{pattern: "POST" + unit, do: s.sendSheet},
		{pattern: "GET" + unit + "/confirm", do: backToSheet},
		{pattern: "POST" + unit + "/confirm", do: s.confirmSheet},
		{pattern: "GET" + unit + "/take-back", do: backToSheet},
		{pattern: "POST" + unit + "/take-back", do: s.takeSheetBack},
		{pattern: "GET" + unit + "/send-back", do: backToSheet},
		{pattern: "POST" + unit + "/send-back", do: s.sendSheetBack},
		{pattern: "GET" + unit + "/residual", do: backToSheet},
		{pattern: "POST" + unit + "/residual", do: s.acceptShortfall},
		{pattern: "GET" + unit + "/photos", do: backToForm},
		{pattern: "POST" + unit + "/photos", do: s.addPhoto},
		{pattern: "GET /desk/photos/{photo}", do: s.showPhoto},

		{pattern: "POST /desk/drafts/{contest}/{form}", do: s.saveDraft},
		{pattern: "GET /desk/drafts/{contest}/{form}/discard", do: backToForm},
		{pattern: "POST /desk/drafts/{contest}/{form}/discard", do: s.discardDraft},

		{pattern: "GET" + contest + "/print/units/{unit}", do: s.printSheet},
		{pattern: "GET" + contest + "/print/sheets", do: s.printSheets},
		{pattern: "GET" + contest + "/print/verification", do: s.print(verificationStatement)},
		{pattern: "GET" + contest + "/print/provisional", do: s.print(provisionalSheet)},
		{pattern: "GET" + contest + "/print/declaration", do: s.print(declarationScript)},
		{pattern: "GET" + contest + "/print/rejected", do: s.print(rejectedStatement)},
	}
	for _, a := range acts() {
		all = append(all, route{pattern: "GET" + contest + "/" + a.path, do: s.actPage(a)}, route{pattern: "POST" + contest + "/" + a.path, do: s.sendAct(a)})
	}
	if s.Watch != nil {
		all = append(all, route{pattern: "GET /desk/live/{contest}", do: s.live})
	}
	return all
}

// Patterns are the addresses of the officers' side, as [http.ServeMux] has them:
// "GET /desk/board".
func Patterns() []string {
	var all []string
	for _, r := range (&officers{Options: Options{Watch: &Watch{}}}).index() {
		all = append(all, r.pattern)
	}
	return all
}

// beside is what stands beside the officers' side where it has a listener to itself.
func (s *officers) beside() []route {
	return []route{{pattern: "GET /static/{name}", open: s.asset}, {pattern: "GET /{$}", open: toDesk}}
}

// asset sends a style sheet or script by its hashed name.
func (s *officers) asset(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.Files.Find(r.URL.Path); !ok {
		s.problem(w, r, errNoPage)
		return
	}
	s.Files.ServeHTTP(w, r)
}

// toDesk sends whoever asks for the bare host on to the desk.
func toDesk(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/desk/", http.StatusSeeOther)
}

// routes registers the index: what is not open is for signed-in officers.
func (s *officers) routes() {
	for _, r := range append(s.index(), s.beside()...) {
		if r.open != nil {
			s.mux.HandleFunc(r.pattern, r.open)
		} else {
			s.mux.Handle(r.pattern, s.signedIn(r.do))
		}
	}
}
