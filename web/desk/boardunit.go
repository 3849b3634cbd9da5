package desk

import (
	"fmt"
	"strings"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/web/view/officer"
)

// unitState is where the sheet of a unit is.
type unitState string

const (
	unitMissing  unitState = "missing"
	unitTyping   unitState = "typing"
	unitWaiting  unitState = "waiting"
	unitSentBack unitState = "sent-back"
	unitOff      unitState = "off"
	unitIn       unitState = "in"
)

func unitStates() []unitState {
	return []unitState{unitMissing, unitTyping, unitWaiting, unitSentBack, unitOff, unitIn}
}

func (s unitState) words() string {
	switch s {
	case unitMissing:
		return "Missing"
	case unitTyping:
		return "Being typed"
	case unitWaiting:
		return "Waiting for a second person"
	case unitSentBack:
		return "Sent back"
	case unitOff:
		return "Out of balance"
	}
	return "In"
}

// unit is one unit's line: its state by the ledger, and who is at work on it.
func (b *board) unit(st *count.Standing, u *count.CountUnit) officer.BoardUnit {
	sheet, in := st.Sheets[u.ID]
	state, said := unitMissing, []string(nil)
	typed := b.typists(st, u)
	parked, back := st.SentBack[u.ID]
	switch {
	case back:
		state = unitSentBack
		said = append(said, "by "+parked.Officer+", "+b.now.since(parked.At)+" ago", parked.Note)
	case len(st.Waiting[u.ID]) > 0:
		state = unitWaiting
		for _, e := range st.Waiting[u.ID] {
			said = append(said, "typed by "+e.Officer+", "+b.now.since(e.At)+" ago")
		}
	case in && outOfBalance(st, u, sheet):
		state = unitOff
	case in:
		state = unitIn
	case len(typed) > 0:
		state = unitTyping
	}
	if in && len(said) == 0 {
		said = append(said, stamp(st.Contest, sheet.Officer, sheet.At))
	}
	said = append(said, typed...)
	return officer.BoardUnit{Name: u.Name, State: string(state), Words: state.words(), Detail: joinWords(said), URL: unitURL(st.Contest.ID, u.ID)}
}

// outOfBalance tells whether a sheet has other papers than were handed to its unit,
// and nobody has accepted that.
func outOfBalance(st *count.Standing, u *count.CountUnit, sheet count.Sheet) bool {
	papers, own := st.Handed(u)
	residual, accepted := st.Residuals[u.ID]
	missing := papers - sheet.Tally.Papers()
	return own && missing != 0 && (!accepted || residual.Papers != missing)
}

// typists say who has a unit's sheet open and how far: never what is typed.
func (b *board) typists(st *count.Standing, u *count.CountUnit) []string {
	figures := len(st.Contest.Candidates) + 1
	if !u.SendsDoubtful {
		figures += len(st.Contest.Election.Type.Heads()) - 1
	}
	var said []string
	for _, c := range b.claims[st.Contest.ID] {
		if c.Form == u.ID {
			said = append(said, fmt.Sprintf("%s · %d of %d figures", b.now.held(c), min(c.Filled, figures), figures))
		}
	}
	return said
}

// boardClock is the moment at which the board was asked for. Acts are dated by the
// election clock, drafts by the wall's.
type boardClock struct{ election, wall time.Time }

// quiet is how long a typist may pause before the board says so.
const quiet = 5 * time.Minute

func (b boardClock) held(c draft.Claim) string {
	said := "being typed by " + c.Officer + " for " + minutes(b.wall.Sub(c.Began))
	if still := b.wall.Sub(c.At); still >= quiet {
		said += ", not touched for " + minutes(still)
	}
	return said
}

func (b boardClock) since(at time.Time) string { return minutes(b.election.Sub(at)) }

// minutes writes a time as people at a count say it, "4 min", "1 h 12 min".
func minutes(d time.Duration) string {
	n := int(max(d, 0) / time.Minute)
	switch {
	case n == 0:
		return "less than 1 min"
	case n < 60:
		return fmt.Sprintf("%d min", n)
	}
	return fmt.Sprintf("%d h %d min", n/60, n%60)
}

func joinWords(parts []string) string {
	var known []string
	for _, p := range parts {
		if p != "" {
			known = append(known, p)
		}
	}
	return strings.Join(known, " · ")
}
