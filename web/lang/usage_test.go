package lang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"resultsdesk/web/lang"
)

// use is what the sources of the public side say of the catalogue: the keys that they
// name, beginnings of keys that they complete, and the calls with their arguments.
type use struct {
	texts  map[string]bool // every string literal
	starts []string        // "headline." + …
	calls  []call
}

type call struct {
	at, key string
	names   []string // of the arguments; nil where they are not written out
	known   bool
}

// TestWordsAreUsedAsTheyAreWritten: every key that the sources name exists, gets the
// arguments that its message needs and no other, and no key is left that nobody uses.
func TestWordsAreUsedAsTheyAreWritten(t *testing.T) {
	english, _ := load(t)
	keys, u := english.Keys(), read(t)
	for _, c := range u.calls {
		want, ok := keys[c.key]
		if !ok {
			t.Errorf("%s: there is no message %q", c.at, c.key)
		} else if c.known && !slices.Equal(c.names, want) {
			t.Errorf("%s: %q is given %v, its message has %v", c.at, c.key, c.names, want)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if !u.uses(key) {
			t.Errorf("nobody says %q", key)
		}
	}
}

// uses tells whether a key is named, or belongs to those that are found by what they
// are called in the data, or to what a language says of itself.
func (u use) uses(key string) bool {
	kind, _, _ := strings.Cut(key, ".")
	if slices.Contains([]string{"language", "party", "region", "country", "unit", "election", "text"}, kind) {
		return true
	}
	return u.texts[key] || slices.ContainsFunc(u.starts, func(start string) bool { return strings.HasPrefix(key, start) })
}

func read(t *testing.T) use {
	t.Helper()
	u := use{texts: map[string]bool{}}
	for _, folder := range []string{".", "..", "../view"} {
		names, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatal("no sources in ", folder, err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				u.see(files, n)
				return true
			})
		}
	}
	return u
}

func (u *use) see(files *token.FileSet, n ast.Node) {
	switch n := n.(type) {
	case *ast.BasicLit:
		if words, ok := literal(n); ok {
			u.texts[words] = true
		}
	case *ast.BinaryExpr:
		if start, ok := literal(n.X); ok && n.Op == token.ADD && strings.HasSuffix(start, ".") {
			u.starts = append(u.starts, start)
		}
	case *ast.CallExpr:
		args := n.Args
		switch called := n.Fun.(type) {
		case *ast.SelectorExpr:
			if called.Sel.Name != "T" && called.Sel.Name != "Parts" {
				return
			}
		case *ast.Ident:
			if called.Name != "Said" || len(args) < 2 {
				return
			}
			args = args[1:]
		default:
			return
		}
		if len(args) == 0 {
			return
		}
		if key, ok := literal(args[0]); ok {
			c := call{at: files.Position(n.Pos()).String(), key: key, known: n.Ellipsis == token.NoPos}
			for i := 1; i < len(args); i += 2 {
				name, ok := literal(args[i])
				c.known = c.known && ok
				c.names = append(c.names, name)
			}
			slices.Sort(c.names)
			u.calls = append(u.calls, c)
		}
	}
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	words, err := strconv.Unquote(lit.Value)
	return words, err == nil
}

// Apostrophes are set as printers set them, in every language.
func TestApostrophes(t *testing.T) {
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range c.Languages() {
		for key := range l.Keys() {
			if words := l.T(key); strings.ContainsAny(words, `'"`) && !strings.HasPrefix(key, "party.") {
				t.Errorf("%s: %s: %s", l.Code, key, words)
			}
		}
	}
}
