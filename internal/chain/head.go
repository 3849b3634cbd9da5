package chain

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Head is the last line of a chain. Who knows it can tell whether anything before it
// was changed since.
type Head struct {
	ID   int64 // of the line; 0: there is none yet
	Hash Hash
}

// String writes a head as ParseSeen reads it, "812:5f0c…".
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.ID, h.Hash) }

// Groups are the hash in groups of four digits, to be read out or written on paper.
func (h Head) Groups() []string {
	text := h.Hash.String()
	groups := make([]string, 0, len(text)/4)
	for ; text != ""; text = text[4:] {
		groups = append(groups, text[:4])
	}
	return groups
}

// MinDigits is how many digits of a hash must have been noted: 80 bits, five groups
// of four, which nobody finds a second line for.
const MinDigits = 20

// Seen is a head as it was noted somewhere else, perhaps only the beginning of its
// hash.
type Seen struct {
	ID     int64
	Digits string // small hexadecimal digits, MinDigits to 64
}

// ParseSeen reads a head, "812:5f0c…", with or without spaces and dashes between the
// digits.
func ParseSeen(text string) (Seen, error) {
	id, digits, found := strings.Cut(text, ":")
	digits = strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(digits))
	n, err := strconv.ParseInt(strings.TrimSpace(id), 10, 64)
	if !found || err != nil || n < 1 {
		return Seen{}, errors.New("a head is written LINE:HASH, such as 812:5f0c…")
	}
	if len(digits) < MinDigits || len(digits) > 2*len(Hash{}) || strings.Trim(digits, "0123456789abcdef") != "" {
		return Seen{}, fmt.Errorf("the hash of a head has %d to %d digits of 0 to 9 and a to f", MinDigits, 2*len(Hash{}))
	}
	return Seen{n, digits}, nil
}

// Fits tells whether a line's hash is the one that was noted.
func (s Seen) Fits(h Hash) bool { return strings.HasPrefix(h.String(), s.Digits) }
