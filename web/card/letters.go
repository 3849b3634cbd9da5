package card

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// Press draws pictures. It is safe for use by many at once.
type Press struct{ regular, bold *opentype.Font }

// New reads the fonts that the program carries. It fails only where they are broken.
func New() (*Press, error) {
	regular, err := opentype.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("card: %w", err)
	}
	bold, err := opentype.Parse(liberationsansbold.TTF)
	if err != nil {
		return nil, fmt.Errorf("card: %w", err)
	}
	return &Press{regular, bold}, nil
}

// style is how a text is set: its size in pixels, and whether it is bold.
type style struct {
	size int
	bold bool
}

// letters sets texts for one picture. A face may not be shared.
type letters struct {
	press  *Press
	faces  map[style]font.Face
	buffer sfnt.Buffer
}

// face fails only for a size that this package does not use.
func (l *letters) face(s style) (font.Face, error) {
	if f, ok := l.faces[s]; ok {
		return f, nil
	}
	from := l.press.regular
	if s.bold {
		from = l.press.bold
	}
	f, err := opentype.NewFace(from, &opentype.FaceOptions{Size: float64(s.size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("card: %w", err)
	}
	l.faces[s] = f
	return f, nil
}

// width of a text in pixels, rounded up.
func (l *letters) width(st style, s string) int {
	f, err := l.face(st)
	if err != nil {
		return 0 // and painting it says so
	}
	return font.MeasureString(f, s).Ceil()
}

// drawable is a text in letters that the font has. One that it lacks loses its accents;
// one of a script that the font does not know becomes a question mark, which says that
// something stood there. An empty box says nothing.
func (l *letters) drawable(s string) string {
	var out strings.Builder
	for _, r := range norm.NFC.String(s) {
		switch {
		case unicode.IsSpace(r):
			out.WriteByte(' ')
		case unicode.In(r, unicode.Cf, unicode.Cc):
			// a sign that is not seen
		case l.has(r):
			out.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
			// a mark that has no letter with the one before it
		default:
			out.WriteRune(l.bare(r))
		}
	}
	return out.String()
}

// bare is a letter without its accents.
func (l *letters) bare(r rune) rune {
	for _, base := range norm.NFKD.String(string(r)) {
		if l.has(base) && !unicode.Is(unicode.Mn, base) {
			return base
		}
	}
	return '?'
}

func (l *letters) has(r rune) bool {
	for _, f := range []*opentype.Font{l.press.regular, l.press.bold} {
		if g, err := f.GlyphIndex(&l.buffer, r); err != nil || g == 0 {
			return false
		}
	}
	return true
}

// cut ends a text with an ellipsis where it is wider than it may be.
func (l *letters) cut(st style, s string, width int) string {
	if l.width(st, s) <= width {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 0; n-- {
		if short := strings.TrimRight(string(runes[:n]), " ,.:;·–-(") + "…"; l.width(st, short) <= width {
			return short
		}
	}
	return ""
}

// fit sets a text in at most so many lines: at the first of the sizes at which it fits,
// or at the last, ended with an ellipsis.
func (l *letters) fit(s string, bold bool, width, lines int, sizes ...int) (style, []string) {
	s = l.drawable(s)
	var st style
	for _, size := range sizes {
		st = style{size, bold}
		if wrapped := l.wrap(st, s, width); len(wrapped) <= lines && l.whole(st, wrapped, width) {
			return st, l.even(st, s, wrapped, width)
		}
	}
	wrapped := l.wrap(st, s, width)
	if len(wrapped) > lines {
		wrapped = append(wrapped[:lines-1], strings.Join(wrapped[lines-1:], " "))
	}
	for i := range wrapped {
		wrapped[i] = l.cut(st, wrapped[i], width)
	}
	return st, wrapped
}

// even breaks a text into as many lines that are as long as each other as words allow, so
// that no word stands alone.
func (l *letters) even(st style, s string, lines []string, width int) []string {
	if len(lines) < 2 {
		return lines
	}
	for width -= 20; width > 0; width -= 20 {
		narrower := l.wrap(st, s, width)
		if len(narrower) > len(lines) || !l.whole(st, narrower, width) {
			break
		}
		lines = narrower
	}
	return lines
}

// whole tells whether no line is wider than it may be, as one of a single long word is.
func (l *letters) whole(st style, lines []string, width int) bool {
	for _, s := range lines {
		if l.width(st, s) > width {
			return false
		}
	}
	return true
}

// wrap breaks a text between words.
func (l *letters) wrap(st style, s string, width int) []string {
	var lines []string
	for _, word := range strings.Fields(s) {
		last := len(lines) - 1
		if last >= 0 && l.width(st, lines[last]+" "+word) <= width {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}

// dot is a place in the units of fonts.
func dot(x, baseline int) fixed.Point26_6 { return fixed.P(x, baseline) }
