"""Every text that the tool shows, and its pages, are in American English; ids, and names that are accepted, stay as they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "decompdrill"

_ROOTS = (
    "diagonal standard normal factor recogn summar general orthogonal orthonormal organ minim maxim optim real visual initial "
    "random character parametr vector util symmetr regular penal equal emphas memor capital special synchron serial token"
)
BRITISH = re.compile(
    rf"\b(?:\w*(?:{'|'.join(_ROOTS.split())})is(?:e[ds]?|ing|ations?|able)|(?:re)?(?:cent|met|fib|lit|theat)re[ds]?|centring"
    r"|\w*met(?:re)s?|(?:col|behavi|neighb|fav|hon|lab|rum|hum)ours?|(?:col|neighb|fav)our\w+|practis\w+|(?:para|ana)lys(?:ed?|ing)"
    r"|(?:label|model|cancel|travel|signal|level|total)l(?:ed|ing|er)|grey\w*|whilst|amongst|learnt|spelt|burnt|judgements?"
    r"|catalogues?|licences?|defences?|offences?|artefacts?|programmes?|skilful|fulfil|enrol|sceptic\w*|ageing|maths)\b",
    re.IGNORECASE,
)
"""Words as Britain spells them; those that both spell alike (rise, noise, otherwise, exercise) are none of them."""

_ID = re.compile(r"[a-z0-9]+(?:[-./_][a-z0-9]+)*")
_IN_CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)|<[^>\n]*>", re.DOTALL)
"""What stands as it is typed: names of files, kinds and slips, commands, addresses."""

PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/*.md",
    "benchmarks/*.md",
    "questions/data/*.md",
    "questions/topics/*.md",
)
NAMES = (
    "id",
    "objective",
    "requires",
    "slip",
    "recipe",
    "kind",
    "coincide",
    "aliases",
    "quiz",
    "answer",
    "draw",
    "given",
)
"""Keys of banks and topics whose values are names or code, and no text."""


def british(text: str) -> list[str]:
    """Return the British words of a text, those of its code and formulas left out."""
    return [found[0] for found in BRITISH.finditer(_IN_CODE.sub(" ", text))]


def texts(node: object) -> Iterator[str]:
    """Yield the texts of a bank or of the head of a topic, without its names."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from () if key in NAMES else texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


def messages(source: str) -> Iterator[tuple[int, str]]:
    """Yield the strings of a module that may be shown, with their lines: no docstring, no name alone, no line of a bank."""
    tree = ast.parse(source)
    said_of_code = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in said_of_code:
            continue
        if not _ID.fullmatch(node.value.strip()) and "recipe:" not in node.value:
            yield node.lineno, node.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Centre the data, and standardise it: the colour is grey.", ["Centre", "standardise", "colour", "grey"]),
        ("Center the data, then standardize; otherwise a noise may rise.", []),
        ("The kind `valid-factorisation` has [a page](docs/colour.md).", []),
        ("parametres", ["parametres"]),
        ("Parameters, parallel to four meters of analyses", []),
        ("What is learnt is practised in a catalogue", ["learnt", "practised", "catalogue"]),
        (
            "It is generalised, analysed, labelled and diagonalisable",
            ["generalised", "analysed", "labelled", "diagonalisable"],
        ),
    ],
)
def test_british_words_are_told_from_others(text: str, expected: list[str]) -> None:
    assert british(text) == expected


@pytest.mark.parametrize("page", sorted(str(path.relative_to(ROOT)) for name in PAGES for path in ROOT.glob(name)))
def test_a_page_is_in_american_english(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = text.splitlines()
    if page.startswith("questions/topics/"):
        lines = ["" if line.startswith(("aliases:", "quiz:", "Also:")) else line for line in lines]
    assert [(word, page) for word in british("\n".join(lines))] == []


@pytest.mark.parametrize("bank", sorted(path.name for path in (ROOT / "questions").glob("*.yaml")))
def test_a_bank_is_in_american_english(bank: str) -> None:
    found = texts(yaml.safe_load((ROOT / "questions" / bank).read_text(encoding="utf-8")))
    assert [(word, text) for text in found for word in british(text)] == []


def test_the_messages_are_in_american_english() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name not in ("names.py", "scene.py")  # the table of spellings; a union of classes, GreyPair among them
        for line, text in messages(path.read_text(encoding="utf-8"))
        for word in british(text)
    ]
    assert found == []


def test_quotes_are_straight() -> None:
    shown = [path for name in PAGES for path in ROOT.glob(name)] + [*(ROOT / "questions").glob("*.yaml")]
    curly = [path.name for path in shown if re.search("[“”‘]", path.read_text(encoding="utf-8"))]
    assert curly == []
