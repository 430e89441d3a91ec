"""Run from a zip, the program says that it cannot: its banks and topics are files."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

import pytest

from decompdrill import __version__

ROOT = Path(__file__).parents[2]
SAID = "decompdrill: decompdrill must be installed as files; it cannot run from a zip\n"


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A zip of the program and its banks, as zipapp makes it."""
    place = tmp_path_factory.mktemp("zip")
    for name in ("decompdrill", "questions"):
        shutil.copytree(ROOT / name, place / "app" / name, ignore=shutil.ignore_patterns("__pycache__"))
    zipapp.create_archive(place / "app", place / "dd.pyz", main="decompdrill.__main__:main")
    return place / "dd.pyz"


def run(zipped: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # -P: this checkout is not beside the zip.
    return subprocess.run(
        [sys.executable, "-P", str(zipped), *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=zipped.parent,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("quiz", "-n", "1", "--answers", "/dev/null"),
        ("bank", "list"),
        ("stats",),
        ("explain", "svd"),
        ("show", "lowrank"),
        ("history", "export"),
        ("check", "trace", "-g", "A=1", "1"),
    ],
    ids=" ".join,
)
def test_from_a_zip_every_command_says_why_it_cannot(zipped: Path, arguments: tuple[str, ...]) -> None:
    done = run(zipped, *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (65, "", SAID)


def test_from_a_zip_the_version_and_the_help_are_still_told(zipped: Path) -> None:
    assert run(zipped, "--version").stdout == f"decompdrill {__version__}\n"
    done = run(zipped, "--help")
    assert (done.returncode, done.stderr) == (0, "")
