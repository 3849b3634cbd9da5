package desk

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Fields of taking an act back.
const (
	fieldOf     = "of"
	fieldUndoes = "undoes"
)

func takingBack() act {
	return act{kind: count.KindTakenBack, path: "take-back", page: (*officers).drawContest,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.TakeBack(ctx, by, m, seqIn(v.form, fieldOf), v.form.Get(count.FieldReason))
		}}
}

// undos are the acts that this officer can take back, newest first where they are of
// one kind.
func (v *asked) undos() []officer.Undo {
	if !v.st.Allows(v.by, count.KindTakenBack) {
		return nil
	}
	var out []officer.Undo
	for _, u := range v.st.Undoable() {
		if !v.st.MayUndo(u, v.by) {
			continue
		}
		a := takingBack()
		f := v.actForm(a, "Take it back")
		f.ID, f.Plain = "undo-"+strconv.FormatInt(u.Seq, 10), true
		f.Hidden = []officer.Field{{Name: fieldOf, Value: strconv.FormatInt(u.Seq, 10)}, {Name: fieldUndoes, Value: string(u.Kind)}}
		f.Authority, f.On = officer.Authority{}, ""
		if !v.st.UndoneOn(u, v.by, count.OwnAuthority) {
			f.Authority, f.On = only(count.ReturningOfficer), "On the authority of the (Acting) Returning Officer."
		}
		reason := v.input(a, officer.InputText, count.FieldReason, "Why", "may stay empty")
		reason.Value = ""
		f.Inputs = []officer.Input{reason}
		f.Means = undoMeans(u.Kind)
		out = append(out, officer.Undo{Words: undoWords(v.st, u), Act: f})
	}
	return out
}

// undoWords name an act in plain words: "those present consulted, 03:05".
func undoWords(st *count.Standing, u count.Undo) string {
	what := undoNoun(u.Kind)
	if name := unitOrBox(st.Contest, u.Unit); name != "" {
		what += " of " + name
	}
	if at := undoneAt(st, u); !at.IsZero() {
		what += ", " + clock(st.Contest, at)
	}
	return what + " (" + u.By + ")"
}

func undoNoun(kind count.Kind) string {
	words := map[count.Kind]string{
		count.KindProposed: "the proposed change", count.KindCancelled: "the poll stopped", count.KindReadBack: "figures read back",
		count.KindReady: "ready", count.KindDied: "the death of a candidate", count.KindCalled: "the winner called", count.KindLot: "the lot",
		count.KindConsulted: "those present consulted", count.KindRekeyed: "totals typed blind", count.KindProvisional: "put to those present",
		count.KindSigned: "verification statement signed", count.KindRecount: "the recount granted", count.KindResidual: "the shortfall accepted",
		count.KindSentBack: "sheet sent back", count.KindEntered: "count sheet", count.KindVerified: "verified papers",
	}
	return words[kind]
}

// undoMeans says what taking an act back does, where that is more than itself.
func undoMeans(kind count.Kind) []string {
	switch kind {
	case count.KindReady:
		return []string{"Figures can be entered again. What was read back no longer holds."}
	case count.KindEntered:
		return []string{"The sheet is as it was before. A count that was put to those present is counting again."}
	case count.KindProvisional:
		return []string{"The count goes on; those present are consulted again."}
	case count.KindRecount:
		return []string{"The figures of the round before stand again."}
	}
	return nil
}

func unitOrBox(c *count.Contest, id string) string {
	if u, ok := c.Unit(id); ok && u.Kind != count.Whole {
		return u.Name
	}
	if b, ok := c.Box(id); ok {
		return b.Name
	}
	return ""
}

// undoneAt is when an act that can be taken back was made; zero where the standing
// does not say.
func undoneAt(st *count.Standing, u count.Undo) time.Time {
	if m := markOf(st, u.Kind); m != nil && m.Seq == u.Seq {
		return m.At
	}
	if u.Kind == count.KindEntered {
		for _, e := range st.Waiting[u.Unit] {
			if e.Seq == u.Seq {
				return e.At
			}
		}
		return st.Sheets[u.Unit].At
	}
	if b, in := st.Boxes[u.Unit]; in && u.Kind == count.KindVerified {
		return b.At
	}
	return time.Time{}
}

// undone says what was taken back, if it does not stand any more.
func undone(st *count.Standing, q url.Values) said {
	of, _ := strconv.ParseInt(q.Get(fieldOf), 10, 64)
	kind := count.Kind(q.Get(fieldUndoes))
	for _, u := range st.Undoable() {
		if u.Seq == of {
			return said{}
		}
	}
	noun := undoNoun(kind)
	if m := markOf(st, kind); noun == "" || of == 0 || of > st.Head || m != nil && m.Seq <= of {
		return said{}
	}
	text := "It stays on record."
	if kind == count.KindReady {
		text = "Figures can be entered again."
	}
	return said{notice: &officer.Notice{Title: "Taken back: " + noun + ".", Text: text}}
}
