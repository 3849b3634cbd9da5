package pack_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"resultsdesk/internal/pack"
)

// zipOf is a zip file of a pack below a folder, with more entries.
func zipOf(t testing.TB, below string, files fstest.MapFS, more ...func(*zip.Writer) error) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		more = append(more, entry(below+name, string(files[name].Data)))
	}
	for _, add := range more {
		if err := add(z); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func entry(name, text string) func(*zip.Writer) error {
	return header(zip.FileHeader{Name: name, Method: zip.Deflate}, text)
}

func header(h zip.FileHeader, text string) func(*zip.Writer) error {
	return func(z *zip.Writer) error {
		w, err := z.CreateHeader(&h)
		if err == nil && text != "" {
			_, err = w.Write([]byte(text))
		}
		return err
	}
}

func readZip(data []byte) (*pack.Pack, error) {
	files, err := pack.OpenZip(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	return pack.Read(files)
}

func TestAZipIsThePackThatItHolds(t *testing.T) {
	want := contests(t, twoSeats(t))
	for name, data := range map[string][]byte{
		"at the top":    zipOf(t, "", twoSeats(t), entry("notes.txt", "read me")),
		"in a folder":   zipOf(t, "my pack/", twoSeats(t), header(zip.FileHeader{Name: "my pack/"}, "")),
		"from a Mac":    zipOf(t, "pack/", twoSeats(t), entry("__MACOSX/pack/._parties.csv", "x"), entry(".DS_Store", "x")),
		"with a ledger": zipOf(t, "", twoSeats(t), entry("ledger/acts.jsonl", strings.Repeat("x", 17<<20))),
	} {
		p, err := readZip(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := p.Definitions().Contests; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: another pack: %+v", name, got)
		}
	}
}

// What is wrong in a file is said with the place in it, as in a folder.
func TestAZipNamesFileLineAndColumn(t *testing.T) {
	files := twoSeats(t)
	replace(t, files, "parties.csv", "#E4003B", "reddish")
	_, err := readZip(zipOf(t, "pack/", files))
	if err == nil || !strings.Contains(err.Error(), "parties.csv:2:") {
		t.Errorf("got %v", err)
	}
}

func TestAZipIsRefused(t *testing.T) {
	link := zip.FileHeader{Name: "parties.csv"}
	link.SetMode(fs.ModeSymlink | 0o777)
	pipe := zip.FileHeader{Name: "parties.csv"}
	pipe.SetMode(fs.ModeNamedPipe | 0o600)
	many := func(z *zip.Writer) (err error) {
		for i := 0; i < 101 && err == nil; i++ {
			_, err = z.Create("notes/" + strings.Repeat("n", i+1))
		}
		return err
	}
	endless := func(z *zip.Writer) (err error) {
		for i := 0; i < 40 && err == nil; i++ {
			_, err = z.Create(strings.Repeat("n", 60_000) + strings.Repeat("m", i))
		}
		return err
	}
	for name, row := range map[string]struct {
		add  func(*zip.Writer) error
		want string
	}{
		"a path upwards":     {entry("../parties.csv", "x"), "../parties.csv: the name of this entry leads out of the pack"},
		"upwards inside":     {entry("pack/../../x", "x"), "pack/../../x: the name of this entry leads out of the pack"},
		"an absolute path":   {entry("/etc/passwd", "x"), "/etc/passwd: the name of this entry begins at the root"},
		"a Windows disk":     {entry("C:/x.csv", "x"), "C:/x.csv: the name of this entry begins at the root"},
		"a backslash":        {entry(`pack\parties.csv`, "x"), `pack\parties.csv: the name of this entry has a backslash`},
		"a control mark":     {entry("a\x1b[31m", "x"), "cannot be read"},
		"twice":              {entry("parties.csv", "x"), "parties.csv: this entry is there twice"},
		"twice, in capitals": {entry("PARTIES.csv", "x"), "this entry is there twice"},
		"a link":             {header(link, "/etc/passwd"), "parties.csv: this entry is a link"},
		"a pipe":             {header(pipe, ""), "parties.csv: this entry is neither a file nor a folder"},
		"encrypted":          {header(zip.FileHeader{Name: "a.csv", Flags: 1}, "x"), "a.csv: this entry is encrypted"},
		"another packing":    {raw(zip.FileHeader{Name: "a.csv", Method: 99}, []byte("x")), "a.csv: this entry is packed in a way"},
		"a zip in it":        {entry("inner.zip", "PK"), "inner.zip: this entry is an archive itself"},
		"too many entries":   {many, "too many files"},
		"an endless list":    {endless, "too many files"},
	} {
		_, err := readZip(zipOf(t, "", twoSeats(t), row.add))
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want %q", name, err, row.want)
		}
	}
	for _, data := range [][]byte{nil, []byte("no zip"), zipOf(t, "", twoSeats(t))[:900]} {
		if _, err := readZip(data); err == nil || !strings.Contains(err.Error(), "no zip file") {
			t.Errorf("%.10q: %v", data, err)
		}
	}
}

// raw is an entry whose header says what it likes.
func raw(h zip.FileHeader, packed []byte) func(*zip.Writer) error {
	h.CompressedSize64 = uint64(len(packed))
	return func(z *zip.Writer) error {
		w, err := z.CreateRaw(&h)
		if err == nil {
			_, err = w.Write(packed)
		}
		return err
	}
}

// bomb is so many megabytes of nothing, packed.
func bomb(t testing.TB, megabytes int) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestSpeed)
	for range megabytes {
		if err == nil {
			_, err = w.Write(make([]byte, 1<<20))
		}
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A file that unpacks to more than it should is refused by what comes out of it, not by
// what its header says, and without unpacking the rest.
func TestAZipBombIsNotUnpacked(t *testing.T) {
	huge := bomb(t, 256)
	for name, row := range map[string]struct {
		packed []byte
		says   uint64
		want   string
	}{
		"an honest size":       {huge, 256 << 20, "the file is larger than 4 MiB"},
		"below the file limit": {bomb(t, 3), 3 << 20, "it unpacks to more than 200 times its size"},
		"a false size":         {huge, 100, "the file cannot be read"},
	} {
		files := twoSeats(t)
		delete(files, "parties.csv")
		data := zipOf(t, "", files, raw(zip.FileHeader{Name: "parties.csv", Method: zip.Deflate, UncompressedSize64: row.says}, row.packed))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := readZip(data)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), "parties.csv: the file ") || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v", name, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
			t.Errorf("%s: %d MiB were used for it", name, used>>20)
		}
	}
}

