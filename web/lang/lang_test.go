package lang_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"resultsdesk/web/lang"
)

func load(t testing.TB) (english, welsh *lang.Language) {
	t.Helper()
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	welsh, ok := c.Of("cy")
	if !ok {
		t.Fatal("there is no Welsh")
	}
	return c.English(), welsh
}

func TestAllLanguagesSayTheSame(t *testing.T) {
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range c.Faults() {
		t.Error(fault)
	}
}

// A sentence that is the same in both languages was forgotten.
func TestSentencesAreTranslated(t *testing.T) {
	english, welsh := load(t)
	for key := range english.Keys() {
		if words := english.T(key); len(strings.Fields(words)) > 2 && !strings.Contains(words, "{") && welsh.T(key) == words {
			t.Errorf("%s: %s", key, words)
		}
	}
}

func TestNumbersAndDates(t *testing.T) {
	english, welsh := load(t)
	at := time.Date(2024, 7, 5, 3, 26, 8, 0, time.FixedZone("BST", 3600))
	for _, c := range []struct{ got, want string }{
		{english.Number(-1234567), "−1,234,567"}, {welsh.Number(24120), "24,120"}, {welsh.Number(999), "999"},
		{english.Percent(492), "49.2%"}, {english.Change(-299), "−29.9"}, {welsh.Change(21), "+2.1"}, {welsh.Change(0), "0.0"},
		{english.Date("2024-07-04"), "4 July 2024"}, {welsh.Date("2024-07-04"), "4 Gorffennaf 2024"}, {welsh.Date("soon"), "soon"},
		{english.Day(at), "5 July 2024, 03:26 BST"}, {welsh.Day(at), "5 Gorffennaf 2024, 03:26 BST"}, {english.Seconds(at), "03:26:08 BST"}, {welsh.Hour(at), "03:26"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Welsh says "ac" before a vowel, w and y among them, and "a" before other letters.
func TestLists(t *testing.T) {
	english, welsh := load(t)
	for _, c := range []struct {
		l     *lang.Language
		names []string
		want  string
	}{
		{english, nil, ""}, {english, []string{"Ann"}, "Ann"}, {english, []string{"Ann", "Bob"}, "Ann and Bob"}, {english, []string{"Ann", "Bob", "Eve"}, "Ann, Bob and Eve"},
		{welsh, []string{"Siân", "Bob"}, "Siân a Bob"}, {welsh, []string{"Siân", "Eve"}, "Siân ac Eve"}, {welsh, []string{"Ann", "Bob", "Ŵyn"}, "Ann, Bob ac Ŵyn"},
		{welsh, []string{"Ann", "Ífan"}, "Ann ac Ífan"}, {welsh, []string{"Ann", "“Yvonne”"}, "Ann ac “Yvonne”"}, {welsh, []string{"Ann", "Huw"}, "Ann a Huw"},
	} {
		if got := c.l.List(c.names); got != c.want {
			t.Errorf("%s: got %q, want %q", c.l.Code, got, c.want)
		}
	}
}

func TestNamesByWhatTheDataCallThem(t *testing.T) {
	english, welsh := load(t)
	for _, c := range []struct{ got, want string }{
		{welsh.Party("PP53", "Labour"), "Llafur"}, {english.Party("PP53", "Labour"), "Labour"}, {welsh.Party("", "Independent"), "Annibynnol"},
		{welsh.Party("PP7931", "Brexit"), "Plaid Brexit"}, {welsh.Party("library-15", "Labour"), "Llafur"}, {welsh.Party("PP1", "Save Our Pier"), "Save Our Pier"},
		{welsh.Region("London"), "Llundain"}, {welsh.Region("Atlantis"), "Atlantis"}, {welsh.Country("England"), "Lloegr"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// small is a catalogue of two languages with the grammar of English and Welsh.
func small(t *testing.T, english, welsh string) *lang.Catalogue {
	t.Helper()
	file := func(tag, entries string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(`{"language.tag": "` + tag + `", "language.name": "` + tag + `", "number.group": ","` + entries + `}`)}
	}
	c, err := lang.Read(fstest.MapFS{"en/a.json": file("en-GB", english), "cy/a.json": file("cy", welsh)})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPluralFormsOfWelsh(t *testing.T) {
	c := small(t, `, "cats": {"one": "{n} cat", "other": "{n} cats"}`,
		`, "cats": {"zero": "{n} cathod", "one": "{n} gath", "two": "{n} gath ddwy", "few": "{n} cath", "many": "{n} chath", "other": "{n} cath arall"}`)
	welsh, _ := c.Of("cy")
	for n, want := range map[int]string{0: "0 cathod", 1: "1 gath", 2: "2 gath ddwy", 3: "3 cath", 6: "6 chath", 5: "5 cath arall", 1003: "1,003 cath arall"} {
		if got := welsh.T("cats", "n", n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
	if got := c.English().T("cats", "n", 1); got != "1 cat" {
		t.Errorf("got %q", got)
	}
}

func TestWhatALanguageLacksIsToldAndSaidInEnglish(t *testing.T) {
	c := small(t, `, "a": "one {x}", "b": "two", "n": {"one": "1", "other": "{n}"}`, `, "a": "un {y}", "d": "pedwar", "n": {"one": "1", "other": "{n}"}`)
	welsh, _ := c.Of("cy")
	if got := welsh.T("b"); got != "two" {
		t.Errorf("got %q", got)
	}
	if got := welsh.T("nowhere"); got != "nowhere" {
		t.Errorf("got %q", got)
	}
	faults := strings.Join(c.Faults(), "\n")
	for _, want := range []string{"cy: a: placeholders [y], in English [x]", "cy: b is missing", "cy: d is not in English", `cy: n: plural form "few" is missing`} {
		if !strings.Contains(faults, want) {
			t.Errorf("not told: %s\n%s", want, faults)
		}
	}
}

// What stands in for a placeholder is never read as a message itself.
func TestArgumentsAreNotMessages(t *testing.T) {
	c := small(t, `, "a": "{x} over {y}"`, ``)
	if got := c.English().T("a", "x", "{y}", "y", "Z"); got != "{y} over Z" {
		t.Errorf("got %q", got)
	}
	parts := c.English().Parts("a", "x", 1000, "y", true)
	want := []lang.Part{{Text: ""}, {Text: "1,000"}, {Text: " over "}, {Slot: true}, {Text: ""}}
	if !slices.Equal(parts, want) {
		t.Errorf("got %v", parts)
	}
}

func TestPathsOfLanguages(t *testing.T) {
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string][2]string{
		"/": {"en", "/"}, "/contests/x": {"en", "/contests/x"}, "/cy/": {"cy", "/"}, "/cy": {"cy", "/"}, "/cy/contests/x": {"cy", "/contests/x"}, "/cyprus": {"en", "/cyprus"},
	} {
		if l, rest := c.Split(path); l.Code != want[0] || rest != want[1] {
			t.Errorf("%s: %s, %s", path, l.Code, rest)
		}
	}
}

func TestBrokenCataloguesAreRefused(t *testing.T) {
	const ok = `"language.tag": "en", "language.name": "English"`
	for why, entries := range map[string]string{
		"a brace": ok + `, "a": "{"`, "no other": ok + `, "a": {"one": "x"}`, "a form that is none": ok + `, "a": {"once": "x", "other": "y"}`,
		"nested": ok + `, "a": {"other": {"other": "x"}}`, "nameless": `"language.tag": "en"`,
	} {
		if _, err := lang.Read(fstest.MapFS{"en/a.json": {Data: []byte("{" + entries + "}")}}); err == nil {
			t.Errorf("%s: read", why)
		}
	}
	if _, err := lang.Read(fstest.MapFS{"en/a.json": {Data: []byte("{" + ok + "}")}, "en/b.json": {Data: []byte("{" + ok + "}")}}); err == nil {
		t.Error("a key that stands twice: read")
	}
}
