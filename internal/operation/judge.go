package operation

import (
	"fmt"
	"time"
)

// Grade says what an operator has to do about a value.
type Grade int

// The grades, the harmless first.
const (
	Fine Grade = iota
	Look       // within the next minutes
	Act        // now
)

// Words of a grade, as a page says it.
func (g Grade) Words() string {
	switch g {
	case Act:
		return "act now"
	case Look:
		return "look"
	}
	return "fine"
}

// Bounds between the grades. ops/alerts.yml has the same.
const (
	LagLook        = 2 * time.Second
	LagAct         = 5 * time.Second
	BackupLook     = 5 * time.Minute
	BackupAct      = 15 * time.Minute
	ClockLook      = 100 * time.Millisecond
	ClockAct       = time.Second
	DiskLook       = 20 // per cent free
	DiskAct        = 5
	SlowLook       = 5 // per cent of the viewers, from a hundred on
	LogLook        = 64 << 20
	LogAct         = 512 << 20
	CertificateAct = 24 * time.Hour
	CertificateSee = 14 * 24 * time.Hour
)

// Verdict is a judged value: how it is, and the heading of docs/the-night.md that
// says what to do, as an anchor.
type Verdict struct {
	Name   string
	Value  string
	Grade  Grade
	Anchor string
}

// Unready are the reasons why a desk should get no forms and no viewers, in plain
// words; none: it is ready.
func (s State) Unready() []string {
	var why []string
	if s.Draining {
		why = append(why, "draining: the desk is stopping")
	}
	if s.Fault != "" {
		why = append(why, "database: "+s.Fault)
	}
	if s.Lag > LagAct {
		why = append(why, fmt.Sprintf("publisher: the oldest act that is not published has waited %s; the bound is %s", s.Lag.Round(time.Millisecond), LagAct))
	}
	for _, d := range s.Disks {
		if d.Role == "database" && d.full() {
			why = append(why, fmt.Sprintf("disk: %s free where the database is; new figures are refused", Bytes(int64(d.Free))))
		}
	}
	return why
}

// free is the share of a disk that is free, in per cent.
func (d Disk) free() uint64 {
	if d.Total == 0 {
		return 0
	}
	return d.Free * 100 / d.Total
}

// full tells whether the desk refuses new figures: less than a twentieth or 64 MiB is
// free, whichever is less.
func (d Disk) full() bool { return d.Total > 0 && d.Free < min(d.Total/20, 64<<20) }

func (d Disk) grade() Grade {
	switch free := d.free(); {
	case d.Total == 0:
		return Look
	case free < DiskAct:
		return Act
	case free < DiskLook:
		return Look
	}
	return Fine
}

func (b Backup) grade(now, started time.Time) Grade {
	since := b.Last
	if since.IsZero() {
		since = started
	}
	switch age := now.Sub(since); {
	case !b.Expected:
		return Look
	case age > BackupAct:
		return Act
	case age > BackupLook || b.Failure != "":
		return Look
	}
	return Fine
}

func (c Clock) grade() Grade {
	switch off := max(c.Offset, -c.Offset); {
	case c.Known && c.Synchronised && off < ClockLook:
		return Fine
	case c.Known && off >= ClockAct:
		return Act
	}
	return Look
}

func graded(look, act bool) Grade {
	switch {
	case act:
		return Act
	case look:
		return Look
	}
	return Fine
}
