package count

import (
	"maps"
	"slices"
	"strings"
)

// Head is a head of rejection: the reason why a paper is void.
type Head struct {
	ID    string
	Label string
}

// Heads are the heads under which papers of a type of election are rejected, in
// the order of the statement (uk-parliament: rule 47 of schedule 1 to the 1983
// Act; uk-local: SI 2006/3304 and WSI 2021/1459). Ids are unique over all types.
func (t ElectionType) Heads() []Head {
	if t == UKLocal {
		return []Head{
			{"local-official-mark", "Want of official mark"},
			{"local-over-voted", "Voting for more candidates than entitled"},
			{"local-identifiable", "Writing or mark by which the voter could be identified"},
			{"local-uncertain", "Unmarked or wholly void for uncertainty"},
		}
	}
	return []Head{
		{"official-mark", "Want of official mark"},
		{"over-voted", "Voting for more than one candidate"},
		{"identifiable", "Writing or mark by which the voter could be identified"},
		{"uncertain", "Unmarked or void for uncertainty"},
	}
}

// Tally is what a count unit returns, or a sum of such returns. Votes are keyed
// by candidate id, never by place.
type Tally struct {
	Votes    map[string]int // candidate id → votes
	Rejected map[string]int // head id → papers
	Doubtful int            // papers sent to adjudication

	RejectedUnknown bool // media profile: nobody said how many were rejected; unknown is not zero
	Unused          *int // block vote: votes that electors did not use; nil where they are not recorded
	InPart          int  // block vote: votes lost on papers rejected in part
}

// Valid is the votes counted for candidates.
func (t Tally) Valid() int { return sum(t.Votes) }

// RejectedPapers is the papers rejected under all heads (E06: always computed).
func (t Tally) RejectedPapers() int { return sum(t.Rejected) }

// Papers is the papers that the tally accounts for where each bears one vote;
// Rules.Papers has those of any system.
func (t Tally) Papers() int { return t.Valid() + t.RejectedPapers() + t.Doubtful }

// fields is the figures of a tally by the names of their fields.
func (t Tally) fields() map[string]int {
	f := map[string]int{FieldDoubtful: t.Doubtful, FieldInPart: t.InPart}
	for id, n := range t.Votes {
		f[FieldVotes(id)] = n
	}
	for id, n := range t.Rejected {
		f[FieldHead(id)] = n
	}
	if t.Unused != nil {
		f[FieldUnused] = *t.Unused
	}
	return f
}

// Equal tells whether two tallies hold the same figures; a missing figure is a
// zero here, because checks refuse a sheet with one missing. Unknown is not zero.
func (t Tally) Equal(u Tally) bool {
	return t.Doubtful == u.Doubtful && sameFigures(t.Votes, u.Votes) && sameFigures(t.Rejected, u.Rejected) &&
		t.RejectedUnknown == u.RejectedUnknown && sameFigure(t.Unused, u.Unused) && t.InPart == u.InPart
}

// Plus is the sum of two tallies. What is not known in one is not known in the sum.
func (t Tally) Plus(u Tally) Tally {
	out := Tally{Votes: map[string]int{}, Rejected: map[string]int{}, Doubtful: t.Doubtful + u.Doubtful,
		RejectedUnknown: t.RejectedUnknown || u.RejectedUnknown, Unused: bothUnused(t, u), InPart: t.InPart + u.InPart}
	for _, part := range []Tally{t, u} {
		for id, n := range part.Votes {
			out.Votes[id] += n
		}
		for head, n := range part.Rejected {
			out.Rejected[head] += n
		}
	}
	return out
}

// bothUnused is the unused votes of two tallies. An empty one adds nothing and
// hides nothing.
func bothUnused(t, u Tally) *int {
	switch {
	case t.empty():
		return u.Unused
	case u.empty():
		return t.Unused
	case t.Unused == nil || u.Unused == nil:
		return nil
	}
	n := *t.Unused + *u.Unused
	return &n
}

// empty tells whether a tally is the start of a sum: no line of any sheet.
func (t Tally) empty() bool { return len(t.Votes) == 0 && len(t.Rejected) == 0 && t.Doubtful == 0 }

func sameFigure(a, b *int) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

func sum(figures map[string]int) int {
	var n int
	for _, v := range figures {
		n += v
	}
	return n
}

func sameFigures(a, b map[string]int) bool {
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	for k, v := range b {
		if a[k] != v {
			return false
		}
	}
	return true
}

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}

func upper(s string) string { return strings.ToUpper(s) }
