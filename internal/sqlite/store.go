// Package sqlite keeps the ledger, what was published, the audit and the officers
// in one SQLite file. It is the only package with SQL. One goroutine writes;
// readers never block it and cannot write.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"resultsdesk"
	"resultsdesk/internal/count"
)

// ErrForeign: the file is not a results desk's.
var ErrForeign = errors.New("not the file of a results desk")

// ErrVersion: the file was made by another version of the program.
var ErrVersion = errors.New("the file is of another version of the desk")

// ErrDamaged: the file does not hold together.
var ErrDamaged = errors.New("the file is damaged; put a good copy in its place, and take away what lies beside it under the names -wal and -shm, which belongs to the damaged one")

// ErrClosed: the store is closed.
var ErrClosed = errors.New("the store is closed")

// Store is an open file.
type Store struct {
	path    string
	broken  broken
	wall    func() time.Time
	write   *sql.DB   // one connection
	conn    *sql.Conn // that connection
	stmts   map[string]*sql.Stmt
	read    *sql.DB
	readers map[string]*sql.Stmt
	known   known

	jobs     chan job
	stop     chan struct{} // closed by Close
	stopped  chan struct{} // closed when the writer has ended
	stopOnce sync.Once

	meter   meter
	witness atomic.Pointer[func(Witnessed)]

	parts map[count.Kind][]read // what the audit covers of acts

	checked checked // how far the audit was recomputed

	// Of the writer goroutine alone.
	memory  *memory
	version int64 // PRAGMA data_version at which memory was true
	wrote   bool  // the batch that runs has changed the file
}

// Open opens the file at path, or makes it where there is none or an empty one.
// wall dates what is made. The error is ErrForeign for a file that is something
// else, ErrVersion for one of another version and ErrDamaged for a broken one.
func Open(ctx context.Context, path string, wall func() time.Time) (*Store, error) {
	if err := makeIfMissing(ctx, path, wall); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	s := &Store{
		path: path, meter: newMeter(), broken: broken{told: make(chan struct{})}, wall: wall, stmts: map[string]*sql.Stmt{}, readers: map[string]*sql.Stmt{}, parts: partsByKind(resultsdesk.SchemaVersion), memory: newMemory(),
		known: known{standings: map[string]*count.Standing{}},
		jobs:  make(chan job), stop: make(chan struct{}), stopped: make(chan struct{}),
	}
	if err := s.open(ctx, path); err != nil {
		s.closeFiles()
		return nil, fmt.Errorf("%s: %w", path, damagedBy(err))
	}
	go s.writer()
	return s, nil
}

func (s *Store) open(ctx context.Context, path string) (err error) {
	if s.read, err = sql.Open("sqlite", dsn(path, reading)); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(maxReaders)
	// A connection that is closed takes its prepared statements along: none is.
	s.read.SetMaxIdleConns(maxReaders)

	if err := checkFile(ctx, s.read); err != nil { // before anything could write to it
		return err
	}
	if s.write, err = sql.Open("sqlite", dsn(path, writing)); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if s.conn, err = s.write.Conn(ctx); err != nil {
		return err
	}
	// Every statement is prepared now, so that a wrong column fails at the start and
	// not at three in the morning.
	for _, q := range statements() {
		if err := prepare(ctx, s.stmts, s.conn, q); err != nil {
			return err
		}
	}
	for _, q := range readStatements() {
		if err := prepare(ctx, s.readers, s.read, q); err != nil {
			return err
		}
	}
	// Before anything is counted on top of it.
	return checkRecords(func(fn func(db) error) error { return s.view(ctx, fn) }, s.wall())
}

// prepare adds a statement to those of a connection.
func prepare(ctx context.Context, to map[string]*sql.Stmt, on interface {
	PrepareContext(context.Context, string) (*sql.Stmt, error)
}, q string) error {
	stmt, err := on.PrepareContext(ctx, q)
	if err != nil {
		return damagedBy(fmt.Errorf("%s: %w", firstLine(q), err))
	}
	to[q] = stmt
	return nil
}

// statements are all statements that the store uses.
func statements() []string {
	var all []string
	for _, part := range [][]string{
		ledgerStatements(), bodyReadStatements(), bodyWriteStatements(), bodyNoteStatements(), contestStatements(), feedStatements(), accountStatements(), sessionStatements(),
		draftStatements(), auditStatements(), chainStatements(), coveredStatements(resultsdesk.SchemaVersion), invitationStatements(), factorStatements(), backupStatements(), {selectHashes},
		momentStatements(), pulseStatements(),
	} {
		all = append(all, part...)
	}
	return all
}

// readStatements are those of them that only read.
func readStatements() []string {
	return slices.DeleteFunc(statements(), func(q string) bool { return !strings.HasPrefix(q, "SELECT") })
}

func firstLine(q string) string {
	line, _, _ := strings.Cut(q, "\n")
	return line
}

// maxReaders is how many read at the same time.
const maxReaders = 4

type access int

const (
	writing access = iota
	reading
	copying // reading alone, or copying to another file, which query_only would forbid
	alone   // a file that no process writes to, in a folder that may be read-only
)

