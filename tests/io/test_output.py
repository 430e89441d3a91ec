"""The door of all text: no control character and no bidirectional one of a stranger's reaches stdout or stderr."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import typing
from pathlib import Path

import pytest

from decompdrill.frontends.display import Display, line
from decompdrill.frontends.terminal import painter
from decompdrill.io import output
from tests.commands.test_cli import decompdrill

PACKAGE = Path(output.__file__).parent.parent
HOSTILE = "a\x1b[31mb\x07\x9b\u202e\u2066\u200f\u2028c\x7f\t"
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain λ √2 – é 日本 \u00a0\n", "plain λ √2 – é 日本 \u00a0\n"),
        ("a\tb", "a b"),
        ("\x1b[31m\x07\r", "\\x1b[31m\\x07\\r"),
        ("\x7f\x85\x9b", "\\x7f\\x85\\x9b"),
        ("\u061c\u200e\u200f\u202a\u202e\u2066\u2069", "\\u061c\\u200e\\u200f\\u202a\\u202e\\u2066\\u2069"),
        ("\u2028\u2029\udce9", "\\u2028\\u2029\\udce9"),
    ],
)
def test_what_could_steer_a_terminal_is_shown_as_a_sign(text: str, shown: str) -> None:
    assert output.visible(text) == shown


def test_a_row_keeps_to_its_row_and_json_is_the_same_json() -> None:
    assert output.visible_row("a\nb\x1b") == "a\\nb\\x1b"
    text = json.dumps({"id": HOSTILE + "λ"}, ensure_ascii=False)
    assert not RAW.search(output.visible_json(text))
    assert "λ" in output.visible_json(text)
    assert json.loads(output.visible_json(text)) == json.loads(text)


def test_what_is_drawn_as_it_is_has_a_type_of_its_own() -> None:
    """mypy refuses a plain str: only what has been made visible, or is marked as a code of our own, is a Visible."""
    assert typing.get_type_hints(output.write_visible)["pieces"] is output.Visible
    makers = (output.visible, output.visible_row, output.visible_json)
    assert {typing.get_type_hints(maker)["return"] for maker in makers} == {output.Visible}
    marked = {
        (str(path.relative_to(PACKAGE)), ast.unparse(node.args[0]))
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Visible" and path.name != "output.py"
    }
    assert marked == {
        ("frontends/line_editor.py", "'\\x08 \\x08' * columns"),
        ("frontends/progress.py", "'\\r\\x1b[K'"),
        ("frontends/progress.py", "row"),  # as Rich draws it, of a label that was made visible
    }


def outside(source: str) -> list[str]:
    """Return what writes to a stream beside the door."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and node.id in ("print", "behind_the_door"):
            found.append(f"{node.lineno}: {node.id}")
        elif isinstance(node, ast.Attribute):
            named = f"{node.value.id}.{node.attr}" if isinstance(node.value, ast.Name) else node.attr
            if re.fullmatch(r"sys\.(__)?std(out|err)(__)?|typer\.(echo|secho)|os\.write", named):
                found.append(f"{node.lineno}: {named}")
        elif isinstance(node, ast.ImportFrom) and node.module == "sys":
            found.append(f"{node.lineno}: from sys")
    return found


ALLOWED = {
    "io/output.py": {"sys.stdout", "sys.stderr", "behind_the_door"},
    "cli.py": {"sys.stdout", "sys.stderr"},
    "__main__.py": {"sys.stdout"},
    "frontends/terminal.py": {"behind_the_door"},
}
"""The door; where the streams are made; and the version, said before anything is imported."""


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_writes_beside_the_door(path: Path) -> None:
    found = outside(path.read_text(encoding="utf-8"))
    allowed = ALLOWED.get(str(path.relative_to(PACKAGE)), set())
    assert [place for place in found if place.split(": ")[1] not in allowed] == []


@pytest.mark.parametrize("name", ["cli.py", "__main__.py"])
def test_the_streams_are_only_made_ready_there(name: str) -> None:
    said = re.findall(r"sys\.std(?:out|err)\.write\((.*)\)", (PACKAGE / name).read_text(encoding="utf-8"))
    assert said == (['f"decompdrill {__version__}\\n"'] if name == "__main__.py" else [])


