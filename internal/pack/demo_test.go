package pack_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/pack"
)

const demo = "../../cmd/desk/demo"

// published are the figures of 4 July 2024 as the House of Commons Library
// publishes them: votes by candidate, and the change in share, in percentage
// points, of those whose party has a base.
var published = map[string]struct {
	invalid int
	votes   map[string]int
	change  map[string]string
	text    string
}{
	"islington-north": {
		invalid: 189,
		votes:   map[string]int{"1120": 24120, "90828": 16873, "116701": 2660, "117351": 1950, "72541": 1710, "77121": 1661, "117355": 32},
		change:  map[string]string{"90828": "−29.9", "116701": "−2.6", "117351": "−6.2", "72541": "+2.1", "77121": "−12.3"},
		text:    "Independent gain from Labour",
	},
	"hackney-north-and-stoke-newington": {
		invalid: 254,
		votes:   map[string]int{"117742": 182, "2721": 224, "117741": 621, "4887": 1283, "94996": 1562, "117124": 3457, "109001": 9275, "2567": 24355},
		change:  map[string]string{"4887": "+2.2", "94996": "−3.9", "117124": "−4.6", "109001": "+14.6", "2567": "−10.4"},
		text:    "Labour hold",
	},
	"holborn-and-st-pancras": {
		invalid: 223,
		votes: map[string]int{"7292": 19, "117397": 40, "72613": 61, "5961": 75, "2323": 162, "116629": 636, "92711": 2236, "116034": 2371,
			"91460": 2776, "40908": 4030, "113881": 7312, "5077": 18884},
		change: map[string]string{"72613": "+0.1", "5961": "−0.1", "92711": "−6.5", "116034": "+4.3", "91460": "−8.0", "40908": "+6.4", "5077": "−17.3"},
		text:   "Labour hold",
	},
	"hornsey-and-friern-barnet": {
		invalid: 287,
		votes:   map[string]int{"7988": 182, "113884": 766, "117706": 1989, "117069": 4011, "1986": 6099, "89027": 7060, "4357": 28535},
		change:  map[string]string{"7988": "0.0", "117706": "+3.1", "117069": "−3.6", "1986": "−13.1", "89027": "+10.7", "4357": "+1.4"},
		text:    "Labour hold",
	},
	"islington-south-and-finsbury": {
		invalid: 235,
		votes:   map[string]int{"47834": 162, "117478": 215, "117480": 354, "117479": 569, "65698": 3388, "94296": 3584, "4505": 4045, "116702": 7491, "2519": 22946},
		change:  map[string]string{"65698": "+5.6", "94296": "−8.0", "4505": "−10.2", "116702": "+13.2", "2519": "−3.3"},
		text:    "Labour hold",
	},
	"tottenham": {
		invalid: 250,
		votes: map[string]int{"74719": 63, "92434": 224, "117504": 306, "116074": 659, "4937": 1602, "92456": 1928, "44738": 2320, "116879": 2348,
			"116073": 7632, "4875": 23066},
		change: map[string]string{"74719": "+0.1", "4937": "+2.7", "92456": "−0.2", "44738": "−5.3", "116073": "+14.7", "4875": "−20.3"},
		text:   "Labour hold",
	},
}

// figures are counts.csv: contest, unit and field to figure, as somebody types
// them.
type figures map[string]map[string]count.Fields

