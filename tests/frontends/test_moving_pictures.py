"""Pictures that move at a terminal: the circle on its way to the ellipse, and how many components are kept."""

from __future__ import annotations

import re
import signal

import numpy as np
import pytest

from decompdrill.pictures.circle import circle_at, circle_steps, plane_svd
from decompdrill.pictures.pca import pca_steps
from decompdrill.pictures.scene import Curve, PageFormat, row_text
from decompdrill.pictures.shipped import shipped_table
from tests.terminals import Terminal

CIRCLE = ("show", "circle", "-g", "A=1 2; 3 -1")
PCA = ("show", "pca")
MOVES = "Any key: the whole picture"
STEPS = "q leaves"


def arms(A: object, moment: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the tips of the two arms at a moment, the second first."""
    (panel,) = circle_at(np.array(A, dtype=float), PageFormat(), moment).panels
    tips = [np.array(mark.points[-1]) for mark in panel.marks if isinstance(mark, Curve) and len(mark.points) == 2]
    return tips[0], tips[1]


@pytest.mark.parametrize(
    "A", [[[2, 1], [0, 3]], [[1, 2], [3, -1]], [[0, -1], [1, 0]], [[1, 2], [2, 4]], [[0, 0], [0, 0]], [[9, 1], [40, 5]]]
)
def test_the_circle_begins_at_the_singular_directions_and_ends_at_their_images(A: list[list[float]]) -> None:
    found = plane_svd(np.array(A, dtype=float))
    second, first = arms(A, 0)
    assert np.allclose((first, second), found.v)
    second, first = arms(A, circle_steps(np.array(A, dtype=float)))
    assert np.allclose(np.array(A) @ found.v[0], first)
    assert np.allclose(np.array(A) @ found.v[1], second)


@pytest.mark.parametrize("A", [[[2, 1], [0, 3]], [[1, 2], [3, -1]]])
def test_no_step_of_the_circle_jumps(A: list[list[float]]) -> None:
    steps = circle_steps(np.array(A, dtype=float))
    moments = np.linspace(0, steps, 40 * steps + 1)
    tips = np.array([np.concatenate(arms(A, float(moment))) for moment in moments])
    assert np.abs(np.diff(tips, axis=0)).max() < 0.4


def test_one_component_leaves_its_axis_and_more_the_plane() -> None:
    steps = pca_steps(shipped_table("iris"))
    said = [steps.at(k, PageFormat()).caption[0] for k in range(1, steps.last + 1)]
    assert said == [
        "The first component keeps 72.96% of the variance.",
        "The first 2 components keep 95.81% of the variance.",
        "The first 3 components, of which two are drawn, keep 99.48% of the variance.",
        "The first 4 components, of which two are drawn, keep 100.00% of the variance.",
    ]
    drawn = {len([row for row in steps.at(k, PageFormat()).rows[1:17] if "□" in row_text(row)]) for k in (1, 2)}
    assert 1 in drawn
    assert max(drawn) > 5


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 24)])
def test_every_frame_fits_the_window(columns: int, rows: int) -> None:
    page = PageFormat(columns, height=rows)
    pictures = [circle_at(np.array([[2.0, 1.0], [0.0, 3.0]]), page, moment / 4) for moment in range(13)]
    pictures += [pca_steps(shipped_table(name)).at(k, page) for name in ("iris", "penguins") for k in (1, 2, 4)]
    for picture in pictures:
        assert len(picture.rows) + 4 <= rows
        assert max(len(row_text(row)) for row in picture.rows) <= columns


def test_the_circle_moves_until_a_key_is_pressed() -> None:
    terminal = Terminal(call=CIRCLE)
    terminal.wait(MOVES)
    terminal.wait("2 of 4: Σ stretches by 3.193 and 2.193.")
    terminal.send("x")
    assert terminal.end() == 0
    assert MOVES not in terminal.text
    assert "Σ stretches by σ₁ = 3.193" in terminal.all_text
    assert terminal.echoes()


def test_the_circle_ends_by_itself_with_the_whole_picture() -> None:
    terminal = Terminal(call=("show", "circle"))
    terminal.wait("3 of 3: U turns by 61.8°.")
    assert terminal.end() == 0
    assert "e: the eigenvectors, which A keeps on their lines; λ = 3 and 2." in terminal.text


def test_the_arrows_change_how_many_components_are_kept() -> None:
    terminal = Terminal(call=PCA)
    terminal.wait("k = 2 of 4")
    terminal.type("\x1b[D", "k = 1 of 4")
    terminal.type("\x1b[D\x1b[C\x1b[C", "k = 3 of 4")
    assert "0.9948" in terminal.text
    terminal.type("\x1b[C\x1b[C\x1b[C", "k = 4 of 4")
    terminal.send("q")
    assert terminal.end() == 0
    assert STEPS not in terminal.text
    assert "variance that k components keep" in terminal.all_text
    assert terminal.echoes()


@pytest.mark.parametrize("call", [CIRCLE, PCA], ids=["circle", "pca"])
def test_ctrl_c_and_a_signal_leave_the_terminal_as_it_was(call: tuple[str, ...]) -> None:
    asked = MOVES if call is CIRCLE else STEPS
    terminal = Terminal(call=call)
    terminal.wait(asked)
    terminal.send("\x03")
    assert terminal.end() == 130
    assert terminal.echoes()
    terminal = Terminal(call=call)
    terminal.wait(asked)
    terminal.stop(signal.SIGTERM)
    assert terminal.end() in (128 + signal.SIGTERM, -signal.SIGTERM)
    assert terminal.echoes()


@pytest.mark.parametrize("call", [CIRCLE, PCA], ids=["circle", "pca"])
@pytest.mark.parametrize(
    ("arguments", "environment", "term"),
    [(["--plain"], {}, "xterm-256color"), ([], {"NO_COLOR": "1"}, "xterm-256color"), ([], {}, "dumb")],
    ids=["plain", "NO_COLOR", "dumb"],
)
def test_nothing_moves_where_it_should_not(
    call: tuple[str, ...], arguments: list[str], environment: dict[str, str], term: str
) -> None:
    terminal = Terminal(*arguments, call=call, environment=environment, term=term)
    assert terminal.end() == 0
    assert not re.search(rb"\x1b\[\?25l|\x1b\[\d*A", terminal.bytes)
    assert MOVES not in terminal.all_text
    assert STEPS not in terminal.all_text
