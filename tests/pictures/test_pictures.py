"""The pictures: golden files at two widths in Unicode and ASCII, their numbers by NumPy and scikit-learn, refusals."""

from __future__ import annotations

import base64
import hashlib
import io
import math
import re
import struct
import sys
import textwrap
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from decompdrill.commands import show
from decompdrill.errors import DrillError, ExitCode, GivenError, UsageError
from decompdrill.frontends.display import Display, Line, Role, writer
from decompdrill.frontends.terminal import painter
from decompdrill.pictures.canvas import draw_panel, ellipse
from decompdrill.pictures.circle import circle, plane_svd
from decompdrill.pictures.cloud import cloud, drawn_table
from decompdrill.pictures.components import principal_components, scaled_samples
from decompdrill.pictures.greys import read_pgm, resized
from decompdrill.pictures.lora import lora
from decompdrill.pictures.lowrank import lowrank, truncated_svds
from decompdrill.pictures.pca import pca
from decompdrill.pictures.scene import Bar, GreyPair, Ink, PageFormat, Panel, Picture, format_number, row_text
from decompdrill.pictures.scree import scree
from decompdrill.pictures.shipped import SHIPPED, data_dir, photograph, shipped_table
from decompdrill.pictures.svg import svg
from decompdrill.pictures.tables import Table, read_table
from tests.chance import examples
from tests.golden import assert_golden

GOLDEN = Path(__file__).parents[1] / "golden" / "pictures"
PAGES = {
    "80": PageFormat(80),
    "40": PageFormat(40),
    "80-ascii": PageFormat(80, ascii=True),
    "40-ascii": PageFormat(40, ascii=True),
}


def matrix(*rows: tuple[float, float]) -> NDArray[np.float64]:
    return np.array(rows, dtype=np.float64)


def grey() -> NDArray[np.float64]:
    return read_pgm("photograph", photograph())


PICTURES: Mapping[str, Callable[[PageFormat], Picture]] = {
    "circle": lambda page: circle(matrix((2, 1), (0, 3)), page),
    "circle-symmetric": lambda page: circle(matrix((2, 1), (1, 2)), page),
    "circle-rotation": lambda page: circle(matrix((0, -1), (1, 0)), page),
    "circle-reflection": lambda page: circle(matrix((1, 2), (1, -1)), page),
    "circle-singular": lambda page: circle(matrix((1, 2), (2, 4)), page),
    "circle-zero": lambda page: circle(matrix((0, 0), (0, 0)), page),
    "circle-defective": lambda page: circle(matrix((1, 1), (0, 1)), page),
    "circle-far": lambda page: circle(matrix((40, 1), (0, 0.1)), page),
    "pca-iris": lambda page: pca(shipped_table("iris"), page),
    "pca-penguins": lambda page: pca(shipped_table("penguins"), page),
    "pca-states": lambda page: pca(shipped_table("states"), page),
    "scree-iris": lambda page: scree(shipped_table("iris"), page),
    "scree-states": lambda page: scree(shipped_table("states"), page, threshold=0.8),
    "lowrank": lambda page: lowrank(grey(), page),
    "lora": lambda page: lora(4096, 16, page),
    "lora-half": lambda page: lora(10, 5, page),
    "cloud-seed": lambda page: cloud(drawn_table(7), page),
    "cloud-iris": lambda page: cloud(shipped_table("iris"), page),
    "cloud-penguins": lambda page: cloud(
        shipped_table("penguins", columns=("bill length", "body mass")), page, standardise=True
    ),
}


def written(markdown: Iterable[str]) -> list[str]:
    """Return sentences of a picture in Unicode."""
    return [PageFormat(80).write(text) for text in markdown]


def as_shown(picture: Picture, page: PageFormat) -> str:
    rows = [page.write(picture.title), *(row_text(row).rstrip() for row in picture.rows)]
    rows += [row for text in picture.caption for row in textwrap.wrap(page.write(text), page.width)]
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_looks_as_it_always_did(name: str, page: str) -> None:
    shown = as_shown(PICTURES[name](PAGES[page]), PAGES[page])
    assert_golden(shown, GOLDEN / f"{name}-{page}.txt")


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_told_as_it_always_was(name: str) -> None:
    assert_golden("\n".join(written(PICTURES[name](PageFormat()).spoken)) + "\n", GOLDEN / f"{name}.spoken.txt")


@pytest.mark.parametrize("page", [p for p in PAGES if "ascii" in p])
@pytest.mark.parametrize("name", PICTURES)
def test_ascii_is_ascii(name: str, page: str) -> None:
    assert as_shown(PICTURES[name](PAGES[page]), PAGES[page]).isascii()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("name", PICTURES)
def test_no_row_is_wider_than_the_page(name: str, width: int) -> None:
    rows = PICTURES[name](PageFormat(width)).rows
    assert max(len(row_text(row).rstrip()) for row in rows) <= width


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_80_columns_fits_a_screen_of_24_rows(name: str) -> None:
    page = PageFormat(80, colour=True)
    assert as_shown(PICTURES[name](page), page).count("\n") <= 24


# ---- V1: circle ----------------------------------------------------------------------------------------------------

