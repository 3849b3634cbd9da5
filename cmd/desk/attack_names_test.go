package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"resultsdesk/internal/cell"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/pack"
)

// corpus are names that would be more than names, from testdata/attack/names.txt: markup,
// scripts, ends of attributes, templates, formulas, queries, entities, and some that
// are only rare.
func corpus(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile("testdata/attack/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for lines := bufio.NewScanner(bytes.NewReader(raw)); lines.Scan(); {
		var name string
		if err := json.Unmarshal(lines.Bytes(), &name); err != nil {
			t.Fatal(err)
		}
		all = append(all, name)
	}
	return all
}

// ballot is how many candidates a contest of the attack has.
const ballot = 16

// hostilePack is a pack in which candidates, descriptions, parties and contests have
// names of the corpus; its last contest has plain ones.
func hostilePack(t *testing.T, names []string) fstest.MapFS {
	t.Helper()
	files := map[string][][]string{
		"contests.csv":   {{"id", "name", "electorate", "electorate_status", "electorate_source", "seats", "order_note", "note"}},
		"candidates.csv": {{"contest", "number", "id", "surname", "forenames", "known_as", "description", "party"}},
		"parties.csv":    {{"id", "name", "short_name", "abbreviation", "colour"}},
		"units.csv":      {{"contest", "id", "name", "kind", "fed_by", "doubtful"}},
		"previous.csv":   {{"contest", "kind", "date", "electorate", "source", "valid", "id", "party", "label", "candidate", "votes"}},
	}
	row := func(file string, cells ...string) { files[file] = append(files[file], cell.Row(cells...)) }
	for i, group := range groups(names) {
		contest := contestOf(i)
		row("contests.csv", contest, group[0], "72582", "final", group[0], "1", group[0], group[0])
		for n, name := range group {
			party := fmt.Sprintf("P%d-%d", i, n)
			row("parties.csv", party, name, name, "P", "#e4003b")
			row("candidates.csv", contest, fmt.Sprint(n+1), fmt.Sprintf("c%d", n+1), name, name, name, name, party)
		}
	}
	election, err := fs.ReadFile(demoFiles, "demo/pack/election.json")
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{"election.json": {Data: election}}
	for file, rows := range files {
		var b bytes.Buffer
		if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		folder[file] = &fstest.MapFile{Data: b.Bytes()}
	}
	return folder
}

// groups deals the names out to contests, and makes a last one of plain names.
func groups(names []string) [][]string {
	all := slices.Collect(slices.Chunk(names, ballot))
	last := &all[len(all)-1]
	for i := 0; len(*last) < ballot; i++ {
		*last = append(slices.Clip(*last), names[i%len(names)])
	}
	var plain []string
	for n := range ballot {
		plain = append(plain, fmt.Sprintf("Candidate %d", n+1))
	}
	return append(all, plain)
}

func contestOf(group int) string { return fmt.Sprintf("contest-%d", group+1) }

