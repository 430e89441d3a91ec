"""Tolerances have names and reasons, each in its place: no small number is written into a comparison."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "decompdrill"

SMALL = 9e-4
"""No number of the mathematics is so small; what is, is a tolerance."""

PLACES = ("judging/", "maths/tolerances.py")

ALLOWED: Mapping[str, str] = {
    "kinds/oracles.py": "a second opinion of NumPy alone, whose tolerances must not be those that it is to confirm",
    "kinds/by_hand.py": "SMALLEST_SHOWN: a smaller number is none to check by hand; nothing is compared",
    "maths/linalg.py": "CLUSTER, INDISTINCT, NOISE: named, with their reasons, where spectra are worked out",
}


def small_numbers(source: str) -> Iterator[int]:
    """Yield the lines on which a number stands that only a tolerance can be."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex) and 0 < abs(node.value) < SMALL:
            yield node.lineno


def test_no_tolerance_is_written_where_it_is_used() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := sorted(small_numbers(path.read_text(encoding="utf-8"))))
    }
    loose = {file: lines for file, lines in found.items() if not file.startswith(PLACES) and file not in ALLOWED}
    assert loose == {}, f"name each, with its reason, in judging/tolerances.py or maths/tolerances.py: {loose}"
    assert ALLOWED.keys() <= found.keys(), f"these hold none any more: {ALLOWED.keys() - found.keys()}"


def test_a_module_that_is_allowed_some_names_them() -> None:
    for file in ("kinds/by_hand.py", "maths/linalg.py", "maths/tolerances.py", "judging/tolerances.py"):
        source = (PACKAGE / file).read_text(encoding="utf-8")
        named = {node.lineno for node in ast.parse(source).body if isinstance(node, ast.Assign)}
        assert set(small_numbers(source)) <= named, file


def test_every_tolerance_says_why() -> None:
    for file in ("maths/tolerances.py", "judging/tolerances.py"):
        body = ast.parse((PACKAGE / file).read_text(encoding="utf-8")).body
        for node, after in zip(body, [*body[1:], None], strict=True):
            if isinstance(node, ast.Assign):
                assert isinstance(after, ast.Expr), f"{file}:{node.lineno} has no reason below it"


def test_small_numbers_are_found() -> None:
    source = "a = 1e-9\nb = 0.05\nc = max(x, 1 + 1e-12)\nd = 0.0\ne = '1e-9'\nf = -1e-6 < x\n"
    assert list(small_numbers(source)) == [1, 3, 6]
