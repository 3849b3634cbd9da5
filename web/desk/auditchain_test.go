package desk_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
)

// Somebody who has only the file and the page of formats can follow the chain from the
// first line to the head.
func TestJSONLinesAreChained(t *testing.T) {
	m, admin := audited(t)
	m.looked(3)
	var lines []map[string]any
	for _, text := range bytes.Split(bytes.TrimSpace([]byte(admin.get("/desk/audit.jsonl").body)), []byte("\n")) {
		var l map[string]any
		must(t, json.Unmarshal(text, &l))
		lines = append(lines, l)
	}
	prev := strings.Repeat("0", 64)
	for i, l := range lines[:len(lines)-1] {
		if l["line"] != float64(i+1) || l["prev"] != prev || recomputed(l) != l["hash"] {
			t.Fatalf("line %d does not follow: %v", i+1, l)
		}
		prev = l["hash"].(string)
	}
	if end := lines[len(lines)-1]; end["head"] != float64(len(lines)-1) || end["hash"] != prev {
		t.Errorf("the file ends with %v; the last hash is %s", end, prev)
	}
}

// recomputed is the hash of a line by docs/formats.md alone.
func recomputed(l map[string]any) string {
	h := sha256.New()
	h.Write([]byte{'L', 1})
	number := func(n any) {
		h.Write([]byte{1})
		binary.Write(h, binary.BigEndian, int64(n.(float64)))
	}
	sized := func(kind byte, b []byte) {
		h.Write([]byte{kind})
		binary.Write(h, binary.BigEndian, int64(len(b)))
		h.Write(b)
	}
	bytes := func(text any) {
		b, _ := hex.DecodeString(text.(string))
		sized(3, b)
	}
	number(l["line"])
	number(l["at"])
	for _, name := range []string{"officer", "address", "kind", "contest", "unit", "key", "outcome", "detail"} {
		sized(2, []byte(l[name].(string)))
	}
	if l["seq"] == nil {
		h.Write([]byte{0})
	} else {
		number(l["seq"])
	}
	number(l["ledger"])
	bytes(l["acts"])
	bytes(l["prev"])
	return hex.EncodeToString(h.Sum(nil))
}
