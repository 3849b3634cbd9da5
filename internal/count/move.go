package count

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Move is what all acts on a count as a whole share.
type Move struct {
	Contest   string
	Key       string
	Base      int64 // Standing.Moved that the page showed
	Authority Authority
	Accepting
}

// about is what an act is about, and what its digest holds.
type about struct {
	kind Kind
	unit string // count unit, or empty
	said Fields
	free bool // of any base: what it says does not rest on figures that were seen
	// warned is what of the act its warnings are about: a tick counts for that alone.
	// Where it is empty they are about the figures that stand, which the base names.
	warned Fields
}

// act is what all such acts share: state, authority, base, then the act's own
// checks, which return its body or what is wrong.
func (d *Desk) act(ctx context.Context, by Officer, m Move, a about, body func(*Standing, *submission) (Body, []Finding)) (Receipt, error) {
	attempt := Attempt{Kind: a.kind, Contest: m.Contest, Unit: a.unit, Key: m.Key}
	said := digest(a.kind, m.Contest, a.unit, a.said, string(m.Authority), m.digest())
	return d.submit(ctx, by, attempt, said, func(s *submission, standing *Standing) error {
		if _, ok := standing.Contest.Unit(a.unit); a.unit != "" && !ok {
			return s.refuse(ErrNotFound)
		}
		if err := standing.May(a.kind); err != nil {
			return s.refuse(err)
		}
		if !m.Authority.suffices(a.kind, &standing.Contest.Election) {
			return s.refuse(&CheckError{[]Finding{{Code: E10, Field: FieldAuthority, Title: "Say on whose authority this is done.",
				Text: "Only the Returning Officer, or for some acts a deputy authorised in writing, can do this."}}})
		}
		if a.unit == "" && !a.free && standing.Moved != m.Base {
			return s.refuse(&ConflictError{Code: E11, Standing: standing,
				Message: "Something changed on this count after the page was opened. Look at the figures again."})
		}
		b, findings := body(standing, s)
		if err := s.judge(findings, m.Accepting, a.warned); err != nil {
			return s.refuse(err)
		}
		return s.accept(standing, a.unit, m.Authority, b)
	})
}

// Sign records the signature under the verification statement. From then on the
// turnout may be announced.
func (d *Desk) Sign(ctx context.Context, by Officer, m Move) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindSigned}, func(s *Standing, _ *submission) (Body, []Finding) {
		if _, ok := s.Verified(); !ok {
			return nil, []Finding{{Code: E09, Title: "Not all papers are verified yet."}}
		}
		return Signed{}, append(onRecord(s, s.Signed, "The statement is signed"), CheckStatement(s)...)
	})
}

// onRecord refuses to put an act in the place of one like it that stands (E12): what
// that said would be gone without a word. It is taken back first.
func onRecord(s *Standing, stands *Mark, what string) []Finding {
	if stands == nil {
		return nil
	}
	return []Finding{{Code: E12, Title: fmt.Sprintf("%s already: %s by %s.", what, s.Contest.Election.Clock(stands.At), stands.Officer), Text: "Take that back first where it was wrong."}}
}

// MakeProvisional says that the count is complete and in balance and puts it to
// those present.
func (d *Desk) MakeProvisional(ctx context.Context, by Officer, m Move) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindProvisional}, func(s *Standing, _ *submission) (Body, []Finding) {
		return Provisional{}, append(CheckComplete(s), CheckContest(s)...)
	})
}

// MakeReady says that agreement was sought and the statement is prepared.
func (d *Desk) MakeReady(ctx context.Context, by Officer, m Move) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindReady}, func(s *Standing, _ *submission) (Body, []Finding) {
		return Ready{}, CheckReady(s)
	})
}

