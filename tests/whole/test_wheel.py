"""The wheel carries the program and its banks, and nothing else."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from decompdrill import __version__

ROOT = Path(__file__).parents[2]
NEEDED = [name for name in ("build", "hatchling") if importlib.util.find_spec(name) is None]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    if NEEDED:
        pytest.skip(f"{' and '.join(NEEDED)} cannot be imported here; .ci/wheel builds and installs it all the same")
    place = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return ZipFile(next(place.glob("*.whl")))


def below(place: Path, pattern: str) -> set[str]:
    return {str(path.relative_to(ROOT)) for path in place.rglob(pattern) if path.is_file()}


def test_every_module_and_every_data_file_of_the_package_is_in_it(wheel: ZipFile) -> None:
    ours = {name for name in below(ROOT / "decompdrill", "*") if "__pycache__" not in name}
    assert ours - set(wheel.namelist()) == set()
    assert "decompdrill/py.typed" in wheel.namelist()


def test_every_bank_is_in_it_where_an_installed_package_looks_for_it(wheel: ZipFile) -> None:
    banks = {f"decompdrill/{name}" for name in below(ROOT / "questions", "*")}
    assert "decompdrill/questions/objectives.yaml" in banks
    assert banks - set(wheel.namelist()) == set()
    assert wheel.read("decompdrill/questions/objectives.yaml") == (ROOT / "questions/objectives.yaml").read_bytes()


def test_nothing_else_is_in_it(wheel: ZipFile) -> None:
    home = f"decompdrill-{__version__}.dist-info/"
    manual = f"decompdrill-{__version__}.data/data/share/man/man1/decompdrill.1"
    assert [name for name in wheel.namelist() if not name.startswith(("decompdrill/", home))] == [manual]
    assert wheel.read(manual) == (ROOT / "docs" / "decompdrill.1").read_bytes()
    assert [name for name in wheel.namelist() if re.search(r"(^|/)(tests|benchmarks|__pycache__)(/|$)", name)] == []


def test_it_says_what_it_is(wheel: ZipFile) -> None:
    home = f"decompdrill-{__version__}.dist-info"
    metadata = wheel.read(f"{home}/METADATA").decode()
    assert f"Name: decompdrill\nVersion: {__version__}\n" in metadata
    assert "Requires-Python: >=3.11\n" in metadata
    assert "Project-URL: Issues, https://github.com/decompdrill/decompdrill/issues\n" in metadata
    assert "decompdrill = decompdrill.__main__:main" in wheel.read(f"{home}/entry_points.txt").decode()
    assert f"{home}/licenses/LICENSE" in wheel.namelist()
