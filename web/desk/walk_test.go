package desk_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/operation"
	"resultsdesk/web/desk"
)

// walker is one who tries every address.
type walker struct {
	officer account.Officer
	*browser
}

// walkers are every role, on every contest, on Islington North and on another alone.
func (m *room) walkers() []walker {
	m.t.Helper()
	var all []walker
	for _, role := range count.Roles() {
		for where, contests := range map[string][]string{"everywhere": nil, "here": {"islington-north"}, "elsewhere": {"tottenham"}} {
			o := account.Officer{ID: string(role) + "-" + where, Role: role, Contests: contests}
			must(m.t, m.store.Account(m.t.Context(), func(tx account.Tx) error { return tx.PutOfficer(o, m.now) }))
			all = append(all, walker{o, m.as(o.ID)})
		}
	}
	return all
}

// walkForm is read by every form far enough to be judged, and by hardly any so far
// that it moves a count: no sheet has that base or layout.
const walkForm = "key=walk&base=424242&layout=424242&authority=returning-officer&reason=r&note=n&text="

// Every address, by every role, on an own, another's and an unknown contest, at every
// stage of a count: who is not meant is refused, sees nothing of the count and changes
// nothing. Routes and rules come from the desk's own tables, so a new address is
// walked, and one that does not say whom it is for fails.
func TestWalk(t *testing.T) {
	stages := []struct {
		name string
		at   func(*room) *room
	}{
		{"awaiting papers", func(m *room) *room { return m }}, {"verified", (*room).verified}, {"counted", (*room).counted},
		{"ready", (*room).readied}, {"declared", (*room).declared},
	}
	tried, refused := 0, 0
	for _, stage := range stages {
		m := open(t, withWatch)
		stage.at(m)
		people := m.walkers()
		for _, route := range desk.Routes() {
			if route.Who == "" {
				t.Fatalf("%s does not say whom it is for", route.Pattern)
			}
			for _, contest := range []string{"islington-north", "tottenham", "nowhere"} {
				for _, w := range people {
					tried++
					if w.walks(t, m, route, contest, stage.name) == http.StatusForbidden {
						refused++
					}
				}
			}
		}
	}
	t.Logf("%d times somebody asked, %d were refused", tried, refused)
}

// walks asks for one address and compares what came with the rules.
func (w walker) walks(t *testing.T, m *room, route desk.Route, contest, stage string) int {
	method, path := addressOf(m, route, contest)
	if path == "" || strings.HasSuffix(path, "/sign-out") || path == "/desk/change-person" {
		return 0 // no contest in it, and walked once; or it ends the session
	}
	st := m.standing()
	body := ""
	if method == http.MethodPost {
		body = walkForm
	}
	got := m.raw(method, path, body, map[string]string{"Cookie": "desk=" + w.cookies["desk"]})
	where := fmt.Sprintf("%s %s as %s, %s", method, path, w.officer.ID, stage)
	may := w.may(route, contest)
	inTime := route.Act == "" || st.May(route.Act) == nil
	if head := m.standing().Head; head != st.Head && !(may && inTime) {
		t.Fatalf("%s moved the count", where)
	}
	switch {
	case !may && got.Code != http.StatusForbidden && !(contest == "nowhere" && got.Code == http.StatusNotFound):
		t.Errorf("%s: %d; want 403", where, got.Code)
	case !may && strings.Contains(got.Body.String(), "24,120"):
		t.Errorf("%s is refused and shows figures", where)
	case may && contest == "nowhere" && strings.Contains(route.Pattern, "{contest}") && got.Code < 400 && got.Code != http.StatusSeeOther:
		t.Errorf("%s of a contest that does not exist: %d", where, got.Code)
	case may && contest != "nowhere" && got.Code == http.StatusForbidden && !clerksPage(route):
		t.Errorf("%s: refused", where)
	case got.Code >= 500:
		t.Errorf("%s: %d\n%s", where, got.Code, m.log.String())
	}
	return got.Code
}

// may is what the rules say of who may be at an address.
func (w walker) may(route desk.Route, contest string) bool {
	o := count.Officer{ID: w.officer.ID, Role: w.officer.Role, Contests: w.officer.Contests}
	if strings.Contains(route.Pattern, "/desk/overview/") {
		contest = count.Overview
	}
	switch route.Who {
	case "officers of the contest":
		return o.May(contest)
	case "officers of the act":
		return o.MayDo(route.Act, contest) && o.Role != count.RoleReporter // whose work is on desks that receive results
	case "administrators":
		return account.MayAdminister(o)
	case "readers of the audit":
		return account.MayAudit(o)
	case "writers of notes":
		return o.MayNote()
	case "writers of notes there":
		return o.MayDo(count.KindNoted, contest)
	case "operators":
		return o.Role == count.RoleAdministrator
	}
	return true
}

// clerksPage is a page that only some of the contest's officers have a use for.
func clerksPage(route desk.Route) bool { return strings.HasPrefix(route.Pattern, "GET ") }

// addressOf fills a route in for a contest; empty for a second walk of a route that
// names none.
func addressOf(m *room, route desk.Route, contest string) (method, path string) {
	method, path, _ = strings.Cut(route.Pattern, " ")
	if !strings.Contains(path, "{contest}") && contest != "islington-north" {
		return method, ""
	}
	unit := map[string]string{"islington-north": "count", "tottenham": "mini-count-1", "nowhere": "count"}[contest]
	return method, strings.NewReplacer("{$}", "", "{contest}", contest, "{unit}", unit, "{form}", unit, "{photo}", "1", "{officer}", "officer-2", "{button}", "end", "{token}", "none").Replace(path)
}

func withWatch(_ *count.Definitions, o *desk.Options) {
	o.Board = feed.NewBoard()
	o.Operation = func() operation.State { return operation.State{At: time.Now()} }
	o.Watch = desk.NewWatch(desk.WatchOptions{Origin: func(*http.Request) bool { return true }, Wall: time.Now, Log: o.Log})
}
