package broadcast

import (
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"

	"github.com/gorilla/websocket"
)

// lazy is a message that is made when somebody needs it first. It is safe for many.
type lazy struct {
	once  sync.Once
	draw  func() ([]byte, error) // nil once drawn: what it holds is let go
	ready *message               // nil where it could not be made
}

// message is what was made, nil where that failed.
func (l *lazy) message(log *slog.Logger, f *frame) *message {
	l.once.Do(func() {
		text, err := drawn(l.draw)
		l.draw = nil
		if err == nil {
			l.ready, err = websocket.NewPreparedMessage(websocket.TextMessage, text)
		}
		if err != nil {
			log.Error("frame not made", "topic", f.topic, "revision", f.revision, "err", err)
		}
	})
	return l.ready
}

// drawn keeps a fault in one frame from ending everything else that the program does.
func drawn(draw func() ([]byte, error)) (text []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("broadcast: %v\n%s", r, debug.Stack())
		}
	}()
	return draw()
}
