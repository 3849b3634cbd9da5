//go:build !linux

package operation

// MachineClock is not known here: only Linux is asked.
func MachineClock() Clock { return Clock{} }

// Room is not known here: only Linux is asked.
func Room(role, path string) Disk { return Disk{Role: role, Path: path} }
