-- Version 3: the attempts of an objective stand by their time, whichever machine they came from; the time of a timed run can be
-- moved. Cards are worked out again, because answers with implausible times no longer count for them.

DROP INDEX attempts_by_objective;

CREATE INDEX attempts_by_objective ON attempts (objective, at_ms);

UPDATE cards SET is_stale = 1;

-- How often the time was moved: of two copies of a run the one that was moved more often is kept.
ALTER TABLE runs ADD COLUMN moves INTEGER NOT NULL DEFAULT 0;
