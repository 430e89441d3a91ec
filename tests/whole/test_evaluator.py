"""The evaluator of formulas and sentences: what it must take for true, what for false, and what it must leave open."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evaluator import as_value, claims, definitions, equations
from tests.sentences import Tally, derived, examined, read_steps, sentences, solutions, told_of

TRUE = (
    "2 + 2 = 4",
    r"\frac{5 + \sqrt{17}}{2} + \frac{5 - \sqrt{17}}{2} = 5",
    r"\lambda^{2} - 5\lambda + 4 = (\lambda - 4)(\lambda - 1)",
    r"\begin{bmatrix} 2 & 1 \\ 2 & 3 \end{bmatrix} \begin{bmatrix} 1 \\ 2 \end{bmatrix} = \begin{bmatrix} 4 \\ 8 \end{bmatrix}",
    r"\begin{vmatrix} 2 & 1 \\ 2 & 3 \end{vmatrix} = 2 \cdot 3 - 1 \cdot 2",
    r"\det(A - \lambda I) = \lambda^{2} - 5\lambda + 4",
    r"A^\top A = \begin{bmatrix} 8 & 8 \\ 8 & 10 \end{bmatrix}",
    r"(-3)^2 + \left(\frac{1}{2}\right)^2 = 9.25, \sqrt{2} \approx 1.414",
    r"10 \cdot 1{,}000 = 10{,}000",
    r"0.3 > 2.2 \times 10^{-16}",
    r"\sqrt{2} \approx 1.41",
    r"\sqrt{2} \approx 1.41421",
    r"\frac{2}{3} \approx 67 \%",
    r"1.414 \cdot 1.732 \approx 2.449",
    r"123456 \approx 123500",
    r"\sqrt{242.0146} \approx \sqrt{242} \approx 15.56",
    r"\sqrt{1.000008} \approx \sqrt{1} \approx 1",
    r"[0.999996, 0.0028622] \approx [1, 0.002862]",
    r"A - \begin{bmatrix} 1 & 1 \\ 2 & 2 \end{bmatrix} = I",
    r"\tr(A)^2 - 4\det(A) = 9",
    r"|{-5}| \cdot 10 = 50",
    r"\lvert -8 \rvert^2 = 64, \lvert 2 \cdot 3 - 7 \rvert = 1",
    "[2, -1] = 2 \\cdot [1, -0.5]",
    "(1, 2) \\cdot (3, 4) = 11",
    r"3 \ge 3, 3 < 4 \le 4, 1 \ne 2",
    r"1 < 2 = 2 < 3",
    r"\min(26, 5) = 5",
    r"\diag(1, 4) = \begin{bmatrix} 1 & 0 \\ 0 & 4 \end{bmatrix}",
    r"\lambda^2 - 5\lambda + 4 = 0",
    r"\det(A - \lambda I) = 0",
    r"\lambda = 4",
    r"\lambda = (\text{tr} \pm \sqrt{\text{tr}^2 - 4 \cdot \det}) / 2",
    r"ad - bc = 4",
    r"\sigma_1^2 + \sigma_2^2 = \|A\|_F^2",
    r"A v_i = \sigma_i u_i",
    r"A = U \Sigma V^\top",
    r"\tr\begin{bmatrix} 10^{200} & 0 \\ 0 & 10^{200} \end{bmatrix} = 2 \cdot 10^{200}",
    r"\|3\|_2 = 3",
)
FALSE = (
    "2 + 2 = 5",
    r"\sqrt{2} = 1.414",
    r"\sqrt{2} \approx 1.44",
    r"\lambda^{2} - 5\lambda + 4 = (\lambda - 4)(\lambda + 1)",
    r"\det(A - \lambda I) = \lambda^{2} + 5\lambda + 4",
    r"A^\top A = \begin{bmatrix} 8 & 8 \\ 8 & 11 \end{bmatrix}",
    r"\begin{vmatrix} 2 & 1 \\ 2 & 3 \end{vmatrix} = 2 \cdot 3 + 1 \cdot 2",
    r"1 = 1, 2 = 3",
    r"0.3 \le 0.2",
    r"\sqrt{2} \approx 1.42",
    r"\sqrt{2} \approx 1.4143",
    r"\frac{2}{3} \approx 66 \%",
    r"1.414 \cdot 1.732 \approx 2.46",
    r"123456 \approx 123600",
    r"\sqrt{242.06} \approx \sqrt{242}",
    r"\sqrt{1.01} \approx \sqrt{1}",
    r"[0.9993, 0.0028622] \approx [1, 0.002862]",
    r"[0.999996, 0.002864] \approx [1, 0.002862]",
    r"A - \begin{bmatrix} 1 & 1 \\ 2 & 2 \end{bmatrix} = 2I",
    r"\tr(A)^2 - 4\det(A) = 10",
    r"|{-5}| \cdot 10 = -50",
    r"\lvert -8 \rvert = -8",
    "[2, -1] = 2 \\cdot [1, 0.5]",
    "(1, 2) \\cdot (3, 4) = 10",
    r"3 > 3",
    r"4 < 3",
    r"2 \ne 2",
    r"1 < 2 = 2 < 2",
    r"\min(26, 5) = 26",
    r"\diag(1, 4) = \begin{bmatrix} 4 & 0 \\ 0 & 1 \end{bmatrix}",
    r"\lambda^2 - 5\lambda + 5 = 0",
    r"\det(A + \lambda I) = 0",
    r"ad + bc = 4",
    r"\sigma_1 + \sigma_2 = \|A\|_F",
    r"A u_i = \sigma_i v_i",
    r"A = V \Sigma U^\top",
)
OPEN = (
    (r"W = 3 + y", "W has no value"),
    (r"W = 3", "a name is given its value"),
    (r"W^\top = [1, 2]", "a name is given its value"),
    (r"w_1^\top = \begin{bmatrix} 1 & 2 \end{bmatrix}", "a name is given its value"),
    (r"\|A\|_F^2 = \sigma_1^2 + \dots", r"\dots has no value"),
    (r"\lambda = 7", "to be solved for λ"),
    (r"i \le 2", "an order of complex numbers, or an index i"),
    (r"\frac{1}{0} = 1", "a quotient by 0"),
    (r"A + 1 = 2", "a sum of different shapes"),
    (r"\tr(3) = 3", r"\tr of no matrix"),
    (r"\tr(a) = 2", r"\tr of no matrix"),
    (r"\tr(\|A\|) = 3", r"\tr of no matrix"),
    (r"\tr([1, 2]) = 3", r"\tr of a matrix that is not square"),
    (r"\det\begin{bmatrix} 10^{200} & 0 \\ 0 & 10^{200} \end{bmatrix} = 1", "a number that no double holds"),
    (r"10^{400} = 1", "a number that no double holds"),
    (rf"1{'0' * 400} = 1", "a number that no double holds"),
    (r"0^{-1} = 1", "a number that no double holds"),
    (r"\begin{bmatrix} 1 & 1 \\ 1 & 1 \end{bmatrix}^{-1} = I", "the inverse of a singular matrix"),
    (r"\text{row } = 2", "a row without a number"),
    (r"\text{row }1.5 = 2", "a row without a number"),
)
GIVEN = {"A": as_value([[2, 1], [2, 3]])}
TWO_BY_TWO = {**derived(GIVEN), **GIVEN}


@pytest.mark.parametrize("latex", TRUE)
def test_a_true_equation_is_seen_to_be_true(latex: str) -> None:
    found = list(claims(latex, TWO_BY_TWO, allow_names=True))
    assert found
    assert all(claim.truth for claim in found), found


@pytest.mark.parametrize("latex", FALSE)
def test_a_false_equation_is_seen_to_be_false(latex: str) -> None:
    assert False in [claim.truth for claim in claims(latex, TWO_BY_TWO, allow_names=True)]


@pytest.mark.parametrize(("latex", "reason"), OPEN)
def test_what_cannot_be_worked_out_is_no_truth_and_has_a_reason(latex: str, reason: str) -> None:
    found = list(claims(latex, TWO_BY_TWO, allow_names=True))
    assert [(claim.truth, claim.reason) for claim in found] == [(None, reason)]


@pytest.mark.parametrize("latex", [r"A^\top A", r"\approx 2.5"])
def test_a_formula_without_two_sides_claims_nothing(latex: str) -> None:
    assert list(claims(latex, TWO_BY_TWO)) == []


def test_a_step_names_what_later_ones_use() -> None:
    names = dict(GIVEN)
    steps = (r"Take $$v = \begin{bmatrix} 1 \\ 2 \end{bmatrix}$$", r"$Av = 4v$", r"$Av = 5v$")
    assert [good for step in steps for _, good in equations(step, names)] == [True, False]


def test_a_name_that_was_given_rounded_is_known_to_its_digits() -> None:
    names = definitions(r"w \approx \begin{bmatrix} 0.577 \\ 0.816 \end{bmatrix}", {})
    near, far = (list(claims(rf"w_c = w^\top w = {x}", names, allow_names=True)) for x in ("1", "1.01"))
    assert [claim.truth for claim in near] == [True]
    assert [claim.truth for claim in far] == [False]


# ---- sentences -------------------------------------------------------------------------------------------------------


def test_a_sentence_ends_where_no_formula_is_cut() -> None:
    text = r"It is $0.5$. The trace, $\text{tr. It}$, is $5$: test it. `a. B` too."
    assert sentences(text) == [r"It is $0.5$.", r"The trace, $\text{tr. It}$, is $5$: test it.", "`a. B` too."]


STATED = (
    "The eigenvalues must add up to the trace, ${}$.|5|6",
    "The trace is ${}$.|5|-5",
    "The product of the values is the determinant, ${}$.|4|-4",
    "The determinant is ${}$.|4|8",
    "The product of the eigenvalues is ${}$.|4|5",
    "The rank is {}.|2|1",
    "So the nullity is 3, but the nullity of $A$ is ${}$.|0|1",
    "$A$ is {}.|2×2|2×3",
    "$A$ is 2×2 and has {} eigenvalues.|2|3",
    "$A$ has {} columns.|2|3",
    r"$\det(\lambda I - A) = \lambda^2 - 5\lambda + 4$ has the roots {}.|$4$, $1$|$4$, $-1$",
    "Its diagonal holds the eigenvalues: {}.|$1$, $4$|$2$, $3$",
    r"The singular values are {}.|$\sqrt{9 + \sqrt{65}}$ and $\sqrt{9 - \sqrt{65}}$|$4$ and $1$",
    r"So $Av = {}$ for $v = [1, 2]$.|[4, 8]|[4, 7]",
    r"Since $\sigma_1 \ge \lambda_1$, $\lambda_1 = {}$.|4|3",
    r"$A^\top A$ has the eigenvalues $\lambda_i$, so $\sigma_i = {}$.|\sqrt{\lambda_i}|\lambda_i",
    r"$A^\top A$ has the eigenvalues $\approx 17.06$, $\approx {}$.|0.9377|0.9379",
    r"Positive, so their square roots are the singular values {}.|$\approx 4.131$, $\approx 0.968$|$4$, $1$",
    r"$v = [1, 0]$ gives $Av = [{}, 2]$, but $\lambda v = [7, 0]$.|2|1",
    r"Test column 1 of $V$ with $\lambda = 7$: $v = [1, 0]$ gives $Av = [2, 2]$, but $\lambda v = [{}, 0]$.|7|4",
    r"$(A - 4I)v = 0$ is solved by $v = [1, {}]$.|2|3",
)
"""A frame, what makes it true and what makes it false. In a sentence that tries a v, or solves for it, v is that."""

GENERAL = (
    r"Then $Av = \lambda {}$ for some $\lambda$.|v|u",
    r"So $(A + 2I)v = (\lambda + {})v$.|2|3",
    r"So $(7A)v = {}\lambda v$ and $A^4 v = \lambda^4 v$.|7|6",
    r"$A = V \Lambda {}$.|V^{-1}|V^\top",
    r"$S = Q \Lambda {}$.|Q^\top|Q",
    r"$A^\top A = V {} V^\top$.|\Sigma^2|\Sigma",
    r"The columns are orthonormal: $V^\top {} = I$.|V|V^\top",
    r"$C v_1 = {} v_1$.|\lambda_1|\sigma_1",
)


@pytest.mark.parametrize("row", STATED)
def test_a_statement_in_words_is_held_against_the_numbers(row: str) -> None:
    frame, right, wrong = row.split("|")
    said = list(examined(frame.replace("{}", right), TWO_BY_TWO))
    assert True in [f.truth for f in said]
    if "nullity" not in frame:
        assert False not in [f.truth for f in said], said
    assert False in [f.truth for f in examined(frame.replace("{}", wrong), TWO_BY_TWO)]


@pytest.mark.parametrize("row", GENERAL)
def test_an_identity_of_letters_without_values_holds_of_matrices_in_general_position(row: str) -> None:
    frame, right, wrong = row.split("|")
    assert {f.truth for f in examined(frame.replace("{}", right), {})} == {True}
    assert None in {f.truth for f in examined(frame.replace("{}", wrong), {})}


@pytest.mark.parametrize(("total", "truth"), [(10, True), (11, None)])
def test_the_letter_that_an_equation_asks_for_is_the_answer(total: int, truth: bool | None) -> None:
    assert [f.truth for f in examined(f"$3 + w = {total}$", {"answer": as_value(7)})] == [truth]


def test_a_product_with_the_number_that_was_typed_is_one_with_that_number() -> None:
    sentence = r"$v = [1, 2]$ gives $Av = [4, 8]$, but $\lambda v = [5, 10]$."
    for typed, truth in ((5, True), (4, False)):
        found = examined(sentence, {**TWO_BY_TWO, r"\lambda": as_value(4), "typed": as_value(typed)})
        assert [f.truth for f in found] == [None, True, truth]


def test_the_unknowns_of_a_system_are_those_of_its_solution() -> None:
    step = r"For $\lambda = 4$ solve $(A - 4I)v = 0$ with $$A - 4I = \begin{bmatrix} -2 & 1 \\ 2 & -1 \end{bmatrix}$$"
    x = solutions(step, {})
    assert x["x_2"] == pytest.approx(2 * x["x_1"])
    assert solutions(r"Solve it.", {}) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        r"Is $A = A^\top$?",
        r"It would be orthogonal only if $A^\top A = I$.",
        r"$A = A^\top$ does not hold.",
        "The eigenvalues do not add up to $7$.",
        r"Solve $(A - 9I) \cdot 1 = 0$.",
    ],
)
def test_a_condition_or_a_question_is_no_claim(sentence: str) -> None:
    assert False not in [f.truth for f in examined(sentence, TWO_BY_TWO)]


def test_a_vector_whose_sign_is_free_may_be_written_either_way() -> None:
    u = TWO_BY_TWO["u_1"].real[:, 0]
    for sign, truth in ((1, True), (-1, True)):
        text = f"$u_1 = [{sign * u[0]:.12f}, {sign * u[1]:.12f}]$"
        assert [f.truth for f in examined(text, TWO_BY_TWO)] == [truth]
    assert [f.truth for f in examined("$u_1 = [1, 0]$", TWO_BY_TWO)] == [None]


@pytest.mark.parametrize(
    ("prompt", "right", "wrong"),
    [
        (r"$A$ has the singular values $12, 11, 2$.", r"$\sigma_1 = 12$, $A v_1 = 12 u_1$.", r"$\|A\|_F = 12$."),
        ("$A$ is 6×4 and has rank 3.", "$A$ is 6×4. The rank is 3.", "The rank is 4."),
        (r"A matrix of size $2 \times 5$ has rank 1.", "The nullity is 4.", "The nullity is 1."),
    ],
)
def test_a_matrix_may_be_told_of_in_words(prompt: str, right: str, wrong: str) -> None:
    names = told_of(prompt)
    names = derived(names) | names
    assert {f.truth for f in examined(right, names)} == {True}
    assert {f.truth for f in examined(wrong, names)} == {False}


@pytest.mark.parametrize("prompt", ["A matrix.", "A matrix of size 90×90 has rank 3."])
def test_what_is_not_told_or_too_large_is_no_matrix(prompt: str) -> None:
    assert told_of(prompt) == {}


def test_what_a_step_names_only_later_is_read_again() -> None:
    steps = (
        r"So $$\sigma_{1} = 2$$",
        r"It is $u_i = A v_i / \sigma_i$: $$u_1 = \begin{bmatrix} X \\ 0 \end{bmatrix}$$",
    )
    for entry, truth in (("1", True), ("3", False)):
        known = {"A": as_value([[2, 0], [0, 1]]), "v_1": as_value([[1], [0]])}
        found = [f for _, said in read_steps([s.replace("X", entry) for s in steps], known, {}) for f in said]
        assert truth in [f.truth for f in found if "A v" in f.claim]


def test_a_tally_counts_what_was_not_worked_out() -> None:
    tally = Tally()
    text = r"$1 = 1$. $1 = 2$. $y^2 = 3$."
    tally.add(text, list(examined(text, {})))
    assert (tally.sentences, tally.true, tally.false, dict(tally.unknown)) == (3, 1, 1, {"y has no value": 1})
    assert tally.share == pytest.approx(2 / 3)
    assert str(tally).startswith(
        "3 sentences, 3 equations and statements: 1 true, 1 false, 1 not worked out (66.7% were)"
    )


def test_the_letters_of_a_matrix_are_those_that_numpy_finds() -> None:
    assert np.allclose(TWO_BY_TWO["U"] @ TWO_BY_TWO[r"\Sigma"] @ TWO_BY_TWO["V"].T, GIVEN["A"])
    assert [TWO_BY_TWO[name].real.item() for name in (r"\tr", "rank", "n", "d")] == [5, 2, 2, 3]
