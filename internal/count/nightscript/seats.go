package nightscript

import "resultsdesk/internal/count"

// HardSeats are the seats of hard-night.txt: five of the six of the demonstration with
// invented divisions, where a count with all demands is held.
func HardSeats(six count.Definitions) count.Definitions {
	whole := []count.CountUnit{{ID: "count", Name: "Count", Kind: count.Whole}}
	var hard count.Definitions
	for _, c := range six.Contests {
		c.Election.Profile = count.ProfileCount
		switch c.ID {
		case "holborn-and-st-pancras":
			continue
		case "tottenham":
			c.Boxes, c.Units = nil, whole
		case "hornsey-and-friern-barnet":
			c.Boxes, c.Units, c.Candidates = nil, whole, c.Candidates[6:]
		case "islington-south-and-finsbury":
			c.Electorate, c.Previous = nil, nil
			c.Boxes = []count.VerificationUnit{{ID: "angel", Name: "Angel", Kind: count.Box}, {ID: "clerkenwell", Name: "Clerkenwell", Kind: count.Box}}
			c.Units = []count.CountUnit{{ID: "mini-1", Name: "Mini-count 1", Kind: count.MiniCount, FedBy: []string{"angel"}},
				{ID: "mini-2", Name: "Mini-count 2", Kind: count.MiniCount, FedBy: []string{"clerkenwell"}}}
		}
		hard.Contests = append(hard.Contests, c)
	}
	return hard
}
