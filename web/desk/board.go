package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/web/view/officer"
)

// boardContests is how many contests one page of the board shows: of 650 with six
// units each, as many as a coordinator can take in.
const boardContests = 25

// board is the coordinator's question, and what was found.
type board struct {
	state  unitState // only units of this state; empty for all
	find   string    // in the contest's name
	all    bool      // finished contests too
	page   int       // from 1
	claims map[string][]draft.Claim
	now    boardClock
	totals map[unitState]int // units of the contests that are asked for, by state
	found  []officer.BoardContest
}

// showBoard shows every unit of every contest that the officer may see, by state. It
// shows no votes.
func (s *officers) showBoard(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	all, err := s.Desk.Counts(r.Context(), by)
	if err != nil {
		return err
	}
	claims, err := s.Drafts.Claims(r.Context(), by)
	if err != nil {
		return err
	}
	b := readBoard(r.URL.Query())
	b.now = boardClock{election: s.Desk.Now(), wall: s.Drafts.Now()}
	for _, c := range claims {
		b.claims[c.Contest] = append(b.claims[c.Contest], c)
	}
	for _, st := range all {
		b.take(st)
	}
	s.draw(w, r, http.StatusOK, officer.Board(b.view(s.frame(r, "Board"), all)))
	return nil
}

func readBoard(q url.Values) *board {
	b := &board{find: strings.TrimSpace(q.Get("find")), all: q.Has("all"), claims: map[string][]draft.Claim{}, totals: map[unitState]int{}}
	if state := unitState(q.Get("state")); slices.Contains(unitStates(), state) {
		b.state = state
	}
	page, _ := strconv.Atoi(q.Get("page"))
	b.page = max(page, 1)
	return b
}

// take adds a contest as far as it is asked for.
func (b *board) take(st *count.Standing) {
	c := st.Contest
	if !b.all && finished(st.Stage()) || b.find != "" && !strings.Contains(strings.ToLower(c.Name), strings.ToLower(b.find)) {
		return
	}
	row := officer.BoardContest{Name: c.Name, URL: contestURL(c.ID), Stage: stageOf(st), Done: finished(st.Stage()), Notes: b.outstanding(st)}
	for i := range c.Units {
		u := b.unit(st, &c.Units[i])
		b.totals[unitState(u.State)]++
		if b.state == "" || b.state == unitState(u.State) {
			row.Units = append(row.Units, u)
		}
	}
	if b.state == "" || len(row.Units) > 0 {
		b.found = append(b.found, row)
	}
}

// outstanding is what of a contest needs somebody's eye beside its sheets.
func (b *board) outstanding(st *count.Standing) []string {
	notes := []string{"sheets in: " + sheetsIn(st)}
	switch n := len(st.Contest.Boxes); {
	case st.Total != nil || !st.Contest.Election.Demands().Papers:
	case n > 0:
		notes = append(notes, "boxes verified: "+strconv.Itoa(len(st.Boxes))+" of "+strconv.Itoa(n))
	default:
		notes = append(notes, "papers not verified")
	}
	for _, claim := range b.claims[st.Contest.ID] {
		if ofContest(claim.Form) {
			notes = append(notes, formWords(claim.Form)+" "+b.now.held(claim)+" · "+plural(claim.Filled, "figure"))
		}
	}
	if n := st.Outstanding(); n != 0 {
		notes = append(notes, plural(n, "doubtful paper")+" outstanding")
	}
	accepted := 0
	for _, sheet := range st.Sheets {
		accepted += len(sheet.Accepted)
	}
	if accepted > 0 {
		notes = append(notes, plural(accepted, "warning")+" accepted")
	}
	return notes
}

// view is one page of what was found.
func (b *board) view(frame officer.Page, all []*count.Standing) officer.BoardPage {
	m := officer.BoardPage{Page: frame, Find: b.find, State: string(b.state), All: b.all, Contests: b.found}
	if len(all) > 0 {
		m.Eyebrow = all[0].Contest.Election.Name + " · as at " + clock(all[0].Contest, b.now.election)
	}
	sum := 0
	for _, state := range unitStates() {
		sum += b.totals[state]
		m.Filters = append(m.Filters, officer.Filter{Text: state.words(), Count: count.Thousands(b.totals[state]), URL: b.address(state, 1), Current: b.state == state})
	}
	m.Filters = slices.Insert(m.Filters, 0, officer.Filter{Text: "All units", Count: count.Thousands(sum), URL: b.address("", 1), Current: b.state == ""})
	pages := max(1, (len(b.found)+boardContests-1)/boardContests)
	b.page = min(b.page, pages)
	m.Contests = b.found[(b.page-1)*boardContests : min(b.page*boardContests, len(b.found))]
	m.Where = plural(len(b.found), "contest") + ", page " + strconv.Itoa(b.page) + " of " + strconv.Itoa(pages)
	if b.page > 1 {
		m.Before = b.address(b.state, b.page-1)
	}
	if b.page < pages {
		m.After = b.address(b.state, b.page+1)
	}
	return m
}

// address is the board with another state or page.
func (b *board) address(state unitState, page int) string {
	q := url.Values{}
	if state != "" {
		q.Set("state", string(state))
	}
	if b.find != "" {
		q.Set("find", b.find)
	}
	if b.all {
		q.Set("all", "1")
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return "/desk/board"
	}
	return "/desk/board?" + q.Encode()
}

// finished tells whether nothing more is to be typed for a contest.
func finished(stage count.Stage) bool {
	switch stage {
	case count.StageDeclared, count.StageUncontested, count.StageCountermanded, count.StageAbandoned, count.StageVoid:
		return true
	}
	return false
}
