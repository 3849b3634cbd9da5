package pack_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"resultsdesk/internal/count"
	"resultsdesk/internal/pack"
)

// onMap reads a pack and a map beside it.
func onMap(t *testing.T, files fstest.MapFS, hexjson string) ([]count.Contest, error) {
	t.Helper()
	p, err := pack.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	err = p.ReadMap(fstest.MapFS{"map.hexjson": {Data: []byte(hexjson)}}, "map.hexjson")
	return p.Definitions().Contests, err
}

// Seats are named by area or id; the layout in which even rows stand further east is
// turned into the other.
func TestReadMap(t *testing.T) {
	for layout, rows := range map[string][2]int{"odd-r": {-3, 4}, "even-r": {-2, 5}} {
		all, err := onMap(t, twoSeats(t), `{"layout":"`+layout+`","version":"1.0","hexes":{"E14001305":{"n":"x","q":7,"r":-3,"colour":"#fff"},"nottingham-north-and-kimberley":{"q":-2,"r":4}}}`)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := *all[1].Place, (count.MapPlace{Column: 7, Row: rows[0]}); got != want {
			t.Errorf("%s: Islington North is at %+v, want %+v", layout, got, want)
		}
		if got, want := *all[0].Place, (count.MapPlace{Column: -2, Row: rows[1]}); got != want {
			t.Errorf("%s: Nottingham North and Kimberley is at %+v, want %+v", layout, got, want)
		}
	}
}

func TestRefuseMap(t *testing.T) {
	const good = `{"layout":"odd-r","hexes":{
"E14001305":{"q":7,"r":-3},
"E14001411":{"q":8,"r":-3}}}`
	for name, row := range map[string]struct{ old, with, want string }{
		"no JSON":           {good, `{"layout":`, "map.hexjson:1:10: something is wrong with commas, quotation marks or brackets: unexpected end of JSON input"},
		"a list":            {good, `[]`, "map.hexjson:1:1: the file must hold one object: { … }"},
		"no layout":         {`"layout":"odd-r",`, "", "map.hexjson:1:1: “layout” is missing; it is odd-r or even-r"},
		"columns":           {"odd-r", "odd-q", "map.hexjson:1:1: layout: “odd-q” is not supported; it takes odd-r or even-r"},
		"no hexes":          {"hexes", "cells", "map.hexjson:1:1: “hexes” is missing or empty"},
		"unknown code":      {"E14001411", "E14009999", "map.hexjson: E14001411: Nottingham North and Kimberley has no hexagon\nmap.hexjson:3:1: E14009999: this is neither the area nor the id of a contest of this election"},
		"key twice":         {"E14001411", "E14001305", "map.hexjson: E14001411: Nottingham North and Kimberley has no hexagon\nmap.hexjson:3:1: E14001305: Islington North has a hexagon already, under E14001305"},
		"seat twice":        {"E14001411", "islington-north", "map.hexjson: E14001411: Nottingham North and Kimberley has no hexagon\nmap.hexjson:3:1: islington-north: Islington North has a hexagon already, under E14001305"},
		"two on one place":  {`"q":8`, `"q":7`, "map.hexjson:3:1: E14001411: column 7, row -3 is the place of E14001305 already"},
		"half a place":      {`"q":8,`, "", "map.hexjson:3:1: E14001411: “q” or “r” is missing"},
		"no whole number":   {`"q":8`, `"q":"8"`, "map.hexjson: E14001411: Nottingham North and Kimberley has no hexagon\nmap.hexjson:3:1: E14001411: “q” and “r” must be whole numbers"},
		"a seat left out":   {",\n\"E14001411\":{\"q\":8,\"r\":-3}", "", "map.hexjson: E14001411: Nottingham North and Kimberley has no hexagon"},
		"far out at sea":    {`"q":8`, `"q":80000`, "map.hexjson:3:1: E14001411: column 80000, row -3 is too far out; the furthest is 1000"},
		"a hexagon of text": {`{"q":8,"r":-3}`, `"here"`, "map.hexjson: E14001411: Nottingham North and Kimberley has no hexagon\nmap.hexjson:3:1: E14001411: “q” and “r” must be whole numbers"},
	} {
		_, err := onMap(t, twoSeats(t), strings.Replace(good, row.old, row.with, 1))
		var failure *pack.Error
		if !errors.As(err, &failure) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, p := range failure.Problems {
			got = append(got, p.String())
		}
		if strings.Join(got, "\n") != row.want {
			t.Errorf("%s:\n got %s\nwant %s", name, strings.Join(got, "\n"), row.want)
		}
	}
}

