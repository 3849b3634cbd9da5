package account

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"resultsdesk/internal/count"
)

// Kinds of what is written into the audit beside acts on a count.
const (
	KindSignIn     count.Kind = "sign-in"
	KindSignOut    count.Kind = "sign-out"
	KindSession    count.Kind = "session" // one ended, other than by signing out
	KindOfficer    count.Kind = "officer" // somebody who may sign in was changed
	KindInvitation count.Kind = "invitation"
	KindAudit      count.Kind = "audit"    // the audit was read
	KindForm       count.Kind = "form"     // a form was refused before the count was asked
	KindFault      count.Kind = "fault"    // the desk failed
	KindMore       count.Kind = "more"     // stands for lines that were not written one by one
	KindMigrated   count.Kind = "migrated" // a migration covered acts that no line named
)

// How much of what a crowd tries is written line by line in a minute. A line takes some
// 300 bytes, and no minute has more than twice MaxAllLines: a night of attacks is at
// most some 90 MB.
const (
	MaxLines    = 20  // from one address; of IPv6, from one network of 64 bits
	MaxAllLines = 200 // from everybody together
)

// Record writes a line that goes with no other change: what was refused before the
// count was asked, or a fault. The time is set here. Of many in one minute the first
// are written, and the rest as one line that says how many there were.
func (b *Book) Record(ctx context.Context, a count.Attempt) error {
	a.At = b.wall()
	write, sums := b.crowd.admit(a)
	if write {
		return b.writeLines(ctx, sums, a)
	}
	return b.writeLines(ctx, sums)
}

// Settle writes what Record has counted and not written yet. It is called every minute,
// before the audit is read, and when the desk stops.
func (b *Book) Settle(ctx context.Context) error {
	return b.writeLines(ctx, b.crowd.settle(b.wall()))
}

// SettleTick is how often Settle is called, so that a crash loses no more of what was
// refused than the sums of a minute.
const SettleTick = time.Minute

// writeLines appends lines; sums that could not be written are written later.
func (b *Book) writeLines(ctx context.Context, sums []count.Attempt, more ...count.Attempt) error {
	if len(sums)+len(more) == 0 {
		return nil
	}
	err := b.store.Account(ctx, func(tx Tx) error {
		for _, line := range slices.Concat(sums, more) {
			if err := tx.Audit(line); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.crowd.owe(sums)
	}
	return err
}

// crowd counts lines by address within a minute.
type crowd struct {
	mu     sync.Mutex
	minute time.Time
	lines  int               // written in this minute
	from   map[string]*tally // by address; at most MaxAllLines, and one for the rest
	owed   []count.Attempt   // lines for others that could not be written; at most maxOwed
}

// maxOwed bounds what waits for a file that takes nothing.
const maxOwed = 10 * MaxAllLines

// tally is what came from one address in a minute.
type tally struct {
	lines int // written
	more  map[count.Kind]int
}

// restOfAll stands for the addresses that came when the minute was full.
const restOfAll = "many addresses"

// admit tells whether a line is written, and which lines stand for those of the
// minutes before that were not.
func (c *crowd) admit(a count.Attempt) (write bool, sums []count.Attempt) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if minute := a.At.Truncate(time.Minute); !minute.Equal(c.minute) {
		sums = c.sums(a.At)
		c.minute, c.lines, c.from = minute, 0, map[string]*tally{}
	}
	key := network(a.From)
	if c.from[key] == nil && c.lines >= MaxAllLines {
		key = restOfAll
	}
	t := c.from[key]
	if t == nil {
		t = &tally{more: map[count.Kind]int{}}
		c.from[key] = t
	}
	if t.lines >= MaxLines || c.lines >= MaxAllLines {
		t.more[a.Kind]++
		return false, sums
	}
	t.lines++
	c.lines++
	return true, sums
}

func (c *crowd) settle(now time.Time) []count.Attempt {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sums(now)
}

// owe keeps lines until sums are asked for again.
func (c *crowd) owe(lines []count.Attempt) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.owed = append(c.owed, lines[:min(len(lines), maxOwed-len(c.owed))]...)
}

// sums are the lines that stand for others, and begins to count anew.
func (c *crowd) sums(now time.Time) (all []count.Attempt) {
	all, c.owed = c.owed, nil
	for _, key := range slices.Sorted(maps.Keys(c.from)) {
		t := c.from[key]
		var parts []string
		n := 0
		for _, kind := range slices.Sorted(maps.Keys(t.more)) {
			n += t.more[kind]
			parts = append(parts, fmt.Sprintf("%d %s", t.more[kind], kind))
		}
		if n == 0 {
			continue
		}
		t.more = map[count.Kind]int{}
		all = append(all, count.Attempt{At: now, Officer: count.DeskOfficer().ID, From: key, Kind: KindMore, Outcome: count.Refused,
			Detail: fmt.Sprintf("%d more like this in the minute from %s: %s", n, c.minute.UTC().Format("15:04 UTC"), strings.Join(parts, ", "))})
	}
	return all
}
