package operation

import (
	"fmt"
	"strconv"
	"time"
)

// Verdicts are the values of an operator's page, in the order in which to look.
func (s State) Verdicts() []Verdict {
	all := []Verdict{
		{"Ready", yes(len(s.Unready()) == 0), graded(false, len(s.Unready()) > 0), "not-ready"},
		{"Database", orFine(s.Fault, "open and writable"), graded(false, s.Fault != ""), "not-ready"},
		{"Ledger head", fmt.Sprintf("act %d", s.Act), Fine, ""},
		{"Last act, by the election’s clock", moment(s.ActAt), Fine, ""},
		{"Published", fmt.Sprintf("revision %d, up to act %d", s.Revision, s.Read), Fine, ""},
		{"Publish lag", s.Lag.Round(time.Millisecond).String(), graded(s.Lag > LagLook, s.Lag > LagAct), "publish-lag"},
		{"Epoch", strconv.FormatInt(s.Epoch, 10), Fine, "epoch-changed"},
		{"Audit head", fmt.Sprintf("line %d", s.Audit), Fine, ""},
		{"Viewers", fmt.Sprintf("%d, %d of them too slow to follow", s.Viewers.Connected, s.Viewers.Slow), s.Viewers.grade(), "viewers-slow"},
		{"Officers signed in", fmt.Sprintf("%d, with %d pages open", s.Officers, s.Pages.Connected), Fine, ""},
	}
	for _, d := range s.Disks {
		value := "not known"
		if d.Total > 0 {
			value = fmt.Sprintf("%s free of %s (%d%%)", Bytes(int64(d.Free)), Bytes(int64(d.Total)), d.free())
		}
		all = append(all, Verdict{"Disk of the " + d.Role, value, d.grade(), "disk-low"})
	}
	all = append(all,
		Verdict{"Database file", Bytes(s.File) + ", and a log of " + Bytes(s.Log), graded(s.Log > LogLook, s.Log > LogAct), "log-large"},
		Verdict{"Backups", s.Backup.words(s.At), s.Backup.grade(s.At, s.Started), "backup-old"},
		Verdict{"Clock", s.Clock.words(), s.Clock.grade(), "clock-unsynchronised"},
	)
	if !s.Certificate.IsZero() {
		left := s.Certificate.Sub(s.At)
		all = append(all, Verdict{"Certificate", "ends " + moment(s.Certificate), graded(left < CertificateSee, left < CertificateAct), "certificate-ends"})
	}
	return append(all,
		Verdict{"Faults since the start", strconv.FormatUint(s.Faults, 10), graded(s.Faults > 0, false), "faults"},
		Verdict{"Running for", s.At.Sub(s.Started).Round(time.Second).String(), Fine, ""},
		Verdict{"Program", s.Version + ", " + s.Go, Fine, ""},
	)
}

func (a Audience) grade() Grade {
	return graded(a.Connected >= 100 && a.Slow*100 > a.Connected*SlowLook, false)
}

func (b Backup) words(now time.Time) string {
	if !b.Expected {
		return "this desk makes none by itself"
	}
	text := "none yet"
	if !b.Last.IsZero() {
		text = fmt.Sprintf("last good %s ago, %s", now.Sub(b.Last).Round(time.Second), Bytes(b.Size))
	}
	if !b.Next.IsZero() {
		text += ", next in " + max(0, b.Next.Sub(now)).Round(time.Second).String()
	}
	if b.Folder != "" {
		text += ", in " + b.Folder
	}
	if b.Failure != "" {
		text += "; the last try failed: " + b.Failure
	}
	return text
}

func (c Clock) words() string {
	switch {
	case !c.Known:
		return "this machine does not say"
	case !c.Synchronised:
		return "not synchronised"
	}
	return fmt.Sprintf("%.1f ms off, at most %.0f ms", float64(c.Offset)/1e6, float64(c.MaxError)/1e6)
}

// Bytes writes a size as people read it.
func Bytes(n int64) string {
	const units = "kMGT"
	if n < 1000 {
		return strconv.FormatInt(n, 10) + " B"
	}
	v := float64(n) / 1000
	i := 0
	for v >= 999.95 && i < len(units)-1 {
		v /= 1000
		i++
	}
	return strconv.FormatFloat(v, 'f', 1, 64) + " " + units[i:i+1] + "B"
}

func yes(ok bool) string {
	if ok {
		return "yes"
	}
	return "no"
}

func orFine(fault, fine string) string {
	if fault != "" {
		return fault
	}
	return fine
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "none yet"
	}
	return t.UTC().Format("2 Jan 15:04:05 UTC")
}
