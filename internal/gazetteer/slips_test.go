package gazetteer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"resultsdesk/internal/gazetteer"
)

// slip spoils a text at a place as fingers do; false where the place allows no such slip.
type slip struct {
	name  string
	spoil func(r *rand.Rand, s []rune, at int) ([]rune, bool)
}

func letter(r *rand.Rand) rune { return rune('a' + r.IntN(26)) }

func singleSlips() []slip {
	return []slip{
		{"substitution", func(r *rand.Rand, s []rune, at int) ([]rune, bool) {
			l := letter(r)
			was := s[at]
			s[at] = l
			return s, unicode.ToLower(was) != l
		}},
		{"insertion", func(r *rand.Rand, s []rune, at int) ([]rune, bool) { return slices.Insert(s, at, letter(r)), true }},
		{"deletion", func(_ *rand.Rand, s []rune, at int) ([]rune, bool) { return slices.Delete(s, at, at+1), true }},
		{"transposition", func(_ *rand.Rand, s []rune, at int) ([]rune, bool) {
			if at+1 == len(s) || s[at] == s[at+1] {
				return s, false
			}
			s[at], s[at+1] = s[at+1], s[at]
			return s, true
		}},
		{"doubled letter", func(_ *rand.Rand, s []rune, at int) ([]rune, bool) { return slices.Insert(s, at, s[at]), s[at] != ' ' }},
		{"missing space", func(_ *rand.Rand, s []rune, at int) ([]rune, bool) {
			for i := range s {
				if place := (at + i) % len(s); s[place] == ' ' {
					return slices.Delete(s, place, place+1), true
				}
			}
			return s, false
		}},
		{"space too many", func(_ *rand.Rand, s []rune, at int) ([]rune, bool) {
			return slices.Insert(s, at, ' '), at > 0 && s[at] != ' ' && s[at-1] != ' '
		}},
	}
}

// Each of the 650 names of constituencies and 4,515 of candidates, typed with one slip of
// each kind at a seeded place, a space included, is found: it has the best score of all
// that is found, alone or with others that match as well.
func TestOneSlip(t *testing.T) {
	entries := library(t)
	x := gazetteer.New(entries)
	names := map[gazetteer.Kind]int{}
	for _, e := range entries {
		names[e.Kind]++
	}
	if names[gazetteer.Contest] != 650 || names[gazetteer.Candidate] != 4515 {
		t.Fatalf("%d contests and %d candidates", names[gazetteer.Contest], names[gazetteer.Candidate])
	}
	for _, kind := range []gazetteer.Kind{gazetteer.Contest, gazetteer.Candidate} {
		for _, s := range singleSlips() {
			r := rand.New(rand.NewPCG(2024, 7))
			var tried, best, first, shown int
			var lost []string
			for _, e := range entries {
				typed, ok := spoiled(r, s, e.Name)
				if e.Kind != kind || !ok {
					continue
				}
				tried++
				at, score, top := placeOf(x.Find(typed), e)
				switch {
				case at >= 0 && score == top:
					best++
				case len(lost) < 4:
					lost = append(lost, fmt.Sprintf("%q for %s", typed, e.Name))
				}
				if at == 0 {
					first++
				}
				if at >= 0 && at < 8 {
					shown++
				}
			}
			rate := func(n int) float64 { return 100 * float64(n) / float64(tried) }
			t.Logf("%-9s %-14s %4d typed: best score %.2f%%, first %.2f%%, among the first eight %.2f%%; %s",
				[]string{"contest", "candidate"}[kind], s.name, tried, rate(best), rate(first), rate(shown), strings.Join(lost, ", "))
			if rate(best) < 97 || rate(shown) < 97 {
				t.Errorf("%s: fewer than 97%%", s.name)
			}
		}
	}
}

func spoiled(r *rand.Rand, s slip, name string) (string, bool) {
	letters := []rune(name)
	typed, ok := s.spoil(r, slices.Clone(letters), r.IntN(len(letters)))
	return string(typed), ok
}

// placeOf is where an entry stands among hits, -1 where it does not, with its score and
// the best there is.
func placeOf(hits []gazetteer.Hit, e gazetteer.Entry) (at, score, top int) {
	for i, h := range hits {
		if h.Kind == e.Kind && h.ID == e.ID && h.Contest == e.Contest {
			return i, h.Score, hits[0].Score
		}
	}
	return -1, 0, 0
}
