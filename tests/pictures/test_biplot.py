"""The arrows of show pca: one for each column, along its weights, ending inside the plot, and no letter over another."""

from __future__ import annotations

import numpy as np
import pytest

from decompdrill.pictures import biplot
from decompdrill.pictures.components import principal_components, scaled_samples
from decompdrill.pictures.pca import pca
from decompdrill.pictures.scene import Curve, Ink, PageFormat, TextMark, row_text
from decompdrill.pictures.shipped import SHIPPED, shipped_table


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("page", [PageFormat(), PageFormat(120, height=40), PageFormat(40), PageFormat(200, height=60)])
def test_each_column_has_an_arrow_along_its_weights_and_a_letter(name: str, page: PageFormat) -> None:
    table = shipped_table(name)
    found = principal_components(scaled_samples(table, True))
    picture = pca(table, page)
    panel = picture.panels[0]
    lines = [m for m in panel.marks if isinstance(m, Curve) and m.ink is Ink.HEAD]
    letters = [m for m in panel.marks if isinstance(m, TextMark) and m.ink is Ink.HEAD]
    assert len(lines) == len(letters) == len(table.columns)
    for at, line in enumerate(lines):
        start, end = line.points
        weights = found.components[:2, at]
        assert start == (0.0, 0.0)
        assert np.dot(end, weights) == pytest.approx(np.linalg.norm(end) * np.linalg.norm(weights))
        assert all(low < x < high for x, low, high in zip(end, panel.low, panel.high, strict=True))
    lengths = [
        np.linalg.norm(line.points[1]) / np.linalg.norm(found.components[:2, at]) for at, line in enumerate(lines)
    ]
    assert lengths == pytest.approx([lengths[0]] * len(lengths))
    assert len({letter.at for letter in letters}) == len(letters)
    text = "\n".join(row_text(row) for row in picture.rows)
    assert all(f"{chr(ord('a') + at)} {column}" in text for at, column in enumerate(table.columns))


def test_of_many_columns_the_longest_have_an_arrow() -> None:
    rng = np.random.default_rng(3)
    found = principal_components(rng.normal(size=(40, 20)))
    shown = [at for at, _ in biplot.arrows(found)]
    lengths = np.linalg.norm(found.components[:2], axis=0)
    assert len(shown) == biplot.MOST_ARROWS
    assert lengths[shown].min() >= np.delete(lengths, shown).max()
    assert shown == sorted(shown)
