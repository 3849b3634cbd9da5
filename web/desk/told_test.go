package desk_test

import (
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// An officer's socket follows the contest of its address, whatever else it asks for.
func TestSocketFollowsItsOwnContest(t *testing.T) {
	m, _, server := hall(t)
	c, _ := dial(t, server, m.as("officer-2"), "islington-north?topic=desk%2Ftottenham", server.URL)
	if got := nextSeq(t, c, ""); got != m.standing().Head {
		t.Errorf("told of act %d; want %d, the last of Islington North", got, m.standing().Head)
	}
}

// Commits may be reported out of order; pages hear of the furthest.
func TestPagesHearOfTheFurthest(t *testing.T) {
	m, watch, server := hall(t)
	before := m.standing()
	_, err := m.desk.Verify(t.Context(), count.Officer{ID: "officer-1", Role: count.RoleCountOfficer},
		count.Verification{Contest: "islington-north", Key: "k", Layout: 1, Figures: count.Fields{"papers": "49195"}})
	must(t, err)
	watch.Changed(m.standing())
	watch.Changed(before)
	c, _ := dial(t, server, m.as("officer-1"), "islington-north", server.URL)
	if got := nextSeq(t, c, ""); got != m.standing().Head {
		t.Errorf("told of act %d; want %d", got, m.standing().Head)
	}
}

// Papers sent under a key that was used for others are compared, and can then be
// sent.
func TestPapersUnderAUsedKey(t *testing.T) {
	m := open(t)
	papers := islington + "/papers"
	b := m.as("officer-1")
	form := typed(b.get(papers).form(papers), map[string]string{"papers": "49195"})
	b.post(papers, form).says(200, "Verified papers: stored.")
	form.Set("papers", "49196")
	again := b.post(papers, form).says(409).form(papers)
	b.post(papers, again).says(200, "Verified papers: stored.")
	if got, _ := m.standing().Verified(); got != 49196 {
		t.Errorf("%d papers stand; want 49,196", got)
	}
}

// A form that lost what it was made on is compared, not taken as the first.
func TestAFormWithoutItsBase(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil))
	form.Del("base")
	b.post(sheetPath, form).says(409)
	if len(m.standing().Sheets) != 0 {
		t.Error("the sheet was stored")
	}
}

// On whose authority something is done goes on record, so nobody is chosen
// beforehand.
func TestNoAuthorityIsChosenBeforehand(t *testing.T) {
	for path, m := range map[string]*room{islington: open(t).counted(), islington + "/declare": open(t).readBack()} {
		page := m.as("clerk").get(path)
		if !strings.Contains(page.body, `type="radio"`) || strings.Contains(page.body, " checked") {
			t.Errorf("%s: an authority is chosen beforehand, or none can be chosen", path)
		}
	}
}

// An address cannot make the desk say what is not so.
func TestAnAddressSaysNothingByItself(t *testing.T) {
	b := open(t).counted().as("clerk")
	for _, what := range []string{"declared", "ready", "provisional"} {
		b.get(islington+"?seq=9&sent="+what).says(200).silent("The result is declared.", "ready to be declared.", "The count is provisional.")
	}
}

// An empty sheet opens on its first figure, so that typing can begin at once.
func TestASheetOpensOnItsFirstFigure(t *testing.T) {
	p := open(t).verified().as("officer-1").get(sheetPath)
	_, from, _ := strings.Cut(p.body, `<input type="text" inputmode="tel"`) // after the code, which may stay empty
	first, _, _ := strings.Cut(from, ">")
	if !strings.Contains(first, "autofocus") || strings.Count(p.body, "autofocus") != 1 {
		t.Errorf("the first figure is <input%s>; want it, and nothing else, to take the focus", first)
	}
}

// A unit that sends its doubtful papers to adjudication adds them up as doubtful, and
// is asked for no reasons.
func TestDoubtfulPapersAreNotRejected(t *testing.T) {
	m := open(t, func(defs *count.Definitions, _ *desk.Options) {
		for i := range defs.Contests {
			if c := &defs.Contests[i]; c.ID == "islington-north" {
				c.Units = []count.CountUnit{{ID: "mini", Name: "Mini-count 1", Kind: count.MiniCount, SendsDoubtful: true},
					{ID: "adjudication", Name: "Adjudication", Kind: count.Adjudication}}
			}
		}
	}).verified()
	mini := islington + "/units/mini"
	sent := map[string]string{"doubtful": "x"}
	for field, figure := range figures(nil) {
		if strings.HasPrefix(field, "votes.") {
			sent[field] = figure
		}
	}
	p := m.as("officer-1").send(mini, sent)
	p.says(422, "Votes 49,006 Doubtful", "Cannot be read: 1").silent("Want of official mark")
}

// A definition imported between, such as a corrected note, keeps nobody from
// declaring what was counted.
func TestDeclareAfterAnImport(t *testing.T) {
	m := open(t).readBack()
	c := *m.standing().Contest
	c.Note = "A corrected note."
	_, err := m.desk.Define(t.Context(), count.Definitions{Contests: []count.Contest{c}})
	must(t, err)
	m.as("clerk").send(islington+"/declare", map[string]string{"authority": "returning-officer"}).says(200, "The result is declared.")
}
