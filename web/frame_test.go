package web_test

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/web"
	"resultsdesk/web/lang"
)

type frame struct {
	Type, Topic, Figures, Title, Headline, HTML string
	Epoch, Revision                             int64
	Bulletin                                    json.RawMessage
}

// catalogue is the one that the program carries.
func catalogue(t testing.TB) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// english is a frame for those who read English.
func english(p *feed.Published) ([]byte, error) {
	c, err := lang.Load()
	if err != nil {
		return nil, err
	}
	return web.FrameHTML(c.English(), p)
}

func framed(t *testing.T, make func(*feed.Published) ([]byte, error), p *feed.Published) (frame, []byte) {
	t.Helper()
	raw, err := make(p)
	if err != nil {
		t.Fatal(err)
	}
	var f frame
	if err := json.Unmarshal(raw, &f); err != nil {
		t.Fatal(err)
	}
	return f, raw
}

func TestFrameIsTheInsideOfThePage(t *testing.T) {
	for name, b := range map[string]*feed.Bulletin{"scheduled": scheduled(), "partial": partial(), "declared": declared(), "overview": overview(declared())} {
		h, _ := public(t, b)
		path := "/contests/islington-north"
		if b.Contest == nil {
			path = "/"
		}
		f, _ := framed(t, english, publish(t, b))
		if !strings.Contains(get(t, h, path), ">"+f.HTML+"</main>") {
			t.Errorf("%s: the page shows something else than the frame", name)
		}
		wellFormed(t, f.HTML)
	}
}

func TestFrameSaysWhatThePageSaysAroundIt(t *testing.T) {
	b := declared()
	b.Mode = count.Rehearsal
	f, _ := framed(t, english, publish(t, b))
	want := frame{
		Type: "state", Topic: "contest/islington-north", Epoch: b.Epoch, Revision: 9, Figures: "03:26:08 BST",
		Title: "REHEARSAL – Islington North: Independent gain from Labour – Results Desk", Headline: "Islington North: Independent gain from Labour",
	}
	mustSay(t, f.HTML, "REHEARSAL")
	f.HTML = ""
	if got := f; got.Type != want.Type || got.Topic != want.Topic || got.Epoch != want.Epoch || got.Revision != want.Revision ||
		got.Figures != want.Figures || got.Title != want.Title || got.Headline != want.Headline {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if f, _ := framed(t, english, publish(t, scheduled())); f.Figures != "" {
		t.Errorf("before the count there are figures of %q", f.Figures)
	}
}

func TestFrameJSONCarriesThePublishedBytes(t *testing.T) {
	p := publish(t, hostile())
	f, raw := framed(t, web.FrameJSON, p)
	if !bytes.Equal(f.Bulletin, p.Bytes) || !bytes.Contains(raw, p.Bytes) {
		t.Error("the bytes are not those that were published")
	}
	if f.Topic != p.Bulletin.Topic || f.Revision != p.Bulletin.Revision {
		t.Errorf("envelope %+v", f)
	}
}

// A frame goes to every viewer at once, so its size is the load of the night.
func TestFrameIsSmall(t *testing.T) {
	for _, c := range []struct {
		name  string
		b     *feed.Bulletin
		limit int
	}{{"partial", partial(), 1800}, {"declared", declared(), 2600}, {"overview", overview(declared()), 700}} {
		_, raw := framed(t, english, publish(t, c.b))
		var packed bytes.Buffer
		w, err := flate.NewWriter(&packed, flate.BestSpeed) // as the socket compresses
		if err != nil {
			t.Fatal(err)
		}
		w.Write(raw)
		w.Close()
		t.Logf("%s: %d bytes, %d deflated", c.name, len(raw), packed.Len())
		if packed.Len() > c.limit {
			t.Errorf("%s: %d bytes deflated, more than %d", c.name, packed.Len(), c.limit)
		}
	}
}
