"""One trial of the fuzzing: a text is made from its number, tried under an alarm of CPU time, and said to be what it was."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from random import Random
from types import FrameType, TracebackType

from benchmarks import fuzz_banks, fuzz_histories, fuzz_records, fuzz_texts
from decompdrill import answers
from decompdrill.bank.load import Banks, load_banks
from decompdrill.bank.question import Known, Question
from decompdrill.commands import text_lines
from decompdrill.commands.grade import judge_line
from decompdrill.errors import BankError, DrillError, ExitCode
from decompdrill.exercises import grade, pose
from decompdrill.exercises.audit import audit
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import Undrawable
from decompdrill.expr import ExprError, evaluate
from decompdrill.expr import parse as parse_expression
from decompdrill.frontends.jsonl import verdict_fields, write_line, write_record
from decompdrill.history.faults import Unavailable
from decompdrill.history.opening import open_store
from decompdrill.history.store import Store
from decompdrill.io.output import visible_json, visible_row
from decompdrill.model import Typed, Unreadable
from decompdrill.practice import stats
from decompdrill.practice.recorder import cards_of, skills_of
from tests.property.test_expr_attacks import NAMES

OK, REFUSED, UNCAUGHT, SLOW, LARGE = "ok", "refused", "uncaught", "slow", "large"
SLOW_SECONDS = 1.0
LARGE_KIB = 300 * 1024
PACKAGE = f"{os.sep}decompdrill{os.sep}"


class OutOfTime(BaseException):
    """The alarm; no `except Exception` takes it for a fault of its own."""


class NotClean(AssertionError):
    """What is said holds a control character."""


class NotAsSaid(AssertionError):
    """What was kept is not what is read again, or what is sound is refused."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is tried: a text, and the form it is read in where it is an answer."""

    what: str
    text: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one trial; `place` is the exception and the line of decompdrill it came from, or where it stayed."""

    outcome: str
    place: str = ""
    seconds: float = 0.0
    kib: int = 0

    @property
    def is_fault(self) -> bool:
        return self.outcome not in (OK, REFUSED)


# ---- the five things that are tried --------------------------------------------------------------------------------


def _try_answer(subject: Subject) -> str:
    typed = answers.read(subject.form, subject.text)
    if isinstance(typed, Unreadable):
        _demand_clean(typed.message)
        answers.unreadable_to_json(typed)
        return REFUSED
    assert isinstance(typed, Typed)
    answers.to_json_text(typed)
    _demand_clean(answers.show(typed), " \n")
    return OK


def _try_record(subject: Subject) -> str:
    reply = judge_line((), (1, subject.text.encode("utf-8", "surrogatepass")))
    write_line(io.TextIOWrapper(io.BytesIO(), "utf-8"), reply.text)
    fields = json.loads(reply.text)
    if reply.code is ExitCode.OUR_FAULT:  # only without DECOMPDRILL_DEBUG, under which it is raised
        raise RuntimeError(str(fields["error"]))
    return REFUSED if "error" in fields or fields["verdict"] == "unreadable" else OK


@lru_cache(maxsize=1)
def _known() -> Known:
    return known_names()


LARGEST_AUDITED = 50_000
"""Characters of a bank; of a longer one the audit, which grades every slip of every draw, may take its time."""

QUICK = 0.1
"""Seconds of one draw; where it takes longer the audit, which draws again, would only take a multiple of that."""


def _try_bank(subject: Subject) -> str:
    with tempfile.TemporaryDirectory() as folder:
        questions = _loaded(subject.text, Path(folder))
    lap()
    for question in questions:
        try:
            _ask(question, is_audited=len(subject.text) <= LARGEST_AUDITED)
        except DrillError as error:  # a sound bank's question may be impossible to draw, and nothing else
            raise NotAsSaid(f"{type(error).__name__} of a question of a sound bank") from error
    return OK


def _ask(question: Question, *, is_audited: bool) -> None:
    """Draw a question of a sound bank, audit it and grade an answer to it, each of which may take its time."""
    began = time.process_time()
    try:
        exercise = pose.pose(question, 0)
    except Undrawable as error:  # after 200 tries, which the audit need not make once more
        _demand_clean(visible_row(str(error)))
        return
    finally:
        lap()
    if is_audited and time.process_time() - began < QUICK:
        for fault in audit(question, 2).faults:
            _demand_clean(fault, "\n")
        lap()
    verdict = grade.grade_exercise(exercise, "1")
    write_record(io.TextIOWrapper(io.BytesIO(), "utf-8"), verdict_fields(verdict))
    lap()


def _loaded(text: str, folder: Path) -> tuple[Question, ...]:
    """Return the questions of a bank, which must be the same when they are read from the index."""
    file = folder / "fuzz.yaml"
    file.write_bytes(text.encode())
    try:
        first = tuple(load_banks((file,), _known(), (), folder).questions.values())
    except BankError as error:
        for problem in (error, *error.problems):
            said = visible_row(str(problem))  # as the door to stdout writes it
            said.encode()
            _demand_clean(said)
        raise
    if first != tuple(load_banks((file,), _known(), (), folder).questions.values()):
        raise NotAsSaid("the questions of the index")
    return first


def _try_history(subject: Subject) -> str:
    with tempfile.TemporaryDirectory() as folder, _opened(Path(folder) / "a.sqlite") as store:
        try:
            _import(store, subject.text.encode("utf-8", "surrogateescape"))
        except DrillError as error:
            _demand_clean(visible_row(str(error)))
            if store.count() or store.runs():
                raise NotAsSaid("a history of which nothing was taken") from error
            return REFUSED
        finally:
            lap()
        _read_all(store)
        lap()
        exported = [visible_json(f"{line}\n") for line in store.export()]
        with _opened(Path(folder) / "b.sqlite") as other:
            _import(other, "".join(exported).encode())
            if exported != [visible_json(f"{line}\n") for line in other.export()]:
                raise NotAsSaid("what is exported again")
        lap()
    return OK


@contextmanager
def _opened(path: Path) -> Iterator[Store]:
    store = open_store(path, lambda: NOW_MS)
    if isinstance(store, Unavailable):
        raise NotAsSaid(store.reason)
    with closing(store):
        yield store


NOW_MS = 1_790_000_000_000
TODAY = "2026-09-21"


def _import(store: Store, content: bytes) -> None:
    store.import_(text_lines(io.BytesIO(content)))


def _read_all(store: Store) -> None:
    """Work out all that `stats` and `review` show of a history."""
    found = stats.Tallies(store.per_objective(), store.per_slip(), store.per_day())
    skills = skills_of(store, [tally.objective for tally in found.objectives])
    cards = cards_of(store).values()
    questions = [(card.question, "rank", 1) for card in cards]
    stats.stats_json(stats.summarise(found, cards, skills, tuple(_shipped().objectives.values()), questions, TODAY))


@lru_cache(maxsize=1)
def _shipped() -> Banks:
    return load_banks(None, _known())


def _try_expression(subject: Subject) -> str:
    try:
        evaluate(parse_expression(subject.text), NAMES)
    except ExprError as error:
        _demand_clean(str(error))
        return REFUSED
    return OK


def _demand_clean(said: str, more: str = "") -> None:
    bad = [c for c in said if not c.isprintable() and c not in more]
    if bad:
        raise NotClean(f"{bad[0]!r} in what is said")


TRIALS: Mapping[str, Callable[[Subject], str]] = {
    "answers": _try_answer,
    "records": _try_record,
    "banks": _try_bank,
    "expressions": _try_expression,
    "histories": _try_history,
}


def subject_of(what: str, seed: int, number: int) -> Subject:
    """Return subject `number` of a seed; it depends on nothing else."""
    rng = Random(f"{seed}:{what}:{number}")
    match what:
        case "answers":
            form, text = fuzz_texts.answer(rng)
            return Subject(what, text, form)
        case "records":
            return Subject(what, fuzz_records.record(rng))
        case "banks":
            return Subject(what, fuzz_banks.bank(rng))
        case "histories":
            return Subject(what, fuzz_histories.history(rng))
        case _:
            return Subject(what, fuzz_texts.expression(rng))


# ---- one trial -----------------------------------------------------------------------------------------------------


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise OutOfTime after so many seconds of CPU; again each second, where something swallowed the first."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    armed = True

    def ring(_: int, __: FrameType | None) -> None:
        if armed:
            raise OutOfTime

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
    try:
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


_LAPS: list[float] = []
"""When each piece of work of this trial ended; the first is its start."""


def lap() -> None:
    """Note that a piece of work is done, such as the loading of a bank: the next may take as long again."""
    _LAPS.append(time.process_time())


def peak_kib() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


def attempt(subject: Subject, patience: float = 4.0) -> Result:
    """Return what comes of a subject; whatever is raised is counted, and nothing but Ctrl-C goes on."""
    before, place = peak_kib(), ""
    _LAPS[:] = [time.process_time()]
    try:
        with alarm(patience):
            outcome = TRIALS[subject.what](subject)
    except DrillError:
        outcome = REFUSED
    except OutOfTime as late:
        outcome, place = SLOW, _file_of(late.__traceback__)
    except Exception as error:  # noqa: BLE001 - to count what nothing catches is what this is for
        outcome, place = UNCAUGHT, f"{type(error).__name__} at {_file_of(error.__traceback__)}"
    lap()
    seconds, kib = max(end - start for start, end in pairwise(_LAPS)), peak_kib() - before
    if outcome in (OK, REFUSED) and seconds > SLOW_SECONDS:
        outcome = SLOW
    if outcome != UNCAUGHT and kib > LARGE_KIB:
        outcome = LARGE
    return Result(outcome, place, seconds, kib)


def _file_of(trace: TracebackType | None) -> str:
    """Return the innermost function of decompdrill that was at work."""
    frames = [
        frame
        for frame in traceback.extract_tb(trace)
        if PACKAGE in frame.filename and "benchmarks" not in frame.filename
    ]
    if not frames:
        return "no line of decompdrill"
    where = frames[-1]
    return f"{Path(where.filename.rpartition(PACKAGE)[2]).as_posix()}:{where.name}"


# ---- making it small -----------------------------------------------------------------------------------------------


def shrunk(subject: Subject, result: Result, most: int = 400, seconds: float = 60.0) -> Iterator[Subject]:
    """Yield ever shorter subjects with the same fault: halves, then smaller pieces, down to characters are left out."""
    left, until = most, time.process_time() + seconds
    size = max(1, len(subject.text) // 2)
    while True:
        at, was = 0, len(subject.text)
        while at < len(subject.text):
            if left == 0 or time.process_time() > until:
                return
            left -= 1
            smaller = Subject(subject.what, subject.text[:at] + subject.text[at + size :], subject.form)
            if _same(attempt(smaller, patience=1.5), result):
                subject = smaller
                yield subject
            else:
                at += size
        if size == 1 and len(subject.text) == was:
            return
        size = max(1, size // 2)


def _same(one: Result, other: Result) -> bool:
    # Where it was when the alarm rang is a matter of chance; that it rang is not.
    return one.outcome == other.outcome and (one.outcome != UNCAUGHT or one.place == other.place)
