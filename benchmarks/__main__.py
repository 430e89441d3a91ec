"""Every row that has a goal: what it is measured beside, the ratio, the goal, and whether it is met; as Markdown, or with --json."""

from __future__ import annotations

import argparse
import ast
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from benchmarks import history, loading, peers, problems, rates, startup, timing
from decompdrill import answers
from decompdrill.commands import open_banks
from decompdrill.io.folders import shipped_dir

FRESH = 3_000
"""Records of different problems that `--jobs` shares out."""

MIX = 4
"""Variants of each question in a round of draws."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its anchor, in one run; `ratio` is None where the anchor is not installed."""

    row: str
    figure: str
    anchor: str
    ratio: float | None
    goal: float
    is_most: bool
    """Whether the goal is the most that the ratio may be, else it is the least."""

    @property
    def is_met(self) -> bool | None:
        if self.ratio is None:
            return None
        return self.ratio <= self.goal if self.is_most else self.ratio >= self.goal


# ---- start-up ------------------------------------------------------------------------------------------------------


def started(rounds: int) -> Iterator[Row]:
    """Yield CPU seconds of whole processes, the least of the rounds, beside those of their anchors."""
    with tempfile.TemporaryDirectory() as place:
        commands = startup.commands(Path(place))
        taken = timing.process_rounds(commands, startup.INPUTS, rounds, Path(place))
    least = {name: min(one.cpu for one in found) for name, found in taken.items()}
    for name, (anchor, goal) in startup.GOALS.items():
        yield Row(name, f"{least[name] * 1000:.0f} ms CPU", anchor, least[name] / least[anchor], goal, True)


# ---- a second of one core ------------------------------------------------------------------------------------------


def in_a_second(rounds: int) -> Iterator[Row]:
    """Yield variants, verdicts and readings in a second of CPU time, beside what others do in it."""
    banks = open_banks([shipped_dir()])
    ids = tuple(banks.questions)
    graders = peers.installed()
    forms = tuple(problems.FORMS)
    asked = problems.EACH * len(forms)
    calls: dict[str, tuple[int, timing.Call]] = {
        "draw": (MIX * len(ids), rates.Draw(banks, ids, key=True, variants=MIX)),
        "ast": (2000, partial(_times, 2000, ast.parse, "(5+17**0.5)/2")),
        **{f"read {text}": (300, partial(_times, 300, answers.read, form, text)) for form, text in READ},
    }
    if generator := _matrix_generator():
        calls["invert"] = (200, partial(_times, 200, generator))
    everybody = {"decompdrill": peers.ours, **graders}
    # One after the other: a round of new problems would take those that are known out of what is remembered.
    groups: list[Mapping[str, tuple[int, timing.Call]]] = [
        calls,
        *({f"{n} {load.__name__}": (asked, load(one, forms)) for n, one in everybody.items()} for load in LOADS),
    ]
    found = {n: statistics.median(each) for group in groups for n, each in timing.rates(group, rounds).items()}

    def beside(row: str, name: str, other: str, anchor: str, goal: float) -> Row:
        return Row(
            row, f"{found[name]:,.0f}/s", anchor, found[name] / found[other] if other in found else None, goal, False
        )

    yield beside(f"draw, all {len(ids)} questions, with key", "draw", "invert", "mathgenerator, a matrix inverted", 8)
    for name, load, said in (
        ("known", "Known", "the same 300 problems"),
        ("fresh", "New", "problems never seen before"),
    ):
        yield beside(f"grade, {said}", name, f"math-verify {load}", "math-verify", 100)
        simplified = "sympify, difference simplified"
        yield beside(f"grade, {said}", name, f"{simplified} {load}", f"SymPy, {simplified}", 10)
    for _, text in READ:
        yield beside(f"read `{text}`", f"read {text}", "ast", "ast.parse of `(5+17**0.5)/2`", 1)


LOADS: tuple[type[peers.Known | peers.New], ...] = (peers.Known, peers.New)
READ = (
    ("number", "3.25"),
    ("list", "4, 1"),
    ("matrix", "[[1,2],[3,4]]"),
    ("number", "-7/3"),
    ("number", "(5+sqrt(17))/2"),
)


def _times(count: int, call: Callable[..., object], *arguments: object) -> None:
    for _ in range(count):
        call(*arguments)


def _matrix_generator() -> Callable[[], object] | None:
    try:
        import mathgenerator
    except ImportError:
        return None
    return partial(mathgenerator.invert_matrix)


# ---- banks and histories -------------------------------------------------------------------------------------------


def banks_read(rounds: int) -> Iterator[Row]:
    """Yield what 10,000 questions cost, read anew or from the index, beside PyYAML on the same files."""
    found = loading.medians(rounds)
    base = next(iter(found))
    for name, goal in (("cold, without an index", 0.2), ("warm, one question", 0.02)):
        yield Row(
            f"bank of 10,000, {name}", f"{found[name] * 1000:,.0f} ms CPU", base, found[name] / found[base], goal, True
        )


