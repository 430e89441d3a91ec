-- A history of schema 1, as decompdrill wrote it then: `iterdump` of Python's sqlite3.
PRAGMA application_id = 1684304492;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO "attempts" VALUES(1,'c48544c528f1c569','quiz','rank.nullity-from-shape','rank-rules','rank','7e446ab8',23134,1,'integer','1','wrong',0.0,NULL,0,1,0,NULL,0,1795828331205,0,'2026-11-27',NULL);
INSERT INTO "attempts" VALUES(2,'c48544c528f1c569','quiz','eigen.values-2x2','eigenvalues-2x2','eigenvalues','7b8dba18',503859,2,'list','2','wrong',0.0,NULL,0,1,0,NULL,0,1795828331257,0,'2026-11-27',NULL);
INSERT INTO "attempts" VALUES(3,'c48544c528f1c569','quiz','rank.combination','rank-dependent','rank','6c912ad4',569395,2,'vector','3, -2','wrong',0.0,NULL,0,1,0,NULL,0,1795828331290,0,'2026-11-27',NULL);
INSERT INTO "attempts" VALUES(4,'c48544c528f1c569','quiz','rank.numerical','numerical-rank','rank','d8d2b489',297273,2,'integer','x y','unreadable',0.0,NULL,0,1,0,NULL,0,1795828331315,0,'2026-11-27',NULL);
INSERT INTO "attempts" VALUES(5,'c32c2b4d37e8cea0','quiz','rank.most-of-sum','rank-rules','rank','37a7cc51',559193,2,'integer','1','wrong',0.0,'smaller-rank',0,1,0,NULL,0,1795828332967,0,'2026-11-27',NULL);
INSERT INTO "attempts" VALUES(6,'c32c2b4d37e8cea0','quiz','rank.dependent-row','rank-dependent','rank','cfe7de64',61987,2,'integer','2','wrong',0.0,'one-dependence-too-many',0,1,0,NULL,0,1795828332995,0,'2026-11-27',NULL);
INSERT INTO "attempts" VALUES(7,'c32c2b4d37e8cea0','quiz','eigen.values-2x2','eigenvalues-2x2','eigenvalues','7b8dba18',717712,2,'list','3, -2','wrong',0.0,NULL,0,1,0,NULL,0,1795828333030,0,'2026-11-27',NULL);
INSERT INTO "attempts" VALUES(8,'c32c2b4d37e8cea0','quiz','rank.proportional','rank-tall','rank','cabfcab8',937144,1,'integer','x y','unreadable',0.0,NULL,0,1,0,NULL,0,1795828333060,0,'2026-11-27',NULL);
CREATE TABLE cards (
    question TEXT PRIMARY KEY,
    card TEXT,
    is_stale INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "cards" VALUES('eigen.values-2x2',NULL,1);
INSERT INTO "cards" VALUES('rank.combination',NULL,1);
INSERT INTO "cards" VALUES('rank.dependent-row',NULL,1);
INSERT INTO "cards" VALUES('rank.most-of-sum',NULL,1);
INSERT INTO "cards" VALUES('rank.nullity-from-shape',NULL,1);
INSERT INTO "cards" VALUES('rank.numerical',NULL,1);
INSERT INTO "cards" VALUES('rank.proportional',NULL,1);
CREATE TABLE day_tally (
    day TEXT PRIMARY KEY,
    asked INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    right_first INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "day_tally" VALUES('2026-11-27',8,0,0);
CREATE TABLE objective_tally (
    objective TEXT PRIMARY KEY,
    asked INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    right_first INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "objective_tally" VALUES('eigenvalues-2x2',2,0,0);
INSERT INTO "objective_tally" VALUES('numerical-rank',1,0,0);
INSERT INTO "objective_tally" VALUES('rank-dependent',2,0,0);
INSERT INTO "objective_tally" VALUES('rank-rules',2,0,0);
INSERT INTO "objective_tally" VALUES('rank-tall',1,0,0);
CREATE TABLE plans (
    session TEXT PRIMARY KEY,
    mode TEXT NOT NULL,
    seed INTEGER NOT NULL,
    plan TEXT NOT NULL,
    began_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "plans" VALUES('0123456789abcdef','quiz',7,'{"schema":1,"picks":[["eigen.values-2x2",3,"7b8dba18"]],"banks":[],"tries":2,"retry":false,"again":"","pass_mark":null}',1795828333000);
CREATE TABLE slip_tally (
    slip TEXT NOT NULL,
    week TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (slip, week)
) STRICT, WITHOUT ROWID;
INSERT INTO "slip_tally" VALUES('one-dependence-too-many','2026-11-23',1);
INSERT INTO "slip_tally" VALUES('smaller-rank','2026-11-23',1);
CREATE INDEX attempts_by_showing ON attempts (session, question, seed);
CREATE INDEX attempts_by_question ON attempts (question);
CREATE INDEX attempts_by_objective ON attempts (objective);
CREATE TRIGGER attempt_stays BEFORE DELETE ON attempts BEGIN
    SELECT RAISE(ABORT, 'an attempt is voided, never deleted');
END;
CREATE TRIGGER attempt_stays_as_it_was BEFORE UPDATE OF
    id, session, mode, question, objective, bank, digest, seed, level, form, text, outcome, credit, slip, hints, attempt,
    saw_solution, first_key_ms, answer_ms, at_ms, utc_offset_min, study_day
ON attempts BEGIN
    SELECT RAISE(ABORT, 'an attempt is voided, never changed');
END;
COMMIT;
