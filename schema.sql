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
-- Triggers stop mistakes of programs. They do not stop the owner of the file: for that
-- the audit is a chain of hashes, whose head is noted elsewhere.

PRAGMA application_id = 1380217675; -- 'RDsK'
PRAGMA user_version = 4;

------------------------------------------------------------------ working: officers

-- Whoever can act on the desk. Officers are disabled, never deleted: acts name them.
CREATE TABLE officer (
  id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),  -- sign-in name, "officer-1"; "desk" is the desk itself
  role       TEXT    NOT NULL CHECK (role IN ('count-officer', 'returning-officer', 'administrator', 'reporter', 'editor', 'desk')), -- who may do what: internal/count/officer.go
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

-- Open sessions of officers. Those of one browser share a laptop, so that its people
-- can take turns.
CREATE TABLE session (
  token_hash TEXT    NOT NULL PRIMARY KEY,                   -- SHA-256 of the cookie's token; the token itself is not kept
  id         TEXT    NOT NULL UNIQUE,                        -- by which it is listed and ended; it opens nothing
  officer    TEXT    NOT NULL REFERENCES officer (id),       -- whose
  laptop     TEXT    NOT NULL,                               -- sessions of the same browser have the same one
  step       TEXT    NOT NULL CHECK (step IN ('', 'second', 'enrol', 'pin')), -- what is still to do before it opens anything: show the second factor, set one up, type the PIN, or nothing
  address    TEXT    NOT NULL,                               -- network address that it was opened from
  device     TEXT    NOT NULL,                               -- the browser, in words
  created_at INTEGER NOT NULL,                               -- wall time; it ends 12 hours later
  used_at    INTEGER NOT NULL,                               -- wall time of the last thing that a person of its laptop did, to the minute; it ends 30 minutes later
  proved_at  INTEGER NOT NULL,                               -- wall time when its person last showed who it is
  pin        TEXT,                                           -- argon2id in PHC form: what its person types to come back at this laptop; NULL: none chosen
  wrong      INTEGER NOT NULL                                -- tries of PIN or proof since the last right one; the fifth wrong one ends it
) STRICT, WITHOUT ROWID;

CREATE INDEX session_officer ON session (officer);
CREATE INDEX session_laptop ON session (laptop);

-- Secrets that sessions were shown to set an authenticator app up with. One counts for
-- nothing before its first code was typed.
CREATE TABLE authenticator_offer (
  session TEXT NOT NULL PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE, -- which; nobody else sees it
  secret  BLOB NOT NULL CHECK (length(secret) = 20)          -- random
) STRICT, WITHOUT ROWID;

-- Authenticator apps of officers (RFC 6238: six digits, SHA-1, 30 seconds).
CREATE TABLE authenticator (
  officer     TEXT    NOT NULL PRIMARY KEY REFERENCES officer (id), -- whose
  secret      BLOB    NOT NULL CHECK (length(secret) = 20),  -- shared with the app, in the clear: whoever reads it makes the codes
  enrolled_at INTEGER NOT NULL,                              -- wall time of the first code
  step        INTEGER NOT NULL                               -- 30-second period of the last code taken; that one and earlier ones are used up
) STRICT, WITHOUT ROWID;

-- Recovery codes of officers, printed on paper.
CREATE TABLE recovery_code (
  officer TEXT    NOT NULL REFERENCES officer (id),          -- whose
  hash    TEXT    NOT NULL,                                  -- SHA-256 of officer and code; the code, of 80 random bits, is not kept
  made_at INTEGER NOT NULL,                                  -- wall time
  used_at INTEGER,                                           -- wall time; NULL: not used
  PRIMARY KEY (officer, hash)
) STRICT, WITHOUT ROWID;

-- Passkeys of officers (WebAuthn).
CREATE TABLE passkey (
  id         BLOB    NOT NULL PRIMARY KEY,                   -- by which browsers know it
  officer    TEXT    NOT NULL REFERENCES officer (id),       -- whose
  handle     BLOB    NOT NULL CHECK (length(handle) = 32),   -- random name of the officer on the device; the same for all of an officer's
  name       TEXT    NOT NULL CHECK (name <> ''),            -- as its owner calls it
  public_key BLOB    NOT NULL,                               -- COSE
  uses       INTEGER NOT NULL CHECK (uses >= 0),             -- as the device counts them; 0: it does not. One that goes back tells of a copy
  flags      INTEGER NOT NULL CHECK (flags BETWEEN 0 AND 255), -- authenticator flags of the last use; "can be backed up" never changes
  transports TEXT    NOT NULL,                               -- how browsers reach it, "internal,hybrid", or empty
  added_at   INTEGER NOT NULL,                               -- wall time
  used_at    INTEGER                                         -- wall time; NULL: never
) STRICT, WITHOUT ROWID;

CREATE INDEX passkey_officer ON passkey (officer);

