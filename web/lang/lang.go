// Package lang is the words of the public side: one catalogue for each language, read
// from JSON files in the folder of the language's code. English is what the others are
// held against and what stands in where one lacks a message. A new language is a new
// folder; no code knows which languages there are.
package lang

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// base is the code of the language that has every message.
const base = "en"

//go:embed */*.json
var files embed.FS

// Catalogue is the languages of the public side. It never changes and is safe for use
// by many at once.
type Catalogue struct {
	all     []*Language // English first, then by code
	english *Language
}

// Load is the catalogue that the program carries.
func Load() (*Catalogue, error) { return Read(files) }

// Read is the catalogue of a file system that has a folder of JSON files for each
// language. It fails on a file that is not flat JSON of messages, a key that stands
// twice, and a language without "language.name" and "language.tag". What a language
// lacks is no failure: see [Catalogue.Faults].
func Read(fsys fs.FS) (*Catalogue, error) {
	folders, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("lang: %w", err)
	}
	c := &Catalogue{}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		l := &Language{Code: folder.Name(), Prefix: "/" + folder.Name(), messages: map[string]message{}}
		if err := l.read(fsys); err != nil {
			return nil, fmt.Errorf("lang: %s: %w", l.Code, err)
		}
		if l.Code == base {
			l.Prefix, c.english = "", l
			c.all = slices.Insert(c.all, 0, l)
		} else {
			c.all = append(c.all, l)
		}
	}
	if c.english == nil {
		return nil, fmt.Errorf("lang: there is no folder %q", base)
	}
	names := c.english.names()
	for _, l := range c.all {
		l.english, l.known = c.english, names
	}
	return c, nil
}

// read reads all files of a language.
func (l *Language) read(fsys fs.FS) error {
	names, err := fs.Glob(fsys, path.Join(l.Code, "*.json"))
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		var entries map[string]json.RawMessage
		if err := json.Unmarshal(data, &entries); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for key, raw := range entries {
			if _, twice := l.messages[key]; twice {
				return fmt.Errorf("%s: %q stands twice", name, key)
			}
			if l.messages[key], err = parse(raw); err != nil {
				return fmt.Errorf("%s: %q: %w", name, key, err)
			}
		}
	}
	return l.introduce()
}

// Languages are all there are, English first.
func (c *Catalogue) Languages() []*Language { return slices.Clone(c.all) }

// English is the language that has every message.
func (c *Catalogue) English() *Language { return c.english }

// Of is the language of a code; false where there is none.
func (c *Catalogue) Of(code string) (*Language, bool) {
	i := slices.IndexFunc(c.all, func(l *Language) bool { return l.Code == code })
	if i < 0 {
		return nil, false
	}
	return c.all[i], true
}

// Split takes the language out of a path: "/cy/contests" is Welsh and "/contests".
// A path without one is English.
func (c *Catalogue) Split(path string) (*Language, string) {
	for _, l := range c.all {
		if l.Prefix == "" {
			continue
		}
		if rest, ok := strings.CutPrefix(path, l.Prefix); ok && (rest == "" || rest[0] == '/') {
			return l, "/" + strings.TrimPrefix(rest, "/")
		}
	}
	return c.english, path
}
