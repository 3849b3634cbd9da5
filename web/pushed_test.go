package web_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"testing"
	"time"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/feed"
	"resultsdesk/web"
)

// TestPushedNight is no test by itself: with DESK_PUSHED it serves the night of 2024
// for browsers, as fast as they ask for it, until its input ends. See e2e/pushed.mjs.
//
//	POST /pushed?acts=7            the next acts, each with an overview; answers the seat of the last
//	POST /pushed?acts=7&alone=1      without: nothing of it changed
//	POST /pushed?all=1             all that are left; what is newest then is published
//	POST /pushed?every=100ms&for=1m  one act after another
func TestPushedNight(t *testing.T) {
	if os.Getenv("DESK_PUSHED") == "" {
		t.Skip("serves browsers; set DESK_PUSHED")
	}
	words, drawn := catalogue(t), "here"
	frames, board, night := web.NewFrames(words, drawn), feed.NewBoard(), play2024(t)
	hub := broadcast.NewHub(broadcast.Options{
		CheckOrigin: broadcast.AnyOrigin, Compress: true, Drawn: drawn,
		Variants: frames.Variants(), Variant: frames.Variant, Differences: frames.Differences,
	})
	defer hub.Close(t.Context())
	put := func(b *feed.Bulletin) {
		p := publish(t, b)
		board.Put(p)
		if err := hub.Publish(frames.Next(p)); err != nil {
			t.Error(err)
		}
	}
	next := func(alone bool) string {
		b := night.next()
		if b == nil {
			return ""
		}
		put(b)
		if !alone {
			put(night.overview())
		}
		return b.Contest.ID
	}
	newest := func() {
		for _, b := range night.newest {
			put(b)
		}
		put(night.overview())
	}
	newest()
	site, err := web.New(web.Options{Board: board, Live: hub, Words: words, Drawn: drawn, Log: slog.New(slog.NewTextHandler(os.Stderr, nil))})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", site)
	mux.HandleFunc("POST /pushed", func(w http.ResponseWriter, r *http.Request) {
		var last string
		acts, _ := strconv.Atoi(r.FormValue("acts"))
		for range acts {
			last = next(r.FormValue("alone") != "")
		}
		if r.FormValue("all") != "" {
			for b := night.next(); b != nil; b = night.next() {
				last = b.Contest.ID
			}
			newest()
		}
		if every, err := time.ParseDuration(r.FormValue("every")); err == nil {
			long, _ := time.ParseDuration(r.FormValue("for"))
			tick := time.NewTicker(every)
			defer tick.Stop()
			for end := time.Now().Add(long); time.Now().Before(end); <-tick.C {
				last = next(false)
			}
		}
		fmt.Fprint(w, last)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	fmt.Println("pushed at", server.URL)
	_, _ = os.Stdin.Read(make([]byte, 1))
}
