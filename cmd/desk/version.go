package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
)

// programVersion is the program's and its compiler's. A program that was built outside a
// repository does not know its own.
func programVersion() (program, compiler string) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "not known", runtime.Version()
	}
	set := map[string]string{}
	for _, s := range info.Settings {
		set[s.Key] = s.Value
	}
	program = cmp.Or(set["vcs.revision"], info.Main.Version, "not known")
	if len(program) > 12 && set["vcs.revision"] != "" {
		program = program[:12]
	}
	if set["vcs.modified"] == "true" {
		program += ", changed since"
	}
	return program, info.GoVersion
}

// printVersion says which program this is and, asked for, which modules it is made
// of, with the sums that they were checked against.
func printVersion(_ context.Context, env environment, args []string) error {
	f := env.flags("version", "version [-modules]")
	modules := f.Bool("modules", false, "also what it is built of: module, version, sum")
	if err := f.Parse(args); err != nil {
		return err
	}
	program, compiler := programVersion()
	fmt.Fprintf(env.stdout, "desk %s %s %s/%s\n", program, compiler, runtime.GOOS, runtime.GOARCH)
	if !*modules {
		return nil
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("this program was built without a list of its modules")
	}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		fmt.Fprintln(env.stdout, m.Path, m.Version, m.Sum)
	}
	return nil
}
