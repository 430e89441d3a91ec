"""Sheets on one matrix: determinants, eigenvalues and eigenvectors, diagonalization, rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations

from decompdrill.kinds.steps.sheet import (
    Sheet,
    Wrong,
    by_hand,
    demand,
    fractions,
    indexed_line,
    list_line,
    matrix_line,
    number_line,
    polynomial_line,
    real_value,
    vector_line,
    written_sides,
)
from decompdrill.kinds.steps.writing import matrix, shifted_name, value
from decompdrill.maths import algebra, exact, linalg, polynomials
from decompdrill.maths.exact import ExactRows, ExactVector
from decompdrill.maths.surd import Exact, Scalar, Surd, descending, over, square_root, times, total
from decompdrill.model import Given

FractionRows = tuple[tuple[Fraction, ...], ...]
ValueSlips = Mapping[str, Wrong[ExactVector]]


def fraction_sum(values: Iterable[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


def of_A(given: Given) -> FractionRows:  # noqa: N802 - the matrix has that name
    return fractions(given.matrix().rows)


# ---- trace and determinant -----------------------------------------------------------------------------------------


def trace(sheet: Sheet, given: Given) -> None:
    """The diagonal entries, and their sum."""
    A = of_A(given)
    n = len(A)
    demand(2 <= n <= 5, "a matrix of moderate size")

    def written(entries: tuple[Fraction, ...]) -> str:
        return f"${', '.join(f'a_{{{i}{i}}} = {value(x).latex}' for i, x in enumerate(entries, 1))}$"

    other = tuple(A[i][n - 1 - i] for i in range(n))
    entries = sheet.line(algebra.diagonal(A), written, {"other-diagonal": lambda: other})
    sheet.line(
        fraction_sum(entries),
        number_line(r"\tr(A)"),
        {"signs-dropped": lambda: fraction_sum(map(abs, entries)), "averaged": lambda: fraction_sum(entries) / n},
    )


def determinant(sheet: Sheet, given: Given) -> None:
    """Of 2×2 the two products, else the minors along the first row; then the determinant."""
    A = of_A(given)
    demand(2 <= len(A) <= 4, "a determinant by hand")
    if len(A) == 2:
        (a, b), (c, d) = A
        first = sheet.line(a * d, number_line("a_{11} a_{22}"), {"sign-miscopied": lambda: -a * d})
        second = sheet.line(b * c, number_line("a_{12} a_{21}"), {"sign-miscopied": lambda: -b * c})
        sheet.line(
            first - second,
            number_line(r"\det(A)"),
            {"products-added": lambda: first + second, "determinant-sign": lambda: second - first},
        )
        return
    minors: list[tuple[int, Fraction]] = []
    for j, x in enumerate(A[0]):
        if x:
            minors.append((j, _minor(sheet, algebra.minor(A, 0, j), j)))
    demand(len(minors) > 1, "more than one minor")
    sheet.line(
        fraction_sum((-1) ** j * A[0][j] * m for j, m in minors),
        number_line(r"\det(A)"),
        {
            "cofactor-signs": lambda: fraction_sum(A[0][j] * m for j, m in minors),
            "terms-left-out": lambda: fraction_sum((-1) ** j * A[0][j] * m for j, m in minors[:-1]),
        },
    )


def _minor(sheet: Sheet, rows: FractionRows, j: int) -> Fraction:
    right = exact.determinant(rows)
    assert isinstance(right, Fraction), "the entries are fractions"
    slips: dict[str, Wrong[Fraction]] = {"sign-miscopied": lambda: -right}
    if len(rows) == 2:
        (a, b), (c, d) = rows
        slips["products-added"] = lambda: a * d + b * c
    return sheet.line(right, number_line(f"M_{{1{j + 1}}}"), slips)


# ---- the polynomial and its roots ----------------------------------------------------------------------------------


def _trace_and_determinant(sheet: Sheet, M: FractionRows, name: str) -> tuple[Fraction, Fraction]:
    (a, b), (c, d) = M
    found = sheet.line(a + d, number_line(rf"\tr({name})"), {"sign-miscopied": lambda: abs(a) + abs(d)})
    det = sheet.line(
        a * d - b * c,
        number_line(rf"\det({name})"),
        {"products-added": lambda: a * d + b * c, "determinant-sign": lambda: b * c - a * d},
    )
    return found, det


def quadratic(sheet: Sheet, M: FractionRows, name: str = "A") -> tuple[Fraction, Fraction, Fraction]:
    """Write the trace, the determinant and the characteristic polynomial of a 2×2 matrix."""
    t, d = _trace_and_determinant(sheet, M, name)
    one = Fraction(1)
    return sheet.line(
        (one, -t, d),
        polynomial_line(rf"\det({name} - \lambda I)"),
        {"trace-sign": lambda: (one, t, d), "trace-and-determinant-swapped": lambda: (one, -d, t)},
    )


def _cubic(sheet: Sheet, A: FractionRows) -> tuple[Fraction, ...]:
    """Write the trace, the sum of the minors, the determinant and the characteristic polynomial of a 3×3 matrix."""
    t = sheet.line(
        algebra.trace(A),
        number_line(r"\tr(A)"),
        {"sign-miscopied": lambda: fraction_sum(map(abs, algebra.diagonal(A)))},
    )
    pairs = tuple(combinations(range(3), 2))
    products = [A[i][i] * A[j][j] for i, j in pairs]
    opposite = [A[i][j] * A[j][i] for i, j in pairs]
    minors = sheet.line(
        fraction_sum(products) - fraction_sum(opposite),
        number_line("M_{11} + M_{22} + M_{33}"),
        {
            "products-added": lambda: fraction_sum(products) + fraction_sum(opposite),
            "diagonal-only": lambda: fraction_sum(products),
        },
    )
    right = exact.determinant(A)
    assert isinstance(right, Fraction), "the entries are fractions"
    d = sheet.line(right, number_line(r"\det(A)"), {"determinant-sign": lambda: -right})
    one = Fraction(1)
    return sheet.line(
        (one, -t, minors, -d),
        polynomial_line("p(\\lambda)"),
        {"signs-not-alternating": lambda: (one, t, minors, d), "trace-sign": lambda: (one, t, minors, -d)},
    )


def characteristic_polynomial(sheet: Sheet, given: Given) -> None:
    A = of_A(given)
    demand(len(A) in (2, 3), "a polynomial by hand")
    if len(A) == 2:
        quadratic(sheet, A)
    else:
        _cubic(sheet, A)


def roots_by_hand(p: Sequence[Fraction]) -> tuple[Exact, ...]:
    """Return the roots with their multiplicities, the largest first; of a cubic they must be whole or fractions."""
    found = polynomials.roots(tuple(p))
    values = [by_hand(r.value) for r in found for _ in range(r.multiplicity)]
    demand(len(p) == 3 or all(isinstance(x, Fraction) for x in values), "roots that are found by trying")
    if any(isinstance(x, Surd) and not x.is_real for x in values):
        return tuple(values)
    return tuple(by_hand(x) for x in descending(values))


def _halves_forgotten(p: Sequence[Fraction]) -> ExactVector | None:
    if len(p) != 3:
        return None
    values = roots_by_hand(p)
    return tuple(2 * x for x in values)


def root_slips(p: Sequence[Fraction], values: tuple[Exact, ...]) -> ValueSlips:
    keeps_some = any(-x in values for x in values if x)
    return {
        "sign-of-roots": lambda: None if keeps_some else tuple(-x for x in reversed(values)),
        "quadratic-formula": lambda: _halves_forgotten(p),
    }


def same_values(a: tuple[Scalar, ...], b: tuple[Scalar, ...]) -> bool:
    return len(a) == len(b) and all(list(a).count(x) == list(b).count(x) for x in a)


def eigenvalues(sheet: Sheet, given: Given) -> None:
    A = of_A(given)
    demand(len(A) in (2, 3), "a polynomial by hand")
    p = quadratic(sheet, A) if len(A) == 2 else _cubic(sheet, A)
    values = roots_by_hand(p)
    sheet.line(values, list_line(r"\lambda"), root_slips(p, values), same_values)


# ---- eigenvectors --------------------------------------------------------------------------------------------------


def on_one_line(a: Sequence[Scalar], b: Sequence[Scalar]) -> bool:
    """Point two vectors along one line?"""
    return all(times(a[i], b[j]) == times(a[j], b[i]) for i, j in combinations(range(len(a)), 2))


def primitive(v: Sequence[Exact]) -> ExactVector:
    """Return a vector of the same direction that one would write: coprime integers where that can be."""
    demand(any(v), "only the zero vector is left")
    if all(isinstance(x, Fraction) for x in v):
        whole = exact.coprime_integers(tuple(v))
        lead = next(x for x in whole if x)
        return tuple(-x for x in whole) if real_value(lead) < 0 else whole
    pivot = next(x for x in v if x)
    return tuple(by_hand(x / pivot) for x in v)


def solved(A: FractionRows, x: Exact) -> ExactVector:
    """Return the vector that (A − xI)v = 0 leaves; raises CannotGoOn where x is no eigenvalue, and only zero is left."""
    (a, b), (c, d) = A
    v = primitive((b, by_hand(x - a)) if b else (by_hand(x - d), c))
    demand(
        not any(total((times(row[0], v[0]), times(row[1], v[1]), -times(x, y))) for row, y in zip(A, v, strict=True)),
        "an eigenvalue",
    )
    return v


def _relation(row: Sequence[Exact]) -> str:
    terms = [(x, f"x_{{{at}}}") for at, x in enumerate(row, 1) if x]
    text = ""
    for x, name in terms:
        written = value(x).latex
        is_sum = isinstance(x, Surd) and (len(x.terms) > 1 or "frac" in written)
        size = {"1": "", "-1": "-"}.get(written, rf"\left({written}\right)" if is_sum else written)
        text += f" - {size[1:]}{name}" if text and size.startswith("-") else f" + {size}{name}" if text else size + name
    return f"${text} = 0$"


def _with_last_flipped(row: ExactVector) -> ExactVector | None:
    """Return the relation with the sign of its last term changed; None where it has one term alone."""
    places = [j for j, x in enumerate(row) if x]
    if len(places) < 2:
        return None
    return tuple(-x if j == places[-1] else x for j, x in enumerate(row))


def _perpendicular(rows: Sequence[ExactVector]) -> ExactVector:
    if len(rows) == 1:
        ((a, b),) = rows
        return primitive((-b, a))
    (a, b, c), (d, e, f) = rows
    return primitive((b * f - c * e, c * d - a * f, a * e - b * d))


def _independent(rows: ExactRows) -> list[ExactVector]:
    kept: list[ExactVector] = []
    for row in rows:
        if any(row) and not any(on_one_line(row, other) for other in kept):
            kept.append(row)
    return kept


def _exactly(x: Scalar) -> Exact:
    return by_hand(x)


def eigenvector(sheet: Sheet, given: Given) -> None:
    """A − λI, its equations, and the vector that they leave."""
    A = of_A(given)
    demand(len(A) in (2, 3), "a system by hand")
    asked = given.number("eigenvalue").scalar
    values = linalg.eigenvalues(given.matrix())
    meant = min(values, key=lambda x: abs(complex(x) - complex(asked)))
    vector_for(sheet, A, _exactly(meant), "A")


def vector_for(sheet: Sheet, A: FractionRows, x: Exact, name: str, is_told_apart: bool = True) -> None:
    """Write how an eigenvector for the eigenvalue x is found; `is_told_apart`: an eigenvector for another value is wrong there."""
    demand(bool(x) and isinstance(x, Fraction), "a matrix that a fraction is subtracted from")
    M = tuple(tuple(by_hand(y) for y in row) for row in algebra.shifted(A, x))
    sheet.line(M, matrix_line(shifted_name(name, x).latex))
    equations = _independent(M)
    demand(len(equations) == len(A) - 1, "a line of eigenvectors")
    right = _perpendicular(equations)
    rows: list[ExactVector] = []
    for row in equations:
        slips: dict[str, Wrong[ExactVector]] = {"sign-forgotten": partial(_with_last_flipped, row)}
        rows.append(sheet.line(row, _relation, slips, partial(_holds_too, right)))
    v = _perpendicular(rows)
    first = rows[0]
    sheet.line(
        v,
        vector_line("v"),
        {
            "row-of-shifted": lambda: first,
            "entries-swapped": lambda: tuple(reversed(v)),
            "one-sign": lambda: (*v[:-1], -v[-1]),
        },
        partial(_would_do, M if is_told_apart else None, A),
    )


def _holds_too(v: ExactVector, _: ExactVector, other: ExactVector) -> bool:
    """Does the eigenvector solve the other equation as well?"""
    return not total(times(a, b) for a, b in zip(other, v, strict=True))


def _would_do(M: ExactRows | None, A: FractionRows, right: ExactVector, other: ExactVector) -> bool:
    """Is the other vector taken to 0 as well, or, where none is told apart, to a multiple of itself?"""
    if M is None:
        return on_one_line(algebra.apply(A, other), other)
    return on_one_line(right, other) or not any(algebra.apply(M, other))


def is_eigenvector(sheet: Sheet, given: Given) -> None:
    A, v = of_A(given), tuple(fractions((given.numbers("v"),))[0])
    demand(any(v), "a vector that is not zero")
    demand(any(algebra.apply(A, v)), "an image that is not zero")
    image = _image(sheet, A, v)
    ratios = {y / x if x else None for x, y in zip(v, image, strict=True) if x or y}
    is_one = len(ratios) == 1 and None not in ratios
    some = next(y / x for x, y in zip(v, image, strict=True) if x)
    sheet.line(
        is_one,
        lambda yes: "$v$ is an eigenvector of $A$." if yes else "$v$ is not an eigenvector of $A$.",
        {
            "compares-one-entry": lambda: None if is_one else True,
            "flip-refused": lambda: False if is_one and some < 0 else None,
        },
    )


def _image(sheet: Sheet, A: FractionRows, v: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    return sheet.line(
        algebra.apply(A, v),
        vector_line("Av"),
        {
            "row-times-matrix": lambda: _unless_zero(algebra.apply(algebra.transpose(A), v)),
            "sign-miscopied": lambda: _unless_zero(algebra.apply(A, tuple(map(abs, v)))),
        },
    )


def _unless_zero(v: tuple[Fraction, ...]) -> tuple[Fraction, ...] | None:
    return v if any(v) else None


def eigenvalue_of(sheet: Sheet, given: Given) -> None:
    A, v = of_A(given), tuple(fractions((given.numbers("v"),))[0])
    image = _image(sheet, A, v)
    at = next(i for i, x in enumerate(v) if x)
    right = image[at] / v[at]
    sheet.line(
        right,
        number_line(r"\lambda"),
        {
            "not-divided": lambda: image[at],
            "inverted": lambda: v[at] / image[at] if image[at] else None,
            "sign-flipped": lambda: -right,
        },
    )


# ---- diagonalization -----------------------------------------------------------------------------------------------


def is_diagonalizable(sheet: Sheet, given: Given) -> None:
    A = of_A(given)
    demand(len(A) == 2, "a quadratic polynomial")
    p = quadratic(sheet, A)
    values = roots_by_hand(p)
    values_ = sheet.line(values, list_line(r"\lambda"), root_slips(p, values), same_values)
    is_repeated = values_[0] == values_[1]
    is_scalar = not A[0][1] and not A[1][0] and A[0][0] == A[1][1]
    sheet.line(
        not is_repeated or is_scalar,
        lambda yes: "$A$ is diagonalizable." if yes else "$A$ is not diagonalizable.",
        {
            "repeated-means-no": lambda: False if is_repeated and is_scalar else None,
            "counts-multiplicity": lambda: True if is_repeated and not is_scalar else None,
            "distinct-refused": lambda: None if is_repeated else False,
        },
    )


def diagonalization(sheet: Sheet, given: Given) -> None:
    V, values = _eigenbasis(sheet, given)
    sheet.line(V, matrix_line("V"), {"eigenvectors-as-rows": lambda: algebra.transpose(V)}, partial(_same_columns, V))
    _diagonal(sheet, values)


def _same_columns(_: ExactRows, right: ExactRows, other: ExactRows) -> bool:
    """Is each column of the other a multiple of one of the right?"""
    columns = algebra.transpose(right)
    return all(any(on_one_line(v, u) for u in columns) for v in algebra.transpose(other))


def _diagonal(sheet: Sheet, values: tuple[Exact, ...]) -> None:
    def as_matrix(x: tuple[Scalar, ...]) -> str:
        return written_sides(r"\Lambda", matrix(algebra.diagonal_matrix(x, Fraction(0))))

    sheet.line(values, as_matrix, {"pairs-mixed-up": lambda: tuple(reversed(values))})


def _eigenbasis(sheet: Sheet, given: Given) -> tuple[ExactRows, tuple[Exact, ...]]:
    """Write the eigenvalues and a vector for each; return those as columns, and the values in their order."""
    A = of_A(given)
    demand(len(A) == 2, "a quadratic polynomial")
    demand(bool(A[0][1] or A[1][0]), "a matrix that is diagonal already")
    p = quadratic(sheet, A)
    right = roots_by_hand(p)
    values = sheet.line(right, indexed_line(r"\lambda"), root_slips(p, right), same_values)
    demand(values[0] != values[1], "two eigenvalues")
    vectors: list[ExactVector] = []
    for at, x in enumerate(values, 1):
        by_hand(x)
        v = solved(A, _exactly(x))
        shifted = tuple(tuple(by_hand(y) for y in row) for row in algebra.shifted(A, _exactly(x)))
        others = [solved(A, _exactly(y)) for y in right]
        vectors.append(
            sheet.line(
                v,
                vector_line(f"v_{{{at}}}"),
                {"row-of-shifted": partial(_row_as_vector, shifted), "entries-swapped": partial(_swapped, v)},
                lambda a, b, others=others: on_one_line(a, b) or any(on_one_line(b, u) for u in others),  # type: ignore[misc]
            )
        )
    demand(not on_one_line(*vectors), "two directions")
    return algebra.transpose(vectors), tuple(_exactly(x) for x in values)


def _row_as_vector(M: ExactRows) -> ExactVector | None:
    row = next((r for r in M if any(r)), None)
    return None if row is None else primitive(row)


def _swapped(v: ExactVector) -> ExactVector:
    return tuple(reversed(v))


def orthogonal_diagonalization(sheet: Sheet, given: Given) -> None:
    V, values = _eigenbasis(sheet, given)
    units = tuple(unit(v) for v in algebra.transpose(V))
    sheet.line(
        algebra.transpose(units), matrix_line("Q"), {"eigenvectors-as-rows": lambda: units}, partial(_same_columns, V)
    )
    _diagonal(sheet, values)


def unit(v: Sequence[Scalar]) -> ExactVector:
    """Return the vector of length 1, exactly."""
    length = by_hand(square_root(total(times(x, x) for x in v)))
    return tuple(by_hand(over(x, length)) for x in v)


# ---- orthogonality -------------------------------------------------------------------------------------------------


def is_orthogonal(sheet: Sheet, given: Given) -> None:
    A = of_A(given)
    demand(len(A) == len(A[0]) and len(A) <= 3, "a square matrix")
    gram = sheet.line(
        algebra.multiply(algebra.transpose(A), A),
        matrix_line(r"A^\top A"),
        {"squared-instead": lambda: algebra.multiply(A, A)},
    )
    n = len(A)
    are_unit = all(gram[i][i] == 1 for i in range(n))
    are_apart = not any(gram[i][j] for i in range(n) for j in range(n) if i != j)
    is_one = are_unit and are_apart
    sheet.line(
        is_one,
        lambda yes: "$A$ is orthogonal." if yes else "$A$ is not orthogonal.",
        {
            "columns-unit": lambda: True if are_unit and not are_apart else None,
            "columns-orthogonal": lambda: True if are_apart and not are_unit else None,
            "orthogonal-refused": lambda: False if is_one else None,
        },
    )


# ---- rank ----------------------------------------------------------------------------------------------------------


def _step(rows: FractionRows, done: int) -> tuple[str, FractionRows, FractionRows] | None:
    """Return the next operation below the rows that are done, what it makes of the rows, and with the wrong sign; None at the end."""
    for column in range(len(rows[0])):
        below = [i for i in range(done, len(rows)) if rows[i][column]]
        if not below:
            continue
        if below[0] != done:
            order = list(rows)
            order[done], order[below[0]] = order[below[0]], order[done]
            return rf"R_{{{done + 1}}} \leftrightarrow R_{{{below[0] + 1}}}", tuple(order), tuple(order)
        if len(below) == 1:
            done += 1
            continue
        i, factor = below[1], rows[below[1]][column] / rows[done][column]
        made = [tuple(x - sign * factor * y for x, y in zip(rows[i], rows[done], strict=True)) for sign in (1, -1)]
        right, wrong = (tuple(row if at == i else old for at, old in enumerate(rows)) for row in made)
        sign, size = ("-", factor) if factor > 0 else ("+", -factor)
        times_ = "" if size == 1 else value(size).latex
        return rf"R_{{{i + 1}}} \to R_{{{i + 1}}} {sign} {times_}R_{{{done + 1}}}", right, wrong
    return None


def _signs_lost(before: FractionRows, after: FractionRows) -> FractionRows | None:
    """Return the rows with the sign of the last number of the new row changed."""
    at = next((i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b), None)
    if at is None:
        return None
    places = [j for j, x in enumerate(after[at]) if x]
    if not places:
        return None
    return tuple(
        tuple(-x if (i, j) == (at, places[-1]) else x for j, x in enumerate(row)) for i, row in enumerate(after)
    )


MOST_OPERATIONS = 8


def _pivots(sheet: Sheet, given: Given) -> int:
    """Write the elimination, one operation on each line, and return how many rows are left."""
    rows = of_A(given)
    for _ in range(MOST_OPERATIONS + 1):
        found = _step(rows, 0)
        if found is None:
            return sum(any(row) for row in rows)
        operation, right, _wrong = found
        before = rows
        is_exchange = "leftrightarrow" in operation
        slips: dict[str, Wrong[FractionRows]] = (
            {} if is_exchange else {"sign-miscopied": partial(_signs_lost, before, right)}
        )
        rows = sheet.line(right, lambda M, operation=operation: f"${operation}: {matrix(M).latex}$", slips)  # type: ignore[misc]
        if not is_exchange and any(_is_undone(before, rows)):
            demand(False, "a pivot column that was not cleared")
    demand(False, "an elimination of moderate length")
    return 0


def _is_undone(before: FractionRows, after: FractionRows) -> list[bool]:
    """Say of the row that was changed whether its leading entry is still in the same place: by hand one would see that."""
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    return [_lead(a) == _lead(b) for a, b in changed]


def _lead(row: Sequence[Fraction]) -> int:
    return next((j for j, x in enumerate(row) if x), len(row))


def rank(sheet: Sheet, given: Given) -> None:
    A = of_A(given)
    found = _pivots(sheet, given)
    n, m = len(A[0]), len(A)
    sheet.line(
        Fraction(found),
        number_line(r"\rank(A)"),
        {
            "counts-rows": lambda: Fraction(m),
            "counts-columns": lambda: Fraction(n),
            "nullity-instead": lambda: Fraction(n - found),
        },
    )


def nullity(sheet: Sheet, given: Given) -> None:
    A = of_A(given)
    n, m = len(A[0]), len(A)
    r = sheet.line(Fraction(_pivots(sheet, given)), number_line(r"\rank(A)"), {"counts-rows": lambda: Fraction(m)})
    sheet.line(n - r, number_line(r"\nullity(A)"), {"rows-for-columns": lambda: m - r, "rank-instead": lambda: r})
