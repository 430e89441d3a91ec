"""Timed runs: the conversation and its clock, figures of 0, 1, 2 and many answers, scripts with time stamps, what is kept."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from decompdrill import cli
from decompdrill.bank.load import load_banks
from decompdrill.commands import timed as command
from decompdrill.errors import UsageError
from decompdrill.exercises.grade import grade_exercise
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.frontends import line_editor, timed_screen
from decompdrill.frontends.display import Display
from decompdrill.frontends.json_events import JsonLines
from decompdrill.history.attempts import TimedRunRow
from decompdrill.history.opening import open_store
from decompdrill.history.store import Store
from decompdrill.mathtext import Style
from decompdrill.model import Exercise, Outcome, Verdict
from decompdrill.practice import pace
from decompdrill.practice.choose import Pick
from decompdrill.practice.conversation import (
    Ask,
    Countdown,
    Ending,
    Event,
    Judged,
    NoHint,
    Nudge,
    Record,
    Reply,
    Services,
    Tell,
    Undone,
    VoidLast,
)
from decompdrill.practice.timed import (
    ClockPause,
    ClockStopped,
    Finished,
    Limits,
    Menu,
    Missed,
    NextRun,
    RunResult,
    TimedVerdict,
    TimeLeft,
    TimeMark,
    practice,
    time_marks,
    timed_conversation,
)
from tests.terminals import TRANSCRIPTS

BANK = TRANSCRIPTS / "bank"
TRACE = load_banks([BANK], known_names()).question("small.trace")


# ---- the conversation ----------------------------------------------------------------------------------------------


def right(exercise: Exercise) -> str:
    return str(exercise.answer.rows[0][0])


class Held:
    """A run over draws of one question, answered by replies; what was told and recorded."""

    def __init__(self, limits: Limits, *replies: Reply, at_terminal: bool = True, interrupt: bool = False) -> None:
        plan: Iterator[Pick] = (Pick(TRACE, seed) for seed in range(limits.count or 99))
        self.asks: list[Ask] = []
        self.told: list[object] = []
        self.kept: list[tuple[str, Outcome | None, float]] = []
        self.menus = 0
        self.taken_back = 0
        run = timed_conversation(plan, limits, at_terminal, 7, Services(pose, grade_exercise), lambda _: None)
        queue = list(replies)
        answer: Reply | None = None
        try:
            while True:
                event = run.send(answer)
                answer = None
                match event:
                    case Ask():
                        self.asks.append(event)
                        if interrupt and not queue:
                            event = run.throw(KeyboardInterrupt())
                            self.told.append(event.message if isinstance(event, Tell) else event)
                            continue
                        answer = queue.pop(0) if queue else Reply(None)
                        if answer.text == "RIGHT":
                            answer = Reply(right(event.exercise), answer.seconds, None, answer.paused, answer.is_late)
                    case ClockPause() | Menu():
                        self.menus += isinstance(event, Menu)
                        answer = queue.pop(0) if queue else Reply("")
                    case Record(attempt):
                        outcome = None if attempt.verdict is None else attempt.verdict.outcome
                        self.kept.append((attempt.text, outcome, attempt.seconds))
                    case VoidLast():
                        self.taken_back += 1
                    case Tell(said):
                        self.told.append(said)
        except StopIteration as end:
            self.result: RunResult = end.value[0]
            self.next_run: NextRun = end.value[1]

    def names(self) -> list[str]:
        return [type(said).__name__ for said in self.told]


def test_a_run_ends_when_its_time_is_up_and_takes_what_stands_there() -> None:
    held = Held(Limits(30), Reply("RIGHT", 10), Reply("RIGHT", 15), Reply("RIGHT", 5, is_late=True))
    assert (held.result.right, held.result.answered, held.result.seconds) == (3, 3, 30)
    assert held.result.is_whole
    assert held.result.summary.ending is Ending.DONE
    assert [a.is_late for a in held.result.asked] == [False, False, True]
    assert held.names() == [
        "TimedVerdict",
        "TimedVerdict",
        "TimeLeft",
        "TimeLeft",
        "TimedVerdict",
        "TimeLeft",
        "Finished",
    ]
    assert [said.mark for said in held.told if isinstance(said, TimeLeft)] == [TimeMark.HALF, TimeMark.TEN, TimeMark.UP]


@pytest.mark.parametrize("text", ["", "7, ", "zz", "skip", "?"])
def test_what_cannot_be_read_when_the_run_is_over_is_no_answer(text: str) -> None:
    held = Held(Limits(30), Reply("RIGHT", 10), Reply(text, 20, is_late=True))
    assert (held.result.right, held.result.answered, len(held.result.asked)) == (1, 1, 1)
    assert held.kept[-1] == (text.strip(), None, 20)


@pytest.mark.parametrize("text", ["", "7, "])
def test_a_question_whose_own_time_ran_out_is_missed_and_the_next_one_comes(text: str) -> None:
    held = Held(Limits(None, 8, 2), Reply(text, 8, is_late=True), Reply("RIGHT", 3))
    assert (held.result.right, held.result.answered, len(held.result.missed)) == (1, 2, 1)
    assert held.result.seconds == 11
    assert pace.accuracy(held.result.right, held.result.answered) == 0.5


def test_an_answer_that_a_script_gives_after_the_end_comes_too_late() -> None:
    held = Held(Limits(30), Reply("RIGHT", 10), Reply("RIGHT", 20.5), at_terminal=False)
    assert (held.result.right, held.result.answered, held.result.seconds) == (1, 1, 30)
    assert held.kept[-1] == ("", None, 20.0)
    on_time = Held(Limits(30), Reply("RIGHT", 10), Reply("RIGHT", 20), at_terminal=False)
    assert (on_time.result.right, on_time.result.seconds) == (2, 30)


def test_pauses_stop_the_clock_and_are_in_the_result() -> None:
    held = Held(Limits(30), Reply("pause", 4), Reply("", 100), Reply("RIGHT", 6, paused=50), Reply("quit", 1))
    assert held.result.pauses == (100.0, 50.0)
    assert held.result.seconds == 11
    assert [a.result.seconds for a in held.result.asked] == [10]
    assert not held.result.is_whole
    assert held.menus == 0


def test_at_a_terminal_only_what_is_right_or_wrong_settles_a_question() -> None:
    held = Held(Limits(60), Reply("", 1), Reply("zz", 2), Reply("?", 1), Reply("RIGHT", 3), Reply("quit", 0))
    assert [type(said) for said in held.told][:2] == [Nudge, Judged]
    assert held.kept == [(right(held.asks[0].exercise), Outcome.RIGHT, 7)]
    assert [a.fresh for a in held.asks] == [True, False, False, False, True]
    assert [a.countdown.left for a in held.asks if a.countdown] == [60, 59, 57, 56, 53]


def test_in_a_script_each_line_is_one_question() -> None:
    held = Held(Limits(60), Reply("zz", 2), Reply("", 1), Reply("RIGHT", 3), at_terminal=False)
    assert [o for _, o, _ in held.kept] == [Outcome.UNREADABLE, None, Outcome.RIGHT]
    assert held.result.summary.ending is Ending.INPUT_ENDED
    assert held.menus == 0


def test_where_the_lines_of_a_script_end_the_rest_of_a_counted_run_is_skipped() -> None:
    held = Held(Limits(None, None, 4), Reply("RIGHT", 3), at_terminal=False)
    assert (held.result.right, held.result.summary.count(None), held.result.is_whole) == (1, 3, True)


def test_an_interrupt_ends_the_run_with_what_was_done() -> None:
    held = Held(Limits(60), Reply("RIGHT", 3), interrupt=True)
    assert held.result.summary.interrupted
    assert held.result.right == 1
    assert isinstance(held.told[-1], Finished)


@pytest.mark.parametrize(
    ("words", "next_run", "told"),
    [
        (["r"], NextRun.AGAIN, []),
        (["m"], NextRun.MISSED, []),
        (["w", "m"], NextRun.MISSED, [Missed]),
        (["W", "w", ""], NextRun.NOTHING, [Missed, Missed]),
        (["q"], NextRun.NOTHING, []),
        (["zzz", "r"], NextRun.AGAIN, []),
        ([], NextRun.NOTHING, []),
    ],
)
def test_after_a_run_one_chooses_what_comes_next(words: list[str], next_run: NextRun, told: list[type]) -> None:
    choices = [Reply(word) for word in words]
    held = Held(Limits(None, None, 2), Reply("RIGHT", 3), Reply("999", 2), *choices)
    assert held.next_run is next_run
    assert [type(said) for said in held.told if isinstance(said, Missed)] == told


def test_what_was_missed_and_the_slowest_fifth_are_practised_each_question_once() -> None:
    held = Held(Limits(None, None, 5), *(Reply("RIGHT", s) for s in (1, 9, 2, 3)), Reply("999", 1))
    assert [a.result.seconds for a in held.result.slowest] == [9]
    assert len(practice(held.result)) == 1
    alone = Held(Limits(None, None, 1), Reply("RIGHT", 4))
    assert (alone.result.slowest, practice(alone.result)) == ((), ())


def test_every_moment_that_went_by_is_told_once_and_in_order() -> None:
    held = Held(Limits(60), *(Reply("RIGHT", 16) for _ in range(4)), at_terminal=False)
    assert [said.mark for said in held.told if isinstance(said, TimeLeft)] == [TimeMark.HALF, TimeMark.TEN, TimeMark.UP]
    assert [said.seconds for said in held.told if isinstance(said, TimeLeft)] == [30, 10, 0]


@pytest.mark.parametrize(
    ("length", "moments"),
    [
        (None, {}),
        (5, {TimeMark.UP: 5}),
        (10, {TimeMark.HALF: 5, TimeMark.UP: 10}),
        (20, {TimeMark.TEN: 10, TimeMark.UP: 20}),
        (30, {TimeMark.HALF: 15, TimeMark.TEN: 20, TimeMark.UP: 30}),
        (60, {TimeMark.HALF: 30, TimeMark.TEN: 50, TimeMark.UP: 60}),
    ],
)
def test_the_moments_of_a_run(length: float | None, moments: dict[TimeMark, float]) -> None:
    assert dict(time_marks(length)) == moments


def test_in_a_script_a_pause_takes_no_answer_away() -> None:
    held = Held(Limits(60), Reply("pause", 1), Reply("RIGHT", 3), at_terminal=False)
    assert (held.result.right, held.result.seconds) == (1, 4)


def test_undo_takes_back_the_last_answer_and_counts_nowhere() -> None:
    held = Held(Limits(60), Reply("undo"), Reply("999", 2), Reply("undo", 1), Reply("RIGHT", 3), Reply("quit"))
    assert (held.result.right, held.result.answered, held.result.seconds) == (1, 1, 6)
    assert held.taken_back == 1
    assert [said.text for said in held.told if isinstance(said, Undone)] == [None, "999"]


def test_undo_takes_back_an_answer_to_the_question_before() -> None:
    held = Held(Limits(60), Reply("RIGHT", 2), Reply("undo", 1), Reply("RIGHT", 3), Reply("quit"))
    assert (held.result.right, held.result.answered, held.result.seconds) == (1, 1, 6)
    assert held.taken_back == 1


@pytest.mark.parametrize(
    ("objectives", "slowest"), [(["a"], None), (["a", "b"], ("b", 2.0)), (["a", "b", "c"], ("c", 3.0))]
)
def test_the_slowest_objective_is_told_where_there_are_several(
    objectives: list[str], slowest: tuple[str, float] | None
) -> None:
    held = Held(Limits(60), *(Reply("RIGHT", n + 1) for n in range(len(objectives))), Reply("quit"))
    asked = tuple(
        replace(a, result=replace(a.result, exercise=replace(a.result.exercise, objective=objective)))
        for a, objective in zip(held.result.asked, objectives, strict=False)
    )
    assert replace(held.result, asked=asked).slowest_objective == slowest


# ---- figures -------------------------------------------------------------------------------------------------------


def test_figures_of_nothing_are_none() -> None:
    assert pace.per_minute(0, 0.0) is None
    assert pace.accuracy(0, 0) is None
    assert pace.quantile([], 0.5) is None
    assert [pace.consistency(times) for times in ([], [1.0], [1.0, 2.0], [0.0, 0.0, 0.0])] == [None] * 4


@pytest.mark.parametrize(("share", "value"), [(0.0, 1.0), (0.5, 2.5), (0.9, 6.5), (1.0, 8.0)])
def test_quantiles_are_those_of_numpy(share: float, value: float) -> None:
    import numpy as np

    times = [2.0, 8.0, 1.0, 3.0]
    assert pace.quantile(times, share) == pytest.approx(value) == pytest.approx(float(np.quantile(times, share)))


@pytest.mark.parametrize(
    ("times", "value"), [([5.0] * 6, 100), ([5.0, 5.0, 5.0, 5.0, 40.0], 20), ([1.0, 2.0, 4.0, 8.0], 24)]
)
def test_consistency_falls_with_the_spread_of_the_logarithms(times: list[float], value: int) -> None:
    found = pace.consistency(times)
    assert found is not None
    assert abs(found - value) < 1.5
    assert pace.consistency([10 * t for t in times]) == pytest.approx(found)


def a_run(rate: int, answered: int = 0, **more: object) -> TimedRunRow:
    """A run of one minute with so many right."""
    blank = TimedRunRow(f"s{rate}-{more}", "d", rate, answered or rate, rate, True, 60_000, 0, 0, 0, "2026-03-01")
    return blank._replace(**more)  # type: ignore[arg-type]


def test_a_best_takes_eight_answers_of_which_85_in_100_are_right() -> None:
    assert [pace.is_rated(run) for run in (a_run(8), a_run(7), a_run(17, 20), a_run(16, 20), a_run(9, is_whole=False))] == [
        True, False, True, False, False,
    ]  # fmt: skip


def test_a_run_is_compared_with_the_earlier_ones_over_other_questions() -> None:
    earlier = [a_run(9), a_run(12), a_run(30, 40), a_run(10, seed=77)]
    found = pace.compare(a_run(10, seed=77), earlier)
    assert found == pace.Compared(12.0, False, 12.0, pytest.approx(100 / 3), (9.0, 12.0, 30.0, 10.0))  # type: ignore[arg-type]
    best = pace.compare(a_run(13), earlier)
    assert (best.is_best, best.best, best.earlier_best) == (True, 13.0, 12.0)


def test_the_first_run_is_a_best_and_has_nobody_to_be_compared_with() -> None:
    first = pace.compare(a_run(9), [])
    assert first == pace.Compared(9.0, True, None, None, (9.0,))
    assert pace.compare(a_run(3), []) == pace.Compared(None, False, None, None, (3.0,))
    assert pace.compare(a_run(9, is_whole=False), []) == pace.Compared(None, False, None, None, ())
    assert pace.compare(a_run(9, active_ms=0), []).rates == ()


def test_the_same_run_twice_says_the_same_of_itself() -> None:
    run = a_run(9)
    assert pace.compare(run, [run._replace(session="x")]) == pace.compare(run, [])


# ---- the clock -----------------------------------------------------------------------------------------------------


WIDE, NARROW, ASCII = Display(width=80), Display(width=30), Display(Style.ASCII, 60)


@pytest.mark.parametrize(
    ("countdown", "elapsed", "display", "row"),
    [
        (Countdown(60, 60, 120, 60), 0.0, WIDE, "  1:00 " + "█" * 6 + "░" * 6 + "  0 done, 0 right"),
        (Countdown(60, 60, 120, 60, done=3, right=2), 29.5, ASCII, "  0:31 ###.........  3 done, 2 right"),
        (Countdown(20, 60, 120, 60), 10.0, WIDE, "  0:10 of 0:50 " + "█" * 5 + "░" * 7 + "  0 done, 0 right"),
        (Countdown(20, None, None, 60), 19.9, WIDE, "  0:01  0 done, 0 right"),
        (Countdown(None, None, None, 60), 5.0, WIDE, "  1:05  0 done, 0 right"),
        (Countdown(60, 60, 120, 60), 0.0, NARROW, "  1:00  0 done, 0 right"),
        (Countdown(60, 60, 120, 60), 99.0, Display(width=22), "  0:00"),
    ],
)  # fmt: skip
def test_the_row_of_the_clock_fits(countdown: Countdown, elapsed: float, display: Display, row: str) -> None:
    assert timed_screen.clock_row(countdown, elapsed, display) == row
    assert len(row) < display.width


def test_what_is_called_is_called_once_and_before_the_end() -> None:
    half, ten = "Half of the time is left.", "10 seconds left."
    assert timed_screen.calls(Countdown(60, 60, 60, 0)) == ((30, half), (50, ten))
    assert timed_screen.calls(Countdown(25, 25, 60, 35)) == ((15, ten),)
    assert timed_screen.calls(Countdown(9, 9, 60, 51)) == ()
    assert timed_screen.calls(Countdown(30, 60, 60, 0)) == ((20, "10 seconds left for this question."),)
    assert timed_screen.calls(Countdown(None, None, None, 0)) == ()


def test_a_gap_between_two_looks_is_a_stop_and_no_time() -> None:
    moments = iter([0.0, 0.5, 1.0, 61.0, 61.5])
    watch = line_editor.StopWatch(lambda: next(moments))
    assert [watch.elapsed(0.5) for _ in range(4)] == [0.5, 1.0, 1.5, 2.0]
    assert watch.stopped == 59.5


def test_a_short_delay_is_time_like_any_other() -> None:
    moments = iter([0.0, 1.1])
    watch = line_editor.StopWatch(lambda: next(moments))
    assert (watch.elapsed(0.5), watch.stopped) == (1.1, 0.0)


# ---- how long ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("90s", 90), ("2m", 120), ("2 min", 120), ("1:30", 90), ("1.5m", 90), ("1h", 3600), ("1S", 1)],
)
def test_times_are_read(text: str, seconds: float) -> None:
    assert command.seconds_of("--time", text) == seconds


@pytest.mark.parametrize("text", ["", "0", "-5", "2 days", "1:75", "5h", "nan", "1e3", "0.5s", "\x1b[2J"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        command.seconds_of("--time", text)
    shown = "".join(c for c in text if c.isprintable())
    assert str(caught.value) == f"--time takes a time from 1s to 4h, such as 90s, 2m or 1:30, and not {shown!r}"


@pytest.mark.parametrize(
    ("options", "limits"),
    [
        (command.TimedOptions(), Limits(120)),
        (command.TimedOptions(preset="sprint"), Limits(60)),
        (command.TimedOptions(preset="marathon", time="3m"), Limits(180)),
        (command.TimedOptions(count=5), Limits(None, None, 5)),
        (command.TimedOptions(per_question="30s"), Limits(120, 30)),
        (command.TimedOptions(per_question="30s", count=5), Limits(None, 30, 5)),
        (command.TimedOptions(time="1m", per_question="30s", count=5, clock=False), Limits(60, 30, 5, False)),
    ],
)
def test_limits_follow_from_the_options(options: command.TimedOptions, limits: Limits) -> None:
    assert command.limits_of(options) == limits


def test_long_questions_are_left_out_unless_they_are_named() -> None:
    banks = load_banks(None, known_names())
    svd = [q for q in banks.questions.values() if q.bank == "svd"]

    def kept(topics: Sequence[str], limits: Limits) -> set[str]:
        return {q.id for q in command.suited(svd, topics, limits)}

    long = {q.id for q in svd if q.par is not None and q.par > 60}
    assert "svd.whole-2x2" in long
    assert kept(["svd"], Limits(120)) == {q.id for q in svd} - long
    assert kept(["svd", "svd.whole-2x2"], Limits(120)) == {q.id for q in svd} - long | {"svd.whole-2x2"}
    assert kept(["svd"], Limits(None, None, 10)) == {q.id for q in svd}
    assert all(q.par == min(q.par or 60 for q in svd) for q in command.suited(svd, ["svd"], Limits(2)))


# ---- the command ---------------------------------------------------------------------------------------------------


def called(arguments: Sequence[str], stdin: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    out = io.BytesIO()
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8"))
    code = cli.run(["timed", "--bank", str(BANK), *arguments])
    return code, out.getvalue().decode()


def test_stamps_count_from_the_showing_of_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    call = ["small.trace", "--count", "2", "--per-question", "20s", "--seed", "1", "--json"]
    _, out = called(call, "@3 ?\n@16 7\n@5 7\n", monkeypatch)
    events = [json.loads(row) for row in out.splitlines()]
    assert [(e["seconds"], e["late"]) for e in events if e["event"] == "verdict"] == [(16.0, False), (5.0, False)]


STAMPED = "@3.5 7\n@2 7\n@6 zz\n@1 skip\n"


def test_a_scripted_run_has_the_times_of_its_script(monkeypatch: pytest.MonkeyPatch) -> None:
    call = ["small.trace", "--time", "30s", "--seed", "1", "--json"]
    code, out = called(call, STAMPED, monkeypatch)
    events = [json.loads(row) for row in out.splitlines()]
    assert code == 0
    assert [e["seconds"] for e in events if e["event"] == "verdict"] == [3.5, 2.0, 6.0]
    summary = events[-1]
    figures = (
        "asked",
        "right",
        "unreadable",
        "skipped",
        "seconds",
        "per_minute",
        "median_seconds",
        "best",
        "percentile",
    )
    assert [summary[name] for name in figures] == [4, 2, 1, 1, 12.5, 9.6, 3.5, None, None]
    assert called(call, STAMPED, monkeypatch) == (code, out)


def test_a_script_without_stamps_takes_no_time_and_has_no_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    code, out = called(["small.trace", "--time", "30s", "--seed", "1", "--json"], "7\n7\n", monkeypatch)
    summary = json.loads(out.splitlines()[-1])
    assert (code, summary["right"], summary["seconds"], summary["per_minute"], summary["median_seconds"]) == (
        0, 2, 0.0, None, 0.0,
    )  # fmt: skip


@pytest.mark.parametrize("stdin", ["", "\n", "@5 skip\n"])
@pytest.mark.parametrize("plain", [[], ["--plain"], ["--json"]])
def test_nothing_answered_is_a_sentence(stdin: str, plain: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out = called(["small.trace", "--time", "30s", "--seed", "1", *plain], stdin, monkeypatch)
    assert code == 0
    if plain != ["--json"]:
        assert ("No question was answered." in out) == (stdin == "")


def test_plain_sentences_say_the_time_and_never_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = "@21 7\n@10 7\n@9 7\n"
    code, out = called(["small.trace", "--time", "40s", "--seed", "1", "--plain"], stdin, monkeypatch)
    assert code == 0
    told = [row for row in out.splitlines() if "time is" in row.lower() or "seconds left" in row]
    assert told == ["Half of the time is left.", "10 seconds left.", "Time is up."]
    assert "Right. 21.0 s." in out
    assert "Accuracy: 100%, of 3 answers." in out


def kept_runs(home: Path) -> tuple[TimedRunRow, ...]:
    store = open_store(home / "history.sqlite3", lambda: 0)
    assert isinstance(store, Store)
    runs, modes = store.runs(), {row.mode for row in store.rows()}
    assert modes <= {"timed"}
    assert store.cards() == {}
    store.close()
    return runs


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DECOMPDRILL_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_runs_are_kept_and_compared_and_never_move_the_schedule(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(seed: int, times: Sequence[float], *more: str) -> list[object]:
        stdin = "".join(f"@{t} 7\n" for t in times)
        code, out = called(["small.trace", "--count", "9", "--seed", str(seed), "--json", *more], stdin, monkeypatch)
        assert code == 0
        summary = json.loads(out.splitlines()[-1])
        return [summary[name] for name in ("per_minute", "best", "is_best", "percentile")]

    assert run(1, [3] * 9) == [20.0, 20.0, True, None]
    assert run(2, [6] * 9) == [10.0, 20.0, False, 0.0]
    assert run(3, [2] * 9) == [30.0, 30.0, True, 100.0]
    assert run(1, [3] * 9) == [20.0, 30.0, False, 50.0]
    assert run(4, [1] * 9, "--no-history") == [60.0, None, False, None]
    assert [(r.seed, r.right, r.active_ms) for r in kept_runs(home)] == [
        (1, 9, 27_000), (2, 9, 54_000), (3, 9, 18_000), (1, 9, 27_000),
    ]  # fmt: skip
    assert {r.drill for r in kept_runs(home)} == {f"small.trace, 9 questions, banks {BANK.resolve()}"}


def test_a_question_by_question_limit_and_a_wrong_preset(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = "@3 7\n@12 7\n@4 7\n"
    code, out = called(
        ["small.trace", "--per-question", "10s", "--count", "3", "--seed", "1", "--json"], stdin, monkeypatch
    )
    events = [json.loads(row) for row in out.splitlines()]
    assert [e.get("late") for e in events if e["event"] in ("verdict", "skip")] == [False, True, False]
    assert (code, events[-1]["right"], events[-1]["seconds"], events[-1]["accuracy"]) == (
        0,
        2,
        17.0,
        pytest.approx(2 / 3),
    )
    assert called(["--preset", "leisurely"], "", monkeypatch)[0] == 2


def test_why_shows_the_question_what_was_typed_and_the_answer() -> None:
    held = Held(Limits(None, None, 1), Reply("999", 2), Reply("w"))
    (missed,) = [said for said in held.told if isinstance(said, Missed)]
    rows = [row.text for row in timed_screen.notice_lines(missed, "", WIDE, True)]
    assert rows[1] == "  Trace of a matrix" or rows[1].startswith("  ")
    assert "    You typed 999" in rows
    assert rows[-1].startswith("    Answer: ")


@pytest.mark.parametrize("verdicts", [(0, 0), (1, 0), (0, 1), (2, 1)])
def test_the_result_of_few_answers_is_sentences(verdicts: tuple[int, int]) -> None:
    good, bad = verdicts
    replies = [Reply("RIGHT", 2)] * good + [Reply("999", 1)] * bad + [Reply("quit", 0)]
    result = Held(Limits(60), *replies).result
    for display in (WIDE, NARROW, Display(Style.SPEECH)):
        rows = [row.text for row in timed_screen.finished(result, None, "again", display)]
        assert all(len(row) <= max(display.width, 40) for row in rows)
        assert any("No question was answered." in row for row in rows) == (good + bad == 0)


def test_a_verdict_against_the_clock_is_short_where_it_is_right() -> None:
    held = Held(Limits(60), Reply("RIGHT", 2.13), Reply("quit"))
    (clocked_,) = [said for said in held.told if isinstance(said, TimedVerdict)]
    assert [row.text for row in timed_screen.notice_lines(clocked_, "", WIDE, True)] == [
        "  ✓ Right. 2.1 s.",
        "    read as 7",
    ]


# ---- what is said of a run -----------------------------------------------------------------------------------------

A_MINUTE = [Reply("RIGHT", 6)] * 10


def result_rows(compared: pace.Compared | None, *replies: Reply, display: Display = WIDE) -> list[str]:
    """Return what is said when a run over ten questions is over."""
    result = Held(Limits(None, None, 10), *(replies or A_MINUTE)).result
    return [row.text for row in timed_screen.finished(result, compared, "again", display)]


@pytest.mark.parametrize(
    ("compared", "rate"),
    [
        (pace.Compared(10.0, True, 8.0, 100.0, (8.0, 10.0)), "  rate         10.0 right a minute  before: 8.0"),
        (pace.Compared(10.0, True, None, None, (10.0,)), "  rate         10.0 right a minute"),
        (pace.Compared(12.5, False, 12.5, 0.0, (12.5, 10.0)), "  rate         10.0 right a minute  your best: 12.5"),
        (pace.Compared(None, False, None, 50.0, (9.0, 10.0)), "  rate         10.0 right a minute"),
        (None, "  rate         10.0 right a minute"),
    ],
)
def test_a_rate_stands_beside_the_best(compared: pace.Compared | None, rate: str) -> None:
    rows = result_rows(compared)
    assert [row.rstrip() for row in rows if row.startswith("  rate")] == [rate]
    assert any("a new best" in row for row in rows) == (compared is not None and compared.is_best)


def test_a_run_is_shown_among_the_last_ones() -> None:
    compared = pace.Compared(14.0, False, 14.0, 50.0, (0.0, 14.0, 7.0, 10.0))
    last = [
        "  this run     faster than 50%      of your earlier runs of it",
        "  last runs    {}                 0.0 to 14.0 a minute",
    ]
    rows = result_rows(compared)
    assert rows[rows.index(last[0]) + 1] == last[1].format("▁█▅▆")
    assert last[1].format(".#+*") in result_rows(compared, display=Display(Style.ASCII, 80))
    spoken = result_rows(compared, display=Display(Style.SPEECH))
    assert "This run: faster than 50%, of your earlier runs of it." in spoken
    assert not any("ast runs" in row for row in spoken)


def test_small_bars_of_one_height_are_full() -> None:
    assert timed_screen.sparkline((5.0, 5.0), WIDE) == "██"


def test_pauses_are_counted_and_long_ones_have_minutes() -> None:
    replies = [Reply("RIGHT", 6, paused=150.0), Reply("RIGHT", 6, paused=10.0), *A_MINUTE[2:]]
    assert "  2 pauses, 2 min 40 s, not counted." in result_rows(None, *replies)
    assert "  1 pause, 10.0 s, not counted." in result_rows(None, *replies[1:2], *A_MINUTE[1:])
    assert [row.text for row in timed_screen.notice_lines(ClockStopped(150.4), "", WIDE, True)] == [
        "  The clock stood for 2 min 30 s."
    ]
    assert [row.text for row in timed_screen.pause_keys(ClockPause(), WIDE)] == [
        "",
        "  The clock stands. Enter goes on.",
    ]


def test_an_interrupt_at_the_menu_leaves() -> None:
    plan = iter([Pick(TRACE, 1)])
    run = timed_conversation(plan, Limits(60), True, 7, Services(pose, grade_exercise), lambda _: None)
    assert isinstance(next(run), Ask)
    event = run.send(Reply("999", 2))
    while not isinstance(event, Menu):
        event = next(run)
    with pytest.raises(StopIteration) as left:
        run.throw(KeyboardInterrupt())
    assert left.value.value[1] is NextRun.NOTHING


@pytest.mark.parametrize("undone", [False, True])
def test_an_imprecise_answer_against_the_clock_is_kept_and_may_be_mended(undone: bool) -> None:
    def judge(exercise: Exercise, text: str) -> Verdict:
        return replace(
            grade_exercise(exercise, text.removeprefix("~")), outcome=Outcome(ROUGH if text[0] == "~" else RIGHT)
        )

    run = timed_conversation(
        iter([Pick(TRACE, 1)]), Limits(None, None, 1), True, 7, Services(pose, judge), lambda _: None
    )
    asked, kept = next(run), []
    assert isinstance(asked, Ask)
    answer = right(asked.exercise)
    replies = iter([Reply(f"~{answer}", 2), *([Reply("undo", 1)] if undone else []), Reply(answer, 3)])
    event: Event | Menu | ClockPause = asked
    while not isinstance(event, Menu):
        event = run.send(next(replies)) if isinstance(event, Ask) else next(run)
        if isinstance(event, Record):
            kept.append((event.attempt.text, event.attempt.verdict and event.attempt.verdict.outcome))
    assert kept == [(f"~{answer}", ROUGH), (answer, RIGHT)]


ROUGH, RIGHT = Outcome.IMPRECISE, Outcome.RIGHT


def test_moments_pauses_and_missing_hints_are_events() -> None:
    out = io.StringIO()
    front = JsonLines(out, iter(()))
    for said in (TimeLeft(TimeMark.TEN, 9.5), ClockStopped(12.0), Missed(()), NoHint(2), Undone(None)):
        front.tell(Tell(said))
    assert [json.loads(row) for row in out.getvalue().splitlines()] == [
        {"event": "time", "mark": "ten", "left": 9.5},
        {"event": "pause", "seconds": 12.0},
        {"event": "hint", "text": None, "hint": 2, "of": 2},
    ]
    assert front.pause(Menu(0, 0)) == ""
    assert timed_screen.notice_lines(Undone(None), "", WIDE, True) == []  # type: ignore[arg-type]
