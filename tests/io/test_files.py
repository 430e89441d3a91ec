"""Files that are written whole or not at all, and inputs at which nobody waits."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from decompdrill.io import files
from tests.commands.test_cli import ROOT
from tests.forks import CAN_FORK, server

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and limits are others there")


def run(command: str, place: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell command in a folder; `decompdrill` in it is the program."""
    return subprocess.run(
        ["bash", "-c", command.replace("decompdrill", f'"{sys.executable}" -m decompdrill')],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=60,
        check=False,
    )


def run_quickly(arguments: str, place: Path, outputs: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder, where that can be done in a fork of one that has imported all of it."""
    if not CAN_FORK:
        return run(f"timeout 60 decompdrill {arguments}", place)
    return server().run(shlex.split(arguments), place, outputs)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty folder beside the home."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


# ---- written whole -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("unmeasured")
def test_a_picture_that_cannot_be_written_leaves_the_old_one(place: Path) -> None:
    (place / "old.svg").write_text("<svg>the old one</svg>")
    done = run("ulimit -f 0; decompdrill show circle --svg old.svg", place)
    assert (done.returncode, done.stderr) == (65, "decompdrill: old.svg: cannot be written: File too large\n")
    assert (place / "old.svg").read_text() == "<svg>the old one</svg>"
    assert names(place) == ["old.svg"]


@pytest.mark.usefixtures("unmeasured")
def test_a_bank_that_cannot_be_written_leaves_no_empty_one(place: Path) -> None:
    done = run("ulimit -f 0; decompdrill bank new mine", place)
    assert (done.returncode, done.stderr) == (65, "decompdrill: mine.yaml: File too large\n")
    assert names(place) == []


def test_a_new_bank_never_replaces_a_file_or_a_link(place: Path) -> None:
    (place / "mine.yaml").symlink_to("elsewhere.yaml")
    done = run("decompdrill bank new mine", place)
    said = "decompdrill: mine.yaml is there already, and is left as it is\n"
    assert (done.returncode, done.stderr) == (2, said)
    assert names(place) == ["mine.yaml"]


def test_what_is_written_has_the_usual_rights_and_leaves_nothing_beside_it(place: Path) -> None:
    done = run("umask 022; decompdrill show circle --svg new.svg; decompdrill bank new mine", place)
    assert done.stderr == ""
    assert {name: (place / name).stat().st_mode & 0o777 for name in names(place)} == {
        "mine.yaml": 0o644,
        "new.svg": 0o644,
    }


def test_a_file_that_is_replaced_keeps_its_rights_and_a_link_is_not_written_through(place: Path) -> None:
    (place / "real.svg").write_text("the old one")
    (place / "real.svg").chmod(0o640)
    (place / "link.svg").symlink_to("real.svg")
    files.write_whole(place / "link.svg", "another one")
    assert not (place / "link.svg").is_symlink()
    assert (place / "link.svg").read_text() == "another one"
    assert (place / "real.svg").read_text() == "the old one"
    files.write_whole(place / "real.svg", "the new one")
    assert (place / "real.svg").read_text() == "the new one"
    assert (place / "real.svg").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("name", "there", "said"),
    [
        ("keep.txt", "my notes", "keep.txt is there and is no SVG: it stays, unless --force is given"),
        ("binary", "\0\1\2", "binary is there and is no SVG: it stays, unless --force is given"),
        ("old.svg", "<html></html>", "old.svg is there and is no SVG: it stays, unless --force is given"),
        ("link", None, "link is a link, which is not written through; with --force the picture takes its place"),
    ],
)
def test_a_picture_replaces_no_file_that_is_none_unless_forced(
    place: Path, tmp_path: Path, name: str, there: str | None, said: str
) -> None:
    if there is None:
        (place / "real.svg").write_text("<svg></svg>")
        (place / name).symlink_to("real.svg")
    else:
        (place / name).write_text(there)
    done = run_quickly(f"show circle --svg {name}", place, tmp_path)
    assert (done.returncode, done.stderr) == (2, f"decompdrill: {said}\n")
    assert there is None or (place / name).read_text() == there
    done = run_quickly(f"show circle --svg {name} --force", place, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "<svg" in (place / name).read_text()
    assert not (place / name).is_symlink()
    assert there is not None or (place / "real.svg").read_text() == "<svg></svg>"


@pytest.mark.parametrize(
    "there", ["", "<svg></svg>", '<?xml version="1.0"?>\n<!-- mine -->\n<svg></svg>', "\ufeff <svg/>"]
)
def test_a_picture_replaces_a_picture(place: Path, tmp_path: Path, there: str) -> None:
    (place / "old.svg").write_text(there, encoding="utf-8")
    done = run_quickly("show circle --svg old.svg", place, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "<svg xmlns" in (place / "old.svg").read_text()


def test_without_links_of_the_file_system_a_new_file_is_still_new(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(source: Path, target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    files.write_new(place / "new", "one")
    assert (place / "new").read_text() == "one"
    with pytest.raises(FileExistsError):
        files.write_new(place / "new", "two")
    assert (place / "new").read_text() == "one"
    assert names(place) == ["new"]


# ---- not waited for ------------------------------------------------------------------------------------------------


NO_WRITER = "it is a named pipe, and no program writes into it"


REFUSED = [
    ("show circle --svg fifo", "fifo: cannot be written: it is a named pipe, not a regular file"),
    ("show circle -g A=@fifo", "A: fifo: it is a named pipe, not a regular file"),
    ("check trace -g A=@fifo 1", "A: fifo: it is a named pipe, not a regular file"),
    ("explain covariance -g X=@fifo", "fifo: it is a named pipe, not a regular file"),
    ("show pca --data @fifo", "fifo: it is a named pipe, not a regular file"),
    ("show lowrank --image fifo", "fifo: it is a named pipe, not a regular file"),
    ("bank check fifo", f"fifo: expected a bank that can be read: {NO_WRITER}"),
    ("bank list --bank fifo", f"fifo: expected a bank that can be read: {NO_WRITER}"),
    ("quiz --bank fifo", f"fifo: expected a bank that can be read: {NO_WRITER}"),
    ("quiz --answers fifo", f"fifo: {NO_WRITER}"),
    ("timed --answers fifo", f"fifo: {NO_WRITER}"),
    ("grade fifo", f"fifo: {NO_WRITER}"),
    ("history import fifo", f"fifo: {NO_WRITER}"),
    ("bank check socket", "socket: expected a bank that can be read: it is a socket, not a regular file"),
    ("grade socket", "socket: it is a socket, not a regular file"),
    ("check trace -g A=@socket 1", "A: socket: it is a socket, not a regular file"),
]


def with_pipe_and_socket(place: Path) -> Path:
    place.mkdir(exist_ok=True)
    os.mkfifo(place / "fifo")
    with socket.socket(socket.AF_UNIX) as listening, chdir(place):  # the whole path may be too long for a socket
        listening.bind("socket")
    return place


@pytest.fixture(scope="module")
def begun() -> dict[str, tuple[int, Path]]:
    """The forks of these commands by what they try, and where they write, from the first test on: most wait a second."""
    return {}


@pytest.mark.parametrize(("command", "said"), REFUSED)
def test_a_named_pipe_is_refused_where_a_file_is_expected(
    place: Path, tmp_path: Path, begun: dict[str, tuple[int, Path]], command: str, said: str
) -> None:
    if not CAN_FORK:
        done = run_quickly(command, with_pipe_and_socket(place), tmp_path)
    else:
        for number, (each, _) in enumerate(REFUSED if command not in begun else ()):
            folder = with_pipe_and_socket(tmp_path / str(number))
            begun[each] = server().begin(shlex.split(each), folder, folder), folder
        done = server().finish(*begun.pop(command))
    assert (done.returncode, done.stderr) == (65, f"decompdrill: {said}\n")


RECORD = """{"kind": "rank", "given": {"A": [[1]]}, "answer": "1"}"""


@pytest.mark.parametrize(
    "writer",
    [
        f"(echo '{RECORD}' >fifo) & decompdrill grade fifo",
        f"(exec >fifo; sleep 1.5; echo '{RECORD}') & decompdrill grade fifo",
        f"decompdrill grade <(sleep 1.5; echo '{RECORD}')",
        f"(sleep 1.5; echo '{RECORD}') | decompdrill grade /dev/stdin",
    ],
    ids=["before", "slow", "substituted", "stdin"],
)
def test_a_pipe_into_which_a_program_writes_is_read_to_its_end(place: Path, writer: str) -> None:
    os.mkfifo(place / "fifo")
    done = run(writer, place)
    assert (done.returncode, done.stderr) == (0, "")
    assert '"verdict": "right"' in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        "echo '2 1; 2 3' | tr ';' '\\n' | decompdrill check trace -g A=@/dev/stdin 5",
        "decompdrill check trace -g A=@<(printf '2 1\\n2 3\\n') 5",
        "decompdrill explain pca -g X=@<(printf '1 2\\n3 4\\n5 7\\n') --plain",
        "decompdrill show circle --svg /dev/null",
        "decompdrill show circle --svg /dev/stdout | cat",
        "decompdrill show circle --svg >(cat >/dev/null)",
    ],
)
def test_a_pipe_that_the_program_was_started_with_is_fine(place: Path, command: str) -> None:
    done = run(f"set -o pipefail; {command}", place)
    assert (done.returncode, done.stderr) == (0, "")
    assert names(place) == []
