package web_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// drawn is a hexagon of a page.
type drawn struct {
	href, said, class, letter, fill string
	x, y                            int
}

// hexagons are those of a page, by address.
func hexagons(t testing.TB, page string) map[string]drawn {
	t.Helper()
	all := map[string]drawn{}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Data == "a" && n.Parent != nil && attribute(n.Parent, "id") == "seats" {
			h := drawn{href: attribute(n, "href"), class: attribute(n, "class")}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				switch c.Data {
				case "title":
					h.said = text(c)
				case "path":
					h.fill = attribute(c, "fill")
				case "text":
					h.letter = text(c)
					h.x, _ = strconv.Atoi(attribute(c, "x"))
					h.y, _ = strconv.Atoi(attribute(c, "y"))
				}
			}
			if _, twice := all[h.href]; twice {
				t.Errorf("%s is there twice", h.href)
			}
			all[h.href] = h
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	walk(doc)
	return all
}

func packed(t testing.TB, text string) int {
	t.Helper()
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	z.Close()
	return out.Len()
}

// The whole country of 2024: every seat once, none over another, each with the letter of
// whom the source names as first, and small enough to be a part of the first visit.
func TestMapOfTheCountry(t *testing.T) {
	seats := country(t)
	h, _ := public(t, append(seats, nightOf(seats))...)
	page := get(t, h, "/")
	all := hexagons(t, page)
	section := page[strings.Index(page, `id="map"`):]
	section = section[:strings.Index(section, "</section>")]
	size := packed(t, section)
	t.Logf("the map of %d seats is %d bytes, %d compressed", len(all), len(section), size)
	if len(all) != 650 || size > 24<<10 {
		t.Errorf("%d hexagons in %d bytes compressed; want 650 in 24 KB", len(all), size)
	}
	at := map[[2]int]string{}
	for _, hex := range all {
		for dx := -13; dx <= 13; dx++ {
			for dy := -11; dy <= 11; dy++ {
				if other := at[[2]int{hex.x + dx, hex.y + dy}]; other != "" {
					t.Errorf("%s stands over %s", hex.href, other)
				}
			}
		}
		at[[2]int{hex.x, hex.y}] = hex.href
	}
	letters := map[string]string{"Lab": "L", "Con": "C", "LD": "D", "SNP": "S", "RUK": "R", "Green": "G", "Ind": "I", "PC": "P"}
	counted := map[string]int{}
	results := published2024(t, "constituencies.csv")
	for i, row := range results {
		hex := all["/contests/"+seats[i].Contest.ID]
		if want, known := letters[row["First party"]]; known && hex.letter != want {
			t.Errorf("%s is %q, the source says %s", row["Constituency name"], hex.letter, row["First party"])
		}
		if gain := strings.Contains(row["Result"], "gain"); gain != (hex.class == "gain") || gain != strings.Contains(hex.said, " gain from ") {
			t.Errorf("%s is drawn as %q and said as %q, the source says %s", row["Constituency name"], hex.class, hex.said, row["Result"])
		}
		if !strings.HasPrefix(hex.said, row["Constituency name"]+": ") {
			t.Errorf("%s is called %q", row["Constituency name"], hex.said)
		}
		counted[hex.letter]++
	}
	if fmt.Sprint(counted["L"], counted["C"], counted["D"], counted["S"], counted["R"], counted["G"], counted["P"], counted["I"]) != "411 121 72 9 5 4 4 6" {
		t.Errorf("seats by letter: %v", counted)
	}
	if got := all["/contests/islington-north"].said; got != "Islington North: Independent gain from Labour" {
		t.Errorf("Islington North is said as %q", got)
	}
	mustSay(t, page, "Labour 411", "Conservative 121", "Every seat a hexagon")
	wellFormed(t, page)
}

