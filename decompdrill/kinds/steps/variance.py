"""Worked solutions of covariance, explained-variance, cumulative-variance, components-needed and principal-component."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from decompdrill.judging.numbers import SLACK
from decompdrill.judging.tolerances import SHOWN_WHOLE
from decompdrill.kinds.base import Given
from decompdrill.kinds.reference.variance import (
    centred,
    covariance_of,
    cumulative,
    gram,
    has_mean,
    needed,
    ratios_answer,
    variances,
)
from decompdrill.kinds.reference.variance import covariance as covariance_matrix
from decompdrill.kinds.steps.diagonal import orthonormal_basis
from decompdrill.kinds.steps.roots import eigenvalue_steps
from decompdrill.kinds.steps.vectors import eigen_check, eigenvector_steps
from decompdrill.kinds.steps.writing import (
    DIGITS,
    Maths,
    WorkedSteps,
    chain,
    column,
    count_word,
    display,
    displayed_lines,
    inline,
    is_short,
    is_shown,
    listed,
    matrix,
    plural,
    quotient,
    squared,
    summed,
    unless_same,
    value,
)
from decompdrill.maths import linalg
from decompdrill.maths.algebra import Vector, diagonal, entries, settle, settled, settled_rows, transpose
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, as_float, descending, square_root, total
from decompdrill.mathtext import formats

X_GRAM = r"X_c^\top X_c"


# ---- covariance ----------------------------------------------------------------------------------------------------


def covariance(given: Given) -> WorkedSteps:
    X, ddof = given.matrix("X"), given.count("ddof")
    C = covariance_matrix(X, ddof)
    return (*covariance_steps(X, ddof), *_meaning(C), _variance_check(X, C, ddof))


def covariance_steps(X: Matrix, ddof: int = 1) -> WorkedSteps:
    """Return the way from samples in rows to their covariance."""
    n, p = X.shape
    Xc = centred(X)
    C = covariance_matrix(X, ddof)
    scatter = gram(Xc, 1)
    divisor, scale = f"{n} - {ddof}" if ddof else f"{n}", X.scale**2
    shown = display("X_c", matrix(settled_rows(Xc.rows, X.scale))) if is_shown(Xc.rows) else ""
    centering = f"Center the data: subtract its mean from each column. {shown}".rstrip()
    size = f"$X$ has {plural(n, 'sample')} in its rows and {plural(p, 'feature')} in its columns."
    if has_mean(X):
        steps = [f"{size} The column means are {inline(listed(_means(X)))}.", centering]
    else:
        steps = [f"{size} Each column adds up to 0, so the data are centered already: $X_c = X$."]
    if is_shown(C.rows):
        products, found = matrix(settled_rows(scatter.rows, scale)), matrix(settled_rows(C.rows, scale))
        steps += [
            f"Multiply the centered columns with each other: {display(X_GRAM, products)}",
            f"Divide by ${divisor}{f' = {n - ddof}' if ddof else ''}$: {display('C', _over(n - ddof), found)}",
        ]
    else:
        steps.append(
            f"$C$ is the {p}×{p} matrix ${X_GRAM}$ over ${divisor}$: entry by entry, centered columns multiplied and added."
        )
    return tuple(steps)


def _over(divisor: int) -> Maths:
    return Maths(X_GRAM if divisor == 1 else rf"\frac{{1}}{{{divisor}}} {X_GRAM}")


def _means(X: Matrix) -> Vector:
    return tuple(total(c) / Fraction(X.shape[0]) for c in transpose(X.rows))


def _meaning(C: Matrix) -> WorkedSteps:
    if C.shape[0] == 1:
        return (f"With a single feature the covariance is its variance, {inline(value(C.rows[0][0]))}.",)
    if not is_shown(C.rows):
        first = tuple(row[:3] for row in C.rows[:3])
        return (f"Its top left corner is {display(matrix(first))}",)
    return ("The diagonal holds the variances of the features, the other entries their covariances; $C$ is symmetric.",)


def _variance_check(X: Matrix, C: Matrix, ddof: int) -> str:
    """Return the check of every entry at once, by the variance of the sum of the features; of a large C of its first entry."""
    columns = [settled(c, X.scale) for c in transpose(centred(X).rows)]
    is_summed = C.shape[0] > 1 and is_shown(C.rows)
    first = tuple(map(total, zip(*columns, strict=True))) if is_summed else columns[0]
    worked = quotient(summed([squared(x) for x in first]), str(X.shape[0] - ddof))
    if not is_summed:
        found = display(worked, value(C.rows[0][0]))
        return f"Check: the variance of the first feature by itself is {found} and that is the first entry of the diagonal."
    found = display(worked, value(settle(total(entries(C.rows)), X.scale**2)))
    return f"Check: the sums of the rows of $X_c$ have the variance {found} and all entries of $C$ add up to the same."


# ---- shares of the variance ----------------------------------------------------------------------------------------


def explained_variance(given: Given) -> WorkedSteps:
    shares = ratios_answer(given)
    return (*_spectrum_steps(given), *_share_steps(given, shares), _sum_check(shares))


def cumulative_variance(given: Given) -> WorkedSteps:
    k, shares = given.count("k"), ratios_answer(given)
    found = total(shares[:k])
    check = f"Check: {_against_the_rest(given, k)}"
    if "ratios" not in given:
        return (*_spectrum_steps(given), *_kept_over_all(given, k, found), check)
    added_up = [*_new(shares[:k], found), *_as_percent(found)]
    if k == 1:
        steps: WorkedSteps = (f"Only the first of them is kept: {inline(written_share(found), *added_up)}.",)
    else:
        steps = (
            f"The first {count_word(k)} of them are kept: {inline(listed_shares(shares[:k]))}.",
            f"Add them: {display(summed([written_share(s) for s in shares[:k]]), *added_up)}",
        )
    return (*_ratio_steps(given), *steps, check)


def _kept_over_all(given: Given, k: int, found: Scalar) -> WorkedSteps:
    """Return the way to the share of the first k variances: their sum over the sum of all."""
    values = variances(given)
    kept, whole = total(values[:k]), total(values)
    raw, share = quotient(value(kept), value(whole)), written_share(found)
    first = inline(summed(values[:k]), value(kept)) if k > 1 else inline(value(kept))
    return (
        _total_said(given),
        f"The first {'is' if k == 1 else f'{count_word(k)} add up to'} {first}.",
        f"Divide: {display(raw, *unless_same(raw, share), *_as_percent(found))}",
    )


def _against_the_rest(given: Given, k: int) -> str:
    shares = ratios_answer(given)
    kept, rest, whole = total(shares[:k]), total(shares[k:]), total(shares)
    if k == len(shares):
        together = "nothing is left out, so this is the sum of all ratios"
    else:
        added_up = display(summed([written_share(kept), written_share(rest)]), written_share(whole))
        values = variances(given)
        worked = [] if "ratios" in given else [quotient(summed(values[k:]), value(total(values)))]
        left = inline(*worked, *unless_same(worked[0] if worked else "", written_share(rest)))
        together = f"what is left out adds up to {left}, and together they are the sum of all, {added_up}"
    return f"{together}." if k == len(shares) else together


def components_needed(given: Given) -> WorkedSteps:
    shares = ratios_answer(given)
    k = needed(given)
    running = cumulative(shares)
    threshold = written_share(given.scalar("threshold"), MOST_DIGITS)
    digits = digits_that_tell([as_float(x).real for x in running[:k]], as_float(given.scalar("threshold")).real)
    sums = [written_share(x, digits) for x in running[:k]]
    lines = [_running_line(i, shares, sums) for i in range(max(0, k - 8), k)]
    return (
        *_ratio_steps(given),
        f"Add the ratios one by one until the sum reaches {inline(threshold)}: {displayed_lines(lines)}",
        f"The sum first reaches {inline(threshold)} with {plural(k, 'component')}: the answer is {k}.",
        _threshold_check(sums, running[:k], threshold),
    )


def _running_line(i: int, shares: Vector, sums: Sequence[Maths]) -> str:
    if i == 0:
        return chain("s_1", sums[0])
    before, term = sums[i - 1], written_share(shares[i])
    worked = Maths(f"{before.latex} + {term.latex}", before.is_exact and term.is_exact)
    return chain(f"s_{{{i + 1}}}", worked, sums[i])


def _threshold_check(sums: Sequence[Maths], running: Vector, threshold: Maths) -> str:
    """Return that one component fewer is not enough."""
    *_, last = sums
    if len(sums) == 1:
        return f"Check: the first component alone gives {inline(last)}, which is enough."
    before = inline(sums[-2], *_decimals(running[-2], sums[-2]))
    return (
        f"Check: one component fewer gives {before}, below {inline(threshold)}; {count_word(len(sums))} give "
        f"{inline(last, *_decimals(running[-1], last))}, which is enough."
    )


def _decimals(share: Scalar, written: Maths) -> tuple[Maths, ...]:
    """Return a share that is written as a fraction in decimals too, which can be compared."""
    return (value(as_float(share).real),) if r"\frac" in written.latex else ()


def _ratio_steps(given: Given) -> WorkedSteps:
    """Return the way to the ratios, which may be given."""
    shares = ratios_answer(given)
    if "ratios" in given:
        return (f"The ratios of variance in descending order: {inline(listed_shares(shares))}.",)
    return (*_spectrum_steps(given), *_share_steps(given, shares))


def _spectrum_steps(given: Given) -> WorkedSteps:
    """Return the way to the variances along the components."""
    values = variances(given)
    if "eigenvalues" in given:
        return (
            "The eigenvalues of the covariance matrix are the variances along the components; in descending order "
            f"{inline(listed(values))}.",
        )
    if "singular_values" in given:
        return _from_singular_values(given, values)
    C = covariance_of(given)
    return (
        *_source_steps(given),
        "The variances along the principal components are the eigenvalues of $C$.",
        *eigenvalue_steps(C, "C"),
    )


def _from_singular_values(given: Given, values: Vector) -> WorkedSteps:
    ordered = descending(given.numbers("singular_values"))
    worked = [chain(squared(s), value(v)) for s, v in zip(ordered[:12], values, strict=False)]
    shown = ", ".join(worked) + (r", \dots" if len(ordered) > 12 else "")
    return (
        "The variance along a component is $\\sigma_i^2 / (n - 1)$; the divisor is the same for all and cancels in the ratios, so "
        "the squares are enough.",
        f"Square them, in descending order: $${shown}$$",
    )


def _source_steps(given: Given) -> WorkedSteps:
    if "covariance" in given:
        return ()
    X = given.matrix("X")
    if not given.values.get("standardize", False):
        return covariance_steps(X)
    C = covariance_matrix(X)
    spread = tuple(map(square_root, diagonal(C.rows)))
    R = covariance_of(given)
    shown = f" {display('C', matrix(R.rows))}" if is_shown(R.rows) else ""
    return (
        *covariance_steps(X),
        "Standardized features have variance 1, so divide each entry of this matrix by the standard deviations of its row and "
        f"column, {inline(listed(spread))}. The result, the correlation matrix, takes the place of $C$.{shown}",
    )


def _share_steps(given: Given, shares: Vector) -> WorkedSteps:
    values = variances(given)
    whole = total(values)
    first, share = quotient(value(values[0]), value(whole)), written_share(shares[0])
    example = f" For the first that is {inline(first, share)}." if unless_same(first, share) else ""
    return (
        _total_said(given),
        f"Divide each by this total.{example} Altogether the ratios are $${listed_shares(shares).latex}$$",
    )


def _total_said(given: Given) -> str:
    values = variances(given)
    is_squared = "singular_values" in given
    name = "Their sum is $n - 1$ times the total variance" if is_squared else "The total variance is their sum"
    return f"{name}: {display(summed(values), value(total(values)))}"


def _sum_check(shares: Vector) -> str:
    return f"Check: the ratios add up to 1: {display(summed([written_share(s) for s in shares]), *_new(shares, total(shares)))}"


MOST_DIGITS = 12


def digits_that_tell(sums: Sequence[float], threshold: float) -> int:
    """Return with how many digits, four or more, only the last sum is seen to reach the threshold."""

    def tells(digits: int) -> bool:
        *before, last = (float(f"{x:.{digits}g}") for x in sums)
        return last >= threshold - SLACK and all(x < float(f"{threshold:.{digits}g}") for x in before)

    return next(filter(tells, range(DIGITS, MOST_DIGITS)), MOST_DIGITS)


def written_share(x: Scalar, digits: int = DIGITS) -> Maths:
    """Return a share as a decimal where that is short, else as a short fraction, else with so many digits."""
    if isinstance(x, Fraction):
        decimal = formats.FORMATS[".4f"](x).rstrip("0").rstrip(".")
        if Fraction(decimal) == x:
            return Maths(decimal)
        if is_short(x, 7):
            return value(x)
    near = as_float(x).real
    if abs(near - round(near)) < SHOWN_WHOLE:
        return Maths(str(round(near)), isinstance(x, Fraction))
    return Maths(value(near, digits).latex, is_exact=False)


def listed_shares(shares: Vector) -> Maths:
    shown = [written_share(s) for s in shares[:40]]
    more = r", \dots" if len(shares) > 40 else ""
    return Maths(", ".join(s.latex for s in shown) + more, all(s.is_exact for s in shown))


def _new(terms: Vector, result: Scalar) -> tuple[Maths, ...]:
    return (written_share(result),) if len(terms) > 1 else ()


def _as_percent(x: Scalar) -> tuple[Maths, ...]:
    is_exact = isinstance(x, Fraction) and written_share(x).is_exact and "frac" not in written_share(x).latex
    percent = formats.FORMATS["pct"](x) if is_exact else rf"{value(as_float(x).real * 100).latex} \%"
    return (Maths(percent, is_exact),)


# ---- principal components ------------------------------------------------------------------------------------------


def principal_component(given: Given) -> WorkedSteps:
    C, index = covariance_of(given), given.count("index")
    place = 0
    for space in linalg.eigenspaces(C):
        before, place = place, place + space.multiplicity
        if index <= place:
            break
    belongs_to = rf"\lambda_{{{index}}}"
    found = eigenvector_steps(C, space, "C")
    frame = orthonormal_basis(found.basis)
    w = frame.units[index - 1 - before] if index - 1 - before < len(frame.units) else frame.units[0]
    if space.dimension == 1:
        many = f"So component {index} is ${chain('w', column(w))}$; $-w$ is just as right."
    else:
        repeated = any(r.multiplicity == space.multiplicity for r in linalg.spectrum(C) if r.value == space.value)
        why = "This eigenvalue is repeated" if repeated else "Eigenvalues this close count as one in double precision"
        many = f"{why}, so any unit vector of its eigenspace is right; take ${chain('w', column(w))}$."
    checked, name = (found.basis[0], "v") if space.dimension == 1 else (w, "w")
    return (
        *_source_steps(given),
        "The principal components are the unit eigenvectors of $C$, in descending order of their eigenvalues.",
        *eigenvalue_steps(C, "C"),
        f"Component {index} belongs to {inline(belongs_to, value(space.value))}.",
        *found.steps,
        *frame.steps,
        many,
        eigen_check(C.rows, space.value, checked, "C", name),
    )
