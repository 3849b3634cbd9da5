package archive

import (
	"time"

	"resultsdesk/internal/count"
)

type definitionKey struct {
	contest string
	version int
}

// definition is a line of definitions.jsonl: a version of a contest.
type definition struct {
	Contest        string           `json:"contest"`
	Version        int              `json:"version"`
	Number         int              `json:"number"`
	Layout         int              `json:"layout"`
	Election       election         `json:"election"`
	Name           string           `json:"name"`
	GSS            string           `json:"gss"`
	Region         string           `json:"region"`
	Country        string           `json:"country"`
	System         count.System     `json:"system"`
	Seats          int              `json:"seats"`
	VotesPerPerson int              `json:"votes"`
	Publish        count.Publish    `json:"publish"`
	Electorate     *electorate      `json:"electorate"`
	Boundaries     count.Boundaries `json:"boundaries"`
	Replaces       string           `json:"replaces"`
	OrderNote      string           `json:"order_note"`
	Note           string           `json:"note"`
	Map            *mapPlace        `json:"map,omitempty"`
	Expected       *time.Time       `json:"expected,omitempty"`
	Candidates     []candidate      `json:"candidates"`
	Boxes          []box            `json:"boxes"`
	Units          []unit           `json:"units"`
	Previous       *previous        `json:"previous"`
}

type (
	election struct {
		Version      int                `json:"version"`
		Name         string             `json:"name"`
		Date         count.Date         `json:"date"`
		Zone         string             `json:"time_zone"`
		Closes       time.Time          `json:"close_of_poll"`
		Type         count.ElectionType `json:"type"`
		Mode         count.Mode         `json:"mode"`
		Profile      count.Profile      `json:"profile"`
		SecondPerson count.SecondPerson `json:"second_person"`
	}
	mapPlace struct {
		Column int `json:"column"`
		Row    int `json:"row"`
	}
	electorate struct {
		Count  int    `json:"count"`
		Final  bool   `json:"final"`
		Source string `json:"source"`
	}
	party struct {
		ID     string `json:"id"`
		Name   string `json:"name"`
		Short  string `json:"short_name"`
		Abbr   string `json:"abbreviation"`
		Colour string `json:"colour"`
	}
	candidate struct {
		ID          string  `json:"id"`
		Number      int     `json:"number"`
		Surname     string  `json:"surname"`
		Forenames   string  `json:"forenames"`
		KnownAs     string  `json:"known_as"`
		Description string  `json:"description"`
		Parties     []party `json:"parties"`
	}
	box struct {
		ID    string        `json:"id"`
		Name  string        `json:"name"`
		Kind  count.BoxKind `json:"kind"`
		Place string        `json:"place"`
	}
	unit struct {
		ID            string         `json:"id"`
		Name          string         `json:"name"`
		Kind          count.UnitKind `json:"kind"`
		FedBy         []string       `json:"fed_by"`
		SendsDoubtful bool           `json:"sends_doubtful"`
	}
	previous struct {
		Kind       count.PreviousKind `json:"kind"`
		Date       count.Date         `json:"date"`
		Electorate *int               `json:"electorate"`
		Source     string             `json:"source"`
		Votes      []previousVote     `json:"votes"`
	}
	previousVote struct {
		ID        string `json:"id"`
		Party     *party `json:"party"`
		Label     string `json:"label"`
		Candidate string `json:"candidate"`
		Votes     int    `json:"votes"`
	}
)

func definitionLine(c *count.Contest) definition {
	d := definition{
		c.ID, c.Version, c.Number, c.Layout, election(c.Election), c.Name, c.GSS, c.Region, c.Country, c.System, c.Seats, c.VotesPerPerson,
		c.Publish, (*electorate)(c.Electorate), c.Boundaries, c.Replaces, c.OrderNote, c.Note,
		(*mapPlace)(c.Place), c.Expected,
		each(c.Candidates, func(x count.Candidate) candidate {
			return candidate{x.ID, x.Number, x.Surname, x.Forenames, x.KnownAs, x.Description, each(x.Parties, func(p count.Party) party { return party(p) })}
		}),
		each(c.Boxes, func(b count.VerificationUnit) box { return box(b) }),
		each(c.Units, func(u count.CountUnit) unit { return unit(u) }), nil,
	}
	if p := c.Previous; p != nil {
		d.Previous = &previous{p.Kind, p.Date, p.Electorate, p.Source, each(p.Votes, func(v count.PreviousVote) previousVote {
			return previousVote{v.ID, (*party)(v.Party), v.Label, v.Candidate, v.Votes}
		})}
	}
	return d
}

func (d definition) contest() *count.Contest {
	c := &count.Contest{
		ID: d.Contest, Version: d.Version, Number: d.Number, Layout: d.Layout, Election: count.Election(d.Election),
		Name: d.Name, GSS: d.GSS, Region: d.Region, Country: d.Country, System: d.System, Seats: d.Seats, VotesPerPerson: d.VotesPerPerson,
		Publish: d.Publish, Electorate: (*count.Electorate)(d.Electorate), Boundaries: d.Boundaries, Replaces: d.Replaces, OrderNote: d.OrderNote, Note: d.Note,
		Place: (*count.MapPlace)(d.Map), Expected: d.Expected,
		Candidates: each(d.Candidates, func(x candidate) count.Candidate {
			return count.Candidate{ID: x.ID, Number: x.Number, Surname: x.Surname, Forenames: x.Forenames, KnownAs: x.KnownAs,
				Description: x.Description, Parties: each(x.Parties, func(p party) count.Party { return count.Party(p) })}
		}),
		Boxes: each(d.Boxes, func(b box) count.VerificationUnit { return count.VerificationUnit(b) }),
		Units: each(d.Units, func(u unit) count.CountUnit { return count.CountUnit(u) }),
	}
	if p := d.Previous; p != nil {
		c.Previous = &count.Previous{Kind: p.Kind, Date: p.Date, Electorate: p.Electorate, Source: p.Source,
			Votes: each(p.Votes, func(v previousVote) count.PreviousVote {
				return count.PreviousVote{ID: v.ID, Party: (*count.Party)(v.Party), Label: v.Label, Candidate: v.Candidate, Votes: v.Votes}
			})}
	}
	return c
}
