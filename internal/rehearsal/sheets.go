package rehearsal

import (
	"context"
	"fmt"
	"net/url"

	"resultsdesk/internal/count"
)

// paper is the printed sheets of a contest in a round: their codes are typed with the
// figures. Somebody prints them when a round begins.
func (h *hands) paper(ctx context.Context, s Step) ([]string, error) {
	key := fmt.Sprint(s.Contest.ID, s.Round)
	if codes := h.codes[key]; codes != nil {
		return codes, nil
	}
	page, err := h.clerk.Open(ctx, "/desk/contests/"+s.Contest.ID+"/print/sheets")
	if err != nil {
		return nil, err
	}
	if len(page.Sheets) != len(s.Contest.Units)+1 {
		return nil, fmt.Errorf("%d sheets were printed; want one a mini-count and the summary, %d: %s", len(page.Sheets), len(s.Contest.Units)+1, page.says())
	}
	h.codes[key] = page.Sheets
	return page.Sheets, nil
}

// lines types the figures of a sheet into the fields that a form has for them.
func lines(c *Contest, t count.Tally, values url.Values, slip SlipKind) {
	for _, cand := range c.Candidates {
		values.Set(count.FieldVotes(cand.ID), typed(t.Votes[cand.ID]))
	}
	for _, head := range c.Election.Type.Heads() {
		values.Set(count.FieldHead(head.ID), typed(t.Rejected[head.ID]))
	}
	if slip != "" {
		most := largest(t, &c.Contest)
		values.Set(count.FieldVotes(most), slip.spoiled(t.Votes[most]))
	}
}

// sheet types a mini-count's sheet from the paper.
func (h *hands) sheet(ctx context.Context, s Step, base string) (outcome, error) {
	codes, err := h.paper(ctx, s)
	if err != nil {
		return outcome{}, err
	}
	unit := base + "/units/" + s.Contest.Units[s.Unit].ID
	t := s.Contest.Round[s.Round].Sheets[s.Unit]
	if _, resumed := h.resumed[s.Contest.ID]; resumed {
		if stands, err := h.stands(ctx, s, unit, t); err != nil || stands {
			return outcome{}, err
		}
	}
	return h.form(ctx, s, h.enters, unit, unit, func(s Step, _ *Form, values url.Values, slip SlipKind) {
		values.Set(count.FieldCode, codes[s.Unit])
		if slip == SlipSheet {
			values.Set(count.FieldCode, codes[(s.Unit+1)%len(codes)])
			slip = ""
		}
		lines(s.Contest, t, values, slip)
	})
}

// stands tells by errNoForm whether a sheet is in already: it waits for a second person,
// or its figures are those of the form.
func (h *hands) stands(ctx context.Context, s Step, unit string, t count.Tally) (bool, error) {
	form, err := h.open(ctx, h.enters, unit, unit)
	if err != nil {
		return false, err
	}
	values := form.Values()
	for _, cand := range s.Contest.Candidates {
		n, err := count.ParseFigure(values.Get(count.FieldVotes(cand.ID)))
		if err != nil || n != t.Votes[cand.ID] {
			return false, nil
		}
	}
	return true, errNoForm
}

// confirm reads a sheet against the screen and ticks each figure.
func (h *hands) confirm(ctx context.Context, s Step, base string) (outcome, error) {
	codes, err := h.paper(ctx, s)
	if err != nil {
		return outcome{}, err
	}
	unit := base + "/units/" + s.Contest.Units[s.Unit].ID
	return h.form(ctx, s, h.confirms, unit, unit+"/confirm", func(_ Step, form *Form, values url.Values, slip SlipKind) {
		values.Set(count.FieldCode, codes[s.Unit])
		read := form.Named("read.")
		for _, name := range read {
			values.Set(name, "1")
		}
		if slip != "" {
			values.Del(read[len(read)/2])
		}
	})
}

// totals types the contest's totals blind from the summary sheet. What differs is taken
// and told: all totals are typed again.
func (h *hands) totals(ctx context.Context, s Step, base string) (outcome, error) {
	codes, err := h.paper(ctx, s)
	if err != nil {
		return outcome{}, err
	}
	t, action := s.Contest.Round[s.Round].Tally(), base+"/totals"
	fill := func(_ Step, _ *Form, values url.Values, slip SlipKind) {
		values.Set(count.FieldCode, codes[len(codes)-1])
		lines(s.Contest, t, values, slip)
	}
	form, err := h.open(ctx, h.confirms, action, action)
	if err != nil {
		return outcome{}, err
	}
	if kind, due := s.Contest.slip(s); due {
		values := filled(form)
		fill(s, form, values, kind)
		o, err := h.post(ctx, h.confirms, action, values)
		if err != nil {
			return o, err
		}
		h.tally.slipped(kind, s.String(), o.refusedWith("E13"))
		if form, err = h.open(ctx, h.confirms, action, action); err != nil {
			return o, err
		}
	}
	o, err := h.fill(ctx, s, h.confirms, action, form, fill)
	if err == nil && o.taken && o.refusedWith("E13") {
		err = fmt.Errorf("the totals typed blind differ: %s", o.page.says())
	}
	return o, err
}
