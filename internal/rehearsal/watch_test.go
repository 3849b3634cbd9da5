package rehearsal_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/rehearsal"
)

// data and page are two messages of a contest at a revision, as the desk sends them.
func data(revision, votes int) string {
	return fmt.Sprintf(`{"type":"state","topic":"contest/a","epoch":1,"revision":%d,"bulletin":{"seq":%d,"mode":"rehearsal","contest":{"valid":%d}}}`, revision, revision, votes)
}

func page(revision int, votes string) string {
	return fmt.Sprintf(`{"type":"state","topic":"contest/a","epoch":1,"revision":%d,"html":"<td>%s</td><td>22:41, 2024</td>"}`, revision, votes)
}

// What viewers must never be shown is found: an older state after a newer one, two things
// under one revision, a figure that its revision does not hold, a revision that was never
// published, or another text than was.
func TestWhatViewersMustNeverBeShown(t *testing.T) {
	published := map[int64][]byte{7: []byte(`{"seq":7,"mode":"rehearsal","contest":{"valid":24120}}`), 8: []byte(`{"seq":8,"mode":"rehearsal","contest":{"valid":24130}}`)}
	for name, c := range map[string]struct {
		shown []string // messages, each by another viewer unless it begins with "+"
		want  string   // empty: all is well
	}{
		"as it was published":     {[]string{data(7, 24120), page(7, "24,120"), data(8, 24130), page(8, "24,130")}, ""},
		"an older one later":      {[]string{data(8, 24130), "+" + data(7, 24120)}, "a viewer went back: from revision 8 to 7"},
		"the same one again":      {[]string{page(8, "24,130"), "+" + page(8, "24,130")}, "a viewer went back: from revision 8 to 8"},
		"two things":              {[]string{page(7, "24,120"), page(7, "<b>24,120</b>")}, "revision 7: viewers were shown different things"},
		"the next one's figure":   {[]string{page(7, "24,130")}, "revision 7: 24130 is shown, and that revision does not hold it"},
		"never published":         {[]string{data(9, 1)}, "revision 9 was shown, and never published"},
		"not what was published":  {[]string{data(7, 24121)}, "revision 7: what was shown is not what was published"},
		"a frame that is not one": {[]string{`{"type":"state","topic":"contest/a"}`}, "a message cannot be read"},
		"of a live night":         {[]string{strings.Replace(data(7, 24120), "rehearsal", "live", 1)}, `the mode of this frame is "live"`},
	} {
		var viewers []rehearsal.Shown
		for _, m := range c.shown {
			text, same := strings.CutPrefix(m, "+")
			protocol := broadcast.ProtocolJSON
			if strings.Contains(text, `"html"`) {
				protocol = broadcast.ProtocolHTML
			}
			if !same {
				viewers = append(viewers, rehearsal.Shown{Protocol: protocol})
			}
			last := &viewers[len(viewers)-1]
			last.Messages = append(last.Messages, text)
		}
		wrong := rehearsal.Judged(viewers, published)
		if c.want == "" && len(wrong) > 0 || c.want != "" && !slices.ContainsFunc(wrong, func(w string) bool { return strings.Contains(w, c.want) }) {
			t.Errorf("%s: %q; want %q", name, wrong, c.want)
		}
	}
}
