package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/web/atom"
	"resultsdesk/web/lang"
)

// told is one thing that feeds tell of a contest.
type told struct {
	atom.Entry
	result bool // a declaration, or what became of one: party feeds tell it
	stands bool // its figures are those of the bulletin
}

// teller tells what happened in a contest, from its newest bulletin alone. What an entry
// is, its kind and its number, never changes, so its id is the same for ever; what is
// said of it does change: a result that was taken back is told as that.
type teller struct {
	l     *lang.Language
	b     *feed.Bulletin
	tag   func(specific ...string) string
	name  string // of the contest, in titles
	page  string // address of its page
	drill bool
	zone  *time.Location

	declared  int // results so far, those taken back too
	corrected int // corrections of the last of them
	all       []told
}

// happened is what feeds tell of a contest, in the order in which it happened.
func (s *site) happened(l *lang.Language, p *feed.Published) []told {
	b := p.Bulletin
	t := s.teller(l, b, plain(b.Contest.Name), "/contests/"+b.Contest.ID, b.Contest.ID)
	for i, e := range b.Contest.Events {
		t.event(i, e)
	}
	t.reported()
	t.notes(b.Contest.Notes)
	return t.all
}

// teller tells of a place that has a page and a name of its own in ids.
func (s *site) teller(l *lang.Language, b *feed.Bulletin, place, page, id string) *teller {
	return &teller{
		l: l, b: b, name: place, page: s.BaseURL + l.Path(page), drill: rehearsal(b), zone: clockOf(l, b).zone,
		tag: func(specific ...string) string { return s.tag(l, b, append([]string{id}, specific...)...) },
	}
}

// event tells one line of how the count went; most are not worth an alert.
func (t *teller) event(i int, e feed.Event) {
	switch e.Kind {
	case "declared":
		t.declared++
		t.corrected = 0
		t.declaration(i, e)
	case "corrected":
		t.corrected++
		t.correction(i, e)
	case "withdrawn":
		t.add(e.At, e.At, true, t.say("withdrawn"), t.withdrawal(e), "withdrawn", t.nth(t.declared))
	case "void":
		t.add(e.At, e.At, true, t.say("void"), t.l.T("box.void.text")+" "+plain(sentence(t.l.T("box.void.reference", "reference", e.Note))), "void", t.nth(t.declared))
	case "recount":
		t.recount(i, e)
	case "called":
		t.called(i, e)
	case "countermanded", "abandoned":
		title, text := t.say(string(e.Kind)), t.reason(e.Note)
		if t.b.Contest.Cancelled == nil {
			title, text = t.l.T("atom.taken_back", "title", title), t.l.T("atom.taken_back.text")
		}
		t.add(e.At, t.sinceBack(i, e.At), false, title, text, string(e.Kind), t.nth(t.declared))
	}
}

// declaration: the last one is told with its figures, unless it does not stand.
func (t *teller) declaration(i int, e feed.Event) {
	title := t.say("declared")
	if at, how := t.fate(i); how != "" {
		t.add(e.At, at, true, t.l.T("atom."+how+".title", "title", title), t.l.T("atom."+how+".instead"), "declared", t.nth(t.declared))
		return
	}
	updated := e.At
	if n := len(t.b.Contest.Corrections); n > 0 {
		updated = t.b.Contest.Corrections[n-1].At
	}
	t.add(e.At, updated, true, t.place(contestHeadline(t.l, t.b)), t.figures(), "declared", t.nth(t.declared))
	t.all[len(t.all)-1].stands = true
}

// correction says of each field what it was and what it is.
func (t *teller) correction(i int, e feed.Event) {
	title := t.say("corrected", "n", t.corrected)
	specific := []string{"corrected", t.nth(t.declared), t.nth(t.corrected)}
	if at, how := t.fate(i); how != "" {
		t.add(e.At, at, true, t.l.T("atom."+how+".title", "title", title), t.l.T("atom."+how+".instead"), specific...)
		return
	}
	text := []string{t.reason(e.Note)}
	for _, c := range t.b.Contest.Corrections {
		if c.Number != t.corrected {
			continue
		}
		for _, ch := range c.Changes {
			if ch.Derived && !slices.Contains([]string{"valid", "rejected", "majority", "turnout"}, ch.Field) {
				continue // shares: they follow, and would be a line for each candidate
			}
			text = append(text, t.l.T("atom.corrected.field", "field", fieldName(t.l, t.b.Contest, ch), "was", changed(t.l, ch.Field, ch.Was), "now", changed(t.l, ch.Field, ch.Now)))
		}
	}
	text = append(text, t.l.T("box.corrected.unchanged"))
	t.add(e.At, e.At, true, title, strings.Join(text, "\n"), specific...)
	t.all[len(t.all)-1].stands = true
}

