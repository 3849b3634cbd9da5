package count

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Edit is one thing in which two definitions of a contest differ, in words for
// whoever edits them.
type Edit struct {
	Contest  string // id
	What     string // "electorate", "HARRIES, Karen: description"
	Was, Now string // blank where there was, or will be, none
}

// Edits are all differences between two definitions of a contest: none where they
// are the same, versions and layout apart.
func Edits(was, now *Contest) []Edit {
	d := &difference{contest: now.ID}
	d.election(&was.Election, &now.Election)
	d.head(was, now)
	d.candidates(was, now)
	d.units(was, now)
	d.previous(was.Previous, now.Previous)
	return d.edits
}

// difference collects edits, each once: a party's new colour is one change, however
// many stand for it.
type difference struct {
	contest string
	about   string // "HARRIES, Karen: "
	edits   []Edit
}

func (d *difference) text(what, was, now string) {
	e := Edit{d.contest, d.about + what, was, now}
	if was != now && !slices.Contains(d.edits, e) {
		d.edits = append(d.edits, e)
	}
}

func (d *difference) number(what string, was, now int) { d.text(what, Thousands(was), Thousands(now)) }

func (d *difference) election(was, now *Election) {
	d.text("name of the election", was.Name, now.Name)
	d.text("date", string(was.Date), string(now.Date))
	d.text("time zone", was.Zone, now.Zone)
	d.text("close of poll", instant(was), instant(now))
	d.text("type", string(was.Type), string(now.Type))
	d.text("mode", string(was.Mode), string(now.Mode))
	d.text("profile", string(was.Profile), string(now.Profile))
	d.text("second person", string(was.SecondPerson), string(now.SecondPerson))
}

// instant is the close of poll as its zone's clocks show it. A change of zone alone is
// no change of the instant.
func instant(e *Election) string { return e.Closes.UTC().Format(time.RFC3339Nano) }

func (d *difference) head(was, now *Contest) {
	d.text("name", was.Name, now.Name)
	d.text("gss", was.GSS, now.GSS)
	d.text("region", was.Region, now.Region)
	d.text("country", was.Country, now.Country)
	d.text("electoral system", string(was.System), string(now.System))
	d.number("seats", was.Seats, now.Seats)
	d.number("votes of each elector", was.VotesPerPerson, now.VotesPerPerson)
	d.text("publish", string(was.Publish), string(now.Publish))
	d.text("electorate", electorateText(was.Electorate), electorateText(now.Electorate))
	d.text("boundaries", string(was.Boundaries), string(now.Boundaries))
	d.text("replaces", was.Replaces, now.Replaces)
	d.text("order note", was.OrderNote, now.OrderNote)
	d.text("note", was.Note, now.Note)
	d.text("place on the map", placeText(was.Place), placeText(now.Place))
	d.text("declaration expected", expectedText(was), expectedText(now))
}

func placeText(p *MapPlace) string {
	if p == nil {
		return ""
	}
	return fmt.Sprintf("column %d, row %d", p.Column, p.Row)
}

// expectedText is the hour as the election's people read it.
func expectedText(c *Contest) string {
	if c.Expected == nil {
		return ""
	}
	return c.Expected.In(c.Election.Location()).Format("2 January 2006, 15:04:05.999 MST")
}

func electorateText(e *Electorate) string {
	if e == nil {
		return ""
	}
	text := Thousands(e.Count) + " provisional"
	if e.Final {
		text = Thousands(e.Count) + " final"
	}
	if e.Source != "" {
		text += ", " + e.Source
	}
	return text
}

func (d *difference) candidates(was, now *Contest) {
	each(d, "candidate", was.Candidates, now.Candidates,
		func(c *Candidate) (id, name string) { return c.ID, c.BallotName() },
		func(a, b *Candidate) {
			d.number("number on the ballot paper", a.Number, b.Number)
			d.text("surname", a.Surname, b.Surname)
			d.text("forenames", a.Forenames, b.Forenames)
			d.text("known as", a.KnownAs, b.KnownAs)
			d.text("description", a.Description, b.Description)
			d.parties(a.Parties, b.Parties)
		})
}

