"""Names in every spelling: British or American, with hyphens or spaces, in capitals; on the command line, in files, in a history."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from decompdrill import api
from decompdrill.commands.drill_plan import drill_of
from decompdrill.commands.timed import TimedOptions, limits_of, run_key
from decompdrill.errors import UsageError
from decompdrill.history.attempts import Mode, TimedRunRow, UnfinishedSession
from decompdrill.history.opening import open_store
from decompdrill.history.store import Store
from decompdrill.io.folders import shipped_dir
from decompdrill.names import american, folded, key, known_as
from decompdrill.topics.drills import topic_of
from tests.commands.test_cli import decompdrill

FORMER = shipped_dir() / "diagonalisation.yaml"
"""What a bank was called once."""


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("Diagonalisation", ("eigen", "diagonalization"), "diagonalization"),
        ("low rank", ("lowrank", "low-rank"), "lowrank"),
        ("low-rank", ("lowrank", "low-rank"), "low-rank"),
        ("cov.center", ("cov.centre",), "cov.centre"),
        ("grey colour", ("gray-color",), "gray-color"),
        ("labelling neighbours", ("labeling_neighbors",), "labeling_neighbors"),
        ("a", ("A",), "a"),
        ("rnak", ("rank",), "rnak"),
        ("...", ("rank",), "..."),
    ],
)
def test_a_name_is_known_in_every_spelling(name: str, known: tuple[str, ...], expected: str) -> None:
    assert known_as(name, known) == expected


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("not-centred", "not-centered"),
        ("centring-cures", "centering-cures"),
        ("not-normalised", "not-normalized"),
        ("not-diagonalisable", "not-diagonalizable"),
        ("valid-factorisation", "valid-factorization"),
        ("one-missing", "one-missing"),
        ("noise", "noise"),
    ],
)
def test_people_see_an_identifier_in_american(name: str, shown: str) -> None:
    assert american(name) == shown
    assert known_as(shown, (name,)) == name


def test_spaces_and_hyphens_stay_where_texts_are_compared() -> None:
    assert folded("Centred, 1.5 s") == folded("centered, 1.5 s") != folded("centered, 15 s")
    assert key("Centred, 1.5 s") == key("centered 15s")


SAME = [
    ("bank list {}", "diagonalization", ("diagonalisation", "Diagonalisation", "DIAGONALIZATION")),
    ("bank list {}", "low-rank", ("low rank", "low_rank", "Low-Rank")),
    ("bank list {}", "explained-variance", ("explained variance", "Explained_Variance")),
    ("bank list {}", "centring", ("centering", "Centring")),
    ("bank list {}", "diagonalise", ("diagonalize",)),
    ("bank list {}", "valid-factorisation", ("valid factorization",)),
    ("bank show --seed 3 {}", "cov.centre", ("cov.center", "COV.Centre", "cov-center")),
    ("bank show --seed 3 {}", "diag.is-diagonalisable", ("diag.is-diagonalizable",)),
    ("bank check --seeds 1 {}", str(FORMER.with_stem("diagonalization")), (str(FORMER),)),
    ("bank list --bank {}", str(FORMER.with_stem("diagonalization")), (str(FORMER),)),
    ("draw --seed 3 {}", "cov.centre", ("cov.center",)),
    ("replay {}", "cov.centre:2:4b9015aa", ("cov.center:2:4b9015aa",)),
    ("explain --plain {}", "diagonalization", ("diagonalisation", "Diagonalise")),
    ("explain --plain {}", "centering", ("centring",)),
    ("solve -g A=2,1;2,3 {}", "is-diagonalizable", ("is-diagonalisable", "Is Diagonalizable")),
    ("check -g A=2,1;2,3 {} yes", "is-diagonalizable", ("is-diagonalisable",)),
    ("solve explained-variance -g X=1,2;3,5;4,1 -g {}", "standardize=yes", ("standardise=yes",)),
    ("read {} yes", "yes-no", ("yes no", "Yes_No")),
    ("show pca --plain --{}", "no-standardize", ("no-standardise",)),
    ("show {} --plain", "lowrank", ("low-rank", "LowRank")),
    ("show cloud --plain --data {}", "iris", ("Iris",)),
]


@pytest.mark.parametrize(
    ("call", "name", "other"), [(call, name, other) for call, name, others in SAME for other in others]
)
def test_the_command_line_takes_every_spelling(call: str, name: str, other: str) -> None:
    def said(word: str) -> tuple[int, bytes, bytes]:
        done = decompdrill(*(part.format(word) for part in call.split()))
        return done.returncode, done.stdout, done.stderr

    ours = said(name)
    assert said(other) == ours
    assert ours[0] == 0


@pytest.mark.parametrize(
    "call",
    [
        "quiz diagonalisation -n 2 --seed 3 --json --answers -",
        "quiz covariance --slip not-centered -n 2 --seed 3 --json --answers -",
        "timed diagonalisation -n 2 --seed 3 --json --answers -",
        "timed diagonalization --preset Sprint --seed 3 --json --answers -",
    ],
)
def test_what_is_asked_is_the_same_in_every_spelling(call: str) -> None:
    known = {"diagonalisation": "diagonalization", "not-centered": "not-centred", "Sprint": "sprint"}
    ours = decompdrill(*(known.get(word, word) for word in call.split()), "--no-history", stdin=b"1\n")
    other = decompdrill(*call.split(), "--no-history", stdin=b"1\n")
    shown = [row for row in ours.stdout.splitlines() if b'"again"' not in row]
    assert [row for row in other.stdout.splitlines() if b'"again"' not in row] == shown != []


def test_a_record_takes_every_spelling() -> None:
    lines = [
        {"kind": "is-diagonalisable", "given": {"A": [[2, 1], [2, 3]]}, "answer": "yes"},
        {"question": "cov.center", "seed": 2, "answer": "1"},
    ]
    stdin = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    replies = [json.loads(row) for row in decompdrill("grade", "-", stdin=stdin).stdout.splitlines()]
    assert [reply["verdict"] for reply in replies] == ["right", "wrong"]


def test_python_takes_every_spelling() -> None:
    assert api.open_bank().banks.question("cov.center").id == "cov.centre"
    assert api.grade("is-diagonalisable", {"A": [[2, 1], [2, 3]]}, "yes").outcome == "right"
    assert api.read("Yes no", "yes") == api.read("yes-no", "yes")
    with pytest.raises(UsageError, match=r"no question is called 'cov.centered'; did you mean"):
        api.open_bank().banks.question("cov.centered")


BANK = """bank: mine
title: Mine
questions:
  - id: mine.one
    objective: {objective}
    title: One
    level: 1
    kind: {kind}
    draw:
      A: {{recipe: {recipe}, value: [[2, 1], [2, 3]]}}
    prompt: Is ${{{{ A | matrix }}}}$ diagonalizable?
    hints: [Look at its eigenvalues.]
