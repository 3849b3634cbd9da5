package desk

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// said is what the contest's page says of the form that led to it.
type said struct {
	notice *officer.Notice
	status officer.Status // for the header: "Sent 02:08:41"
}

// saidOf reads the address that an accepted form was answered with. It names only
// which act it was; whether that stands is read from the count, so that no address
// can make the desk say what is not so.
func saidOf(st *count.Standing, q url.Values) said {
	seq, _ := strconv.ParseInt(q.Get("seq"), 10, 64)
	unit, known := st.Contest.Unit(q.Get("unit"))
	switch kind := count.Kind(q.Get("sent")); {
	case kind == "sheet" || kind == count.KindConfirmed:
		if known && seq > 0 {
			return sheetSaid(st, unit, seq, q.Has("again"))
		}
	case kind == "papers":
		if last := lastPaper(st); last.Seq > 0 && seq > 0 {
			return figuresSaid(st, "Verified papers", last, seq, q.Has("again"))
		}
	case kind == count.KindSentBack:
		if parked, back := st.SentBack[q.Get("unit")]; back {
			return said{&officer.Notice{Title: sheetName(unit) + ": sent back.", Text: "“" + parked.Note + "” " + stamp(st.Contest, parked.Officer, parked.At) + "."}, sentAt(st, parked.At)}
		}
	case kind == count.KindResidual:
		if res, accepted := st.Residuals[q.Get("unit")]; accepted {
			return markSaid(st, &res.Mark, "The shortfall of "+plural(res.Papers, "paper")+" is accepted.", res.Reason)
		}
	case kind == count.KindTakenBack:
		return undone(st, q)
	case kind == count.KindRekeyed:
		if st.Rekeyed != nil {
			return said{rekeyNotice(st), sentAt(st, st.Rekeyed.At)}
		}
	case kind == count.KindResumed:
		if n := len(st.Events); n > 0 && st.Events[n-1].Kind == count.EventResumed {
			return said{notice: &officer.Notice{Title: "The count goes on.", Text: "Since " + st.Contest.Election.Clock(st.Events[n-1].At) + "."}}
		}
	case kind == count.KindPublish:
		return said{notice: &officer.Notice{Title: "What is public while counting:", Text: publishWords(st.Publish) + "."}}
	case kind != "":
		title, text := stoodWords(st, kind)
		return markSaid(st, markOf(st, kind), title, text)
	}
	return said{}
}

// markOf is who made the act of a kind that stands, and when; nil where none stands.
func markOf(st *count.Standing, kind count.Kind) *count.Mark {
	switch kind {
	case count.KindSigned:
		return st.Signed
	case count.KindProvisional:
		return st.Provisional
	case count.KindReady:
		return st.Ready
	case count.KindReadBack:
		return st.ReadBack
	case count.KindDeclared:
		return st.Declared
	case count.KindRekeyed:
		if st.Rekeyed != nil {
			return &st.Rekeyed.Mark
		}
	case count.KindConsulted:
		if st.Consulted != nil {
			return &st.Consulted.Mark
		}
	case count.KindLot:
		if st.Lot != nil {
			return &st.Lot.Mark
		}
	case count.KindCalled:
		if st.Called != nil {
			return &st.Called.Mark
		}
	}
	return rareMark(st, kind)
}

func rareMark(st *count.Standing, kind count.Kind) *count.Mark {
	switch {
	case kind == count.KindRecount && len(st.Recounts) > 0:
		return &st.Recounts[len(st.Recounts)-1].Mark
	case kind == count.KindDied && len(st.Deceased) > 0:
		return &st.Deceased[len(st.Deceased)-1].Mark
	case kind == count.KindCancelled && st.Cancelled != nil:
		return &st.Cancelled.Mark
	case kind == count.KindAdjourned && st.Adjourned != nil:
		return &st.Adjourned.Mark
	case kind == count.KindProposed && st.Proposal != nil:
		return &st.Proposal.Mark
	case kind == count.KindCorrected && st.Withdrawn != nil:
		return st.Withdrawn
	case kind == count.KindCorrected && len(st.Corrections) > 0:
		return &st.Corrections[len(st.Corrections)-1].Mark
	case kind == count.KindVoid && st.Void != nil:
		return &st.Void.Mark
	}
	return nil
}

