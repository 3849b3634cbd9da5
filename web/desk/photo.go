package desk

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/web/view/officer"
)

// photoTime is how long a photograph may take over a hall's network.
const photoTime = time.Minute

// maxParts bounds the fields of a form with a file; the desk's own has one.
const maxParts = 10

// bodyLimit bounds what a request may carry: a form, or a photograph of a sheet. Only
// a form with a file is read by its page, after the session was looked at.
func bodyLimit(r *http.Request) int64 {
	if strings.HasSuffix(r.URL.Path, "/photos") && strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		return draft.MaxPhoto + maxBody
	}
	return maxBody
}

// addPhoto keeps a photograph of a unit's sheet.
func (s *officers) addPhoto(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openSheet(r, by)
	if err != nil {
		return err
	}
	sent, err := readPhoto(w, r)
	if err != nil {
		return err
	}
	if _, err := s.Drafts.AddPhoto(r.Context(), by, v.st.Contest.ID, v.unit.ID, sent); err != nil {
		return err
	}
	http.Redirect(w, r, unitURL(v.st.Contest.ID, v.unit.ID)+"#photos", http.StatusSeeOther)
	return nil
}

// readPhoto reads the file of a form that carries one. The deadlines of an ordinary
// form are too short for it; where they cannot be moved they stay.
func readPhoto(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	slow := http.NewResponseController(w)
	_ = slow.SetReadDeadline(time.Now().Add(photoTime))
	_ = slow.SetWriteDeadline(time.Now().Add(2 * photoTime))
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errBadForm, err)
	}
	for range maxParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, errNoPhoto
		}
		if err != nil {
			return nil, photoFault(err)
		}
		if part.FormName() != "photo" {
			continue
		}
		sent, err := io.ReadAll(io.LimitReader(part, draft.MaxPhoto+1))
		switch {
		case err != nil:
			return nil, photoFault(err)
		case len(sent) == 0:
			return nil, errNoPhoto
		case len(sent) > draft.MaxPhoto:
			return nil, draft.ErrPhotoSize
		}
		return sent, nil
	}
	return nil, fmt.Errorf("%w: more than %d parts", errBadForm, maxParts)
}

func photoFault(err error) error {
	if as[*http.MaxBytesError](err) {
		return draft.ErrPhotoSize
	}
	return fmt.Errorf("%w: %v", errBadForm, err)
}

// showPhoto sends a photograph to an officer of its contest, and to nobody else.
func (s *officers) showPhoto(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	id, err := strconv.ParseInt(r.PathValue("photo"), 10, 64)
	if err != nil {
		return errNoPage
	}
	p, err := s.Drafts.Photo(r.Context(), by, id)
	if errors.Is(err, draft.ErrNotFound) {
		return errNoPage
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Content-Length", strconv.Itoa(len(p.JPEG)))
	w.Write(p.JPEG) // a caller that went away is not our fault
	return nil
}

// photosOf are the photographs beside a sheet, with a place to add one.
func (s *officers) photosOf(r *http.Request, by count.Officer, c *count.Contest, unit string) officer.Photos {
	shown := officer.Photos{Action: unitURL(c.ID, unit) + "/photos"}
	all, err := s.Drafts.Photos(r.Context(), by, c.ID, unit)
	if err != nil {
		s.incident(r, err)
	}
	for _, p := range all {
		shown.All = append(shown.All, officer.Photo{URL: fmt.Sprintf("/desk/photos/%d", p.ID), Text: "Photograph, " + stamp(c, p.Officer, p.At)})
	}
	return shown
}
