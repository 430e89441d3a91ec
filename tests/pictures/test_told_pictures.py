"""What is told of a picture is true: every number and every remark of its sentences, by NumPy, on shipped and on awkward data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from decompdrill.pictures.circle import circle
from decompdrill.pictures.cloud import cloud, drawn_table
from decompdrill.pictures.greys import read_pgm
from decompdrill.pictures.lora import lora
from decompdrill.pictures.lowrank import lowrank
from decompdrill.pictures.pca import pca
from decompdrill.pictures.scene import PageFormat, Picture
from decompdrill.pictures.scree import scree
from decompdrill.pictures.shipped import SHIPPED, photograph, shipped_table
from decompdrill.pictures.tables import Table

Floats = NDArray[np.float64]
NUMBER = r"-?\d[\d.]*(?: \\times 10\^\{-?\d+\})?"


@dataclass(frozen=True)
class Telling:
    """A sentence: its pattern, in which N is a number, and whether it is true of these numbers and words."""

    pattern: str
    holds: Callable[..., bool]

    def match(self, sentence: str) -> re.Match[str] | None:
        return re.fullmatch(re.sub("N(?!o)", lambda _: f"({NUMBER})", self.pattern), sentence)


def number(text: str) -> float:
    mantissa, _, power = text.partition(r" \times 10^{")
    return float(mantissa) * 10.0 ** int(power.rstrip("}") or 0)


def near(text: str, truth: float, digits: int = 4, scale: float = 0.0) -> bool:
    """Is a number as good as its digits? What is zero but for rounding beside `scale` must be told as 0."""
    if abs(truth) <= 1e-12 * scale:
        return number(text) == 0
    return bool(abs(number(text) - truth) <= 0.51 * 10.0 ** (np.floor(np.log10(abs(truth))) + 1 - digits))


def fixed(text: str, truth: float) -> bool:
    """Is a number of so many places right?"""
    return abs(float(text) - truth) <= 0.51 * 10.0 ** -len(text.partition(".")[2])


def untrue(picture: Picture, tellings: tuple[Telling, ...]) -> Iterator[str]:
    """Yield the sentences that no telling knows, and those that are false."""
    for text in (*picture.spoken, *picture.caption):
        sentence = text.replace("$", "")
        found = [(t, m) for t in tellings if (m := t.match(sentence))]
        if not found:
            yield f"unknown: {sentence}"
        elif not all(t.holds(*m.groups()) for t, m in found):
            yield f"false: {sentence}"


# ---- the circle ------------------------------------------------------------------------------------------------------


def turned(degrees: str) -> Floats:
    t = np.radians(float(degrees))
    return np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])


def about_circle(A: Floats) -> tuple[Telling, ...]:
    s1, s2 = np.linalg.svd(A, compute_uv=False)
    s2 = 0.0 if s2 <= 1e-15 * s1 else s2
    middle, spread = (A[0, 0] + A[1, 1]) / 2, ((A[0, 0] - A[1, 1]) / 2) ** 2 + A[0, 1] * A[1, 0]
    roots = middle + np.array([1, -1]) * np.emath.sqrt(spread)
    size = float(np.max(np.abs(A)))
    is_multiple = np.allclose(A, A[0, 0] * np.eye(2), rtol=1e-12, atol=0)

    def axes(a: str, b: str) -> bool:
        return near(a, s1) and near(b, s2, scale=s1)

    def product(back: str, a: str, b: str, turn: str, mirrored: str | None = None) -> bool:
        flip = np.diag([1.0, -1.0 if mirrored else 1.0])
        made = turned(turn) @ flip @ np.diag([number(a), number(b)]) @ turned(back)
        return axes(a, b) and bool(np.abs(made - A).max() <= 2e-3 * max(size, 1e-300))

    def images(most: str, *told: str) -> bool:
        v1, w1, v2, w2 = (np.array([number(x) for x in told[at : at + 2]]) for at in (0, 2, 4, 6))
        right = bool(np.abs(A @ v1 - w1).max() <= 6e-3 * size and np.abs(A @ v2 - w2).max() <= 6e-3 * size)
        return right and abs(np.hypot(*(A @ v1)) - s1) <= 6e-3 * s1 and (most == "A") == bool(s1 - s2 <= 1e-12 * s1)

    def eigen(value: str, x: str, y: str) -> bool:
        v = np.array([number(x), number(y)])
        return bool(np.abs(A @ v - number(value) * v).max() <= 6e-3 * size and abs(np.hypot(*v) - 1) <= 6e-3)

    def defective() -> bool:
        return abs(roots[0] - roots[1]) <= 1e-6 * size and not is_multiple

    def values(*told: str | None) -> bool:
        left = sorted(roots.real)
        return not np.iscomplexobj(roots) and all(
            any(abs(number(x) - root) <= 1e-3 * size for root in left) for x in told if x
        )

    return (
        Telling(r"A = \\begin\{bmatrix\}.*\\end\{bmatrix\}\.", lambda: True),
        Telling(r"A takes the unit circle to an ellipse with semi-axes N and N, the singular values\.", axes),
        Telling(
            r"First V transposed turns the plane by N degrees, then Sigma stretches by N and N, then U turns it by N degrees"
            r"( after a reflection of the second axis)?\.",
            product,
        ),
        Telling(
            r"(A|The) direction that is stretched most, v1, is \(N, N\); it ends at \(N, N\)\. "
            r"The second, v2, is \(N, N\); it ends at \(N, N\)\.",
            images,
        ),
        Telling(r"An eigenvector for lambda equals N is \(N, N\)\.", eigen),
        Telling(r"It is the only line of eigenvectors: lambda is a root twice, and A is defective\.", defective),
        Telling(r"Every direction is an eigenvector: A multiplies all by one number\.", lambda: is_multiple),
        Telling(r"No real eigenvectors: A turns every direction\.", lambda: bool(np.all(np.abs(roots.imag) > 0))),
        Telling(
            r"A is symmetric: the directions of its eigenvectors are its singular directions\.",
            lambda: np.array_equal(A, A.T) and s1 > s2,
        ),
        Telling(r"\\det A < 0: the direction around the curve is reversed\.", lambda: bool(np.linalg.det(A) < 0)),
        Telling(r"A is the zero matrix: the circle falls onto one point, rank 0\.", lambda: not A.any()),
        Telling(
            r"\\sigma_2 = 0: the circle is pressed flat onto a segment, rank 1\.",
            lambda: np.linalg.matrix_rank(A) == 1,
        ),
        Telling(
            r"\\sigma_1 = \\sigma_2: the circle stays a circle, and any two orthogonal directions are singular ones\.",
            lambda: s1 - s2 <= 1e-12 * s1 and s2 > 0,
        ),
        Telling(
            r"V\^\\top turns by N\\degree, \\Sigma stretches by \\sigma_1 = N and \\sigma_2 = N, "
            r"U turns by N\\degree\.",
            product,
        ),
        Telling(
            r"V\^\\top turns by N\\degree, \\Sigma stretches by \\sigma_1 = N and \\sigma_2 = N, "
            r"U mirrors axis 2, then turns by N\\degree\.",
            lambda back, a, b, turn: product(back, a, b, turn, "mirrored"),
        ),
        Telling(
            r"1 and 2: the singular directions v_1 and v_2, which end on the semi-axes \\sigma_1 u_1 and \\sigma_2 u_2\.",
            lambda: True,
        ),
        Telling(
            r"e: the only eigenvectors are on this line, \\lambda = N \(a double root: A is defective\)\.",
            lambda value: defective() and values(value),
        ),
        Telling(r"e: the eigenvectors, which A keeps on their lines; \\lambda = N(?: and N)?\.", values),
        Telling(r"The last two panels are drawn N times (?:smaller|larger)\.", lambda times: number(times) > 1),
    )


CIRCLES = (
    [[2, 1], [0, 3]],
    [[2, 1], [1, 2]],
    [[0, -1], [1, 0]],
    [[0, 1], [1, 0]],
    [[1, 2], [1, -1]],
    [[1, 2], [2, 4]],
    [[0, 0], [0, 0]],
    [[0, 1], [0, 0]],
    [[1, 1], [0, 1]],
    [[3, 0], [0, 3]],
    [[-2, 0], [0, -2]],
    [[1, -2], [2, 1]],
    [[40, 1], [0, 0.1]],
    [[0.01, 0], [0, 0.02]],
    [[3, 1], [-1, 1]],
)


@pytest.mark.parametrize("A", CIRCLES, ids=str)
def test_what_is_told_of_a_matrix_is_true(A: list[list[float]]) -> None:
    M = np.array(A, float)
    assert list(untrue(circle(M, PageFormat()), about_circle(M))) == []


def test_what_is_told_of_many_matrices_is_true() -> None:
    rng = np.random.default_rng(3)
    for M in rng.integers(-3, 4, size=(400, 2, 2)).astype(float):
        assert list(untrue(circle(M, PageFormat()), about_circle(M))) == [], M


# ---- tables ----------------------------------------------------------------------------------------------------------


def spectrum(X: Floats, standardized: bool) -> tuple[Floats, Floats, Floats]:
    """Return the centered samples, the variances along the components, and these, by the covariance matrix."""
    Z = X - X.mean(axis=0)
    Z = Z / Z.std(axis=0, ddof=1) if standardized else Z
    variances, V = np.linalg.eigh(np.atleast_2d(np.cov(Z, rowvar=False)))
    variances = np.where(variances > 1e-12 * variances[-1], variances, 0.0)
    return Z, variances[::-1], V[:, ::-1]


def about_table(table: Table, standardized: bool, threshold: float = 0.95) -> tuple[Telling, ...]:
    Z, variances, V = spectrum(table.values, standardized)
    ratios = variances / variances.sum()
    totals = np.cumsum(ratios)
    needed = int(np.argmax(totals >= threshold - 1e-9)) + 1
    name, n, p = re.escape(table.name), len(Z), Z.shape[1]
    scaled = "standardized" if standardized else "centered"

    def listed(text: str, truth: Floats) -> bool:
        told = text.split(", ")
        return len(told) <= len(truth) and all(fixed(x, y) for x, y in zip(told, truth, strict=False))

    def weighted(all_: str) -> bool:
        """Whether the two columns of numbers are unit eigenvectors of the covariance, but for their rounding."""
        rows = [text.rpartition(", ") for text in all_.split("; ")]
        told = np.array([[float(x) for x in numbers.split(" and ")] for _, _, numbers in rows])
        C = Z.T @ Z / (n - 1)
        off = np.abs(C @ told - told * variances[:2]).max() / variances[0]
        names = [label for label, _, _ in rows] == list(table.columns)
        return names and bool(off <= 0.0051 * 2 * p) and np.allclose(told.T @ told, np.eye(2), atol=0.0051 * 2 * p)

    def of_class(label: str, count: str, x: str, y: str, across: str, up: str) -> bool:
        scores = (Z @ V[:, :2])[np.array(table.labels) == label]
        means, spreads = scores.mean(axis=0), scores.std(axis=0)
        told = (float(x), float(y))
        signs = all(abs(abs(a) - abs(b)) <= 0.0051 for a, b in zip(told, means, strict=True))
        return int(count) == len(scores) and signs and fixed(across, spreads[0]) and fixed(up, spreads[1])

    return (
        Telling(
            f"N samples of {name} with N {scaled} columns, on their first two principal components\\.",
            lambda a, b: (int(a), int(b)) == (n, p),
        ),
        Telling(
            r"The first keeps N of the variance, the second N\. Together, for k from 1 up, components keep ([\d., ]*\d)\.",
            lambda a, b, all_: fixed(a, ratios[0]) and fixed(b, ratios[1]) and listed(all_, totals),
        ),
        Telling(
            r"([^:]+): N samples, on average at N on the first component and N on the second, with spreads of N and N\.",
            of_class,
        ),
        Telling(
            r"The N columns are (centered.*); both directions have one scale, the arrows another\.",
            lambda a, how: int(a) == p and how.endswith("deviations") == standardized,
        ),
        Telling(
            r"The weights of the columns in the first and the second component are: (.*)\.",
            weighted,
        ),
        Telling(
            r"Two components keep less than half of the variance: what lies near here may be far apart\.",
            lambda: totals[1] < 0.5,
        ),
        Telling(
            f"{name}, N {scaled} columns\\. The ratios of explained variance are ([\\d., ]*\\d)\\.",
            lambda a, all_: int(a) == p and listed(all_, ratios),
        ),
        Telling(r"Their sums are ([\d., ]*\d)\.", lambda all_: listed(all_, totals)),
        Telling(
            r"N components? (?:is|are) needed to reach N\.", lambda k, t: int(k) == needed and float(t) == threshold
        ),
        Telling(
            r"k = N is the first that reaches N: its sum is N\. The columns are (standardized|centered, not standardized)\.",
            lambda k, t, total, how: (
                int(k) == needed and fixed(total, totals[needed - 1]) and (how == "standardized") == standardized
            ),
        ),
    )


OWN = {
    "two samples": [[1, 2], [3, 4]],
    "a constant column": [[1, 5], [3, 5], [6, 5]],
    "equal variances": [[1, 0], [-1, 0], [0, 1], [0, -1]],
    "more columns than rows": [[1, 2, 0, 4], [3, 1, 4, 4.5], [2, 2, 2, 1]],
    "other units": [[100, 1], [200, 2], [300, 4], [400, 3]],
    "decimals on a line": [[0.1, 0.2], [0.2, 0.4], [0.3, 0.6], [0.6, 1.2]],
}


def tables() -> Iterator[Table]:
    yield from (shipped_table(name) for name in SHIPPED)
    for name, rows in OWN.items():
        X = np.array(rows, float)
        yield Table(name, tuple(f"column {i}" for i in range(1, X.shape[1] + 1)), X)


@pytest.mark.parametrize("table", list(tables()), ids=lambda table: table.name)
def test_what_is_told_of_the_components_of_a_table_is_true(table: Table) -> None:
    for standardized in (True, False) if table.name != "a constant column" else (False,):
        for picture in (pca(table, PageFormat(), standardized), scree(table, PageFormat(), standardized, 0.95)):
            assert list(untrue(picture, about_table(table, standardized))) == []
        for threshold in (0.5, 0.8, 1.0):
            found = untrue(
                scree(table, PageFormat(), standardized, threshold), about_table(table, standardized, threshold)
            )
            assert list(found) == []


def about_cloud(table: Table, standardized: bool) -> tuple[Telling, ...]:
    X = table.values[:, :2]
    Z, variances, _ = spectrum(X, standardized)
    C = np.cov(Z, rowvar=False)
    size = float(np.abs(C).max())
    centre = (0.0, 0.0) if standardized else X.mean(axis=0)
    spread = float(np.abs(X).max())
    is_round = variances[0] - variances[1] <= 1e-9 * variances[0]

    def axis(name: str, x: str, y: str, variance: str, share: str, reach: str) -> bool:
        at = ("first", "second").index(name) if is_round else ("longer", "shorter").index(name)
        v = np.array([number(x), number(y)])
        along = bool(np.abs(C @ v - variances[at] * v).max() <= 6e-3 * size)
        return (
            along
            and near(variance, variances[at], scale=size)
            and fixed(share, 100 * variances[at] / variances.sum())
            and near(reach, 2 * np.sqrt(variances[at]), scale=np.sqrt(size))
        )

    return (
        Telling(
            r"N points, .* against .* \(.*\), around \(N, N\)\.",
            lambda n, x, y: int(n) == len(X) and near(x, centre[0], scale=spread) and near(y, centre[1], scale=spread),
        ),
        Telling(
            r"The variances are N and N, the covariance is N\.",
            lambda a, d, b: (
                near(a, C[0, 0], scale=size) and near(d, C[1, 1], scale=size) and near(b, C[0, 1], scale=size)
            ),
        ),
        Telling(
            r"The (\w+) principal axis points along \(N, N\) with variance N, N percent of the whole; the ellipse of 2 "
            r"standard deviations reaches N along it\.",
            axis,
        ),
        Telling(
            r"The ellipse reaches 2 standard deviations from the mean\. Its axes, 1 and 2, are the eigenvectors of the "
            r"covariance matrix; the eigenvalue \\lambda is the variance along each: N and N\.",
            lambda a, b: near(a, variances[0]) and near(b, variances[1], scale=size),
        ),
        Telling(
            r"One column has N times the variance of the other, and is nearly all one sees: `--standardize` gives both the "
            r"same\.",
            lambda times: near(times, max(C[0, 0], C[1, 1]) / min(C[0, 0], C[1, 1]), 3),
        ),
        Telling(r"One column does not vary\.", lambda: min(C[0, 0], C[1, 1]) == 0),
        Telling(
            r"The columns are centered and divided by their standard deviations\.",
            lambda: bool(np.allclose(np.diag(C), 1)),
        ),
    )


@pytest.mark.parametrize("table", [*tables(), *map(drawn_table, range(1, 31))], ids=lambda table: table.name)
def test_what_is_told_of_a_cloud_is_true(table: Table) -> None:
    for standardized in (False, True) if table.name != "a constant column" else (False,):
        assert list(untrue(cloud(table, PageFormat(), standardized), about_cloud(table, standardized))) == []


# ---- photographs -----------------------------------------------------------------------------------------------------


def about_image(image: Floats, ranks: tuple[int, ...]) -> tuple[Telling, ...]:
    m, n = image.shape
    s = np.linalg.svd(image, compute_uv=False)
    s = np.where(s > 1e-13 * s[0], s, 0.0)
    errors = {k: float(np.sqrt(np.sum(s[k:] ** 2) / np.sum(s**2))) for k in ranks}
    ordered = [errors[k] for k in sorted(ranks)]
    falls = len(ranks) > 1 and all(a > b for a, b in pairwise(ordered))

    def stores(k: str, stored: str, share: str, error: str) -> bool:
        count = int(k) * (m + n + 1)
        return int(stored) == count and fixed(share, 100 * count / (m * n)) and fixed(error, errors[int(k)])

    def keeps(fall: str | None, k: str, share: str) -> bool:
        return (bool(fall) <= falls) and int(k) == max(ranks) and fixed(share, 100 * (1 - errors[int(k)] ** 2))

    def worthless(told: str, least: str) -> bool:
        costs = [k for k in range(1, 10_000) if k * (m + n + 1) >= m * n]
        return int(least) == costs[0] and told.split(", ") == [str(k) for k in ranks if k >= costs[0]]

    return (
        Telling(
            r"The picture is .*, a matrix of N by N grays, N numbers\.",
            lambda a, b, c: (int(a), int(b), int(c)) == (m, n, m * n),
        ),
        Telling(
            r"At rank N it takes N numbers, N percent of them, and the relative Frobenius error is N\.",
            stores,
        ),
        Telling(
            r"(The error falls with the rank; at|At) rank N the picture keeps N percent of its sum of squares\.",
            lambda start, k, share: keeps(start if start != "At" else None, k, share),
        ),
        Telling(
            r"A is N×N: N numbers\. Rank k stores k\(m \+ n \+ 1\) = Nk of them; the error is .*\.",
            lambda a, b, c, d: (int(a), int(b), int(c), int(d)) == (m, n, m * n, m + n + 1),
        ),
        Telling(
            r"At rank ([\d, ]+) nothing is saved: from k = N on, A itself takes no more\.",
            worthless,
        ),
    )


RANK_ONE = np.outer(np.arange(1.0, 7), np.arange(1.0, 9))
IMAGES = (
    (read_pgm("photograph", photograph()), (1, 5, 20)),
    (read_pgm("photograph", photograph()), (60, 2)),
    (RANK_ONE, (1, 2)),
    (RANK_ONE, (1,)),
    (np.array([[1.0, 2, 3], [4, 5, 7]]), (1, 2)),
    (np.eye(9) + 0.5, (2, 5)),
)


@pytest.mark.parametrize(("image", "ranks"), IMAGES, ids=[f"{A.shape} {ranks}" for A, ranks in IMAGES])
def test_what_is_told_of_an_image_is_true(image: Floats, ranks: tuple[int, ...]) -> None:
    picture = lowrank(image, PageFormat(), "the photograph", ranks)
    assert list(untrue(picture, about_image(image, ranks))) == []


# ---- LoRA ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("d", "r"), [(4096, 16), (4096, 4096), (2, 1), (10, 5), (100, 7), (1000, 3), (8192, 1), (7, 3)]
)
def test_what_is_told_of_lora_is_true(d: int, r: int) -> None:
    W, B, A = (np.broadcast_to(np.int8(0), shape) for shape in ((d, d), (d, r), (r, d)))
    whole, trained, saved = lora(d, r, PageFormat()).spoken
    assert whole == f"$W$ is {d}×{d}: {W.size} numbers, which are frozen."
    assert trained == f"$B$ is {d}×{r} and $A$ is {r}×{d}: {B.size + A.size} numbers, which are trained."
    share, factor = re.findall(r"(about )?([\d.]+)", f"{saved.rstrip('.')} 0")[:2]
    assert abs(float(share[1]) / (100 * (B.size + A.size) / W.size) - 1) < 0.005
    if B.size + A.size < W.size:
        assert abs(float(factor[1]) / (W.size / (B.size + A.size)) - 1) < 0.005
    assert ("nothing is saved" in saved) == (B.size + A.size >= W.size)


def test_a_matrix_of_lora_is_drawn_to_scale() -> None:
    rows = list(lora(64, 16, PageFormat()).rows[1:])
    assert len(rows) == 12
    assert [piece.text.strip() for piece in rows[0] if "█" in piece.text] == ["█" * 6]
    assert sum("█" * 24 in "".join(piece.text for piece in row) for row in rows) == 3


# ---- the tellings themselves -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("semi-axes $3.257$", "semi-axes $3.267$"),
        (r"lambda equals $3$", r"lambda equals $4$"),
        ("turns it by $61.8$", "turns it by $62.8$"),
        ("($0.29$, $0.957$)", "($0.29$, $0.967$)"),
        ("The direction that", "A direction that"),
        ("degrees.", "degrees after a reflection of the second axis."),
        ("An eigenvector", "One eigenvector"),
    ],
)
def test_a_false_number_or_word_is_seen(old: str, new: str) -> None:
    A = np.array([[2.0, 1], [0, 3]])
    picture = circle(A, PageFormat())
    spoken = tuple(text.replace(old, new) for text in picture.spoken)
    assert spoken != picture.spoken
    assert list(untrue(replace(picture, spoken=spoken), about_circle(A)))
