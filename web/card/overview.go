package card

import (
	"image"
	"image/color"
)

// Overview draws the picture of the night. It fails only by a fault of ours.
func (p *Press) Overview(o Overview) ([]byte, error) { return p.layOverview(o).png() }

func (p *Press) layOverview(o Overview) *sheet {
	s := p.sheet()
	top := s.frame(o.Frame) + 26
	if o.Eyebrow != "" {
		st, words := s.fit(o.Eyebrow, false, inner, 1, 24)
		top = s.lines(margin, top, st, muted(), words) + 6
	}
	st, words := s.fit(o.Headline, true, inner, 2, 54, 48, 42)
	top = s.lines(margin, top, st, ink(), words) + 10
	top = max(s.pills(margin, top, o.Pills, o.Sentence), top) + 16
	if o.Seats > 0 {
		top = s.seats(top, o)
	}
	if len(o.Parties) > 0 {
		s.parties(top, o.Parties, o.Note)
	}
	return s
}

// seats lays out the bar of seats with the line of the majority, and says where they end.
func (s *sheet) seats(top int, o Overview) (end int) {
	const high = 44
	box := image.Rect(margin, top+8, margin+inner, top+8+high)
	s.shape(box, 0, track(), color.NRGBA{})
	at := func(seats int) int { return margin + seats*inner/o.Seats }
	won := 0
	for _, g := range o.Bar {
		fill := parse(g.Colour)
		s.thin(image.Rect(at(won), box.Min.Y, at(won+g.Seats), box.Max.Y), fill)
		won += g.Seats
	}
	end = box.Max.Y + 22
	if o.Majority <= 0 {
		return end
	}
	x := at(o.Majority)
	s.shape(image.Rect(x-2, top-2, x+2, box.Max.Y+10), 0, ink(), color.NRGBA{})
	words := s.drawable(o.Line)
	w := s.width(style{23, false}, words)
	s.text(min(max(x-w/2, margin), Width-margin-w), box.Max.Y+32, inner, style{23, false}, muted(), words)
	return box.Max.Y + 46
}

// parties lays out the parties beside each other.
func (s *sheet) parties(top int, parties []Party, note string) {
	const gap = 12
	foot := bottom
	if note != "" {
		foot -= 36
		s.text(margin, bottom-6, inner, style{21, false}, muted(), note)
	}
	wide := (inner - gap*(len(parties)-1)) / len(parties)
	high := min(foot-top, 176)
	for i, p := range parties {
		s.party(image.Rect(0, 0, wide, high).Add(image.Pt(margin+i*(wide+gap), top)), p)
	}
}

// party lays out one tile; a low one has fewer lines.
func (s *sheet) party(box image.Rectangle, p Party) {
	fill := parse(p.Colour)
	s.shape(box, 10, white(), line())
	s.shape(image.Rect(box.Min.X, box.Min.Y, box.Max.X, box.Min.Y+10), 3, fill, contour(fill))
	x, room, y := box.Min.X+12, box.Dx()-20, box.Min.Y+38
	st, name := s.fit(p.Name, false, room, 1, 24, 22, 20, 18)
	if s.width(st, s.drawable(p.Name)) <= room {
		s.text(x, y, room, st, ink(), name[0])
	} else {
		st, name = s.fit(p.Name, false, room, 2, 17)
		for i, n := range name {
			s.text(x, y-12+18*i, room, st, ink(), n)
		}
	}
	y += 44
	s.text(x, y, room, style{44, true}, ink(), p.Seats)
	for _, words := range []string{p.Net, p.Share} {
		if y += 28; words == "" || y > box.Max.Y-10 {
			return
		}
		st, fitted := s.fit(words, false, room, 1, 22, 20, 18)
		s.text(x, y, room, st, muted(), fitted[0])
	}
}
