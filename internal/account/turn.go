package account

import (
	"context"
	"runtime"
	"sync/atomic"
)

// turns bound how many passphrases are hashed at once: each takes 19 MiB and a
// processor, and a crowd at the sign-in page must not stop the count. So many more may
// wait that the last of them waits about a second; the rest are told to come back.
type turns struct {
	running chan struct{}
	waiting atomic.Int64
	longest int64
	taken   atomic.Uint64
}

// waitFor is how many may wait for each processor: a hash takes some 50 ms.
const waitFor = 16

func newTurns() *turns {
	n := runtime.NumCPU()
	return &turns{running: make(chan struct{}, n), longest: int64(n * waitFor)}
}

// take waits for a turn. The error is ErrBusy, or that of ctx.
func (t *turns) take(ctx context.Context) (done func(), err error) {
	if t.waiting.Add(1) > t.longest {
		t.waiting.Add(-1)
		return nil, ErrBusy
	}
	defer t.waiting.Add(-1)
	select {
	case t.running <- struct{}{}:
		t.taken.Add(1)
		return func() { <-t.running }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Hashed is how many passphrases were hashed since the desk started.
func (b *Book) Hashed() uint64 { return b.turns.taken.Load() }
