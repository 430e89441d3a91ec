"""The givens on which exact arithmetic takes longest: their verdicts are right, and their work is counted and bounded."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import permutations
from math import prod
from typing import Any

import pytest

from benchmarks import worst
from decompdrill import answers
from decompdrill.errors import GivenError
from decompdrill.exercises.grade import grade
from decompdrill.judging import lists
from decompdrill.judging.numbers import judge_number, scale_of
from decompdrill.judging.vectors import judge_direction
from decompdrill.kinds import KINDS, base, variance
from decompdrill.kinds.given import read_given
from decompdrill.kinds.making import floats_of
from decompdrill.kinds.reference.variance import gram
from decompdrill.kinds.solve import TOO_LONG, solve
from decompdrill.maths import exact, linalg
from decompdrill.maths.budget import UNITS, TooMuchError, budget, spend
from decompdrill.maths.exact import centred
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.polynomials import gcd, multiply_polynomials, square_free
from decompdrill.maths.surd import Surd
from decompdrill.model import Form, Outcome, Unreadable
from tests.feedback import feedback_of

Rows = list[list[Any]]


def outcome(kind: str, A: Rows, answer: object, **given: Any) -> Outcome:
    raw: dict[str, Any] = {"A": A, **given}
    return grade(kind, raw, str(answer)).outcome


def matrix(A: Rows) -> Matrix:
    raw: dict[str, Any] = {"A": A}
    return read_given(KINDS["rank"], raw).matrix()


def decimal_value(text: str) -> Decimal:
    """Return a sum of roots such as sqrt(2)+sqrt(3) to sixty digits, without the package."""
    with localcontext() as context:
        context.prec = 60
        return sum((Decimal(x.removeprefix("sqrt(").rstrip(")")).sqrt() for x in text.split("+")), Decimal(0))


def expanded(A: Rows) -> float:
    """Return the determinant of sums of roots by the definition, in sixty digits."""
    values = [[decimal_value(x) for x in row] for row in A]
    n = len(A)
    with localcontext() as context:
        context.prec = 60
        total = Decimal(0)
        for p in permutations(range(n)):
            inversions = sum(p[i] > p[j] for i in range(n) for j in range(i + 1, n))
            total += (-1) ** inversions * prod((values[i][p[i]] for i in range(n)), start=Decimal(1))
        return float(total)


def mixed_triangle(n: int, digits: int) -> tuple[Rows, list[Fraction]]:
    """Return E·T·E⁻¹ for a triangular T of long fractions and E = I + e₁e₂ᵀ, and the diagonal of T, which are its eigenvalues."""
    drawn = [[Fraction(x) for x in row] for row in worst.fractions_of(n, n, digits)]
    T = [
        [(x + i + 1 if i == j else x) if j >= i else Fraction(0) for j, x in enumerate(row)]
        for i, row in enumerate(drawn)
    ]
    T[n - 1] = [a + b for a, b in zip(T[n - 1], T[0], strict=True)]
    for row in T:
        row[0] -= row[n - 1]
    diagonal = [drawn[i][i] + i + 1 for i in range(n)]
    return [[str(x) for x in row] for row in T], diagonal


SUMS = {
    "2x2 of three": worst.sums_of_roots(2, 2, 3),
    "3x3 of two": worst.sums_of_roots(3, 3, 2),
    "4x4 of one": worst.sums_of_roots(4, 4, 1),
    "4x4 of three": worst.sums_of_roots(4, 4, 3),
}


@pytest.mark.parametrize("A", SUMS.values(), ids=SUMS)
def test_rank_and_determinant_of_sums_of_roots(A: Rows) -> None:
    n, true = len(A), expanded(A)
    assert outcome("rank", A, n) is Outcome.RIGHT
    assert outcome("rank", A, n - 1) is Outcome.WRONG
    assert outcome("determinant", A, f"{true:.8g}") is Outcome.RIGHT
    assert outcome("determinant", A, f"{true * 1.02:.8g}") is Outcome.WRONG
    dependent = [*A[: n - 1], ["+".join([x, y]) for x, y in zip(A[0], A[n - 2], strict=True)]]
    assert outcome("rank", dependent, n - 1) is Outcome.RIGHT
    assert outcome("rank", dependent, n) is Outcome.WRONG
    assert outcome("determinant", dependent, 0) is Outcome.RIGHT
    assert outcome("determinant", dependent, f"{true:.8g}") is Outcome.WRONG


@pytest.mark.parametrize("A", SUMS.values(), ids=SUMS)
def test_no_sum_of_roots_is_inverted_for_a_rank_or_a_determinant(A: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = matrix(A).exact
    assert rows is not None

    def refuse(self: Surd, other: object) -> Any:
        raise AssertionError("divided")

    monkeypatch.setattr(Surd, "__truediv__", refuse)
    with budget() as left:
        assert exact.rank(rows) == len(A)
        assert isinstance(exact.determinant(rows), Surd)
    assert UNITS - left.left < 150_000
    with budget(10) as left, pytest.raises(TooMuchError):
        exact.determinant(rows)


@pytest.mark.parametrize("digits", [9, 30])
def test_forty_by_forty_of_long_fractions(digits: int) -> None:
    A, diagonal = mixed_triangle(40, digits)
    true = prod(diagonal)
    assert outcome("determinant", A, f"{float(true):.10g}") is Outcome.RIGHT
    assert outcome("determinant", A, f"{float(true) * 1.02:.10g}") is Outcome.WRONG
    assert outcome("determinant", A, 0) is Outcome.WRONG
    assert outcome("rank", A, 40) is Outcome.RIGHT
    assert outcome("rank", A, 39) is Outcome.WRONG
    singular = [*A[:39], [str(Fraction(x) - 3 * Fraction(y)) for x, y in zip(A[0], A[1], strict=True)]]
    assert outcome("rank", singular, 39) is Outcome.RIGHT
    assert outcome("rank", singular, 40) is Outcome.WRONG
    assert outcome("determinant", singular, 0) is Outcome.RIGHT
    assert outcome("determinant", singular, 1) is Outcome.WRONG


@pytest.mark.parametrize("digits", [9, 35])
def test_eigenvalues_of_eight_by_eight_of_long_fractions(digits: int) -> None:
    A, diagonal = mixed_triangle(8, digits)
    assert outcome("eigenvalues", A, ", ".join(f"{float(x):.8g}" for x in diagonal)) is Outcome.RIGHT
    off = [diagonal[0] * Fraction(11, 10), *diagonal[1:]]
    assert outcome("eigenvalues", A, ", ".join(f"{float(x):.8g}" for x in off)) is Outcome.WRONG
    assert outcome("trace", A, f"{float(sum(diagonal)):.8g}") is Outcome.RIGHT
    assert outcome("is-diagonalizable", A, "yes") is Outcome.RIGHT
    length = float(sum(Fraction(x) ** 2 for row in A for x in row)) ** 0.5
    assert outcome("norm", A, f"{length:.8g}", norm="frobenius") is Outcome.RIGHT
    assert outcome("norm", A, f"{length * 1.02:.8g}", norm="frobenius") is Outcome.WRONG


@pytest.mark.parametrize("n", [20, 40])
def test_numbers_of_sizes_far_apart(n: int) -> None:
    scales = ("1e50", "1e-99", "5/7")
    A = [[str(Fraction(scales[i % 3]) * (j + 1)) for j in range(n)] for i in range(n)]
    assert outcome("rank", A, 1) is Outcome.RIGHT
    assert outcome("rank", A, 2) is Outcome.WRONG
    assert outcome("nullity", A, n - 1) is Outcome.RIGHT
    assert outcome("determinant", A, 0) is Outcome.RIGHT
    diagonal = [[scales[i % 3] if i == j else 0 for j in range(n)] for i in range(n)]
    assert outcome("rank", diagonal, n) is Outcome.RIGHT


def test_the_rank_of_wide_integers() -> None:
    A = worst.integers(39, 250)
    wide = [*A, [3 * x - y for x, y in zip(A[0], A[1], strict=True)]]
    rank = outcome("rank", wide, 39)
    assert rank is Outcome.RIGHT
    assert outcome("rank", wide, 40) is Outcome.WRONG


def test_ranks_modulo_primes_are_those_of_elimination() -> None:
    for seed in range(60):
        rows = tuple(
            tuple(Fraction((seed * 7 + i * 5 * j + i * j * j) % 5 - 2, 1 + (i + seed) % 3) for j in range(6))
            for i in range(5)
        )
        assert exact.rank_modulo_primes(rows) == exact.rank(rows) == exact.reduce(rows).rank
    for prime in exact.PRIMES:
        assert exact.rank_modulo_primes(((Fraction(prime), Fraction(0)), (Fraction(0), Fraction(1, prime)))) == 2


def test_near_determinants_are_those_of_elimination() -> None:
    for n in (1, 2, 5, 9):
        rows = tuple(tuple(map(Fraction, row)) for row in worst.fractions_of(n, n, 9))
        assert exact.near_determinant(rows) == float(exact.determinant(rows))
    hilbert = tuple(tuple(Fraction(1, i + j + 1) for j in range(30)) for i in range(30))
    assert exact.near_determinant(hilbert) == float(exact.determinant(hilbert))


def test_a_determinant_that_long_decimals_do_not_tell_is_refused() -> None:
    tiny = Fraction(1, 10**400)
    with pytest.raises(TooMuchError):
        exact.near_determinant(((1 + tiny, Fraction(1)), (Fraction(1), Fraction(1))))


def test_square_free_modulo_a_prime_or_not() -> None:
    p = (Fraction(1), Fraction(-3, 7), Fraction(2))
    q = (Fraction(1), Fraction(5))
    assert square_free(multiply_polynomials(p, q)) == ((multiply_polynomials(p, q), 1),)
    assert square_free(multiply_polynomials(multiply_polynomials(p, q), q)) == ((p, 1), (q, 2))
    assert gcd(multiply_polynomials(p, q), multiply_polynomials(q, q)) == q
    vanishing = (Fraction(1), Fraction(0), Fraction(-(2**61 - 1)))  # λ² modulo the prime
    assert square_free(vanishing) == ((vanishing, 1),)


def test_repeated_eigenvalues_of_long_fractions_are_exact() -> None:
    A = worst.doubled([[f"{i + 2 * j + 1}/{7 * i + 3 * j + 101}" for j in range(3)] for i in range(3)])
    assert [r.multiplicity for r in linalg.spectrum(matrix(A))] == [2, 2, 2]
    assert linalg.is_diagonalizable(matrix(A))


def test_another_shape_of_a_covariance_builds_no_matrix() -> None:
    X: dict[str, Any] = {"X": worst.integers(40, 40)}
    given = read_given(KINDS["covariance"], X)
    assert [a for slip in KINDS["covariance"].other_slips for a in slip.wrong(given)] == []
    verdict = grade("covariance", X, "1 2; 3 4")
    assert verdict.outcome is Outcome.WRONG
    assert verdict.checks[0].detail == "expected a 40×40 matrix, got a 2×2 one"


def test_shares_of_many_roots() -> None:
    primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
    whole = sum(x**0.5 for x in primes)
    ratios = ", ".join(f"{x**0.5 / whole:.6f}" for x in reversed(primes))
    given: dict[str, Any] = {"eigenvalues": [f"sqrt({x})" for x in primes]}
    squares: dict[str, Any] = {"eigenvalues": primes}
    assert grade("explained-variance", given, ratios).outcome is Outcome.RIGHT
    assert grade("explained-variance", squares, ratios).slip == "rooted"


def test_what_is_beyond_the_sizes_is_refused_by_name() -> None:
    with pytest.raises(GivenError, match=r"^eigenvalues may have 1,000 numbers at most; 1,001 came$"):
        grade("explained-variance", {"eigenvalues": [1] * 1_001}, "1")
    with pytest.raises(GivenError, match=r"^the expressions in A may have 10,000 characters at most; 22,400 came$"):
        grade("rank", {"A": [["sqrt(2)+sqrt(3)+sqrt(5)+1/3"[:14]] * 40] * 40}, "1")
    assert grade("rank", {"A": [["1234567890123/12345678901234"] * 40] * 40}, "1").outcome is Outcome.RIGHT
    read = answers.read(Form.MATRIX, "; ".join(["1 2 3 4 5 6 7 8"] * 230_000))
    assert read == Unreadable(
        "the text is too long: 3,909,998 characters came, at most 300,000 are read", (0, 3_909_998)
    )
    parts = {"U": "1 " * 200_000, "S": "1", "Vt": "1"}
    assert feedback_of(grade("svd", {"A": [[1]]}, parts)) == (
        "the text is too long: 400,002 characters came, at most 300,000 are read"
    )


def test_a_budget_is_counted_and_the_same_each_time() -> None:
    rows = matrix(worst.fractions_of(5, 5, 9)).exact
    assert rows is not None
    spent = set()
    for _ in range(3):
        with budget() as left:
            exact.characteristic_polynomial(rows)
        spent.add(UNITS - left.left)
    assert len(spent) == 1
    assert 0 < spent.pop() < UNITS
    spend(10**12)  # where no budget is open nothing is counted
    with budget(5):
        with budget(100):
            spend(50)  # an inner one counts for itself
        spend(5)
        with pytest.raises(TooMuchError):
            spend(1)


WORST = (
    "determinant 3x3 of two roots",
    "characteristic-polynomial 4x4 of three roots",
    "eigenvalues 4x4 of ten roots",
    "svd 4x4 of one root and i",
    "eigenvalues 8x8, 35 digits",
    "svd 8x8, 200 digits",
    "eigenvalues 40x40, 30 digits",
    "rank 40x250, 9 digits",
    "covariance 250x40 integers",
    "principal-component 40x250 integers",
    "explained-variance 1,000 roots",
    "explained-variance 1,000 of 9 digits",
    "principal-component 40x250 decimals, one entry off",
    "covariance 40x250 decimals",
    "low-rank 40x250 integers",
    "covariance 3.8 MB typed",
)
"""Each of them took a second or more, most a minute, before work was counted."""


def _grade_all(limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    found = worst.records()
    for name in WORST:
        one = found[name]
        grade(one["kind"], one["given"], one["answer"])
        with suppress(GivenError):
            solve(one["kind"], one["given"])


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("svd", {"A": [[1]] * 1001}, "A may have 1,000 rows and 1,000 columns at most; 1001×1 came"),
        ("rank", {"A": [[1] * 5000] * 2}, "A may have 1,000 rows and 1,000 columns at most; 2×5000 came"),
        ("covariance", {"X": [[1] * 251, [2] * 251]}, "X may have 250 columns at most, one a feature; 251 came"),
        ("trace", {"A": [["1" * 5001] * 40]}, "the numbers of A may have 200,000 digits in all at most; 200,040 came"),
        (
            "low-rank-error",
            {
                "singular_values": [f"{10**30 + i * i}/{10**29 + 7 * i + 1}" for i in range(1000)],
                "k": 1,
                "norm": "frobenius",
            },
            "fewer or shorter numbers are expected; with those that came the answer takes too long to be told from rounding",
        ),
    ],
)
def test_what_would_take_too_long_is_refused_by_name(kind: str, given: dict[str, Any], said: str) -> None:
    for _ in range(2):  # what was worked out for the first does not let the second pass
        with pytest.raises(GivenError) as refused:
            grade(kind, given, "1")
        assert str(refused.value) == said


def test_steps_that_lead_out_of_the_doubles_are_left_to_a_computer() -> None:
    A = "1e99 1 0 0; 1 1e99 0 0; 0 0 π 1e99; 0 0 1e99 2"
    assert solve("orthogonal-diagonalization", {"A": A})[0] == TOO_LONG


def test_an_answer_out_of_the_doubles_is_refused_by_solve_as_by_check() -> None:
    A: Any = [[1e20 if i == j else 1 for j in range(20)] for i in range(20)]
    with pytest.raises(GivenError, match=r"^numbers of moderate size are expected; "):
        solve("characteristic-polynomial", {"A": A})


def test_a_worked_solution_that_is_too_long_says_what_it_comes_to() -> None:
    roots: Rows = [[f"sqrt({p})+sqrt({q})" for q in (2, 3, 5, 7)] for p in (11, 13, 17, 19)]
    A: Any = [[x if i != j else f"{x}+sqrt({23 + 6 * i})" for j, x in enumerate(row)] for i, row in enumerate(roots)]
    why = rf"$\det(A) \approx {expanded(A):.4g}$, by expansion along a row or by elimination."
    assert solve("determinant", {"A": A}) == (TOO_LONG, why)
    why = r"Elimination leaves 4 pivots: the rank is 4, the most that a $4 \times 4$ matrix can have."
    assert solve("rank", {"A": A}) == (TOO_LONG, why)


def test_the_worst_of_all_end_soon() -> None:
    """A backstop on CPU seconds, far above what they take; what is asserted exactly is the budget."""
    child = multiprocessing.get_context("spawn").Process(target=_grade_all, args=(60,))
    child.start()
    child.join()
    assert child.exitcode == 0


# ---- long answers ------------------------------------------------------------------------------------------------------

IDENTITY = [[int(i == j) for j in range(40)] for i in range(40)]
SHARES = [i + 1 for i in range(600)]
LONG_LISTS = {
    "too many of one": ("eigenvalues", {"A": IDENTITY}, "1 " * 149_000, "Too many values."),
    "too many others": ("singular-values", {"A": IDENTITY}, " ".join(map(str, range(2, 5000))), "Too many values."),
    "wrong throughout": ("explained-variance", {"eigenvalues": SHARES}, " ".join(f"{i}.5" for i in range(600)), ""),
    "in another order": (
        "explained-variance",
        {"eigenvalues": SHARES},
        " ".join(f"{i + 1}/180300" for i in range(600)),
        "The values are right, but not their order: write the largest first.",
    ),
}


@pytest.mark.parametrize("case", LONG_LISTS.values(), ids=LONG_LISTS)
def test_a_long_list_is_not_compared_number_by_number(case: tuple[str, dict[str, Any], str, str]) -> None:
    kind, given, answer, said = case
    with counted_judgements() as judged:
        verdict = grade(kind, given, answer)
    assert verdict.outcome is Outcome.WRONG
    assert said in verdict.feedback
    assert judged[0] < 20_000


def test_a_list_of_forty_nearly_equal_values_is_not_tried_for_every_slip() -> None:
    A: Rows = [[f"{1 + i / 1000}" if i == j else 0 for j in range(40)] for i in range(40)]
    with counted_judgements() as judged:
        assert outcome("eigenvalues", A, "1 " * 39) is Outcome.WRONG
    assert judged[0] < 100_000


@contextmanager
def counted_judgements() -> Iterator[list[int]]:
    """Count how often one number is compared with another."""
    judged = [0]

    def counting(*arguments: Any) -> Any:
        judged[0] += 1
        return judge_number(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "judge_number", counting)
        yield judged


def test_the_slips_of_a_large_covariance_are_not_all_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    X: Rows = [[["1e50", "1e-40", "5/7", "3"][(i * j + j) % 4] for j in range(60)] for i in range(8)]
    found = []
    monkeypatch.setattr(variance, "gram", lambda *a: found.append(a) or gram(*a))  # type: ignore[func-returns-value]
    assert grade("covariance", {"X": X}, "1").outcome is Outcome.WRONG  # type: ignore[dict-item]
    assert len(found) <= 2


def test_a_long_vector_is_compared_entry_by_entry_with_few_of_the_slips(monkeypatch: pytest.MonkeyPatch) -> None:
    one = worst.records()["principal-component 40x250 decimals, one entry off"]
    compared = []
    monkeypatch.setattr(base, "judge_direction", lambda *a: compared.append(a) or judge_direction(*a))  # type: ignore[func-returns-value]
    verdict = grade(one["kind"], one["given"], one["answer"])
    assert verdict.outcome is Outcome.WRONG
    assert len(compared) <= 10


def test_the_ratios_are_put_into_doubles_once(monkeypatch: pytest.MonkeyPatch) -> None:
    times = []
    monkeypatch.setattr(variance, "approximate", lambda v: times.append(v) or floats_of(v))  # type: ignore[func-returns-value]
    verdict = grade("explained-variance", {"eigenvalues": worst.fractions_of(1, 600, 9)[0]}, "3")
    assert verdict.outcome is Outcome.WRONG
    assert len(times) <= 5


def test_a_covariance_too_large_to_be_drawn_is_written_as_text() -> None:
    X: Rows = [[(i * j) % 7 for j in range(101)] for i in range(3)]
    verdict = grade("covariance", {"X": X}, "1 2; 3 4")  # type: ignore[dict-item]
    assert verdict.outcome is Outcome.WRONG
    assert verdict.expected_formula == ""
    assert verdict.expected.count("[") == 102


def test_data_are_centred_once(monkeypatch: pytest.MonkeyPatch) -> None:
    X: Rows = [[f"{i * j + 1}/{i + 7}" for j in range(4)] for i in range(60)]
    times = []
    monkeypatch.setattr(exact, "centred", lambda *a: times.append(a) or centred(*a))  # type: ignore[func-returns-value]
    assert grade("covariance", {"X": X}, "1").outcome is Outcome.WRONG  # type: ignore[dict-item]
    assert len(set(times)) == len(times)


def test_a_covariance_of_constant_columns_is_judged_with_one_look_at_all_that_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = [0]

    def counted(*groups: tuple[float | complex, ...]) -> float:
        looked_at[0] += sum(map(len, groups))
        return scale_of(*groups)

    monkeypatch.setattr("decompdrill.judging.lists.scale_of", counted)
    zeros = "; ".join([" ".join(["0"] * 60)] * 60)
    assert grade("covariance", {"X": [list(range(60))] * 3}, zeros).outcome is Outcome.RIGHT
    assert looked_at[0] < 10 * 60 * 60
