package pack_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestRefuseParties(t *testing.T) {
	const file = "parties.csv"
	refuse(t, []bad{
		{"id twice", file, "PP119,", "PP53,", "parties.csv:3:1: id: “PP53” is in line 2 already\ncandidates.csv:5:88: party_2: there is no party “PP119” in parties.csv"},
		{"id", file, "PP119,", "PP 119,", "parties.csv:3:1: id: “PP 119” is no identifier; it takes up to 40 letters a to z, digits, and - _ : between them\ncandidates.csv:5:88: party_2: there is no party “PP119” in parties.csv"},
		{"no id", file, "PP119,", ",", "parties.csv:3:1: id: nothing stands here\ncandidates.csv:5:88: party_2: there is no party “PP119” in parties.csv"},
		{"no name", file, "Co-operative Party", "", "parties.csv:3:7: name: nothing stands here"},
		{"colour by name", file, "#12b6cf", "turquoise", "parties.csv:7:32: colour: “turquoise” is no colour; write it as #e4003b"},
		{"short colour", file, "#12b6cf", "#1bc", "parties.csv:7:32: colour: “#1bc” is no colour; write it as #e4003b"},
	})
}

func TestRefuseContests(t *testing.T) {
	const file = "contests.csv"
	known := "; contests.csv has the columns name, electorate, electorate_status, seats, id, gss, region, country, electorate_source, votes, boundaries, replaces, publish, map_column, map_row, expected, order_note, note"
	refuse(t, []bad{
		{"misspelt column", file, "order_note", "ordernote", "contests.csv:1:92: column “ordernote” is not known" + known},
		{"column twice", file, "region,country", "region,region", "contests.csv:1:20: column “region” is there twice"},
		{"no contest", file, "", "name,electorate,electorate_status,seats\n,,,\n", "contests.csv:1: there is no contest" +
			"\ncandidates.csv:2:1: contest: there is no contest “nottingham-north-and-kimberley” in contests.csv\ncandidates.csv:7:1: contest: there is no contest “islington-north” in contests.csv" +
			"\nunits.csv:2:1: contest: there is no contest “nottingham-north-and-kimberley” in contests.csv\nprevious.csv:2:1: contest: there is no contest “islington-north” in contests.csv"},
		{"id", file, "islington-north,", "Islington North,", "contests.csv:4:1: id: “Islington North” is no id of a contest; it takes up to 100 letters a to z, digits, and - between them" +
			"\ncandidates.csv:7:1: contest: there is no contest “islington-north” in contests.csv\nprevious.csv:2:1: contest: there is no contest “islington-north” in contests.csv"},
		{"id of another", file, ",Nottingham North and Kimberley", "islington-north,Nottingham North and Kimberley", "contests.csv:4:1: id: “islington-north” is in line 2 already" +
			"\ncandidates.csv:2:1: contest: there is no contest “nottingham-north-and-kimberley” in contests.csv\nunits.csv:2:1: contest: there is no contest “nottingham-north-and-kimberley” in contests.csv"},
		{"no id from the name", file, ",Nottingham North and Kimberley", ",Ноттингем", "contests.csv:2:2: name: no id can be made from “Ноттингем”; give one in the column id" +
			"\ncandidates.csv:2:1: contest: there is no contest “nottingham-north-and-kimberley” in contests.csv\nunits.csv:2:1: contest: there is no contest “nottingham-north-and-kimberley” in contests.csv"},
		{"no name", file, "Islington North", "", "contests.csv:4:17: name: nothing stands here"},
		{"area code", file, "E14001305", "e14001305", "contests.csv:4:33: gss: “e14001305” is no GSS code; it is a capital letter and eight digits"},
		{"area code short", file, "E14001305", "E1400130", "contests.csv:4:33: gss: “E1400130” is no GSS code; it is a capital letter and eight digits"},
		{"area code twice", file, "E14001305", "E14001411", "contests.csv:4:33: gss: “E14001411” is in line 2 already"},
		{"electorate", file, `"73,768"`, "73.768", "contests.csv:2:65: electorate: “73.768” cannot be read: only a whole number can stand here, such as 1702 or 1,702"},
		{"electorate of nobody", file, `"73,768"`, "0", "contests.csv:2:65: electorate: 0 is too small; the least is 1"},
		{"status of an electorate", file, "final", "", "contests.csv:2:74: electorate_status: nothing is chosen; say “final” or “provisional”"},
		{"status without electorate", file, "England,,,,", "England,,final,,", "contests.csv:4:59: electorate_status: there is no electorate"},
		{"two seats", file, "1,changed", "2,changed", "contests.csv:2:105: seats: a parliamentary constituency elects one member, not 2; several seats are for the type “uk-local”"},
		{"no seat", file, "1,changed", "0,changed", "contests.csv:2:105: seats: 0 is too small; the least is 1"},
		{"seats not said", file, "1,changed", ",changed", "contests.csv:2:105: seats: the figure is missing"},
		{"boundaries", file, "1,unchanged", "1,same", "contests.csv:4:63: boundaries: “same” is not known; say “unchanged” or “changed”"},
		{"note", file, "First line", "First\u0007line", "contests.csv:2:138: note: the text holds a character that cannot be seen (U+0007)"},
		{"half a place", file, ",63,-41", ",63,", "contests.csv:4:78: map_row: nothing stands here, but map_column has something"},
		{"other half of a place", file, ",63,-41", ",,-41", "contests.csv:4:75: map_column: nothing stands here, but map_row has something"},
		{"place", file, ",63,-41", ",63.5,-41", "contests.csv:4:75: map_column: “63.5” is no place on a map; it is a whole number from -1000 to 1000"},
		{"place far out", file, ",63,-41", ",63,-1001", "contests.csv:4:78: map_row: “-1001” is no place on a map; it is a whole number from -1000 to 1000"},
		{"place of another", file, ",63,-41", ",54,-25", "contests.csv:4:75: map_column: column 54, row -25 is the place of line 2 already"},
		{"hour", file, "03:30", "half past", "contests.csv:3:22: expected: “half past” is no hour; write it as 03:30 or as 2024-07-05T03:30:00+01:00"},
		{"hour before the close", file, "05T03:26", "04T03:26", "contests.csv:4:82: expected: “2024-07-04T03:26:08+01:00” is not after the close of poll"},
		{"hour of another month", file, "07-05T", "08-05T", "contests.csv:4:82: expected: “2024-08-05T03:26:08+01:00” is more than a week after the close of poll"},
		{"line after a note of two lines", file, "unchanged,,", "unchanged,,\u200f", "contests.csv:4:74: note: the text holds a character that cannot be seen (U+200F)"},
	})
}

