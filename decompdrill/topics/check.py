"""What a topic says beyond its shape, and every fault of that: names, expressions, maths, and that its stages work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from decompdrill import mathtext
from decompdrill.bank import content
from decompdrill.bank.load import load_banks
from decompdrill.bank.question import BANK_KINDS, COMPUTED, Known
from decompdrill.bank.schema import question_of
from decompdrill.bank.shapes import QuestionFile
from decompdrill.bank.tree import Steps, suggest
from decompdrill.errors import DrillError
from decompdrill.exercises.known import known_names
from decompdrill.model import BankFault, Objective
from decompdrill.names import key
from decompdrill.topics.example import Unworkable, draw_given, work
from decompdrill.topics.read import StageFile, TopicSource
from decompdrill.topics.values import CHEATSHEET, NUMPY, Term

PICTURES = ("circle", "pca", "scree", "lowrank", "cloud")
SEEDS = range(3)
"""The seeds from which an example is drawn to see that its stages can be worked out."""

TALLEST_SHEET, BROADEST_SHEET = 20, 76

_ANY = Objective("any", "any", ())


def topic_faults(
    sources: Sequence[TopicSource], entries: Sequence[Term], glossary: str, topics: frozenset[str]
) -> Iterator[BankFault]:
    """Yield every fault of the content of topics and glossary; `topics` are all that there are, unsound ones too."""
    quizzes = _quizzes()
    knowledge = replace(known_names(), objectives={_ANY.id: _ANY})
    for source in sources:
        yield from _reference_faults(source, quizzes, topics)
        of_example = tuple(_example_faults(source, knowledge))
        yield from of_example
        yield from _text_faults(source)
        if not of_example and source.topic.stages:
            yield from _working_faults(source)
    yield from _name_faults(sources)
    yield from _glossary_faults(entries, glossary, topics)


def _quizzes() -> frozenset[str]:
    banks = load_banks(None, known_names())
    return frozenset({*banks.ids, *banks.objectives, *banks.questions})


# ---- what a topic points to ----------------------------------------------------------------------------------------


def _reference_faults(source: TopicSource, quizzes: frozenset[str], topics: frozenset[str]) -> Iterator[BankFault]:
    shape, tree = source.shape, source.tree
    if shape.quiz is not None and shape.quiz not in quizzes:
        yield tree.problem(
            ("quiz",), f"expected a bank, an objective or a question, got '{shape.quiz}'{suggest(shape.quiz, quizzes)}"
        )
    if shape.show is not None and shape.show not in PICTURES:
        yield tree.problem(("show",), f"expected a picture ({', '.join(PICTURES)}), got '{shape.show}'")
    for at, name in enumerate(shape.needs):
        if name not in topics:
            yield tree.problem(("needs", at), f"expected a topic, got '{name}'{suggest(name, topics)}")
        elif name == source.topic.id:
            yield tree.problem(("needs", at), f"expected another topic, got '{name}' itself")


def _name_faults(sources: Sequence[TopicSource]) -> Iterator[BankFault]:
    owners = {key(source.topic.id): source for source in sources}
    for source in sources:
        for at, alias in enumerate(source.shape.aliases):
            owner = owners.setdefault(key(alias), source)
            if owner is not source:
                message = f"expected an alias of its own, got '{alias}'; the topic {owner.topic.id} has it"
                yield source.tree.problem(("aliases", at), message)


def _glossary_faults(entries: Sequence[Term], path: str, topics: frozenset[str]) -> Iterator[BankFault]:
    owners: dict[str, Term] = {}
    for entry in entries:
        if entry.see not in topics:
            message = f"expected a topic, got '{entry.see}'{suggest(entry.see, topics)}"
            yield BankFault(path, entry.line, 1, "$", f"See of '{entry.term}': {message}")
        for name in entry.names:
            owner = owners.setdefault(key(name), entry)
            if owner is not entry:
                message = f"expected each term once, got '{name}' again; it is on line {owner.line} too"
                yield BankFault(path, entry.line, 1, "$", message)
        for _, message in mathtext.maths_faults(entry.text):
            yield BankFault(path, entry.line, 1, "$", f"'{entry.term}': {message}")


# ---- the example ---------------------------------------------------------------------------------------------------


def _example_faults(source: TopicSource, knowledge: Known) -> Iterator[BankFault]:
    """Yield the faults of the example; a topic and each of its stages is looked at as a question of a bank would be."""
    shape, tree = source.shape, source.tree
    if not shape.stages:
        if source.topic.id not in (NUMPY, CHEATSHEET):
            yield tree.problem((), "expected the key 'stages', got none")
        return
    if shape.kind is None or shape.kind not in knowledge.kinds:
        near = "" if shape.kind is None else suggest(shape.kind, list(knowledge.kinds))
        came = "none" if shape.kind is None else f"'{shape.kind}'"
        yield tree.problem(("kind",), f"expected a kind of problem, got {came}{near}")
        return
    whole = QuestionFile(
        "a.a", _ANY.id, "a", 1, shape.kind, "a", ["a"], draw=shape.draw, given=dict.fromkeys(shape.given, 0)
    )
    found = content.faults_of(whole, question_of(whole, "", knowledge.kind(whole.kind)), knowledge)
    yield from _mapped(source, found, ())
    fields = knowledge.kinds[shape.kind].fields
    if shape.draw and not set(shape.draw) & set(fields):
        yield tree.problem(("draw",), f"expected a variable with the name of a given ({', '.join(fields)}), got none")
    names = replace(knowledge, names=frozenset(fields))
    for at, stage in enumerate(shape.stages):
        yield from _stage_faults(source, ("stages", at), stage, names)
    if shape.stages[-1].kind != shape.kind:
        message = f"expected the last stage to be the answer of the kind {shape.kind}, got {shape.stages[-1].kind or 'a computed value'}"
        yield tree.problem(("stages", len(shape.stages) - 1), message)


def _stage_faults(source: TopicSource, steps: Steps, stage: StageFile, knowledge: Known) -> Iterator[BankFault]:
    if (stage.kind is None) == (stage.form is None):
        which = "neither" if stage.kind is None else "both"
        yield source.tree.problem(steps, f"expected one of 'kind' and 'form', got {which}")
        return
    if stage.kind in BANK_KINDS:
        yield source.tree.problem((*steps, "kind"), f"expected a kind of problem, got '{stage.kind}'")
        return
    question = QuestionFile(
        *("a.a", _ANY.id, stage.label, 1, stage.kind or COMPUTED, stage.say, ["a"]),
        given=stage.given,
        answer=stage.answer,
        form=stage.form,
    )
    found = content.faults_of(question, question_of(question, "", knowledge.kind(question.kind)), knowledge)
    yield from _mapped(source, found, steps)


_RENAMED = {"prompt": "say", "title": "label"}


def _mapped(source: TopicSource, found: Iterator[content.Fault], steps: Steps) -> Iterator[BankFault]:
    """Yield the faults, each at its place in the topic."""
    for fault in found:
        first = fault.steps[:1]
        where = (*steps, *(_RENAMED.get(str(step), step) for step in first), *fault.steps[1:])
        yield source.tree.problem(where, fault.message, fault.offset, fault.of_key)


def _working_faults(source: TopicSource) -> Iterator[BankFault]:
    """Yield why the built-in example, or one that is drawn, cannot be worked out."""
    topic = source.topic
    try:
        work(topic, topic.given)
        for seed in SEEDS if topic.draw else ():
            work(topic, draw_given(topic, seed))
    except Unworkable as fault:
        yield source.tree.problem(("stages", fault.stage), f"expected a stage that can be worked out, got: {fault}")
    except DrillError as fault:
        yield source.tree.problem(("given",), f"expected a given that the kind {topic.kind} takes, got: {fault}")


# ---- texts ---------------------------------------------------------------------------------------------------------


def _text_faults(source: TopicSource) -> Iterator[BankFault]:
    topic = source.topic
    for section in topic.sections:
        for offset, message in mathtext.maths_faults(section.text):
            line = section.line + section.text.count("\n", 0, offset)
            column = offset - section.text.rfind("\n", 0, offset)
            yield BankFault(topic.path, line, column, "$", message)
    if topic.id == CHEATSHEET:
        yield from _sheet_faults(source)


def _sheet_faults(source: TopicSource) -> Iterator[BankFault]:
    topic = source.topic
    lines = topic.body.strip().split("\n")
    if not lines[0].startswith("```") or lines[-1].rstrip() != "```":
        yield BankFault(topic.path, 1, 1, "$", "expected one block of text between lines of ```, got other text")
        return
    rows = lines[1:-1]
    if len(rows) > TALLEST_SHEET:
        yield BankFault(topic.path, 1, 1, "$", f"expected at most {TALLEST_SHEET} lines, got {len(rows)}")
    for number, row in enumerate(rows, 1):
        if mathtext.width(row) > BROADEST_SHEET:
            message = (
                f"expected at most {BROADEST_SHEET} columns, got {mathtext.width(row)} in line {number}: {row[:40]}"
            )
            yield BankFault(topic.path, 1, 1, "$", message)
        odd = sorted({c for c in row if not mathtext.has_ascii(c)})
        if odd:
            yield BankFault(
                topic.path, 1, 1, "$", f"expected signs with an ASCII twin, got {''.join(odd)} in line {number}"
            )
