package rehearsal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/feed"
)

// envelope is what every message about a topic begins with.
type envelope struct {
	topic           string
	epoch, revision int64
}

// readEnvelope reads the beginning of a message; state is false for a beat and the like.
// A message is read whole by the first viewer only that gets it.
func readEnvelope(message []byte) (e envelope, state bool, err error) {
	const most = 400
	head := message[:min(len(message), most)]
	if !bytes.HasPrefix(head, []byte(`{"type":"state"`)) {
		return e, false, nil
	}
	if e.topic, err = textIn(head, `"topic":"`); err != nil {
		return e, true, err
	}
	if e.epoch, err = numberIn(head, `"epoch":`); err != nil {
		return e, true, err
	}
	e.revision, err = numberIn(head, `"revision":`)
	return e, true, err
}

func after(head []byte, name string) ([]byte, error) {
	_, rest, ok := bytes.Cut(head, []byte(name))
	if !ok {
		return nil, fmt.Errorf("a message without %s: %s", name, head)
	}
	return rest, nil
}

func textIn(head []byte, name string) (string, error) {
	rest, err := after(head, name)
	text, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(text), err
}

func numberIn(head []byte, name string) (int64, error) {
	rest, err := after(head, name)
	if err != nil {
		return 0, err
	}
	end := bytes.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
	return strconv.ParseInt(string(rest[:max(end, 0)]), 10, 64)
}

// said is what a message says: of data the act that it came from and the bulletin, of a
// page the figures that stand on it.
func said(protocol string, message []byte) (seq int64, bulletin []byte, figures []int, err error) {
	var m struct {
		Bulletin json.RawMessage `json:"bulletin"`
		HTML     string          `json:"html"`
	}
	if err := json.Unmarshal(message, &m); err != nil {
		return 0, nil, nil, err
	}
	if protocol == broadcast.ProtocolHTML {
		return 0, nil, figuresOn(m.HTML), nil
	}
	var b struct {
		Seq  int64  `json:"seq"`
		Mode string `json:"mode"`
	}
	err = json.Unmarshal(m.Bulletin, &b)
	if err == nil && b.Mode != "rehearsal" {
		err = fmt.Errorf("the mode of this frame is %q", b.Mode)
	}
	return b.Seq, m.Bulletin, nil, err
}

// figuresOn are the figures of a thousand and more that stand on a page: they have
// commas, so that no year, hour or place is among them.
func figuresOn(fragment string) []int {
	var text strings.Builder
	for z := html.NewTokenizer(strings.NewReader(fragment)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return thousands(text.String())
		case html.TextToken:
			text.Write(z.Text())
			text.WriteByte(' ')
		}
	}
}

func thousands(text string) []int {
	var all []int
	for _, figure := range regexp.MustCompile(`\b\d{1,3}(?:,\d{3})+\b`).FindAllString(text, -1) {
		if n, err := strconv.Atoi(strings.ReplaceAll(figure, ",", "")); err == nil && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// numbersIn are the whole numbers that a bulletin holds, also in its texts, and what
// pages reckon from it: the votes of the last two, three and more candidates together,
// as “Others”, and by how many the first leads.
func numbersIn(bulletin []byte) (map[int]bool, error) {
	all := map[int]bool{}
	for _, figure := range regexp.MustCompile(`\d+`).FindAll(bulletin, -1) {
		if n, err := strconv.Atoi(string(figure)); err == nil {
			all[n] = true
		}
	}
	for _, n := range thousands(string(bulletin)) {
		all[n] = true
	}
	var b feed.Bulletin
	if err := json.Unmarshal(bulletin, &b); err != nil || b.Contest == nil {
		return all, err
	}
	if first := b.Contest.Candidates; len(first) > 1 && first[0].Votes != nil && first[1].Votes != nil {
		all[*first[0].Votes-*first[1].Votes] = true
	}
	sum := 0
	for _, line := range slices.Backward(b.Contest.Candidates) {
		if line.Votes != nil {
			sum += *line.Votes
			all[sum] = true
		}
	}
	return all, nil
}
