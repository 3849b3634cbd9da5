package nightscript

import (
	"fmt"
	"strings"
	"time"

	"resultsdesk/internal/count"
)

// Parse reads a script. An error names the line.
func Parse(script string) ([]Step, error) {
	p := &parser{}
	for _, l := range lines(script) {
		if err := p.line(l); err != nil {
			return nil, fmt.Errorf("line %d: %w", l.number, err)
		}
	}
	return p.steps, nil
}

// line is a line of a script with those that go on with it.
type line struct {
	number int
	text   string
}

func lines(script string) []line {
	var all []line
	for i, text := range strings.Split(script, "\n") {
		trimmed := strings.TrimSpace(text)
		switch {
		case trimmed == "" || trimmed[0] == '#':
		case text[0] == ' ' && len(all) > 0:
			all[len(all)-1].text += " " + trimmed
		default:
			all = append(all, line{i + 1, trimmed})
		}
	}
	return all
}

type parser struct {
	steps []Step
	now   time.Time // zero until the night and a time are given
	day   time.Time
}

func (p *parser) line(l line) error {
	if text, ok := strings.CutPrefix(l.text, ">"); ok {
		return p.expect(l.number, strings.TrimSpace(text))
	}
	words, err := split(l.text)
	if err != nil {
		return err
	}
	switch {
	case words[0] == "night":
		return p.night(words[1:])
	case words[0] == "at":
		return p.at(words[1:])
	case p.now.IsZero():
		return fmt.Errorf("no time is given yet")
	}
	return p.step(l.number, words)
}

func (p *parser) expect(number int, text string) error {
	if len(p.steps) == 0 {
		return fmt.Errorf("nothing was done yet")
	}
	step := &p.steps[len(p.steps)-1]
	step.Expect = append(step.Expect, Expectation{number, text})
	return nil
}

// night reads "night of 2024-07-04 in Europe/London".
func (p *parser) night(words []string) error {
	if len(words) != 4 || words[0] != "of" || words[2] != "in" {
		return fmt.Errorf("write: night of 2024-07-04 in Europe/London")
	}
	zone, err := time.LoadLocation(words[3])
	if err != nil {
		return err
	}
	p.day, err = time.ParseInLocation(time.DateOnly, words[1], zone)
	return err
}

// at reads "at 22:00". Time never goes back: a smaller hour is of the next day.
func (p *parser) at(words []string) error {
	if len(words) != 1 || p.day.IsZero() {
		return fmt.Errorf("write the night first, then: at 22:00")
	}
	clock, err := time.Parse("15:04", words[0])
	if err != nil {
		return err
	}
	for {
		now := time.Date(p.day.Year(), p.day.Month(), p.day.Day(), clock.Hour(), clock.Minute(), 0, 0, p.day.Location())
		if !now.Before(p.now) {
			p.now = now
			return nil
		}
		p.day = p.day.AddDate(0, 0, 1)
	}
}

// step reads "officer-1 enters islington-north count CORBYN=24120 …".
func (p *parser) step(number int, words []string) error {
	s := Step{Line: number, At: p.now, Who: words[0], Fields: count.Fields{}}
	var plain []string // the words that are not figures
	for _, w := range words[1:] {
		name, figure, ok := strings.Cut(w, "=")
		if !ok {
			plain = append(plain, w)
			continue
		}
		if _, twice := s.Fields[name]; twice {
			return fmt.Errorf("%s is typed twice", name)
		}
		s.Fields[name] = figure
	}
	if err := s.phrase(plain); err != nil {
		return err
	}
	p.steps = append(p.steps, s)
	return nil
}

// phrase reads what stands between the officer and the figures.
func (s *Step) phrase(said []string) error {
	if len(said) < 2 {
		return fmt.Errorf("who does what where?")
	}
	verb, rest := Verb(said[0]), said[2:]
	if verb == "makes" && len(rest) > 0 { // "makes islington-north ready"
		verb, rest = Verb("makes-"+rest[0]), rest[1:]
	}
	s.Verb, s.Contest = verb, said[1]
	how, known := grammar()[verb]
	if !known || !s.goesOn(how, rest) {
		return fmt.Errorf("“%s” is nothing that can be done", strings.Join(said, " "))
	}
	return nil
}

// goesOn reads the words after the contest.
func (s *Step) goesOn(how words, rest []string) bool {
	switch {
	case len(rest) == 0:
		return how != unit && how != whatUndo && how != policy
	case how == whatUndo:
		if len(rest) == 2 {
			s.Unit = rest[1]
		}
		s.Undoes = undone()[rest[0]]
		return s.Undoes != "" && len(rest) <= 2
	case len(rest) > 1:
		return false
	case how == unit || how == mayUnit:
		s.Unit = rest[0]
	case how == mayHour && s.Verb == Declares:
		s.Fields[count.FieldAnnounced] = rest[0]
	case how == mayHour:
		s.Fields[count.FieldHour] = rest[0]
	case how == policy:
		s.Fields["publish"] = rest[0]
	default:
		return false
	}
	return true
}

// split splits a line at spaces, but not within quotes: reason="found in a box".
func split(text string) ([]string, error) {
	var words []string
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		var word strings.Builder
		quoted := false
		end := strings.IndexFunc(text, func(r rune) bool {
			switch {
			case r == '"':
				quoted = !quoted
			case r == ' ' && !quoted:
				return true
			default:
				word.WriteRune(r)
			}
			return false
		})
		if quoted {
			return nil, fmt.Errorf("a quote is not closed")
		}
		words = append(words, word.String())
		if end < 0 {
			break
		}
		text = text[end:]
	}
	return words, nil
}
