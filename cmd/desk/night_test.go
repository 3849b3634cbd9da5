package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/count/nightscript"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/pack"
)

// TestNight plays the night of the six seats, which package count plays to the
// domain, to the whole program: officers type into forms over HTTP, and what
// everyone sees is what the open data says. A viewer watches the overview
// throughout.
func TestNight(t *testing.T) {
	t.Parallel()
	p := newPlayer(t, "night.txt", sixSeats(t))
	viewer := watch(t.Context(), t, p.url, feed.OverviewTopic)
	p.playAll()
	viewer.until("six of six declared", func(b feed.Bulletin) bool { return b.Overview.Declared == 6 })
	overview := text(p.visitor("viewer").read("/").body)
	for _, says := range []string{"6 of 6 declared", "Independent gain from Labour", "7,247"} {
		if !strings.Contains(overview, says) {
			t.Errorf("the overview does not say %q: %s", says, overview)
		}
	}
	p.exports("")
}

// TestHardNight plays what few nights have, with every demand that a count can make
// on its officers, through the same forms.
func TestHardNight(t *testing.T) {
	t.Parallel()
	p := newPlayer(t, "hard-night.txt", nightscript.HardSeats(sixSeats(t)))
	viewer := watch(t.Context(), t, p.url, feed.OverviewTopic)
	p.playAll()
	viewer.until("four declared and one poll stopped", func(b feed.Bulletin) bool { return b.Overview.Declared == 4 })
	p.exports("7 follows 0") // a seat of this night begins its ballot paper with the seventh candidate
}

// sixSeats is the demo's pack.
func sixSeats(t *testing.T) count.Definitions {
	t.Helper()
	folder, err := fs.Sub(demoFiles, "demo/pack")
	if err != nil {
		t.Fatal(err)
	}
	six, err := pack.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	return six.Definitions()
}

// playAll plays the player's script from its first line to its last.
func (p *player) playAll() {
	p.t.Helper()
	script, err := os.ReadFile("../../internal/count/testdata/" + p.script)
	if err != nil {
		p.t.Fatal(err)
	}
	steps, err := nightscript.Parse(string(script))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, s := range steps {
		p.play(s)
	}
}

// look is what everyone can see: the open data.
func (p *player) look(contest string) nightscript.View {
	p.t.Helper()
	var b feed.Bulletin
	if err := json.Unmarshal([]byte(p.visitor("viewer").read("/api/v1/contests/"+contest+".json").body), &b); err != nil {
		p.t.Fatal(err)
	}
	c := b.Contest
	v := nightscript.View{Contest: c.ID, Stage: b.Stage, In: c.Units.In, Of: c.Units.Of, Word: c.Units.Word,
		Adjourned: c.Adjourned != nil, Withdrawals: len(c.Withdrawals), ByLot: c.Lot != nil, Revision: len(c.Corrections)}
	if c.Recount != nil {
		v.Round = c.Recount.Round
	}
	if c.Papers != nil {
		v.Papers = count.Thousands(*c.Papers)
	}
	for _, cand := range c.Candidates {
		if cand.Elected {
			v.Elected = append(v.Elected, cand.Name)
		}
		if cand.Votes == nil {
			continue
		}
		row := nightscript.Row{Name: cand.Name, Votes: *cand.Votes, LostDeposit: cand.LostDeposit}
		if cand.Share != nil {
			row.Share = count.Tenths(*cand.Share).String()
		}
		if cand.Change != nil {
			row.Change = count.Tenths(*cand.Change).Signed()
		}
		v.Rows = append(v.Rows, row)
	}
	if c.Majority != nil {
		v.Majority, v.MajorityShare = c.Majority.Votes, count.Tenths(*c.Majority.Share).String()
	}
	if c.Outcome != nil {
		v.Outcome = c.Outcome.Text
	}
	if c.Turnout != nil {
		v.Turnout = count.Tenths(c.Turnout.Percent).String()
		if c.Turnout.Change != nil {
			v.TurnoutChange = count.Tenths(*c.Turnout.Change).Signed()
		}
	}
	return v
}
