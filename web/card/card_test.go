package card

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// declared is Islington North as declared on 5 July 2024.
func declared() Contest {
	return Contest{
		Frame:   Frame{Brand: "Results Desk", AsOf: "Figures of 5 July 2024, 03:26:08 BST"},
		Eyebrow: "General election · 4 July 2024 · London", Name: "Islington North", Headline: "Independent gain from Labour",
		Pills: []Pill{{"Declared 5 July 2024, 03:26 BST", Solid}}, Sentence: "Jeremy Corbyn elected, majority 7,247",
		Rows: []Row{
			{"Jeremy Corbyn", "Independent", "24,120", "49.2%", .492, "#7b8290", "Elected"},
			{"Praful Nargund", "Labour", "16,873", "34.4%", .344, "#e4003b", ""},
			{"Sheridan Kates", "Green", "2,660", "5.4%", .054, "#6ab023", ""},
			{"Karen Harries", "Conservative", "1,950", "4.0%", .04, "#0087dc", ""},
			{"Martyn Nelson", "Reform UK", "1,710", "3.5%", .035, "#12b6cf", ""},
			{"Vikas Aggarwal", "Liberal Democrat", "1,661", "3.4%", .034, "#faa61a", ""},
			{"Paul Josling", "Independent", "32", "0.1%", .001, "#7b8290", ""},
		},
		Others: func(shown int) Row {
			return Row{Name: fmt.Sprintf("All after the first %d", shown), Votes: "3,403", Share: "6.9%", Part: .069}
		},
	}
}

const rehearsal = "REHEARSAL – these are not real results"

// samples are the kinds of picture, and the worst that names can do to one.
func samples() map[string]Contest {
	partial := declared()
	partial.Headline, partial.Colour, partial.Rows[0].Mark = "Counting, 3 of 6 mini-counts in", "", ""
	partial.Pills = []Pill{{"Partial: 3 of 6 mini-counts, figures of 01:20:44 BST", Partial}}
	partial.Sentence = "Jeremy Corbyn leads by 3,116"

	withdrawn := declared()
	withdrawn.Headline, withdrawn.Rows, withdrawn.Others, withdrawn.Sentence = "result withdrawn", nil, nil, ""
	withdrawn.Pills = []Pill{{"Withdrawn 5 July 2024, 03:27 BST", Alarm}}
	withdrawn.Panel = &Panel{"The result that was published is withdrawn.", "Published in error 03:26 BST, withdrawn 03:27 BST. Reason: the figures were typed into the wrong contest.", true}

	drill := declared()
	drill.Frame.Rehearsal, drill.Frame.Mark = rehearsal, "REHEARSAL"

	pale := declared()
	pale.Colour, pale.Rows[0].Colour, pale.Rows[0].Party = "#fdf38e", "#fdf38e", "Scottish National Party"

	long := declared()
	long.Frame.Rehearsal, long.Frame.Mark, long.Colour = rehearsal, "REHEARSAL", "#e4003b"
	long.Eyebrow = strings.Repeat("Combined county authority mayoral by-election · ", 6)
	long.Name = "Inverness, Skye and West Ross-shire with Cumbernauld and Kirkintilloch and Middlesbrough South and East Cleveland"
	long.Headline = "Labour and Co-operative Party gain from Scottish National Party and the Trade Unionist and Socialist Coalition"
	long.Pills = append(long.Pills, Pill{"Corrected 5 July 2024, 04:10 BST: the electorate and two candidates’ votes", Partial}, Pill{"Recount 3", Plain})
	long.Sentence = strings.Repeat("Llanfairpwllgwyngyll ", 12)
	long.Rows = append(long.Rows, long.Rows...)
	long.Rows = append(long.Rows, long.Rows[:2]...)
	for i := range long.Rows {
		long.Rows[i].Name = "Count Binface the Honourable Sir Archibald Fotheringay-Phipps of that Ilk and of elsewhere"
		long.Rows[i].Party = "The Official Monster Raving Loony Party, with the Blessed Memory of Lord Sutch"
		long.Rows[i].Votes, long.Rows[i].Share, long.Rows[i].Mark = "1,234,567", "100.0%", "Etholwyd heb bleidlais"
	}
	word := declared()
	word.Name = strings.Repeat("Llanfair", 20)
	ballot := declared()
	ballot.Rows, ballot.Others, ballot.Headline = nil, nil, "poll closes at 22:00 BST"
	ballot.Pills = []Pill{{"Before close of poll", Plain}}
	for i := range 10 {
		ballot.Ballot = append(ballot.Ballot, fmt.Sprintf("%s (Labour and Co-operative Party)", long.Rows[0].Name[:20+i]))
	}
	return map[string]Contest{"declared": declared(), "partial": partial, "withdrawn": withdrawn, "rehearsal": drill, "pale": pale, "long": long, "word": word, "ballot": ballot}
}

