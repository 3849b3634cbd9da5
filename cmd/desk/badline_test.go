package main

import (
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// badLine is a network between an officer and the desk that fails as a test wants. One
// form goes over it and no more.
type badLine struct {
	net.Listener
	t  *testing.T
	to string // the desk's address

	request int           // bytes that reach the desk before the line is cut; -1 for all
	reply   int           // bytes that come back before it is cut; -1 for all
	held    chan struct{} // not nil: nothing reaches the desk until it is closed
	carried chan<- int64  // not nil: how many bytes reached the desk
}

// bad opens a line to a desk that carries everything, for a test to change.
func bad(t *testing.T, to string) *badLine {
	t.Helper()
	l := &badLine{Listener: local(t), t: t, to: to, request: -1, reply: -1}
	t.Cleanup(func() { l.Close() })
	return l
}

// officer is the browser of an officer who sits at the other end.
func (l *badLine) officer(v *visitor) *visitor {
	at := &visitor{v.t, "http://" + l.Addr().String(), &http.Client{CheckRedirect: v.http.CheckRedirect, Timeout: 20 * time.Second}}
	at.http.Jar = v.http.Jar // cookies do not go by the port
	at.http.Transport = &http.Transport{DisableKeepAlives: true}
	return at
}

// carry takes one connection and ends when both sides are gone.
func (l *badLine) carry() {
	from, err := l.Accept()
	if err != nil {
		l.t.Error(err)
		return
	}
	defer from.Close()
	to, err := net.Dial("tcp", l.to)
	if err != nil {
		l.t.Error(err)
		return
	}
	defer to.Close()
	replied := make(chan struct{})
	go func() {
		defer close(replied)
		l.back(from, to)
	}()
	if l.held != nil {
		<-l.held
	}
	if l.request >= 0 {
		if _, err := io.CopyN(to, from, int64(l.request)); err != nil {
			l.t.Errorf("the form is shorter than %d bytes: %v", l.request, err)
		}
		_ = to.Close()
		_ = from.Close()
	} else {
		go func() {
			n, _ := io.Copy(to, from)
			if l.carried != nil {
				l.carried <- n
			}
		}()
	}
	<-replied
}

// back carries the reply. A line that is cut in a reply is cut when the desk has begun
// to answer, so that what was asked for has been done.
func (l *badLine) back(from, to net.Conn) {
	if l.reply < 0 {
		_, _ = io.Copy(from, to)
		return
	}
	begun := make([]byte, max(1, l.reply))
	n, err := io.ReadFull(to, begun)
	if err != nil && l.request < 0 {
		l.t.Errorf("the desk answered %d bytes of %d: %v", n, l.reply, err)
	}
	_, _ = from.Write(begun[:min(n, l.reply)])
	_ = from.Close()
	_ = to.Close()
}
