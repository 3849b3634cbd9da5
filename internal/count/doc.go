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
//   - Verification unit: a box or a postal session. It has papers and never votes,
//     because papers of different boxes are mixed before votes are counted (rule
//     45).
//   - Count unit: a mini-count, ward, table, the adjudication table or the whole
//     contest. It has votes (ReportingUnit).
//   - Sheet: what a count unit returns; the current one replaces the one before.
//   - Doubtful paper: put aside for adjudication.
//   - Rejected paper: void under one of the heads of rule 47 (UncountedVotes,
//     BallotsRejected). Not the same as a spoilt paper, which never reaches the
//     count.
//   - Valid votes: votes counted for candidates.
//   - Share: a candidate's votes over valid votes. Change: this share less the same
//     party's share at the previous general election, in percentage points.
//   - Turnout: here always valid votes over electorate (the definition of the House
//     of Commons Library); the desk names the definition wherever it shows one.
//   - Majority: votes of the first less votes of the second.
//   - Hold, gain: the party of the member elected is, or is not, the one that won
//     at the previous general election (notional where boundaries changed).
//   - Provisional: complete and in balance, put to candidates and agents.
//   - Ready: agreement sought, statement prepared. Declared: announced by the
//     (Acting) Returning Officer; only then is it a result.
//   - Deposit: kept by a candidate with more than one twentieth of the valid votes
//     (rule 53).
package count
