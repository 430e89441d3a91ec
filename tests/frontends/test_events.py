"""docs/events.md names every event of `--json` with each of its fields: those that are seen, and no others."""

from __future__ import annotations

import json
import re

import pytest

from decompdrill import cli
from tests.commands.test_cli import ROOT, decompdrill
from tests.practice.test_practice import DAY, Days

PAGE = ROOT / "docs" / "events.md"
ROW = re.compile(r"^\| `(\w+)` \| (.*) \|$", re.MULTILINE)

CALLS = (
    (("quiz", "svd", "-n", "6", "--seed", "3"), "?\n?\n?\n?\n5, 1\nwhy\n\n1,5\nskip\nzzz\n[1, 2\n"),
    (("quiz", "eigen.parts-polynomial", "-n", "1", "--seed", "3"), "λ² - 3\n\n3, 4\n1, 1\n"),
    (("quiz", "rank", "-n", "2", "--seed", "3", "--history"), "1\n1\n"),
    (("review", "-n", "2", "--seed", "3", "--history"), "idk\n"),
    (("review", "-n", "2", "--seed", "3", "--history"), "1\n"),
    (("timed", "rank", "--time", "60s", "--seed", "3", "--history"), "@20 2\n@15 1\n@5 skip\n@70 3\n"),
    (("timed", "rank", "--count", "3", "--seed", "3", "--history"), "@5 2\n@6 pause\n@9 zzz\n@9 1\n@7 2\n"),
)
"""Sessions in which together every event is seen, with each of its fields."""


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    found = Days()
    monkeypatch.setattr(cli, "_clocks", found.clocks)
    return found


def documented() -> dict[str, set[str]]:
    """Return the fields of each event, as the page has them; those that every event of a question has too."""
    parts = re.split(r"^## `(\w+)`.*$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        name: {field for field, _ in ROW.findall(text)} for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def seen(days: Days) -> dict[str, set[str]]:
    """Return the fields of the events that the sessions write, each four days after the one before."""
    found: dict[str, set[str]] = {}
    for call, answers in CALLS:
        days.now_ms += 4 * DAY
        done = decompdrill(*call, "--json", "--answers", "-", stdin=answers.encode())
        assert done.stderr == b""
        for line in done.stdout.splitlines():
            event = json.loads(line)
            found.setdefault(event["event"], set()).update(event)
    return found


def test_the_page_has_every_event_and_every_field_that_is_seen_and_no_others(days: Days) -> None:
    assert documented() == seen(days)
