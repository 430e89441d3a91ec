"""Guards of the commands that only a rare fault comes upon: drills that ended at the last moment, examples that cannot be shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from decompdrill.bank.load import load_banks
from decompdrill.commands import mistake, resume, start
from decompdrill.commands.drill_plan import Drill, written
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.frontends.display import Display
from decompdrill.history.attempts import Mode
from decompdrill.model import Raw
from decompdrill.practice.choose import Pick
from decompdrill.practice.quiz import Rules
from decompdrill.topics.fallback import WorkedExample
from decompdrill.topics.library import shipped_topics
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


def test_a_topic_is_shown_on_the_numbers_of_a_question_where_it_takes_such() -> None:
    banks = load_banks(None, known_names())
    topic = shipped_topics().topic("svd")

    def shared(kind: str) -> tuple[Mapping[str, Raw] | None, Mapping[str, Raw]]:
        exercise = pose(next(q for q in banks.questions.values() if q.kind == kind), 0)
        return mistake._shared_given(topic, exercise), exercise.given

    assert shared("lora-parameters")[0] is None
    for kind in ("rank", "svd"):
        given, asked = shared(kind)
        assert given == {"A": asked["A"]}


@pytest.mark.parametrize("made", [None, WorkedExample(None, ("a step",))])
def test_where_no_stage_is_shown_none_is_begun_at(made: WorkedExample | None) -> None:
    assert mistake._stage_of(made, "sign-lost") is None


def test_on_a_narrow_screen_what_a_command_does_stands_below_it() -> None:
    wide, narrow = ([row.text for row in start._page(Display(width=width))] for width in (72, 71))
    command, what = f"  decompdrill {start.WAYS[0][0]}", start.WAYS[0][1]
    assert f"{command:<34}{what}" in wide
    assert narrow[narrow.index(command) + 1] == f"      {what}"
    assert max(map(len, narrow)) <= 71
