"""Guards of the commands that only a rare fault comes upon: drills that ended at the last moment, examples that cannot be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from decompdrill.bank.load import load_banks
from decompdrill.commands import resume
from decompdrill.commands.drill_plan import Drill, written
from decompdrill.exercises.known import known_names
from decompdrill.history.attempts import Mode
from decompdrill.practice.choose import Pick
from decompdrill.practice.quiz import Rules
from tests.test_cli import BANK
from tests.test_store import FIRST, opened


@pytest.mark.parametrize(("answered", "left"), [(2, None), (1, 1), (0, 2)])
def test_a_drill_that_ended_before_it_could_say_so_is_not_offered(
    answered: int, left: int | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Killed between its last answer and the note that it is over, it has a plan but nothing left to ask."""
    question = load_banks([BANK], known_names()).question("small.trace")
    picks = tuple(Pick(question, seed) for seed in (4, 5))
    plan = written(Drill(Mode.QUIZ, picks, Rules(at_terminal=True), 4, banks=(BANK,)))
    path = tmp_path / "data" / "history.sqlite3"
    store = opened(path)
    store.begin("s9", Mode.QUIZ, plan, 4)
    for pick in picks[:answered]:
        store.append(FIRST._replace(session="s9", question=question.id, seed=pick.seed, text="7"))
    store.close()
    store = opened(path)
    found = resume.find(store)
    assert (found and found.left) == left
    assert (store.unfinished() is None) is (left is None)
    store.close()
    assert capsys.readouterr() == ("", "")
