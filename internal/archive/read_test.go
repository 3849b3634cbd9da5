package archive

import (
	"bytes"
	"io"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// night is a source of a few lines.
type night struct{}

func (night) Acts(each func(count.Act) error) error {
	c := &count.Contest{ID: "islington-north", Version: 1, Name: "Islington North"}
	at := time.Date(2024, 7, 4, 21, 0, 0, 0, time.UTC)
	if err := each(count.Act{Seq: 1, Contest: c.ID, Version: 1, At: at, Body: count.Defined{Contest: c}}); err != nil {
		return err
	}
	return each(count.Act{Seq: 2, Contest: c.ID, Version: 1, At: at, Body: count.PollClosed{Hour: at}})
}

func (night) Bulletins(each func(Bulletin) error) error {
	return each(Bulletin{Revision: 1, Epoch: 1, Topic: "overview", Seq: 2, Bytes: []byte("{}"),
		Hash: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"})
}

func (night) Audit(each func(account.Record) error) error {
	return each(account.Record{ID: 1, Attempt: count.Attempt{Officer: "=cmd|' /C calc'!A0", Kind: "sign-in", Outcome: count.Refused, Detail: "no\n@such"}})
}

func written(t *testing.T) fstest.MapFS {
	t.Helper()
	out := map[string]*bytes.Buffer{}
	if _, err := Write(night{}, func(name string) (io.Writer, error) { out[name] = &bytes.Buffer{}; return out[name], nil }); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for name, text := range out {
		files[name] = &fstest.MapFile{Data: text.Bytes()}
	}
	return files
}

// A line that was cut, changed or taken out is noticed.
func TestAnArchiveThatWasChangedIsRefused(t *testing.T) {
	if acts, err := ReadActs(written(t)); err != nil || len(acts) != 2 {
		t.Fatalf("%d acts, %v", len(acts), err)
	}
	for name, row := range map[string]struct{ file, old, with, want string }{
		"an act gone":          {actsFile, `{"seq":1,`, `{"seq":3,`, "act 3 follows 0"},
		"the end gone":         {actsFile, `{"seq":2,`, "", "acts.jsonl: line 2"},
		"another kind":         {actsFile, "poll-closed", "poll-opened", "“poll-opened” is not known"},
		"a definition gone":    {definitionsFile, `"version":1`, `"version":2`, "version 1 of islington-north is not in"},
		"a bulletin put right": {bulletinsFile, `"{}"`, `"[]"`, "revision 1 is not what its hash says"},
		"fewer said":           {aboutFile, `"bulletins":1`, `"bulletins":2`, "bulletins.jsonl has 1 lines, not the 2"},
		"another format":       {aboutFile, "ledger/v1", "ledger/v9", "the format is"},
	} {
		files := maps.Clone(written(t))
		text := string(files[row.file].Data)
		if !strings.Contains(text, row.old) {
			t.Fatalf("%s: no %s in %s", name, row.old, text)
		}
		files[row.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, row.old, row.with, 1))}
		if _, err := ReadActs(files); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want %q", name, err, row.want)
		}
	}
}

// What was typed at the sign-in page is no formula in a spreadsheet.
func TestTheAuditIsNoFormula(t *testing.T) {
	text := string(written(t)[auditFile].Data)
	if !strings.Contains(text, ",'=cmd|") || !strings.Contains(text, "\n'@such") {
		t.Error(text)
	}
}
