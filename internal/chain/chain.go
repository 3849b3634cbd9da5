// Package chain makes a record of which it shows when something in it was changed:
// each line carries the SHA-256 of itself and of the line before. It knows nothing
// of what a line says. The encoding is that of docs/formats.md, so that somebody else
// can recompute it.
//
// Whoever owns the file can recompute all of it. A chain is evidence against its
// owner only as far as a [Head] of it was seen elsewhere: on paper, in an exported
// file, in a backup.
package chain

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
)

// Hash is a SHA-256. The first line follows the zero Hash.
type Hash [sha256.Size]byte

// String is the hash in 64 small hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Kinds of what is hashed, so that one can never be taken for the other. 0 and 1 are
// left to the leaves and nodes of a tree (RFC 6962).
const (
	Line byte = 'L' // a line with the hash of the one before
	Acts byte = 'A' // rows of the ledger
)

// version of the encoding.
const version = 1

// Digest hashes a sequence of values, each with its type and length before it: no two
// sequences are written alike.
type Digest struct {
	h   hash.Hash
	buf []byte
}

// New begins a digest of a kind.
func New(kind byte) *Digest {
	d := &Digest{h: sha256.New()}
	d.h.Write([]byte{kind, version})
	return d
}

// Put adds values: nil, int64, string, []byte or Hash. Anything else, which no file of
// the desk holds, is hashed as the text that it prints as, under a type of its own.
func (d *Digest) Put(values ...any) {
	for _, v := range values {
		b := d.buf[:0]
		switch v := v.(type) {
		case nil:
			b = append(b, 0)
		case int64:
			b = binary.BigEndian.AppendUint64(append(b, 1), uint64(v))
		case string:
			b = append(sized(b, 2, len(v)), v...)
		case []byte:
			b = append(sized(b, 3, len(v)), v...)
		case Hash:
			b = append(sized(b, 3, len(v)), v[:]...)
		default:
			text := fmt.Sprintf("%T %v", v, v)
			b = append(sized(b, 4, len(text)), text...)
		}
		d.buf = b
		d.h.Write(b)
	}
}

// Row adds a row of a table: the table's name, how many values, and the values.
func (d *Digest) Row(table string, values ...any) {
	d.Put(table, int64(len(values)))
	d.Put(values...)
}

// Sum is the hash of what was put.
func (d *Digest) Sum() (h Hash) {
	d.h.Sum(h[:0])
	return h
}

func sized(b []byte, kind byte, n int) []byte {
	return binary.BigEndian.AppendUint64(append(b, kind), uint64(n))
}
