"""A problem of one's own on the command line: its kind and what is given."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from decompdrill import answers
from decompdrill.bank.question import BANK_KINDS
from decompdrill.bank.tree import suggest
from decompdrill.commands import LONGEST_LINE, opened_input
from decompdrill.errors import GivenError, RecordError, UsageError
from decompdrill.io.csv_lines import csv_lines
from decompdrill.io.files import refuse_named_pipe
from decompdrill.kinds.signatures import SIGNATURES, FieldType
from decompdrill.model import Form, Raw, Unreadable
from decompdrill.names import known_as

LONGEST_FILE = LONGEST_LINE

EXAMPLES = {
    FieldType.MATRIX: "2 1; 2 3",
    FieldType.VALUES: "4, 1",
    FieldType.VECTOR: "1, -2",
    FieldType.NUMBER: "3",
    FieldType.SHARE: "95%",
    FieldType.COUNT: "2",
    FieldType.WORD: "rows",
    FieldType.FLAG: "yes",
    FieldType.LAYERS: '[{"d_in": 64, "d_out": 64, "count": 2}]',
}
"""How a given of each type may be typed."""


def kind_called(name: str) -> str:
    """Return the kind that is called so, in whichever spelling; raises UsageError where there is none."""
    kind = known_as(name, SIGNATURES)
    if kind.lower() in BANK_KINDS:
        raise UsageError(f"questions of the kind '{kind}' hold more than a given: judge them by their token with grade")
    if kind not in SIGNATURES:
        meant = suggest(name, sorted(SIGNATURES)) or "; `decompdrill bank kinds` lists them"
        raise UsageError(f"no kind of problem is called {name[:80]!r}{meant}")
    return kind


def given_of(kind: str, given: Sequence[str]) -> Mapping[str, Raw]:
    """Return what is given; raises UsageError for an unknown kind, GivenError for a given that cannot be read."""
    fields = SIGNATURES[kind_called(kind)].fields
    matrices = {field.name for field in fields if field.type == FieldType.MATRIX}
    return {name: _value(name, value, name in matrices) for name, value in parse_cli_given(list(given)).items()}


def problem_of(kind: str, given: Sequence[str]) -> tuple[str, Mapping[str, Raw]]:
    """Return a kind and what it is given; raises GivenError also where something is missing, and says how it is given."""
    kind, found = kind_called(kind), given_of(kind, given)
    fields = {field.name: field for field in SIGNATURES[kind].fields}
    named = {known_as(name, fields) for name in found}
    missing = (f for f in fields.values() if f.required and not f.one_of and f.name not in named)
    if named <= fields.keys() and (field := next(missing, None)) is not None:
        raise GivenError(f'{kind} needs {field.name}, {field.type}: -g "{field.name}={EXAMPLES[field.type]}"')
    return kind, found


def parse_cli_given(items: list[str]) -> dict[str, Raw]:
    """Return the given of `-g NAME=VALUE` options; VALUE is JSON where it starts like an object list, else text."""
    given: dict[str, Raw] = {}
    for item in items:
        name, sign, value = item.partition("=")
        name = name.strip()
        if not sign or not name.isidentifier():
            raise UsageError(f'-g expects NAME=VALUE, such as A="2 1; 2 3"; {item[:60]!r} came')
        if name in given:
            raise UsageError(f"-g {name} was given twice")
        given[name] = _cli_value(value.strip())
    return given


def _cli_value(text: str) -> Raw:
    if text.startswith("[{"):
        try:
            value: Raw = json.loads(text)
        except (ValueError, RecursionError):
            return text
        return value
    return text


def _value(name: str, value: Raw, is_matrix: bool) -> Raw:
    """Return a given as it was typed, or for `@file.csv` the rows of that file: a row alone is a list."""
    if not isinstance(value, str) or not value.startswith("@"):
        return value
    place = value[1:].strip()
    called = f"{name}: {'standard input' if place == '-' else place}"
    rows = rows_of(called, text_of(None if place == "-" else Path(place), called))
    return rows if is_matrix or len(rows) > 1 else rows[0]


def rows_of(called: str, text: str) -> list[Raw]:
    """Return the entries of the text of a file, without a first line of names.

    Raises GivenError, which calls the file so, where an entry is no number.
    """
    lines = list(csv_lines(called, text, has_names=False))
    if len(lines) > 1 and not any(map(_is_number, lines[0].cells)):
        lines = lines[1:]
    if not lines:
        raise GivenError(f"{called} holds no numbers")
    for line in lines:
        wrong = next((cell for cell in line.cells if not _is_number(cell)), None)
        if wrong is not None:
            raise GivenError(f"{called}:{line.at}: a number is expected; {wrong[:40]!r} came")
    return [list[Raw](line.cells) for line in lines]


def text_of(path: Path | None, called: str) -> str:
    """Return the text of a file, or of standard input; raises GivenError where it cannot be read, is too long or no UTF-8."""
    content = _of_stdin(called) if path is None else content_of(path, called, LONGEST_FILE + 1)
    if len(content) > LONGEST_FILE:
        raise GivenError(f"{called} is longer than {LONGEST_FILE} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GivenError(f"{called} is no UTF-8 at byte {error.start}") from error


def _of_stdin(called: str) -> bytes:
    try:
        with opened_input("-") as file:
            return file.read(LONGEST_FILE + 1)
    except (OSError, RecordError) as error:
        raise GivenError(f"{called}: {getattr(error, 'strerror', None) or error}") from error


def content_of(path: Path, called: str, size: int) -> bytes:
    """Return the first bytes of a file; raises GivenError, which calls it so, where it cannot be read."""
    try:
        refuse_named_pipe(path)
        with path.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError) as error:
        raise GivenError(f"{called}: {getattr(error, 'strerror', None) or error}") from error


def _is_number(cell: str) -> bool:
    return not isinstance(answers.read(Form.NUMBER, cell), Unreadable)
