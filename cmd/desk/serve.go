package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/operation"
	"resultsdesk/internal/sqlite"
)

// serve runs the night on an imported election.
func serve(ctx context.Context, env environment, args []string) error {
	f := env.flags("serve", "serve [-db FILE] [-addr HOST:PORT] [-origin URL] [-desk-addr HOST:PORT -public-addr HOST:PORT -public-origin URL] [-hosts NAMES] [-trusted-proxies PREFIXES] [-tls-cert FILE -tls-key FILE] [-backup-dir FOLDER] [-second-factor WHO] [-wait DURATION] [-new-epoch] [-election-clock START -speed N]")
	db := env.dbFlag(f)
	addr := addrFlag(f.String, env, ":")
	deskAddr := f.String("desk-addr", env.or("DESK_DESK_ADDR", ""), "`HOST:PORT` for officers alone; needs -public-addr (DESK_DESK_ADDR)")
	publicAddr := f.String("public-addr", env.or("DESK_PUBLIC_ADDR", ""), "`HOST:PORT` for viewers alone; needs -desk-addr (DESK_PUBLIC_ADDR)")
	origin := f.String("origin", env.or("DESK_ORIGIN", ""), "`URL` by which officers reach the desk, such as https://desk.example.org (DESK_ORIGIN); https makes cookies secure")
	publicOrigin := f.String("public-origin", env.or("DESK_PUBLIC_ORIGIN", ""), "`URL` by which viewers reach the results, where it is another one (DESK_PUBLIC_ORIGIN)")
	wait := f.Duration("wait", 0, "how long to wait for a desk that serves the same file to end, so that its successor can be started before")
	second := f.String("second-factor", env.or("DESK_SECOND_FACTOR", "privileged"), "`WHO` signs in with a second factor: privileged, whoever may declare, correct, withdraw or administer, or all (DESK_SECOND_FACTOR)")
	ops := operatingFlags(f, env)
	backups := newBackupFlags(f, env)
	net := defineNetwork(f, env)
	clock := newClockFlags(f)
	newEpoch := f.Bool("new-epoch", false, "begin a new life of the database, after a restore: viewers drop what they saw and take what it holds")
	if err := f.Parse(args); err != nil {
		return err
	}
	if err := errors.Join(checkOrigin("origin", *origin), checkOrigin("public-origin", *publicOrigin)); err != nil {
		return err
	}
	policy, known := map[string]account.Second{"privileged": account.SecondPrivileged, "all": account.SecondAll}[*second]
	if !known {
		return fmt.Errorf("-second-factor %q: it is privileged or all", *second)
	}
	if (*deskAddr == "") != (*publicAddr == "") {
		return errors.New("-desk-addr and -public-addr go together: one for officers, one for viewers")
	}
	if *publicAddr != "" && *publicOrigin == "" {
		return errors.New("-public-addr needs -public-origin: officers' pages link to the public ones by it")
	}
	faults := &operation.Faults{}
	log, err := ops.log(env.stderr, faults)
	if err != nil {
		return err
	}
	network, err := net.read(*origin, *publicOrigin, log)
	if err != nil {
		return err
	}
	passed, err := passedOn(env.getenv, os.Getpid())
	if err != nil {
		return err
	}
	if passed["public"] != nil && *publicOrigin == "" {
		return errors.Join(errors.New("a listener for viewers was passed on: it needs -public-origin, by which officers' pages link to them"), closeAll(passed))
	}
	file := placeOf(*db)
	if err := backups.gone(file); err != nil {
		return errors.Join(backups.remedy(ctx, file, err), closeAll(passed))
	}
	lock := func(path string) (func() error, error) { return lockWithin(ctx, path, *wait, log) }
	err = withLocked(ctx, file, lock, *newEpoch, func(store *sqlite.Store, heads feed.HeadFile) error {
		safety, err := backups.safety(store, file, log)
		if err != nil {
			return err
		}
		now, set, err := clock.clock(ctx, store)
		if err != nil {
			return err
		}
		at, err := listenAt(ctx, passed, *addr, *deskAddr, *publicAddr)
		if err != nil {
			return err
		}
		if at.ops == nil {
			if at.ops, err = ops.listen(ctx); err != nil {
				return errors.Join(err, at.close())
			}
		}
		server, err := newServer(ctx, parts{
			store: store, heads: heads, clocks: count.Clocks{Election: now, Wall: time.Now}, set: set,
			origin: *origin, base: cmp.Or(*publicOrigin, *origin), apart: at.public != nil, network: network, second: policy, log: log, safety: safety,
			watched: watched{faults: faults, certificate: network.certificateEnds, backup: safety.backup, rooms: map[string]string{"database": filepath.Dir(file), "backup": *backups.dir}},
		})
		if err != nil {
			return errors.Join(err, at.close())
		}
		log.Info("serving", "addr", at.desk.Addr().String(), "apart", at.public != nil, "db", *db)
		if set {
			log.Warn("a rehearsal: the election clock was set", "hour", now().Format(time.RFC3339), "speed", *clock.speed)
		}
		if why := server.accounts.AllowPasskeys(*origin); why != nil {
			log.Info("without passkeys", "err", why)
		}
		env.notify("READY=1")
		defer context.AfterFunc(ctx, func() { env.notify("STOPPING=1") })()
		go env.keepAlive(ctx, store.Writable)
		return server.run(ctx, at)
	})
	if errors.Is(err, feed.ErrBehind) || errors.Is(err, feed.ErrNoHead) {
		return fmt.Errorf("%w\nIf this file is the right one, for instance after a restore, start with -new-epoch: viewers then drop what they saw and take what it holds", err)
	}
	return backups.remedy(ctx, file, err)
}

