package main

import (
	"bufio"
	"context"
	"io"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// Who does what the demo's card says, with the figures on it and nothing else, has
// declared a result: no step is missing, in another order, or of another person.
func TestTheCardLeadsToTheDeclaration(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	read, write := io.Pipe()
	done := make(chan error, 1)
	go func() {
		env := environment{func(string) string { return "" }, strings.NewReader(""), write, io.Discard}
		done <- demo(ctx, env, []string{"-addr", "127.0.0.1:0", "-db", filepath.Join(t.TempDir(), "demo.db")})
	}()
	var card strings.Builder
	for lines := bufio.NewReader(read); !strings.Contains(card.String(), "The database is"); {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		card.WriteString(line)
	}
	site := strings.TrimSuffix(regexp.MustCompile(`http://\S+/desk/`).FindString(card.String()), "/desk/")
	viewer := watch(ctx, t, site, feed.ContestTopic(demoContest))
	viewer.until("the poll closed", func(b feed.Bulletin) bool { return b.Stage == count.StageAwaiting })
	for _, step := range regexp.MustCompile(`(?m)^  [1-6]  .*(\n   .*)*`).FindAllString(card.String(), -1) {
		playCard(t, newVisitor(t, site), step)
	}
	viewer.until("the result declared", func(b feed.Bulletin) bool {
		return b.Stage == count.StageDeclared && b.Contest.Outcome.Text == "Independent gain from Labour"
	})
	stop()
	if err := <-done; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

// playCard does one step of the card: changes person by one click, and fills and sends
// the forms that it names.
func playCard(t *testing.T, v *visitor, step string) {
	t.Helper()
	who := regexp.MustCompile(`As ([a-z0-9-]+)`).FindStringSubmatch(step)[1]
	if p, err := v.post("/desk/change-person", url.Values{"as": {who}}); err != nil || p.status != 303 {
		t.Fatalf("change to %s: %d, %v", who, p.status, err)
	}
	const contest = "/desk/contests/" + demoContest
	send := func(from, to string, fill func(page, url.Values)) {
		t.Helper()
		p := v.read(from)
		form, ok := p.form(to)
		if !ok {
			t.Fatalf("%s: %s has no form for it: %s", step, from, text(p.body))
		}
		fill(p, form)
		if sent, err := v.post(to, form); err != nil || sent.status != 303 {
			t.Fatalf("%s: %d, %v: %s", step, sent.status, err, text(sent.body))
		}
	}
	figure := regexp.MustCompile(`[\d,]+`)
	authorised := func(_ page, f url.Values) { f.Set(count.FieldAuthority, string(count.ReturningOfficer)) }
	says := func(words string) bool { return strings.Contains(step, words) }
	switch {
	case says("verified papers"):
		send(contest+"/papers", contest+"/papers", func(_ page, f url.Values) { f.Set("papers", figure.FindString(step[strings.LastIndex(step, " "):])) })
	case says("the count sheet"):
		send(sheetPath, sheetPath, func(p page, f url.Values) {
			typed := regexp.MustCompile(`(?m) ([\d,]+)$`).FindAllStringSubmatch(step, -1)
			for i, field := range slices.Concat(p.named("votes."), p.named("rejected.")) {
				f.Set(field, typed[i][1])
			}
		})
	case says("confirm"):
		send(sheetPath, confirmPath, func(p page, f url.Values) {
			for field, values := range p.ticked(confirmPath) {
				f[field] = values
			}
		})
	case says("provisional"):
		send(contest, contest+"/provisional", authorised)
		send(contest+"/consulted", contest+"/consulted", authorised)
		send(contest, contest+"/ready", authorised)
	case says("type back"):
		send(contest+"/read-back", contest+"/read-back", func(_ page, f url.Values) { f.Set("votes.1120", "24,120"); f.Set("votes.90828", "16,873") })
	case says("declared"):
		send(contest+"/declare", contest+"/declare", authorised)
	default:
		t.Fatalf("nobody knows what to do: %s", step)
	}
}