func TestRefuseCandidates(t *testing.T) {
	const file = "candidates.csv"
	refuse(t, []bad{
		{"no such contest", file, "islington-north", "islington-nord", "contests.csv:4:17: name: the contest has no candidates in candidates.csv\ncandidates.csv:7:1: contest: there is no contest “islington-nord” in contests.csv"},
		{"no contest", file, "islington-north,1,", ",1,", "candidates.csv:7:1: contest: nothing stands here\ncandidates.csv:8:17: number: 2 follows 0; the ballot paper is numbered 1, 2, 3 … without gaps"},
		{"gap", file, "kimberley,3,", "kimberley,6,", "candidates.csv:5:32: number: 4 follows 2; the ballot paper is numbered 1, 2, 3 … without gaps"},
		{"number twice", file, "kimberley,3,", "kimberley,2,", "candidates.csv:4:32: number: 2 is the number of line 3 already"},
		{"number", file, "kimberley,3,", "kimberley,third,", "candidates.csv:3:32: number: “third” cannot be read: only a whole number can stand here, such as 1702 or 1,702"},
		{"id twice", file, "73668", "117359", "candidates.csv:4:34: id: “117359” is in line 3 already"},
		{"id", file, "73668", "7366.8", "candidates.csv:4:34: id: “7366.8” is no identifier; it takes up to 40 letters a to z, digits, and - _ : between them"},
		{"no surname", file, "Kadiri", "", "candidates.csv:3:41: surname: nothing stands here"},
		{"long description", file, "Reform UK", strings.Repeat("x", 201), "candidates.csv:3:55: description: the text has 201 characters; at most 200 fit"},
		{"party", file, "PP7931", "PP7930", "candidates.csv:3:65: party: there is no party “PP7930” in parties.csv"},
		{"joint without a first", file, "PP53,PP119", ",PP119", "candidates.csv:5:84: party_2: there is no first party; the main one stands in the column party"},
		{"joint with itself", file, "PP53,PP119", "PP53,PP53", "candidates.csv:5:88: party_2: a joint candidacy is of two different parties"},
		{"gap beside another problem", file, "5,847,Schmitz", "6,847,", "candidates.csv:6:32: number: 6 follows 4; the ballot paper is numbered 1, 2, 3 … without gaps\ncandidates.csv:6:38: surname: nothing stands here"},
		{"number twice beside another problem", file, "3,117359,Kadiri", "2,73668,Kadiri", "candidates.csv:4:32: number: 2 is the number of line 3 already\ncandidates.csv:4:34: id: “73668” is in line 3 already"},
		{"nothing of numbers where cells are missing", file, "Harvey,Sam,,Green", "Sam,,Green", "candidates.csv:2:1: the row has 8 cells and the header 9"},
		{"a hundred candidates", file, "islington-north,3,90828,Nargund,Praful,,Labour Party,PP53,\n", manyCandidates(100), "contests.csv:4:17: name: the contest has 100 candidates; at most 99 are supported"},
	})
}

