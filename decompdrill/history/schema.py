"""The schema of the history and the way to it from an older one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from decompdrill.history import log

APPLICATION_ID = 0x6464726C
"""`ddrl`: by this a file says that it is a history of decompdrill."""
MIGRATIONS = tuple(
    Path(__file__).with_name(name) for name in ("schema.sql", "schema-2.sql", "schema-3.sql", "schema-4.sql")
)
"""The script at place n leads from version n to n + 1."""
VERSION = len(MIGRATIONS)
FIRST_WITH_SEALS = 3
TABLES = frozenset(
    {"attempts", "runs", "plans", "cards", "objective_tally", "day_tally", "slip_tally", "imports", "replaced", "notes"}
    | {"settings", "unknown_lines", "open_lines"}
)


def version_of(db: sqlite3.Connection) -> int:
    """Return the version of a file's schema; 0 where it has none yet."""
    return pragma_number(db, "user_version")


def migrate(db: sqlite3.Connection) -> None:
    """Bring the schema to the newest version, one transaction for each step: a step is made whole or not at all."""
    while version_of(db) < VERSION:
        db.execute("BEGIN IMMEDIATE")
        try:
            # Asked again: another program may have made the step while this one waited.
            version = version_of(db)
            if version < VERSION:
                _run(db, MIGRATIONS[version])
                if version + 1 == VERSION:
                    log.seal_all(db)
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {version + 1}")
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")


def columns_in(db: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return the tables of ours that a file has, each with its columns."""
    query = "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'"
    return frozenset((table, column) for table, column in db.execute(query) if table in TABLES)


def columns_at(version: int) -> frozenset[tuple[str, str]]:
    """Return the tables and the columns of a version of the schema."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for script in MIGRATIONS[:version]:
            _run(db, script)
        return columns_in(db)


def begin_anew(db: sqlite3.Connection) -> None:
    """Drop every table with all it holds, overwritten by zeros, and make them again, inside the caller's transaction."""
    db.execute("PRAGMA secure_delete = ON")
    for table in sorted(TABLES):
        db.execute(f"DROP TABLE {table}")
    for script in MIGRATIONS:
        _run(db, script)


def pragma_number(db: sqlite3.Connection, pragma: str) -> int:
    """Return a pragma that is a number."""
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])


def _run(db: sqlite3.Connection, script: Path) -> None:
    for statement in _statements(script.read_text(encoding="utf-8")):
        db.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script: SQLite's own way to run one whole would commit what was begun before."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
