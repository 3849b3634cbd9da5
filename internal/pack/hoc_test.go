package pack_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"resultsdesk/internal/count"
	"resultsdesk/internal/pack"
)

// library is a small folder in the form of the House of Commons Library's files: real
// seats with some of their candidates and some lines of their base.
func library() map[string]string {
	const candidateColumns = "ONS ID,Party name,Party abbreviation,Electoral Commission party ID,MNIS party ID,Electoral Commission adjunct party ID,Candidate first name,Candidate surname,DC Person ID,Votes\r\n"
	return map[string]string{
		"election.json": `{"name": "UK general election", "date": "2024-07-04", "time_zone": "Europe/London", "close_of_poll": "22:00", "type": "uk-parliament",
			"mode": "rehearsal", "profile": "count", "publish": "declared", "second_person": "confirm"}`,
		"constituencies.csv": "ONS ID,Constituency name,Region name,Country name,Electorate\r\n" +
			"E14001305,Islington North,London,England,72852\r\n" +
			"E14001170,Chorley,North West,England,74801\r\n" +
			"S14000109,Central Ayrshire,Scotland,Scotland,69413\r\n" +
			"N05000003,Belfast South and Mid Down,Northern Ireland,Northern Ireland,74749\r\n" +
			"S14000068,Bathgate and Linlithgow,Scotland,Scotland,72185\r\n",
		"candidates.csv": candidateColumns +
			"E14001305,Labour,Lab,PP53,15,,Praful,Nargund,90828,16873\r\n" +
			"E14001305,Independent,Ind,,8,,Jeremy,Corbyn,1120,24120\r\n" +
			"E14001305,Reform UK,RUK,PP7931,1036,,Martyn,Nelson,72541,1710\r\n" +
			"E14001170,Speaker,Spk,,47,,Lindsay,Hoyle,595,25238\r\n" +
			"E14001170,Green,Green,PP63,44,,Mark,Tebbutt,77139,4663\r\n" +
			"S14000109,Labour,Lab,PP53,15,,Alan,Gemmell,116215,18091\r\n" +
			"S14000109,Scottish Green Party,Green,PP130,1057,,Tom,Kerr,117139,1039\r\n" +
			"N05000003,Green Party Northern Ireland,Green,PP305,44,,\u00c3\u0081ine,Groogan,49791,1577\r\n" +
			"N05000003,Alliance,APNI,PP103,1,,Kate,Nicholl,6989,8839\r\n" +
			"S14000068,Labour and Co-operative,Lab,PP53,15,PP119,Kirsteen,Sullivan,22464,19774\r\n" +
			"S14000068,Scottish Green Party,Green,PP130,1057,,Simon,Jay,116210,1390\r\n",
		"revised_constituency_ids.csv": "S14000010,Central Ayrshire,S14000109\n",
		"notional-2019-results.csv": "Islington North,,E14001305,339,GL,England,Borough,72.7,73970,35345,1,LABV,34603,Lab,Labour Party,15\r\n" +
			"Islington North,,E14001305,339,GL,England,Borough,72.7,73970,35345,1,BRXV,742,Brexit Party,The Brexit Party,1006\r\n" +
			"Islington North,,E14001305,339,GL,England,Borough,72.7,73970,35345,1,TOTOTHV,236,NA,NA,NA\r\n" +
			"Chorley,,E14001170,100,NW,England,County,51.7,74000,26831,1,SPKV,26831,Commons Speaker,Commons Speaker,NA\r\n" +
			"Central Ayrshire,,S14000010,100,SC,Scotland,County,66.7,69000,1500,1,GRNV,1000,Green,Green Party,44\r\n" +
			"Central Ayrshire,,S14000010,100,SC,Scotland,County,66.7,69000,1500,1,IND1V,500,Independent,Independent,8\r\n",
	}
}

func readLibrary(files map[string]string) (*pack.Pack, error) {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return pack.ReadHOC(fsys)
}

func seatOf(t *testing.T, defs count.Definitions, id string) *count.Contest {
	t.Helper()
	for i := range defs.Contests {
		if defs.Contests[i].ID == id {
			return &defs.Contests[i]
		}
	}
	t.Fatalf("there is no seat %s", id)
	return nil
}

