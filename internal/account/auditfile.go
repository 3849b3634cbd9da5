package account

import (
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"io"
	"strconv"

	"resultsdesk/internal/cell"
	"resultsdesk/internal/chain"
)

// AuditFile writes lines of the audit as a file, and at its end the head of the chain
// as it was then. The same lines make the same bytes.
type AuditFile interface {
	Line(Record) error
	// Flush sends what was written so far on its way.
	Flush() error
	End(chain.Head) error
}

// AuditCSV is for spreadsheets: what would be taken for a formula is marked as text,
// so that hashes are recomputed from JSON lines instead. Its last row has the kind
// "head".
func AuditCSV(w io.Writer) AuditFile {
	f := csvFile{csv.NewWriter(w)}
	f.w.UseCRLF = true
	f.w.Write([]string{"line", "time", "officer", "address", "kind", "contest", "unit", "submission", "outcome", "detail", "act", "ledger", "acts", "previous", "hash"})
	return f
}

type csvFile struct{ w *csv.Writer }

func (f csvFile) Line(r Record) error {
	act := ""
	if r.Seq > 0 {
		act = strconv.FormatInt(r.Seq, 10)
	}
	return f.w.Write(cell.Row(strconv.FormatInt(r.ID, 10), r.At.UTC().Format("2006-01-02T15:04:05.000Z"), r.Officer, r.From, string(r.Kind), r.Contest, r.Unit, r.Key,
		string(r.Outcome), r.Detail, act, strconv.FormatInt(r.Ledger, 10), hex.EncodeToString(r.Acts), r.Prev.String(), r.Hash.String()))
}

func (f csvFile) Flush() error {
	f.w.Flush()
	return f.w.Error()
}

func (f csvFile) End(h chain.Head) error {
	fields := make([]string, 15)
	fields[0], fields[4], fields[14] = strconv.FormatInt(h.ID, 10), "head", h.Hash.String()
	if err := f.w.Write(fields); err != nil {
		return err
	}
	return f.Flush()
}

// AuditJSONL is for programs: an object on each line, with all that the hashes are made
// of; docs/formats.md says how. The last object has "head" and "hash" alone.
func AuditJSONL(w io.Writer) AuditFile {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return jsonFile{out}
}

type jsonFile struct{ w *json.Encoder }

// jsonLine is a Record on the wire.
type jsonLine struct {
	Line    int64  `json:"line"`
	At      int64  `json:"at"` // milliseconds since 1970
	Officer string `json:"officer"`
	Address string `json:"address"`
	Kind    string `json:"kind"`
	Contest string `json:"contest"`
	Unit    string `json:"unit"`
	Key     string `json:"key"`
	Outcome string `json:"outcome"`
	Detail  string `json:"detail"`
	Seq     *int64 `json:"seq"`
	Ledger  int64  `json:"ledger"`
	Acts    string `json:"acts"`
	Prev    string `json:"prev"`
	Hash    string `json:"hash"`
}

func (f jsonFile) Line(r Record) error {
	l := jsonLine{r.ID, r.At.UnixMilli(), r.Officer, r.From, string(r.Kind), r.Contest, r.Unit, r.Key, string(r.Outcome), r.Detail, nil,
		r.Ledger, hex.EncodeToString(r.Acts), r.Prev.String(), r.Hash.String()}
	if r.Seq > 0 {
		l.Seq = &r.Seq
	}
	return f.w.Encode(l)
}

func (f jsonFile) Flush() error { return nil }

func (f jsonFile) End(h chain.Head) error {
	return f.w.Encode(struct {
		Head int64  `json:"head"`
		Hash string `json:"hash"`
	}{h.ID, h.Hash.String()})
}
