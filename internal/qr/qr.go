// Package qr draws addresses as QR codes for paper.
package qr

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quietZone is the empty margin that a reader of QR codes needs, in modules.
const quietZone = 4

// Code is a drawn QR code, dark on light, as one path of an SVG picture.
type Code struct {
	Side int    // of the square picture with its margin, in modules
	Path string // attribute d of the path
}

// Box is the attribute viewBox of the picture.
func (c Code) Box() string { return fmt.Sprintf("0 0 %d %d", c.Side, c.Side) }

// Draw draws an address. Its error correction is of level M: paper is folded and
// written on, but a finer code is harder to read. The error is that of an address
// that is too long for any code.
func Draw(address string) (Code, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return Code{}, fmt.Errorf("qr code of %s: %w", address, err)
	}
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for code.Black(x, y) { // false beyond the edge
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+quietZone, y+quietZone, x-from, x-from)
			}
		}
	}
	return Code{Side: code.Size + 2*quietZone, Path: path.String()}, nil
}
