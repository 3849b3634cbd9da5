// Package space watches how much room is left on the disks that a desk writes to.
package space

import (
	"cmp"
	"fmt"
	"log/slog"
	"sync"
	"syscall"
	"time"

	"resultsdesk/internal/count"
)

// Level is how things stand with a disk.
type Level int

const (
	Enough Level = iota // nothing is to be done
	Low                 // less than a fifth is free: somebody should look
	Full                // no new work is taken
)

func (l Level) String() string { return [...]string{"enough", "low", "full"}[l] }

// Room is how much a disk has, in bytes.
type Room struct {
	Folder      string
	Free, Total uint64
}

// reserve is what stays free for what must go on on a full disk: publishing what is
// stored, closing polls, signing in.
const reserve = 64 << 20

// Level reads a Room. A disk is low with less than 20 % free. It is full with less than
// 5 % or 64 MiB free, whichever is less: 6 GB of a large disk are room for many nights,
// and a small one keeps its twentieth.
func (r Room) Level() Level {
	switch {
	case r.Free < min(r.Total/20, reserve):
		return Full
	case r.Free < r.Total/5:
		return Low
	}
	return Enough
}

// Of asks the system about the disk that a folder is on. Free is what this user may
// still write.
func Of(folder string) (Room, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return Room{}, fmt.Errorf("statfs %s: %w", folder, err)
	}
	return Room{folder, s.Bavail * uint64(s.Bsize), s.Blocks * uint64(s.Bsize)}, nil
}

// Watch watches the folders of a desk.
type Watch struct {
	DB      string // folder of the database: when its disk is full, new work is refused
	Backups string // folder of the backups; empty where there are none
	Of      func(folder string) (Room, error)
	Log     *slog.Logger

	mu    sync.Mutex
	level map[string]Level // as it was last logged
}

// Rooms are the disks as they are now, that of the database first. A folder that cannot
// be asked about is left out.
func (w *Watch) Rooms() []Room {
	var all []Room
	for _, folder := range []string{w.DB, w.Backups} {
		if folder == "" {
			continue
		}
		if r, err := w.Of(folder); err == nil {
			all = append(all, r)
		}
	}
	return all
}

// Refuses returns count.ErrStoreFull while the database's disk is full. It asks the
// system each time, so that work goes on as soon as there is room.
func (w *Watch) Refuses() error {
	r, err := w.Of(w.DB)
	if err != nil || r.Level() < Full {
		return nil // a disk that cannot be asked about may have room; storing will tell
	}
	return fmt.Errorf("%w (%d of %d bytes are free in %s)", count.ErrStoreFull, r.Free, r.Total, r.Folder)
}

// RoomFor returns count.ErrStoreFull where a backup of so many bytes would leave the
// disk of the backups full.
func (w *Watch) RoomFor(bytes int64) error {
	r, err := w.Of(cmp.Or(w.Backups, w.DB))
	if err != nil {
		return err
	}
	left := r
	left.Free -= min(r.Free, uint64(bytes))
	if left.Level() < Full {
		return nil
	}
	return fmt.Errorf("no backup, %w: it takes %d bytes, %d of %d are free in %s", count.ErrStoreFull, bytes, r.Free, r.Total, r.Folder)
}

// Run looks at every tick until the ticks end, and logs when a disk becomes low or
// full, and when it has room again.
func (w *Watch) Run(done <-chan struct{}, tick <-chan time.Time) {
	for {
		w.look()
		select {
		case <-done:
			return
		case <-tick:
		}
	}
}

func (w *Watch) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.level == nil {
		w.level = map[string]Level{}
	}
	for _, r := range w.Rooms() {
		now := r.Level()
		if now == w.level[r.Folder] {
			continue
		}
		w.level[r.Folder] = now
		log := w.Log.Info
		if now > Enough {
			log = w.Log.Warn
		}
		if now == Full {
			log = w.Log.Error
		}
		log("disk", "level", now.String(), "folder", r.Folder, "free", r.Free, "total", r.Total)
	}
}
