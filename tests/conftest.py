"""Guards over every test: none touches the real home, none inherits how this terminal looks."""

from __future__ import annotations

import gc
import itertools
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from decompdrill.__main__ import OBJECTS_BEFORE_A_COLLECTION
from decompdrill.bank import read, schema
from decompdrill.bank.question import Bank, Known
from decompdrill.bank.read import Loader
from decompdrill.bank.tree import Tree
from decompdrill.io.folders import shipped_dir
from decompdrill.model import BankFault
from tests.chance import FUZZ
from tests.forks import server
from tests.posix import NEED_POSIX

settings.register_profile("ci", derandomize=True)
settings.register_profile("fuzz", derandomize=False, print_blob=True)
settings.load_profile("fuzz" if FUZZ else "ci")

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # as the commands do: threads of several workers wait for each other

# Hundreds of programs are started here, and without bytecode each would compile the whole package again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

gc.set_threshold(OBJECTS_BEFORE_A_COLLECTION)  # as the program does


def pytest_collection_finish() -> None:
    """Leave the tests themselves out of the search for garbage: none of them becomes any."""
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Let the program that forks end before this one, whose time counts that of its children."""
    if server.cache_info().currsize:
        server().close()


collect_ignore = list(NEED_POSIX) if sys.platform == "win32" else []

LOOKS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "PYTHONPATH", "DECOMPDRILL_DEBUG", "GITHUB_ACTIONS")


@pytest.fixture(scope="session", autouse=True)
def _shipped_banks_are_parsed_once() -> Iterator[None]:
    """Hundreds of tests load the shipped banks in a home without an index; what their files hold is found out once."""
    parse_yaml, parse_bank = read.parse_yaml, schema.parse_bank
    shipped = str(shipped_dir())
    trees: dict[tuple[str, str], tuple[Tree | None, tuple[BankFault, ...]]] = {}
    banks: dict[int, tuple[Known, tuple[Bank | None, tuple[BankFault, ...]]]] = {}

    def yaml_once(text: str, path: str, loader: Loader | None = None) -> tuple[Tree | None, tuple[BankFault, ...]]:
        if loader or not path.startswith(shipped):
            return parse_yaml(text, path, loader)
        if (path, text) not in trees:
            trees[path, text] = parse_yaml(text, path)
        return trees[path, text]

    def bank_once(tree: Tree, known: Known) -> tuple[Bank | None, tuple[BankFault, ...]]:
        if not any(tree is kept for kept, _ in trees.values()):
            return parse_bank(tree, known)
        if id(tree) not in banks or banks[id(tree)][0] != known:
            banks[id(tree)] = known, parse_bank(tree, known)
        return banks[id(tree)][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "parse_yaml", yaml_once)
        patch.setattr(schema, "parse_bank", bank_once)
        yield


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Empty homes, the same one again where nothing was written into it: many thousand folders take long to make and to remove."""
    return _homes(tmp_path_factory.mktemp("homes"))


def _homes(folder: Path) -> Iterator[Path]:
    for number in itertools.count():
        place = folder / str(number)
        place.mkdir()
        mode = place.stat().st_mode
        while _is_empty(place, mode):
            yield place


def _is_empty(place: Path, mode: int) -> bool:
    """Tell whether a folder is still there, as it was made."""
    with suppress(OSError):
        return place.lstat().st_mode == mode and not any(place.iterdir())
    return False


@pytest.fixture(autouse=True)
def home(request: pytest.FixtureRequest, homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a data directory of the test's own, in its tmp_path if it has one."""
    if "tmp_path" in request.fixturenames:
        place: Path = request.getfixturevalue("tmp_path") / "home"
        place.mkdir()
    else:
        place = next(homes)
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "DECOMPDRILL_HOME"):
        monkeypatch.setenv(name, str(place))
    for name in LOOKS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return place


@pytest.fixture(autouse=True)
def databases(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test opened itself; that the program closes its own is what test_closed.py is about."""
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def connected(*arguments: Any, **options: Any) -> sqlite3.Connection:
        opened.append(connect(*arguments, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", connected)
    yield
    for connection in opened:
        with suppress(sqlite3.ProgrammingError):  # of another thread, which closes it
            connection.close()


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no program that the test starts measure its coverage: what that imports and writes would be in the way."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
