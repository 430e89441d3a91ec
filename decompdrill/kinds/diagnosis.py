"""What went wrong in an answer: the slip that it looks like, what is right of it, and what fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from decompdrill.judging import Judgement
from decompdrill.kinds import name_slip, notes
from decompdrill.kinds.base import Slip, Told
from decompdrill.kinds.given import ALLOWED
from decompdrill.kinds.name_slip import Task
from decompdrill.maths.budget import FarTooMuchError, allowance
from decompdrill.maths.cache import remembered
from decompdrill.model import Form, Note, Outcome, SlipAnswer, Typed


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is said of an answer that is not right, in Markdown: empty where there is nothing to say."""

    slip: str | None = None
    said: str = ""
    """What the slip says, whole."""
    so_far: str = ""
    """What is right of it; gives nothing away."""
    fails: str = ""
    """What fails, or what the slip says while another try is left; gives nothing away."""
    names_truth: bool = False
    """Does `said` name a true value?"""


MOST_SEEN = 2
"""Sentences about what fails by hand: the first are the plainest."""

NO_SLIP: tuple[None, Told] = (None, Told(""))


def diagnose(task: Task, typed: Typed, judged: Judgement, own: Sequence[SlipAnswer] = ()) -> Diagnosis:
    """Return what went wrong in an answer judged so; `own` are the slips of the question itself, tried first.

    What is imprecise looks like a slip only where it is that slip's answer in full; then it is wrong.
    """
    is_wrong = judged.outcome is Outcome.WRONG
    if judged.outcome is Outcome.RIGHT:
        return Diagnosis()
    is_known = is_wrong and (judged.fits_digits or _all_hundredfold(judged))
    slip, told = NO_SLIP if is_known else _slip_found(task, typed, judged.outcome, own)
    if not is_wrong and slip is None:
        return Diagnosis()
    whole = told.whole
    if whole and _only_cut_off(judged):  # both give these digits
        whole = f"{whole} Or you cut off the right number instead of rounding it."
    so_far, fails = _seen(task, typed, judged, is_explained=slip is not None and told.before is None)
    return Diagnosis(slip, whole, so_far, told.before or fails, told.before is not None)


def _only_cut_off(judged: Judgement) -> bool:
    """Is every number wrong only in that it was cut off, and none is missing or too many?"""
    failed = [check for check in judged.checks if not check.passed]
    return bool(failed) and all(check.note is Note.TRUNCATED for check in failed)


def _all_hundredfold(judged: Judgement) -> bool:
    """Is every number a percentage with its sign, 100 times too large? It looks like one without the sign."""
    failed = [check for check in judged.checks if not check.passed]
    return bool(failed) and all(check.note is Note.HUNDREDFOLD for check in failed)


# ---- which slip ----------------------------------------------------------------------------------------------------


def _slip_found(task: Task, typed: Typed, outcome: Outcome, own: Sequence[SlipAnswer]) -> tuple[str | None, Told]:
    """Return the slip and what it says; none where its search is beyond the allowance."""
    try:
        with allowance(ALLOWED), np.errstate(all="ignore"):
            return _named(task, typed, outcome, own)
    except FarTooMuchError:
        return NO_SLIP


def _named(task: Task, typed: Typed, outcome: Outcome, own: Sequence[SlipAnswer]) -> tuple[str | None, Told]:
    for answer in own:
        if answer.is_own and name_slip.resembles(task, answer.answer, typed):
            return answer.slip, Told(answer.said)
    slip = name_slip.recognise(task, typed, is_imprecise=outcome is Outcome.IMPRECISE)
    if slip is None:
        return NO_SLIP
    return slip.id, name_slip.told(slip, task, typed) or Told(_said(task, slip))


def _said(task: Task, slip: Slip) -> str:
    known = _sentences(task)
    if slip not in known:
        known[slip] = slip.said(task.given)
    return known[slip]


@remembered
def _sentences(_: Task) -> dict[Slip, str]:
    """Return what slips say of this problem, as far as they were named: a class makes the same mistake."""
    return {}


# ---- what is right, and what fails ---------------------------------------------------------------------------------


def _seen(task: Task, typed: Typed, judged: Judgement, is_explained: bool) -> tuple[str, str]:
    """Return what is right of a wrong answer, and what fails in one that no slip explains; neither gives the right one away."""
    so_far = [notes.held(judged.checks), *_entries_right(judged, typed)]
    if is_explained:
        return _joined(so_far), ""
    is_of_the_shape = all(check.passed for check in judged.checks if check.name in ("shape", "degree"))
    is_unsorted = any(
        c.note is Note.UNSORTED and not c.passed for c in judged.checks
    )  # that says all: the values are right
    if not is_of_the_shape or is_unsorted or _all_hundredfold(judged):
        return _joined(so_far), what_fails(judged)
    try:
        with np.errstate(all="ignore"):
            seen = list(task.kind.seen_by_hand(task.given, typed))
    except (ArithmeticError, np.linalg.LinAlgError):
        seen = []
    holds = [observation.said for observation in seen if observation.holds]
    fails = [observation.said for observation in seen if not observation.holds][:MOST_SEEN]
    if fails:  # else what fails is said anyhow
        fails = [*notes.failures([c for c in judged.checks if c.name == "count"]).values(), *fails]
    is_multiple = bool(holds) and typed.form is Form.VECTOR  # none of its entries need be right
    return _joined([*so_far, *holds]), _joined(fails) or ("" if is_multiple else what_fails(judged))


def _entries_right(judged: Judgement, typed: Typed) -> Iterator[str]:
    """Yield how many entries of a matrix or a vector are right, where some are and some are not."""
    wrong = sum(len(check.places) for check in judged.checks)
    of = sum(map(len, typed.rows))
    if 0 < wrong < of:
        yield f"{of - wrong} of the {of} entries {'is' if of - wrong == 1 else 'are'} right."


def what_fails(judged: Judgement) -> str:
    return _joined(notes.failures(judged.checks).values())


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(filter(None, sentences))
