"""What is shown where a topic cannot be worked out on the learner's own given: why not, and what can be done instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decompdrill.errors import GivenError
from decompdrill.kinds import KINDS
from decompdrill.kinds.given import read_given
from decompdrill.kinds.signatures import SIGNATURES, Requires
from decompdrill.kinds.solve import solve
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import as_float
from decompdrill.model import Raw
from decompdrill.topics.example import Example, Unworkable, work
from decompdrill.topics.library import Library
from decompdrill.topics.values import Topic

COMPLEX_TOO = ("eigen", "characteristic-polynomial", "diagonalization", "rank", "numerical-rank")
"""The topics whose stages hold for complex matrices; those of the others say Aᵀ where A* is meant."""

OTHER_DECOMPOSITIONS = {"diagonalization": "its diagonalization", "svd": "its SVD"}
"""The topics shown instead, in order: the first that works on the given."""


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """What can be shown of a given: a worked example, or the steps of the kind; `note` says why it is not as asked."""

    example: Example | None
    steps: tuple[str, ...] = ()
    note: str = ""


def worked(library: Library, topic: Topic, raw: Mapping[str, Raw]) -> WorkedExample:
    """Return the example of a topic on a given, or what can be shown instead.

    Raises GivenError where the given cannot be read, or nothing can be done with it.
    """
    if topic.id not in COMPLEX_TOO and _is_complex(raw):
        note = "A is complex, and this topic is about real matrices. Here is the solution, with A* for Aᵀ."
        return WorkedExample(None, solve(topic.kind, raw), note)
    try:
        return WorkedExample(work(topic, raw))
    except Unworkable:
        note = "The stages of this topic do not fit what you gave. Here is its solution, step by step."
        return WorkedExample(None, solve(topic.kind, raw), note)
    except GivenError:
        matrix = _matrix(raw)
        reason = "" if matrix is None else _reason(SIGNATURES[topic.kind].requires, matrix)
        if not reason:
            raise
        requires = SIGNATURES[topic.kind].requires
        if requires is not None and requires.shown_by and matrix is not None and matrix.is_square:
            steps = solve(requires.shown_by, {"A": raw["A"]})
            return WorkedExample(None, steps, f"{reason} Here is how one sees that.")
        return _other_decomposition(library, {"A": raw["A"]}, reason)


def _is_complex(raw: Mapping[str, Raw]) -> bool:
    matrix = _matrix(raw)
    return matrix is not None and any(as_float(x).imag for row in matrix.rows for x in row)


def _matrix(raw: Mapping[str, Raw]) -> Matrix | None:
    """Return the given A, None where there is none."""
    return read_given(KINDS["svd"], {"A": raw["A"]}).matrix() if "A" in raw else None


def _reason(requires: Requires | None, A: Matrix) -> str:
    """Return why a matrix has no answer of a kind, empty where that is not known."""
    if requires is None:
        return ""
    rows, columns = A.shape
    return requires.of_square if A.is_square else f"A is {rows}×{columns}: only a square matrix {requires.square}."


def _other_decomposition(library: Library, raw: Mapping[str, Raw], reason: str) -> WorkedExample:
    for name, example in _candidates(library, raw):
        return WorkedExample(example, note=f"{reason} Here is {OTHER_DECOMPOSITIONS[name]}.")
    return WorkedExample(None, solve("svd", raw), f"{reason} Here is its SVD.")


def _candidates(library: Library, raw: Mapping[str, Raw]) -> Iterator[tuple[str, Example]]:
    for name in OTHER_DECOMPOSITIONS:
        try:
            yield name, work(library.topic(name), raw)
        except (GivenError, Unworkable):
            continue