// Orkney is in the north, Cornwall in the south west, and a row is half a hexagon aside of
// the next.
func TestMapStandsUpright(t *testing.T) {
	seats := country(t)
	h, _ := public(t, append(seats, nightOf(seats))...)
	all := hexagons(t, get(t, h, "/"))
	orkney, stIves, lowestoft := all["/contests/orkney-and-shetland"], all["/contests/st-ives"], all["/contests/lowestoft"]
	if orkney.y >= stIves.y || stIves.x >= lowestoft.x {
		t.Errorf("Orkney %+v, St Ives %+v, Lowestoft %+v", orkney, stIves, lowestoft)
	}
	even, odd := map[int]bool{}, map[int]bool{}
	for _, hex := range all {
		if (hex.y-orkney.y)/12%2 == 0 {
			even[(hex.x-orkney.x+1400)%14] = true
		} else {
			odd[(hex.x-orkney.x+1400)%14] = true
		}
	}
	if len(even) != 1 || len(odd) != 1 || !even[0] || !odd[7] {
		t.Errorf("offsets %v and %v", even, odd)
	}
}

// onMap is a state of a seat with a hexagon.
func onMap(b *feed.Bulletin, id string, revision int64, column int) *feed.Bulletin {
	b = named(b, id, strings.ToUpper(id), revision)
	b.Contest.Map = &feed.MapPlace{Column: column}
	return b
}

// Every state is told without colour, in both languages.
func TestMapTellsEveryState(t *testing.T) {
	recount, taken, none := onMap(partial(), "c", 13, 2), onMap(closed(), "d", 14, 3), onMap(closed(), "e", 15, 4)
	recount.Stage, taken.Stage, none.Stage = count.StageRecount, count.StageWithdrawn, count.StageAbandoned
	held := onMap(declared(), "g", 17, 6)
	held.Contest.Outcome.Kind = count.Hold
	held.Contest.Previous.Votes[0].Party = ""
	bare := onMap(declared(), "h", 18, 7)
	bare.Contest.Outcome, bare.Contest.Previous = nil, nil
	seats := []*feed.Bulletin{onMap(closed(), "a", 11, 0), onMap(partial(), "b", 12, 1), recount, taken, none, onMap(declared(), "f", 16, 5), held, bare}
	h, _ := public(t, append(seats, nightOf(seats))...)
	for path, want := range map[string][8]string{
		"/": {"none  A: no result yet", "count  B: being counted", "mark ! C: recount", "mark ? D: result withdrawn", "mark – E: no member returned",
			"gain I F: Independent gain from Labour", " I G: Independent hold", " I H: Independent"},
		"/cy/": {"none  A: dim canlyniad eto", "count  B: wrthi’n cyfrif", "mark ! C: ailgyfrif", "mark ? D: canlyniad wedi’i dynnu’n ôl", "mark – E: dim aelod wedi’i ethol",
			"gain I F: Annibynnol yn cipio’r sedd (Llafur gynt)", " I G: Annibynnol yn cadw’r sedd", " I H: Annibynnol"},
	} {
		page := get(t, h, path)
		all := hexagons(t, page)
		for i, id := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
			hex := all[path+"contests/"+id]
			if got := hex.class + " " + hex.letter + " " + hex.said; got != want[i] {
				t.Errorf("%s: %q, want %q", path, got, want[i])
			}
		}
		wellFormed(t, page)
	}
}

// A seat that is held again takes the hexagon of the poll that was abandoned.
func TestTwoContestsOnOnePlace(t *testing.T) {
	gone := onMap(closed(), "a-first", 11, 0)
	gone.Stage = count.StageAbandoned
	seats := []*feed.Bulletin{gone, onMap(declared(), "b-again", 12, 0), onMap(closed(), "c", 13, 1)}
	h, _ := public(t, append(seats, nightOf(seats))...)
	all := hexagons(t, get(t, h, "/"))
	if len(all) != 2 || all["/contests/b-again"].letter != "I" {
		t.Errorf("%v", all)
	}
}

func TestNoMapWithoutPlaces(t *testing.T) {
	h, _ := public(t, declared(), nightOf([]*feed.Bulletin{declared()}))
	mustNotSay(t, get(t, h, "/"), "hexagon")
}

