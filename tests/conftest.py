"""Guards over every test: none touches the real home, none inherits how this terminal looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.chance import FUZZ

settings.register_profile("ci", derandomize=True)
settings.register_profile("fuzz", derandomize=False, print_blob=True)
settings.load_profile("fuzz" if FUZZ else "ci")

LOOKS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "PYTHONPATH", "DECOMPDRILL_DEBUG", "GITHUB_ACTIONS")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a data directory of the test's own."""
    place = tmp_path / "home"
    place.mkdir()
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "DECOMPDRILL_HOME"):
        monkeypatch.setenv(name, str(place))
    for name in LOOKS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return place
