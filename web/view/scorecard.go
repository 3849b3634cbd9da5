package view

// Scorecard is the state of the parties in several contests: how many seats each has,
// what changed, and what "so far" means.
type Scorecard struct {
	Parties []PartyCard
	Note    string // of which seats shares and changes are
}

// PartyCard is one party of a Scorecard, or all others together.
type PartyCard struct {
	Key, Href string // no address: several in one
	Name      string
	Colour    string // of the edge; always with the name beside
	Outline   string // "pale" or "deep": hard to see on a light or a dark page
	Seats     string
	Net       string // "+58"; empty where nothing is compared
	Share     string // "39.4%"
	Change    string // "+1.0"; empty where there is none
}
