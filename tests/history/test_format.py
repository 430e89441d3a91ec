"""The lines of `history export`: what docs/history.md says of them, who can read them, and for how long."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from decompdrill.errors import RecordError
from decompdrill.history.attempts import Mode, SessionRow, SettingRow, TimedRunRow
from decompdrill.history.exchange import FIELDS, NOT_KEPT, RUN_FIELDS, SCHEMA, line_of
from decompdrill.history.imports import Imported
from decompdrill.history.opening import open_store
from decompdrill.history.store import Store
from tests.history.test_store import DAY, FIRST, NOON, RUN, WRONG, opened

PAGE = (Path(__file__).parents[2] / "docs" / "history.md").read_text(encoding="utf-8")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    kept = opened(tmp_path / "here" / "history.sqlite3")
    yield kept
    kept.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    kept = opened(tmp_path / "other" / "history.sqlite3", lambda: NOON + DAY)
    yield kept
    kept.close()


# ---- the page ------------------------------------------------------------------------------------------------------


def rows_of(title: str) -> list[str]:
    """Return the fields in the table of a section."""
    section = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([a-z_]+)` \|", section, re.MULTILINE)


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("An answer", [*FIELDS, "moves", "given_ms", "number", "wrong_time", "schema"]),
        ("A timed run", list(RUN_FIELDS)),
        ("A session", list(SessionRow._fields)),
        ("A setting", list(SettingRow._fields)),
    ],
)
def test_the_page_names_every_field_of_a_line_in_its_order(title: str, fields: list[str]) -> None:
    assert rows_of(title) == fields


def test_the_page_shows_lines_that_can_be_read(store: Store) -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert store.import_(example.splitlines()).added == 1
    assert [json.loads(line) for line in store.export()] == [json.loads(line) for line in example.splitlines()]


def test_every_line_names_the_version_of_its_schema(store: Store) -> None:
    store.append(FIRST)
    store.append(FIRST._replace(at_ms=NOON + 2 * DAY))
    store.add_run(RUN)
    store.begin("a1", Mode.QUIZ, "[]", 7)
    store.keep_setting("goal", "20")
    lines = [json.loads(line) for line in store.export()]
    assert [line["schema"] for line in lines] == [SCHEMA] * 5
    assert [line.get("wrong_time") for line in lines] == [None, True, None, None, None]
    assert set(lines[0]) == {*FIELDS, "number", "schema"}
    assert {*FIELDS}.isdisjoint(NOT_KEPT)


# ---- formatted anew ------------------------------------------------------------------------------------------------

LINES = tuple(line_of(row) for row in (FIRST, WRONG._replace(seed=2, text='a "quoted" {brace\n[and line'), RUN))


@pytest.mark.parametrize(
    "formatted",
    [
        lambda values: [json.dumps(value, separators=(" , ", " : ")) for value in values],
        lambda values: [json.dumps(value, sort_keys=True) for value in values],
        lambda values: "\n".join(json.dumps(value, indent=2) for value in values).splitlines(),
        lambda values: "\n\n".join(json.dumps(value, indent="\t") for value in values).splitlines(),
        lambda values: json.dumps(values).splitlines(),
        lambda values: json.dumps(values, indent=4).splitlines(),
        lambda values: ["[", *(f"{json.dumps(value)}," for value in values[:-1]), json.dumps(values[-1]), "]"],
        lambda values: [" ".join(map(json.dumps, values))],
        lambda values: [f"  {json.dumps(value)}  \r" for value in values],
    ],
    ids=["spaced", "sorted", "over lines", "tabs", "array", "array over lines", "array of lines", "one line", "crlf"],
)
def test_json_that_was_formatted_anew_is_read(store: Store, formatted: Callable[[list[object]], list[str]]) -> None:
    values = [json.loads(line) for line in LINES]
    assert store.import_(formatted(values)) == Imported(2, 0, 0, runs=1)
    assert [json.loads(line_of(row._replace(id=0))) for row in store.rows()] == values[:2]


@pytest.mark.parametrize(
    ("lines", "line", "fault"),
    [
        (["{", '"a": 1}', LINES[0]], 1, "Object missing required field `session`"),
        ([LINES[0], "{", '  "session": "a"', "}"], 2, "Object missing required field `mode`"),
        ([LINES[0], "", '{"session": "a', LINES[0]], 3, "Input data was truncated"),
        ([LINES[0], "", "nonsense"], 3, "JSON is malformed: invalid character (byte 4)"),
        (["[", LINES[0], ",{}]"], 3, "Object missing required field `session`"),
        (["[[1]]"], 1, "Expected `object`, got `array`"),
    ],
)
def test_a_fault_names_the_line_where_its_object_begins(store: Store, lines: list[str], line: int, fault: str) -> None:
    with pytest.raises(RecordError) as refused:
        store.import_(lines)
    assert str(refused.value) == f"line {line} is not an attempt of a history: {fault}"
    assert store.count() == 0


# ---- what this version does not know -------------------------------------------------------------------------------


def test_fields_that_are_not_known_are_kept_and_exported(store: Store, other: Store) -> None:
    line = line_of(FIRST).replace("{", '{"mood": {"a" : [1.50, null]}, "confidence":0.125,', 1)
    run = line_of(RUN).replace('{"session"', '{"place":"train","session"', 1)
    store.import_([line, run])
    first, second = map(json.loads, store.export())
    assert (first["mood"], first["confidence"]) == ({"a": [1.5, None]}, 0.125)
    assert second["run"]["place"] == "train"
    assert "1.50" in next(store.export()), "as it was written"
    other.import_(store.export())
    assert list(other.export()) == list(store.export())
    other.void(1, "void")
    assert json.loads(next(other.export()))["confidence"] == 0.125


def test_fields_come_to_an_answer_that_is_here_and_go_with_their_import(store: Store) -> None:
    store.append(FIRST)
    before = list(store.export())
    store.import_([line_of(FIRST).replace("{", '{"mood":1,', 1)])
    assert json.loads(next(store.export()))["mood"] == 1
    assert store.undo_import() is not None
    assert list(store.export()) == before


def test_a_line_of_a_later_version_is_kept_as_it_came(store: Store, other: Store) -> None:
    later = '{ "badge": {"name": "first\\u0041"}, "schema": 9 }'
    assert store.import_([line_of(FIRST), later]) == Imported(1, 0, 0, others=1)
    assert store.import_([later]) == Imported(0, 0, 0)
    assert list(store.export())[1] == '{"badge":{"name":"first\\u0041"},"schema":9}'
    other.import_(store.export())
    assert list(other.export()) == list(store.export())
    store.undo_import()
    assert list(store.export()) == []


@pytest.mark.parametrize("schema", ["", ', "schema": 2', ', "schema": 1'])
def test_a_line_of_this_version_that_is_none_is_refused(store: Store, schema: str) -> None:
    with pytest.raises(RecordError):
        store.import_([f'{{"badge": 1{schema}}}'])


def test_a_line_of_a_later_version_with_all_that_an_answer_has_is_one(store: Store) -> None:
    assert store.import_([line_of(FIRST).replace(f'"schema":{SCHEMA}', '"schema":9,"mood":1')]).added == 1
    assert json.loads(next(store.export()))["mood"] == 1


# ---- sessions, settings ----------------------------------------------------------------------------------------------


def test_a_session_that_was_broken_off_can_go_on_elsewhere(store: Store, other: Store, tmp_path: Path) -> None:
    store.begin("a1", Mode.QUIZ, '["plan"]', 7)
    store.append(FIRST._replace(session="a1"))
    other.import_(store.export())
    left = other.unfinished()
    assert left is not None
    assert (left.session, left.mode, left.seed, left.plan, left.began_ms) == ("a1", "quiz", 7, '["plan"]', NOON)
    assert [row.session for row in left.answered] == ["a1"]
    assert other.take_up("a1")
    other.finish("a1")
    store.import_(other.export())
    store.close()
    again = open_store(tmp_path / "here" / "history.sqlite3", lambda: NOON)
    assert isinstance(again, Store)
    assert again.unfinished() is None, "it ended elsewhere"
    again.import_([line_of(SessionRow("a1", "quiz", 7, '["plan"]', NOON, None))])
    assert again.unfinished() is None, "an older copy does not begin it again"
    again.close()


def test_of_a_setting_the_later_value_is_kept(store: Store, other: Store) -> None:
    store.keep_setting("goal", "20")
    other.keep_setting("goal", "30")
    other.keep_setting("only there", "x")
    store.import_(other.export())
    other.import_(store.export())
    assert store.settings() == other.settings() == {"goal": "30", "only there": "x"}
    store.undo_import()
    assert store.settings() == {"goal": "20"}


def test_what_came_of_sessions_and_runs_goes_with_their_import(store: Store, other: Store) -> None:
    other.begin("a1", Mode.QUIZ, "[]", 7)
    other.begin("b2", Mode.QUIZ, "[]", 7)
    store.import_(list(other.export())[:1])
    before = list(store.export())
    other.finish("a1")
    other.add_run(TimedRunRow(*RUN))
    assert store.import_(other.export()) == Imported(0, 0, 0, runs=1, others=2)
    store.undo_import()
    assert list(store.export()) == before
