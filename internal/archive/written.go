package archive

import (
	"bytes"
	"encoding/json"
	"time"

	"resultsdesk/internal/count"
)

// The bodies as they are written. They are types of their own beside those of count:
// the domain may change, what was archived may not.
type (
	pollClosed struct {
		Hour time.Time `json:"hour"`
	}
	verified struct {
		Papers      int            `json:"papers"`
		Account     *ballotAccount `json:"account"`
		Explanation string         `json:"explanation"`
		Reason      string         `json:"reason"`
	}
	ballotAccount struct {
		Entrusted int `json:"entrusted"`
		Unused    int `json:"unused"`
		Spoilt    int `json:"spoilt"`
		Tendered  int `json:"tendered"`
	}
	tally struct {
		Votes           map[string]int `json:"votes"`
		Rejected        map[string]int `json:"rejected"`
		Doubtful        int            `json:"doubtful"`
		RejectedUnknown bool           `json:"rejected_unknown"`
		Unused          *int           `json:"unused"`
		InPart          int            `json:"in_part"`
	}
	source struct {
		Kind count.SourceKind `json:"kind"`
		Note string           `json:"note"`
	}
	entered struct {
		Tally  tally  `json:"tally"`
		Source source `json:"source"`
	}
	confirmed struct {
		Entry int64 `json:"entry"`
	}
	sentBack struct {
		Note string `json:"note"`
	}
	residual struct {
		Papers int    `json:"papers"`
		Reason string `json:"reason"`
	}
	rekeyed struct {
		Tally tally `json:"tally"`
	}
	consulted struct {
		Hour       time.Time   `json:"hour"`
		Exceptions []exception `json:"exceptions"`
	}
	exception struct {
		Candidate string              `json:"candidate"`
		Kind      count.ExceptionKind `json:"kind"`
		Note      string              `json:"note"`
	}
	recount struct {
		Granted   bool     `json:"granted"`
		Candidate string   `json:"candidate"`
		Reason    string   `json:"reason"`
		Units     []string `json:"units"`
	}
	lot struct {
		Tied      []string `json:"tied"`
		Chosen    []string `json:"chosen"`
		Method    string   `json:"method"`
		Witnessed string   `json:"witnessed"`
	}
	takenBack struct {
		Of     int64      `json:"of"`
		Undoes count.Kind `json:"undoes"`
		Reason string     `json:"reason"`
	}
	declared struct {
		Announced time.Time `json:"announced"`
		Elected   []string  `json:"elected"`
		Source    source    `json:"source"`
	}
	proposed struct {
		Withdrawal bool        `json:"withdrawal"`
		Reason     string      `json:"reason"`
		Changes    []amendment `json:"changes"`
	}
	amendment struct {
		Field string `json:"field"`
		Was   string `json:"was"`
		Now   string `json:"now"`
	}
	confirms struct {
		Proposal int64 `json:"proposal"`
	}
	void struct {
		Reference string `json:"reference"`
	}
	died struct {
		Candidate string `json:"candidate"`
		Note      string `json:"note"`
	}
	cancelled struct {
		Manner count.Manner `json:"manner"`
		Reason string       `json:"reason"`
	}
	adjourned struct {
		Reason string `json:"reason"`
	}
	publish struct {
		Publish count.Publish `json:"publish"`
	}
	called struct {
		Elected []string `json:"elected"`
		Source  source   `json:"source"`
	}
	noted struct {
		Byline   string `json:"byline"`
		Text     string `json:"text"`
		Replaces int64  `json:"replaces"`
	}
	noteWithdrawn struct {
		Note   int64  `json:"note"`
		Reason string `json:"reason"`
	}
)

func verifiedLine(b count.Verified) verified {
	return verified{b.Papers, (*ballotAccount)(b.Account), b.Explanation, b.Reason}
}

func (l verified) body() count.Verified {
	return count.Verified{Papers: l.Papers, Account: (*count.Account)(l.Account), Explanation: l.Explanation, Reason: l.Reason}
}

func enteredLine(b count.Entered) entered { return entered{tally(b.Tally), source(b.Source)} }

func (l entered) body() count.Entered {
	return count.Entered{Tally: count.Tally(l.Tally), Source: count.Source(l.Source)}
}

func consultedLine(b count.Consulted) consulted {
	return consulted{b.Hour, each(b.Exceptions, func(e count.Exception) exception { return exception(e) })}
}

func (l consulted) body() count.Consulted {
	return count.Consulted{Hour: l.Hour, Exceptions: each(l.Exceptions, func(e exception) count.Exception { return count.Exception(e) })}
}

func declaredLine(b count.Declared) declared {
	return declared{b.Announced, b.Elected, source(b.Source)}
}

func (l declared) body() count.Declared {
	return count.Declared{Announced: l.Announced, Elected: l.Elected, Source: count.Source(l.Source)}
}

func proposedLine(b count.Proposed) proposed {
	return proposed{b.Withdrawal, b.Reason, each(b.Changes, func(c count.Amendment) amendment { return amendment(c) })}
}

func (l proposed) body() count.Proposed {
	return count.Proposed{Withdrawal: l.Withdrawal, Reason: l.Reason, Changes: each(l.Changes, func(c amendment) count.Amendment { return count.Amendment(c) })}
}

// marshal writes a value without escapes that only HTML needs.
func marshal(v any) (json.RawMessage, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimRight(out.Bytes(), "\n"), err
}
