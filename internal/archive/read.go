package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"resultsdesk/internal/count"
)

// ReadActs reads the ledger of an archive, in order, with the definitions that it was
// counted by: count.Fold of a contest's acts is how it stands. It holds the archive
// together first: every line there, acts and revisions without gaps, each bulletin as
// its hash says.
func ReadActs(fsys fs.FS) ([]count.Act, error) {
	var about About
	if err := eachLine(fsys, aboutFile, func(a About) error { about = a; return nil }); err != nil {
		return nil, err
	}
	if about.Format != format {
		return nil, fmt.Errorf("%s: the format is “%s”, not %s", aboutFile, about.Format, format)
	}
	definitions, n := map[definitionKey]*count.Contest{}, 0
	err := eachLine(fsys, definitionsFile, func(d definition) error {
		n++
		definitions[definitionKey{d.Contest, d.Version}] = d.contest()
		return nil
	})
	if err = errors.Join(err, whole(definitionsFile, n, about.Definitions)); err != nil {
		return nil, err
	}
	var acts []count.Act
	err = eachLine(fsys, actsFile, func(l act) error {
		a, err := l.act(definitions)
		if err == nil && a.Seq != int64(len(acts))+1 {
			err = fmt.Errorf("act %d follows %d", a.Seq, len(acts))
		}
		acts = append(acts, a)
		return err
	})
	if err = errors.Join(err, whole(actsFile, len(acts), about.Acts)); err != nil {
		return nil, err
	}
	return acts, checkBulletins(fsys, about.Bulletins)
}

func checkBulletins(fsys fs.FS, want int) error {
	n := 0
	err := eachLine(fsys, bulletinsFile, func(b bulletin) error {
		sum := sha256.Sum256([]byte(b.Bytes))
		switch n++; {
		case b.Revision != int64(n):
			return fmt.Errorf("revision %d follows %d", b.Revision, n-1)
		case hex.EncodeToString(sum[:]) != b.Hash:
			return fmt.Errorf("revision %d is not what its hash says", b.Revision)
		}
		return nil
	})
	return errors.Join(err, whole(bulletinsFile, n, want))
}

func whole(file string, got, want int) error {
	if got != want {
		return fmt.Errorf("%s has %d lines, not the %d of %s", file, got, want, aboutFile)
	}
	return nil
}

// eachLine reads a file of JSON, one value a line.
func eachLine[L any](fsys fs.FS, name string, read func(L) error) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := json.NewDecoder(f)
	for n := 1; ; n++ {
		var l L
		err := in.Decode(&l)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = read(l)
		}
		if err != nil {
			return fmt.Errorf("%s: line %d: %w", name, n, err)
		}
	}
}
