package desk

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Bounds of a form that a person can have typed.
const (
	maxFields = 1000    // 300 boxes, or 60 candidates, and room
	maxValue  = 4 * 600 // bytes; a reason of 500 characters in any script, and its line ends
)

// Fields that every form of figures carries beside its figures.
const (
	fieldKey    = "key"
	fieldLayout = "layout"
	fieldBase   = "base"

	fieldSourceNote = "source-note" // media: who said it, which page
)

var own = []string{fieldKey, fieldLayout, fieldBase, fieldTypist, count.FieldReason, count.FieldAuthority, count.FieldAnnounced,
	count.FieldCode, count.FieldSource, fieldSourceNote}

// parse reads a form within its bounds. Every field may be there once: with two
// figures for one candidate the desk would have to choose.
func parse(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return err
		}
		return fmt.Errorf("%w: %v", errBadForm, err)
	}
	if len(r.PostForm) > maxFields {
		return fmt.Errorf("%w: %d fields", errBadForm, len(r.PostForm))
	}
	for name, values := range r.PostForm {
		if len(values) != 1 || len(values[0]) > longest(name) || len(name) > maxValue {
			return fmt.Errorf("%w: field %.40q", errBadForm, name)
		}
	}
	return nil
}

// typed is a form of figures as it was sent, or as it is first shown.
type typed struct {
	key     string
	layout  int   // -1 where it cannot be read: never a sheet of ours
	base    int64 // likewise
	figures count.Fields
	reason  string
	code    string // of the printed sheet
	source  count.Source
	answers answers
}

// readTyped takes a form of figures out of a request.
func readTyped(r *http.Request) typed {
	t := typed{key: r.PostForm.Get(fieldKey), layout: -1, base: seqIn(r.PostForm, fieldBase)}
	if n, err := strconv.Atoi(r.PostForm.Get(fieldLayout)); err == nil {
		t.layout = n
	}
	t.take(r.PostForm)
	return t
}

// seqIn is the number of an act in a form; -1, which no act has, where it cannot be
// read.
func seqIn(form url.Values, field string) int64 {
	n, err := strconv.ParseInt(form.Get(field), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// take takes over what a person typed. What is not one of the form's own fields is a
// figure; count refuses those of nobody on the paper.
func (t *typed) take(form url.Values) {
	t.figures, t.reason = count.Fields{}, form.Get(count.FieldReason)
	t.code, t.answers = form.Get(count.FieldCode), readAnswers(form)
	t.source = count.Source{Kind: count.SourceKind(form.Get(count.FieldSource)), Note: form.Get(fieldSourceNote)}
	for name := range form {
		if !slices.Contains(own, name) && !isAnswer(name) {
			t.figures[name] = form.Get(name)
		}
	}
}

// newKey names one submission. A form sent twice carries it twice.
func newKey() string { return rand.Text() }

// form is the part of a view that every form of figures has.
func (t typed) form(action, leave string) officer.Form {
	return officer.Form{Action: action, Key: t.key, Layout: strconv.Itoa(t.layout), Base: strconv.FormatInt(t.base, 10), Leave: leave, Button: "Check and send"}
}

// keptPrefix marks fields of a form that travel through the sign-in page.
const keptPrefix = "kept."

// secrets are fields that no page gives back: whoever has the laptop next could read
// them there.
func secrets() []string {
	return []string{"passphrase", "pin", "again", "recovery", fieldCredential}
}

// keep turns a form's fields into hidden ones of the sign-in page.
func keep(r *http.Request) []officer.Field {
	var kept []officer.Field
	for _, name := range sortedFields(r.PostForm) {
		if slices.Contains(secrets(), name) {
			continue
		}
		kept = append(kept, officer.Field{Name: keptPrefix + name, Value: r.PostForm.Get(name)})
	}
	return kept
}

// stillKept is what the sign-in page carries already.
func stillKept(r *http.Request) []officer.Field {
	var kept []officer.Field
	for _, name := range sortedFields(r.PostForm) {
		if strings.HasPrefix(name, keptPrefix) {
			kept = append(kept, officer.Field{Name: name, Value: r.PostForm.Get(name)})
		}
	}
	return kept
}

// unkeep is the form that the sign-in page carried.
func unkeep(r *http.Request) url.Values {
	form := url.Values{}
	for _, f := range stillKept(r) {
		form.Set(strings.TrimPrefix(f.Name, keptPrefix), f.Value)
	}
	return form
}

func sortedFields(form url.Values) []string {
	var names []string
	for name := range form {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// keyed tells whether a request brought a form of figures or a move.
func keyed(r *http.Request) bool { return r.PostForm.Has(fieldKey) }

// fieldsOf are all fields of a form.
func fieldsOf(r *http.Request) []officer.Field {
	var fields []officer.Field
	for _, name := range sortedFields(r.PostForm) {
		fields = append(fields, officer.Field{Name: name, Value: r.PostForm.Get(name)})
	}
	return fields
}

// figuresOf are the fields that a person typed.
func figuresOf(r *http.Request) []officer.Field {
	return slices.DeleteFunc(fieldsOf(r), func(f officer.Field) bool {
		mark := slices.Contains([]string{fieldKey, fieldLayout, fieldBase, fieldTypist, fieldSeen}, f.Name)
		return mark || strings.HasPrefix(f.Name, tickPrefix) || f.Value == ""
	})
}
