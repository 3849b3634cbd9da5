package count

import (
	"maps"
	"slices"
	"time"
)

// Event is one line of how the count went, fit for the public.
type Event struct {
	At    time.Time
	Kind  EventKind
	In    int    // counting: units in
	Of    int    // counting: units there are
	Sum   int    // verified: papers, where figures were public then
	Round int    // of the count
	Note  string // what, why
}

// EventKind names a line of how the count went.
type EventKind string

const (
	EventPollClosed    EventKind = "poll-closed"
	EventVerified      EventKind = "verified"
	EventCounting      EventKind = "counting"
	EventProvisional   EventKind = "provisional"
	EventRecount       EventKind = "recount"
	EventReady         EventKind = "ready"
	EventTakenBack     EventKind = "taken-back"
	EventDeclared      EventKind = "declared"
	EventCorrected     EventKind = "corrected"
	EventWithdrawn     EventKind = "withdrawn"
	EventVoid          EventKind = "void"
	EventCountermanded EventKind = "countermanded"
	EventAbandoned     EventKind = "abandoned"
	EventAdjourned     EventKind = "adjourned"
	EventResumed       EventKind = "resumed"
	EventCalled        EventKind = "called"
)

// event appends to the story; a step of the count replaces the step before it.
func (s *Standing) event(e Event) {
	events := slices.Clone(s.Events)
	if n := len(events); n > 0 && e.Kind == events[n-1].Kind && e.Kind != EventCorrected {
		events = events[:n-1]
	}
	s.Events = append(events, e)
}

// eventVerified says that all papers are verified. What the publish policy holds
// back then stays so, also in history.
func (s *Standing) eventVerified(at time.Time) {
	papers, ok := s.Verified()
	if !ok {
		return
	}
	if s.Publish != PublishRunning {
		papers = 0
	}
	s.event(Event{At: at, Kind: EventVerified, Sum: papers})
}

// PapersPublic tells whether the verified papers, and so the turnout, may be
// announced: once the statement is signed, where it is.
func (s *Standing) PapersPublic() bool {
	_, ok := s.Verified()
	return ok && (s.Signed != nil || !s.Contest.Election.Demands().Signed)
}

// SmallestStep is the fewest papers by which running figures move: a smaller
// step could show how the voters of one box voted.
const SmallestStep = 500

// showSheets moves sheets into what running figures show: papers that are new when
// together they are SmallestStep or more, or when all sheets are in; a sheet that was
// put right, with no paper more than before, at once. During a recount the figures
// before it stay until all that is counted again is in. It reports whether anything
// moved.
func (s *Standing) showSheets(changed string) bool {
	missing := len(s.Sheets) < len(s.Contest.Units)
	if s.Recount != nil && missing {
		return false
	}
	pending := 0
	for unit, sheet := range s.Sheets {
		pending += max(0, s.papersOf(sheet.Tally)-s.papersOf(s.Shown[unit]))
	}
	all := !missing || pending >= SmallestStep
	shown := maps.Clone(s.Shown)
	if shown == nil {
		shown = map[string]Tally{}
	}
	moved := false
	for unit, sheet := range s.Sheets {
		was, in := shown[unit]
		grown := !in || s.papersOf(sheet.Tally) > s.papersOf(was)
		if s.Recount != nil || grown && all || !grown && unit == changed {
			shown[unit], moved = sheet.Tally, true
		}
	}
	s.Shown = shown
	return moved
}
