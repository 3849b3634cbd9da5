package sqlite

import (
	"fmt"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/count/countmodel"
)

// What takes two people takes them in the file too, whatever program writes to it:
// each act of a second person is written once more as the first person's own. Nothing
// is entered after a declaration.
func TestTheFileWantsTwoPeople(t *testing.T) {
	refused := map[count.Kind]int{}
	for seed := uint64(0); seed < 40 && len(refused) < 5; seed++ {
		f := newFileNight(t, countmodel.Halls()[0], seed)
		for range stepsANight {
			f.step()
			for kind, act := range f.byOne() {
				if err := f.insert(act...); err == nil {
					f.fatalf("the file took %s of one person", kind)
				} else if !strings.Contains(err.Error(), "same person") && !strings.Contains(err.Error(), "two people") && !strings.Contains(err.Error(), "is declared") {
					f.fatalf("%s of one person: %v", kind, err)
				}
				refused[kind]++
			}
		}
		f.store.Close()
	}
	for _, kind := range []count.Kind{count.KindConfirmed, count.KindCorrected, count.KindWithdrawn, count.KindDeclared, count.KindEntered} {
		if refused[kind] == 0 {
			t.Errorf("no night came to where %s of one person could be tried", kind)
		}
	}
}

// byOne is acts of one person that could be tried now, as statements.
func (f *fileNight) byOne() map[count.Kind][]string {
	s := f.standing()
	act := func(kind count.Kind, officer, unit, body string) []string {
		return []string{fmt.Sprintf(`INSERT INTO act (seq, contest, version, unit, round, kind, officer, authority, at, key, digest)
			SELECT max(seq) + 1, '%s', %d, nullif('%s', ''), %d, '%s', '%s', '', max(at), 'by one', '' FROM act`,
			s.Contest.ID, s.Contest.Version, unit, s.Round, kind, officer), body}
	}
	all := map[count.Kind][]string{}
	for unit, waiting := range s.Waiting {
		e := waiting[0]
		all[count.KindConfirmed] = act(count.KindConfirmed, e.Officer, unit,
			fmt.Sprintf("INSERT INTO confirmed (seq, kind, entry) SELECT max(seq), 'confirmed', %d FROM act", e.Seq))
	}
	if p := s.Proposal; p != nil {
		kind := count.KindCorrected
		if p.Withdrawal {
			kind = count.KindWithdrawn
		}
		all[kind] = act(kind, p.Officer, "", fmt.Sprintf("INSERT INTO %s (seq, kind, proposal) SELECT max(seq), '%s', %d FROM act", kind, kind, p.Seq))
	}
	if s.Stage() == count.StageReady {
		by := "clerk-1"
		if s.ReadBack != nil {
			by = s.ReadBack.Officer
		}
		all[count.KindDeclared] = act(count.KindDeclared, by, "", "INSERT INTO declared (seq, kind, announced, source, source_note) SELECT max(seq), 'declared', max(at), '', '' FROM act")
	}
	if s.Stage() == count.StageDeclared {
		all[count.KindEntered] = act(count.KindEntered, "officer-1", "mini-1", "INSERT INTO entered (seq, kind, doubtful, rejected_known, in_part, source, source_note) SELECT max(seq), 'entered', 0, 1, 0, '', '' FROM act")
	}
	return all
}

// insert runs statements in one transaction, which is rolled back.
func (f *fileNight) insert(statements ...string) error {
	if err := f.store.exec("BEGIN"); err != nil {
		return err
	}
	defer f.store.exec("ROLLBACK")
	for _, q := range statements {
		if err := f.store.exec(q); err != nil {
			return err
		}
	}
	return nil
}
