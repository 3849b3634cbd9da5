package main

import (
	"context"
	"net"
	"strconv"
	"time"
)

// notify tells the program that started this one, by systemd's protocol, how it does;
// nothing where nobody asked to be told.
func (e environment) notify(state string) {
	path := e.getenv("NOTIFY_SOCKET")
	if path == "" {
		return
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		return // who cannot be told will find out
	}
	defer conn.Close()
	_, _ = conn.Write([]byte(state))
}

// keepAlive tells systemd that the desk lives as long as its file takes a turn of the
// writer: one that hangs is started again.
func (e environment) keepAlive(ctx context.Context, turn func(context.Context) error) {
	every, err := strconv.ParseInt(e.getenv("WATCHDOG_USEC"), 10, 64)
	if err != nil || every <= 0 {
		return
	}
	tick := time.NewTicker(time.Duration(every) * time.Microsecond / 2)
	defer tick.Stop()
	for {
		patient, cancel := context.WithTimeout(ctx, time.Duration(every)*time.Microsecond/2)
		if turn(patient) == nil {
			e.notify("WATCHDOG=1")
		}
		cancel()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
