package pack_test

import (
	"maps"
	"slices"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/internal/count/countmodel"
)

// form is what a first person types and holds: the figures, the code and the layout.
type form struct {
	unit    int
	code    string
	layout  int
	figures count.Fields
}

// slip is one way to go wrong. It changes a form that was typed right, or reports that
// this return has no place for it.
type slip struct {
	name string
	make func(p *paperReturn, s *count.Standing, f *form) bool
	// demand is what has to stop it where each paper bears one vote and all papers are
	// known: "at once", or "somebody": a second person at the latest.
	demand string
}

// slips are the mutators of reliability.md, section 5, in the order of the table.
func slips() []slip {
	digits := func(name string, change func(p *paperReturn, text string, at int) string) slip {
		return slip{name, func(p *paperReturn, _ *count.Standing, f *form) bool {
			return p.retype(f, func(text string) string { return change(p, text, p.r.IntN(len(text))) })
		}, "at once"}
	}
	times := func(name string, times func(n int) int) slip {
		return slip{name, func(p *paperReturn, _ *count.Standing, f *form) bool {
			return p.retype(f, func(text string) string { n, _ := strconv.Atoi(text); return strconv.Itoa(times(n)) })
		}, "at once"}
	}
	return []slip{
		digits("one digit changed", func(p *paperReturn, t string, at int) string {
			return t[:at] + strconv.Itoa((int(t[at]-'0')+1+p.r.IntN(9))%10) + t[at+1:]
		}),
		digits("one digit dropped", func(_ *paperReturn, t string, at int) string { return t[:at] + t[at+1:] }),
		digits("one digit added", func(p *paperReturn, t string, at int) string { return t[:at] + strconv.Itoa(p.r.IntN(10)) + t[at:] }),
		digits("two digits swapped", func(_ *paperReturn, t string, at int) string {
			if at+1 == len(t) {
				return t
			}
			return t[:at] + t[at+1:at+2] + t[at:at+1] + t[at+2:]
		}),
		digits("an extra zero", func(_ *paperReturn, t string, _ int) string { return t + "0" }),
		digits("a 4 read as 11", func(_ *paperReturn, t string, at int) string {
			if t[at] != '4' {
				return t
			}
			return t[:at] + "11" + t[at+1:]
		}),
		times("votes for bundles, ×25", func(n int) int { return n * 25 }),
		times("votes for bundles, ×100", func(n int) int { return n * 100 }),
		times("bundles for votes, /25", func(n int) int { return n / 25 }),
		{"more votes than papers", func(p *paperReturn, _ *count.Standing, f *form) bool {
			return p.retype(f, func(string) string { return strconv.Itoa(p.papers[f.unit] + 1 + p.r.IntN(500)) })
		}, "at once"},
		{"a bundle of 25 left out", func(p *paperReturn, _ *count.Standing, f *form) bool {
			return p.retype(f, func(text string) string { n, _ := strconv.Atoi(text); return strconv.Itoa(max(n-25, 0)) })
		}, "at once"},
		{"shared sheet twice", sharedSheet, "at once"},
		{"row shifted by one", shifted, "somebody"},
		{"two candidates swapped", swapped, "somebody"},
		{"wrong contest", func(p *paperReturn, s *count.Standing, f *form) bool {
			other := *s.Contest
			other.Number++
			f.code = count.SheetCode(&other, p.contest.Units[f.unit].ID, 0)
			return true
		}, "at once"},
		{"wrong unit", otherUnit, "at once"},
		{"old layout", func(_ *paperReturn, _ *count.Standing, f *form) bool { f.layout--; return true }, "at once"},
	}
}

// retype changes one figure of a form, of a candidate or of rejected or doubtful
// papers; false where no figure would change.
func (p *paperReturn) retype(f *form, change func(string) string) bool {
	var fields []string
	for field, text := range f.figures {
		if n, err := count.ParseFigure(text); err == nil && n > 9 && field != count.FieldUnused {
			fields = append(fields, field)
		}
	}
	for range 20 {
		if len(fields) == 0 {
			return false
		}
		field := sortedPick(p, fields)
		n, _ := count.ParseFigure(f.figures[field])
		was := strconv.Itoa(n)
		if now := change(was); now != was && now != "" {
			if m, err := strconv.Atoi(now); err == nil && m != n {
				f.figures[field] = now
				return true
			}
		}
	}
	return false
}

// sharedSheet types the sum of two units' sheets for each of them; a count in one part
// is typed doubled, as a sheet that was carried forward twice.
func sharedSheet(p *paperReturn, s *count.Standing, f *form) bool {
	other := p.sheets[f.unit]
	if len(p.contest.Boxes) > 1 {
		other = p.sheets[(f.unit+1)%len(p.contest.Boxes)]
	}
	both := p.sheets[f.unit].Plus(other)
	f.figures = countmodel.Typed(s.Contest, &p.contest.Units[f.unit], both)
	return true
}

// shifted types each candidate's figure on the next one's line: with the first line
// left at 0 and the last figure lost, or with that one on the first line.
func shifted(p *paperReturn, _ *count.Standing, f *form) bool {
	all := p.contest.Candidates
	was := maps.Clone(f.figures)
	last := was[count.FieldVotes(all[len(all)-1].ID)]
	if p.r.IntN(2) == 0 {
		last = "0"
	}
	for i := range all {
		f.figures[count.FieldVotes(all[i].ID)] = last
		last = was[count.FieldVotes(all[i].ID)]
	}
	return !maps.Equal(was, f.figures)
}

func swapped(p *paperReturn, _ *count.Standing, f *form) bool {
	all := p.contest.Candidates
	a := p.r.IntN(len(all))
	b := (a + 1 + p.r.IntN(len(all)-1)) % len(all)
	x, y := count.FieldVotes(all[a].ID), count.FieldVotes(all[b].ID)
	f.figures[x], f.figures[y] = f.figures[y], f.figures[x]
	return f.figures[x] != f.figures[y]
}

// otherUnit types another unit's sheet into this one's form, with the code that stands
// on it.
func otherUnit(p *paperReturn, s *count.Standing, f *form) bool {
	if len(p.contest.Boxes) < 2 {
		return false
	}
	other := (f.unit + 1) % len(p.contest.Boxes)
	f.code = count.SheetCode(s.Contest, p.contest.Units[other].ID, 0)
	f.figures = countmodel.Typed(s.Contest, &p.contest.Units[other], p.sheets[other])
	return true
}

func sortedPick(p *paperReturn, fields []string) string {
	slices.Sort(fields)
	return fields[p.r.IntN(len(fields))]
}