// stoodWords say what an act that stands did.
func stoodWords(st *count.Standing, kind count.Kind) (title, text string) {
	switch kind {
	case count.KindSigned:
		return "The verification statement is signed.", "The turnout can be announced, and the public sees it."
	case count.KindProvisional:
		return "The count is provisional.", "Put it to candidates and agents."
	case count.KindConsulted:
		return "Those present were consulted.", ""
	case count.KindRecount:
		if st.Recount != nil {
			return fmt.Sprintf("Recount %d begins.", st.Round), "Sheets are typed again; the old figures stay beside the new ones."
		}
		return "The decision on the recount is on record.", ""
	case count.KindLot:
		return "The lot is on record.", ""
	case count.KindReady:
		return "The result is ready to be declared.", ""
	case count.KindReadBack:
		return "The figures read back from the signed sheet are those of the desk.", "The result can be declared."
	case count.KindDeclared:
		return "The result is declared.", "It is public, and its figures are frozen."
	case count.KindProposed:
		return "The change is proposed.", "Nothing is public before a second person confirms it."
	case count.KindCorrected:
		if st.Withdrawn != nil {
			return "The result is withdrawn.", "It is taken down everywhere, and the public sees that it was published in error."
		}
		return "The correction is public.", "The old figures stand beside the new ones."
	case count.KindVoid:
		return "The result is recorded as set aside.", ""
	case count.KindDied:
		return "The death is on record.", ""
	case count.KindCancelled:
		return "The poll is " + string(st.Stage()) + ".", "The public sees it and the reason."
	case count.KindAdjourned:
		return "The count is adjourned.", ""
	}
	return "The winner is called.", "The public sees the name, without figures."
}

// sheetSaid says of a sheet whether it stands, waits or was replaced.
func sheetSaid(st *count.Standing, unit *count.CountUnit, seq int64, again bool) said {
	if e := waitingEntry(st, unit.ID, seq); e != nil {
		return said{&officer.Notice{Title: sheetName(unit) + ": sent.", Text: stamp(st.Contest, e.Officer, e.At) + ". It counts when a second person stands behind it."}, waitingStatus()}
	}
	sheet, in := st.Sheets[unit.ID]
	switch {
	case !in:
		return said{}
	case sheet.Second != "" && sheet.Seq > seq:
		return said{notice: &officer.Notice{Title: sheetName(unit) + ": stored, and a second person has acted since.", Text: "What stands now was entered by " + stamp(st.Contest, both(sheet), sheet.At) + "."}}
	case len(st.Waiting[unit.ID]) > 0 && sheet.Seq < seq:
		return said{} // replaced by another's entry, which waits
	}
	return figuresSaid(st, sheetName(unit), count.Paper{Seq: sheet.Seq, Officer: both(sheet), At: sheet.At}, seq, again)
}

// both names who typed a sheet and who stands behind it too.
func both(sheet count.Sheet) string {
	if sheet.Second == "" {
		return sheet.Officer
	}
	return sheet.Officer + " and " + sheet.Second
}

// waitingEntry finds an entry that waits for a second person.
func waitingEntry(st *count.Standing, unit string, seq int64) *count.Entry {
	for i, e := range st.Waiting[unit] {
		if e.Seq == seq {
			return &st.Waiting[unit][i]
		}
	}
	return nil
}

// figuresSaid tells figures that stand from figures that somebody replaced while
// their sender waited.
func figuresSaid(st *count.Standing, what string, stands count.Paper, seq int64, again bool) said {
	by := stamp(st.Contest, stands.Officer, stands.At)
	switch {
	case stands.Seq > seq:
		return said{notice: &officer.Notice{Title: what + ": stored, and replaced since.", Text: "What stands now was entered by " + by + ".", Alarm: true}}
	case again:
		return said{&officer.Notice{Title: what + ": these figures stand already.", Text: "Entered by " + by + ". Nothing was stored twice."}, sentAt(st, stands.At)}
	}
	return said{&officer.Notice{Title: what + ": stored.", Text: by + "."}, sentAt(st, stands.At)}
}

func markSaid(st *count.Standing, mark *count.Mark, title, text string) said {
	if mark == nil {
		return said{}
	}
	return said{&officer.Notice{Title: title, Text: stamp(st.Contest, mark.Officer, mark.At) + ". " + text}, sentAt(st, mark.At)}
}

// lastPaper is the newest verified figure.
func lastPaper(st *count.Standing) count.Paper {
	var last count.Paper
	if st.Total != nil {
		last = *st.Total
	}
	for _, p := range st.Boxes {
		if p.Seq > last.Seq {
			last = p
		}
	}
	return last
}

func sentAt(st *count.Standing, at time.Time) officer.Status {
	return officer.Status{Text: "Sent " + clock(st.Contest, at), Mark: officer.Sent}
}

func sheetName(unit *count.CountUnit) string {
	if unit == nil || unit.Kind == count.Whole {
		return "The count sheet"
	}
	return "The count sheet of " + unit.Name
}
