package desk

import "net/http"

// routes is the index of the officers' side.
func (s *officers) routes() {
	s.mux.HandleFunc("GET /desk/sign-in", s.showSignIn)
	s.mux.HandleFunc("POST /desk/sign-in", s.signIn)
	s.mux.HandleFunc("POST /desk/sign-out", s.signOut)
	s.mux.HandleFunc("POST /desk/change-person", s.changePerson)

	s.page("GET /desk/{$}", s.showCounts)
	s.page("GET /desk/contests/{contest}", s.showContest)
	s.page("GET /desk/contests/{contest}/papers", s.showPapers)
	s.page("POST /desk/contests/{contest}/papers", s.sendPapers)
	s.page("GET /desk/contests/{contest}/units/{unit}", s.showSheet)
	s.page("POST /desk/contests/{contest}/units/{unit}", s.sendSheet)
	s.actRoutes()
	for act, do := range map[string]action{"confirm": s.confirmSheet, "take-back": s.takeSheetBack, "send-back": s.sendSheetBack, "residual": s.acceptShortfall} {
		s.page("GET /desk/contests/{contest}/units/{unit}/"+act, backToSheet)
		s.page("POST /desk/contests/{contest}/units/{unit}/"+act, do)
	}

	s.page("GET /desk/contests/{contest}/print/units/{unit}", s.printSheet)
	s.page("GET /desk/contests/{contest}/print/sheets", s.printSheets)
	s.page("GET /desk/contests/{contest}/print/verification", s.print(verificationStatement))
	s.page("GET /desk/contests/{contest}/print/provisional", s.print(provisionalSheet))
	s.page("GET /desk/contests/{contest}/print/declaration", s.print(declarationScript))
	s.page("GET /desk/contests/{contest}/print/rejected", s.print(rejectedStatement))
	s.page("POST /desk/drafts/{contest}/{form}", s.saveDraft)
	s.page("POST /desk/drafts/{contest}/{form}/discard", s.discardDraft)
	s.page("POST /desk/contests/{contest}/units/{unit}/photos", s.addPhoto)
	s.page("GET /desk/photos/{photo}", s.showPhoto)
	s.page("POST /desk/contests/{contest}/notes", s.addNote)
	s.page("GET /desk/contests/{contest}/notes", backToContest)
	s.page("GET /desk/contests/{contest}/units/{unit}/photos", backToForm)
	s.page("GET /desk/drafts/{contest}/{form}/discard", backToForm)
	s.page("GET /desk/board", s.showBoard)
	s.page("GET /desk/audit", s.showAudit)
	s.page("GET /desk/audit.csv", s.auditCSV)
	s.mux.HandleFunc("GET /desk/wall", s.showWall)
	s.mux.HandleFunc("GET /desk/invitation/{token}", s.showInvitation)
	s.mux.HandleFunc("POST /desk/invitation/{token}", s.acceptInvitation)

	if s.Watch != nil {
		s.page("GET /desk/live/{contest}", s.live)
	}
}

// page registers what only a signed-in officer may do.
func (s *officers) page(pattern string, do action) {
	s.mux.Handle(pattern, s.signedIn(do))
}

// serve reads a form within its bounds before anything looks at it, and gives an
// address or method that the index does not have a page of ours.
func (s *officers) serve(w http.ResponseWriter, r *http.Request) {
	if h, pattern := s.mux.Handler(r); pattern == "" {
		s.unknown(w, r, h)
		return
	}
	if r.Method == http.MethodPost {
		r.Body = http.MaxBytesReader(w, r.Body, bodyLimit(r))
		if err := parse(r); err != nil {
			s.problem(w, r, err)
			return
		}
	}
	s.mux.ServeHTTP(w, r)
}

// unknown asks the mux's own answer for its status and allowed methods, and says
// the same in a page.
func (s *officers) unknown(w http.ResponseWriter, r *http.Request, h http.Handler) {
	told := &statusOnly{header: http.Header{}}
	h.ServeHTTP(told, r)
	if told.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", told.header.Get("Allow"))
		s.problem(w, r, errMethod)
		return
	}
	s.problem(w, r, errNoPage)
}

// statusOnly keeps the status of an answer and drops its body.
type statusOnly struct {
	header http.Header
	status int
}

func (t *statusOnly) Header() http.Header         { return t.header }
func (t *statusOnly) Write(b []byte) (int, error) { return len(b), nil }
func (t *statusOnly) WriteHeader(status int)      { t.status = status }
