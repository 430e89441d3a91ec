-- Version 2: one row for each timed run; what was answered in it is in `attempts`.

CREATE TABLE runs (
    session TEXT PRIMARY KEY,
    drill TEXT NOT NULL,
    seed INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    is_whole INTEGER NOT NULL CHECK (is_whole IN (0, 1)),
    active_ms INTEGER NOT NULL,
    paused_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    utc_offset_min INTEGER NOT NULL,
    study_day TEXT NOT NULL
) STRICT;

CREATE INDEX runs_by_drill ON runs (drill, at_ms);
