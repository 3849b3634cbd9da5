package desk

import (
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// places are the boxes by polling place, in their order. Boxes without a place come
// each for itself.
func (v *papersView) places(ids fieldIDs) []officer.Place {
	var places []officer.Place
	var of []count.VerificationUnit
	for i, b := range v.st.Contest.Boxes {
		of = append(of, b)
		if next := i + 1; next < len(v.st.Contest.Boxes) && b.Place == v.st.Contest.Boxes[next].Place {
			continue
		}
		places = append(places, v.place(b.Place, of, ids))
		of = nil
	}
	return places
}

// place is the boxes of one polling place with what their accounts come to: a paper
// put into the wrong box of a place is missing in one and too many in another.
func (v *papersView) place(name string, boxes []count.VerificationUnit, ids fieldIDs) officer.Place {
	p := officer.Place{Name: name}
	sum, off, known := 0, false, true
	for _, b := range boxes {
		p.Boxes = append(p.Boxes, v.box(b, ids))
		d, ok := v.variance(b.ID)
		sum, off, known = sum+d, off || d != 0, known && ok
	}
	if name != "" && known && len(boxes) > 1 {
		p.Variance = placeWords(sum, off)
	}
	return p
}

// placeWords says what the variances of a polling place come to. desk's entry.js says
// the same while somebody types.
func placeWords(sum int, off bool) string {
	switch {
	case sum != 0:
		return "all its boxes: " + withSign(sum)
	case off:
		return "all its boxes: 0, the differences compensate each other"
	}
	return "all its boxes: 0"
}

// account reads a box's account as typed; false until what is expected can be said.
func (v *papersView) account(box string) (a count.Account, ok bool) {
	entrusted, err1 := count.ParseFigure(v.typed.figures[count.FieldEntrusted(box)])
	unused, err2 := count.ParseFigure(v.typed.figures[count.FieldUnusedPapers(box)])
	spoilt, err3 := count.ParseFigure(v.typed.figures[count.FieldSpoilt(box)])
	return count.Account{Entrusted: entrusted, Unused: unused, Spoilt: spoilt}, err1 == nil && err2 == nil && err3 == nil
}

// variance is the papers of a box less those expected, as typed.
func (v *papersView) variance(box string) (d int, ok bool) {
	a, known := v.account(box)
	papers, err := count.ParseFigure(v.typed.figures[count.FieldBox(box)])
	if !known || err != nil {
		return 0, false
	}
	return papers - a.Expected(), true
}

func (v *papersView) box(b count.VerificationUnit, ids fieldIDs) officer.BoxPapers {
	field := count.FieldBox(b.ID)
	note := "not verified yet"
	if p, in := v.st.Boxes[b.ID]; in {
		note = "verified: " + count.Thousands(p.Papers) + " · " + stamp(v.st.Contest, p.Officer, p.At)
	}
	box := officer.BoxPapers{Name: b.Name, Expected: "–", Line: officer.Line{ID: ids.add(field), Field: field, Part: officer.Votes, Label: b.Name, Note: note,
		Value: v.typed.figures[field], Findings: beside(v.findings, field)}}
	if b.Kind == count.PostalSession {
		return box // has no presiding officer, and no account
	}
	line := func(field, label string, optional bool) {
		l := officer.Line{ID: ids.add(field), Field: field, Part: officer.Account, Label: label, Optional: optional,
			Value: v.typed.figures[field], Findings: beside(v.findings, field)}
		box.Open = box.Open || l.Invalid()
		box.Account = append(box.Account, l)
	}
	line(count.FieldEntrusted(b.ID), "Papers entrusted", true)
	line(count.FieldUnusedPapers(b.ID), "Unused", true)
	line(count.FieldSpoilt(b.ID), "Spoilt", true)
	line(count.FieldTendered(b.ID), "Tendered", true)
	why := count.FieldExplanation(b.ID)
	box.Explanation = officer.Reason{ID: ids.add(why), Field: why, Value: v.typed.figures[why], Findings: beside(v.findings, why)}
	if a, ok := v.account(b.ID); ok {
		box.Expected = count.Thousands(a.Expected())
	}
	if d, ok := v.variance(b.ID); ok {
		box.Variance, box.Off = "difference "+withSign(d), d != 0
	}
	box.Open = box.Open || box.Off || len(box.Explanation.Findings) > 0
	return box
}

// withSign writes a difference with its sign.
func withSign(n int) string {
	if n > 0 {
		return "+" + count.Thousands(n)
	}
	return count.Thousands(n)
}

// answer gives lines and boxes their warnings.
func (v *papersView) answer(m *officer.PapersPage, ids fieldIDs) {
	a := v.typed.answers
	for _, p := range m.Places {
		for i := range p.Boxes {
			b := &p.Boxes[i]
			b.Warnings = a.warnings(v.findings, b.Field, ids)
			for _, l := range append(b.Account, officer.Line{Field: b.Explanation.Field}) {
				b.Answers = append(b.Answers, a.warnings(v.findings, l.Field, ids)...)
			}
			b.Open = b.Open || len(b.Answers) > 0
		}
	}
	m.Warnings = a.answer(v.findings, &m.Form, ids, m.Total)
	m.Questions = len(v.findings) > 0 && !refuses(v.findings)
}
