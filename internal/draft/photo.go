package draft

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	_ "image/png" // photographs come as JPEG or PNG
	"time"

	"resultsdesk/internal/count"
)

// Bounds of a photograph.
const (
	MaxPhoto  = 8 << 20    // bytes as sent
	maxPixels = 40_000_000 // as sent
	longSide  = 2000       // pixels as kept
	quality   = 82         // of the JPEG as kept
)

// What can be wrong with a photograph.
var (
	ErrPhotoFormat = errors.New("not a JPEG or PNG picture")
	ErrPhotoPixels = errors.New("the picture has more than 40 megapixels")
	ErrPhotoSize   = errors.New("the picture is larger than 8 MB")
)

// Photo is a photograph of a sheet. It is never public.
type Photo struct {
	ID            int64
	Contest, Unit string
	Officer       string
	At            time.Time // wall clock
	Width, Height int       // pixels
	JPEG          []byte    // made by the desk: no place, camera or hour of the original is in it
}

// AddPhoto keeps a photograph of a unit's sheet. The picture is made anew from its
// pixels, so that nothing else that the file carried is kept.
func (b *Book) AddPhoto(ctx context.Context, by count.Officer, contest, unit string, sent []byte) (int64, error) {
	a := b.attempt(by, KindPhoto, contest, unit, "")
	if !by.May(contest) {
		return 0, b.refused(ctx, a, count.ErrForbidden)
	}
	if len(sent) > MaxPhoto {
		return 0, b.refused(ctx, a, ErrPhotoSize)
	}
	picture, err := b.redraw(ctx, sent)
	if errors.Is(err, ErrPhotoFormat) || errors.Is(err, ErrPhotoPixels) {
		return 0, b.refused(ctx, a, err)
	}
	if err != nil {
		return 0, err
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: quality}); err != nil {
		return 0, err
	}
	p := Photo{Contest: contest, Unit: unit, Officer: by.ID, At: a.At, JPEG: out.Bytes(),
		Width: picture.Bounds().Dx(), Height: picture.Bounds().Dy()}
	err = b.store.Work(ctx, func(tx Tx) error {
		if p.ID, err = tx.AddPhoto(p); err != nil {
			return err
		}
		a.Detail = kept("photograph", p.ID, p.JPEG)
		return tx.Audit(a)
	})
	return p.ID, err
}

// redraw decodes a picture within its bounds, makes it small and turns it upright.
func (b *Book) redraw(ctx context.Context, sent []byte) (*image.RGBA, error) {
	size, format, err := image.DecodeConfig(bytes.NewReader(sent))
	switch {
	case err != nil || size.Width <= 0 || size.Height <= 0:
		return nil, ErrPhotoFormat
	case size.Width > maxPixels/size.Height:
		return nil, ErrPhotoPixels
	}
	select {
	case b.decoding <- struct{}{}:
		defer func() { <-b.decoding }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	full, _, err := image.Decode(bytes.NewReader(sent))
	if err != nil {
		return nil, ErrPhotoFormat
	}
	small := shrink(full, longSide)
	if format == "jpeg" {
		small = upright(small, orientation(sent))
	}
	return small, nil
}

// Photo is a photograph of a contest that the officer may see; ErrNotFound.
func (b *Book) Photo(ctx context.Context, by count.Officer, id int64) (Photo, error) {
	p, err := b.store.Photo(ctx, id)
	if err == nil && !by.May(p.Contest) { // not even that it is there
		a := b.attempt(by, count.KindLooked, p.Contest, p.Unit, "")
		return Photo{}, b.refused(ctx, a, ErrNotFound)
	}
	return p, err
}

// Photos lists the photographs of a unit's sheet, newest first, without pictures.
func (b *Book) Photos(ctx context.Context, by count.Officer, contest, unit string) ([]Photo, error) {
	if !by.May(contest) {
		return nil, count.ErrForbidden
	}
	return b.store.Photos(ctx, contest, unit)
}
