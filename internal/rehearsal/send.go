package rehearsal

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// outcome is what a form came to.
type outcome struct {
	page  *Page // that refused it, or that it led to
	taken bool
	seq   int64 // act in the ledger
	again bool  // it was taken before
	sent  time.Time
}

// refusedWith tells whether one of the codes stands on the page.
func (o outcome) refusedWith(prefix string) bool {
	for _, code := range o.page.Codes {
		if strings.HasPrefix(code, prefix) {
			return true
		}
	}
	return false
}

// triesMost is how often a form is sent that gets no answer, and tryAfter how long
// somebody waits between.
const (
	triesMost = 20
	tryAfter  = 500 * time.Millisecond
)

// post sends a form until there is an answer: always the same form, with its key.
// Whoever is asked who it is shows it first.
func (p *Player) post(ctx context.Context, by *Person, action string, values url.Values) (outcome, error) {
	var last error
	for try := range triesMost {
		if try > 0 {
			p.tally.count(&p.tally.retried)
		}
		o := outcome{sent: time.Now()}
		a, err := by.ask(ctx, http.MethodPost, action, values)
		p.tally.count(&p.tally.sent)
		switch {
		case ctx.Err() != nil:
			return o, errInterrupted
		case err != nil:
			last = err
		case a.to != "":
			return p.follow(ctx, by, o, a.to)
		case a.Find("/desk/sign-in") != nil:
			last = by.SignIn(ctx)
			continue
		case a.Find("/desk/prove") != nil:
			last = by.prove(ctx)
			continue
		case a.Status >= http.StatusInternalServerError:
			last = fmt.Errorf("%d %s", a.Status, a.says())
		default:
			o.page = a.Page
			return o, nil
		}
		if err := wait(ctx, tryAfter); err != nil {
			return outcome{}, err
		}
	}
	return outcome{}, fmt.Errorf("%s: no answer: %w", action, last)
}

// follow opens the page to which an accepted form leads, as a browser does.
func (p *Player) follow(ctx context.Context, by *Person, o outcome, to string) (outcome, error) {
	at, err := url.Parse(to)
	if err != nil {
		return o, err
	}
	o.taken, o.again = true, at.Query().Has("again")
	if seq := at.Query().Get("seq"); seq != "" {
		if o.seq, err = strconv.ParseInt(seq, 10, 64); err != nil {
			return o, err
		}
	}
	o.page, err = by.Open(ctx, to)
	return o, err
}

// send sends a form that must be taken. Warnings are answered with a reason. Where the
// answer is lost, the same form is sent again and must be answered as before.
func (p *Player) send(ctx context.Context, by *Person, s Step, action string, values url.Values) (outcome, error) {
	o, err := p.post(ctx, by, action, values)
	for range 2 {
		if err != nil || o.taken || !onlyWarnings(o.page) {
			break
		}
		form := o.page.Find(action)
		if form == nil {
			break
		}
		p.tally.count(&p.tally.warned)
		values = overlaid(answered(form), values)
		o, err = p.post(ctx, by, action, values)
	}
	if err != nil || !o.taken || !s.Twice {
		return o, err
	}
	again, err := p.post(ctx, by, action, values)
	switch {
	case err != nil:
		return o, err
	case !again.taken || !again.again:
		return o, fmt.Errorf("sent again after a lost answer: %d %v %s", again.page.Status, again.page.Codes, again.page.says())
	}
	p.tally.count(&p.tally.repeated)
	return o, nil
}

// onlyWarnings tells whether a page asks for reasons and refuses nothing.
func onlyWarnings(page *Page) bool {
	for _, code := range page.Codes {
		if strings.HasPrefix(code, "E") {
			return false
		}
	}
	return len(page.Codes) > 0
}

// answered is a form on which every warning is ticked and has a reason.
func answered(f *Form) url.Values {
	values := f.Values()
	for _, field := range f.Fields {
		warning, is := strings.CutPrefix(field.Name, "why.")
		if !is {
			continue
		}
		values.Set(field.Name, "read again: so on the sheet")
		for _, tick := range []string{"looked.", "tick."} {
			for _, other := range f.Fields {
				if other.Name == tick+warning {
					values.Set(other.Name, other.Value)
				}
			}
		}
	}
	return values
}

// overlaid is a form with what was typed before in the fields that it does not have.
func overlaid(form, typed url.Values) url.Values {
	for name, v := range typed {
		if !form.Has(name) {
			form[name] = v
		}
	}
	return form
}
