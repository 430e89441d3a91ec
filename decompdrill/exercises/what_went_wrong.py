"""What went wrong: an answer that one slip gives, and four slips to choose from, of any problem of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from decompdrill import mathtext
from decompdrill.bank.question import CHOICE
from decompdrill.draw import Stream
from decompdrill.exercises.grade import grade_exercise, task_of_exercise
from decompdrill.exercises.pose import LETTERS
from decompdrill.exercises.showing import answer_formula, show_answer
from decompdrill.kinds import KINDS, name_slip
from decompdrill.kinds.name_slip import Task
from decompdrill.kinds.slip_titles import SLIP_TITLES
from decompdrill.model import NOTHING_GIVEN, Answer, Choice, Exercise, Form, Outcome, SlipAnswer

SHOWN = 4
"""Options, one of them right."""

LONGEST_ANSWER = 200
"""Characters of an answer that is shown."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """An answer that one slip alone gives, and the slips that do not give it, each with its answers."""

    slip: SlipAnswer
    others: Mapping[str, Sequence[Answer]]


def what_went_wrong(exercise: Exercise, stream: Stream) -> Exercise | None:
    """Return the question what went wrong in an answer to this exercise; None where too few slips can be told apart here.

    No other slip that is offered gives the answer that is shown.
    """
    if exercise.problem.kind not in KINDS or exercise.form is Form.YES_NO:
        return None
    task = task_of_exercise(exercise)
    found = list(_told_apart(exercise, task))
    if not found:
        return None
    shown = stream.pick(found)
    wrong = stream.sample(sorted(shown.others), SHOWN - 1)
    order = stream.shuffled([shown.slip.slip, *wrong])
    choices = tuple(_choice(letter, slip, shown, task) for letter, slip in zip(LETTERS, order, strict=False))
    right = next(c.letter for c in choices if c.why_wrong is None)
    return replace(
        exercise,
        kind=CHOICE,
        form=Form.CHOICE,
        given={},
        prompt=f"{exercise.prompt}\n\nSomebody answered {_as_shown(task, shown.slip.answer)}\n\nWhat went wrong?",
        hints=("Work it out yourself, then look for the step that leads to this answer.",),
        answer=Answer(Form.CHOICE, word=right),
        slips=(),
        steps=_steps(exercise, task),
        reason=shown.slip.said,
        choices=choices,
        insist=(),
        problem=NOTHING_GIVEN,
    )


def _told_apart(exercise: Exercise, task: Task) -> Iterator[_Shown]:
    """Yield the answers of slips that are named so when they are typed, with the slips that do not give them."""
    given: dict[str, list[Answer]] = {}
    for candidate in name_slip.candidates(task):
        given.setdefault(candidate.slip.id, []).append(candidate.answer)
    for slip in exercise.slips:
        text = show_answer(task.kind.name, slip.answer)
        if slip.is_own or slip.slip not in SLIP_TITLES or len(text) > LONGEST_ANSWER:
            continue
        verdict = grade_exercise(exercise, text)
        if verdict.outcome is not Outcome.WRONG or verdict.slip != slip.slip:
            continue
        titles = {SLIP_TITLES[slip.slip]}
        others: dict[str, list[Answer]] = {}
        for name, answers in given.items():
            title = SLIP_TITLES.get(name)
            if title is None or title in titles or any(_are_same(task, slip.answer, a) for a in answers):
                continue
            titles.add(title)
            others[name] = answers
        if len(others) >= SHOWN - 1:
            yield _Shown(slip, others)


def _are_same(task: Task, shown: Answer, other: Answer) -> bool:
    text = show_answer(task.kind.name, shown)
    return text == show_answer(task.kind.name, other) or name_slip.give_the_same(task, shown, other)


def _choice(letter: str, slip: str, shown: _Shown, task: Task) -> Choice:
    if slip == shown.slip.slip:
        return Choice(letter, SLIP_TITLES[slip], None, None)
    answers = shown.others[slip]
    text = show_answer(task.kind.name, answers[0])
    lead = "That gives" if len(answers) == 1 else "That gives, for example,"
    why = f"{lead} {_in_sentence(text)} here." if len(text) <= LONGEST_ANSWER else "That gives another answer here."
    return Choice(letter, SLIP_TITLES[slip], why, None)


def _as_shown(task: Task, answer: Answer) -> str:
    formula = answer_formula(task.kind.name, answer)
    return f"\n\n{formula}" if formula else f"{_in_sentence(show_answer(task.kind.name, answer))}."


def _in_sentence(text: str) -> str:
    return mathtext.escaped(text.replace("-", "−"))


def _steps(exercise: Exercise, task: Task) -> tuple[str, ...]:
    return exercise.steps or task.kind.steps(task.given)
