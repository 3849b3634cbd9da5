package pack

import "strings"

// isSlug tells whether text can be a contest's id: it stands in public addresses
// for ever.
func isSlug(text string) bool {
	for _, part := range strings.Split(text, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return len(text) <= maxName
}
