// Package gazetteer finds contests, candidates, parties and places by what people type:
// without accents, in any order of words, half a word, or with slips of the fingers.
//
// An [Index] is made once and never changes; who needs other names makes another. A
// question costs the same whatever was asked before, and has bounds of its own: the
// first [MaxQuery] characters and [maxWords] words of it are read.
package gazetteer

import (
	"cmp"
	"slices"
)

// Kind is what an entry is. Kinds are shown in this order where they match as well.
type Kind int

const (
	Contest Kind = iota
	Candidate
	Party
	Region
	Nation
)

// Entry is something that can be found.
type Entry struct {
	Kind Kind
	ID   string // of a contest, a candidate or a party; a region or nation has its name
	Name string // as it is shown

	Contest string // a candidate's contest, by id

	// Also are other names it is known by: a code, an abbreviation, a name in another
	// language. They are matched as the name is.
	Also []string

	// Beside are words that say which of several is meant, the contest of a candidate.
	// They never find an entry alone.
	Beside []string
}

// Index is a set of entries ready to be searched. It is safe for use by many at once.
type Index struct {
	words   []word
	masks   []uint64 // of the words, side by side: most are told apart by them
	named   [][]int  // entries by a word of their names
	entries []indexed
	exact   map[string][]int // entries by a whole folded name
}

// indexed is an entry by the numbers of its words.
type indexed struct {
	Entry
	names   []int // words of its names, those of Name first
	beside  []int
	letters int // of the words of Name
	first   int // the first word of Name; -1 where it has none
}

// New makes an index of entries.
func New(entries []Entry) *Index {
	x := &Index{exact: map[string][]int{}}
	known := map[string]int{}
	for i, e := range entries {
		in := indexed{Entry: e, first: -1}
		for _, w := range x.numbers(known, fold(e.Name)) {
			in.letters += len(x.words[w].letters)
			in.names = addWord(in.names, w)
		}
		if len(in.names) > 0 {
			in.first = in.names[0]
		}
		for _, name := range append([]string{e.Name}, e.Also...) {
			for _, w := range x.numbers(known, split(name)) {
				in.names = addWord(in.names, w) // "and" too: it may be typed without a space
			}
			if key := whole(name); key != "" && !slices.Contains(x.exact[key], i) {
				x.exact[key] = append(x.exact[key], i)
			}
		}
		for _, text := range e.Beside {
			for _, w := range x.numbers(known, fold(text)) {
				in.beside = addWord(in.beside, w)
			}
		}
		x.entries = append(x.entries, in)
	}
	x.named = make([][]int, len(x.words))
	for i, e := range x.entries {
		for _, w := range e.names {
			x.named[w] = append(x.named[w], i)
		}
	}
	return x
}

// numbers are the words of a text by number; a new one gets the next.
func (x *Index) numbers(known map[string]int, texts []string) []int {
	var all []int
	for _, text := range texts {
		n, ok := known[text]
		if !ok {
			n = len(x.words)
			known[text] = n
			x.words = append(x.words, newWord(text))
			x.masks = append(x.masks, x.words[n].mask)
		}
		all = append(all, n)
	}
	return all
}

// mostNames is how many words of names an entry keeps: matched ones are bits of a number.
const mostNames = 32

func addWord(words []int, w int) []int {
	if len(words) == mostNames || slices.Contains(words, w) {
		return words
	}
	return append(words, w)
}

// Exact is the entry whose whole name, or another name it is known by, is the question;
// accents, case and punctuation apart. It is false where there is none or more than one.
func (x *Index) Exact(query string) (Entry, bool) {
	found := x.exact[whole(cut(query))]
	if len(found) != 1 {
		return Entry{}, false
	}
	return x.entries[found[0]].Entry, true
}

// Hit is an entry that was found. Scores compare hits of one answer, and nothing else.
type Hit struct {
	Entry
	Score int
}

// compare puts the better hit first; where they are equal the order is always the same.
func compare(a, b Hit) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}
