package sqlite

import (
	"database/sql"
	"errors"
	"fmt"

	"resultsdesk/internal/count"
)

const (
	selectContest = `SELECT number, layout, election, name, gss, region, country, system, seats, votes_per_person, publish,
		electorate, electorate_final, electorate_source, boundaries, replaces, order_note, note,
		map_column, map_row, expected_at
		FROM contest WHERE id = ? AND version = ?`
	selectElection   = `SELECT name, date, zone, closes_at, type, mode, profile, second_person FROM election WHERE version = ?`
	selectCandidates = `SELECT id, number, surname, forenames, known_as, description, party, party_version, party_2, party_2_version
		FROM candidate WHERE contest = ? AND version = ? ORDER BY number`
	selectParty = `SELECT id, name, short, abbr, colour FROM party WHERE id = ? AND version = ?`
	selectUnits = `SELECT id, name, kind, place, sends_doubtful FROM unit WHERE contest = ? AND version = ? ORDER BY position`
	selectFeeds = `SELECT box FROM unit_feed WHERE contest = ? AND version = ? AND unit = ? ORDER BY position`

	selectPrevious      = `SELECT kind, date, electorate, source FROM previous WHERE contest = ? AND version = ?`
	selectPreviousVotes = `SELECT id, party, party_version, label, candidate, votes
		FROM previous_vote WHERE contest = ? AND version = ? ORDER BY position`

	selectElectionVersion = `SELECT ifnull(max(version), 0) FROM election`
	selectPartyVersion    = `SELECT ifnull(max(version), 0) FROM party WHERE id = ?`

	insertElection = `INSERT INTO election (version, name, date, zone, closes_at, type, mode, profile, second_person)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	insertParty   = `INSERT INTO party (id, version, name, short, abbr, colour) VALUES (?, ?, ?, ?, ?, ?)`
	insertContest = `INSERT INTO contest (id, version, number, layout, election, name, gss, region, country, system, seats, votes_per_person,
		publish, electorate, electorate_final, electorate_source, boundaries, replaces, order_note, note,
		map_column, map_row, expected_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	insertCandidate = `INSERT INTO candidate (contest, version, id, number, surname, forenames, known_as, description,
		party, party_version, party_2, party_2_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	insertUnit = `INSERT INTO unit (contest, version, id, position, name, kind, place, sends_doubtful) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
	insertFeed = `INSERT INTO unit_feed (contest, version, unit, position, box) VALUES (?, ?, ?, ?, ?)`

	insertPrevious     = `INSERT INTO previous (contest, version, kind, date, electorate, source) VALUES (?, ?, ?, ?, ?, ?)`
	insertPreviousVote = `INSERT INTO previous_vote (contest, version, id, position, party, party_version, label, candidate, votes)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
)

func contestStatements() []string {
	return []string{
		selectContest, selectElection, selectCandidates, selectParty, selectUnits, selectFeeds, selectPrevious, selectPreviousVotes,
		selectElectionVersion, selectPartyVersion,
		insertElection, insertParty, insertContest, insertCandidate, insertUnit, insertFeed, insertPrevious, insertPreviousVote,
	}
}

// contest reads one version of a contest's definition.
func (d db) contest(id string, version int) (*count.Contest, error) {
	c := &count.Contest{ID: id, Version: version}
	var electorate, column, row sql.Null[int]
	var expected sql.Null[int64]
	var final bool
	var source string
	err := d.one(selectContest, []any{&c.Number, &c.Layout, &c.Election.Version, &c.Name, &c.GSS, &c.Region, &c.Country, &c.System, &c.Seats, &c.VotesPerPerson,
		&c.Publish, &electorate, &final, &source, &c.Boundaries, &c.Replaces, &c.OrderNote, &c.Note, &column, &row, &expected}, id, version)
	if err != nil {
		return nil, fmt.Errorf("contest %s version %d: %w", id, version, err)
	}
	if electorate.Valid {
		c.Electorate = &count.Electorate{Count: electorate.V, Final: final, Source: source}
	}
	if column.Valid {
		c.Place = &count.MapPlace{Column: column.V, Row: row.V}
	}
	if expected.Valid {
		at := fromMillis(expected.V)
		c.Expected = &at
	}
	if c.Election, err = d.election(c.Election.Version); err != nil {
		return nil, err
	}
	if c.Candidates, err = d.candidates(id, version); err != nil {
		return nil, err
	}
	if err := d.units(c); err != nil {
		return nil, err
	}
	c.Previous, err = d.previous(id, version)
	return c, err
}

func (d db) election(version int) (count.Election, error) {
	e := count.Election{Version: version}
	var closes int64
	err := d.one(selectElection, []any{&e.Name, &e.Date, &e.Zone, &closes, &e.Type, &e.Mode, &e.Profile, &e.SecondPerson}, version)
	e.Closes = fromMillis(closes)
	return e, err
}

// partyRef is a party as a row names it.
type partyRef struct {
	id      sql.Null[string]
	version sql.Null[int]
}

func (d db) party(ref partyRef) (*count.Party, error) {
	if !ref.id.Valid {
		return nil, nil
	}
	var p count.Party
	err := d.one(selectParty, []any{&p.ID, &p.Name, &p.Short, &p.Abbr, &p.Colour}, ref.id.V, ref.version.V)
	return &p, err
}

func (d db) candidates(contest string, version int) (all []count.Candidate, err error) {
	var refs [][2]partyRef
	err = d.each(selectCandidates, func(row scanner) error {
		var c count.Candidate
		var r [2]partyRef
		err := row.Scan(&c.ID, &c.Number, &c.Surname, &c.Forenames, &c.KnownAs, &c.Description, &r[0].id, &r[0].version, &r[1].id, &r[1].version)
		all, refs = append(all, c), append(refs, r)
		return err
	}, contest, version)
	for i, pair := range refs {
		for _, ref := range pair {
			p, err := d.party(ref)
			if err != nil {
				return nil, err
			}
			if p != nil {
				all[i].Parties = append(all[i].Parties, *p)
			}
		}
	}
	return all, err
}

func (d db) units(c *count.Contest) error {
	err := d.each(selectUnits, func(row scanner) error {
		var id, name, kind, place string
		var sends bool
		if err := row.Scan(&id, &name, &kind, &place, &sends); err != nil {
			return err
		}
		switch box := count.BoxKind(kind); box {
		case count.Box, count.PostalSession:
			c.Boxes = append(c.Boxes, count.VerificationUnit{ID: id, Name: name, Kind: box, Place: place})
		default:
			c.Units = append(c.Units, count.CountUnit{ID: id, Name: name, Kind: count.UnitKind(kind), SendsDoubtful: sends})
		}
		return nil
	}, c.ID, c.Version)
	if err != nil {
		return err
	}
	for i := range c.Units {
		u := &c.Units[i]
		feeds, err := d.words(selectFeeds, c.ID, c.Version, u.ID)
		if err != nil {
			return err
		}
		u.FedBy = feeds
	}
	return nil
}

func (d db) previous(contest string, version int) (*count.Previous, error) {
	var p count.Previous
	var electorate sql.Null[int]
	err := d.one(selectPrevious, []any{&p.Kind, &p.Date, &electorate, &p.Source}, contest, version)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if electorate.Valid {
		p.Electorate = &electorate.V
	}
	var refs []partyRef
	err = d.each(selectPreviousVotes, func(row scanner) error {
		var v count.PreviousVote
		var ref partyRef
		err := row.Scan(&v.ID, &ref.id, &ref.version, &v.Label, &v.Candidate, &v.Votes)
		p.Votes, refs = append(p.Votes, v), append(refs, ref)
		return err
	}, contest, version)
	for i, ref := range refs {
		if p.Votes[i].Party, err = d.party(ref); err != nil {
			return nil, err
		}
	}
	return &p, err
}

// insertContest adds a version of a contest, and versions of the election and the
// parties where those changed. It sets c.Election.Version.
func (t *tx) insertContest(c *count.Contest) error {
	if err := t.insertElection(&c.Election); err != nil {
		return err
	}
	var electorate, source any = nil, ""
	final := false
	if e := c.Electorate; e != nil {
		electorate, final, source = e.Count, e.Final, e.Source
	}
	var column, row, expected any
	if c.Place != nil {
		column, row = c.Place.Column, c.Place.Row
	}
	if c.Expected != nil {
		expected = millis(*c.Expected)
	}
	err := t.exec(insertContest, c.ID, c.Version, c.Number, c.Layout, c.Election.Version, c.Name, c.GSS, c.Region, c.Country, c.System, c.Seats, c.VotesPerPerson,
		c.Publish, electorate, final, source, c.Boundaries, c.Replaces, c.OrderNote, c.Note,
		column, row, expected)
	if err != nil {
		return err
	}
	for i := range c.Candidates {
		if err := t.insertCandidate(c, &c.Candidates[i]); err != nil {
			return err
		}
	}
	if err := t.insertUnits(c); err != nil {
		return err
	}
	return t.insertPrevious(c)
}

func (t *tx) insertElection(e *count.Election) error {
	var newest int
	if err := t.one(selectElectionVersion, []any{&newest}); err != nil {
		return err
	}
	if newest > 0 {
		was, err := t.election(newest)
		if err != nil {
			return err
		}
		e.Version, e.Closes = newest, fromMillis(millis(e.Closes))
		if was == *e {
			return nil
		}
	}
	e.Version = newest + 1
	return t.exec(insertElection, e.Version, e.Name, e.Date, e.Zone, millis(e.Closes), e.Type, e.Mode, e.Profile, e.SecondPerson)
}

// insertPartyVersion adds a party where it is new or changed and returns how rows
// name it.
func (t *tx) insertPartyVersion(p *count.Party) (id, version any, err error) {
	if p == nil {
		return nil, nil, nil
	}
	var newest int
	if err := t.one(selectPartyVersion, []any{&newest}, p.ID); err != nil {
		return nil, nil, err
	}
	if newest > 0 {
		was, err := t.party(partyRef{sql.Null[string]{V: p.ID, Valid: true}, sql.Null[int]{V: newest, Valid: true}})
		if err != nil {
			return nil, nil, err
		}
		if *was == *p {
			return p.ID, newest, nil
		}
	}
	return p.ID, newest + 1, t.exec(insertParty, p.ID, newest+1, p.Name, p.Short, p.Abbr, p.Colour)
}

func (t *tx) insertCandidate(c *count.Contest, cand *count.Candidate) error {
	refs := [4]any{}
	for i := range cand.Parties {
		id, version, err := t.insertPartyVersion(&cand.Parties[i])
		if err != nil {
			return err
		}
		refs[2*i], refs[2*i+1] = id, version
	}
	return t.exec(insertCandidate, c.ID, c.Version, cand.ID, cand.Number, cand.Surname, cand.Forenames, cand.KnownAs, cand.Description,
		refs[0], refs[1], refs[2], refs[3])
}

func (t *tx) insertUnits(c *count.Contest) error {
	position := 0
	for _, b := range c.Boxes {
		position++
		if err := t.exec(insertUnit, c.ID, c.Version, b.ID, position, b.Name, b.Kind, b.Place, false); err != nil {
			return err
		}
	}
	for _, u := range c.Units {
		position++
		if err := t.exec(insertUnit, c.ID, c.Version, u.ID, position, u.Name, u.Kind, "", u.SendsDoubtful); err != nil {
			return err
		}
		for i, box := range u.FedBy {
			if err := t.exec(insertFeed, c.ID, c.Version, u.ID, i+1, box); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tx) insertPrevious(c *count.Contest) error {
	p := c.Previous
	if p == nil {
		return nil
	}
	var electorate any
	if p.Electorate != nil {
		electorate = *p.Electorate
	}
	if err := t.exec(insertPrevious, c.ID, c.Version, p.Kind, p.Date, electorate, p.Source); err != nil {
		return err
	}
	for i, v := range p.Votes {
		id, version, err := t.insertPartyVersion(v.Party)
		if err != nil {
			return err
		}
		if err := t.exec(insertPreviousVote, c.ID, c.Version, v.ID, i+1, id, version, v.Label, v.Candidate, v.Votes); err != nil {
			return err
		}
	}
	return nil
}
