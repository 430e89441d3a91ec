"""The conversation of `explain`: whole transcripts of walking, of stages that the learner supplies, and of judging."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest

from decompdrill.bank.template import Template
from decompdrill.exercises.grade import grade_exercise
from decompdrill.exercises.how_to_type import how_to_type
from decompdrill.expr import Expression
from decompdrill.frontends import lesson_screen as words
from decompdrill.frontends.display import Display
from decompdrill.mathtext import Style
from decompdrill.model import Raw
from decompdrill.topics.example import work
from decompdrill.topics.lesson import (
    AskStep,
    Page,
    Passage,
    ShowPage,
    Step,
    TellPage,
    Wait,
    lesson_conversation,
    read_through,
    supplied,
)
from decompdrill.topics.library import shipped_topics
from decompdrill.topics.values import Stage, Topic

LOOK = Display(Style.UNICODE, 80)


def stage(say: str, label: str, kind: str, given: Mapping[str, str]) -> Stage:
    expressions = {name: Expression(text) for name, text in given.items()}
    return Stage(Template(say), Template(label), kind=kind, given=expressions)


ASKED = stage("Take the trace.", r"$\tr(A)$", "trace", {"A": "A"})
EIGEN = Topic("t", "T", "t.md", kind="trace", stages=(ASKED,))
A: Mapping[str, Raw] = {"A": [[2, 1], [1, 2]]}


def step(
    stage: Stage = ASKED, given: Mapping[str, Raw] = A, number: int = 1, of: int = 1, is_asked: bool = True
) -> Step:
    kind = "covariance" if "X" in given else "trace"
    worked = work(Topic("t", "T", "t.md", kind=kind, stages=(stage,)), given).stages[0]
    return Step(number, of, worked.say, worked.label, worked.shown, worked.exercise, is_asked)


def page(text: str) -> Page:
    return Page((Passage("", text),))


def held(pages: Sequence[Page | Step], *typed: str, start: int = 0, display: Display = LOOK) -> list[str]:
    """Return what is on the screen, keys left out, `> text` for what was typed; the input ends after the last text."""
    conversation = lesson_conversation(iter(pages), grade_exercise, start)
    shown: list[str] = []
    waiting = iter(typed)
    answer: str | None = None
    while True:
        try:
            event = conversation.send(answer)
        except StopIteration:
            return shown
        answer = None
        match event:
            case ShowPage(what, is_open):
                shown += [row.text for row in words.page_lines(what, is_open, display) if row.text]
            case TellPage(what):
                shown += [row.text for row in words.message_lines(what, display) if row.text]
            case Wait() | AskStep():
                answer = next(waiting, None)
                shown.append("> (end)" if answer is None else f"> {answer}".rstrip())


PAGES = [page("One."), page("Two."), page("Three.")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("", ""), ["  One.", ">", "  Two.", ">", "  Three."]),
        (
            ("", "back", "next", "n"),
            ["  One.", ">", "  Two.", "> back", "  One.", "> next", "  Two.", "> n", "  Three."],
        ),
        (("all",), ["  One.", "> all", "  Two.", "  Three."]),
        (("quit",), ["  One.", "> quit"]),
        (("Q",), ["  One.", "> Q"]),
        ((), ["  One.", "> (end)"]),
        (("back", "q"), ["  One.", "> back", "  This is the first page.", "> q"]),
        (("what", "q"), ["  One.", "> what", "  Press Enter to go on; or type back, all or quit.", "> q"]),
        (
            ("?", "q"),
            [
                "  One.",
                "> ?",
                "  Enter shows what comes next, back what came before, all the whole rest; quit",
                "  ends.",
                "> q",
            ],
        ),
    ],
)
def test_pages_are_walked(typed: tuple[str, ...], expected: list[str]) -> None:
    assert held(PAGES, *typed) == expected


def test_one_may_begin_in_the_middle_and_go_back() -> None:
    assert held(PAGES, "back", "q", start=1) == ["  Two.", "> back", "  One.", "> q"]


def test_a_page_is_made_when_it_is_wanted() -> None:
    made: list[int] = []

    def pages() -> Iterator[Page]:
        for number in range(9):
            made.append(number)
            yield page(str(number))

    conversation = lesson_conversation(pages(), grade_exercise)
    next(conversation)
    assert made == [0]


def test_in_a_pipe_everything_comes_at_once_and_nothing_is_asked() -> None:
    assert list(read_through(iter([*PAGES, step()]))) == [*map(ShowPage, PAGES), ShowPage(step())]


HEAD = ["Step 1 of 1", "  Take the trace."]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            ("4",),
            ["> 4", "  ✓ Right.", "    read as 4", "    The trace is the sum of the diagonal: tr(A) = 2 + 2 = 4."],
        ),
        (
            ("5", "4"),
            [
                "> 5",
                "  ✗ Not yet.",
                "    read as 5",
                "> 4",
                "  ✓ Right.",
                "    read as 4",
                "    The trace is the sum of the diagonal: tr(A) = 2 + 2 = 4.",
            ],
        ),
        (("show",), ["> show", "    tr(A) = 4"]),
        (("all",), ["> all", "    tr(A) = 4"]),
        (("", "quit"), [">", "  Type the value, or show to see it.", "> quit"]),
        (("back", "quit"), ["> back", "  This is the first page.", "> quit"]),
        (
            ("?", "quit"),
            [
                "> ?",
                "  Type a number: 3, -1/2, 0.25, sqrt(5), (1+√5)/2, 2+3i; or show, back, all or",
                "  quit.",
                "> quit",
            ],
        ),
        ((), ["> (end)"]),
    ],
)
def test_a_stage_is_asked_until_it_is_right_or_left(typed: tuple[str, ...], expected: list[str]) -> None:
    assert held([step()], *typed) == [*HEAD, *expected]


def test_a_slip_is_named_and_an_unreadable_answer_gets_a_caret() -> None:
    assert held([step()], "3", "4,,", "show") == [
        *HEAD,
        "> 3",
        "  ✗ Not yet.",
        "    read as 3",
        "    This is the determinant. The trace is the sum of the diagonal, 2 + 2.",
        "> 4,,",
        "  ? That could not be read.",
        "    an entry is missing before ','",
        "      4,,",
        "        ^",
        "    Did you mean 4?",
        "> show",
        "    tr(A) = 4",
    ]


def test_what_is_settled_is_shown_with_its_value_when_one_comes_back() -> None:
    shown = held([step(), page("Middle."), page("End.")], "4", "", "back", "quit")
    assert shown == [
        *HEAD,
        "> 4",
        "  ✓ Right.",
        "    read as 4",
        "    The trace is the sum of the diagonal: tr(A) = 2 + 2 = 4.",
        ">",
        "  Middle.",
        "> back",
        *HEAD,
        "    tr(A) = 4",
        "> quit",
    ]


EIGENVECTOR = stage("Find one.", "$v$", "eigenvector", {"A": "A", "eigenvalue": "3"})
COMPONENT = stage("Find it.", "$v_1$", "principal-component", {"X": "X"})
X: Mapping[str, Raw] = {"X": [[0, 0], [1, 2], [2, 4]]}


@pytest.mark.parametrize("text", ["1 1", "-1 -1", "0.7071 0.7071", "-3, -3"])
def test_an_eigenvector_of_any_sign_and_length_is_right(text: str) -> None:
    assert "  ✓ Right." in held([step(EIGENVECTOR)], text)


@pytest.mark.parametrize("text", ["1 -1", "0 0", "2 1"])
def test_another_vector_is_not(text: str) -> None:
    assert "  ✗ Not yet." in held([step(EIGENVECTOR)], text, "quit")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1 2", "  ~ Right direction. Make it a unit vector: divide by √5."),
        ("-2, -4", "  ~ Right direction. Make it a unit vector: divide by 2√5."),
        ("3 6", "  ~ Right direction. Make it a unit vector: divide by 3√5."),
        ("0.5 1.0", "  ~ Right direction. Make it a unit vector: divide by 1.118."),
        ("0.4472 0.8944", "  ✓ Right."),
        ("-1/√5, -2/√5", "  ✓ Right."),
        ("2 1", "  ✗ Not yet."),
    ],
)
def test_a_component_must_have_length_1_and_either_sign(text: str, told: str) -> None:
    said = held([step(COMPONENT, X)], text, "quit")
    assert said[3] == told
    assert said[4].startswith("    read as [")


def test_a_whole_svd_is_supplied_by_its_parts() -> None:
    topic = shipped_topics().topic("svd")
    worked = work(topic, {"A": [[3, 0], [0, 2]]}).stages[-1]
    whole = Step(4, 4, worked.say, worked.label, worked.shown, worked.exercise, is_asked=True)
    assert how_to_type(whole.exercise) == "parts: U = ... | S = ... | Vt = ..."
    assert "  ✓ Right." in held([whole], "U = -1 0; 0 1 | S = 3, 2 | Vt = -1 0; 0 1")
    assert "  ✗ Not yet." in held([whole], "U = -1 0; 0 1 | S = 3, 2 | Vt = 1 0; 0 1", "quit")


@pytest.mark.parametrize(
    ("stages", "mastery", "expected"),
    [(4, 0.0, 0), (4, 0.29, 0), (4, 0.3, 1), (4, 0.6, 2), (5, 0.6, 3), (4, 0.85, 4), (4, 1.0, 4), (0, 0.5, 0)],
)
def test_what_the_learner_supplies_grows_with_mastery(stages: int, mastery: float, expected: int) -> None:
    assert supplied(stages, mastery) == expected


def test_spoken_steps_are_sentences() -> None:
    spoken = Display(Style.SPEECH, 80)
    assert held([step()], "show", display=spoken) == [
        "Step 1 of 1.",
        "Take the trace.",
        "> show",
        "The trace of open bracket A close bracket equals 4.",
    ]


@pytest.mark.parametrize("columns", [40, 80])
def test_keys_fit_the_screen(columns: int) -> None:
    display = Display(Style.UNICODE, columns)
    for event in (Wait(1, 2), AskStep(step()), AskStep(step(), has_tried=True)):
        rows = [row.text for row in words.keys(event, display)]
        assert rows
        assert max(map(len, rows)) <= columns
