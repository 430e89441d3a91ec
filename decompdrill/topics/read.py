"""A topic or the glossary from the text of its file: the only reader of their format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

from decompdrill import expr
from decompdrill.bank import shapes
from decompdrill.bank.content import expression_of, variables_of
from decompdrill.bank.read import parse_yaml
from decompdrill.bank.shapes import ExpressionText, Id, Text
from decompdrill.bank.template import Template
from decompdrill.bank.tree import Tree, suggest
from decompdrill.model import BankFault, Form
from decompdrill.topics.values import CHEATSHEET, FACTS, SECTIONS, Section, Stage, Term, Topic

FENCE = "---"
_HEADING = re.compile(r"## ++(.*\S)\s*+")
_CODE = re.compile(r"\s*```")


class StageFile(Struct, forbid_unknown_fields=True, frozen=True):
    say: Text
    label: Text
    form: str | None = None
    answer: ExpressionText | None = None
    kind: str | None = None
    given: dict[str, ExpressionText] = {}


class TopicFile(Struct, forbid_unknown_fields=True, frozen=True):
    title: Text
    aliases: list[Text] = []
    quiz: str | None = None
    show: str | None = None
    needs: list[Id] = []
    kind: str | None = None
    given: dict[str, Any] = {}
    draw: dict[str, dict[str, Any]] = {}
    stages: list[StageFile] = []


@dataclass(frozen=True, slots=True)
class TopicSource:
    """A topic with the file that it was read from: what a fault of its content needs to name its place."""

    topic: Topic
    shape: TopicFile
    tree: Tree


def read_topic(text: str, path: str) -> tuple[TopicSource | None, tuple[BankFault, ...]]:
    """Return the topic of a file, or every fault of its shape."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None, (
            BankFault(
                path, 1, 1, "$", f"expected '{FENCE}' and the front matter, got {shapes.describe_value(lines[0])}"
            ),
        )
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return None, (BankFault(path, len(lines), 1, "$", f"expected '{FENCE}' after the front matter, got none"),)
    # The opening mark begins a YAML document too, so the lines of the front matter keep their numbers.
    tree, problems = parse_yaml("\n".join(lines[:end]) + "\n", path)
    name = Path(path).stem
    sections, of_sections = _sections(lines, end + 1, path)
    if name == CHEATSHEET:
        sections, of_sections = (), ()
    if tree is None:
        return None, (*problems, *of_sections)
    shape = shapes.convert(tree, TopicFile)
    if shape is None or problems or of_sections:
        of_shape = () if shape else tuple(shapes.shape_faults(tree, TopicFile))
        return None, (*problems, *of_shape, *of_sections)
    body = "\n".join(lines[end + 1 :]).strip("\n")
    return TopicSource(_topic(name, path, shape, sections, body), shape, tree), ()


def _topic(name: str, path: str, shape: TopicFile, sections: tuple[Section, ...], body: str) -> Topic:
    return Topic(
        id=name,
        title=shape.title,
        path=path,
        aliases=tuple(shape.aliases),
        quiz=shape.quiz or "",
        show=shape.show or "",
        needs=tuple(shape.needs),
        kind=shape.kind or "",
        given=shape.given,
        draw=variables_of(shape.draw),
        stages=tuple(map(_stage, shape.stages)),
        sections=sections,
        body=body,
    )


def _stage(stage: StageFile) -> Stage:
    return Stage(
        say=Template(stage.say.strip()),
        label=Template(stage.label.strip()),
        form=Form(stage.form) if stage.form in {form.value for form in Form} else None,
        answer=None if stage.answer is None else expr.Expression(expression_of(stage.answer)),
        kind=stage.kind or "",
        given={name: expr.Expression(expression_of(value)) for name, value in stage.given.items()},
    )


# ---- sections ------------------------------------------------------------------------------------------------------


def _sections(lines: list[str], start: int, path: str) -> tuple[tuple[Section, ...], tuple[BankFault, ...]]:
    found = list(split(lines, start))
    return tuple(found), tuple(_section_faults(found, lines, start, path))


def split(lines: list[str], start: int) -> Iterator[Section]:
    """Yield the parts that begin with a heading of the second level, code left alone."""
    heading, first, in_code = "", start, False
    for at, line in enumerate([*lines[start:], "## end"], start):
        in_code ^= bool(_CODE.match(line)) and at < len(lines)
        match = None if in_code and at < len(lines) else _HEADING.fullmatch(line)
        if match:
            text = "\n".join(lines[first:at])
            if heading or text.strip():
                yield Section(heading, text, first + 1)
            heading, first = match.group(1), at + 1


def _section_faults(found: list[Section], lines: list[str], start: int, path: str) -> Iterator[BankFault]:
    expected = [heading for heading in SECTIONS if heading != FACTS]
    for section in found:
        line = max(section.line - 1, 1)
        if not section.heading:
            yield BankFault(path, section.line, 1, "$", "expected a heading '## In short', got text above it")
        elif section.heading not in SECTIONS:
            near = suggest(section.heading, SECTIONS) or f"; there are {', '.join(SECTIONS)}"
            yield BankFault(path, line, 1, "$", f"expected a known section, got '{section.heading}'{near}")
        elif not section.text.strip():
            yield BankFault(path, line, 1, "$", f"expected text under '{section.heading}', got none")
    named = [section.heading for section in found if section.heading in SECTIONS]
    for heading in expected:
        if heading not in named:
            yield BankFault(path, len(lines), 1, "$", f"expected the section '{heading}', got none")
    yield from _order_faults([section for section in found if section.heading in SECTIONS], path)


def _order_faults(found: list[Section], path: str) -> Iterator[BankFault]:
    for before, after in pairwise(found):
        if SECTIONS.index(before.heading) >= SECTIONS.index(after.heading):
            message = f"expected the sections in the order {', '.join(SECTIONS)}, got '{after.heading}' here"
            yield BankFault(path, after.line - 1, 1, "$", message)


# ---- the glossary --------------------------------------------------------------------------------------------------


def read_glossary(text: str, path: str) -> tuple[tuple[Term, ...], tuple[BankFault, ...]]:
    """Return the entries of the glossary, or none and every fault of its shape."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    entries: list[Term] = []
    problems: list[BankFault] = []
    for section in split(lines, 0):
        if not section.heading:
            # What stands above the first entry is a title for those who read the file.
            continue
        entry, problem = _entry(section, path)
        entries += [entry] if entry else []
        problems += [problem] if problem else []
    return (() if problems else tuple(entries)), tuple(problems)


def _entry(section: Section, path: str) -> tuple[Term | None, BankFault | None]:
    lines = [line.strip() for line in section.text.strip().split("\n")]
    also: tuple[str, ...] = ()
    if lines[0].startswith("Also:"):
        also = tuple(name.strip() for name in lines.pop(0).removeprefix("Also:").split(",") if name.strip())
    if not lines or not lines[-1].startswith("See:"):
        place = section.line - 1
        return None, BankFault(
            path, place, 1, "$", f"expected a last line 'See: topic' under '{section.heading}', got none"
        )
    see = lines.pop().removeprefix("See:").strip()
    words = "\n".join(lines).strip()
    if not words:
        return None, BankFault(path, section.line - 1, 1, "$", f"expected text under '{section.heading}', got none")
    return Term(section.heading, also, words, see, section.line - 1), None
