"""Each row of the two lessons is served by what tests/lessons/rows.yaml names, and by what it says."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_group

from decompdrill import api, cli
from decompdrill.io.folders import shipped_dir
from decompdrill.pictures.circle import circle_at
from decompdrill.pictures.pca import pca_steps

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("rows.yaml").read_text(encoding="utf-8"))
SERVES = ("questions", "code", "topics", "pictures", "moves", "terms", "commands")
MOVES = {"circle": circle_at, "pca": pca_steps}
"""What draws the frames of a picture that moves at a terminal; tests/frontends/test_moving_pictures.py looks at them there."""


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Return the kind of each shipped question by its id."""
    banks = api.open_bank().banks
    return {name: question.kind for name, question in banks.questions.items()}


@lru_cache(maxsize=1)
def terms() -> set[str]:
    text = (shipped_dir() / "topics" / "glossary.md").read_text(encoding="utf-8")
    return {term.lower() for term in re.findall(r"^## (.+)$", text, re.MULTILINE)}


def topic_text(name: str) -> str:
    return " ".join((shipped_dir() / "topics" / f"{name}.md").read_text(encoding="utf-8").split())


@lru_cache
def commands(*path: str) -> set[str]:
    """Return the names of the commands below a command."""
    group: Any = get_group(cli.app)
    for part in path:
        group = group.commands[part]
    return set(group.commands)


def test_there_are_sixty_seven_rows_and_something_serves_each() -> None:
    assert len(ROWS) == 67
    assert len({row["row"] for row in ROWS}) == 67
    for row in ROWS:
        assert any(row.get(name) for name in SERVES), row["row"]
        assert row.keys() <= {"row", *SERVES}, row["row"]


def missing(row: dict[str, Any]) -> list[str]:
    """Return what a row names and the tool does not have."""
    served: dict[str, set[str]] = {
        "questions": set(kinds()),
        "code": {name for name, kind in kinds().items() if kind == "code"},
        "pictures": commands("show"),
        "moves": set(MOVES),
        "terms": terms(),
        "commands": commands(),
    }
    gone = [name for what, there in served.items() for name in row.get(what, ()) if name not in there]
    texts = row.get("topics", {}).items()
    return gone + [f"{name}: {text}" for name, text in texts if " ".join(text.split()) not in topic_text(name)]


@pytest.mark.parametrize("row", ROWS, ids=[row["row"][:50] for row in ROWS])
def test_what_serves_the_row_is_there(row: dict[str, Any]) -> None:
    assert missing(row) == []


@pytest.mark.parametrize(
    "row",
    [
        {"questions": ["pca.gone"]},
        {"code": ["pca.tools"]},
        {"topics": {"lora": "a text that does not stand there"}},
        {"pictures": ["gone"]},
        {"moves": ["scree"]},
        {"terms": ["gone"]},
        {"commands": ["gone"]},
    ],
    ids=lambda row: next(iter(row)),
)
def test_what_is_gone_is_found(row: dict[str, Any]) -> None:
    assert len(missing(row)) == 1
