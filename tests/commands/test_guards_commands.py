"""Guards of the commands that only a rare fault comes upon: drills that ended at the last moment, examples that cannot be shown."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from decompdrill import cli
from decompdrill.bank.load import load_banks
from decompdrill.commands import mistake, resume, start, where
from decompdrill.commands.drawable import planned_without_faults
from decompdrill.commands.drill_plan import Drill, written
from decompdrill.errors import BankError, DrillError, ExitCode, UsageError, versions
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.frontends.display import Display
from decompdrill.history.attempts import Mode
from decompdrill.model import BankFault, Raw
from decompdrill.practice.choose import Pick
from decompdrill.practice.quiz import Rules
from decompdrill.topics.fallback import WorkedExample
from decompdrill.topics.library import shipped_topics
from tests.commands.test_cli import BANK
from tests.history.test_store import FIRST, opened


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


# ---- the one error handler -------------------------------------------------------------------------------------------


PROBLEMS = (BankFault("b.yaml", 1, 1, "$", "one"), BankFault("b.yaml", 2, 1, "$", "two"))


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (BrokenPipeError(32, "Broken pipe"), ExitCode.CLOSED_PIPE, ""),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "decompdrill: interrupted\n"),
        (BankError("b.yaml:1:1: one (1 more)", PROBLEMS), 65, "decompdrill: b.yaml:1:1: one (1 more)\nb.yaml:2:1: two\n"),
        (UsageError("no such topic"), ExitCode.USAGE, "decompdrill: no such topic\n"),
        (OSError(28, "No space left on device", "/h"), 65, "decompdrill: /h: No space left on device\n"),
        (TimeoutError(), 65, "decompdrill: TimeoutError\n"),
    ],
)  # fmt: skip
def test_what_a_command_raises_is_a_line_and_an_exit_code(
    fault: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def command() -> ExitCode:
        raise fault

    assert cli.handled(command) == code
    assert capsys.readouterr() == ("", said)


def test_a_fault_of_our_own_is_said_with_what_to_report_unless_it_is_to_be_raised(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def command() -> ExitCode:
        raise ZeroDivisionError("a fault of our own")

    monkeypatch.setattr("sys.argv", ["decompdrill", "quiz", "a b"])
    monkeypatch.setattr(cli, "faults_are_raised", lambda: False)
    assert cli.handled(command) is ExitCode.OUR_FAULT
    assert capsys.readouterr().err == (
        "decompdrill: this is a fault of decompdrill itself (ZeroDivisionError: a fault of our own). Please report it, "
        f"with this line: {versions()}, decompdrill quiz 'a b'\n"
    )
    monkeypatch.setattr(cli, "faults_are_raised", lambda: True)
    with pytest.raises(ZeroDivisionError, match="a fault of our own"):
        cli.handled(command)


def met(fault: BaseException) -> SystemExit:
    """What Typer leaves with over another fault."""
    left = SystemExit(1)
    left.__context__ = fault
    return left


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (SystemExit(65), 65, ""),
        (SystemExit(None), ExitCode.DONE, ""),
        (met(BrokenPipeError()), ExitCode.CLOSED_PIPE, ""),
        (BrokenPipeError(), ExitCode.CLOSED_PIPE, ""),
        (OSError(5, "Input/output error"), 65, "decompdrill: Input/output error\n"),
    ],
)
def test_what_the_command_line_itself_raises_is_an_exit_code(
    fault: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(**_: object) -> None:
        raise fault

    monkeypatch.setattr(cli, "_root_with", lambda _: fails)
    monkeypatch.setattr(cli, "_make_streams_safe", lambda: None)
    monkeypatch.setattr(cli, "_write_nowhere", lambda stream: None)
    assert cli.run([]) == code
    assert capsys.readouterr() == ("", said)


def test_where_stderr_cannot_be_written_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shut(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(cli, "stderr", Shut)
    assert cli._machine_fault(OSError(28, "No space left on device")) is ExitCode.UNREADABLE_INPUT


def test_a_clock_beyond_what_python_counts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def beyond() -> int:
        raise OverflowError("timestamp too large to convert to C _PyTime_t")

    monkeypatch.setattr("time.time_ns", beyond)
    with pytest.raises(DrillError) as caught:
        cli._now_ms()
    assert str(caught.value) == "the clock of this machine is past the year 2262: set it right, and begin again"


def test_a_fault_of_a_bank_that_is_not_in_its_draws_is_raised() -> None:
    def plan(_: object) -> tuple[Pick, ...]:
        raise BankError("b.yaml: expected a bank")

    with pytest.raises(BankError) as caught:
        planned_without_faults((), (), plan, tuple)
    assert str(caught.value) == "b.yaml: expected a bank"


def test_where_there_is_no_home_no_paths_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, "find_home", lambda: None)
    with pytest.raises(DrillError) as caught:
        where.where()
    assert str(caught.value) == "this user has no home folder; DECOMPDRILL_HOME can name another"
