package archive

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// samples are a body of each kind.
func samples() []count.Body {
	return []count.Body{
		count.Defined{}, count.PollClosed{}, count.Verified{}, count.Signed{}, count.Entered{}, count.Confirmed{}, count.SentBack{},
		count.ResidualAccepted{}, count.Provisional{}, count.Rekeyed{}, count.Consulted{}, count.RecountDecided{}, count.LotDrawn{}, count.Ready{},
		count.ReadBackDone{}, count.TakenBack{}, count.Declared{}, count.Proposed{}, count.Corrected{}, count.Withdrawn{}, count.Void{}, count.Died{},
		count.Cancelled{}, count.Adjourned{}, count.Resumed{}, count.PublishChanged{}, count.Called{}, count.Noted{}, count.NoteWithdrawn{},
	}
}

// fill sets every field of a value to something that is not its zero.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if at, ok := v.Addr().Interface().(*time.Time); ok {
			*at = time.Date(2024, 7, 5, 2, 3, 4, 5e6, time.UTC)
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0))
		fill(v.Index(1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("=<é>\u2028"), reflect.ValueOf(0))
	case reflect.String:
		v.SetString("<\"é\n&>")
	case reflect.Bool:
		v.SetBool(true)
	default:
		v.SetInt(7)
	}
}

// Every kind of act that count knows is written and read back, with every field.
func TestEveryKindIsWrittenAndReadBack(t *testing.T) {
	var names []string
	for _, empty := range samples() {
		names = append(names, reflect.TypeOf(empty).Name())
		filled := reflect.New(reflect.TypeOf(empty)).Elem()
		fill(filled)
		for _, body := range []count.Body{empty, filled.Interface().(count.Body)} {
			a := count.Act{Seq: 1, Contest: "c", Version: 1, At: time.Date(2024, 7, 5, 2, 3, 4, 0, time.UTC), Body: body}
			line, err := actLine(a)
			if err != nil {
				t.Fatal(err)
			}
			definitions := map[definitionKey]*count.Contest{{"c", 1}: nil}
			if d, ok := body.(count.Defined); ok {
				if d.Contest == nil {
					continue
				}
				definitions[definitionKey{"c", 1}] = definitionLine(d.Contest).contest()
			}
			if back, err := line.act(definitions); err != nil || !reflect.DeepEqual(back, a) {
				t.Errorf("%T comes back as %+v, %v", body, back, err)
			}
		}
	}
	if len(bodies()) != len(names) {
		t.Errorf("%d kinds can be written, %d were tried", len(bodies()), len(names))
	}
	for _, name := range kinds(t) {
		if !slices.Contains(names, name) {
			t.Errorf("count has acts of the type %s, which an archive cannot hold", name)
		}
	}
}

// kinds are the types of bodies in the source of package count.
func kinds(t *testing.T) (names []string) {
	t.Helper()
	sources, err := filepath.Glob("../count/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), source, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Name.Name != "Kind" || f.Recv == nil {
				continue
			}
			if on, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
				names = append(names, on.Name)
			}
		}
	}
	if len(names) < 27 {
		t.Fatalf("only %d kinds were found", len(names))
	}
	return names
}