-- Invitations to choose a passphrase, printed and handed over. One use each.
CREATE TABLE invitation (
  token_hash TEXT    NOT NULL PRIMARY KEY,                   -- SHA-256 of the token in the address; the token itself is not kept
  officer    TEXT    NOT NULL REFERENCES officer (id),       -- who is invited
  created_at INTEGER NOT NULL,                               -- wall time
  expires_at INTEGER NOT NULL,                               -- wall time from which on it does not open
  used_at    INTEGER                                         -- wall time; NULL: not used
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------ working: what is being typed

-- Forms as far as their officers have typed them. Nobody but the officer sees one.
CREATE TABLE draft (
  officer    TEXT    NOT NULL REFERENCES officer (id),       -- who types
  contest    TEXT    NOT NULL,                               -- on which contest
  form       TEXT    NOT NULL CHECK (form <> ''),            -- count unit, "papers", "totals" or "read-back"
  layout     INTEGER NOT NULL,                               -- of the sheet that the form showed
  base       INTEGER NOT NULL,                               -- act that the form would replace
  key        TEXT    NOT NULL,                               -- the submission that the form would be
  began_at   INTEGER NOT NULL,                               -- wall time of the first keystroke
  updated_at INTEGER NOT NULL,                               -- wall time of the last
  PRIMARY KEY (officer, contest, form)
) STRICT, WITHOUT ROWID;

-- Fields of a draft.
CREATE TABLE draft_field (
  officer TEXT    NOT NULL,                                  -- of the draft
  contest TEXT    NOT NULL,                                  -- of the draft
  form    TEXT    NOT NULL,                                  -- of the draft
  field   TEXT    NOT NULL,                                  -- name in the form, "votes.1120"
  text    TEXT    NOT NULL,                                  -- as typed
  figure  INTEGER NOT NULL CHECK (figure IN (0, 1)),         -- 1: a figure with something typed in it
  PRIMARY KEY (officer, contest, form, field),
  FOREIGN KEY (officer, contest, form) REFERENCES draft (officer, contest, form) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Photographs of sheets. Rows are only added; they are never public.
CREATE TABLE photo (
  id      INTEGER NOT NULL PRIMARY KEY,                      -- in order
  contest TEXT    NOT NULL,                                  -- of which contest
  unit    TEXT    NOT NULL,                                  -- of which count unit's sheet
  officer TEXT    NOT NULL REFERENCES officer (id),          -- who attached it
  at      INTEGER NOT NULL,                                  -- wall time
  jpeg    BLOB    NOT NULL,                                  -- made anew by the desk, without what the camera wrote beside it
  width   INTEGER NOT NULL CHECK (width >= 1),               -- pixels
  height  INTEGER NOT NULL CHECK (height >= 1)               -- pixels
) STRICT;

CREATE INDEX photo_unit ON photo (contest, unit, id);

-- Notes for the next shift. Rows are only added.
CREATE TABLE note (
  id      INTEGER NOT NULL PRIMARY KEY,                      -- in order
  contest TEXT    NOT NULL,                                  -- on which contest
  officer TEXT    NOT NULL REFERENCES officer (id),          -- who wrote it
  at      INTEGER NOT NULL,                                  -- wall time
  text    TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 2000) -- as typed
) STRICT;

CREATE INDEX note_contest ON note (contest, id);

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
  profile       TEXT    NOT NULL CHECK (profile IN ('count', 'small', 'media')), -- who works the desk: internal/count/demands.go
  second_person TEXT    NOT NULL CHECK (second_person IN ('confirm', 'blind', 'none')), -- how a second person stands behind a sheet
  CHECK ((second_person = 'none') = (profile = 'media'))     -- only a desk that receives results does without
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
  number            INTEGER NOT NULL CHECK (number >= 1),    -- on printed count sheets; the same in every version
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
  replaces          TEXT    NOT NULL,                        -- contest that was countermanded, abandoned or void, or empty
  order_note        TEXT    NOT NULL,                        -- how the ballot paper order was found, where it was derived
  note              TEXT    NOT NULL,                        -- what readers must know
  map_column        INTEGER,                                 -- of its hexagon on the map; NULL: not on the map
  map_row           INTEGER,                                 -- of its hexagon on the map; NULL: not on the map
  expected_at       INTEGER,                                 -- hour at which a declaration is expected, election time; NULL: unknown
  PRIMARY KEY (id, version),
  CHECK ((map_column IS NULL) = (map_row IS NULL))
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
  place          TEXT    NOT NULL,                           -- polling place of a box, or empty
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
  ('uk-parliament', 'uncertain', 'Unmarked or void for uncertainty'),
  ('uk-local', 'local-official-mark', 'Want of official mark'),
  ('uk-local', 'local-over-voted', 'Voting for more candidates than entitled'),
  ('uk-local', 'local-identifiable', 'Writing or mark by which the voter could be identified'),
  ('uk-local', 'local-uncertain', 'Unmarked or wholly void for uncertainty');

------------------------------------------------------------------ ledger

-- The spine: every act on a count, in order. What is particular to a kind stands in a
-- table of its own with the same seq. An editor's note on the overview is of no contest.
CREATE TABLE act (
  seq       INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),   -- place in the ledger, without gaps
  contest   TEXT CHECK (contest IS NOT NULL OR kind IN ('noted', 'note-withdrawn')), -- on which contest; NULL: on the overview
  version   INTEGER CHECK ((version IS NULL) = (contest IS NULL)), -- of the contest, against which the act was made; NULL: on the overview
  unit      TEXT CHECK (unit IS NULL OR contest IS NOT NULL),                                      -- box or count unit; NULL: the contest as a whole
  round     INTEGER NOT NULL CHECK (round >= 0),             -- of the count; 0 is the first
  kind      TEXT    NOT NULL CHECK (kind IN ('defined', 'poll-closed', 'verified', 'signed', 'entered', 'confirmed', 'sent-back', 'residual', 'provisional', 'rekeyed', 'consulted', 'recount', 'lot', 'ready', 'read-back', 'taken-back', 'declared', 'proposed', 'corrected', 'withdrawn', 'void', 'died', 'cancelled', 'adjourned', 'resumed', 'publish', 'called', 'noted', 'note-withdrawn')), -- names the table that holds the rest
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

CREATE UNIQUE INDEX act_once ON act (officer, key, ifnull(contest, ''), ifnull(unit, ''));
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
  explanation TEXT NOT NULL,                                 -- of a variance, for the statement, or empty
  reason TEXT    NOT NULL,                                   -- why papers changed after votes were entered, or empty
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- A count unit returned its sheet. It replaces the unit's earlier one.
CREATE TABLE entered (
  seq      INTEGER NOT NULL PRIMARY KEY,                     -- of the act
  kind     TEXT    NOT NULL CHECK (kind = 'entered'),        -- of the act
  doubtful INTEGER NOT NULL CHECK (doubtful BETWEEN 0 AND 999999999), -- papers sent to adjudication
  rejected_known INTEGER NOT NULL CHECK (rejected_known IN (0, 1)), -- 0: nobody said how many were rejected
  unused   INTEGER CHECK (unused BETWEEN 0 AND 999999999),   -- block vote: votes not used; NULL: not recorded
  in_part  INTEGER NOT NULL CHECK (in_part BETWEEN 0 AND 999999999), -- block vote: votes lost on papers rejected in part
  source   TEXT    NOT NULL CHECK (source IN ('', 'phoned', 'heard', 'notice')), -- media profile: where from
  source_note TEXT NOT NULL,                                 -- who, which notice, or empty
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

-- A warning that the officer looked at and went on with, and why.
CREATE TABLE acceptance (
  seq INTEGER NOT NULL REFERENCES act (seq),                   -- of the act
  position INTEGER NOT NULL,                                   -- order in lists
  code TEXT NOT NULL,                                          -- rule, "W04"
  field TEXT NOT NULL,                                         -- field of the form, or empty
  reason TEXT NOT NULL CHECK (reason <> ''),                   -- as typed
  PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;

-- Ballot paper account of a verified box, in papers.
CREATE TABLE verified_account (
  seq INTEGER NOT NULL REFERENCES verified (seq),              -- of the verification
  entrusted INTEGER NOT NULL CHECK (entrusted BETWEEN 0 AND 999999999), -- handed to the presiding officer
  unused INTEGER NOT NULL CHECK (unused BETWEEN 0 AND 999999999), -- returned unused
  spoilt INTEGER NOT NULL CHECK (spoilt BETWEEN 0 AND 999999999), -- handed back by voters and replaced
  tendered INTEGER NOT NULL CHECK (tendered BETWEEN 0 AND 999999999), -- tendered papers used; never counted
  PRIMARY KEY (seq)
) STRICT, WITHOUT ROWID;

-- The verification statement was signed.
CREATE TABLE signed (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'signed'),               -- of the act
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- A second officer read an entry against its sheet.
CREATE TABLE confirmed (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'confirmed'),            -- of the act
  entry INTEGER NOT NULL REFERENCES entered (seq),             -- the entry
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- A unit's sheet went back to its table.
CREATE TABLE sent_back (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'sent-back'),            -- of the act
  note TEXT NOT NULL,                                          -- where and why
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- The (A)RO accepted that papers stay missing.
CREATE TABLE residual (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'residual'),             -- of the act
  papers INTEGER NOT NULL CHECK (papers BETWEEN 1 AND 999999999), -- missing
  reason TEXT NOT NULL CHECK (reason <> ''),                   -- why
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Contest totals typed blind from the paper summary.
CREATE TABLE rekeyed (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'rekeyed'),              -- of the act
  in_part INTEGER NOT NULL CHECK (in_part BETWEEN 0 AND 999999999), -- block vote: votes lost on papers rejected in part
  unused INTEGER CHECK (unused BETWEEN 0 AND 999999999),       -- block vote: votes not used; NULL: not recorded
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Votes of the totals.
CREATE TABLE rekeyed_vote (
  seq INTEGER NOT NULL REFERENCES rekeyed (seq),               -- of the totals
  contest TEXT NOT NULL,                                       -- of the act
  version INTEGER NOT NULL,                                    -- of the act
  candidate TEXT NOT NULL,                                     -- whose votes
  votes INTEGER NOT NULL CHECK (votes BETWEEN 0 AND 999999999), -- in the contest
  PRIMARY KEY (seq, candidate),
  FOREIGN KEY (seq, contest, version) REFERENCES act (seq, contest, version),
  FOREIGN KEY (contest, version, candidate) REFERENCES candidate (contest, version, id)
) STRICT, WITHOUT ROWID;

-- Papers of the totals rejected under each head.
CREATE TABLE rekeyed_rejected (
  seq INTEGER NOT NULL REFERENCES rekeyed (seq),               -- of the totals
  head TEXT NOT NULL REFERENCES rejection_head (id),           -- for which reason
  papers INTEGER NOT NULL CHECK (papers BETWEEN 0 AND 999999999), -- in the contest
  PRIMARY KEY (seq, head)
) STRICT, WITHOUT ROWID;

-- Candidates and agents who were present saw the provisional figures (rule 46).
CREATE TABLE consulted (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'consulted'),            -- of the act
  hour INTEGER NOT NULL,                                       -- when, election time
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Who did not agree.
CREATE TABLE consulted_exception (
  seq INTEGER NOT NULL REFERENCES consulted (seq),             -- of the consultation
  contest TEXT NOT NULL,                                       -- of the act
  version INTEGER NOT NULL,                                    -- of the act
  candidate TEXT NOT NULL,                                     -- who
  exception TEXT NOT NULL CHECK (exception IN ('asks-recount', 'objects')), -- what was asked
  note TEXT NOT NULL,                                          -- words, or empty
  PRIMARY KEY (seq, candidate),
  FOREIGN KEY (seq, contest, version) REFERENCES act (seq, contest, version),
  FOREIGN KEY (contest, version, candidate) REFERENCES candidate (contest, version, id)
) STRICT, WITHOUT ROWID;

-- A recount was granted or refused.
CREATE TABLE recount (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'recount'),              -- of the act
  granted INTEGER NOT NULL CHECK (granted IN (0, 1)),          -- 1: it opened the next round
  candidate TEXT NOT NULL,                                     -- who asked; empty: the (A)RO's own decision
  reason TEXT NOT NULL CHECK (reason <> ''),                   -- why
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Count units of a recount; none: all.
CREATE TABLE recount_unit (
  seq INTEGER NOT NULL REFERENCES recount (seq),               -- of the decision
  contest TEXT NOT NULL,                                       -- of the act
  version INTEGER NOT NULL,                                    -- of the act
  unit TEXT NOT NULL,                                          -- counted again
  PRIMARY KEY (seq, unit),
  FOREIGN KEY (seq, contest, version) REFERENCES act (seq, contest, version),
  FOREIGN KEY (contest, version, unit) REFERENCES unit (contest, version, id)
) STRICT, WITHOUT ROWID;

-- A lot decided equal votes (rule 49). The votes stay as they are.
CREATE TABLE lot (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'lot'),                  -- of the act
  method TEXT NOT NULL CHECK (method <> ''),                   -- how it was drawn
  witnessed TEXT NOT NULL,                                     -- by whom
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Between whom the lot was drawn.
CREATE TABLE lot_candidate (
  seq INTEGER NOT NULL REFERENCES lot (seq),                   -- of the lot
  contest TEXT NOT NULL,                                       -- of the act
  version INTEGER NOT NULL,                                    -- of the act
  candidate TEXT NOT NULL,                                     -- who was tied
  chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),            -- 1: who won it
  PRIMARY KEY (seq, candidate),
  FOREIGN KEY (seq, contest, version) REFERENCES act (seq, contest, version),
  FOREIGN KEY (contest, version, candidate) REFERENCES candidate (contest, version, id)
) STRICT, WITHOUT ROWID;

-- A second person typed the figures back from the signed sheet.
CREATE TABLE read_back (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'read-back'),            -- of the act
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

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

-- An act that stood was undone.
CREATE TABLE taken_back (
  seq    INTEGER NOT NULL PRIMARY KEY,                       -- of the act
  kind   TEXT    NOT NULL CHECK (kind = 'taken-back'),       -- of the act
  of     INTEGER NOT NULL REFERENCES act (seq),              -- what was undone
  undoes TEXT    NOT NULL,                                   -- its kind
  reason TEXT    NOT NULL,                                   -- why, or empty
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- The result was declared.
CREATE TABLE declared (
  seq       INTEGER NOT NULL PRIMARY KEY,                    -- of the act
  kind      TEXT    NOT NULL CHECK (kind = 'declared'),      -- of the act
  announced INTEGER NOT NULL,                                -- when it was announced in the hall, election time
  source    TEXT    NOT NULL CHECK (source IN ('', 'phoned', 'heard', 'notice')), -- media profile: the notice
  source_note TEXT  NOT NULL,                                -- which, or empty
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

-- One person asks for a correction or withdrawal of a declared result.
CREATE TABLE proposed (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'proposed'),             -- of the act
  withdrawal INTEGER NOT NULL CHECK (withdrawal IN (0, 1)),    -- 1: take it down; 0: put figures right
  reason TEXT NOT NULL CHECK (reason <> ''),                   -- public
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Figures and texts of a correction.
CREATE TABLE proposed_change (
  seq INTEGER NOT NULL REFERENCES proposed (seq),              -- of the proposal
  field TEXT NOT NULL,                                         -- what, as the form names it
  was TEXT NOT NULL,                                           -- as published; empty: not known
  now TEXT NOT NULL,                                           -- as it should be; empty: not known
  PRIMARY KEY (seq, field)
) STRICT, WITHOUT ROWID;

-- A second person made a correction happen.
CREATE TABLE corrected (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'corrected'),            -- of the act
  proposal INTEGER NOT NULL REFERENCES proposed (seq),         -- what was asked
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- A second person took a result down that was published in error.
CREATE TABLE withdrawn (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'withdrawn'),            -- of the act
  proposal INTEGER NOT NULL REFERENCES proposed (seq),         -- what was asked
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- An election court set the result aside.
CREATE TABLE void (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'void'),                 -- of the act
  reference TEXT NOT NULL CHECK (reference <> ''),             -- of the court
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- A candidate died before the declaration.
CREATE TABLE died (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'died'),                 -- of the act
  contest TEXT NOT NULL,                                       -- of the act
  version INTEGER NOT NULL,                                    -- of the act
  candidate TEXT NOT NULL,                                     -- who
  note TEXT NOT NULL,                                          -- or empty
  FOREIGN KEY (seq, contest, version) REFERENCES act (seq, contest, version),
  FOREIGN KEY (contest, version, candidate) REFERENCES candidate (contest, version, id),
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- The poll was countermanded or abandoned.
CREATE TABLE cancelled (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'cancelled'),            -- of the act
  manner TEXT NOT NULL CHECK (manner IN ('countermanded', 'abandoned')), -- before the poll, or after it began
  reason TEXT NOT NULL CHECK (reason <> ''),                   -- public
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- The count paused.
CREATE TABLE adjourned (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'adjourned'),            -- of the act
  reason TEXT NOT NULL CHECK (reason <> ''),                   -- why
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- The count went on.
CREATE TABLE resumed (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'resumed'),              -- of the act
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- What is public while counting changed.
CREATE TABLE publish (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'publish'),              -- of the act
  publish TEXT NOT NULL CHECK (publish IN ('running', 'declared')), -- from then on
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Media profile: a winner was named without figures.
CREATE TABLE called (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'called'),               -- of the act
  source TEXT NOT NULL CHECK (source IN ('phoned', 'heard', 'notice')), -- where from
  source_note TEXT NOT NULL,                                   -- who, or empty
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- Who was named.
CREATE TABLE called_candidate (
  seq INTEGER NOT NULL REFERENCES called (seq),                -- of the call
  contest TEXT NOT NULL,                                       -- of the act
  version INTEGER NOT NULL,                                    -- of the act
  candidate TEXT NOT NULL,                                     -- who is elected
  PRIMARY KEY (seq, candidate),
  FOREIGN KEY (seq, contest, version) REFERENCES act (seq, contest, version),
  FOREIGN KEY (contest, version, candidate) REFERENCES candidate (contest, version, id)
) STRICT, WITHOUT ROWID;

-- An editor's note for the public, on a contest or the overview.
CREATE TABLE noted (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'noted'),                -- of the act
  byline TEXT NOT NULL CHECK (length(byline) BETWEEN 1 AND 60), -- who signs it, as readers see it
  text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 600),   -- plain, with its line breaks
  replaces INTEGER REFERENCES noted (seq),                     -- note in whose place it stands; NULL: none
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

-- An editor's note was taken down.
CREATE TABLE note_withdrawn (
  seq INTEGER NOT NULL PRIMARY KEY,                            -- of the act
  kind TEXT    NOT NULL CHECK (kind = 'note-withdrawn'),       -- of the act
  note INTEGER NOT NULL REFERENCES noted (seq),                -- which
  reason TEXT NOT NULL,                                        -- why, for the record, or empty
  FOREIGN KEY (seq, kind) REFERENCES act (seq, kind)
) STRICT;

CREATE TRIGGER act_without_gaps BEFORE INSERT ON act
  WHEN NEW.seq <> (SELECT ifnull(max(seq), 0) + 1 FROM act)
  BEGIN SELECT raise(ABORT, 'the ledger has no gaps'); END;

-- A poll that nobody contests closes after its result, which may be declared before.
CREATE TRIGGER act_frozen_after_declaration BEFORE INSERT ON act
  WHEN NEW.kind NOT IN ('defined', 'poll-closed', 'proposed', 'corrected', 'withdrawn', 'taken-back', 'void', 'noted', 'note-withdrawn')
    AND (SELECT kind FROM act WHERE contest = NEW.contest AND kind IN ('declared', 'withdrawn') ORDER BY seq DESC LIMIT 1) = 'declared'
  BEGIN SELECT raise(ABORT, 'the result is declared'); END;
CREATE TRIGGER act_frozen_after_court BEFORE INSERT ON act
  WHEN NEW.kind NOT IN ('poll-closed', 'noted', 'note-withdrawn') AND EXISTS (SELECT 1 FROM act WHERE contest = NEW.contest AND kind = 'void')
  BEGIN SELECT raise(ABORT, 'the result was set aside'); END;
CREATE TRIGGER taken_back_of_no_result BEFORE INSERT ON taken_back
  WHEN NEW.undoes <> 'proposed'
    AND (SELECT kind FROM act WHERE contest = (SELECT contest FROM act WHERE seq = NEW.seq) AND kind IN ('declared', 'withdrawn') ORDER BY seq DESC LIMIT 1) = 'declared'
  BEGIN SELECT raise(ABORT, 'the result is declared'); END;

-- A note is replaced or withdrawn where it stands, once.
CREATE TRIGGER noted_for_what_stands BEFORE INSERT ON noted
  WHEN NEW.replaces IN (SELECT replaces FROM noted UNION ALL SELECT note FROM note_withdrawn)
    OR NEW.replaces IS NOT NULL AND NOT EXISTS (SELECT 1 FROM act JOIN act AS was ON was.contest IS act.contest WHERE act.seq = NEW.seq AND was.seq = NEW.replaces)
  BEGIN SELECT raise(ABORT, 'no such note stands there'); END;
CREATE TRIGGER note_withdrawn_that_stands BEFORE INSERT ON note_withdrawn
  WHEN NEW.note IN (SELECT replaces FROM noted UNION ALL SELECT note FROM note_withdrawn)
    OR NOT EXISTS (SELECT 1 FROM act JOIN act AS was ON was.contest IS act.contest WHERE act.seq = NEW.seq AND was.seq = NEW.note)
  BEGIN SELECT raise(ABORT, 'no such note stands there'); END;

-- Nobody approves what they did themselves (rule E13), and nothing but what stands.
CREATE TRIGGER confirmed_by_another BEFORE INSERT ON confirmed
  WHEN (SELECT officer FROM act WHERE seq = NEW.seq) = (SELECT officer FROM act WHERE seq = NEW.entry)
  BEGIN SELECT raise(ABORT, 'the same person cannot confirm'); END;
CREATE TRIGGER corrected_by_another BEFORE INSERT ON corrected
  WHEN NOT EXISTS (
    SELECT 1 FROM act JOIN act AS asked ON asked.contest = act.contest AND asked.officer <> act.officer JOIN proposed ON proposed.seq = asked.seq
    WHERE act.seq = NEW.seq AND asked.seq = NEW.proposal AND proposed.withdrawal = 0
      AND asked.seq = (SELECT max(seq) FROM act AS any WHERE any.contest = act.contest AND any.kind = 'proposed')
      AND asked.seq NOT IN (SELECT of FROM taken_back) AND asked.seq NOT IN (SELECT proposal FROM corrected))
  BEGIN SELECT raise(ABORT, 'the same person cannot confirm, nor what does not stand'); END;
CREATE TRIGGER withdrawn_by_another BEFORE INSERT ON withdrawn
  WHEN NOT EXISTS (
    SELECT 1 FROM act JOIN act AS asked ON asked.contest = act.contest AND asked.officer <> act.officer JOIN proposed ON proposed.seq = asked.seq
    WHERE act.seq = NEW.seq AND asked.seq = NEW.proposal AND proposed.withdrawal = 1
      AND asked.seq = (SELECT max(seq) FROM act AS any WHERE any.contest = act.contest AND any.kind = 'proposed')
      AND asked.seq NOT IN (SELECT of FROM taken_back))
  BEGIN SELECT raise(ABORT, 'the same person cannot confirm, nor what does not stand'); END;
CREATE TRIGGER read_back_by_another BEFORE INSERT ON read_back
  WHEN (SELECT officer FROM act WHERE seq = NEW.seq)
    = (SELECT officer FROM act WHERE contest = (SELECT contest FROM act WHERE seq = NEW.seq) AND kind = 'ready' ORDER BY seq DESC LIMIT 1)
  BEGIN SELECT raise(ABORT, 'the same person cannot confirm'); END;
CREATE TRIGGER declared_by_two BEFORE INSERT ON declared
  WHEN EXISTS (
    SELECT 1 FROM act JOIN contest c ON c.id = act.contest AND c.version = act.version JOIN election e ON e.version = c.election
    WHERE act.seq = NEW.seq AND e.profile <> 'media'
      AND c.seats < (SELECT count(*) FROM candidate WHERE contest = c.id AND version = c.version)
      AND NOT EXISTS (SELECT 1 FROM act AS other WHERE other.contest = act.contest AND other.kind = 'read-back' AND other.officer <> act.officer
        AND other.seq > (SELECT ifnull(max(seq), 0) FROM act AS ready WHERE ready.contest = act.contest AND ready.kind = 'ready')
        AND other.seq NOT IN (SELECT of FROM taken_back)))
  BEGIN SELECT raise(ABORT, 'a declaration takes two people'); END;

-- A form that was sent is no draft any more. It goes in the same transaction, so that
-- no crash between the two brings sent figures back as unsent ones.
CREATE TRIGGER act_sends_draft AFTER INSERT ON act
  BEGIN DELETE FROM draft WHERE officer = NEW.officer AND contest = NEW.contest AND key = NEW.key; END;

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

-- Every attempt: acts made, repeated and refused, sign-ins, changes of officers, what
-- was read of the audit, faults. Each line is chained to the one before, and to the
-- ledger: docs/formats.md says how to recompute it.
CREATE TABLE audit (
  id      INTEGER NOT NULL PRIMARY KEY CHECK (id >= 1),      -- in order, without gaps
  at      INTEGER NOT NULL,                                  -- wall time
  officer TEXT    NOT NULL,                                  -- as given: no key, because a refused name may be unknown; empty: nobody was signed in
  address TEXT    NOT NULL,                                  -- network address it came from, or "command line" and its user, or empty
  kind    TEXT    NOT NULL,                                  -- kind of act, or "sign-in", "officer", "epoch" …
  contest TEXT    NOT NULL,                                  -- on which contest, or empty
  unit    TEXT    NOT NULL,                                  -- on which unit, or empty
  key     TEXT    NOT NULL,                                  -- the submission
  outcome TEXT    NOT NULL CHECK (outcome IN ('accepted', 'repeated', 'refused', 'conflict', 'failed')), -- repeated: it was done before, nothing new was written; failed: a fault of the desk
  detail  TEXT    NOT NULL,                                  -- why it was refused, or what was changed
  seq     INTEGER REFERENCES act (seq),                      -- act made or found
  ledger  INTEGER NOT NULL,                                  -- last act of the ledger then; 0: none yet
  acts    BLOB    NOT NULL CHECK (length(acts) IN (0, 32)),  -- SHA-256 of all that is stored of the acts since the line before; empty: there were none
  prev    BLOB    NOT NULL CHECK (length(prev) = 32),        -- hash of the line before; zeros in the first
  hash    BLOB    NOT NULL CHECK (length(hash) = 32)         -- SHA-256 of all other columns
) STRICT;

CREATE TRIGGER audit_without_gaps BEFORE INSERT ON audit
WHEN new.id <> (SELECT ifnull(max(id), 0) + 1 FROM audit)
BEGIN SELECT raise(ABORT, 'audit: lines have no gaps'); END;
CREATE TRIGGER audit_in_chain BEFORE INSERT ON audit
WHEN new.prev <> ifnull((SELECT hash FROM audit ORDER BY id DESC LIMIT 1), zeroblob(32))
BEGIN SELECT raise(ABORT, 'audit: a line carries the hash of the line before'); END;
CREATE TRIGGER audit_covers_ledger BEFORE INSERT ON audit
WHEN new.ledger < ifnull((SELECT ledger FROM audit ORDER BY id DESC LIMIT 1), 0) OR new.ledger > (SELECT ifnull(max(seq), 0) FROM act)
  OR (new.ledger > ifnull((SELECT ledger FROM audit ORDER BY id DESC LIMIT 1), 0)) <> (length(new.acts) = 32)
BEGIN SELECT raise(ABORT, 'audit: a line covers the acts since the line before'); END;

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
CREATE TRIGGER acceptance_no_update BEFORE UPDATE ON acceptance BEGIN SELECT raise(ABORT, 'acceptance: rows are only added'); END;
CREATE TRIGGER acceptance_no_delete BEFORE DELETE ON acceptance BEGIN SELECT raise(ABORT, 'acceptance: rows are only added'); END;
CREATE TRIGGER verified_account_no_update BEFORE UPDATE ON verified_account BEGIN SELECT raise(ABORT, 'verified_account: rows are only added'); END;
CREATE TRIGGER verified_account_no_delete BEFORE DELETE ON verified_account BEGIN SELECT raise(ABORT, 'verified_account: rows are only added'); END;
CREATE TRIGGER signed_no_update BEFORE UPDATE ON signed BEGIN SELECT raise(ABORT, 'signed: rows are only added'); END;
CREATE TRIGGER signed_no_delete BEFORE DELETE ON signed BEGIN SELECT raise(ABORT, 'signed: rows are only added'); END;
CREATE TRIGGER confirmed_no_update BEFORE UPDATE ON confirmed BEGIN SELECT raise(ABORT, 'confirmed: rows are only added'); END;
CREATE TRIGGER confirmed_no_delete BEFORE DELETE ON confirmed BEGIN SELECT raise(ABORT, 'confirmed: rows are only added'); END;
CREATE TRIGGER sent_back_no_update BEFORE UPDATE ON sent_back BEGIN SELECT raise(ABORT, 'sent_back: rows are only added'); END;
CREATE TRIGGER sent_back_no_delete BEFORE DELETE ON sent_back BEGIN SELECT raise(ABORT, 'sent_back: rows are only added'); END;
CREATE TRIGGER residual_no_update BEFORE UPDATE ON residual BEGIN SELECT raise(ABORT, 'residual: rows are only added'); END;
CREATE TRIGGER residual_no_delete BEFORE DELETE ON residual BEGIN SELECT raise(ABORT, 'residual: rows are only added'); END;
CREATE TRIGGER rekeyed_no_update BEFORE UPDATE ON rekeyed BEGIN SELECT raise(ABORT, 'rekeyed: rows are only added'); END;
CREATE TRIGGER rekeyed_no_delete BEFORE DELETE ON rekeyed BEGIN SELECT raise(ABORT, 'rekeyed: rows are only added'); END;
CREATE TRIGGER rekeyed_vote_no_update BEFORE UPDATE ON rekeyed_vote BEGIN SELECT raise(ABORT, 'rekeyed_vote: rows are only added'); END;
CREATE TRIGGER rekeyed_vote_no_delete BEFORE DELETE ON rekeyed_vote BEGIN SELECT raise(ABORT, 'rekeyed_vote: rows are only added'); END;
CREATE TRIGGER rekeyed_rejected_no_update BEFORE UPDATE ON rekeyed_rejected BEGIN SELECT raise(ABORT, 'rekeyed_rejected: rows are only added'); END;
CREATE TRIGGER rekeyed_rejected_no_delete BEFORE DELETE ON rekeyed_rejected BEGIN SELECT raise(ABORT, 'rekeyed_rejected: rows are only added'); END;
CREATE TRIGGER consulted_no_update BEFORE UPDATE ON consulted BEGIN SELECT raise(ABORT, 'consulted: rows are only added'); END;
CREATE TRIGGER consulted_no_delete BEFORE DELETE ON consulted BEGIN SELECT raise(ABORT, 'consulted: rows are only added'); END;
CREATE TRIGGER consulted_exception_no_update BEFORE UPDATE ON consulted_exception BEGIN SELECT raise(ABORT, 'consulted_exception: rows are only added'); END;
CREATE TRIGGER consulted_exception_no_delete BEFORE DELETE ON consulted_exception BEGIN SELECT raise(ABORT, 'consulted_exception: rows are only added'); END;
CREATE TRIGGER recount_no_update BEFORE UPDATE ON recount BEGIN SELECT raise(ABORT, 'recount: rows are only added'); END;
CREATE TRIGGER recount_no_delete BEFORE DELETE ON recount BEGIN SELECT raise(ABORT, 'recount: rows are only added'); END;
CREATE TRIGGER recount_unit_no_update BEFORE UPDATE ON recount_unit BEGIN SELECT raise(ABORT, 'recount_unit: rows are only added'); END;
CREATE TRIGGER recount_unit_no_delete BEFORE DELETE ON recount_unit BEGIN SELECT raise(ABORT, 'recount_unit: rows are only added'); END;
CREATE TRIGGER lot_no_update BEFORE UPDATE ON lot BEGIN SELECT raise(ABORT, 'lot: rows are only added'); END;
CREATE TRIGGER lot_no_delete BEFORE DELETE ON lot BEGIN SELECT raise(ABORT, 'lot: rows are only added'); END;
CREATE TRIGGER lot_candidate_no_update BEFORE UPDATE ON lot_candidate BEGIN SELECT raise(ABORT, 'lot_candidate: rows are only added'); END;
CREATE TRIGGER lot_candidate_no_delete BEFORE DELETE ON lot_candidate BEGIN SELECT raise(ABORT, 'lot_candidate: rows are only added'); END;
CREATE TRIGGER read_back_no_update BEFORE UPDATE ON read_back BEGIN SELECT raise(ABORT, 'read_back: rows are only added'); END;
CREATE TRIGGER read_back_no_delete BEFORE DELETE ON read_back BEGIN SELECT raise(ABORT, 'read_back: rows are only added'); END;
CREATE TRIGGER proposed_no_update BEFORE UPDATE ON proposed BEGIN SELECT raise(ABORT, 'proposed: rows are only added'); END;
CREATE TRIGGER proposed_no_delete BEFORE DELETE ON proposed BEGIN SELECT raise(ABORT, 'proposed: rows are only added'); END;
CREATE TRIGGER proposed_change_no_update BEFORE UPDATE ON proposed_change BEGIN SELECT raise(ABORT, 'proposed_change: rows are only added'); END;
CREATE TRIGGER proposed_change_no_delete BEFORE DELETE ON proposed_change BEGIN SELECT raise(ABORT, 'proposed_change: rows are only added'); END;
CREATE TRIGGER corrected_no_update BEFORE UPDATE ON corrected BEGIN SELECT raise(ABORT, 'corrected: rows are only added'); END;
CREATE TRIGGER corrected_no_delete BEFORE DELETE ON corrected BEGIN SELECT raise(ABORT, 'corrected: rows are only added'); END;
CREATE TRIGGER withdrawn_no_update BEFORE UPDATE ON withdrawn BEGIN SELECT raise(ABORT, 'withdrawn: rows are only added'); END;
CREATE TRIGGER withdrawn_no_delete BEFORE DELETE ON withdrawn BEGIN SELECT raise(ABORT, 'withdrawn: rows are only added'); END;
CREATE TRIGGER void_no_update BEFORE UPDATE ON void BEGIN SELECT raise(ABORT, 'void: rows are only added'); END;
CREATE TRIGGER void_no_delete BEFORE DELETE ON void BEGIN SELECT raise(ABORT, 'void: rows are only added'); END;
CREATE TRIGGER died_no_update BEFORE UPDATE ON died BEGIN SELECT raise(ABORT, 'died: rows are only added'); END;
CREATE TRIGGER died_no_delete BEFORE DELETE ON died BEGIN SELECT raise(ABORT, 'died: rows are only added'); END;
CREATE TRIGGER cancelled_no_update BEFORE UPDATE ON cancelled BEGIN SELECT raise(ABORT, 'cancelled: rows are only added'); END;
CREATE TRIGGER cancelled_no_delete BEFORE DELETE ON cancelled BEGIN SELECT raise(ABORT, 'cancelled: rows are only added'); END;
CREATE TRIGGER adjourned_no_update BEFORE UPDATE ON adjourned BEGIN SELECT raise(ABORT, 'adjourned: rows are only added'); END;
CREATE TRIGGER adjourned_no_delete BEFORE DELETE ON adjourned BEGIN SELECT raise(ABORT, 'adjourned: rows are only added'); END;
CREATE TRIGGER resumed_no_update BEFORE UPDATE ON resumed BEGIN SELECT raise(ABORT, 'resumed: rows are only added'); END;
CREATE TRIGGER resumed_no_delete BEFORE DELETE ON resumed BEGIN SELECT raise(ABORT, 'resumed: rows are only added'); END;
CREATE TRIGGER publish_no_update BEFORE UPDATE ON publish BEGIN SELECT raise(ABORT, 'publish: rows are only added'); END;
CREATE TRIGGER publish_no_delete BEFORE DELETE ON publish BEGIN SELECT raise(ABORT, 'publish: rows are only added'); END;
CREATE TRIGGER called_no_update BEFORE UPDATE ON called BEGIN SELECT raise(ABORT, 'called: rows are only added'); END;
CREATE TRIGGER called_no_delete BEFORE DELETE ON called BEGIN SELECT raise(ABORT, 'called: rows are only added'); END;
CREATE TRIGGER called_candidate_no_update BEFORE UPDATE ON called_candidate BEGIN SELECT raise(ABORT, 'called_candidate: rows are only added'); END;
CREATE TRIGGER called_candidate_no_delete BEFORE DELETE ON called_candidate BEGIN SELECT raise(ABORT, 'called_candidate: rows are only added'); END;
CREATE TRIGGER noted_no_update BEFORE UPDATE ON noted BEGIN SELECT raise(ABORT, 'noted: rows are only added'); END;
CREATE TRIGGER noted_no_delete BEFORE DELETE ON noted BEGIN SELECT raise(ABORT, 'noted: rows are only added'); END;
CREATE TRIGGER note_withdrawn_no_update BEFORE UPDATE ON note_withdrawn BEGIN SELECT raise(ABORT, 'note_withdrawn: rows are only added'); END;
CREATE TRIGGER note_withdrawn_no_delete BEFORE DELETE ON note_withdrawn BEGIN SELECT raise(ABORT, 'note_withdrawn: rows are only added'); END;
CREATE TRIGGER epoch_no_update BEFORE UPDATE ON epoch BEGIN SELECT raise(ABORT, 'epoch: rows are only added'); END;
CREATE TRIGGER epoch_no_delete BEFORE DELETE ON epoch BEGIN SELECT raise(ABORT, 'epoch: rows are only added'); END;
CREATE TRIGGER bulletin_no_update BEFORE UPDATE ON bulletin BEGIN SELECT raise(ABORT, 'bulletin: rows are only added'); END;
CREATE TRIGGER bulletin_no_delete BEFORE DELETE ON bulletin BEGIN SELECT raise(ABORT, 'bulletin: rows are only added'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit: rows are only added'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit: rows are only added'); END;
CREATE TRIGGER officer_no_delete BEFORE DELETE ON officer BEGIN SELECT raise(ABORT, 'officers are disabled, not deleted'); END;
CREATE TRIGGER photo_no_update BEFORE UPDATE ON photo BEGIN SELECT raise(ABORT, 'photo: rows are only added'); END;
CREATE TRIGGER photo_no_delete BEFORE DELETE ON photo BEGIN SELECT raise(ABORT, 'photo: rows are only added'); END;
CREATE TRIGGER note_no_update BEFORE UPDATE ON note BEGIN SELECT raise(ABORT, 'note: rows are only added'); END;
CREATE TRIGGER note_no_delete BEFORE DELETE ON note BEGIN SELECT raise(ABORT, 'note: rows are only added'); END;
