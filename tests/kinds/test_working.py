"""Worked solutions: every equation in them is worked out again from its LaTeX, and every kind takes every given."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from decompdrill.errors import GivenError
from decompdrill.kinds import KINDS
from decompdrill.kinds.given import read_given
from decompdrill.kinds.solve import TOO_LONG, solve, steps_of
from decompdrill.kinds.steps.expansion import small_determinant
from decompdrill.kinds.steps.variance import written_share
from decompdrill.kinds.steps.writing import decimals, polynomial, value
from decompdrill.maths.algebra import Rows
from decompdrill.mathtext import Style, maths_faults, render, width
from decompdrill.mathtext.parse import parse_latex
from decompdrill.mathtext.segments import SegmentKind, segments
from decompdrill.mathtext.tree import Grid
from decompdrill.model import Form, Given, Raw
from tests.chance import examples
from tests.evaluator import Value, equations, names_of, worked_out
from tests.golden import assert_golden
from tests.instances import INSTANCES

GOLDEN = Path(__file__).parents[1] / "golden" / "working"
ROUGH = 4e-3
"""What a step may be off on measured data: it is worked out with all digits and written with four, 449 for 448.96."""

# ---- every instance ------------------------------------------------------------------------------------------------

EVERY = [(kind, raw) for kind, givens in INSTANCES.items() for raw in givens]
IDS = [f"{kind}-{i}" for kind, givens in INSTANCES.items() for i in range(len(givens))]
TELL_NO_EQUATION = ("is-diagonalizable", "low-rank-error")


def faults_of(steps: tuple[str, ...]) -> list[str]:
    """Return what is wrong with the form of the steps."""
    if steps[0] == TOO_LONG:
        return [
            "refused as too long: the steps take more exact arithmetic than MOST_UNITS of kinds/solve.py, or overflow"
        ]
    found = [f"{fault} in {step}" for step in steps for _, fault in maths_faults(step)]
    if len(steps) < 4:
        found.append(f"only {len(steps)} steps")
    if not steps[-1].startswith("Check: "):
        found.append(f"no check at the end: {steps[-1]}")
    return found + [fault for step in steps for fault in faults_as_shown(step)]


@cache  # many problems have a step in common
def faults_as_shown(step: str) -> tuple[str, ...]:
    found = []
    for style in (Style.UNICODE, Style.ASCII):
        shown = render(step, style, 75)
        widest = max(map(width, shown.splitlines()))
        if widest > 75 or "$" in shown or (style is Style.ASCII and not shown.isascii()):
            found.append(f"{widest} columns wide: {shown}")
    return tuple(found)


def test_steps_that_are_refused_for_their_length_are_called_too_long_and_not_too_few() -> None:
    kind = KINDS["trace"]
    endless = replace(kind, steps=overflowing)
    (fault,) = faults_of(steps_of(endless, read_given(kind, {"A": [[1, 0], [0, 6]]})))
    assert fault.startswith("refused as too long: ")


def overflowing(given: Given) -> tuple[str, ...]:
    raise OverflowError


@pytest.mark.parametrize(("kind", "raw"), EVERY, ids=IDS)
def test_the_steps_of_every_instance_are_well_formed(kind: str, raw: Mapping[str, Raw]) -> None:
    assert faults_of(solve(kind, raw)) == []


@pytest.mark.parametrize(("kind", "raw"), EVERY, ids=IDS)
def test_every_equation_of_every_instance_is_true(kind: str, raw: Mapping[str, Raw]) -> None:
    names = names_of(kind, raw)
    found = [equation for step in solve(kind, raw) for equation in equations(step, names)]
    assert [latex for latex, good in found if not good] == []
    assert found or kind in TELL_NO_EQUATION


@pytest.mark.parametrize(("kind", "raw"), EVERY, ids=IDS)
def test_the_reference_answer_is_shown(kind: str, raw: Mapping[str, Raw]) -> None:
    steps = solve(kind, raw)
    text = " ".join(steps)
    answer = KINDS[kind].reference(read_given(KINDS[kind], raw))
    row = answer.rows[0] if answer.rows else ()
    match answer.form:
        case Form.NUMBER:
            assert value(row[0]).latex in text or decimals(row[0]) in text
        case Form.INTEGER:
            assert str(int(complex(row[0]).real)) in text
        case Form.LIST if kind == "explained-variance":
            assert all(written_share(x).latex in text for x in row)
        case Form.LIST:
            assert all(value(x).latex in text for x in row)
        case Form.POLYNOMIAL:
            assert polynomial(row).latex in text
        case Form.YES_NO:
            assert f"answer is {answer.word}" in text
        case Form.VECTOR:
            assert is_shown(np.array([[complex(x)] for x in row]), kind, raw)
        case Form.MATRIX:
            assert is_shown(np.array([[complex(x) for x in line] for line in answer.rows]), kind, raw)
        case _:
            assert is_factored(kind, raw)


def shown_grids(kind: str, raw: Mapping[str, Raw]) -> Iterator[Value]:
    names = names_of(kind, raw)
    for step in solve(kind, raw):
        for piece in segments(step):
            for node in (
                parse_latex(piece.text)[0].items if piece.sort in (SegmentKind.INLINE, SegmentKind.DISPLAY) else ()
            ):
                if isinstance(node, Grid) and node.environment != "aligned":
                    yield worked_out([node], names).result


def is_shown(wanted: Value, kind: str, raw: Mapping[str, Raw]) -> bool:
    """Is the matrix (or the vector, either way round) among what the steps show, to four digits?"""
    for sign in (1, -1) if wanted.shape[1] == 1 else (1,):
        for M in shown_grids(kind, raw):
            if M.shape == wanted.shape and np.max(np.abs(M - sign * wanted)) <= 1e-3 * np.max(np.abs(wanted)):
                return True
    return False


def is_factored(kind: str, raw: Mapping[str, Raw]) -> bool:
    """Do the factors that the steps name multiply to A?"""
    names = names_of(kind, raw)
    A = names["A"]
    for step in solve(kind, raw):
        assert all(good for _, good in equations(step, names))
    frames: tuple[Value, ...] = ()
    match kind:
        case "svd":
            frames = (names["U"], names["V"])
            product = names["U"] @ names[r"\Sigma"] @ names["V"].conj().T
        case "orthogonal-diagonalization":
            frames = (names["Q"],)
            product = names["Q"] @ names[r"\Lambda"] @ names["Q"].T
        case _:
            product = names["V"] @ names[r"\Lambda"] @ np.linalg.inv(names["V"])
    orthonormal = all(np.max(np.abs(M.conj().T @ M - np.eye(M.shape[1]))) < 2e-3 for M in frames)
    return orthonormal and bool(np.max(np.abs(product - A)) <= 3e-3 * np.max(np.abs(A)))


# ---- any given -----------------------------------------------------------------------------------------------------

AWKWARD: Mapping[str, list[list[Raw]]] = {
    "zero 1×1": [[0]],
    "negative 1×1": [[-3]],
    "zero": [[0, 0], [0, 0]],
    "zero 2×3": [[0, 0, 0], [0, 0, 0]],
    "identity": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "π": [["pi", 1], [1, 2]],
    "π 3×3": [["pi", 1, 0], [1, 2, 1], [0, 1, 3]],
    "singular with π": [["pi", "2*pi"], ["2*pi", "4*pi"]],
    "complex": [["i", 1], [2, "-i"]],
    "complex 3×3": [["1+i", 2, 0], [1, "3-i", 1], [0, 1, "i"]],
    "Hermitian": [[2, "i"], ["-i", 2]],
    "one row": [[1, 2, 3]],
    "one column": [[1], [2], [3]],
    "large numbers": [[1e40, 1], [1, 1e40]],
    "small numbers": [[1e-20, 2e-20], [1e-20, 3e-20]],
    "defective": [[3, -1], [1, 1]],
    "Jordan": [[2, 1, 0], [0, 2, 1], [0, 0, 2]],
    "irrational cubic": [[1, 1, 0], [1, 2, 1], [0, 1, 4]],
    "complex cubic": [[0, 0, 1], [1, 0, 1], [0, 1, 0]],
    "surds": [["sqrt(2)", "sqrt(3)"], [1, "sqrt(6)"]],
    "long decimals": [[0.123456789012345, 1.98765432109876], [3.14159265358979, 2.71828182845904]],
    "permutation": [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0]],
    "5×5": [[(i * j + i) % 5 - 2 for j in range(5)] for i in range(5)],
    "8×8": [[(i * i + 3 * j) % 7 - 3 for j in range(8)] for i in range(8)],
    "20×20": [[(i * j + 2 * i + j) % 7 - 3 for j in range(20)] for i in range(20)],
    "2×9": [[(i + 2 * j) % 5 for j in range(9)] for i in range(2)],
    "30×3": [[(i * i + j) % 11 for j in range(3)] for i in range(30)],
}


def problems_about(rows: list[list[Raw]]) -> Iterator[tuple[str, dict[str, Raw]]]:
    """Yield problems of every kind that is given a matrix."""
    A: Raw = [list(row) for row in rows]
    m, n = len(rows), len(rows[0])
    ones: list[Raw] = [1] * n
    for kind in KINDS.values():
        names = {f.name for f in kind.fields}
        base: dict[str, Raw] = {"A": A} if "A" in names else {"X": A}
        more: list[dict[str, Raw]] = [{}]
        if "v" in names:
            more = [{"v": ones}, {"v": [0] * n}]
        elif "norm" in names and "k" not in names:
            more = [{"norm": w} for w in ("frobenius", "spectral", "nuclear")]
        elif "norm" in names:
            more = [{"k": 1, "norm": "spectral"}, {"k": min(m, n), "norm": "frobenius"}]
        elif "k" in names:
            more = [{"k": 1}, {"k": min(m, n)}]
        elif "threshold" in names:
            more = [{"threshold": 0.9}]
        elif "index" in names:
            more = [{"index": 1}, {"index": n}]
        elif "ddof" in names:
            more = [{"ddof": 0}, {"ddof": 1}]
        elif not names & {"A", "X"} or "eigenvalue" in names:
            continue
        if "standardize" in names:
            more = [*more, *({**extra, "standardize": True} for extra in more)]
        yield from ((kind.name, {**base, **extra}) for extra in more)


def read_or_none(kind: str, raw: Mapping[str, Raw]) -> Given | None:
    """Return what is given, None where the problem has no answer."""
    try:
        return read_given(KINDS[kind], raw)
    except GivenError:
        return None


def solved(kind: str, raw: Mapping[str, Raw]) -> tuple[str, ...] | None:
    """Return the steps, None where the problem has no answer."""
    read = read_or_none(kind, raw)
    return None if read is None else steps_of(KINDS[kind], read)


@pytest.mark.parametrize("rows", AWKWARD.values(), ids=AWKWARD)
def test_awkward_matrices_are_worked_out_too(rows: list[list[Raw]]) -> None:
    met = 0
    for kind, raw in problems_about(rows):
        steps = solved(kind, raw)
        if steps is None:
            continue
        met += 1
        assert faults_of(steps) == [], (kind, raw)
        names = names_of(kind, raw)
        assert [e for step in steps for e in equations(step, names) if not e[1]] == [], (kind, raw)
    assert met > 8


def test_every_kind_that_is_given_a_matrix_has_a_problem_about_one() -> None:
    asked = {
        kind for rows in AWKWARD.values() for kind, raw in problems_about(rows) if read_or_none(kind, raw) is not None
    }
    given_a_matrix = {kind.name for kind in KINDS.values() if {"A", "X"} & {f.name for f in kind.fields}}
    assert given_a_matrix - asked == {"eigenvector"}, (
        "problems_about of this file gives these kinds no value of a field"
    )


@st.composite
def small_matrices(draw: st.DrawFn) -> list[list[Raw]]:
    m, n = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    if draw(st.booleans()):
        n = m
    entries = st.integers(-4, 4)
    rows = [[draw(entries) for _ in range(n)] for _ in range(m)]
    if m == n and draw(st.booleans()):
        rows = [[rows[min(i, j)][max(i, j)] for j in range(n)] for i in range(n)]
    return [list(row) for row in rows]


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_matrices())
@example([[2, 1, 0], [-4, -4, 0]])
@example([[-1, 0, 3], [-1, 0, 2], [0, -1, -4]])  # standardized, 1 − 0.9912² from rounded entries was no 0.01744
def test_any_small_matrix_is_worked_out_truly(rows: list[list[Raw]]) -> None:
    for kind, raw in problems_about(rows):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            steps = solved(kind, raw)
        if steps is None:
            continue
        assert all(maths_faults(step) == () for step in steps)
        assert steps[-1].startswith("Check: ")
        names = names_of(kind, raw)
        assert [e for step in steps for e in equations(step, names) if not e[1]] == [], (kind, raw)


@settings(max_examples=examples(25), deadline=None)
@given(small_matrices())
def test_an_eigenvector_for_every_whole_eigenvalue_is_worked_out_truly(rows: list[list[Raw]]) -> None:
    for eigenvalue in range(-6, 7):
        raw: dict[str, Raw] = {"A": [list(row) for row in rows], "eigenvalue": eigenvalue}
        steps = solved("eigenvector", raw)
        if steps is not None:
            names = names_of("eigenvector", raw)
            assert faults_of(steps) == []
            assert [e for step in steps for e in equations(step, names) if not e[1]] == []


@st.composite
def measurements(draw: st.DrawFn) -> list[list[Raw]]:
    """Samples in rows as they are measured: decimals, features of unlike units, some nearly or wholly dependent."""
    n, p = draw(st.integers(2, 6)), draw(st.integers(1, 4))
    places = [draw(st.integers(0, 3)) for _ in range(p)]
    units = [draw(st.sampled_from((1, 1, 7, 1000))) for _ in range(p)]
    columns = [[draw(st.integers(-40, 40)) * units[j] for _ in range(n)] for j in range(p)]
    if p > 1 and draw(st.booleans()):
        columns[-1] = [3 * x + draw(st.integers(0, 1)) for x in columns[0]]
    return [[f"{Decimal(columns[j][i]).scaleb(-places[j]):f}" for j in range(p)] for i in range(n)]


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(measurements())
@example([["0", "0", "0.0"], ["0", "1", "0.1"]])
@example([["0", "0", "0"], ["0", "0", "0"], ["0", "1000", "0"], ["0.001", "0", "3"], ["0", "0", "1"]])
@example([["0", "0", "0", "0"]] * 3 + [["0", "0", "1000", "0"], ["0.001", "0", "0", "3"], ["0", "0", "0", "1"]])
@example([["-2.0", "0.40"], ["3.7", "0.03"], ["1.8", "0.36"], ["-3.3", "-0.32"]])
@example(
    [
        ["-3800.0", "-40.000"],
        ["-3300.0", "31.000"],
        ["-1100.0", "-24.000"],
        ["-1200.0", "-38.000"],
        ["-3800.0", "-38.000"],
    ]
)
def test_measured_data_are_worked_out_truly(rows: list[list[Raw]]) -> None:
    for kind, raw in problems_about(rows):
        steps = solved(kind, raw) if "X" in raw else None  # those about X come standardized too
        if steps is not None:
            names = names_of(kind, raw)
            assert all(maths_faults(step) == () for step in steps)
            assert [e for step in steps for e in equations(step, names, ROUGH) if not e[1]] == [], (kind, raw)


# ---- refusals ------------------------------------------------------------------------------------------------------

REFUSED: tuple[tuple[str, dict[str, Raw], str], ...] = (
    ("eigenvalues", {"A": [[1, 2, 3], [4, 5, 6]]}, "A must be square, 2×3 came"),
    ("eigenvalues", {}, "eigenvalues needs A, a matrix; it is missing"),
    ("diagonalization", {"A": [[3, 1], [0, 3]]}, "A must have a basis of eigenvectors; this one is defective"),
    ("svd", {"A": "1 x; 2 3"}, "A: "),
)


@pytest.mark.parametrize(("kind", "raw", "message"), REFUSED)
def test_a_given_without_an_answer_is_refused(kind: str, raw: dict[str, Raw], message: str) -> None:
    with pytest.raises(GivenError) as caught:
        solve(kind, raw)
    assert str(caught.value).startswith(message)


# ---- golden files --------------------------------------------------------------------------------------------------

EXAMPLES: Mapping[str, tuple[str, dict[str, Raw]]] = {
    "eigenvalues-irrational": ("eigenvalues", {"A": [[1, 1], [1, 2]]}),
    "eigenvalues-complex": ("eigenvalues", {"A": [[1, -2], [1, 3]]}),
    "eigenvalues-cubic": ("eigenvalues", {"A": [[2, 0, 1], [1, 3, -1], [0, 2, 4]]}),
    "eigenvalues-numeric": ("eigenvalues", {"A": [[1, 1, 0], [1, 2, 1], [0, 1, 4]]}),
    "eigenvector": ("eigenvector", {"A": [[2, 1], [2, 3]], "eigenvalue": 4}),
    "is-eigenvector-no": ("is-eigenvector", {"A": [[2, 1], [0, 3]], "v": [2, 1]}),
    "determinant": ("determinant", {"A": [[2, 0, 1], [1, 3, -1], [0, 2, 4]]}),
    "rank": ("rank", {"A": [[1, 2, 3], [4, 5, 6], [5, 7, 9]]}),
    "diagonalization": ("diagonalization", {"A": [[2, 1], [2, 3]]}),
    "orthogonal-diagonalization": ("orthogonal-diagonalization", {"A": [[3, 1, 1], [1, 3, 1], [1, 1, 3]]}),
    "svd": ("svd", {"A": [[1, 2], [2, 4]]}),
    "low-rank": ("low-rank", {"A": [[3, 1, 1], [1, 3, 1], [1, 1, 3]], "k": 1}),
    "determinant-4x4": ("determinant", {"A": [[0, 1, 0, 2], [1, 2, 1, 0], [2, 0, 1, 1], [1, 1, 0, 3]]}),
    "principal-component": ("principal-component", {"covariance": [[2, 1], [1, 2]], "index": 1}),
    "explained-variance": ("explained-variance", {"X": [[2, 1], [4, 3], [6, 2], [4, 6]]}),
    "lora": (
        "lora-parameters",
        {"r": 8, "layers": [{"d_in": 768, "d_out": 768, "count": 24}, {"d_in": 768, "d_out": 3072, "count": 12}]},
    ),
}


def as_shown(steps: tuple[str, ...]) -> str:
    lines: list[str] = []
    for number, step in enumerate(steps, 1):
        lead = f"{number}. "
        for at, line in enumerate(render(step, Style.UNICODE, 80 - len(lead)).splitlines()):
            lines.append(f"{lead if at == 0 else ' ' * len(lead)}{line}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_worked_solution_reads_as_it_always_did(name: str) -> None:
    kind, raw = EXAMPLES[name]
    assert_golden(as_shown(solve(kind, raw)), GOLDEN / f"{name}.txt")


# ---- single sentences ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(1, 3), "0.3333"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(99999, 10), "10000"),
        (Fraction(10**30), r"1 \times 10^{30}"),
        (Fraction(10**400 + 1, 7), r"1.429 \times 10^{399}"),
        (1234.56, "1235"),
        (-0.0, "0"),
        (2.5e-9, r"2.5 \times 10^{-9}"),
        (complex(1, -1), "1 - i"),
        (complex(1e-20, 2.0), "2i"),
    ],
)
def test_a_number_has_four_significant_digits(number: Fraction | float | complex, written: str) -> None:
    assert decimals(number) == written


R = 0.99119354
"""A correlation that leaves little of 1 − r²."""


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (
            ((1.0, R), (R, 1.0)),
            r"\begin{vmatrix} 1 & 0.99119 \\ 0.99119 & 1 \end{vmatrix} \approx 1 \cdot 1 - 0.99119 \cdot 0.99119 \approx 0.01754",
        ),
        (
            ((1.0, 0.5001234), (0.5001234, 1.0)),
            r"\begin{vmatrix} 1 & 0.5001 \\ 0.5001 & 1 \end{vmatrix} \approx 1 \cdot 1 - 0.5001 \cdot 0.5001 \approx 0.7499",
        ),
        (
            ((Fraction(1), Fraction(2, 3)), (Fraction(2, 3), Fraction(1))),
            r"\begin{vmatrix} 1 & \frac{2}{3} \\ \frac{2}{3} & 1 \end{vmatrix} = 1 \cdot 1 - \frac{2}{3} \cdot \frac{2}{3} = \frac{5}{9}",
        ),
    ],
)
def test_a_determinant_whose_terms_nearly_cancel_has_the_digits_that_lead_to_it(rows: Rows, shown: str) -> None:
    assert small_determinant(rows).latex == shown


def test_the_correlation_of_fractions_is_worked_out_in_exact_numbers() -> None:
    X: Raw = [[-1, 0, 3], [-1, 0, 2], [0, -1, -4]]
    steps = solve("explained-variance", {"X": X, "standardize": True})
    assert steps[8].endswith(r"= \frac{3}{172} + \frac{3}{172} + 0 = \frac{3}{86}$$")
    assert any(step.endswith(r"\lambda_{3} = 0$$") for step in steps)
    assert not any("10^{-" in step for step in steps)
