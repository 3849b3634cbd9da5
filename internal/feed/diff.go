package feed

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"resultsdesk/internal/count"
)

// Difference is one figure or text that differs between two bulletins of a contest.
// Fields are named as in [Change], and beyond: "stage", "units", "elected.1120". Values
// are whole numbers without separators, percentages with one decimal, times as RFC 3339
// has them; empty is "not known", or not there.
type Difference struct {
	Field string `json:"field"`
	Was   string `json:"was"`
	Now   string `json:"now"`
}

// Diff is what differs between two bulletins of a contest, in the order in which people
// read a result; nil for was is a bulletin without anything. Shares and changes of
// candidates are left out: they follow from the votes. So are the events, which tell what
// the other fields show.
func Diff(was, now *Bulletin) []Difference {
	before := map[string]string{}
	var order []string
	if was != nil {
		for _, f := range facts(was) {
			before[f.Field] = f.Now
			order = append(order, f.Field)
		}
	}
	differences, still := []Difference{}, map[string]bool{}
	for _, f := range facts(now) {
		still[f.Field] = true
		if f.Was = before[f.Field]; f.Was != f.Now {
			differences = append(differences, f)
		}
	}
	for _, field := range order {
		if !still[field] && before[field] != "" {
			differences = append(differences, Difference{Field: field, Was: before[field]})
		}
	}
	return differences
}

// telling collects what a bulletin says, field by field.
type telling []Difference

func (t *telling) add(field, now string) { *t = append(*t, Difference{Field: field, Now: now}) }

func (t *telling) number(field string, n *int) {
	if n != nil {
		t.add(field, strconv.Itoa(*n))
	}
}

func (t *telling) tenths(field string, n *Tenths) { t.add(field, percent(n)) }

func (t *telling) flag(field string, yes bool) {
	if yes {
		t.add(field, "true")
	}
}

func (t *telling) time(field string, at *time.Time) {
	if at != nil {
		t.add(field, at.Format(time.RFC3339))
	}
}

func (t *telling) turnout(field string, turned *Turnout) {
	if turned != nil {
		t.tenths(field, &turned.Percent)
		t.tenths(field+".change", turned.Change)
	}
}

func (t *telling) notice(field string, n *Notice) {
	if n != nil {
		t.add(field, cmp.Or(n.Reason, "true"))
	}
}

// facts is all that a contest's bulletin says, with the value in Now.
func facts(b *Bulletin) []Difference {
	var t telling
	c := b.Contest
	t.add("stage", string(b.Stage))
	t.add("assurance", string(b.Assurance))
	t.said(c)
	t.add("units", strconv.Itoa(c.Units.In))
	t.figures(c)
	t.lines(c)
	t.result(c)
	t.definition(c)
	return t
}

func (t *telling) figures(c *Contest) {
	t.number(count.FieldTotal, c.Papers)
	t.number("valid", c.Valid)
	if r := c.Rejected; r != nil {
		t.number(count.FieldRejected, &r.Total)
		for _, h := range r.Heads {
			t.add(count.FieldHead(h.ID), strconv.Itoa(h.Papers))
		}
	}
	t.flag("rejected-unknown", c.RejectedUnknown)
	t.number(count.FieldInPart, c.InPart)
	t.number(count.FieldUnused, c.Unused)
}

func (t *telling) lines(c *Contest) {
	for i := range c.Candidates {
		line := &c.Candidates[i]
		t.number(count.FieldVotes(line.ID), line.Votes)
		t.flag("elected."+line.ID, line.Elected)
		t.flag("lost-deposit."+line.ID, line.LostDeposit)
		t.flag("deceased."+line.ID, line.Deceased)
		t.add(count.FieldCandidateName(line.ID), line.Name)
		t.add("description."+line.ID, line.Description)
		parties := line.Label
		for _, p := range line.Parties {
			parties += " " + p.ID
		}
		t.add("party."+line.ID, parties)
		t.add("number."+line.ID, strconv.Itoa(line.Number))
	}
}

func (t *telling) result(c *Contest) {
	if o := c.Outcome; o != nil {
		t.add("outcome", o.Text)
	}
	t.flag("no-member-returned", c.NoMember)
	if m := c.Majority; m != nil {
		t.number("majority", &m.Votes)
		t.tenths("majority.share", m.Share)
	}
	if l := c.Lot; l != nil {
		t.add("lot", l.Text)
	}
	t.turnout("turnout", c.Turnout)
	t.turnout("ballot-box-turnout", c.BoxTurnout)
	if s := c.Swing; s != nil {
		t.add("swing", fmt.Sprintf("%s %s %s", percent(&s.Points), s.From, s.To))
	}
	t.time("declared", c.Declared)
}

// said is what was said of the contest beside its figures.
func (t *telling) said(c *Contest) {
	if n := c.Called; n != nil {
		for _, id := range n.Elected {
			t.add("called."+id, cmp.Or(n.Source.Text, "true"))
		}
	}
	if s := c.Source; s != nil {
		t.add("source", cmp.Or(s.Text, string(s.Kind)))
	}
	t.add("confirmed", c.Confirmed)
	if r := c.Recount; r != nil {
		t.add("recount", strconv.Itoa(r.Round))
		t.flag("superseded", r.Superseded)
	}
	t.notice("adjourned", c.Adjourned)
	t.notice("cancelled", c.Cancelled)
	t.notice("void", c.Void)
	for _, k := range c.Corrections {
		t.add(fmt.Sprintf("correction.%d", k.Number), cmp.Or(k.Reason, "true"))
	}
	for i, w := range c.Withdrawals {
		t.add(fmt.Sprintf("withdrawal.%d", i+1), cmp.Or(w.Reason, "true"))
	}
}

// definition is what is public of a contest at any time.
func (t *telling) definition(c *Contest) {
	t.add(count.FieldName, c.Name)
	if e := c.Electorate; e != nil {
		t.number(count.FieldElectorate, &e.Count)
		t.flag("electorate.final", e.Final)
		t.add("electorate.source", e.Source)
	}
	for _, f := range [][2]string{
		{"gss", c.GSS}, {"region", c.Region}, {"country", c.Country}, {"publish", string(c.Publish)}, {"boundaries", string(c.Boundaries)},
		{"order-note", c.OrderNote}, {"note", c.Note}, {"units.word", c.Units.Word}, {"units.of", strconv.Itoa(c.Units.Of)}, {"seats", strconv.Itoa(c.Seats)},
	} {
		t.add(f[0], f[1])
	}
	t.flag("unopposed", c.Unopposed)
	t.number("votes-per-person", &c.VotesPerPerson)
	t.time("expected", c.Expected)
	if m := c.Map; m != nil {
		t.add("map", fmt.Sprintf("%d %d", m.Column, m.Row))
	}
	if p := c.Previous; p != nil {
		t.add("previous", string(p.Date)+" "+string(p.Kind))
		t.number("previous.electorate", p.Electorate)
		t.add("previous.source", p.Source)
		for i, v := range p.Votes {
			t.add(fmt.Sprintf("previous.%d", i+1), fmt.Sprintf("%s %d", v.Label, v.Votes))
		}
	}
}
