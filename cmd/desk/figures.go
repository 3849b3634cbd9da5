package main

import (
	"encoding/csv"
	"fmt"
	"strconv"

	"resultsdesk/internal/count"
)

// contestFigures are the figures of one contest of the demo: by unit, as they are
// typed into its form. The papers of all boxes stand under the unit "papers".
type contestFigures map[string]count.Fields

// unitPapers is where contestFigures keeps verified papers.
const unitPapers = "papers"

// readFigures reads the demo's counts.csv: contest, unit, line, figure.
func readFigures() (map[string]contestFigures, error) {
	file, err := demoFiles.Open("demo/counts.csv")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	figures := map[string]contestFigures{}
	for _, row := range rows[1:] {
		contest, unit, field, figure := row[0], row[1], row[2], row[3]
		if _, err := strconv.Atoi(figure); err != nil {
			return nil, fmt.Errorf("demo/counts.csv: %s %s %s: %w", contest, unit, field, err)
		}
		switch {
		case field == count.FieldTotal && unit == "":
			unit = unitPapers
		case field == count.FieldTotal:
			unit, field = unitPapers, count.FieldBox(unit)
		}
		if figures[contest] == nil {
			figures[contest] = contestFigures{}
		}
		if figures[contest][unit] == nil {
			figures[contest][unit] = count.Fields{}
		}
		figures[contest][unit][field] = figure
	}
	return figures, nil
}
