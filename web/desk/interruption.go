package desk

import (
	"context"
	"net/http"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Fields of what interrupts a count.
const (
	fieldManner  = "manner"
	fieldPublish = "publish"
)

func dying() act {
	return act{kind: count.KindDied, path: "death", sure: true, page: (*officers).drawInterruptions,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.RecordDeath(ctx, by, m, count.Died{Candidate: v.form.Get(fieldCandidate), Note: v.form.Get(count.FieldNote)})
		}}
}

func cancelling() act {
	return act{kind: count.KindCancelled, path: "cancel", sure: true, page: (*officers).drawInterruptions,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.Cancel(ctx, by, m, count.Cancelled{Manner: count.Manner(v.form.Get(fieldManner)), Reason: v.form.Get(count.FieldReason)})
		}}
}

func adjourning() act {
	return act{kind: count.KindAdjourned, path: "adjourn", sure: true, page: (*officers).drawInterruptions,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.Adjourn(ctx, by, m, v.form.Get(count.FieldReason))
		}}
}

func resuming() act {
	return act{kind: count.KindResumed, path: "resume", sure: true, page: (*officers).drawInterruptions,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, _ *asked) (count.Receipt, error) {
			return d.Resume(ctx, by, m)
		}}
}

func publishing() act {
	return act{kind: count.KindPublish, path: "publish", sure: true, page: (*officers).drawInterruptions,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.SetPublish(ctx, by, m, count.Publish(v.form.Get(fieldPublish)))
		}}
}

// showInterruptions is the page for when something happens.
func (s *officers) showInterruptions(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.ask(r, by)
	if err != nil {
		return err
	}
	s.drawInterruptions(w, r, v)
	return nil
}

func (s *officers) drawInterruptions(w http.ResponseWriter, r *http.Request, v *asked) {
	pause := v.adjournForm()
	if v.st.Adjourned != nil {
		pause = v.resumeForm()
	}
	s.drawAct(w, r, v, "When something happens", officer.ActPage{
		Forms: []officer.ActForm{pause, v.publishForm(), v.deathForm(), v.cancelForm()},
		Intro: []string{"Each of these says first what it means and what the public will see. None is done without its tick."},
	})
}

func (v *asked) adjournForm() officer.ActForm {
	f := v.actForm(adjourning(), "Adjourn the count")
	f.Title, f.Plain = "Adjourn the count", true
	f.Means = []string{"The papers are sealed and the count pauses. Sheets can still be typed; the count cannot be put to those present, made ready or declared before it goes on.",
		"The public sees that the count is adjourned, since when and why."}
	f.Inputs = []officer.Input{v.input(adjourning(), officer.InputLong, count.FieldReason, "Reason", "public")}
	f.Sure = v.surely(adjourning(), "The count is adjourned.")
	return f
}

func (v *asked) resumeForm() officer.ActForm {
	f := v.actForm(resuming(), "Go on with the count")
	f.Title = "Go on after the adjournment"
	f.Means = []string{"Adjourned since " + v.st.Contest.Election.Clock(v.st.Adjourned.At) + ": " + v.st.Adjourned.Reason,
		"The public sees that the count goes on."}
	f.Sure = v.surely(resuming(), "The seals were looked at and the count goes on.")
	return f
}

func (v *asked) publishForm() officer.ActForm {
	f := v.actForm(publishing(), "Change what is public")
	f.Title, f.Plain = "What is public while counting", true
	f.Means = []string{"Now: " + publishWords(v.st.Publish) + ".", "What was held back before stays so, also in the history."}
	f.Inputs = []officer.Input{v.pick(publishing(), officer.InputRadio, fieldPublish, "From now on", "", "",
		officer.Choice{Value: string(count.PublishRunning), Label: publishWords(count.PublishRunning)},
		officer.Choice{Value: string(count.PublishDeclared), Label: publishWords(count.PublishDeclared)})}
	f.Sure = v.surely(publishing(), "The (Acting) Returning Officer said so.")
	return f
}

func publishWords(p count.Publish) string {
	if p == count.PublishRunning {
		return "votes counted so far are public, marked as partial"
	}
	return "only the stage and how many sheets are in are public, no figure before the declaration"
}

func (v *asked) deathForm() officer.ActForm {
	f := v.actForm(dying(), "Record the death")
	f.Title, f.Plain = "A candidate died before the declaration", true
	f.Means = []string{"Where an independent died the count goes on. If most votes are for the candidate who died, nobody is declared elected (rules 60 and 61).",
		"Where a party’s candidate died the poll is countermanded or abandoned: use the form below.",
		"The public sees beside the name that the candidate died before the declaration."}
	f.Inputs = []officer.Input{
		v.pick(dying(), officer.InputSelect, fieldCandidate, "Who", "", "", append([]officer.Choice{{Label: "choose"}}, candidateChoices(v.st.Contest)...)...),
		v.input(dying(), officer.InputText, count.FieldNote, "Note", "how the desk knows, and since when"),
	}
	f.Sure = v.surely(dying(), "The (Acting) Returning Officer has proof of the death.")
	return f
}

func (v *asked) cancelForm() officer.ActForm {
	f := v.actForm(cancelling(), "Stop the poll")
	f.Title, f.Plain = "The poll is countermanded or abandoned", true
	f.Means = []string{"The count ends here: nothing can be entered and nothing declared. Another contest replaces this one later.",
		"The public sees at once that the poll was stopped and why; running figures are taken down."}
	f.Inputs = []officer.Input{
		v.pick(cancelling(), officer.InputRadio, fieldManner, "The poll is", "", "",
			officer.Choice{Value: string(count.Countermanded), Label: "countermanded (before polling began)"},
			officer.Choice{Value: string(count.Abandoned), Label: "abandoned (after polling began)"}),
		v.input(cancelling(), officer.InputLong, count.FieldReason, "Reason", "public"),
	}
	f.Sure = v.surely(cancelling(), "The poll of "+v.st.Contest.Name+" is stopped.")
	return f
}