ENTRIES = st.floats(-100, 100, allow_nan=False).map(lambda x: round(x, 3))
MATRICES = st.tuples(ENTRIES, ENTRIES, ENTRIES, ENTRIES).map(lambda e: matrix((e[0], e[1]), (e[2], e[3])))


@given(MATRICES)
@settings(max_examples=examples(150), deadline=None)
def test_the_turns_multiply_to_the_matrix(A: NDArray[np.float64]) -> None:
    found = plane_svd(A)
    scale = max(1e-300, float(np.abs(A).max()))
    U, V = np.array(found.u).T, np.array(found.v).T
    assert np.abs(U @ np.diag([found.larger, found.smaller]) @ V.T - A).max() <= 1e-9 * scale
    assert np.abs(np.array([found.larger, found.smaller]) - np.linalg.svd(A, compute_uv=False)).max() <= 1e-9 * scale
    assert abs(np.linalg.det(V) - 1) < 1e-9
    assert found.v[0][0] > 0 or found.v[0] == (0.0, 1.0)


@given(MATRICES)
@settings(max_examples=examples(150), deadline=None)
def test_the_extents_of_the_ellipse_are_the_singular_values(A: NDArray[np.float64]) -> None:
    picture = circle(A, PageFormat(80))
    radii = [math.hypot(*point) for point in picture.panels[3].marks[0].points]  # type: ignore[union-attr]
    larger, smaller = np.linalg.svd(A, compute_uv=False)
    assert abs(max(radii) - larger) <= 1e-9 * max(1.0, larger)
    assert abs(min(radii) - smaller) <= 1e-9 * max(1.0, larger)


@given(MATRICES)
@settings(max_examples=examples(150), deadline=None)
def test_what_is_marked_as_an_eigenvector_keeps_its_line(A: NDArray[np.float64]) -> None:
    scale = max(1.0, float(np.abs(A).max()))
    for value, vector in plane_svd(A).eigenvectors:
        v = np.array(vector)
        # A double root moves by the square root of a rounding.
        assert np.abs(A @ v - value * v).max() <= 1e-5 * scale
        assert abs(np.linalg.norm(v) - 1) < 1e-9


@pytest.mark.parametrize(
    ("A", "said"),
    [
        (matrix((2, 1), (0, 3)), "e: the eigenvectors, which A keeps on their lines; λ = 3 and 2."),
        (matrix((0, -1), (1, 0)), "No real eigenvectors: A turns every direction."),
        (matrix((3, 0), (0, 3)), "Every direction is an eigenvector: A multiplies all by one number."),
        (matrix((1, 1), (0, 1)), "e: the only eigenvectors are on this line, λ = 1 (a double root: A is defective)."),
        (matrix((1, 2), (1, -1)), "det A < 0: the direction around the curve is reversed."),
        (matrix((1, 2), (2, 4)), "σ₂ = 0: the circle is pressed flat onto a segment, rank 1."),
        (matrix((0, 0), (0, 0)), "A is the zero matrix: the circle falls onto one point, rank 0."),
        (
            matrix((0, 1), (1, 0)),
            "σ₁ = σ₂: the circle stays a circle, and any two orthogonal directions are singular ones.",
        ),
        (matrix((2, 1), (1, 2)), "A is symmetric: the directions of its eigenvectors are its singular directions."),
        (matrix((40, 1), (0, 0.1)), "The last two panels are drawn 40 times smaller."),
        (matrix((0.01, 0), (0, 0.02)), "The last two panels are drawn 50 times larger."),
    ],
)
def test_what_is_particular_about_a_matrix_is_said(A: NDArray[np.float64], said: str) -> None:
    assert said in written(circle(A, PageFormat(80)).caption)


@pytest.mark.parametrize(
    ("A", "unsaid"),
    [
        (matrix((2, 1), (0, 3)), r"det A < 0|rank|σ₁ = σ₂:|symmetric|drawn|defective|No real"),
        (matrix((0, 0), (0, 0)), r"det A < 0|σ₁ = σ₂:|symmetric|drawn|defective|σ₂ = 0:"),
        (matrix((1, 2), (2, 4)), r"det A < 0|zero matrix|σ₁ = σ₂:"),
        (matrix((3, 0), (0, 3)), r"symmetric|det A < 0"),
    ],
)
def test_what_does_not_hold_is_not_said(A: NDArray[np.float64], unsaid: str) -> None:
    assert re.search(unsaid, " ".join(written(circle(A, PageFormat(80)).caption))) is None


@pytest.mark.parametrize(
    ("A", "smaller", "eigenvalues"),
    [
        (matrix((1e99, 1), (1, 1)), 1.0, [1e99, 1.0]),
        (matrix((1e13, 0), (0, 1)), 1.0, [1e13, 1.0]),
        (matrix((0.1, 0.2), (0.2, 0.4)), 0.0, [0.5, 0.0]),
        (matrix((1 / 3, 2 / 3), (1, 2)), 0.0, [7 / 3, 0.0]),
        (matrix((1, 1), (0, 1.000001)), 0.618, [1.000001, 1.0]),
        (matrix((3, 1), (-1, 1)), 1.236, [2.0]),
        (matrix((0, 1), (0, 0)), 0.0, [0.0]),
        (matrix((-3, 0), (0, -2)), 2.0, [-2.0, -3.0]),
        (matrix((1, 2), (-2, 1)), 2.236, []),
        (matrix((1, 1e-300), (1e-300, 1)), 1.0, []),
    ],
)
def test_small_is_not_zero(A: NDArray[np.float64], smaller: float, eigenvalues: list[float]) -> None:
    found = plane_svd(A)
    assert found.smaller == pytest.approx(smaller, rel=1e-3, abs=0)
    assert [value for value, _ in found.eigenvectors] == pytest.approx(eigenvalues, rel=1e-9, abs=0)


