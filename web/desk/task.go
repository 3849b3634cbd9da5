package desk

import (
	"slices"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// task is one step of a night, as one officer sees it.
type nightTask struct {
	label string
	done  bool
	by    string       // who did it and when; where it is not done, who is needed
	next  officer.Next // what this officer can do for it now; empty where nothing
}

// night is the steps from verified papers to the declaration that the profile
// demands.
func night(st *count.Standing, by count.Officer) []nightTask {
	switch {
	case st.Contest.Uncontested():
		return []nightTask{declareTask(st, by)}
	case st.Contest.Election.Profile == count.ProfileMedia:
		return []nightTask{callTask(st, by), sheetTask(st, by), declareTask(st, by)}
	}
	demands := st.Contest.Election.Demands()
	steps := []nightTask{paperTask(st, by)}
	if demands.Signed {
		steps = append(steps, signTask(st, by))
	}
	steps = append(steps, sheetTask(st, by))
	if demands.Rekeyed {
		steps = append(steps, totalsTask(st, by))
	}
	steps = append(steps, buttonTask(st, by, provisional(), "Put to those present", st.Provisional, "Make provisional"))
	if demands.Consulted {
		steps = append(steps, consultTask(st, by))
	}
	if tied, _ := undecided(st); st.Lot != nil || st.Provisional != nil && len(tied) > 0 {
		steps = append(steps, lotTask(st, by))
	}
	steps = append(steps, buttonTask(st, by, makingReady(), "Ready to declare", st.Ready, "Make ready"))
	if demands.ReadBack {
		steps = append(steps, readBackTask(st, by))
	}
	return append(steps, declareTask(st, by))
}

// made is a task that one act does, at an address of its own.
func made(st *count.Standing, by count.Officer, a act, label string, m *count.Mark, text string) nightTask {
	t := nightTask{label: label, done: m != nil, by: whoDoes(st, a.kind)}
	if m != nil {
		t.by = stamp(st.Contest, m.Officer, m.At)
	} else if st.Allows(by, a.kind) && st.May(a.kind) == nil {
		t.next = officer.Next{Text: text, URL: contestURL(st.Contest.ID, a.path)}
	}
	return t
}

// buttonTask is one whose button is on the contest's page.
func buttonTask(st *count.Standing, by count.Officer, a act, label string, m *count.Mark, text string) nightTask {
	t := made(st, by, a, label, m, text)
	check := count.CheckReady
	if a.kind == count.KindProvisional {
		check = count.CheckComplete
	}
	if t.done || len(st.Missing())+waitingFor(st) > 0 || len(check(st)) > 0 {
		t.next = officer.Next{}
	}
	if t.next.URL != "" {
		t.next.URL = contestURL(st.Contest.ID) + "#do-" + a.path
	}
	return t
}

func paperTask(st *count.Standing, by count.Officer) nightTask {
	t := nightTask{label: "Verified papers", by: whoDoes(st, count.KindVerified)}
	if _, t.done = st.Verified(); t.done {
		last := lastPaper(st)
		t.by = stamp(st.Contest, last.Officer, last.At)
	} else if st.Allows(by, count.KindVerified) && count.MayVerify(st, by) == nil {
		t.next = officer.Next{Text: "Enter verified papers", URL: contestURL(st.Contest.ID, "papers")}
	}
	return t
}

func signTask(st *count.Standing, by count.Officer) nightTask {
	t := made(st, by, signing(), "Verification statement signed", st.Signed, "Sign the verification statement")
	if _, ok := st.Verified(); !ok {
		t.next = officer.Next{}
	}
	if t.next.URL != "" {
		t.next.URL = contestURL(st.Contest.ID) + "#do-sign"
	}
	return t
}

func totalsTask(st *count.Standing, by count.Officer) nightTask {
	var m *count.Mark
	if st.Rekeyed != nil && st.Rekeyed.Agrees {
		m = &st.Rekeyed.Mark
	}
	t := made(st, by, totals(), "Totals typed blind", m, "Type the totals from the paper")
	if len(st.MayRekey(by)) > 0 {
		t.next = officer.Next{}
	}
	return t
}

func consultTask(st *count.Standing, by count.Officer) nightTask {
	var m *count.Mark
	if st.Consulted != nil {
		m = &st.Consulted.Mark
	}
	t := made(st, by, consulting(), "Those present consulted", m, "Consult those present")
	if open := st.Unanswered(); len(open) > 0 {
		t.done, t.by = false, st.Contest.Names(open)+" waits for an answer"
		if st.Allows(by, count.KindRecount) {
			t.next = officer.Next{Text: "Answer the request for a recount", URL: contestURL(st.Contest.ID, recounting().path)}
		}
	}
	return t
}

func lotTask(st *count.Standing, by count.Officer) nightTask {
	var m *count.Mark
	if st.Lot != nil {
		m = &st.Lot.Mark
	}
	return made(st, by, drawingLot(), "Lot drawn", m, "Record the lot")
}

func readBackTask(st *count.Standing, by count.Officer) nightTask {
	t := made(st, by, readingBack(), "Figures read back", st.ReadBack, "Read back from the signed sheet")
	if !t.done && st.Ready != nil {
		t.by = "another officer than " + st.Ready.Officer
	}
	if st.Ready != nil && st.Ready.Officer == by.ID {
		t.next = officer.Next{}
	}
	return t
}

func callTask(st *count.Standing, by count.Officer) nightTask {
	var m *count.Mark
	if st.Called != nil {
		m = &st.Called.Mark
	}
	t := made(st, by, calling(), "Winner called", m, "Call a winner")
	if !t.done && len(st.Sheets) > 0 {
		t.by = "not needed: figures are in"
	}
	return t
}

func declareTask(st *count.Standing, by count.Officer) nightTask {
	label, text := "Declared", "Declare the result"
	if st.Contest.Election.Profile == count.ProfileMedia && !st.Contest.Uncontested() {
		label, text = "Confirmed against the notice", "Confirm against the notice"
	}
	t := made(st, by, declaring(), label, st.Declared, text)
	needs := st.Contest.Election.Demands().ReadBack && !st.Contest.Uncontested()
	if needs && (st.ReadBack == nil || st.ReadBack.Officer == by.ID) || label != "Declared" && len(st.Sheets) == 0 {
		t.next = officer.Next{}
	}
	return t
}

// whoDoes names who can make acts of a kind.
func whoDoes(st *count.Standing, kind count.Kind) string {
	media := st.Contest.Election.Profile == count.ProfileMedia
	for _, rule := range count.ActRules() {
		if rule.Kind != kind {
			continue
		}
		switch {
		case media && slices.Contains(rule.Roles, count.RoleReporter):
			return "a reporter"
		case slices.Contains(rule.Roles, count.RoleCountOfficer):
			return "a count officer"
		case slices.Contains(rule.Roles, count.RoleAdministrator):
			return "the Returning Officer’s clerk or the person who runs the desk"
		}
	}
	return "the Returning Officer’s clerk"
}
