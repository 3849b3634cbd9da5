package main

import (
	"time"
)

// demoClock is the election clock of a demo: it starts at a moment of the night,
// runs a minute a second until it reaches a later one, and then at normal speed.
type demoClock struct {
	began time.Time // wall, with its monotonic reading
	start time.Time // election time at began
	until time.Time // election time at which it slows down
	wall  func() time.Time
}

// demoSpeed is seconds of the night a second.
const demoSpeed = 60

func newDemoClock(start, until time.Time, wall func() time.Time) *demoClock {
	return &demoClock{began: wall(), start: start, until: until, wall: wall}
}

// Now is the time of the night.
func (c *demoClock) Now() time.Time {
	elapsed := c.wall().Sub(c.began)
	if !c.start.Before(c.until) {
		return c.start.Add(elapsed)
	}
	fast := c.until.Sub(c.start) / demoSpeed // how long the fast part lasts
	if elapsed < fast {
		return c.start.Add(elapsed * demoSpeed)
	}
	return c.until.Add(elapsed - fast)
}
