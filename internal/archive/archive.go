// Package archive writes what a desk's file holds as text that any program can read:
// the ledger act by act, the definitions it was counted by, the bulletins as they were
// published and the audit. It reads the ledger back, so that a result can be computed
// again from an archive alone. docs/formats.md describes the files. Nothing secret is in
// them: no passphrase, session, invitation, draft or photograph.
package archive

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/chain"
	"resultsdesk/internal/count"
)

// The files of an archive.
const (
	aboutFile       = "about.json"
	actsFile        = "acts.jsonl"
	definitionsFile = "definitions.jsonl"
	bulletinsFile   = "bulletins.jsonl"
	auditFile       = "audit.csv"
	auditLines      = "audit.jsonl"
)

// format names the form of the files. Fields may be added to it; none changes or goes.
const format = "resultsdesk-ledger/v1"

// Source is a desk's file at one moment, read in order.
type Source interface {
	Acts(each func(count.Act) error) error
	Bulletins(each func(Bulletin) error) error
	Audit(each func(account.Record) error) error
}

// Bulletin is a bulletin as it was published.
type Bulletin struct {
	Revision int64
	Epoch    int64
	Topic    string
	Seq      int64
	At       time.Time // election clock
	Hash     string    // SHA-256 of Bytes, hexadecimal, as the desk's file has it
	Bytes    []byte    // JSON
}

// About says how many lines the files have, so that one that was cut is noticed.
type About struct {
	Format      string `json:"format"`
	Acts        int    `json:"acts"`
	Definitions int    `json:"definitions"`
	Bulletins   int    `json:"bulletins"`
	Audit       int    `json:"audit"`
}

// Write writes an archive. The same source makes the same bytes. create begins a file;
// one is written after the other.
func Write(src Source, create func(name string) (io.Writer, error)) (About, error) {
	about := About{Format: format}
	var definitions []count.Contest
	err := lines(create, actsFile, func(put func(any) error) error {
		return src.Acts(func(a count.Act) error {
			about.Acts++
			if d, ok := a.Body.(count.Defined); ok {
				definitions = append(definitions, *d.Contest)
			}
			line, err := actLine(a)
			if err != nil {
				return err
			}
			return put(line)
		})
	})
	if err != nil {
		return about, err
	}
	about.Definitions = len(definitions)
	err = lines(create, definitionsFile, func(put func(any) error) error {
		for i := range definitions {
			if err := put(definitionLine(&definitions[i])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return about, err
	}
	err = lines(create, bulletinsFile, func(put func(any) error) error {
		return src.Bulletins(func(b Bulletin) error {
			about.Bulletins++
			return put(bulletin{b.Revision, b.Epoch, b.Topic, b.Seq, b.At, b.Hash, string(b.Bytes)})
		})
	})
	if err != nil {
		return about, err
	}
	if err := writeAudit(src, create, &about.Audit); err != nil {
		return about, err
	}
	return about, lines(create, aboutFile, func(put func(any) error) error { return put(about) })
}

// bulletin is a line of bulletins.jsonl. Its bytes are a text, not an object: what was
// hashed is the text.
type bulletin struct {
	Revision int64     `json:"revision"`
	Epoch    int64     `json:"epoch"`
	Topic    string    `json:"topic"`
	Seq      int64     `json:"seq"`
	At       time.Time `json:"at"`
	Hash     string    `json:"hash"`
	Bytes    string    `json:"bytes"`
}

// lines writes a file of JSON, one value a line.
func lines(create func(string) (io.Writer, error), name string, fill func(put func(any) error) error) error {
	w, err := create(name)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := fill(enc.Encode); err != nil {
		return err
	}
	return out.Flush()
}

// writeAudit writes the audit twice, with the head of its chain at the end: as a table,
// which people read in a spreadsheet, and as lines from which the chain is recomputed.
func writeAudit(src Source, create func(string) (io.Writer, error), n *int) error {
	for _, to := range []struct {
		name string
		form func(io.Writer) account.AuditFile
	}{{auditFile, account.AuditCSV}, {auditLines, account.AuditJSONL}} {
		w, err := create(to.name)
		if err != nil {
			return err
		}
		out := bufio.NewWriter(w)
		file := to.form(out)
		var head chain.Head
		*n = 0
		err = src.Audit(func(r account.Record) error {
			*n++
			head = chain.Head{ID: r.ID, Hash: r.Hash}
			return file.Line(r)
		})
		if err = errors.Join(err, file.End(head), out.Flush()); err != nil {
			return err
		}
	}
	return nil
}
