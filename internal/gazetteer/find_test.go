package gazetteer_test

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"resultsdesk/internal/gazetteer"
)

// What people type, and what they mean.
func TestFind(t *testing.T) {
	x := some()
	for typed, want := range map[string]string{
		"islington north": "Islington North", "north islington": "Islington North", "ISLINGTON  NORTH": "Islington North",
		"islingtonnorth": "Islington North", "isling ton north": "Islington North", "isl nor": "Islington North", "islngton n": "Islington North",
		"islington north london": "Islington North", "e14001305": "Islington North", " E14001305 ": "Islington North",
		"islington south & finsbury": "Islington South and Finsbury", "Islington South Finsbury": "Islington South and Finsbury", "finsbury and islington south": "Islington South and Finsbury",
		"ynys mon": "Ynys Môn", "ynysmon": "Ynys Môn", "Ynys Mo\u0302n": "Ynys Môn", "saint ives": "St Ives", "St. Ives": "St Ives",
		"stoke on trent": "Stoke-on-Trent North", "stokeontrent north": "Stoke-on-Trent North", "Stoke–on–Trent": "Stoke-on-Trent North",
		"jeremy corbyn": "Jeremy Corbyn", "corbin": "Jeremy Corbyn", "corbyn islington": "Jeremy Corbyn", "nargund labour": "Praful Nargund", "sian berry": "Siân Berry",
		"oneill": "Liam O’Neill", "O'Neill": "Liam O’Neill", "o neill": "Liam O’Neill", "lab": "Labour Party", "labuor": "Labour Party", "wales": "Wales", "west midlands": "West Midlands",
	} {
		if hits := x.Find(typed); len(hits) == 0 || hits[0].Name != want {
			t.Errorf("%q finds %v; want %s first", typed, names(hits), want)
		}
	}
	for _, typed := range []string{"", " ", "&", "zzzz", "e14001307", "!!!", "london labour", "\x00\xff"} {
		if hits := x.Find(typed); len(hits) > 0 {
			t.Errorf("%q finds %v", typed, names(hits))
		}
	}
}

// A whole name or code is told from one that several have.
func TestExact(t *testing.T) {
	x := gazetteer.New([]gazetteer.Entry{
		{ID: "foyle", Name: "Foyle", Also: []string{"N05000006"}}, {Kind: gazetteer.Candidate, ID: "1", Name: "Niko Omilana"}, {Kind: gazetteer.Candidate, ID: "2", Name: "Niko Omilana"},
	})
	for typed, want := range map[string]string{"FOYLE": "foyle", "n05000006": "foyle", "Foyl": "", "niko omilana": "", "": ""} {
		if e, ok := x.Exact(typed); e.ID != want || ok != (want != "") {
			t.Errorf("%q is %v, %v; want %q", typed, e, ok, want)
		}
	}
}

// A kind that matches as well as the best is not crowded out by another.
func TestGroups(t *testing.T) {
	entries := []gazetteer.Entry{{Kind: gazetteer.Party, ID: "PP63", Name: "Green Party", Also: []string{"Green"}}}
	for _, first := range strings.Fields("Abi Ben Cas Dan Eva Fay Gus Hal Ida Jon") {
		entries = append(entries, gazetteer.Entry{Kind: gazetteer.Candidate, ID: first, Name: first + " Green"})
	}
	groups := gazetteer.Groups(gazetteer.New(entries).Find("green"), 8)
	shown := 0
	for _, g := range groups {
		shown += len(g.Hits)
	}
	if len(groups) != 2 || shown != 8 {
		t.Errorf("%d groups with %d hits: %v", len(groups), shown, groups)
	}
}

// Whatever is typed is answered, with the same as before, and in bounds.
func TestAnyQuestion(t *testing.T) {
	entries := library(t)
	x := gazetteer.New(entries)
	rapid.Check(t, func(r *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("aeinorst -'&")), 0, 200, -1), slipped(entries)).Draw(r, "typed")
		hits := x.Find(typed)
		for i := 1; i < len(hits); i++ {
			if hits[i].Score > hits[i-1].Score {
				r.Fatalf("%q: hit %d is better than the one before", typed, i)
			}
		}
		if again := x.Find(typed); !reflect.DeepEqual(hits, again) {
			r.Fatalf("%q is answered otherwise the second time", typed)
		}
		shown := 0
		for _, g := range gazetteer.Groups(hits, 8) {
			shown += len(g.Hits)
		}
		if shown != min(len(hits), 8) {
			r.Fatalf("%q: %d of %d hits in groups", typed, shown, len(hits))
		}
		x.Exact(typed)
	})
}

// slipped is a real name with a slip at any place.
func slipped(entries []gazetteer.Entry) *rapid.Generator[string] {
	return rapid.Custom(func(r *rapid.T) string {
		s := []rune(rapid.SampledFrom(entries).Draw(r, "entry").Name)
		at := rapid.IntRange(0, len(s)-1).Draw(r, "at")
		return string(s[:at]) + rapid.StringN(0, 2, -1).Draw(r, "instead") + string(s[at+1:])
	})
}

func names(hits []gazetteer.Hit) []string {
	var all []string
	for _, h := range hits {
		all = append(all, h.Name)
	}
	return all
}
