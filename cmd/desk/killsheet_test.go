package main

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

const (
	sheetPath   = "/desk/contests/islington-north/units/count"
	confirmPath = sheetPath + "/confirm"
	papersPath  = "/desk/contests/islington-north/papers"
)

// corbyn is the votes that tell one sheet from another.
func corbyn(sheet int) int { return 10_000 + sheet }

// uncertain is the papers rejected as uncertain. From sheet to sheet there is one less,
// which Corbyn gets: so no candidate loses a vote, which the desk would ask about, but
// once in 800 sheets.
func uncertain(sheet int) int { return 800 - sheet%800 }

// bothLeaders is the votes that Corbyn and Nargund share: all that the others and the
// rejected papers leave of 49,195.
func bothLeaders(sheet int) int { return 41_092 - uncertain(sheet) }

// sheet types the next sheet and has it confirmed; false where the desk died on the way.
func (h *hospital) sheet() bool {
	h.t.Helper()
	form := h.fill()
	if form == nil {
		return false
	}
	h.sent++
	if !h.send(h.typist, sheetPath, form) {
		return false
	}
	h.entered = h.sent
	return h.confirm()
}

// confirm reads the sheet that waits, ticks every figure and confirms it.
func (h *hospital) confirm() bool {
	h.t.Helper()
	p, err := h.second.get(sheetPath)
	if err != nil {
		return false
	}
	form := p.ticked(confirmPath)
	if !form.Has("entry") {
		h.t.Fatalf("sheet %d does not wait for a second person: %d %s", h.sent, p.status, text(p.body))
	}
	if !h.send(h.second, confirmPath, form) {
		return false
	}
	h.last = h.sent
	return true
}

// send sends a form, with a reason for each warning; false where no answer came.
func (h *hospital) send(by *visitor, path string, form url.Values) bool {
	h.t.Helper()
	for range 2 {
		h.flight = &flight{by, path, form}
		p, err := by.post(path, form)
		switch {
		case err != nil:
			return false
		case p.status == http.StatusSeeOther:
			h.flight = nil
			return true
		case p.status != http.StatusUnprocessableEntity || len(p.named("why.")) == 0:
			h.t.Fatalf("a good form was answered with %d\n%s", p.status, text(p.body))
		}
		form = p.accepting(path)
	}
	h.t.Fatalf("a sheet with its reasons was refused twice")
	return false
}

// goOn sends again what was not answered, and has a sheet confirmed that waits.
func (h *hospital) goOn() bool {
	h.t.Helper()
	if f := h.flight; f != nil {
		if !h.send(f.by, f.path, f.form) {
			return false
		}
		h.entered = h.sent
		if f.path == confirmPath {
			h.last = h.sent
			return true
		}
	}
	return h.confirm()
}

// fill fills the next sheet into the form; nil where the desk is dead already.
func (h *hospital) fill() url.Values {
	h.t.Helper()
	p, err := h.typist.get(sheetPath)
	if err != nil {
		return nil
	}
	form, ok := p.form(sheetPath)
	if !ok {
		h.t.Fatalf("no form: %d %s", p.status, text(p.body))
	}
	for field, figure := range sheetFigures(h.sent + 1) {
		form.Set(field, strconv.Itoa(figure))
	}
	return form
}

// sheetFigures are the figures of a sheet, by the field of the form.
func sheetFigures(sheet int) map[string]int {
	return map[string]int{
		"votes.77121": 1661, "votes.1120": corbyn(sheet), "votes.117351": 1950, "votes.117355": 32, "votes.116701": 2660, "votes.90828": bothLeaders(sheet) - corbyn(sheet), "votes.72541": 1710,
		"rejected.official-mark": 5, "rejected.over-voted": 71, "rejected.identifiable": 14, "rejected.uncertain": uncertain(sheet),
	}
}

// compare holds what the ledger holds to what was acknowledged.
func (h *hospital) compare(step string) {
	h.t.Helper()
	s := h.store()
	defer s.Close()
	standing, err := s.Standing(h.t.Context(), demoContest)
	if err != nil {
		h.t.Fatal(err)
	}
	stands, waits := 0, 0
	if sheet, in := standing.Sheets["count"]; in {
		stands = h.whole(sheet.Tally)
	}
	for _, e := range standing.Waiting["count"] {
		waits = h.whole(e.Tally)
	}
	if stands != h.last && stands != h.sent || h.entered == h.sent && stands != h.sent && waits != h.sent {
		h.t.Fatalf("killed at %s: sheet %d stands and %d waits; sent was %d, acknowledged as entered %d, as confirmed %d", step, stands, waits, h.sent, h.entered, h.last)
	}
	if h.flight == nil {
		return
	}
	h.unknown++
	if stands == h.sent || waits == h.sent && h.flight.path == sheetPath {
		h.committed++
	}
}

// whole is the sheet that a tally is of; it fails unless all of it is there.
func (h *hospital) whole(t count.Tally) (sheet int) {
	h.t.Helper()
	sheet = t.Votes["1120"] - corbyn(0)
	if t.Papers() != 49_195 || t.Rejected["uncertain"] != uncertain(sheet) || t.Votes["1120"]+t.Votes["90828"] != bothLeaders(sheet) {
		h.t.Fatalf("sheet %d of %d papers: half written", sheet, t.Papers())
	}
	return sheet
}

func (h *hospital) store() *sqlite.Store {
	h.t.Helper()
	s, err := sqlite.Open(h.t.Context(), h.path, time.Now)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func (h *hospital) verifyPapers() {
	h.t.Helper()
	form, ok := h.typist.read(papersPath).form(papersPath)
	if !ok {
		h.t.Fatal("no form for verified papers")
	}
	form.Set("papers", "49,195")
	if !h.send(h.typist, papersPath, form) {
		h.t.Fatal("verified papers were not answered")
	}
}
