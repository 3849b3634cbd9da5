package feed

import (
	"testing"

	"resultsdesk/internal/count"
)

func votes(n int) *int { return &n }

// won is a declared contest with one base line for the party that held it.
func won(id string, valid int, before Previous, o *Outcome, lines ...Candidate) *Bulletin {
	lines[0].Elected = true
	c := &Contest{ID: id, Name: id, Seats: 1, Valid: &valid, Rejected: &Rejected{Total: 10}, Candidates: lines, Outcome: o, Previous: &before}
	return &Bulletin{Stage: count.StageDeclared, Assurance: Declared, Contest: c}
}

func stood(party string, n int) Candidate {
	c := Candidate{ID: party, Name: party, Label: "Independent", Votes: votes(n)}
	if party != "" {
		c.Label = party
		c.Parties = []Party{{ID: party, Name: party, Short: party, Abbr: party}}
	}
	return c
}

func base(party string, n int, rest ...PreviousVote) Previous {
	p := Previous{Kind: count.Notional, Date: "2019-12-12", Votes: append([]PreviousVote{{Party: party, Label: party, Votes: n}}, rest...)}
	for _, v := range p.Votes {
		p.Valid += v.Votes
	}
	return p
}

// Change so far compares the contests that are declared with their own bases, and never
// sums rounded shares.
func TestStateComparesTheSameContests(t *testing.T) {
	state := StateOf([]*Bulletin{
		won("a", 100, base("Red", 60, PreviousVote{Party: "Blue", Label: "Blue", Votes: 40}), &Outcome{Kind: count.Hold, By: "Red", ByParty: "Red"}, stood("Red", 70), stood("Blue", 30)),
		won("b", 300, base("Blue", 200, PreviousVote{Party: "Red", Label: "Red", Votes: 100}), &Outcome{Kind: count.Gain, By: "Red", ByParty: "Red", From: "Blue", FromParty: "Blue"}, stood("Red", 160), stood("Blue", 140)),
		{Stage: count.StageCounting, Contest: &Contest{ID: "c", Seats: 1, Candidates: []Candidate{stood("Blue", 9000)}}},
	}, nil)
	red, blue := state.Parties[0], state.Parties[1]
	if red.ID != "Red" || red.Seats != 2 || red.Net != 1 || red.Votes != 230 || *red.Share != 575 || *red.Change != 175 {
		t.Errorf("Red %+v; want 2 seats, net +1, 57.5%% (230 of 400), +17.5 on 40.0%%", red)
	}
	if blue.Seats != 0 || blue.Net != -1 || blue.Votes != 170 || *blue.Change != -175 {
		t.Errorf("Blue %+v; want no seat, net −1, what is being counted left out", blue)
	}
	if state.Filled != 2 || state.Seats != 3 || state.Needed != 2 || state.Compared != 2 || *state.Rejected != 20 || state.Valid != 400 {
		t.Errorf("%+v", state)
	}
}

// One contest without a base makes every change of the whole unknown: shares of
// different places are not compared.
func TestStateWithoutABaseHasNoChange(t *testing.T) {
	bare := won("b", 300, Previous{}, nil, stood("Red", 160), stood("Blue", 140))
	bare.Contest.Previous, bare.Contest.Rejected = nil, nil
	state := StateOf([]*Bulletin{won("a", 100, base("Red", 60), nil, stood("Red", 70), stood("", 20), stood("", 10)), bare}, nil)
	for _, p := range state.Parties {
		if p.Change != nil {
			t.Errorf("%s: change %d over contests of which one has no base", p.ID, *p.Change)
		}
	}
	if state.Rejected != nil {
		t.Errorf("%d rejected, though one result does not say", *state.Rejected)
	}
	if i := state.Parties[2]; i.ID != IndependentLine || i.Stood != 2 || i.Votes != 30 || i.Change != nil {
		t.Errorf("independents: %+v", i)
	}
}

func TestSeatsTellEveryStage(t *testing.T) {
	letters := map[string]string{"Red": "R", IndependentLine: "I"}
	gain := &Outcome{Kind: count.Gain}
	for want, b := range map[string]*Bulletin{
		"R": won("a", 1, Previous{}, nil, stood("Red", 1)),
		"r": won("a", 1, Previous{}, gain, stood("Red", 1)),
		"i": won("a", 1, Previous{}, gain, stood("", 1)),
		"*": won("a", 1, Previous{}, nil, stood("Teal", 1)),
		"#": won("a", 1, Previous{}, gain, stood("Teal", 1)),
		"!": {Stage: count.StageRecount, Contest: &Contest{ID: "a", Seats: 1}},
		"?": {Stage: count.StageWithdrawn, Contest: &Contest{ID: "a", Seats: 1}},
		":": {Stage: count.StageReady, Contest: &Contest{ID: "a", Seats: 1}},
		".": {Stage: count.StageAwaiting, Contest: &Contest{ID: "a", Seats: 1}},
		"-": {Stage: count.StageVoid, Contest: &Contest{ID: "a", Seats: 1}},
		"+": {Stage: count.StageDeclared, Contest: &Contest{ID: "a", Seats: 3}},
	} {
		if got := SeatsOf([]*Bulletin{b}, letters); got != want {
			t.Errorf("%s is written %q; want %q", b.Stage, got, want)
		}
	}
	nobody := &Bulletin{Stage: count.StageDeclared, Contest: &Contest{ID: "a", Seats: 3, NoMember: true}}
	if got := SeatsOf([]*Bulletin{nobody}, letters); got != "-" {
		t.Errorf("three seats and no member are written %q", got)
	}
}

// Who works out the letters gets the same ones, in whatever order the contests come: the
// frames, the page and its legend each do so by themselves. A party that was renamed has
// two names meanwhile.
func TestLettersDependOnNoOrder(t *testing.T) {
	a := won("a", 100, base("p1", 60), nil, stood("p1", 70))
	b := won("b", 100, base("p1", 60), nil, stood("p1", 70))
	a.Contest.Candidates[0].Parties[0] = Party{ID: "p1", Name: "Red Party", Short: "Red"}
	b.Contest.Candidates[0].Parties[0] = Party{ID: "p1", Name: "New Red Party", Short: "New Red"}
	one, other := LettersOf([]*Bulletin{a, b}), LettersOf([]*Bulletin{b, a})
	if one["p1"] != other["p1"] {
		t.Errorf("%s in one order, %s in the other", one["p1"], other["p1"])
	}
}
