-- From version 2 to version 3: sessions of laptops. What is not named here is copied as
-- it is, column by column. "old" is the file of version 2. Open sessions are left
-- behind: officers sign in again.

-- Both bring rows of their own.
INSERT OR IGNORE INTO rejection_head SELECT * FROM old.rejection_head;
UPDATE feed_position SET seq = (SELECT seq FROM old.feed_position);
