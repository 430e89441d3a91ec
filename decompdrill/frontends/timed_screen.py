"""What a front end says in a timed run: the clock, verdicts in short, the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decompdrill.frontends import quiz_screen
from decompdrill.frontends.display import RAMP, Display, Line, Role, line
from decompdrill.frontends.quiz_screen import paragraph
from decompdrill.mathtext import Style, render_line, width
from decompdrill.model import Outcome
from decompdrill.practice import pace
from decompdrill.practice.conversation import Countdown, Ending, Notice
from decompdrill.practice.pace import Compared
from decompdrill.practice.timed import (
    ClockPause,
    ClockStopped,
    Finished,
    Menu,
    Missed,
    RunResult,
    TimedAnswer,
    TimedVerdict,
    TimeLeft,
    TimeMark,
    time_marks,
)

BROADEST_BAR = 12
"""Columns; a row this short still fits when the window is made narrower, and so leaves no remains."""

NARROW = 56
"""Columns; on a narrower screen the figures have no explanations."""


# ---- while it runs -------------------------------------------------------------------------------------------------


def clock_row(countdown: Countdown, elapsed: float, display: Display) -> str:
    """Return the row with the clock, `elapsed` seconds after the question was asked.

    `1:23 ██████████████░░░░░░  10 done, 9 right`; without a limit the time that went by.
    """
    tally = f"{countdown.done} done, {countdown.right} right"
    if countdown.left is None:
        return f"  {_clock(countdown.used + elapsed)}  {tally}"
    left = max(0.0, countdown.left - elapsed)
    if countdown.run_left is None or countdown.run_length is None:
        return _fitted(f"  {_clock(left)}", f"  {tally}", display)
    run = max(0.0, countdown.run_left - elapsed)
    own = f"{_clock(left)} of " if countdown.left < countdown.run_left else ""
    head, tail = f"  {own}{_clock(run)} ", f"  {tally}"
    room = min(BROADEST_BAR, display.width - 1 - width(head) - width(tail))
    if room < 8:
        return _fitted(head.rstrip(), tail, display)
    full = round(room * run / countdown.run_length)
    return f"{head}{display.glyph('bar') * full}{display.glyph('trough') * (room - full)}{tail}"


def _fitted(head: str, tail: str, display: Display) -> str:
    return f"{head}{tail}" if width(head + tail) < display.width else head


def _clock(seconds: float) -> str:
    """Return 1:05 of 64.2 seconds: a second that has begun is still there."""
    whole = -int(-seconds // 1)
    return f"{whole // 60}:{whole % 60:02}"


def calls(countdown: Countdown) -> tuple[tuple[float, str], ...]:
    """Return what is to be said while the question is answered, each with the seconds after which it is."""
    due = [
        (at - countdown.used, _called(mark)) for mark, at in time_marks(countdown.run_length) if mark is not TimeMark.UP
    ]
    is_own = countdown.left is not None and (countdown.run_left is None or countdown.left < countdown.run_left)
    if is_own and countdown.left is not None and countdown.left >= 20:
        due.append((countdown.left - 10, "10 seconds left for this question."))
    last = float("inf") if countdown.left is None else countdown.left
    return tuple(sorted((at, text) for at, text in due if 0 < at < last))


def _called(mark: TimeMark) -> str:
    return {TimeMark.HALF: "Half of the time is left.", TimeMark.TEN: "10 seconds left.", TimeMark.UP: "Time is up."}[
        mark
    ]


def pause_keys(what: ClockPause | Menu, display: Display) -> list[Line]:
    """Return what may be typed while the clock is paused or the run is over."""
    if isinstance(what, ClockPause):
        return [line(), *paragraph("The clock stands. Enter goes on.", display, Role.DIM)]
    items = ["r again"]
    items += [f"m the missed and the slowest ({what.practised})"] if what.practised else []
    items += ["w why they were wrong"] if what.missed else []
    return [line(), *quiz_screen.items([*items, "Enter: leave"], display, Role.DIM)]


def notice_lines(what: Notice, again: str, display: Display, tells_time: bool) -> list[Line]:
    """Return what is to be told; `tells_time`: the clock is shown, or called, while one types."""
    match what:
        case TimedVerdict():
            return _clocked(what, display)
        case TimeLeft(mark, _):
            return [] if tells_time and mark is not TimeMark.UP else paragraph(_called(mark), display, Role.HEAD)
        case ClockStopped(seconds):
            return paragraph(f"The clock stood for {_time(seconds)}.", display, Role.DIM)
        case Finished(result, compared):
            return finished(result, compared, again, display)
        case Missed(asked):
            return [row for a in asked for row in _missed(a, display)]
    return []


def _clocked(what: TimedVerdict, display: Display) -> list[Line]:
    """Return a verdict in one line, and where it is not right the answer and the slip."""
    verdict = what.verdict
    if verdict is None:
        opening = "Time is up for this question." if what.is_late and not what.was_run_over else "Skipped."
        if what.was_run_over:
            return []
        return [
            *quiz_screen.signed("skipped", opening, Role.DIM, display),
            *quiz_screen.expected(what.exercise, None, display),
        ]
    took = f" {_time(what.seconds)}." if what.seconds else ""
    late = " Taken as the time ran out." if what.is_late else ""
    outcome = verdict.outcome
    lines = quiz_screen.signed(
        outcome.value, f"{quiz_screen.OPENINGS[outcome]}{took}{late}", quiz_screen.ROLES[outcome], display
    )
    if outcome is Outcome.RIGHT:
        return [*lines, *quiz_screen.read_as(verdict, display)]
    return [
        *lines,
        *quiz_screen.grounds(verdict, what.text, display),
        *quiz_screen.expected(what.exercise, verdict, display),
    ]


# ---- when it is over -----------------------------------------------------------------------------------------------


def finished(result: RunResult, compared: Compared | None, again: str, display: Display) -> list[Line]:
    """Return the result of a run."""
    lines = [line()] if display.spoken else [line(), quiz_screen.rule(display)]
    if result.summary.ending is Ending.INTERRUPTED:
        lines += paragraph("Interrupted.", display)
    lines += _counts(result, compared, display)
    if result.answered:
        lines += [line(), *_figures(result, compared, display)]
    if result.pauses:
        number = len(result.pauses)
        lines += paragraph(f"{number} pause{'s' * (number != 1)}, {_time(sum(result.pauses))}, not counted.", display)
    lines += _not_counted(result, display)
    if result.missed:
        names = list(dict.fromkeys(render_line(a.result.exercise.title, display.style) for a in result.missed))
        lines += [line(), *paragraph(f"Missed: {'; '.join(names)}", display, hang=2)]
    seed = f"Seed {result.summary.seed}."
    return [*lines, line(), *paragraph(f"{seed} The same again: {again}" if again else seed, display, Role.DIM, hang=2)]


def _counts(result: RunResult, compared: Compared | None, display: Display) -> list[Line]:
    if not result.asked:
        return paragraph("No question was answered.", display, Role.HEAD)
    summary = result.summary
    late = sum(1 for a in result.asked if a.is_late and a.verdict is None)
    parts = [f"{result.right} right", *quiz_screen.not_right(summary)]
    parts += [f"{late} out of time"] if late else []
    skipped = summary.count(None) - late
    parts += [f"{skipped} skipped"] if skipped else []
    parts += ["a new best"] if compared is not None and compared.is_best else []
    return quiz_screen.items(parts, display, Role.HEAD)


def _figures(result: RunResult, compared: Compared | None, display: Display) -> Iterator[Line]:
    rate = pace.per_minute(result.right, result.seconds)
    if rate is None:
        yield from paragraph("No time was measured: a script without time stamps has no speed.", display)
    else:
        yield from _figure("rate", f"{rate:.1f} right a minute", _rate_note(compared, display), display)
    share = pace.accuracy(result.right, result.answered)
    yield from _figure("accuracy", f"{100 * (share or 0):.0f}%", f"of {_answers(result.answered)}", display)
    median, slow = pace.quantile(result.times, 0.5), pace.quantile(result.times, 0.9)
    if rate is not None and median is not None and slow is not None:
        yield from _figure("time", f"median {_time(median)}", f"nine in ten within {_time(slow)}", display)
    even = pace.consistency(result.times)
    if even is not None:
        yield from _figure("consistency", f"{even:.0f}%", "100 is as even as a metronome", display)
    slowest = result.slowest_objective
    if slowest is not None:
        yield from _figure("slowest", slowest[0], f"median {_time(slowest[1])}", display)
    if compared is not None and compared.percentile is not None:
        yield from _figure("this run", f"faster than {compared.percentile:.0f}%", "of your earlier runs of it", display)
    if compared is not None and len(compared.rates) > 1 and not display.spoken:
        bars = sparkline(compared.rates, display)
        yield from _figure(
            "last runs", bars, f"{min(compared.rates):.1f} to {max(compared.rates):.1f} a minute", display
        )


def _figure(name: str, value: str, note: str, display: Display) -> list[Line]:
    if display.spoken:
        return paragraph(f"{name.capitalize()}: {value}{f', {note}' if note else ''}.", display)
    row = f"  {name:<12} {value}"
    if note and width(f"{row:<34}  {note}") <= display.width and display.width >= NARROW:
        return [Line(((Role.PLAIN, f"{row:<34}"), (Role.DIM, f"  {note}")))]
    return [line(row)] if width(row) <= display.width else paragraph(f"{name} {value}", display)


def _rate_note(compared: Compared | None, display: Display) -> str:
    if compared is None or compared.best is None:
        return ""
    if compared.is_best:
        return f"before: {compared.earlier_best:.1f}" if compared.earlier_best is not None else ""
    return f"your best: {compared.best:.1f}"


def _not_counted(result: RunResult, display: Display) -> list[Line]:
    """Return why a run that was finished cannot be a best."""
    if not result.is_whole or not result.answered or not result.seconds:
        return []
    share = pace.accuracy(result.right, result.answered) or 0.0
    if result.answered >= pace.LEAST_QUESTIONS and share >= pace.LEAST_ACCURACY:
        return []
    rule = f"{pace.LEAST_QUESTIONS} answers and {100 * pace.LEAST_ACCURACY:.0f}% right"
    return paragraph(f"A best takes {rule}.", display, Role.DIM)


def sparkline(values: Sequence[float], display: Display) -> str:
    """Return a row of small bars, from the smallest of the values to the largest."""
    ramp = RAMP[display.style is not Style.UNICODE]
    low, high = min(values), max(values)
    span = high - low
    return "".join(ramp[-1] if not span else ramp[round((len(ramp) - 1) * (v - low) / span)] for v in values)


def _missed(asked: TimedAnswer, display: Display) -> list[Line]:
    """Return a missed question with what was typed, why that is wrong, and the answer."""
    exercise = asked.result.exercise
    lines = [
        line(),
        *paragraph(render_line(exercise.title, display.style), display, Role.HEAD),
        *quiz_screen.problem(exercise, display),
    ]
    typed = quiz_screen.as_typed(" ".join(asked.text.split()), display)
    lines += paragraph(f"You typed {typed}" if typed else "No answer.", display, Role.DIM, indent=4)
    if asked.verdict is not None:
        lines += quiz_screen.grounds(asked.verdict, asked.text, display)
    return [*lines, *quiz_screen.expected(exercise, asked.verdict, display)]


def _answers(number: int) -> str:
    return f"{number} answer{'s' * (number != 1)}"


def _time(seconds: float) -> str:
    if seconds < 99.95:
        return f"{seconds:.1f} s"
    return f"{round(seconds) // 60} min {round(seconds) % 60} s"
