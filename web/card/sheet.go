package card

import (
	"image"
	"image/color"
	"strconv"

	"golang.org/x/image/font"
)

// sheet is a picture that is laid out and not yet painted.
type sheet struct {
	letters
	pieces []piece
	ghost  string // the word across a rehearsal
}

// piece is one shape, or one text on its line. Texts never overlap each other.
type piece struct {
	box image.Rectangle

	text     string
	style    style
	baseline int
	ink      color.NRGBA // of the text

	fill    color.NRGBA // of the shape; clear is none
	outline color.NRGBA
	radius  int
	tick    bool // a tick in the place of a rectangle
}

func (p *Press) sheet() *sheet {
	return &sheet{letters: letters{press: p, faces: map[style]font.Face{}}}
}

// text sets a text from x on, in at most width pixels, and says where it ends.
func (s *sheet) text(x, baseline, width int, st style, ink color.NRGBA, words string) (end int) {
	words = s.cut(st, s.drawable(words), width)
	if words == "" {
		return x
	}
	w := s.width(st, words)
	s.pieces = append(s.pieces, piece{
		box:  image.Rect(x, baseline-st.size*3/4, x+w, baseline+st.size/4),
		text: words, style: st, baseline: baseline, ink: ink,
	})
	return x + w
}

// right sets a text so that it ends at x, and says where it begins.
func (s *sheet) right(x, baseline, width int, st style, ink color.NRGBA, words string) (start int) {
	words = s.cut(st, s.drawable(words), width)
	start = x - s.width(st, words)
	s.text(start, baseline, width, st, ink, words)
	return start
}

// shape puts a rectangle with round corners.
func (s *sheet) shape(box image.Rectangle, radius int, fill, outline color.NRGBA) {
	s.pieces = append(s.pieces, piece{box: box, radius: radius, fill: fill, outline: outline})
}

// bar puts a bar of a party's colour on its track. One that is pale on white has an
// outline.
func (s *sheet) bar(box image.Rectangle, part float64, colour string) {
	s.shape(box, 0, track(), color.NRGBA{})
	if part <= 0 {
		return
	}
	long := max(int(part*float64(box.Dx())+0.5), 2)
	box.Max.X = box.Min.X + min(long, box.Dx())
	fill := parse(colour)
	s.shape(box, 0, fill, contour(fill))
}

// thin puts one of several fills that stand side by side: all have a fine line, so that
// two of a colour can be told apart.
func (s *sheet) thin(box image.Rectangle, fill color.NRGBA) {
	s.shape(box, 0, fill, color.NRGBA{})
	side := white()
	if c := contour(fill); c.A > 0 {
		side = c
		s.shape(image.Rect(box.Min.X, box.Min.Y, box.Max.X, box.Min.Y+1), 0, side, color.NRGBA{})
		s.shape(image.Rect(box.Min.X, box.Max.Y-1, box.Max.X, box.Max.Y), 0, side, color.NRGBA{})
	}
	if box.Dx() > 3 {
		s.shape(image.Rect(box.Max.X-1, box.Min.Y, box.Max.X, box.Max.Y), 0, side, color.NRGBA{})
	}
}

// contour is the line round a fill that is hard to see on white; clear for the others.
func contour(fill color.NRGBA) color.NRGBA {
	// Brightness as in ITU-R BT.601, as the pages judge it.
	if (299*int(fill.R)+587*int(fill.G)+114*int(fill.B))/1000 > 150 {
		return edge()
	}
	return color.NRGBA{}
}

// parse reads "#e4003b"; anything else is the neutral colour of who has no party.
func parse(colour string) color.NRGBA {
	if len(colour) == 7 && colour[0] == '#' {
		if v, err := strconv.ParseUint(colour[1:], 16, 32); err == nil {
			return rgb(uint32(v))
		}
	}
	return neutral()
}
