-- A history of schema 3, as decompdrill wrote it then: `iterdump` of Python's sqlite3.
PRAGMA application_id = 1684304492;
PRAGMA user_version = 3;
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
, more TEXT, came_by INTEGER, void_came_by INTEGER, seal INTEGER) STRICT;
INSERT INTO "attempts" VALUES(1,'8f38efe8296158fe','quiz','rank.nullity-from-shape','rank-rules','rank','7e446ab8',23134,1,'integer','1','wrong',0.0,NULL,0,1,0,NULL,0,1795828336081,0,'2026-11-27',NULL,NULL,NULL,NULL,1815926268);
INSERT INTO "attempts" VALUES(2,'8f38efe8296158fe','quiz','eigen.values-2x2','eigenvalues-2x2','eigenvalues','7b8dba18',503859,2,'list','2','wrong',0.0,'subtracted-everywhere',0,1,0,NULL,0,1795828336315,0,'2026-11-27','void',NULL,NULL,NULL,3950932623);
INSERT INTO "attempts" VALUES(3,'8f38efe8296158fe','quiz','rank.combination','rank-dependent','rank','d8a535e9',569395,2,'vector','3, -2','wrong',0.0,NULL,0,1,0,NULL,0,1795828336358,0,'2026-11-27',NULL,NULL,NULL,NULL,4119125145);
INSERT INTO "attempts" VALUES(4,'8f38efe8296158fe','quiz','rank.numerical','numerical-rank','rank','effaab39',297273,2,'integer','x y','unreadable',0.0,NULL,0,1,0,NULL,0,1795828336404,0,'2026-11-27',NULL,NULL,NULL,NULL,1995859672);
INSERT INTO "attempts" VALUES(5,'842a66bb079c93a8','quiz','rank.most-of-sum','rank-rules','rank','c02d9452',559193,2,'integer','1','wrong',0.0,NULL,0,1,0,NULL,0,1795828338332,0,'2026-11-27','shift',NULL,NULL,NULL,1094515268);
INSERT INTO "attempts" VALUES(6,'842a66bb079c93a8','quiz','rank.dependent-row','rank-dependent','rank','cfe7de64',61987,2,'integer','2','wrong',0.0,'one-dependence-too-many',0,1,0,NULL,0,1795828338542,0,'2026-11-27','shift',NULL,NULL,NULL,202454587);
INSERT INTO "attempts" VALUES(7,'842a66bb079c93a8','quiz','eigen.values-2x2','eigenvalues-2x2','eigenvalues','7b8dba18',717712,2,'list','3, -2','wrong',0.0,'one-value-wrong',0,1,0,NULL,0,1795828338631,0,'2026-11-27','shift',NULL,NULL,NULL,2949023087);
INSERT INTO "attempts" VALUES(8,'842a66bb079c93a8','quiz','rank.proportional','rank-tall','rank','cabfcab8',937144,1,'integer','x y','unreadable',0.0,NULL,0,1,0,NULL,0,1795828338667,0,'2026-11-27','shift',NULL,NULL,NULL,2478360739);
INSERT INTO "attempts" VALUES(9,'aa751959044a5713','timed','eigen.third-from-trace','trace-determinant','eigenvalues','cd715a3e',498459,1,'number','5','wrong',0.0,NULL,0,1,0,NULL,3000,1795828339936,0,'2026-11-27',NULL,NULL,NULL,NULL,3524067582);
INSERT INTO "attempts" VALUES(10,'aa751959044a5713','timed','eigen.det-from-values','trace-determinant','eigenvalues','905c3081',949748,1,'number','6','wrong',0.0,'trace-for-determinant',0,1,0,NULL,4500,1795828339983,0,'2026-11-27',NULL,NULL,NULL,NULL,2991260348);
INSERT INTO "attempts" VALUES(11,'aa751959044a5713','timed','eigen.other-of-two','trace-determinant','eigenvalues','fbac1c87',405851,1,'number','1','wrong',0.0,NULL,0,1,0,NULL,2000,1795828340019,0,'2026-11-27',NULL,NULL,NULL,NULL,1304470287);
INSERT INTO "attempts" VALUES(12,'5e5510','quiz','eigen.values-2x2','eigenvalues-2x2','eigenvalues','0123456789ab',999999999999999999,2,'list','4, 1	−½','right',1.0,NULL,0,1,0,900,4000,1772366400000,-300,'2026-03-01',NULL,NULL,NULL,NULL,1653478240);
INSERT INTO "attempts" VALUES(13,'5e5510','quiz','eigen.values-2x2','eigenvalues-2x2','eigenvalues','0123456789ab',999999999999999999,2,'list','-4, 1','wrong',0.0,'sign-lost',0,1,0,900,4000,1772366401000,-300,'2026-03-01',NULL,NULL,NULL,NULL,274530346);
INSERT INTO "attempts" VALUES(14,'fedc0123','quiz','eigen.values-2x2','eigenvalues-2x2','eigenvalues','0123456789ab',999999999999999999,2,'list','4, 1	−½','right',1.0,NULL,0,1,0,900,4000,1772366405000,-300,'2026-03-01',NULL,'{"mood":1}',1,NULL,3442526411);
INSERT INTO "attempts" VALUES(15,'842a66bb079c93a8','quiz','rank.most-of-sum','rank-rules','rank','c02d9452',559193,2,'integer','1','wrong',0.0,NULL,0,1,0,NULL,0,1795831938332,0,'2026-11-27',NULL,NULL,NULL,NULL,3914710755);
INSERT INTO "attempts" VALUES(16,'842a66bb079c93a8','quiz','rank.dependent-row','rank-dependent','rank','cfe7de64',61987,2,'integer','2','wrong',0.0,'one-dependence-too-many',0,1,0,NULL,0,1795831938542,0,'2026-11-27',NULL,NULL,NULL,NULL,1996003715);
INSERT INTO "attempts" VALUES(17,'842a66bb079c93a8','quiz','eigen.values-2x2','eigenvalues-2x2','eigenvalues','7b8dba18',717712,2,'list','3, -2','wrong',0.0,'one-value-wrong',0,1,0,NULL,0,1795831938631,0,'2026-11-27',NULL,NULL,NULL,NULL,491502049);
INSERT INTO "attempts" VALUES(18,'842a66bb079c93a8','quiz','rank.proportional','rank-tall','rank','cabfcab8',937144,1,'integer','x y','unreadable',0.0,NULL,0,1,0,NULL,0,1795831938667,0,'2026-11-27',NULL,NULL,NULL,NULL,1625466053);
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
INSERT INTO "day_tally" VALUES('2026-03-01',2,1,2);
INSERT INTO "day_tally" VALUES('2026-11-27',10,0,0);
CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    is_undone INTEGER NOT NULL CHECK (is_undone IN (0, 1))
) STRICT;
INSERT INTO "imports" VALUES(1,1803902400000,0);
CREATE TABLE notes (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "notes" VALUES('backed up',13);
CREATE TABLE objective_tally (
    objective TEXT PRIMARY KEY,
    asked INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    right_first INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "objective_tally" VALUES('eigenvalues-2x2',3,1,2);
INSERT INTO "objective_tally" VALUES('numerical-rank',1,0,0);
INSERT INTO "objective_tally" VALUES('rank-dependent',2,0,0);
INSERT INTO "objective_tally" VALUES('rank-rules',2,0,0);
INSERT INTO "objective_tally" VALUES('rank-tall',1,0,0);
INSERT INTO "objective_tally" VALUES('trace-determinant',3,0,0);
CREATE TABLE plans (
    session TEXT PRIMARY KEY,
    mode TEXT NOT NULL,
    seed INTEGER NOT NULL,
    plan TEXT NOT NULL,
    began_ms INTEGER NOT NULL
, ended_ms INTEGER) STRICT, WITHOUT ROWID;
INSERT INTO "plans" VALUES('0123456789abcdef','quiz',7,'{"schema":1,"picks":[["eigen.values-2x2",3,"7b8dba18"]],"banks":[],"tries":2,"retry":false,"again":"","pass_mark":null}',1795828333000,NULL);
CREATE TABLE replaced (
    import INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    before TEXT,
    PRIMARY KEY (import, kind, name)
) STRICT, WITHOUT ROWID;
INSERT INTO "replaced" VALUES(1,'line','{"badge":{"name":"first"},"schema":9}',NULL);
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
, moves INTEGER NOT NULL DEFAULT 0, more TEXT, seal INTEGER) STRICT;
INSERT INTO "runs" VALUES('aa751959044a5713','trace, 3 questions',4,3,0,1,9500,0,1795828340033,0,'2026-11-27',0,NULL,816103122);
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "settings" VALUES('goal','20',1803902400000);
CREATE TABLE slip_tally (
    slip TEXT NOT NULL,
    week TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (slip, week)
) STRICT, WITHOUT ROWID;
INSERT INTO "slip_tally" VALUES('one-dependence-too-many','2026-11-23',1);
INSERT INTO "slip_tally" VALUES('one-value-wrong','2026-11-23',1);
INSERT INTO "slip_tally" VALUES('sign-lost','2026-02-23',1);
INSERT INTO "slip_tally" VALUES('trace-for-determinant','2026-11-23',1);
CREATE TABLE unknown_lines (
    line TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO "unknown_lines" VALUES('{"badge":{"name":"first"},"schema":9}');
CREATE INDEX attempts_by_showing ON attempts (session, question, seed);
CREATE INDEX attempts_by_question ON attempts (question);
CREATE TRIGGER attempt_stays_as_it_was BEFORE UPDATE OF
    id, session, mode, question, objective, bank, digest, seed, level, form, text, outcome, credit, slip, hints, attempt,
    saw_solution, first_key_ms, answer_ms, at_ms, utc_offset_min, study_day
ON attempts BEGIN
    SELECT RAISE(ABORT, 'an attempt is voided, never changed');
END;
CREATE INDEX runs_by_drill ON runs (drill, at_ms);
CREATE INDEX attempts_by_objective ON attempts (objective, at_ms);
CREATE TRIGGER attempt_stays BEFORE DELETE ON attempts
WHEN NOT EXISTS (SELECT 1 FROM imports WHERE id = OLD.came_by AND is_undone)
BEGIN
    SELECT RAISE(ABORT, 'an attempt is voided, never deleted');
END;
COMMIT;