def answers_kept(rounds: int) -> Iterator[Row]:
    """Yield what keeping an answer costs, beside a commit of the same row."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        middle = history.write_seconds(Path(folder), 10 * rounds, 2000)
    ours = middle["an answer's write"]
    for name in list(middle)[:2]:
        yield Row("an answer is on disk", f"{ours * 1000:.2f} ms", name, ours / middle[name], 1.5, True)


# ---- whole streams -------------------------------------------------------------------------------------------------


def streams() -> Iterator[Row]:
    """Yield what two processes bring, and what a hundred times the lines cost in memory."""
    fresh = [
        problem for form in problems.FORMS for problem in problems.problems(form, FRESH // len(problems.FORMS), 5000)
    ]
    known = [rates.line_of(problem) for problem in problems.mix()]
    with tempfile.TemporaryDirectory() as place:
        path, few, many = (Path(place) / name for name in ("fresh", "few", "many"))
        path.write_bytes(b"\n".join(map(rates.line_of, fresh)) + b"\n")
        for file, times in ((few, 4), (many, 400)):
            file.write_bytes((b"\n".join(known) + b"\n") * times)
        for name, command in (
            (f"grade --jobs 2, {FRESH:,} fresh records", ["grade", str(path)]),
            (
                "draw --jobs 2, 1,500 variants",
                ["draw", "eigen.values-3x3", "svd.whole-2x2", "--seed", "1", "--count", "750"],
            ),
        ):
            one, two = _run(command, Path(place)), _run([*command, "--jobs", "2"], Path(place))
            if one.out != two.out:
                raise SystemExit(f"{name}: other bytes than with one process")
            yield Row(name, f"{two.wall:.1f} s", "--jobs 1, the clock", one.wall / two.wall, 1.7, False)
        small, large = _run(["grade", str(few)], Path(place)), _run(["grade", str(many)], Path(place))
    yield Row(
        "grade of 120,000 lines", f"{large.memory / 1024:.0f} MB", "of 1,200", large.memory / small.memory, 1.25, True
    )


@dataclass(frozen=True, slots=True)
class _Run:
    wall: float
    """Seconds; the CPU time of the processes of --jobs is not seen from here, since another process than ours starts them."""
    memory: int
    """KB at most, of the process itself."""
    out: bytes


MEASURED = """
import os, resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "decompdrill", *sys.argv[2:]], stdout=open(sys.argv[1], "wb"))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, done.returncode)
"""


def _run(command: Sequence[str], home: Path) -> _Run:
    out = home / "out"
    begun = time.perf_counter()
    environment = {**os.environ, "DECOMPDRILL_HOME": str(home), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(out), *command], capture_output=True, env=environment, check=True
    )
    memory, code = done.stdout.split()
    if code != b"0":
        raise SystemExit(f"{command} ended with {code!r}: {done.stderr[-300:]!r}")
    return _Run(time.perf_counter() - begun, int(memory), out.read_bytes())


# ---- all -----------------------------------------------------------------------------------------------------------

SECTIONS: Mapping[str, Callable[[int], Iterator[Row]]] = {
    "startup": lambda rounds: started(2 * rounds),
    "rates": in_a_second,
    "banks": lambda rounds: banks_read(min(rounds, 3)),
    "history": answers_kept,
    "streams": lambda _: streams(),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; all if none is named"
    )
    parser.add_argument(
        "--rounds", type=int, default=5, help="rounds (%(default)s); processes are started twice as often"
    )
    parser.add_argument("--json", action="store_true", help="JSON, one row a line")
    chosen = parser.parse_args()
    if unknown := set(chosen.sections) - set(SECTIONS):
        parser.error(f"no section is called {', '.join(sorted(unknown))}; there are: {', '.join(SECTIONS)}")
    if not chosen.json:
        print(f"{timing.here()}, {time.strftime('%Y-%m-%d')}; {chosen.rounds} rounds\n")
    rows: list[Row] = []
    for name in chosen.sections or SECTIONS:
        for row in SECTIONS[name](chosen.rounds):
            rows.append(row)
            if chosen.json:
                print(json.dumps({**asdict(row), "is_met": row.is_met}, ensure_ascii=False), flush=True)
    if not chosen.json:
        print(timing.table(("row", "figure", "beside", "ratio", "goal", "met"), map(_cells, rows)))


def _cells(row: Row) -> Sequence[str]:
    met = {True: "yes", False: "no", None: "not installed"}[row.is_met]
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    return row.row, row.figure, row.anchor, ratio, f"{'≤' if row.is_most else '≥'} {row.goal:g}", met


if __name__ == "__main__":
    main()
