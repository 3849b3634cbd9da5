package rehearsal

import (
	"strings"

	"golang.org/x/net/html"

	"resultsdesk/internal/count"
)

// page compares what a contest's page shows: of each candidate votes and share, and the
// contest's own figures in the cards.
func (s *scoring) page(c *Contest, want map[string]string, body string) {
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		s.same(c.ID, "page", err.Error(), "a page")
		return
	}
	rows, cards := resultRows(root), cardFigures(root)
	for _, cand := range c.Candidates {
		cells := rows[cand.ID]
		want["name."+cand.ID] = c.finalName(cand.ID)
		for i, what := range []string{"name." + cand.ID, "votes." + cand.ID, "share." + cand.ID} {
			got := ""
			if i < len(cells) {
				got = cells[i]
			}
			wanted := want[what]
			if i > 0 {
				wanted = shown(wanted)
			}
			s.same(c.ID, "page, "+what, got, wanted)
		}
	}
	for what, card := range map[string]string{"valid": "Valid votes", "rejected": "Rejected papers", "turnout": "Turnout (valid votes of electorate)", "majority": "Majority"} {
		s.same(c.ID, "page, "+what, cards[card].figure, shown(want[what]))
	}
	s.same(c.ID, "page, electorate", strings.TrimPrefix(cards["Valid votes"].note, "of "), shown(want["electorate"]))
	s.same(c.ID, "page, mode", map[bool]string{true: "marked"}[strings.Contains(strings.ToUpper(words(root)), "REHEARSAL")], "marked")
}

// shown is a figure as pages write it.
func shown(figure string) string {
	if strings.Contains(figure, ".") {
		return figure + "%"
	}
	n, err := count.ParseFigure(figure)
	if err != nil {
		return figure
	}
	return count.Thousands(n)
}

// resultRows are the name and the cells of figures of each candidate's row, by id: two
// of a seat can have one name.
func resultRows(root *html.Node) map[string][]string {
	rows := map[string][]string{}
	for table := range root.Descendants() {
		if table.Type != html.ElementNode || table.Data != "table" || !strings.Contains(attr(table, "class"), "candidates") {
			continue
		}
		for tr := range table.Descendants() {
			if tr.Type != html.ElementNode || tr.Data != "tr" {
				continue
			}
			var cells []string
			for n := range tr.Descendants() {
				switch {
				case n.Type != html.ElementNode:
				case n.Data == "b" && len(cells) == 0 || n.Data == "td":
					cells = append(cells, figureIn(n))
				}
			}
			rows[attr(tr, "data-key")] = cells
		}
	}
	return rows
}

// shownCard is what a card shows: its figure, and the line under it.
type shownCard struct{ figure, note string }

// cardFigures are the cards of a contest's page, by what each is of.
func cardFigures(root *html.Node) map[string]shownCard {
	cards := map[string]shownCard{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "dl" || attr(n, "id") != "cards" {
			continue
		}
		for card := range n.ChildNodes() {
			var c shownCard
			for part := range card.Descendants() {
				switch {
				case part.Type != html.ElementNode || part.Parent.Data != "dd":
				case part.Data == "b":
					c.figure = figureIn(part)
				case part.Data == "span" && c.note == "": // what it was before comes after it
					c.note = figureIn(part)
				}
			}
			if card.Type == html.ElementNode {
				cards[attr(card, "data-key")] = c
			}
		}
	}
	return cards
}

// figureIn is the figure of a cell, without what it was before a correction.
func figureIn(n *html.Node) string {
	var b strings.Builder
	var read func(*html.Node)
	read = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "del" || n.Data == "s" || strings.Contains(attr(n, "class"), "was") || strings.Contains(attr(n, "class"), "unseen")) {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			read(c)
		}
	}
	read(n)
	return strings.TrimSpace(b.String())
}
