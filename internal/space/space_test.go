package space

import (
	"errors"
	"log/slog"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

const gigabyte = 1 << 30

// A disk is judged by the rule: a fifth for the warning; the lesser of a twentieth and
// 64 MiB for the end of new work.
func TestWhenADiskIsFull(t *testing.T) {
	for _, c := range []struct {
		free, total uint64
		want        Level
	}{
		{71 * gigabyte, 252 * gigabyte, Enough},
		{6 * gigabyte, 252 * gigabyte, Low},
		{65 << 20, 252 * gigabyte, Low},
		{63 << 20, 252 * gigabyte, Full},
		{40 << 20, 400 << 20, Low},
		{19 << 20, 400 << 20, Full},
		{600 << 10, 600 << 10, Enough},
		{0, 0, Enough}, // a file system that does not count
	} {
		if got := (Room{Free: c.free, Total: c.total}).Level(); got != c.want {
			t.Errorf("%d MB of %d MB free: %s; want %s", c.free>>20, c.total>>20, got, c.want)
		}
	}
	if r, err := Of(t.TempDir()); err != nil || r.Total == 0 || r.Free > r.Total {
		t.Errorf("this disk: %+v, %v", r, err)
	}
}

// Work is refused while the disk is full and taken as soon as it is not; each change is
// logged once.
func TestADiskThatFillsUp(t *testing.T) {
	free := map[string]uint64{"db": 100 * gigabyte, "backups": 100 * gigabyte}
	var log strings.Builder
	w := &Watch{DB: "db", Backups: "backups", Log: slog.New(slog.NewTextHandler(&log, nil)),
		Of: func(folder string) (Room, error) { return Room{folder, free[folder], 200 * gigabyte}, nil }}
	w.look()
	if err := w.Refuses(); err != nil {
		t.Errorf("half free: %v", err)
	}
	free["db"] = 20 * gigabyte
	w.look()
	free["db"] = 1 << 20
	w.look()
	if err := w.Refuses(); !errors.Is(err, count.ErrStoreFull) {
		t.Errorf("1 MB free: %v; want ErrStoreFull", err)
	}
	free["db"] = 100 * gigabyte
	if err := w.Refuses(); err != nil {
		t.Errorf("room again: %v", err)
	}
	w.look()
	for _, says := range []string{"level=WARN msg=disk level=low", "level=ERROR msg=disk level=full", "level=INFO msg=disk level=enough"} {
		if strings.Count(log.String(), says) != 1 {
			t.Errorf("%q is logged %d times:\n%s", says, strings.Count(log.String(), says), log.String())
		}
	}
	if err := errors.Join(w.RoomFor(5*gigabyte), w.Refuses()); err != nil {
		t.Errorf("a backup of 5 GB with 100 GB free: %v", err)
	}
	if err := w.RoomFor(100 * gigabyte); !errors.Is(err, count.ErrStoreFull) {
		t.Errorf("a backup that would fill the disk: %v; want ErrStoreFull", err)
	}
}
