package broadcast_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strconv"
	"sync"
	"testing"

	"resultsdesk/internal/broadcast"
)

// TestNoViewerGoesBackwardsAndAllConverge has several publishers at work while people
// come, go in the middle of anything, and resume by nothing but the highest (epoch,
// revision) they saw. Whatever happens, what a person holds in the end is the head of
// each of its topics: so that one mark is enough.
func TestNoViewerGoesBackwardsAndAllConverge(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
				w := &world{night: n, head: map[string]message{}}
				for i := range topics {
					w.publishNext(i)
				}
				published := make(chan struct{})
				var publishers, people sync.WaitGroup
				for i := range 3 {
					r := rand.New(rand.NewPCG(seed, 100+uint64(i)))
					publishers.Go(func() {
						for range 150 {
							w.publishNext(r.IntN(topics))
						}
					})
				}
				for i := range 12 {
					p := &person{t: t, holds: map[string]message{}, r: rand.New(rand.NewPCG(seed, uint64(i)))}
					p.choose()
					people.Go(func() { p.watch(w, published) })
				}
				publishers.Wait()
				close(published)
				people.Wait()
			})
		})
	}
}

const topics = 6

// world publishes in one order, from many goroutines, with a new epoch now and then.
type world struct {
	*night
	mu              sync.Mutex
	epoch, revision int64
	head            map[string]message // by topic
}

func (w *world) publishNext(i int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.revision++
	w.epoch = 1 + w.revision/200
	f := frame("contest/"+strconv.Itoa(i), w.epoch, w.revision)
	w.head[f.Topic] = message{"state", f.Topic, f.Epoch, f.Revision}
	if err := w.hub.Publish(f); err != nil {
		w.t.Error(err)
	}
}

// person watches some topics over as many connections as it takes.
type person struct {
	t     *testing.T
	r     *rand.Rand
	query url.Values
	holds map[string]message // the last state of each topic
	last  message            // highest (epoch, revision) seen
}

func (p *person) choose() {
	p.query = url.Values{}
	for _, i := range p.r.Perm(topics)[:1+p.r.IntN(topics)] {
		p.query.Add("topic", "contest/"+strconv.Itoa(i))
	}
}

// watch leaves after a few messages, again and again, until all is published; then it
// stays until a heartbeat says that it has everything.
func (p *person) watch(w *world, published <-chan struct{}) {
	for {
		select {
		case <-published:
			p.stay(w, -1)
			for _, topic := range p.query["topic"] {
				if p.holds[topic] != w.head[topic] {
					p.t.Errorf("holds %v, head is %v", p.holds[topic], w.head[topic])
				}
			}
			return
		default:
			p.stay(w, p.r.IntN(12))
		}
	}
}

// stay reads some messages over one connection, or, with -1, up to the end.
func (p *person) stay(w *world, messages int) {
	p.query.Set("epoch", strconv.FormatInt(p.last.Epoch, 10))
	p.query.Set("revision", strconv.FormatInt(p.last.Revision, 10))
	c, _, err := w.dial(p.query.Encode())
	if err != nil {
		p.t.Error(err)
		return
	}
	defer c.Close()
	var before message // on this connection
	for i := 0; i != messages; i++ {
		var m message
		if err := c.ReadJSON(&m); err != nil {
			p.t.Error(err)
			return
		}
		if m.older(before) || m == before && m.Type == "state" {
			p.t.Errorf("%v after %v", m, before)
		}
		before = m
		if m.Type == "state" {
			p.holds[m.Topic] = m
		}
		if p.last.older(m) {
			p.last = m
		}
		if messages < 0 && m.Type == "beat" && m.Revision == w.revision {
			return
		}
	}
}

func (m message) older(o message) bool {
	return m.Epoch < o.Epoch || m.Epoch == o.Epoch && m.Revision < o.Revision
}
