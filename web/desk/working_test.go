package desk_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/web/desk"
)

func (b *browser) attach(name string, file []byte) *page {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("photo", name)
	must(b.t, err)
	_, err = part.Write(file)
	must(b.t, err)
	must(b.t, form.Close())
	r := httptest.NewRequest("POST", sheetPath+"/photos", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return b.ask(r)
}

func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, png.Encode(&out, image.NewGray(image.Rect(0, 0, w, h))))
	return out.Bytes()
}

// A photograph is kept small and is shown to officers of its contest alone.
func TestPhotograph(t *testing.T) {
	m := open(t)
	b := m.as("officer-1")
	b.attach("sheet.png", picture(t, 4000, 3000)).says(200, "Photograph, officer-1, 02:08:41")
	p := b.get("/desk/photos/1")
	if p.status != 200 || p.header.Get("Content-Type") != "image/jpeg" || p.header.Get("X-Content-Type-Options") != "nosniff" || p.header.Get("Cache-Control") != "no-store" {
		t.Errorf("a photograph is served as %d %v", p.status, p.header)
	}
	if size, err := jpeg.DecodeConfig(strings.NewReader(p.body)); err != nil || size.Width != 2000 || size.Height != 1500 {
		t.Errorf("kept as %+v, %v; want 2000 × 1500", size, err)
	}
	m.browser().get("/desk/photos/1").says(200, "Sign in")
	must(t, m.accounts.Assign(t.Context(), "officer-2", []string{"tottenham"}))
	m.as("officer-2").get("/desk/photos/1").says(404)
	b.get("/desk/photos/2").says(404)

	b.attach("sheet.pdf", []byte("%PDF-1.7")).says(422, "not a photograph that the desk can read")
	b.attach("huge.png", picture(t, 8000, 5001)).says(422, "more than 40 megapixels")
	b.attach("large.jpg", bytes.Repeat([]byte{0xff}, 8<<20+1)).says(413, "8 MB at most")
	b.attach("none.jpg", nil).says(422, "No photograph was chosen.")
}

func TestHandover(t *testing.T) {
	m := open(t)
	b, notes := m.as("officer-1"), islington+"/notes"
	b.post(notes, url.Values{"note": {"Box 12 is <still> with table 6.\r\nAsk the clerk."}}).says(200, "Hand-over", "Box 12 is <still> with table 6.", "officer-1, 02:08:41")
	m.as("officer-2").get(islington).says(200, "Ask the clerk.")
	b.post(notes, url.Values{"note": {" "}}).says(422, "The note is empty.")
	long := strings.Repeat("é", 2001)
	b.post(notes, url.Values{"note": {long}}).says(422, "The note is too long.", long)
	m.as("officer-2").post("/desk/contests/tottenham/notes", url.Values{"note": {"x"}}).says(403)
}

// The wall screen says what is public and nothing of the ledger; it needs no session
// and leaves no cookie.
func TestWallShowsWhatIsPublic(t *testing.T) {
	board := feed.NewBoard()
	m := open(t, func(_ *count.Definitions, o *desk.Options) { o.Board = board })
	wall := func() *page { return m.browser().get("/desk/wall") }
	wall().says(200, "Nothing is published yet.")
	m.counted()
	for i, name := range []string{"Islington North", "Tottenham"} {
		board.Put(&feed.Published{Bulletin: &feed.Bulletin{Topic: "contest/" + name, Epoch: 1, Revision: int64(i + 1), Mode: count.Rehearsal, Stage: count.StageVerified,
			Election: feed.Election{Name: "UK general election", Zone: "Europe/London"}, Contest: &feed.Contest{ID: name, Name: name, Units: feed.Units{In: i, Of: 6}}}})
	}
	p := wall().says(200, "Islington North Verified 0 of 6", "Tottenham Verified 1 of 6", "REHEARSAL", "0 finished, 2 under way, 0 to come").silent("Counting", "24,120", "Corbyn")
	if p.header.Get("Set-Cookie") != "" || !strings.Contains(p.body, `<noscript><meta http-equiv="refresh" content="10"`) {
		t.Errorf("cookie %q, or no refresh", p.header.Get("Set-Cookie"))
	}
}

func linkOf(t *testing.T, p *page, text string) string {
	t.Helper()
	found := regexp.MustCompile(`<a href="([^"]*)">` + text + `</a>`).FindStringSubmatch(p.body)
	if found == nil {
		t.Fatalf("%s has no link %q", p.path, text)
	}
	return strings.ReplaceAll(found[1], "&amp;", "&")
}

// An invitation lets one officer choose a passphrase once, and leads to the count.
func TestInvitation(t *testing.T) {
	m := open(t)
	invite := func() string {
		token, _, err := m.accounts.Invite(t.Context(), "officer-2")
		must(t, err)
		return "/desk/invitation/" + token
	}
	stale := invite()
	path := invite()
	m.browser().get(stale).says(404, "There is no such invitation.") // a newer one was made
	b := m.browser()
	p := b.get(path).says(200, "Welcome, officer-2")
	choose := func(one, two string) url.Values {
		return typed(p.form(path), map[string]string{"passphrase": one, "again": two})
	}
	m.browser().get("/desk/invitation/"+strings.ToUpper(strings.ReplaceAll(path[len("/desk/invitation/"):], "-", ""))).says(200, "Welcome, officer-2")
	b.post(path, choose("too short", "too short")).says(422, "at least 15")
	b.post(path, choose(secret, secret+"!")).says(422, "The two passphrases differ.")
	b.post(path, choose(secret, secret)).says(200, "Islington North", "officer-2 · count officer")
	m.browser().get(path).says(410, "This invitation has been used.")
	m.browser().post(path, choose(secret, secret)).says(410)
	if _, err := m.accounts.SignIn(t.Context(), "officer-2", secret, account.Place{}); err != nil {
		t.Errorf("the chosen passphrase: %v", err)
	}
	path = invite()
	m.now = m.now.Add(account.InvitationLength - time.Second)
	m.browser().get(path).says(200)
	m.now = m.now.Add(time.Second)
	m.browser().get(path).says(410, "This invitation has expired.")
}
