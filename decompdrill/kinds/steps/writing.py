r"""Numbers, matrices and equations of a worked step as LaTeX: exact where that is short, else four digits.

A piece remembers whether it is exact, so an equation gets its = or ≈ from what stands on its two sides. This is the only
owner of that choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from decompdrill.maths.algebra import Rows, Vector, diagonal_matrix, transpose
from decompdrill.maths.numerals import exact_text, latex_in_digits, parts_beside_noise
from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.mathtext import formats

BROADEST_NUMBER = 16
"""Characters; a number that takes more is written with four digits."""

_LEAST_WHOLE, _MOST_WHOLE = 1 - 10 ** (BROADEST_NUMBER - 1), 10**BROADEST_NUMBER - 1
"""The whole numbers that take no more."""

BROADEST_MATRIX = 44
"""Characters of all columns of a matrix together; a broader one is written with four digits."""

LARGEST_SHOWN = 6
"""Rows or columns; a larger matrix is named, not shown."""

MOST_TERMS = 6
"""Terms of a sum or a product; of a longer one the first and the last are shown."""

MOST_LISTED = 40

DIGITS = 4
"""Significant digits of a number that is not written exactly."""

APPROXIMATELY = r"\approx "


@dataclass(frozen=True, slots=True)
class Maths:
    """A piece of LaTeX, and whether the number that it writes is exact."""

    latex: str
    is_exact: bool = True
    is_sum: bool = field(default=False, compare=False)
    """It writes one number as a sum, which a product puts in brackets; a fraction holds its sum together."""


FormulaPiece = Maths | str
WorkedSteps = tuple[str, ...]


def _pieces(pieces: Iterable[FormulaPiece]) -> list[Maths]:
    return [Maths(piece) if isinstance(piece, str) else piece for piece in pieces]


def joint(*pieces: FormulaPiece) -> Maths:
    """Return pieces one behind the other, exact where all of them are."""
    parts = _pieces(pieces)
    return Maths("".join(p.latex for p in parts), all(p.is_exact for p in parts))


def unless_same(before: FormulaPiece, *after: Maths) -> tuple[Maths, ...]:
    """Return the pieces that read otherwise than the one before."""
    (latex,) = (p.latex for p in _pieces((before,)))
    return tuple(p for p in after if p.latex != latex)


def chain(*pieces: FormulaPiece) -> str:
    """Return a = b ≈ c: equals only between two sides that are both exact."""
    sides = _pieces(pieces)
    text = sides[0].latex
    for left, right in pairwise(sides):
        sign = "=" if left.is_exact and right.is_exact else r"\approx"
        text += f" {sign} {right.latex}"
    return text


def leaves(piece: Maths) -> str:
    """Return one piece on lines of its own, with a ≈ before it where it is rounded."""
    return f"$${'' if piece.is_exact else APPROXIMATELY}{piece.latex}$$"


def inline(*pieces: FormulaPiece) -> str:
    return f"${chain(*pieces)}$"


def display(*pieces: FormulaPiece) -> str:
    return f"$${chain(*pieces)}$$"


def displayed_lines(lines: Iterable[str]) -> str:
    """Return equations below one another."""
    body = r" \\ ".join(lines)
    return rf"$$\begin{{aligned}} {body} \end{{aligned}}$$"


# ---- numbers -------------------------------------------------------------------------------------------------------


def value(x: Scalar, digits: int = DIGITS) -> Maths:
    """Return a number exactly where that is short, else with so many significant digits."""
    if type(x) is Fraction and x.denominator == 1 and _is_short(x):  # most numbers are such
        return Maths(str(x.numerator))
    if _is_short(x):
        return Maths(formats.to_latex(x), is_sum=isinstance(x, Surd) and _is_sum(x))
    return Maths(decimals(x, digits), is_exact=False, is_sum=all(parts_beside_noise(complex(as_float(x)))))


def _is_sum(x: Surd) -> bool:
    """Is it written as a sum of terms, not as one fraction?"""
    return len(x.terms) > 1 and all(factor.denominator == 1 for _, factor in x.terms)


def says_exactly(*numbers: Scalar) -> bool:
    return all(_is_short(x) for x in numbers)


def _is_short(x: Scalar) -> bool:
    if type(x) is Fraction and x.denominator == 1:
        return bool(_LEAST_WHOLE <= x.numerator <= _MOST_WHOLE)
    return isinstance(x, Fraction | Surd) and _breadth(x) <= BROADEST_NUMBER


def _breadth(x: Fraction | Surd) -> int:
    """Return how many characters the exact number takes."""
    if isinstance(x, Surd):
        return len(exact_text(x))
    if max(x.numerator.bit_length(), x.denominator.bit_length()) > 4 * BROADEST_NUMBER:
        return 2 * BROADEST_NUMBER
    latex = formats.to_latex(x)
    return len(str(x)) if latex.lstrip("-").startswith(r"\frac") else len(latex)


def is_short(x: Fraction, characters: int) -> bool:
    """Is a fraction, written out, so short? Python writes no integer of more than 4,300 digits."""
    return x.numerator.bit_length() + x.denominator.bit_length() <= 4 * characters and len(str(x)) <= characters


def decimals(x: Scalar, digits: int = DIGITS) -> str:
    """Return a number with so many significant digits, without zeros at the end."""
    return latex_in_digits(x, digits)


def is_all_in_digits(x: Fraction) -> bool:
    """Return whether `decimals` writes all of a number."""
    return decimals(x) == decimals(x, 60)


def bracketed(x: Scalar, digits: int = DIGITS) -> Maths:
    """Return a number as it stands in a product: (−3), (1 + √2)."""
    written = value(x, digits)
    return joint("(", written, ")") if written.latex.startswith("-") or written.is_sum else written


def squared(x: Scalar) -> Maths:
    written = value(x)
    if written.latex.replace(".", "").isdigit():
        return joint(written, "^2")
    return joint(r"\left(", written, r"\right)^2") if r"\frac" in written.latex else joint("(", written, ")^2")


def absolute_square(x: Scalar) -> Maths:
    """Return x² of a real number, |z|² of a complex one, not worked out."""
    return joint(r"\lvert ", value(x), r" \rvert^2") if isinstance(as_float(x), complex) else squared(x)


def rooted(x: Scalar | Maths) -> Maths:
    return joint(r"\sqrt{", x if isinstance(x, Maths) else value(x), "}")


def quotient(above: FormulaPiece, below: FormulaPiece) -> Maths:
    """Return a fraction of two pieces, not worked out."""
    return joint(r"\frac{", above, "}{", below, "}")


def summed(terms: Iterable[FormulaPiece | Scalar]) -> Maths:
    """Return a sum, not worked out: 2 − 3 + (1 + 2i)."""
    written = _alike(tuple(terms))
    return Maths(summed_all(first_and_last(written) or [Maths("0")]).latex, all(t.is_exact for t in written))


def first_and_last(pieces: list[Maths]) -> list[Maths]:
    """Return the pieces of a sum or a product, with dots in a long one."""
    return pieces if len(pieces) <= MOST_TERMS else [*pieces[:3], Maths(r"\cdots"), pieces[-1]]


def _alike(terms: tuple[FormulaPiece | Scalar, ...]) -> list[Maths]:
    """Return the terms of a sum; fractions that stand together are all written as decimals where one of them is."""
    fractions = tuple(t for t in terms if isinstance(t, Fraction))
    if terms and len(fractions) == len(terms) and says_exactly(*fractions):
        return [Maths(text) for text in formats.each_to_latex(fractions)]
    return [_term(t) for t in terms]


def _term(term: FormulaPiece | Scalar) -> Maths:
    if isinstance(term, Maths):
        return term
    if isinstance(term, str):
        return Maths(term)
    written = value(term)
    return joint("(", written, ")") if written.is_sum else written


def multiplied(factors: Iterable[FormulaPiece | Scalar]) -> Maths:
    """Return a product, not worked out: 2 · (−3)."""
    written = [f if isinstance(f, Maths) else Maths(f) if isinstance(f, str) else bracketed(f) for f in factors]
    return Maths(r" \cdot ".join(f.latex for f in first_and_last(written)) or "1", all(f.is_exact for f in written))


def listed(values: Sequence[Scalar]) -> Maths:
    """Return numbers with commas, a long list cut off."""
    if not values:
        return Maths(r"\text{none}")
    is_exact = says_exactly(*values)
    shown = tuple(values[:MOST_LISTED])
    text = formats.to_latex(shown) if is_exact else ", ".join(value(x).latex for x in shown)
    return Maths(text + (r", \dots" if len(values) > MOST_LISTED else ""), is_exact)


# ---- matrices ------------------------------------------------------------------------------------------------------


def is_shown(A: Rows) -> bool:
    return max(len(A), len(A[0])) <= LARGEST_SHOWN


def matrix(A: Rows, digits: int = DIGITS, environment: str = "bmatrix") -> Maths:
    """Return a matrix, or what else has rows and columns; a large one is only named."""
    if not is_shown(A):
        return Maths(rf"\text{{(a }} {len(A)} \times {len(A[0])} \text{{ matrix)}}")
    if _is_short_matrix(A):
        return Maths(formats.matrix_to_latex(A, environment))
    return grid([[Maths(decimals(x, digits), is_exact=False) for x in row] for row in A], environment)


def _is_short_matrix(A: Rows) -> bool:
    if not says_exactly(*(x for row in A for x in row)):
        return False
    return sum(max(_breadth(x) for x in c if isinstance(x, Fraction | Surd)) for c in transpose(A)) <= BROADEST_MATRIX


def grid(cells: Sequence[Sequence[Maths]], environment: str = "bmatrix") -> Maths:
    """Return pieces in rows and columns."""
    is_exact = all(cell.is_exact for row in cells for cell in row)
    return Maths(formats.in_rows([[cell.latex for cell in row] for row in cells], environment), is_exact)


def bars(A: Rows, digits: int = DIGITS) -> Maths:
    """Return a determinant that is not worked out."""
    return matrix(A, digits, "vmatrix")


def column(v: Vector) -> Maths:
    """Return a vector as a column; a long one as its first entries."""
    if len(v) <= LARGEST_SHOWN:
        return matrix(tuple((x,) for x in v))
    first = r" \\ ".join([*(value(x).latex for x in v[:3]), r"\vdots", value(v[-1]).latex])
    return Maths(rf"\begin{{bmatrix}} {first} \end{{bmatrix}}", says_exactly(*v))


def row(v: Vector) -> Maths:
    if len(v) <= LARGEST_SHOWN:
        return matrix((v,))
    first = " & ".join([*(value(x).latex for x in v[:3]), r"\cdots", value(v[-1]).latex])
    return Maths(rf"\begin{{bmatrix}} {first} \end{{bmatrix}}", says_exactly(*v))


def diagonal_as_matrix(values: Sequence[Scalar]) -> Maths:
    return matrix(diagonal_matrix(values, Fraction(0)))


def juxtaposed(*matrices: Maths) -> Maths:
    """Return a product of matrices, not worked out."""
    return joint(matrices[0], *(piece for M in matrices[1:] for piece in (" ", M)))


def variable_less(values: Sequence[FormulaPiece]) -> Maths:
    """Return the column of pieces that are not worked out."""
    return grid([[p] for p in _pieces(values)])


# ---- polynomials and words -----------------------------------------------------------------------------------------


def polynomial(coefficients: Sequence[Scalar], variable: str = r"\lambda") -> Maths:
    """Return a polynomial, highest power first."""
    terms: list[Maths] = []
    degree = len(coefficients) - 1
    for place, coefficient in enumerate(coefficients):
        if coefficient == 0 and degree:
            continue
        terms.append(_monomial(coefficient, variable, degree - place))
    return summed_all(terms or [Maths("0")])


def summed_all(terms: Sequence[Maths]) -> Maths:
    """Return a sum with every term, however many."""
    text = terms[0].latex
    for term in terms[1:]:
        text += f" - {term.latex[1:]}" if term.latex.startswith("-") else f" + {term.latex}"
    return Maths(text, all(t.is_exact for t in terms))


def _monomial(coefficient: Scalar, variable: str, power: int) -> Maths:
    written = _term(coefficient)
    if power == 0:
        return written
    return joint(unless_one(written), variable if power == 1 else f"{variable}^{{{power}}}")


def unless_one(factor: Maths) -> Maths:
    """Return a factor as it stands before a letter: nothing for 1, a sign for −1."""
    return Maths(factor.latex[:-1], factor.is_exact) if factor.latex in ("1", "-1") else factor


def root_factor(root: Scalar, variable: str = r"\lambda") -> Maths:
    """Return λ − root in brackets, as a factor of a polynomial."""
    if isinstance(root, Fraction) and root == 0:
        return Maths(variable)
    written = value(root)
    if is_negative(written):
        return Maths(f"({variable} + {written.latex[1:]})", written.is_exact)
    shown = joint("(", written, ")") if written.latex.startswith("-") else written
    return joint(f"({variable} - ", _term(root) if " " in shown.latex else shown, ")")


def is_negative(piece: Maths) -> bool:
    """Is it one term with a sign, not a sum that begins with one?"""
    return piece.latex.startswith("-") and " " not in piece.latex


_TIMES = ("no times", "once", "twice", "three times", "four times", "five times", "six times")


_COUNTS = ("no", "one", "two", "three", "four", "five", "six")


def count_word(count: int) -> str:
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def plural(count: int, word: str) -> str:
    return f"{count_word(count)} {word}{'' if count == 1 else 's'}"


def joined(items: Sequence[str], last: str = "and") -> str:
    """Return a, b and c."""
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)


def in_order(operations: Sequence[str]) -> str:
    """Return a, b, then c."""
    return operations[0] if len(operations) == 1 else f"{', '.join(operations[:-1])}, then {operations[-1]}"


def times_column(factor: Scalar, v: Vector) -> Maths:
    """Return 4 · [1; 2], not worked out."""
    return joint(bracketed(factor), r" \cdot ", column(v))


def scaled_name(factor: Scalar, name: str) -> str:
    """Return 4v, −v, (1 + √2)v."""
    written = value(factor)
    shown = written if is_negative(written) or written.latex == "1" else bracketed(factor)
    return f"{unless_one(shown).latex}{name}"


def shifted_name(name: str, x: Scalar) -> Maths:
    """Return A − 4I, A + I, A."""
    written = value(x)
    if written.latex == "0":
        return Maths(name)
    size_of = Maths(written.latex[1:], written.is_exact) if is_negative(written) else bracketed(x)
    return joint(f"{name} {'+' if is_negative(written) else '-'} ", unless_one(size_of), "I")
