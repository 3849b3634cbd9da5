package count

import (
	"fmt"
	"slices"
	"strings"
)

// ActRule says when an act can happen, who types it and on whose authority. The
// table of these rules is the one place that decides it; docs/states.md is made
// from it.
type ActRule struct {
	Kind      Kind
	Words     string      // what happens, for people
	From      []Stage     // stages in which it can happen
	Roles     []Role      // who may type it
	Authority []Authority // on whose authority
}

// ActRules are the rules of all acts that people make, in the order of a night.
func ActRules() []ActRule {
	var (
		clerk    = []Role{RoleReturningOfficer}
		officers = []Role{RoleCountOfficer, RoleReturningOfficer}
		heads    = []Role{RoleReturningOfficer, RoleAdministrator, RoleReporter}
		editors  = []Role{RoleEditor, RoleAdministrator}
		own      = []Authority{OwnAuthority}
		ro       = []Authority{ReturningOfficer}
		deputy   = []Authority{ReturningOfficer, Deputy}

		before = []Stage{StageScheduled}
		papers = []Stage{StageAwaiting, StageVerifying, StageVerified}
		votes  = []Stage{StageVerified, StageCounting, StageRecount, StageProvisional, StageWithdrawn}
		put    = []Stage{StageProvisional, StageWithdrawn} // to those present
		media  = []Stage{StageAwaiting, StageCalled, StageReported}
		still  = []Stage{StageCounting, StageRecount}
	)
	working := join(papers, votes, []Stage{StageReady}, media)
	always := join(before, working, []Stage{StageDeclared, StageUncontested, StageCountermanded, StageAbandoned, StageVoid})
	return []ActRule{
		{KindCancelled, "The poll is countermanded or abandoned", join(before, working, []Stage{StageUncontested}), clerk, ro},
		{KindDied, "A candidate died", join(before, working), clerk, ro},
		{KindPublish, "What is public while counting changes", join(before, working), clerk, ro},
		{KindVerified, "Papers of a box, or of all, are verified", join(papers, votes), officers, own},
		{KindSigned, "The verification statement is signed", votes, clerk, deputy},
		{KindEntered, "A count sheet is entered", join(votes, media), []Role{RoleCountOfficer, RoleReporter}, own},
		{KindConfirmed, "A second person confirms a count sheet", votes, officers, own},
		{KindSentBack, "A sheet goes back to its table", votes, officers, own},
		{KindResidual, "A shortfall of papers is accepted", join([]Stage{StageVerified}, still), clerk, ro},
		{KindRekeyed, "Contest totals are typed blind", join(still, put), officers, own},
		{KindProvisional, "The count is put to those present", still, clerk, deputy},
		{KindConsulted, "Those present were consulted", put, clerk, deputy},
		{KindRecount, "A recount is granted or refused", put, clerk, ro},
		{KindLot, "A lot decides equal votes", join(put, []Stage{StageReported}), []Role{RoleReturningOfficer, RoleReporter}, ro},
		{KindReady, "The statement is prepared", put, clerk, ro},
		{KindReadBack, "A second person types figures back", []Stage{StageReady}, officers, own},
		{KindTakenBack, "An act before the declaration is undone", join(before, working, []Stage{StageCountermanded, StageAbandoned, StageDeclared}), []Role{RoleCountOfficer, RoleReturningOfficer, RoleReporter, RoleAdministrator}, []Authority{OwnAuthority, ReturningOfficer, Deputy}},
		{KindAdjourned, "The count is adjourned", working, clerk, deputy},
		{KindResumed, "The count goes on", working, clerk, deputy},
		{KindCalled, "A winner is called without figures", []Stage{StageAwaiting, StageCalled, StageWithdrawn}, []Role{RoleReporter, RoleReturningOfficer}, own},
		{KindDeclared, "The result is declared", []Stage{StageReady, StageReported, StageUncontested}, []Role{RoleReturningOfficer, RoleReporter}, ro},
		{KindProposed, "A correction or withdrawal is proposed", []Stage{StageDeclared}, heads, ro},
		{KindCorrected, "A correction is confirmed by a second person", []Stage{StageDeclared}, heads, ro},
		{KindWithdrawn, "A withdrawal is confirmed by a second person", []Stage{StageDeclared}, heads, ro},
		{KindNoted, "An editor’s note is published; also after the declaration", always, editors, own},
		{KindNoteWithdrawn, "An editor’s note is withdrawn; also after the declaration", always, editors, own},
		{KindVoid, "An election court sets the result aside", []Stage{StageDeclared}, []Role{RoleReturningOfficer, RoleAdministrator}, ro},
	}
}

func join(sets ...[]Stage) []Stage {
	var all []Stage
	for _, set := range sets {
		for _, stage := range set {
			if !slices.Contains(all, stage) {
				all = append(all, stage)
			}
		}
	}
	return all
}

