-- From version 2 to version 3: sessions of laptops, the audit as a chain. What is not named here is copied as
-- it is, column by column. "old" is the file of version 2. Open sessions are left
-- behind: officers sign in again. The lines of the audit are chained after this, as if
-- they had been written so: internal/sqlite/rechain.go.

-- Both bring rows of their own.
INSERT OR IGNORE INTO rejection_head SELECT * FROM old.rejection_head;
UPDATE feed_position SET seq = (SELECT seq FROM old.feed_position);
