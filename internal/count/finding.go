package count

import "slices"

// Code names a rule of the count. The numbers are stable and stand in the
// manual.
type Code string

// The rules that refuse an entry, and the hint that goes with a refusal.
const (
	E01 Code = "E01" // a figure is a whole number, zero or more; blank is not zero
	E02 Code = "E02" // every candidate exactly once, none unknown, the layout current
	E03 Code = "E03" // no candidate has more votes than there are papers
	E04 Code = "E04" // votes and rejected papers cannot exceed papers
	E05 Code = "E05" // votes and rejected papers equal papers
	E06 Code = "E06" // the rejected total equals the sum of its heads
	E07 Code = "E07" // papers cannot exceed a final electorate
	E08 Code = "E08" // an electorate is one or more
	E09 Code = "E09" // no votes before verified papers
	E10 Code = "E10" // no entry from ready on
	E11 Code = "E11" // no entry on top of figures that were not seen
	E12 Code = "E12" // a submission counts once
	E13 Code = "E13" // nobody stands behind what they typed themselves
	E14 Code = "E14" // no declaration while votes are equal at the elected line
	E15 Code = "E15" // a lot only between those tied at the elected line
	E16 Code = "E16" // as many elected as there are seats
	E17 Code = "E17" // a contest without a poll takes no votes
	E18 Code = "E18" // a base adds up and names its kind
	W01 Code = "W01" // turnout outside the usual band
	W02 Code = "W02" // many rejected papers
	W03 Code = "W03" // no rejected paper in a large count
	W04 Code = "W04" // a candidate without a vote
	W05 Code = "W05" // a very large change in share
	W06 Code = "W06" // a total went down outside a recount
	W07 Code = "W07" // two candidates look exchanged, or the leader changed
	W08 Code = "W08" // ten times, or a tenth, of what stood before
	W09 Code = "W09" // what a difference often comes from
	W10 Code = "W10" // a box that does not agree with its ballot paper account
	W11 Code = "W11" // an electorate far from the previous one
	W12 Code = "W12" // more papers than a provisional electorate
	W13 Code = "W13" // a very small majority
	W14 Code = "W14" // a candidate close to the deposit line
	W15 Code = "W15" // equal votes away from the elected line
	W16 Code = "W16" // a time of announcement that cannot be right
)

// Severity says what a finding asks of the officer.
type Severity int

const (
	Refusal Severity = iota // impossible or out of procedure: nothing is stored
	Warning                 // unlikely: stored with a tick and a typed reason
	Notice                  // worth knowing: asks nothing
)

// Severity of a rule: E is refused, W09 only comes as a hint, W13 to W15 are
// notices, every other W is a warning.
func (c Code) Severity() Severity {
	switch {
	case c[0] == 'E':
		return Refusal
	case c == W13 || c == W14 || c == W15:
		return Notice
	}
	return Warning
}

// Finding is one thing found wrong with a submission.
type Finding struct {
	Code  Code
	Field string // field of the form, as in FieldVotes; empty for the sheet as a whole
	Title string // one sentence
	Text  string // the figures behind it; may be empty
	Hint  string // W09: what it often comes from; may be empty
}

// Severity of the finding's rule.
func (f Finding) Severity() Severity { return f.Code.Severity() }

// Refusals are the findings that no reason gets past.
func Refusals(all []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(all), func(f Finding) bool { return f.Severity() != Refusal })
}

// Names of the fields of a form. A figure is always keyed by what it is of, never
// by its place.
const (
	FieldDoubtful = "doubtful"
	FieldRejected = "rejected" // optional: the total of the heads as added on the sheet
	FieldTotal    = "papers"   // verified papers of the whole contest
)

// FieldVotes is the field of a candidate's votes.
func FieldVotes(candidate string) string { return "votes." + candidate }

// FieldHead is the field of the papers rejected under a head.
func FieldHead(head string) string { return "rejected." + head }

// FieldBox is the field of the verified papers of a box or postal session.
func FieldBox(box string) string { return "papers." + box }

// FieldEntrusted is the field of the papers handed to a presiding officer.
func FieldEntrusted(box string) string { return "entrusted." + box }

// FieldUnusedPapers is the field of the papers that came back unused.
func FieldUnusedPapers(box string) string { return "unused-papers." + box }

// FieldSpoilt is the field of the papers handed back by voters and replaced.
func FieldSpoilt(box string) string { return "spoilt." + box }

// FieldTendered is the field of the tendered papers used; blank is 0.
func FieldTendered(box string) string { return "tendered." + box }

// FieldExplanation is the field of the words that explain a variance.
func FieldExplanation(box string) string { return "explanation." + box }