@pytest.mark.parametrize(
    "source", ["print(1)", "import sys\nsys.stdout.write('')", "import typer\ntyper.echo(1)", "from sys import stdout"]
)
def test_a_write_beside_the_door_is_seen(source: str) -> None:
    assert len(outside(source)) == 1


def test_the_painter_is_handed_visible_text() -> None:
    out = io.StringIO()
    painter(out, Display(colour=True))([line(HOSTILE)])
    assert out.getvalue() == "a\\x1b[31mb\\x07\\x9b\\u202e\\u2066\\u200f\\u2028c\\x7f \n"


# ---- every command, every source -----------------------------------------------------------------------------------

BIDIRECTIONAL = "a\u202e\u2066\u200fb"
"""What names in a history may hold; control characters are refused there."""

ATTEMPT = {
    "session": BIDIRECTIONAL, "mode": "quiz", "question": "eigen.values-2x2", "objective": "eigenvalues-2x2",
    "bank": "eigenvalues", "digest": "00000000", "seed": 1, "level": 2, "form": "list", "text": HOSTILE,
    "outcome": "wrong", "credit": 0.0, "slip": BIDIRECTIONAL, "hints": 0, "attempt": 1, "saw_solution": False,
    "first_key_ms": None, "answer_ms": 1000, "at_ms": 1_750_000_000_000, "utc_offset_min": 0,
    "study_day": "2025-06-15", "voided_by": None,
}  # fmt: skip
BANK = """bank: HOSTILE
title: HOSTILE
questions:
  - {id: HOSTILE, objective: HOSTILE, title: HOSTILE, level: 1, kind: HOSTILE, prompt: HOSTILE, hints: [HOSTILE],
     draw: {HOSTILE: {recipe: HOSTILE}}}
"""
ARGUMENTS = [
    ("quiz", HOSTILE),
    ("quiz", "--bank", HOSTILE),
    ("quiz", "--answers", HOSTILE),
    ("quiz", "--level", HOSTILE),
    ("quiz", "--seed", HOSTILE),
    ("quiz", "--pass-mark", HOSTILE),
    ("quiz", "--slip", HOSTILE),
    ("timed", HOSTILE),
    ("timed", "--time", HOSTILE),
    ("timed", "--preset", HOSTILE),
    ("review", HOSTILE),
    ("stats", "--bank", HOSTILE),
    ("check", HOSTILE, "1"),
    ("check", "rank", HOSTILE),
    ("check", "rank", "-g", f"A={HOSTILE}", "1"),
    ("check", "rank", "-g", f"{HOSTILE}=1", "1"),
    ("check", "rank", "-g", f"A=@{HOSTILE}", "1"),
    ("check", "rank", "-g", "A=1 2; 3 4", HOSTILE),
    ("check", "rank", "-g", "A=1 2; 3 4", HOSTILE, "--json"),
    ("check", "rank", "-g", "A=1 2; 3 4", HOSTILE, "--plain"),
    ("explain", HOSTILE),
    ("explain", "svd", "--label", HOSTILE),
    ("explain", "pca", "-g", "X=@table.csv", "--label", HOSTILE),
    ("solve", HOSTILE),
    ("replay", HOSTILE),
    ("replay", f"{HOSTILE}:1:00000000"),
    ("draw", HOSTILE),
    ("grade", HOSTILE),
    ("read", HOSTILE, "1"),
    ("read", "list", HOSTILE),
    ("bank", "list", HOSTILE),
    ("bank", "check", HOSTILE),
    ("bank", "show", HOSTILE),
    ("bank", "new", HOSTILE),
    ("bank", "check", "hostile.yaml"),
    ("bank", "check", "hostile.yaml", "--json"),
    ("quiz", "--bank", "hostile.yaml"),
    ("history", "import", HOSTILE),
    ("show", "pca", "--data", HOSTILE),
    ("show", "pca", "--data", "@table.csv"),
    ("show", "pca", "--data", "@table.csv", "--label", HOSTILE),
    ("show", "pca", "--data", "@table.csv", "--plain"),
    ("show", "scree", "--data", "@table.csv"),
    ("show", "scree", "--threshold", HOSTILE),
    ("show", "cloud", "--data", "@table.csv"),
    ("show", "lowrank", "--image", HOSTILE),
    (HOSTILE,),
    (f"--{HOSTILE}",),
    ("quiz", f"--{HOSTILE}"),
    ("bank", HOSTILE),
]
OF_HISTORY = [
    ("stats",), ("stats", "--all"), ("stats", "--json"), ("stats", "--plain"), ("explain",), ("history", "export"),
    ("explain", "--my-last-mistake"), ("explain", "--my-last-mistake", "--plain"), ("review",), ("review", "--plain"),
]  # fmt: skip


