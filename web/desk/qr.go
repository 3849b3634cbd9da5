package desk

import (
	"fmt"
	"strings"

	"rsc.io/qr"

	"resultsdesk/web/view/officer"
)

// quietZone is the empty margin that a reader of QR codes needs, in modules.
const quietZone = 4

// qrOf draws an address as a QR code. Its error correction is of level M: paper is
// folded and written on, but a finer code is harder to read.
func qrOf(address, label string) (officer.QR, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return officer.QR{}, fmt.Errorf("qr code of %s: %w", address, err)
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
	side := code.Size + 2*quietZone
	return officer.QR{Label: label, Box: fmt.Sprintf("0 0 %d %d", side, side), Path: path.String()}, nil
}
