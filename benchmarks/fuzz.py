"""Fuzz what reads the texts of strangers: typed answers, records of `grade`, banks, expressions, exported histories.

    python -m benchmarks.fuzz --answers 100000 --records 10000 --banks 1000 --expressions 10000 \\
        --histories 2000 --seed 1 --jobs 2

Each text is made by a grammar and spoiled; number N of a seed is the same text on every machine. It is ok, or refused as
documented, or a fault: uncaught (an exception that nobody should see, a control character in a message), slow (more than a
second of CPU) or large (more than 300 MB). Batches run in processes of their own: one that hangs or dies costs its trial.
Of each sort of fault the shortest text is made as short as it goes. The exit status is 1 where there was any.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.fuzz_trials import (
    LARGE,
    LARGE_KIB,
    OK,
    REFUSED,
    SLOW,
    TRIALS,
    UNCAUGHT,
    Result,
    Subject,
    attempt,
    peak_kib,
    shrunk,
    subject_of,
)

ROOT = Path(__file__).resolve().parent.parent
BATCH = {"answers": 2000, "records": 500, "banks": 100, "expressions": 1000, "histories": 100}
HANG = "it hung where no alarm reaches, or its process died"
SECONDS_TO_DEATH = 12
"""CPU time of one trial after which its process is killed: the alarm of four seconds was not heard."""
ROOM = 4 * 2**30
"""Bytes of address space that a worker may take beside what it has when it starts."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One trial that was neither ok nor refused."""

    number: int
    subject: Subject
    result: Result

    @property
    def sort(self) -> tuple[str, str, str]:
        return self.subject.what, self.result.outcome, self.result.place


# ---- the worker ----------------------------------------------------------------------------------------------------


def work(what: str, seed: int, start: int, stop: int) -> None:
    """Try the subjects from `start` on, and say of each that it begins and what came of it."""
    base = peak_kib()
    _limit_room()
    for number in range(start, stop):
        _limit_time()
        _say({"number": number})
        subject = subject_of(what, seed, number)
        _say({"subject": asdict(subject)})
        result = attempt(subject)
        _say({"outcome": result.outcome, **({"result": asdict(result)} if result.is_fault else {})})
        if peak_kib() - base > LARGE_KIB:
            return


def shrink(line: str) -> None:
    """Make one subject small, and say each smaller one."""
    told = json.loads(line)
    for subject in shrunk(Subject(**told["subject"]), Result(**told["result"])):
        _limit_time()
        _say(asdict(subject))


def _limit_time() -> None:
    """Let the system kill this process where a trial goes on for ever in a call that hears no signal."""
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS_TO_DEATH, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _limit_room() -> None:
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + ROOM, hard))


def _say(said: object) -> None:
    os.write(1, json.dumps(said).encode() + b"\n")


# ---- the parent ----------------------------------------------------------------------------------------------------


