package web

import (
	"maps"
	"slices"
	"strings"

	"resultsdesk/web/fragment"
	"resultsdesk/web/lang"
)

// bookOf is the pieces that fragments in a language are made of, as they stand in the
// catalogue and in the templates. One that does not occur any more costs its bytes in
// the script, one that is missing costs them in a frame: the sizes are tested.
func bookOf(l *lang.Language) *fragment.Book {
	var words []string
	for _, key := range slices.Sorted(maps.Keys(l.Keys())) {
		topic, _, _ := strings.Cut(key, ".")
		switch topic {
		case "card", "head", "contest", "story", "table", "headline", "overview", "scorecard", "box", "unit", "swing", "party", "lead", "event", "elected", "outcome", "deposits", "previous", "pill", "row", "election", "correction":
			words = append(words, pieces(l.T(key))...)
		}
	}
	return fragment.NewBook(markup(), words)
}

// pieces are a message without its placeholders.
func pieces(message string) []string {
	var all []string
	for _, part := range strings.Split(message, "}") {
		text, _, _ := strings.Cut(part, "{")
		all = append(all, strings.TrimSpace(text))
	}
	return all
}

// markup is what templates repeat, as a fragment since another has it.
func markup() []string {
	return []string{
		`" data-same=""></`, ` data-same=""></`, `<b data-same=""></b> <span data-same=""></span> `, `<svg data-same=""></svg></th>`, `<svg><rect width="`, `"></rect></svg></th><td>`,
		`<td data-same=""></td>`, `<th data-same=""></th>`, `<tr data-key="`, `</td></tr>`, `<td role="cell">`, `</td><td>`, `<th><b data-same=""></b> <span`, `<bdi data-same=""></bdi>`,
		`<span class="full">`, `<span class="pill">✓ `, `<span class="number">`, `<span class="unseen">`, `<span class="muted">`, `<span aria-hidden="true">·</span>`,
		`<bdi>`, `</bdi>`, `<b>`, `</b>`, `<span>`, `</span>`, `<div>`, `</div>`, `<dd><b>`, `</dd></div>`, `<dt>`, `</dt>`, `</b>  <span>`, `</span></dd></div>`, `<p id="`, `</p>`, `<h1 id="headline">`, `<h2 id="`, `</h2>`,
		`<section id="`, `</section>`, `<div id="`, `<div data-key="`, `" class="card full"><dt>`, `" class="card"><dt>`, ` class="small`, `<details><summary>`, `</summary><ul>`, `</li></ul></details>`, `</span> <span class="number">`, `</span></li><li><span>`,
		`<li data-key="`, `<time>`, `</time> <span>`, `</span></li>`, `<ol data-rows="">`, `</ol>`, `<ul data-rows="">`, `</ul>`, `<tbody data-rows="">`, `</tbody> <tbody>`, `</tbody></table>`, `<thead><tr>`, `</tr></thead>`, `<th role="columnheader" scope="col">`,
		`<p id="rehearsal" data-same=""></p><div><p id="eyebrow" data-same=""></p><div>`, `<p id="elected"><span class="pill">`, `<dl id="cards">`, `<section id="result"><h2 id="result-title"`, `<table><thead`, `<p id="balance">`, `<p data-key="note0" data-same=""></p>`,
		`<dl class="cards" id="cards">`, `<td data-same=""></td><td data-same=""></td><td role="cell">`, `<th data-same=""></th><td data-same=""></td><td data-same=""></td><td role="cell">`, `</td></tr><tr data-key="`, `"><th data-same=""></th><td data-same=""></td><td data-same=""></td><td role="cell">`,
		`"><th><b data-same=""></b> <span><bdi data-same=""></bdi> <span class="full">`, `</span></span> <svg data-same=""></svg></th><td data-same=""></td><td data-same=""></td><td role="cell">`, `" data-same=""></li><li data-key="step`, `<ol data-rows=""><li data-key="step`, `<p data-key="note`, `<p class="small full" data-key="note`,
		`<div id="beside"><section id="story"><h2 id="story-title"`, `<section id="previous" data-same=""></section></div></div></div>`, `<rect fill="`, `<rect data-key="`, `<a href="/contests/`, `<a href="/cy/contests/`, `"><b><bdi>`, `</bdi></b></a> <span>`, `<span class="first">`,
	}
}
