package pack

import (
	"fmt"

	"resultsdesk/internal/count"
)

// What an import takes at most, of a folder and of a zip file alike. A general election
// of 650 seats fits several times. What a zip file says of its own sizes is not
// believed: these bound what is read.
const (
	maxBytes   = 4 << 20  // of one file, unpacked
	maxTotal   = 16 << 20 // of all files that are read, unpacked
	maxEntries = 100      // files and folders in a zip file
	maxList    = 1 << 20  // bytes of a zip file's own list of its files
	maxRatio   = 200      // a file unpacked, over the same packed; tables of figures pack to a tenth
	minRatioed = 64 << 10 // bytes unpacked up to which the ratio is not asked
)

// budget is what is left of an import's bytes.
type budget struct{ left int64 }

// take takes n bytes, or says that they are too many.
func (b *budget) take(n int) error {
	if b.left -= int64(n); b.left < 0 {
		return fmt.Errorf("the files are larger than %s MiB together; nothing more is read", count.Thousands(maxTotal>>20))
	}
	return nil
}