// parties compares who somebody stands for, and what those parties are called.
func (d *difference) parties(was, now []Party) {
	d.text("party", partiesText(was), partiesText(now))
	about := d.about
	defer func() { d.about = about }()
	for i := range min(len(was), len(now)) {
		if a, b := was[i], now[i]; a.ID == b.ID {
			d.about = "party " + a.ID + ": "
			d.text("name", a.Name, b.Name)
			d.text("short name", a.Short, b.Short)
			d.text("abbreviation", a.Abbr, b.Abbr)
			d.text("colour", a.Colour, b.Colour)
		}
	}
}

// partiesText names parties by their ids, which say who they are.
func partiesText(all []Party) string {
	var ids []string
	for _, p := range all {
		ids = append(ids, p.ID)
	}
	return strings.Join(ids, " and ")
}

func (d *difference) units(was, now *Contest) {
	each(d, "box", was.Boxes, now.Boxes,
		func(b *VerificationUnit) (id, name string) { return b.ID, b.Name },
		func(a, b *VerificationUnit) {
			d.text("name", a.Name, b.Name)
			d.text("kind", string(a.Kind), string(b.Kind))
			d.text("place", a.Place, b.Place)
		})
	each(d, "count unit", was.Units, now.Units,
		func(u *CountUnit) (id, name string) { return u.ID, u.Name },
		func(a, b *CountUnit) {
			d.text("name", a.Name, b.Name)
			d.text("kind", string(a.Kind), string(b.Kind))
			d.text("fed by", strings.Join(a.FedBy, " "), strings.Join(b.FedBy, " "))
			d.text("doubtful papers", doubtfulText(a), doubtfulText(b))
		})
}

func doubtfulText(u *CountUnit) string {
	if u.SendsDoubtful {
		return "sent to adjudication"
	}
	return "adjudicated there"
}

func (d *difference) previous(was, now *Previous) {
	d.text("previous result", previousText(was), previousText(now))
	if was == nil || now == nil {
		return
	}
	d.text("source of the previous result", was.Source, now.Source)
	each(d, "previous result", was.Votes, now.Votes,
		func(v *PreviousVote) (id, name string) { return v.ID, v.Label },
		func(a, b *PreviousVote) {
			d.text("label", a.Label, b.Label)
			d.text("same person now", a.Candidate, b.Candidate)
			d.number("votes", a.Votes, b.Votes)
			d.parties(listOf(a.Party), listOf(b.Party))
		})
}

func previousText(p *Previous) string {
	if p == nil {
		return ""
	}
	text := string(p.Kind) + ", " + p.Date.Words()
	if p.Electorate != nil {
		text += ", electorate " + Thousands(*p.Electorate)
	}
	return text
}

func listOf(p *Party) []Party {
	if p == nil {
		return nil
	}
	return []Party{*p}
}

// each compares two lists by the ids of what is in them: what went, what came, what
// differs, and the order of those that stay.
func each[T any](d *difference, what string, was, now []T, named func(*T) (id, name string), compare func(a, b *T)) {
	var stay, order []string
	before := map[string]*T{}
	after := map[string]bool{}
	for i := range now {
		id, _ := named(&now[i])
		after[id] = true
	}
	for i := range was {
		id, name := named(&was[i])
		before[id] = &was[i]
		if after[id] {
			stay = append(stay, id)
		} else {
			d.text(what+" "+id, name, "")
		}
	}
	for i := range now {
		id, name := named(&now[i])
		if a := before[id]; a != nil {
			order = append(order, id)
			d.about = what + " " + id + " (" + name + "): "
			compare(a, &now[i])
			d.about = ""
			continue
		}
		d.text(what+" "+id, "", name)
	}
	d.text("order, "+what, strings.Join(stay, " "), strings.Join(order, " "))
}
