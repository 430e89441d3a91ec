"""How an answer reads: in one line while it is typed, and with its verdict."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from decompdrill import answers
from decompdrill.exercises.grade import grade
from decompdrill.exercises.reading import reading
from decompdrill.frontends import echo, lesson_screen, plain, quiz_screen, terminal
from decompdrill.frontends.display import Display
from decompdrill.frontends.front_end import UserInput
from decompdrill.mathtext import Style, width
from decompdrill.model import Answer, Choice, Exercise, Form, Outcome, Unreadable
from decompdrill.practice import conversation
from decompdrill.topics import lesson
from tests.terminals import TRANSCRIPTS, Terminal
from tests.topics.test_lesson import step

ONE = ((Fraction(1),),)
PARTS = {"U": Form.MATRIX, "S": Form.LIST, "Vt": Form.MATRIX}


def asked(form: Form) -> Exercise:
    """Return a question in whose answer nothing is but its form; a vector has two entries, a factorization three parts."""
    rows = ((Fraction(1), Fraction(2)),) if form is Form.VECTOR else ONE
    parts = tuple((name, Answer(kind, ((Fraction(3), Fraction(2)),))) for name, kind in PARTS.items())
    answer = Answer(form, rows, parts=parts if form is Form.FACTORS else ())
    choices = tuple(Choice(letter, "An option.", None, None) for letter in "abcd") if form is Form.CHOICE else ()
    return Exercise("q", 1, "", "", "", 1, "", form, {}, "", (), answer, (), choices=choices)


def said(form: Form, text: str, columns: int = 80, style: Style = Style.UNICODE) -> str:
    return echo.echo_line(asked(form), text, Display(style, columns)).removeprefix("    reads as ")


# ---- while it is typed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        (Form.NUMBER, "2½", "5/2"),
        (Form.NUMBER, "√17/2", "√17/2"),
        (Form.INTEGER, "4/2", "2"),
        (Form.LIST, "λ = -2, 5", "-2, 5 (2 values)"),
        (Form.LIST, "(5±√17)/2", "(5+√17)/2, (5-√17)/2 (2 values)"),
        (Form.LIST, "7", "7 (1 value)"),
        (Form.VECTOR, "1 -2", "[1, -2] (2 entries)"),
        (Form.VECTOR, "1 - 2", "[-1] (1 entry)"),
        (Form.VECTOR, "8×4096", "[8, 4096] (2 entries)"),
        (Form.MATRIX, "1 2 3; 4 5 6", "2×3 [1 2 3; 4 5 6]"),
        (Form.MATRIX, "1 2\n3 √2", "2×2 [1 2; 3 √2]"),
        (Form.POLYNOMIAL, "(x-1)(x-4)", "λ² - 5λ + 4"),
        (Form.YES_NO, "true", "yes"),
        (Form.CHOICE, "(B)", "b"),
        (Form.FACTORS, "U = 1 0; 0 1 | S = 3, 2 | Vt = I", ""),
        (
            Form.FACTORS,
            "U = 1 0; 0 1 | S = 3, 2 | V^T = 1 0; 0 1",
            "U = 2×2 [1 0; 0 1] | S = 3, 2 | Vt = 2×2 [1 0; 0 1]",
        ),
        (
            Form.FACTORS,
            "U = 1 0; 0 1 | S = [3; 2] | Vt = 1 0; 0 1",
            "U = 2×2 [1 0; 0 1] | S = 3, 2 | Vt = 2×2 [1 0; 0 1]",
        ),
    ],
)
def test_what_is_typed_is_said_as_it_reads(form: Form, text: str, shown: str) -> None:
    assert said(form, text) == shown


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Form.LIST, ""),
        (Form.LIST, "  \n"),
        (Form.LIST, "4, "),
        (Form.NUMBER, "3/"),
        (Form.NUMBER, "-"),
        (Form.NUMBER, "131,072"),
        (Form.NUMBER, "1/0"),
        (Form.NUMBER, "(" * 999),
        (Form.NUMBER, "9^" * 200 + "9"),
        (Form.MATRIX, "1 2; 3"),
        (Form.MATRIX, "[[1, 2], [3, 4]"),
        (Form.FACTORS, "U = 1 0; 0 1"),
        (Form.CHOICE, "e"),
        (Form.YES_NO, "ye"),
        (Form.NUMBER, "1e301"),
    ],
)
def test_of_what_does_not_read_nothing_is_said(form: Form, text: str) -> None:
    assert said(form, text) == ""


ECHOED = [form for form in Form if form is not Form.CODE]
COMMANDS = {"show", *conversation.COMMANDS, *lesson._MOVES} - set(lesson.NEXT)


@pytest.mark.parametrize("form", ECHOED)
@pytest.mark.parametrize("word", sorted(COMMANDS))
def test_of_a_command_nothing_is_said(form: Form, word: str) -> None:
    assert said(form, word) == said(form, f" {word.upper()} ") == ""


def test_a_line_of_code_and_speech_are_not_echoed() -> None:
    assert echo.live_echo(asked(Form.CODE), Display) is None
    assert echo.live_echo(asked(Form.LIST), lambda: Display(Style.SPEECH)) is None
    live = echo.live_echo(asked(Form.LIST), Display)
    assert live is not None
    assert live("5, 2") == "    reads as 5, 2 (2 values)"


def test_a_long_text_is_read_when_it_is_entered() -> None:
    row = "1 " * (echo.LONGEST_ECHOED // 2)
    assert said(Form.LIST, row).endswith("1, 1, … (1,000 values)")
    assert said(Form.LIST, row + " ") == ""


@pytest.mark.parametrize(
    ("form", "text", "columns", "shown"),
    [
        (Form.LIST, "1234, 5678, 9123, 4567", 40, "1234, 5678, … (4 values)"),
        (Form.LIST, "1234, 5678, 9123, 4567", 24, "1234, …"),
        (Form.MATRIX, "12 34; 56 78; 91 23; 45 67", 40, "4×2 [12 34; 56 78; 91 …"),
        (Form.NUMBER, "1234567890" * 4, 40, "1234567890123456789012345…"),
        (Form.FACTORS, "U = 1 0; 0 1 | S = 3, 2 | Vt = 1 0; 0 1", 40, "U = 2×2 | S = 2 values | …"),
    ],
)
def test_a_line_that_is_too_long_is_cut_between_two_numbers(form: Form, text: str, columns: int, shown: str) -> None:
    assert said(form, text, columns) == shown
    assert said(form, text, columns, Style.ASCII).isascii()


@pytest.mark.parametrize("style", [Style.UNICODE, Style.ASCII])
@pytest.mark.parametrize("columns", [24, 40, 80])
@pytest.mark.parametrize("form", ECHOED)
def test_no_line_is_wider_than_the_screen_or_raises(form: Form, columns: int, style: Style) -> None:
    texts = [
        "√2, " * 99 + "1",
        "1 √2; " * 99 + "1 2",
        "(x-1)" * 20,
        "9" * 999,
        "1/3+√2*3i",
        "U = 1 2; 3 4 | S = √2 | Vt = 2 1",
    ]
    for text in texts:
        for end in (*range(1, min(len(text), 60)), len(text)):
            line = echo.echo_line(asked(form), text[:end], Display(style, columns))
            assert width(line) < columns
            assert "\n" not in line
            assert style is Style.UNICODE or line.isascii()


def test_what_took_too_long_to_read_is_the_last_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    took = iter([0.0, 0.05, 1.0, 1.2])
    monkeypatch.setattr(time, "thread_time", lambda: next(took))
    shown = terminal._Echo(lambda text: read.append(text) or f"reads as {text}")  # type: ignore[func-returns-value]
    monkeypatch.setattr(terminal, "SLOWEST_ECHO", 0.1)
    assert [shown.of(text) for text in ("", "1", "1", "12")] == ["", "reads as 1", "reads as 1", "reads as 12"]
    took = iter([2.0, 2.0])
    assert shown.of("123") == ""
    assert read == ["1", "12"]


class Heard:
    """A reader that keeps what it is to say of a text; at its end at once."""

    tells_time = False
    live: plain.Live | None = None

    def read(self, prompt: str, timing: object = None, live: plain.Live | None = None) -> UserInput:
        self.live = live
        return UserInput(None)

    def discard(self) -> None:
        """Nothing is typed ahead."""


def test_a_stage_of_a_lesson_is_echoed_and_the_way_to_the_next_page_is_not() -> None:
    heard = Heard()
    lesson_screen._answer(lesson.AskStep(step(), False), heard, Display)
    assert heard.live is not None
    assert heard.live("8/2") == "    reads as 4"
    lesson_screen._answer(lesson.Wait(1, 2), heard, Display)
    assert heard.live is None


# ---- with the verdict ----------------------------------------------------------------------------------------------

DIAGONAL: dict[str, object] = {"A": [[3, 0], [0, 2]]}


def grounds(kind: str, given: dict[str, object], text: str, display: Display, settled: bool = True) -> list[str]:
    verdict = grade(kind, given, text)  # type: ignore[arg-type]
    assert verdict.outcome is not Outcome.UNREADABLE
    return [row.text for row in quiz_screen.read_as(verdict, display, settled)]


def test_a_matrix_is_drawn_with_its_wrong_entries_once_it_is_settled() -> None:
    given: dict[str, object] = {"X": [[1, 2], [3, 6], [5, 4]]}
    assert grounds("covariance", given, "4 2; 2 -5", Display(), settled=False) == [
        "    read as ⎡4   2⎤",
        "            ⎣2  −5⎦",
    ]
    assert grounds("covariance", given, "4 2; 2 -5", Display()) == [
        "    read as ⎡4     2⎤",
        "            ⎣2  −5 ✗⎦",
    ]
    assert grounds("covariance", given, "4 2; 2 -5", Display(Style.ASCII)) == [
        "    read as [4     2]",
        "            [2  -5 X]",
    ]
    assert grounds("covariance", given, "4 2; 2 -5", Display(width=40)) == [
        "    read as ⎡4     2⎤",
        "            ⎣2  −5 ✗⎦",
    ]
    assert grounds("covariance", given, "4 2; 2 -5", Display(width=35)) == [
        "    read as [[4, 2], [2, -5]]",
        "    Wrong: row 2, column 2.",
    ]


def test_parts_stand_side_by_side_as_far_as_there_is_room() -> None:
    text = "U = 1 0; 0 1 | S = 3, 2 | Vt = 1 0; 0 1"
    drawn = [
        "    read as U = ⎡1  0⎤   S = 3, 2   Vt = ⎡1  0⎤",
        "                ⎣0  1⎦                   ⎣0  1⎦",
    ]
    assert grounds("svd", DIAGONAL, text, Display()) == drawn
    long = "U = 1 0; 0 1 | S = 3, 2 | Vt = 1.00000000000000000000 0; 0.00000000000000000000 1"
    assert grounds("svd", DIAGONAL, long, Display(width=60)) == [
        "    read as U = ⎡1  0⎤   S = 3, 2",
        "                ⎣0  1⎦",
        "            Vt = ⎡1.00000000000000000000  0⎤",
        "                 ⎣0.00000000000000000000  1⎦",
    ]
    too_long = f"U = 1 0; 0 1 | S = 3, 2 | Vt = 1.{'0' * 50} 0; 0 1"
    assert (
        grounds("svd", DIAGONAL, too_long, Display(width=60))[0] == "    read as U = [[1, 0], [0, 1]] | S = 3, 2 | Vt ="
    )


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("eigenvalues", "3, 2", "    read as 3, 2"),
        ("rank", "2", "    read as 2"),
        ("is-orthogonal", "no", "    read as no"),
        ("characteristic-polynomial", "1 -5 6", "    read as λ² - 5λ + 6"),
    ],
)
def test_the_echo_stands_also_where_it_is_what_was_typed(kind: str, text: str, shown: str) -> None:
    for display in (Display(), Display(width=40)):
        assert grounds(kind, DIAGONAL, text, display) == [shown]


@pytest.mark.parametrize("columns", [24, 40, 80])
def test_a_long_answer_does_not_push_its_verdict_off_the_screen(columns: int) -> None:
    rows = grounds("eigenvalues", DIAGONAL, ", ".join(["1234567"] * 900), Display(width=columns))
    assert len(rows) == quiz_screen.MOST_ECHOED
    assert max(map(width, rows)) <= columns
    assert rows[-1].endswith("1234567, …")


def test_a_reading_is_that_of_the_verdict() -> None:
    exercise = asked(Form.VECTOR)
    typed = reading(exercise, "8 by 4096")
    assert typed is not None
    assert answers.show(typed) == "[8, 4096]"
    assert reading(exercise, "8 by") is None


# ---- messages ------------------------------------------------------------------------------------------------------

TEXTS = [
    "12 zz 3 " * 9,
    "1234567 " * 40 + "zz " + "7654321 " * 40,
    "漢字 " * 20,
    "漢" * 60,
    "e\u0301" * 60 + " 1",
    "1 2; 3",
    "131,072 1 000",
    "x" * 200,
    "λ₂ = 1, λ₁ = 4",
    "sqr(2), 1",
]


@pytest.mark.parametrize("columns", [24, 40, 80])
@pytest.mark.parametrize("form", ECHOED)
def test_no_message_is_wider_than_the_screen_or_cuts_a_word(form: Form, columns: int) -> None:
    for text in TEXTS:
        fault = answers.read(form, text)
        if not isinstance(fault, Unreadable):
            continue
        for style in (Style.UNICODE, Style.ASCII):
            rows = [row.text for row in quiz_screen._caret(text, fault, Display(style, columns))]
            assert max(map(width, rows)) <= columns, text
            at = next(i for i, row in enumerate(rows) if row.strip() and not row.strip("^ "))
            pieces = rows[at - 1].replace("…", " ").replace("...", " ").split()
            if all(width(word) <= columns - 12 for word in text.split()):
                assert set(pieces) <= set(text.split()), rows[at - 1]


def test_a_spelling_stays_on_one_line() -> None:
    text = "Type a matrix: [[1, 2], [3, 4]]   or   1 2; 3 4"
    for columns in range(24, 60):
        rows = [row.text for row in quiz_screen.paragraph(text, Display(width=columns))]
        assert any("1 2; 3 4" in row for row in rows)
        assert max(map(len, rows)) <= columns


# ---- at a terminal -------------------------------------------------------------------------------------------------

DIM = b"\x1b[0;2m"


@pytest.mark.parametrize("columns", [80, 40])
def test_the_line_follows_what_is_typed_and_is_gone_with_enter(columns: int) -> None:
    terminal = Terminal("small.covariance", "-n", "1", columns=columns)
    terminal.wait("quit\n  >")
    terminal.type("4 2", "  > 4 2\n    reads as 1×2 [4 2]")
    terminal.type("; 2", "  > 4 2; 2\n")
    terminal.until(lambda: "reads as" not in terminal.text, "nothing of what does not read")
    terminal.type(" 5", "  > 4 2; 2 5\n    reads as 2×2 [4 2; 2 5]")
    terminal.type("\x7f4\r", "Enter: the summary")
    assert "reads as" not in terminal.all_text
    assert "read as ⎡4  2⎤" in terminal.all_text
    assert DIM in terminal.bytes


@pytest.mark.parametrize("columns", [80, 40])
def test_a_matrix_on_several_lines_has_the_line_below_it(columns: int) -> None:
    terminal = Terminal("small.covariance", "-n", "1", columns=columns, rows=24)
    terminal.wait("quit\n  >")
    terminal.type("[[4, 2],\r[2, 4]]", "  > [[4, 2],\n    [2, 4]]\n    reads as 2×2 [4 2; 2 4]")
    terminal.send("\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x7f9")
    terminal.wait("    [9, 4]]\n    reads as 2×2 [4 2; 9 4]")


def test_commands_and_pauses_have_no_line() -> None:
    terminal = Terminal("small.eigenvalues", "-n", "1")
    terminal.wait("quit\n  >")
    for word in ("?", "why", "skip", "quit"):
        terminal.type(word, f"  > {word}")
        assert "reads as" not in terminal.pass_time(0.3)
        terminal.send("\x15" if word != "quit" else "\x154, 1\r")
    terminal.wait("Enter: the summary")
    terminal.send("1")
    assert "reads as" not in terminal.pass_time(0.3)


def test_without_colour_the_line_is_plain_and_a_dumb_terminal_has_none() -> None:
    terminal = Terminal("small.trace", "-n", "1", environment={"NO_COLOR": "1"})
    terminal.wait("  >")
    terminal.type("7", "    reads as 7")
    assert DIM not in terminal.bytes
    for more in ({"term": "dumb"}, {}):
        plain = Terminal("small.trace", "-n", "1", *(() if more else ("--plain",)), **more)  # type: ignore[arg-type]
        plain.wait("  >" if more else "Answer:")
        plain.type("7", "7")
        assert "reads as" not in plain.pass_time(0.5)


def test_an_ascii_terminal_has_an_ascii_line() -> None:
    terminal = Terminal("small.covariance", "-n", "1", environment={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    terminal.wait("  >")
    terminal.type("sqrt(2) 2; 2 4", "    reads as 2x2 [sqrt(2) 2; 2 4]")


def test_a_run_against_the_clock_has_the_line() -> None:
    run = ("timed", "--bank", str(TRANSCRIPTS / "bank"), "--seed", "1", "--no-history")
    timed = Terminal("small.eigenvalues", "--time", "60s", "--count", "1", call=run)
    timed.wait("  >")
    timed.type("4, 1", "  > 4, 1\n    reads as 4, 1 (2 values)")
    assert "✓ Right." in timed.type("\r", "    read as 4, 1")
