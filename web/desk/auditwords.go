package desk

import (
	"strings"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/web/view/officer"
)

// auditKinds are what can stand in the audit, in words: acts by the count's own table.
func auditKinds() []officer.Choice {
	all := []officer.Choice{
		{Value: string(count.KindDefined), Label: "Contests are defined"},
		{Value: string(count.KindPollClosed), Label: "The poll closes"},
	}
	for _, rule := range count.ActRules() {
		all = append(all, officer.Choice{Value: string(rule.Kind), Label: rule.Words})
	}
	for _, k := range []struct {
		kind  count.Kind
		words string
	}{
		{draft.KindDiscarded, "A draft is discarded"}, {draft.KindPhoto, "A photograph is added"}, {draft.KindNote, "A note is left"},
		{account.KindSignIn, "Sign-in"}, {account.KindSignOut, "Sign-out"}, {account.KindSession, "A session ends"}, {account.KindPIN, "Back by PIN"}, {account.KindProof, "Shown again who it is"}, {account.KindFactor, "Second factor"},
		{account.KindInvitation, "Invitation"}, {account.KindOfficer, "An officer is changed"},
		{count.KindLooked, "Another’s count is asked for"}, {account.KindForm, "A request is refused"}, {account.KindMore, "More of the same"},
		{account.KindAudit, "The audit is read"}, {account.KindFault, "The desk fails"},
		{count.KindEpoch, "A new life of the file begins"}, {account.KindMigrated, "The file is migrated"},
	} {
		all = append(all, officer.Choice{Value: string(k.kind), Label: k.words})
	}
	return all
}

// kindWords name a kind of the audit; one that has no words here is named as it is.
func kindWords(kinds []officer.Choice, kind count.Kind) string {
	for _, k := range kinds {
		if k.Value == string(kind) {
			return k.Label
		}
	}
	return capital(strings.ReplaceAll(string(kind), "-", " "))
}

// soughtWords say what of the audit was looked for, for the line that says who read it.
func soughtWords(a officer.AuditSearch) string {
	var parts []string
	for _, p := range []struct{ name, value string }{
		{"officer", a.Officer}, {"kind", a.Kind}, {"contest", a.Contest}, {"outcome", a.Outcome}, {"address", a.Address}, {"words", a.Text}, {"from", a.From}, {"until", a.Until},
	} {
		if p.value != "" {
			parts = append(parts, p.name+" "+short(p.value))
		}
	}
	if len(parts) == 0 {
		return "everything"
	}
	return strings.Join(parts, ", ")
}