// CheckReady is everything that keeps a count from being ready, together: figures,
// an undecided tie, and what its profile demands.
func CheckReady(s *Standing) []Finding {
	findings := append(CheckComplete(s), CheckTie(s)...)
	demands := s.Contest.Election.Demands()
	if demands.Signed && s.Signed == nil {
		findings = append(findings, Finding{Code: E09, Title: "The verification statement is not signed.", Text: "The Returning Officer or a deputy signs it; then the turnout can be announced too."})
	}
	if demands.Rekeyed && (s.Rekeyed == nil || !s.Rekeyed.Agrees) {
		findings = append(findings, Finding{Code: E13, Title: "The contest totals were not typed by a second person.", Text: "Another officer types them from the paper summary, without seeing these."})
	}
	return append(findings, checkConsulted(s)...)
}

func checkConsulted(s *Standing) []Finding {
	if !s.Contest.Election.Demands().Consulted {
		return nil
	}
	if s.Consulted == nil {
		return []Finding{{Code: E10, Title: "Those present were not consulted.", Text: "Candidates and agents who are there see the provisional figures first and may ask for a recount (rule 46)."}}
	}
	var open []Finding
	for _, id := range s.Unanswered() {
		c, _ := s.Contest.Candidate(id)
		open = append(open, Finding{Code: E10, Title: c.Name() + " asks for a recount.", Text: "The Returning Officer grants it, or refuses it with a reason."})
	}
	return open
}

// Unanswered is the candidates who asked for a recount when those present were
// consulted and have no answer yet.
func (s *Standing) Unanswered() []string {
	if s.Consulted == nil {
		return nil
	}
	var open []string
	for _, e := range s.Consulted.Exceptions {
		if e.Kind == AsksRecount && !s.answered(e.Candidate) {
			open = append(open, e.Candidate)
		}
	}
	return open
}

// answered tells whether a candidate's request was decided after it was made.
func (s *Standing) answered(candidate string) bool {
	for _, r := range s.Recounts {
		if r.Candidate == candidate && r.Seq > s.Consulted.Seq {
			return true
		}
	}
	return false
}

// Names of the fields of a move.
const (
	FieldAuthority = "authority"
	FieldAnnounced = "announced"
)

// pastHour reads a time of this night: the last such time on the clock of the
// election's zone that is not in the future, and not before the poll closed. Blank
// is now.
func pastHour(s *Standing, field, typed string, now time.Time) (time.Time, *Finding) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return now, nil
	}
	hour, minute, ok := parseClock(typed)
	if !ok {
		return now, &Finding{Code: E01, Field: field, Title: fmt.Sprintf("The time “%s” cannot be read.", typed), Text: "Write it as 03:26, or leave it empty if that is now."}
	}
	e := &s.Contest.Election
	local := now.In(e.Location())
	at := time.Date(local.Year(), local.Month(), local.Day(), hour, minute, 0, 0, e.Location())
	if at.After(now) {
		at = time.Date(local.Year(), local.Month(), local.Day()-1, hour, minute, 0, 0, e.Location())
	}
	if at.Before(e.Closes) && !s.Contest.Uncontested() {
		return now, &Finding{Code: E01, Field: field, Title: fmt.Sprintf("%s is in the future, or before the poll closed.", typed),
			Text: fmt.Sprintf("It is now %s; the poll closed at %s.", e.Clock(now), e.Clock(e.Closes))}
	}
	return at, nil
}

func parseClock(s string) (hour, minute int, ok bool) {
	h, m, found := strings.Cut(strings.Replace(s, ".", ":", 1), ":")
	if !found || len(m) != 2 || len(h) < 1 || len(h) > 2 || strings.ContainsAny(h+m, "+-") {
		return 0, 0, false
	}
	hour, err := strconv.Atoi(h)
	if err != nil || hour < 0 || hour > 23 {
		return 0, 0, false
	}
	minute, err = strconv.Atoi(m)
	if err != nil || minute < 0 || minute > 59 {
		return 0, 0, false
	}
	return hour, minute, true
}

// Clock writes a time as people read it, in the election's zone: "03:26 BST".
func (e *Election) Clock(t time.Time) string { return t.In(e.Location()).Format("15:04 MST") }
