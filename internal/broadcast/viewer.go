package broadcast

import (
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// viewer is one who watches: a writer goroutine, which owns the fields below, and a
// reader goroutine, which only sees to it that the viewer is there and silent.
type viewer struct {
	hub     *Hub
	conn    *websocket.Conn
	topics  []*watched
	variant string // of each frame's texts
	key     string // see Options.Key
	joined  time.Time

	woken   chan struct{} // capacity one: there may be something to send
	parting chan goodbye  // capacity one: the first reason counts
	alive   func() bool   // whether it may still watch; nil: anybody may
	deaf    chan struct{} // closed when the reader has ended

	have        mark // has every frame of its topics up to here, or a newer one
	came        mark // the hub's newest when it joined: what came before was never skipped
	beats       int  // heartbeats it had, of hub.beats
	differences bool // it can do with less than whole texts
	asked       int  // times that alive was asked, of hub.asks

	sending atomic.Int64 // since when a message is under way, in nanoseconds; 0: none is
}

// watched is a topic that a viewer watches.
type watched struct {
	*topic
	holds  mark // its state that the viewer holds, or a place after it and before the next; zero: none that is known
	failed bool // the last of its texts could not be made: the viewer shows an older state
}

func newViewer(h *Hub, conn *websocket.Conn, key string) *viewer {
	return &viewer{
		hub: h, conn: conn, key: key, joined: time.Now(),
		woken: make(chan struct{}, 1), parting: make(chan goodbye, 1), deaf: make(chan struct{}),
	}
}

// wake has the writer look for something to send. It never blocks.
func (v *viewer) wake() {
	select {
	case v.woken <- struct{}{}:
	default:
	}
}

// end has the writer close the connection. It never blocks.
func (v *viewer) end(g goodbye) {
	select {
	case v.parting <- g:
	default:
	}
}

// write sends until the viewer is gone or told to go.
func (v *viewer) write() {
	go v.read()
	defer func() {
		v.conn.Close()
		<-v.deaf
		v.hub.leave(v)
		v.hub.options.Log.Debug("viewer left", "dur", time.Since(v.joined))
	}()
	ping := time.NewTicker(v.hub.options.Ping)
	defer ping.Stop()
	for {
		var err error
		select {
		case <-v.woken:
			err = v.sendNext()
		case <-ping.C:
			err = v.conn.WriteControl(websocket.PingMessage, nil, v.deadline())
		case g := <-v.parting:
			v.say(g)
			return
		}
		if err != nil {
			return
		}
	}
}

// sendNext sends one message, if there is one, and has the writer look again: so a
// viewer with much to take is still pinged, and told to go, in between.
func (v *viewer) sendNext() error {
	if v.mayGo() {
		v.end(goodbye{CloseSignedOut, "signed out"})
		return nil
	}
	w, f, beat := v.hub.next(v)
	if f == nil && beat == nil {
		return nil
	}
	v.wake()
	if f == nil {
		return v.send(beat)
	}
	m := v.textOf(w, f)
	if w.failed = m == nil; w.failed {
		return nil
	}
	return v.send(m)
}

// textOf is what v is sent of a frame: the shorter text where it holds what this builds
// on, else the whole; nil where neither can be made. The first who needs a text waits
// here until it is made, and so do the others who need it.
func (v *viewer) textOf(w *watched, f *frame) *message {
	held := w.holds
	w.holds = mark{}
	texts := f.texts[v.variant]
	var m *message
	if texts.since != nil && v.differences && f.since != (mark{}) && held.epoch == f.epoch && !held.before(f.since) {
		m = texts.since.message(v.hub.options.Log, f)
	}
	if m == nil {
		m = texts.whole.message(v.hub.options.Log, f)
	}
	if m != nil {
		w.holds = f.mark
	}
	return m
}

func (v *viewer) send(m *message) error {
	v.conn.SetWriteDeadline(v.deadline())
	v.hub.counts.sent.Add(1)
	v.sending.Store(time.Now().UnixNano())
	defer v.sending.Store(0)
	return v.conn.WritePreparedMessage(m)
}

// mayGo tells, each time that it is due to be asked, whether the viewer may no longer
// watch.
func (v *viewer) mayGo() bool {
	if v.alive == nil {
		return false
	}
	v.hub.mu.RLock()
	asks := v.hub.asks
	v.hub.mu.RUnlock()
	if v.asked == asks {
		return false
	}
	v.asked = asks
	return !v.alive()
}

// next is what v is to be sent now: the oldest frame of its topics that it does not
// have, then the heartbeat if one is due; neither if there is nothing. A heartbeat goes
// only to who has everything, hence its revision too is one to resume from. Who could
// not be sent a state gets none, and so shows that it is stale, which it is.
func (h *Hub) next(v *viewer) (of *watched, oldest *frame, beat *message) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	failed := false
	for _, w := range v.topics {
		if f := w.newest; v.have.before(f.mark) && (oldest == nil || f.before(oldest.mark)) {
			of, oldest = w, f
		}
		failed = failed || w.failed
	}
	if oldest != nil {
		if v.have.before(oldest.after) && v.came.before(oldest.after) {
			h.counts.skipped.Add(1)
		}
		v.have = oldest.mark
		return of, oldest, nil
	}
	if v.beats == h.beats || failed {
		return nil, nil, nil
	}
	v.beats = h.beats
	return nil, nil, h.beat
}

// read waits until the viewer goes, falls silent or speaks. A message is not read,
// not even to its end: inflated it could be of any size, since the limit that the
// websocket package offers counts the bytes before inflation.
func (v *viewer) read() {
	defer close(v.deaf)
	alive := func(string) error { return v.conn.SetReadDeadline(time.Now().Add(v.hub.options.Pong)) }
	v.conn.SetPongHandler(alive)
	alive("")
	if _, _, err := v.conn.NextReader(); err != nil {
		v.end(goodbye{}) // gone, silent, or told already what was malformed
		return
	}
	v.end(goodbye{CloseSilence, "this socket only sends; say nothing"})
}

func (v *viewer) deadline() time.Time { return time.Now().Add(v.hub.options.WriteWait) }
