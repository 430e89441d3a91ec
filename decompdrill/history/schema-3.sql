-- Version 3: the attempts of an objective stand by their time, whichever machine they came from; the time of a timed run can be
-- moved. Cards are worked out again, because answers with implausible times no longer count for them.

DROP INDEX attempts_by_objective;

CREATE INDEX attempts_by_objective ON attempts (objective, at_ms);

UPDATE cards SET is_stale = 1;

-- How often the time was moved: of two copies of a run the one that was moved more often is kept.
ALTER TABLE runs ADD COLUMN moves INTEGER NOT NULL DEFAULT 0;

-- The fields that another version of decompdrill gave an attempt, as a JSON object.
ALTER TABLE attempts ADD COLUMN more TEXT;

-- What came by an import can be taken back whole: `came_by` is the import of an attempt, `void_came_by` that of its void.
ALTER TABLE attempts ADD COLUMN came_by INTEGER;

ALTER TABLE attempts ADD COLUMN void_came_by INTEGER;

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    is_undone INTEGER NOT NULL CHECK (is_undone IN (0, 1))
) STRICT;

-- What an import put in the place of something else, or where nothing was: the row before it as JSON, or NULL.
CREATE TABLE replaced (
    import INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    before TEXT,
    PRIMARY KEY (import, kind, name)
) STRICT, WITHOUT ROWID;

DROP TRIGGER attempt_stays;

CREATE TRIGGER attempt_stays BEFORE DELETE ON attempts
WHEN NOT EXISTS (SELECT 1 FROM imports WHERE id = OLD.came_by AND is_undone)
BEGIN
    SELECT RAISE(ABORT, 'an attempt is voided, never deleted');
END;

-- The checksum of a row: by it a byte that changed on disk is seen, and what is saved from a damaged file is known to be sound.
ALTER TABLE attempts ADD COLUMN seal INTEGER;

ALTER TABLE runs ADD COLUMN more TEXT;

ALTER TABLE runs ADD COLUMN seal INTEGER;

-- What this file says of itself; none of it travels.
CREATE TABLE notes (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A session that ended keeps its row, so that its end travels, too.
ALTER TABLE plans ADD COLUMN ended_ms INTEGER;

-- What one has set up, by the name of the setting; of two values the later one is kept.
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Lines of an export that a later version wrote and this one does not know: they are exported as they came.
CREATE TABLE unknown_lines (
    line TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