// What people typed stays text, and a colour that is none is grey.
func TestHostileNamesOnTheMap(t *testing.T) {
	b := hostile()
	b.Contest.Map = &feed.MapPlace{}
	for i := range b.Contest.Candidates {
		c := &b.Contest.Candidates[i]
		c.Parties = []feed.Party{{ID: "evil" + strconv.Itoa(i), Name: b.Contest.Name, Short: b.Contest.Name, Colour: `#fff" onload="alert(1)`}}
	}
	h, _ := public(t, b, nightOf([]*feed.Bulletin{b}))
	for _, path := range []string{"/", "/map?gains=1"} {
		page := get(t, h, path)
		if strings.Contains(page, "<script>") || strings.Contains(page, `" onload`) || strings.ContainsAny(page, "\u202e\u202c") {
			t.Errorf("%s: a name became markup", path)
		}
		if hex := hexagons(t, page)["/contests/islington-north"]; hex.fill != "#6b7482" {
			t.Errorf("%s: %+v", path, hex)
		}
		wellFormed(t, page)
	}
}

// Without the script a filter is a page: what it leaves out is an outline and no link.
func TestMapFiltersWithoutScript(t *testing.T) {
	seats := country(t)
	h, _ := public(t, append(seats, nightOf(seats))...)
	for query, want := range map[string]struct {
		seats int
		said  string
	}{
		"party=PP53":                       {411, "Labour: 411 of 650 seats"},
		"party=PP53&region=&gains=":        {411, "Labour: 411 of 650 seats"},
		"gains=1&party=PP7931":             {5, "Reform UK, Gains only: 5 of 650 seats"},
		"region=london":                    {75, "London: 75 of 650 seats"},
		"region=london&party=PP52":         {9, "Conservative, London: 9 of 650 seats"},
		"party=independent&region=london":  {1, "Independent, London: 1 of 650 seats"},
		"party=PP63&region=wales&gains=on": {0, "Green, Gains only, Wales: 0 of 650 seats"},
	} {
		page := get(t, h, "/map?"+query)
		if got := hexagons(t, page); len(got) != want.seats {
			t.Errorf("%s: %d seats, want %d", query, len(got), want.seats)
		}
		mustSay(t, page, want.said)
		if outlines := strings.Count(page, "m0-7.4l6.4 3.7v7.4l-6.4 3.7-6.4-3.7v-7.4z"); outlines < 650 {
			t.Errorf("%s: %d outlines; the rest of the country is gone", query, outlines)
		}
		wellFormed(t, page)
	}
	if r := ask(h, "GET", "/cy/map?party="); r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/cy/#map" {
		t.Errorf("no filter: %d to %s", r.StatusCode, r.Header.Get("Location"))
	}
	for _, query := range []string{"party=PP9999", "region=atlantis", "party=%3Cscript%3E", "region=London"} {
		if r := ask(h, "GET", "/map?"+query); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d; want 404, so that no page is kept for it", query, r.StatusCode)
		}
	}
}

// Letters can be read on every colour: 4.5 to 1 at least.
func TestLettersCanBeRead(t *testing.T) {
	seats := country(t)
	h, _ := public(t, append(seats, nightOf(seats))...)
	page := get(t, h, "/")
	inks := regexp.MustCompile(`<path fill="(#[0-9a-f]{6})"[^>]*></path><text[^>]*?(?: fill="(#[0-9a-f]{6})")?>`).FindAllStringSubmatch(page, -1)
	seen := map[string]bool{}
	for _, m := range inks {
		ink := m[2]
		if ink == "" {
			ink = "#ffffff"
		}
		if c := contrast(t, m[1], ink); c < 4.5 && !seen[m[1]] {
			t.Errorf("%s on %s is %.2f to 1", ink, m[1], c)
		}
		seen[m[1]] = true
	}
	if len(seen) < 10 {
		t.Errorf("only %d colours", len(seen))
	}
}

func contrast(t testing.TB, a, b string) float64 {
	t.Helper()
	light := func(colour string) (sum float64) {
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			c := float64(n) / 255
			if c <= 0.04045 {
				sum += weight * c / 12.92
			} else {
				sum += weight * math.Pow((c+0.055)/1.055, 2.4)
			}
		}
		return sum
	}
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