def _child(arguments: Sequence[str], home: str, stdin: str = "") -> Iterator[dict[str, object]]:
    """Yield what a child says, to the last whole line before it ends."""
    environment = {**os.environ, "DECOMPDRILL_DEBUG": "1", "DECOMPDRILL_HOME": home, "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benchmarks.fuzz", *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(stdin.encode())
        child.stdin.close()
        for line in child.stdout:
            if line.endswith(b"\n"):
                yield json.loads(line)


def batch(what: str, seed: int, start: int, stop: int, home: str) -> tuple[Counter[str], list[Fault]]:
    """Try the subjects of a batch, in as many processes one after another as it takes."""
    counts: Counter[str] = Counter()
    faults: list[Fault] = []
    while start < stop:
        subject: Subject | None = None
        ended = True
        for said in _child(["--worker", what, str(seed), str(start), str(stop)], home):
            match said:
                case {"number": int(number)}:
                    start, subject, ended = number, None, False
                case {"subject": {"text": str(text), "form": str(form)}}:
                    subject = Subject(what, text, form)
                case {"outcome": str(outcome), **more}:
                    counts[outcome] += 1
                    if subject and "result" in more:
                        faults.append(Fault(start, subject, Result(**more["result"])))  # type: ignore[arg-type]
                    start, ended = start + 1, True
        if not ended:
            counts[SLOW] += 1
            lost = subject or Subject(what, "(it hung while it was made)")
            faults.append(Fault(start, lost, Result(SLOW, HANG, SECONDS_TO_DEATH)))
            start += 1
    return counts, faults


def smallest(fault: Fault, home: str) -> Fault:
    """Return the fault with a text as short as it goes."""
    if fault.result.place == HANG:
        return fault
    told = json.dumps({"subject": asdict(fault.subject), "result": asdict(fault.result)})
    said = list(_child(["--shrink"], home, told))
    return replace(fault, subject=Subject(**said[-1])) if said else fault  # type: ignore[arg-type]


def run(wanted: dict[str, int], seed: int, jobs: int) -> int:
    """Try them all and print what was found; return the number of faults."""
    found: list[Fault] = []
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(jobs) as pool:
        for what, count in wanted.items():
            began = time.perf_counter()
            starts = range(0, count, BATCH[what])
            done = pool.map(lambda s: batch(what, seed, s, min(count, s + BATCH[what]), home), starts)  # noqa: B023
            counts: Counter[str] = Counter()
            for one, faults in done:
                counts += one
                found += faults
            rate = count / max(time.perf_counter() - began, 1e-9)
            told = ", ".join(f"{counts[name]:,} {name}" for name in (OK, REFUSED, UNCAUGHT, SLOW, LARGE))
            print(f"{what}: {count:,} tried, {told}; {rate:,.0f} a second", flush=True)
        sorts: dict[tuple[str, str, str], list[Fault]] = {}
        for fault in found:
            sorts.setdefault(fault.sort, []).append(fault)
        shortest = [min(faults, key=lambda f: len(f.subject.text)) for faults in sorts.values()]
        for fault, faults in zip(pool.map(lambda f: smallest(f, home), shortest), sorts.values(), strict=True):
            _tell(fault, len(faults), seed)
    return len(found)


def _tell(fault: Fault, times: int, seed: int) -> None:
    subject, result = fault.subject, fault.result
    where = f"{result.place} " if result.place else ""
    form = f" read as {subject.form}" if subject.form else ""
    print(f"\n{subject.what}: {result.outcome} {times} times: {where}({result.seconds:.1f} s, {result.kib // 1024} MB)")
    print(f"  --only {subject.what}:{fault.number} --seed {seed}; made small{form}, {len(subject.text)} characters:")
    print(f"  {json.dumps(subject.text)[:1500]}", flush=True)


def only(name: str, seed: int) -> int:
    """Try one subject again in this process and print it with its outcome and its traceback."""
    what, _, number = name.partition(":")
    subject = subject_of(what, seed, int(number))
    print(json.dumps(asdict(subject)))
    result = attempt(subject, patience=SECONDS_TO_DEATH)
    print(f"{result.outcome} {result.place} ({result.seconds:.2f} s, {result.kib // 1024} MB)")
    if result.outcome == UNCAUGHT:
        TRIALS[what](subject)
    return int(result.is_fault)


def main() -> int:
    """Fuzz, and say what was found; 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for what in TRIALS:
        parser.add_argument(f"--{what}", type=int, default=0, metavar="N", help=f"try N {what}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time (%(default)s)")
    parser.add_argument("--only", metavar="WHAT:NUMBER", help="try this one again, with its traceback")
    parser.add_argument("--worker", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("--shrink", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        what, seed, start, stop = options.worker
        work(what, int(seed), int(start), int(stop))
        return 0
    if options.shrink:
        shrink(sys.stdin.read())
        return 0
    if options.only:
        os.environ["DECOMPDRILL_DEBUG"] = "1"
        return only(options.only, options.seed)
    wanted = {what: getattr(options, what) for what in TRIALS if getattr(options, what)}
    if not wanted:
        parser.error("say how many to try, such as --answers 10000")
    return 1 if run(wanted, options.seed, options.jobs) else 0


if __name__ == "__main__":
    sys.exit(main())
