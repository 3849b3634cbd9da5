package card

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"golang.org/x/image/font"
	"golang.org/x/image/vector"
)

// png paints a sheet.
func (s *sheet) png() ([]byte, error) {
	picture := image.NewRGBA(image.Rect(0, 0, Width, Height))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(paper()), image.Point{}, draw.Src)
	for _, p := range s.pieces {
		if p.tick {
			paintTick(picture, p)
		} else if p.text == "" {
			paintShape(picture, p)
		} else if err := s.paintText(picture, p); err != nil {
			return nil, err
		}
	}
	if err := s.paintGhost(picture); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := png.Encode(&out, paletted(picture)); err != nil {
		return nil, fmt.Errorf("card: %w", err)
	}
	return out.Bytes(), nil
}

func (s *sheet) paintText(picture draw.Image, p piece) error {
	face, err := s.face(p.style)
	if err != nil {
		return err
	}
	d := font.Drawer{Dst: picture, Src: image.NewUniform(p.ink), Face: face, Dot: dot(p.box.Min.X, p.baseline)}
	d.DrawString(p.text)
	return nil
}

// paintGhost writes the word of a rehearsal across everything, so that no part of the
// picture can be cut out without it.
func (s *sheet) paintGhost(picture draw.Image) error {
	if s.ghost == "" {
		return nil
	}
	st, words := s.fit(s.ghost, true, Width-60, 1, 190, 160, 130, 100, 70)
	shade := alarm()
	shade.A = 0x2c
	for _, baseline := range []int{290, 530} {
		w := s.width(st, words[0])
		p := piece{box: image.Rect((Width-w)/2, baseline, (Width+w)/2, baseline), baseline: baseline, text: words[0], style: st, ink: shade}
		if err := s.paintText(picture, p); err != nil {
			return err
		}
	}
	return nil
}

func paintShape(picture draw.Image, p piece) {
	if p.outline.A == 0 {
		fill(picture, p.box, p.radius, p.fill)
		return
	}
	const thick = 2
	fill(picture, p.box, p.radius, p.outline)
	if inside := p.box.Inset(thick); !inside.Empty() {
		fill(picture, inside, max(p.radius-thick, 0), p.fill)
	}
}

// fill paints a rectangle with round corners.
func fill(picture draw.Image, box image.Rectangle, radius int, ink color.NRGBA) {
	src := image.NewUniform(ink)
	radius = min(radius, box.Dx()/2, box.Dy()/2)
	if radius <= 0 {
		draw.Draw(picture, box, src, image.Point{}, draw.Over)
		return
	}
	w, h, r := float32(box.Dx()), float32(box.Dy()), float32(radius)
	k := r * 0.4477 // a quarter of a circle as a cubic curve
	v := vector.NewRasterizer(box.Dx(), box.Dy())
	v.MoveTo(r, 0)
	v.LineTo(w-r, 0)
	v.CubeTo(w-k, 0, w, k, w, r)
	v.LineTo(w, h-r)
	v.CubeTo(w, h-k, w-k, h, w-r, h)
	v.LineTo(r, h)
	v.CubeTo(k, h, 0, h-k, 0, h-r)
	v.LineTo(0, r)
	v.CubeTo(0, k, k, 0, r, 0)
	v.ClosePath()
	v.Draw(picture, box, src, image.Point{})
}

// paintTick paints a tick of two strokes.
func paintTick(picture draw.Image, p piece) {
	v := vector.NewRasterizer(p.box.Dx(), p.box.Dy())
	x, y := float32(p.box.Dx())/18, float32(p.box.Dy())/18
	v.MoveTo(1*x, 9.5*y)
	for _, to := range [][2]float32{{3.2, 7.3}, {6.8, 10.9}, {14.8, 2.4}, {17, 4.5}, {6.9, 15.3}} {
		v.LineTo(to[0]*x, to[1]*y)
	}
	v.ClosePath()
	v.Draw(picture, p.box, image.NewUniform(p.fill), image.Point{})
}
