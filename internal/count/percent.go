package count

import (
	"math/big"
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Tenths is a percentage, or a difference of two, in tenths of a point: 492 is
// 49.2%. It is made from exact integers and rounded once, half away from zero.
type Tenths int

// Share is part of whole in tenths of a per cent; false where whole is zero.
func Share(part, whole int) (Tenths, bool) {
	if whole <= 0 {
		return 0, false
	}
	return roundTenths(big.NewRat(int64(part), int64(whole))), true
}

// Change is part/whole less part2/whole2 in tenths of a percentage point, from
// the unrounded fractions: the difference of two rounded shares can be off by
// one.
func Change(part, whole, part2, whole2 int) (Tenths, bool) {
	if whole <= 0 || whole2 <= 0 {
		return 0, false
	}
	d := new(big.Rat).Sub(big.NewRat(int64(part), int64(whole)), big.NewRat(int64(part2), int64(whole2)))
	return roundTenths(d), true
}

func roundTenths(r *big.Rat) Tenths {
	// |r|*1000 + 1/2, cut to a whole number, is rounding half away from zero.
	abs := new(big.Rat).Abs(r)
	abs.Mul(abs, big.NewRat(1000, 1)).Add(abs, big.NewRat(1, 2))
	n := int(new(big.Int).Quo(abs.Num(), abs.Denom()).Int64())
	if r.Sign() < 0 {
		n = -n
	}
	return Tenths(n)
}

// String writes "49.2"; a minus is U+2212 and zero has no sign.
func (t Tenths) String() string {
	if t < 0 {
		return "−" + (-t).String()
	}
	return itoa(int(t)/10) + "." + itoa(int(t)%10)
}

// Signed writes a change with its sign: "+2.1", "−29.9", "0.0".
func (t Tenths) Signed() string {
	if t > 0 {
		return "+" + t.String()
	}
	return t.String()
}
