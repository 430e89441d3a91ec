"""An ordinary run meets the same examples as the one before; a run that looks for faults meets others, and more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.test_cli import ROOT

SCRIPT = """
from hypothesis import given, settings, strategies as st
from tests.chance import examples

@settings(max_examples=examples(5), database=None)
@given(st.integers(0, 10**12))
def test_shown(number):
    print(f"<{number}>")
"""


def drawn(folder: Path, *options: str, fuzz: str | None = None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the numbers that a run of one randomised test meets."""
    script = folder / "test_shown.py"
    script.write_text(SCRIPT)
    if fuzz is None:
        monkeypatch.delenv("DECOMPDRILL_FUZZ", raising=False)
    else:
        monkeypatch.setenv("DECOMPDRILL_FUZZ", fuzz)
    conftest = ["--rootdir", str(ROOT), "-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command = [sys.executable, "-m", "pytest", "-s", "-q", *conftest, *options, str(script)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    return [line.strip(".<>") for line in done.stdout.splitlines() if line.startswith(("<", ".<"))]


def test_an_ordinary_run_meets_the_same_examples_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (drawn(tmp_path, monkeypatch=monkeypatch) for _ in range(2))
    assert len(one) == 5
    assert one == two


def test_a_run_that_looks_for_faults_meets_others_and_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = drawn(tmp_path, monkeypatch=monkeypatch)
    many = drawn(tmp_path, fuzz="4", monkeypatch=monkeypatch)
    assert len(many) == 20
    assert set(many) - set(usual)
    by_profile = drawn(tmp_path, "--hypothesis-profile=fuzz", monkeypatch=monkeypatch)
    assert len(by_profile) == 5
    assert by_profile != usual
