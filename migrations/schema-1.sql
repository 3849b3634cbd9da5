-- The whole database of a results desk, and its dictionary: every table and column
-- says what it means. SQLite, one file; internal/sqlite is the only package that
-- speaks SQL.
--
-- Times are integers: milliseconds since 1970 in UTC. "Election time" comes from the
-- election clock and is what people read; "wall time" is the machine's. They differ
-- only in demo and rehearsal. Ids of contests, candidates and units are words.
--
-- Four groups of tables, because their lives differ:
--   definitions and ledger  what was defined and what happened; rows are only added
--   published               what left for the public, byte for byte; rows are only added
--   audit                   who did, tried and was refused what; rows are only added
--   working                 officers, sessions, positions; rows change
--
-- Triggers stop mistakes of programs. They do not stop the owner of the file.

PRAGMA application_id = 1380217675; -- 'RDsK'
PRAGMA user_version = 1;

------------------------------------------------------------------ working: officers

-- Whoever can act on the desk. Officers are disabled, never deleted: acts name them.
CREATE TABLE officer (
  id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),  -- sign-in name, "officer-1"; "desk" is the desk itself
  role       TEXT    NOT NULL CHECK (role IN ('count-officer', 'returning-officer', 'administrator', 'desk')), -- who may do what: internal/count/officer.go
  passphrase TEXT,                                           -- argon2id in PHC form; NULL: cannot sign in
  disabled   INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)), -- 1: cannot sign in, open sessions have ended
  created_at INTEGER NOT NULL                                -- wall time
) STRICT;

-- The contests an officer works on. None here means every contest.
CREATE TABLE officer_contest (
  officer TEXT NOT NULL REFERENCES officer (id),             -- who
  contest TEXT NOT NULL,                                     -- a contest of this desk
  PRIMARY KEY (officer, contest)
) STRICT, WITHOUT ROWID;

