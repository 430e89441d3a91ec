"""What the benchmarks say of themselves: labels of answers are true, and each goal has a command and an anchor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import __main__ as table
from benchmarks import peers, problems, rates, startup


@pytest.mark.parametrize("form", problems.FORMS)
def test_every_answer_is_what_its_label_says(form: str) -> None:
    for start in (0, 333, 1000, 7000, 60_000):
        for problem in problems.problems(form, 12, start):
            assert peers.ours(problem) is problem.is_right
    assert {p.is_right for p in problems.problems(form)} == {True, False}


def test_a_label_that_is_false_ends_the_benchmark() -> None:
    line = rates.line_of(problems.decimal(1, right=True))
    rates.judge([line], right=True)
    with pytest.raises(SystemExit, match="is labeled right=False"):
        rates.judge([line], right=False)


def test_every_goal_of_a_start_has_a_command_and_an_anchor(tmp_path: Path) -> None:
    commands = startup.commands(tmp_path)
    assert set(startup.INPUTS) <= set(startup.GOALS) < set(commands)
    assert {anchor for anchor, _ in startup.GOALS.values()} < set(commands)


@pytest.mark.parametrize(
    ("ratio", "is_most", "met"), [(1.2, True, True), (1.4, True, False), (1.4, False, True), (None, True, None)]
)
def test_a_row_says_whether_its_goal_is_met(ratio: float | None, is_most: bool, met: bool | None) -> None:
    row = table.Row("draw", "9/s", "another", ratio, 1.3, is_most)
    assert row.is_met is met
    assert table._cells(row)[-1] == {True: "yes", False: "no", None: "not installed"}[met]


def test_rows_are_printed_as_a_table_or_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = table.Row("draw", "9/s", "another", 1.25, 1.3, True)
    monkeypatch.setattr(table, "SECTIONS", {"rates": lambda rounds: iter([row])})
    monkeypatch.setattr("sys.argv", ["benchmarks", "rates"])
    table.main()
    assert capsys.readouterr().out.splitlines()[-1].split() == [
        "|",
        "draw",
        "|",
        "9/s",
        "|",
        "another",
        "|",
        "1.25",
        "|",
        "≤",
        "1.3",
        "|",
        "yes",
        "|",
    ]
    monkeypatch.setattr("sys.argv", ["benchmarks", "--json"])
    table.main()
    assert json.loads(capsys.readouterr().out)["is_met"] is True
