// Package operation is how the desk itself does, for those who run it: one [State] of
// one moment, judged by one set of bounds. Readiness, the operator's page and the
// metrics are read from it. No figure of a count is in it.
package operation

import (
	"time"

	"resultsdesk/internal/measure"
)

// State is how a desk does at one moment.
type State struct {
	At      time.Time // wall clock
	Started time.Time
	Version string // of the program
	Go      string // of the compiler

	Fault    string // why the file cannot be read or written; empty: it can
	Draining bool   // the desk is stopping

	Act      int64 // seq of the last act in the ledger; 0: none
	ActAt    time.Time
	Read     int64 // seq of the last act that publishing has read
	Epoch    int64
	Revision int64 // of the last bulletin
	Audit    int64 // last line of the audit

	Lag         time.Duration // how long the oldest act that is not published has waited; 0: none waits
	Bulletins   uint64        // since the start
	Unpublished uint64        // passes of publishing that failed
	Delay       measure.Distribution

	Writer   Writer
	Viewers  Audience
	Pages    Audience // officers' open pages
	Sessions int      // that are open
	Officers int      // who have one

	Disks       []Disk
	File, Log   int64 // bytes of the database and of its write-ahead log
	Backup      Backup
	Clock       Clock
	Certificate time.Time // when the nearest one ends; zero: the desk holds none
	Faults      uint64    // since the start
	Last        []Fault   // the last of them, newest first
}

// Writer is what the one writer has done since the start, in seconds and commands.
type Writer struct {
	Commits, Failed     uint64
	Wait, Commit, Batch measure.Distribution
}

// Audience is who listens on sockets.
type Audience struct {
	Connected              int
	Slow                   int
	Topics                 map[string]int
	Sent, Skipped, Refused uint64
	Closes                 map[int]uint64
}

// Disk is the room where one kind of file is kept, in bytes.
type Disk struct {
	Role        string // "database", "backup"
	Path        string
	Free, Total uint64 // Total 0: not known
}

// Backup is how backups go.
type Backup struct {
	Expected bool      // the desk is to make them
	Folder   string    // where; empty: not said
	Last     time.Time // when the newest good one was made, or found to hold all still
	Size     int64
	Next     time.Time
	Tried    time.Time // when one was last tried
	Failure  string    // of the last try; empty: it did not fail
	Failures uint64    // since the start
}

// Clock is what the kernel says of the machine's clock.
type Clock struct {
	Known        bool
	Synchronised bool
	Offset       time.Duration // still to be made up
	MaxError     time.Duration
}

// Fault is an error of the desk that was logged.
type Fault struct {
	At       time.Time
	Incident string // the number that the officer was shown; empty where nobody was
	Text     string // what failed; why stands in the log
	Route    string
}
