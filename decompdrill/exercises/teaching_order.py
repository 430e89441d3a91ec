"""Whether questions stand where they can be asked: their levels beside what their objectives require, and their times.

That each objective requires only earlier ones is seen when their file is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from decompdrill.bank.question import CODE, Question
from decompdrill.exercises.finding import Finding
from decompdrill.model import Objective

PARS = {1: (1, 60), 2: (10, 90), 3: (30, 180), 4: (60, 300), 5: (120, 3600)}
"""The seconds that a question of each level may take, at least and at most."""


def order_faults(
    questions: Iterable[Question], objectives: Mapping[str, Objective]
) -> Mapping[str, tuple[Finding, ...]]:
    """Return what is wrong with the levels and times of questions beside one another, by question."""
    by_objective: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_objective[question.objective].append(question)
    return {
        question.id: (
            *low_level(question, objectives, by_objective),
            *odd_par(question),
            *short_par(question, by_objective[question.objective]),
        )
        for asked in by_objective.values()
        for question in asked
    }


def low_level(
    question: Question, objectives: Mapping[str, Objective], by_objective: Mapping[str, list[Question]]
) -> Iterator[Finding]:
    """Yield where a question has a lower level than every question of an objective that its own requires."""
    objective = objectives.get(question.objective)
    for name in objective.requires if objective else ():
        easiest = min((q.level for q in by_objective.get(name, ())), default=0)
        if question.level < easiest:
            yield Finding(
                "level", ("level",), f"level {question.level}, but the easiest question of {name} has level {easiest}"
            )


def odd_par(question: Question) -> Iterator[Finding]:
    """Yield where a question takes more or less time than one of its level may."""
    least, most = PARS[question.level]
    if question.par is not None and not least <= question.par <= most:
        yield Finding(
            "par", ("par",), f"a par of {question.par:g} seconds at level {question.level}: from {least} to {most}"
        )


def short_par(question: Question, beside: Iterable[Question]) -> Iterator[Finding]:
    """Yield where a question of the same objective takes longer although its level is lower; typing code is apart."""
    if question.par is None or question.kind == CODE:
        return
    longer = [q for q in beside if q.level < question.level and (q.par or 0) > question.par and q.kind != CODE]
    if longer:
        other = longer[0]
        yield Finding(
            "pars",
            ("par",),
            f"a par of {question.par:g} seconds, but {other.id}, of level {other.level}, has {other.par:g}",
        )
