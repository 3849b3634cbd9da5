package view

import (
	"context"
	"fmt"
	"io"

	"github.com/a-h/templ"

	"resultsdesk/web/lang"
)

// Said draws a message whose arguments may be components, each where the language
// puts it: @Said(l, "contest.elected", "name", name(c.Name), "votes", 7247). Words and
// texts are escaped; a component escapes its own.
func Said(l *lang.Language, key string, args ...any) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, part := range l.Parts(key, args...) {
			var err error
			switch slot := part.Slot.(type) {
			case nil:
				_, err = io.WriteString(w, templ.EscapeString(part.Text))
			case templ.Component:
				err = slot.Render(ctx, w)
			default:
				err = fmt.Errorf("view: %s: %T is neither text nor component", key, slot)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
