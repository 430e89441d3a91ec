"""No regular expression of the package takes time that grows faster than its text."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import decompdrill
from tests.backtracking import fault, worst_texts

PACKAGE = Path(decompdrill.__file__).parent
METHODS = ("match", "fullmatch", "search", "split", "findall", "finditer", "sub", "subn")
LONGEST = 20_000
MOST_SECONDS = 1.0

# Patterns that the analysis takes for quadratic, each with the reason why they are not; their worst texts are tried too.
SOUND = {
    "answers.tokens._GROUPED": "a group given back ends before a space, where the last condition holds",
    "exercises.equivalents._NUMBER": "its last alternative takes the digits whole, so that no search begins among them",
}


@cache
def sources() -> dict[str, ast.Module]:
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def methods_called() -> dict[tuple[str, str], set[str]]:
    """Return the methods that are called on each name: on a private one in its file, on others in any ("")."""
    called: dict[tuple[str, str], set[str]] = {}
    for path, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                owner = node.value
                name = (
                    owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
                )
                called.setdefault((path if name.startswith("_") else "", name), set()).add(node.attr)
    return called


def patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from patterns_in((key, held))
    elif isinstance(value, (tuple, list, set, frozenset)):
        for held in value:
            yield from patterns_in(held)


@cache
def patterns() -> dict[str, tuple[re.Pattern[Any], tuple[str, ...]]]:
    """Return each pattern of the package by the name of its constant, with the methods it is used by."""
    found: dict[str, tuple[re.Pattern[Any], tuple[str, ...]]] = {}
    for info in pkgutil.walk_packages(decompdrill.__path__, "decompdrill."):
        if info.name == "decompdrill.__main__" or info.name.startswith(
            "decompdrill.adapters."
        ):  # they need other frameworks
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for index, pattern in enumerate(patterns_in(value)):
                alone = isinstance(value, re.Pattern)
                path = Path(module.__file__ or "").relative_to(PACKAGE).as_posix()
                used = methods_called().get((path if name.startswith("_") else "", name), set()) if alone else set()
                place = f"{info.name.removeprefix('decompdrill.')}.{name}" + ("" if alone else f"[{index}]")
                found[place] = (pattern, tuple(sorted(used)) or ("fullmatch", "search"))
    return found


def test_the_patterns_of_the_package_are_found() -> None:
    assert {"answers.labels._LABEL", "answers.tokens._SCANNER", "mathtext.typed._SPOKEN[1]"} <= patterns().keys()
    assert len(patterns()) > 60


@pytest.mark.parametrize("name", sorted(patterns()))
def test_a_pattern_reads_no_text_over_and_over(name: str) -> None:
    pattern, methods = patterns()[name]
    for method in methods:
        found = fault(pattern, method)
        if name in SOUND:
            assert found is None or not found.startswith("exponential"), (name, method)
        else:
            assert found is None, f"{name}.{method} is {found}"


def test_no_reason_is_left_without_its_pattern() -> None:
    for name in SOUND:
        pattern, methods = patterns()[name]
        assert any(fault(pattern, method) for method in methods), f"{name} is sound: its line can go"


TRIAL = """
import resource, sys, time
from collections import deque
sys.path.insert(0, {root!r})
resource.setrlimit(resource.RLIMIT_CPU, (240, 240))
from tests.backtracking import worst_texts
from tests.whole.test_patterns import LONGEST, patterns
for name, (pattern, methods) in sorted(patterns().items()):
    for method in methods:
        for text in worst_texts(pattern, method, LONGEST):
            held = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
            print(name, method, repr(text[:30]), end=" ", flush=True)
            started = time.process_time()
            if method in ("sub", "subn"):
                getattr(pattern, method)("" if held is text else b"", held)
            elif method == "finditer":
                deque(pattern.finditer(held), maxlen=0)
            else:
                getattr(pattern, method)(held)
            print(time.process_time() - started, flush=True)
