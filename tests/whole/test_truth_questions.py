"""What the shipped questions say of eigenvalues, orthogonality and rank holds for what they draw: whole messages."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pytest

from decompdrill.bank.load import Banks, load_banks
from decompdrill.exercises import grade
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.model import Exercise, Outcome
from tests.feedback import feedback_of, shown

SEEDS = range(1, 41)


@lru_cache(maxsize=1)
def shipped() -> Banks:
    return load_banks(None, known_names())


@lru_cache(maxsize=1024)
def drawn(question: str, seed: int) -> Exercise:
    return pose(shipped().questions[question], seed)


def why(question: str, slip: str) -> list[str]:
    """Return what is said of an option that is a slip, of each draw that offers it."""
    offered = (choice for seed in SEEDS for choice in drawn(question, seed).choices if choice.slip == slip)
    return [shown(choice.why_wrong or "") for choice in offered]


def said(question: str, seed: int, answer: str) -> tuple[Outcome, str | None, str]:
    """Return outcome, slip, and what is said: first what is right so far."""
    verdict = grade.grade_exercise(drawn(question, seed), answer)
    return verdict.outcome, verdict.slip, " ".join(filter(None, (shown(verdict.so_far), feedback_of(verdict))))


# ---- what is said of an option ---------------------------------------------------------------------------------------

OPTIONS = [
    (
        "orth.which",
        "determinant-one",
        "Its determinant is 1. Orthogonal matrices have determinant 1 or −1, but the converse fails: its columns are not "
        "perpendicular.",
    ),
    # a matrix that is not triangular may have its eigenvalues on its diagonal
    (
        "eigen.large-how",
        "reads-diagonal",
        "The diagonal of a triangular matrix holds its eigenvalues; that of a dense one in general does not, however large it "
        "is. The iteration first brings the matrix to such a form.",
    ),
    # swapping rows changes the sign of the determinant
    (
        "eigen.large-how",
        "pivots",
        "Row operations change the eigenvalues in general. Of the pivots only the product tells something: it is the determinant, up to "
        "the sign from row swaps.",
    ),
    # a multiple of i times a real eigenvector is an eigenvector too, and not real
    (
        "diag.why-incomplete",
        "symmetric-needed",
        "Symmetry is enough but not needed: every n × n matrix with n different eigenvalues has a basis of eigenvectors.",
    ),
    # the zero vector lies in the null space and is not an eigenvector
    (
        "eigen.zero",
        "not-diagonalisable",
        "The eigenvalue 0 has eigenvectors: the nonzero vectors of the null space of A. Three different eigenvalues give a "
        "basis of eigenvectors.",
    ),
    # the zero matrix is a multiple of an orthogonal one
    ("orth.condition-singular", "one", "Only nonzero multiples of orthogonal matrices have the condition number 1."),
]


@pytest.mark.parametrize(("question", "slip", "sentence"), OPTIONS, ids=[f"{o[0]}-{o[1]}" for o in OPTIONS])
def test_what_is_said_of_an_option_is_no_more_than_what_holds(question: str, slip: str, sentence: str) -> None:
    assert set(why(question, slip)) == {sentence}


def test_columns_that_are_said_not_to_be_perpendicular_are_not() -> None:
    for seed in SEEDS:
        for choice in drawn("diag.spectral", seed).choices:
            if choice.slip == "columns-perpendicular":
                product = shown(choice.why_wrong or "").removeprefix("Their dot product is ").split(",")[0]
                assert int(product.replace("−", "-")) != 0


# ---- what is said of an answer ---------------------------------------------------------------------------------------

ANSWERS = [
    # the first row of a lower triangular matrix sums to its diagonal entry
    (
        "eigen.values-triangular",
        11,
        "3, -6, -7",
        "row-sums",
        "These are the sums of the rows, which in general are not eigenvalues. (If all rows have the same sum, that sum is "
        "one.) When is det(A − λI) = 0 for this triangular matrix?",
    ),
    # of −3 and −1/2 the first is the smaller number, and the other one fades
    (
        "diag.power-vector",
        11,
        "-27, 27",
        "larger-only",
        "The term with the eigenvalue that is smaller in absolute value was left out. Its share shrinks as the power grows, but "
        "it is still there.",
    ),
    # measurements are uncertain, not rounded
    (
        "rank.numerical-tolerance",
        12,
        "6",
        "counts-every-nonzero",
        "Every singular value that is not exactly zero was counted. Those that are not above the threshold, 0.001, count as "
        "zero.",
    ),
    # a multiple of an eigenvector is an eigenvector, but not the printed one
    (
        "eigen.read-eig",
        11,
        "[24, 7]",
        None,
        "This is a multiple of the vector that the question asks for, but not that vector. Column 1, from top to "
        "bottom, is (0.96, 0.28).",
    ),
    ("eigen.read-eig", 11, "[24, 7.1]", None, "No entry is right. Column 1, from top to bottom, is (0.96, 0.28)."),
    (
        "eigen.read-eig",
        11,
        "[-0.96, -0.28]",
        "negated",
        "This is an eigenvector too, with the opposite sign, but the question asks for the vector as printed.",
    ),
    (
        "eigen.code-vector",
        11,
        "-eigvecs[:, 1]",
        "negated",
        "This is an eigenvector too, with the opposite sign, but the question asks for the column that eig returned.",
    ),
    (
        "eigen.code-vector",
        11,
        "eigvecs[:, 0]",
        "index-one-less",
        "That is another column. eigvals[1] goes with the column of the same index, 1.",
    ),
    (
        "rank.combination",
        11,
        "-1 2",
        "first-sign",
        "1 of the 2 entries is right. The factor of the first row has the wrong sign. Test it in every column.",
    ),
    (
        "rank.combination",
        11,
        "-1 -2",
        "signs-flipped",
        "The signs are flipped: with these, a times row 1 plus b times row 2 plus row 3 is zero. The question asks for the "
        "third row itself.",
    ),
    # the numbers of (1, −6) and (3, −4) do not look alike
    (
        "eigen.same-line",
        14,
        "yes",
        "one-entry-compared",
        "The first entry is multiplied by 3, the second by 2/3. No single factor takes v to w, so w lies on another line.",
    ),
    # i times a real eigenvector is an eigenvector that is not real
    (
        "diag.real-eigenvector",
        11,
        "no",
        "complex-seen",
        "The discriminant tr(A)² − 4 det(A) is positive here, so both eigenvalues are real, and there are real eigenvectors "
        "for them.",
    ),
    (
        "orth.frobenius-entries",
        14,
        "8",
        "sums-entries",
        "This is the largest sum of absolute values in a row. Square every entry, add, and take the square root: "
        "‖A‖_F = √(2²+3²+3²+3²+(−1)²+(−2)²).",
    ),
    (
        "orth.frobenius-entries",
        14,
        "14",
        "sums-entries",
        "This is the sum of the absolute values of all entries. Square every entry, add, and take the square root: "
        "‖A‖_F = √(2²+3²+3²+3²+(−1)²+(−2)²).",
    ),
    (
        "eigen.vector-3x3",
        13,
        "1, 1, 1",
        "other-eigenvector",
        "This is an eigenvector of A, but for a different eigenvalue. Solve (A + I)v = 0 and test what you find: Av must be −v, entry by "
        "entry.",
    ),
]


@pytest.mark.parametrize(
    ("question", "seed", "answer", "slip", "sentence"), ANSWERS, ids=[f"{a[0]}-{i}" for i, a in enumerate(ANSWERS)]
)
def test_what_is_said_of_an_answer_holds_for_this_draw(
    question: str, seed: int, answer: str, slip: str | None, sentence: str
) -> None:
    assert said(question, seed, answer) == (Outcome.WRONG, slip, sentence)


@pytest.mark.parametrize("answer", ["-0.66, 0.33, -0.66", "-0.66, 0.33, -0.67"])
def test_an_entry_that_is_rounded_badly_is_not_taken_for_a_multiple(answer: str) -> None:
    assert "multiple" not in said("eigen.read-eig-3x3", 11, answer)[2]


@pytest.mark.parametrize("answer", ["[-2/3, 1/3, -2/3]", "[-0.6667, 0.3333, -0.6667]"])
def test_a_printed_column_is_right_as_it_is_printed_and_exactly(answer: str) -> None:
    assert said("eigen.read-eig-3x3", 11, answer)[0] is Outcome.RIGHT


@pytest.mark.parametrize("code", ["np.zeros(3)", "0 * A[:, 0]", "A[0] - A[0]"])
@pytest.mark.parametrize("seed", range(1, 6))
def test_code_that_is_zero_whatever_the_pair_is_not_a_residual(code: str, seed: int) -> None:
    assert said("eigen.code-check", seed, code)[0] is Outcome.WRONG


@pytest.mark.parametrize("code", ["v = eigvecs[:, 1]", "eigvecs.T[1]"])
def test_a_line_of_code_may_be_typed_with_its_name(code: str) -> None:
    assert said("eigen.code-vector", 11, code)[0] is Outcome.RIGHT


# ---- what is given and hinted ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_two_eigenvalues_of_a_power_are_never_of_one_size(seed: int) -> None:
    exercise = drawn("diag.power-vector", seed)
    larger = next((s for s in exercise.slips if s.slip == "larger-only"), None)
    whole = np.array([float(x) for x in exercise.answer.rows[0]])  # type: ignore[arg-type]
    if larger is not None:
        kept = np.array([float(x) for x in larger.answer.rows[0]])  # type: ignore[arg-type]
        assert np.linalg.norm(whole - kept) > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_printed_singular_values_are_as_many_as_the_matrix_has_and_claim_no_more(seed: int) -> None:
    exercise = drawn("rank.numerical", seed)
    count = len(exercise.given["singular_values"])  # type: ignore[arg-type]
    assert shown(exercise.prompt.split("$$")[0].strip()) == (
        f"NumPy computes these singular values of a {count} × {count} matrix, here to three significant digits:"
    )


def test_data_that_were_measured_are_not_called_rounded() -> None:
    exercise = drawn("rank.numerical-tolerance", 12)
    assert not any("round" in shown(step) for step in exercise.steps)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_two_equations_that_are_solved_are_not_multiples_of_each_other(seed: int) -> None:
    exercise = drawn("rank.combination", seed)
    A = np.array(exercise.given["A"], float)
    p, q = (int(x) - 1 for x in exercise.steps[0].split("Those of columns ")[1].split(" are")[0].split(" and "))
    assert np.linalg.det(A[:2, [p, q]].T) != 0
    assert "Two that are not multiples of each other are enough" in exercise.hints[0]


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("orth.projection", r"[0-9]\.[0-9]"),  # fractions are asked, and fractions shown
        ("orth.is-orthogonal-3x3", r"[0-9]\.[0-9]"),
        ("diag.third-eigenvector", r"[0-9]\.[0-9]"),
        ("diag.why-incomplete", r"A − \(|\b1I"),
        ("eigen.vector-3x3", r"A − \(|\b1I"),
        ("eigen.eig-print", r"1/√"),
        ("rank.combination", r"\b[01][ab]\b|\(−[0-9]+\)[ab]"),
        ("diag.power-vector", r"(?<![0-9])[01] ?v[₁₂]"),
    ],
)
def test_numbers_are_written_as_a_teacher_writes_them(question: str, absent: str) -> None:
    for seed in SEEDS:
        exercise = drawn(question, seed)
        whys = [choice.why_wrong or "" for choice in exercise.choices]
        for text in map(shown, (exercise.prompt, *exercise.steps, *(c.text for c in exercise.choices), *whys)):
            assert not re.search(absent, text), text


def test_the_matrix_that_feedback_speaks_of_is_on_the_screen() -> None:
    hidden = []
    for question in shipped().questions:
        exercise = drawn(question, 1)
        matrices = [name for name in ("A", "X") if exercise.problem.kind and name in exercise.problem]
        hidden += [f"{question} {name}" for name in matrices if f"{name} = " not in exercise.prompt]
    assert hidden == []


def test_the_convention_of_an_svd_is_named_where_the_order_of_its_values_is_judged() -> None:
    assert "with the usual conventions for Σ" in shown(drawn("diag.valid-svd", 1).prompt)


@pytest.mark.parametrize(
    ("objective", "title"),
    [
        ("rank-tall", "Rank of a small matrix, whose rows may be proportional"),
        ("eigenvalues-2x2", "Eigenvalues of a 2×2 matrix, and of simple 3×3 ones"),
    ],
)
def test_the_title_of_an_objective_covers_its_questions(objective: str, title: str) -> None:
    assert shipped().objectives[objective].title == title


def test_eigenvalues_of_a_small_matrix_do_not_wait_for_the_polynomial_of_a_larger_one() -> None:
    assert shipped().objectives["eigenvalues-2x2"].requires == ("trace-determinant",)


PROMPTS = [
    ("eigen.read-eig", "(shown as real numbers; from NumPy 2.5 on they are printed as complex ones)"),
    ("eigen.read-eig-3x3", "(shown as real numbers; from NumPy 2.5 on they are printed as complex ones)"),
    ("eigen.large-why", "Why do numerical libraries not find"),
    ("eigen.values-complex", "such as 2±√3 or 1±2i"),
    ("eigen.values-surd", "such as 2±√3 or 1±2i"),
]


@pytest.mark.parametrize(("question", "part"), PROMPTS, ids=[q for q, _ in PROMPTS])
def test_a_prompt_says_what_it_shows_and_gives_no_case_away(question: str, part: str) -> None:
    assert part in shown(drawn(question, 1).prompt)


STILTED = re.compile(
    r"\bHas (?:A|it|the)\b|\b[Ww]hy has\b|\bhas it\?|What is the matter|with the other sign|as a rule|[Ff]ulfil|in no order"
    r"|\b(?:is|are) no (?:eigenvector|multiple|identity|basis|whole|number|answer)|\bexactly (?:if|where)\b|counts as infinite"
    r"|a root [0-9] times|as often as it occurs|[Ss]omebody|\b[Aa]sked is\b"
)


def test_questions_are_asked_as_people_ask() -> None:
    for question in shipped().questions:
        exercise = drawn(question, 1)
        slips = [text for choice in exercise.choices for text in (choice.text, choice.why_wrong or "")]
        slips += [slip.said for slip in exercise.slips]
        for text in (exercise.title, exercise.prompt, *exercise.hints, *exercise.steps, *slips):
            assert not STILTED.search(text), f"{question}: {text}"
