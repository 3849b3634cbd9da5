package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/atom"
	"resultsdesk/web/lang"
	"resultsdesk/web/static"
)

// Addresses of the feeds; Welsh ones have "?lang=cy".
const nightFeedAddress = "/api/v1/feed.atom"

func contestFeedAddress(id string) string { return "/api/v1/contests/" + id + ".atom" }
func partyFeedAddress(id string) string   { return "/api/v1/parties/" + url.PathEscape(id) + ".atom" }

// reading is a feed that somebody asks for.
type reading struct {
	l       *lang.Language
	p       *feed.Published // of the contest, or the overview
	stamp   stamp
	address string
	name    string // in the feed's id
	title   string
	page    string // address of the page beside it, without its language
	tell    func() []told
}

// nightFeed tells of all contests.
func (s *site) nightFeed(w http.ResponseWriter, r *http.Request) {
	l, ok := s.feedLanguage(w, r)
	if !ok {
		return
	}
	p, all, st, ok := s.night()
	if !ok {
		s.nothingYet(l, w, r)
		return
	}
	s.feed(w, r, reading{l: l, p: p, stamp: st, address: nightFeedAddress, name: "night", page: "/",
		title: l.T("atom.feed.night", "election", election(l, p.Bulletin)),
		tell: func() []told {
			return append(s.notedOnNight(l, p.Bulletin), s.tellAll(l, all, func(*feed.Bulletin, told) bool { return true })...)
		},
	})
}

// contestFeed tells of one contest.
func (s *site) contestFeed(w http.ResponseWriter, r *http.Request, slug string) {
	l, ok := s.feedLanguage(w, r)
	if !ok {
		return
	}
	p, ok := s.find(s.Words.English(), w, r, slug, inLanguage(l, "/api/v1/contests/%.atom"))
	if !ok {
		return
	}
	s.feed(w, r, reading{l: l, p: p, stamp: stamp{}.with(p), address: contestFeedAddress(slug), name: "contest/" + slug, page: "/contests/" + slug,
		title: l.T("atom.feed.contest", "name", plain(p.Bulletin.Contest.Name), "election", election(l, p.Bulletin)),
		tell:  func() []told { return s.happened(l, p) },
	})
}

// partyFeed tells of the seats that a party won or lost, and of every result taken back
// where it stands: whose it was is not published any more.
func (s *site) partyFeed(w http.ResponseWriter, r *http.Request) {
	l, ok := s.feedLanguage(w, r)
	if !ok {
		return
	}
	id, ok := strings.CutSuffix(r.PathValue("file"), ".atom")
	p, all, st, published := s.night()
	if published && ok {
		var name string
		if name, ok = partyStanding(l, all, id); ok {
			s.feed(w, r, reading{l: l, p: p, stamp: st, address: partyFeedAddress(id), name: "party/" + id, page: partyPath(id),
				title: l.T("atom.feed.party", "party", name, "election", election(l, p.Bulletin)),
				tell: func() []told {
					return s.tellAll(l, all, func(b *feed.Bulletin, one told) bool { return one.result && concerns(b, one, id) })
				},
			})
			return
		}
	}
	s.missing(l, w, r)
}

// feed sends a page of a feed.
func (s *site) feed(w http.ResponseWriter, r *http.Request, f reading) {
	key := "atom/" + f.l.Code + "/" + f.name
	all, err := s.told.of(key, f.stamp, func() ([]told, error) {
		all := f.tell()
		sortTold(all)
		return all, nil
	})
	if err != nil {
		s.fault(f.l, w, err)
		return
	}
	pages := atom.Pages(len(all))
	page, ok := atom.Number(r.URL.Query().Get("page"), pages)
	if !ok {
		s.missing(f.l, w, r)
		return
	}
	file, err := s.pages.of(key+"/"+strconv.Itoa(page), f.stamp, func() (*static.File, error) {
		data, err := s.atomOf(f, all, page, pages).Encode()
		return static.NewFile(atom.ContentType, data), err
	})
	if err != nil {
		s.fault(f.l, w, err)
		return
	}
	w.Header().Set("Cache-Control", fresh)
	file.Send(w, r, http.StatusOK)
}

// atomOf is a page of a feed as Atom has it.
func (s *site) atomOf(f reading, all []told, page, pages int) atom.Feed {
	b := f.p.Bulletin
	title := f.title
	if rehearsal(b) {
		title = f.l.T("atom.rehearsal", "title", title)
	}
	out := atom.Feed{ID: s.tag(f.l, b, "feed", f.name), Title: title, Lang: f.l.Tag, Author: f.l.T("site.name"), Updated: b.Election.Closes}
	out.Links = append(atom.PageLinks(page, pages, func(n int) string { return s.BaseURL + paged(inLanguage(f.l, f.address), n) }),
		atom.Link{Rel: "alternate", Type: "text/html", Href: s.BaseURL + f.l.Path(f.page)})
	entries := make([]atom.Entry, len(all))
	for i, one := range all {
		entries[i] = one.Entry
		out.Updated = later(out.Updated, one.Updated)
	}
	out.Entries = atom.Page(entries, page)
	return out
}

// night is what a feed of all contests is made from.
func (s *site) night() (p *feed.Published, all []*feed.Published, st stamp, ok bool) {
	if p, ok = s.Board.Newest(feed.OverviewTopic); !ok {
		return nil, nil, st, false
	}
	all = s.Board.Contests()
	st = stamp{}.with(p)
	for _, c := range all {
		st = st.with(c)
	}
	return p, all, st, true
}

func (s *site) tellAll(l *lang.Language, all []*feed.Published, worth func(*feed.Bulletin, told) bool) []told {
	var out []told
	for _, p := range all {
		for _, one := range s.happened(l, p) {
			if worth(p.Bulletin, one) {
				out = append(out, one)
			}
		}
	}
	return out
}

// tag is an id that stays for ever: it names who speaks, the polling day and what. A
// rehearsal and a translation are other things, with other ids.
func (s *site) tag(l *lang.Language, b *feed.Bulletin, specific ...string) string {
	authority := "results-desk.invalid" // a desk without an address of its own
	if u, err := url.Parse(s.BaseURL); err == nil && u.Hostname() != "" {
		authority = strings.ToLower(u.Hostname())
	}
	if rehearsal(b) {
		specific = slices.Insert(specific, 0, "rehearsal")
	}
	if l.Prefix != "" {
		specific = slices.Insert(specific, 0, l.Code)
	}
	return atom.Tag(authority, string(b.Election.Date), specific...)
}

// feedLanguage is the language that "?lang=" names; where there is no such language it
// answers itself.
func (s *site) feedLanguage(w http.ResponseWriter, r *http.Request) (*lang.Language, bool) {
	code := r.URL.Query().Get("lang")
	if code == "" {
		return s.Words.English(), true
	}
	l, ok := s.Words.Of(code)
	if !ok {
		s.missing(s.Words.English(), w, r)
	}
	return l, ok
}

// inLanguage is the address of a file in a language.
func inLanguage(l *lang.Language, address string) string {
	if l.Prefix == "" {
		return address
	}
	return address + "?lang=" + l.Code
}

// paged is the address of a page of a feed; the first has none of its own.
func paged(address string, page int) string {
	if page == 1 {
		return address
	}
	sign := "?"
	if strings.Contains(address, "?") {
		sign = "&"
	}
	return address + sign + "page=" + strconv.Itoa(page)
}
