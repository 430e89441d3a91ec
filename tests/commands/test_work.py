"""`work`: the working of one's own problem, judged line by line; and `grade`, where `answer` is a list of lines."""

from __future__ import annotations

import json
import subprocess
import sys
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


def test_a_hint_does_not_lead_to_what_is_given() -> None:
    given = ("-g", "A=4 1; 2 3", "-g", "eigenvalue=5")
    shown = decompdrill("work", "eigenvector", *given, "-", stdin=b"hint\nhint\nhint\n").stdout.decode()
    assert shown.startswith(
        "  1 > hint\n  Next: A − λI.\n  1 > hint\n  Write A − 5I = …\n  1 > hint\n  A − 5I = [−1 1; 2 −2]\n\n"
    )


# ---- in a quiz -----------------------------------------------------------------------------------------------------

QUIZ = ("quiz", "eigen.values-2x2", "-n", "1", "--seed", "1", "--history", "--answers", "-")
"""A = [−2 −9; 1 8], token eigen.values-2x2:23134: p = λ² − 6λ − 7, λ = 7, −1."""
WORKING = "work\np = λ² + 6λ - 7\nundo\np = λ² - 6λ - 7\nλ = 7, -1\n".encode()


def test_a_replay_shows_the_working_with_what_was_taken_back() -> None:
    assert decompdrill(*QUIZ, stdin=WORKING).returncode == 0
    shown = decompdrill("replay", "eigen.values-2x2:23134:7b8dba18").stdout.decode()
    assert (
        "  right: 7, -1\n"
        "      taken back: p = λ² + 6λ - 7\n"
        "         ✗ Not right: the characteristic polynomial of A (trace-sign).\n"
        "      1  p = λ² - 6λ - 7\n"
        "         ✓ Right: the characteristic polynomial of A.\n"
        "      2  λ = 7, -1\n"
        "         ✓ Right: eigenvalues of A.\n"
    ) in shown
    (answered,) = json.loads(decompdrill("replay", "eigen.values-2x2:23134:7b8dba18", "--json").stdout)["answered"]
    assert [(line["verdict"], line.get("undone")) for line in answered["lines"]] == [
        ("wrong", True),
        ("right", None),
        ("right", None),
    ]
    spoken = decompdrill("replay", "eigen.values-2x2:23134:7b8dba18", "--plain").stdout.decode()
    assert "Not right: the characteristic polynomial of A (trace-sign)." in spoken


def test_stats_say_at_which_step_workings_are_lost() -> None:
    follows = "work\np = λ² + 6λ - 7\nλ = -7, 1\ndone\n".encode()
    for stdin in (WORKING, follows, b"work\nlambda = 7, -1\n", b"7, -1\n"):
        assert decompdrill(*QUIZ, stdin=stdin).returncode == 0
    said = "eigenvalues-2x2: 1 of 3 workings without a mistake; you lose them at the characteristic polynomial of A."
    assert said in " ".join(decompdrill("stats").stdout.decode().split())
    assert said in " ".join(decompdrill("stats", "--plain").stdout.decode().split())
    assert json.loads(decompdrill("stats", "--json").stdout)["workings"] == [
        {
            "objective": "eigenvalues-2x2",
            "count": 3,
            "clean": 1,
            "lost_at": [{"step": "the characteristic polynomial of A", "count": 2}],
        }
    ]


def test_a_quiz_of_events_takes_a_working() -> None:
    done = decompdrill(*QUIZ, "--json", stdin="work\nλ = 7, 1\nwhy\nhint\nedit 1 λ = 7, -1\n".encode())
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["event"] for event in events] == [
        "question",
        "working",
        "line",
        "why",
        "hint",
        "line",
        "verdict",
        "summary",
    ]
    assert [(e["line"], e["verdict"]) for e in events if e["event"] == "line"] == [(1, "wrong"), (1, "right")]
    assert all(e["token"].startswith("eigen.values-2x2:23134") for e in events[:-1])
    (line,) = [json.loads(line) for line in decompdrill("history", "export").stdout.splitlines()]
    assert [(of["text"], of.get("undone", False)) for of in line["working"]] == [
        ("λ = 7, 1", True),
        ("λ = 7, -1", False),
    ]
    assert (line["hints"], line["attempt"], line["schema"]) == (2, 2, 3)


def test_in_words_a_working_has_no_signs() -> None:
    done = decompdrill(*QUIZ[:-3], "--answers", "-", "--no-history", "--plain", stdin=WORKING)
    shown = done.stdout.decode()
    assert not {"✗", "✓", "·"} & set(shown)
    assert "Line 1: p = " in shown
    assert "Line 1. Not right: the characteristic polynomial of A." in shown
    assert "Line 1 is taken back: " in shown


@pytest.mark.parametrize(
    "call", [("work", "eigenvalues", "-g", "A=-2 -9; 1 8", "--json"), (*QUIZ[:-3], "--json", "--no-history")]
)
def test_each_event_comes_before_the_next_line_is_written(call: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "decompdrill", *call], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdin is not None
    assert process.stdout is not None
    told = []
    if call[0] == "quiz":
        process.stdout.readline()
        process.stdin.write("work\n")
        process.stdin.flush()
        process.stdout.readline()
    for text in ("p = λ² - 6λ - 7", "hint", "undo"):
        process.stdin.write(f"{text}\n")
        process.stdin.flush()
        told.append(json.loads(process.stdout.readline())["event"])
    process.communicate()
    assert told == ["line", "hint", "undo"]
