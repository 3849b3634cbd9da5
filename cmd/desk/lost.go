package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// told is what is known when a backup takes a file's place.
type told struct {
	c      sqlite.Contents // of the backup
	seen   feed.Head       // by the world, as the head file says
	unseen error           // why the head file could not be read
	before sqlite.Contents // of what stood there
	unread error           // why that could not be read
	there  bool            // something stood there
}

// lost says in plain words what the backup does not have.
func (t told) lost(out io.Writer) {
	had := t.c.Head
	switch {
	case errors.Is(t.unseen, os.ErrNotExist):
		fmt.Fprintln(out, "There is no head file, so it is not known how much viewers have seen.")
	case t.unseen != nil:
		fmt.Fprintf(out, "The head file cannot be read (%v), so it is not known how much viewers have seen.\n", t.unseen)
	case t.seen.Epoch == had.Epoch && t.seen.Revision > had.Revision:
		fmt.Fprintf(out, "Viewers have seen revision %d; the backup ends at %d. What was published between is lost and must be entered again from the sheets.\n",
			t.seen.Revision, had.Revision)
	case t.seen.Epoch > had.Epoch:
		fmt.Fprintf(out, "Viewers have seen revision %d of a later epoch (%d); the backup is of before that, and ends at revision %d.\n", t.seen.Revision, t.seen.Epoch, had.Revision)
	default:
		fmt.Fprintf(out, "The backup has everything that viewers have seen (revision %d).\n", had.Revision)
	}
	switch {
	case !t.there:
	case t.unread != nil:
		fmt.Fprintf(out, "What stood there cannot be read (%v), so acts that were stored after the backup and not published are not known.\n", t.unread)
	case t.before.Seq > t.c.Seq:
		fmt.Fprintf(out, "What stood there goes to act %d, of %s: acts %d to %d are not in the backup.\n",
			t.before.Seq, t.before.At.UTC().Format("15:04:05 MST"), t.c.Seq+1, t.before.Seq)
	default:
		fmt.Fprintln(out, "What stood there has no act that the backup lacks.")
	}
}
