"""A question of a bank, its digest, and what a bank may name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from decompdrill.model import Form, Objective, Raw

if TYPE_CHECKING:  # a start that lists the questions parses none of their texts
    from decompdrill.bank.template import Template
    from decompdrill.expr import Expression

TableValue = TypeVar("TableValue")


@dataclass(frozen=True)
class KindShape:
    """What a kind of problem is given; of each group in `one_of` exactly one field is, and `words` are read as themselves."""

    name: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[str, ...]:
        return (*self.required, *(name for group in self.one_of for name in group), *self.optional)


@dataclass(frozen=True, slots=True)
class RecipeShape:
    """The parameters of a recipe."""

    name: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        return (*self.required, *self.optional)


CHOICE, COMPUTED, CODE, CONSTRUCT, PARTS = "choice", "computed", "code", "construct", "parts"
BANK_KINDS = {name: KindShape(name) for name in (CHOICE, COMPUTED, CODE, CONSTRUCT, PARTS)}
"""The kinds whose answer the bank itself gives: among its options, as an expression, as code, by conditions, part by part."""


class LazyTable(Mapping[str, TableValue]):
    """A table that is made when it is first looked into: the kinds and recipes take NumPy, and a sound index needs none."""

    def __init__(self, make: Callable[[], Mapping[str, TableValue]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, TableValue]:
        return self._make()

    def __getitem__(self, name: str) -> TableValue:
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __repr__(self) -> str:
        """Return the same for every table: what is in one follows from the code alone, which is told apart by itself."""
        return "later"


@dataclass(frozen=True, slots=True)
class Known:
    """What a bank may name. `names` are those that every expression may use beside the question's own variables."""

    kinds: Mapping[str, KindShape]
    recipes: Mapping[str, RecipeShape]
    objectives: Mapping[str, Objective] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    def kind(self, name: str) -> KindShape | None:
        return BANK_KINDS.get(name) or self.kinds.get(name)

    @property
    def kind_names(self) -> tuple[str, ...]:
        return (*self.kinds, *(name for name in BANK_KINDS if name not in self.kinds))


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of a draw; a parameter is a literal, the name of another variable or an expression."""

    name: str
    recipe: str
    params: Mapping[str, Raw]


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice: whether it is right, and if not which slip it is and why it is wrong."""

    text: Template
    right: bool
    slip: str | None = None
    why: Template | None = None


@dataclass(frozen=True, slots=True)
class BankSlip:
    """A slip of one question: the answer that it gives, and what to say then."""

    id: str
    answer: Expression
    said: Template


@dataclass(frozen=True, slots=True)
class CodeSlip:
    """A slip of a code question: the code that it gives, and what to say then."""

    id: str
    code: Template
    said: Template


CHECKS = ("Check:", "Check,")
"""How an author begins a step that only confirms the answer."""


def place_of_reason(steps: Sequence[str]) -> int | None:
    """Return the place of the step that is said with the answer: the last, or the one before it where the last is a check."""
    places = range(len(steps))[-2:]
    return max((i for i in places if not steps[i].startswith(CHECKS)), default=len(steps) - 1 if steps else None)


@dataclass(frozen=True, slots=True)
class BankCondition:
    """A condition that the answer of a construct question must meet, and what to say where it does not."""

    name: str
    holds: Expression
    said: Template


@dataclass(frozen=True, slots=True)
class BankPart:
    """One part of a question, as a question without a draw of its own, and when an earlier answer may be carried into it."""

    name: str
    question: Question
    when: Expression | None


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a bank, valid in every respect that can be seen without drawing it."""

    id: str
    bank: str
    objective: str
    title: str
    level: int
    kind: str
    draw: tuple[Variable, ...]
    given: Mapping[str, Expression]
    """What the kind is given, variables named like a given included."""
    prompt: Template
    hints: tuple[Template, ...]
    slips: tuple[BankSlip, ...] = ()
    options: tuple[Option, ...] = ()
    shown: int = 0
    """How many options of a choice are shown; 0 for other kinds."""
    answer: Expression | None = None
    """The answer of a computed question."""
    form: Form | None = None
    """The form of the answer of a computed question, or of a construct question."""
    codes: tuple[Template, ...] = ()
    """Every right code of a code question."""
    code_slips: tuple[CodeSlip, ...] = ()
    """The slips of a code question, which has no others."""
    example: Mapping[str, Expression] = field(default_factory=dict)
    """What a construct question asks for by name, each with a value that meets the conditions."""
    conditions: tuple[BankCondition, ...] = ()
    parts: tuple[BankPart, ...] = ()
    steps: tuple[Template, ...] = ()
    par: float | None = None
    """Seconds that a practised person takes."""
    insist: tuple[str, ...] = ()
    """Notes that make an answer wrong here although it is right elsewhere."""
    coincide: tuple[str, ...] = ()
    """Slips that may give the right answer on a draw, which is asked all the same."""
    shows_answer: bool = False
    """The answer stands in the prompt, and to find it there is what is asked."""
    location: tuple[str, int] = ("", 0)
    """The file and the line."""

    @property
    def slip_ids(self) -> tuple[str, ...]:
        """Return the ids of the slips listed for the question, in the order of its file; options have their own."""
        return (*(slip.id for slip in self.slips), *(slip.id for slip in self.code_slips))

    @property
    def reason(self) -> int | None:
        """Return the place of the step that is said with the answer."""
        return place_of_reason([step.text for step in self.steps])

    @property
    def digest(self) -> str:
        """Return 8 hexadecimal characters of everything that changes what is asked or how it is judged."""
        given = {name: expression.text for name, expression in self.given.items()}
        answers = [text.text for text in (self.answer, *self.codes) if text is not None]
        slips = [(s.id, s.answer.text) for s in self.slips] + [(s.id, s.code.text) for s in self.code_slips]
        content: list[object] = [
            *(self.id, self.kind, [(v.name, v.recipe, v.params) for v in self.draw], given, self.prompt.text),
            *([(o.text.text, o.right, o.slip) for o in self.options], self.shown, answers, self.form),
            *(slips, self.insist, self.coincide),
        ]
        if self.conditions:
            example = {name: expression.text for name, expression in self.example.items()}
            content += [example, [(c.name, c.holds.text) for c in self.conditions]]
        if self.parts:
            content += [[(p.name, p.question.digest, "" if p.when is None else p.when.text) for p in self.parts]]
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return blake2b(canonical.encode(), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class Bank:
    """One file of questions."""

    id: str
    title: str
    path: str
    questions: tuple[Question, ...]
