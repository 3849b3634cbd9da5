package main

import "resultsdesk/internal/operation"

// backup is how backups go, for those who run the desk.
func (s *safety) backup() operation.Backup {
	if s == nil || s.backups == nil {
		return operation.Backup{}
	}
	last := s.backups.Last()
	b := operation.Backup{Expected: true, Folder: s.backups.Folder.Path, Last: last.Entry.At, Size: last.Entry.Size, Tried: last.Tried}
	if last.Err != nil {
		b.Failure = last.Err.Error()
	} else if !last.Tried.IsZero() {
		b.Last = last.Tried // made then, or found not to be needed
	}
	if !last.Tried.IsZero() {
		b.Next = last.Tried.Add(s.every)
	}
	return b
}
