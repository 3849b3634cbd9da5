package count

import "slices"

// Role says what an officer does at the desk.
type Role string

const (
	RoleCountOfficer     Role = "count-officer"     // types verified papers and count sheets
	RoleReturningOfficer Role = "returning-officer" // clerk who acts on the (A)RO's authority
	RoleAdministrator    Role = "administrator"     // sees everything, touches no figure of a count
	RoleReporter         Role = "reporter"          // media profile: calls, reports and confirms results
	RoleEditor           Role = "editor"            // writes notes for the public, and sees no count
	RoleDesk             Role = "desk"              // the desk itself: closes the poll, imports
)

// Roles are those that a person can have.
func Roles() []Role {
	return []Role{RoleCountOfficer, RoleReturningOfficer, RoleAdministrator, RoleReporter, RoleEditor}
}

// Officer is whoever acts. Every write takes one.
type Officer struct {
	ID       string
	Role     Role
	Contests []string // contest ids; none means every contest
	From     string   // network address, for the audit
}

// DeskOfficer is the desk itself as an officer.
func DeskOfficer() Officer { return Officer{ID: "desk", Role: RoleDesk} }

// Authority says on whose authority an act is typed.
type Authority string

const (
	OwnAuthority     Authority = ""                  // the officer's own work: papers, sheets
	ReturningOfficer Authority = "returning-officer" // the (Acting) Returning Officer
	Deputy           Authority = "deputy"            // a deputy authorised in writing
)

// assigned tells whether the contest is among the officer's.
func (o Officer) assigned(contest string) bool {
	return len(o.Contests) == 0 || slices.Contains(o.Contests, contest)
}

// May tells whether the officer may see a contest on the officers' side. Editors see
// what is public.
func (o Officer) May(contest string) bool { return o.Role != RoleEditor && o.assigned(contest) }

// MayNote tells whether the officer's role may write notes somewhere.
func (o Officer) MayNote() bool {
	rule, _ := ruleOf(KindNoted)
	return slices.Contains(rule.Roles, o.Role)
}

// MayDo tells whether the officer may make acts of this kind on the contest, by the
// table of ActRules; states are judged elsewhere.
func (o Officer) MayDo(kind Kind, contest string) bool {
	if !o.assigned(contest) {
		return false
	}
	if kind == KindDefined || kind == KindPollClosed {
		return o.Role == RoleDesk
	}
	rule, known := ruleOf(kind)
	return known && slices.Contains(rule.Roles, o.Role)
}

// Allows tells whether an officer may make acts of this kind on the contest, as far as
// person and profile go; stages are judged by May.
func (s *Standing) Allows(by Officer, kind Kind) bool {
	if s.Contest == nil {
		return by.MayDo(kind, Overview)
	}
	return by.MayDo(kind, s.Contest.ID) && by.mayWork(&s.Contest.Election)
}

// mayWork keeps reporters to desks that receive results: elsewhere nobody declares
// alone.
func (o Officer) mayWork(e *Election) bool {
	return o.Role != RoleReporter || e.Profile == ProfileMedia
}

// suffices tells whether an authority is enough for a kind of act. On a desk that
// receives results there is no (A)RO to name.
func (a Authority) suffices(kind Kind, e *Election) bool {
	if e.Profile == ProfileMedia {
		return true
	}
	rule, known := ruleOf(kind)
	return known && slices.Contains(rule.Authority, a)
}

// Authorities are those that suffice for a kind of act, the usual one first.
func Authorities(kind Kind) []Authority {
	rule, _ := ruleOf(kind)
	return rule.Authority
}
