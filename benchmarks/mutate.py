"""Mutation score: small changes of the code, one at a time, each of which should fail a test of its package.

    python -m benchmarks.mutate --sample 200 --seed 1 [--jobs 2] [--longest SECONDS] [PACKAGE ...]

The tests run once as the code is, which says which test runs which lines and how long it takes. Each change of the sample is
then made in a copy of the checkout, and the tests that run its line are tried, the quickest files first, until one fails.
Prints each survivor as `file:line: what was changed`, then the score. Needs POSIX.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import count, islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Queue

import coverage
import pytest

from benchmarks.mutate_changes import ROOT, Mutant, is_python, mutants

TESTS: dict[str, tuple[str, ...]] = {
    "kinds": ("tests/kinds", "tests/judging"),
    "judging": ("tests/judging", "tests/kinds"),
    "answers": ("tests/answers", "tests/property/test_reading_properties.py"),
    "exercises": ("tests/exercises",),
    "practice": ("tests/practice",),
    "history": ("tests/history",),
}
"""Where the tests of a package are: the kinds and their judges are tried on one another."""

LEFT_OUT = (".*", "__pycache__", "build", "dist", "*.egg-info", "venv")
HEAVY = (
    "numpy",
    "hypothesis",
    "yaml",
    "msgspec",
    "rich.console",
    "typer",
    "fsrs",
)  # imported once, for all the changes
QUIET = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore::pytest.PytestAssertRewriteWarning")
FORK = multiprocessing.get_context("fork")


def test_of(node_id: str) -> str:
    return node_id.split("[")[0]


class Watch:
    """A plugin of pytest: which lines each test runs, how long it takes, and which fail."""

    def __init__(self) -> None:
        self.coverage = coverage.Coverage(
            data_file=None, config_file=False, source_pkgs=["decompdrill"], messages=False
        )
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.failed: list[str] = []
        self.test = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if self.test != test_of(item.nodeid):
            self.test = test_of(item.nodeid)
            self.coverage.switch_context(self.test)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration
        self.failed += [report.nodeid] * report.failed

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.failed += [report.nodeid] * report.failed


class Only:
    """A plugin of pytest: it runs some tests and no others, the quickest first."""

    def __init__(self, cases: Mapping[str, float]) -> None:
        self.cases = cases

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        wanted = [item for item in items if item.nodeid in self.cases]
        items[:] = sorted(wanted, key=lambda item: self.cases[item.nodeid])


def started(folder: Path, work: Callable[..., None], *arguments: object) -> BaseProcess:
    """Start a process that works in a copy of the checkout, as the leader of a group of its own."""
    process = FORK.Process(target=_enter, args=(folder, work, *arguments))
    process.start()
    return process


def _enter(folder: Path, work: Callable[..., None], *arguments: object) -> None:
    os.setpgid(0, 0)
    os.chdir(folder)
    sys.path[0] = str(folder)
    sys.modules.pop("benchmarks", None)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    work(*arguments)


def watch(folders: Sequence[str], found: Sequence[Mutant], result: Connection) -> None:
    """Send the tests that fail although nothing is changed, the seconds of each case, and for each change its tests."""
    seen = Watch()
    seen.coverage.start()
    pytest.main([*QUIET, *folders], plugins=[seen])
    seen.coverage.stop()
    data = seen.coverage.get_data()
    tests: list[set[str]] = []
    for mutant in found:
        by_line = data.contexts_by_lineno(str(Path.cwd() / mutant.file))
        ran = {test for line in mutant.lines for test in by_line.get(line, ())}
        if mutant.is_at_import:  # before any test
            ran = set(map(test_of, seen.seconds))
        tests.append({test for test in ran if test.startswith(TESTS[mutant.package])})
    result.send((seen.failed, dict(seen.seconds), tests))


def run(cases: Mapping[str, float]) -> None:
    """Run the cases, file by file, and end this process with 1 as soon as one fails."""
    files: defaultdict[str, float] = defaultdict(float)
    for case, seconds in cases.items():
        files[case.split("::")[0]] += seconds
    for file in sorted(files, key=files.__getitem__):
        done = pytest.main([*QUIET, "-x", file], plugins=[Only(cases)])
        if done not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            os._exit(1)
    os._exit(0)


def survives(folder: Path, mutant: Mutant, cases: Mapping[str, float]) -> bool:
    """Does every case that runs the line pass although the code is changed? What takes far too long does not pass."""
    target = folder / mutant.file
    sound = target.read_bytes()
    _write(target, mutant.applied(sound))
    process = started(folder, run, cases)
    process.join(30 + 10 * sum(cases.values()))
    if process.is_alive() and process.pid:
        os.killpg(process.pid, signal.SIGKILL)
        process.join()
    _write(target, sound)
    return process.exitcode == 0


def _write(target: Path, source: bytes, stamps: Iterator[int] = count(10**9)) -> None:  # noqa: B008 - one for all calls
    target.write_bytes(source)
    stamp = next(stamps)  # no two are alike, so that no compiled file is taken for that of another change
    os.utime(target, (stamp, stamp))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutate", description=__doc__.split("\n")[0])
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=f"of {', '.join(TESTS)}; otherwise all")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--longest", type=float, default=float("inf"), help="leave out cases that take more seconds")
    options = parser.parse_args()
    if unknown := [name for name in options.packages if name not in TESTS]:
        parser.error(f"no such package: {', '.join(unknown)}")
    began = time.monotonic()
    packages = options.packages or list(TESTS)
    files = [path for name in packages for path in sorted((ROOT / "decompdrill" / name).rglob("*.py"))]
    found = [mutant for path in files for mutant in mutants(path)]
    random.Random(options.seed).shuffle(found)
    sample = list(islice(filter(is_python, found), options.sample))
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for name in HEAVY:
        import_module(name)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        free: Queue[Path] = Queue()
        for job in range(options.jobs):
            free.put(shutil.copytree(ROOT, Path(folder).resolve() / str(job), ignore=shutil.ignore_patterns(*LEFT_OUT)))

        here, there = FORK.Pipe(duplex=False)
        folders = sorted({folder for name in packages for folder in TESTS[name]})
        started(Path(folder).resolve() / "0", watch, folders, sample, there)
        there.close()
        failed, seconds, tests_of = here.recv()
        if failed:
            print("these tests fail without any change:", *failed, sep="\n")
            return 2
        print(f"{time.monotonic() - began:.0f} s for the tests as the code is", flush=True)
        quick = {case: taken for case, taken in seconds.items() if taken <= options.longest}

        def attempt(mutant: Mutant, tests: set[str]) -> str:
            """Return what to say of a survivor, and nothing of a change that a test noticed."""
            place = free.get()
            is_alive = survives(place, mutant, {case: quick[case] for case in quick if test_of(case) in tests})
            free.put(place)
            return "" if not is_alive else f"{mutant}" if tests else f"{mutant} (no test runs it)"

        alive = 0
        for done, said in enumerate(pool.map(attempt, sample, tests_of), 1):
            alive += bool(said)
            if said:
                print(said, flush=True)
            if done % 20 == 0:
                print(f"{done - alive} of {done} noticed so far", file=sys.stderr, flush=True)
    killed = len(sample) - alive
    print(f"{killed} of {len(sample)} changes noticed ({killed / len(sample):.0%}), {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
