package count

// Rule is one line of the table of rules: what docs and tests go by.
type Rule struct {
	Code    Code
	Text    string
	Formula string
	Do      string // what it means for the officer, and what to do
}

// Severity of the rule.
func (r Rule) Severity() Severity { return r.Code.Severity() }

// Manual is the table of all rules, in order.
func Manual() []Rule { return append(refusalRules(), warningRules()...) }

func refusalRules() []Rule {
	return []Rule{
		{E01, "A figure is a whole number, 0 or more, of at most nine digits; commas may stand at the thousands. Blank is not zero.", `^(\d{1,9}|\d{1,3}(,\d{3}){1,2})$`,
			"Type 0 where there are none. `1702` and `1,702` are read; a sign, a point, a space inside, an exponent, or digits of another script are not. On a desk that receives results the lines of rejected papers may all be blank, which is “not known”, but not some of them. A time of announcement that cannot be read has this number too."},
		{E02, "Every candidate of the contest is present exactly once and none is unknown; the form shows the candidates and units that are current.", "set equality",
			"Open the sheet again and type it from the paper. When a count is made provisional, this number names the sheets that are not in or were sent back."},
		{E03, "One candidate cannot have more votes than there are papers.", "v ≤ B; block vote: v ≤ B − R − D",
			"As many votes as papers is possible; one more is not. Look at the figure that is named, often for a digit too many. Sums are not judged meanwhile."},
		{E04, "Votes, rejected and doubtful papers together cannot exceed the papers.", "V + R + D ≤ B; block vote: V + U + P + S(R + D) ≤ SB",
			"B is the papers handed to the unit. For a unit without papers of its own it is those of the contest that no other sheet accounts for; its doubtful papers are then not held against it, because adjudication returns them. More votes than papers is never accepted, by anybody."},
		{E05, "Votes, rejected and doubtful papers equal the papers handed to the unit; votes and rejected papers equal the verified papers of the contest.", "V + R (+ D) = B; block vote: V + U + P + S(R + D) = SB where U is recorded",
			"A unit with papers of its own balances when its sheet is sent, and again when the count is made provisional, in case papers were verified anew in between. The others balance with the contest, when it is made provisional; no doubtful paper may be outstanding then. Look for the missing papers. Only the (Acting) Returning Officer can accept that a stated number stays missing, with a reason; then the sheet passes when it is short by exactly that number. Boxes that do not add up to the total of the verification statement, and a ballot paper account with more papers unused and spoilt than entrusted, have this number too."},
		{E06, "The total of rejected papers is the sum of its heads.", "R = ΣRᵢ",
			"The total is optional: the desk adds the heads itself. Where it is typed it must agree."},
		{E07, "Verified papers cannot exceed the electorate where that is final.", "B ≤ E",
			"A provisional electorate bounds nothing (see W12)."},
		{E08, "An electorate, where given, is one or more.", "E ≥ 1",
			"Checked when the election pack is imported, and when an electorate is corrected. Leave the field empty where the electorate is unknown: turnout is then not shown."},
		{E09, "Votes are entered after the verified papers, and papers after the close of poll.", "stage", ""},
		{E10, "Nothing is entered from ready on.", "stage",
			"The Returning Officer can take ready back; then figures can be entered again. After the declaration the figures are frozen but for a correction, which cannot change who is elected: a result published in error is withdrawn. The same number is given to a move that does not start from where the count stands, to a move without the authority it needs, and to verified papers that change without a reason after votes were entered."},
		{E11, "An entry made on other figures than those that stand is refused and both are shown.", "base = current",
			"Somebody entered this unit after the form was opened: another officer, or you in another window. Nothing is overwritten. Where both say the same, the desk answers with what stands."},
		{E12, "The same submission sent twice counts once.", "submission key",
			"The second gets the first answer again. The same form with other figures is refused."},
		{E13, "Nobody is the second person behind figures that they typed themselves, and a count is not complete while a sheet waits for its second person.", "second ≠ first",
			"Ask another officer to read the screen against the sheet, or to type it too. On a desk that receives results no second person is asked for."},
		{E14, "A contest with equal votes at the elected line is not ready before a lot decides.", "rule 49",
			"Nobody is elected by the order of a list. A tie away from the elected line needs no lot, nor do equal votes that all fit into the seats left. A candidate who died is ignored in a tie (rule 62)."},
		{E15, "A lot is drawn only between all those tied at the elected line, and chooses as many of them as there are seats left.", "chosen ⊂ tied",
			"Ask for a recount first where somebody wants one. Record between whom the lot was drawn, whom it chose, how, and who saw it. The votes stay as they are; the majority is 0, by lot."},
		{E16, "As many are elected as there are seats.", "elected = seats",
			"Fewer only where there are too few candidates, or where a candidate who died has most votes (rule 61)."},
		{E17, "A contest without a poll takes no votes.", "state",
			"An uncontested contest elects its candidates without figures; a poll that was countermanded or abandoned has none."},
		{E18, "A previous result adds up and says whether it is actual or notional.", "Σv = V",
			"Checked when the election pack is imported."},
	}
}

