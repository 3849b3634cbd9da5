// Package countmodel plays random nights at a results desk and audits what came of
// them. A [Night] thinks of the next submission that people at a count might send:
// mostly the honest next step, otherwise anything, by anybody, on a fresh page or a
// stale one. An [Auditor] reads the ledger as somebody does who knows the rules of a
// count and none of the program. It is used by tests only, on a store in memory and
// on a real file.
package countmodel

import "math/rand/v2"

// Dice decides what happens in a night.
type Dice interface {
	// Roll is a number from 0 to n-1; what says what it is for.
	Roll(what string, n int) int
}

// Seeded are dice that fall the same way for the same seed.
func Seeded(seed uint64) Dice { return seeded{rand.New(rand.NewPCG(seed, 3))} } // #nosec G404 -- tests are to be repeated

type seeded struct{ r *rand.Rand }

func (s seeded) Roll(_ string, n int) int { return s.r.IntN(n) }

// upTo is 0 to most.
func (n *Night) upTo(what string, most int) int {
	if most <= 0 {
		return 0
	}
	return n.dice.Roll(what, most+1)
}

// chance is true once in so many times.
func (n *Night) chance(what string, in int) bool { return n.dice.Roll(what, in) == 0 }

func pick[T any](n *Night, what string, from ...T) T { return from[n.dice.Roll(what, len(from))] }