// dsn is how a connection to the file is opened. A writer begins every transaction
// as a writer: one that reads first and writes later fails when another got in
// between. A reader sets no journal mode, because that would be a write.
func dsn(path string, how access) string {
	pragmas := []string{"busy_timeout(5000)", "foreign_keys(1)", "recursive_triggers(1)", "trusted_schema(0)", "cell_size_check(1)"}
	q := url.Values{}
	switch how {
	case writing:
		pragmas = append(pragmas, "journal_mode(WAL)", "synchronous(FULL)")
		q.Set("_txlock", "immediate")
	case reading:
		pragmas = append(pragmas, "query_only(1)")
	case copying:
		q.Set("mode", "ro")
	case alone:
		pragmas = append(pragmas, "query_only(1)")
		q.Set("mode", "ro")
		q.Set("immutable", "1")
	}
	q["_pragma"] = pragmas
	return (&url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: q.Encode()}).String()
}

// makeIfMissing makes a new file beside its place and links it there, so that a file
// is either whole or not there. A link, unlike a rename, never replaces a file that
// another process made meanwhile and may have written to.
func makeIfMissing(ctx context.Context, path string, wall func() time.Time) error {
	there, empty := looked(path)
	if there && !empty {
		return nil
	}
	if log, without := looked(path + "-wal"); log && !without {
		if there, empty := looked(path); there && !empty {
			return nil // another process has made it meanwhile
		}
		return fmt.Errorf("%w (there is its log, but nothing else of it)", ErrDamaged)
	}
	if there {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), filepath.Base(path)+".new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fresh := filepath.Join(dir, "desk.db")
	if err := makeFile(ctx, fresh, wall); err != nil {
		return err
	}
	if err := os.Link(fresh, path); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// looked tells whether there is a file, and whether it is empty.
func looked(path string) (there, empty bool) {
	info, err := os.Stat(path)
	return err == nil, err == nil && info.Size() == 0
}

// makeFile makes an empty desk's file, for its owner's eyes alone: it holds secrets.
// What SQLite puts beside it gets the same mode.
func makeFile(ctx context.Context, path string, wall func() time.Time) error {
	if err := ownersAlone(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(path, writing))
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, resultsdesk.Schema); err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	now := wall().UnixMilli()
	if _, err := db.ExecContext(ctx, "INSERT INTO officer (id, role, created_at) VALUES ('desk', 'desk', ?)", now); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "INSERT INTO epoch (epoch, reason) VALUES (?, 'made')", now); err != nil {
		return err
	}
	return db.Close() // folds the write-ahead log into the file
}

// ownersAlone makes an empty file that nobody but its owner can read.
func ownersAlone(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// minSQLite is the first release without the WAL-reset corruption of 3.7.0 to
// 3.51.2.
const minSQLite = "3.51.3"

// checkFile refuses a file that is not ours, one of another version, and an engine
// with a known corruption.
func checkFile(ctx context.Context, c *sql.DB) error {
	var app, version int
	var engine string
	err := c.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app)
	if fault := (*sqlite.Error)(nil); errors.As(err, &fault) && fault.Code() == sqlite3.SQLITE_NOTADB {
		return ErrForeign
	}
	if err != nil {
		return damagedBy(err)
	}
	if err := c.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return damagedBy(err)
	}
	if err := c.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&engine); err != nil {
		return err
	}
	switch {
	case app != resultsdesk.ApplicationID:
		return ErrForeign
	case version != resultsdesk.SchemaVersion:
		return fmt.Errorf("%w: it is version %d, this program reads version %d%s", ErrVersion, version, resultsdesk.SchemaVersion, whatToRun(version))
	case !atLeast(engine, minSQLite):
		return fmt.Errorf("SQLite %s is too old, %s or later is needed", engine, minSQLite)
	}
	return checkWhole(ctx, c)
}

// checkWhole looks at every page of the file, some 70 ms for a night of 650 contests:
// nothing may be counted on top of a damaged one.
func checkWhole(ctx context.Context, c *sql.DB) error {
	var found string
	err := c.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found)
	switch {
	case err == nil && found == "ok":
		return nil
	case err == nil:
		return fmt.Errorf("%w (%s)", ErrDamaged, strings.TrimSpace(found))
	}
	return damagedBy(err)
}

// damagedBy says ErrDamaged of a file that SQLite cannot make sense of.
func damagedBy(err error) error {
	if !errors.Is(err, ErrDamaged) && errors.Is(meaningOf(err), count.ErrStoreDamaged) {
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	return err
}

func atLeast(version, least string) bool {
	var a, b [3]int
	if _, err := fmt.Sscanf(version, "%d.%d.%d", &a[0], &a[1], &a[2]); err != nil {
		return false
	}
	if _, err := fmt.Sscanf(least, "%d.%d.%d", &b[0], &b[1], &b[2]); err != nil {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return a[i] > b[i]
		}
	}
	return true
}

// Close lets the writer finish what it began and closes the file.
func (s *Store) Close() error {
	s.stopOnce.Do(func() { close(s.stop) })
	<-s.stopped
	return s.closeFiles()
}

func (s *Store) closeFiles() error {
	var errs []error
	// database/sql does not track statements of a single connection; one that stays
	// open would keep SQLite from folding the write-ahead log into the file.
	for _, stmt := range s.stmts {
		errs = append(errs, stmt.Close())
	}
	if s.conn != nil {
		errs = append(errs, s.conn.Close())
	}
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

func millis(t time.Time) int64      { return t.UnixMilli() }
func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