@pytest.mark.parametrize("size", [1e-100, 1e-3, 1e5, 1e99])
def test_a_matrix_of_any_size_is_drawn_like_its_shape(size: float) -> None:
    assert circle(matrix((2, 1), (0, 3)) * size, PageFormat(80)).rows[-4:-1] != ()
    found = plane_svd(matrix((2, 1), (0, 3)) * size)
    assert abs(found.larger / size - 3.2566) < 1e-3


@pytest.mark.parametrize("nudge", [1 + 3e-16, 1 - 3e-16, 1 + 2e-14])
@pytest.mark.parametrize("name", ["circle", "circle-reflection", "circle-singular", "circle-defective"])
def test_the_last_digit_of_a_double_moves_no_dot(name: str, nudge: float) -> None:
    A = {
        "circle": matrix((2, 1), (0, 3)),
        "circle-reflection": matrix((1, 2), (1, -1)),
        "circle-singular": matrix((1, 2), (2, 4)),
        "circle-defective": matrix((1, 1), (0, 1)),
    }[name]
    assert circle(A * nudge, PageFormat(80)).rows == PICTURES[name](PageFormat(80)).rows


def test_an_ellipse_is_as_high_as_wide_where_it_is_a_circle() -> None:
    rows = [row_text(row) for row in circle(matrix((0, -1), (1, 0)), PageFormat(80)).rows[1:]]
    first = [row[:18] for row in rows]
    height = sum(1 for row in first if row.strip())
    width = max(len(row.rstrip()) for row in first) - min(len(row) - len(row.lstrip()) for row in first if row.strip())
    assert abs(width - 2 * height) <= 2


def test_the_points_of_an_ellipse_close_it() -> None:
    points = ellipse((2.0, 0.0), (0.0, 1.0), (5.0, 5.0))
    assert points[0] == (7.0, 5.0)
    assert math.dist(points[0], points[-1]) < 1e-12


# ---- V2, V3, V5: tables --------------------------------------------------------------------------------------------


def test_standardised_iris_keeps_what_every_textbook_says() -> None:
    found = principal_components(scaled_samples(shipped_table("iris"), standardise=True))
    assert [f"{found.cumulative(k):.4f}" for k in (1, 2, 3, 4)] == ["0.7296", "0.9581", "0.9948", "1.0000"]


@pytest.mark.parametrize("standardise", [True, False])
@pytest.mark.parametrize("name", SHIPPED)
def test_components_are_those_of_scikit_learn(name: str, standardise: bool) -> None:
    decomposition = pytest.importorskip("sklearn.decomposition")
    X = scaled_samples(shipped_table(name), standardise)
    found, theirs = principal_components(X), decomposition.PCA().fit(X)
    assert np.abs(np.array(found.ratios) - theirs.explained_variance_ratio_).max() < 1e-12
    assert np.abs(np.array(found.variances) / theirs.explained_variance_ - 1).max() < 1e-9
    assert np.abs(np.abs(np.sum(found.components * theirs.components_, axis=1)) - 1).max() < 1e-9


@pytest.mark.parametrize("name", SHIPPED)
def test_the_largest_entry_of_a_component_is_positive(name: str) -> None:
    found = principal_components(scaled_samples(shipped_table(name), standardise=True))
    assert all(row[np.argmax(np.abs(row))] > 0 for row in found.components)
    X = scaled_samples(shipped_table(name), standardise=True)
    assert np.abs(found.scores - X @ found.components.T).max() < 1e-9


@pytest.mark.parametrize(
    ("threshold", "k"), [(0.5, 1), (0.72, 1), (0.73, 2), (0.95, 2), (0.96, 3), (0.99, 3), (0.995, 4), (1.0, 4)]
)
def test_the_first_k_that_reaches_the_threshold_is_chosen(threshold: float, k: int) -> None:
    assert principal_components(scaled_samples(shipped_table("iris"), standardise=True)).needed(threshold) == k
    caption = written(scree(shipped_table("iris"), PageFormat(80), threshold=threshold).caption)
    assert caption[0].startswith(f"k = {k} is the first that reaches {format_number(threshold)}: ")


@pytest.mark.parametrize(("text", "share"), [("0.95", 0.95), ("95%", 0.95), (" 100% ", 1.0)])
def test_a_share_is_a_fraction_or_a_percentage(text: str, share: float) -> None:
    assert show.share_from(text) == share


