"""`work`: the working of one's own problem, judged line by line; and `grade`, where `answer` is a list of lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from decompdrill.frontends.jsonl import REPLY_FIELDS
from tests.commands.test_cli import decompdrill

GIVEN = ("-g", "A=4 1; 2 3")
LINES = "p = λ² + 7λ + 10\nλ = -5, -2\n\nv(-5) = 1 1\n".encode()


def test_each_line_is_shown_with_its_mark_and_the_final_answer_with_its_verdict() -> None:
    done = decompdrill("work", "eigenvalues", *GIVEN, "-", stdin=LINES)
    assert (done.returncode, done.stderr) == (1, b"")
    shown = done.stdout.decode()
    assert "✗ Not right: the characteristic polynomial of A. The trace term has the wrong" in shown
    assert "↳ Follows from line 1: eigenvalues of A." in shown
    assert "−5v = (−5, −5). Go back to line 1." in shown
    assert "slip:" not in shown  # it was charged in line 1


def test_a_file_of_lines_is_read_and_a_right_answer_ends_with_status_0(tmp_path: Path) -> None:
    file = tmp_path / "working.txt"
    file.write_text("p = λ² - 7λ + 10\nλ = 5, 2\n", encoding="utf-8")
    done = decompdrill("work", "eigenvalues", *GIVEN, str(file))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().count("✓ Right: ") == 2


def test_json_is_an_event_for_each_line_and_then_the_record_with_all_of_them() -> None:
    done = decompdrill("work", "eigenvalues", *GIVEN, "--json", "-", stdin=LINES)
    *events, reply = map(json.loads, done.stdout.splitlines())
    assert [event["event"] for event in events] == ["line", "line", "note", "line"]
    of_lines = [event for event in events if event.pop("event") == "line"]
    assert [event.pop("line") for event in of_lines] == [1, 2, 3]
    assert of_lines == reply["lines"]
    assert reply.pop("event") == "verdict"
    assert (reply["verdict"], reply["credit"], reply["slip"]) == ("wrong", 0.5, None)
    assert [(line["verdict"], line["of"], line["slip"]) for line in reply["lines"]] == [
        ("wrong", None, "trace-sign"),
        ("follows", 1, None),
        ("wrong", None, None),
    ]
    assert reply.keys() <= REPLY_FIELDS
    assert list(reply["lines"][0]) == ["text", "is", "verdict", "of", "slip", "feedback"]


def test_read_aloud_each_line_is_a_sentence() -> None:
    done = decompdrill("work", "trace", *GIVEN, "--plain", "-", stdin=b"tr(A) = 4 + 3 = 7\n")
    assert b"Line 1. Right: the trace of A." in done.stdout
    assert done.stdout.isascii()


def test_hints_say_what_comes_next_and_undo_takes_a_line_back() -> None:
    words = "hint\nhint\nhint\np = λ² - 7λ + 10\nhint\nλ = 1\nundo\nλ = 5, 2\nhint\nundo\nundo\nundo\n".encode()
    shown = decompdrill("work", "eigenvalues", *GIVEN, "-", stdin=words).stdout.decode()
    for said in (
        "Next: the characteristic polynomial of A.",
        "Write det(A − λI) = …",
        "det(A − λI) = λ² − 7λ + 10",
        "Next: eigenvalues of A.",
        "Line 2 is taken back: λ = 1",
        "There is no line to take back.",
        "No line gives the final answer yet.",
    ):
        assert said in shown


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("eigenvals", "-"), 2, "did you mean 'eigenvalues'?"),
        (("eigenvalues", "-"), 65, 'eigenvalues needs A, a matrix: -g "A=2 1; 2 3"'),
        (("eigenvalues", *GIVEN, "nosuch.txt"), 65, "nosuch.txt: No such file or directory"),
    ],
)
def test_what_cannot_be_judged_is_told(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = decompdrill("work", *arguments)
    assert (done.returncode, done.stdout) == (code, b"")
    assert said in done.stderr.decode()


def replies(*records: dict[str, Any]) -> list[dict[str, Any]]:
    done = decompdrill("grade", stdin="\n".join(map(json.dumps, records)).encode())
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_grade_takes_a_list_of_lines_for_a_kind_a_question_and_a_token() -> None:
    drawn = json.loads(decompdrill("draw", "eigen.values-2x2", "--seed", "2").stdout)
    lines = ["λ² + λ - 6 = 0", "λ = 2, -3"]
    by_question, by_token = replies(
        {"question": "eigen.values-2x2", "seed": 2, "answer": [f"λ = {drawn['answer']}"]},
        {"token": drawn["token"], "answer": lines},
    )
    assert (by_question["verdict"], by_question["credit"]) == ("right", 1.0)
    assert [line["verdict"] for line in by_token["lines"]] == ["wrong", "follows"]
    (empty,) = replies({"kind": "trace", "given": {"A": [[1]]}, "answer": []})
    assert (empty["verdict"], empty["lines"]) == ("unreadable", [])


def test_a_list_that_is_no_working_is_an_error_of_its_record() -> None:
    given = {"kind": "trace", "given": {"A": [[1]]}}
    mixed, long_ = replies({**given, "answer": ["1", 1]}, {**given, "answer": ["1"] * 201})
    assert mixed["error"] == "'answer' must be a list of texts, the lines of a working, where it is a list"
    assert long_["error"] == "a working has at most 200 lines"
    choice = json.loads(decompdrill("draw", "svd.largest-stretch", "--seed", "1").stdout)
    if choice["form"] == "choice":
        (refused,) = replies({"token": choice["token"], "answer": ["a"]})
        assert "has no working" in refused["error"]
