package broadcast

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// Close codes. Where a viewer should come back, it does so as docs/protocol.md says;
// any code that is not listed, and a connection lost without one, also mean come back.
const (
	CloseMalformed = websocket.CloseProtocolError   // 1002, no WebSocket frame: do not come back
	CloseSilence   = websocket.ClosePolicyViolation // 1008, the viewer sent a message: do not come back
	CloseRestart   = websocket.CloseServiceRestart  // 1012, the server stops or restarts: come back
	CloseBehind    = websocket.CloseTryAgainLater   // 1013, the viewer has seen more than this server: come back
	CloseSignedOut = 4401                           // officers: the session of the page has ended: do not come back
	CloseNoTopic   = 4404                           // no such topic: do not come back
)

const (
	// farewell is how long a viewer has to take its leave.
	farewell = time.Second
	// patience is how long a stopping hub waits for writes that have stalled: a
	// little more than a farewell, and less than the two seconds promised in all.
	patience = 1500 * time.Millisecond
	// maxReason is what a close frame has room for, in bytes.
	maxReason = 123
)

// goodbye is why a connection ends; without a code there is nobody to tell.
type goodbye struct {
	code   int
	reason string
}

// say tells the viewer why it has to go and waits for its answer, so that the reason
// is not lost: closing at once while anything of the viewer's is on its way would
// reset the connection, and a browser would see 1006. One that sent a message is not
// waited for, because its reader has stopped.
func (v *viewer) say(g goodbye) {
	if g.code == 0 {
		return
	}
	v.hub.counts.closed(g.code)
	cut := time.AfterFunc(farewell, func() { v.conn.Close() })
	defer cut.Stop()
	reason := g.reason
	if len(reason) > maxReason {
		reason = strings.ToValidUTF8(reason[:maxReason], "")
	}
	v.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(g.code, reason), time.Now().Add(farewell))
	<-v.deaf
}

// Close tells every viewer to come back later and returns when all are gone: within
// two seconds, or as soon as ctx is done. From its start new viewers are refused.
func (h *Hub) Close(ctx context.Context) {
	h.mu.Lock()
	if !h.closed {
		h.closed = true
		close(h.done)
	}
	bye := restartGoodbye(len(h.viewers))
	for v := range h.viewers {
		v.end(bye)
	}
	h.mu.Unlock()

	gone := make(chan struct{})
	go func() {
		h.running.Wait()
		close(gone)
	}()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case <-gone:
	case <-ctx.Done():
		h.cut()
		<-gone
	}
}

const (
	// returnRate is how many viewers may come back in a second after a restart.
	returnRate = 500
	// maxSpread is the longest time over which they are spread.
	maxSpread = 30 * time.Second
)

// restartGoodbye tells n viewers to come back, spread over a time that grows with
// their number. docs/protocol.md fixes the words "within N s": pages read the number.
func restartGoodbye(n int) goodbye {
	spread := min(maxSpread, time.Second*time.Duration(1+n/returnRate))
	return goodbye{CloseRestart, fmt.Sprintf("restarting; come back within %d s", int(spread.Seconds()))}
}

// cut closes the connections of those that have not gone by themselves.
func (h *Hub) cut() {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for v := range h.viewers {
		v.conn.Close()
	}
}
