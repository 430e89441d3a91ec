"""What a newcomer and a saboteur do: mistyped names, broken streams, hostile texts, odd terminals, and every exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from decompdrill.bank.load import load_banks
from decompdrill.commands import workers
from decompdrill.commands.records import RecordReply
from decompdrill.exercises import grade, pose, showing
from decompdrill.exercises.known import known_names
from decompdrill.frontends import quiz_screen
from decompdrill.frontends.display import Display
from decompdrill.frontends.jsonl import json_text
from decompdrill.kinds.worked import worked_steps
from decompdrill.mathtext import Style, width
from decompdrill.model import Exercise, Outcome
from decompdrill.practice.conversation import Ask, Hint, Judged, Position
from tests.commands.test_cli import BANK, ROOT, Done, decompdrill, shell
from tests.patience import ENDLESS, cpu_of_children
from tests.terminals import Terminal

WRONG_TOKEN = "a token reads QUESTION:SEED:DIGEST, such as eigen.values-2x2:7:3fa9c1d2; "


def said(done: Done) -> list[str]:
    return done.stderr.decode().splitlines()


# ---- one clear line ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ("quiz", "xyzzy", "--bank", str(BANK)),
            2,
            "no topic, question or objective is called 'xyzzy'; the topics are small",
        ),
        (
            ("quiz", "smal", "--bank", str(BANK)),
            2,
            "no topic, question or objective is called 'smal'; did you mean 'small'?",
        ),
        (
            ("quiz", "a\x1b[2J", "--bank", str(BANK)),
            2,
            "no topic, question or objective is called 'a\\x1b[2J'; the topics are small",
        ),
        (("quiz", "--level", "9", "--bank", str(BANK)), 2, "no question of that level; there are levels 1, 2, 3"),
        (("quiz", "--bank", "nosuch.yaml"), 65, "nosuch.yaml: expected a bank, there is no such file"),
        (("quiz", "--answers", "/", "--bank", str(BANK)), 65, "/: Is a directory"),
        (("grade", "nosuch.ndjson"), 65, "nosuch.ndjson: No such file or directory"),
        (
            ("draw", "small.trac", "--bank", str(BANK)),
            2,
            "no question is called 'small.trac'; did you mean 'small.trace'?",
        ),
        (("bank", "show", "xyzzy", "--bank", str(BANK)), 2, "no question is called 'xyzzy'"),
        (("replay", "nonsense"), 2, f"{WRONG_TOKEN}'nonsense' came"),
        (("replay", "small.trace:3"), 2, f"{WRONG_TOKEN}'small.trace:3' came"),
        (("replay", "small.trace:-3:00000000"), 2, f"{WRONG_TOKEN}'small.trace:-3:00000000' came"),
        (("replay", f"small.trace:{'9' * 5000}:00000000"), 2, f"{WRONG_TOKEN}'small.trace:{'9' * 48}' came"),
        (("replay", "nosuch.one:3:00000000", "--bank", str(BANK)), 2, "no question is called 'nosuch.one'"),
        (("check", "tracee", "5"), 2, "no kind of problem is called 'tracee'; did you mean 'trace'?"),
        (("solve", "tracee"), 2, "no kind of problem is called 'tracee'; did you mean 'trace'?"),
        (("check", "trace", "-g", "A", "5"), 2, "-g expects NAME=VALUE, such as A=\"2 1; 2 3\"; 'A' came"),
        (("check", "trace", "-g", "A=1", "-g", "A=2", "5"), 2, "-g A was given twice"),
        (("check", "trace", "5"), 65, 'trace needs A, a matrix: -g "A=2 1; 2 3"'),
        (("check", "trace", "-g", "B=1", "5"), 65, "trace is given A; 'B' came"),
        (("solve", "trace", "-g", "A=1 2"), 65, "A must be square, 1×2 came"),
    ],
)
def test_what_cannot_be_done_is_one_line_on_stderr(arguments: tuple[str, ...], code: int, message: str) -> None:
    done = decompdrill(*arguments)
    assert (done.returncode, done.stdout, said(done)) == (code, b"", [f"decompdrill: {message}"])


# ---- files of numbers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("1,2\n3,4\n", "[[1, 2], [3, 4]]"),
        ("height,weight\n1,2\n3,4\n", "[[1, 2], [3, 4]]"),
        ("\ufeff1.5;2\r\n\r\n3;1/4\r\n", "[[1.5, 2], [3, 1/4]]"),
        ("1\t2\n3\tsqrt(2)\n", "[[1, 2], [3, sqrt(2)]]"),
        ("  1   2\n3 -4\n", "[[1, 2], [3, -4]]"),
        ('"1","2"\n"3","4"\n', "[[1, 2], [3, 4]]"),
    ],
)
def test_a_given_may_stand_in_a_file(content: str, rows: str, tmp_path: Path) -> None:
    file = tmp_path / "A.csv"
    file.write_bytes(content.encode())
    by_file, typed = (decompdrill("check", "trace", "-g", f"A={a}", "0", "--json") for a in (f"@{file}", rows))
    assert (by_file.returncode, by_file.stderr) == (1, b"")
    assert by_file.stdout == typed.stdout


@pytest.mark.parametrize("content", ["3,2,1\n", "3\n2\n1\n"])
def test_a_list_may_stand_in_a_row_or_a_column(content: str, tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text(content)
    options = ("-g", f"singular_values=@{file}", "-g", "k=1", "-g", "norm=spectral")
    assert decompdrill("check", "low-rank-error", *options, "2").returncode == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file or directory"),
        (b"", " holds no numbers"),
        (b"a,b\nc,d\n", ":2: a number is expected; 'c' came"),
        (b"1,2\n3,a\x1b[2J\n", ":2: a number is expected; 'a\\x1b[2J' came"),
        (b"1;1,5\n2;3\n", ":1: a number is expected; '1,5' came"),
        (b"1,2\n3," + b"4" * 200_000, ":2: cells apart by ',' are expected; field larger than field limit (131072)"),
        (b"\xff\n", " is no UTF-8 at byte 0"),
        (b"1 " * 2_000_001, " is longer than 4000000 bytes"),
    ],
)
def test_a_file_that_is_no_matrix_is_exit_65(content: bytes | None, message: str, tmp_path: Path) -> None:
    file = tmp_path / "A.csv"
    if content is not None:
        file.write_bytes(content)
    done = decompdrill("check", "trace", "-g", f"A=@{file}", "5")
    between = ": " if content is None else ""
    assert (done.returncode, done.stdout) == (65, b"")
    assert said(done) == [f"decompdrill: A: {file}{between}{message}"]


# ---- exit codes: every row of the table ----------------------------------------------------------------------------

TRACE = '{"kind": "trace", "given": {"A": [[1, 0], [0, 6]]}, "answer": "%s"}\n'
QUIZ = ("quiz", "small.trace", "-n", "1", "--seed", "1", "--bank", str(BANK), "--answers", "-")


@pytest.mark.parametrize(
    ("code", "arguments", "stdin"),
    [
        (0, ("--version",), ""),
        (0, ("check", "trace", "-g", "A=-5", "-5"), ""),
        (0, ("read", "number", "-3"), ""),
        (0, ("read", "number", "--", "-3"), ""),
        (0, ("grade",), TRACE % "7" + TRACE % "8" + TRACE % "zz"),
        (0, ("grade",), ""),
        (0, ("read",), '{"form": "number", "answer": "zz"}\n'),
        (0, QUIZ, "quit\n"),
        (0, QUIZ, "8\n"),
        (0, (*QUIZ, "--pass-mark", "1"), "7\n"),
        (1, ("check", "trace", "-g", "A=-5", "5"), ""),
        (1, ("check", "trace", "-g", "A=-5", "--", "-h"), ""),
        (1, ("check", "eigenvalues", "-g", "A=1 1; 1 2", "2.6, 0.4"), ""),
        (1, ("read", "number", "zz"), ""),
        (1, ("read", "number", "--", "-h"), ""),
        (1, (*QUIZ, "--pass-mark", "0.1"), "8\n"),
        (2, ("nosuch",), ""),
        (2, ("quiz", "--nosuch"), ""),
        (2, ("quiz", "nosuch", "--bank", str(BANK)), ""),
        (2, ("check", "trace", "-g", "A", "1"), ""),
        (2, ("read", "nosuch", "1"), ""),
        (65, ("quiz", "--bank", "nosuch.yaml"), ""),
        (65, ("check", "trace", "-g", "A=x", "1"), ""),
        (65, ("grade",), TRACE % "7" + "[]\n" + TRACE % "7"),
        (65, ("read",), "{}\n"),
        (65, ("grade", "nosuch.ndjson"), ""),
    ],
)
def test_every_row_of_the_table_of_exit_codes(code: int, arguments: tuple[str, ...], stdin: str) -> None:
    done = decompdrill(*arguments, stdin=stdin.encode())
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def test_a_fault_of_our_own_is_exit_70_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("here")

    monkeypatch.setattr("decompdrill.commands.check.grade", broken)
    done = decompdrill("check", "trace", "-g", "A=1", "1")
    assert (done.returncode, done.stdout, len(said(done))) == (70, b"", 1)
    assert said(done)[0].startswith("decompdrill: this is a fault of decompdrill itself (ZeroDivisionError: here).")


# ---- streams -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "code", "stderr"),
    [
        ("--version >&-", 0, ""),
        ("--help >&-", 0, ""),
        ("read number 3 >&- 2>&-", 0, ""),
        ("quiz nosuch 2>&-", 2, ""),
        ("grade <&-", 65, "decompdrill: there is no standard input to read\n"),
        ("--version >/dev/full", 65, "decompdrill: No space left on device\n"),
        ("--help >/dev/full", 65, "decompdrill: No space left on device\n"),
        ("read number 3 >/dev/full", 65, "decompdrill: No space left on device\n"),
        ("bank schema >/dev/full", 65, "decompdrill: No space left on device\n"),
        ("nosuch 2>/dev/full", 65, ""),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_stream_that_is_closed_or_full_is_no_fault_of_ours(command: str, code: int, stderr: str) -> None:
    done = shell(f"decompdrill {command}")
    assert (done.returncode, done.stderr.decode()) == (code, stderr)


def test_an_endless_pipe_is_read_no_further_than_its_reader() -> None:
    done = shell("yes '{}' | decompdrill grade | head -n 1")
    assert (done.stdout.count(b"\n"), done.stderr) == (1, b"")


# ---- the same call, the same bytes ---------------------------------------------------------------------------------


def test_a_scripted_quiz_and_a_draw_give_the_same_bytes_again(tmp_path: Path) -> None:
    answers = tmp_path / "answers.txt"
    answers.write_text("?\n4, 1\n\n1 2; 3 4\na\n0.5\nwhy\n")
    calls = [
        ("quiz", "-n", "5", "--seed", "7", "--json", "--answers", str(answers)),
        ("quiz", "-n", "5", "--seed", "7", "--answers", str(answers)),
        ("draw", "eigen.values-2x2", "svd.values-2x2", "--seed", "7", "--count", "3", "--no-key"),
        ("draw", "eigen.values-2x2", "eigen.in-words", "--seed", "7", "--count", "2"),
    ]
    for call in calls:
        one, two = decompdrill(*call), decompdrill(*call)
        assert (one.returncode, one.stderr) == (0, b"")
        assert one == two


def test_the_steps_of_a_draw_are_worked_out_where_the_bank_has_none() -> None:
    done = decompdrill("draw", "eigen.values-2x2", "--seed", "1")
    assert len(json.loads(done.stdout)["steps"]) > 2
    shown = decompdrill("check", "trace", "-g", "A=1 2; 3 4", "5", "--why").stdout.decode()
    assert "  1. " in shown
    assert decompdrill("check", "trace", "-g", "A=1 2; 3 4", "5").stdout.decode() == shown[: shown.index("\n  1. ")]
    as_json = json.loads(decompdrill("check", "trace", "-g", "A=1 2; 3 4", "5", "--why", "--json").stdout)
    assert list(as_json)[-1] == "steps"


# ---- hostile texts -------------------------------------------------------------------------------------------------

FORMS = ("number", "integer", "list", "vector", "matrix", "yes-no", "polynomial", "choice", "factors", "code")
HOSTILE = {
    "brackets": "[" * 100_000,
    "pairs": "(" * 50_000 + ")" * 50_000,
    "minuses": "-" * 100_000 + "1",
    "powers": "9^" * 1_000 + "9",
    "tower": "9**9**9**9",
    "digits": "1" * 20_000,
    "exponent": "1e999999999",
    "control": "1\x1b[2J\x07\x9b2\x00",
    "bidi": "1\u202e2",
    "surrogates": "\ud800",
    "python": "__import__('os').system('id')",
    "latex": r"\begin{pmatrix}" * 2_000,
    "parts": "U = " * 5_000,
    "nan": "nan",
    "letters": "a" * 100_000,
    "combining": "1" + "\u0301" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_answer_is_refused_at_once_and_never_echoed_raw(name: str) -> None:
    began = cpu_of_children()
    for form in FORMS:
        done = decompdrill("read", form, HOSTILE[name])
        assert done.returncode in (0, 1), form
        assert done.stderr == b""
        fields = json.loads(done.stdout)
        assert form == "code" or "unreadable" in fields or name == "digits", form
        assert all(c.isprintable() for c in done.stdout.decode().rstrip("\n")), form
    assert cpu_of_children() - began < ENDLESS


@pytest.mark.parametrize("name", ["brackets", "control", "bidi", "combining", "letters", "digits"])
@pytest.mark.parametrize("extra", [(), ("--plain",)])
def test_a_hostile_answer_is_shown_within_the_width(name: str, extra: tuple[str, ...]) -> None:
    done = decompdrill("check", "eigenvalues", "-g", "A=2 1; 2 3", HOSTILE[name], *extra)
    rows = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (1, b"")
    assert max(map(width, rows)) <= 80
    assert all(row.isprintable() for row in rows)


# ---- many records --------------------------------------------------------------------------------------------------


def number_of(chunk: workers.Chunk) -> list[RecordReply]:
    return [RecordReply(json_text({"line": number})) for number, _ in chunk]


def test_what_is_read_ahead_of_the_slowest_record_is_bounded() -> None:
    read = 0

    def lines() -> Iterator[workers.Numbered]:
        nonlocal read
        for read in range(1, 10_001):
            yield read, b""

    replies = workers.in_processes(workers.Work(number_of), lines(), 2)
    assert next(replies).text == '{"line": 1}'
    assert read <= 2 * workers.WINDOWS_AHEAD * workers.CHUNK


@pytest.mark.parametrize("value", ["7", "1.5", "true", "null", '"x"', "[1, [2]]", '{"a": {"b": null}}', '"\\u00fc"'])
def test_an_id_of_any_type_goes_back_as_it_came(value: str) -> None:
    done = decompdrill("grade", stdin=f'{{"id": {value}, "kind": "trac"}}\n{{"id": {value}}}\n'.encode())
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [json.loads(value)] * 2


# ---- what people read ----------------------------------------------------------------------------------------------


UNICODE = Display()


def judged(kind: str, given: dict[str, object], answer: str, look: Display = UNICODE) -> list[str]:
    verdict = grade.grade(kind, given, answer)  # type: ignore[arg-type]
    return [row.text for row in quiz_screen.verdict(verdict, answer, look)]


def test_what_is_not_precise_enough_says_so_once() -> None:
    assert judged("eigenvalues", {"A": "1 1; 1 2"}, "2.6, 0.4") == [
        "  ~ Almost.",
        "    read as 2.6, 0.4",
        "    ✗ values: off by 0.018, where 0.0005 would do",
        "    ✓ count",
        "    Right as far as it goes, but not precise enough. Give three significant",
        "    digits or more, or the exact value.",
        "    Answer: (3+√5)/2, (3-√5)/2",
    ]


def test_a_distance_is_told_once_and_no_slack_of_floating_point_with_it() -> None:
    assert judged("trace", {"A": "1 2; 3 4"}, "6") == [
        "  ✗ Not right.",
        "    read as 6",
        "    The trace is the sum of the diagonal: tr(A) = 1 + 4 = 5.",
        "    ✗ value: off by 1",
        "    Answer: 5",
    ]
    assert judged("eigenvalues", {"A": "1 1; 1 2"}, "9")[1:] == [
        "    read as 9",
        "    Values are missing, and what you typed is not right. det(A − λI) = λ² − 3λ +",
        "    1 has the roots (3+√5)/2 and (3−√5)/2.",
        "    ✗ count: values are missing",
        "    ✗ values: off by 6.38",
        "    Answer: (3+√5)/2, (3-√5)/2",
    ]


def test_a_slip_is_shown_with_what_is_right_and_with_the_property_that_fails_and_by_how_much() -> None:
    rows = judged("diagonalization", {"A": "3 1; 0 2"}, "V = 1 1; 0 -1 | L = 2, 3")
    assert rows[1:] == [
        "    read as V = ⎡1   1⎤   L = 2, 3",
        "                ⎣0  −1⎦",
        "    Λ is right; the columns of V are linearly independent.",
        "    The eigenvectors and the eigenvalues are right, but not in the same order:",
        "    entry i of Λ must belong to column i of V. Test Av = λv for each column.",
        "    ✗ AV = VΛ: off by 1",
        "    ✗ eigenvectors: off by 0.5",
        "    ✓ shape, nonzero, eigenvalues, independent",
        "    slip: pairs-mixed-up",
        "    Answer:",
        "      V = ⎡1  −1⎤, Λ = diag(3, 2)",
        "          ⎣0   1⎦",
    ]


def test_formulas_of_feedback_have_twins_in_ascii_and_in_words() -> None:
    ascii_rows = judged("eigenvalues", {"A": "1 1; 1 2"}, "2, 1", Display(Style.ASCII))
    spoken = " ".join(judged("eigenvalues", {"A": "1 1; 1 2"}, "2, 1", Display(Style.SPEECH)))
    assert "    Answer: (3+sqrt(5))/2, (3-sqrt(5))/2" in ascii_rows
    assert all(row.isascii() for row in ascii_rows)
    assert "lambda squared minus 3 lambda plus 1" in spoken
    assert "the fraction 3 minus the square root of 5, over 2" in spoken


def screens(exercise: Exercise, look: Display) -> list[str]:
    """Return every line that a person may see of an exercise."""
    typed = [s.answer.word or showing.show_answer(exercise.kind, s.answer) for s in exercise.slips[:3]]
    lines = quiz_screen.question(Ask(exercise, Position(1, 5, 1)), "decompdrill quiz", look)
    for text in (exercise.answer.word or showing.show_answer(exercise.kind, exercise.answer), *typed, "zz"):
        verdict = grade.grade_exercise(exercise, text)
        for settled in (True, False):
            lines += quiz_screen.judged(Judged(exercise, text, verdict, 2, 3.0, settled, costs_a_try=True), look)
    lines += quiz_screen.step_lines(worked_steps(exercise), look)
    for hint in exercise.hints:
        lines += quiz_screen.said(Hint(hint, 1, 1), "", look)
    return [row.text for row in lines]


def is_code(row: str) -> bool:
    """Code and printed arrays keep their lines: cut, they would be something else."""
    return "np." in row or "[[" in row or row.lstrip().startswith(("[", "from ", "Xs = "))


def test_every_screen_keeps_within_its_width_and_its_alphabet() -> None:
    questions = load_banks(None, known_names()).questions
    faults = []
    for question in questions.values():
        exercise = pose.pose(question, 11)
        for look in (Display(Style.UNICODE, 40), Display(Style.ASCII, 80), Display(Style.SPEECH, 60)):
            for row in screens(exercise, look):
                if width(row) > look.width and not is_code(row):
                    faults.append((question.id, look, row))
                if look.style is not Style.UNICODE and not row.isascii():
                    faults.append((question.id, look, row))
    assert len(questions) > 150
    assert faults == []


def test_the_ascii_form_of_an_answer_is_read_as_that_answer() -> None:
    for question in load_banks(None, known_names()).questions.values():
        exercise = pose.pose(question, 12)
        if exercise.answer.rows or exercise.answer.parts:
            shown = quiz_screen.as_typed(showing.show_answer(exercise.kind, exercise.answer), Display(Style.ASCII))
            assert shown.isascii()
            assert grade.grade_exercise(exercise, shown).outcome is Outcome.RIGHT, (question.id, shown)


# ---- odd terminals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", ["screen", "linux", "no-such-terminal", "vt100", ""])
def test_any_terminal_takes_an_answer(term: str) -> None:
    terminal = Terminal("small.trace", "-n", "1", term=term)
    terminal.wait("  >")
    assert "✓ Right." in terminal.type("7\r", "Enter: the summary")
    assert b"\x1b[6n" not in terminal.bytes, "a terminal that never says where its cursor is must not be asked"


def test_ctrl_c_at_a_pause_ends_with_what_was_done() -> None:
    terminal = Terminal("small.trace", "-n", "3")
    terminal.wait("  >")
    terminal.type("7\r", "Enter: next question")
    terminal.type("\x03", "Interrupted after 1 of 3 questions.")
    assert terminal.end() == 130
    assert b"Traceback" not in terminal.bytes


def test_a_second_ctrl_c_does_not_tear_the_first() -> None:
    terminal = Terminal("small.trace", "-n", "3")
    terminal.wait("  >")
    terminal.type("\x03\x03", "Interrupted after 0 of 3 questions.")
    assert terminal.end() == 130
    assert b"Traceback" not in terminal.bytes


def test_lines_are_laid_out_anew_where_the_window_was_made_narrower() -> None:
    terminal = Terminal("small.meaning", "-n", "2")
    terminal.wait("  >")
    terminal._child.setwinsize(24, 40)
    terminal.screen.resize(24, 40)
    terminal.clear()
    terminal.type("a\r", "One more try:")
    assert max(map(len, (row.rstrip() for row in terminal.screen.display))) < 40
    assert "    Only eigenvectors stay on their\n    lines." in terminal.text


def test_stopped_and_taken_up_again_the_question_is_still_there() -> None:
    terminal = Terminal("small.trace", "-n", "1")
    terminal.wait("  >")
    os.kill(terminal._child.pid, signal.SIGSTOP)
    os.kill(terminal._child.pid, signal.SIGCONT)
    assert "✓ Right." in terminal.type("7\r", "Enter: the summary")


def test_an_enter_on_an_empty_line_gives_up_an_unfinished_answer() -> None:
    terminal = Terminal("small.trace", "-n", "1")
    terminal.wait("  >")
    assert "'(' is never closed" in terminal.type("(3+4\r\r", "That used up no try.")


def test_a_very_long_line_is_taken_and_shown_short() -> None:
    terminal = Terminal("small.trace", "-n", "1", columns=40)
    terminal.wait("  >")
    terminal.type("7" * 600 + "x\r", "That used up no try.")
    assert "^" in terminal.text


def test_numpy_is_told_to_run_on_one_thread_before_it_is_imported() -> None:
    code = "import sys, decompdrill.cli, os; print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    clean = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=clean, capture_output=True, timeout=60, check=True
    )
    assert done.stdout == b"1 False\n"
