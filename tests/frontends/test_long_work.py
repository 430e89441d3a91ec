"""Long work is counted: as a bar at a terminal, with nothing in a pipe, and an interrupt says how far it came."""

from __future__ import annotations

import re
import sys

import pytest

from decompdrill.commands import draw
from decompdrill.exercises.pose import pose
from decompdrill.frontends.progress import counted_work
from decompdrill.frontends.terminal_bar import ProgressBar
from tests.commands.test_cli import decompdrill


@pytest.mark.parametrize(("total", "said"), [(40, "after 2 of 40 records"), (None, "after 2 records")])
def test_an_interrupt_says_how_far_it_came(total: int | None, said: str) -> None:
    def work() -> None:
        with counted_work("records", total) as count:
            count.step()
            count.step()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match=f"^{said}$"):
        work()


def test_a_command_says_so_and_leaves_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    posed: list[object] = []

    def third(*arguments: object) -> object:
        posed.append(arguments)
        if len(posed) == 3:
            raise KeyboardInterrupt
        return pose(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(draw, "pose_any", third)
    done = decompdrill("draw", "rank.proportional", "--seed", "1", "--count", "5")
    assert (done.returncode, done.stderr.decode()) == (130, "decompdrill: interrupted after 2 of 5 records\n")
    assert len(done.stdout.splitlines()) == 2


def test_nothing_is_drawn_in_a_pipe_or_where_the_results_are_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for streams in ((), ("stdout",), ("stdout", "stderr")):
        for name in streams:
            monkeypatch.setattr(getattr(sys, name), "isatty", lambda: True)
        with counted_work("records", 3) as count:
            count.step()
        assert capsys.readouterr() == ("", "")


def test_the_bar_has_count_rate_and_time_left_on_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    bar, times = ProgressBar("records", 40), iter(range(1, 100))
    monkeypatch.setattr(bar._progress, "get_time", lambda: float(next(times)))
    rows = [bar.row(done, "svd.values-2x2") for done in (0, 4, 8, 40)]
    words = [re.sub(r"[━╸╺ ]+", " ", str(row)) for row in rows]
    assert words[0] == "0/40 records svd.values-2x2"
    assert re.fullmatch(r"8/40 records \d\.\d/s 0:\d\d left svd\.values-2x2", words[2])
    assert words[3].startswith("40/40 records ")
    assert not any("\n" in str(row) for row in rows)


def test_a_row_is_not_drawn_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    bar = ProgressBar("records", None)
    monkeypatch.setattr(bar._progress, "get_time", lambda: 1.0)
    assert bar.row(1) is not None
    assert bar.row(2) is None
