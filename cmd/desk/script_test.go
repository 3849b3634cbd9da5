package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs the whole program as a person at a terminal does. $PACK is a copy
// of the demo's election pack.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			folder := filepath.Join(env.WorkDir, "pack")
			env.Setenv("PACK", folder)
			from, err := fs.Sub(demoFiles, "demo/pack")
			if err != nil {
				return err
			}
			return os.CopyFS(folder, from)
		},
	})
}
