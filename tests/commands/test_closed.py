"""Every command closes what it opened, however it ends: databases and files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.forks import CAN_FORK, Server
from tests.readme import all_commands

ROOT = Path(__file__).parents[2]
QUESTION = "eigen.values-2x2"
WATCHED = ["-X", "dev", "-W", "error::ResourceWarning", "-m", "tests.closing"]
"""A command behind these words is run, with every warning of a thing left open on stderr."""
Closing = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def closing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closing]:
    """Run a command in a home: where programs can fork, in a fork of one that has imported all of them."""
    if not CAN_FORK:
        yield run_watched
        return
    folder = tmp_path_factory.mktemp("forks")
    with (folder / "server").open("w+", encoding="utf-8") as said:
        server = Server([*WATCHED, "serve"], said)
        yield lambda home, *arguments: server.run(arguments, home, folder)
        server.close()
        said.seek(0)
        assert_nothing_is_open(said.read())  # what an import opens is closed too


def assert_nothing_is_open(stderr: str) -> None:
    assert "unclosed" not in stderr
    assert "ResourceWarning" not in stderr


def run_watched(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *WATCHED, *arguments],
        input="",
        capture_output=True,
        encoding="utf-8",
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the home with one answer is kept for the next test, once one has been made."""
    return tmp_path_factory.mktemp("answered") / "home"


@pytest.fixture
def answered(home: Path, kept: Path, closing: Closing) -> Path:
    """A home with one answer that is wrong, and a file of answers."""
    if kept.exists():
        return Path(shutil.copytree(kept, home, dirs_exist_ok=True))
    (home / "answers.txt").write_text("100, 200\n7\n7\n7\n7\n", encoding="utf-8")
    done = closing(
        home, "quiz", QUESTION, "-n", "1", "--seed", "1", "--answers", str(home / "answers.txt"), "--history"
    )
    assert (done.returncode, done.stderr) == (0, "")
    shutil.copytree(home, kept)
    return home


ANSWERS = "ANSWERS"
BANK = str(ROOT / "tests" / "transcripts" / "bank")
COMMANDS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (0, ("+1", "review", "--answers", ANSWERS, "--history")),
    (0, ("+1", "review", "--answers", ANSWERS, "--json")),
    (0, ("review",)),
    (0, ("review", "--json")),
    (2, ("review", "xyzzy")),
    (0, ("quiz", QUESTION, "-n", "1", "--answers", ANSWERS, "--history")),
    (0, ("quiz", QUESTION, "-n", "1", "--answers", ANSWERS, "--json", "--no-history")),
    (2, ("quiz", "--answers", ANSWERS, "--slip", "xyzzy")),
    (0, ("placement", "--answers", ANSWERS, "--history")),
    (0, ("placement", "--answers", ANSWERS, "--json", "--no-history")),
    (2, ("placement", "svd")),
    (65, ("quiz", QUESTION, "--answers", "nosuch.txt")),
    (0, ("timed", QUESTION, "-n", "2", "--answers", ANSWERS, "--history")),
    (0, ("stats",)),
    (0, ("explain",)),
    (0, ("explain", "--my-last-mistake")),
    (0, ("replay", f"{QUESTION}:1:00000000")),
    (0, ("history", "export")),
    (65, ("history", "import", ANSWERS)),
    (65, ("history", "import", "nosuch.txt")),
    (0, ("history", "import", "-")),
    (0, ("history", "check")),
    (0, ("history", "backups")),
    (0, ("history", "restore", "1", "--yes")),
    (2, ("history", "restore", "9", "--yes")),
    (2, ("history", "restore")),
    (0, ("history", "void", "1")),
    (2, ("history", "void", "99")),
    (65, ("history", "undo-import")),
    (0, ("history", "shift", "1", "--by", "-1d")),
    (2, ("history", "shift", "99", "--by", "-1d")),
    (0, ("history", "rebuild")),
    (2, ("history", "forget")),
    (0, ("history", "forget", "--yes")),
    (0, ("where",)),
    (0, ("bank", "list")),
    (0, ()),
    (65, ("grade", ANSWERS)),
    (65, ("grade", "--jobs", "2", ANSWERS)),
    (0, ("read",)),
    (0, ("draw", QUESTION)),
    (0, ("check", "trace", "-g", "A=2 1; 2 3", "5")),
    (1, ("work", "trace", "-g", "A=2 1; 2 3", ANSWERS)),
    (65, ("work", "trace", "-g", "A=2 1; 2 3", "nosuch.txt")),
    (0, ("solve", "trace", "-g", "A=2 1; 2 3")),
    (0, ("bank", "objectives")),
    (0, ("bank", "kinds")),
    (0, ("bank", "slips")),
    (0, ("bank", "check", BANK, "--seeds", "1")),
    (0, ("bank", "check", BANK, "--seeds", "2", "--adversary")),
    (0, ("bank", "show", QUESTION)),
    (0, ("bank", "new", "my-bank")),
    (0, ("bank", "schema")),
    (0, ("show", "circle", "-g", "A=2 1; 2 3", "--svg", "circle.svg")),
    (0, ("show", "pca")),
    (0, ("show", "scree")),
    (0, ("show", "lowrank")),
    (0, ("show", "cloud")),
    (0, ("show", "lora")),
)
"""The exit code of each command, with what makes it open something; a word with a plus runs it so many days later."""


def test_every_command_has_a_case() -> None:
    tried = [words[1:] if words[:1] == ("+1",) else words for _, words in COMMANDS]
    missing = [" ".join(c) for c, _ in all_commands() if c not in {words[: len(c)] for words in tried}]
    assert missing == [], "these commands have no case in COMMANDS of tests/commands/test_closed.py"


@pytest.mark.parametrize(("code", "arguments"), COMMANDS, ids=lambda value: str(value).strip("()"))
def test_every_command_closes_what_it_opened(
    answered: Path, closing: Closing, code: int, arguments: tuple[str, ...]
) -> None:
    done = closing(answered, *(word.replace(ANSWERS, str(answered / "answers.txt")) for word in arguments))
    assert_nothing_is_open(done.stderr)
    assert done.returncode == code, done.stderr


def test_a_command_closes_what_it_opened_in_a_process_of_its_own(answered: Path) -> None:
    done = run_watched(answered, "stats")
    assert_nothing_is_open(done.stderr)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not CAN_FORK, reason="each command is started here")
def test_a_fork_that_leaves_something_open_is_seen(home: Path, closing: Closing) -> None:
    done = closing(home, "leave", "open")
    assert "unclosed database left.sqlite3" in done.stderr
    assert "ResourceWarning: unclosed file" in done.stderr


def test_the_watch_sees_a_database_that_is_left_open(home: Path) -> None:
    program = (
        "import sqlite3\nfrom tests import closing\n"
        "connect = closing.watching(sqlite3.connect)\n"
        "connect(':memory:').close()\nleft = connect('left.sqlite3')\nclosing.say_what_is_open()\nleft.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        cwd=home,
        timeout=60,
        check=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert done.stderr == "unclosed database left.sqlite3\n"
