package pack

// replaces is the id of the contest in whose place this one is held: its poll was
// countermanded or abandoned, or its election was void. That contest may be in the
// desk, in this pack, or in the file of another day.
func (w *row) replaces() string {
	id := w.says("replaces")
	if id != "" && !isSlug(id) {
		w.wrong("replaces", "“%s” is no id of a contest; it takes up to %d letters a to z, digits, and - between them", clip(id), maxName)
		return ""
	}
	return id
}

// checkReplaced: a contest is held again in one other, and never in itself, neither
// at once nor in a circle.
func (r *reader) checkReplaced() {
	by := unique{}
	next := map[string]string{} // contest → the one it replaces
	for _, c := range r.contests {
		if c.Replaces == "" {
			continue
		}
		by.check(c.row, "replaces", c.Replaces)
		next[c.ID] = c.Replaces
	}
	for _, c := range r.contests {
		id, seen := c.Replaces, map[string]bool{}
		for id != "" && id != c.ID && !seen[id] {
			seen[id] = true
			id = next[id]
		}
		switch {
		case id == "" || id != c.ID:
		case c.Replaces == c.ID:
			c.row.wrong("replaces", "a contest cannot replace itself")
		default:
			c.row.wrong("replaces", "“%s” replaces “%s” in turn; one of the two was there first and replaces nothing", clip(c.Replaces), c.ID)
		}
	}
}

// checkAreas: an area votes once, but for a contest that is held again.
func (r *reader) checkAreas() {
	first := map[string]*contest{}
	for _, c := range r.contests {
		was := first[c.GSS]
		switch {
		case c.GSS == "":
		case was == nil:
			first[c.GSS] = c
		case c.Replaces == was.ID:
			first[c.GSS] = c
		case was.Replaces == c.ID:
		default:
			c.row.wrong("gss", "“%s” is in line %d already", clip(c.GSS), was.row.line)
		}
	}
}