// addrFlag is the flag for the address to listen on: the flag, DESK_ADDR, PORT on
// the given host, or port 8080 of this machine alone.
func addrFlag(define func(name, value, usage string) *string, env environment, portHost string) *string {
	otherwise := "127.0.0.1:8080"
	if port := env.getenv("PORT"); port != "" {
		otherwise = portHost + port
	}
	return define("addr", env.or("DESK_ADDR", otherwise), "`HOST:PORT` to listen on (DESK_ADDR, PORT)")
}

// listen takes the port, and says plainly when it is taken.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is taken by another program; choose another port with -addr or PORT", addr)
	}
	return l, err
}

// listenAt takes the listeners that were passed on; without any it takes the two
// ports, or the one where there are none.
func listenAt(ctx context.Context, passed map[string]net.Listener, both, desk, public string) (at listeners, err error) {
	if len(passed) > 0 {
		return listeners{desk: passed["desk"], public: passed["public"], ops: passed["ops"]}, nil
	}
	if desk == "" {
		at.desk, err = listen(ctx, both)
		return at, err
	}
	if at.desk, err = listen(ctx, desk); err != nil {
		return at, err
	}
	if at.public, err = listen(ctx, public); err != nil {
		return at, errors.Join(err, at.desk.Close())
	}
	return at, nil
}

func (at listeners) close() error {
	err := at.closeSides()
	if at.ops != nil {
		err = errors.Join(err, at.ops.Close())
	}
	return err
}

// closeSides leaves operators theirs: they see the desk end.
func (at listeners) closeSides() error {
	if at.public == nil {
		return at.desk.Close()
	}
	return errors.Join(at.desk.Close(), at.public.Close())
}

func checkOrigin(name, origin string) error {
	if origin == "" {
		return nil
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || strings.TrimPrefix(origin, u.Scheme+"://") != u.Host {
		return fmt.Errorf("-%s %q: write it as https://desk.example.org, without a path", name, origin)
	}
	return nil
}

// withStore opens a desk's file for serving and closes it again. It refuses a file
// that another desk serves, and one that is older than what viewers have seen.
func withStore(ctx context.Context, path string, newEpoch bool, fn func(*sqlite.Store, feed.HeadFile) error) error {
	return withLocked(ctx, path, sqlite.Lock, newEpoch, fn)
}

// withLocked is withStore with a lock of the caller's own.
func withLocked(ctx context.Context, path string, lock func(path string) (unlock func() error, err error), newEpoch bool, fn func(*sqlite.Store, feed.HeadFile) error) (err error) {
	path = placeOf(path)
	unlock, err := lock(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	store, err := sqlite.Open(ctx, path, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	heads := feed.HeadFile(path + ".head")
	if err := acceptHead(ctx, store, heads, newEpoch); err != nil {
		return err
	}
	return fn(store, heads)
}

// acceptHead compares the database with the head file. With newEpoch the database
// begins a new life, so that viewers drop what they saw; also where the two agree,
// because an older copy may have come back with its own head file.
func acceptHead(ctx context.Context, store *sqlite.Store, heads feed.HeadFile, newEpoch bool) error {
	db, err := store.Head(ctx)
	if err != nil {
		return err
	}
	why := heads.Compare(db)
	switch {
	case why == nil && !newEpoch:
		return nil
	case why == nil:
		why = errors.New("asked for")
	case !newEpoch:
		return why
	}
	seen, err := heads.Read()
	if err != nil {
		seen = feed.Head{} // gone or unreadable: the clock alone makes the new epoch later
	}
	begun, err := feed.NewEpoch(ctx, store, seen.Epoch, time.Now(), "serve -new-epoch: "+why.Error())
	if err != nil {
		return err
	}
	return heads.Write(begun)
}
