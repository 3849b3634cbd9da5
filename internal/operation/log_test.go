package operation

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log/slog"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Every key of every line that the program logs is in the list: who searches the log
// at night knows the word, and nothing is logged that nobody thought about.
func TestKeysOfTheLog(t *testing.T) {
	calls := 0
	files := token.NewFileSet()
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") && name != "../..":
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			keys, logs := logged(call)
			if !logs {
				return true
			}
			calls++
			for _, key := range keys {
				text, err := "", error(nil)
				if literal, ok := key.(*ast.BasicLit); ok {
					text, err = strconv.Unquote(literal.Value)
				}
				if _, known := Keys()[text]; !known || err != nil {
					t.Errorf("%s: a key of the log is %q; it must be one of Keys, written out", files.Position(key.Pos()), text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if calls < 8 {
		t.Errorf("only %d calls found: this test looks at the wrong thing", calls)
	}
}

// logged are the keys of a call that writes to a log, or makes an attribute for one.
func logged(call *ast.CallExpr) (keys []ast.Expr, logs bool) {
	of, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil, false
	}
	receiver := ""
	switch x := of.X.(type) {
	case *ast.Ident:
		receiver = x.Name
	case *ast.SelectorExpr:
		receiver = x.Sel.Name
	}
	from := map[string]int{"Debug": 1, "Info": 1, "Warn": 1, "Error": 1, "With": 0, "DebugContext": 2, "InfoContext": 2, "WarnContext": 2, "ErrorContext": 2, "Log": 3}
	first, writes := from[of.Sel.Name]
	switch {
	case strings.EqualFold(receiver, "log") && writes && len(call.Args) >= first:
		for i := first; i < len(call.Args); i += 2 {
			if attribute, ok := call.Args[i].(*ast.CallExpr); ok && attribute != nil {
				i-- // an attribute takes one place; its own key is looked at where it is made
				continue
			}
			keys = append(keys, call.Args[i])
		}
		return keys, true
	case receiver == "slog" && slices.Contains([]string{"String", "Int", "Int64", "Uint64", "Bool", "Duration", "Time", "Any", "Float64", "Group"}, of.Sel.Name) && len(call.Args) > 0:
		return call.Args[:1], true
	}
	return nil, false
}

// A name cannot forge a line, colour the terminal or fill the disk.
func TestLogIsNotForged(t *testing.T) {
	evil := "x\" officer=clerk\nlevel=ERROR msg=forged \x1b[31m\u009b2J\u202e"
	for _, format := range []string{"text", "json"} {
		var out bytes.Buffer
		log, err := NewLog(&out, format, slog.LevelInfo, &Faults{})
		if err != nil {
			t.Fatal(err)
		}
		log.Info(evil, "officer", evil, "contest", strings.Repeat("é", 5000), "err", errors.New(evil), "dur", 1500*time.Millisecond)
		line := out.String()
		if strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, "\n") || strings.ContainsAny(line, "\x1b\u009b") {
			t.Errorf("%s: %q", format, line)
		}
		if len(line) > 1500 {
			t.Errorf("%s: a line of %d bytes", format, len(line))
		}
		if format == "json" {
			var read struct {
				Time    string
				Officer string
				Dur     float64
			}
			if err := json.Unmarshal([]byte(line), &read); err != nil || read.Officer != evil || read.Dur != 1.5 || !strings.HasSuffix(read.Time, "Z") {
				t.Errorf("read back: %+v, %v", read, err)
			}
		} else if !strings.Contains(line, " dur=1.5") || !strings.Contains(line, `\nlevel=ERROR`) {
			t.Errorf("text: %s", line)
		}
	}
	if _, err := NewLog(nil, "xml", 0, nil); err == nil {
		t.Error("a format that does not exist was taken")
	}
}

// The operator's page shows the last faults with the numbers that officers were
// shown, and nothing of what failed inside.
func TestFaultsAreKept(t *testing.T) {
	var faults Faults
	log, err := NewLog(&bytes.Buffer{}, "text", slog.LevelError, &faults)
	if err != nil {
		t.Fatal(err)
	}
	for i := range keptFaults + 5 {
		log.Info("no fault")
		log.With("incident", strconv.Itoa(i)).Error("fault", "route", "GET /desk/board", "err", errors.New("secret"))
	}
	last, count := faults.Last()
	if count != keptFaults+5 || len(last) != keptFaults || last[0].Incident != "24" || last[0].Text != "fault" || last[0].Route != "GET /desk/board" {
		t.Errorf("%d faults, the last of %d: %+v", count, len(last), last[0])
	}
}
