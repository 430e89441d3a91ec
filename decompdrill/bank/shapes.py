"""What a bank file looks like, as msgspec structs, and in words every way in which a document does not; owns both.

msgspec stops at its first fault. So a sound document is converted in one call, and only an unsound one is walked again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct, inspect

from decompdrill.bank.tree import Steps, Tree, YamlNode, suggest
from decompdrill.model import BankFault

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
QUESTION_ID = r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$"
IN_WORDS = {
    ID: "a name of small letters, digits and hyphens",
    QUESTION_ID: "an id such as 'rank.two-rows' (small letters, digits, hyphens, at least one dot)",
    r"^[A-Za-z][A-Za-z0-9_]{0,39}$": "a name of letters, digits and _",
    r"^Q\d\d$": "a row of the curriculum such as 'Q03'",
}
NAME = r"^[A-Za-z][A-Za-z0-9_]{0,39}$"
LETTERS = 26

Id = Annotated[str, Meta(pattern=ID, max_length=60)]
QuestionId = Annotated[str, Meta(pattern=QUESTION_ID, max_length=80)]
Text = Annotated[str, Meta(min_length=1, max_length=20_000)]
ExpressionText: TypeAlias = str | int | float | bool | list[Any]


class OptionFile(Struct, forbid_unknown_fields=True, frozen=True):
    right: Text | None = None
    wrong: Text | None = None
    slip: Id | None = None
    why: Text | None = None


class SlipFile(Struct, forbid_unknown_fields=True, frozen=True):
    id: Id
    answer: ExpressionText
    said: Text


class ConditionFile(Struct, forbid_unknown_fields=True, frozen=True):
    name: Id
    holds: Text
    said: Text


class PartFile(Struct, forbid_unknown_fields=True, frozen=True):
    name: Annotated[str, Meta(pattern=NAME)]
    kind: str
    prompt: Text
    hints: list[Text] = []
    given: dict[str, ExpressionText] = {}
    answer: ExpressionText | None = None
    form: str | None = None
    slips: list[SlipFile] = []
    options: list[OptionFile] = []
    shown: Annotated[int, Meta(ge=2, le=LETTERS)] | None = None
    steps: list[Text] = []
    insist: list[str] = []
    coincide: list[Id] = []
    when: str | None = None


class QuestionFile(Struct, forbid_unknown_fields=True, frozen=True):
    id: QuestionId
    objective: Id
    title: Text
    level: Annotated[int, Meta(ge=1, le=5)]
    kind: str
    prompt: Text
    hints: Annotated[list[Text], Meta(min_length=1, max_length=20)]
    par: Annotated[float, Meta(gt=0, le=3600)] | None = None
    draw: dict[str, dict[str, Any]] = {}
    given: dict[str, ExpressionText] = {}
    answer: ExpressionText | None = None
    form: str | None = None
    example: dict[str, ExpressionText] = {}
    conditions: list[ConditionFile] = []
    parts: list[PartFile] = []
    slips: list[SlipFile] = []
    options: list[OptionFile] = []
    shown: Annotated[int, Meta(ge=2, le=LETTERS)] | None = None
    steps: list[Text] = []
    insist: list[str] = []
    coincide: list[Id] = []
    shows_answer: bool = msgspec.field(default=False, name="shows-answer")


class BankFile(Struct, forbid_unknown_fields=True, frozen=True):
    bank: Id
    title: Text
    questions: Annotated[list[QuestionFile], Meta(min_length=1)]


class ObjectiveFile(Struct, forbid_unknown_fields=True, frozen=True):
    id: Id
    title: Text
    rows: list[Annotated[str, Meta(pattern=r"^Q\d\d$")]] = []
    requires: list[Id] = []


class ObjectivesFile(Struct, forbid_unknown_fields=True, frozen=True):
    objectives: Annotated[list[ObjectiveFile], Meta(min_length=1)]


StructType = TypeVar("StructType", bound=Struct)


def convert(tree: Tree, shape: type[StructType]) -> StructType | None:
    """Return the document as the struct, None where it is not of that shape."""
    try:
        return msgspec.convert(tree.root, shape)
    except msgspec.ValidationError:
        return None


def mended(node: YamlNode, shape: type[StructType]) -> tuple[StructType, frozenset[Steps]]:
    """Return the struct that a faulty node comes nearest to, and the steps of all that had to be replaced.

    So the content of what is sound is still checked, and every fault of a bank comes at once.
    """
    replaced: set[Steps] = set()
    near = _mended(node, _type_of(shape), (), replaced)
    return msgspec.convert(near, shape), frozenset(replaced)


def _mended(node: YamlNode, expected: inspect.Type, steps: Steps, replaced: set[Steps]) -> YamlNode:
    match expected, node:
        case inspect.StructType(), dict():
            types = {field.encode_name: field.type for field in expected.fields}
            needed = [field.encode_name for field in expected.fields if field.required]
            replaced.update((*steps, key) for key in {*node, *needed} if key not in node or key not in types)
            kept = [key for key in types if key in node or key in needed]
            return {key: _mended(node.get(key), types[key], (*steps, key), replaced) for key in kept}
        case inspect.ListType(), list() if _has_length(node, expected):
            return [_mended(item, expected.item_type, (*steps, at), replaced) for at, item in enumerate(node)]
        case inspect.DictType(), dict():
            return {key: _mended(item, expected.value_type, (*steps, key), replaced) for key, item in node.items()}
    if not isinstance(expected, inspect.StructType | inspect.DictType) and _fits(node, expected):
        return node
    replaced.add(steps)
    return _neutral(expected)


def _neutral(expected: inspect.Type) -> YamlNode:
    """Return a value of the type that has no fault of its own."""
    match expected:
        case inspect.StructType():
            return {field.encode_name: _neutral(field.type) for field in expected.fields if field.required}
        case inspect.DictType():
            return {}
        case inspect.ListType():
            return [_neutral(expected.item_type)] * (expected.min_length or 0)
        case inspect.StrType():
            return "a.a" if expected.pattern == QUESTION_ID else "a"
        case inspect.UnionType() if any(isinstance(choice, inspect.NoneType) for choice in expected.types):
            return None
        case inspect.BoolType():
            return False
        case _:
            return 1


def shape_faults(tree: Tree, shape: type[Struct]) -> Iterator[BankFault]:
    """Yield every way in which the document is not of that shape."""
    yield from _faults(tree, tree.root, _type_of(shape), ())


@lru_cache
def _type_of(shape: type[Struct]) -> inspect.Type:
    return inspect.type_info(shape)


def _faults(tree: Tree, node: YamlNode, expected: inspect.Type, steps: Steps) -> Iterator[BankFault]:
    match expected, node:
        case inspect.StructType(), dict():
            yield from _struct_faults(tree, node, expected, steps)
        case inspect.ListType(), list() if _has_length(node, expected):
            for index, item in enumerate(node):
                yield from _faults(tree, item, expected.item_type, (*steps, index))
        case inspect.DictType(), dict():
            for key, item in node.items():
                yield from _faults(tree, item, expected.value_type, (*steps, key))
        case ((inspect.StructType() | inspect.ListType() | inspect.DictType()), _):
            yield tree.problem(steps, f"expected {_words(expected)}, got {describe_value(node)}")
        case _ if not _fits(node, expected):
            yield tree.problem(steps, f"expected {_words(expected)}, got {describe_value(node)}")


def _struct_faults(
    tree: Tree, node: Mapping[str, YamlNode], expected: inspect.StructType, steps: Steps
) -> Iterator[BankFault]:
    fields = {field.encode_name: field for field in expected.fields}
    for key in node:
        if key not in fields:
            near = suggest(key, list(fields)) or f"; there are {', '.join(fields)}"
            yield tree.problem((*steps, key), f"expected a known key, got '{key}'{near}", of_key=True)
    for name, field in fields.items():
        if name in node:
            yield from _faults(tree, node[name], field.type, (*steps, name))
        elif field.required:
            yield tree.problem(steps, f"expected the key '{name}', got none")


def _fits(node: YamlNode, expected: inspect.Type) -> bool:
    match expected:
        case inspect.UnionType():
            return any(_fits(node, choice) for choice in expected.types)
        case inspect.StrType():
            return isinstance(node, str) and _fits_text(node, expected)
        case inspect.BoolType():
            return isinstance(node, bool)
        case inspect.IntType():
            return isinstance(node, int) and not isinstance(node, bool) and _in_range(node, expected)
        case inspect.FloatType():
            return isinstance(node, int | float) and not isinstance(node, bool) and _in_range(node, expected)
        case inspect.ListType():
            return isinstance(node, list) and _has_length(node, expected)
        case inspect.NoneType():
            return node is None
        case _:
            return True


def _fits_text(node: str, expected: inspect.StrType) -> bool:
    try:
        meta = Meta(min_length=expected.min_length, max_length=expected.max_length, pattern=expected.pattern)
        msgspec.convert(node, Annotated[str, meta])
    except msgspec.ValidationError:
        return False
    return True


def _in_range(node: float, expected: inspect.IntType | inspect.FloatType) -> bool:
    low = expected.ge is None or node >= expected.ge
    above = expected.gt is None or node > expected.gt
    return low and above and (expected.le is None or node <= expected.le)


def _has_length(node: list[YamlNode], expected: inspect.ListType) -> bool:
    return (expected.min_length or 0) <= len(node) <= (expected.max_length or math.inf)


def _words(expected: inspect.Type) -> str:
    match expected:
        case inspect.UnionType():
            kept = [choice for choice in expected.types if not isinstance(choice, inspect.NoneType)]
            if len(kept) > 1:
                return "an expression, a number or a list"
            return _words(kept[0])
        case inspect.StrType():
            if expected.pattern:
                return IN_WORDS[expected.pattern]
            least = f"{expected.min_length} to " if expected.min_length else "at most "
            return f"text{f' of {least}{expected.max_length:,} characters' if expected.max_length else ''}"
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType():
            return f"a whole number{_range(expected)}"
        case inspect.FloatType():
            return f"a number{_range(expected)}"
        case inspect.ListType():
            return f"a list{_size(expected)}"
        case _:  # a dictionary or a struct: every value fits Any, and truth values stand among alternatives
            return "keys with values"


def _range(expected: inspect.IntType | inspect.FloatType) -> str:
    low = (
        f" above {expected.gt:g}"
        if expected.gt is not None
        else f" from {expected.ge}"
        if expected.ge is not None
        else ""
    )
    joint = " and at most" if expected.gt is not None else " to"
    return f"{low}{joint} {expected.le:g}" if expected.le is not None else low


def _size(expected: inspect.ListType) -> str:
    if expected.max_length is not None:
        return f" of {expected.min_length or 0} to {expected.max_length}"
    return f" of {expected.min_length} or more" if expected.min_length else ""


def describe_value(node: YamlNode) -> str:
    """Return a value in words, as a message shows it: 'three', 7, a list of 2, nothing."""
    match node:
        case None:
            return "nothing"
        case bool():
            return "true" if node else "false"
        case str():
            if not node.strip():
                return "empty text"
            return repr(node) if len(node) <= 40 else f"{node[:37]!r}… ({len(node):,} characters)"
        case list():
            return f"a list of {len(node)}"
        case dict():
            return (
                f"keys with values ({', '.join(list(node)[:3])}{', …' if len(node) > 3 else ''})" if node else "no keys"
            )
        case _:
            return str(node)
