package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// hands are the people at work on a contest.
type hands struct {
	*Player
	enters, confirms, clerk *Person
	agrees                  *Person             // the second person behind corrections
	codes                   map[string][]string // of the printed sheets, by contest: one a mini-count, then the summary
}

// errNoForm: the page has no form for what is to be done.
var errNoForm = errors.New("the page does not offer this")

// at does a step when its hour has come. What goes wrong is counted and the night goes
// on; the error is that the rehearsal was stopped.
func (h *hands) at(ctx context.Context, s Step) error {
	if err := h.until(ctx, s.At); err != nil {
		return err
	}
	o, err := h.do(ctx, s)
	_, resumed := h.resumed[s.Contest.ID]
	switch {
	case ctx.Err() != nil:
		return errInterrupted
	case errors.Is(err, errSignIn):
		return err
	case err == nil && o.taken:
		h.tally.did(s)
		if h.Did != nil {
			h.Did(s)
		}
		if s.public() {
			h.watch.expect(feed.ContestTopic(s.Contest.ID), o.seq, o.sent, s.Kind)
		}
	case resumed && (errors.Is(err, errNoForm) || err == nil && (o.refusedWith("E11") || o.refusedWith("E12") || o.refusedWith("E10"))):
		h.tally.count(&h.tally.skipped)
	case err != nil:
		h.tally.fail(s.String(), err)
	default:
		h.tally.fail(s.String(), fmt.Errorf("refused: %d %v %s", o.page.Status, o.page.Codes, o.page.says()))
	}
	return nil
}

// String names a step for a report.
func (s Step) String() string {
	what := s.Contest.ID + ", " + string(s.Kind)
	if s.Kind == StepEnter || s.Kind == StepConfirm {
		what += " " + s.Contest.Units[s.Unit].ID
	}
	if s.Round > 0 {
		what += ", recount " + strconv.Itoa(s.Round)
	}
	return what
}

// public tells whether viewers are shown what a step changed.
func (s Step) public() bool {
	switch s.Kind {
	case StepConfirm:
		return s.Round == 0 // a recount shows when it is complete
	case StepPapers, StepProvisional, StepGrant, StepReady, StepDeclare, StepAgree:
		return true
	}
	return false
}

// do does a step.
func (h *hands) do(ctx context.Context, s Step) (outcome, error) {
	base := "/desk/contests/" + s.Contest.ID
	switch s.Kind {
	case StepPapers:
		return h.form(ctx, s, h.enters, base+"/papers", base+"/papers", h.typePapers)
	case StepSign:
		return h.form(ctx, s, h.clerk, base, base+"/sign", nil)
	case StepEnter:
		return h.sheet(ctx, s, base)
	case StepConfirm:
		return h.confirm(ctx, s, base)
	case StepProvisional:
		return h.form(ctx, s, h.clerk, base, base+"/provisional", nil)
	case StepAsk:
		return h.form(ctx, s, h.clerk, base+"/consulted", base+"/consulted", h.askRecount)
	case StepGrant:
		return h.form(ctx, s, h.clerk, base+"/recount", base+"/recount", grant)
	case StepTotals:
		return h.totals(ctx, s, base)
	case StepConsult:
		return h.form(ctx, s, h.clerk, base+"/consulted", base+"/consulted", nil)
	case StepReady:
		return h.form(ctx, s, h.clerk, base, base+"/ready", nil)
	case StepReadBack:
		return h.form(ctx, s, h.confirms, base+"/read-back", base+"/read-back", h.typeBack)
	case StepDeclare:
		return h.form(ctx, s, h.clerk, base+"/declare", base+"/declare", h.announce)
	case StepPropose:
		return h.form(ctx, s, h.clerk, base+"/correction", base+"/correction", amend)
	case StepAgree:
		return h.form(ctx, s, h.agrees, base, base+"/confirm-change", nil)
	}
	return outcome{}, fmt.Errorf("nobody can do “%s”", s.Kind)
}

// fill types into a form. slip is the mistake to make, empty for none.
type fill func(s Step, form *Form, values url.Values, slip SlipKind)

// form opens a page, fills its form and sends it: where a slip is due, wrongly first.
func (h *hands) form(ctx context.Context, s Step, by *Person, from, action string, fill fill) (outcome, error) {
	form, err := h.open(ctx, by, from, action)
	if err != nil {
		return outcome{}, err
	}
	if slip, due := s.Contest.slip(s); due && fill != nil {
		if form, err = h.slip(ctx, s, by, action, form, slip, fill); err != nil {
			return outcome{}, err
		}
	}
	return h.fill(ctx, s, by, action, form, fill)
}

// fill types a form right and sends it.
func (h *hands) fill(ctx context.Context, s Step, by *Person, action string, form *Form, fill fill) (outcome, error) {
	if len(form.Named("why.")) > 0 {
		h.tally.count(&h.tally.warned)
	}
	values := filled(form)
	if fill != nil {
		fill(s, form, values, "")
	}
	return h.send(ctx, by, s, action, values)
}

func (h *hands) open(ctx context.Context, by *Person, from, action string) (*Form, error) {
	page, err := by.Open(ctx, from)
	if err != nil {
		return nil, err
	}
	if form := page.Find(action); form != nil {
		return form, nil
	}
	return nil, fmt.Errorf("%s: %w: %s", from, errNoForm, page.says())
}

// slip sends a form with a mistake, which the desk must refuse. The form to put right is
// the one that came back.
func (h *hands) slip(ctx context.Context, s Step, by *Person, action string, form *Form, kind SlipKind, fill fill) (*Form, error) {
	values := filled(form)
	fill(s, form, values, kind)
	o, err := h.post(ctx, by, action, values)
	if err != nil {
		return nil, err
	}
	h.tally.slipped(kind, s.String(), !o.taken && o.refusedWith("E"))
	if back := o.page.Find(action); back != nil && !o.taken {
		return back, nil
	}
	return form, nil
}

// filled is a form as it comes, with what somebody chooses on every form of an act: on
// whose authority, and that it is meant.
func filled(form *Form) url.Values {
	values := answered(form)
	if form.Has(count.FieldAuthority) {
		values.Set(count.FieldAuthority, string(count.ReturningOfficer))
	}
	if form.Has("sure") {
		values.Set("sure", "yes")
	}
	return values
}
