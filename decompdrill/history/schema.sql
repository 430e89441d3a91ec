-- The history, version 1. `attempts` is the truth, and is only ever added to; all else but `plans` can be rebuilt from it.

CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    session TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('quiz', 'review', 'timed')),
    question TEXT NOT NULL,
    objective TEXT NOT NULL,
    bank TEXT NOT NULL,
    digest TEXT NOT NULL,
    seed INTEGER NOT NULL,
    level INTEGER NOT NULL,
    form TEXT NOT NULL,
    text TEXT NOT NULL,
    outcome TEXT CHECK (outcome IN ('right', 'imprecise', 'wrong', 'unreadable')),
    credit REAL NOT NULL,
    slip TEXT,
    hints INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    saw_solution INTEGER NOT NULL CHECK (saw_solution IN (0, 1)),
    first_key_ms INTEGER,
    answer_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    utc_offset_min INTEGER NOT NULL,
    study_day TEXT NOT NULL,
    voided_by TEXT
) STRICT;

CREATE INDEX attempts_by_showing ON attempts (session, question, seed);
CREATE INDEX attempts_by_question ON attempts (question);
CREATE INDEX attempts_by_objective ON attempts (objective);

-- The sessions that are not finished: what they were going to ask.
CREATE TABLE plans (
    session TEXT PRIMARY KEY,
    mode TEXT NOT NULL,
    seed INTEGER NOT NULL,
    plan TEXT NOT NULL,
    began_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When each question comes back; where `is_stale`, the card must be worked out again.
CREATE TABLE cards (
    question TEXT PRIMARY KEY,
    card TEXT,
    is_stale INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The tallies: what `rebuild` works out, kept up to date by every attempt.
CREATE TABLE objective_tally (
    objective TEXT PRIMARY KEY,
    asked INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    right_first INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE day_tally (
    day TEXT PRIMARY KEY,
    asked INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    right_first INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE slip_tally (
    slip TEXT NOT NULL,
    week TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (slip, week)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attempt_stays BEFORE DELETE ON attempts BEGIN
    SELECT RAISE(ABORT, 'an attempt is voided, never deleted');
END;

CREATE TRIGGER attempt_stays_as_it_was BEFORE UPDATE OF
    id, session, mode, question, objective, bank, digest, seed, level, form, text, outcome, credit, slip, hints, attempt,
    saw_solution, first_key_ms, answer_ms, at_ms, utc_offset_min, study_day
ON attempts BEGIN
    SELECT RAISE(ABORT, 'an attempt is voided, never changed');
END;
