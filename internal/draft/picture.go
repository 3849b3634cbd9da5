package draft

import (
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
)

// shrink makes a picture whose long side is at most long pixels: every pixel is the
// mean of those that it stands for. It works strip by strip, because all of a large
// picture at once would take its memory twice.
func shrink(src image.Image, long int) *image.RGBA {
	from := src.Bounds()
	w, h := from.Dx(), from.Dy()
	dw, dh := w, h
	if most := max(w, h); most > long {
		dw, dh = max(1, w*long/most), max(1, h*long/most)
	}
	out := image.NewRGBA(image.Rect(0, 0, dw, dh))
	strip := image.NewRGBA(image.Rect(0, 0, w, h/dh+1))
	for y := range dh {
		top, bottom := y*h/dh, (y+1)*h/dh
		draw.Draw(strip, strip.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(strip, image.Rect(0, 0, w, bottom-top), src, image.Pt(from.Min.X, from.Min.Y+top), draw.Over)
		for x := range dw {
			out.SetRGBA(x, y, mean(strip, image.Rect(x*w/dw, 0, (x+1)*w/dw, bottom-top)))
		}
	}
	return out
}

// mean is the mean colour of a part of a picture without transparency.
func mean(m *image.RGBA, part image.Rectangle) color.RGBA {
	var r, g, b, n int
	for y := part.Min.Y; y < part.Max.Y; y++ {
		row := m.Pix[m.PixOffset(part.Min.X, y):m.PixOffset(part.Max.X, y)]
		for i := 0; i+3 < len(row); i += 4 {
			r, g, b, n = r+int(row[i]), g+int(row[i+1]), b+int(row[i+2]), n+1
		}
	}
	n = max(n, 1)
	return color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255}
}

// How a camera was held, as EXIF writes it: which way the picture must be turned.
const (
	heldUpsideDown = 3
	heldRight      = 6 // to be turned a quarter clockwise
	heldLeft       = 8
)

// upright turns a picture as the camera was held. Telephones store every picture
// lying down and say so beside it; what is beside it is not kept.
func upright(m *image.RGBA, held int) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	var at func(x, y int) (int, int) // where a pixel comes from
	size := image.Rect(0, 0, w, h)
	switch held {
	case heldUpsideDown:
		at = func(x, y int) (int, int) { return w - 1 - x, h - 1 - y }
	case heldRight:
		size, at = image.Rect(0, 0, h, w), func(x, y int) (int, int) { return y, h - 1 - x }
	case heldLeft:
		size, at = image.Rect(0, 0, h, w), func(x, y int) (int, int) { return w - 1 - y, x }
	default:
		return m
	}
	out := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			out.SetRGBA(x, y, m.RGBAAt(at(x, y)))
		}
	}
	return out
}

// orientation reads from a JPEG how the camera was held; 0 where it does not say.
func orientation(file []byte) int {
	for at := 2; at+4 <= len(file) && file[at] == 0xff; {
		marker, size := file[at+1], int(binary.BigEndian.Uint16(file[at+2:]))
		end := at + 2 + size
		if marker == 0xda || size < 2 || end > len(file) {
			return 0
		}
		if body := file[at+4 : end]; marker == 0xe1 && len(body) > 14 && string(body[:6]) == "Exif\x00\x00" {
			return tiffOrientation(body[6:])
		}
		at = end
	}
	return 0
}

// tiffOrientation finds tag 0x0112 in the first directory of a TIFF header.
func tiffOrientation(t []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	if t[0] == 'I' {
		order = binary.LittleEndian
	}
	first := int(order.Uint32(t[4:]))
	if first < 8 || first+2 > len(t) {
		return 0
	}
	for i := range int(order.Uint16(t[first:])) {
		entry := first + 2 + 12*i
		if entry+12 > len(t) {
			return 0
		}
		if order.Uint16(t[entry:]) == 0x0112 {
			return int(order.Uint16(t[entry+8:]))
		}
	}
	return 0
}
