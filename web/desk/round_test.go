package desk_test

import (
	"net/url"
	"testing"
)

// provisional brings Islington North to those present.
func (m *room) provisional() *room {
	m.t.Helper()
	m.counted().as("clerk").press(islington, "provisional").says(200, "The count is provisional.")
	return m
}

// recounted enters and confirms other figures in a new round.
func (m *room) again(change map[string]string) {
	m.t.Helper()
	m.as("officer-1").insist(sheetPath, figures(change)).says(200, "sent")
	m.confirm("officer-2", "islington-north", "count")
}

// A granted recount opens a round; its figures stand beside the old ones, and not
// before they are complete.
func TestRecountSideBySide(t *testing.T) {
	m := open(t).provisional()
	clerk := m.as("clerk")
	clerk.send(islington+"/consulted", ro("exception.90828", "asks-recount")).says(200, "Answer the request")
	clerk.send(islington+"/recount", ro("candidate", "90828", "reason", "asked in time")).says(422, "Say whether the recount is granted or refused.").pointsHome()
	clerk.send(islington+"/recount", ro("granted", "yes", "candidate", "90828", "reason", "asked in time")).says(200, "Recount 1 begins.", "to be counted again, recount 1")
	clerk.get(islington+"/rounds").says(200, "Recount 1 is under way", "2 CORBYN, Jeremy 24,120 – –")
	m.again(map[string]string{"votes.1120": "24119", "votes.90828": "16874"})
	clerk.get(islington+"/rounds").says(200, "2 CORBYN, Jeremy 24,120 – –")
	clerk.press(islington, "provisional").says(200, "The count is provisional.")
	clerk.get(islington+"/rounds").says(200, "2 CORBYN, Jeremy 24,120 24,119 −1", "6 NARGUND, Praful 16,873 16,874 +1", "NARGUND, Praful granted: recount 1, full asked in time")
}

// Equal votes at the elected line stop the count until a lot is on record; without a
// tie there is no form for one.
func TestLotDecides(t *testing.T) {
	m := open(t).provisional()
	clerk := m.as("clerk")
	clerk.get(islington+"/lot").says(200, "There is nothing to decide by lot").silent("Record the lot")
	m.again(map[string]string{"votes.1120": "20496", "votes.90828": "20496", "rejected.uncertain": "100"})
	clerk.press(islington, "provisional")
	clerk.send(islington+"/consulted", ro()).says(200, "Equal votes: Jeremy Corbyn and Praful Nargund.", "Record the lot").silent("Ready to declare →")
	clerk.send(islington+"/lot", ro("chosen", "90828", "method", "slips in envelopes", "witnessed", "both agents")).says(200, "The lot is on record.")
	if l := m.standing().Lot; l == nil || len(l.Tied) != 2 || l.Chosen[0] != "90828" || l.Witnessed != "both agents" {
		t.Errorf("on record is %+v", l)
	}
	clerk.get(islington+"/lot").says(200, "The lot was drawn: the votes of Jeremy Corbyn and Praful Nargund are equal; the lot fell on Praful Nargund.")
}

// What was done can be taken back in two clicks by who may, in plain words.
func TestTakeBack(t *testing.T) {
	m := open(t).provisional()
	clerk := m.as("clerk")
	p := clerk.send(islington+"/consulted", ro("hour", "02:00")).says(200, "Take back: those present consulted, 02:08:41 (clerk)", "Take back: put to those present", "Take back: count sheet")
	p.pointsHome()
	m.as("officer-2").get(islington).silent("Take back: those present", "Take back: count sheet")
	m.as("officer-1").get(islington).says(200, "Take back: count sheet")
	form := url.Values{"key": {"k"}, "authority": {"returning-officer"}, "of": {itoa(m.standing().Consulted.Seq)}, "undoes": {"consulted"}}
	clerk.post(islington+"/take-back", form).says(200, "Taken back: those present consulted.")
	if m.standing().Consulted != nil || m.standing().Provisional == nil {
		t.Error("what was taken back is not what was asked for")
	}
	form.Set("key", "k2")
	clerk.post(islington+"/take-back", form).says(409, "This cannot be taken back any more, or was already.")
}
