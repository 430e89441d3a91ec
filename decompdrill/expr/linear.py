"""Matrix functions: exact by elimination where the entries are, else by NumPy.

NumPy's order of eigenvalues and signs of vectors differ between machines, so both are fixed here: eigenvalues of `eig`
and `eigvals` descend, and the largest entry of a vector is positive.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from decompdrill.expr import arithmetic
from decompdrill.expr.making import kth_diagonal
from decompdrill.expr.reducing import along, mean_of, one_axis, sum_of
from decompdrill.expr.values import (
    Arguments,
    Keywords,
    Meter,
    NestedArray,
    Outside,
    PlainNumber,
    Refusal,
    Value,
    array,
    array_of_rows,
    as_integer,
    as_matrix,
    as_vector,
    columns_of,
    is_exact,
    items_of,
    limited,
    named_shape,
    real,
    shape,
    square,
)
from decompdrill.maths import exact, surd
from decompdrill.maths.algebra import diagonal_matrix
from decompdrill.maths.tolerances import ASYMMETRY

if TYPE_CHECKING:
    import numpy as np

    InexactArray: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64 | np.complex128]]


# Exact elimination and exact roots only where they are quick: small matrices of small numbers.
LARGEST_EXACT_SIZE = 8
LARGEST_EXACT_ROOTS = 4
MOST_BITS_OF_ROOTS = 14


def matmul(a: Value, b: Value, meter: Meter) -> Value:
    """Return a @ b of vectors and matrices."""
    a, b = array(a), array(b)
    left, right = shape(a), shape(b)
    if not left or not right or left[-1] != right[0]:
        raise Refusal(f"@ does not go between {named_shape(a)} and {named_shape(b)}")
    height, width = left[0] if len(left) == 2 else 1, right[1] if len(right) == 2 else 1
    limited(height * width)
    meter.spend(height * width * (left[-1] + 1))
    rows = as_matrix(a) if len(left) == 2 else [as_vector(a)]
    columns = as_matrix(columns_of(b)) if len(right) == 2 else [as_vector(b)]
    product = [[arithmetic.product_sum(row, column) for column in columns] for row in rows]
    if len(right) == 1:
        return tuple(row[0] for row in product) if len(left) == 2 else product[0][0]
    return array_of_rows(product) if len(left) == 2 else tuple(product[0])


def dot(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    a, b = arguments
    if not shape(a) and not shape(b):
        return arithmetic.multiply_entries(a, b)
    return matmul(a, b, meter)


def outer(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    u, v = as_vector(array(arguments[0])), as_vector(array(arguments[1]))
    meter.spend(limited(len(u) * len(v)))
    return array_of_rows([arithmetic.multiply_entries(a, b) for b in v] for a in u)


def trace(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    value = array_of_rows(as_matrix(array(arguments[0])))
    return sum_of(kth_diagonal(value, as_integer(keywords.get("offset", 0))))


def det(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    rows = square(array(arguments[0]))
    if _is_quick(rows, meter):
        return _plain(exact.determinant(_fractions(rows)))
    return _from_numpy(_numeric(meter, rows, lambda np, A: (np.linalg.det(A),))[0])


def inv(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    rows = square(array(arguments[0]))
    if not _is_quick(rows, meter):
        return _from_numpy(_numeric(meter, rows, lambda np, A: (np.linalg.inv(A),))[0])
    inverse = exact.inverse(_fractions(rows))
    if inverse is None:
        raise Refusal("the matrix is singular")
    return array_of_rows((_plain(x) for x in row) for row in inverse)


def solve(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    """Return the x of Ax = b."""
    return matmul(inv(meter, arguments[:1], {}), arguments[1], meter)


def rank(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    rows = _hermitian(arguments[0], keywords)
    if "tol" in keywords and "rtol" in keywords:
        raise Refusal("tol and rtol cannot be given both")
    if "tol" not in keywords and "rtol" not in keywords and _is_quick(rows, meter):
        return exact.rank(_fractions(rows))
    values = _singular_values(rows, meter)
    relative = real(keywords.get("rtol", max(len(rows), len(rows[0])) * 2.0**-52))
    tolerance = real(keywords["tol"]) if "tol" in keywords else relative * max(values, default=0.0)
    return sum(value > tolerance for value in values)


def matrix_power(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    """Return A multiplied by itself, by its inverse for a negative exponent."""
    exponent = as_integer(arguments[1])
    base = array(arguments[0]) if exponent >= 0 else inv(meter, arguments[:1], {})
    n = len(square(base))
    power: Value = diagonal_matrix((1,) * n, 0)
    for bit in f"{abs(exponent):b}":
        power = matmul(power, power, meter)
        if bit == "1":
            power = matmul(power, base, meter)
    return power


def norm(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the 2-norm of a vector or the Frobenius norm of a matrix, or the one that `ord` says."""
    value = array(arguments[0])
    order, axis = keywords.get("ord", ""), keywords.get("axis")
    dimensions = len(shape(value))
    is_whole = dimensions == 2 and one_axis(axis, 2) is None
    if not is_whole or order == "":
        return along(lambda values: _vector_norm(values, order), value, keywords)
    is_turned = isinstance(axis, (tuple, list)) and one_axis(axis[0], 2) == 1
    found = _matrix_norm(as_matrix(columns_of(value) if is_turned else value), order, meter)
    return ((found,),) if arithmetic.truth(keywords.get("keepdims", False)) else found


