"""The general sentences of the tool, and why each of them is true: what general_sentences.yaml says.

`shown()` yields each sentence in which a word such as "never" or "exactly when" stands, with its file: of the banks (but for wrong
options), the topics, the glossary, and of the texts in the code of kinds and pictures, where {} stands for what is filled in.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tests.sentences import sentences

ROOT = Path(__file__).parent.parent
ENTRIES = Path(__file__).with_suffix(".yaml")

GENERAL = re.compile(
    r"\b(?:always|never|every|any|cannot|only (?:if|where|when)|exactly when|if and only if|the only|none|whatever|"
    r"no other|no matter|the best|the most|the nearest|the closest|the least)\b",
    re.IGNORECASE,
)
REASONS = ("search", "proof", "source", "no_claim")


@dataclass(frozen=True)
class Entry:
    """Sentences in which one of these parts stands, and why they hold: one of REASONS, with its words."""

    says: tuple[str, ...]
    reason: str
    words: str

    def holds(self, sentence: str) -> bool:
        return any(part in sentence for part in self.says)


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Return the entries of the file; raises ValueError for one without parts or without a single reason."""
    found = []
    for row in yaml.safe_load(ENTRIES.read_text(encoding="utf-8")):
        reasons = [name for name in REASONS if row.get(name)]
        if len(reasons) != 1 or not row.get("says") or set(row) - {*REASONS, "says"}:
            raise ValueError(f"an entry has `says` and one of {', '.join(REASONS)}: {row}")
        found.append(Entry(tuple(row["says"]), reasons[0], row[reasons[0]]))
    return tuple(found)


def shown() -> Iterator[tuple[str, str]]:
    """Yield each general sentence with its file, spaces and line ends as one space; a question claims nothing."""
    for path, text in _texts():
        for sentence in sentences(text):
            told = " ".join(sentence.split())
            if GENERAL.search(_prose(told)) and " " in told and not told.endswith("?"):
                yield path, told


def _prose(sentence: str) -> str:
    """Return a sentence without its code: `any` in an expression is no word of it."""
    return re.sub(r"`[^`]*`|\{\{.*?\}\}", "", sentence)


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "questions").glob("*.yaml")):
        for text in _strings(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield path.name, text
    for path in sorted((ROOT / "questions" / "topics").glob("*.md")):
        for text in _of_topic(path.read_text(encoding="utf-8")):
            yield path.name, text
    for folder in ("kinds", "pictures"):
        for path in sorted((ROOT / "decompdrill" / folder).rglob("*.py")):
            for text in _literals(ast.parse(path.read_text(encoding="utf-8"))):
                yield str(path.relative_to(ROOT)), text


NOT_SHOWN = ("wrong", "draw", "given", "answer", "title", "when")
"""Fields whose text is false by intent, or no text."""


def _strings(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in NOT_SHOWN:
                yield from _strings(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part, name)
    elif isinstance(value, str):
        yield value


def _of_topic(text: str) -> Iterator[str]:
    """Yield the stages and the paragraphs of a topic, but for its blocks of code."""
    _, front, body = text.split("---\n", 2) if text.startswith("---\n") else ("", "", text)
    yield from _strings(yaml.safe_load(front) if front else {})
    plain = re.sub(r"```.*?```", "", body, flags=re.DOTALL)
    yield from re.split(r"\n\s*\n|^#+ .*$|^- ", plain, flags=re.MULTILINE)


def _literals(tree: ast.AST) -> Iterator[str]:
    """Yield the texts of a module, with {} for what is filled in; docstrings are none."""
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value
