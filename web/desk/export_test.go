package desk

import (
	"resultsdesk/internal/count"
	"resultsdesk/internal/operation"
)

// Route is an address of the officers' side as the tests of permission see it.
type Route struct {
	Pattern string
	Who     string     // "" where the route says nobody
	Act     count.Kind // that its form makes; empty: none
}

// Routes are all addresses of the officers' side.
func Routes() []Route {
	names := map[audience]string{everybody: "everybody", anyOfficer: "any officer", contestOfficer: "officers of the contest", actOfficer: "officers of the act", auditReader: "readers of the audit", administrator: "administrators", operator: "operators", noteWriter: "writers of notes", placeWriter: "writers of notes there"}
	var all []Route
	for _, r := range (&officers{Options: everything()}).index() {
		all = append(all, Route{r.pattern, names[r.who], r.kind})
	}
	return all
}

// Index names every address of the officers' side, and of each whether it is open to
// everybody.
func Index() map[string]bool {
	open := map[string]bool{}
	for _, r := range (&officers{Options: everything()}).index() {
		open[r.pattern] = r.open != nil
	}
	return open
}

// everything are options by which every address is there.
func everything() Options {
	return Options{Watch: &Watch{}, Operation: func() operation.State { return operation.State{} }}
}

// LocalPath is where somebody is sent on to; see localPath.
func LocalPath(next string) string { return localPath(next) }
