package account

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// turns bound how many passphrases are hashed at once: each takes 19 MiB and a
// processor, and a crowd at the sign-in page must not stop the count. So many more may
// wait that the last of them waits about a second; the rest are told to come back.
//
// Who waits stands in the queue of the network that asks, and the queues take turns: a
// crowd from few addresses waits behind itself.
type turns struct {
	longest int
	taken   atomic.Uint64

	mu      sync.Mutex
	free    int
	waiting int
	line    []*queue // those in which somebody waits; the first is next
}

// queue is who waits in one network, in order.
type queue struct {
	network string
	turns   []chan bool // true: it is your turn; false: you are sent away
}

// waitFor is how many may wait for each processor: a hash takes some 50 ms.
const waitFor = 16

func newTurns() *turns {
	n := runtime.NumCPU()
	return &turns{free: n, longest: n * waitFor}
}

// take waits for a turn of a network's. The error is ErrBusy, or that of ctx.
func (t *turns) take(ctx context.Context, network string) (done func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	turn := t.join(network)
	select {
	case mine := <-turn:
		if !mine {
			return nil, ErrBusy
		}
		t.taken.Add(1)
		return t.pass, nil
	case <-ctx.Done():
		t.leave(turn)
		return nil, ctx.Err()
	}
}

// join takes a place in a network's queue. Where all places are taken, the last of the
// longest queue is sent away, which may be whoever comes.
func (t *turns) join(network string) chan bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	turn := make(chan bool, 1)
	if t.free > 0 {
		t.free--
		turn <- true
		return turn
	}
	at := slices.IndexFunc(t.line, func(q *queue) bool { return q.network == network })
	if at < 0 {
		at = len(t.line)
		t.line = append(t.line, &queue{network: network})
	}
	t.line[at].turns = append(t.line[at].turns, turn)
	if t.waiting++; t.waiting > t.longest {
		longest := slices.MaxFunc(t.line, func(a, b *queue) int { return len(a.turns) - len(b.turns) })
		if len(longest.turns) == len(t.line[at].turns) {
			longest = t.line[at]
		}
		last := longest.turns[len(longest.turns)-1]
		t.drop(last)
		last <- false
	}
	return turn
}

// pass gives a turn that ended to the first of the next queue.
func (t *turns) pass() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.line) == 0 {
		t.free++
		return
	}
	q := t.line[0]
	next := q.turns[0]
	t.drop(next)
	if len(q.turns) > 0 {
		t.line = append(t.line[1:], q)
	}
	next <- true
}

// leave gives up a place, or the turn that came meanwhile.
func (t *turns) leave(turn chan bool) {
	t.mu.Lock()
	waited := t.drop(turn)
	t.mu.Unlock()
	if !waited && <-turn {
		t.pass()
	}
}

// drop takes a place out of its queue; false where there was none.
func (t *turns) drop(turn chan bool) bool {
	for i, q := range t.line {
		if at := slices.Index(q.turns, turn); at >= 0 {
			q.turns = slices.Delete(q.turns, at, at+1)
			if len(q.turns) == 0 {
				t.line = slices.Delete(t.line, i, i+1)
			}
			t.waiting--
			return true
		}
	}
	return false
}

// Hashed is how many passphrases were hashed since the desk started.
func (b *Book) Hashed() uint64 { return b.turns.taken.Load() }
