"""Questions in parts: each part is judged on the true answers to the earlier ones, then on a person's own.

A mistake is charged where it was made: what follows from it is right. An own answer is carried on only where the part's condition
holds of it, and where it is about as hard to go on with as the true one, so that a silly answer does not make the rest trivial.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, TypeAlias

from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.model import Answer, Exercise, Form, Number, Outcome, Part, Typed, Verdict

PartJudge: TypeAlias = Callable[[Exercise, str], Verdict]
Own: TypeAlias = Mapping[str, object]
"""What was answered to earlier parts where it is not the true answer, by the name of the part."""

LARGEST_CARRIED = 1e18
"""An own answer with a larger number in it is not carried on ..."""

LEAST_LENGTH = 0.5
"""... nor one whose largest number is written with fewer digits than so large a share of those of the true one: 2 for 182."""


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """How one part was judged, and the answer to it that later parts may take in the place of the true one, if there is one."""

    verdict: Verdict
    own: object | None = None


def value_of(answer: Answer | Typed) -> object:
    """Return an answer as a value of the language of banks."""
    match answer.form:
        case Form.YES_NO | Form.CHOICE | Form.CODE | Form.LINE:
            return answer.word
        case Form.FACTORS:
            return {name: value_of(part) for name, part in answer.parts}
        case Form.MATRIX:
            return tuple(tuple(map(_number, row)) for row in answer.rows)
        case Form.NUMBER | Form.INTEGER:
            return _number(answer.rows[0][0])
        case _:
            return tuple(map(_number, answer.rows[0]))


def _number(x: Number | Scalar) -> object:
    scalar = x.scalar if isinstance(x, Number) else x
    if isinstance(scalar, Surd):
        return as_float(scalar)
    return int(scalar) if isinstance(scalar, Fraction) and scalar.denominator == 1 else scalar


def verdict_on_part(part: Part, text: str, own: Own, judge: PartJudge) -> JudgedPart:
    """Return the verdict on one part, after own answers to earlier ones."""
    verdict = judge(part.exercise, text)
    if verdict.outcome in (Outcome.RIGHT, Outcome.UNREADABLE):
        return JudgedPart(verdict)
    typed = None if verdict.outcome is Outcome.IMPRECISE else verdict.typed
    came = None if typed is None else _carried_on(typed, part.exercise.answer)
    carried = part.carried(own) if own else None
    if carried is None:
        note = not_carried(part, own)
        return JudgedPart(replace(verdict, feedback=f"{note} {verdict.feedback}") if note else verdict, came)
    again = judge(carried, text)
    if again.outcome not in (Outcome.RIGHT, Outcome.IMPRECISE):
        return JudgedPart(verdict, came)
    said = FOLLOWS if again.outcome is Outcome.RIGHT else f"{FOLLOWS_ROUGHLY} {again.feedback}"
    follows = replace(again, feedback=said, expected=verdict.expected, expected_formula=verdict.expected_formula)
    return JudgedPart(follows, came)


FOLLOWS = "This follows from your earlier answer, so it counts as right. The mistake counts where it was made."
FOLLOWS_ROUGHLY = "This follows from your earlier answer."


def not_carried(part: Part, own: Own) -> str:
    """Return what is said where a part needs an earlier answer, and a person's own one will not do; else nothing."""
    if not own.keys() & part.uses or part.carried(own) is not None:
        return ""
    return "Your earlier answer cannot be used here, so go on from the correct one."


def _carried_on(typed: Typed, truth: Answer) -> object | None:
    """Return an own answer as a value; None where it is too large, or easier to go on with than the true one."""
    came, true = [abs(x.value) for x in _entries(typed)], [abs(as_float(x)) for x in _entries(truth)]
    if any(x > LARGEST_CARRIED for x in came):
        return None
    is_short = _length(came) < LEAST_LENGTH * _length(true)
    most_zeros = true.count(0) + (len(true) > 2)
    is_plain = len(set(came)) < len(set(true)) or came.count(0) > most_zeros
    return None if is_short or is_plain else value_of(typed)


def _entries(value: Typed | Answer) -> list[Any]:
    return [x for part in (value, *(p for _, p in value.parts)) for row in part.rows for x in row]


def _length(sizes: Sequence[float]) -> float:
    """Return about how many digits the largest of the numbers has before its point."""
    return math.log10(1 + max(sizes, default=0.0))


def judge_all(exercise: Exercise, texts: Sequence[str], judge: PartJudge) -> Verdict:
    """Return the verdict on the answers to all parts: credit is their mean."""
    own: dict[str, object] = {}
    verdicts: list[Verdict] = []
    for part, text in zip(exercise.parts, texts, strict=False):
        judged = verdict_on_part(part, text, own, judge)
        verdicts.append(judged.verdict)
        if judged.own is not None:
            own[part.name] = judged.own
    return verdict_on_whole(exercise, verdicts)


def texts_of(answer: str | Sequence[str], count: int) -> list[str]:
    """Return the answers to so many parts: a list, as JSON writes one, or one on each line, or between semicolons."""
    if not isinstance(answer, str):
        return list(answer)
    if answer.lstrip().startswith('["'):
        try:
            read = json.loads(answer)
        except ValueError:
            read = None
        if isinstance(read, list) and read and all(isinstance(text, str) for text in read):
            return read
    pieces = answer.split("; ")
    return pieces if len(pieces) == count and "\n" not in answer else answer.split("\n")


def as_text(texts: Sequence[str]) -> str:
    """Return the answers to the parts as one text."""
    return json.dumps(list(texts), ensure_ascii=False)


def verdict_on_whole(exercise: Exercise, verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict on the whole: right where every part is, wrong where one is or was left out."""
    count = len(exercise.parts)
    outcomes = {v.outcome for v in verdicts}
    outcome = Outcome.WRONG
    if len(verdicts) == count and outcomes == {Outcome.RIGHT}:
        outcome = Outcome.RIGHT
    elif len(verdicts) == count and outcomes <= {Outcome.RIGHT, Outcome.IMPRECISE}:
        outcome = Outcome.IMPRECISE
    elif outcomes <= {Outcome.RIGHT, Outcome.IMPRECISE, Outcome.UNREADABLE} and Outcome.UNREADABLE in outcomes:
        outcome = Outcome.UNREADABLE
    right = sum(v.outcome is Outcome.RIGHT for v in verdicts)
    said = [f"Part {i}: {v.feedback}" for i, v in enumerate(verdicts, 1) if v.outcome is not Outcome.RIGHT]
    return Verdict(
        outcome=outcome,
        credit=round(sum(v.credit for v in verdicts) / count, 4),
        read_as="; ".join(v.read_as for v in verdicts),
        checks=tuple(check for v in verdicts for check in v.checks),
        slip=next((v.slip for v in verdicts if v.slip), None),
        feedback=" ".join([f"{right or 'None'} of the {count} parts {'are' if right > 1 else 'is'} right.", *said]),
        expected="; ".join(v.expected for v in verdicts),
        unreadable=next(v.unreadable for v in verdicts if v.unreadable) if outcome is Outcome.UNREADABLE else None,
        parts=tuple(verdicts),
    )


def heading(number: int, count: int, stem: str, asked: str) -> str:
    """Return the prompt of one part: what is given for all of them, and what it asks."""
    return f"{stem}\n\nPart {number} of {count}. {asked}"


__all__ = ["as_text", "heading", "judge_all", "texts_of", "value_of", "verdict_on_part", "verdict_on_whole"]