@pytest.mark.parametrize("text", ["2", "0", "-5%", "nan", "abc", ""])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        show.share_from(text)
    assert str(caught.value) == (
        f"--threshold takes a share above 0 and at most 1, such as 0.95 or 95%, and not {text!r}"
    )


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.01, 95.0, math.nan, math.inf])
def test_a_threshold_that_is_no_share_is_refused(threshold: float) -> None:
    with pytest.raises(UsageError) as caught:
        scree(shipped_table("iris"), PageFormat(80), threshold=threshold)
    assert str(caught.value) == f"--threshold takes a share over 0 and up to 1, such as 0.95, and not {threshold}"


def test_many_components_are_listed_as_far_as_the_one_chosen() -> None:
    stream = np.sin(np.arange(60 * 30, dtype=np.float64) ** 2).reshape(60, 30)
    picture = scree(Table("waves", tuple(f"c{i}" for i in range(30)), stream), PageFormat(80), threshold=0.5)
    text = [row_text(row) for row in picture.rows]
    assert text[-2].strip().startswith("and ")
    assert any("▶" in row for row in text)


@pytest.mark.parametrize("seed", [0, 1, 7, 10**17])
def test_the_covariance_ellipse_is_that_of_numpy(seed: int) -> None:
    table = drawn_table(seed)
    outline = np.array(cloud(table, PageFormat(80)).panels[0].marks[1].points)  # type: ignore[union-attr]
    inverse = np.linalg.inv(np.cov(table.values.T))
    away = outline - table.values.mean(axis=0)
    assert np.abs(np.einsum("ij,jk,ik->i", away, inverse, away) - 4).max() < 1e-6


def test_a_seed_gives_the_same_cloud_for_ever() -> None:
    assert drawn_table(7).values[:2].tolist() == [[-4.2, -3.22], [-3.19, -1.13]]
    assert not np.array_equal(drawn_table(7).values, drawn_table(8).values)


def test_columns_of_unequal_spread_are_worth_a_remark() -> None:
    table = shipped_table("penguins", columns=("bill length", "body mass"))
    remark = "One column has 21600 times the variance of the other, and is nearly all one sees: "
    assert written(cloud(table, PageFormat(80)).caption)[1] == remark + "--standardize gives both the same."
    assert cloud(table, PageFormat(80), standardise=True).caption[1:] == (
        "The columns are centered and divided by their standard deviations.",
    )


SMALL = "a,b,kind\n1,2,x\n3,5,x\n4,4,y\n"


def test_a_table_is_read_with_its_labels() -> None:
    table = read_table("t.csv", SMALL, "kind")
    assert (table.columns, table.values.tolist(), table.labels, table.classes) == (
        ("a", "b"),
        [[1, 2], [3, 5], [4, 4]],
        ("x", "x", "y"),
        ("x", "y"),
    )


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a;b\n1;2\n3;4\n", [[1, 2], [3, 4]]),
        ("a\tb\n1\t2\n\n3\t4\n", [[1, 2], [3, 4]]),
        ('"a","b, c"\n−1.5,2e3\n.5,"4"\n', [[-1.5, 2000], [0.5, 4]]),
    ],
)
def test_any_separator_is_read(text: str, values: list[list[float]]) -> None:
    assert read_table("t.csv", text).values.tolist() == values


REFUSED_TABLES = (
    ("a,b\n1,2\n", None, "t.csv: a row of names and two rows of numbers at least are expected; 2 rows came"),
    ("1,2\n3,4\n5,6\n", None, "t.csv:1: a row of column names is expected first; numbers came"),
    ("a,\n1,2\n3,4\n", None, "t.csv:1: column 2 has no name"),
    ("a,a\n1,2\n3,4\n", None, "t.csv:1: two columns are called 'a'"),
    ("a,b\n1,2\n3\n", None, "t.csv:3: 2 cells are expected; 1 came"),
    ("a,b\n1,\n3,4\n", None, "t.csv:2: column 'b': the value is missing; leave the row out, or fill it in"),
    ("a,b\n1,2\n\nNA,4\n", None, "t.csv:4: column 'a': the value is missing; leave the row out, or fill it in"),
    (SMALL, None, "t.csv:2: column 'kind': a number is expected; 'x' came (a column of names goes with --label)"),
    ("a,b\n1,2\n3,1e400\n", None, "t.csv:3: column 'b': a number of at most 1e+100 in size is expected; '1e400' came"),
    ("a,b\n1,2\n3,0x10\n", None, "t.csv:3: column 'b': a number is expected; '0x10' came (a column of names goes with --label)"),
    ("a;b\n1,5;2\n3;4\n", None, "t.csv:2: column 'a': a number is expected; '1,5' came (a column of names goes with --label)"),
    ("a,b,k\n1,2,x\n3,4,\n", "k", "t.csv:3: column 'k': the label is missing"),
    ("a,b\n1,2\n3," + "4" * 200_000, None, "t.csv:3: cells apart by ',' are expected; field larger than field limit (131072)"),
    (SMALL, "kinds", "t.csv has no column 'kinds'; did you mean 'kind'?"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "label", "message"), REFUSED_TABLES)
