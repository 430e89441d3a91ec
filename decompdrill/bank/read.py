"""The only YAML: text to a tree of plain values, from parser events, with every fault that the text itself has.

Plain scalars are read as YAML 1.2 core: `no` and `on` are text, `1e-6` is a number, `010` is ten, `0x1F` and `0o17` are
integers; a quoted scalar is always text. Tags, anchors, aliases, duplicate keys, keys that are no text, a second
document, tabs and control characters are refused. Building from events costs a fifth of what PyYAML's loaders do, and
cannot be made to expand or to recurse.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from decompdrill.bank.tree import MOST_CHARACTERS, MOST_PROBLEMS, Place, Places, Steps, Tree, YamlNode, spell
from decompdrill.model import BankFault

MOST_EVENTS = 500_000
DEEPEST = 50
LONGEST_NUMBER = 300

Loader: TypeAlias = "type[yaml.SafeLoader] | type[yaml.CSafeLoader]"

FASTEST: Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Bidirectional overrides are in: they make a text read otherwise than it is.
FORBIDDEN = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
HALF = re.compile("[\ud800-\udfff]")
INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
# What plain scalars in brackets may hold is where the two parsers differ, and where an empty one stands.
DOUBTFUL = re.compile(r"^:|\?|^$")
COMMENT_BEHIND_BLOCK = re.compile(r"[:-] +[|>][-+0-9]{0,2}#")
NOT_FINITE = frozenset(
    {".nan", ".NaN", ".NAN"} | {sign + word for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")}
)
WORDS: dict[str, bool | None] = (
    dict.fromkeys(("", "~", "null", "Null", "NULL"))
    | dict.fromkeys(("true", "True", "TRUE"), True)
    | dict.fromkeys(("false", "False", "FALSE"), False)
)


class StopReading(Exception):
    """Reading cannot go on after this fault, which is already noted."""


class ParsersDiffer(Exception):
    """The C parser reads here what the pure Python one may refuse; the latter decides."""


class ParserFailed(Exception):
    """The pure Python parser itself fails here, over a number that no character and no version has."""

    def __init__(self, mark: yaml.Mark | None) -> None:
        super().__init__()
        self.problem_mark = mark
        self.problem = "an escape or a version with a number that is out of range"


@dataclass(slots=True)
class OpenCollection:
    """A list or a mapping that is being filled."""

    container: list[YamlNode] | dict[str, YamlNode]
    in_brackets: bool = False
    key: str = ""
    waiting: bool = False
    """A mapping has its key and waits for the value."""
    repeats: bool = False
    """The key was there before: its value is read, for its own faults, and dropped."""


@dataclass(slots=True)
class Builder:
    """What has been read so far; `places` is filled only when a fault asks for them."""

    path: str
    places: Places | None
    doubts: bool = False
    """The C parser reads, and where the two might differ the pure Python one is to decide."""
    root: YamlNode = None
    begun: bool = False
    frames: list[OpenCollection] = field(default_factory=list)
    items: dict[Steps, Place] = field(default_factory=dict)
    problems: list[BankFault] = field(default_factory=list)

    def fault(self, event: Event, message: str) -> None:
        place = _place(event)
        self.problems.append(BankFault(self.path, place[0], place[1], spell(self.steps()), message))
        if len(self.problems) >= MOST_PROBLEMS:
            raise StopReading

    def steps(self) -> Steps:
        """Return the way to the node that comes next."""
        last = len(self.frames) - 1
        return tuple(
            len(frame.container) - (at < last) if isinstance(frame.container, list) else frame.key
            for at, frame in enumerate(self.frames)
        )


def parse_yaml(text: str, path: str, loader: Loader | None = None) -> tuple[Tree | None, tuple[BankFault, ...]]:
    """Return the tree of a document, and every fault of the text; no tree where reading stopped at a fault."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    problems = tuple(_forbidden(text, path))
    if problems:
        return None, problems
    chosen = yaml.SafeLoader if COMMENT_BEHIND_BLOCK.search(text) else loader or FASTEST
    builder = Builder(path, None, doubts=chosen is not yaml.SafeLoader)
    try:
        is_whole = _build(text, builder, chosen)
    except ParsersDiffer:
        return parse_yaml(text, path, yaml.SafeLoader)
    except (yaml.YAMLError, ParserFailed) as error:
        if builder.doubts:
            return parse_yaml(text, path, yaml.SafeLoader)
        return None, (*builder.problems, _syntax(path, error))
    problems = tuple(builder.problems)
    if not is_whole:
        return None, problems
    find_places = lru_cache(1)(partial(_find_places, text, path, chosen))
    return Tree(path, builder.root, text, builder.items, find_places), problems