func ruleOf(kind Kind) (ActRule, bool) {
	rules := ActRules()
	i := slices.IndexFunc(rules, func(r ActRule) bool { return r.Kind == kind })
	if i < 0 {
		return ActRule{}, false
	}
	return rules[i], true
}

// May tells whether an act of this kind can happen at the stage of a count: nil, or
// a *StateError that says why not in the officer's words. Figures and people are
// judged elsewhere.
func (s *Standing) May(kind Kind) error {
	stage := s.Stage()
	media := s.Contest.Election.Profile == ProfileMedia
	rule, known := ruleOf(kind)
	if !known {
		return &StateError{Code: E10, Stage: stage, Message: "This cannot be done by an officer."}
	}
	allowed := slices.Contains(rule.From, stage)
	switch kind {
	case KindEntered:
		if s.Contest.Election.Demands().Papers {
			allowed = allowed && !s.unverified() && !slices.Contains([]Stage{StageAwaiting, StageCalled, StageReported}, stage)
		} else {
			allowed = allowed || stage == StageWithdrawn
		}
	case KindDeclared:
		allowed = allowed || stage == StageWithdrawn && (media || s.Contest.Uncontested())
	case KindCalled:
		allowed = allowed && media
	case KindConfirmed, KindVerified, KindSigned, KindProvisional, KindSentBack, KindResidual, KindRekeyed, KindConsulted, KindRecount, KindReady, KindReadBack:
		allowed = allowed && !media // it counts nothing
	case KindAdjourned:
		allowed = allowed && s.Adjourned == nil
	case KindResumed:
		allowed = allowed && s.Adjourned != nil
	}
	if kind == KindNoted || kind == KindNoteWithdrawn {
		return nil // of no figure and no stage
	}
	if stage == StageWithdrawn && s.Contest.Uncontested() && !slices.Contains([]Kind{KindDeclared, KindTakenBack, KindCancelled, KindPublish}, kind) {
		allowed = false // there was no poll to count
	}
	if s.Adjourned != nil && slices.Contains([]Kind{KindProvisional, KindReady, KindDeclared}, kind) {
		return &StateError{Code: E10, Stage: stage, Message: fmt.Sprintf("The count of %s is adjourned since %s. It has to go on first.", s.Contest.Name, s.Contest.Election.Clock(s.Adjourned.At))}
	}
	if allowed {
		return nil
	}
	return s.notNow(kind, rule)
}

// unverified tells whether papers that votes rest on are still to be verified. That
// can be so after votes were entered: a total may have given way to boxes since.
func (s *Standing) unverified() bool {
	_, all := s.Verified()
	return s.Contest.Election.Demands().Papers && !all
}

// notNow says in the officer's words why an act has to wait, or comes too late.
func (s *Standing) notNow(kind Kind, rule ActRule) error {
	c, stage := s.Contest, s.Stage()
	refuse := func(code Code, format string, args ...any) error {
		return &StateError{Code: code, Stage: stage, Message: fmt.Sprintf(format, args...)}
	}
	figures := kind == KindEntered || kind == KindVerified || kind == KindConfirmed
	switch {
	case stage == StageScheduled:
		return refuse(E09, "The poll closes at %s. Nothing can be entered before.", c.Election.Clock(c.Election.Closes))
	case c.Uncontested() && stage != StageDeclared && stage != StageVoid, stage == StageCountermanded, stage == StageAbandoned:
		return refuse(E17, "%s is %s. It takes no votes.", c.Name, stage)
	case stage == StageVoid:
		return refuse(E10, "The result of %s was set aside: %s.", c.Name, s.Void.Reference)
	case stage == StageDeclared:
		return refuse(E10, "The result of %s was declared at %s. Its figures are frozen; they can be corrected or withdrawn by two people.", c.Name, c.Election.Clock(s.Announced))
	case stage == StageReady && figures:
		return refuse(E10, "%s is ready to be declared. The Returning Officer can take that back; then figures can be entered again.", c.Name)
	case kind == KindEntered && s.unverified():
		return refuse(E09, "Votes cannot be entered before all papers of %s are verified.", c.Name)
	}
	var from []string
	for _, f := range rule.From {
		if s.canBe(f) {
			from = append(from, string(f))
		}
	}
	return refuse(E10, "%s is %s; this can be done only when it is %s.", c.Name, stage, strings.Join(from, " or "))
}

// canBe tells whether a contest of this kind, at this point of its night, can come
// to a stage: what a person is told to wait for.
func (s *Standing) canBe(stage Stage) bool {
	media := s.Contest.Election.Profile == ProfileMedia
	switch stage {
	case StageCalled, StageReported:
		return media
	case StageUncontested:
		return s.Contest.Uncontested()
	case StageRecount:
		return s.Recount != nil
	case StageWithdrawn:
		return s.Withdrawn != nil
	case StageAwaiting, StageScheduled:
		return true
	}
	return !media
}
