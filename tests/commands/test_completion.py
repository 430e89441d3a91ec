"""What the shell offers at Tab, and the lists behind it: names alone, without the mathematics."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from decompdrill import cli
from decompdrill.commands.bank import names_of_banks
from decompdrill.frontends import completion
from tests.commands.test_cli import decompdrill


def offered(sort: str, begun: str) -> list[str]:
    return completion.offered(sort, begun, lambda sort: names_of_banks(())[sort])


@pytest.mark.parametrize(
    ("sort", "begun", "found"),
    [
        ("topics", "sv", "svd"),
        ("topics", "SVD.val", "svd.values-2x2"),
        ("topics", "eigenvalues-2", "eigenvalues-2x2"),
        ("questions", "rank.dep", "rank.dependent-row"),
        ("kinds", "eigenval", "eigenvalues"),
        ("lessons", "sv", "svd"),
        ("slips", "reads-d", "reads-diagonal"),
        ("presets", "spr", "sprint"),
        ("levels", "", "5"),
        ("tables", "ir", "iris"),
    ],
)
def test_what_goes_on_as_it_was_begun_is_offered(sort: str, begun: str, found: str) -> None:
    names = offered(sort, begun)
    assert found in names
    assert names == sorted(set(names))
    assert all(name.lower().startswith(begun.lower()) for name in names)
    assert offered(sort, "xyzzy") == []


def test_the_topics_and_questions_of_ones_own_banks_are_offered_too(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offered("topics", "my-own") == []
    (home / "banks").mkdir(parents=True)
    monkeypatch.chdir(home / "banks")
    assert decompdrill("bank", "new", "my-own").returncode == 0
    assert "my-own" in offered("topics", "my-own")
    assert offered("questions", "my-own") != []
    assert "svd" in offered("topics", "sv")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("quiz", "sv"), "svd"),
        (("check", "eigenval"), "eigenvalues"),
        (("quiz", "--slip", "reads-d"), "reads-diagonal"),
        (("timed", "--preset", "spr"), "sprint"),
        (("explain", "sv"), "svd"),
        (("draw", "eigen.values-2"), "eigen.values-2x2"),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_gets_them_without_numpy(words: tuple[str, ...], found: str, shell: str, tmp_path: Path) -> None:
    line = " ".join(("decompdrill", *words))
    asked = {"_DECOMPDRILL_COMPLETE": f"complete_{shell}", "COMP_WORDS": line, "COMP_CWORD": str(len(words))}
    asked |= {
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "DECOMPDRILL_HOME": str(tmp_path),
    }
    main = (
        "import sys\nfrom decompdrill.__main__ import main\n"
        "try:\n    main()\nfinally:\n    sys.stderr.write(str('numpy' in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", main], capture_output=True, text=True, check=False, env=os.environ | asked
    )
    assert found in done.stdout.replace('"', " ").replace(":", " ").split()
    assert done.stderr == "False"


def test_every_slip_is_listed_with_those_that_know_it() -> None:
    lines = [json.loads(line) for line in decompdrill("bank", "slips", "--json").stdout.splitlines()]
    assert [line["slip"] for line in lines] == completion.shipped()["slips"]
    known = {line["slip"]: line for line in lines}
    assert "eigenvalues" in known["reads-diagonal"]["kinds"]
    assert "rank.combination" in known["order-swapped"]["questions"]
    assert all(line["kinds"] or line["questions"] for line in lines)
    text = decompdrill("bank", "slips").stdout.decode()
    assert "reads-diagonal" in text


def test_replay_as_json_is_a_line_of_draw_and_how_it_was_answered() -> None:
    drawn = json.loads(decompdrill("draw", "eigen.values-2x2", "--seed", "2").stdout)
    decompdrill("quiz", "eigen.values-2x2", "-n", "1", "--seed", "2", "--answers", "-", "--history", stdin=b"9, 9\n")
    replayed = json.loads(decompdrill("replay", drawn["token"], "--json").stdout)
    assert {name: replayed[name] for name in drawn} == drawn
    assert (replayed["reworded"], replayed["changed"], replayed["answered"]) == (False, False, [])
    other = drawn["token"][:-8] + "00000000"
    done = decompdrill("replay", other, "--json")
    assert (json.loads(done.stdout)["changed"], done.stderr) == (True, b"")


@pytest.mark.parametrize(("shell", "only_there"), [("bash", "COMPREPLY"), ("zsh", "#compdef"), ("fish", "--no-files")])
def test_the_script_is_that_of_the_shell_that_is_named(shell: str, only_there: str) -> None:
    for words in (("--show-completion", shell), (f"--show-completion={shell}",)):
        done = decompdrill(*words)
        assert (done.returncode, done.stderr) == (0, b"")
        assert only_there in done.stdout.decode()


def test_a_shell_that_is_not_there_is_refused_and_nothing_is_installed(home: Path) -> None:
    for option in ("--show-completion", "--install-completion"):
        done = decompdrill(option, "nonsense")
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode() == (
            "decompdrill: there is completion for bash, zsh, fish, powershell or pwsh, and not for 'nonsense'\n"
        )
    assert list(home.iterdir()) == []


def test_completion_is_installed_for_the_shell_that_is_named(home: Path) -> None:
    done = decompdrill("--install-completion", "fish")
    assert done.returncode == 0
    path = home / ".config" / "fish" / "completions" / "decompdrill.fish"
    assert str(path) in done.stdout.decode()
    assert path.read_text(encoding="utf-8").strip() == decompdrill("--show-completion", "fish").stdout.decode().strip()


@pytest.mark.parametrize(
    ("words", "built"),
    [
        (["quiz", "--seed", "3"], {"quiz"}),
        (["bank", "list"], {"bank"}),
        (["qiuz"], None),
        ([], None),
        (["--help"], None),
    ],
)
def test_only_the_command_that_is_named_is_built(words: list[str], built: set[str] | None) -> None:
    there = set(cli.root_command().commands)
    assert set(typer.main.get_group(cli._root_with(words)).commands) == (built or there)


@pytest.mark.parametrize(
    ("line", "words"),
    [("decompdrill", []), ("decompdrill qu", []), ("decompdrill quiz ", ["quiz"]), ("decompdrill quiz sv", ["quiz"])],
)
def test_the_word_that_is_being_typed_names_no_command_yet(
    line: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMP_WORDS", line)
    assert cli._words_before_tab() == words