def _vector_norm(values: Sequence[Value], order: Value) -> PlainNumber:
    sizes = [real(arithmetic.absolute_entry(x)) for x in values]
    match order:
        case "" | 2:
            return _length(values)
        case "np.inf":
            return max(sizes)
        case "-np.inf":
            return min(sizes)
        case 0:
            return sum(x != 0 for x in sizes)
        case str() | tuple() | list():
            raise Refusal("of a vector ord should be a number or np.inf")
        case _:
            powers = sum_of([arithmetic.raise_entry(x, order) for x in sizes])
            return arithmetic.raise_entry(powers, arithmetic.divide_entries(1, order))


def _matrix_norm(rows: list[list[PlainNumber]], order: Value, meter: Meter) -> PlainNumber:
    match order:
        case "fro":
            return _length([x for row in rows for x in row])
        case "nuc":
            return sum_of(_singular_values(rows, meter))
        case 2 | -2:
            values = _singular_values(rows, meter)
            return values[0] if order == 2 else values[-1]
        case 1 | -1 | "np.inf" | "-np.inf":
            lines = rows if isinstance(order, str) else list(zip(*rows, strict=True))
            sums = [real(sum_of([arithmetic.absolute_entry(x) for x in line])) for line in lines]
            return max(sums) if order in (1, "np.inf") else min(sums)
        case _:
            raise Refusal("ord should be 1, -1, 2, -2, np.inf, -np.inf, 'fro' or 'nuc'")


def _length(values: Sequence[Value]) -> PlainNumber:
    sizes = [arithmetic.absolute_entry(x) for x in values]
    return arithmetic.root_of_entry(sum_of([arithmetic.multiply_entries(x, x) for x in sizes]))