def _forbidden(text: str, path: str) -> Iterator[BankFault]:
    if len(text) > MOST_CHARACTERS:
        message = (
            f"expected at most {MOST_CHARACTERS:,} characters, got {len(text):,}; split the bank into several files"
        )
        yield BankFault(path, 1, 1, "$", message)
        return
    for count, match in enumerate(FORBIDDEN.finditer(text)):
        if count == MOST_PROBLEMS:
            return
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        yield BankFault(path, line, column, "$", _forbidden_message(match.group()))


def _forbidden_message(character: str) -> str:
    if character == "\t":
        return "expected spaces, got a tab"
    return f"expected printable text, got the control character U+{ord(character):04X}"


def _build(text: str, builder: Builder, loader: Loader) -> bool:
    """Fill the builder from the events; return whether the end was reached."""
    parser = loader(text)
    try:
        for count, event in enumerate(iter(parser.get_event, None)):
            if count > MOST_EVENTS:
                builder.fault(event, f"expected at most {MOST_EVENTS:,} nodes, got more; split the bank into several")
                return False
            TAKES[type(event)](builder, event)
    except StopReading:
        return False
    except (ValueError, OverflowError) as error:
        # Of an escape such as "\U00110000", and of a version of YAML with thousands of digits.
        raise ParserFailed(parser.get_mark() if isinstance(parser, yaml.SafeLoader) else None) from error
    return True


def _begin(builder: Builder, event: Event) -> None:
    if builder.begun:
        builder.fault(event, "expected one document, got a second one after '---'")
        raise StopReading
    builder.begun = True


def _pass(builder: Builder, event: Event) -> None:
    """The stream and the end of the document hold nothing."""


def _alias(builder: Builder, event: AliasEvent) -> None:
    builder.fault(event, f"expected a value, got the alias *{_beginning(event.anchor)}; write the value out")
    _put(builder, event, None)


def _close(builder: Builder, event: Event) -> None:
    builder.frames.pop()


def _scalar(builder: Builder, event: ScalarEvent) -> None:
    if event.tag is not None or event.anchor is not None:
        _refuse_marks(builder, event)
    text: str = event.value
    if not text.isprintable() and (match := FORBIDDEN.search(text)):
        builder.fault(event, _escape_message(match.group()))
        # Half a character can be neither compared nor written.
        text = event.value = HALF.sub("\ufffd", text)
    frame = builder.frames[-1] if builder.frames else None
    if frame is not None and frame.in_brackets and builder.doubts and not event.style and DOUBTFUL.search(text):
        raise ParsersDiffer
    if frame is not None and not frame.waiting and type(frame.container) is dict:
        _key(builder, frame, event)
    else:
        # The C parser says '' for a plain scalar, the pure one None.
        _put(builder, event, text if event.style else _plain(builder, event))


def _escape_message(character: str) -> str:
    name = "a tab" if character == "\t" else f"the control character U+{ord(character):04X}"
    return rf"expected printable text, got {name}; in double quotes \ begins an escape: write \\ or use single quotes"


