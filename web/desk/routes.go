package desk

import (
	"net/http"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// route is one address of the officers' side, whom it is for and what answers there.
type route struct {
	pattern string
	who     audience
	kind    count.Kind       // of the act that a form makes; empty: none
	fresh   bool             // for who showed lately who it is; see account.Session.Fresh
	quiet   bool             // asked by a page itself: it does not keep a session from ending idle
	do      action           // of a signed-in officer
	open    http.HandlerFunc // instead of do: for everybody
}

// audience is whom an address is for. The zero value is nobody: a route that does not
// say it is a mistake, and its page cannot be opened.
type audience int

const (
	nobody         audience = iota
	everybody               // also without a session: the way in, and the wall
	anyOfficer              // shows and changes the officer's own alone, or what all may know
	contestOfficer          // officers of the contest in the address
	actOfficer              // those of them whose role types the act; see count.ActRules
	auditReader             // see account.MayAudit
	administrator           // see account.MayAdminister
	operator                // administrators: who runs the desk itself
	noteWriter              // who may write notes for the public somewhere
	placeWriter             // who may write them on the contest in the address, or without one on the overview
)

// admits says whether an officer may be at an address. What a form asks for is
// count.Desk's to refuse, which puts on record what was tried.
func (s *officers) admits(at route, r *http.Request, by count.Officer) error {
	switch at.who {
	case anyOfficer, actOfficer:
		return nil
	case contestOfficer:
		if contest := r.PathValue("contest"); r.Method != http.MethodPost && !by.May(contest) {
			_, err := s.Desk.Count(r.Context(), by, contest) // refuses, on record
			return err
		}
		return nil
	case auditReader:
		if account.MayAudit(by) {
			return nil
		}
		return account.ErrNoAudit
	case administrator:
		if account.MayAdminister(by) {
			return nil
		}
	case noteWriter:
		if by.MayNote() {
			return nil
		}
	case placeWriter:
		_, err := s.Desk.NotePlace(r.Context(), by, r.PathValue("contest")) // refuses, on record
		return err
	case operator:
		if by.Role == count.RoleAdministrator {
			return nil
		}
		return errNotOperator
	}
	return count.ErrForbidden
}

// index is every address of the officers' side.
func (s *officers) index() []route {
	const contest, unit = " /desk/contests/{contest}", " /desk/contests/{contest}/units/{unit}"
	all := []route{
		{pattern: "GET /desk/sign-in", who: everybody, open: s.showSignIn},
		{pattern: "POST /desk/sign-in", who: everybody, open: s.signIn},
		{pattern: "POST /desk/sign-out", who: everybody, open: s.signOut},
		{pattern: "GET /desk/change-person", who: everybody, open: s.showChange},
		{pattern: "POST /desk/change-person", who: everybody, open: s.changePerson},
		{pattern: "GET /desk/invitation/{token}", who: everybody, open: s.showInvitation},
		{pattern: "POST /desk/invitation/{token}", who: everybody, open: s.acceptInvitation},
		{pattern: "POST /desk/sign-in/passkey", who: everybody, open: s.signInByPasskey},
		{pattern: "POST /desk/sign-in/passkey/options", who: everybody, open: s.asksPasskey(s.signInQuestion)},
		{pattern: "GET /desk/sign-in/second", who: everybody, open: s.showSecond},
		{pattern: "POST /desk/sign-in/second", who: everybody, open: s.second},
		{pattern: "POST /desk/sign-in/second/options", who: everybody, open: s.asksPasskey(s.proofQuestion)},
		{pattern: "GET /desk/sign-in/enrol", who: everybody, open: s.showEnrol},
		{pattern: "POST /desk/sign-in/enrol", who: everybody, open: s.enrol},
		{pattern: "POST /desk/sign-in/enrol/options", who: everybody, open: s.asksPasskey(s.newQuestion)},
		{pattern: "GET /desk/wall", who: everybody, open: s.showWall},

		{pattern: "GET /desk/{$}", who: anyOfficer, do: s.showCounts},
		{pattern: "GET /desk/board", who: anyOfficer, do: s.showBoard},
		{pattern: "GET /desk/sign-in/go-on", who: anyOfficer, do: ledBack("/desk/")},
		{pattern: "POST /desk/sign-in/go-on", who: anyOfficer, do: s.onward},
		{pattern: "GET /desk/factors", who: anyOfficer, fresh: true, do: s.showFactors},
		{pattern: "GET /desk/factors/{button...}", who: anyOfficer, do: ledBack(factorsPath)},
		{pattern: "GET /desk/factors/authenticator", who: anyOfficer, fresh: true, do: s.showAuthenticator},
		{pattern: "POST /desk/factors/authenticator", who: anyOfficer, fresh: true, do: s.offerAuthenticator},
		{pattern: "POST /desk/factors/authenticator/confirm", who: anyOfficer, fresh: true, do: s.confirmAuthenticator},
		{pattern: "POST /desk/factors/authenticator/remove", who: anyOfficer, fresh: true, do: s.removeAuthenticator},
		{pattern: "POST /desk/factors/passkeys", who: anyOfficer, fresh: true, do: s.addPasskey},
		{pattern: "POST /desk/factors/passkeys/options", who: anyOfficer, fresh: true, do: s.newPasskeyQuestion},
		{pattern: "POST /desk/factors/passkeys/remove", who: anyOfficer, fresh: true, do: s.removePasskey},
		{pattern: "POST /desk/factors/recovery", who: anyOfficer, fresh: true, do: s.makeRecovery},
		{pattern: "GET /desk/session", who: anyOfficer, quiet: true, do: s.showSession},
		{pattern: "POST /desk/session", who: anyOfficer, do: s.showSession},
		{pattern: "GET /desk/sessions", who: anyOfficer, do: s.showSessions},
		{pattern: "GET /desk/sessions/{button}", who: anyOfficer, do: ledBack("/desk/sessions")},
		{pattern: "POST /desk/sessions/end", who: anyOfficer, do: s.endSession},
		{pattern: "POST /desk/sessions/others", who: anyOfficer, do: s.endOthers},
		{pattern: "GET /desk/people", who: anyOfficer, do: s.showPeople},
		{pattern: "GET /desk/people/{button}", who: anyOfficer, do: ledBack("/desk/people")},
		{pattern: "POST /desk/people/pin", who: anyOfficer, fresh: true, do: s.choosePIN},
		{pattern: "POST /desk/people/add", who: anyOfficer, do: s.addPerson},
		{pattern: "POST /desk/people/sign-out", who: anyOfficer, do: s.leaveLaptop},
		{pattern: "GET /desk/prove", who: anyOfficer, do: s.showProve},
		{pattern: "POST /desk/prove", who: anyOfficer, do: s.prove},

		{pattern: "GET /desk/officers", who: administrator, fresh: true, do: s.showStaff},
		{pattern: "GET /desk/officers/{officer}", who: administrator, fresh: true, do: s.showMember},
		{pattern: "GET /desk/officers/{officer}/{button}", who: administrator, do: backToMember},
		{pattern: "POST /desk/officers/{officer}/end", who: administrator, fresh: true, do: s.member(s.endMembers)},
		{pattern: "POST /desk/officers/{officer}/disable", who: administrator, fresh: true, do: s.member(s.disable)},
		{pattern: "POST /desk/officers/{officer}/enable", who: administrator, fresh: true, do: s.member(s.enable)},
		{pattern: "POST /desk/officers/{officer}/reset", who: administrator, fresh: true, do: s.member(s.resetFactors)},
		{pattern: "POST /desk/officers/{officer}/invite", who: administrator, fresh: true, do: s.inviteAgain},
		{pattern: "GET /desk/audit", who: auditReader, do: s.showAudit},
		{pattern: "GET /desk/audit.csv", who: auditReader, do: s.auditFile("audit.csv", "text/csv; charset=utf-8", account.AuditCSV)},
		{pattern: "GET /desk/audit.jsonl", who: auditReader, do: s.auditFile("audit.jsonl", "application/jsonl; charset=utf-8", account.AuditJSONL)},

		{pattern: "GET" + contest, who: contestOfficer, do: s.showContest},
		{pattern: "GET" + contest + "/papers", who: contestOfficer, do: s.showPapers},
		{pattern: "POST" + contest + "/papers", who: actOfficer, kind: count.KindVerified, do: s.sendPapers},
		{pattern: "GET" + contest + "/rounds", who: contestOfficer, do: s.showRounds},
		{pattern: "GET" + contest + "/interruptions", who: contestOfficer, do: s.showInterruptions},
		{pattern: "GET" + contest + "/notes", who: contestOfficer, do: backToContest},
		{pattern: "POST" + contest + "/notes", who: contestOfficer, do: s.addNote},

		{pattern: "GET " + notesPath, who: noteWriter, do: s.showNotes},
		{pattern: "GET " + notesPath + "/place", who: noteWriter, do: s.goToPlace},
		{pattern: "GET " + overviewPath + "/" + pathNote, who: placeWriter, do: s.showPlace},
		{pattern: "POST " + overviewPath + "/" + pathNote, who: actOfficer, kind: count.KindNoted, do: s.sendNote},
		{pattern: "GET " + overviewPath + "/" + pathWithdraw, who: placeWriter, do: s.showWithdrawal},
		{pattern: "POST " + overviewPath + "/" + pathWithdraw, who: actOfficer, kind: count.KindNoteWithdrawn, do: s.sendWithdrawal},
		{pattern: "GET" + contest + "/" + pathNote, who: placeWriter, do: s.showPlace},
		{pattern: "POST" + contest + "/" + pathNote, who: actOfficer, kind: count.KindNoted, do: s.sendNote},
		{pattern: "GET" + contest + "/" + pathWithdraw, who: placeWriter, do: s.showWithdrawal},
		{pattern: "POST" + contest + "/" + pathWithdraw, who: actOfficer, kind: count.KindNoteWithdrawn, do: s.sendWithdrawal},

		{pattern: "GET" + unit, who: contestOfficer, do: s.showSheet},
		{pattern: "POST" + unit, who: actOfficer, kind: count.KindEntered, do: s.sendSheet},
		{pattern: "GET" + unit + "/confirm", who: contestOfficer, do: backToSheet},
		{pattern: "POST" + unit + "/confirm", who: actOfficer, kind: count.KindConfirmed, do: s.confirmSheet},
		{pattern: "GET" + unit + "/take-back", who: contestOfficer, do: backToSheet},
		{pattern: "POST" + unit + "/take-back", who: actOfficer, kind: count.KindTakenBack, do: s.takeSheetBack},
		{pattern: "GET" + unit + "/send-back", who: contestOfficer, do: backToSheet},
		{pattern: "POST" + unit + "/send-back", who: actOfficer, kind: count.KindSentBack, do: s.sendSheetBack},
		{pattern: "GET" + unit + "/residual", who: contestOfficer, do: backToSheet},
		{pattern: "POST" + unit + "/residual", who: actOfficer, kind: count.KindResidual, do: s.acceptShortfall},
		{pattern: "GET" + unit + "/photos", who: contestOfficer, do: backToForm},
		{pattern: "POST" + unit + "/photos", who: contestOfficer, do: s.addPhoto},
		{pattern: "GET /desk/photos/{photo}", who: anyOfficer, do: s.showPhoto},

		{pattern: "POST /desk/drafts/{contest}/{form}", who: contestOfficer, do: s.saveDraft},
		{pattern: "GET /desk/drafts/{contest}/{form}/discard", who: contestOfficer, do: backToForm},
		{pattern: "POST /desk/drafts/{contest}/{form}/discard", who: contestOfficer, do: s.discardDraft},

		{pattern: "GET" + contest + "/print/units/{unit}", who: contestOfficer, do: s.printSheet},
		{pattern: "GET" + contest + "/print/sheets", who: contestOfficer, do: s.printSheets},
		{pattern: "GET" + contest + "/print/verification", who: contestOfficer, do: s.print(verificationStatement)},
		{pattern: "GET" + contest + "/print/provisional", who: contestOfficer, do: s.print(provisionalSheet)},
		{pattern: "GET" + contest + "/print/declaration", who: contestOfficer, do: s.print(declarationScript)},
		{pattern: "GET" + contest + "/print/rejected", who: contestOfficer, do: s.print(rejectedStatement)},
	}
	for _, a := range acts() {
		all = append(all,
			route{pattern: "GET" + contest + "/" + a.path, who: contestOfficer, fresh: a.fresh && a.own, do: s.actPage(a)},
			route{pattern: "POST" + contest + "/" + a.path, who: actOfficer, kind: a.kind, fresh: a.fresh, do: s.sendAct(a)})
	}
	if s.Watch != nil {
		all = append(all, route{pattern: "GET /desk/live/{contest}", who: contestOfficer, quiet: true, do: s.live})
	}
	if s.Operation != nil {
		all = append(all,
			route{pattern: "GET /desk/operations", who: operator, do: s.showOperations},
			route{pattern: "GET /desk/runbook", who: operator, do: s.showRunbook})
	}
	return all
}

// routes registers the index: what is not for everybody is for signed-in officers.
func (s *officers) routes() {
	for _, r := range append(s.index(), s.beside()...) {
		if r.open != nil {
			s.mux.HandleFunc(r.pattern, r.open)
		} else {
			s.mux.Handle(r.pattern, s.signedIn(r))
		}
	}
}
