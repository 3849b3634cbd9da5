package web_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/web"
)

const pictureAddress = "/contests/islington-north/card.png"

// picture is what an address shows; it is kept where somebody wants to look at it.
func picture(t *testing.T, h http.Handler, name, path string) *image.Paletted {
	t.Helper()
	answer := ask(h, "GET", path)
	data := []byte(body(t, answer))
	if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "image/png" || answer.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
		t.Fatalf("%s: %s %v", path, answer.Status, answer.Header)
	}
	if dir := os.Getenv("DESK_CARDS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := png.Decode(bytes.NewReader(data))
	if err != nil || got.Bounds() != image.Rect(0, 0, 1200, 630) {
		t.Fatalf("%s: %v", path, err)
	}
	return got.(*image.Paletted)
}

// pixels counts those of a colour.
func pixels(m *image.Paletted, c color.RGBA) (n int) {
	for _, i := range m.Pix {
		if m.Palette[i] == c {
			n++
		}
	}
	return n
}

func differ(a, b *image.Paletted) bool {
	return !slices.Equal(a.Pix, b.Pix) || !slices.Equal(a.Palette, b.Palette)
}

// Every state has its picture. Parties' colours and the tracks of bars
// are there with figures, and with a result that was taken back or set aside there is
// neither.
func TestPicturesOfAllStates(t *testing.T) {
	all := wholeCount()
	all["declared"], all["partial"], all["scheduled"], all["withholding"], all["many"] = declared(), partial(), scheduled(), withholding(), many()
	for name, b := range all {
		h, _ := public(t, b, overview(b))
		m := picture(t, h, "contest-"+name, pictureAddress)
		if name == "declared" || name == "withdrawn" {
			if !differ(m, picture(t, h, "contest-"+name+"-cy", "/cy"+pictureAddress)) {
				t.Errorf("%s: the Welsh picture is the English one", name)
			}
		}
		labour, track := pixels(m, color.RGBA{0xe4, 0, 0x3b, 0xff}), pixels(m, color.RGBA{0xe8, 0xeb, 0xf0, 0xff})
		switch figures := b.Assurance != feed.NoFigures && !b.Contest.Unopposed; {
		case figures && name != "many" && (labour < 500 || track < 5000):
			t.Errorf("%s: %d pixels of Labour's colour, %d of tracks", name, labour, track)
		case !figures && name != "unopposed" && labour+track > 0: // its edge is the winner’s colour
			t.Errorf("%s: %d pixels of Labour's colour, %d of tracks, without figures", name, labour, track)
		}
	}
}

// many is a contest with sixteen candidates and the longest names.
func many() *feed.Bulletin {
	b := declared()
	c := b.Contest
	c.Name = "Inverness, Skye and West Ross-shire with Cumbernauld and Kirkintilloch"
	first := c.Candidates[0]
	c.Candidates[0].Name, c.Candidates[0].Label = "Anne-Marie Featherstonehaugh-Cholmondeley of Llanfairpwllgwyngyll", "Trade Unionist and Socialist Coalition"
	for i := len(c.Candidates); i < 16; i++ {
		line := first
		line.ID, line.Name, line.Elected, line.Votes = fmt.Sprint(i), "Sir Archibald Fotheringay-Phipps", false, ptr(10)
		c.Candidates = append(c.Candidates, line)
	}
	return b
}

var ogImage = regexp.MustCompile(`<meta property="og:image" content="https://results\.example\.org([^"]+)">`)

