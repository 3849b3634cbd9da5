package count

import (
	"errors"
	"strings"
)

// ErrNotFound: there is no such contest or unit.
var ErrNotFound = errors.New("not found")

// ErrForbidden: this officer may not do this. The attempt is in the audit.
var ErrForbidden = errors.New("this officer may not do this")

// ErrDeclared: the result is declared and its figures are frozen.
var ErrDeclared = errors.New("the result is declared")

// What keeps a store from storing. A Store returns them wrapped, with the cause.
var (
	// ErrStoreFull: the disk is full, or so nearly that no new work begins. Nothing was
	// stored; the same form is taken again once there is room.
	ErrStoreFull = errors.New("the disk is full")
	// ErrStoreBusy: another program held the store for too long. Nothing was stored.
	ErrStoreBusy = errors.New("another program holds the database")
	// ErrStoreDamaged: the store failed where it must not. It takes nothing more until it
	// is looked at; what can be read can still be read.
	ErrStoreDamaged = errors.New("the database is damaged and takes nothing more")
)

// NotStored tells whether an error is one of those: the store would not, whatever was
// to be stored.
func NotStored(err error) bool {
	return errors.Is(err, ErrStoreFull) || errors.Is(err, ErrStoreBusy) || errors.Is(err, ErrStoreDamaged)
}

// CheckError says that figures were not accepted, with everything found wrong.
type CheckError struct{ Findings []Finding }

func (e *CheckError) Error() string {
	var texts []string
	for _, f := range e.Findings {
		texts = append(texts, string(f.Code)+": "+f.Title)
	}
	return strings.Join(texts, "; ")
}

// StateError says that the count is not where this can be done (E09, E10).
type StateError struct {
	Code    Code
	Stage   Stage
	Message string // for the officer
}

func (e *StateError) Error() string { return string(e.Code) + ": " + e.Message }

// Is makes a StateError after the declaration an ErrDeclared.
func (e *StateError) Is(target error) bool {
	return target == ErrDeclared && e.Stage == StageDeclared
}

// ConflictError says that something else stands than the officer's form was made
// on (E11), or that the form was sent before with other figures (E12). Standing
// carries what stands now.
type ConflictError struct {
	Code     Code
	Message  string // for the officer
	Standing *Standing
}

func (e *ConflictError) Error() string { return string(e.Code) + ": " + e.Message }
