// Package static holds the style sheets and scripts of the desk, hand-written and
// served as they are under names that carry a hash of their bytes, and [File], the
// form in which anything that is made once is sent many times.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed *.css *.js *.svg
var embedded embed.FS

// Prefix is where the files are served.
const Prefix = "/static/"

// Files are the embedded files under their hashed names. A name never stands for
// other bytes, so browsers may keep them for ever.
type Files struct {
	urls  map[string]string // "base.css" → "/static/base.3f2a9c01d2e4.css"
	files map[string]*File  // by hashed name
}

// Load reads the embedded files and hashes them.
func Load() (*Files, error) {
	entries, err := fs.ReadDir(embedded, ".")
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	all := &Files{urls: map[string]string{}, files: map[string]*File{}}
	for _, e := range entries {
		data, err := embedded.ReadFile(e.Name())
		if err != nil {
			return nil, fmt.Errorf("static: %w", err)
		}
		all.Add(e.Name(), data)
	}
	return all, nil
}

// Add puts a file that was made elsewhere among them, before any is served.
func (f *Files) Add(name string, data []byte) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	f.urls[name] = Prefix + hashed
	f.files[hashed] = NewFile(contentType(ext), data)
}

// contentType is not left to the machine's own table of types.
func contentType(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	}
	return "image/svg+xml"
}

// URL is the address of a file by its plain name, "base.css". It panics where
// there is none: every page that names it would be broken.
func (f *Files) URL(name string) string {
	url, ok := f.urls[name]
	if !ok {
		panic("static: no file " + name)
	}
	return url
}

// Find is the file at an address; false where there is none.
func (f *Files) Find(url string) (*File, bool) {
	file, ok := f.files[strings.TrimPrefix(url, Prefix)]
	return file, ok
}

// Forever lets caches keep a hashed name without asking again.
const Forever = "public, max-age=31536000, immutable"

// ServeHTTP sends a file by its hashed name.
func (f *Files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	file, ok := f.Find(r.URL.Path)
	if !ok {
		w.Header().Set("Cache-Control", "no-store")
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", Forever)
	file.Send(w, r, http.StatusOK)
}
