package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Head is how far the world has seen: the last bulletin that left.
type Head struct {
	Epoch    int64 `json:"epoch"`
	Revision int64 `json:"revision"`
}

// HeadStore keeps the head outside the database, so that an older copy of the
// database is noticed. Write returns when the head is on disk.
type HeadStore interface{ Write(Head) error }

// HeadFile is a HeadStore in a small file.
type HeadFile string

// Write replaces the file; file and folder are synced before it returns.
func (path HeadFile) Write(h Head) error {
	data, err := json.Marshal(h)
	if err != nil {
		return err
	}
	fresh := string(path) + ".new"
	f, err := os.OpenFile(fresh, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(fresh, string(path)); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(string(path)))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Read reads the file; os.ErrNotExist where there is none.
func (path HeadFile) Read() (Head, error) {
	var h Head
	data, err := os.ReadFile(string(path))
	if err != nil {
		return h, err
	}
	if err := json.Unmarshal(data, &h); err != nil {
		return h, fmt.Errorf("%s: %w", string(path), err)
	}
	return h, nil
}

// ErrBehind: the database is older than what the world has already seen.
var ErrBehind = errors.New("the database is older than what viewers have already seen")

// ErrNoHead: bulletins were published, but the head file that says how far is gone.
var ErrNoHead = errors.New("the head file, which says what viewers have already seen, is missing")

// Compare tells whether a database whose last bulletin is db may go on. It returns
// ErrBehind, ErrNoHead or an error of the file.
func (path HeadFile) Compare(db Head) error {
	seen, err := path.Read()
	switch {
	case errors.Is(err, os.ErrNotExist) && db.Revision == 0:
		return nil
	case errors.Is(err, os.ErrNotExist):
		return ErrNoHead
	case err != nil:
		return err
	case seen.Epoch > db.Epoch || (seen.Epoch == db.Epoch && seen.Revision > db.Revision):
		return fmt.Errorf("%w: revision %d of epoch %d is out, the database ends at revision %d of epoch %d", ErrBehind, seen.Revision, seen.Epoch, db.Revision, db.Epoch)
	}
	return nil
}
