package pack_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"resultsdesk/internal/pack"
)

// bad is a good pack with one mistake in it.
type bad struct {
	name      string
	file      string
	old, with string // every place of old in the file; no old: with is the file
	want      string // all problems, one a line
}

func refuse(t *testing.T, rows []bad) {
	t.Helper()
	refuseIn(t, "two-seats", rows)
}

// refuseIn is refuse with another good pack.
func refuseIn(t *testing.T, folder string, rows []bad) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			files := testPack(t, folder)
			if row.old == "" {
				files[row.file] = &fstest.MapFile{Data: []byte(row.with)}
			} else {
				replace(t, files, row.file, row.old, row.with)
			}
			wantProblems(t, files, row.want)
		})
	}
}

func wantProblems(t *testing.T, files fstest.MapFS, want string) {
	t.Helper()
	_, err := pack.Read(files)
	var failure *pack.Error
	if !errors.As(err, &failure) {
		t.Fatalf("the pack was read: %v", err)
	}
	var lines []string
	for _, p := range failure.Problems {
		lines = append(lines, p.String())
	}
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRefuseElection(t *testing.T) {
	const file = "election.json"
	refuse(t, []bad{
		{"unknown key", file, `"publish"`, `"publsh"`, "election.json:1:1: “publish” is missing\nelection.json:9:3: “publsh” is not known; election.json has name, date, time_zone, close_of_poll, type, mode, profile, publish, second_person"},
		{"key twice", file, `"mode"`, `"mode": "live", "mode"`, "election.json:7:19: “mode” is there twice"},
		{"no JSON", file, `"count",`, `"count"`, "election.json:9:3: something is wrong with commas, quotation marks or brackets: invalid character '\"' after object key:value pair"},
		{"cut off", file, "\"confirm\"\n}\n", "\"confirm\"", "election.json:10:28: something is wrong with commas, quotation marks or brackets: unexpected end of JSON input"},
		{"a list", file, "", "[]", "election.json:1:1: the file must hold one object: { … }"},
		{"nothing", file, "", "null", "election.json:1:1: the file must hold one object: { … }"},
		{"no text", file, `"count"`, `1`, "election.json:8:14: profile: the value must be a text in quotation marks"},
		{"empty", file, `"count"`, `" "`, "election.json:8:14: profile: nothing stands here"},
		{"type", file, "uk-parliament", "local", "election.json:6:11: type: “local” is not known; say “uk-parliament” or “uk-local”"},
		{"no mode chosen", file, "rehearsal", "Live", "election.json:7:11: mode: “Live” is not known; say “rehearsal” or “live”"},
		{"unknown profile", file, `"count"`, `"medium"`, "election.json:8:14: profile: “medium” is not known; say “count”, “small” or “media”"},
		{"unknown second person", file, `"confirm"`, `"read"`, "election.json:10:20: second_person: “read” is not known; say “confirm”, “blind” or “none”"},
		{"count without a second person", file, `"confirm"`, `"none"`, "election.json:10:20: second_person: “none” is for the profile “media” only: with “count” a second person stands behind every sheet; say “confirm” or “blind”"},
		{"no second person beside an unknown profile", file, "\"count\",\n  \"publish\": \"running\",\n  \"second_person\": \"confirm\"", "\"medium\", \"publish\": \"running\", \"second_person\": \"none\"", "election.json:8:14: profile: “medium” is not known; say “count”, “small” or “media”"},
		{"media with a second person", file, `"count"`, `"media"`, "election.json:10:20: second_person: in the profile “media” one person alone publishes what a count gave out, so nobody confirms it; say “none”, or choose the profile “count” or “small”"},
		{"publish", file, "running", "always", "election.json:9:14: publish: “always” is not known; say “running” or “declared”"},
		{"date", file, "2024-07-04", "4/7/2024", "election.json:3:11: date: “4/7/2024” is no date; write it as 2024-07-04"},
		{"no such day", file, "2024-07-04", "2024-06-31", "election.json:3:11: date: “2024-06-31” is no date; write it as 2024-07-04"},
		{"zone", file, "Europe/London", "Europe/Islington", "election.json:4:16: time_zone: “Europe/Islington” is no time zone that this machine knows; write it as Europe/London"},
		{"zone of whatever machine", file, "Europe/London", "Local", "election.json:4:16: time_zone: “Local” is no time zone that this machine knows; write it as Europe/London"},
		{"clock", file, "22:00", "10pm", "election.json:5:20: close_of_poll: “10pm” is no time of day; write it as 22:00"},
		{"name", file, "UK general", "UK\\u0007general", "election.json:2:11: name: the text holds a character that cannot be seen (U+0007)"},
		{"too large", file, "", strings.Repeat(" ", 4<<20+1), "election.json: the file is larger than 4 MiB"},
		{"not UTF-8", file, "UK general", "UK g\xe9n\xe9ral", "election.json:2:16: this is not UTF-8 text (byte 0xE9); save the file as “CSV UTF-8”"},
	})
}

func TestRefuseAnHourThatTheClocksSkip(t *testing.T) {
	files := twoSeats(t)
	replace(t, files, "election.json", "2024-07-04", "2024-03-31")
	replace(t, files, "election.json", "22:00", "01:30")
	wantProblems(t, files, "election.json:5:20: close_of_poll: there is no 01:30 on 2024-03-31 in Europe/London: the clocks go forward")
}

func TestRefuseFiles(t *testing.T) {
	const file = "parties.csv"
	header := "id,name,short_name,abbreviation,colour"
	known := "; parties.csv has the columns id, name, short_name, abbreviation, colour"
	refuse(t, []bad{
		{"misspelt column", file, "short_name", "shortname", "parties.csv:1:1: column “short_name” is missing\nparties.csv:1:9: column “shortname” is not known" + known},
		{"no header", file, "", "", "parties.csv:1:1: the file is empty; its first line must name the columns: id, name, short_name, abbreviation, colour"},
		{"text under no name", file, "#12b6cf", "#12b6cf,light blue", "parties.csv:7:40: “light blue” stands under no column name"},
		{"cell missing", file, "PP63,Green Party,", "PP63,", "parties.csv:6:1: the row has 4 cells and the header 5"},
		{"quotation mark", file, "Green Party", `The "Greens"`, "parties.csv:6:10: a quotation mark stands inside a cell that does not begin with one; write it twice and put the cell in quotation marks"},
		{"quotation mark not closed", file, "Green Party", `"Green Party`, "parties.csv:6:1: a quotation mark is opened in this row and closed nowhere, or in the middle of the cell (line 7)"},
		{"quotation mark closed early", file, "Green Party", `"Green" Party`, "parties.csv:6:12: a quotation mark is not closed, or closed in the middle of the cell"},
		{"not UTF-8", file, "Green Party", "Plaid Werdd \xe9", "parties.csv:6:18: this is not UTF-8 text (byte 0xE9); save the file as “CSV UTF-8”"},
		{"column after accents", file, "Green Party,Green", "Gwyrddion Môn ŵ,", "parties.csv:6:22: short_name: nothing stands here"},
		{"UTF-16", file, "", "\xff\xfei\x00d\x00", "parties.csv:1:1: this is not UTF-8 text (byte 0xFF); save the file as “CSV UTF-8”"},
		{"old line ends", file, "\n", "\r", "parties.csv:1:39: a line ends with a carriage return alone; save the file with LF or CRLF line ends"},
		{"lost character", file, "Green Party", "Gr�n Party", "parties.csv:6:6: name: a character was lost when the file was saved (�); type it again and save as “CSV UTF-8”"},
		{"turned text", file, "Green Party", "Green \u202eParty", "parties.csv:6:6: name: the text holds a character that cannot be seen (U+202E)"},
		{"two lines", file, "Green Party", "\"Green\nParty\"", "parties.csv:6:6: name: the text has more than one line"},
		{"line after two lines", file, "Green Party,Green,Green", "\"Green\nParty\",,Green", "parties.csv:6:6: name: the text has more than one line\nparties.csv:7:8: short_name: nothing stands here"},
		{"too long", file, "Green Party", strings.Repeat("é", 101), "parties.csv:6:6: name: the text has 101 characters; at most 100 fit"},
		{"too large", file, "", header + strings.Repeat("\n", 4<<20), "parties.csv: the file is larger than 4 MiB"},
		{"too many rows", file, "", header + strings.Repeat("\nPP53,a,a,a,#000000", 20_001), "parties.csv:20002:1: there are more than 20,000 rows"},
		{"another kind of file", file, "", strings.Repeat("id,", 200), "parties.csv:1:1: there are more than 100 columns"},
	})
}
