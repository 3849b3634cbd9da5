package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"
)

// Person is an officer at a browser without scripts: cookies, pages, forms, and a
// telephone with an authenticator app.
type Person struct {
	Officer
	desk  string // "http://127.0.0.1:8080"
	http  *http.Client
	wall  func() time.Time
	shown int64     // period of the code that was typed last: each counts once
	hour  time.Time // of the desk's election clock, where it tells it
}

// codePeriod is how long an authenticator shows a code.
const codePeriod = 30 * time.Second

func newPerson(o Officer, desk string, transport http.RoundTripper) (*Person, error) {
	jar, err := cookiejar.New(nil)
	return &Person{Officer: o, desk: desk, wall: time.Now, http: &http.Client{
		Jar: jar, Transport: transport, Timeout: 30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, err
}

// answer is what came back, with where it leads.
type answer struct {
	*Page
	to string
}

func (p *Person) ask(ctx context.Context, method, path string, form url.Values) (answer, error) {
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(ctx, method, p.desk+path, body)
	if err != nil {
		return answer{}, err
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("User-Agent", "results desk rehearsal")
	got, err := p.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer got.Body.Close()
	if hour, err := time.Parse(time.RFC3339, got.Header.Get(clockHeader)); err == nil {
		p.hour = hour
	}
	text, err := io.ReadAll(got.Body)
	if err != nil {
		return answer{}, err
	}
	page := &Page{Status: got.StatusCode, URL: path}
	if to := got.Header.Get("Location"); to != "" {
		return answer{page, to}, nil
	}
	page, err = readPage(got.StatusCode, path, string(text))
	return answer{page, ""}, err
}

// asksMost is how often a page may lead elsewhere before somebody gives up.
const asksMost = 8

// Open opens a page. Where the desk asks who it is, the person shows it.
func (p *Person) Open(ctx context.Context, path string) (*Page, error) {
	for range asksMost {
		a, err := p.ask(ctx, http.MethodGet, path, nil)
		switch {
		case err != nil:
			return nil, err
		case a.to == "":
			return a.Page, nil
		case strings.HasPrefix(a.to, "/desk/sign-in"):
			if err := p.SignIn(ctx); err != nil {
				return nil, err
			}
		case strings.HasPrefix(a.to, "/desk/prove"):
			if err := p.prove(ctx); err != nil {
				return nil, err
			}
		default:
			path = a.to
		}
	}
	return nil, fmt.Errorf("%s is led round in circles at %s", p.Name, path)
}

// SignIn signs in with passphrase and second factor.
func (p *Person) SignIn(ctx context.Context) error {
	for range asksMost {
		a, err := p.ask(ctx, http.MethodPost, "/desk/sign-in", url.Values{"officer": {p.Name}, "passphrase": {p.Passphrase}})
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(a.to, "/desk/sign-in/second"):
			return p.showSecond(ctx)
		case a.to != "":
			return nil
		case a.Status == http.StatusServiceUnavailable || a.Status == http.StatusTooManyRequests:
			if err := wait(ctx, time.Second); err != nil { // too many sign in at this moment
				return err
			}
		default:
			return fmt.Errorf("%s: %w: %d %s", p.Name, errSignIn, a.Status, a.says())
		}
	}
	return fmt.Errorf("%s: %w: the desk is busy", p.Name, errSignIn)
}

// showSecond types the six digits that the telephone shows.
func (p *Person) showSecond(ctx context.Context) error {
	for range 3 {
		code, err := p.code(ctx)
		if err != nil {
			return err
		}
		a, err := p.ask(ctx, http.MethodPost, "/desk/sign-in/second", url.Values{"code": {code}})
		if err != nil || a.to != "" {
			return err
		}
		if a.Status != http.StatusUnprocessableEntity && a.Status != http.StatusUnauthorized {
			return fmt.Errorf("%s: %w: %d %s", p.Name, errSignIn, a.Status, a.says())
		}
	}
	return fmt.Errorf("%s: %w: it takes no code of the authenticator", p.Name, errSignIn)
}

// code is the telephone's next code that was not typed yet. It waits where that is two
// periods ahead: a desk takes a telephone's clock that is a little wrong.
func (p *Person) code(ctx context.Context) (string, error) {
	now := p.wall().Unix() / int64(codePeriod.Seconds())
	period := max(now, p.shown+1)
	if period > now+1 {
		begins := time.Unix((period-1)*int64(codePeriod.Seconds()), 0)
		if err := wait(ctx, begins.Sub(p.wall())); err != nil {
			return "", err
		}
	}
	p.shown = period
	return totp.GenerateCode(p.Secret, time.Unix(period*int64(codePeriod.Seconds()), 0))
}

// prove shows again who somebody is, before an act of consequence.
func (p *Person) prove(ctx context.Context) error {
	a, err := p.ask(ctx, http.MethodPost, "/desk/prove", url.Values{"passphrase": {p.Passphrase}, "next": {"/desk/"}})
	if err == nil && a.to == "" {
		err = fmt.Errorf("%s cannot prove who it is: %d %s", p.Name, a.Status, a.says())
	}
	return err
}

// errSignIn: the desk does not let somebody in. The rehearsal ends there: whoever tries
// on is kept out for longer.
var errSignIn = errors.New("the desk lets nobody in with what the file of people says")

// errInterrupted: the rehearsal was stopped.
var errInterrupted = errors.New("stopped")

// wait waits, or until ctx ends.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return errors.Join(errInterrupted, ctx.Err())
	}
}