-- Open sessions of signed-in officers.
CREATE TABLE session (
  token_hash TEXT    NOT NULL PRIMARY KEY,                   -- SHA-256 of the cookie's token; the token itself is not kept
  officer    TEXT    NOT NULL REFERENCES officer (id),       -- whose
  created_at INTEGER NOT NULL                                -- wall time
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------ definitions

-- What all contests of one polling day share. A change makes a new version.
CREATE TABLE election (
  version       INTEGER NOT NULL PRIMARY KEY CHECK (version >= 1), -- 1, 2, …
  name          TEXT    NOT NULL,                            -- as pages show it, "UK general election"
  date          TEXT    NOT NULL,                            -- day of the poll, "2024-07-04"
  zone          TEXT    NOT NULL,                            -- IANA time zone that people read times in
  closes_at     INTEGER NOT NULL,                            -- close of poll
  type          TEXT    NOT NULL,                            -- selects rejection heads: "uk-parliament"
  mode          TEXT    NOT NULL CHECK (mode IN ('rehearsal', 'live')), -- for ever: a file is for one or the other
  profile       TEXT    NOT NULL,                            -- who works the desk: "count"
  second_person TEXT    NOT NULL                             -- how a second person confirms: "none"
) STRICT;

-- Parties as one version of the definitions names them.
CREATE TABLE party (
  id      TEXT    NOT NULL CHECK (id <> ''),                 -- Electoral Commission registration, "PP53"
  version INTEGER NOT NULL CHECK (version >= 1),             -- 1, 2, …
  name    TEXT    NOT NULL,                                  -- in full, "Labour Party"
  short   TEXT    NOT NULL,                                  -- as in tables, "Labour"
  abbr    TEXT    NOT NULL,                                  -- "Lab"
  colour  TEXT    NOT NULL,                                  -- "#e4003b", or empty; fills only
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

-- Versions of a contest: one election in one area with one ballot paper.
CREATE TABLE contest (
  id                TEXT    NOT NULL CHECK (id <> ''),       -- slug, "islington-north"; for ever
  version           INTEGER NOT NULL CHECK (version >= 1),   -- 1, 2, …
  layout            INTEGER NOT NULL CHECK (layout BETWEEN 1 AND version), -- version that last changed candidates, order, units or seats
  election          INTEGER NOT NULL REFERENCES election (version), -- version of the election it belongs to
  name              TEXT    NOT NULL,                        -- "Islington North"
  gss               TEXT    NOT NULL,                        -- statistical code of the area, "E14001305", or empty
  region            TEXT    NOT NULL,                        -- "London", or empty
  country           TEXT    NOT NULL,                        -- "England", or empty
  system            TEXT    NOT NULL,                        -- "fptp"
  seats             INTEGER NOT NULL CHECK (seats >= 1),     -- members to elect
  votes_per_person  INTEGER NOT NULL CHECK (votes_per_person >= 1), -- votes each elector may give
  publish           TEXT    NOT NULL CHECK (publish IN ('running', 'declared')), -- what is public while counting
  electorate        INTEGER CHECK (electorate >= 1),         -- registered electors; NULL: unknown (rule E08)
  electorate_final  INTEGER NOT NULL CHECK (electorate_final IN (0, 1)), -- 1: papers can never exceed it (rule E07)
  electorate_source TEXT    NOT NULL,                        -- who stated it, when
  boundaries        TEXT    NOT NULL CHECK (boundaries IN ('', 'unchanged', 'changed')), -- against the previous general election
  order_note        TEXT    NOT NULL,                        -- how the ballot paper order was found, where it was derived
  note              TEXT    NOT NULL,                        -- what readers must know
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

-- Candidacies of a version of a contest.
CREATE TABLE candidate (
  contest         TEXT    NOT NULL,                          -- in which contest
  version         INTEGER NOT NULL,                          -- of the contest
  id              TEXT    NOT NULL CHECK (id <> ''),         -- the same in every version
  number          INTEGER NOT NULL CHECK (number >= 1),      -- place on the ballot paper
  surname         TEXT    NOT NULL,                          -- ballot papers print it in capitals
  forenames       TEXT    NOT NULL,                          -- in full, or empty
  known_as        TEXT    NOT NULL,                          -- commonly used name, or empty
  description     TEXT    NOT NULL,                          -- as printed on the ballot paper
  party           TEXT,                                      -- main party; NULL: independent
  party_version   INTEGER,                                   -- of the main party's name and colour
  party_2         TEXT,                                      -- second party of a joint candidacy
  party_2_version INTEGER,                                   -- of the second party's
  PRIMARY KEY (contest, version, id),
  UNIQUE (contest, version, number),
  FOREIGN KEY (contest, version) REFERENCES contest (id, version),
  FOREIGN KEY (party, party_version) REFERENCES party (id, version),
  FOREIGN KEY (party_2, party_2_version) REFERENCES party (id, version)
) STRICT, WITHOUT ROWID;

-- Units of a version of a contest: verification units have papers and never votes,
-- count units have votes (boxes are mixed before votes are counted).
CREATE TABLE unit (
  contest        TEXT    NOT NULL,                           -- in which contest
  version        INTEGER NOT NULL,                           -- of the contest
  id             TEXT    NOT NULL CHECK (id <> ''),          -- word, "mini-count-1"
  position       INTEGER NOT NULL,                           -- order in lists
  name           TEXT    NOT NULL,                           -- as forms show it
  kind           TEXT    NOT NULL CHECK (kind IN ('box', 'postal', 'mini-count', 'ward', 'table', 'adjudication', 'whole')), -- box and postal are verification units, the rest count units
  sends_doubtful INTEGER NOT NULL CHECK (sends_doubtful IN (0, 1)), -- 1: doubtful papers go to the adjudication table
  PRIMARY KEY (contest, version, id),
  FOREIGN KEY (contest, version) REFERENCES contest (id, version)
) STRICT, WITHOUT ROWID;

-- Which verification units feed a count unit.
CREATE TABLE unit_feed (
  contest  TEXT    NOT NULL,                                 -- in which contest
  version  INTEGER NOT NULL,                                 -- of the contest
  unit     TEXT    NOT NULL,                                 -- count unit
  position INTEGER NOT NULL,                                 -- order in lists
  box      TEXT    NOT NULL,                                 -- verification unit
  PRIMARY KEY (contest, version, unit, box),
  FOREIGN KEY (contest, version, unit) REFERENCES unit (contest, version, id),
  FOREIGN KEY (contest, version, box) REFERENCES unit (contest, version, id)
) STRICT, WITHOUT ROWID;

-- Base of comparison of a version of a contest: the previous general election.
CREATE TABLE previous (
  contest    TEXT    NOT NULL,                               -- of which contest
  version    INTEGER NOT NULL,                               -- of the contest
  kind       TEXT    NOT NULL CHECK (kind IN ('actual', 'notional')), -- notional: an estimate on new boundaries
  date       TEXT    NOT NULL,                               -- day of that poll
  electorate INTEGER CHECK (electorate >= 1),                -- NULL: unknown
  source     TEXT    NOT NULL,                               -- who published it
  PRIMARY KEY (contest, version),
  FOREIGN KEY (contest, version) REFERENCES contest (id, version)
) STRICT, WITHOUT ROWID;

-- Lines of the base.
CREATE TABLE previous_vote (
  contest       TEXT    NOT NULL,                            -- of which contest
  version       INTEGER NOT NULL,                            -- of the contest
  id            TEXT    NOT NULL CHECK (id <> ''),           -- word, unique within the base
  position      INTEGER NOT NULL,                            -- order in lists
  party         TEXT,                                        -- NULL: independent
  party_version INTEGER,                                     -- of the party's name and colour
  label         TEXT    NOT NULL,                            -- as shown, "Brexit Party"
  candidate     TEXT    NOT NULL,                            -- the same person standing now as an independent, or empty
  votes         INTEGER NOT NULL CHECK (votes >= 0),         -- votes then
  PRIMARY KEY (contest, version, id),
  FOREIGN KEY (contest, version) REFERENCES previous (contest, version),
  FOREIGN KEY (party, party_version) REFERENCES party (id, version)
) STRICT, WITHOUT ROWID;

-- Reasons for which a paper is rejected, by type of election (1983 Act, schedule 1,
-- rule 47). Reference data.
CREATE TABLE rejection_head (
  type  TEXT NOT NULL,                                       -- type of election
  id    TEXT NOT NULL UNIQUE,                                -- word, "official-mark"
  label TEXT NOT NULL,                                       -- as the statement prints it
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

INSERT INTO rejection_head (type, id, label) VALUES
  ('uk-parliament', 'official-mark', 'Want of official mark'),
  ('uk-parliament', 'over-voted', 'Voting for more than one candidate'),
  ('uk-parliament', 'identifiable', 'Writing or mark by which the voter could be identified'),
  ('uk-parliament', 'uncertain', 'Unmarked or void for uncertainty');

------------------------------------------------------------------ ledger

-- The spine: every act on a count, in order. What is particular to a kind stands in a
-- table of its own with the same seq.
CREATE TABLE act (
  seq       INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),   -- place in the ledger, without gaps
  contest   TEXT    NOT NULL,                                -- on which contest
  version   INTEGER NOT NULL,                                -- of the contest, against which the act was made
  unit      TEXT,                                            -- box or count unit; NULL: the contest as a whole
  round     INTEGER NOT NULL CHECK (round >= 0),             -- of the count; 0 is the first
  kind      TEXT    NOT NULL CHECK (kind IN ('defined', 'poll-closed', 'verified', 'entered', 'provisional', 'ready', 'taken-back', 'declared')), -- names the table that holds the rest
  officer   TEXT    NOT NULL REFERENCES officer (id),        -- who typed it
  authority TEXT    NOT NULL CHECK (authority IN ('', 'returning-officer', 'deputy')), -- on whose authority
  at        INTEGER NOT NULL,                                -- election time
  key       TEXT    NOT NULL CHECK (key <> ''),              -- the submission that made it; acts of one submission share it
  digest    TEXT    NOT NULL,                                -- of the submission's figures: the same key with other figures is refused
  UNIQUE (seq, kind),
  UNIQUE (seq, contest, version),
  FOREIGN KEY (contest, version) REFERENCES contest (id, version),
  FOREIGN KEY (contest, version, unit) REFERENCES unit (contest, version, id)
) STRICT;

CREATE UNIQUE INDEX act_once ON act (officer, key, contest, ifnull(unit, ''));
CREATE INDEX act_contest ON act (contest, seq);

-- The contest's definition got a new version.
CREATE TABLE defined (
  seq  INTEGER NOT NULL PRIMARY KEY,                         -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'defined'),            -- of the act
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- The poll closed: from here on the count may become public.
CREATE TABLE poll_closed (
  seq  INTEGER NOT NULL PRIMARY KEY,                         -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'poll-closed'),        -- of the act
  hour INTEGER NOT NULL,                                     -- close of poll that was set, election time
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Papers of a box or postal session were verified; without a unit: the total.
CREATE TABLE verified (
  seq    INTEGER NOT NULL PRIMARY KEY,                       -- of the act
  kind   TEXT    NOT NULL CHECK (kind = 'verified'),         -- of the act
  papers INTEGER NOT NULL CHECK (papers BETWEEN 0 AND 999999999), -- ballot papers counted
  reason TEXT    NOT NULL,                                   -- why papers changed after votes were entered, or empty
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- A count unit returned its sheet. It replaces the unit's earlier one.
CREATE TABLE entered (
  seq      INTEGER NOT NULL PRIMARY KEY,                     -- of the act
  kind     TEXT    NOT NULL CHECK (kind = 'entered'),        -- of the act
  doubtful INTEGER NOT NULL CHECK (doubtful BETWEEN 0 AND 999999999), -- papers sent to adjudication
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Votes of the sheet. The keys prove that the candidate stood in that version of the
-- contest.
CREATE TABLE entered_vote (
  seq       INTEGER NOT NULL REFERENCES entered (seq),       -- of the sheet
  contest   TEXT    NOT NULL,                                -- of the act
  version   INTEGER NOT NULL,                                -- of the act
  candidate TEXT    NOT NULL,                                -- whose votes
  votes     INTEGER NOT NULL CHECK (votes BETWEEN 0 AND 999999999), -- in this unit
  PRIMARY KEY (seq, candidate),
  FOREIGN KEY (seq, contest, version) REFERENCES act (seq, contest, version),
  FOREIGN KEY (contest, version, candidate) REFERENCES candidate (contest, version, id)
) STRICT, WITHOUT ROWID;

-- Papers of the sheet rejected under each head.
CREATE TABLE entered_rejected (
  seq    INTEGER NOT NULL REFERENCES entered (seq),          -- of the sheet
  head   TEXT    NOT NULL REFERENCES rejection_head (id),    -- for which reason
  papers INTEGER NOT NULL CHECK (papers BETWEEN 0 AND 999999999), -- in this unit
  PRIMARY KEY (seq, head)
) STRICT, WITHOUT ROWID;

-- The count is complete and in balance and was put to those present.
CREATE TABLE provisional (
  seq  INTEGER NOT NULL PRIMARY KEY,                         -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'provisional'),        -- of the act
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Agreement was sought and the statement is prepared.
CREATE TABLE ready (
  seq  INTEGER NOT NULL PRIMARY KEY,                         -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'ready'),              -- of the act
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Ready was taken back.
CREATE TABLE taken_back (
  seq  INTEGER NOT NULL PRIMARY KEY,                         -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'taken-back'),         -- of the act
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- The result was declared.
CREATE TABLE declared (
  seq       INTEGER NOT NULL PRIMARY KEY,                    -- of the act
  kind      TEXT    NOT NULL CHECK (kind = 'declared'),      -- of the act
  announced INTEGER NOT NULL,                                -- when it was announced in the hall, election time
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Who was elected: a set, one row a seat.
CREATE TABLE declared_elected (
  seq       INTEGER NOT NULL REFERENCES declared (seq),      -- of the declaration
  contest   TEXT    NOT NULL,                                -- of the act
  version   INTEGER NOT NULL,                                -- of the act
  candidate TEXT    NOT NULL,                                -- who is elected
  PRIMARY KEY (seq, candidate),
  FOREIGN KEY (seq, contest, version) REFERENCES act (seq, contest, version),
  FOREIGN KEY (contest, version, candidate) REFERENCES candidate (contest, version, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER act_without_gaps BEFORE INSERT ON act
  WHEN NEW.seq <> (SELECT ifnull(max(seq), 0) + 1 FROM act)
  BEGIN SELECT raise(ABORT, 'the ledger has no gaps'); END;

CREATE TRIGGER act_frozen_after_declaration BEFORE INSERT ON act
  WHEN NEW.kind <> 'defined' AND EXISTS (SELECT 1 FROM act WHERE contest = NEW.contest AND kind = 'declared')
  BEGIN SELECT raise(ABORT, 'the result is declared'); END;

------------------------------------------------------------------ published

-- Lives of the database. A new one begins when it is made, and when an older copy is
-- taken up again, so that viewers know that what they saw may be newer.
CREATE TABLE epoch (
  epoch  INTEGER NOT NULL PRIMARY KEY,                       -- the greater of the one before + 1 and wall time
  reason TEXT    NOT NULL                                    -- "made", or why it was begun
) STRICT;

-- Bulletins as they left, byte for byte. They are never made again from the ledger.
CREATE TABLE bulletin (
  revision INTEGER NOT NULL PRIMARY KEY CHECK (revision >= 1), -- over all topics, without gaps
  epoch    INTEGER NOT NULL REFERENCES epoch (epoch),        -- life of the database in which it left
  topic    TEXT    NOT NULL,                                 -- "overview" or "contest/{id}"
  seq      INTEGER NOT NULL REFERENCES act (seq),            -- act that it came from
  at       INTEGER NOT NULL,                                 -- election time of its figures
  bytes    BLOB    NOT NULL,                                 -- canonical JSON
  hash     TEXT    NOT NULL                                  -- SHA-256 of bytes, hexadecimal
) STRICT;

CREATE INDEX bulletin_topic ON bulletin (topic, revision);

CREATE TRIGGER bulletin_without_gaps BEFORE INSERT ON bulletin
  WHEN NEW.revision <> (SELECT ifnull(max(revision), 0) + 1 FROM bulletin)
  BEGIN SELECT raise(ABORT, 'revisions have no gaps'); END;

-- How far the feed has read the ledger. One row. (Working.)
CREATE TABLE feed_position (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),          -- there is one row
  seq INTEGER NOT NULL                                       -- last act read
) STRICT;

INSERT INTO feed_position (one, seq) VALUES (1, 0);

------------------------------------------------------------------ audit

-- Every attempt: acts made, repeated and refused, sign-ins, changes of officers.
CREATE TABLE audit (
  id      INTEGER NOT NULL PRIMARY KEY,                      -- in order
  at      INTEGER NOT NULL,                                  -- wall time
  officer TEXT    NOT NULL,                                  -- as given: no key, because a refused name may be unknown
  address TEXT    NOT NULL,                                  -- network address it came from, or empty
  kind    TEXT    NOT NULL,                                  -- kind of act, or "sign-in", "officer", "epoch" …
  contest TEXT    NOT NULL,                                  -- on which contest, or empty
  unit    TEXT    NOT NULL,                                  -- on which unit, or empty
  key     TEXT    NOT NULL,                                  -- the submission
  outcome TEXT    NOT NULL CHECK (outcome IN ('accepted', 'repeated', 'refused', 'conflict')), -- repeated: it was done before, nothing new was written
  detail  TEXT    NOT NULL,                                  -- why it was refused
  seq     INTEGER REFERENCES act (seq)                       -- act made or found
) STRICT;

------------------------------------------------------------------ rows that are only added

CREATE TRIGGER election_no_update BEFORE UPDATE ON election BEGIN SELECT raise(ABORT, 'election: rows are only added'); END;
CREATE TRIGGER election_no_delete BEFORE DELETE ON election BEGIN SELECT raise(ABORT, 'election: rows are only added'); END;
CREATE TRIGGER party_no_update BEFORE UPDATE ON party BEGIN SELECT raise(ABORT, 'party: rows are only added'); END;
CREATE TRIGGER party_no_delete BEFORE DELETE ON party BEGIN SELECT raise(ABORT, 'party: rows are only added'); END;
CREATE TRIGGER contest_no_update BEFORE UPDATE ON contest BEGIN SELECT raise(ABORT, 'contest: rows are only added'); END;
CREATE TRIGGER contest_no_delete BEFORE DELETE ON contest BEGIN SELECT raise(ABORT, 'contest: rows are only added'); END;
CREATE TRIGGER candidate_no_update BEFORE UPDATE ON candidate BEGIN SELECT raise(ABORT, 'candidate: rows are only added'); END;
CREATE TRIGGER candidate_no_delete BEFORE DELETE ON candidate BEGIN SELECT raise(ABORT, 'candidate: rows are only added'); END;
CREATE TRIGGER unit_no_update BEFORE UPDATE ON unit BEGIN SELECT raise(ABORT, 'unit: rows are only added'); END;
CREATE TRIGGER unit_no_delete BEFORE DELETE ON unit BEGIN SELECT raise(ABORT, 'unit: rows are only added'); END;
CREATE TRIGGER unit_feed_no_update BEFORE UPDATE ON unit_feed BEGIN SELECT raise(ABORT, 'unit_feed: rows are only added'); END;
CREATE TRIGGER unit_feed_no_delete BEFORE DELETE ON unit_feed BEGIN SELECT raise(ABORT, 'unit_feed: rows are only added'); END;
CREATE TRIGGER previous_no_update BEFORE UPDATE ON previous BEGIN SELECT raise(ABORT, 'previous: rows are only added'); END;
CREATE TRIGGER previous_no_delete BEFORE DELETE ON previous BEGIN SELECT raise(ABORT, 'previous: rows are only added'); END;
CREATE TRIGGER previous_vote_no_update BEFORE UPDATE ON previous_vote BEGIN SELECT raise(ABORT, 'previous_vote: rows are only added'); END;
CREATE TRIGGER previous_vote_no_delete BEFORE DELETE ON previous_vote BEGIN SELECT raise(ABORT, 'previous_vote: rows are only added'); END;
CREATE TRIGGER rejection_head_no_update BEFORE UPDATE ON rejection_head BEGIN SELECT raise(ABORT, 'rejection_head: rows are only added'); END;
CREATE TRIGGER rejection_head_no_delete BEFORE DELETE ON rejection_head BEGIN SELECT raise(ABORT, 'rejection_head: rows are only added'); END;
CREATE TRIGGER act_no_update BEFORE UPDATE ON act BEGIN SELECT raise(ABORT, 'act: rows are only added'); END;
CREATE TRIGGER act_no_delete BEFORE DELETE ON act BEGIN SELECT raise(ABORT, 'act: rows are only added'); END;
CREATE TRIGGER defined_no_update BEFORE UPDATE ON defined BEGIN SELECT raise(ABORT, 'defined: rows are only added'); END;
CREATE TRIGGER defined_no_delete BEFORE DELETE ON defined BEGIN SELECT raise(ABORT, 'defined: rows are only added'); END;
CREATE TRIGGER poll_closed_no_update BEFORE UPDATE ON poll_closed BEGIN SELECT raise(ABORT, 'poll_closed: rows are only added'); END;
CREATE TRIGGER poll_closed_no_delete BEFORE DELETE ON poll_closed BEGIN SELECT raise(ABORT, 'poll_closed: rows are only added'); END;
CREATE TRIGGER verified_no_update BEFORE UPDATE ON verified BEGIN SELECT raise(ABORT, 'verified: rows are only added'); END;
CREATE TRIGGER verified_no_delete BEFORE DELETE ON verified BEGIN SELECT raise(ABORT, 'verified: rows are only added'); END;
CREATE TRIGGER entered_no_update BEFORE UPDATE ON entered BEGIN SELECT raise(ABORT, 'entered: rows are only added'); END;
CREATE TRIGGER entered_no_delete BEFORE DELETE ON entered BEGIN SELECT raise(ABORT, 'entered: rows are only added'); END;
CREATE TRIGGER entered_vote_no_update BEFORE UPDATE ON entered_vote BEGIN SELECT raise(ABORT, 'entered_vote: rows are only added'); END;
CREATE TRIGGER entered_vote_no_delete BEFORE DELETE ON entered_vote BEGIN SELECT raise(ABORT, 'entered_vote: rows are only added'); END;
CREATE TRIGGER entered_rejected_no_update BEFORE UPDATE ON entered_rejected BEGIN SELECT raise(ABORT, 'entered_rejected: rows are only added'); END;
CREATE TRIGGER entered_rejected_no_delete BEFORE DELETE ON entered_rejected BEGIN SELECT raise(ABORT, 'entered_rejected: rows are only added'); END;
CREATE TRIGGER provisional_no_update BEFORE UPDATE ON provisional BEGIN SELECT raise(ABORT, 'provisional: rows are only added'); END;
CREATE TRIGGER provisional_no_delete BEFORE DELETE ON provisional BEGIN SELECT raise(ABORT, 'provisional: rows are only added'); END;
CREATE TRIGGER ready_no_update BEFORE UPDATE ON ready BEGIN SELECT raise(ABORT, 'ready: rows are only added'); END;
CREATE TRIGGER ready_no_delete BEFORE DELETE ON ready BEGIN SELECT raise(ABORT, 'ready: rows are only added'); END;
CREATE TRIGGER taken_back_no_update BEFORE UPDATE ON taken_back BEGIN SELECT raise(ABORT, 'taken_back: rows are only added'); END;
CREATE TRIGGER taken_back_no_delete BEFORE DELETE ON taken_back BEGIN SELECT raise(ABORT, 'taken_back: rows are only added'); END;
CREATE TRIGGER declared_no_update BEFORE UPDATE ON declared BEGIN SELECT raise(ABORT, 'declared: rows are only added'); END;
CREATE TRIGGER declared_no_delete BEFORE DELETE ON declared BEGIN SELECT raise(ABORT, 'declared: rows are only added'); END;
CREATE TRIGGER declared_elected_no_update BEFORE UPDATE ON declared_elected BEGIN SELECT raise(ABORT, 'declared_elected: rows are only added'); END;
CREATE TRIGGER declared_elected_no_delete BEFORE DELETE ON declared_elected BEGIN SELECT raise(ABORT, 'declared_elected: rows are only added'); END;
CREATE TRIGGER epoch_no_update BEFORE UPDATE ON epoch BEGIN SELECT raise(ABORT, 'epoch: rows are only added'); END;
CREATE TRIGGER epoch_no_delete BEFORE DELETE ON epoch BEGIN SELECT raise(ABORT, 'epoch: rows are only added'); END;
CREATE TRIGGER bulletin_no_update BEFORE UPDATE ON bulletin BEGIN SELECT raise(ABORT, 'bulletin: rows are only added'); END;
CREATE TRIGGER bulletin_no_delete BEFORE DELETE ON bulletin BEGIN SELECT raise(ABORT, 'bulletin: rows are only added'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit: rows are only added'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit: rows are only added'); END;
CREATE TRIGGER officer_no_delete BEFORE DELETE ON officer BEGIN SELECT raise(ABORT, 'officers are disabled, not deleted'); END;
