package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"resultsdesk/internal/feed"
)

// hostile is a result in which everything that people type tries to be more than a
// name.
func hostile() *feed.Bulletin {
	const name = "</title><script>alert(1)</script>\"' onload=x \u202eevil\u202c & Söhne"
	b := declared()
	c := b.Contest
	c.Name, c.Region, c.Note, c.OrderNote, c.Units.Word = name, name, name, name, name
	c.Electorate.Source, c.Previous.Source, c.Outcome.Text, b.Election.Name = name, name, name, name
	for i := range c.Candidates {
		line := &c.Candidates[i]
		line.Name, line.Label, line.Description = name, name, name
		for j := range line.Parties {
			line.Parties[j].Colour = `#fff" onload="alert(1)`
		}
	}
	c.Previous.Votes[0].Label, c.Rejected.Heads[0].Label = name, name
	return b
}

func TestHostileNamesStayText(t *testing.T) {
	b := hostile()
	h, _ := public(t, b, overview(b))
	pages := map[string]string{}
	for _, path := range []string{"/", "/contests", "/contests/islington-north", "/embed/contests/islington-north"} {
		pages[path] = get(t, h, path)
	}
	for _, p := range []*feed.Published{publish(t, b), publish(t, overview(b))} {
		frame, err := english(p)
		if err != nil {
			t.Fatal(err)
		}
		var m struct{ HTML string }
		if err := json.Unmarshal(frame, &m); err != nil {
			t.Fatal(err)
		}
		pages["frame of "+p.Bulletin.Topic] = m.HTML
	}
	for where, page := range pages {
		if strings.Contains(page, "<script>") || strings.Contains(page, `" onload`) {
			t.Errorf("%s: a name became markup", where)
		}
		if strings.ContainsAny(page, "\u202e\u202c") {
			t.Errorf("%s: a name turns the text around it", where)
		}
		if !strings.Contains(page, "&amp; Söhne") {
			t.Errorf("%s: the name is not there", where)
		}
		wellFormed(t, page)
	}
}

func TestHostileNamesInJSON(t *testing.T) {
	b := hostile()
	h, _ := public(t, b)
	r := ask(h, "GET", "/api/v1/contests/islington-north.json")
	raw := body(t, r)
	if strings.Contains(raw, "<script>") {
		t.Error("JSON holds a script element that a sniffing browser could run")
	}
	if got, err := feed.Decode([]byte(raw)); err != nil || got.Contest.Name != b.Contest.Name {
		t.Errorf("the name does not come back: %v", err)
	}
}