// admitted are the names of the corpus that an import takes. Those with characters
// that cannot be seen, or that turn a line around, never come in.
func admitted(t *testing.T) (names []string, refused int) {
	t.Helper()
	for _, name := range corpus(t) {
		_, err := pack.Read(hostilePack(t, []string{name}))
		var problems *pack.Error
		if errors.As(err, &problems) {
			refused++
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names, refused
}

// skeleton is a page without its words: each element with the names of its attributes.
func skeleton(t *testing.T, page string) (shape []string, words string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for n := range root.Descendants() {
		if inside(n, "around") {
			continue // who has how many neighbours is a matter of the alphabet
		}
		switch n.Type {
		case html.ElementNode:
			var names []string
			for _, a := range n.Attr {
				names = append(names, a.Key)
			}
			slices.Sort(names)
			shape = append(shape, n.Data+" "+strings.Join(names, " "))
		case html.TextNode:
			said.WriteString(n.Data)
		case html.CommentNode:
			shape = append(shape, "comment")
		}
	}
	return shape, said.String()
}

// inside tells whether a node stands in the element of an id.
func inside(n *html.Node, id string) bool {
	for up := range n.Ancestors() {
		if slices.Contains(up.Attr, html.Attribute{Key: "id", Val: id}) {
			return true
		}
	}
	return false
}

// namedPage is a kind of page that shows names; CONTEST stands for the contest's id.
type namedPage struct {
	path string
	who  string // empty: the public
	says bool   // it names every candidate
}

// waitingPages are those of a sheet that waits for its second person, countedPages
// those of a count that is put to those present.
func waitingPages() []namedPage {
	const desk = "/desk/contests/CONTEST"
	return []namedPage{
		{desk + "/units/count", "officer-1", true},
		{desk + "/units/count", "officer-2", true},
		{desk + "/papers", "officer-1", false},
		{desk + "/print/units/count", "officer-1", true},
		{desk + "/print/sheets", "officer-1", true},
	}
}

func countedPages() []namedPage {
	const desk = "/desk/contests/CONTEST"
	return []namedPage{
		{"/contests/CONTEST", "", true},
		{"/embed/contests/CONTEST", "", true},
		{desk, "officer-1", true},
		{desk, "clerk", true},
		{desk + "/units/count", "clerk", true},
		{desk + "/rounds", "officer-1", false},
		{desk + "/interruptions", "clerk", true}, // who died
		{desk + "/consulted", "clerk", true},
		{desk + "/recount", "clerk", true},
		{desk + "/print/provisional", "clerk", true},
		{desk + "/print/verification", "clerk", false},
	}
}

// hostileNight is a desk with the contests of a hostile pack.
type hostileNight struct {
	*player
	shapes map[string][]string // of pages with plain names
}

// enter types a contest's papers and its sheet, and a note in the words of every name.
func (n *hostileNight) enter(contest string, names []string) {
	n.t.Helper()
	ctx, d := n.t.Context(), n.server.desk
	figures := count.Fields{"rejected.official-mark": "5", "rejected.over-voted": "71", "rejected.identifiable": "14", "rejected.uncertain": "99"}
	left := 49195 - 189
	for i := range ballot - 1 {
		figures[fmt.Sprintf("votes.c%d", i+1)] = fmt.Sprint(3000 - 7*i)
		left -= 3000 - 7*i
	}
	figures[fmt.Sprintf("votes.c%d", ballot)] = fmt.Sprint(left)
	by := count.Officer{ID: "officer-1", Role: count.RoleCountOfficer}
	if _, err := d.Verify(ctx, by, count.Verification{Contest: contest, Key: "papers", Layout: 1, Figures: count.Fields{"papers": "49195"}}); err != nil {
		n.t.Fatal(err)
	}
	sheet := count.Sending{Contest: contest, Unit: "count", Key: "sheet", Layout: 1, Figures: figures}
	if _, err := d.Enter(ctx, by, sheet); err != nil {
		n.t.Fatal(err)
	}
	officer := n.visitor("officer-1")
	address := "/desk/contests/" + contest
	for i, name := range names {
		form, _ := officer.read(address).form(address + "/notes")
		form.Set("note", name)
		if p, err := officer.post(address+"/notes", form); err != nil || p.status != http.StatusSeeOther {
			n.t.Fatalf("note %d: %d, %v: %s", i, p.status, err, text(p.body))
		}
	}
}

// confirm has a second officer stand behind the sheet and puts the count to those
// present.
func (n *hostileNight) confirm(contest string) {
	n.t.Helper()
	ctx, d := n.t.Context(), n.server.desk
	st := n.standing(contest)
	second := count.Officer{ID: "officer-2", Role: count.RoleCountOfficer}
	_, err := d.Confirm(ctx, second, count.Confirmation{Contest: contest, Unit: "count", Key: "confirm", Entry: st.Waiting["count"][0].Seq, Code: count.SheetCode(st.Contest, "count", 0)})
	if err == nil {
		_, err = d.MakeProvisional(ctx, count.Officer{ID: "clerk", Role: count.RoleReturningOfficer}, count.Move{Contest: contest, Key: "provisional", Base: n.standing(contest).Moved, Authority: count.ReturningOfficer})
	}
	if err == nil {
		err = n.server.publisher.Publish(ctx)
	}
	if err != nil {
		n.t.Fatal(err)
	}
}

// Names are text wherever they are shown: a page of hostile names has exactly the
// elements and attributes of the same page with plain ones, and says them as they are.
func TestAttackNames(t *testing.T) {
	names, refused := admitted(t)
	if len(names) < 200 {
		t.Fatalf("only %d names of the corpus came in", len(names))
	}
	p, err := pack.Read(hostilePack(t, names))
	if err != nil {
		t.Fatal(err)
	}
	n := &hostileNight{newPlayer(t, "names", p.Definitions()), map[string][]string{}}
	n.turn(p.Definitions().Contests[0].Election.Closes.Add(time.Minute))
	for _, who := range []string{"officer-1", "officer-2", "clerk"} {
		n.visitor(who)
	}
	all := groups(names)
	for i := len(all) - 1; i >= 0; i-- { // the plain one first: the others are compared with it
		n.enter(contestOf(i), all[i])
		for _, shown := range waitingPages() {
			n.shows(shown, contestOf(i), all[i])
		}
		n.confirm(contestOf(i))
		for _, shown := range countedPages() {
			n.shows(shown, contestOf(i), all[i])
		}
		n.files(contestOf(i), all[i])
	}
	t.Logf("%d names on %d kinds of pages and files, %d refused at the import", len(names), len(waitingPages())+len(countedPages())+2, refused)
}

func (n *hostileNight) shows(shown namedPage, contest string, names []string) {
	n.t.Helper()
	path := strings.Replace(shown.path, "CONTEST", contest, 1)
	v := newVisitor(n.t, n.url)
	if shown.who != "" {
		v = n.visitor(shown.who)
	}
	shape, words := skeleton(n.t, v.read(path).body)
	key := shown.who + shown.path
	if n.shapes[key] == nil {
		n.shapes[key] = shape
	}
	if plain := n.shapes[key]; !slices.Equal(shape, plain) {
		n.t.Errorf("%s for %q … is not shaped as with plain names%s", path, names[0], difference(shape, plain))
	}
	for _, name := range names {
		if shown.says && !strings.Contains(spoken(words), spoken(name)) {
			n.t.Errorf("%s does not say %q", path, name)
		}
	}
}

// difference names the first element that only one of two pages has.
func difference(got, want []string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf(": <%s> instead of <%s>", got[i], want[i])
		}
	}
	return fmt.Sprintf(": %d elements instead of %d", len(got), len(want))
}

