package feed

import (
	"time"

	"resultsdesk/internal/count"
)

// Lot says that votes were equal at the line of those elected and a lot decided
// (rule 49). The votes stay as they were counted.
type Lot struct {
	Tied   []string `json:"tied"`   // candidate ids
	Chosen []string `json:"chosen"` // candidate ids
	Method string   `json:"method,omitempty"`
	Text   string   `json:"text"` // the sentence of the statement
}

// Called is a winner named without figures, on a desk that receives results.
type Called struct {
	At      time.Time `json:"at"`
	Elected []string  `json:"elected"` // candidate ids
	Source  Source    `json:"source"`
}

// Source is where a desk has a result from.
type Source struct {
	Kind count.SourceKind `json:"kind"`
	Text string           `json:"text"` // "by telephone from the hall"
}

// Recount is a count that is made again.
type Recount struct {
	Round int       `json:"round"` // 1 is the first recount
	Since time.Time `json:"since"`
	Units []string  `json:"units,omitempty"` // names of those counted again; none is all
	// Superseded: the figures shown are those before the recount.
	Superseded bool `json:"superseded,omitempty"`
}

// Notice is something that was said of a contest, when and why.
type Notice struct {
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// Correction puts a declared result right. The winner never changes by one.
type Correction struct {
	Number  int       `json:"number"` // from 1
	At      time.Time `json:"at"`
	Reason  string    `json:"reason"`
	Changes []Change  `json:"changes"`
}

// Change is one figure or text before and after a correction: whole numbers without
// separators, percentages with one decimal, a time as "03:26". Blank is "not known".
type Change struct {
	Field string `json:"field"` // "votes.1120", "electorate", "turnout"
	Label string `json:"label"` // for people
	Was   string `json:"was"`
	Now   string `json:"now"`
	// Derived: it follows from another change.
	Derived bool `json:"derived,omitempty"`
}

// Withdrawal is a result that was published in error and taken back.
type Withdrawal struct {
	Published time.Time `json:"published"`
	Withdrawn time.Time `json:"withdrawn"`
	Reason    string    `json:"reason"`
}

// interruptions puts on the wire what was said of the contest beside its figures.
func interruptions(out *Contest, s *count.Standing) {
	e := &s.Contest.Election
	if a := s.Adjourned; a != nil && workable(s.Stage()) {
		out.Adjourned = &Notice{inZone(a.At, e), a.Reason}
	}
	if c := s.Cancelled; c != nil {
		out.Cancelled = &Notice{inZone(c.At, e), c.Reason}
	}
	if v := s.Void; v != nil {
		out.Void = &Notice{inZone(v.At, e), v.Reference}
	}
	for _, w := range s.Withdrawals {
		out.Withdrawals = append(out.Withdrawals, Withdrawal{inZone(w.Published, e), inZone(w.Mark.At, e), w.Proposal.Reason})
	}
	if r := s.Recount; r != nil && s.Stage() == count.StageRecount {
		out.Recount = &Recount{Round: r.Round, Since: inZone(r.At, e)}
		for _, id := range r.Units {
			if u, ok := s.Contest.Unit(id); ok {
				out.Recount.Units = append(out.Recount.Units, u.Name)
			}
		}
	}
}

// workable tells whether a count can go on at a stage.
func workable(stage count.Stage) bool {
	switch stage {
	case count.StageDeclared, count.StageVoid, count.StageCountermanded, count.StageAbandoned:
		return false
	}
	return true
}

// sourceOf says in words how a result reached the desk. Who said it, and on which
// number, stays at the desk.
func sourceOf(from count.Source) Source {
	text := map[count.SourceKind]string{
		count.SourcePhoned: "by telephone from the hall", count.SourceHeard: "heard in the hall", count.SourceNotice: "from the notice",
	}[from.Kind]
	return Source{Kind: from.Kind, Text: text}
}

// reportedBy is the source of the figures that a desk received last; nil where
// sheets name none.
func reportedBy(s *count.Standing) *Source {
	var last count.Sheet
	for _, sheet := range s.Sheets {
		if sheet.Seq > last.Seq {
			last = sheet
		}
	}
	if last.Source.Kind == "" {
		return nil
	}
	from := sourceOf(last.Source)
	return &from
}
