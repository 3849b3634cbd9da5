package gazetteer

// word is a folded word with what makes comparing it cheap.
type word struct {
	text    string
	letters []rune
	mask    uint64 // which letters occur
	code    bool   // has a digit: an identifier, in which a slip makes another one
}

func newWord(text string) word {
	w := word{text: text, letters: []rune(text)}
	if len(w.letters) > maxLetter {
		w.letters = w.letters[:maxLetter]
		w.text = string(w.letters)
	}
	for _, r := range w.letters {
		w.mask |= 1 << (r % 64)
		w.code = w.code || r >= '0' && r <= '9'
	}
	return w
}

// none is more slips than any word may have.
const none = maxLetter

// slipsAllowed is how many slips a typed word may have and still be taken for another.
func slipsAllowed(letters int) int {
	switch {
	case letters < 2:
		return 0
	case letters < 8:
		return 1
	}
	return 2
}

// slips counts the fewest slips, letters wrong, left out, too many or exchanged with the
// next, that make a typed word out of a whole word, and out of the beginning of one. Each
// is none where it is more than most.
func slips(typed, w *word, most int) (full, beginning int) {
	n, m := len(typed.letters), len(w.letters)
	if m < n-most {
		return none, none
	}
	m = min(m, n+most)
	// Three rows of the table of optimal string alignment, as far from the diagonal as
	// most allows.
	var rows [3][maxLetter + 3]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range m + 1 {
		last[j] = j
	}
	for i := 1; i <= n; i++ {
		from, to := max(1, i-most), min(m, i+most)
		row[from-1] = none
		if from == 1 {
			row[0] = i
		}
		least := row[from-1]
		for j := from; j <= to; j++ {
			d := last[j-1]
			if typed.letters[i-1] != w.letters[j-1] {
				d++
			}
			d = min(d, row[j-1]+1)
			if j < i+most {
				d = min(d, last[j]+1)
			}
			if i > 1 && j > 1 && typed.letters[i-1] == w.letters[j-2] && typed.letters[i-2] == w.letters[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > most {
			return none, none
		}
		before, last, row = last, row, before
	}
	full, beginning = none, none
	for j := max(0, n-most); j <= m; j++ {
		beginning = min(beginning, last[j])
	}
	if len(w.letters) == m {
		full = last[m]
	}
	if full > most {
		full = none
	}
	return full, beginning
}