func warningRules() []Rule {
	return []Rule{
		{W01, "Turnout is outside the usual band.", "(B − R) ÷ E < 35% or > 80%; local: < 10% or > 75%",
			"Look for a part of the count that is missing, and whether the electorate is that of this area."},
		{W02, "Very many papers are rejected.", "R ÷ B > 2.0%",
			"Look at the head with most papers."},
		{W03, "No paper is rejected in a large count.", "R = 0 and B ≥ 1,000",
			"Ask adjudication."},
		{W04, "A candidate has no vote at all.", "v = 0",
			"Look whether a line of the sheet was left out. Judged for the contest as a whole only."},
		{W05, "The share of a party changed by very much.", "|v ÷ V − v′ ÷ V′| > 40 points",
			"Look whether the figure stands on the right line. Single seats only."},
		{W06, "A candidate's votes of a unit are fewer than those that stand.", "v < v′",
			"Figures replace those before them; they are not added to them. Not asked in a recount."},
		{W07, "Two candidates' figures look exchanged, or another candidate leads than before.", "|a − b′| + |b − a′| far below |a − a′| + |b − b′|",
			"Read both against the sheet, with the names, aloud. A sheet is held to the one that it replaces and to the other units (shares 25 points apart in all, 5 times closer when exchanged); a contest to the previous result (55 points, 2 times)."},
		{W08, "A figure is ten times, or a tenth, of what stood for the same unit.", "v ≥ 10v′ or 10v ≤ v′",
			"Look for a digit too many or too few."},
		{W09, "A difference is often two digits in the wrong order, a bundle, or one figure missing or twice.", "d mod 9; 10, 20, 25, 50, 100; v; 2v",
			"A hint stands beside a refusal and never says which figure is wrong: only the paper knows."},
		{W10, "A box does not agree with its ballot paper account.", "counted ≠ entrusted − unused − spoilt",
			"Count the box again. Where it gives the same twice, that is the verified figure; the words typed as reason are the explanation in the verification statement. Stations of one polling place may make up for each other: nothing is asked where their differences come to nothing, nor before all of them are in."},
		{W11, "The electorate is far from the previous one.", "|E − E′| ÷ E′ > 10%",
			"Look whether it is that of this area, and for exchanged digits."},
		{W12, "There are more papers than electors while the electorate is provisional.", "B > E",
			"Ask for the final electorate."},
		{W13, "The majority is very small.", "majority ≤ 100",
			"Those present may ask for a recount."},
		{W14, "A candidate is within a few votes of the deposit line.", "|20v − V| ≤ 100",
			"Read the figure once more. Parliamentary elections only."},
		{W15, "Two candidates have equal votes away from the elected line.", "v = w",
			"No lot is needed. It may be one figure typed twice."},
		{W16, "A time of announcement cannot be right.", "before the close of poll, or more than 24 hours after it",
			"Times are on the election's clock, which a rehearsal sets."},
	}
}
