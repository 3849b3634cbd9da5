package operation

import (
	"syscall"
	"time"
)

// MachineClock asks the kernel how the machine's clock is disciplined. No network is
// asked: a program that keeps the clock (chrony, systemd-timesyncd) tells the kernel.
func MachineClock() Clock {
	var x syscall.Timex // no mode set: nothing is changed
	state, err := syscall.Adjtimex(&x)
	if err != nil {
		return Clock{}
	}
	const (
		unsynchronised = 0x40   // STA_UNSYNC
		nanoseconds    = 0x2000 // STA_NANO: the offset is in nanoseconds
		timeError      = 5      // TIME_ERROR
	)
	offset := time.Duration(x.Offset) * time.Microsecond
	if x.Status&nanoseconds != 0 {
		offset = time.Duration(x.Offset)
	}
	return Clock{
		Known: true, Synchronised: state != timeError && x.Status&unsynchronised == 0,
		Offset: offset, MaxError: time.Duration(x.Maxerror) * time.Microsecond,
	}
}

// Room is what is free for this process where a file or folder is.
func Room(role, path string) Disk {
	var s syscall.Statfs_t
	d := Disk{Role: role, Path: path}
	if err := syscall.Statfs(path, &s); err != nil {
		return d
	}
	unit := uint64(s.Frsize)
	d.Free, d.Total = s.Bavail*unit, s.Blocks*unit
	return d
}