def test_a_table_with_a_hole_is_refused_at_its_place(text: str, label: str | None, message: str) -> None:
    with pytest.raises(DrillError) as caught:
        read_table("t.csv", text, label)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n1\n2\n3\n", "t.csv: two columns of numbers at least are expected; 1 came"),
        ("a,b\n1,2\n1,2\n1,2\n", "t.csv: no column varies, so there is no variance to show"),
        ("a,b\n1,2\n1,3\n1,4\n", "t.csv: column 'a' does not vary, so it cannot be standardized"),
    ],
)
def test_a_table_without_variance_has_no_components(text: str, message: str) -> None:
    with pytest.raises(GivenError) as caught:
        pca(read_table("t.csv", text), PageFormat(80))
    assert str(caught.value) == message


def test_a_control_character_of_a_file_reaches_no_screen() -> None:
    table = read_table("t.csv", "a\x1b[2J,b,k\n1,2,\x07\n3,5,y\n4,4,y\n", "k")
    assert (table.columns, table.classes) == (("a?[2J", "b"), ("?", "y"))


def test_a_constant_column_is_no_fault_where_nothing_is_divided() -> None:
    table = read_table("t.csv", "a,b\n1,2\n1,3\n1,4\n")
    assert principal_components(scaled_samples(table, standardise=False)).ratios[0] == 1.0
    assert pca(table, PageFormat(80), standardise=False).rows
    assert cloud(table, PageFormat(80)).caption[-1] == "One column does not vary."


def test_more_classes_than_signs_are_refused() -> None:
    text = "a,b,k\n" + "".join(f"{i},{i * i},k{i}\n" for i in range(7))
    with pytest.raises(GivenError) as caught:
        pca(read_table("t.csv", text, "k"), PageFormat(80))
    assert str(caught.value) == "t.csv: 6 classes at most can be told apart; 7 labels came"


# ---- data sets -----------------------------------------------------------------------------------------------------


def test_every_data_set_has_its_source_its_licence_and_its_checksum() -> None:
    sources = (data_dir() / "SOURCES.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \|[^|]+\|[^|]+\| ([^|]+) \| `([0-9a-f]{64})` \|$", sources, re.MULTILINE)
    files = {path.name for path in data_dir().iterdir()} - {"SOURCES.md"}
    assert {name for name, _, _ in rows} == files
    for name, licence, checksum in rows:
        assert hashlib.sha256((data_dir() / name).read_bytes()).hexdigest() == checksum, name
        assert re.search(r"CC0|public domain", licence), name


@pytest.mark.parametrize(
    ("name", "shape", "counts"),
    [
        ("iris", (150, 4), {"setosa": 50, "versicolor": 50, "virginica": 50}),
        ("penguins", (342, 4), {"Adelie": 151, "Gentoo": 123, "Chinstrap": 68}),
        ("states", (50, 8), {"South": 16, "West": 13, "Northeast": 9, "North Central": 12}),
    ],
)
def test_a_data_set_holds_what_its_source_says(name: str, shape: tuple[int, int], counts: dict[str, int]) -> None:
    table = shipped_table(name)
    assert table.values.shape == shape
    assert {label: table.labels.count(label) for label in table.classes} == counts


# ---- V4: low rank --------------------------------------------------------------------------------------------------


def test_the_photograph_at_each_rank_is_the_best_of_its_rank() -> None:
    image = grey()
    assert image.shape == (80, 160)
    for each in truncated_svds(image, (1, 5, 20, 80)):
        assert each.stored == each.k * (80 + 160 + 1)
        assert abs(each.error - np.linalg.norm(image - each.image) / np.linalg.norm(image)) < 1e-12
        assert np.linalg.matrix_rank(each.image) == each.k


@pytest.mark.parametrize("k", [0, 81, -1])
def test_a_rank_that_the_image_cannot_have_is_refused(k: int) -> None:
    with pytest.raises(UsageError) as caught:
        truncated_svds(grey(), (1, k))
    assert str(caught.value) == f"--rank takes a number from 1 to 80 for an image of 160×80, and not {k}"


def test_a_rank_that_saves_nothing_is_said_to() -> None:
    assert lowrank(grey(), PageFormat(80), ranks=(53,)).caption[1:] == ()
    assert written(lowrank(grey(), PageFormat(80), ranks=(54,)).caption)[1] == (
        "At rank 54 nothing is saved: from k = 54 on, A itself takes no more."
    )


def test_reducing_keeps_the_mean() -> None:
    image = grey()
    for size in ((36, 18), (7, 3), (200, 100)):
        assert abs(resized(image, *size).mean() - image.mean()) < 1e-9


def test_the_ground_turns_the_ink_of_a_picture_without_greys() -> None:
    dark, light = (lowrank(grey(), PageFormat(80, ascii=True, light=light)).rows for light in (False, True))
    assert row_text(dark[1])[30:36] == "@@@@@@"
    assert row_text(light[1])[30:36] == "      "
    halves = [lowrank(grey(), PageFormat(80, colour=True, light=light)).rows for light in (False, True)]
    assert halves[0] == halves[1]


