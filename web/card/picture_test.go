package card

import (
	"bytes"
	"encoding/csv"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
)

// The bar of each candidate has the party's colour and the length of the share; beyond
// it is the track. A fill that is pale on white has an outline.
func TestBars(t *testing.T) {
	c := declared()
	c.Rows[1].Colour = "#fdf38e"
	s := press(t).layContest(c)
	picture := painted(t, s)
	var bars []piece
	for i, p := range s.pieces {
		if p.fill == track() {
			bars = append(bars, s.pieces[i+1])
			if got := p.box.Dx(); got != 740 {
				t.Errorf("a track of %d pixels", got)
			}
			if !near(picture, p.box.Max.X-2, p.box.Min.Y+4, track()) {
				t.Error("the track is covered to its end")
			}
		}
	}
	for i, want := range []struct {
		long int
		fill color.NRGBA
		line bool
	}{{364, rgb(0x7b8290), false}, {255, rgb(0xfdf38e), true}, {40, rgb(0x6ab023), false}, {30, rgb(0x0087dc), false}, {51, neutral(), false}} {
		b := bars[i]
		if b.box.Dx() != want.long || !near(picture, b.box.Min.X+b.box.Dx()/2, b.box.Min.Y+b.box.Dy()/2, want.fill) {
			t.Errorf("bar %d is %d pixels long, or not of %v", i, b.box.Dx(), want.fill)
		}
		if (b.outline.A > 0) != want.line {
			t.Errorf("bar %d: outline %v", i, b.outline)
		}
	}
}

// Seats stand in the bar in proportion, and the line of the majority at its place.
func TestSeatsBar(t *testing.T) {
	picture := painted(t, press(t).layOverview(night()))
	y := 320
	for x, want := range map[int]color.NRGBA{
		margin + 100: rgb(0xe4003b), margin + 150*inner/650: rgb(0x0087dc), margin + 400*inner/650: track(),
		margin + 326*inner/650: ink(),
	} {
		if !near(picture, x, y, want) {
			t.Errorf("at %d: %v, not %v", x, picture.At(x, y), want)
		}
	}
}

// No part of a rehearsal's picture as large as a thumbnail is like that of a live night.
func TestRehearsalIsBurnedIn(t *testing.T) {
	c := declared()
	c.Frame.Rehearsal, c.Frame.Mark = rehearsal, "REHEARSAL"
	s := press(t).layContest(c)
	marked := painted(t, s)
	s.ghost = ""
	bare := painted(t, s)
	for x := 60; x+200 <= Width-60; x += 100 {
		for _, y := range []int{150, 390} {
			if same(marked, bare, image.Rect(x, y, x+200, y+150)) {
				t.Errorf("no mark at %d, %d", x, y)
			}
		}
	}
	if !near(marked, 8, 90, mark()) {
		t.Error("no strip that says so")
	}
}

func same(a, b image.Image, part image.Rectangle) bool {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

// What the font lacks is written without its accents or as a question mark, and never
// as the box that stands for a missing letter.
func TestLetters(t *testing.T) {
	l := press(t).sheet().letters
	for s, want := range map[string]string{
		"Siân Ŵyn Ŷâ ô": "Siân Ŵyn Ŷâ ô", "Łukasz Żółć ąęśćń": "Łukasz Żółć ąęśćń", "Şükrü Çığ İnan": "Şükrü Çığ İnan",
		"Ọlá Ẹbùn Nguyễn": "Ọlá Ẹbùn Nguyễn", "Γιώργος Жанна": "Γιώργος Жанна", "−2.1 · “a” – …": "−2.1 · “a” – …",
		"李 Ann 🗳": "? Ann ?", "e\u0301": "é", "a\u200bb\tc": "ab c",
	} {
		got := l.drawable(s)
		if got != want {
			t.Errorf("%q is written %q", s, got)
		}
		for _, r := range got {
			if r != ' ' && !l.has(r) {
				t.Errorf("%q: no letter for %q", got, r)
			}
		}
	}
}

// Every letter of the names of 2024 is in the font: nothing is replaced.
func TestNamesOf2024(t *testing.T) {
	dir := os.Getenv("DESK_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	file, err := os.Open(filepath.Join(dir, "uk-ge2024", "candidates.csv"))
	if err != nil {
		t.Skip("no data: ", err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	l := press(t).sheet().letters
	for _, row := range rows {
		for _, field := range row {
			letters := strings.Map(func(r rune) rune { // one name of the file has a control among them
				if r == '\ufeff' || unicode.IsControl(r) {
					return -1
				}
				return r
			}, field)
			if got := l.drawable(field); got != letters {
				t.Errorf("%q is written %q", field, got)
			}
		}
	}
	if len(rows) != 4516 {
		t.Errorf("%d rows", len(rows))
	}
}

// BenchmarkCard measures drawing a contest's picture against the floor of the same
// run: encoding an empty picture of the size, in full colour as images are.
func BenchmarkCard(b *testing.B) {
	p, c := press(b), declared()
	var drawn, floor time.Duration
	size := 0
	for b.Loop() {
		start := time.Now()
		data, err := p.Contest(c)
		if err != nil {
			b.Fatal(err)
		}
		drawn, size = drawn+time.Since(start), len(data)
		start = time.Now()
		var out bytes.Buffer
		if err := png.Encode(&out, image.NewRGBA(image.Rect(0, 0, Width, Height))); err != nil {
			b.Fatal(err)
		}
		floor += time.Since(start)
	}
	b.ReportMetric(float64(drawn)/float64(floor), "card/floor")
	b.ReportMetric(float64(size), "bytes")
}

func painted(t *testing.T, s *sheet) image.Image {
	t.Helper()
	data, err := s.png()
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, data)
}