func TestLimitsOfSize(t *testing.T) {
	const mib = 1 << 20
	line := "PP53,Labour Party,Labour,Lab,#e4003b\n"
	large := func(bytes int) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Repeat(line, bytes/len(line)+1))}
	}
	one, all := twoSeats(t), twoSeats(t)
	one["parties.csv"] = large(4 * mib)
	for _, name := range []string{"parties.csv", "contests.csv", "candidates.csv", "units.csv", "previous.csv"} {
		all[name] = large(4*mib - 100)
	}
	for name, row := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"one file":  {one, "parties.csv: the file is larger than 4 MiB"},
		"all files": {all, "previous.csv: the files are larger than 16 MiB together"},
	} {
		if _, err := pack.Read(row.files); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s in a folder: %.300v", name, err)
		}
		var stored []func(*zip.Writer) error // not packed, so that no ratio gives them away
		for file, f := range row.files {
			stored = append(stored, header(zip.FileHeader{Name: file, Method: zip.Store}, string(f.Data)))
		}
		if _, err := readZip(zipOf(t, "", nil, stored...)); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s in a zip: %.300v", name, err)
		}
	}
}

// A folder gives nothing from outside of it, and a pipe in it does not stop the import.
func TestAFolderGivesNothingFromOutside(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	folder := filepath.Join(dir, "pack")
	if err := errors.Join(os.WriteFile(secret, []byte("id\nsecret\n"), 0o600), os.CopyFS(folder, twoSeats(t)),
		os.Remove(filepath.Join(folder, "parties.csv")), os.Remove(filepath.Join(folder, "units.csv")),
		os.Symlink(secret, filepath.Join(folder, "parties.csv")), syscall.Mkfifo(filepath.Join(folder, "units.csv"), 0o600)); err != nil {
		t.Fatal(err)
	}
	f, err := pack.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	_, err = pack.Read(f)
	for _, want := range []string{"parties.csv: the file cannot be read", "units.csv: this is no file"} {
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if _, err := pack.Open(secret); err == nil || !strings.Contains(err.Error(), "neither a folder nor a zip file") {
		t.Errorf("a text was opened: %v", err)
	}
}
