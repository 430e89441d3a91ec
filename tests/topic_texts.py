"""Texts of `explain`, each with what it claims: topics on awkward given and on those of seeds, glossary, cheat sheet.

`read_topic(topic, given)` yields what a topic says of a given: its stages with their values, or what is shown instead.
`general_texts()` yields what is said of no given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decompdrill.errors import DrillError
from decompdrill.kinds import KINDS
from decompdrill.kinds.given import read_given
from decompdrill.mathtext.segments import segments
from decompdrill.model import Raw
from decompdrill.topics.example import WorkedStage, draw_given
from decompdrill.topics.fallback import worked
from decompdrill.topics.library import shipped_topics
from decompdrill.topics.values import CHEATSHEET, Topic
from tests.evaluator import Value, definitions, names_of
from tests.sentences import MATHS, Finding, derived, examined, names_of_problem, read_steps

MATRICES: tuple[Raw, ...] = (
    [[2, 1], [1, 2]],
    [[1, 1], [0, 1]],
    [[1, "i"], ["-i", 2]],
    [["1+i", 2], [0, "1-i"]],
    [[0, -1], [1, 0]],
    [[1, 2], [2, 4]],
    [[2, 0], [0, -3]],
    [[3, 0], [0, 3]],
    [[-5]],
    [[0]],
    [[0, 0], [0, 0]],
    [[0, 1], [0, 0]],
    [[1, 2], [3, 5]],
    [["0.1", "0.2"], ["0.2", "0.3"]],
    [["1/2", "sqrt(3)/2"], ["-sqrt(3)/2", "1/2"]],
    [[1, 2], [0, 1], [2, 0]],
    [[1, 2, 3], [2, 4, 6]],
    [[1, 2, 3]],
    [[2], [1]],
    [[0, 0, 0], [0, 0, 0]],
    [[2, 1, 0], [0, 2, 1], [0, 0, 2]],
    [[0, 0, 1], [1, 0, 0], [0, 1, 0]],
    [[2, -1, 0], [-1, 2, -1], [0, -1, 2]],
    [[1, 2, 3], [4, 5, 6], [7, 8, 10]],
    [[1, 2, 0, 1], [0, 3, 1, 0], [2, 0, 1, 1], [1, 1, 1, 1]],
    [[2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]],
)
"""Symmetric, defective, complex, without real eigenvalues, singular, diagonal, a multiple of I, of one entry, zero, nilpotent,
irrational, decimal, orthogonal, tall, wide, a row, a column; a Jordan block, a permutation, and larger ones."""

SAMPLES: tuple[Raw, ...] = (
    [[1, 2], [3, 4]],
    [[1, 5], [3, 5], [5, 5]],
    [[1, 2, 0], [3, 1, 4]],
    [[1], [2], [4]],
    [[1, 0], [-1, 0], [0, 1], [0, -1]],
    [["0.1", "0.2"], ["0.3", "0.1"], ["0.2", "0.6"]],
    [[100, 1], [200, 2], [300, 4], [400, 3]],
    [[1, 2, 3], [2, 4, 1], [3, 1, 2], [0, 0, 5]],
)
"""Two samples, a constant feature, more features than samples, one feature, no direction before another, decimals, units."""

OTHERS: Mapping[str, tuple[Mapping[str, Raw], ...]] = {
    "lora": (
        {"r": 1, "layers": [{"d_in": 1, "d_out": 1, "count": 1}]},
        {"r": 8, "layers": [{"d_in": 768, "d_out": 3072, "count": 12}, {"d_in": 3072, "d_out": 768, "count": 12}]},
        {"r": 64, "layers": [{"d_in": 10, "d_out": 8, "count": 2}]},
    ),
}


def givens_of(topic: Topic) -> Iterator[Mapping[str, Raw]]:
    """Yield the awkward given of a topic."""
    if "A" in topic.given:
        for A in MATRICES:
            yield {**topic.given, "A": A}
    if "X" in topic.given:
        for X in SAMPLES:
            yield {**topic.given, "X": X}
    yield from OTHERS.get(topic.id, ())


def read_topic(topic: Topic, given: Mapping[str, Raw]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield what a topic says of a given, each text with what it claims; nothing where the given is refused."""
    try:
        made = worked(shipped_topics(), topic, given)
    except DrillError:
        return
    if made.example is None:
        yield made.note, list(examined(made.note, names_of_topic(topic.kind, given)))
        yield from read_steps(made.steps, _matrices(given), {})
        return
    names = names_of_topic(made.example.kind, made.example.raw)
    for text in (made.note, *made.example.given):
        yield text, list(examined(text, names))
    for stage in made.example.stages:
        yield from read_stage(stage, names)


def read_stage(stage: WorkedStage, names: dict[str, Value]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield the two texts of a stage; what it calls by a letter is known from then on, and factors make the matrix."""
    yield stage.say, list(examined(stage.say, names))
    shown = stage.shown
    for piece in segments(shown):
        if piece.sort in MATHS:
            names |= {n: x for n, x in definitions(piece.text, names, scalars=True).items() if n not in names}
    parts = {name for name, _ in stage.exercise.answer.parts}
    products = next((formulas for wanted, formulas in PRODUCTS.items() if wanted <= parts), ()) if parts else ()
    yield shown, list(examined(" ".join((shown, *products)), names))


PRODUCTS: Mapping[frozenset[str], tuple[str, ...]] = {
    frozenset({"V", "L"}): (r"$A = V \Lambda V^{-1}$.",),
    frozenset({"Q", "L"}): (r"$A = Q \Lambda Q^\top$.", r"$Q^\top Q = I$."),
    frozenset({"U", "S", "Vt"}): (r"$A = U \Sigma V^\top$.", r"$U^\top U = I$.", r"$V^\top V = I$."),
}
"""What the factors that a stage shows must fulfil."""

CHOSEN = ("U", "V", "Q", r"\Sigma", r"\Lambda")
"""Factors, which the text chooses."""


def names_of_topic(kind: str, given: Mapping[str, Raw]) -> dict[str, Value]:
    try:
        names = names_of_problem(read_given(KINDS[kind], given))
    except DrillError:  # not what the kind takes: something else is shown
        names = _matrices(given)
    return {name: x for name, x in (derived(names) | names).items() if name not in CHOSEN}


def _matrices(given: Mapping[str, Raw]) -> dict[str, Value]:
    return names_of("singular-values" if "A" in given else "covariance", {n: x for n, x in given.items() if n in "AX"})


def drawn(topic: Topic, seeds: range) -> Iterator[Mapping[str, Raw]]:
    """Yield the built-in given of a topic and those of the seeds."""
    yield topic.given
    if topic.draw:
        yield from (draw_given(topic, seed) for seed in seeds)


def general_texts() -> Iterator[tuple[str, str]]:
    """Yield where a text stands that is said of no given, and the text: sections, glossary, cheat sheet."""
    library = shipped_topics()
    for topic in library.topics:
        if topic.id == CHEATSHEET:
            yield topic.id, topic.body
        yield from ((f"{topic.id}: {section.heading}", section.text) for section in topic.sections)
    yield from ((f"glossary: {entry.term}", entry.text) for entry in library.entries)
