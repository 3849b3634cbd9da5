package count_test

import (
	"errors"
	"slices"
	"testing"

	"resultsdesk/internal/count"
)

// mayAt is what the table of acts says, with what a profile takes away from it.
func mayAt(rule count.ActRule, j journey) bool {
	media := j.contest.Election.Profile == count.ProfileMedia
	ofMedia := []count.Kind{count.KindCalled, count.KindEntered, count.KindLot, count.KindDeclared, count.KindTakenBack, count.KindProposed,
		count.KindCorrected, count.KindWithdrawn, count.KindVoid, count.KindAdjourned, count.KindDied, count.KindCancelled, count.KindPublish}
	withdrawn := j.stage == count.StageWithdrawn
	switch {
	case rule.Kind == count.KindNoted, rule.Kind == count.KindNoteWithdrawn:
		return true
	case rule.Kind == count.KindResumed:
		return false // nothing here is adjourned
	case rule.Kind == count.KindDeclared && withdrawn:
		return media || j.contest.Uncontested()
	case withdrawn && j.contest.Uncontested():
		return slices.Contains([]count.Kind{count.KindTakenBack, count.KindCancelled, count.KindPublish}, rule.Kind)
	case media && !slices.Contains(ofMedia, rule.Kind), !media && rule.Kind == count.KindCalled:
		return false
	case rule.Kind == count.KindEntered && !media && j.stage == count.StageAwaiting:
		return false
	}
	return slices.Contains(rule.From, j.stage)
}

// whoMay is somebody who may make acts of a rule on a desk of a profile.
func whoMay(rule count.ActRule, p count.Profile) count.Officer {
	role := rule.Roles[0]
	for _, r := range []count.Role{count.RoleReturningOfficer, count.RoleReporter} {
		if slices.Contains(rule.Roles, r) && (r != count.RoleReporter || p == count.ProfileMedia) {
			role = r
		}
	}
	return count.Officer{ID: "officer-9", Role: role}
}

// Every kind of act at every stage: where it can happen no stage stands in its way,
// and where it cannot it is refused in words, on record, and changes nothing.
func TestEveryActAtEveryStage(t *testing.T) {
	for _, j := range journeys() {
		for _, rule := range count.ActRules() {
			t.Run(string(rule.Kind)+" when "+j.name(), func(t *testing.T) {
				h := j.hall(t)
				m := h.move()
				m.Authority = rule.Authority[0]
				send := func() (count.Receipt, error) { return tried(h, rule.Kind, whoMay(rule, j.contest.Election.Profile), m) }
				if !mayAt(rule, j) {
					var state *count.StateError
					if err := h.refused(send); !errors.As(err, &state) || state.Stage != j.stage || state.Message == "" || h.standing().May(rule.Kind) == nil {
						t.Errorf("answered %v; want a refusal for its stage", err)
					}
					return
				}
				if err := h.standing().May(rule.Kind); err != nil {
					t.Errorf("refused: %v", err)
				}
				var state *count.StateError
				if _, err := send(); errors.As(err, &state) && rule.Kind != count.KindTakenBack {
					t.Errorf("refused for its stage: %v", err)
				}
			})
		}
	}
}

// Each act by every role: those of the table, and reporters only where results are
// received.
func TestEveryActByEveryRole(t *testing.T) {
	for _, rule := range count.ActRules() {
		for _, c := range []count.Contest{islingtonNorth(), mediaDesk()} {
			for _, role := range append(count.Roles(), count.RoleDesk) {
				h := openHall(t, c)
				m := h.move()
				m.Authority = rule.Authority[0]
				may := slices.Contains(rule.Roles, role) && (role != count.RoleReporter || c.Election.Profile == count.ProfileMedia)
				_, err := tried(h, rule.Kind, count.Officer{ID: "officer-9", Role: role}, m)
				if errors.Is(err, count.ErrForbidden) == may {
					t.Errorf("%s by %s in %s: %v; may: %t", rule.Kind, role, c.Election.Profile, err, may)
				}
			}
		}
	}
}

// Each act on every authority: those of the table and no other, with words that say
// what is missing. Papers, sheets and their confirmation are the officer's own.
func TestEveryActOnEveryAuthority(t *testing.T) {
	own := []count.Kind{count.KindVerified, count.KindEntered, count.KindConfirmed, count.KindSentBack, count.KindTakenBack, count.KindNoted, count.KindNoteWithdrawn}
	for _, rule := range count.ActRules() {
		j := firstAllowed(t, rule)
		if slices.Contains(own, rule.Kind) || j.contest.Election.Profile == count.ProfileMedia {
			continue
		}
		for _, authority := range []count.Authority{count.OwnAuthority, count.Deputy, count.ReturningOfficer, "mayor"} {
			h := j.hall(t)
			if rule.Kind == count.KindResumed {
				h.happened(done{body: count.Adjourned{Reason: "until nine"}})
			}
			m := h.move()
			m.Authority = authority
			_, err := tried(h, rule.Kind, whoMay(rule, j.contest.Election.Profile), m)
			missing := false
			if check := new(count.CheckError); errors.As(err, &check) {
				missing = check.Findings[0].Field == count.FieldAuthority
			}
			if missing == slices.Contains(rule.Authority, authority) {
				t.Errorf("%s on authority %q: %v", rule.Kind, authority, err)
			}
		}
	}
}

func firstAllowed(t *testing.T, rule count.ActRule) journey {
	t.Helper()
	for _, j := range journeys() {
		if slices.Contains(rule.From, j.stage) && (mayAt(rule, j) || rule.Kind == count.KindResumed) {
			return j
		}
	}
	t.Fatalf("no stage in which %s can happen", rule.Kind)
	return journey{}
}

// A count that is adjourned gets no further; what was typed is kept, and it is not
// adjourned twice.
func TestAdjourned(t *testing.T) {
	for kind, stage := range map[count.Kind]count.Stage{count.KindProvisional: count.StageCounting, count.KindReady: count.StageProvisional,
		count.KindDeclared: count.StageReady, count.KindAdjourned: count.StageCounting} {
		h := newHall(t, islingtonNorth()).at(stage)
		h.accepted(h.desk.Adjourn(t.Context(), clerk(), h.move(), "until nine"))
		if h.standing().Stage() != stage {
			t.Errorf("adjourned, it is %s; want still %s", h.standing().Stage(), stage)
		}
		err := h.refused(func() (count.Receipt, error) { return tried(h, kind, clerk(), h.move()) })
		wantCode(t, string(kind)+" while adjourned", err, count.E10)
		h.accepted(h.desk.Resume(t.Context(), clerk(), h.move()))
		if _, err := tried(h, kind, clerk(), h.move()); err != nil {
			t.Errorf("%s after the count went on: %v", kind, err)
		}
	}
}