func readFigures(t *testing.T) figures {
	t.Helper()
	f, err := os.Open(demo + "/counts.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all := figures{}
	for i, row := range rows[1:] {
		contest, unit, line, figure := row[0], row[1], row[2], row[3]
		if all[contest] == nil {
			all[contest] = map[string]count.Fields{}
		}
		if all[contest][unit] == nil {
			all[contest][unit] = count.Fields{}
		}
		if _, twice := all[contest][unit][line]; twice {
			t.Errorf("counts.csv:%d: %s is there twice", i+2, line)
		}
		all[contest][unit][line] = figure
	}
	return all
}

func demoContests(t *testing.T) []count.Contest {
	t.Helper()
	p, err := pack.Read(os.DirFS(demo + "/pack"))
	if err != nil {
		t.Fatal(err)
	}
	return p.Definitions().Contests
}

// countAll counts a contest with the demo's figures: papers, then every sheet, each
// checked as the desk checks it.
func countAll(t *testing.T, c *count.Contest, typed map[string]count.Fields) *count.Standing {
	t.Helper()
	seq := int64(0)
	act := func(unit string, body count.Body) count.Act {
		seq++
		return count.Act{Seq: seq, Contest: c.ID, Version: 1, Unit: unit, At: c.Election.Closes.Add(time.Duration(seq) * time.Minute), Body: body}
	}
	s := count.Fold([]count.Act{act("", count.Defined{Contest: c}), act("", count.PollClosed{Hour: c.Election.Closes})})

	papers := count.Fields{}
	if total, ok := typed[""]; ok {
		papers[count.FieldTotal] = total["papers"]
	}
	for _, b := range c.Boxes {
		papers[count.FieldBox(b.ID)] = typed[b.ID]["papers"]
	}
	boxes, total, findings := count.CheckPapers(s, papers)
	if len(findings) > 0 {
		t.Fatalf("papers: %+v", findings)
	}
	if total != nil {
		s = s.After(act("", *total))
	}
	for _, b := range c.Boxes {
		s = s.After(act(b.ID, boxes[b.ID]))
	}
	for i := range c.Units {
		u := &c.Units[i]
		tally, findings := count.CheckSheet(s, u, typed[u.ID])
		if len(findings) > 0 { // not even a warning
			t.Fatalf("%s: %+v", u.Name, findings)
		}
		s = s.After(act(u.ID, count.Entered{Tally: tally}))
		s = s.After(act(u.ID, count.Confirmed{Entry: s.Head}))
	}
	if findings := count.CheckComplete(s); len(findings) > 0 {
		t.Fatalf("the count: %+v", findings)
	}
	if rows := len(typed); rows != len(c.Boxes)+len(c.Units)+btoi(total != nil) {
		t.Errorf("counts.csv has figures of %d units, not of %d", rows, len(c.Boxes)+len(c.Units))
	}
	return s
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The splits of the demo are invented, its totals are not.
func TestDemoCountsToThePublishedFigures(t *testing.T) {
	typed := readFigures(t)
	contests := demoContests(t)
	if len(contests) != len(published) || len(typed) != len(published) {
		t.Fatalf("%d contests and figures of %d, want %d", len(contests), len(typed), len(published))
	}
	for i := range contests {
		c := &contests[i]
		want, ok := published[c.ID]
		if !ok {
			t.Fatalf("%s is not published", c.ID)
		}
		t.Run(c.ID, func(t *testing.T) {
			s := countAll(t, c, typed[c.ID])
			tally := s.Tally()
			if len(tally.Votes) != len(want.votes) {
				t.Errorf("%d candidates, want %d", len(tally.Votes), len(want.votes))
			}
			for id, votes := range want.votes {
				if tally.Votes[id] != votes {
					t.Errorf("candidate %s has %d votes, want %d", id, tally.Votes[id], votes)
				}
			}
			if tally.RejectedPapers() != want.invalid {
				t.Errorf("%d rejected papers, want %d", tally.RejectedPapers(), want.invalid)
			}
			elected, _ := s.Winners()
			d := count.Declare(s, elected)
			if got := d.Outcome.Text(); got != want.text {
				t.Errorf("outcome %q, want %q", got, want.text)
			}
			for _, row := range d.Rows {
				if got := signed(row.Change); got != want.change[row.Candidate.ID] {
					t.Errorf("%s: change %q, want %q", row.Candidate.Name(), got, want.change[row.Candidate.ID])
				}
			}
		})
	}
}

func signed(t *count.Tenths) string {
	if t == nil {
		return ""
	}
	return t.Signed()
}

// Islington North as it was declared on the night.
func TestDemoIslingtonNorth(t *testing.T) {
	c := &demoContests(t)[0]
	s := countAll(t, c, readFigures(t)[c.ID])
	d := count.Declare(s, []string{"1120"})
	want := []struct {
		name, votes, share string
		lost               bool
	}{
		{"Jeremy Corbyn", "24,120", "49.2", false},
		{"Praful Nargund", "16,873", "34.4", false},
		{"Sheridan Kates", "2,660", "5.4", false},
		{"Karen Harries", "1,950", "4.0", true},
		{"Martyn Nelson", "1,710", "3.5", true},
		{"Vikas Aggarwal", "1,661", "3.4", true},
		{"Paul Josling", "32", "0.1", true},
	}
	for i, w := range want {
		r := d.Rows[i]
		if r.Candidate.Name() != w.name || count.Thousands(r.Votes) != w.votes || r.Share.String() != w.share || r.LostDeposit != w.lost {
			t.Errorf("place %d: %s %s %s%% lost deposit %t, want %+v", i+1, r.Candidate.Name(), count.Thousands(r.Votes), r.Share, r.LostDeposit, w)
		}
	}
	papers, _ := s.Verified()
	got := []string{strconv.Itoa(papers), strconv.Itoa(d.Majority), d.MajorityShare.String(), d.Turnout.String(), d.TurnoutChange.Signed(), d.Outcome.Text()}
	for i, w := range []string{"49195", "7247", "14.8", "67.5", "−4.1", "Independent gain from Labour"} {
		if got[i] != w {
			t.Errorf("got %s, want %s", got[i], w)
		}
	}
	order := ""
	for _, cand := range c.Candidates {
		order += cand.BallotName() + "; "
	}
	if want := "AGGARWAL, Vikas; CORBYN, Jeremy; HARRIES, Karen Anne; JOSLING, Paul Dominic; KATES, Sheridan; NARGUND, Praful; NELSON, Martyn; "; order != want {
		t.Errorf("ballot paper: %s", order)
	}
	if c.Election.Closes.Format(time.RFC3339) != "2024-07-04T21:00:00Z" || len(c.Units) != 1 || c.Previous.Kind != count.Actual {
		t.Errorf("closes %s, %d units, base %s", c.Election.Closes, len(c.Units), c.Previous.Kind)
	}
}

// What the overview shows depends on it: the neighbours come in parts, by the
// notional base, and say that the parts are invented.
func TestDemoNeighboursComeInParts(t *testing.T) {
	adjudicating := 0
	for _, c := range demoContests(t)[1:] {
		parts := len(c.Units)
		if c.HasAdjudication() {
			parts, adjudicating = parts-1, adjudicating+1
		}
		if parts < 4 || parts > 6 || c.Previous.Kind != count.Notional || c.Boundaries != count.BoundariesChanged {
			t.Errorf("%s: %d parts, base %s, boundaries %s", c.Name, parts, c.Previous.Kind, c.Boundaries)
		}
		if c.Note == "" || c.OrderNote == "" {
			t.Errorf("%s does not say what is invented or derived", c.Name)
		}
	}
	if adjudicating != 1 {
		t.Errorf("%d neighbours send doubtful papers to adjudication, want 1", adjudicating)
	}
}
