"""What people see: golden transcripts in every style and width, and sessions at a real (pseudo) terminal."""

from __future__ import annotations

import io
import re
import sys
import threading
import time
from pathlib import Path

import pytest

from decompdrill import answers, cli
from decompdrill.frontends import display, line_editor, plain, quiz_screen
from decompdrill.frontends.display import Display, Role, line
from decompdrill.kinds import notes
from decompdrill.mathtext import Style
from decompdrill.model import Form, Note, Unreadable
from tests.golden import assert_golden
from tests.terminals import Terminal

ROOT = Path(__file__).parents[2]
TRANSCRIPTS = ROOT / "tests" / "transcripts"


# ---- looks ---------------------------------------------------------------------------------------------------------


class Stream(io.StringIO):
    """A stream of an encoding, at a terminal or not."""

    def __init__(self, encoding: str, at_terminal: bool) -> None:
        super().__init__()
        self._encoding = encoding
        self._at_terminal = at_terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return self._at_terminal


@pytest.mark.parametrize(
    ("environment", "at_terminal", "colour"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({}, True, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
    ],
)
def test_colour_is_for_terminals_and_those_who_force_it(
    environment: dict[str, str], at_terminal: bool, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert display.wants_colour(Stream("utf-8", at_terminal)) is colour


@pytest.mark.parametrize(
    ("encoding", "is_plain", "style"),
    [
        ("utf-8", False, Style.UNICODE),
        ("ascii", False, Style.ASCII),
        ("cp1252", False, Style.ASCII),
        ("cp437", False, Style.ASCII),
        ("no-such-encoding", False, Style.ASCII),
        ("utf-8", True, Style.SPEECH),
    ],
)
def test_the_style_is_what_the_encoding_can_carry(encoding: str, is_plain: bool, style: Style) -> None:
    assert display.display_of(Stream(encoding, at_terminal=False), is_plain).style is style


def test_every_glyph_has_an_ascii_twin() -> None:
    twins = [*display.GLYPHS.values(), *display.MARKS.values(), *((chr(c), t) for c, t in display.TWINS.items())]
    assert [pair for pair in twins if not str(pair[1]).isascii()] == []


def test_control_characters_are_shown_and_not_sent() -> None:
    assert Display().text("a\x1b[2Jb\x9bc\td") == "a\\x1b[2Jb\\x9bc\\td"


# ---- typing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["[[1, 2],", "[[1, 2], [3, 4]", "1 2;", "1 2; ", "(1 +", r"\begin{pmatrix} 1 & 2 \\", "U = [1, 2;"],
)
def test_what_is_not_finished_goes_on(text: str) -> None:
    assert line_editor.is_incomplete(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "1 2; 3 4",
        "[[1, 2], [3, 4]]",
        "1)",
        "]",
        "[1, 2\n",
        "[1, 2\n\n",
        r"\begin{pmatrix} 1 \end{pmatrix}",
        "4, 1",
    ],
)
def test_what_is_finished_or_given_up_does_not_go_on(text: str) -> None:
    assert not line_editor.is_incomplete(text)


def test_a_script_is_echoed_without_control_characters() -> None:
    out = io.StringIO()
    script = plain.Script(iter(["4, 1", "\x1b[2J", "λ"]), out)
    assert [script.read("> ").text for _ in range(4)] == ["4, 1", "\x1b[2J", "λ", None]
    assert out.getvalue() == "> 4, 1\n> ?[2J\n> λ\n>\n"


# ---- faults --------------------------------------------------------------------------------------------------------


def caret(text: str, span: tuple[int, int], width: int = 80) -> list[str]:
    return [row.text for row in quiz_screen._caret(text, Unreadable("bad", span), Display(width=width))][1:]


