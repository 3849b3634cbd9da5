package card

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// paletted is a picture in at most 96 colours: a quarter of the bytes of full colour.
// Flat fills keep their exact colours, being the most frequent; of the soft edges of
// letters the rarest take the nearest that is there.
func paletted(picture *image.RGBA) *image.Paletted {
	counts := map[color.RGBA]int{}
	runs(picture, func(_, n int, c color.RGBA) { counts[c] += n })
	all := make([]color.RGBA, 0, len(counts))
	for c := range counts {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	const most = 96
	var kept color.Palette
	place := make(map[color.RGBA]uint8, len(all))
	for i, c := range all {
		if i < most {
			kept = append(kept, c)
			place[c] = uint8(i)
		} else {
			place[c] = uint8(kept.Index(c))
		}
	}
	out := image.NewPaletted(picture.Bounds(), kept)
	runs(picture, func(at, n int, c color.RGBA) {
		index := place[c]
		for i := at; i < at+n; i++ {
			out.Pix[i] = index
		}
	})
	return out
}

// runs visits pixels of one colour that follow each other, row by row.
func runs(picture *image.RGBA, visit func(at, n int, c color.RGBA)) {
	pix, from := picture.Pix, 0
	for i := 4; i <= len(pix); i += 4 {
		if i < len(pix) && [4]byte(pix[i:i+4]) == [4]byte(pix[from:from+4]) {
			continue
		}
		visit(from/4, (i-from)/4, color.RGBA{pix[from], pix[from+1], pix[from+2], pix[from+3]})
		from = i
	}
}
