-- From version 1 to version 2: the whole count. What is not named here is copied as it
-- is, column by column. "old" is the file of version 1.

-- Both bring rows of their own.
INSERT OR IGNORE INTO rejection_head SELECT * FROM old.rejection_head;
UPDATE feed_position SET seq = (SELECT seq FROM old.feed_position);

-- Version 1 took a figure from one person. Where votes were entered so, the desk goes on
-- as one that receives results, on which figures of one person stand: nobody else can be
-- said to have read them. Where none were, a second person confirms from now on.
INSERT INTO election (version, name, date, zone, closes_at, type, mode, profile, second_person)
  SELECT version, name, date, zone, closes_at, type, mode,
    iif(EXISTS (SELECT 1 FROM old.entered), 'media', 'count'), iif(EXISTS (SELECT 1 FROM old.entered), 'none', 'confirm')
  FROM old.election;

-- Contests had no number: they get theirs in the order in which they were defined.
INSERT INTO contest (id, version, number, layout, election, name, gss, region, country, system, seats, votes_per_person, publish,
    electorate, electorate_final, electorate_source, boundaries, replaces, order_note, note)
  SELECT c.id, c.version, n.number, c.layout, c.election, c.name, c.gss, c.region, c.country, c.system, c.seats, c.votes_per_person, c.publish,
    c.electorate, c.electorate_final, c.electorate_source, c.boundaries, '', c.order_note, c.note
  FROM old.contest AS c
  JOIN (SELECT contest, row_number() OVER (ORDER BY min(seq)) AS number FROM old.act WHERE kind = 'defined' GROUP BY contest) AS n ON n.contest = c.id;

INSERT INTO unit (contest, version, id, position, name, kind, place, sends_doubtful)
  SELECT contest, version, id, position, name, kind, '', sends_doubtful FROM old.unit;

INSERT INTO verified (seq, kind, papers, explanation, reason) SELECT seq, kind, papers, '', reason FROM old.verified;

-- The form asked for the papers rejected under each head: they are known.
INSERT INTO entered (seq, kind, doubtful, rejected_known, unused, in_part, source, source_note)
  SELECT seq, kind, doubtful, 1, NULL, 0, '', '' FROM old.entered;

-- Only "ready" could be taken back.
INSERT INTO taken_back (seq, kind, of, undoes, reason)
  SELECT t.seq, t.kind, (SELECT max(r.seq) FROM old.act AS r WHERE r.contest = a.contest AND r.kind = 'ready' AND r.seq < t.seq), 'ready', ''
  FROM old.taken_back AS t JOIN old.act AS a ON a.seq = t.seq;

INSERT INTO declared (seq, kind, announced, source, source_note) SELECT seq, kind, announced, '', '' FROM old.declared;