@pytest.mark.parametrize(
    ("text", "span", "shown"),
    [
        ("1,5", (1, 2), ["      1,5", "       ^"]),
        ("12 zz 3", (3, 5), ["      12 zz 3", "         ^^"]),
        ("1 2\n3 x", (6, 7), ["      3 x", "        ^"]),
        ("", (0, 0), ["      ", "      ^"]),
        ("5 *", (3, 3), ["      5 *", "         ^"]),
        ("漢x", (1, 2), ["      漢x", "        ^"]),
        ("\x1b[2J1", (0, 1), ["      ?[2J1", "      ^"]),
        ("e\u0301x", (2, 3), ["      e\u0301x", "       ^"]),
    ],
)
def test_a_caret_stands_under_the_fault(text: str, span: tuple[int, int], shown: list[str]) -> None:
    assert caret(text, span) == shown


def test_a_long_text_is_cut_around_its_fault() -> None:
    rows = caret("1 " * 500 + "x" + " 2" * 500, (1000, 1001), width=40)
    assert [len(row) <= 40 for row in rows] == [True, True]
    assert rows[0][rows[1].index("^")] == "x"
    assert rows[0].strip().startswith("… 1 1")
    assert rows[0].endswith("2 2…")


@pytest.mark.parametrize(
    ("form", "text", "meant"),
    [
        (Form.LIST, "maybe 4 or perhaps 1", ["Did you mean 4, 1?"]),
        (Form.NUMBER, "1,5", []),  # the message says what to write
        (Form.LIST, "sqr(2), 1", []),  # and here which word was meant
        (Form.LIST, "zz", []),
    ],
)
@pytest.mark.parametrize("style", [Style.UNICODE, Style.SPEECH])
def test_what_was_probably_meant_is_offered_once(form: Form, text: str, meant: list[str], style: Style) -> None:
    fault = answers.read(form, text)
    assert isinstance(fault, Unreadable)
    rows = [row.text.strip() for row in quiz_screen._caret(text, fault, Display(style=style))]
    assert [row for row in rows if row.startswith("Did you mean")] == meant


# ---- colours -------------------------------------------------------------------------------------------------------


def test_text_is_never_markup() -> None:
    from decompdrill.frontends import terminal

    out = io.StringIO()
    texts = ["[1, -2]", "[sqrt(2), 1]", "[a,b]", "[/2]", "[red]x[/red]", ":smile:", "5 'quoted' 6.0", "x" * 200]
    terminal.painter(out, Display(width=40, colour=True))([line(text) for text in texts])
    assert out.getvalue().splitlines() == texts


def test_each_role_has_its_colour() -> None:
    from decompdrill.frontends import terminal

    out = io.StringIO()
    terminal.painter(out, Display(colour=True))([line(role.value, role) for role in Role])
    assert out.getvalue().splitlines() == [
        "plain",
        "\x1b[1mhead\x1b[0m",
        "\x1b[2mdim\x1b[0m",
        "\x1b[32mright\x1b[0m",
        "\x1b[31mwrong\x1b[0m",
        "\x1b[33mclose\x1b[0m",
        "\x1b[35mfirst\x1b[0m",
        "\x1b[36msecond\x1b[0m",
        "\x1b[32mthird\x1b[0m",
        "\x1b[31mfourth\x1b[0m",
        "\x1b[1;35mfifth\x1b[0m",
        "\x1b[1;36msixth\x1b[0m",
    ]


# ---- transcripts ---------------------------------------------------------------------------------------------------


CALL = ("quiz", "--bank", "bank", "-n", "4", "--seed", "3", "--tries", "2", "--answers", "answers.txt")
TRANSCRIPT_CALLS: dict[str, tuple[tuple[str, ...], str, int]] = {
    "unicode-80.txt": (CALL, "utf-8", 80),
    "unicode-40.txt": (CALL, "utf-8", 40),
    "unicode-24.txt": (CALL, "utf-8", 24),
    "ascii-80.txt": (CALL, "ascii", 80),
    "spoken-80.txt": ((*CALL, "--plain"), "utf-8", 80),
    "events.ndjson": ((*CALL, "--json"), "utf-8", 80),
    "start-80.txt": ((), "utf-8", 80),
    "check-80.txt": (("check", "eigenvalues", "-g", "A=1 1; 1 2", "2.7, 0.382"), "utf-8", 80),
    "show-80.txt": (("bank", "show", "small.eigenvalues", "--seed", "1", "--bank", "bank"), "utf-8", 80),
}


