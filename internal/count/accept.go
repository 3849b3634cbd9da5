package count

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// Accepting is how an officer accepts warnings: each with a tick and a typed
// reason, for the figures that it was raised on.
type Accepting struct {
	Seen    string // Seen of the figures on which the warnings were shown
	Reasons Fields // by FieldReasonFor; only those that are ticked
}

// FieldReasonFor is the field of the reason for accepting a warning.
func FieldReasonFor(code Code, field string) string { return "why." + string(code) + "." + field }

// Seen is a short mark of figures as typed. Ticks made on other figures do not
// count: a warning is looked at again when a figure changes.
func Seen(figures Fields) string {
	h := sha256.New()
	for _, field := range sortedKeys(figures) {
		fmt.Fprintf(h, "%q=%q\n", field, normalFigure(figures[field]))
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}

func (a Accepting) digest() string {
	var b strings.Builder
	for _, field := range sortedKeys(a.Reasons) {
		fmt.Fprintf(&b, "%q=%q;", field, a.Reasons[field])
	}
	return b.String()
}

// longestReason is how many characters of a reason are kept.
const longestReason = 500

// accepted pairs warnings with their reasons; missing is those that have none.
func (a Accepting) accepted(findings []Finding, figures Fields) (given []Acceptance, missing bool) {
	for _, f := range findings {
		if f.Code.Severity() != Warning {
			continue
		}
		reason := strings.TrimSpace(a.Reasons[FieldReasonFor(f.Code, f.Field)])
		if reason == "" || a.Seen != Seen(figures) {
			missing = true
			continue
		}
		given = append(given, Acceptance{f.Code, f.Field, clipped(reason, longestReason)})
	}
	return given, missing
}

func clipped(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most])
	}
	return text
}

// judge refuses what cannot be, and what is unlikely as long as no reason is given
// for it. The reasons go with the act.
func (s *submission) judge(findings []Finding, a Accepting, figures Fields) error {
	if refused(findings) {
		return &CheckError{Refusals(findings)}
	}
	given, missing := a.accepted(findings, figures)
	if missing {
		return &CheckError{findings}
	}
	s.accepted = given
	return nil
}

func refused(findings []Finding) bool { return len(Refusals(findings)) > 0 }
