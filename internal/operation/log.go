package operation

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Keys are the keys that a line of the log may have, each with what it holds. No key
// holds a figure of a count, a passphrase, a token or what somebody typed into a form:
// who reads the log learns no total before its time, and can sign in as nobody.
func Keys() map[string]string {
	return map[string]string{
		"contest":  "id of the contest",
		"unit":     "id of the count unit",
		"officer":  "id of the officer",
		"seq":      "of the act in the ledger",
		"kind":     "of the act or attempt",
		"outcome":  "of the attempt: accepted, repeated, refused, conflict",
		"viewer":   "number of a viewer's connection",
		"topic":    "that viewers watch",
		"dur":      "seconds that it took",
		"incident": "the number that the officer was shown",
		"addr":     "network address, of a listener or of who asked",
		"face":     "the side that was asked: desk, public, ops",
		"route":    "pattern of the address, never the address itself: that of an invitation is a secret",
		"code":     "status of an answer, or close code",
		"err":      "what failed",
		"epoch":    "life of the database",
		"revision": "of a bulletin",
		"db":       "file of the desk",
		"apart":    "whether the two sides have listeners of their own",
		"version":  "of the program",
		"cert":     "file of a certificate",
		"file":     "a backup",
		"folder":   "of backups",
		"hour":     "of a rehearsal's election clock that was set",
		"speed":    "of that clock",
		"bytes":    "size of a backup",
		"may":      "how many files and connections the system allows",
		"need":     "how many the limits ask for",

		"public-connections": "limit that was lowered to",
		"max-viewers":        "limit that was lowered to",
	}
}

const (
	longest    = 200      // bytes of a value: what a stranger sends must not fill the disk
	longestErr = 16 << 10 // of an error, which may carry a stack
)

// NewLog makes the log: one line a record, in UTC, durations in seconds. format is
// "text" or "json". Errors of the desk are also kept in faults.
func NewLog(w io.Writer, format string, level slog.Level, faults *Faults) (*slog.Logger, error) {
	o := &slog.HandlerOptions{Level: level, ReplaceAttr: tidy}
	switch format {
	case "text":
		return slog.New(faults.behind(slog.NewTextHandler(w, o))), nil
	case "json":
		return slog.New(faults.behind(slog.NewJSONHandler(printable{w}, o))), nil
	}
	return nil, fmt.Errorf("-log %q: it is text or json", format)
}

// LogLevel reads a level by its name: debug, info, warn or error.
func LogLevel(name string) (level slog.Level, err error) {
	if err := level.UnmarshalText([]byte(name)); err != nil {
		return level, fmt.Errorf("-log-level %q: it is debug, info, warn or error", name)
	}
	return level, nil
}

// tidy brings values into one form and bounds those that come from outside.
func tidy(groups []string, a slog.Attr) slog.Attr {
	a.Value = a.Value.Resolve()
	switch a.Value.Kind() {
	case slog.KindTime:
		a.Value = slog.TimeValue(a.Value.Time().UTC())
	case slog.KindDuration:
		a.Value = slog.Float64Value(a.Value.Duration().Round(time.Microsecond).Seconds())
	case slog.KindString:
		a.Value = slog.StringValue(bounded(a.Value.String(), longest))
	case slog.KindAny:
		if err, ok := a.Value.Any().(error); ok {
			a.Value = slog.StringValue(bounded(err.Error(), longestErr))
		}
	}
	return a
}

// printable writes what a terminal could obey, or would hide, as JSON escapes it: the
// text that is read back is the same.
type printable struct{ io.Writer }

func (w printable) Write(line []byte) (int, error) {
	out := make([]byte, 0, len(line))
	for _, r := range string(line) {
		if r == '\n' || unicode.IsPrint(r) {
			out = utf8.AppendRune(out, r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			out = fmt.Appendf(out, "\\u%04x", unit)
		}
	}
	if _, err := w.Writer.Write(out); err != nil {
		return 0, err
	}
	return len(line), nil
}

func bounded(s string, most int) string {
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strings.ToValidUTF8(s[:cut], "") + "…"
}