def assert_safe(*arguments: str, stdin: bytes = b"") -> str:
    """Return what was said, of which nothing steers a terminal."""
    done = decompdrill(*arguments, stdin=stdin)
    told = done.stdout.decode() + done.stderr.decode()
    assert RAW.findall(told) == []
    assert done.returncode != 70
    return told


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    quoted = json.dumps(HOSTILE)
    (tmp_path / "hostile.yaml").write_text(BANK.replace("HOSTILE", quoted), encoding="utf-8")
    rows = [f"x{HOSTILE},y{HOSTILE},{HOSTILE}", *(f"{n},{n * n % 7},{HOSTILE}{n % 2}" for n in range(9))]
    (tmp_path / "table.csv").write_text("\n".join(rows), encoding="utf-8", newline="")
    return tmp_path


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=lambda a: " ".join(ascii(word)[1:-1] for word in a))
def test_an_argument_or_a_file_steers_no_terminal(arguments: tuple[str, ...], folder: Path) -> None:
    assert_safe(*arguments, stdin=HOSTILE.encode())


@pytest.mark.parametrize(
    "fields", [{}, {"question": BIDIRECTIONAL}, {"objective": BIDIRECTIONAL}, {"bank": BIDIRECTIONAL}], ids=str
)
def test_an_imported_history_steers_no_terminal(fields: dict[str, str], folder: Path) -> None:
    (folder / "h.jsonl").write_text(json.dumps(ATTEMPT | fields) + "\n", encoding="utf-8")
    assert assert_safe("history", "import", "h.jsonl") == "1 answer added, 0 here already\n"
    for command in OF_HISTORY:
        assert_safe(*command)


def test_the_answer_of_an_imported_history_is_shown_with_signs(folder: Path) -> None:
    (folder / "h.jsonl").write_text(json.dumps(ATTEMPT) + "\n", encoding="utf-8")
    assert assert_safe("history", "import", "h.jsonl") == "1 answer added, 0 here already\n"
    for plain in ((), ("--plain",)):
        assert "\\x1b[31m" in assert_safe("explain", "--my-last-mistake", *plain)


@pytest.mark.parametrize("mode", [(), ("--json",), ("--plain",)])
def test_an_answer_steers_no_terminal(mode: tuple[str, ...], folder: Path) -> None:
    typed = "\n".join([HOSTILE] * 3).encode()
    assert_safe("quiz", "-n", "3", "--seed", "1", *mode, stdin=typed)
    assert_safe("timed", "-n", "3", "--seed", "1", *mode, stdin=typed)


@pytest.mark.parametrize("command", ["grade", "read"])
def test_an_id_goes_back_as_json_without_raw_controls(command: str) -> None:
    record = {"id": "a\u009b\u202eb", "kind": HOSTILE, "given": {HOSTILE: HOSTILE}, "answer": HOSTILE, "form": HOSTILE}
    told = assert_safe(command, stdin=json.dumps(record, ensure_ascii=False).encode() + b"\n")
    assert told.startswith('{"id": "a\\u009b\\u202eb", ')


@pytest.mark.parametrize("name", ["DECOMPDRILL_ROLLOVER", "DECOMPDRILL_HOME"])
def test_an_environment_steers_no_terminal(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, str(folder / HOSTILE) if name.endswith("HOME") else HOSTILE)
    for command in (("where",), ("stats",), ("quiz", "-n", "1", "--seed", "1")):
        assert_safe(*command, stdin=b"1\n")


@pytest.mark.skipif(os.name == "nt", reason="file names of bytes")
def test_a_name_of_half_characters_is_written_with_signs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECOMPDRILL_HOME", str(folder / "caf\udce9"))
    assert "caf\\udce9" in assert_safe("where")
