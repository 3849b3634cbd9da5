package account

import "time"

// NewCheapBook is a Book whose hashes take a hundredth of the time.
func NewCheapBook(store Store, wall func() time.Time, second Second) *Book {
	return newBook(store, wall, second, cost{passes: 1, memory: 64})
}
