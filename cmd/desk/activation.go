package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// firstPassed is the first file that a starting process passes on, after standard
// input, output and error (sd_listen_fds(3)).
const firstPassed = 3

// passedOn takes the listeners that systemd, or whoever started the desk, opened
// before: LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES. They stay open in the parent, so
// that connections wait there while one desk ends and the next one starts. There are
// none where the variables are not set or meant for another process.
//
// A listener is for what its name says; without a name that is known the order
// decides. The variables are unset, so that no child takes them for its own.
func passedOn(getenv func(string) string, pid int) (map[string]net.Listener, error) {
	number, owner, names := getenv("LISTEN_FDS"), getenv("LISTEN_PID"), getenv("LISTEN_FDNAMES")
	for _, name := range []string{"LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"} {
		if err := os.Unsetenv(name); err != nil {
			return nil, err
		}
	}
	if number == "" || owner != strconv.Itoa(pid) {
		return nil, nil
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 {
		return nil, fmt.Errorf("LISTEN_FDS is %q; it must be the number of listeners that were passed on", number)
	}
	places, err := placesOf(n, names)
	if err != nil {
		return nil, err
	}
	passed := map[string]net.Listener{}
	for i, place := range places {
		if passed[place], err = passedListener(uintptr(firstPassed+i), place); err != nil {
			return nil, errors.Join(err, closeAll(passed))
		}
	}
	return passed, nil
}

// listenerNames are what a listener can be for, in the order that decides where none
// is named.
func listenerNames() []string { return []string{"desk", "public", "ops"} }

// placesOf says what each of n listeners is for.
func placesOf(n int, names string) ([]string, error) {
	known := listenerNames()
	given := strings.Split(names, ":")
	if !slices.ContainsFunc(given, func(name string) bool { return slices.Contains(known, name) }) {
		// systemd calls them after their unit where nobody named them.
		if n > len(known) {
			return nil, fmt.Errorf("%d listeners were passed on; a desk takes %s, in this order", n, strings.Join(known, ", "))
		}
		return known[:n], nil
	}
	if len(given) != n {
		return nil, fmt.Errorf("LISTEN_FDS says %d listeners, LISTEN_FDNAMES names %d", n, len(given))
	}
	for i, name := range given {
		switch {
		case !slices.Contains(known, name):
			return nil, fmt.Errorf("a listener was passed on as %q; name it %s", name, strings.Join(known, ", "))
		case slices.Contains(given[:i], name):
			return nil, fmt.Errorf("two listeners were passed on as %q; one address for each name", name)
		}
	}
	if !slices.Contains(given, known[0]) {
		return nil, fmt.Errorf("no listener was passed on as %q", known[0])
	}
	return given, nil
}

// passedListener is the listener behind a file that was passed on.
func passedListener(fd uintptr, name string) (net.Listener, error) {
	wrong := fmt.Errorf("file %d, passed on as %q, is no TCP socket that listens", fd, name)
	if listens, err := syscall.GetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_ACCEPTCONN); err != nil || listens == 0 {
		return nil, errors.Join(wrong, err)
	}
	syscall.CloseOnExec(int(fd))
	f := os.NewFile(fd, name)
	defer f.Close() // the listener has a copy
	l, err := net.FileListener(f)
	if err != nil {
		return nil, errors.Join(wrong, err)
	}
	if _, ok := l.(*net.TCPListener); !ok {
		return nil, errors.Join(wrong, l.Close())
	}
	return l, nil
}

func closeAll(passed map[string]net.Listener) error {
	var errs []error
	for _, l := range passed {
		if l != nil {
			errs = append(errs, l.Close())
		}
	}
	return errors.Join(errs...)
}
