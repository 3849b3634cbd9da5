package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/archive"
	"resultsdesk/internal/count"
	"resultsdesk/internal/rehearsal"
	"resultsdesk/internal/sqlite"
)

const rehearseUsage = `rehearse prepare|play

  desk rehearse prepare -db FILE -results FOLDER   make a rehearsal of a night that was
  desk serve -db FILE -election-clock START -speed 20
  desk rehearse play -desk URL -people FILE        play it through the officers' forms

docs/rehearsal.md tells how.
`

// rehearse plays a night that was.
func rehearse(ctx context.Context, env environment, args []string) error {
	verb := ""
	if len(args) > 0 {
		verb = args[0]
	}
	switch verb {
	case "prepare":
		return prepareRehearsal(ctx, env, args[1:])
	case "play":
		return playRehearsal(ctx, env, args[1:])
	}
	fmt.Fprint(env.stderr, "usage: desk ", rehearseUsage)
	return errors.New("rehearse: say prepare or play")
}

// errRehearsal: the rehearsal was played, and something was not as it must be.
var errRehearsal = errors.New("the rehearsal did not pass")

// errStopped: somebody stopped it.
var errStopped = errors.New("the rehearsal was stopped before its end; play it again to go on")

func playRehearsal(ctx context.Context, env environment, args []string) error {
	f := env.flags("rehearse play", "rehearse play -desk URL [-public URL] -people FILE [-results FOLDER] [-speed N|max] [-viewers N] [-contests N] [-published FILE] [-report FILE]")
	desk := f.String("desk", "http://127.0.0.1:8080", "`URL` of the officers' side")
	public := f.String("public", "", "`URL` of the viewers' side, where it is another")
	file := f.String("people", "", "the `FILE` that prepare made beside the database")
	results := f.String("results", "", "`FOLDER` of the results, where they were moved since")
	speed := f.String("speed", "20", "how many times as fast as that night; max: as fast as the desk accepts")
	viewers := f.Int("viewers", 200, "viewers' sockets beside")
	contests := f.Int("contests", 0, "only so many contests, the first of the night")
	published := f.String("published", "", "the desk's own `FILE`, where it is on this machine: what viewers were shown is compared with its log")
	report := f.String("report", "", "write the report to `FILE` too")
	if err := f.Parse(args); err != nil {
		return err
	}
	times, err := speedOf(*speed)
	if err != nil {
		return err
	}
	people, err := rehearsal.ReadPeople(*file)
	if err != nil {
		return fmt.Errorf("-people: %w", err)
	}
	if *results != "" {
		people.Results = *results
	}
	night, err := rehearsal.Read(people.Plan)
	if err != nil {
		return err
	}
	o := rehearsal.Options{Desk: *desk, Public: *public, Speed: times, Viewers: *viewers, Contests: *contests}
	if *published != "" {
		o.Published = func(ctx context.Context) (map[int64][]byte, error) { return publishedIn(ctx, *published) }
	}
	bar := newBar(env.stdout)
	got, err := rehearsal.NewPlayer(night, people, o).Play(ctx, bar.tell)
	bar.end()
	if err != nil {
		return err
	}
	text := got.Text()
	fmt.Fprint(env.stdout, text)
	if *report != "" {
		if err := os.WriteFile(*report, []byte(text), 0o600); err != nil {
			return err
		}
	}
	switch {
	case got.Stopped:
		return errStopped
	case !got.Passed():
		return errRehearsal
	}
	return nil
}

func speedOf(text string) (float64, error) {
	if text == "max" {
		return 0, nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n <= 0 {
		return 0, fmt.Errorf("-speed %q: a number such as 20, or max", text)
	}
	return n, nil
}

// publishedIn is every bulletin that a desk's file holds, by revision.
func publishedIn(ctx context.Context, file string) (map[int64][]byte, error) {
	all := map[int64][]byte{}
	err := sqlite.ReadMoment(ctx, file, func(m sqlite.Moment) error {
		return m.Bulletins(func(b archive.Bulletin) error {
			all[b.Revision] = b.Bytes
			return nil
		})
	})
	return all, err
}

// bar shows how a rehearsal stands: one line that changes at a terminal, and elsewhere a
// line now and then.
type bar struct {
	to       io.Writer
	terminal bool
	told     time.Time
}

// barEvery is how often a line is written where there is no terminal.
const barEvery = 10 * time.Second

func newBar(to io.Writer) *bar {
	b := &bar{to: to}
	if f, ok := to.(*os.File); ok {
		info, err := f.Stat()
		b.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return b
}

func (b *bar) tell(p rehearsal.Progress) {
	if b.terminal {
		fmt.Fprint(b.to, "\r\x1b[K", progressText(p))
		return
	}
	if now := time.Now(); now.Sub(b.told) >= barEvery {
		b.told = now
		fmt.Fprintln(b.to, progressText(p))
	}
}

func (b *bar) end() {
	if b.terminal {
		fmt.Fprintln(b.to)
	}
}

func progressText(p rehearsal.Progress) string {
	const width = 20
	full := width * p.Declared / max(p.Of, 1)
	text := fmt.Sprintf("[%s%s] %d of %d declared, %s forms, %.0f/s, to screen p50 %d ms p99 %d ms, refused %d", strings.Repeat("#", full), strings.Repeat(".", width-full),
		p.Declared, p.Of, count.Thousands(p.Forms.Sent), p.Rate, p.Latency.P50.Milliseconds(), p.Latency.P99.Milliseconds(), p.Forms.RefusedInAll())
	if n := len(p.Forms.Failed) + len(p.Forms.WronglyTaken); n > 0 {
		text += fmt.Sprintf(", FAILED %d", n)
	}
	if !p.At.IsZero() {
		text += ", " + p.At.Format("Mon 15:04:05")
	}
	return text
}
