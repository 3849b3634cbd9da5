package main

import "time"

// certificateEnds is when the first of the desk's certificates ends; zero where it has
// none.
func (n network) certificateEnds() (first time.Time) {
	for _, keys := range []*keyPair{n.deskKeys, n.publicKeys} {
		if keys == nil {
			continue
		}
		pair, err := keys.certificate(nil)
		if err != nil || pair.Leaf == nil {
			continue // the pair itself has told the log
		}
		if first.IsZero() || pair.Leaf.NotAfter.Before(first) {
			first = pair.Leaf.NotAfter
		}
	}
	return first
}
