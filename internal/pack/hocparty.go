package pack

import "resultsdesk/internal/count"

// Numbers of the Library for people without a party.
const (
	hocIndependent = "8"
	hocSpeaker     = "47"
)

// hocSuccessor links the parties of the base that stand under another number, by the
// Library's numbers. The Greens' holds in Scotland, where the party of the base did
// not stand itself.
func hocSuccessor(number string) string {
	switch number {
	case "1006": // the Brexit Party, now Reform UK under the same registration
		return "1036"
	case "44": // Green, the Scottish Greens in Scotland
		return "1057"
	case "242": // People Before Profit
		return "177"
	case "212": // Young People's Party, now Shared Ground
		return "1111"
	case "NA": // the Speaker
		return hocSpeaker
	}
	return ""
}

// hocColour is the colour that results pages commonly give a party, which the Library
// does not state; empty where there is none.
func hocColour(id string) string {
	return map[string]string{
		"PP52":    "#0087dc", // Conservative
		"PP53":    "#e4003b", // Labour
		"PP90":    "#faa61a", // Liberal Democrats
		"PP102":   "#fdf38e", // Scottish National Party
		"PP63":    "#02a95b", // Greens
		"PP130":   "#02a95b",
		"PP305":   "#02a95b",
		"PP7931":  "#12b6cf", // Reform UK
		"PP77":    "#005b54", // Plaid Cymru
		"PP39":    "#326760", // Sinn Féin
		"PP70":    "#d46a4c", // Democratic Unionist Party
		"PP55":    "#2aa82c", // Social Democratic and Labour Party
		"PP103":   "#f6cb2f", // Alliance
		"PP83":    "#48a5ee", // Ulster Unionist Party
		"PP680":   "#0c3a6a", // Traditional Unionist Voice
		"PP11382": "#b4002a", // Workers Party of Britain
		"speaker": "#4a4a4a", // a shade of ink: the Speaker has no party
	}[id]
}

// readParties finds the parties of the candidates. A party registered twice, in Great
// Britain and in Northern Ireland, has one number at the Library and is one party
// here, under the registration that most of its candidates stand for.
func (h *hocReader) readParties(rows []*row) {
	type registration struct{ number, id string }
	stood, most := map[registration]int{}, map[string]int{}
	for _, w := range rows {
		number := w.needed("MNIS party ID", maxID)
		if number == "" || number == hocIndependent {
			continue
		}
		id := w.says("Electoral Commission party ID")
		if number == hocSpeaker {
			id = "speaker"
		} else if id == "" {
			w.wrong("Electoral Commission party ID", "a candidate of %s has no registered party", clip(w.says("Party name")))
			continue
		}
		name := w.says("Party name")
		if w.says("Electoral Commission adjunct party ID") != "" {
			continue // named jointly; the party's own name stands in its other rows
		}
		reg := registration{number, id}
		if stood[reg]++; stood[reg] > most[number] {
			most[number] = stood[reg]
			h.parties[number] = count.Party{ID: id, Name: name, Short: name, Abbr: w.says("Party abbreviation"), Colour: hocColour(id)}
		}
	}
}

// partiesOf are the parties of a candidate: none, one, or two for a joint candidacy.
func (h *hocReader) partiesOf(w *row) []count.Party {
	number := w.says("MNIS party ID")
	if number == hocIndependent || number == "" {
		return nil
	}
	main, known := h.parties[number]
	if !known {
		if !w.bad {
			w.wrong("MNIS party ID", "no candidate stands for %s alone, so its name is not known", clip(w.says("Party name")))
		}
		return nil
	}
	parties := []count.Party{main}
	switch second := w.says("Electoral Commission adjunct party ID"); second {
	case "":
	case "PP119":
		parties = append(parties, count.Party{ID: second, Name: "Co-operative Party", Short: "Co-operative", Abbr: "Co-op"})
	default:
		w.wrong("Electoral Commission adjunct party ID", "“%s” is no second party that is known here; PP119, the Co-operative Party, is", clip(second))
	}
	return parties
}
