-- From version 3 to version 4: editors' notes, a contest's place on the map and its
-- expected hour. What is not named here is copied as it is, column by column; columns
-- that are new are empty. "old" is the file of version 3. The audit stays as it was
-- chained: heads that were noted on paper hold.

-- Both bring rows of their own.
INSERT OR IGNORE INTO rejection_head SELECT * FROM old.rejection_head;
UPDATE feed_position SET seq = (SELECT seq FROM old.feed_position);