// The page names the picture of its own revision, so that platforms fetch anew what
// was corrected or withdrawn; whoever asks for an older one gets the newest all the same.
func TestPictureOfARevision(t *testing.T) {
	withdrawn := wholeCount()["withdrawn"]
	withdrawn.Revision = 100
	h, board := public(t)
	var addresses []string
	var last *image.Paletted
	for _, b := range []*feed.Bulletin{partial(), declared(), withdrawn} {
		board.Put(publish(t, b))
		m := ogImage.FindStringSubmatch(get(t, h, "/contests/islington-north"))
		if m == nil {
			t.Fatal("the page names no picture")
		}
		now := picture(t, h, "revision", m[1])
		if last != nil && !differ(last, now) {
			t.Errorf("revision %d looks like the one before", b.Revision)
		}
		for _, before := range addresses {
			if before == m[1] || differ(now, picture(t, h, "revision", before)) {
				t.Errorf("%s shows something else than %s", before, m[1])
			}
		}
		addresses, last = append(addresses, m[1]), now
	}
	newest := addresses[len(addresses)-1]
	for path, want := range map[string]string{newest: "public, max-age=3600, immutable", addresses[0]: "public, max-age=2, stale-while-revalidate=30", pictureAddress: "public, max-age=2, stale-while-revalidate=30"} {
		if got := ask(h, "GET", path).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
	etag := ask(h, "HEAD", newest).Header.Get("ETag")
	if again := ask(h, "GET", newest, "If-None-Match", etag); again.StatusCode != http.StatusNotModified {
		t.Errorf("asked again with %s: %s", etag, again.Status)
	}
	for _, path := range []string{"/card.png", "/contests/atlantis/card.png", "/contests/card.png"} {
		if got := ask(h, "GET", path).StatusCode; got == 200 {
			t.Errorf("%s: %d", path, got)
		}
	}
}

// The night's picture has the seats of each party in its bar, in the party's colour, and
// the tiles of those that matter most.
func TestPictureOfTheNight(t *testing.T) {
	night := house(t, 31, map[string]int{"Labour": 12, "Conservative": 4, "Liberal Democrat": 2, "SNP": 1, "Reform UK": 2, "Green": 1, "Independent": 1, "Plaid Cymru": 1})
	colours := map[string]string{"Labour": "#e4003b", "Conservative": "#0087dc", "Liberal Democrat": "#faa61a", "SNP": "#fdf38e", "Reform UK": "#12b6cf", "Green": "#6ab023"}
	for i := range night.Overview.State.Parties {
		p := &night.Overview.State.Parties[i]
		p.Colour = colours[p.ID]
	}
	h, _ := public(t, night)
	m := picture(t, h, "night", "/card.png?r=1")
	red, blue := pixels(m, color.RGBA{0xe4, 0, 0x3b, 0xff}), pixels(m, color.RGBA{0, 0x87, 0xdc, 0xff})
	if red < 2*blue || blue < 4000 {
		t.Errorf("%d pixels for 12 seats, %d for 4", red, blue)
	}
	picture(t, h, "night-cy", "/cy/card.png")
	page := get(t, h, "/contests")
	for _, want := range []string{`og:title" content="All contests"`, "/card.png?r=", `og:url" content="https://results.example.org/contests"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the list does not say %s", want)
		}
	}
}

func TestWhatIsSharedSaysWhatItIs(t *testing.T) {
	b := declared()
	b.Mode = count.Rehearsal
	h, _ := public(t, b, overview(b))
	page := get(t, h, "/cy/contests/islington-north")
	for _, want := range []string{`property="og:title" content="YMARFER – `, `property="og:locale" content="cy_GB"`, `property="og:locale:alternate" content="en_GB"`,
		`rel="canonical" href="https://results.example.org/cy/contests/islington-north"`, `og:image" content="https://results.example.org/cy/contests/islington-north/card.png?r=1720000000000-9"`,
		`content="summary_large_image"`, `type="application/atom+xml"`, `href="/api/v1/contests/islington-north.atom?lang=cy"`, `href="/api/v1/feed.atom?lang=cy"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the head does not say %s:\n%s", want, page[:4000])
		}
	}
	marked := picture(t, h, "contest-rehearsal", pictureAddress)
	if n := pixels(marked, color.RGBA{0xff, 0xf6, 0xd9, 0xff}); n < 40000 {
		t.Errorf("%d pixels of a rehearsal's strip", n)
	}
	picture(t, h, "night-rehearsal", "/cy/card.png")
	if frame := get(t, h, "/embed/contests/islington-north"); strings.Contains(frame, "og:") || strings.Contains(frame, "atom+xml") {
		t.Error("what stands in other people's pages is shared as a page of its own")
	}

	board := feed.NewBoard()
	board.Put(publish(t, declared()))
	alone, err := web.New(web.Options{Board: board, Live: http.NotFoundHandler()})
	if err != nil {
		t.Fatal(err)
	}
	if page := get(t, alone, "/contests/islington-north"); strings.Contains(page, "og:image") || strings.Contains(page, "canonical") || !strings.Contains(page, "og:title") {
		t.Error("a desk that does not know its own address names one")
	}
}