def cond(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    order = keywords.get("p", 2)
    if order not in (2, -2):
        inverse = as_matrix(inv(meter, arguments, {}))
        return arithmetic.multiply_entries(
            _matrix_norm(square(array(arguments[0])), order, meter), _matrix_norm(inverse, order, meter)
        )
    values = _singular_values(as_matrix(array(arguments[0])), meter)
    if values[-1] == 0:
        raise Refusal("the condition number of a singular matrix is infinite")
    return arithmetic.kept(values[0] / values[-1] if order == 2 else values[-1] / values[0])


def eigvals(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    """Return the eigenvalues with multiplicity, in descending order, exactly where they are rational."""
    rows = square(array(arguments[0]))
    return tuple(_exact_eigenvalues(rows, meter) or _descending(_numeric(meter, rows, _eigvals)[0].tolist()))


def _exact_eigenvalues(rows: list[list[PlainNumber]], meter: Meter) -> list[PlainNumber]:
    """Return the eigenvalues of a small matrix of small fractions without rounding on the way; [] for any other."""
    entries = [x for row in rows for x in row if isinstance(x, (int, Fraction))]
    if len(rows) > LARGEST_EXACT_ROOTS or len(entries) < len(rows) ** 2:
        return []
    scale = lcm(*(x.denominator for x in entries))
    if scale.bit_length() > MOST_BITS_OF_ROOTS or any(abs(x * scale) >= 2**MOST_BITS_OF_ROOTS for x in entries):
        return []
    meter.spend(2000)
    roots = exact.eigenvalues(_fractions([[x * scale for x in row] for row in rows])) or ()
    return _descending([_plain(root.value) / Fraction(scale) for root in roots for _ in range(root.multiplicity)])


def _descending(values: Sequence[PlainNumber]) -> list[PlainNumber]:
    return [arithmetic.kept(x) for x in sorted(values, key=arithmetic.sort_key, reverse=True)]


def eigvalsh(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    """Return the eigenvalues of a symmetric matrix in ascending order."""
    rows = _symmetric(arguments[0])
    exactly = _exact_eigenvalues(rows, meter)
    return tuple(exactly[::-1]) or _from_numpy(_numeric(meter, rows, lambda np, A: (np.linalg.eigvalsh(A),))[0])


def eig(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    """Return the eigenvalues in descending order, and unit eigenvectors as columns in the same order."""
    values, vectors = _numeric(meter, square(array(arguments[0])), _eig)
    order = sorted(range(len(values)), key=lambda i: arithmetic.sort_key(values[i].item()), reverse=True)
    return _from_numpy(values[order]), _from_numpy(_turned(vectors[:, order]))


def eigh(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    """Return the eigenvalues of a symmetric matrix in ascending order, and orthonormal eigenvectors as columns."""
    values, vectors = _numeric(meter, _symmetric(arguments[0]), lambda np, A: tuple(np.linalg.eigh(A)))
    return _from_numpy(values), _from_numpy(_turned(vectors))


def _symmetric(value: Value) -> list[list[PlainNumber]]:
    rows = square(array(value))
    pairs = [(row[j], rows[j][i]) for i, row in enumerate(rows) for j in range(i)]
    if any(abs(complex(x) - complex(y)) > ASYMMETRY * abs(complex(x)) for x, y in pairs):
        raise Outside("a symmetric matrix is needed")
    return rows


def _hermitian(value: Value, keywords: Keywords) -> list[list[PlainNumber]]:
    """Return the rows of a matrix, which is symmetric where `hermitian` says so."""
    return _symmetric(value) if arithmetic.truth(keywords.get("hermitian", False)) else as_matrix(array(value))


def svd(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return U, the singular values in descending order, and Vᵀ; only the values where compute_uv is False."""
    rows = _hermitian(arguments[0], keywords)
    if not arithmetic.truth(keywords.get("compute_uv", True)):
        return tuple(_singular_values(rows, meter))
    full = arithmetic.truth(keywords.get("full_matrices", True))
    limited(len(rows) ** 2 + len(rows[0]) ** 2 if full else 0)
    U, s, Vt = _numeric(meter, rows, lambda np, A: tuple(np.linalg.svd(A, full_matrices=full)))
    signs = _signs(U)
    k = len(s)
    turned = [[x * sign for x in row] for row, sign in zip(Vt[:k].tolist(), signs.tolist(), strict=False)]
    return array((U * signs).tolist()), array(s.tolist()), array(turned + Vt[k:].tolist())


def svdvals(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    return tuple(_singular_values(as_matrix(array(arguments[0])), meter))


def _singular_values(rows: list[list[PlainNumber]], meter: Meter) -> list[float]:
    (values,) = _numeric(meter, rows, lambda np, A: (np.linalg.svd(A, compute_uv=False),))
    return [float(x) for x in values]


def cov(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the covariance of the rows, or of the columns where rowvar is False; divides by n − ddof."""
    variables = _variables(array(arguments[0]), keywords)
    if "y" in keywords:
        others = array(keywords["y"])
        # As in NumPy, one line of values is one variable, whatever rowvar says.
        is_line = len(shape(others)) == 1 or shape(others)[:1] == (1,)
        variables += (
            array_of_rows(as_matrix((others,) if len(shape(others)) == 1 else others))
            if is_line
            else _variables(others, keywords)
        )
    shape(variables)
    centred = tuple(_centred(items_of(row)) for row in variables)
    ddof = keywords.get("ddof", 0 if arithmetic.truth(keywords.get("bias", False)) else 1)
    divisor = arithmetic.subtract_entries(shape(centred)[1], as_integer(ddof))
    if real(divisor) <= 0:
        raise Refusal("ddof should be less than the number of samples")
    product = matmul(centred, columns_of(centred), meter)
    return array_of_rows((arithmetic.divide_entries(x, divisor) for x in items_of(row)) for row in items_of(product))


def _variables(value: Value, keywords: Keywords) -> NestedArray:
    """Return the variables of data as rows."""
    if len(shape(value)) == 1:
        raise Outside(f"a matrix is needed, not {named_shape(value)}")
    rows = array_of_rows(as_matrix(value))
    return rows if arithmetic.truth(keywords.get("rowvar", True)) else columns_of(rows)


def _centred(values: Sequence[Value]) -> NestedArray:
    centre = mean_of(values)
    return tuple(arithmetic.subtract_entries(x, centre) for x in values)


def corrcoef(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the correlations of the rows, or of the columns where rowvar is False."""
    covariances = as_matrix(cov(meter, arguments, keywords))
    spreads = [arithmetic.root_of_entry(row[i]) for i, row in enumerate(covariances)]
    return array_of_rows(
        (arithmetic.divide_entries(x, arithmetic.multiply_entries(spreads[i], spreads[j])) for j, x in enumerate(row))
        for i, row in enumerate(covariances)
    )


def _is_quick(rows: list[list[PlainNumber]], meter: Meter) -> bool:
    """Can this matrix be eliminated exactly, and soon?"""
    if not rows or max(len(rows), len(rows[0])) > LARGEST_EXACT_SIZE or not is_exact(array_of_rows(rows)):
        return False
    entries = [x for row in rows for x in row if isinstance(x, (int, Fraction))]
    if any(x.numerator.bit_length() > 64 or x.denominator.bit_length() > 64 for x in entries):
        return False
    meter.spend(20 * len(rows) ** 2 * len(rows[0]))
    return True


def _fractions(rows: list[list[PlainNumber]]) -> exact.ExactRows:
    return tuple(tuple(Fraction(real(x)) for x in row) for row in rows)


def _plain(value: Fraction | surd.Surd | float | complex) -> PlainNumber:
    return arithmetic.kept(value if isinstance(value, Fraction) else surd.as_float(value))


def _numeric(
    meter: Meter, rows: list[list[PlainNumber]], function: Callable[..., tuple[InexactArray, ...]]
) -> tuple[InexactArray, ...]:
    """Return the arrays that a NumPy function makes of a matrix; every warning and failure is a refusal."""
    import numpy as np

    if not rows or not rows[0]:
        raise Refusal("the matrix is empty")
    height, width = len(rows), len(rows[0])
    meter.spend(100 + height * width * (1 + min(height, width) // 100))
    plain = [[x if isinstance(x, complex) else float(x) for x in row] for row in rows]
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("error")
            made = function(np, np.array(plain))
    except (np.linalg.LinAlgError, Warning) as error:
        raise Refusal(str(error)) from None
    if not all(np.isfinite(part).all() for part in made):
        raise Refusal("the result is not finite")
    return made


def _eigvals(np: ModuleType, A: InexactArray) -> tuple[InexactArray, ...]:
    return _real_of_real(A, np.linalg.eigvals(A))


def _eig(np: ModuleType, A: InexactArray) -> tuple[InexactArray, ...]:
    return _real_of_real(A, *np.linalg.eig(A))


def _real_of_real(A: InexactArray, values: InexactArray, *vectors: InexactArray) -> tuple[InexactArray, ...]:
    """Return what is real of a real matrix whose spectrum is real; from NumPy 2.5 on all of it comes as complex."""
    made = (values, *vectors)
    is_real = A.dtype.kind != "c" and not values.imag.any()
    return tuple(part.real for part in made) if is_real else made


def _signs(vectors: InexactArray) -> InexactArray:
    """Return the sign of the largest entry of each column; the first of equally large ones counts."""
    import numpy as np

    sizes = np.round(np.abs(vectors), 9)
    leading = vectors[np.argmax(sizes, axis=0), np.arange(vectors.shape[1])]
    signs: InexactArray = np.where(leading.real < 0, -1.0, 1.0)
    return signs


def _turned(vectors: InexactArray) -> InexactArray:
    import numpy as np

    turned: InexactArray = np.multiply(vectors, _signs(vectors), dtype=vectors.dtype)
    return turned


def _from_numpy(made: InexactArray) -> Value:
    return array(made.tolist())
