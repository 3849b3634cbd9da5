package desk

import (
	"encoding/json"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
)

// Protocol is what officers' pages speak on their socket.
const Protocol = "desk.json.v1"

// watchTopic is the topic on which officers' pages hear of a contest.
func watchTopic(contest string) string { return "desk/" + contest }

// Frame tells officers' pages that a contest has changed: up to which act, and no
// figure. The pages say so beside what was typed and touch none of it.
func Frame(epoch int64, s *count.Standing) (broadcast.Frame, error) {
	topic := watchTopic(s.Contest.ID)
	text, err := json.Marshal(struct {
		Type     string `json:"type"`
		Topic    string `json:"topic"`
		Epoch    int64  `json:"epoch"`
		Revision int64  `json:"revision"` // Seq of the contest's last act
	}{"state", topic, epoch, s.Head})
	return broadcast.Frame{Topic: topic, Epoch: epoch, Revision: s.Head, Text: map[string][]byte{Protocol: text}}, err
}
