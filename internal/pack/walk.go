package pack

import (
	"bytes"
	"encoding/json"
)

// walk goes through JSON that was proved to be sound, in its order.
type walk struct {
	*json.Decoder
	src *source
}

func newWalk(src *source) *walk { return &walk{json.NewDecoder(bytes.NewReader(src.text)), src} }

// object visits each key of the object that comes next, with the byte at which the key
// begins. visit reads the value.
func (w *walk) object(visit func(key string, at int)) {
	w.token()
	for w.More() {
		key, _ := w.token().(string)
		at := int(w.InputOffset()) - len(key) - 2
		visit(key, max(at, 0))
	}
	w.token()
}

func (w *walk) skip() {
	var raw json.RawMessage
	_ = w.Decode(&raw) // sound: it was read whole before
}

func (w *walk) token() json.Token {
	t, _ := w.Token() // sound: it was read whole before
	return t
}