def _plain(builder: Builder, event: ScalarEvent) -> YamlNode:
    """Return the value of a plain scalar by the core schema of YAML 1.2."""
    text: str = event.value
    if text in WORDS:
        return WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if text in NOT_FINITE:
        builder.fault(event, f"expected a finite number, got {text}")
        return 0.0
    is_integer = INTEGER.fullmatch(text)
    if not is_integer and not FLOAT.fullmatch(text):
        return text
    if len(text) > LONGEST_NUMBER:
        builder.fault(event, f"expected a number of at most {LONGEST_NUMBER} characters, got {len(text)}")
        return 0
    if is_integer:
        return int(text, 0) if text[1:2] in ("o", "x") else int(text)
    number = float(text)
    if not math.isfinite(number):
        builder.fault(event, f"expected a finite number, got {text}")
        return 0.0
    return number


def _open(builder: Builder, event: MappingStartEvent | SequenceStartEvent) -> None:
    container: dict[str, YamlNode] | list[YamlNode] = {} if isinstance(event, MappingStartEvent) else []
    if event.tag is not None or event.anchor is not None:
        _refuse_marks(builder, event)
    if len(builder.frames) >= DEEPEST:
        builder.fault(event, f"expected at most {DEEPEST} levels of nesting, got more")
        raise StopReading
    _put(builder, event, container)
    builder.frames.append(OpenCollection(container, bool(event.flow_style)))


def _refuse_marks(builder: Builder, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
    if builder.doubts:
        raise ParsersDiffer
    if event.anchor is not None:
        builder.fault(event, f"expected a value, got the anchor &{_beginning(event.anchor)}; anchors are not read")
    if event.tag is not None:
        builder.fault(event, f"expected a value without a tag, got the tag {_beginning(event.tag)}")


def _beginning(name: str | None) -> str:
    """Return as much of a name as a message has room for."""
    known = name or ""
    return known if len(known) <= 80 else f"{known[:80]}…"


def _key(builder: Builder, frame: OpenCollection, event: ScalarEvent) -> None:
    frame.key, frame.waiting = event.value, True
    frame.repeats = event.value in frame.container
    if frame.repeats:
        builder.fault(event, f"expected each key once, got '{frame.key}' again")
    elif builder.places is not None:
        builder.places.keys[builder.steps()] = _place(event)


def _put(builder: Builder, event: Event, value: YamlNode) -> None:
    """Store a value where it belongs."""
    if builder.places is not None:
        _note_place(builder, builder.places, event)
    frames = builder.frames
    if not frames:
        builder.root = value
        return
    if len(frames) == 2:
        builder.items[builder.steps()] = _place(event)
    frame = frames[-1]
    if isinstance(frame.container, list):
        frame.container.append(value)
    elif frame.waiting:
        if not frame.repeats:
            frame.container[frame.key] = value
        frame.waiting = False
    else:
        builder.fault(event, "expected a key that is text, got a list or a mapping")
        raise StopReading


def _note_place(builder: Builder, places: Places, event: Event) -> None:
    if any(frame.repeats for frame in builder.frames):
        return
    steps = builder.steps()
    places.nodes[steps] = _place(event)
    if isinstance(event, ScalarEvent) and event.style == "|":
        places.blocks.add(steps)


def _place(event: Event) -> Place:
    mark = event.start_mark
    assert mark is not None
    return mark.line + 1, mark.column + 1


def _find_places(text: str, path: str, loader: Loader) -> Places:
    places = Places()
    _build(text, Builder(path, places), loader)
    return places


def _syntax(path: str, error: yaml.YAMLError | ParserFailed) -> BankFault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = getattr(error, "problem", None) or "the text cannot be read"
    context = getattr(error, "context", None)
    return BankFault(path, line, column, "$", f"expected YAML, got a fault{f' {context}' if context else ''}: {said}")


TAKES: dict[type, Callable[[Builder, Any], None]] = {
    ScalarEvent: _scalar,
    MappingStartEvent: _open,
    SequenceStartEvent: _open,
    MappingEndEvent: _close,
    SequenceEndEvent: _close,
    AliasEvent: _alias,
    StreamStartEvent: _pass,
    DocumentStartEvent: _begin,
    DocumentEndEvent: _pass,
    StreamEndEvent: _pass,
}
"""What each event does."""