@pytest.mark.parametrize(
    ("content", "pixels"),
    [
        (b"P5 2 1 255\n\x00\xff", [[0, 255]]),
        (b"P5\n# a remark\n1 2\n1\n\x01\x00", [[255], [0]]),
        (b"P5 1 1 65535\n\xff\xff", [[255]]),
        (b"P2\n2 2\n3\n0 1\n2 3 # end\n", [[0, 85], [170, 255]]),
    ],
)
def test_a_pgm_is_read(content: bytes, pixels: list[list[float]]) -> None:
    assert np.abs(read_pgm("x.pgm", content) - np.array(pixels)).max() < 1e-9


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "x.pgm: a PGM is expected (P5 or P2, width, height, largest gray); something else came"),
        (
            b"P6 1 1 255\n\x00\x00\x00",
            "x.pgm: a PGM is expected (P5 or P2, width, height, largest gray); something else came",
        ),
        (b"P5 0 1 255\n", "x.pgm: a PGM of 0×1 pixels with grays up to 255 is none"),
        (b"P5 2 2 255\n\x00", "x.pgm: 4 pixels are expected; 1 came"),
        (b"P2 1 1 9\n12", "x.pgm: grays up to 9 are expected; 12 came"),
        (
            b"P5" + b" " * 100_000,
            "x.pgm: a PGM is expected (P5 or P2, width, height, largest gray); something else came",
        ),
        (b"P2 1 1 9\nx", "x.pgm: a P2 image holds whole numbers; something else came"),
        (b"P5 99999 99999 255\n", "x.pgm: 1000000 pixels at most are decomposed; 99999×99999 came"),
    ],
)
def test_what_is_no_pgm_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(GivenError) as caught:
        read_pgm("x.pgm", content)
    assert str(caught.value) == message


# ---- colours and SVG -----------------------------------------------------------------------------------------------


def test_colours_are_written_only_where_they_are_wanted() -> None:
    row = Line(((Role.FIRST, "ab"), (Role.PLAIN, "c"), (GreyPair(0, 255), "▀")))
    plain, colours = io.StringIO(), io.StringIO()
    writer(plain)([row])
    painter(colours, Display(colour=True))([row])
    assert plain.getvalue() == "abc▀\n"
    assert colours.getvalue() == "\x1b[35mab\x1b[0mc\x1b[38;5;16;48;5;231m▀\x1b[0m\n"


@pytest.mark.parametrize("name", PICTURES)
def test_an_svg_is_well_formed_and_stands_alone(name: str) -> None:
    picture = PICTURES[name](PageFormat())
    text = svg(picture)
    root = ET.fromstring(text)
    names = {"s": "http://www.w3.org/2000/svg"}
    assert root.findtext("s:title", namespaces=names) == PageFormat().write(picture.title)
    assert root.findtext("s:desc", namespaces=names) == " ".join(written(picture.spoken))
    assert text.count("http") == 1
    assert set(re.findall(r'href="([^,"]*)', text)) <= {"data:image/png;base64"}
    assert "<script" not in text


def test_words_of_a_table_cannot_break_an_svg() -> None:
    table = read_table("<&>.csv", 'a<b,"c""&",k\n1,2,<x>\n2,1,&amp;\n3,3,<x>\n', "k")
    assert ET.fromstring(svg(pca(table, PageFormat()))) is not None
    assert ET.fromstring(svg(cloud(table, PageFormat()))) is not None


def test_the_photograph_in_an_svg_is_the_photograph() -> None:
    encoded = re.findall(r"base64,([\w+/=]+)", svg(lowrank(grey(), PageFormat())))
    png = base64.b64decode(encoded[-1])
    assert struct.unpack(">II", png[16:24]) == (160, 80)
    length = struct.unpack(">I", png[33:37])[0]
    rows = np.frombuffer(zlib.decompress(png[41 : 41 + length]), np.uint8).reshape(80, 161)
    assert np.array_equal(rows[:, 1:], grey())


# ---- the command ---------------------------------------------------------------------------------------------------

QUIET = show.PictureOptions()


def test_each_picture_is_shown_by_its_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert show.show_circle(["A=2 1; 0 3"], QUIET) == ExitCode.DONE
    assert show.show_circle([], QUIET) == ExitCode.DONE
    once, again = capsys.readouterr().out.split("The unit circle under A = [2 1; 0 3]\n")[1:]
    assert once == again
    show.show_pca("iris", None, [], True, QUIET)
    show.show_scree("states", None, [], True, 0.95, QUIET)
    show.show_lowrank(None, [1, 5], QUIET)
    show.show_cloud(None, None, [], False, 7, QUIET)
    out = capsys.readouterr().out
    titles = ("Two principal components of iris", "Scree of states", "Lower ranks of the photograph")
    assert all(f"{title}\n" in out for title in titles)
    assert "Covariance ellipse of points drawn from seed 7\n" in out
    assert "\x1b" not in out


def test_plain_is_sentences_alone(capsys: pytest.CaptureFixture[str]) -> None:
    show.show_circle(["A=-1 0; 0 2"], show.PictureOptions(plain=True))
    out = " ".join(capsys.readouterr().out.split())
    assert "takes the unit circle to an ellipse with semi-axes 2 and 1, the singular values." in out
    assert "An eigenvector for lambda equals minus 1 is (1, 0)." in out
    assert re.search(r"[⠀-⣿−λσ]", out) is None


