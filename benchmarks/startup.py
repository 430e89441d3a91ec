"""What a run costs from the prompt to the prompt: whole processes, against those of bare Python and of bare Typer."""

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
GRADE = "grade, one record"

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
    return {
        PASS: [sys.executable, "-c", "pass"],
        TYPER: [sys.executable, "-c", "import typer"],
        NO_OP: [sys.executable, str(no_op)],
        "--version": [*program, "--version"],
        "--help": [*program, "--help"],
        "bank list": [*program, "bank", "list"],
        "draw, one variant": [*program, "draw", "eigen.values-2x2", "--seed", "7"],
        GRADE: [*program, "grade"],
        "check": [*program, "check", "eigenvalues", "-g", "A=2 1; 2 3", "4, 1"],
        "read": [*program, "read", "number", "1/3"],
    }


def main() -> None:
    chosen = timing.options(__doc__, rounds=15)
    with tempfile.TemporaryDirectory() as place:
        ours = commands(Path(place))
        inputs = {GRADE: f"{json.dumps(RECORD)}\n".encode()}
        taken = timing.process_rounds(ours, inputs, chosen.rounds, Path(place))
    print(f"{timing.here()}; {chosen.rounds} rounds, medians\n")
    print(timing.table(("process", "ms", "CPU ms", "× pass", "× import typer", "× Typer no-op"), rows(taken)))


def rows(taken: Mapping[str, list[timing.Taken]]) -> Iterator[Sequence[str]]:
    """Yield a line of the table for each process: its medians, and its ratios to the three floors."""
    for name, found in taken.items():
        ratios = [timing.ratio(taken, name, floor) for floor in (PASS, TYPER, NO_OP)]
        yield (name, timing.milliseconds(t.wall for t in found), timing.milliseconds(t.cpu for t in found), *ratios)


if __name__ == "__main__":
    main()