"""


def test_the_worst_texts_are_matched_at_once() -> None:
    """In a process of its own: a pattern that backtracks without end cannot be stopped from inside."""
    program = TRIAL.format(root=str(Path(__file__).parents[2]))
    child = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    lines = child.stdout.splitlines()
    assert child.returncode == 0, f"{lines[-1:]} {child.stderr[-500:]}"
    slow = [line for line in lines if float(line.rpartition(" ")[2]) > MOST_SECONDS]
    assert len(lines) > 500
    assert not slow, "\n".join(slow)


def render_line(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield calls of `re` that are no constant of the module."""
    constants = {
        id(call)
        for node in tree.body
        if not isinstance(node, ast.FunctionDef | ast.ClassDef)
        for call in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and id(node) not in constants:
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in (*METHODS, "compile"):
                yield node


def repeats(pattern: ast.expr) -> bool:
    """Tell whether a pattern written where it is used holds a repetition, or cannot be seen."""
    match pattern:
        case ast.Constant(value=str() | bytes() as text):
            return re.search(r"[*+{]", text if isinstance(text, str) else text.decode("latin-1")) is not None
        case ast.JoinedStr(values=values):
            return any(repeats(value) for value in values if isinstance(value, ast.Constant))
        case _:
            return True


@pytest.mark.parametrize("path", sorted(sources()))
def test_a_pattern_that_repeats_is_a_constant_of_its_module(path: str) -> None:
    found = [call.lineno for call in render_line(sources()[path]) if repeats(call.args[0])]
    assert not found, f"{path}, lines {found}: name the pattern, so that it is tried here"


@pytest.mark.parametrize(
    ("pattern", "method", "kind"),
    [
        (r"(a+)+b", "match", "exponential"),
        (r"(a|aa)+$", "match", "exponential"),
        (r"(\w+\s?)*$", "match", "exponential"),
        (r"(a*)*b", "fullmatch", "exponential"),
        (r"(?:a+,?)+b", "search", "exponential"),
        (r"(a?){30}a{30}", "match", "exponential"),
        (f"{'a?' * 24}b", "match", "exponential"),
        (r"(?:a|aa){8}(?:a|aa){8}b", "match", "exponential"),
        (r"(?:(?:a{0,8}){0,8}){0,8}b", "match", "exponential"),
        (r"a*a*b", "match", "quadratic"),
        (r"\s*,?\s*=", "match", "quadratic"),
        (r"a{1,50}a{1,50}b", "match", "quadratic"),
        (r"a+b", "search", "quadratic"),
        (r"\{\{.*?\}\}", "finditer", "quadratic"),
        (r"\s+$", "search", "quadratic"),
    ],
)
def test_the_analysis_finds_a_pattern_that_backtracks(pattern: str, method: str, kind: str) -> None:
    found = fault(re.compile(pattern), method)
    assert found is not None
    assert found.startswith(kind)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"a++b", "match"), (r"(?:a++,)+b", "match"), (r"(?:[a-z]+(?:,|$))+", "fullmatch"), (r"\s+", "search"),
        (r"a*+a*b", "match"), (r"a?a?b", "match"), (r"[a-c]+_?[0-9]+", "fullmatch"), (r"a*(?!a)b", "search"),
    ],
)  # fmt: skip
def test_the_analysis_lets_a_sound_pattern_pass(pattern: str, method: str) -> None:
    if method == "search" and pattern != r"\s+":
        assert fault(re.compile(pattern), "match") is None
    else:
        assert fault(re.compile(pattern), method) is None


@pytest.mark.parametrize(
    ("pattern", "is_sound"),
    [
        (r"^ *+a", True), (r"(?m)^ *+a", True), (r"(?m)^\s*+a", False), (r"^a|\s++b", False),
        (r"(?<![\s,])[\s,]++a", True), (r"[\s,]++a", False),
    ],
)  # fmt: skip
def test_the_analysis_knows_where_a_search_can_begin(pattern: str, is_sound: bool) -> None:
    assert (fault(re.compile(pattern), "search") is None) is is_sound


def test_the_worst_texts_of_a_bad_pattern_are_bad() -> None:
    assert any(
        text.startswith("a" * 20) and not text.endswith("b") for text in worst_texts(re.compile("(a+)+b"), "match", 30)
    )
