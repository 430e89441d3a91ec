"""Records that name their problem by a token, and the fields that go back with a reply."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.commands.test_cli import decompdrill

WAYS = "a record names its problem by 'token', by 'question' and 'seed', or by 'kind' and 'given'"


def replies(*lines: dict[str, Any]) -> tuple[int, list[dict[str, Any]]]:
    done = decompdrill("grade", stdin="\n".join(map(json.dumps, lines)).encode())
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def drawn() -> dict[str, Any]:
    """A line of `draw`."""
    return dict(json.loads(decompdrill("draw", "eigen.values-2x2", "--seed", "2").stdout))


def test_a_token_is_enough_and_further_fields_come_back(drawn: dict[str, Any]) -> None:
    record = {"token": drawn["token"], "answer": drawn["answer"], "student": "s7", "tags": ["a", {"b": None}], "id": 4}
    code, (reply,) = replies(record)
    assert code == 0
    assert reply["verdict"] == "right"
    assert {name: reply[name] for name in ("token", "student", "tags", "id")} == {
        name: record[name] for name in ("token", "student", "tags", "id")
    }
    assert "answer" not in reply
    assert "changed" not in reply


def test_a_line_of_draw_is_a_record_and_its_key_stays_with_it(drawn: dict[str, Any]) -> None:
    code, (reply,) = replies(drawn)
    assert (code, reply["verdict"]) == (0, "right")
    assert reply.keys().isdisjoint({"answer", "given", "prompt", "steps", "slips"})


def test_a_token_of_a_question_that_has_changed_is_judged_as_the_question_is_and_says_so(drawn: dict[str, Any]) -> None:
    question, seed, _ = drawn["token"].split(":")
    code, (reply,) = replies({"token": f"{question}:{seed}:00000000", "answer": drawn["answer"]})
    assert (code, reply["verdict"], reply["changed"]) == (0, "right", True)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"seed": 3}, "'seed' is another than that of TOKEN; WAYS, and all of them must agree"),
        ({"question": "eigen.image"}, "'question' is another than that of TOKEN; WAYS, and all of them must agree"),
        ({"kind": "rank"}, "'kind' is another than that of TOKEN; WAYS, and all of them must agree"),
        ({"given": {"A": [[1]]}}, "'given' is another than that of TOKEN; WAYS, and all of them must agree"),
        ({"token": 7}, "'token' must be a text, and is a number"),
        (
            {"token": "eigen"},
            "a token reads QUESTION:SEED:DIGEST, such as eigen.values-2x2:7:3fa9c1d2; 'eigen' came",
        ),
    ],
)
def test_what_names_a_problem_twice_must_agree(drawn: dict[str, Any], more: dict[str, Any], said: str) -> None:
    code, (reply,) = replies({"token": drawn["token"], "answer": "1, 2", **more})
    assert code == 65
    assert reply["error"] == said.replace("TOKEN", drawn["token"]).replace("WAYS", WAYS)


def test_a_record_that_names_no_problem_is_told_the_three_ways() -> None:
    code, (reply,) = replies({"answer": "1"})
    assert (code, reply) == (65, {"error": f"the record names no problem; {WAYS}", "line": 1})


def test_fields_that_go_back_are_bounded(drawn: dict[str, Any]) -> None:
    record = {"token": drawn["token"], "answer": drawn["answer"]}
    code, (kept, refused) = replies({**record, "essay": "x" * 60_000}, {**record, "essay": "x" * 70_000})
    assert code == 65
    assert (kept["verdict"], len(kept["essay"])) == ("right", 60_000)
    assert refused["error"].startswith("the fields that go back with the reply are 70,0")
    assert refused["error"].endswith(" bytes; at most 65,536 are")
    assert "essay" not in refused
