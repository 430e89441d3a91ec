"""Records to fuzz with: awkward problems of every kind, some as large as a problem may be; and what spoils a tree."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import lru_cache
from random import Random
from typing import Any, TypeAlias

from benchmarks.fuzz_texts import LONGEST, answer, matrix, number, spoiled, text_of
from decompdrill.bank.load import OBJECTIVES
from decompdrill.errors import DrillError
from decompdrill.exercises.grade import task_of
from decompdrill.exercises.showing import show_reference
from decompdrill.io.folders import shipped_dir
from decompdrill.kinds import KINDS
from decompdrill.kinds.signatures import Field, FieldType
from tests.instances import INSTANCES

Node: TypeAlias = Any
"""What JSON and YAML hold: texts, numbers, lists and objects of these, nothing."""

AWKWARD: tuple[Node, ...] = (
    "π",
    "√2",
    "1/3",
    "(1+√5)/2",
    "i",
    "1+2i",
    "2π/3",
    "1e-300",
    "-0.0",
    "e",
    "-√3/2",
    "50%",
    "22/7",
    "0.1",
)
AWKWARD += (
    10**15,
    10**30,
    1e300,
    1e-12,
    2**53 + 1,
    -(10**9),
    0.1,
    1e16,
    1.0000000001,
    5e-324,
    "1e50",
    "1e-99",
    "10^20",
)
ENTRIES = (0, 0, 0, 1, 1, -1, 2, 3, -5, 7, 12, 100, 0.5)
STRANGE: tuple[Node, ...] = (
    None,
    True,
    "",
    [],
    {},
    [[]],
    [[], []],
    [None],
    "nan",
    "∞",
    1e999,
    -1,
    0,
    10**400,
    "A",
    {"a": 1},
)
STRANGE += ("\x1b[31m", "\u202e", "[1,2;3", [["1", [2]]], [[1, 2], [3]], 0.5, [[[1]]], "1; 2", [1, 2, 3])


# ---- records -------------------------------------------------------------------------------------------------------


def _entry(rng: Random, odd: float) -> Node:
    if rng.random() < odd:
        return number(rng) if rng.random() < 0.1 else rng.choice(AWKWARD)
    return rng.choice(ENTRIES)


def _side(rng: Random) -> int:
    return 40 if rng.random() < 0.004 else rng.choice((1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6))


def _given_matrix(rng: Random) -> Node:
    """Return a matrix: mostly square, one in two of a shape that makes trouble."""
    m = n = _side(rng)
    if rng.random() < 0.25:
        n = min(_side(rng), 12)
    odd = rng.choice((0.0, 0.0, 0.1, 0.5)) if max(m, n) < 13 else 0.0
    rows = [[_entry(rng, odd) for _ in range(n)] for _ in range(m)]
    shape = rng.randrange(10)
    if shape == 0:
        rows = [rows[0]] * m  # of rank one
    elif shape == 1:
        rows = [[(i == j) * _entry(rng, 0.3) or 0 for j in range(n)] for i in range(m)]
    elif shape == 2:
        rows = [[rows[0][0] if i == j else int(j == i + 1) for j in range(n)] for i in range(m)]  # a Jordan block
    elif shape == 3:
        rows = [[rows[min(i, j) % m][max(i, j) % n] for j in range(n)] for i in range(m)]  # symmetric where square
    elif shape == 4:
        power = rng.choice((1e-200, 1e-20, 1e-8, 1e8, 1e100, 1e150))
        rows = [[x * power if isinstance(x, float | int) else x for x in row] for row in rows]
    elif shape == 5:
        return matrix(rng)
    return rows


def _value_of(rng: Random, field: Field) -> Node:
    chance = rng.random()
    if chance < 0.03:
        return deepcopy(rng.choice(STRANGE))
    if chance < 0.05:
        return _large_value(rng, field)
    match field.type:
        case FieldType.MATRIX:
            return _given_matrix(rng)
        case FieldType.VECTOR | FieldType.VALUES:
            return [_entry(rng, 0.2) for _ in range(rng.choice((0, 1, 2, 3, 3, 4, 8)))]
        case FieldType.COUNT:
            return rng.choice((0, 1, 1, 2, 2, 3, 5, 100, 10**9, 10**20, "2", 1.0, -1))
        case FieldType.WORD:
            return rng.choice((*field.words, *field.words, "nosuch"))
        case FieldType.FLAG:
            return rng.choice((True, False, "yes", 1))
        case FieldType.LAYERS:
            return [{"d_in": _count(rng), "d_out": _count(rng), "count": _count(rng)} for _ in range(rng.randint(0, 3))]
        case _:
            return rng.choice((_entry(rng, 0.5), "95%", 0.9, "0.95", 1, 0, 1e-12))


SIDES = ((40, 40), (40, 250), (250, 40), (10, 1000), (1000, 10), (1, 1000), (1000, 1), (41, 41), (8, 1001), (12, 12))
"""Of matrices that are as large as they may be, and of some that are larger (docs/reading.md)."""


def _large_value(rng: Random, field: Field) -> Node:
    """Return a value near the limits of what a problem is given: long lists, large matrices, long and huge numbers."""
    match field.type:
        case FieldType.MATRIX:
            rows, columns = rng.choice(SIDES) if rng.random() < 0.7 else rng.choice(((2, 2), (3, 3), (4, 4), (8, 8)))
        case FieldType.VECTOR | FieldType.VALUES:
            rows, columns = 1, rng.choice((250, 999, 1000, 1001))
        case FieldType.COUNT:
            return rng.choice((10**15 - 1, 10**15, 10**15 + 1, 10**100, "1e15"))
        case _:
            return _large_number(rng, 400)
    few = [_large_number(rng, 200_000 // (rows * columns)) for _ in range(rng.choice((1, 7, 30)))]
    whole = [[rng.choice((0, 1, -2, *few)) for _ in range(columns)] for _ in range(rows)]
    return whole if field.type is FieldType.MATRIX else whole[0]


def _large_number(rng: Random, digits: int) -> Node:
    """Return a number of so many digits at most, or one as large or as small as they may be, or a sum of roots."""
    shape, digits = rng.randrange(6), rng.randint(1, max(1, min(digits, 1000)))
    if shape == 0:
        return rng.randint(-(10 ** min(digits, 99)), 10 ** min(digits, 99))
    if shape == 1:
        return f"{rng.randrange(10**digits)}/{rng.randrange(10**digits) + 1}"
    if shape == 2:
        return f"0.{rng.randrange(10**digits)}"
    if shape == 3:
        return rng.choice((1e100, -1e100, 9.99e99, 1.1e100, 1e-100, 1e-300))
    if shape == 4:
        return "+".join(f"√{rng.randint(2, 10**6)}" for _ in range(rng.choice((1, 2, 3, 10))))
    return rng.choice(ENTRIES)


def _count(rng: Random) -> Node:
    return rng.choice((1, 2, 64, 768, 4096, 0, 10**12, "8", 0.5))


def given(rng: Random, kind: str) -> dict[str, Node]:
    """Return a given of the kind, three in ten from the table of the tests and spoiled, the rest awkward."""
    if rng.random() < 0.3:
        whole = deepcopy(dict(rng.choice(INSTANCES[kind])))
        return changed(rng, whole) if rng.random() < 0.5 and isinstance(whole, dict) else whole
    fields = KINDS[kind].fields
    chosen = {
        name: rng.choice([f for f in fields if f.one_of == name]) for name in {f.one_of for f in fields if f.one_of}
    }
    kept = [f for f in fields if not f.one_of or f is chosen[f.one_of]]
    return {f.name: _value_of(rng, f) for f in kept if f.required or f.one_of or rng.random() < 0.4}


def _reference(kind: str, of: dict[str, Node]) -> str:
    try:
        return show_reference(task_of(kind, of))
    except DrillError:
        return "1"
    except Exception:  # noqa: BLE001 - the trial of this record meets the same fault and counts it
        return "1"


def _answer_to(rng: Random, kind: str, of: dict[str, Node]) -> Node:
    form = KINDS[kind].form
    chance = rng.random()
    if chance < 0.45:
        return _reference(kind, of)
    if chance < 0.65:
        return spoiled(rng, _reference(kind, of))
    if chance < 0.7:
        return {
            name: text_of(rng, form) for name in rng.sample(("V", "L", "Q", "U", "S", "Vt", "x"), rng.randint(0, 3))
        }
    if chance < 0.72:
        return deepcopy(rng.choice(STRANGE))
    return text_of(rng, form) if chance < 0.85 else answer(rng)[1]


def record(rng: Random) -> str:
    """Return one line for `grade`."""
    if rng.random() < 0.15:
        whole: dict[str, Node] = {
            "question": rng.choice(ids()),
            "seed": rng.randrange(10**6),
            "answer": answer(rng)[1],
        }
    else:
        kind = rng.choice(sorted(KINDS))
        of = given(rng, kind)
        whole = {"kind": kind, "given": of, "answer": _answer_to(rng, kind, of)}
    if rng.random() < 0.1:
        whole["id"] = deepcopy(rng.choice((*STRANGE, 7, "é🙂")))
    if rng.random() < 0.05:
        whole = changed(rng, whole)
    line = json.dumps(whole, ensure_ascii=rng.random() < 0.5)
    return spoiled(rng, line, ('"id": 1,', "\\ud800", "NaN", "1e999", "null")) if rng.random() < 0.1 else line


# ---- trees ---------------------------------------------------------------------------------------------------------


def changed(rng: Random, root: dict[str, Node]) -> dict[str, Node]:
    """Return the tree with one to three of its nodes removed, doubled, exchanged, spoiled or made strange."""
    for _ in range(rng.choice((1, 1, 2, 3))):
        holders = list(_holders(root))
        if not holders:
            break
        holder = rng.choice(holders)
        key = rng.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        _replace(rng, holder, key, holders)
    return root


def _holders(node: Node) -> list[Node]:
    if not isinstance(node, dict | list) or not node:
        return []
    items = node.values() if isinstance(node, dict) else node
    return [node, *(holder for item in items for holder in _holders(item))]


def _replace(rng: Random, holder: Node, key: Node, holders: list[Node]) -> None:
    old, shape = holder[key], rng.randrange(7)
    if shape == 0:
        del holder[key]
    elif shape == 1 and isinstance(holder, list):
        holder.append(deepcopy(old))
    elif shape == 1:
        holder[rng.choice((f"{key}s", "A", "layers", "form", "answer", "bank", "\x1b"))] = deepcopy(old)
    elif shape == 2:
        other = rng.choice(holders)
        holder[key] = deepcopy(rng.choice(list(other.values() if isinstance(other, dict) else other)))
    elif shape in (3, 4) and isinstance(old, str):
        holder[key] = spoiled(rng, old, ("{{ A | matrix }}", "{{", "$$", "\\frac", "A @ A", "[lams]", "10**300"))
    elif shape == 5 and isinstance(old, int | float):
        holder[key] = rng.choice((0, 1, -1, 2, 13, 10**6, 10**30, 0.5, str(old), [old], not old))
    else:
        holder[key] = deepcopy(rng.choice((*STRANGE[:9], *STRANGE[10:], [old], "x" * rng.choice((300, LONGEST)))))


# ---- shipped questions ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def blocks() -> tuple[str, ...]:
    """Return every shipped question as its file writes it."""
    files = sorted(file for file in shipped_dir().glob("*.yaml") if file.name != OBJECTIVES)
    texts = (file.read_text(encoding="utf-8") for file in files)
    return tuple(f"  - id:{block}\n" for text in texts for block in text.split("\n  - id:")[1:])


@lru_cache(maxsize=1)
def ids() -> tuple[str, ...]:
    return tuple(block.split()[2] for block in blocks())
