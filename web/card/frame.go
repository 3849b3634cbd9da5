package card

import (
	"image"
	"image/color"
)

// Places that all pictures share, in pixels.
const (
	margin = 56
	inner  = Width - 2*margin
	bottom = Height - 30 // nothing stands below
)

// frame lays out what stands around a picture, and says where its content begins.
func (s *sheet) frame(f Frame) (top int) {
	top = 64
	s.shape(image.Rect(0, 0, Width, top), 0, ink(), color.NRGBA{})
	end := s.text(margin, 42, inner/2, style{26, true}, white(), f.Brand)
	s.right(Width-margin, 42, Width-margin-end-40, style{24, false}, onBar(), f.AsOf)
	if f.Rehearsal == "" {
		return top
	}
	strip := image.Rect(0, top, Width, top+52)
	s.shape(image.Rect(strip.Min.X-4, strip.Min.Y, strip.Max.X+4, strip.Max.Y).Intersect(image.Rect(0, 0, Width, Height)), 0, markEdge(), color.NRGBA{})
	s.shape(image.Rect(0, top+3, Width, top+49), 0, mark(), color.NRGBA{})
	st, words := s.fit(f.Rehearsal, true, inner, 1, 28, 24)
	s.text((Width-s.width(st, words[0]))/2, top+36, inner, st, ink(), words[0])
	s.ghost = f.Mark
	return strip.Max.Y
}

// lines sets a text of several lines from a top on and says where it ends. Nothing is
// set for nothing.
func (s *sheet) lines(x, top int, st style, ink color.NRGBA, words []string) (end int) {
	for _, w := range words {
		s.text(x, top+st.size*7/8, Width-margin-x, st, ink, w)
		top += st.size * 9 / 8
	}
	return top
}

// pills sets the states of a contest beside each other, and the sentence after them or,
// where it has no room there, below. It says where all that ends.
func (s *sheet) pills(x, top int, pills []Pill, sentence string) (end int) {
	const high, gap = 42, 12
	st := style{24, true}
	left, right := x, Width-margin
	if len(pills) > 0 {
		for _, p := range pills {
			room := right - x - 40
			if room < 120 {
				break
			}
			x = s.pill(x, top, room, st, p) + gap
		}
		end = top + high
	}
	if sentence == "" {
		return end
	}
	st = style{27, false}
	if room := right - x; len(pills) > 0 && s.width(st, s.drawable(sentence)) <= room {
		s.text(x, top+30, room, st, ink(), sentence)
		return end
	}
	if end > 0 {
		top = end + 8
	}
	st, words := s.fit(sentence, false, right-left, 1, 27, 25)
	return s.lines(left, top, st, ink(), words)
}

// pill says where it ends.
func (s *sheet) pill(x, top, room int, st style, p Pill) (end int) {
	const high, pad, tick = 42, 18, 26
	fill, outline, words := white(), ink(), ink()
	switch p.Kind {
	case Solid:
		fill, words = ink(), white()
	case Partial:
		fill, outline = mark(), markEdge()
	case Alarm:
		fill, outline, words = alarm(), alarm(), white()
	}
	start := x + pad
	if p.Kind == Solid {
		start += tick
		room -= tick
	}
	text := s.cut(st, s.drawable(p.Words), room)
	end = start + s.width(st, text) + pad
	s.shape(image.Rect(x, top, end, top+high), high/2, fill, outline)
	if p.Kind == Solid {
		s.tick(x+pad, top+12, words)
	}
	s.text(start, top+30, room, st, words, text)
	return end
}

// tick puts a tick of 18 pixels: the font has none.
func (s *sheet) tick(x, top int, ink color.NRGBA) {
	s.pieces = append(s.pieces, piece{box: image.Rect(x, top, x+18, top+18), fill: ink, tick: true})
}
