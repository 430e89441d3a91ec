"""`history` and `where`, as one meets them on the command line."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from benchmarks import kill
from decompdrill import cli
from decompdrill.commands import history, where
from decompdrill.errors import DrillError, ExitCode, RecordError, UsageError
from decompdrill.io.folders import Home, find_home

NOON = kill.START


def now_ms() -> int:
    return NOON


@pytest.fixture
def answered(home: Path) -> Path:
    """A home with a history of three answers and a backup of them."""
    store = kill.opened(home / "history.sqlite3")
    for number in range(3):
        store.append(kill.attempt("a1", number))
    store.backup()
    store.close()
    return home


def count(place: Path) -> int:
    store = kill.opened(place / "history.sqlite3")
    answers = store.count()
    store.close()
    return answers


class Terminal(io.StringIO):
    """A stdin at which a person sits."""

    def isatty(self) -> bool:
        return True


def test_where_names_every_path(answered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert where.where() is ExitCode.DONE
    assert capsys.readouterr().out == (
        f"history   {answered}/history.sqlite3\n"
        f"backups   {answered}/backups\n"
        f"banks     {answered}/banks  (not there yet)\n"
        f"config    {answered}/config.toml  (not there yet)\n"
        f"cache     {answered}/cache  (not there yet)\n"
        "\nSettings of config.toml:\n  none\n"
        "Not set: count, tries, retry, plain, light, daily_goal, rollover\n"
    )


def below(folder: Path, name: str, appauthor: bool) -> Path:
    return folder / name


def test_without_the_variable_the_system_says_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DECOMPDRILL_HOME")
    for kind in ("data", "config", "cache"):
        monkeypatch.setattr(f"platformdirs.user_{kind}_path", partial(below, tmp_path / kind))
    assert find_home() == Home(*(tmp_path / kind / "decompdrill" for kind in ("data", "config", "cache")))


def no_folder(name: str, appauthor: bool) -> Path:
    """What platformdirs does from 4.12 on for a user without a home."""
    raise RuntimeError(f"could not determine the home directory for {name}, {appauthor}")


@pytest.mark.parametrize("folder", [partial(below, Path("relative")), no_folder], ids=["relative", "raised"])
def test_who_has_no_home_keeps_nothing_and_reads_why(
    monkeypatch: pytest.MonkeyPatch, folder: Callable[[str, bool], Path]
) -> None:
    monkeypatch.delenv("DECOMPDRILL_HOME")
    for kind in ("data", "config", "cache"):
        monkeypatch.setattr(f"platformdirs.user_{kind}_path", folder)
    reason = "this user has no home folder; DECOMPDRILL_HOME can name another"
    commands: tuple[Callable[[], object], ...] = (
        lambda: history.export(now_ms),
        where.where,
        lambda: history.rebuild(now_ms),
    )
    for command in commands:
        with pytest.raises(DrillError, match=f"^{reason}$"):
            command()


HOMELESS = "this user has no home folder; DECOMPDRILL_HOME can name another"


def refused(name: str, appauthor: bool) -> Path:
    raise RuntimeError("could not determine the home directory for '~/.local/share'")


def left_as_it_is(name: str, appauthor: bool) -> Path:
    return Path("~/.local/share") / name


@pytest.fixture(params=[refused, left_as_it_is], ids=["platformdirs 4.12", "platformdirs 4.3"])
def homeless(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DECOMPDRILL_HOME")
    for kind in ("data", "config", "cache"):
        monkeypatch.setattr(f"platformdirs.user_{kind}_path", request.param)


@pytest.mark.usefixtures("homeless")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("where",), 65, f"decompdrill: {HOMELESS}\n"),
        (("history", "export"), 65, f"decompdrill: {HOMELESS}\n"),
        (("history", "rebuild"), 65, f"decompdrill: {HOMELESS}\n"),
        (("history", "forget", "--yes"), 65, f"decompdrill: {HOMELESS}\n"),
        (
            ("quiz", "trace", "-n", "1", "--answers", "-", "--history"),
            0,
            f"decompdrill: Nothing of this is kept: {HOMELESS}.\n",
        ),
        (("quiz", "trace", "-n", "1", "--answers", "-", "--no-history"), 0, ""),
        (
            ("timed", "trace", "-n", "1", "--answers", "-", "--history"),
            0,
            f"decompdrill: Nothing of this is kept: {HOMELESS}.\n",
        ),
        (("review", "--answers", "-", "--history"), 0, f"decompdrill: Nothing of this is kept: {HOMELESS}.\n"),
        (("stats",), 0, ""),
        (("explain",), 0, ""),
        (("replay", "eigen.values-2x2:1:00000000"), 0, "eigen.values-2x2 has changed since this token was printed: …"),
        (("draw", "eigen.values-2x2"), 0, ""),
        (("bank", "list"), 0, ""),
        (("check", "trace", "-g", "A=1", "1"), 0, ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_without_a_home_what_needs_none_goes_on(
    arguments: tuple[str, ...],
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert cli.run(arguments) == code
    err = capsys.readouterr().err
    assert err.startswith(said[:-1]) if said.endswith("…") else err == said


@pytest.mark.skipif(not shutil.which("setpriv"), reason="setpriv makes another user of us")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("where",), 65, f"decompdrill: {HOMELESS}\n"),
        (
            ("quiz", "trace", "-n", "1", "--answers", "-", "--history"),
            0,
            f"decompdrill: Nothing of this is kept: {HOMELESS}.\n",
        ),
        (("bank", "list"), 0, ""),
    ],
    ids=["where", "quiz", "bank list"],
)
def test_a_user_of_whom_the_system_knows_nothing(arguments: tuple[str, ...], code: int, said: str) -> None:
    # The capability lets that user read the interpreter wherever it is.
    rights = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    user = ["setpriv", "--reuid=12345", "--regid=12345", "--clear-groups", *rights]
    as_nobody_known = [*user, "env", "-i", "PATH=/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE=1"]
    python = [*as_nobody_known, f"PYTHONPATH={Path(cli.__file__).parents[1]}", sys.executable]
    if subprocess.run([*python, "-c", "import numpy, typer"], capture_output=True, cwd="/", check=False).returncode:
        pytest.skip("that user cannot run this Python")
    done = subprocess.run(
        [*python, "-m", "decompdrill", *arguments],
        input="1\n",
        capture_output=True,
        encoding="utf-8",
        cwd="/",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, said)


def test_a_relative_home_is_where_the_program_was_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DECOMPDRILL_HOME", "here")
    assert find_home() == Home(tmp_path / "here", tmp_path / "here", tmp_path / "here" / "cache")


@pytest.mark.parametrize("quoted", ["~", "~/dd", "~/a b/dd"])
def test_a_tilde_that_no_shell_expanded_is_the_home_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quoted: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DECOMPDRILL_HOME", quoted)
    place = Path(quoted.replace("~", str(tmp_path / "home")))
    assert find_home() == Home(place, place, place / "cache")
    assert cli.run(["history", "rebuild"]) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["home"]


def test_a_folder_whose_name_holds_a_tilde_is_that_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("./~/dd", "dd~", "a/~"):
        monkeypatch.setenv("DECOMPDRILL_HOME", name)
        assert find_home() == Home(tmp_path / name, tmp_path / name, tmp_path / name / "cache")


def test_a_tilde_that_stands_for_no_folder_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DECOMPDRILL_HOME", "~no-such-user/dd")
    for arguments in (["where"], ["quiz", "trace", "-n", "1", "--answers", "/dev/null", "--history"]):
        assert cli.run(arguments) == 65
        assert capsys.readouterr().err == (
            "decompdrill: DECOMPDRILL_HOME is '~no-such-user/dd', and '~no-such-user' stands for no folder here\n"
        )


def test_an_empty_home_is_said_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DECOMPDRILL_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / "cache"))
    assert cli.run(["history", "rebuild"]) == 0
    out, err = capsys.readouterr()
    assert err == "decompdrill: DECOMPDRILL_HOME is empty, so the usual folders of this user serve\n"
    assert out == "the summaries of 0 answers were worked out again\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /dev/null")
@pytest.mark.parametrize("named", ["/dev/null", "/dev/null/deeper"])
def test_a_home_that_is_no_folder_is_said_to_be_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    monkeypatch.setenv("DECOMPDRILL_HOME", named)
    assert cli.run(["history", "rebuild"]) == 65
    assert capsys.readouterr().err == "decompdrill: /dev/null cannot be used: it is not a folder\n"
    assert cli.run(["quiz", "trace", "-n", "1", "--answers", "/dev/null", "--history"]) == 0
    said = "decompdrill: Nothing of this is kept: /dev/null cannot be used: it is not a folder.\n"
    assert capsys.readouterr().err == said
    for arguments in (["stats"], ["review", "--answers", "/dev/null"], ["explain", "--my-last-mistake"]):
        assert cli.run(arguments) == 65
        said = f"decompdrill: {named}/history.sqlite3 cannot be used: it is not a folder\n"
        assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize(
    "arguments", [["quiz", "trace", "--answers", "-", "--history"], ["stats"], ["history", "rebuild"]]
)
def test_a_clock_that_python_cannot_count_is_said_in_one_sentence(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def beyond() -> int:
        raise OverflowError("timestamp too large to convert to C PyTime_t")

    monkeypatch.setattr(time, "time_ns", beyond)
    assert cli.run(arguments) == 65
    said = "decompdrill: the clock of this machine is past the year 2262: set it right, and begin again\n"
    assert capsys.readouterr().err == said


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
@pytest.mark.parametrize(
    "first",
    [
        ["bank", "list"],
        ["quiz", "eigen.values-2x2", "-n", "1", "--seed", "1", "--answers", "/dev/null", "--history"],
        ["history", "rebuild"],
        ["stats"],
    ],
    ids=" ".join,
)
def test_what_is_kept_is_for_this_user_alone_whichever_command_came_first(
    first: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    was = os.umask(0o022)
    try:
        place = tmp_path / "above" / "new"
        monkeypatch.setenv("DECOMPDRILL_HOME", str(place))
        assert cli.run(first) == 0
        answer = ["quiz", "eigen.values-2x2", "-n", "1", "--seed", "1", "--answers", "/dev/null", "--history"]
        for _ in range(2):
            assert cli.run(answer) == 0
        (place / "history.sqlite3").write_bytes(b"spoilt" * 1000)
        assert cli.run(["history", "rebuild"]) == 0
    finally:
        os.umask(was)
    modes = {str(file.relative_to(place)): file.stat().st_mode & 0o777 for file in (place, *place.rglob("*"))}
    kept = {name: mode for name, mode in modes.items() if not name.endswith(".index")}
    assert {name for name, mode in kept.items() if mode & 0o077} == set()
    assert {kept[name] for name in (".", "backups", "cache", "cache/banks")} == {0o700}
    assert kept["history.sqlite3"] == 0o600
    backup = next(name for name in kept if name.startswith("backups/"))
    assert kept[backup] == 0o600
    assert (tmp_path / "above").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
def test_a_folder_that_was_there_keeps_its_rights(home: Path) -> None:
    home.chmod(0o755)
    assert cli.run(["history", "rebuild"]) == 0
    assert home.stat().st_mode & 0o777 == 0o755


def test_export_writes_a_line_for_every_answer(answered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert history.export(now_ms) is ExitCode.DONE
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["question"] for line in lines] == ["kill.question-0", "kill.question-1", "kill.question-2"]
    assert lines[0] == {
        "session": "a1",
        "mode": "quiz",
        "question": "kill.question-0",
        "objective": "objective-0",
        "bank": "kill",
        "digest": "0123456789ab",
        "seed": 0,
        "level": 2,
        "form": "number",
        "text": "0/7",
        "outcome": "wrong",
        "credit": 0.0,
        "slip": "sign-lost",
        "hints": 0,
        "attempt": 1,
        "saw_solution": False,
        "first_key_ms": 900,
        "answer_ms": 4000,
        "at_ms": NOON,
        "utc_offset_min": 60,
        "study_day": "2026-02-25",
        "voided_by": None,
        "number": 1,
        "schema": 3,
    }


def test_an_export_of_nothing_is_empty(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert history.export(now_ms) is ExitCode.DONE
    assert capsys.readouterr().out == ""


def test_import_adds_what_is_not_there(answered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history.export(now_ms)
    lines = capsys.readouterr().out.splitlines()
    file = tmp_path / "elsewhere.ndjson"
    more = json.loads(lines[0]) | {"session": "b2"}
    undone = json.loads(lines[1]) | {"voided_by": "undo"}
    file.write_text("\n".join([lines[0], json.dumps(undone), json.dumps(more)]), encoding="utf-8")
    assert history.import_(str(file), now_ms) is ExitCode.DONE
    assert capsys.readouterr().out == "1 answer added, 2 here already, 1 of them voided now\n"
    history.import_(str(file), now_ms)
    assert capsys.readouterr().out == "0 answers added, 3 here already\n"


def test_a_file_that_cannot_be_imported_changes_nothing(answered: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="No such file"):
        history.import_(str(tmp_path / "none"), now_ms)
    (tmp_path / "bad").write_text("{}")
    with pytest.raises(
        RecordError, match=r"^line 1 is not an attempt of a history: Object missing required field `session`$"
    ):
        history.import_(str(tmp_path / "bad"), now_ms)
    assert count(answered) == 3


def test_rebuild_says_what_it_did(answered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert history.rebuild(now_ms) is ExitCode.DONE
    assert capsys.readouterr().out == "the summaries of 3 answers were worked out again\n"


@pytest.mark.parametrize(
    ("typed", "said", "left"),
    [
        ("yes\n", "Everything was deleted.\n", 0),
        (" YES \n", "Everything was deleted.\n", 0),
        ("y\n", "Nothing was deleted.\n", 3),
        ("\n", "Nothing was deleted.\n", 3),
        ("", "Nothing was deleted.\n", 3),
    ],
)
def test_forget_asks_first(
    answered: Path,
    typed: str,
    said: str,
    left: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert history.forget(is_sure=False, now_ms=now_ms) is ExitCode.DONE
    out, err = capsys.readouterr()
    question = f"Delete 3 answers in {answered}/history.sqlite3, and every backup of them? Type yes to delete: "
    assert (out, err) == (said, question)
    assert count(answered) == left
    assert len(list((answered / "backups").iterdir())) == (1 if left else 0)


def test_forget_asks_nobody_where_nobody_sits(
    answered: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    with pytest.raises(UsageError, match=r"^`history forget` asks first, at a terminal; elsewhere, say --yes$"):
        history.forget(is_sure=False, now_ms=now_ms)
    assert history.forget(is_sure=True, now_ms=now_ms) is ExitCode.DONE
    assert capsys.readouterr().out == "Everything was deleted.\n"


def test_what_was_set_aside_is_said_on_stderr(answered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (answered / "history.sqlite3").write_bytes(b"")
    history.rebuild(now_ms)
    assert capsys.readouterr().err == (
        f"decompdrill: The history {answered}/history.sqlite3 is empty; it was set aside as "
        "history.sqlite3.damaged-2026-02-25-061320. The backup history-2026-02-25.sqlite3 is in its place: "
        "3 answers are there, none is gone.\n"
    )