def test_force_color_paints(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    show.show_lowrank(None, [1], QUIET)
    assert "\x1b[38;5;" in capsys.readouterr().out


def test_a_file_of_ones_own_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "own.csv"
    table.write_text(SMALL, encoding="utf-8")
    show.show_pca(f"@{table}", "kind", [], False, QUIET)
    show.show_cloud(f"@{table}", None, ["a", "b"], False, None, QUIET)
    assert "x (2)" in capsys.readouterr().out
    image = tmp_path / "own.pgm"
    image.write_bytes(b"P5 3 2 255\n\x00\x80\xff\xff\x80\x00")
    show.show_lowrank(image, [1], QUIET)
    assert "Lower ranks of own.pgm" in capsys.readouterr().out


def test_a_picture_has_the_roles_of_other_screens() -> None:
    lines = show.lines_of(circle(matrix((2, 1), (0, 3)), show.page_of(Display())), Display())
    inks = {Role.FIRST, Role.SECOND, Role.THIRD}
    assert {role for row in lines for role, _ in row.pieces} == {Role.PLAIN, Role.HEAD, Role.DIM, *inks}
    assert all(row.text == row.text.rstrip() for row in lines)
    assert lines[0].text.split() == ["unit", "circle", "Vᵀ", "turns", "Σ", "stretches", "U", "turns", "=", "A"]


def test_an_svg_is_written_beside_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "x.svg"
    show.show_circle([], show.PictureOptions(svg=target))
    assert "".join(capsys.readouterr().out.split()).endswith(f"Writtento{target}")
    assert ET.fromstring(target.read_text(encoding="utf-8")) is not None


REFUSED_CALLS: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "shape": (lambda _: show.show_circle(["A=1 2 3; 4 5 6"], QUIET), "A must be 2×2 to be drawn; 2×3 came"),
    "complex": (lambda _: show.show_circle(["A=1 i; 0 1"], QUIET), "A must be real"),
    "name": (
        lambda _: show.show_pca("irs", None, [], True, QUIET),
        "no data set is called 'irs'; did you mean 'iris'?; there are iris, penguins, states, and your own as @file.csv",
    ),
    "column": (lambda _: show.show_pca("iris", None, ["petal"], True, QUIET), "iris has no column 'petal'"),
    "missing file": (
        lambda home: show.show_pca(f"@{home}/no.csv", None, [], True, QUIET),
        "{home}/no.csv: No such file or directory",
    ),
    "folder": (lambda home: show.show_pca(f"@{home}", None, [], True, QUIET), "{home}: Is a directory"),
    "image": (lambda home: show.show_lowrank(home / "no.png", [], QUIET), "{home}/no.png: No such file or directory"),
    "svg": (
        lambda home: show.show_circle([], show.PictureOptions(svg=home / "no" / "x.svg")),
        "{home}/no/x.svg: cannot be written: No such file or directory",
    ),
    "neither": (
        lambda _: show.show_cloud(None, None, [], False, None, QUIET),
        "show cloud takes one of --data and --seed",
    ),
    "both": (lambda _: show.show_cloud("iris", None, [], False, 1, QUIET), "show cloud takes one of --data and --seed"),
    "three": (
        lambda _: show.show_cloud("iris", None, ["a", "b", "c"], False, None, QUIET),
        "show cloud takes two columns; 3 came",
    ),
    "no label": (
        lambda _: show.show_cloud(None, "x", [], False, 1, QUIET),
        "--label and --column go with --data",
    ),
}


@pytest.mark.parametrize("name", REFUSED_CALLS)
def test_what_cannot_be_drawn_is_one_clear_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call, message = REFUSED_CALLS[name]
    with pytest.raises(DrillError) as caught:
        call(tmp_path)
    assert str(caught.value).startswith(message.format(home=tmp_path))
    assert "\n" not in str(caught.value)
    assert capsys.readouterr().out == ""


def test_without_pillow_only_pgm_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = tmp_path / "x.png"
    image.write_bytes(b"\x89PNG\r\n\x1a\n")
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(GivenError) as caught:
        show.grey_image(image)
    assert str(caught.value) == (
        f"{image}: without Pillow only PGM is read; it comes with: pip install 'decompdrill[image]'"
    )


def test_with_pillow_other_images_are_read(tmp_path: Path) -> None:
    pillow: ModuleType = pytest.importorskip("PIL.Image")
    pillow.fromarray(np.full((700, 1400), 200, dtype=np.uint8)).save(tmp_path / "x.png")
    assert show.grey_image(tmp_path / "x.png").shape == (256, 512)
    (tmp_path / "bad.png").write_bytes(b"no image")
    with pytest.raises(GivenError) as caught:
        show.grey_image(tmp_path / "bad.png")
    assert str(caught.value).endswith("bad.png: an image that Pillow can read is expected; something else came")


# ---- faults that few files have ------------------------------------------------------------------------------------


class Opened:
    """What Pillow makes of a file: an image that it can turn, convert and reduce."""

    def __init__(self, columns: int, rows: int) -> None:
        self.size = (columns, rows)
        self.done: list[object] = []

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.done.append("closed")

    def convert(self, mode: str) -> Opened:
        self.done.append(mode)
        return self

    def thumbnail(self, largest: tuple[int, int]) -> None:
        self.done.append(largest)

    def __array__(self, dtype: object = None, copy: object = None) -> NDArray[np.float64]:
        return np.full(self.size[::-1], 200.0)


