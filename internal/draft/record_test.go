package draft_test

import (
	"errors"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
)

// What officers leave beside a count is on record with its hash, and so is what was
// not taken, discarded, or asked for by somebody of another count. Saving as it is
// typed is not.
func TestWhatIsLeftIsOnRecord(t *testing.T) {
	b, store := openStore(t)
	stranger := count.Officer{ID: "officer-2", Role: count.RoleCountOfficer, Contests: []string{"tottenham"}, From: "192.0.2.2"}
	typed := draft.Draft{Contest: "islington-north", Form: draft.FormPapers, Key: "p", Layout: 1, Fields: map[string]string{"papers": "1,000"}}
	id, err := b.AddPhoto(t.Context(), officer, "islington-north", "count", held(t, 1))
	_, saved := b.Save(t.Context(), officer, typed)
	err = errors.Join(err, saved, b.AddNote(t.Context(), officer, "islington-north", "the keys are in the safe"), b.Discard(t.Context(), officer, "islington-north", draft.FormPapers),
		b.Discard(t.Context(), officer, "islington-north", draft.FormPapers))
	if err != nil {
		t.Fatal(err)
	}
	_, _ = b.AddPhoto(t.Context(), officer, "islington-north", "count", []byte("no picture"))
	_ = b.AddNote(t.Context(), stranger, "islington-north", "x")
	_, _ = b.Photo(t.Context(), stranger, id)
	lines, err := store.Audited(t.Context(), account.Search{Oldest: true}, 100)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range lines {
		detail, _, _ := strings.Cut(l.Detail, " SHA-256 ")
		got = append(got, strings.Join([]string{l.Officer, string(l.Kind), l.Unit, string(l.Outcome), detail}, "|"))
	}
	want := []string{"officer-1|photo|count|accepted|photograph 1,", "officer-1|note||accepted|note 1,", "officer-1|draft||accepted|what was typed on the form papers was discarded",
		"officer-1|photo|count|refused|not a JPEG or PNG picture", "officer-2|note||refused|" + count.ErrForbidden.Error(), "officer-2|looked|count|refused|no such draft"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("on record:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
