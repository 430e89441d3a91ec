"""What the shell offers at Tab, and the lists behind it: names alone, without the mathematics."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from decompdrill.commands import completion
from tests.commands.test_cli import decompdrill


@pytest.mark.parametrize(
    ("sort", "begun", "found"),
    [
        ("topic_names", "sv", "svd"),
        ("topic_names", "SVD.val", "svd.values-2x2"),
        ("topic_names", "eigenvalues-2", "eigenvalues-2x2"),
        ("question_ids", "rank.dep", "rank.dependent-row"),
        ("kind_names", "eigenval", "eigenvalues"),
        ("lesson_ids", "sv", "svd"),
        ("slip_ids", "reads-d", "reads-diagonal"),
        ("preset_names", "spr", "sprint"),
        ("level_numbers", "", "5"),
        ("table_names", "ir", "iris"),
    ],
)
def test_what_goes_on_as_it_was_begun_is_offered(sort: str, begun: str, found: str) -> None:
    offered = completion.offered(getattr(completion, sort), begun)
    assert found in offered
    assert offered == sorted(set(offered))
    assert all(name.lower().startswith(begun.lower()) for name in offered)
    assert completion.offered(getattr(completion, sort), "xyzzy") == []


def test_the_tables_and_the_presets_are_those_there_are() -> None:
    from decompdrill.pictures.shipped import SHIPPED

    assert tuple(completion.table_names()) == tuple(SHIPPED)


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
    assert [line["slip"] for line in lines] == list(completion.slip_ids())
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
