package desk

// Index names every address of the officers' side, and of each whether it is open to
// everybody.
func Index() map[string]bool {
	open := map[string]bool{}
	for _, r := range (&officers{Options: Options{Watch: &Watch{}}}).index() {
		open[r.pattern] = r.open != nil
	}
	return open
}
