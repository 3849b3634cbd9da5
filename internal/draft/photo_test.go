package draft_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/internal/sqlite"
)

var (
	night   = time.Date(2024, 7, 5, 2, 8, 0, 0, time.UTC)
	officer = count.Officer{ID: "officer-1", Role: count.RoleCountOfficer, Contests: []string{"islington-north"}}
)

func open(t *testing.T) *draft.Book {
	t.Helper()
	b, _ := openStore(t)
	return b
}

func openStore(t *testing.T) (*draft.Book, *sqlite.Store) {
	t.Helper()
	now := func() time.Time { return night }
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "desk.db"), now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	err = store.Account(t.Context(), func(tx account.Tx) error {
		return tx.PutOfficer(account.Officer{ID: officer.ID, Role: officer.Role}, night)
	})
	if err != nil {
		t.Fatal(err)
	}
	return draft.NewBook(store, now), store
}

// held is a picture whose upper half is white, with what a telephone writes beside it.
func held(t *testing.T, orientation uint16) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 64, 32))
	for x := range 64 {
		for y := range 16 {
			m.SetGray(x, y, color.Gray{255})
		}
	}
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, m, nil); err != nil {
		t.Fatal(err)
	}
	exif := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	exif = binary.LittleEndian.AppendUint16(exif, orientation)
	exif = append(exif, "\x00\x00\x00\x00\x00\x00GPS 51.55 N"...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(exif)+2))...)
	return append(append(out, exif...), plain.Bytes()[2:]...)
}

// A sheet is kept upright, and what the camera wrote beside it is gone.
func TestPhotographIsUprightAndBare(t *testing.T) {
	b := open(t)
	for orientation, want := range map[uint16]struct {
		size, white image.Point
	}{
		1: {image.Pt(64, 32), image.Pt(32, 3)}, 3: {image.Pt(64, 32), image.Pt(32, 28)},
		6: {image.Pt(32, 64), image.Pt(28, 32)}, 8: {image.Pt(32, 64), image.Pt(3, 32)},
	} {
		id, err := b.AddPhoto(t.Context(), officer, "islington-north", "count", held(t, orientation))
		if err != nil {
			t.Fatal(err)
		}
		p, err := b.Photo(t.Context(), officer, id)
		if err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(bytes.NewReader(p.JPEG))
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Bounds().Size(); got != want.size || p.Width != want.size.X {
			t.Errorf("held %d: kept as %v; want %v", orientation, got, want.size)
		}
		if r, _, _, _ := m.At(want.white.X, want.white.Y).RGBA(); r < 0xd000 {
			t.Errorf("held %d: the upper half is not where it belongs", orientation)
		}
		if bytes.Contains(p.JPEG, []byte("GPS")) || bytes.Contains(p.JPEG, []byte("Exif")) {
			t.Error("what the camera wrote is kept")
		}
	}
}

// Files that pretend to be pictures do no harm.
func TestHostilePhotographs(t *testing.T) {
	b := open(t)
	whole := held(t, 6)
	for cut := range len(whole) {
		_, err := b.AddPhoto(t.Context(), officer, "islington-north", "count", whole[:cut])
		if err != nil && !errors.Is(err, draft.ErrPhotoFormat) {
			t.Fatalf("cut at %d: %v", cut, err)
		}
	}
	if _, err := b.AddPhoto(t.Context(), officer, "tottenham", "count", whole); !errors.Is(err, count.ErrForbidden) {
		t.Errorf("another's contest: %v", err)
	}
	if _, err := b.AddPhoto(t.Context(), officer, "islington-north", "count", []byte(strings.Repeat("x", draft.MaxPhoto+1))); !errors.Is(err, draft.ErrPhotoSize) {
		t.Errorf("too large: %v", err)
	}
}

// What is kept of a draft is every character, blank fields too; when it began stays.
func TestDraftIsKeptWhole(t *testing.T) {
	b := open(t)
	fields := map[string]string{"votes.1": " 1,66", "votes.2": "", "rejected.over-voted": "0", "why.W01.": "read twice"}
	d := draft.Draft{Contest: "islington-north", Form: "count", Layout: 3, Base: 7, Key: "k", Fields: fields}
	if _, err := b.Save(t.Context(), officer, d); err != nil {
		t.Fatal(err)
	}
	got, err := b.Find(t.Context(), officer, "islington-north", "count")
	if err != nil || got.Layout != 3 || got.Base != 7 || got.Key != "k" || !got.At.Equal(night) || len(got.Fields) != 4 || got.Fields["votes.1"] != " 1,66" || got.Fields["votes.2"] != "" {
		t.Errorf("kept: %+v, %v", got, err)
	}
	claims, err := b.Claims(t.Context(), officer)
	if err != nil || len(claims) != 1 || claims[0].Filled != 2 || !claims[0].Began.Equal(night) {
		t.Errorf("claims: %+v, %v; want two figures filled", claims, err)
	}
	other := count.Officer{ID: "officer-2", Role: count.RoleCountOfficer}
	if _, err := b.Find(t.Context(), other, "islington-north", "count"); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("another officer's draft: %v", err)
	}
}