def said(call: tuple[str, ...], encoding: str, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the output of a call that was made in the folder of the transcripts."""
    monkeypatch.chdir(TRANSCRIPTS)
    monkeypatch.setenv("COLUMNS", str(width))
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding))
    cli.run(call)
    return out.getvalue().decode(encoding)


@pytest.mark.parametrize("name", TRANSCRIPT_CALLS)
def test_a_session_reads_as_its_transcript(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = said(*TRANSCRIPT_CALLS[name], monkeypatch)
    assert_golden(text, TRANSCRIPTS / name)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("orth.is-orthogonal-3x3", "Question 1 of 1. Is the 3 by 3 matrix orthogonal?"),
        ("orth.inverse", "Question 1 of 1. The inverse of an orthogonal matrix."),
        ("diag.eigenbasis", "Type parts: V = ... | L = ..."),
        ("orth.inverse", "Type a matrix: [[1, 2], [3, 4]] or 1 2; 3 4."),
    ],
)
def test_a_spoken_sentence_ends_with_one_sign(question: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    call = ("quiz", question, "-n", "1", "--seed", "1", "--answers", "answers.txt", "--plain", "--no-history")
    assert line in said(call, "utf-8", 80, monkeypatch).splitlines()


@pytest.mark.parametrize("name", [n for n in TRANSCRIPT_CALLS if not n.endswith(".ndjson")])
def test_no_line_is_wider_than_the_terminal(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    width = TRANSCRIPT_CALLS[name][2]
    assert [row for row in said(*TRANSCRIPT_CALLS[name], monkeypatch).splitlines() if len(row) > width] == []


# ---- real terminals ------------------------------------------------------------------------------------------------


COLOURS = re.compile(rb"\x1b\[[0-9;]*[1-9][0-9;]*m")


def test_a_person_is_led_through_a_question() -> None:
    terminal = Terminal("small.eigenvalues", "-n", "2")
    terminal.wait("? hint (2) · work · skip · why · quit\n  >")
    terminal.type("\r", "Type an answer, or ? for a hint")
    terminal.type("?\r", "Hint 1 of 2: The eigenvalues are the roots of det(A − λI) = 0.")
    terminal.type("4, zzz\r", "      4, zzz\n         ^^^\n    Did you mean 4?\n    That used up no try.")
    assert "✗ Not yet." in terminal.type("2, 3\r", "One more try:")
    assert "✓ Right. Second try." in terminal.type(
        "4, 1\r", "Enter: next question · why: the steps · when: its next day · undo · quit"
    )
    terminal.type("why\r", "1. det(A − λI) = λ² − 5λ + 4")
    terminal.type("\r", "✓●  2/2")
    assert "1 of 1 right · score 100%" in terminal.type("quit\r", "Seed 1. The same again: decompdrill quiz")
    assert terminal.end() == 0
    assert COLOURS.search(terminal.bytes)


def test_ctrl_c_says_what_was_done_and_is_exit_130() -> None:
    terminal = Terminal("small.trace", "-n", "3", columns=40)
    terminal.wait("  >")
    terminal.type("7\r", "Enter: next question")
    terminal.type("\r", "2/3")
    terminal.type("half an answer\x03", "Interrupted after 1 of 3 questions.")
    assert terminal.end() == 130
    assert b"Traceback" not in terminal.bytes


def test_ctrl_d_leaves_with_what_was_done() -> None:
    terminal = Terminal("small.trace")
    terminal.wait("  >")
    terminal.type("\x04", "No question was answered.")
    assert terminal.end() == 0


MATRICES = {
    "on lines inside brackets": "[[4, 2],\r[2, 4]]\r",
    "on lines after semicolons": "4 2;\r2 4\r",
    "pasted": "\x1b[200~4 2\n2 4\x1b[201~\r",
    "mended with the backspace key": "4 2; 2 5\x7f4\r",
}


def test_a_matrix_is_typed_on_one_line_or_several() -> None:
    terminal = Terminal("small.covariance", "-n", "5")
    for number, (way, keys) in enumerate(MATRICES.items(), 1):
        terminal.wait(f"{number}/5")
        terminal.wait("quit\n  >")
        assert "✓ Right." in terminal.type(keys, "Enter: next question"), way
        terminal.clear()
        terminal.type("\r", f"{number + 1}/5")


@pytest.mark.parametrize(("term", "more"), [("dumb", {}), ("xterm-256color", {"NO_COLOR": "1"})])
def test_there_is_no_colour_where_none_is_wanted(term: str, more: dict[str, str]) -> None:
    terminal = Terminal("small.trace", "-n", "1", term=term, environment=more)
    terminal.wait("  >")
    terminal.type("7\r", "✓ Right.")
    terminal.type("\r", "Seed 1.")
    assert terminal.end() == 0
    assert COLOURS.findall(terminal.bytes) == []
    assert term != "dumb" or b"\x1b" not in terminal.bytes


def test_a_terminal_without_unicode_gets_ascii() -> None:
    terminal = Terminal("small.eigenvalues", "-n", "1", environment={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    terminal.wait("  >")
    terminal.type("2, 3\r", "One more try:")
    assert terminal.text.isascii()


ASCII_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_a_plain_terminal_of_an_ascii_locale_says_why_a_root_sign_is_not_read() -> None:
    terminal = Terminal("small.trace", "-n", "1", term="dumb", environment=ASCII_LOCALE)
    terminal.wait("  >")
    said = "the character U+221A came as bytes, which this locale cannot decode: write"
    terminal.type("√49\r", said)
    terminal.wait("it in ASCII, as in sqrt(2) or lambda^2, or set PYTHONUTF8=1")
    terminal.type("sqrt(49)\r", "Right.")


def test_keys_pressed_before_the_question_is_shown_answer_nothing() -> None:
    terminal = Terminal("small.trace", "-n", "1", is_fork=False)  # a start that takes longer than the keys
    terminal.type("9\r9\r", "  >")
    assert "✓ Right.\n" in terminal.type("7\r", "Enter: the summary")


def test_plain_sentences_are_for_reading_aloud() -> None:
    terminal = Terminal("small.trace", "-n", "1", "--plain")
    terminal.wait("Answer:")
    assert "Right." in terminal.type("7\r", "Press Enter to go on.")
    assert b"\x1b" not in terminal.bytes


FLOOD = "7,aay7 " * 3_500


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("paste", ["7,aay7 " * 3_500, f"\x1b[200~{'7,aay7 ' * 3_500}\x1b[201~"], ids=["keys", "paste"])
def test_a_flood_of_keys_takes_little_memory_and_the_next_answer_counts(paste: str) -> None:
    terminal = Terminal("small.trace", rows=60)
    terminal.wait("  >")
    before = terminal.memory()
    flood = threading.Thread(target=terminal.send, args=(paste,), daemon=True)  # it waits for who reads its echo
    flood.start()
    limit = time.monotonic() + 60
    while flood.is_alive():
        assert time.monotonic() < limit
        terminal.pass_time(0.1)
    shown = -1
    while shown < len(terminal.bytes):
        shown = len(terminal.bytes)
        terminal.pass_time(2)
    assert terminal.memory() - before < 40_000_000
    terminal.type("\r", "the text is too long: 20,001 characters came, at most 20,000 are read")
    terminal.type("7\r", "✓ Right.")
    terminal.type("quit\r", "Seed 1.")
    assert terminal.end() == 0


def test_every_note_of_a_check_has_words() -> None:
    assert notes.NOTES.keys() == set(Note)
