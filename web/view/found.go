package view

// Found is what a question may mean.
type Found struct {
	Rehearsal bool
	Query     string // as it was asked; empty where nothing was
	Said      string // "5 results for “isl”"; empty where nothing was asked
	More      string // that not all are shown
	Groups    []FoundGroup
}

// FoundGroup is the results of a kind, best first.
type FoundGroup struct {
	Title string // "Constituencies"
	Rows  []FoundRow
}

// FoundRow is one result.
type FoundRow struct {
	Kind, ID string
	Name     string
	Text     string // "Independent · Islington North"
	Href     string
}
