package desk

import (
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
	switch q.Get("sent") {
	case "sheet":
		unit, known := st.Contest.Unit(q.Get("unit"))
		if e := waitingEntry(st, q.Get("unit"), seq); known && e != nil {
			return said{&officer.Notice{Title: sheetName(unit) + ": sent.", Text: stamp(st.Contest, e.Officer, e.At) + ". It counts when a second person stands behind it."}, waitingStatus()}
		}
		if sheet, in := st.Sheets[q.Get("unit")]; known && in && seq > 0 {
			if sheet.Second != "" && sheet.Seq > seq {
				return said{notice: &officer.Notice{Title: sheetName(unit) + ": stored, and a second person has acted since.", Text: "What stands now was entered by " + stamp(st.Contest, both(sheet), sheet.At) + "."}}
			}
			return figuresSaid(st, sheetName(unit), count.Paper{Seq: sheet.Seq, Officer: both(sheet), At: sheet.At}, seq, q.Has("again"))
		}
	case string(count.KindSentBack):
		unit, known := st.Contest.Unit(q.Get("unit"))
		if parked, is := st.SentBack[q.Get("unit")]; known && is {
			return said{&officer.Notice{Title: sheetName(unit) + ": sent back.", Text: "“" + parked.Note + "” " + stamp(st.Contest, parked.Officer, parked.At) + "."}, sentAt(st, parked.At)}
		}
	case "papers":
		if last := lastPaper(st); last.Seq > 0 && seq > 0 {
			return figuresSaid(st, "Verified papers", last, seq, q.Has("again"))
		}
	case string(count.KindProvisional):
		return moveSaid(st, st.Provisional, "The count is provisional.", "Put it to candidates and agents.")
	case string(count.KindReady):
		return moveSaid(st, st.Ready, "The result is ready to be declared.", "")
	case string(count.KindDeclared):
		return moveSaid(st, st.Declared, "The result is declared.", "It is public, and its figures are frozen.")
	case string(count.KindTakenBack):
		if st.Ready == nil && st.Declared == nil {
			return said{notice: &officer.Notice{Title: "Ready is taken back.", Text: "Figures can be entered again."}}
		}
	case resumedMove:
		return said{notice: &officer.Notice{Title: "You were signed out before that was done.", Text: "Nothing changed. Do it again if it is still right.", Alarm: true}}
	}
	return said{}
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

func moveSaid(st *count.Standing, mark *count.Mark, title, text string) said {
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

func sentAt(st *count.Standing, at time.Time) officer.Status {
	return officer.Status{Text: "Sent " + clock(st.Contest, at), Mark: officer.Sent}
}

func sheetName(unit *count.CountUnit) string {
	if unit.Kind == count.Whole {
		return "The count sheet"
	}
	return "The count sheet of " + unit.Name
}
