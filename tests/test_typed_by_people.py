"""What people, chats and other programs write is read as what they meant, or asked back with each reading on offer."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from decompdrill import answers
from decompdrill.answers.encoding import Json
from decompdrill.bank.load import load_banks
from decompdrill.exercises import grade
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.model import Form, Outcome, Raw, Typed, Unreadable

READ: list[tuple[str, str, Json]] = [
    # scientific notation, and the same value said twice
    ("number", "138*10^-3", 0.138), ("number", "1.38×10⁻¹", 0.138), ("number", "5·10^{-3}", 0.005), ("number", "2·10^3", 2000),
    ("number", "-4.5\\cdot 10^{2}", -450), ("number", "0.96 (96%)", 0.96), ("number", "0.50 (1/2)", 0.5), ("list", "1.5 (3/2), 2", [1.5, 2]),
    ("number", "1/3 = 0.333", 1 / 3), ("number", "0.5 = 1/2", 0.5), ("number", "x ≈ 4.56", 4.56), ("number", "sqrt(2) = 1.414", 2**0.5),
    # words around a value
    ("number", "approx. 0.35", 0.35), ("number", "approximately 0.35", 0.35), ("number", "about 3.2", 3.2), ("number", "the answer is 7", 7),
    ("number", "The determinant of A is -6.", -6), ("number", "so the trace equals 5", 5), ("number", "I get 3.5", 3.5), ("number", "it's 12", 12),
    ("number", "96 percent", 0.96), ("integer", "the rank is 2", 2), ("integer", "rank 2", 2), ("integer", "two", 2), ("integer", "Three.", 3),
    ("integer", "2 pivots", 2), ("integer", "131072 trainable parameters", 131072), ("integer", "k = 3", 3), ("integer", "rank(A) = 2", 2),
    ("list", "the eigenvalues are 4 and 1", [4, 1]), ("list", "eigenvalues: 4, 1", [4, 1]), ("list", "λ = 4 or λ = 1", [4, 1]),
    ("list", "λ1 = 4, λ2 = 1", [4, 1]), ("list", "singular values 3, 2", [3, 2]), ("list", "they are 5 and -2", [5, -2]),
    ("vector", "the vector (1, 2)", [1, 2]), ("vector", "v = (1, 2)", [1, 2]), ("matrix", "A = [[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
    # multiplicity
    ("list", "2 with multiplicity 2", [2, 2]), ("list", "2 twice", [2, 2]), ("list", "2 (double root), 5", [2, 2, 5]), ("list", "λ1 = λ2 = 3", [3, 3]),
    ("list", "λ₁ = λ₂ = 2, λ₃ = 5", [2, 2, 5]), ("list", "2 (mult. 2), 1", [2, 2, 1]), ("list", "2 (x2), 5", [2, 2, 5]), ("list", "5 (multiplicity of 3)", [5, 5, 5]),
    ("list", "{2: 2, 5: 1}", [2, 2, 5]), ("list", "4 of multiplicity two, 1", [4, 4, 1]),
    # a parameter, a span
    ("vector", "span{(1,2)}", [1, 2]), ("vector", "span((1, 2))", [1, 2]), ("vector", "span{[1, 2]}", [1, 2]), ("vector", "t(1, -2)", [1, -2]),
    ("vector", "t*[1, -2]", [1, -2]), ("vector", "c·(1, 2)", [1, 2]), ("vector", "(t, 2t)", [1, 2]), ("vector", "[s, -s, 0]", [1, -1, 0]),
    ("vector", "(1, 2) or any multiple", [1, 2]), ("vector", "(1, 2), or any nonzero multiple of it", [1, 2]), ("vector", "(t, 2t), t ≠ 0", [1, 2]),
    ("vector", "k(1, 1) for any k ≠ 0", [1, 1]), ("vector", "[1, 2]t", [1, 2]), ("vector", "(1, 2) up to scaling", [1, 2]), ("vector", "(t/2, t)", [0.5, 1]),
    # equations
    ("polynomial", "λ² - 5λ = -6", [1, -5, 6]), ("polynomial", "0 = λ² - 5λ + 6", [1, -5, 6]), ("polynomial", "p(λ) = λ² - 5λ + 6 = 0", [1, -5, 6]),
    ("polynomial", "λ² - 5λ + 6 = (λ - 2)(λ - 3)", [1, -5, 6]), ("polynomial", "det(A - λI) = λ^2 - 5λ + 6", [1, -5, 6]), ("polynomial", "x² = 5x - 6", [1, -5, 6]),
    # products with one usual reading
    ("number", "√3 i", {"re": 0, "im": 3**0.5}), ("number", "3/5i", {"re": 0, "im": 0.6}), ("number", "1/2 (5 + √9)", 4),
    ("list", "1/2 (5 + √9), 1", [4, 1]), ("list", "3 + 2 i, 3 - 2 i", [{"re": 3, "im": 2}, {"re": 3, "im": -2}]),
    # what other programs print
    ("matrix", "⎡1 2⎤\n⎣3 4⎦", [[1, 2], [3, 4]]), ("matrix", "matrix([1,2],[3,4])", [[1, 2], [3, 4]]), ("matrix", "{{1,2},{3,4}}", [[1, 2], [3, 4]]),
    ("matrix", "Matrix([[1, 2], [3, 4]])", [[1, 2], [3, 4]]), ("matrix", "[[1 2]\n [3 4]]", [[1, 2], [3, 4]]), ("matrix", "[[1 2][3 4]]", [[1, 2], [3, 4]]),
    ("matrix", "ans =\n\n     1     2\n     3     4\n", [[1, 2], [3, 4]]), ("matrix", "A =\n\n   1   2\n   3   4\n\n", [[1, 2], [3, 4]]),
    ("matrix", "     [,1] [,2]\n[1,]    1    2\n[2,]    3    4", [[1, 2], [3, 4]]), ("matrix", "2×2 Matrix{Int64}:\n 1  2\n 3  4", [[1, 2], [3, 4]]),
    ("matrix", "1\t2\n3\t4", [[1, 2], [3, 4]]), ("matrix", "array([[1., 2.],\n       [3., 4.]])", [[1, 2], [3, 4]]),
    ("matrix", "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", [[1, 2], [3, 4]]), ("matrix", "\\left[\\begin{array}{cc}{1} & {2} \\\\ {3} & {4}\\end{array}\\right]", [[1, 2], [3, 4]]),
    ("list", "c(2, 3)", [2, 3]), ("list", "[1] 2 3", [2, 3]), ("list", "2-element Vector{Float64}:\n 1.0\n 2.0", [1, 2]), ("list", "array([1., 2.])", [1, 2]),
    ("list", "{2, 3}", [2, 3]), ("number", "Sqrt[16]", 4), ("number", "2*I", {"re": 0, "im": 2}), ("list", "1 - 2*I, 1 + 2*I", [{"re": 1, "im": -2}, {"re": 1, "im": 2}]),
    ("list", "1 - Sqrt[4] I, 1 + Sqrt[4] I", [{"re": 1, "im": -2}, {"re": 1, "im": 2}]), ("matrix", "   1.0e+03 *\n\n    0.0010    2.0000\n    3.0000    4.0000", [[1, 2000], [3000, 4000]]),
    # what a chat writes
    ("number", "\\boxed{42}", 42), ("number", "$\\boxed{42}$", 42), ("number", "\\text{42}", 42), ("number", "**42**", 42), ("number", "`42`", 42), ("number", '"42"', 42),
    ("number", "**Answer:** 42", 42), ("number", "2**3", 8), ("number", "$$\\frac{1}{2}$$", 0.5), ("number", "\\(\\frac{1}{2}\\)", 0.5),
    ("list", "\\lambda_1 = 4, \\quad \\lambda_2 = 1", [4, 1]), ("list", "\\boxed{\\lambda = 4, 1}", [4, 1]), ("vector", "\\mathbf{v} = \\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix}", [1, 2]),
    ("list", "1) 4\n2) 1", [4, 1]), ("list", "• 4\n• 1", [4, 1]), ("matrix", "\\operatorname{diag}(3, 2)", [[3, 0], [0, 2]]),
    # yes and no with more
    ("yes-no", "yes, because det = 0", "yes"), ("yes-no", "Yes.", "yes"), ("yes-no", "No, it is not symmetric", "no"), ("yes-no", "no because the columns are parallel", "no"),
    ("yes-no", "yes!", "yes"), ("yes-no", "Nope", "no"), ("yes-no", "no: two of its rows are equal", "no"), ("yes-no", "yes (the rows are equal)", "yes"),
]  # fmt: skip

ASKED: list[tuple[str, str, list[str]]] = [
    ("number", "5×10-3", ["5e-3", "5*10 - 3"]), ("number", "4·10−5", ["4e-5", "4*10 - 5"]), ("number", "0·5", ["0.5", "0*5"]),
    ("number", "2^1/2", ["2^(1/2)", "(2^1)/2"]), ("number", "8^1/3", ["8^(1/3)", "(8^1)/3"]), ("list", "4 (2), 1", ["4*2, 1", "4 (multiplicity 2), 1"]),
    ("number", "3 (4)", ["3*4", "3", "4"]), ("matrix", "1;2\n3;4", ["1 2; 3 4", "1; 2; 3; 4"]), ("list", "12,500, 3,125", ["12500, 3125", "12, 500, 3, 125"]),
    ("matrix", "1 2 / 3 4", ["1 2; 3 4", "1 2/3 4"]), ("integer", "2-3", ["2", "3", "-1"]), ("list", "1,5; 2,5", ["1.5; 2.5", "1, 5, 2, 5"]),
    ("number", "1,5", ["1.5"]), ("number", "131,072", ["131072"]), ("vector", "8 x 4096", ["8, 4096"]), ("list", "- 4\n- 1", ["4, 1", "-4, -1"]),
    ("number", "1/3 = 0.5", ["1/3", "0.5"]), ("integer", "none", ["0"]), ("number", "5 apples", ["5"]), ("list", "maybe 4 or perhaps 1", ["4, 1"]),
    ("yes-no", "yes and no", ["yes", "no"]), ("number", "1 2/3", ["1 + 2/3", "1*2/3"]),
]  # fmt: skip


def same(value: Json, expected: Json) -> bool:
    if isinstance(expected, list):
        return isinstance(value, list) and len(value) == len(expected) and all(map(same, value, expected))
    if isinstance(expected, dict):
        return isinstance(value, dict) and all(same(value[key], expected[key]) for key in expected)
    if isinstance(expected, str) or isinstance(value, str | list | dict):
        return value == expected
    return abs(value - expected) < 1e-12


@pytest.mark.parametrize(("form", "text", "expected"), READ)
def test_what_people_write_is_read_as_they_mean_it(form: str, text: str, expected: Json) -> None:
    typed = answers.read(form, text)
    assert isinstance(typed, Typed), typed
    assert same(answers.to_json(typed), expected), answers.echo(typed)


@pytest.mark.parametrize(("form", "text", "offers"), ASKED)
def test_what_can_be_read_in_two_ways_is_asked_back_with_each_of_them(form: str, text: str, offers: list[str]) -> None:
    refused = answers.read(form, text)
    assert isinstance(refused, Unreadable), answers.echo(refused) if isinstance(refused, Typed) else refused
    assert list(refused.offers) == offers, refused
    assert all(isinstance(answers.read(form, offer), Typed) for offer in offers)


def test_offers_are_part_of_the_json_of_a_refusal() -> None:
    refused = answers.read(Form.NUMBER, "1,5")
    assert isinstance(refused, Unreadable)
    assert json.loads(json.dumps(answers.unreadable_to_json(refused)))["offers"] == ["1.5"]


@pytest.mark.parametrize(
    ("kind", "given", "answer", "offers"),
    [
        ("eigenvector", {"A": [[2, 1], [2, 3]], "eigenvalue": 4}, "1 - 2", ["1, -2", "[-1]"]),
        ("eigenvalues", {"A": [[2, 1], [2, 3]]}, "4 - 1", ["4, -1", "3"]),
    ],
)
def test_a_text_of_another_shape_than_is_asked_is_asked_back_where_it_can_be_meant_so(
    kind: str, given: Mapping[str, Raw], answer: str, offers: list[str]
) -> None:
    verdict = grade.grade(kind, given, answer)
    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.unreadable is not None
    assert list(verdict.unreadable.offers) == offers


@pytest.mark.parametrize(
    ("kind", "given", "answer"),
    [
        ("svd", {"A": [[3, 0], [0, 2]]}, "U = 1 0; 0 1 | S = 3; 2 | Vt = 1 0; 0 1"),
        ("svd", {"A": [[3, 0], [0, 2]]}, "U = 1 0; 0 1 | S = [[3], [2]] | Vt = 1 0; 0 1"),
        ("svd", {"A": [[3], [4]]}, "U = 3/5 -4/5; 4/5 3/5 | S = 5; 0 | Vt = 1"),
        ("diagonalization", {"A": [[3, 1], [0, 2]]}, "V = 1 1; 0 -1 | L = [[3], [2]]"),
        ("diagonalization", {"A": [[3, 1], [0, 2]]}, "V = 1 1; 0 -1 | L = 3\n2"),
    ],
)
def test_a_column_of_values_is_their_list_and_a_full_sigma_is_a_matrix(
    kind: str, given: Mapping[str, Raw], answer: str
) -> None:
    assert grade.grade(kind, given, answer).outcome is Outcome.RIGHT


@pytest.mark.parametrize("name", ["svd.shape-economy", "pca.shapes", "lora.shapes"])
@pytest.mark.parametrize("seed", range(1, 6))
def test_a_shape_may_be_typed_as_the_tool_writes_it(name: str, seed: int) -> None:
    exercise = pose(load_banks(None, known_names()).questions[name], seed)
    (m, n) = (str(x) for x in exercise.answer.rows[0])
    for between in ("×", " × ", "x", " x ", " X ", " by ", "-by-", "\\times "):
        verdict = grade.grade_exercise(exercise, f"{m}{between}{n}")
        assert (verdict.outcome, verdict.read_as) == (Outcome.RIGHT, f"[{m}, {n}]"), between
    assert grade.grade_exercise(exercise, f"{m}*{n}").outcome is Outcome.UNREADABLE


def test_a_product_stays_one_where_three_numbers_are_asked() -> None:
    exercise = pose(load_banks(None, known_names()).questions["eigen.vector-3x3"], 1)
    assert grade.grade_exercise(exercise, "2×3").read_as == "[6]"
