package account

import (
	"container/list"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often somebody may try. Only tries that fail are counted, so that thirty
// officers behind one address of a hall can all sign in in the same minute.
const (
	// From one address: 30 at once, 20 a minute.
	addressTries = 30
	addressEvery = 3 * time.Second

	// For one name from one address: 5, and then a wait that doubles.
	nameTries   = 5
	nameWait    = 12 * time.Second
	nameWaitMax = 5 * time.Minute
	nameForgets = time.Hour // after its last failure

	// Six digits for one officer, from wherever: whoever gets as far knows the
	// passphrase. 10 at once and 2 a minute hit one of three codes of a million in a
	// night of 12 hours with a chance of one in 200.
	digitTries = 10
	digitEvery = 30 * time.Second

	// limitKeys is how many names and addresses are remembered, some 5 MB.
	limitKeys = 20_000
)

// LimitError: too many tries failed. It keeps out whoever fails, at that address;
// nobody is kept out elsewhere.
type LimitError struct {
	Wait time.Duration // until it can be tried again
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("too many tries; try again in %s", e.Wait.Round(time.Second))
}

// ErrBusy: more people are signing in than the desk can check at a time.
var ErrBusy = errors.New("too many people are signing in at this moment")

// limits remembers who failed how often. The least recently used is forgotten first.
type limits struct {
	wall func() time.Time

	mu    sync.Mutex
	known map[string]*list.Element
	order *list.List // of *tries, the least recently used first
}

// tries are those under one key.
type tries struct {
	key     string
	running int           // began and not ended
	rate    *rate.Limiter // nil: the wait doubles instead
	fails   int
	last    time.Time // of the failures
}

func newLimits(wall func() time.Time) *limits {
	return &limits{wall: wall, known: map[string]*list.Element{}, order: list.New()}
}

// begin asks whether a name may be tried from an address. Whoever is let in calls end
// with the outcome. The address is asked first: whoever is kept out there cannot fill
// the memory with names.
func (l *limits) begin(name, address string) (end func(good bool), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now, net := l.wall(), network(address)
	keys := []*tries{l.of("address "+net, rate.Every(addressEvery), addressTries)}
	err = keys[0].open(now)
	if err == nil && name != "" {
		keys = append(keys, l.of("name "+hashToken(name)+" "+net, 0, 0))
		err = keys[1].open(now)
	}
	if err != nil {
		return nil, err
	}
	return l.let(keys), nil
}

// digits asks whether six digits may be tried for an officer.
func (l *limits) digits(officer string) (end func(good bool), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := l.of("digits "+officer, rate.Every(digitEvery), digitTries)
	if err := t.open(l.wall()); err != nil {
		return nil, err
	}
	return l.let([]*tries{t}), nil
}

func (l *limits) let(keys []*tries) func(good bool) {
	for _, t := range keys {
		t.running++
	}
	return func(good bool) {
		l.mu.Lock()
		defer l.mu.Unlock()
		now := l.wall()
		for _, t := range keys {
			t.end(now, good)
		}
	}
}

// of finds the tries under a key, or begins them.
func (l *limits) of(key string, every rate.Limit, burst int) *tries {
	if e, known := l.known[key]; known {
		l.order.MoveToBack(e)
		return e.Value.(*tries)
	}
	for e := l.order.Front(); l.order.Len() >= limitKeys && e != nil; {
		next := e.Next()
		if old := e.Value.(*tries); old.running == 0 {
			delete(l.known, old.key)
			l.order.Remove(e)
		}
		e = next
	}
	t := &tries{key: key}
	if burst > 0 {
		t.rate = rate.NewLimiter(every, burst)
	}
	l.known[key] = l.order.PushBack(t)
	return t
}

// open says whether one more may begin, and else when.
func (t *tries) open(now time.Time) error {
	if t.rate != nil {
		if missing := float64(t.running+1) - t.rate.TokensAt(now); missing > 0 {
			return &LimitError{time.Duration(missing / float64(t.rate.Limit()) * float64(time.Second))}
		}
		return nil
	}
	if now.Sub(t.last) >= nameForgets {
		t.fails = 0
	}
	if t.fails+t.running < nameTries {
		return nil
	}
	wait := nameWait
	for range t.fails - nameTries {
		wait = min(2*wait, nameWaitMax)
	}
	if left := t.last.Add(wait).Sub(now); left > 0 {
		return &LimitError{left}
	}
	if t.running > 0 { // one at a time after a wait
		return &LimitError{time.Second}
	}
	return nil
}

// end counts a failure. Who got in has proved who it is: that name's failures from
// there are forgotten.
func (t *tries) end(now time.Time, good bool) {
	t.running--
	switch {
	case good && t.rate == nil:
		t.fails = 0
	case good:
	case t.rate != nil:
		t.rate.AllowN(now, 1)
	default:
		t.fails, t.last = t.fails+1, now
	}
}

// network is what of an address somebody has to themselves: all of an IPv4 address,
// because the next one is another household's or hall's, and the first half of an
// IPv6 address, because the second is whatever its owner likes.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	a = a.Unmap().WithZone("")
	if a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}