// manyCandidates are rows of Islington North up to a ballot paper number.
func manyCandidates(last int) string {
	var b strings.Builder
	for n := 3; n <= last; n++ {
		fmt.Fprintf(&b, "islington-north,%d,candidate-%d,Candidate %d,,,,,\n", n, n, n)
	}
	return b.String()
}

func TestRefuseUnits(t *testing.T) {
	const file = "units.csv"
	const noTable = "doubtful: the contest has no unit of the kind “adjudication” to send doubtful papers to"
	const table2 = ",table-2,Table 2,table,box-2,adjudicated"
	refuse(t, []bad{
		{"kind", file, "table,box-2", "tabel,box-2", "units.csv:6:48: kind: “tabel” is not known; say “box”, “postal”, “mini-count”, “ward”, “table”, “adjudication” or “whole”"},
		{"id twice", file, ",table-2,", ",table-1,", "units.csv:6:32: id: “table-1” is in line 5 already"},
		{"id of a box and a count unit", file, ",table-2,", ",box-2,", "units.csv:6:32: id: “box-2” is in line 3 already"},
		{"no name", file, "Table 2", "", "units.csv:6:40: name: nothing stands here"},
		{"box that is fed", file, "Box 2,box,,", "Box 2,box,box-1,", "units.csv:3:48: fed_by: a box or postal session feeds count units and is fed by nothing"},
		{"box with doubtful papers", file, "Box 2,box,,", "Box 2,box,,sent", "units.csv:3:49: doubtful: a box or postal session has papers and no votes, so none is doubtful"},
		{"doubtful", file, "adjudicated", "kept", "units.csv:6:60: doubtful: “kept” is not known; say “adjudicated” or “sent”"},
		{"unknown box", file, ",box-2,adjudicated", ",box-3,adjudicated", "units.csv:3:32: id: “box-2” feeds no count unit, but other boxes of the contest do; all of them or none\nunits.csv:6:54: fed_by: there is no box or postal session “box-3” in this contest"},
		{"fed by a table", file, ",box-2,adjudicated", ",box-2;table-1,adjudicated", "units.csv:6:54: fed_by: there is no box or postal session “table-1” in this contest"},
		{"box that feeds two", file, ",box-2,adjudicated", ",box-2 box-1,adjudicated", "units.csv:6:54: fed_by: “box-1” feeds “table-1” (line 5) already"},
		{"box that feeds twice", file, ",box-2,adjudicated", ",box-2 box-2,adjudicated", "units.csv:6:54: fed_by: “box-2” is named twice"},
		{"box that feeds nothing", file, "box-1 postal-1", "box-1", "units.csv:4:32: id: “postal-1” feeds no count unit, but other boxes of the contest do; all of them or none"},
		{"unit without papers", file, table2, ",table-3,Table 3,table,,adjudicated\nnottingham-north-and-kimberley" + table2, "units.csv:6:54: fed_by: nothing feeds this count unit, but boxes feed the others; it would have no papers"},
		{"two adjudications", file, table2, ",table-2,Table 2,adjudication,box-2,", "units.csv:6:61: fed_by: adjudication gets its papers from the other count units, not from boxes\nunits.csv:7:58: kind: the adjudication of this contest is in line 6 already; there is one"},
		{"adjudication that nobody sends to", file, ",sent", ",", "units.csv:7:58: kind: no count unit of the contest sends doubtful papers to adjudication; say “sent” in the column doubtful of those that do"},
		{"adjudication that sends", file, "adjudication,,", "adjudication,,sent", "units.csv:7:72: doubtful: a unit of the kind “adjudication” decides doubtful papers and cannot send them"},
		{"nowhere to send", file, "nottingham-north-and-kimberley,adjudication,Adjudication,adjudication,,\n", "", "units.csv:5:69: " + noTable},
		{"place of a postal session", file, "", "contest,id,name,kind,place\nislington-north,postal-1,Postal session 1,postal,Town Hall\n", "units.csv:2:50: place: only a box comes from a polling place"},
		{"place of a table", file, "", "contest,id,name,kind,place\nislington-north,table-1,Table 1,table,Town Hall\n", "units.csv:2:39: place: only a box comes from a polling place"},
		{"place", file, "", "contest,id,name,kind,place\nislington-north,box-1,Box 1,box,Town\u202eHall\n", "units.csv:2:33: place: the text holds a character that cannot be seen (U+202E)"},
		{"whole beside others", file, table2, ",table-2,Table 2,whole,box-2,", "units.csv:6:48: kind: “whole” is the contest counted as one and cannot stand beside other count units"},
		{"whole that sends", file, "", "contest,id,name,kind,doubtful\nislington-north,all,All,whole,sent\n", "units.csv:2:31: doubtful: a unit of the kind “whole” decides doubtful papers and cannot send them"},
		{"box called count", file, "", "contest,id,name,kind\nislington-north,count,Box 1,box\n", "units.csv:2:17: id: “count” is the id of the whole count here; give the box another"},
	})
}

