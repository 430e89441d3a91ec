"""A value with its working in brackets, and columns between bars: what a stranger typed that was taken for something else."""

from __future__ import annotations

import pytest

from decompdrill import answers
from decompdrill.model import Form, Typed


def values(form: Form, text: str) -> list[list[complex]]:
    typed = answers.read(form, text)
    assert isinstance(typed, Typed), (text, typed.message)
    return [[x.value for x in row] for row in typed.rows]


SAME = [
    ("2 (3-1)", 2), ("2 (1+1)", 2), ("-2 (4-6)", -2), ("-2 (1*4 - 2*3)", -2), ("5 (1+4)", 5), ("4096 (8*512)", 4096),
    ("4096 (64*64)", 4096), ("755 (500+250+5)", 755), ("0.8 (0.5+0.3)", 0.8), ("80% (0.5+0.3)", 0.8), ("4096 (8*(256+256))", 4096),
    ("12 (3*4)", 12), ("2 (|-2|)", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), SAME)
def test_a_working_in_brackets_is_the_value_said_again(text: str, value: float) -> None:
    assert values(Form.NUMBER, text) == [[pytest.approx(value)]]


def test_so_it_is_in_a_list() -> None:
    assert values(Form.LIST, "3 (2+1), 1 (2-1)") == [[3, 1]]
    assert values(Form.LIST, "0.75 (3/(3+1)), 0.25 (1/(3+1))") == [[0.75, 0.25]]


def test_a_factor_in_brackets_stays_one() -> None:
    assert values(Form.NUMBER, "2 (3+1)") == [[8]]
    assert values(Form.NUMBER, "2(1+1)") == [[4]]
    assert values(Form.NUMBER, "2 (1+√5)") == [[pytest.approx(6.472135955)]]


COLUMNS = ["| 1 |\n| -1 |", "|1|\n|-1|", "|  1|\n| -1|", "| 1|\n|-1|"]


@pytest.mark.parametrize("text", COLUMNS)
def test_a_column_between_bars_keeps_its_signs(text: str) -> None:
    assert values(Form.VECTOR, text) == values(Form.LIST, text) == [[1, -1]]
    assert values(Form.MATRIX, text) == [[1], [-1]]


def test_bars_on_one_line_are_absolute_values() -> None:
    assert values(Form.VECTOR, "|1|, |-1|") == [[1, 1]]
    assert values(Form.LIST, "|-3|") == [[3]]
