"""A quiz as JSON lines: one event a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from decompdrill.frontends import working_events
from decompdrill.frontends.front_end import UserInput
from decompdrill.frontends.jsonl import Json, full_prompt, verdict_fields, write_record
from decompdrill.frontends.script import ScriptLines
from decompdrill.mathtext import standard
from decompdrill.model import Exercise, Outcome
from decompdrill.practice import pace
from decompdrill.practice.conversation import (
    Ask,
    Closing,
    Hint,
    Judged,
    Message,
    NextDue,
    NoHint,
    Notice,
    OpenTopic,
    Pause,
    Skipped,
    Summary,
    Tell,
    Why,
    WorkingNotice,
)
from decompdrill.practice.pace import Compared
from decompdrill.practice.timed import ClockPause, ClockStopped, Finished, Menu, RunResult, TimedVerdict, TimeLeft


class JsonLines:
    """A front end of events: one object a line; one line of input, one answer."""

    def __init__(self, out: TextIO, lines: Iterator[str]) -> None:
        self._out = out
        self._lines = ScriptLines(lines)
        self._asked: dict[str, Json] = {}

    def ask(self, ask: Ask) -> UserInput:
        if ask.fresh:
            self._lines.show()
            self._asked = {"question": ask.exercise.question, "token": ask.exercise.token, "number": ask.place.number}
            write_record(self._out, _question(ask))
        return self._lines.read(ask.countdown is not None)

    def pause(self, pause: Pause | ClockPause | Menu) -> str | None:
        return ""

    def open_topic(self, opened: OpenTopic) -> None:
        """A script is never offered a topic."""

    def tell(self, tell: Tell) -> None:
        for event in _events(tell.message):
            of_question = self._asked if event["event"] != "summary" else {}
            write_record(self._out, {"event": event["event"]} | of_question | event)


def _events(message: Message | Notice) -> Iterator[dict[str, Json]]:
    if isinstance(message, WorkingNotice):
        yield from working_events.events(message)
        return
    event = _notice(message) if isinstance(message, Notice) else _event(message)
    if event is not None:
        yield event


def _question(ask: Ask) -> dict[str, Json]:
    exercise = ask.exercise
    return {
        "event": "question" if exercise.part is None or exercise.part[0] == 1 else "part",
        "question": exercise.question,
        "seed": exercise.seed,
        "token": exercise.token,
        "objective": exercise.objective,
        "kind": exercise.kind,
        "form": exercise.form.value,
        "prompt": full_prompt(exercise),
        "number": ask.place.number,
        "of": ask.place.of,
        **_part(exercise),
    }


def _part(exercise: Exercise) -> dict[str, Json]:
    """Return which part of how many an exercise is, where it is one."""
    return {} if exercise.part is None else {"part": exercise.part[0], "parts": exercise.part[1]}


def _event(message: Message) -> dict[str, Json] | None:
    match message:
        case Judged():
            took: dict[str, Json] = {"seconds": message.seconds, "try": message.attempt}
            topic: dict[str, Json] = {} if message.topic is None else {"topic": message.topic}
            return {
                "event": "verdict",
                **verdict_fields(message.verdict),
                **took,
                **_next_due(message.next_due),
                **topic,
                **_part(message.exercise),
            }
        case Skipped(exercise, _, seconds, next_due, _):
            skip: dict[str, Json] = {"event": "skip", "seconds": seconds}
            return skip | _next_due(next_due) | _part(exercise)
        case Hint(text, number, of):
            return {"event": "hint", "text": standard(text), "hint": number, "of": of}
        case NoHint(of):
            return {"event": "hint", "text": None, "hint": of, "of": of}
        case Why(steps):
            return {"event": "why", "steps": [standard(step) for step in steps]}
        case Closing(summary):
            return _summary(summary)
        case _:
            return None


def _notice(message: Notice) -> dict[str, Json] | None:
    match message:
        case TimedVerdict(_, _, None, seconds, _, is_late):
            return {"event": "skip", "seconds": seconds, "late": is_late}
        case TimedVerdict(_, _, verdict, seconds, attempt, is_late) if verdict is not None:
            took: dict[str, Json] = {"seconds": seconds, "try": attempt, "late": is_late}
            return {"event": "verdict", **verdict_fields(verdict), **took}
        case TimeLeft(mark, left):
            return {"event": "time", "mark": mark.name.lower(), "left": left}
        case ClockStopped(seconds):
            return {"event": "pause", "seconds": seconds}
        case Finished(result, compared):
            return _summary(result.summary) | _pace(result, compared)
    return None


def _pace(result: RunResult, compared: Compared | None) -> dict[str, Json]:
    slowest = result.slowest_objective
    return {
        "seconds": result.seconds,
        "per_minute": pace.per_minute(result.right, result.seconds),
        "accuracy": pace.accuracy(result.right, result.answered),
        "median_seconds": pace.quantile(result.times, 0.5),
        "p90_seconds": pace.quantile(result.times, 0.9),
        "consistency": pace.consistency(result.times),
        "slowest": None if slowest is None else {"objective": slowest[0], "median_seconds": slowest[1]},
        "best": compared.best if compared else None,
        "is_best": compared.is_best if compared else False,
        "percentile": compared.percentile if compared else None,
        "paused_seconds": sum(result.pauses),
        "missed": [a.result.exercise.token for a in result.missed],
    }


def _next_due(next_due: NextDue | None) -> dict[str, Json]:
    return {} if next_due is None else {"due": next_due.day or None, "why": next_due.why}


def _summary(summary: Summary) -> dict[str, Json]:
    return {
        "event": "summary",
        "asked": summary.asked,
        "right": summary.count(Outcome.RIGHT),
        "imprecise": summary.count(Outcome.IMPRECISE),
        "wrong": summary.count(Outcome.WRONG),
        "unreadable": summary.count(Outcome.UNREADABLE),
        "skipped": summary.count(None),
        "score": summary.score,
        "seconds": summary.seconds,
        "seed": summary.seed,
        "objectives": [{"id": s.objective, "asked": s.asked, "right": s.right} for s in summary.objectives],
        "slips": [{"slip": slip, "count": count} for slip, count in summary.slips],
    }
