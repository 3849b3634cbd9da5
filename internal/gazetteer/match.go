package gazetteer

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Qualities of a match, in hundredths: how sure it is that a word was meant.
const (
	same      = 100
	begun     = 95 // the beginning of it
	joined    = 97 // of what a match through a wrong space is worth
	besideOne = 60 // of what a match beside the name is worth
)

// span is one or two neighbouring words of a question, and how well they match each word
// of the index. Two are read as one, for a space too many.
type span struct {
	word
	quality []uint8 // by number of the word
	starts  []bool  // the words with which this one begins: a space is missing
}

// question is a text that is searched.
type question struct {
	words  []*span
	joins  []*span // words[i] and words[i+1] in one
	weight int     // letters of all words
}

// ask compares each word of a question with each of the index, once.
func (x *Index) ask(query string) *question {
	texts := fold(cut(query))
	texts = texts[:min(len(texts), maxWords)]
	q := &question{}
	for i, text := range texts {
		s := x.compare(text)
		q.weight += len(s.letters)
		q.words = append(q.words, s)
		if i > 0 {
			q.joins = append(q.joins, x.compare(texts[i-1]+text))
		}
	}
	return q
}

func (x *Index) compare(text string) *span {
	s := &span{word: newWord(text), quality: make([]uint8, len(x.words))}
	most := slipsAllowed(len(s.letters))
	for i, mask := range x.masks {
		if bits.OnesCount64(s.mask&^mask) <= most {
			s.quality[i] = uint8(quality(&s.word, &x.words[i], most))
		}
		if mask&^s.mask == 0 {
			s.begins(x, i)
		}
	}
	return s
}

// begins notes that a span begins with a word of the index and has more letters.
func (s *span) begins(x *Index, i int) {
	if w := x.words[i].text; len(w) > 1 && len(w) < len(s.text)-1 && strings.HasPrefix(s.text, w) {
		if s.starts == nil {
			s.starts = make([]bool, len(x.words))
		}
		s.starts[i] = true
	}
}

// quality says how well a typed word matches a word.
func quality(typed, w *word, most int) int {
	switch {
	case typed.text == w.text:
		return same
	case strings.HasPrefix(w.text, typed.text):
		return begun
	case typed.code || w.code:
		return 0
	}
	n := len(typed.letters)
	full, beginning := slips(typed, w, most)
	switch {
	case full < none:
		return same - spoiled(full, max(n, len(w.letters)))
	case beginning == 1 && n > 3:
		return begun - spoiled(beginning, n)
	}
	return 0
}

// spoiled is what slips cost: the less the longer the word.
func spoiled(slips, letters int) int { return slips * 100 / (letters + 1) }

// touched are the entries that have a word of their names in common with a question.
func (q *question) touched(x *Index) []bool {
	all := make([]bool, len(x.entries))
	for _, s := range append(q.joins, q.words...) {
		for w, quality := range s.quality {
			if quality > 0 || s.starts != nil && s.starts[w] {
				for _, e := range x.named[w] {
					all[e] = true
				}
			}
		}
	}
	return all
}

// found is how an entry matches a question.
type found struct {
	weight float64 // letters of the question that match, each as well as it does
	names  uint32  // which words of its names do
}

// match reads the words of a question one after the other, two as one where that is
// better.
func (q *question) match(x *Index, e *indexed) found {
	var before, last found
	for i, s := range q.words {
		n := float64(len(s.letters))
		now := last.and(q.one(x, s, e), n)
		if i > 0 {
			two := q.joins[i-1]
			as := q.one(x, two, e)
			as.quality *= joined / 100.
			if alt := before.and(as, float64(len(two.letters))); alt.weight > now.weight {
				now = alt
			}
		}
		before, last = last, now
	}
	return last
}

func (f found) and(m matched, letters float64) found {
	return found{f.weight + m.quality*letters, f.names | m.names}
}

// matched is how a word of a question matches an entry.
type matched struct {
	quality float64
	names   uint32
}

// one is the best match of a word of the question in an entry.
func (q *question) one(x *Index, s *span, e *indexed) matched {
	best, at := uint8(0), -1
	for i, w := range e.names {
		if s.quality[w] > best {
			best, at = s.quality[w], i
		}
	}
	m := matched{quality: float64(best)}
	if at >= 0 {
		m.names = 1 << at
	}
	if best < begun && s.starts != nil {
		if apart := q.apart(x, s, e); apart != 0 && joined > m.quality {
			m = matched{joined, apart}
		}
	}
	for _, w := range e.beside {
		if s.quality[w] >= begun && float64(s.quality[w])*besideOne/100 > m.quality {
			m = matched{quality: float64(s.quality[w]) * besideOne / 100}
		}
	}
	return m
}

// apart reads a word as several words of an entry that were typed without a space, or
// with another letter in its place. It gives which, or 0.
func (q *question) apart(x *Index, s *span, e *indexed) uint32 {
	for i, w := range e.names {
		if !s.starts[w] {
			continue
		}
		rest := s.text[len(x.words[w].text):]
		used := uint32(1) << i
		if m := x.rest(rest, e, used); m != 0 {
			return m
		}
		_, size := utf8.DecodeRuneInString(rest)
		if m := x.rest(rest[size:], e, used); m != 0 {
			return m
		}
	}
	return 0
}

// rest tells whether what follows is made of other words of an entry, the last one
// perhaps only begun.
func (x *Index) rest(text string, e *indexed, used uint32) uint32 {
	for i, w := range e.names {
		if used&(1<<i) != 0 {
			continue
		}
		name := x.words[w].text
		if len(text) > 1 && strings.HasPrefix(name, text) || name == text {
			return used | 1<<i
		}
		if after, ok := strings.CutPrefix(text, name); ok && bits.OnesCount32(used) < 4 {
			if m := x.rest(after, e, used|1<<i); m != 0 {
				return m
			}
		}
	}
	return 0
}
