package archive

import (
	"encoding/json"
	"fmt"

	"resultsdesk/internal/count"
)

// form is how the bodies of a kind are written and read.
type form struct {
	encode func(count.Body) (json.RawMessage, error)
	decode func(json.RawMessage) (count.Body, error)
}

// formOf makes a form of two conversions, to the written type and back.
func formOf[B count.Body, L any](to func(B) L, from func(L) B) form {
	return form{
		encode: func(body count.Body) (json.RawMessage, error) {
			b, ok := body.(B)
			if !ok {
				return nil, fmt.Errorf("a body of the kind “%s” is a %T", body.Kind(), body)
			}
			return marshal(to(b))
		},
		decode: func(raw json.RawMessage) (count.Body, error) {
			var l L
			if err := json.Unmarshal(raw, &l); err != nil {
				return nil, err
			}
			return from(l), nil
		},
	}
}

// bare is a form of a body that says nothing but its kind.
func bare[B count.Body]() form {
	return formOf(func(B) struct{} { return struct{}{} }, func(struct{}) (b B) { return b })
}

// bodies are the forms of all kinds. A conversion does not compile where a body has
// another field than what is written of it.
func bodies() map[count.Kind]form {
	return map[count.Kind]form{
		count.KindDefined:       bare[count.Defined](), // stands in definitions.jsonl
		count.KindPollClosed:    formOf(func(b count.PollClosed) pollClosed { return pollClosed(b) }, func(l pollClosed) count.PollClosed { return count.PollClosed(l) }),
		count.KindVerified:      formOf(verifiedLine, verified.body),
		count.KindSigned:        bare[count.Signed](),
		count.KindEntered:       formOf(enteredLine, entered.body),
		count.KindConfirmed:     formOf(func(b count.Confirmed) confirmed { return confirmed(b) }, func(l confirmed) count.Confirmed { return count.Confirmed(l) }),
		count.KindSentBack:      formOf(func(b count.SentBack) sentBack { return sentBack(b) }, func(l sentBack) count.SentBack { return count.SentBack(l) }),
		count.KindResidual:      formOf(func(b count.ResidualAccepted) residual { return residual(b) }, func(l residual) count.ResidualAccepted { return count.ResidualAccepted(l) }),
		count.KindProvisional:   bare[count.Provisional](),
		count.KindNoted:         formOf(func(b count.Noted) noted { return noted(b) }, func(l noted) count.Noted { return count.Noted(l) }),
		count.KindNoteWithdrawn: formOf(func(b count.NoteWithdrawn) noteWithdrawn { return noteWithdrawn(b) }, func(l noteWithdrawn) count.NoteWithdrawn { return count.NoteWithdrawn(l) }),
		count.KindRekeyed:       formOf(func(b count.Rekeyed) rekeyed { return rekeyed{tally(b.Tally)} }, func(l rekeyed) count.Rekeyed { return count.Rekeyed{Tally: count.Tally(l.Tally)} }),
		count.KindConsulted:     formOf(consultedLine, consulted.body),
		count.KindRecount:       formOf(func(b count.RecountDecided) recount { return recount(b) }, func(l recount) count.RecountDecided { return count.RecountDecided(l) }),
		count.KindLot:           formOf(func(b count.LotDrawn) lot { return lot(b) }, func(l lot) count.LotDrawn { return count.LotDrawn(l) }),
		count.KindReady:         bare[count.Ready](),
		count.KindReadBack:      bare[count.ReadBackDone](),
		count.KindTakenBack:     formOf(func(b count.TakenBack) takenBack { return takenBack(b) }, func(l takenBack) count.TakenBack { return count.TakenBack(l) }),
		count.KindDeclared:      formOf(declaredLine, declared.body),
		count.KindProposed:      formOf(proposedLine, proposed.body),
		count.KindCorrected:     formOf(func(b count.Corrected) confirms { return confirms(b) }, func(l confirms) count.Corrected { return count.Corrected(l) }),
		count.KindWithdrawn:     formOf(func(b count.Withdrawn) confirms { return confirms(b) }, func(l confirms) count.Withdrawn { return count.Withdrawn(l) }),
		count.KindVoid:          formOf(func(b count.Void) void { return void(b) }, func(l void) count.Void { return count.Void(l) }),
		count.KindDied:          formOf(func(b count.Died) died { return died(b) }, func(l died) count.Died { return count.Died(l) }),
		count.KindCancelled:     formOf(func(b count.Cancelled) cancelled { return cancelled(b) }, func(l cancelled) count.Cancelled { return count.Cancelled(l) }),
		count.KindAdjourned:     formOf(func(b count.Adjourned) adjourned { return adjourned(b) }, func(l adjourned) count.Adjourned { return count.Adjourned(l) }),
		count.KindResumed:       bare[count.Resumed](),
		count.KindPublish:       formOf(func(b count.PublishChanged) publish { return publish(b) }, func(l publish) count.PublishChanged { return count.PublishChanged(l) }),
		count.KindCalled:        formOf(func(b count.Called) called { return called{b.Elected, source(b.Source)} }, func(l called) count.Called { return count.Called{Elected: l.Elected, Source: count.Source(l.Source)} }),
	}
}
