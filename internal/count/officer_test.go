package count_test

import (
	"errors"
	"testing"

	"resultsdesk/internal/count"
)

// Who may do what: the whole table, by role.
func TestMayDo(t *testing.T) {
	type row struct {
		kind count.Kind
		may  []count.Role
	}
	rows := []row{
		{count.KindDefined, []count.Role{count.RoleDesk}},
		{count.KindPollClosed, []count.Role{count.RoleDesk}},
		{"painted", nil}, // a kind nobody has heard of is nobody's
	}
	for _, rule := range count.ActRules() {
		rows = append(rows, row{rule.Kind, rule.Roles})
	}
	for _, row := range rows {
		may := map[count.Role]bool{}
		for _, r := range row.may {
			may[r] = true
		}
		for _, role := range append(count.Roles(), count.RoleDesk) {
			everywhere := count.Officer{ID: "officer", Role: role}
			if got := everywhere.MayDo(row.kind, "islington-north"); got != may[role] {
				t.Errorf("%s may do %s: %t; want %t", role, row.kind, got, may[role])
			}
			here := count.Officer{ID: "officer", Role: role, Contests: []string{"tottenham", "islington-north"}}
			if got := here.MayDo(row.kind, "islington-north"); got != may[role] {
				t.Errorf("%s of Islington North may do %s: %t; want %t", role, row.kind, got, may[role])
			}
			elsewhere := count.Officer{ID: "officer", Role: role, Contests: []string{"tottenham"}}
			if elsewhere.MayDo(row.kind, "islington-north") {
				t.Errorf("%s of Tottenham may do %s in Islington North", role, row.kind)
			}
		}
	}
}

// The desk asks that table on each of its ways to write.
func TestForbidden(t *testing.T) {
	elsewhere := officer1()
	elsewhere.Contests = []string{"tottenham"}
	for _, row := range []struct {
		name  string
		stage count.Stage
		send  func(h *hall) (count.Receipt, error)
	}{
		{"papers by an administrator", count.StageAwaiting, verifies(administrator(), count.Fields{"papers": "49195"})},
		{"papers by another seat's officer", count.StageAwaiting, verifies(elsewhere, count.Fields{"papers": "49195"})},
		{"votes by the clerk", count.StageVerified, enters(clerk(), islingtonSheet())},
		{"votes by another seat's officer", count.StageVerified, enters(elsewhere, islingtonSheet())},
		{"provisional by a count officer", count.StageCounting, movesBy(officer1(), (*count.Desk).MakeProvisional)},
		{"ready by a count officer", count.StageProvisional, movesBy(officer1(), (*count.Desk).MakeReady)},
		{"taking ready back by a count officer", count.StageReady, movesBy(officer1(), takeReadyBack)},
		{"declaration by a count officer", count.StageReady, movesBy(officer1(), declareNow)},
		{"declaration by an administrator", count.StageReady, movesBy(administrator(), declareNow)},
		{"declaration by the desk itself", count.StageReady, movesBy(count.DeskOfficer(), declareNow)},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := newHall(t, islingtonNorth()).at(row.stage)
			if err := h.refused(func() (count.Receipt, error) { return row.send(h) }); !errors.Is(err, count.ErrForbidden) {
				t.Errorf("answered %v; want forbidden", err)
			}
		})
	}
}
