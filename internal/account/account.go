// Package account knows the officers of a desk: who they are, how they sign in and
// which sessions are open.
package account

import "errors"

// ErrWrong: name and passphrase do not go together, or the officer is disabled.
// Which of these is not said.
var ErrWrong = errors.New("name or passphrase is wrong")

// ErrSignedOut: there is no such session, or it has ended.
var ErrSignedOut = errors.New("not signed in")
