"""The lines of `history export`: what docs/history.md says of them, who can read them, and for how long."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from decompdrill.errors import RecordError
from decompdrill.history.attempts import AttemptRow, Mode, SessionRow, SettingRow, TimedRunRow
from decompdrill.history.exchange import (
    FIELDS,
    NOT_KEPT,
    RUN_FIELDS,
    SCHEMA,
    SESSION_FIELDS,
    SETTING_FIELDS,
    WORKING_FIELDS,
    line_of,
)
from decompdrill.history.imports import Imported
from decompdrill.history.opening import connected, open_store
from decompdrill.history.placement import HistoryFiles
from decompdrill.history.soundness import look_at
from decompdrill.history.store import Store
from tests.history.test_store import DAY, FIRST, NOON, RUN, WRONG, old_history, opened

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
    section = re.split(r"\n##+ ", re.split(rf"\n##+ {title}\n", PAGE)[1])[0]
    return re.findall(r"^\| `([a-z_]+)` \|", section, re.MULTILINE)


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("An answer", [*FIELDS, "working", "moves", "given_ms", "number", "wrong_time", "schema"]),
        ("A line of working", list(WORKING_FIELDS)),
        ("A timed run", list(RUN_FIELDS)),
        ("A session", list(SESSION_FIELDS)),
        ("A setting", list(SETTING_FIELDS)),
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


# ---- working ---------------------------------------------------------------------------------------------------------

WORKED = FIRST._replace(session="a1", seed=3)
SHOWING = WORKED.showing


def with_working(row: AttemptRow, *lines: str) -> AttemptRow:
    return row._replace(working=f"[{','.join(lines)}]")


P = '{"text":"p = λ² - λ - 6","verdict":"right","is":"the characteristic polynomial of A"}'
LAM = '{"text":"λ = 3, 2","verdict":"wrong","is":"eigenvalues of A","of":null,"slip":"sign-lost"}'


def test_an_answer_keeps_its_working_and_its_export(store: Store, other: Store) -> None:
    store.append(with_working(FIRST, P, LAM))
    assert json.loads(next(store.export()))["working"] == [json.loads(P), json.loads(LAM)]
    other.import_(store.export())
    assert list(other.export()) == list(store.export())
    assert next(other.rows()).working == f"[{P},{LAM}]"
    assert next(other.rows()).more is None
    other.void(1, "void")
    assert next(other.rows()).working == f"[{P},{LAM}]"


def test_what_a_later_version_says_of_a_line_is_kept(store: Store) -> None:
    later = P.replace("{", '{ "color" : "red",', 1)
    store.import_([line_of(with_working(FIRST, later))])
    assert '"color":"red"' in next(store.export())


@pytest.mark.parametrize(
    ("working", "fault"),
    [
        ('[{"text":"p"}]', "Object missing required field `verdict` - at `$[0]`"),
        ('[{"text":"p","verdict":"ok"}]', "Invalid enum value 'ok' - at `$[0].verdict`"),
        ('"p"', "Expected `array | null`, got `str`"),
    ],
)
def test_a_working_that_is_none_is_refused(store: Store, working: str, fault: str) -> None:
    line = line_of(FIRST).replace("{", f'{{"working":{working},', 1)
    with pytest.raises(RecordError) as refused:
        store.import_([line])
    assert str(refused.value) == f"line 1 is not an attempt of a history: {fault}"


@pytest.mark.parametrize("working", ["null", "[]"])
def test_no_working_is_none(store: Store, working: str) -> None:
    store.import_([line_of(FIRST).replace("{", f'{{"working":{working},', 1)])
    assert json.loads(next(store.export())).keys() == {*FIELDS, "number", "schema"}


def test_a_working_that_an_older_version_kept_without_knowing_it_is_one(tmp_path: Path) -> None:
    path = old_history(tmp_path / "old" / "history.sqlite3", 3)
    with closing(sqlite3.connect(path)) as db, db:
        more = [f'{{"mood":1,"working":[{P}]}}', f'{{"working":[{LAM}]}}', '{"working":1}']
        db.executemany("UPDATE attempts SET more = ?, seal = NULL WHERE id = ?", zip(more, (1, 3, 4), strict=True))
    store = opened(path)
    assert store.notice is None
    kept = {row.id: (row.working, row.more) for row in store.rows()}
    assert [kept[1], kept[3]] == [(f"[{P}]", '{"mood":1}'), (f"[{LAM}]", None)]
    assert kept[4] == (None, '{"working":1}')
    store.close()
    assert look_at(HistoryFiles(path), connected, True, 0).flaw is None


def test_the_lines_of_an_open_working_are_kept_until_its_answer(store: Store) -> None:
    assert store.open_lines(SHOWING) == ()
    store.keep_open_lines(SHOWING, ["p = λ² - λ - 6"])
    store.keep_open_lines(SHOWING, ["p = λ² - λ - 6", "λ = 3, 2"])
    store.keep_open_lines(SHOWING._replace(seed=9), ["tr = 1"])
    assert store.open_lines(SHOWING) == ("p = λ² - λ - 6", "λ = 3, 2")
    store.append(WORKED)
    assert store.open_lines(SHOWING) == ("p = λ² - λ - 6", "λ = 3, 2"), "an answer without a working leaves it open"
    store.append(with_working(WORKED, P))
    assert store.open_lines(SHOWING) == ()
    assert store.open_lines(SHOWING._replace(seed=9)) == ("tr = 1",)


def test_the_lines_of_an_open_working_go_with_the_session(store: Store) -> None:
    store.begin(SHOWING.session, Mode.QUIZ, "[]", 7)
    store.keep_open_lines(SHOWING, ["tr = 1"])
    store.keep_open_lines(SHOWING._replace(session="b2"), ["tr = 2"])
    store.finish(SHOWING.session)
    assert store.open_lines(SHOWING) == ()
    assert store.open_lines(SHOWING._replace(session="b2")) == ("tr = 2",)
    store.forget()
    assert store.open_lines(SHOWING._replace(session="b2")) == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"mode":"quiz"', '"mode":"exam"', "Invalid enum value 'exam' - at `$.mode`"),
        ('"outcome":"right"', '"outcome":"partly"', "Invalid enum value 'partly' - at `$.outcome`"),
        ('"digest"', '"code"', "Object missing required field `digest`"),
    ],
)
def test_an_answer_of_a_later_version_that_cannot_be_read_is_refused_with_its_version(
    store: Store, old: str, new: str, fault: str
) -> None:
    line = line_of(FIRST)
    assert old in line
    with pytest.raises(RecordError) as refused:
        store.import_([line, line.replace(old, new).replace(f'"schema":{SCHEMA}', '"schema":9')])
    assert str(refused.value) == (
        f"line 2 is of schema 9, of which this decompdrill (up to schema {SCHEMA}) cannot read it: {fault}"
    )
    assert store.count() == 0


def test_of_a_key_that_comes_twice_the_last_value_counts(store: Store, other: Store) -> None:
    line = line_of(FIRST).replace("{", '{"id":1,"id":2,"text":"no","mood":"a",', 1).replace("}", ',"mood":"b"}')
    assert store.import_([line]).added == 1
    (row,) = store.rows()
    assert row.text == FIRST.text
    (kept,) = store.export()
    assert (json.loads(kept)["id"], json.loads(kept)["mood"]) == (2, "b")
    assert kept.count('"id"') == kept.count('"mood"') == kept.count('"text"') == 1
    assert store.import_([line]).known == 1
    other.import_(store.export())
    assert list(other.export()) == [kept]


@pytest.mark.parametrize("voided_by", ['""', "7", "[]", '"a\\u0000b"', '"\\u001b[31m"', f'"{"a" * 201}"'])
def test_what_voided_an_answer_is_a_word_or_two(store: Store, voided_by: str) -> None:
    with pytest.raises(RecordError, match=r"line 1 is not an attempt of a history: .* - at `\$\.voided_by`"):
        store.import_([line_of(FIRST).replace('"voided_by":null', f'"voided_by":{voided_by}')])


@pytest.mark.parametrize(
    "moved", ['"moves":-1', '"moves":"1"', '"given_ms":null', '"given_ms":-9999999999999', '"moves":9999999']
)
def test_how_often_an_answer_was_moved_is_a_number(store: Store, moved: str) -> None:
    with pytest.raises(RecordError, match=r"line 1 is not an attempt of a history: .* - at `\$\.(moves|given_ms)`"):
        store.import_([line_of(FIRST).replace("{", f"{{{moved},", 1)])


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


def test_unknown_fields_of_sessions_and_settings_are_kept(store: Store, other: Store) -> None:
    plan = line_of(SessionRow("a1", "quiz", 7, "[]", NOON, None)).replace('{"session"', '{"mood":[1.50],"session"', 1)
    setting = line_of(SettingRow("goal", "20", NOON)).replace('{"name"', '{"by":"me","name"', 1)
    store.import_([plan, setting])
    assert [line[:-1] for line in store.export()] == [
        f'{{"plan":{{"session":"a1","mode":"quiz","seed":7,"plan":"[]","began_ms":{NOON},"ended_ms":null,"mood":[1.50]}},"schema":3',
        f'{{"setting":{{"name":"goal","value":"20","at_ms":{NOON},"by":"me"}},"schema":3',
    ]
    other.import_(store.export())
    assert list(other.export()) == list(store.export())
    other.finish("a1")
    assert json.loads(next(other.export()))["plan"]["mood"] == [1.5]


def test_fields_come_to_what_is_here_of_sessions_and_settings(store: Store, other: Store) -> None:
    rows = SessionRow("a1", "quiz", 7, "[]", NOON, None), SettingRow("goal", "20", NOON)
    bare = [line_of(rows[0]), line_of(rows[1])]
    store.import_(bare)
    before = list(store.export())
    assert store.import_(line_of(row._replace(more='{"mood":1}')) for row in rows).others == 2
    assert store.import_(line_of(row._replace(more='{"mood":1}')) for row in rows).others == 0
    assert store.import_(bare).others == 0, "a copy without them takes nothing away"
    assert ['"mood":1' in line for line in store.export()] == [True, True]
    store.undo_import()
    assert list(store.export()) == before


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
