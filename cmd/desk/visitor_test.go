package main

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/feed"
)

// visitor is a person with a browser that has no scripts: cookies, pages, forms.
type visitor struct {
	t    *testing.T
	url  string // of the desk, "http://127.0.0.1:1234"
	http *http.Client
}

func newVisitor(t *testing.T, url string) *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t, url, &http.Client{
		Jar: jar, Timeout: 20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// page is what came back.
type page struct {
	status int
	to     string // of a redirect
	body   string
}

func (v *visitor) get(path string) (page, error) {
	r, err := v.http.Get(v.url + path)
	return answer(r, err)
}

func (v *visitor) post(path string, form url.Values) (page, error) {
	r, err := v.http.PostForm(v.url+path, form)
	return answer(r, err)
}

func answer(r *http.Response, err error) (page, error) {
	if err != nil {
		return page{}, err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return page{r.StatusCode, r.Header.Get("Location"), string(body)}, err
}

// read is a page that must be there.
func (v *visitor) read(path string) page {
	v.t.Helper()
	p, err := v.get(path)
	if err != nil {
		v.t.Fatal(err)
	}
	if p.status != http.StatusOK {
		v.t.Fatalf("GET %s: %d %s %s", path, p.status, p.to, text(p.body))
	}
	return p
}

func (v *visitor) signIn(name, passphrase string) {
	v.t.Helper()
	p, err := v.post("/desk/sign-in", url.Values{"officer": {name}, "passphrase": {passphrase}})
	if err != nil || p.status != http.StatusSeeOther {
		v.t.Fatalf("sign in as %s: %d, %v\n%s", name, p.status, err, text(p.body))
	}
	if strings.HasPrefix(p.to, "/desk/sign-in/enrol") {
		v.enrol(p.to)
	}
}

var (
	forms  = regexp.MustCompile(`(?s)<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>`)
	inputs = regexp.MustCompile(`(?s)<input([^>]*)>|<textarea([^>]*)>(.*?)</textarea>`)
	attr   = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
	tags   = regexp.MustCompile(`(?s)<(script|style)[^>]*>.*?</(script|style)>|<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// form is the form of a page that is sent to an address, as the page filled it.
func (p page) form(action string) (url.Values, bool) {
	all := p.forms(action)
	if len(all) == 0 {
		return nil, false
	}
	return all[0], true
}

// forms are all of a page that are sent to an address. What is not chosen or ticked is
// not in them.
func (p page) forms(action string) []url.Values {
	var all []url.Values
	for _, f := range forms.FindAllStringSubmatch(p.body, -1) {
		if html.UnescapeString(f[1]) != action {
			continue
		}
		values := url.Values{}
		for _, in := range inputs.FindAllStringSubmatch(f[2], -1) {
			a := map[string]string{"value": html.UnescapeString(in[3])}
			for _, m := range attr.FindAllStringSubmatch(in[1]+in[2], -1) {
				a[m[1]] = html.UnescapeString(m[2])
			}
			if (a["type"] == "radio" || a["type"] == "checkbox") && !strings.Contains(in[1], " checked") {
				continue
			}
			if a["name"] != "" {
				values.Set(a["name"], a["value"])
			}
		}
		all = append(all, values)
	}
	return all
}

// named are the fields of a page that begin with a prefix.
func (p page) named(prefix string) []string {
	var names []string
	for _, m := range regexp.MustCompile(`name="(`+regexp.QuoteMeta(prefix)+`[^"]*)"`).FindAllStringSubmatch(p.body, -1) {
		names = append(names, html.UnescapeString(m[1]))
	}
	return names
}

// accepting is a form of the page on which every warning is ticked and has a reason.
func (p page) accepting(action string) url.Values {
	form, _ := p.form(action)
	for _, why := range p.named("why.") {
		form.Set(why, "read again")
		form.Set("looked."+strings.TrimPrefix(why, "why."), "1")
	}
	return form
}

// ticked is a form of the page with every figure ticked as read.
func (p page) ticked(action string) url.Values {
	form, _ := p.form(action)
	for _, figure := range p.named("read.") {
		form.Set(figure, "1")
	}
	return form
}

// text is what a page says, without its tags.
func text(body string) string {
	return strings.TrimSpace(spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(body, " ")), " "))
}

// watcher follows a topic as a browser does: it reconnects and resumes, and keeps
// the highest state that it saw.
type watcher struct {
	t        *testing.T
	seen     chan feed.Bulletin // every state, in the order in which it came
	epoch    int64
	revision int64
}

// watch follows a topic of the desk at url until ctx ends. It fails the test when
// it is ever sent a state that is not newer than the one before.
func watch(ctx context.Context, t *testing.T, url, topic string) *watcher {
	w := &watcher{t: t, seen: make(chan feed.Bulletin, 10_000)}
	go func() {
		for ctx.Err() == nil {
			w.connect(ctx, "ws"+strings.TrimPrefix(url, "http"), topic)
			select { // a desk that restarts is asked again soon
			case <-ctx.Done():
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return w
}

func (w *watcher) connect(ctx context.Context, url, topic string) {
	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolJSON}, EnableCompression: true, HandshakeTimeout: 5 * time.Second}
	c, _, err := d.DialContext(ctx, fmt.Sprintf("%s/live?topic=%s&epoch=%d&revision=%d", url, topic, w.epoch, w.revision), nil)
	if err != nil {
		return
	}
	defer c.Close()
	stop := context.AfterFunc(ctx, func() { c.Close() })
	defer stop()
	for {
		_, data, err := c.ReadMessage()
		if err != nil {
			return
		}
		var m struct {
			Type            string
			Epoch, Revision int64
			Bulletin        feed.Bulletin
		}
		if err := json.Unmarshal(data, &m); err != nil {
			w.t.Errorf("a message cannot be read: %v: %s", err, data)
			return
		}
		if m.Type != "state" {
			continue
		}
		if m.Epoch < w.epoch || (m.Epoch == w.epoch && m.Revision <= w.revision) {
			w.t.Errorf("a viewer went backwards: from %d/%d to %d/%d", w.epoch, w.revision, m.Epoch, m.Revision)
		}
		w.epoch, w.revision = m.Epoch, m.Revision
		w.seen <- m.Bulletin
	}
}

// until waits for a state that satisfies ok.
func (w *watcher) until(what string, ok func(feed.Bulletin) bool) {
	w.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		select {
		case b := <-w.seen:
			if ok(b) {
				return
			}
		case <-deadline:
			w.t.Fatalf("no viewer was shown %s", what)
		}
	}
}