func TestRefusePrevious(t *testing.T) {
	const file = "previous.csv"
	const fifth = "independent-1,,,,236"
	refuse(t, []bad{
		{"does not add up", file, "53805", "53806", "previous.csv:2:66: valid: the votes add up to 53,805, not 53,806 (E18)"},
		{"does not add up beside another problem", file, "53805,PP53,PP53", "53806,PP53,PP54", "previous.csv:2:66: valid: the votes add up to 53,805, not 53,806 (E18)\nprevious.csv:2:77: party: there is no party “PP54” in parties.csv"},
		{"no sum where a figure is missing", file, "PP53,PP53,,,34603", "PP53,PP53,,,", "previous.csv:2:84: votes: the figure is missing"},
		{"no kind", file, "actual", "", "previous.csv:2:17: kind: say whether the previous result is “actual” or “notional”, once a contest"},
		{"kind", file, "actual", "real", "previous.csv:2:17: kind: “real” is not known; say “actual” or “notional”"},
		{"two kinds", file, "north,actual,,", "north,notional,,", "previous.csv:4:17: kind: “notional” here, “actual” in line 2; one previous result has one"},
		{"no date", file, "2019-12-12", "", "previous.csv:2:24: date: the date of the previous election is missing; write it once a contest, as 2019-12-12"},
		{"date", file, "2019-12-12", "12/12/2019", "previous.csv:2:24: date: “12/12/2019” is no date; write it as 2024-07-04"},
		{"date after this election", file, "2019-12-12", "2024-07-04", "previous.csv:2:24: date: 2024-07-04 is not before this election, 2024-07-04"},
		{"electorate", file, "75162", "0", "previous.csv:2:35: electorate: 0 is too small; the least is 1"},
		{"votes missing", file, "PP90,,,8415", "PP90,,,", "previous.csv:3:34: votes: the figure is missing"},
		{"party", file, "PP90,PP90", "PP90,PP91", "previous.csv:3:27: party: there is no party “PP91” in parties.csv"},
		{"party twice", file, "PP90,PP90", "PP90,PP53", "previous.csv:3:27: party: “PP53” is in line 2 already"},
		{"line twice", file, "PP90,PP90", "PP53,PP90", "previous.csv:3:22: id: “PP53” is in line 2 already"},
		{"person", file, fifth, "independent-1,,,185,236", "previous.csv:7:38: candidate: there is no candidate “185” in this contest"},
		{"person of a party now", file, fifth, "independent-1,,,90828,236", "previous.csv:7:38: candidate: “90828” stands for a party now"},
		{"person of a party then", file, "Brexit Party,,", "Brexit Party,1120,", "previous.csv:6:49: candidate: only an independent is compared as a person; this line has a party"},
		{"no such contest", file, "", "contest,kind,date,id,party,votes\nchorley,actual,2019-12-12,PP53,PP53,1\n", "previous.csv:2:1: contest: there is no contest “chorley” in contests.csv"},
	})
}

// A file that cannot be read is one problem: what only follows from it is not said
// as well.
func TestRefuseSaysNothingThatOnlyFollows(t *testing.T) {
	for _, file := range []string{"parties.csv", "contests.csv", "candidates.csv", "units.csv", "previous.csv", "election.json"} {
		files := twoSeats(t)
		delete(files, file)
		wantProblems(t, files, file+": the file is missing")
	}
}
