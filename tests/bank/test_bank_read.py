"""YAML becomes plain values by the core schema of YAML 1.2, and every fault of the text is said with its place."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from decompdrill.bank.read import MOST_EVENTS, parse_yaml
from decompdrill.bank.tree import MOST_CHARACTERS, MOST_PROBLEMS, YamlNode, follow, spell, suggest
from tests.chance import examples
from tests.patience import ENDLESS

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]


def faults(text: str, loader: type[yaml.SafeLoader] | None = None) -> list[str]:
    return [str(problem) for problem in parse_yaml(text, "a.yaml", loader)[1]]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("-7", -7),
        ("+7", 7),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("1e-6", 1e-6),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2026-11-22", "2026-11-22"),
        ("1/3", "1/3"),
        ("-", [None]),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("null", None),
        ("~", None),
        ("''", ""),
        ("'7'", "7"),
        ('"true"', "true"),
        ("|\n  7\n", "7\n"),
        (">-\n  a\n  b\n", "a b"),
        ("[1, [2, x]]", [1, [2, "x"]]),
        ("{a: 1, no: 2, 3: x}", {"a": 1, "no": 2, "3": "x"}),
        ("--- 7\n...\n", 7),
        ("\ufeffa: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
        ("λ: σ₁ 𝔸", {"λ": "σ₁ 𝔸"}),
    ],
)
def test_a_scalar_is_read_by_the_core_schema(text: str, value: YamlNode, loader: type[yaml.SafeLoader]) -> None:
    tree, problems = parse_yaml(text, "a.yaml", loader)
    assert (problems, tree and tree.root) == ((), value)
    assert tree is not None
    assert type(tree.root) is type(value)


SYNTAX = "expected YAML, got a fault"

FAULTS = [
    ("a: 1\nb: 2\na: 3\n", ["a.yaml:3:1: expected each key once, got 'a' again"]),
    ("a: {b: 1, b: 2}", ["a.yaml:1:11: expected each key once, got 'b' again"]),
    ("a: *" + "x" * 9000, [f"a.yaml:1:4: expected a value, got the alias *{'x' * 80}…; write the value out"]),
    ("a: &" + "x" * 9000 + " 1", [f"a.yaml:1:4: expected a value, got the anchor &{'x' * 80}…; anchors are not read"]),
    ("a: !" + "x" * 9000 + " 1", [f"a.yaml:1:4: expected a value without a tag, got the tag !{'x' * 79}…"]),
    ("a: !int 3", ["a.yaml:1:4: expected a value without a tag, got the tag !int"]),
    (
        "a: !!python/object:os.system x",
        ["a.yaml:1:4: expected a value without a tag, got the tag tag:yaml.org,2002:python/object:os.system"],
    ),
    ("a: !t [1]", ["a.yaml:1:4: expected a value without a tag, got the tag !t"]),
    (
        "a: &x 1\nb: *x\n",
        [
            "a.yaml:1:4: expected a value, got the anchor &x; anchors are not read",
            "a.yaml:2:4: expected a value, got the alias *x; write the value out",
        ],
    ),
    ("a: 1\n---\nb: 2\n", ["a.yaml:2:1: expected one document, got a second one after '---'"]),
    ("? [1]\n: 2\n", ["a.yaml:1:3: expected a key that is text, got a list or a mapping"]),
    ("a: .inf", ["a.yaml:1:4: expected a finite number, got .inf"]),
    ("a: 1e999", ["a.yaml:1:4: expected a finite number, got 1e999"]),
    ("a: " + "9" * 5000, ["a.yaml:1:4: expected a number of at most 300 characters, got 5000"]),
    ("a:\tb", ["a.yaml:1:3: expected spaces, got a tab"]),
    (
        "a: x\x07\nb: \x1b[0m\x00",
        [
            "a.yaml:1:5: expected printable text, got the control character U+0007",
            "a.yaml:2:4: expected printable text, got the control character U+001B",
            "a.yaml:2:8: expected printable text, got the control character U+0000",
        ],
    ),
    ("a: \u202eevil", ["a.yaml:1:4: expected printable text, got the control character U+202E"]),
    (
        'a: "$\\theta$"',
        [
            "a.yaml:1:4: expected printable text, got a tab; in double quotes \\ begins an escape: "
            "write \\\\ or use single quotes"
        ],
    ),
    (
        'a: "\\u0085"',
        [
            "a.yaml:1:4: expected printable text, got the control character U+0085; in double quotes \\ begins an "
            "escape: write \\\\ or use single quotes"
        ],
    ),
    ("a: [1, 2\nb: 3\n", [f"a.yaml:2:2: {SYNTAX} while parsing a flow sequence: expected ',' or ']', but got ':'"]),
    (
        'a: "\\lambda"',
        [f"a.yaml:1:6: {SYNTAX} while scanning a double-quoted scalar: found unknown escape character 'l'"],
    ),
    ("a: b: c", [f"a.yaml:1:5: {SYNTAX}: mapping values are not allowed here"]),
    ("a: 'b", [f"a.yaml:1:6: {SYNTAX} while scanning a quoted scalar: found unexpected end of stream"]),
    ("%YAML 3.0\n---\na", [f"a.yaml:1:1: {SYNTAX}: found incompatible YAML document (version 1.* is required)"]),
    ("[" * 50_000, ["a.yaml:1:51: expected at most 50 levels of nesting, got more"]),
    ("{a: " * 50_000, ["a.yaml:1:201: expected at most 50 levels of nesting, got more"]),
    ("- " * 50_000, ["a.yaml:1:101: expected at most 50 levels of nesting, got more"]),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "messages"), FAULTS, ids=[text[:20] for text, _ in FAULTS])
def test_a_fault_says_where_it_is_whichever_loader_reads(
    text: str, messages: list[str], loader: type[yaml.SafeLoader]
) -> None:
    assert faults(text, loader) == messages


def test_fifty_levels_are_read() -> None:
    assert faults("[" * 50 + "]" * 50) == []
    assert faults("[" * 51 + "]" * 51) == ["a.yaml:1:51: expected at most 50 levels of nesting, got more"]


def test_a_thousand_laughs_are_refused_at_once() -> None:
    lines = ["a0: &a0 [lol]", *(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 60))]
    assert len(faults("\n".join(lines))) == MOST_PROBLEMS


def test_what_is_too_long_is_refused_at_once() -> None:
    began = time.process_time()
    assert faults("#" * (MOST_CHARACTERS + 1)) == [
        "a.yaml:1:1: expected at most 10,000,000 characters, got 10,000,001; split the bank into several files"
    ]
    assert time.process_time() - began < ENDLESS


def test_of_characters_that_are_forbidden_the_first_are_told() -> None:
    told = faults("\t\n" * (MOST_PROBLEMS + 5))
    assert told == [f"a.yaml:{line}:1: expected spaces, got a tab" for line in range(1, MOST_PROBLEMS + 1)]


def test_too_many_nodes_are_refused() -> None:
    text = "[" + "1," * MOST_EVENTS + "]"
    assert faults(text) == [
        f"a.yaml:1:{2 * MOST_EVENTS - 2}: expected at most 500,000 nodes, got more; split the bank into several"
    ]


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ((), (1, 1)),
        (("a",), (1, 4)),
        (("b", 0, "c"), (3, 8)),
        (("b", 1), (4, 5)),
        (("b", 1, "missing"), (4, 5)),
    ],
)
def test_a_node_knows_its_place(steps: tuple[str | int, ...], place: tuple[int, int]) -> None:
    tree, _ = parse_yaml("a: 1\nb:\n  - c: 2\n  - {d: 3}\n", "a.yaml")
    assert tree is not None
    problem = tree.problem(steps, "x")
    assert (problem.line, problem.column) == place
    assert problem.where == spell(steps)


@pytest.mark.parametrize(
    ("text", "snippet", "place"),
    [
        ("a: one two", "two", (1, 8)),
        ("a: 'one two'", "two", (1, 9)),
        ('a: "one two"', "two", (1, 9)),
        ("a: |\n  one\n  and two\n", "two", (3, 7)),
        ("a: |\n\n    one\n      two\n", "two", (4, 7)),
        ("a: 'it''s two'", "two", (1, 4)),
        ("a: >\n  one\n  two\n", "two", (1, 4)),
        ('a: "\\\\x two"', "two", (1, 4)),
    ],
)
def test_a_character_of_a_text_knows_its_place_or_its_text_does(
    text: str, snippet: str, place: tuple[int, int]
) -> None:
    tree, _ = parse_yaml(text, "a.yaml")
    assert tree is not None
    value = follow(tree.root, ("a",))
    assert isinstance(value, str)
    problem = tree.problem(("a",), "x", value.index(snippet))
    assert (problem.line, problem.column) == place


def test_a_suggestion_is_made_only_for_what_is_near() -> None:
    assert suggest("levle", ["level", "title"]) == "; did you mean 'level'?"
    assert suggest("zzz", ["level", "title"]) == ""


SOUND = "bank: a\nquestions:\n  - {id: x, n: [1, 2.5, 'q']}\n  - prompt: |\n      $x$ and\n      more\n    k: \"t\"\n"


@given(
    st.lists(st.tuples(st.integers(0, len(SOUND)), st.sampled_from([*"[]{}:,-#&*!|>'\"%@` \n~a0\\", ""])), max_size=4)
)
@settings(max_examples=examples(300), deadline=None)
def test_a_damaged_bank_is_read_or_refused_and_never_breaks(damages: list[tuple[int, str]]) -> None:
    text = SOUND
    for at, sign in damages:
        text = text[:at] + sign + text[at + (not sign) :]
    tree, problems = parse_yaml(text, "a.yaml")
    assert tree is not None or problems
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)
