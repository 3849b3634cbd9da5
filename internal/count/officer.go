package count

import "slices"

// Role says what an officer does at the desk.
type Role string

const (
	RoleCountOfficer     Role = "count-officer"     // types verified papers and count sheets
	RoleReturningOfficer Role = "returning-officer" // clerk who acts on the (A)RO's authority
	RoleAdministrator    Role = "administrator"     // sees everything, touches no figure
	RoleDesk             Role = "desk"              // the desk itself: closes the poll, imports
)

// Roles are those that a person can have.
func Roles() []Role { return []Role{RoleCountOfficer, RoleReturningOfficer, RoleAdministrator} }

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

// May tells whether the officer may see a contest on the officers' side.
func (o Officer) May(contest string) bool { return o.assigned(contest) }

// MayDo tells whether the officer may make acts of this kind on the contest. It
// is the one table of who may do what; states are judged elsewhere.
func (o Officer) MayDo(kind Kind, contest string) bool {
	if !o.assigned(contest) {
		return false
	}
	switch kind {
	case KindDefined, KindPollClosed:
		return o.Role == RoleDesk
	case KindVerified:
		return o.Role == RoleCountOfficer || o.Role == RoleReturningOfficer
	case KindEntered:
		return o.Role == RoleCountOfficer
	case KindProvisional, KindReady, KindTakenBack, KindDeclared:
		return o.Role == RoleReturningOfficer
	}
	return false
}

// suffices tells whether an authority is enough for a kind of act: a deputy may
// make a count provisional, the rest is the (A)RO's own (rules 46 and 50).
func (a Authority) suffices(kind Kind) bool {
	switch kind {
	case KindProvisional:
		return a == ReturningOfficer || a == Deputy
	case KindReady, KindTakenBack, KindDeclared:
		return a == ReturningOfficer
	}
	return a == OwnAuthority
}
