package pack

import "resultsdesk/internal/count"

// checkUnits checks how the units of a contest go together; at finds their rows.
func (c *contest) checkUnits(at map[string]*row) {
	c.checkWhole(at)
	c.checkFeeding(at)
	c.checkAdjudication(at)
}

// checkWhole: what is counted as one is not also counted in parts.
func (c *contest) checkWhole(at map[string]*row) {
	for _, u := range c.Units {
		if u.Kind == count.Whole && len(c.Units) > 1 {
			at[u.ID].wrong("kind", "“whole” is the contest counted as one and cannot stand beside other count units")
		}
	}
}

// checkFeeding: papers must reach exactly one count unit, or all of them balance
// with the contest only.
func (c *contest) checkFeeding(at map[string]*row) {
	feeds := map[string]*row{} // box → row of the unit that it feeds
	for _, u := range c.Units {
		for _, box := range u.FedBy {
			w := at[u.ID]
			switch first := feeds[box]; {
			case !c.hasBox(box):
				w.wrong("fed_by", "there is no box or postal session “%s” in this contest", clip(box))
			case first != nil:
				w.wrong("fed_by", "“%s” feeds “%s” (line %d) already", box, first.says("id"), first.line)
			default:
				feeds[box] = w
			}
		}
	}
	if len(feeds) == 0 {
		return
	}
	for _, b := range c.Boxes {
		if feeds[b.ID] == nil {
			at[b.ID].wrong("id", "“%s” feeds no count unit, but other boxes of the contest do; all of them or none", b.ID)
		}
	}
	for _, u := range c.Units {
		if len(u.FedBy) == 0 && u.Kind != count.Adjudication {
			at[u.ID].wrong("fed_by", "nothing feeds this count unit, but boxes feed the others; it would have no papers")
		}
	}
}

func (c *contest) hasBox(id string) bool {
	_, ok := c.Box(id)
	return ok
}

// checkAdjudication: doubtful papers are sent by some units to one table that
// decides them.
func (c *contest) checkAdjudication(at map[string]*row) {
	var table *row
	senders := 0
	for _, u := range c.Units {
		w := at[u.ID]
		switch {
		case u.Kind == count.Adjudication && table != nil:
			w.wrong("kind", "the adjudication of this contest is in line %d already; there is one", table.line)
		case u.Kind == count.Adjudication:
			table = w
		}
		switch {
		case u.Kind == count.Adjudication && len(u.FedBy) > 0:
			w.wrong("fed_by", "adjudication gets its papers from the other count units, not from boxes")
		case !u.SendsDoubtful:
		case u.Kind == count.Adjudication || u.Kind == count.Whole:
			w.wrong("doubtful", "a unit of the kind “%s” decides doubtful papers and cannot send them", u.Kind)
		default:
			senders++
		}
	}
	switch {
	case table != nil && senders == 0:
		table.wrong("kind", "no count unit of the contest sends doubtful papers to adjudication; say “%s” in the column doubtful of those that do", sent)
	case table == nil && senders > 0:
		for _, u := range c.Units {
			if u.SendsDoubtful && u.Kind != count.Whole {
				at[u.ID].wrong("doubtful", "the contest has no unit of the kind “%s” to send doubtful papers to", count.Adjudication)
			}
		}
	}
}