// A contest that is held again takes the hexagon of the one before.
func TestAMapOfAContestThatIsHeldAgain(t *testing.T) {
	files := twoSeats(t)
	replace(t, files, "contests.csv", "E14001411", "E14001305")
	replace(t, files, "contests.csv", "seats,boundaries,", "seats,boundaries,replaces,")
	replace(t, files, "contests.csv", "1,changed,", "1,changed,islington-north,")
	replace(t, files, "contests.csv", "1,unchanged,", "1,unchanged,,")
	all, err := onMap(t, files, `{"layout":"odd-r","hexes":{"E14001305":{"q":7,"r":-3}}}`)
	if err != nil || all[0].Place == nil || all[1].Place != nil {
		t.Errorf("%+v, %+v, %v", all[0].Place, all[1].Place, err)
	}
}

// The real map and the real seats: five Scottish codes are old in it.
func TestEverySeatHasItsHexagon(t *testing.T) {
	p, err := pack.ReadHOC(os.DirFS(libraryFolder(t, libraryFiles())))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.ReadMap(os.DirFS(filepath.Join(libraryFiles(), "..", "uk-hexmap")), "uk-constituencies-2023.hexjson"); err != nil {
		t.Fatal(err)
	}
	places := map[count.MapPlace]string{}
	by := map[string]count.MapPlace{}
	for _, c := range p.Definitions().Contests {
		if c.Place == nil || places[*c.Place] != "" {
			t.Fatalf("%s is at %+v, as %s is", c.Name, c.Place, places[*c.Place])
		}
		places[*c.Place], by[c.ID] = c.ID, *c.Place
	}
	north, south, east := by["orkney-and-shetland"], by["st-ives"], by["lowestoft"]
	if len(places) != 650 || north.Row <= by["central-ayrshire"].Row || by["central-ayrshire"].Row <= south.Row || east.Column <= south.Column {
		t.Errorf("%d places; Orkney %+v, St Ives %+v, Lowestoft %+v: rows count to the north, columns to the east", len(places), north, south, east)
	}
}

// When a declaration is expected is read from a file of its own, by id or by area.
func TestReadExpected(t *testing.T) {
	read := func(text string) ([]count.Contest, error) {
		p, err := pack.Read(twoSeats(t))
		if err != nil {
			t.Fatal(err)
		}
		err = p.ReadExpected(fstest.MapFS{"hours.csv": {Data: []byte(text)}}, "hours.csv")
		return p.Definitions().Contests, err
	}
	all, err := read("contest,expected\nislington-north,23:15\nE14001411,05:00\n")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"2024-07-05T04:00:00Z", "2024-07-04T22:15:00Z"} {
		if got := all[i].Expected.Format("2006-01-02T15:04:05Z07:00"); got != want {
			t.Errorf("%s is expected at %s, want %s", all[i].Name, got, want)
		}
	}
	_, err = read("contest,expected\nislington-north,22:00\nE14001305,\nchorley,03:00\n")
	const want = "there are 3 problems in the election pack:\n" +
		"  hours.csv:3:1: contest: “islington-north” is in line 2 already\n" +
		"  hours.csv:3:11: expected: nothing stands here\n" +
		"  hours.csv:4:1: contest: “chorley” is neither the id nor the area of a contest of this election"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}
