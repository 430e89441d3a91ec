"""Golden files: texts that stay as they are until somebody means to change them.

    python -m tests.golden --update

runs the tests of the golden files once, and writes each file anew that is not as the program writes it now. Read the difference
before you commit it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"
UPDATE = "UPDATE_GOLDEN"
TESTS = (
    "tests/kinds/test_working.py",
    "tests/kinds/test_given_steps.py",
    "tests/pictures/test_pictures.py",
    "tests/frontends/test_terminal.py",
    "tests/frontends/test_working_typed.py",
)
"""Where `assert_golden` is called."""


def assert_golden(text: str, file: Path) -> None:
    """Assert that a text is that of a golden file; write the file instead where they are updated."""
    if os.environ.get(UPDATE) and (not file.exists() or file.read_text(encoding="utf-8") != text):
        file.write_text(text, encoding="utf-8")
        sys.stderr.write(f"{file.name}\n")
    assert text == file.read_text(encoding="utf-8"), "if this was meant: python -m tests.golden --update"


def main(arguments: list[str]) -> int:
    if arguments != ["--update"]:
        sys.stderr.write("usage: python -m tests.golden --update\n")
        return 2
    os.environ[UPDATE] = "1"
    return int(pytest.main(["-q", "-k", "golden or looks_as or told_as or reads_as or transcript", *TESTS]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
