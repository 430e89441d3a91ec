"""docs/design.md names what exists, and shows each function with the parameters that it has."""

from __future__ import annotations

import inspect
import pkgutil
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
PACKAGES = {path.stem for path in (ROOT / "decompdrill").iterdir() if path.suffix in ("", ".py")}

CALL = re.compile(r"(?P<name>[\w.]+)(?:\((?P<parameters>.*)\))?(?: -> (?P<result>.+))?")


def calls(page: str) -> list[str]:
    """Return what stands in code on a page and is called, or lies in a package of decompdrill."""
    found = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL))
    return [code for code in found if "(" in code or (code.partition(".")[0] in PACKAGES and "." in code)]


def fault_of(code: str) -> str:
    """Return how a function as a page shows it differs from itself; further parameters that may be left out are passed over."""
    shown = CALL.match(code)
    assert shown is not None
    try:
        found = pkgutil.resolve_name(f"decompdrill.{shown['name']}")
    except (ImportError, AttributeError) as fault:
        return str(fault)
    if shown["parameters"] in (None, "..."):
        return ""
    signature = inspect.signature(found)
    own = [p for p in signature.parameters.values() if p.name != "self"]
    said = [p.strip() for p in shown["parameters"].split(",") if p.strip()]
    there = [p.name if "=" not in s else f"{p.name}={p.default!r}" for p, s in zip(own, said, strict=False)]
    if there != said or any(p.default is p.empty for p in own[len(said) :]):
        return f"its parameters are {', '.join(p.name for p in own)}"
    result = shown["result"] or signature.return_annotation
    return "" if result == signature.return_annotation else f"it returns {signature.return_annotation}"


@pytest.mark.parametrize("code", calls(PAGE))
def test_what_the_page_of_the_design_names_is_as_it_is_in_the_code(code: str) -> None:
    assert fault_of(code) == ""


def test_the_page_shows_functions_of_many_packages() -> None:
    assert len({code.partition(".")[0] for code in calls(PAGE)}) > 10


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("exercises.pose.pose(question, seed) -> Exercise", ""),
        ("exercises.pose.pose(...)", ""),
        ("draw.Stream.integer(low, high)", ""),
        ("exercises.pose.pose(question)", "its parameters are question, seed"),
        ("exercises.pose.pose(seed, question)", "its parameters are question, seed"),
        ("exercises.pose.pose(question, seed) -> Drawn", "it returns Exercise"),
        ("answers.show(answer, ascii=True)", "its parameters are answer, ascii"),
        ("exercises.pose.posed(question)", "module 'decompdrill.exercises.pose' has no attribute 'posed'"),
    ],
)
def test_a_function_that_is_shown_otherwise_than_it_is_is_seen(code: str, fault: str) -> None:
    assert fault_of(code) == fault
