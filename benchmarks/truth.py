"""Work out again what the tool says: every equation and plain statement of every sentence, over seeds and wrong answers.

    python -m benchmarks.truth --seeds 200 --jobs 2
    python -m benchmarks.truth --seeds 20 --question eigen.values-2x2 svd.norm-frobenius

Draws each question from seeds 1, 2, …, and types the right answer, the answers of its slips and of those of its kind, in full and
rounded to three digits, and some wrong answers of no slip. Evaluates prompt, hints, the right option, steps, and all that is said
to each answer; then the topics, on as many seeds and on awkward numbers, and the glossary. Prints how much of it could be evaluated
and each sentence that is false; the exit status is 1 where there is any.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from decompdrill import answers, api
from decompdrill.bank.question import Question
from decompdrill.errors import DrillError
from decompdrill.exercises import pose
from decompdrill.exercises.grade import grade_exercise
from decompdrill.kinds import KINDS
from decompdrill.kinds.worked import worked_steps
from decompdrill.maths.surd import Scalar, as_float
from decompdrill.model import Answer, Exercise, Form, Outcome
from decompdrill.topics.library import shipped_topics
from tests.evaluator import Names, as_value, names_of
from tests.sentences import Finding, Tally, examined, made, names_of_draw, read_steps
from tests.topic_texts import drawn, general_texts, givens_of, read_topic

DIGITS = 3


@dataclass(frozen=True)
class Untrue:
    """A false claim: where it was said, and to which answer."""

    question: str
    seed: int
    typed: str
    finding: Finding

    def __str__(self) -> str:
        f = self.finding
        return f"{self.question}@{self.seed}  typed: {self.typed}\n    {f.sentence}\n    {f.claim}"


@dataclass
class Result:
    """What a run has read, and what of it was false."""

    tally: Tally = field(default_factory=Tally)
    typed: int = 0
    untrue: list[Untrue] = field(default_factory=list)

    def merge(self, other: Result) -> None:
        self.tally.merge(other.tally)
        self.typed += other.typed
        self.untrue += other.untrue


# ---- what is typed ---------------------------------------------------------------------------------------------------


def rounded(answer: Answer) -> Answer:
    """Return an answer as somebody types it who rounds every number to three digits."""
    rows = tuple(tuple(_rounded(x) for x in row) for row in answer.rows)
    return replace(answer, rows=rows, parts=tuple((name, rounded(part)) for name, part in answer.parts))


def _rounded(x: Scalar) -> Scalar:
    value = as_float(x)
    if isinstance(value, complex):
        return complex(float(f"{value.real:.{DIGITS}g}"), float(f"{value.imag:.{DIGITS}g}"))
    return x if value == int(value) else float(f"{value:.{DIGITS}g}")


def changed(answer: Answer) -> Iterator[Answer]:
    """Yield wrong answers of no slip: a number off by one, a sign turned, the first number twice, the other way round."""
    if answer.parts:
        for index, (name, part) in enumerate(answer.parts):
            for wrong in changed(part):
                yield replace(answer, parts=(*answer.parts[:index], (name, wrong), *answer.parts[index + 1 :]))
        return
    if not answer.rows:
        if answer.form is Form.YES_NO:
            yield replace(answer, word="no" if answer.word == "yes" else "yes")
        return
    first, *others = answer.rows
    yield replace(answer, rows=((as_float(first[0]) + 1, *first[1:]), *others))
    yield replace(answer, rows=((-as_float(first[0]), *first[1:]), *others))
    if len(first) > 1:
        yield replace(answer, rows=((first[1], *first[1:]), *others))
        yield replace(answer, rows=tuple(row[::-1] for row in answer.rows))
    if len(answer.rows) > 1 and len(answer.rows) == len(first):
        yield replace(answer, rows=tuple(zip(*answer.rows, strict=True)))


def wrong_answers(exercise: Exercise) -> Iterator[Answer]:
    """Yield the answers of the slips of a question and of its kind."""
    yield from (slip.answer for slip in exercise.slips)
    if exercise.problem.kind:
        for slip in KINDS[exercise.problem.kind].slips:
            try:
                with np.errstate(over="raise", invalid="raise"):
                    yield from slip.wrong(exercise.problem)
            except (ArithmeticError, np.linalg.LinAlgError):
                continue
    yield from changed(exercise.answer)


def typed_texts(exercise: Exercise) -> Iterator[tuple[str, Names]]:
    """Yield each text once, with what it says that λ is: the right answer and the wrong ones, in full and rounded."""
    seen: set[str] = set()
    for answer in (exercise.answer, *wrong_answers(exercise)):
        for form in (answer, rounded(answer)):
            text = answers.show(form)
            if text not in seen:
                seen.add(text)
                typed = {"typed": as_value(as_float(form.rows[0][0]))} if form.form is Form.NUMBER else {}
                yield text, typed | made(exercise, form)


# ---- what is said ----------------------------------------------------------------------------------------------------


def shown(exercise: Exercise) -> Iterator[str]:
    """Yield what a question shows before and after an answer, but for its worked steps."""
    yield exercise.prompt
    yield from exercise.hints
    yield from (choice.text for choice in exercise.choices if choice.why_wrong is None)


def read(question: Question, seed: int) -> Result:
    """Return what is said of one draw."""
    result = Result()
    try:
        drawn = pose.draw(question, seed)
    except DrillError:
        return result
    exercise = drawn.exercise
    names = names_of_draw(question, drawn)
    met: set[str] = set()

    def take(typed: str, text: str, findings: list[Finding]) -> None:
        result.tally.add(text, findings)
        result.untrue += [Untrue(question.id, seed, typed, f) for f in findings if f.truth is False]

    for text in shown(exercise):
        take("-", text, list(examined(text, names)))
    for step, findings in steps_of(exercise, names):
        take("-", step, findings)
    for typed, value in typed_texts(exercise):
        verdict = grade_exercise(exercise, typed)
        result.typed += 1
        if verdict.outcome is not Outcome.UNREADABLE and verdict.feedback not in met:
            met.add(verdict.feedback)
            take(typed, verdict.feedback, list(_said_of(exercise, verdict.feedback, names, value)))
    return result


def _said_of(exercise: Exercise, feedback: str, names: Names, typed: Names) -> Iterator[Finding]:
    """Yield what a feedback claims; where something is to be made it speaks of what was made, and of the example."""
    if exercise.construct is None:
        yield from examined(feedback, {**names, **typed})
        return
    # "Its trace" is that of any of the matrices that were made.
    made_as_A = ({**names, **typed, "A": typed[name]} for name in exercise.construct.names if name in typed)
    readings = [list(examined(feedback, meant)) for meant in ({**names, **typed}, names, *made_as_A)]
    yield from (next((f for f in found if f.truth), found[0]) for found in zip(*readings, strict=True))


def steps_of(exercise: Exercise, names: Names) -> Iterator[tuple[str, list[Finding]]]:
    """Yield each worked step with what it claims; those of a kind name what later ones use."""
    if exercise.construct is not None:
        yield from read_steps(exercise.steps, dict(names), names)
    elif exercise.steps or not exercise.problem.kind:
        yield from ((step, list(examined(step, names))) for step in exercise.steps)
    else:
        known = names_of(exercise.problem.kind, exercise.given) | {n: names[n] for n in ("A_k",) if n in names}
        yield from read_steps(worked_steps(exercise), known, names)


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Question]:
    return api.open_bank().banks.questions


def read_seeds(question: str, seeds: range) -> Result:
    """Return what is said of the draws of a question."""
    result = Result()
    for seed in seeds:
        result.merge(read(shipped()[question], seed))
    return result


def read_topics(seeds: range) -> Result:
    """Return what the topics say of their own numbers, of the draws of the seeds, and of awkward numbers."""
    result = Result()
    for topic in shipped_topics().topics:
        for given in (*drawn(topic, seeds), *givens_of(topic)) if topic.stages else ():
            for text, findings in read_topic(topic, given):
                result.tally.add(text, findings)
                result.untrue += [Untrue(topic.id, 0, str(given), f) for f in findings if f.truth is False]
    return result


def read_general() -> Result:
    """Return what the sections of the topics and the glossary say of no numbers."""
    result = Result()
    for place, text in general_texts():
        findings = list(examined(text, {}))
        result.tally.add(text, findings)
        result.untrue += [Untrue(place, 0, "-", f) for f in findings if f.truth is False]
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=200, help="draws of each question")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--question", nargs="*", default=[], metavar="ID", help="these questions alone")
    parser.add_argument("--shown", type=int, default=3, help="false sentences shown of a question")
    options = parser.parse_args()
    questions = options.question or [*shipped()]
    total = Result()
    with ProcessPoolExecutor(options.jobs) as pool:
        for result in pool.map(read_seeds, questions, [range(1, options.seeds + 1)] * len(questions)):
            print("".join(f"{found}\n" for found in distinct(result.untrue)[: options.shown]), end="", flush=True)
            total.merge(result)
    print(f"{len(questions)} questions, {options.seeds} seeds, {total.typed} answers typed")
    print(total.tally)
    if options.question:
        return 1 if total.untrue else 0
    topics, general = read_topics(range(1, options.seeds + 1)), read_general()
    print("".join(f"{found}\n" for found in distinct(topics.untrue + general.untrue)), end="")
    print(f"topics, {options.seeds} seeds and awkward numbers: {topics.tally}")
    print(f"sections and glossary: {general.tally}")
    return 1 if total.untrue or topics.untrue or general.untrue else 0


def distinct(untrue: list[Untrue]) -> list[Untrue]:
    """Return one false sentence of each wording, numbers apart."""
    found = {re.sub(r"[-\d.]+", "#", f.finding.sentence + f.finding.claim): f for f in reversed(untrue)}
    return [*found.values()]


if __name__ == "__main__":
    sys.exit(main())