func night() Overview {
	o := Overview{
		Frame: Frame{Brand: "Results Desk", AsOf: "Figures of 5 July 2024, 03:26:08 BST"}, Eyebrow: "General election · 4 July 2024",
		Headline: "Labour has 138 of the 326 seats it needs; 177 of 650 declared", Sentence: "177 declared, 240 counting, 233 to come",
		Bar:   []Segment{{138, "#e4003b"}, {19, "#0087dc"}, {10, "#faa61a"}, {3, "#12b6cf"}, {1, "#6ab023"}, {6, ""}},
		Seats: 650, Majority: 326, Line: "326 for a majority", Note: "Net change against 2019 on the new boundaries, in the 177 seats declared.",
	}
	for i, name := range []string{"Labour", "Conservative", "Democratiaid Rhyddfrydol", "SNP", "Reform UK", "Green", "Others"} {
		o.Parties = append(o.Parties, Party{name, fmt.Sprint(138 - 20*i), "net +58", "39.4% (+1.0)", []string{"#e4003b", "#0087dc", "#faa61a", "#fdf38e", "#12b6cf", "#6ab023", ""}[i]})
	}
	return o
}

func TestSizeAndType(t *testing.T) {
	for name, c := range samples() {
		data, err := press(t).Contest(c)
		if err != nil {
			t.Fatal(err)
		}
		keep(t, name, data)
		if got := decode(t, data).Bounds(); got != image.Rect(0, 0, Width, Height) {
			t.Errorf("%s: a picture of %v", name, got)
		}
	}
	data, err := press(t).Overview(night())
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "overview", data)
}

// However long names are, no text leaves the picture or stands on another.
func TestTextsFit(t *testing.T) {
	sheets := map[string]*sheet{"overview": press(t).layOverview(night())}
	for name, c := range samples() {
		sheets[name] = press(t).layContest(c)
	}
	for name, s := range sheets {
		page := image.Rect(30, 0, Width-30, Height-18)
		var texts []piece
		for _, p := range s.pieces {
			if p.text == "" {
				continue
			}
			if !p.box.In(page) {
				t.Errorf("%s: %q leaves the picture: %v", name, p.text, p.box)
			}
			for _, q := range texts {
				if p.box.Overlaps(q.box) {
					t.Errorf("%s: %q %v and %q %v overlap", name, p.text, p.box, q.text, q.box)
				}
			}
			texts = append(texts, p)
		}
		if len(texts) < 5 {
			t.Errorf("%s: only %d texts", name, len(texts))
		}
	}
}

func press(t testing.TB) *Press {
	t.Helper()
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	got, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// keep writes a picture where somebody wants to look at it.
func keep(t *testing.T, name string, data []byte) {
	t.Helper()
	if dir := os.Getenv("DESK_CARDS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// near tells whether a picture has a colour at a place.
func near(picture image.Image, x, y int, want color.NRGBA) bool {
	r, g, b, _ := picture.At(x, y).RGBA()
	return uint8(r>>8) == want.R && uint8(g>>8) == want.G && uint8(b>>8) == want.B
}
