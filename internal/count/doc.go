// Package count is the domain: one contest's count at a United Kingdom
// election, from the close of poll to the declaration. It imports the standard
// library only, and neither a network, a database nor a log; time comes in from
// outside.
//
// Everything that happens on a count is an [Act], appended to a ledger and never
// changed. A [Standing] is the pure fold of a contest's acts. [Desk] is the one
// way to append an act: it checks permission, submission key, state, base and
// figures, in that order, and records every attempt.
//
// # Glossary
//
// The terms are those of the Representation of the People Act 1983, schedule 1,
// and of the Electoral Commission's guidance; the names in brackets are those of
// OASIS EML 5 and NIST SP 1500-100.
//
//   - Contest: one election in one area with one ballot paper (Contest).
//   - Electorate: people on the register entitled to vote in the contest
//     (VotersRegistered).
//   - Verification: counting the papers of every box against the ballot paper
//     accounts, before any vote is counted. Verified papers are its total
//     (BallotsCast).
//   - Ballot paper account: a presiding officer's statement of papers entrusted,
//     unused, spoilt and tendered. Papers expected in the box are those entrusted
//     less unused and spoilt.
//   - Variance: papers counted in a box less those expected. Stations of one polling
//     place can compensate each other; what is left is explained in the statement.
//   - Verification unit: a box or a postal session. It has papers and never votes,
//     because papers of different boxes are mixed before votes are counted (rule
//     45).
//   - Count unit: a mini-count, ward, table, the adjudication table or the whole
//     contest. It has votes (ReportingUnit).
//   - Sheet: what a count unit returns; the current one replaces the one before.
//   - Second person: another officer who stands behind an entry. Under confirm they
//     read it against the sheet, under blind they type the sheet without seeing it.
//     Until then the entry waits and is in no sum.
//   - Re-key: the contest's totals typed blind from the paper summary, which was added
//     up independently of the desk.
//   - Doubtful paper: put aside for adjudication. Outstanding: sent there and not
//     decided yet.
//   - Rejected paper: void under one of the heads of rule 47 (UncountedVotes,
//     BallotsRejected). Not the same as a spoilt paper, which never reaches the
//     count.
//   - Valid votes: votes counted for candidates.
//   - Residual: papers that stay missing, by their number, which the (A)RO accepts
//     with a reason. More votes than papers are never accepted.
//   - Block vote: each elector has as many votes as there are seats (VoteVariation
//     n-of-m, VotesAllowed, NumberElected). Elected line: the votes of the last seat.
//   - Unused votes: votes that electors did not give (Undervotes); not always recorded.
//   - Rejected in part: a paper some of whose votes are void; here the votes so lost.
//   - Share: a candidate's votes over valid votes. Change: this share less the same
//     party's share at the previous general election, in percentage points.
//   - Turnout: here always valid votes over electorate (the definition of the House
//     of Commons Library); the desk names the definition wherever it shows one.
//   - Majority: votes of the first less votes of the second.
//   - Hold, gain: the party of the member elected is, or is not, the one that won
//     at the previous general election (notional where boundaries changed).
//   - Provisional: complete and in balance, put to candidates and agents
//     (ResultsStatus unofficial-complete). Consulted: they had the opportunity to ask
//     for a recount (rule 46).
//   - Recount round: votes counted again, all or those of some units, numbered from 1
//     (ResultsStatus recount). The first count is round 0; its figures are kept.
//   - Lot: how equal votes at the elected line are decided (rule 49). The votes stay
//     as they are.
//   - Ready: agreement sought, statement prepared. Declared: announced by the
//     (Acting) Returning Officer; only then is it a result (ResultsStatus certified).
//   - Read-back: a second person types figures of the signed sheet before that.
//   - Correction: a declared figure or name put right by two people, the same
//     candidates elected, old and new public (ResultsStatus correction).
//   - Withdrawal: a result published in error, taken down by two people. The count is
//     where it was before ready, and nothing of it shows.
//   - Void: set aside by an election court. A new contest replaces it.
//   - Uncontested: no more candidates than seats; elected without a poll (rule 17).
//   - Countermanded, abandoned: a poll cancelled before, or stopped after, it began.
//   - Deposit: kept by a candidate with more than one twentieth of the valid votes
//     (rule 53).
package count
