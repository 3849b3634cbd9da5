package web

import (
	"fmt"
	"net/http"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// timeline is what happened, newest first, by hours.
func (s *site) timeline(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	n, ok := s.tonight(l, w, r)
	if !ok {
		return
	}
	s.survey(l, w, r, n, "/timeline", func() view.Survey {
		v := view.Survey{Headline: l.T("pages.timeline"), Lead: l.T("timeline.lead"), Files: []view.Link{{Text: "JSON", Href: "/api/v1/contests.json"}, {Text: "Atom", Href: inLanguage(l, nightFeedAddress)}}}
		moments := feed.TimelineOf(n.bulletins())
		if len(moments) == 0 {
			v.Lead = l.T("timeline.none")
		}
		v.Hours = hours(l, n.newest.Bulletin, moments, len(n.contests))
		return v
	})
}

// hours groups moments, newest first, by the hour of the election's clock.
func hours(l *lang.Language, b *feed.Bulletin, moments []feed.Moment, of int) []view.Hour {
	clock := clockOf(l, b)
	var all []view.Hour
	for i, m := range moments {
		from := m.At.In(clock.zone).Truncate(time.Hour)
		key := from.Format("h20060102T15")
		if len(all) == 0 || all[len(all)-1].Key != key {
			h := view.Hour{Key: key, Title: l.T("timeline.hour", "time", clock.hour(from), "end", clock.dated(b, from.Add(time.Hour)))}
			said := "timeline.declared"
			if i == 0 && m.Declared < of {
				said = "timeline.declared.now"
			}
			h.Beside = l.T(said, "n", m.Declared, "of", of)
			all = append(all, h)
		}
		h := &all[len(all)-1]
		h.Moments = append(h.Moments, moment(l, clock, m))
	}
	return all
}

func moment(l *lang.Language, clock clock, m feed.Moment) view.Moment {
	c := m.Contest.Contest
	v := view.Moment{
		Key: fmt.Sprintf("%s-%s-%d", c.ID, m.Kind, m.At.Unix()), Time: clock.hour(m.At), Name: plain(c.Name), Href: l.Path("/contests/" + c.ID),
	}
	switch {
	case m.Kind == "declared" && m.Stands:
		v.Text = ahead(l, feed.RowOf(m.Contest))
	case m.Kind == "declared":
		v.Text = l.T("timeline.gone")
	default:
		v.Strong, v.Text = event(l, feed.Event{Kind: m.Kind, Round: m.Round, Note: m.Note}, c)
	}
	return v
}
