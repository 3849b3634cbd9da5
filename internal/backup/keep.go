package backup

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// DefaultPolicy keeps the newest 60, which is the last hour of a night; then one of
// every ten minutes for a day; then one of every day.
const DefaultPolicy = "60,10m/24h,24h"

// Policy says which backups are kept.
type Policy struct {
	newest int
	spans  []span
}

// span keeps one backup of every so long, up to an age; for ever where age is 0.
type span struct{ every, age time.Duration }

// ParsePolicy reads "60,10m/24h,24h": how many of the newest are kept whatever their
// age, then one of every 10 minutes up to an age of 24 hours, one of every 24 hours for
// ever. The newest is always kept.
func ParsePolicy(text string) (Policy, error) {
	wrong := fmt.Errorf("keep %q: write it as %s", text, DefaultPolicy)
	first, rest, more := strings.Cut(text, ",")
	n, err := strconv.Atoi(first)
	if err != nil || n < 1 {
		return Policy{}, wrong
	}
	p := Policy{newest: n}
	for more {
		first, rest, more = strings.Cut(rest, ",")
		each, upTo, bounded := strings.Cut(first, "/")
		every, err := time.ParseDuration(each)
		if err != nil || every < time.Second {
			return Policy{}, wrong
		}
		s := span{every: every}
		if bounded {
			if s.age, err = time.ParseDuration(upTo); err != nil || s.age < every {
				return Policy{}, wrong
			}
		}
		p.spans = append(p.spans, s)
	}
	return p, nil
}

// tooMany are the backups of one desk that the policy gives up. all are ordered by how
// far they go, the furthest first; the first is always kept. Ages are counted from that
// one: no clock is asked, so one that jumps takes nothing away before its time.
func (p Policy) tooMany(all []Entry) (drop []Entry) {
	type bucket struct {
		span int
		at   time.Time
	}
	kept := map[bucket]bool{}
	for i, e := range all {
		keep := i < max(1, p.newest)
		for n, s := range p.spans {
			if s.age > 0 && all[0].At.Sub(e.At) > s.age {
				continue
			}
			at := bucket{n, e.At.Truncate(s.every)}
			keep = keep || !kept[at]
			kept[at] = true
		}
		if !keep {
			drop = append(drop, e)
		}
	}
	slices.Reverse(drop) // the oldest goes first
	return drop
}
