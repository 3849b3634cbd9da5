package broadcast_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/feed"
)

func published(t *testing.T) *feed.Published {
	t.Helper()
	at := time.Date(2024, 7, 5, 1, 14, 0, 0, time.FixedZone("BST", 3600))
	p, err := feed.NewPublished(&feed.Bulletin{
		Format: feed.Format, Topic: "contest/ynys-mon", Epoch: 3, Revision: 41, At: at,
		Contest: &feed.Contest{ID: "ynys-mon", Name: "Ynys Môn <&>"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFrameOfABulletin(t *testing.T) {
	p := published(t)
	f, err := broadcast.NewFrame(3, p, `<p data-x="1">Llinos & Virginia</p>`)
	if err != nil {
		t.Fatal(err)
	}
	const page = `{"type":"state","topic":"contest/ynys-mon","epoch":3,"revision":41,"at":"2024-07-05T01:14:00+01:00","html":"<p data-x=\"1\">Llinos & Virginia</p>"}`
	if got := string(f.Text[broadcast.ProtocolHTML]); got != page {
		t.Errorf("html: %s\nwant: %s", got, page)
	}
	var open struct {
		message
		Bulletin json.RawMessage
	}
	if err := json.Unmarshal(f.Text[broadcast.ProtocolJSON], &open); err != nil {
		t.Fatal(err)
	}
	if want := (message{"state", "contest/ynys-mon", 3, 41}); open.message != want {
		t.Errorf("json is %v, want %v", open.message, want)
	}
	if !bytes.Equal(open.Bulletin, p.Bytes) {
		t.Errorf("bulletin: %s\nis not the canonical %s", open.Bulletin, p.Bytes)
	}
}

func TestFrameAfterARestoreIsOfTheNewEpochWithTheBulletinAsKept(t *testing.T) {
	p := published(t)
	f, err := broadcast.NewFrame(5, p, "")
	if err != nil {
		t.Fatal(err)
	}
	if f.Epoch != 5 || !bytes.Contains(f.Text[broadcast.ProtocolJSON], []byte(`"epoch":5,"revision":41,"bulletin":{`)) {
		t.Errorf("epoch %d: %s", f.Epoch, f.Text[broadcast.ProtocolJSON])
	}
	if !bytes.Contains(f.Text[broadcast.ProtocolJSON], p.Bytes) {
		t.Error("the bulletin was changed")
	}
}
