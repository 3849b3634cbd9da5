package desk

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// fieldSure is the field of a deliberate tick.
const fieldSure = "sure"

// form is the form of an act for this officer: locked, with the reason, where the
// officer or the stage does not allow it.
func (v *asked) actForm(a act, button string) officer.ActForm {
	c := v.st.Contest
	f := officer.ActForm{ID: "do-" + a.path}
	f.Form = officer.Form{Action: contestURL(c.ID, a.path), Key: v.keyOf(a), Base: strconv.FormatInt(v.st.Moved, 10), Button: button, Locked: v.lockedFor(a.kind)}
	f.Warnings = v.warnings(a, nil)
	f.Authority, f.On = v.authority(a)
	return f
}

// keyOf is a new key, or that of a form which may be sent again: after a fault the
// same key makes a second sending safe.
func (v *asked) keyOf(a act) string {
	if v.sent == a.path && v.key != "" {
		return v.key
	}
	return newKey()
}

// lockedFor says why this officer cannot do this now; empty where it can be done.
func (v *asked) lockedFor(kind count.Kind) string {
	if !v.st.Allows(v.by, kind) {
		return capital(whoDoes(v.st, kind)) + " can do this."
	}
	return stateWords(v.st.May(kind))
}

// authority asks on whose authority an act is done where there is a choice, and
// names it where there is none. On a desk that receives results there is none to
// name.
func (v *asked) authority(a act) (officer.Authority, string) {
	var from []count.Authority
	for _, au := range count.Authorities(a.kind) {
		if au != count.OwnAuthority {
			from = append(from, au)
		}
	}
	if len(from) == 0 || v.st.Contest.Election.Profile == count.ProfileMedia {
		return officer.Authority{}, ""
	}
	if len(from) == 1 {
		return only(from[0]), "On the authority of the (Acting) Returning Officer."
	}
	return v.choose(a, from...), ""
}

// choose asks on whose authority. Nothing is chosen beforehand: it goes on record.
func (v *asked) choose(a act, from ...count.Authority) officer.Authority {
	out := officer.Authority{ID: "authority-" + a.path}
	for _, au := range from {
		out.Choices = append(out.Choices, officer.Choice{Value: string(au), Label: authorityWords(au), Chosen: v.typed(a, count.FieldAuthority) == string(au)})
	}
	if v.sent == a.path {
		out.Findings = beside(v.findings, count.FieldAuthority)
		v.ids[count.FieldAuthority] = out.ID
	}
	return out
}

// only is an authority that words beside the button name.
func only(authority count.Authority) officer.Authority {
	return officer.Authority{Choices: []officer.Choice{{Value: string(authority)}}}
}

func authorityWords(a count.Authority) string {
	if a == count.Deputy {
		return "A deputy, authorised in writing"
	}
	return "The (Acting) Returning Officer"
}

// typed is what was typed in a field of an act's form; empty where another form was
// sent, or none.
func (v *asked) typed(a act, field string) string {
	if v.sent != a.path {
		return ""
	}
	return v.form.Get(field)
}

// place gives a field its place in the page.
func (v *asked) place(a act, field string) string {
	v.made++
	id := fmt.Sprintf("%s-%d", a.path, v.made)
	if v.sent == a.path {
		v.ids[field] = id
	}
	return id
}

func (v *asked) wrongWith(a act, field string) []officer.Finding {
	if v.sent != a.path {
		return nil
	}
	return beside(v.findings, field)
}

// input is a field of an act with what was typed in it.
func (v *asked) input(a act, kind officer.InputKind, field, label, note string) officer.Input {
	return officer.Input{ID: v.place(a, field), Field: field, Kind: kind, Label: label, Note: note, Value: v.typed(a, field), Findings: v.wrongWith(a, field)}
}

// pick is a choice of one; preset is chosen where nothing was sent.
func (v *asked) pick(a act, kind officer.InputKind, field, label, note, preset string, choices ...officer.Choice) officer.Input {
	in := v.input(a, kind, field, label, note)
	if v.sent != a.path {
		in.Value = preset
	}
	for _, c := range choices {
		c.Chosen = c.Value == in.Value
		in.Choices = append(in.Choices, c)
	}
	return in
}

// ticks is a choice of several; each is a field of its own.
func (v *asked) ticks(a act, field, label, note string, choices ...officer.Choice) officer.Input {
	in := v.input(a, officer.InputTicks, field, label, note)
	for _, c := range choices {
		c.Chosen = v.typed(a, c.Value) != ""
		in.Choices = append(in.Choices, c)
	}
	return in
}

// surely asks for a deliberate tick. It is never ticked beforehand.
func (v *asked) surely(a act, label string) *officer.Input {
	in := v.input(a, "", fieldSure, label, "")
	return &in
}

// candidateChoices are the candidates in ballot paper order.
func candidateChoices(c *count.Contest) []officer.Choice {
	var out []officer.Choice
	for _, cand := range c.Candidates {
		out = append(out, officer.Choice{Value: cand.ID, Label: strconv.Itoa(cand.Number) + " " + cand.BallotName()})
	}
	return out
}

// ticked is what was ticked of fields with a prefix, in the order of all.
func ticked(form url.Values, prefix string, all []officer.Choice) []string {
	var out []string
	for _, c := range all {
		if form.Get(prefix+c.Value) != "" {
			out = append(out, c.Value)
		}
	}
	return out
}

// prefixed turns choices into fields of their own.
func prefixed(prefix string, all []officer.Choice) []officer.Choice {
	var out []officer.Choice
	for _, c := range all {
		out = append(out, officer.Choice{Value: prefix + c.Value, Label: c.Label})
	}
	return out
}

// figuresOfForm are the fields of a form that are figures of a sheet.
func figuresOfForm(form url.Values) count.Fields {
	figures := count.Fields{}
	for name := range form {
		if strings.HasPrefix(name, count.FieldVotes("")) || strings.HasPrefix(name, count.FieldHead("")) ||
			name == count.FieldRejected || name == count.FieldUnused || name == count.FieldInPart || name == count.FieldDoubtful {
			figures[name] = form.Get(name)
		}
	}
	return figures
}
