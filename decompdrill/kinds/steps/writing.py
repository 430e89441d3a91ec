r"""Numbers, matrices and equations of a worked step as LaTeX: exact where that is short, else four digits.

A piece remembers whether it is exact, so an equation gets its = or ≈ from what stands on its two sides. This is the only
owner of that choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import pairwise

from decompdrill import answers
from decompdrill.kinds.steps.algebra import Rows, Vector
from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.mathtext import formats

BROADEST_NUMBER = 16
"""Characters; a number that takes more is written with four digits."""

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


Piece = Maths | str


def chain(*pieces: Piece) -> str:
    """Return a = b ≈ c: equals only between two sides that are both exact."""
    sides = [Maths(piece) if isinstance(piece, str) else piece for piece in pieces]
    text = sides[0].latex
    for left, right in pairwise(sides):
        sign = "=" if left.is_exact and right.is_exact else r"\approx"
        text += f" {sign} {right.latex}"
    return text


def leaves(piece: Maths) -> str:
    """Return one piece on lines of its own, with a ≈ before it where it is rounded."""
    return f"$${'' if piece.is_exact else APPROXIMATELY}{piece.latex}$$"


def inline(*pieces: Piece) -> str:
    return f"${chain(*pieces)}$"


def display(*pieces: Piece) -> str:
    return f"$${chain(*pieces)}$$"


def displayed_lines(lines: Iterable[str]) -> str:
    """Return equations below one another."""
    body = r" \\ ".join(lines)
    return rf"$$\begin{{aligned}} {body} \end{{aligned}}$$"


# ---- numbers -------------------------------------------------------------------------------------------------------


def value(x: Scalar, digits: int = DIGITS) -> Maths:
    """Return a number exactly where that is short, else with so many significant digits."""
    if _is_short(x):
        return Maths(formats.show(x))
    return Maths(decimals(x, digits), is_exact=False)


def says_exactly(*numbers: Scalar) -> bool:
    return all(_is_short(x) for x in numbers)


def _is_short(x: Scalar) -> bool:
    return isinstance(x, Fraction | Surd) and _breadth(x) <= BROADEST_NUMBER


def _breadth(x: Fraction | Surd) -> int:
    """Return how many characters the exact number takes."""
    if isinstance(x, Surd):
        return len(answers.show_scalar(x))
    if max(x.numerator.bit_length(), x.denominator.bit_length()) > 4 * BROADEST_NUMBER:
        return 2 * BROADEST_NUMBER
    latex = formats.show(x)
    return len(str(x)) if latex.lstrip("-").startswith(r"\frac") else len(latex)


def is_short(x: Fraction, characters: int) -> bool:
    """Is a fraction, written out, so short? Python writes no integer of more than 4,300 digits."""
    return x.numerator.bit_length() + x.denominator.bit_length() <= 4 * characters and len(str(x)) <= characters


def decimals(x: Scalar, digits: int = DIGITS) -> str:
    """Return a number with so many significant digits, without zeros at the end."""
    context = Context(prec=digits, rounding=ROUND_HALF_UP)
    if isinstance(x, Fraction):
        return _in_digits(context.divide(Decimal(x.numerator), Decimal(x.denominator)))
    number = as_float(x)
    if isinstance(number, complex):
        return _complex(number, digits)
    return _in_digits(context.create_decimal(number))


def _in_digits(number: Decimal) -> str:
    exponent = number.adjusted()
    if not number or -4 <= exponent < 7:
        return _trimmed(f"{number:f}")
    return rf"{_trimmed(f'{number.scaleb(-exponent):f}')} \times 10^{{{exponent}}}"


def _trimmed(text: str) -> str:
    """Return digits without zeros at the end, and without the sign of a zero."""
    shown = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if shown == "-0" else shown


def _complex(number: complex, digits: int) -> str:
    """Return re + im·i; a part that is rounding noise beside the other is left out."""
    real, imag = (0.0 if abs(part) < 1e-12 * abs(number) else part for part in (number.real, number.imag))
    if not imag:
        return decimals(real, digits)
    size = decimals(abs(imag), digits)
    unit = ("" if size == "1" else f"({size})" if " " in size else size) + "i"
    if not real:
        return f"-{unit}" if imag < 0 else unit
    return f"{decimals(real, digits)} {'-' if imag < 0 else '+'} {unit}"


def bracketed(x: Scalar, digits: int = DIGITS) -> Maths:
    """Return a number as it stands in a product: (−3), (1 + √2)."""
    written = value(x, digits)
    return Maths(_in_brackets(written.latex), written.is_exact)


def _in_brackets(latex: str) -> str:
    is_sum = (" + " in latex or " - " in latex) and not latex.startswith(r"\frac")
    is_compound = latex.startswith("-") or is_sum
    return f"({latex})" if is_compound else latex


def squared(x: Scalar) -> Maths:
    written = value(x)
    is_plain = written.latex.replace(".", "").isdigit()
    return Maths(f"{written.latex if is_plain else _tall(written.latex)}^2", written.is_exact)


def _tall(latex: str) -> str:
    return rf"\left({latex}\right)" if r"\frac" in latex else f"({latex})"


def rooted(x: Scalar) -> Maths:
    written = value(x)
    return Maths(rf"\sqrt{{{written.latex}}}", written.is_exact)


def quotient(above: Piece, below: Piece) -> Maths:
    """Return a fraction of two pieces, not worked out."""
    over, under = (Maths(p) if isinstance(p, str) else p for p in (above, below))
    return Maths(rf"\frac{{{over.latex}}}{{{under.latex}}}", over.is_exact and under.is_exact)


def summed(terms: Iterable[Piece | Scalar]) -> Maths:
    """Return a sum, not worked out: 2 − 3 + (1 + 2i)."""
    written = _alike(tuple(terms))
    shown = written if len(written) <= MOST_TERMS else [*written[:3], Maths(r"\cdots"), written[-1]]
    text = ""
    for at, term in enumerate(shown):
        latex = term.latex
        if at == 0:
            text = latex
        elif latex.startswith("-"):
            text += f" - {latex[1:]}"
        else:
            text += f" + {latex}"
    return Maths(text or "0", all(t.is_exact for t in written))


def _alike(terms: tuple[Piece | Scalar, ...]) -> list[Maths]:
    """Return the terms of a sum; fractions that stand together are all written as decimals where one of them is."""
    fractions = tuple(t for t in terms if isinstance(t, Fraction))
    if terms and len(fractions) == len(terms) and says_exactly(*fractions):
        return [Maths(text) for text in formats.show(fractions).split(", ")]
    return [_term(t) for t in terms]


def _term(term: Piece | Scalar) -> Maths:
    if isinstance(term, Maths):
        return term
    if isinstance(term, str):
        return Maths(term)
    written = value(term)
    if " + " in written.latex or " - " in written.latex:
        return Maths(_in_brackets(written.latex), written.is_exact)
    return written


def multiplied(factors: Iterable[Piece | Scalar]) -> Maths:
    """Return a product, not worked out: 2 · (−3)."""
    written = [f if isinstance(f, Maths) else Maths(f) if isinstance(f, str) else bracketed(f) for f in factors]
    shown = written if len(written) <= MOST_TERMS else [*written[:3], Maths(r"\cdots"), written[-1]]
    return Maths(r" \cdot ".join(f.latex for f in shown) or "1", all(f.is_exact for f in written))


def listed(values: Sequence[Scalar]) -> Maths:
    """Return numbers with commas, a long list cut off."""
    if not values:
        return Maths(r"\text{none}")
    is_exact = says_exactly(*values)
    shown = tuple(values[:MOST_LISTED])
    text = formats.show(shown) if is_exact else ", ".join(value(x).latex for x in shown)
    return Maths(text + (r", \dots" if len(values) > MOST_LISTED else ""), is_exact)


# ---- matrices ------------------------------------------------------------------------------------------------------


def is_shown(A: Rows) -> bool:
    return max(len(A), len(A[0])) <= LARGEST_SHOWN


def matrix(A: Rows, digits: int = DIGITS) -> Maths:
    """Return a matrix; a large one is only named."""
    if not is_shown(A):
        return Maths(rf"\text{{(a }} {len(A)} \times {len(A[0])} \text{{ matrix)}}")
    if _is_short_matrix(A):
        return Maths(formats.show(A))
    return grid([[Maths(decimals(x, digits), is_exact=False) for x in row] for row in A])


def _is_short_matrix(A: Rows) -> bool:
    if not says_exactly(*(x for row in A for x in row)):
        return False
    columns = zip(*A, strict=True)
    return sum(max(_breadth(x) for x in c if isinstance(x, Fraction | Surd)) for c in columns) <= BROADEST_MATRIX


def grid(cells: Sequence[Sequence[Maths]], environment: str = "bmatrix") -> Maths:
    """Return pieces in rows and columns."""
    body = r" \\ ".join(" & ".join(cell.latex for cell in row) for row in cells)
    is_exact = all(cell.is_exact for row in cells for cell in row)
    return Maths(rf"\begin{{{environment}}} {body} \end{{{environment}}}", is_exact)


def bars(A: Rows, digits: int = DIGITS) -> Maths:
    """Return a determinant that is not worked out."""
    written = matrix(A, digits)
    return Maths(written.latex.replace("bmatrix", "vmatrix"), written.is_exact)


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


def diagonal(values: Sequence[Scalar]) -> Maths:
    zero = Fraction(0)
    return matrix(tuple(tuple(x if i == j else zero for j in range(len(values))) for i, x in enumerate(values)))


def variable_less(values: Sequence[Piece]) -> Maths:
    """Return the column of pieces that are not worked out."""
    return grid([[p if isinstance(p, Maths) else Maths(p)] for p in values])


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
    name = variable if power == 1 else f"{variable}^{{{power}}}"
    factor = {"1": "", "-1": "-"}.get(written.latex, written.latex)
    return Maths(f"{factor}{name}", written.is_exact)


def root_factor(root: Scalar, variable: str = r"\lambda") -> Maths:
    """Return λ − root in brackets, as a factor of a polynomial."""
    if isinstance(root, Fraction) and root == 0:
        return Maths(variable)
    written = value(root)
    if written.latex.startswith("-") and " " not in written.latex:
        return Maths(f"({variable} + {written.latex[1:]})", written.is_exact)
    latex = _in_brackets(written.latex) if written.latex.startswith("-") else written.latex
    return Maths(f"({variable} - {_term(root).latex if ' ' in latex else latex})", written.is_exact)


_TIMES = ("no times", "once", "twice", "three times", "four times", "five times", "six times")


def times_word(count: int) -> str:
    return _TIMES[count] if count < len(_TIMES) else f"{count} times"


_COUNTS = ("no", "one", "two", "three", "four", "five", "six")


def count_word(count: int) -> str:
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def plural(count: int, word: str) -> str:
    return f"{count_word(count)} {word}{'' if count == 1 else 's'}"


def joined(items: Sequence[str], last: str = "and") -> str:
    """Return a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def in_order(operations: Sequence[str]) -> str:
    """Return a, b, then c."""
    return operations[0] if len(operations) == 1 else f"{', '.join(operations[:-1])}, then {operations[-1]}"


def times_column(factor: Scalar, v: Vector) -> Maths:
    """Return 4 · [1; 2], not worked out."""
    left, right = bracketed(factor), column(v)
    return Maths(rf"{left.latex} \cdot {right.latex}", left.is_exact and right.is_exact)


def scaled_name(factor: Scalar, name: str) -> str:
    """Return 4v, −v, (1 + √2)v."""
    written = value(factor).latex
    if written in ("1", "-1"):
        return f"{written[:-1]}{name}"
    return f"{written if written.startswith('-') and ' ' not in written else bracketed(factor).latex}{name}"


def shifted_name(name: str, x: Scalar) -> Maths:
    """Return A − 4I, A + I, A."""
    written = value(x)
    if written.latex == "0":
        return Maths(name)
    is_negative = written.latex.startswith("-") and " " not in written.latex
    size_of = written.latex[1:] if is_negative else bracketed(x).latex
    return Maths(f"{name} {'+' if is_negative else '-'} {'' if size_of == '1' else size_of}I", written.is_exact)
