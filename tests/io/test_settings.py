"""config.toml sets what is not typed, an option wins over it, and what is wrong in it is told and left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from decompdrill.io.settings import SETTINGS, read_config
from tests.commands.test_cli import ROOT, decompdrill


@pytest.fixture
def config(home: Path) -> Path:
    return home / "config.toml"


def questions(*arguments: str) -> list[str]:
    """Return the lines of a quiz as it is asked in a pipe."""
    done = decompdrill("quiz", "rank", "--seed", "3", "--answers", "-", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().splitlines()


def test_what_the_file_sets_counts_and_an_option_wins(config: Path) -> None:
    assert "decompdrill quiz" in questions()[1]
    config.write_text("count = 2\nplain = true\n", encoding="utf-8")
    assert any(line.startswith("Question 2 of 2.") for line in questions())
    assert any(line.startswith("Question 1 of 1.") for line in questions("--count", "1"))
    assert any("1/2" in line for line in questions("--no-plain"))


def test_the_count_of_a_quiz_is_not_that_of_another_command(config: Path) -> None:
    config.write_text("count = 2\n", encoding="utf-8")
    assert len(decompdrill("draw", "rank.proportional", "--seed", "1").stdout.splitlines()) == 1


def test_commands_of_a_group_are_set_too(config: Path) -> None:
    told = decompdrill("show", "circle").stdout
    config.write_text("plain = true\n", encoding="utf-8")
    spoken = decompdrill("show", "circle").stdout
    assert spoken.startswith(b"A equals matrix, 2 rows, 2 columns.")
    assert decompdrill("show", "circle", "--no-plain").stdout == told
    assert decompdrill().stdout == decompdrill("--plain").stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tires = 3", "{path}: left out: there is no setting 'tires'; did you mean 'tries'?"),
        (
            "xyzzy = 3",
            "{path}: left out: there is no setting 'xyzzy' (there are: count, tries, retry, plain, light, daily_goal, rollover)",
        ),
        ("rollover = 24", "{path}: left out: rollover takes a whole number from 0 to 23, and not 24"),
        ("plain = 'yes'", "{path}: left out: plain takes true or false, and not 'yes'"),
        ("count = true", "{path}: left out: count takes a whole number from 1 to 10000, and not true"),
        ("count =", "{path} is left out, since it is not TOML: Invalid value (at end of document)"),
    ],
)
def test_what_is_wrong_is_one_line_and_the_rest_counts(config: Path, text: str, said: str) -> None:
    config.write_text(text, encoding="utf-8")
    done = decompdrill("quiz", "rank", "-n", "1", "--answers", "-")
    assert done.returncode == 0
    assert done.stderr.decode() == f"decompdrill: {said.format(path=config)}\n"


def test_other_spellings_of_a_key_are_known(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("daily-goal = 25\n", encoding="utf-8")
    assert (read_config(path).values, read_config(path).faults) == ({"daily_goal": 25}, ())
    assert read_config(tmp_path / "none.toml").values == {}


def test_where_shows_the_file_and_what_it_sets(config: Path) -> None:
    config.write_text("daily_goal = 25\nlight = true\n", encoding="utf-8")
    text = decompdrill("where").stdout.decode()
    assert f"config    {config}\n" in text
    assert "Settings of config.toml:\n  light = true\n  daily_goal = 25\nNot set: count" in text
    lines = [json.loads(line) for line in decompdrill("where", "--json").stdout.splitlines()]
    (found,) = (line for line in lines if line["name"] == "config")
    assert found["settings"] == dict.fromkeys(SETTINGS) | {"daily_goal": 25, "light": True}


def test_the_variable_wins_over_the_hour_of_the_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from decompdrill.cli import _rollover_hours

    assert _rollover_hours() == 4
    config.write_text("rollover = 6\n", encoding="utf-8")
    assert _rollover_hours() == 6
    monkeypatch.setenv("DECOMPDRILL_ROLLOVER", "3")
    assert _rollover_hours() == 3


def test_the_page_says_what_each_key_takes_and_is_for() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{name}` | {setting.takes} | {setting.said} |" for name, setting in SETTINGS.items()]
