package sqlite

import (
	"slices"
	"strings"

	"resultsdesk/internal/chain"
	"resultsdesk/internal/count"
)

// part is one table of which the rows of an act are covered by the audit's chain:
// every column, in this order. What a definition says belongs to its "defined" act.
type part struct {
	kind    count.Kind // of the acts that have rows there; empty: of all
	table   string
	columns string
	where   string // empty: by seq
	order   string
	defined bool // asked by contest and version, not by seq
	since   int  // version of the schema that brought it; 0: the first that had a chain
}

// parts are all tables of definitions and ledger. Their order is part of the format. What
// a later schema brought has rows of its own, so that lines chained before it still hold.
func parts() []part {
	const ofVersion, ofContest = `contest = ? AND version = ?`, `id = ? AND version = ?`
	const ofElection = `version = (SELECT election FROM contest WHERE id = ? AND version = ?)`
	const named = `(id, version) IN (WITH c (contest, version) AS (VALUES (?, ?))
		SELECT party, party_version FROM candidate JOIN c USING (contest, version) UNION
		SELECT party_2, party_2_version FROM candidate JOIN c USING (contest, version) UNION
		SELECT party, party_version FROM previous_vote JOIN c USING (contest, version))`
	defined := func(table, where, order, columns string) part {
		return part{kind: count.KindDefined, table: table, columns: columns, where: where, order: order, defined: true}
	}
	one := func(kind count.Kind, table, columns string) part {
		return part{kind: kind, table: table, columns: columns, order: "seq"}
	}
	many := func(kind count.Kind, table, order, columns string) part {
		return part{kind: kind, table: table, columns: columns, order: order}
	}
	return []part{
		one("", "act", "seq, contest, version, unit, round, kind, officer, authority, at, key, digest"),
		many("", "acceptance", "position", "seq, position, code, field, reason"),
		one(count.KindDefined, "defined", "seq, kind"),
		defined("election", ofElection, "version", "version, name, date, zone, closes_at, type, mode, profile, second_person"),
		defined("contest", ofContest, "id", "id, version, number, layout, election, name, gss, region, country, system, seats, votes_per_person, publish, electorate, electorate_final, electorate_source, boundaries, replaces, order_note, note"),
		defined("party", named, "id, version", "id, version, name, short, abbr, colour"),
		defined("candidate", ofVersion, "id", "contest, version, id, number, surname, forenames, known_as, description, party, party_version, party_2, party_2_version"),
		defined("unit", ofVersion, "id", "contest, version, id, position, name, kind, place, sends_doubtful"),
		defined("unit_feed", ofVersion, "unit, box", "contest, version, unit, position, box"),
		defined("previous", ofVersion, "contest", "contest, version, kind, date, electorate, source"),
		defined("previous_vote", ofVersion, "id", "contest, version, id, position, party, party_version, label, candidate, votes"),
		one(count.KindPollClosed, "poll_closed", "seq, kind, hour"),
		one(count.KindVerified, "verified", "seq, kind, papers, explanation, reason"),
		one(count.KindVerified, "verified_account", "seq, entrusted, unused, spoilt, tendered"),
		one(count.KindSigned, "signed", "seq, kind"),
		one(count.KindEntered, "entered", "seq, kind, doubtful, rejected_known, unused, in_part, source, source_note"),
		many(count.KindEntered, "entered_vote", "candidate", "seq, contest, version, candidate, votes"),
		many(count.KindEntered, "entered_rejected", "head", "seq, head, papers"),
		one(count.KindConfirmed, "confirmed", "seq, kind, entry"),
		one(count.KindSentBack, "sent_back", "seq, kind, note"),
		one(count.KindResidual, "residual", "seq, kind, papers, reason"),
		one(count.KindRekeyed, "rekeyed", "seq, kind, in_part, unused"),
		many(count.KindRekeyed, "rekeyed_vote", "candidate", "seq, contest, version, candidate, votes"),
		many(count.KindRekeyed, "rekeyed_rejected", "head", "seq, head, papers"),
		one(count.KindConsulted, "consulted", "seq, kind, hour"),
		many(count.KindConsulted, "consulted_exception", "candidate", "seq, contest, version, candidate, exception, note"),
		one(count.KindRecount, "recount", "seq, kind, granted, candidate, reason"),
		many(count.KindRecount, "recount_unit", "unit", "seq, contest, version, unit"),
		one(count.KindLot, "lot", "seq, kind, method, witnessed"),
		many(count.KindLot, "lot_candidate", "candidate", "seq, contest, version, candidate, chosen"),
		one(count.KindReadBack, "read_back", "seq, kind"),
		one(count.KindProvisional, "provisional", "seq, kind"),
		one(count.KindReady, "ready", "seq, kind"),
		one(count.KindTakenBack, "taken_back", "seq, kind, of, undoes, reason"),
		one(count.KindDeclared, "declared", "seq, kind, announced, source, source_note"),
		many(count.KindDeclared, "declared_elected", "candidate", "seq, contest, version, candidate"),
		one(count.KindProposed, "proposed", "seq, kind, withdrawal, reason"),
		many(count.KindProposed, "proposed_change", "field", "seq, field, was, now"),
		one(count.KindCorrected, "corrected", "seq, kind, proposal"),
		one(count.KindWithdrawn, "withdrawn", "seq, kind, proposal"),
		one(count.KindVoid, "void", "seq, kind, reference"),
		one(count.KindDied, "died", "seq, kind, contest, version, candidate, note"),
		one(count.KindCancelled, "cancelled", "seq, kind, manner, reason"),
		one(count.KindAdjourned, "adjourned", "seq, kind, reason"),
		one(count.KindResumed, "resumed", "seq, kind"),
		one(count.KindPublish, "publish", "seq, kind, publish"),
		one(count.KindCalled, "called", "seq, kind, source, source_note"),
		many(count.KindCalled, "called_candidate", "candidate", "seq, contest, version, candidate"),
		{kind: count.KindDefined, table: "contest", columns: "id, version, map_column, map_row, expected_at", order: "id", defined: true, since: 4,
			where: ofContest + ` AND coalesce(map_column, map_row, expected_at) IS NOT NULL`},
		{kind: count.KindNoted, table: "noted", columns: "seq, kind, byline, text, replaces", order: "seq", since: 4},
		{kind: count.KindNoteWithdrawn, table: "note_withdrawn", columns: "seq, kind, note, reason", order: "seq", since: 4},
	}
}

