package countmodel

import (
	"maps"
	"slices"

	"resultsdesk/internal/count"
)

// reopened: a new figure is a new count, and what was said of the old one is void.
func (a *Auditor) reopened(act count.Act) {
	a.provisional, a.withdrawn, a.ready, a.readBack = false, false, nil, nil
	a.rekey, a.consulted, a.lot = nil, nil, nil
	a.figuresAt = act.Seq
}

func (a *Auditor) papersActs(act count.Act) {
	a.must(act, a.open() && a.ready == nil && !a.media(), "at the wrong stage")
	body, verified := act.Body.(count.Verified)
	if !verified {
		_, all := a.papers()
		a.must(act, all, "signed before all papers are verified")
		a.signed = true
		return
	}
	if len(a.sheets)+len(a.waiting)+len(a.rounds) > 0 {
		a.must(act, person(act.Officer).Role == count.RoleReturningOfficer && body.Reason != "", "the control total changed by its typist, or without a reason")
	}
	a.verified = append(slices.Clone(a.verified), paper{act.Seq, act.Unit, body.Papers})
	a.addBoxes()
	a.reopened(act)
}

// addBoxes is what the acts that gave papers come to: a box replaces a total, and a
// total all boxes.
func (a *Auditor) addBoxes() {
	a.boxes, a.signed = map[string]int{}, false
	for _, p := range a.verified {
		if p.box == "" {
			a.boxes = map[string]int{}
		} else {
			delete(a.boxes, "")
		}
		a.boxes[p.box] = p.papers
	}
}

func (a *Auditor) sheetActs(act count.Act) {
	a.must(act, a.open() && a.ready == nil, "at the wrong stage")
	switch body := act.Body.(type) {
	case count.Entered:
		_, all := a.papers()
		a.must(act, all || a.media(), "before all papers are verified")
		a.must(act, !a.media() || body.Source.Kind != "", "without a source")
		for i := range a.c.Candidates {
			_, given := body.Tally.Votes[a.c.Candidates[i].ID]
			a.must(act, given && len(body.Tally.Votes) == len(a.c.Candidates), "not of the candidates of the ballot paper")
		}
		if handed, own := a.handed(act.Unit); own {
			a.must(act, a.difference(body.Tally, handed) <= 0, "more votes than papers")
		}
		a.entered(act, body.Tally)
	case count.Confirmed:
		i := slices.IndexFunc(a.waiting[act.Unit], func(e entry) bool { return e.seq == body.Entry })
		a.must(act, i >= 0 && a.waiting[act.Unit][i].officer != act.Officer, "confirms what does not wait, or its own")
		e := a.waiting[act.Unit][i]
		a.stands(act, e, act.Officer)
	case count.SentBack:
		a.back = with(a.back, act.Unit, a.waiting[act.Unit])
		a.waiting = less(a.waiting, act.Unit)
	case count.ResidualAccepted:
		a.Reached.Residuals++
		a.must(act, body.Papers > 0 && body.Reason != "", "without papers or a reason")
		a.residual = with(a.residual, act.Unit, body.Papers)
	}
}

func (a *Auditor) entered(act count.Act, t count.Tally) {
	a.back = less(a.back, act.Unit)
	a.reopened(act)
	mine := entry{by{act.Seq, act.Officer}, t}
	var others []entry
	for _, e := range a.waiting[act.Unit] {
		if e.officer != act.Officer {
			others = append(others, e)
		}
	}
	switch a.c.Election.SecondPerson {
	case count.NoSecond:
		a.stands(act, mine)
	case count.ConfirmSecond:
		a.waiting = with(a.waiting, act.Unit, []entry{mine})
	default:
		all := append([]entry{mine}, others...)
		for i, e := range all { // whoever came last
			if people := behind(e.tally, slices.Concat(all[:i], all[i+1:])); people != nil {
				a.stands(act, e, people...)
				return
			}
		}
		a.waiting = with(a.waiting, act.Unit, append(others, mine))
	}
}

// behind is who typed the same figures: nil unless each was typed the same by at
// least one other person.
func behind(t count.Tally, others []entry) []string {
	var people []string
	for line, n := range lines(t) {
		i := slices.IndexFunc(others, func(e entry) bool { return lines(e.tally)[line] == n })
		if i < 0 {
			return nil
		}
		people = append(people, others[i].officer)
	}
	return people
}

func lines(t count.Tally) map[string]int {
	all := map[string]int{"doubtful": t.Doubtful, "in part": t.InPart, "unused": -1}
	for id, n := range t.Votes {
		all["votes "+id] = n
	}
	for id, n := range t.Rejected {
		all["rejected "+id] = n
	}
	if t.Unused != nil {
		all["unused"] = *t.Unused
	}
	return all
}

func (a *Auditor) stands(act count.Act, e entry, others ...string) {
	s := sheet{tally: e.tally, typed: e.officer, people: map[string]bool{e.officer: true}}
	for _, o := range others {
		s.people[o] = true
	}
	if was, in := a.sheets[act.Unit]; in {
		s.before = &was
	}
	a.reopened(act)
	a.sheets, a.waiting = with(a.sheets, act.Unit, s), less(a.waiting, act.Unit)
}

// papers is the verified papers so far and whether all are in.
func (a *Auditor) papers() (papers int, all bool) {
	for _, n := range a.boxes {
		papers += n
	}
	_, total := a.boxes[""]
	return papers, total || a.c != nil && len(a.c.Boxes) > 0 && len(a.boxes) == len(a.c.Boxes)
}

// handed is the papers that a unit has of its own.
func (a *Auditor) handed(unit string) (papers int, own bool) {
	u, _ := a.c.Unit(unit)
	if len(a.c.Units) == 1 {
		return a.papers()
	}
	for _, box := range u.FedBy {
		n, in := a.boxes[box]
		if !in {
			return 0, false
		}
		papers += n
	}
	return papers, len(u.FedBy) > 0
}

// difference is the papers, or at a ward with two votes each the votes, that a tally
// has beyond its papers; less than zero where some are missing. Where nobody recorded
// what electors did not use none are missing.
func (a *Auditor) difference(t count.Tally, papers int) int {
	each, votes := a.c.VotesPerPerson, t.InPart
	for _, v := range t.Votes {
		votes += v
		if v > papers {
			return v - papers
		}
	}
	void := t.Doubtful
	for _, r := range t.Rejected {
		void += r
	}
	switch {
	case each == 1:
		return votes + void - papers
	case t.Unused != nil:
		return votes + *t.Unused + each*void - each*papers
	}
	return max(0, votes+each*void-each*papers)
}

func with[K comparable, V any](m map[K]V, key K, v V) map[K]V {
	m = maps.Clone(m)
	if m == nil {
		m = map[K]V{}
	}
	m[key] = v
	return m
}

func less[V any](m map[string]V, key string) map[string]V {
	m = maps.Clone(m)
	delete(m, key)
	return m
}
