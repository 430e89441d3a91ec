"""What a run costs from the prompt to the prompt: whole processes, beside Python that only imports what they cannot do without."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import timing

PASS = "python -c pass"
TYPER = "python -c 'import typer'"
NO_OP = "a Typer app that does nothing"
NUMPY = "python -c 'import typer, numpy'"
SQLITE = "python -c 'import typer, sqlite3'"
GRADE = "grade, one record"
QUIZ = "quiz, one question"
QUIZ_NEEDS = "python -c 'import typer, numpy, msgspec, sqlite3, fsrs'"

NO_OP_SOURCE = """\
import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def nothing() -> None:
    pass


app()
"""

RECORD = {"kind": "eigenvalues", "given": {"A": [[2, 1], [2, 3]]}, "answer": "4, 1"}


def commands(folder: Path) -> Mapping[str, Sequence[str]]:
    """Return the commands by name; `decompdrill` is the console script where it is installed beside this Python."""
    script = Path(sys.executable).parent / "decompdrill"
    program = [str(script)] if script.exists() else [sys.executable, "-m", "decompdrill"]
    no_op = folder / "no_op.py"
    no_op.write_text(NO_OP_SOURCE, encoding="utf-8")
    python = {name: [sys.executable, "-c", name.split("'")[1]] for name in (TYPER, NUMPY, SQLITE, QUIZ_NEEDS)}
    return {
        PASS: [sys.executable, "-c", "pass"],
        **python,
        NO_OP: [sys.executable, str(no_op)],
        "--version": [*program, "--version"],
        "--help": [*program, "--help"],
        "where": [*program, "where"],
        "bank list": [*program, "bank", "list"],
        "bank objectives": [*program, "bank", "objectives"],
        "stats": [*program, "stats"],
        "check": [*program, "check", "eigenvalues", "-g", "A=2 1; 2 3", "4, 1"],
        GRADE: [*program, "grade"],
        "draw, one variant": [*program, "draw", "eigen.values-2x2", "--seed", "7"],
        "explain svd": [*program, "explain", "svd", "--plain"],
        "read": [*program, "read", "number", "1/3"],
        QUIZ: [*program, "quiz", "eigen.values-2x2", "-n", "1", "--seed", "7", "--answers", "-", "--no-history"],
    }


INPUTS = {GRADE: f"{json.dumps(RECORD)}\n".encode(), QUIZ: b"1, 2\n"}
GOALS: Mapping[str, tuple[str, float]] = {
    "--version": (PASS, 1.5),
    **dict.fromkeys(("--help", "where", "bank list", "bank objectives"), (NO_OP, 1.3)),
    **dict.fromkeys(("check", GRADE, "draw, one variant"), (NUMPY, 1.4)),
    "stats": (SQLITE, 1.6),
    "explain svd": (NUMPY, 1.6),
    QUIZ: (QUIZ_NEEDS, 1.4),
}
"""Beside what each command is measured, and how many times its CPU time it may take."""


def main() -> None:
    chosen = timing.options(__doc__, rounds=15)
    with tempfile.TemporaryDirectory() as place:
        ours = commands(Path(place))
        taken = timing.process_rounds(ours, INPUTS, chosen.rounds, Path(place))
    print(f"{timing.here()}; {chosen.rounds} rounds, medians\n")
    print(timing.table(("process", "ms", "CPU ms", "× pass", "× import typer", "× Typer no-op"), rows(taken)))


def rows(taken: Mapping[str, list[timing.Taken]]) -> Iterator[Sequence[str]]:
    """Yield a line of the table for each process: its medians, and its ratios to the three floors."""
    for name, found in taken.items():
        ratios = [timing.ratio(taken, name, floor) for floor in (PASS, TYPER, NO_OP)]
        yield (name, timing.milliseconds(t.wall for t in found), timing.milliseconds(t.cpu for t in found), *ratios)


if __name__ == "__main__":
    main()
