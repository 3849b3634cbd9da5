package view

import (
	"encoding/json"

	"resultsdesk/web/lang"
)

// liveWords are what the script says of how live a page is, by name, as JSON. It puts
// times in by itself.
func liveWords(l *lang.Language) (string, error) {
	words := map[string]string{}
	for _, name := range []string{"live", "connecting", "reconnecting", "ended", "aside", "seconds", "minutes", "figures", "none"} {
		words[name] = l.T("live."+name, "time", "{time}")
	}
	text, err := json.Marshal(words)
	return string(text), err
}