@pytest.mark.parametrize("fault", [None, OSError("no image"), ValueError("odd"), SyntaxError("broken"), "bomb"])
def test_what_pillow_reads_is_turned_grey_and_small_and_what_it_refuses_is_said(
    fault: Exception | str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a stand-in for Pillow, which the tests run without."""
    path = tmp_path / "x.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    image, bomb = Opened(40, 30), type("DecompressionBombError", (Exception,), {})

    def open_image(_: Path) -> Opened:
        if fault is not None:
            raise bomb() if fault == "bomb" else fault  # type: ignore[misc]
        return image

    monkeypatch.setitem(sys.modules, "PIL", ModuleType("PIL"))
    pillow, operations = ModuleType("PIL.Image"), ModuleType("PIL.ImageOps")
    pillow.__dict__.update(open=open_image, DecompressionBombError=bomb)
    operations.__dict__.update(exif_transpose=lambda opened: opened)
    monkeypatch.setitem(sys.modules, "PIL.Image", pillow)
    monkeypatch.setitem(sys.modules, "PIL.ImageOps", operations)
    if fault is None:
        assert show.grey_image(path).tolist() == [[200.0] * 40] * 30
        assert image.done == ["L", (512, 512), "closed"]
        return
    with pytest.raises(GivenError) as caught:
        show.grey_image(path)
    assert str(caught.value) == f"{path}: an image that Pillow can read is expected; something else came"


def test_an_image_that_is_all_black_has_nothing_to_approximate() -> None:
    with pytest.raises(GivenError) as caught:
        lowrank(np.zeros((4, 6)), PageFormat(80), ranks=(1,))
    assert str(caught.value) == "the image is all black: it has rank 0, and nothing to approximate"


def test_more_ranks_than_panels_are_refused() -> None:
    with pytest.raises(UsageError) as caught:
        lowrank(grey(), PageFormat(80), ranks=range(1, 14))
    assert str(caught.value) == "--rank can be given 12 times; 13 ranks came"


def test_an_upright_image_is_as_high_as_fits() -> None:
    picture = lowrank(grey().T, PageFormat(80), ranks=(1,))
    assert picture.rows


@pytest.mark.parametrize("text", ["a\n1\n2\n4\n", "a,k\n1,x\n2,y\n4,z\n"])
def test_a_cloud_takes_two_columns(text: str) -> None:
    with pytest.raises(GivenError) as caught:
        cloud(read_table("t.csv", text, "k" if "k" in text else None), PageFormat(80))
    assert str(caught.value) == "t.csv: two columns of numbers are expected; 1 came"


def test_a_table_too_large_to_draw_is_refused_before_its_cells_are_read() -> None:
    names = ",".join(f"c{i}" for i in range(201))
    with pytest.raises(GivenError) as caught:
        read_table("t.csv", f"{names}\nno\nnumbers\n")
    assert str(caught.value) == ("t.csv: 100 columns and 200000 cells at most are drawn; 201 columns of 2 rows came")


def test_components_that_keep_little_say_so() -> None:
    rows = "\n".join(",".join("1" if i == j else "0" for j in range(6)) for i in range(6))
    found = pca(read_table("t.csv", f"a,b,c,d,e,f\n{rows}\n"), PageFormat(80))
    assert "Two components keep less than half of the variance: what lies near here may be far apart." in found.caption


def test_a_table_of_other_bytes_or_too_many_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n1,\xff\n")
    with pytest.raises(GivenError) as caught:
        show.table_of(f"@{path}", None, ())
    assert str(caught.value) == f"{path}: UTF-8 is expected; byte 6 is none"
    monkeypatch.setattr(show, "LONGEST_LINE", 5)
    with pytest.raises(GivenError) as caught:
        show.table_of(f"@{path}", None, ())
    assert str(caught.value) == f"{path}: 5 bytes at most are read; it is longer"


def test_what_is_no_curve_is_not_drawn_with_dots() -> None:
    panel = Panel("Bars", (0.0, 0.0), (1.0, 1.0), (Bar((0.0, 0.0), (1.0, 1.0), Ink.FIRST),))
    with pytest.raises(TypeError, match=r"^Bar is not drawn with dots$"):
        draw_panel(panel, 10, 5, PageFormat(80))


@pytest.mark.parametrize("name", ["circle", "pca", "cloud", "lowrank"])
def test_a_picture_grows_with_its_window_and_stays_within_it(name: str) -> None:
    def size(width: int, height: int) -> tuple[int, int]:
        rows = show._picture(name, {"A": [[2, 1], [0, 3]]}, PageFormat(width, height=height)).rows
        return max(len(row_text(row).rstrip()) for row in rows), len(rows)

    widest, highest = size(120, 40)
    assert widest <= 120
    assert (widest > 1.3 * size(80, 24)[0]) or (highest > 1.3 * size(80, 24)[1])
    assert size(40, 24)[0] <= 40
    assert size(200, 24)[1] <= max(24, size(80, 24)[1])
