"""The frozen values of `explain`: a topic, its sections, the stages of its example, an entry of the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from decompdrill.bank.question import Variable
from decompdrill.bank.template import Template
from decompdrill.expr import Expression
from decompdrill.model import Form, Raw

CHEATSHEET, NUMPY = "cheatsheet", "numpy"
"""The topics that need no worked example; the first is nothing but a block of text."""

IN_SHORT, PICTURE, DEFINITION, IN_NUMPY, CONFUSED, FACTS = (
    *("In short", "Picture it", "Definition", "In NumPy", "Often confused", "Facts"),
)
SECTIONS = (IN_SHORT, PICTURE, DEFINITION, IN_NUMPY, CONFUSED, FACTS)
"""The headings of a topic in their order; the last one may be missing."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its heading, its Markdown, and the line on which that begins."""

    heading: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a worked example: what is said of it, and a value that is either computed or that of a kind."""

    say: Template
    label: Template
    form: Form | None = None
    """The form of a computed value; None where a kind judges it."""
    answer: Expression | None = None
    """The value over the given."""
    kind: str = ""
    given: Mapping[str, Expression] = field(default_factory=dict)
    """What the kind is given."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of `explain`."""

    id: str
    title: str
    path: str
    aliases: tuple[str, ...] = ()
    quiz: str = ""
    """The argument of `decompdrill quiz` that drills it; empty where there is none."""
    show: str = ""
    """The picture that belongs to it."""
    needs: tuple[str, ...] = ()
    kind: str = ""
    given: Mapping[str, Raw] = field(default_factory=dict)
    draw: tuple[Variable, ...] = ()
    stages: tuple[Stage, ...] = ()
    sections: tuple[Section, ...] = ()
    body: str = ""
    """All the Markdown below the front matter."""

    def section(self, heading: str) -> str:
        """Return the Markdown of a section, empty where the topic has none."""
        return next((section.text for section in self.sections if section.heading == heading), "")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary."""

    term: str
    also: tuple[str, ...]
    text: str
    see: str
    """The topic that says more."""
    line: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        return (self.term, *self.also)
