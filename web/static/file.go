package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
)

// File is bytes made once and sent many times: with their gzip form and a strong
// ETag of each, which is a hash of the bytes and of nothing else.
type File struct {
	contentType string
	plain, gzip representation
}

type representation struct {
	bytes []byte
	etag  string
}

// NewFile compresses and hashes data, which must not change afterwards.
func NewFile(contentType string, data []byte) *File {
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:12])
	f := &File{contentType: contentType, plain: representation{data, `"` + hash + `"`}}
	var packed bytes.Buffer
	level := gzip.BestCompression
	if len(data) > 64<<10 {
		level = gzip.DefaultCompression // a third of the time, and hardly larger
	}
	z, _ := gzip.NewWriterLevel(&packed, level) // fails only for a level that does not exist
	z.Write(data)                               // a bytes.Buffer takes everything
	z.Close()
	if packed.Len() < len(data) {
		f.gzip = representation{packed.Bytes(), `"` + hash + `-gz"`}
	}
	return f
}

// Size is how many bytes the file has in all its forms.
func (f *File) Size() int { return len(f.plain.bytes) + len(f.gzip.bytes) }

// NewPacked is a file whose bytes are compressed already, as those of a picture are.
func NewPacked(contentType string, data []byte) *File {
	sum := sha256.Sum256(data)
	return &File{contentType: contentType, plain: representation{data, `"` + hex.EncodeToString(sum[:12]) + `"`}}
}

// Send answers a GET or HEAD with the file, or with 304 where the caller has it.
// Cache-Control is the caller's business.
func (f *File) Send(w http.ResponseWriter, r *http.Request, status int) {
	rep := f.plain
	h := w.Header()
	if f.gzip.bytes != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Get("Accept-Encoding")) {
			rep = f.gzip
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("Content-Type", f.contentType)
	if status == http.StatusOK {
		h.Set("ETag", rep.etag)
		if matches(r.Header.Get("If-None-Match"), rep.etag) {
			h.Del("Content-Type")
			h.Del("Content-Encoding")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(rep.bytes)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(rep.bytes) // a caller that went away is not our fault
	}
}

// acceptsGzip reads Accept-Encoding as far as it matters here.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, params, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		q, given := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		weight, err := strconv.ParseFloat(q, 64)
		return !given || (err == nil && weight > 0)
	}
	return false
}

// matches compares an If-None-Match list with an ETag, weakly as RFC 9110 has it.
func matches(header, etag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimSpace(part)
		if part == "*" || strings.TrimPrefix(part, "W/") == etag {
			return true
		}
	}
	return false
}