// fate is what became of the result that stood at an event, and when: "withdrawn" or
// "void"; nothing where it stands.
func (t *teller) fate(i int) (at time.Time, how string) {
	for _, e := range t.b.Contest.Events[i+1:] {
		if e.Kind == "withdrawn" || e.Kind == "void" {
			return e.At, string(e.Kind)
		}
	}
	return time.Time{}, ""
}

// withdrawal says what is taken back: each withdrawal of the bulletin has its event.
func (t *teller) withdrawal(e feed.Event) string {
	for _, w := range t.b.Contest.Withdrawals {
		if w.Withdrawn.Equal(e.At) {
			return t.l.T("atom.withdrawn.text", "published", t.when(w.Published), "withdrawn", t.when(w.Withdrawn)) + "\n" + t.reason(w.Reason)
		}
	}
	return t.l.T("atom.withdrawn.instead") + "\n" + t.reason(e.Note)
}

func (t *teller) recount(i int, e feed.Event) {
	title, text := t.say("recount", "n", e.Round), t.l.T("atom.recount.text")
	updated := t.takenBack(i)
	if !updated.IsZero() {
		title, text = t.l.T("atom.taken_back", "title", title), t.l.T("atom.taken_back.text")
	}
	t.add(e.At, later(e.At, updated), false, title, text, "recount", t.nth(t.declared), t.nth(e.Round))
}

// called: who was named is in the bulletin until there is a result.
func (t *teller) called(i int, e feed.Event) {
	title, text := t.say("called"), t.l.T("atom.called.text")
	if c := t.b.Contest.Called; c != nil {
		title, text = t.place(contestHeadline(t.l, t.b)), text+"\n"+t.l.T("box.source", "source", plain(t.l.Text(c.Source.Text)))
	} else if i == len(t.b.Contest.Events)-1 {
		title, text = t.l.T("atom.taken_back", "title", title), t.l.T("atom.taken_back.text")
	}
	t.add(e.At, e.At, false, title, text, "called", t.nth(t.declared))
}

// reported: figures came that nobody confirmed yet. The bulletin has no event of its
// own for it; the figures came with the last step of the count.
func (t *teller) reported() {
	events := t.b.Contest.Events
	if t.b.Stage != "reported" || len(events) == 0 {
		return
	}
	at := events[len(events)-1].At
	t.add(at, at, false, t.place(contestHeadline(t.l, t.b)), t.l.T("atom.reported.text")+"\n"+t.figures(), "reported", t.nth(t.declared))
}

// takenBack is when a step was taken back at once; zero where it was not.
func (t *teller) takenBack(i int) time.Time {
	if events := t.b.Contest.Events; i+1 < len(events) && events[i+1].Kind == "taken-back" {
		return events[i+1].At
	}
	return time.Time{}
}

func (t *teller) sinceBack(i int, at time.Time) time.Time { return later(at, t.takenBack(i)) }

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// add tells one thing. Its kind and numbers make its id.
func (t *teller) add(at, updated time.Time, result bool, title, text string, specific ...string) {
	if t.drill {
		title = t.l.T("atom.rehearsal", "title", title)
		text = t.l.T("site.rehearsal") + "\n" + text
	}
	id := t.tag(specific...)
	for n := 2; slices.ContainsFunc(t.all, func(other told) bool { return other.ID == id }); n++ {
		id = t.tag(append(slices.Clone(specific), t.nth(n))...) // taken back, and done again
	}
	t.all = append(t.all, told{result: result, Entry: atom.Entry{
		ID: id, Title: title, Published: at, Updated: updated, Kind: specific[0], Page: t.page, Text: text,
	}})
}

// nth writes a number of an id.
func (t *teller) nth(n int) string { return strconv.Itoa(n) }

// say is a title of the catalogue, with the contest's name before it.
func (t *teller) say(key string, args ...any) string { return t.place(t.l.T("atom."+key, args...)) }

func (t *teller) place(words string) string {
	return t.l.T("headline", "name", t.name, "headline", words)
}

func (t *teller) when(at time.Time) string { return t.l.Day(at.In(t.zone)) }

func (t *teller) reason(words string) string {
	if strings.TrimSpace(words) == "" {
		return ""
	}
	return because(t.l, words)
}

// sortTold puts what was told last first.
func sortTold(all []told) {
	slices.SortStableFunc(all, func(a, b told) int {
		if c := b.Updated.Compare(a.Updated); c != 0 {
			return c
		}
		if c := b.Published.Compare(a.Published); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
}
