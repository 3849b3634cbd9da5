package archive

import (
	"encoding/json"
	"fmt"
	"time"

	"resultsdesk/internal/count"
)

// act is a line of acts.jsonl. What is particular to its kind stands in body.
type act struct {
	Seq       int64           `json:"seq"`
	Contest   string          `json:"contest"`
	Version   int             `json:"version"`
	Unit      string          `json:"unit"`
	Round     int             `json:"round"`
	Officer   string          `json:"officer"`
	Authority count.Authority `json:"authority"`
	At        time.Time       `json:"at"`
	Key       string          `json:"key"`
	Digest    string          `json:"digest"`
	Accepted  []acceptance    `json:"accepted"`
	Kind      count.Kind      `json:"kind"`
	Body      json.RawMessage `json:"body"`
}

type acceptance struct {
	Code   count.Code `json:"code"`
	Field  string     `json:"field"`
	Reason string     `json:"reason"`
}

// actLine is the line of an act; an error where its kind has no encoding.
func actLine(a count.Act) (act, error) {
	kind := a.Body.Kind()
	form, known := bodies()[kind]
	if !known {
		return act{}, fmt.Errorf("act %d: a body of the kind “%s” cannot be written", a.Seq, kind)
	}
	body, err := form.encode(a.Body)
	if err != nil {
		return act{}, fmt.Errorf("act %d: %w", a.Seq, err)
	}
	return act{
		a.Seq, a.Contest, a.Version, a.Unit, a.Round, a.Officer, a.Authority, a.At, a.Key, a.Digest,
		each(a.Accepted, func(x count.Acceptance) acceptance { return acceptance(x) }), kind, body,
	}, nil
}

// act is the act of a line. A definition is found by contest and version.
func (l act) act(definitions map[definitionKey]*count.Contest) (count.Act, error) {
	form, known := bodies()[l.Kind]
	if !known {
		return count.Act{}, fmt.Errorf("act %d: the kind “%s” is not known", l.Seq, l.Kind)
	}
	body, err := form.decode(l.Body)
	if err != nil {
		return count.Act{}, fmt.Errorf("act %d: %w", l.Seq, err)
	}
	if _, ok := body.(count.Defined); ok {
		c := definitions[definitionKey{l.Contest, l.Version}]
		if c == nil {
			return count.Act{}, fmt.Errorf("act %d: version %d of %s is not in %s", l.Seq, l.Version, l.Contest, definitionsFile)
		}
		body = count.Defined{Contest: c}
	}
	return count.Act{
		Seq: l.Seq, Contest: l.Contest, Version: l.Version, Unit: l.Unit, Round: l.Round, Officer: l.Officer, Authority: l.Authority,
		At: l.At, Key: l.Key, Digest: l.Digest,
		Accepted: each(l.Accepted, func(x acceptance) count.Acceptance { return count.Acceptance(x) }), Body: body,
	}, nil
}

// each is a list of something else; nil stays nil, so that what is read is what was
// written.
func each[A, B any](in []A, to func(A) B) []B {
	if in == nil {
		return nil
	}
	out := make([]B, len(in))
	for i, a := range in {
		out[i] = to(a)
	}
	return out
}
