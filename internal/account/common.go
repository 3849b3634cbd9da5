package account

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	zxcvbn "github.com/ccojocar/zxcvbn-go"
	"golang.org/x/text/secure/precis"
)

// MinPassphrase is the fewest characters of a passphrase, MaxPassphrase the most
// bytes: nobody types more, and more would cost whoever checks it.
const (
	MinPassphrase = 15
	MaxPassphrase = 1024
)

// minBits is how hard a passphrase is to guess at least, in bits, as package zxcvbn
// reckons: with common passwords, English words, names, rows of keys, dates and
// repetitions as whoever guesses would try them.
const minBits = 32

// judged is how many characters of a passphrase are judged: what begins as badly does
// not get better, and the reckoning grows faster than the text.
const judged = 64

// What can be wrong with a passphrase that somebody chooses. Each says why.
var (
	ErrShort    = fmt.Errorf("a passphrase has at least %d characters", MinPassphrase)
	ErrLong     = fmt.Errorf("a passphrase has at most %d bytes", MaxPassphrase)
	ErrUnusable = fmt.Errorf("that passphrase has a character that cannot be typed everywhere, such as a tab")
	ErrCommon   = fmt.Errorf("that passphrase is easy to guess: it is common, made of few common words or of names of this desk, or repeats itself")
)

// prepared is a passphrase in the one form in which it is hashed, so that an é that
// one keyboard makes of one character and another of two is the same, and so is every
// kind of space (RFC 8265, OpaqueString). What has no such form stays as it is, and is
// nobody's passphrase.
func prepared(passphrase string) string {
	p, err := precis.OpaqueString.String(passphrase)
	if err != nil {
		return passphrase
	}
	return p
}

// fit judges a passphrase that somebody chooses. Names are what whoever guesses would
// try first.
func fit(passphrase string, names []string) error {
	if len(passphrase) > MaxPassphrase {
		return ErrLong
	}
	p := prepared(passphrase)
	if utf8.RuneCountInString(p) < MinPassphrase {
		return ErrShort
	}
	if _, err := precis.OpaqueString.String(passphrase); err != nil {
		return ErrUnusable
	}
	text := string([]rune(p)[:min(judged, utf8.RuneCountInString(p))])
	if zxcvbn.PasswordStrength(repeated(strings.ToLower(text)), append(ownWords(), names...)).Entropy < minBits {
		return ErrCommon
	}
	return nil
}

// repeated is what a text repeats, or the text: "desk night desk night" is no harder to
// guess than "desk night".
func repeated(text string) string {
	runes := []rune(strings.TrimSpace(text))
	for n := 1; n <= len(runes)/2; n++ {
		same := true
		for i := n; i < len(runes) && same; i++ {
			same = runes[i] == runes[i%n]
		}
		if same {
			return string(runes[:n])
		}
	}
	return string(runes)
}

// ownWords are what this desk is about.
func ownWords() []string {
	return []string{"results", "desk", "results desk", "resultsdesk", "election", "election night", "count", "counting", "vote", "votes", "ballot",
		"officer", "returning", "returning officer", "clerk", "administrator", "passphrase"}
}

// namesOf are the names that belong to an officer and to the desk's contests, whole
// and in words.
func namesOf(o Officer, contests []string) []string {
	var names []string
	for _, name := range slices.Concat([]string{o.ID, string(o.Role)}, o.Contests, contests) {
		words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune("-._ ", r) })
		names = append(names, strings.ToLower(name), strings.Join(words, " "), strings.Join(words, ""))
		names = append(names, words...)
	}
	return names
}
