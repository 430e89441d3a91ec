-- Version 4: an answer keeps its lines of working; those of an answer that is not given yet are in `open_lines`; sessions and
-- settings keep the fields of another version, too.

ALTER TABLE attempts ADD COLUMN working TEXT;

CREATE INDEX attempts_with_working ON attempts (at_ms) WHERE working IS NOT NULL;

-- What a later version exported, and version 3 kept as a field that it did not know.
UPDATE attempts
SET working = json_extract(more, '$.working'), more = nullif(json_remove(more, '$.working'), '{}'), seal = NULL
WHERE more IS NOT NULL AND json_type(more, '$.working') = 'array';

DROP TRIGGER attempt_stays_as_it_was;

CREATE TRIGGER attempt_stays_as_it_was BEFORE UPDATE OF
    id, session, mode, question, objective, bank, digest, seed, level, form, text, outcome, credit, slip, hints, attempt,
    saw_solution, first_key_ms, answer_ms, at_ms, utc_offset_min, study_day, working
ON attempts BEGIN
    SELECT RAISE(ABORT, 'an attempt is voided, never changed');
END;

ALTER TABLE plans ADD COLUMN more TEXT;

ALTER TABLE settings ADD COLUMN more TEXT;

-- The lines of a working that is not finished, each on disk before its mark shows.
CREATE TABLE open_lines (
    session TEXT NOT NULL,
    question TEXT NOT NULL,
    seed INTEGER NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (session, question, seed, number)
) STRICT, WITHOUT ROWID;
