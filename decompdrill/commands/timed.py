"""`timed`: which questions suit the clock, and runs one after the other."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.bank.variants import is_in_parts
from decompdrill.commands import drill, open_banks
from decompdrill.commands.drawable import planned_without_faults
from decompdrill.commands.drill import Console
from decompdrill.commands.selection import as_spelled, selected
from decompdrill.errors import DrillError, ExitCode, UsageError
from decompdrill.frontends import front_end
from decompdrill.history import attempts
from decompdrill.history.attempts import Mode
from decompdrill.names import known_as
from decompdrill.practice import choose, pace, select
from decompdrill.practice.recorder import Clocks, HistoryRecorder, Session, history_to_write, warn
from decompdrill.practice.timed import Limits, NextRun, RunResult, practice, timed_conversation

if TYPE_CHECKING:
    from decompdrill.bank.question import Question
    from decompdrill.history.store import Store

PRESETS = {"sprint": 60.0, "classic": 120.0, "marathon": 600.0}
"""Seconds of the run."""

PRESET = "classic"

LONGEST = 4 * 3600.0
"""Seconds of a run."""

MOST_QUESTIONS = 2000
"""Planned for a run that only the clock ends."""

SHARE_OF_RUN = 0.5
"""A question whose par time is a larger share of the run is left out, unless it is named."""

PAR = 60.0
"""Seconds for a question whose author gave no par time."""

_UNITS = {"": 1.0, "s": 1.0, "sec": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}
_MINUTES = re.compile(r"(\d{1,4}):([0-5]\d)")
_AMOUNT = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)\s*([a-z]*)")


@dataclass(frozen=True, slots=True)
class TimedOptions:
    """What the command line asks of a run."""

    topics: tuple[str, ...] = ()
    seed: int = 0
    time: str | None = None
    per_question: str | None = None
    count: int | None = None
    preset: str | None = None
    level: str | None = None
    clock: bool = True
    banks: tuple[Path, ...] = ()
    console: Console = field(default_factory=Console)
    history: bool = True


@dataclass(frozen=True, slots=True)
class _Setting:
    """One run: what is asked, for how long, and what makes it comparable ("": nothing does)."""

    plan: tuple[choose.Pick, ...]
    limits: Limits
    seed: int
    drill: str
    again: str


def time_runs(options: TimedOptions, clocks: Clocks, new_seed: Callable[[], int]) -> ExitCode:
    """Hold a run, and those that are wished for after it; 130 where it was interrupted."""
    limits = limits_of(options)
    banks = open_banks(options.banks)
    levels = select.parse_levels(options.level)
    options = replace(options, topics=as_spelled(banks, options.topics))
    chosen = tuple(q for q in selected(banks, options.topics, levels) if not is_in_parts(q))
    if not chosen:
        raise UsageError("questions in parts are not asked against the clock; name others")
    questions = suited(chosen, options.topics, limits)

    def begun(seed: int) -> _Setting:
        return planned_without_faults(
            questions, options.topics, lambda left: _setting(options, left, limits, seed), lambda found: found.plan
        )

    setting = begun(options.seed)
    with history_to_write(clocks) if options.history else nullcontext() as store:
        while True:
            result, next_run = _hold(setting, options.console, clocks, store)
            if next_run is NextRun.NOTHING:
                return ExitCode.INTERRUPTED if result.summary.interrupted else ExitCode.DONE
            if next_run is NextRun.AGAIN:
                setting = begun(new_seed())
            else:
                setting = _practising(result, {q.id: q for q in chosen}, setting)


# ---- how long ------------------------------------------------------------------------------------------------------


def limits_of(options: TimedOptions) -> Limits:
    """Return how long a run is; without any limit, that of the preset `classic`."""
    preset = None if options.preset is None else known_as(options.preset, PRESETS)
    if preset is not None and preset not in PRESETS:
        raise UsageError(f"--preset takes {', '.join(PRESETS)}, and not {preset[:40]!r}")
    own = None if options.per_question is None else seconds_of("--per-question", options.per_question)
    length = None if options.time is None else seconds_of("--time", options.time)
    if length is None and (preset is not None or (own is None and options.count is None)):
        length = PRESETS[preset or PRESET]
    if length is None and options.count is None:
        length = PRESETS[PRESET]
    return Limits(length, own, options.count, options.clock)


def seconds_of(option: str, text: str) -> float:
    """Return the seconds of `90`, `90s`, `1.5m`, `2 min` or `1:30`."""
    word = text.strip().lower()
    minutes, amount = _MINUTES.fullmatch(word), _AMOUNT.fullmatch(word)
    seconds = 0.0
    if minutes:
        seconds = 60.0 * int(minutes[1]) + int(minutes[2])
    elif amount and amount[2] in _UNITS:
        seconds = float(amount[1]) * _UNITS[amount[2]]
    if not 1 <= seconds <= LONGEST:
        shown = "".join(c for c in text[:40] if c.isprintable())
        raise UsageError(f"{option} takes a time from 1s to 4h, such as 90s, 2m or 1:30, and not {shown!r}")
    return seconds


def suited(questions: Sequence[Question], topics: Sequence[str], limits: Limits) -> tuple[Question, ...]:
    """Return the questions that suit the clock: those with a par time within it, and those that were named themselves.

    Where none does, those that take the least time.
    """
    of_run = None if limits.run is None else SHARE_OF_RUN * limits.run
    longest = min((limit for limit in (of_run, limits.question) if limit is not None), default=None)
    if longest is None:
        return tuple(questions)
    words = {topic.lower() for topic in topics}
    kept = tuple(q for q in questions if _par(q) <= longest or q.id.lower() in words)
    if kept:
        return kept
    quickest = min(map(_par, questions))
    return tuple(q for q in questions if _par(q) == quickest)


def _par(question: Question) -> float:
    return PAR if question.par is None else question.par


# ---- one run -------------------------------------------------------------------------------------------------------


def _setting(options: TimedOptions, questions: Sequence[Question], limits: Limits, seed: int) -> _Setting:
    plan = choose.plan(questions, limits.count or MOST_QUESTIONS, seed)
    return _Setting(plan, limits, seed, run_key(options, limits), _again(options, seed))


def run_key(options: TimedOptions, limits: Limits) -> str:
    """Return what makes runs comparable: `svd, 2 min, level 2`."""
    parts = [" ".join(sorted(set(map(str.lower, options.topics)))) or "all topics"]
    parts += [f"{limits.run:g} s"] if limits.run is not None else []
    parts += [f"{limits.question:g} s each"] if limits.question is not None else []
    parts += [f"{limits.count} questions"] if limits.count is not None else []
    parts += [f"level {options.level.replace(' ', '')}"] if options.level else []
    parts += [f"banks {' '.join(sorted(str(path.resolve()) for path in options.banks))}"] if options.banks else []
    return ", ".join(parts)


def _again(options: TimedOptions, seed: int) -> str:
    """Return the command that asks the same questions again."""
    words = ["decompdrill", "timed", *options.topics]
    named = (
        ("--preset", options.preset),
        ("--time", options.time),
        ("--per-question", options.per_question),
        ("--count", options.count),
        ("--level", options.level),
    )
    for name, value in named:
        words += [] if value is None else [name, str(value)]
    words += drill.banks_options(options.banks)
    return shlex.join([*words, "--seed", str(seed)])


def _practising(result: RunResult, questions: Mapping[str, Question], before: _Setting) -> _Setting:
    """Return a run over what was missed and what took longest, each drawn afresh, without a limit."""
    asked = [a.result.exercise for a in practice(result)]
    plan = tuple(choose.Pick(questions[e.question], e.seed).fresh() for e in asked)
    limits = Limits(None, None, len(plan), before.limits.shows_clock)
    return _Setting(plan, limits, before.seed, drill="", again="")


def _hold(setting: _Setting, console: Console, clocks: Clocks, store: Store | None) -> tuple[RunResult, NextRun]:
    name = clocks.new_session()
    recorder = None
    if store is not None:
        session = Session(name, Mode.TIMED, {p.question.id: p.question for p in setting.plan})
        recorder = HistoryRecorder(store, session, clocks)

    def keep(result: RunResult) -> pace.Compared | None:
        return None if store is None or recorder is None else _kept(result, setting, name, store, recorder, clocks)

    plan, limits = iter(setting.plan), setting.limits
    conversation = timed_conversation(plan, limits, console.is_at_terminal, setting.seed, drill.services(), keep)
    clock = clocks.monotonic if console.is_typed else drill.no_time
    with drill.front_of(Mode.TIMED, setting.again, console, clocks.monotonic) as front:
        return front_end.run_conversation(conversation, front, recorder or front_end.NoRecorder(), clock)


def _kept(
    result: RunResult, setting: _Setting, session: str, store: Store, recorder: HistoryRecorder, clocks: Clocks
) -> pace.Compared | None:
    """Keep a run in which time was measured, and return how it compares with the earlier ones."""
    if not setting.drill or not result.seconds or not result.answered:
        return None
    at_ms, offset, study_day = clocks.moment()
    done = attempts.TimedRunRow(
        session=session,
        drill=setting.drill,
        seed=setting.seed,
        answered=result.answered,
        right=result.right,
        is_whole=result.is_whole,
        active_ms=round(1000 * result.seconds),
        paused_ms=round(1000 * sum(result.pauses)),
        at_ms=at_ms,
        utc_offset_min=offset,
        study_day=study_day,
    )
    try:
        earlier = store.runs(setting.drill)
    except DrillError as error:
        warn(str(error))
        return None
    recorder.safely(lambda: store.add_run(done))
    return pace.compare(done, earlier)
