package slug_test

import (
	"testing"

	"resultsdesk/internal/slug"
)

func TestOf(t *testing.T) {
	for name, want := range map[string]string{
		"Ynys Môn": "ynys-mon", "Ynys Mo\u0302n": "ynys-mon", "King's Lynn & West": "kings-lynn-and-west", "Yorkshire and The Humber": "yorkshire-and-the-humber",
		"Na h-Eileanan an Iar": "na-h-eileanan-an-iar", "  St. Ives ": "st-ives", `"><script>`: "script", "": "", "../..": "", "Ελλάδα": "",
	} {
		if got, ok := slug.Of(name); got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v; want %q", name, got, ok, want)
		}
	}
}
