package pack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// object is election.json: one JSON object whose values are texts.
type object struct {
	r       *reader
	src     *source
	entries map[string]field
	amiss   map[string]bool // keys with a problem noted
}

// readObject reads a file with exactly these keys; false where it is no JSON
// object.
func (r *reader) readObject(src *source, known []string) (*object, bool) {
	// Checked as a whole first: only then is the place of a mistake exact.
	var whole map[string]json.RawMessage
	if err := json.Unmarshal(src.text, &whole); err != nil {
		r.notJSON(src, err)
		return nil, false
	}
	o := &object{r, src, map[string]field{}, map[string]bool{}}
	in := json.NewDecoder(bytes.NewReader(src.text))
	if open, err := in.Token(); err != nil || open != json.Delim('{') {
		r.wrong(src, 0, "the file must hold one object: { … }")
		return nil, false
	}
	for n := 0; in.More(); n++ {
		if n == maxNames {
			r.wrong(src, o.next(in), "there are more than %d keys", maxNames)
			return nil, false
		}
		if err := o.readEntry(in, known); err != nil {
			r.notJSON(src, err)
			return nil, false
		}
	}
	for _, key := range known {
		if _, ok := o.entries[key]; !ok {
			r.wrong(src, 0, "“%s” is missing", key)
		}
	}
	return o, true
}

// readEntry reads a key and its value.
func (o *object) readEntry(in *json.Decoder, known []string) error {
	at := o.next(in)
	token, err := in.Token()
	if err != nil {
		return err
	}
	key, _ := token.(string)
	value := field{offset: o.next(in)}
	var raw json.RawMessage
	if err := in.Decode(&raw); err != nil {
		return err
	}
	_, twice := o.entries[key]
	switch {
	case !slices.Contains(known, key):
		o.r.wrong(o.src, at, "“%s” is not known; %s has %s", clip(key), o.src.file, strings.Join(known, ", "))
		return nil
	case twice:
		o.r.wrong(o.src, at, "“%s” is there twice", key)
		return nil
	}
	o.entries[key] = value
	if raw[0] != '"' {
		o.wrong(key, "the value must be a text in quotation marks")
		return nil
	}
	if err := json.Unmarshal(raw, &value.text); err != nil {
		return err
	}
	value.text = strings.TrimSpace(value.text)
	o.entries[key] = value
	if value.text == "" {
		o.wrong(key, "nothing stands here")
	}
	return nil
}

// next is where the next key or value begins.
func (o *object) next(in *json.Decoder) int {
	i := int(in.InputOffset())
	for i < len(o.src.text) && strings.IndexByte(" \t\r\n,:", o.src.text[i]) >= 0 {
		i++
	}
	return i
}

func (r *reader) notJSON(src *source, err error) {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		r.wrong(src, max(int(syntax.Offset)-1, 0), "something is wrong with commas, quotation marks or brackets: %v", err)
		return
	}
	r.wrong(src, 0, "the file must hold one object: { … }")
}

// wrong notes a problem of a key's value.
func (o *object) wrong(key, format string, args ...any) {
	o.amiss[key] = true
	o.r.wrong(o.src, o.entries[key].offset, "%s", key+": "+fmt.Sprintf(format, args...))
}

// says is the text of a key; false where it is missing or empty, which was said
// already.
func (o *object) says(key string) (string, bool) {
	text := o.entries[key].text
	return text, text != ""
}

// sound tells whether a key is there and nothing is wrong with it.
func (o *object) sound(key string) bool {
	_, there := o.says(key)
	return there && !o.amiss[key]
}

// text is the text of a key for people to read.
func (o *object) text(key string) string {
	text, _ := o.says(key)
	if why := unfit(text, maxName); why != "" {
		o.wrong(key, "%s", why)
	}
	return text
}

// choice is one of several words.
func (o *object) choice(key string, c choice) string {
	text, ok := o.says(key)
	if why := c.refuses(text); ok && why != "" {
		o.wrong(key, "%s", why)
	}
	return text
}