// spoken is text as it is read: whatever space is between words.
func spoken(text string) string { return strings.Join(strings.Fields(text), " ") }

// files are the open data of a contest: names come back from JSON as they were, and
// no cell of a table begins as a formula does.
func (n *hostileNight) files(contest string, names []string) {
	n.t.Helper()
	v := newVisitor(n.t, n.url)
	raw := v.read("/api/v1/contests/" + contest + ".json").body
	if strings.ContainsAny(raw, "<>") {
		n.t.Errorf("%s.json holds markup for a browser that sniffs", contest)
	}
	bulletin, err := feed.Decode([]byte(raw))
	if err != nil {
		n.t.Fatal(err)
	}
	for _, name := range names {
		if !slices.ContainsFunc(bulletin.Contest.Candidates, func(c feed.Candidate) bool { return c.Name == strings.TrimSpace(name) }) {
			n.t.Errorf("%s.json does not have %q", contest, name)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(v.read("/api/v1/contests/" + contest + ".csv").body)).ReadAll()
	if err != nil {
		n.t.Fatalf("%s.csv: %v", contest, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.ContainsRune("=+@＝＋－＠\t\r", first(cell)) || first(cell) == '-' && !isNumber(cell) {
				n.t.Errorf("%s.csv has the cell %q, which a spreadsheet takes for a formula", contest, cell)
			}
		}
	}
}

func first(text string) rune {
	for _, c := range text {
		return c
	}
	return 0
}

func isNumber(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}