func TestReadHOC(t *testing.T) {
	p, err := readLibrary(library())
	if err != nil {
		t.Fatal(err)
	}
	defs := p.Definitions()

	islington := seatOf(t, defs, "islington-north")
	var order []string
	for _, c := range islington.Candidates {
		order = append(order, c.Surname)
	}
	if strings.Join(order, " ") != "Corbyn Nargund Nelson" || islington.Candidates[2].Number != 3 {
		t.Errorf("the ballot paper is %v; want it by surname", order)
	}
	if islington.Candidates[0].Party() != nil {
		t.Error("an independent has a party")
	}
	if len(islington.Previous.Votes) != 2 || islington.Previous.Valid() != 35345 || islington.Previous.Kind != count.Notional {
		t.Errorf("the base is %+v; sums over other rows are not lines of it", islington.Previous)
	}
	if brexit := islington.Previous.Votes[1]; brexit.Party.ID != "PP7931" || brexit.Label != "The Brexit Party" {
		t.Errorf("the Brexit Party is %+v %q; want Reform UK's registration under its old name", brexit.Party, brexit.Label)
	}

	chorley := seatOf(t, defs, "chorley")
	speaker := chorley.Candidates[0]
	if speaker.Label() != "Speaker" || speaker.Description != "The Speaker seeking re-election" || chorley.Previous.Votes[0].Party.ID != speaker.Party().ID {
		t.Errorf("the Speaker is %+v against %+v", speaker, chorley.Previous.Votes[0])
	}
	belfast := seatOf(t, defs, "belfast-south-and-mid-down")
	if c, ok := belfast.Candidate("49791"); !ok || c.Name() != "Áine Groogan" {
		t.Errorf("a name that was saved wrongly reads %q; want Áine Groogan", c.Name())
	}
	bathgate := seatOf(t, defs, "bathgate-and-linlithgow")
	joint := bathgate.Candidates[1]
	if len(joint.Parties) != 2 || joint.Label() != "Labour" || joint.Description != "Labour and Co-operative" || bathgate.Previous != nil {
		t.Errorf("a joint candidacy is %+v", joint)
	}

	ayrshire := seatOf(t, defs, "central-ayrshire")
	if green := ayrshire.Previous.Votes[0]; green.Party.ID != "PP130" {
		t.Errorf("the Greens of Scotland are %+v; want the party that stands there, found by the seat's old code", green.Party)
	}
	if independent := ayrshire.Previous.Votes[1]; independent.Party != nil || independent.Label != count.Independent {
		t.Errorf("an independent of the base is %+v", independent)
	}
}

// What does not fit together is named with file and line.
func TestReadHOCRefuses(t *testing.T) {
	for what, c := range map[string]struct{ file, old, now, want string }{
		"a base that does not add up":  {"notional-2019-results.csv", "LABV,34603", "LABV,34602", "notional-2019-results.csv:1:62: total votes: the parties of Islington North add up to 35,344 votes, the file says 35,345"},
		"a seat that is not there":     {"candidates.csv", "E14001305,Labour", "E14009999,Labour", "candidates.csv:2:1: ONS ID: there is no seat “E14009999” in constituencies.csv"},
		"a base of a seat elsewhere":   {"notional-2019-results.csv", "E14001170", "E14001171", "notional-2019-results.csv:4:10: ONS code: there is no seat “E14001171”"},
		"somebody who stands twice":    {"candidates.csv", "Martyn,Nelson,72541", "Martyn,Nelson,1120", "candidates.csv:4:"},
		"an electorate of nobody":      {"constituencies.csv", "72852", "0", "constituencies.csv:2:42: Electorate: 0 is too small"},
		"a second party not known":     {"candidates.csv", "PP119", "PP120", "candidates.csv:11:47: Electoral Commission adjunct party ID: “PP120” is no second party"},
		"a party without registration": {"candidates.csv", "RUK,PP7931", "RUK,", "candidates.csv:4:25: Electoral Commission party ID: a candidate of Reform UK has no registered party"},
		"a mode that nobody chose":     {"election.json", `"mode": "rehearsal", `, "", "election.json"},
		"a column of another file":     {"constituencies.csv", "Electorate\r\n", "Voters\r\n", "constituencies.csv:1:51: column “Voters” is not known"},
	} {
		files := library()
		changed := strings.Replace(files[c.file], c.old, c.now, 1)
		if changed == files[c.file] {
			t.Fatalf("%s: nothing was changed", what)
		}
		files[c.file] = changed
		_, err := readLibrary(files)
		var problems *pack.Error
		if !errors.As(err, &problems) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %s", what, err, c.want)
		}
	}
	for name := range library() {
		files := library()
		delete(files, name)
		if _, err := readLibrary(files); err == nil || !strings.Contains(err.Error(), name+": the file is missing") {
			t.Errorf("without %s: %v", name, err)
		}
	}
}
