package rehearsal

import "time"

// Spoiled is a figure typed with a mistake.
func Spoiled(k SlipKind, figure int) string { return k.spoiled(figure) }

// Shown is what a viewer was sent.
type Shown struct {
	Protocol string
	Messages []string
}

// Judged is what is found wrong with what some viewers were shown.
func Judged(viewers []Shown, published map[int64][]byte) []string {
	w := newWatch("", &Night{}, 0)
	for _, s := range viewers {
		v := &viewer{watch: w, protocol: s.Protocol, seen: map[string][]arrival{}}
		for _, m := range s.Messages {
			v.take([]byte(m), time.Now())
		}
	}
	return w.judge(published).Wrong
}
