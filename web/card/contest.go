package card

import (
	"image"
	"image/color"
	"slices"
)

// indent is the room of the coloured edge beside a heading.
const indent = 26

// Contest draws the picture of a contest. It fails only by a fault of ours.
func (p *Press) Contest(c Contest) ([]byte, error) { return p.layContest(c).png() }

func (p *Press) layContest(c Contest) *sheet {
	s := p.sheet()
	top := s.heading(s.frame(c.Frame)+26, c)
	switch {
	case c.Panel != nil:
		s.panel(top, *c.Panel)
	case len(c.Rows) > 0:
		s.rows(top, c.Rows, c.Others)
	case len(c.Ballot) > 0:
		s.ballot(top, c.Ballot)
	}
	return s
}

// heading lays out name, headline and state, and says where they end.
func (s *sheet) heading(top int, c Contest) (end int) {
	x := margin + indent
	room := Width - margin - x
	if c.Eyebrow != "" {
		st, words := s.fit(c.Eyebrow, false, inner, 1, 24)
		top = s.lines(margin, top, st, muted(), words) + 10
	}
	begin := top
	st, words := s.fit(c.Name, true, room, 1, 60, 54, 48)
	if len(words) == 1 && s.width(st, s.drawable(c.Name)) > room {
		st, words = s.fit(c.Name, true, room, 2, 46, 40)
	}
	top = s.lines(x, top, st, ink(), words)
	st, words = s.fit(c.Headline, true, room, 1, 38, 34, 30)
	top = s.lines(x, top+2, st, ink(), words) + 8
	top = max(s.pills(x, top, c.Pills, c.Sentence), top)
	colour := ink()
	if c.Colour != "" {
		colour = parse(c.Colour)
	}
	s.shape(image.Rect(margin, begin, margin+10, top), 0, colour, contour(colour))
	return top + 20
}

// rows lays out candidates with their bars, as many as have room to be read where the
// picture is small; the rest share the last line.
func (s *sheet) rows(top int, all []Row, others func(shown int) Row) {
	const least, most = 50, 76
	room := bottom - top - 24
	if fit := room / least; len(all) > fit && others != nil {
		all = append(slices.Clone(all[:fit-1]), others(fit-1))
	}
	high := min(room/len(all), most)
	s.shape(image.Rect(margin, top, Width-margin, top+high*len(all)+24), 12, white(), line())
	top += 12
	for i, r := range all {
		if i > 0 {
			s.shape(image.Rect(margin+24, top, Width-margin-24, top+1), 0, line(), color.NRGBA{})
		}
		s.row(top, high, r)
		top += high
	}
}

// row lays out one candidate. A low one is set smaller.
func (s *sheet) row(top, high int, r Row) {
	size, bar := 28, 14
	switch {
	case high < 46: // nobody said what the others are
		size, bar = 20, 8
	case high < 56:
		size, bar = 24, 10
	}
	left, right := margin+24, Width-margin-24
	base := top + (high-size-bar-8)/2 + size*7/8
	column := right
	if r.Votes != "" {
		middle := top + high/2 + size*3/8
		s.right(right, middle, 110, style{size, false}, ink(), r.Share)
		start := s.right(right-120, middle, 150, style{size, true}, ink(), r.Votes)
		column = min(start, right-270) - 24
	}
	s.named(left, base, column, size, r)
	if r.Votes != "" {
		s.bar(image.Rect(left, base+10, right-300, base+10+bar), r.Part, r.Colour)
	}
}

// named sets name, party and mark of a candidate on one line; the party gives way first.
func (s *sheet) named(left, base, right, size int, r Row) {
	st := style{size - 5, true}
	chip := 0
	if r.Mark != "" {
		chip = s.width(st, s.drawable(r.Mark)) + 26 + 20 + 14
	}
	end := s.text(left, base, right-left-chip, style{size, true}, ink(), r.Name)
	if room := right - chip - end - 12; r.Party != "" && room > 60 {
		end = s.text(end+12, base, room, style{size - 3, false}, muted(), r.Party)
	}
	if r.Mark == "" {
		return
	}
	x := end + 14
	high := size + 4
	box := image.Rect(x, base-size*7/8-1, x+chip-14, base-size*7/8-1+high)
	s.shape(box, high/2, ink(), ink())
	s.tick(x+10, box.Min.Y+(high-18)/2, white())
	s.text(x+34, base-1, chip, st, white(), r.Mark)
}

// ballot lays out names alone, in two columns.
func (s *sheet) ballot(top int, names []string) {
	const high = 44
	left := (len(names) + 1) / 2
	s.shape(image.Rect(margin, top, Width-margin, top+high*left+28), 12, white(), line())
	for i, n := range names {
		x, at := margin+28, i
		if i >= left {
			x, at = Width/2+14, i-left
		}
		s.text(x, top+14+at*high+31, inner/2-56, style{26, false}, ink(), n)
	}
}

// panel says in the place of figures why there are none.
func (s *sheet) panel(top int, p Panel) {
	outline := line()
	if p.Alarm {
		outline = alarm()
	}
	room := inner - 80
	big, strong := s.fit(p.Strong, true, room, 2, 40, 36, 32)
	small, text := s.fit(p.Text, false, room, 3, 30, 26, 24)
	high := 48 + len(strong)*big.size*9/8 + 10 + len(text)*small.size*9/8
	s.shape(image.Rect(margin, top, Width-margin, min(top+high, bottom)), 12, white(), outline)
	if p.Alarm {
		s.shape(image.Rect(margin, top+12, margin+8, min(top+high, bottom)-12), 0, alarm(), color.NRGBA{})
	}
	top = s.lines(margin+40, top+24, big, ink(), strong)
	s.lines(margin+40, top+10, small, muted(), text)
}
