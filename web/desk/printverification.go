package desk

import (
	"fmt"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// verificationStatement sets every box's papers beside its ballot paper account (rule
// 45): agents may copy it.
func verificationStatement(st *count.Standing) officer.PrintStatement {
	m := officer.PrintStatement{Heading: "Verification statement", Wide: true, Worth: "NOT SIGNED"}
	if st.Signed != nil {
		m.Worth = fmt.Sprintf("Signed at %s by %s", dayAndTime(st.Contest, st.Signed.At), st.Signed.Officer)
	}
	m.Blocks = append(m.Blocks, accounts(st), verifiedInAll(st))
	return m
}

// accounts is the table of the boxes, or the one total of a verification done on
// paper.
func accounts(st *count.Standing) officer.Block {
	b := officer.Block{}
	for _, name := range []string{"Box or postal session", "Entrusted", "Unused", "Spoilt", "Tendered", "Expected", "Counted", "Variance", "Explanation"} {
		text := name == "Explanation" || len(b.Head) == 0
		b.Head = append(b.Head, officer.Column{Text: name, Name: len(b.Head) == 0, Number: !text})
	}
	if st.Total != nil {
		b.Text = []string{"The verification was done on paper; the desk has its total only."}
		b.Rows = []officer.TableRow{accountRow(officer.Cell{Text: "All boxes and postal sessions"}, st.Total)}
		return b
	}
	var all ledgerOfBoxes
	for _, box := range st.Contest.Boxes {
		name := officer.Cell{Text: box.Name, Note: box.Place}
		p, in := st.Boxes[box.ID]
		if !in {
			b.Rows = append(b.Rows, accountRow(name, nil))
			continue
		}
		b.Rows = append(b.Rows, accountRow(name, &p))
		all.add(box, p)
	}
	if all.in > 0 {
		b.Rows = append(b.Rows, all.row(len(st.Contest.Boxes)))
	}
	b.Text = all.compensated()
	return b
}

// accountRow is one box; a dash stands for what was not given.
func accountRow(name officer.Cell, p *count.Paper) officer.TableRow {
	dash := officer.Cell{Text: "–"}
	row := officer.TableRow{Cells: []officer.Cell{name, dash, dash, dash, dash, dash, dash, dash, {}}}
	if p == nil {
		return row
	}
	row.Cells[6], row.Cells[8] = figureCell(p.Papers), officer.Cell{Text: p.Explanation}
	if a := p.Account; a != nil {
		copy(row.Cells[1:], []officer.Cell{figureCell(a.Entrusted), figureCell(a.Unused), figureCell(a.Spoilt), figureCell(a.Tendered), figureCell(a.Expected())})
		row.Cells[7] = signed(p.Papers - a.Expected())
	}
	return row
}

// ledgerOfBoxes adds up boxes. Its account covers those that gave one.
type ledgerOfBoxes struct {
	account          count.Account
	papers, variance int
	in, accounted    int
	places           []place
}

// place is a polling place with its stations: an elector's paper can be in the box of
// the next station, so that their variances compensate each other.
type place struct {
	name             string
	boxes, off, left int // off: with a variance; left: the sum of variances
}

func (l *ledgerOfBoxes) add(box count.VerificationUnit, p count.Paper) {
	l.in++
	l.papers += p.Papers
	if p.Account == nil {
		return
	}
	a := p.Account
	l.accounted++
	l.account.Entrusted += a.Entrusted
	l.account.Unused += a.Unused
	l.account.Spoilt += a.Spoilt
	l.account.Tendered += a.Tendered
	variance := p.Papers - a.Expected()
	l.variance += variance
	if box.Place == "" {
		return
	}
	at := l.place(box.Place)
	at.boxes++
	at.left += variance
	if variance != 0 {
		at.off++
	}
}

func (l *ledgerOfBoxes) place(name string) *place {
	for i := range l.places {
		if l.places[i].name == name {
			return &l.places[i]
		}
	}
	l.places = append(l.places, place{name: name})
	return &l.places[len(l.places)-1]
}

// row is the totals. Of ballot paper accounts there are none where no box gave one.
func (l *ledgerOfBoxes) row(boxes int) officer.TableRow {
	p := &count.Paper{Papers: l.papers}
	if l.accounted > 0 {
		p.Account = &l.account
	}
	row := accountRow(officer.Cell{Text: "In all", Note: fmt.Sprintf("%d of %d in", l.in, boxes)}, p)
	row.Strong = true
	if l.accounted > 0 {
		row.Cells[7] = signed(l.variance)
		if l.accounted < l.in {
			row.Cells[8] = officer.Cell{Text: fmt.Sprintf("accounts of %d of them", l.accounted)}
		}
	}
	return row
}

// compensated names the polling places whose stations' variances cancel each other.
func (l *ledgerOfBoxes) compensated() []string {
	var said []string
	for _, p := range l.places {
		if p.off > 1 && p.left == 0 {
			said = append(said, p.name+": the variances of its stations compensate each other.")
		}
	}
	return said
}

// verifiedInAll is the figure that everything after is held to, and the signatures.
func verifiedInAll(st *count.Standing) officer.Block {
	b := officer.Block{Strong: true, Sign: []string{"(Acting) Returning Officer or deputy", "Candidate or agent, if they wish to sign", "Time"}}
	papers, ok := st.Verified()
	if !ok {
		b.Text = []string{"The verification is not complete."}
		return b
	}
	b.Text = []string{"Verified ballot papers: " + count.Thousands(papers)}
	if e := st.Contest.Electorate; e != nil {
		if share, ok := count.Share(papers, e.Count); ok {
			b.Text = append(b.Text, fmt.Sprintf("Turnout, verified papers of an electorate of %s: %s%%", count.Thousands(e.Count), share))
		}
	}
	return b
}

func signed(n int) officer.Cell {
	if n > 0 {
		return officer.Cell{Text: "+" + count.Thousands(n)}
	}
	return figureCell(n)
}