// query reads a part's rows of one act.
func (p part) query() string {
	where := p.where
	if where == "" {
		where = "seq = ?"
	}
	return "SELECT " + p.columns + " FROM " + p.table + " WHERE " + where + " ORDER BY " + p.order
}

// between reads a part's rows of the acts after one, up to another.
func (p part) between() string {
	order := ""
	if p.order != "seq" {
		order = ", " + p.order
	}
	return "SELECT " + p.columns + " FROM " + p.table + " WHERE seq > ? AND seq <= ? ORDER BY seq" + order
}

// covered is what of an act is needed to read the rest.
type covered struct {
	seq     int64
	contest string
	version int
	kind    count.Kind
}

const selectCovered = `SELECT seq, ifnull(contest, ''), ifnull(version, 0), kind FROM act WHERE seq > ? AND seq <= ? ORDER BY seq`

func coveredStatements(schema int) []string {
	all := []string{selectCovered}
	for _, p := range partsOf(schema) {
		all = append(all, p.query())
		if !p.defined {
			all = append(all, p.between())
		}
	}
	return all
}

// coveredActs are the acts after one, up to another.
func (d db) coveredActs(after, last int64) (acts []covered, err error) {
	err = d.each(selectCovered, func(row scanner) error {
		var a covered
		err := row.Scan(&a.seq, &a.contest, &a.version, &a.kind)
		acts = append(acts, a)
		return err
	}, after, last)
	return acts, err
}

// rowsOf reads the rows that a part has of an act, in order.
type rowsOf func(p read, a covered, row func(values []any)) error

// actsHash is the hash over everything that is stored of some acts, in their order.
func (d db) actsHash(acts []covered, rows rowsOf) (chain.Hash, error) {
	digest := chain.New(chain.Acts)
	for _, a := range acts {
		for _, p := range d.parts[a.kind] {
			if err := rows(p, a, func(values []any) { digest.Row(p.table, values...) }); err != nil {
				return chain.Hash{}, err
			}
		}
	}
	return digest.Sum(), nil
}

// rowsOfAct asks for each act by itself, as the writer does.
func (d db) rowsOfAct(p read, a covered, row func(values []any)) error {
	if p.defined {
		return d.rows(p, p.query, row, a.contest, a.version)
	}
	return d.rows(p, p.query, row, a.seq)
}

// rowsBetween reads each table once for all acts after one, up to another: a start
// looks at a whole night, and asking act by act took most of it.
func (d db) rowsBetween(after, last int64) (rowsOf, error) {
	type place struct {
		table string
		seq   int64
	}
	found, asked := map[place][][]any{}, map[string]bool{}
	for _, parts := range d.parts {
		for _, p := range parts {
			if p.defined || asked[p.table] {
				continue
			}
			asked[p.table] = true
			err := d.rows(p, p.between, func(values []any) {
				seq, _ := values[0].(int64)
				at := place{p.table, seq}
				found[at] = append(found[at], slices.Clone(values))
			}, after, last)
			if err != nil {
				return nil, err
			}
		}
	}
	return func(p read, a covered, row func(values []any)) error {
		if p.defined {
			return d.rowsOfAct(p, a, row)
		}
		for _, values := range found[place{p.table, a.seq}] {
			row(values)
		}
		return nil
	}, nil
}

func (d db) rows(p read, query string, row func(values []any), args ...any) error {
	values := make([]any, p.columns)
	into := make([]any, len(values))
	for i := range values {
		into[i] = &values[i]
	}
	return d.each(query, func(r scanner) error {
		if err := r.Scan(into...); err != nil {
			return err
		}
		row(values)
		return nil
	}, args...)
}

// read is a part made ready: its statements, and how many values a row of it has, the
// first of which is seq unless it is of a definition.
type read struct {
	table, query, between string
	columns               int
	defined               bool
}

// partsOf are the parts that a file of a version of the schema has.
func partsOf(schema int) []part {
	return slices.DeleteFunc(parts(), func(p part) bool { return p.since > schema })
}

// partsByKind are the parts that acts of each kind have in a file of a version.
func partsByKind(schema int) map[count.Kind][]read {
	all, by := partsOf(schema), map[count.Kind][]read{}
	for _, of := range all {
		if of.kind == "" || by[of.kind] != nil {
			continue
		}
		for _, p := range all {
			if p.kind == "" || p.kind == of.kind {
				by[of.kind] = append(by[of.kind], read{p.table, p.query(), p.between(), len(p.names()), p.defined})
			}
		}
	}
	return by
}

// names are a part's columns.
func (p part) names() []string { return strings.Split(p.columns, ", ") }