"""
OBJECTIVES = "objectives:\n  - id: mine\n    title: Mine\n    requires: [{}]\n"


def test_a_file_takes_every_spelling(tmp_path: Path) -> None:
    names = [("diagonalize", "is-diagonalisable", "Value"), ("diagonalise", "is-diagonalizable", "value")]
    digests = []
    for at, (objective, kind, recipe) in enumerate(names):
        bank = tmp_path / str(at) / "bank.yaml"
        bank.parent.mkdir()
        bank.write_text(BANK.format(objective=objective, kind=kind, recipe=recipe), encoding="utf-8")
        (bank.parent / "objectives.yaml").write_text(OBJECTIVES.format(objective), encoding="utf-8")
        banks = api.open_bank([bank]).banks
        question = banks.question("mine.one")
        assert (question.objective, question.kind) == ("diagonalise", "is-diagonalizable")
        assert banks.objectives["mine"].requires == ("diagonalise",)
        digests.append(question.digest)
    assert digests[0] == digests[1]


def test_no_new_bank_is_another_spelling_of_one_that_is_there() -> None:
    done = decompdrill("bank", "new", "diagonalisation")
    assert (done.returncode, done.stderr) == (
        2,
        b"decompdrill: there is a bank called 'diagonalization' already; take another name\n",
    )


# ---- histories -----------------------------------------------------------------------------------------------------


def test_a_quiz_on_a_bank_of_the_old_name_goes_on() -> None:
    picks = [["diag.is-diagonalisable", 3, api.open_bank().banks.question("diag.is-diagonalisable").digest]]
    plan = {
        "schema": 1,
        "picks": picks,
        "banks": [str(FORMER)],
        "tries": 2,
        "retry": False,
        "again": "",
        "pass_mark": None,
    }
    drill = drill_of(UnfinishedSession("a1", Mode.QUIZ, 1, json.dumps(plan), 0, ()))
    assert [pick.question.bank for pick in drill.picks] == ["diagonalization"]


def test_an_answer_to_a_bank_of_the_old_name_has_its_topic() -> None:
    assert (
        topic_of("no-objective", "diagonalisation") == topic_of("no-objective", "diagonalization") == "diagonalization"
    )


def test_runs_on_a_topic_of_the_old_name_are_compared(home: Path) -> None:
    store = open_store(home / "history.sqlite3", lambda: 0)
    assert isinstance(store, Store)
    old = TimedRunRow("77ab", "diagonalisation, 120 s", 5, 12, 11, True, 118_000, 4_000, 0, 60, "2026-03-01")
    others = ("diagonalisation, 60 s", "diagonalisation rank, 120 s", "rank, 120 s")
    for run in (old, *(old._replace(session=str(at), drill=drill) for at, drill in enumerate(others))):
        store.add_run(run)
    options = TimedOptions(("diagonalization",))
    assert store.runs(run_key(options, limits_of(options))) == (old,)
    store.close()


def test_a_timed_run_is_the_same_in_every_spelling(home: Path) -> None:
    for topic in ("low rank", "Low_Rank", "low-rank"):
        decompdrill("timed", topic, "-n", "1", "--seed", "1", "--answers", "-", "--history", stdin=b"@2 1\n")
    store = open_store(home / "history.sqlite3", lambda: 0)
    assert isinstance(store, Store)
    assert [run.drill for run in store.runs()] == ["low-rank, 1 questions"] * 3
    store.close()


def test_a_history_of_the_old_name_is_exported_and_imported_as_it_is(home: Path, tmp_path: Path) -> None:
    decompdrill("quiz", "diagonalisation", "-n", "1", "--seed", "3", "--answers", "-", "--history", stdin=b"1\n")
    line = json.loads(decompdrill("history", "export").stdout.splitlines()[0])
    assert line["bank"] == "diagonalization"
    old = json.dumps(line | {"bank": "diagonalisation", "session": "b2", "outcome": "wrong"}).encode()
    shutil.rmtree(home)
    home.mkdir()
    assert decompdrill("history", "import", "-", stdin=old + b"\n").stdout == b"1 answer added, 0 here already\n"
    assert json.loads(decompdrill("history", "export").stdout.splitlines()[0])["bank"] == "diagonalisation"
    (row,) = [one for one in json.loads(decompdrill("stats", "--json").stdout)["objectives"] if one["asked"]]
    assert row["id"] == line["objective"]
    done = decompdrill("explain", "--my-last-mistake", "--plain")
    assert (done.returncode, done.stdout.decode().splitlines()[0]) == (0, "Diagonalization.")
