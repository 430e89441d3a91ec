"""What a run may import: start-up is paid for by name, in processes of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("unmeasured")

ROOT = Path(__file__).parents[2]
BANK = str(ROOT / "tests" / "transcripts" / "bank")
HEAVY = {"numpy", "prompt_toolkit", "yaml", "rich", "importlib.metadata", "pydantic", "msgspec", "sqlite3", "asyncio"}


def imported(*arguments: str, stdin: str = "", **environment: str) -> set[str]:
    """Return the names of the modules that a run imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "decompdrill", *arguments],
        cwd=ROOT,
        input=stdin.encode(),
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode in (0, 1, 2), done.stderr[-500:]
    return set(re.findall(r"^import time:.*\| +([\w.]+)$", done.stderr.decode(), re.MULTILINE))


COMPLETION = {"_DECOMPDRILL_COMPLETE": "complete_bash", "COMP_WORDS": "decompdrill qu", "COMP_CWORD": "1"}


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--version",), {}),
        (("--help",), {}),
        (("quiz", "--help"), {}),
        (("bank", "--help"), {}),
        (("qiuz",), {}),
        (("quiz", "--seed", "x"), {}),
        ((), COMPLETION),
    ],
)
def test_what_needs_no_mathematics_imports_nothing_heavy(
    arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    names = imported(*arguments, **environment)
    assert "decompdrill" in names
    assert names & HEAVY == set()


def test_the_version_does_not_even_import_typer() -> None:
    assert {"typer", "decompdrill.cli", "re"} & imported("--version") == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("quiz", "-n", "3", "--bank", BANK, "--answers", "-"),
        ("quiz", "-n", "3", "--bank", BANK, "--answers", "-", "--json"),
        ("check", "eigenvalues", "-g", "A=2 1; 2 3", "4, 1"),
        ("draw", "small.trace", "--bank", BANK),
        ("grade", "--bank", BANK),
        ("read", "number", "1"),
        ("bank", "list", "--bank", BANK),
    ],
)
def test_no_command_imports_what_only_a_terminal_or_chance_needs(arguments: tuple[str, ...]) -> None:
    names = imported(*arguments, stdin='{"kind": "rank", "given": {"A": [[1]]}, "answer": "1"}\n')
    assert names & {"numpy.random", "prompt_toolkit", "rich", "importlib.metadata", "pydantic", "asyncio"} == set()


@pytest.mark.parametrize("what", ["list", "objectives"])
def test_a_list_takes_no_numpy_and_nothing_that_draws_or_asks(what: str, tmp_path: Path) -> None:
    """The names, forms and fields of all kinds are known without it; the first run writes the index."""
    place = {"DECOMPDRILL_HOME": str(tmp_path)}
    imported("bank", what, **place)
    names = imported("bank", what, **place)
    assert "decompdrill.bank.index" in names
    assert {"numpy", "yaml", "sqlite3"} & names == set()
    asking = (
        "decompdrill.draw",
        "decompdrill.expr",
        "decompdrill.exercises",
        "decompdrill.practice.c",
        "decompdrill.bank.schema",
    )
    assert {name for name in names if name.startswith(asking)} == set()


def test_where_takes_no_bank_and_no_formula() -> None:
    names = imported("where")
    assert "decompdrill.commands.where" in names
    unused = (
        "decompdrill.bank",
        "decompdrill.mathtext",
        "decompdrill.frontends",
        "decompdrill.model",
        "msgspec",
        "numpy",
    )
    assert {name for name in names if name.startswith(unused)} == set()


def test_one_process_alone_takes_no_other_into_account() -> None:
    names = imported("grade", stdin='{"kind": "rank", "given": {"A": [[1]]}, "answer": "1"}\n')
    assert {"multiprocessing", "concurrent.futures", "distributed"} & names == set()
