"""What a token or a history of a former wording still brings back, and that the table of wordings is that of the questions."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from decompdrill import api
from decompdrill.bank.template import Template
from decompdrill.bank.wordings import is_as_it_was, wordings
from decompdrill.commands.drill_plan import drill_of
from decompdrill.errors import BankError
from decompdrill.history.attempts import Mode, UnfinishedSession
from tests import wordings as table
from tests.commands.test_cli import decompdrill

FORMER = "34add75d"
"""What cov.centre was when the banks were first written: "Centre the data" for "Center the data", of the same draws."""

REWORDED = b"cov.centre was reworded since this token was printed; the numbers are the same\n"
CHANGED = b"cov.centre has changed since this token was printed: this is what it asks now\n"


def test_a_token_of_a_former_wording_says_so_and_brings_the_same_numbers() -> None:
    now = decompdrill("replay", f"cov.centre:2:{api.open_bank().banks.question('cov.centre').digest}")
    then = decompdrill("replay", f"cov.centre:2:{FORMER}")
    assert (now.returncode, now.stderr) == (0, b"")
    assert (then.returncode, then.stderr, then.stdout) == (0, REWORDED, now.stdout)
    assert decompdrill("replay", f"cov.center:2:{FORMER}").stderr == REWORDED


def test_a_token_of_other_numbers_says_that_the_question_has_changed() -> None:
    done = decompdrill("replay", "cov.centre:2:00000000")
    assert (done.returncode, done.stderr) == (0, CHANGED)


def test_of_a_question_that_is_none_of_the_shipped_nothing_is_claimed() -> None:
    question = api.open_bank().banks.question("cov.centre")
    own = replace(question, prompt=Template("Center it."))
    assert [is_as_it_was(question, FORMER), is_as_it_was(own, FORMER), is_as_it_was(own, own.digest)] == [
        True,
        False,
        True,
    ]
    assert not is_as_it_was(replace(own, id="own.centre"), FORMER)


def test_what_was_broken_off_before_a_rewording_goes_on() -> None:
    def begun(digest: str) -> UnfinishedSession:
        rest = {"banks": [], "tries": 2, "retry": False, "again": "", "pass_mark": None}
        plan = {"schema": 1, "picks": [["cov.centre", 2, digest]], **rest}
        return UnfinishedSession("a1", Mode.QUIZ, 1, json.dumps(plan), 0, ())

    assert drill_of(begun(FORMER)).picks[0].seed == 2
    with pytest.raises(BankError, match=r"^cov\.centre is no longer what it was$"):
        drill_of(begun("00000000"))


# ---- the table -----------------------------------------------------------------------------------------------------


def test_the_table_of_wordings_is_that_of_the_questions() -> None:
    rows = table.committed()
    assert table.brought_up(rows) == rows, "python -m tests.wordings --update"
    assert wordings() == {name: frozenset((row.now, *row.before)) for name, row in rows.items()}
    assert FORMER in rows["cov.centre"].before


def test_a_rewording_keeps_the_former_digests_and_another_draw_none() -> None:
    rows = table.committed()  # of the others nothing is drawn: they are as they were
    row = rows["cov.centre"]
    reworded = {**rows, "cov.centre": row._replace(now="11111111", before=("22222222",))}
    assert table.brought_up(reworded)["cov.centre"] == row._replace(before=("11111111", "22222222"))
    redrawn = {**rows, "cov.centre": row._replace(now="11111111", numbers="33333333")}
    assert table.brought_up(redrawn)["cov.centre"] == row._replace(before=())
    back = {**rows, "cov.centre": row._replace(now="11111111", before=(row.now, "22222222"))}
    assert table.brought_up(back)["cov.centre"] == row._replace(before=("11111111", "22222222"))
