"""What a problem may give: every refusal, word for word, and beside it what must be taken."""

from __future__ import annotations

import io
import json
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from decompdrill.commands import LONGEST_LINE, records
from decompdrill.errors import ExitCode, GivenError, RecordError, versions
from decompdrill.exercises import grade
from decompdrill.frontends.jsonl import Json
from decompdrill.kinds import KINDS, name_slip
from decompdrill.kinds.base import Kind, Layer
from decompdrill.kinds.given import matrix_from_text, read_given, scalar_from_text, within_doubles
from decompdrill.kinds.signatures import FieldType
from decompdrill.model import Given, Outcome, Raw, Unreadable
from tests.feedback import shown

EYE: list[Raw] = [[1, 0], [0, 1]]
LAYER: dict[str, Raw] = {"d_in": 8, "d_out": 4}
SIGMA: list[Raw] = [3, 2, 1]

REFUSED: list[tuple[str, Mapping[str, Raw], str]] = [
    # which fields
    ("trace", {"A": EYE, "B": 1}, "trace is given A; 'B' came"),
    ("low-rank", {"k": 1}, "low-rank needs A, a matrix; it is missing"),
    (
        "low-rank-error",
        {"k": 1, "norm": "spectral"},
        "low-rank-error needs exactly one of A or singular_values; none came",
    ),
    (
        "low-rank-error",
        {"A": EYE, "singular_values": SIGMA, "k": 1, "norm": "spectral"},
        "low-rank-error needs exactly one of A or singular_values; A and singular_values came",
    ),
    # matrices
    ("trace", {"A": "1 2; 3"}, "A: the rows have different lengths: 2, 1"),
    ("trace", {"A": True}, "A must be a matrix, rows of numbers; True came"),
    ("trace", {"A": []}, "A must be a matrix, rows of numbers; [] came"),
    ("trace", {"A": [1, 2]}, "A must be a matrix, rows of numbers; [1, 2] came"),
    ("trace", {"A": [[1, 2], []]}, "A must be a matrix, rows of numbers; [[1, 2], []] came"),
    ("trace", {"A": [[1, 2], [3]]}, "the rows of A have different lengths: 2, 1"),
    ("trace", {"A": [[0] * 101] * 100}, "A may have 10000 entries at most; 10100 came"),
    ("trace", {"A": [[0] * 41] * 41}, "A may have 40 rows or 40 columns at most; 41×41 came"),
    ("trace", {"A": [[1, False], [0, 1]]}, "A[0][1] must be a number; False came"),
    ("trace", {"A": [[1, float("nan")], [0, 1]]}, "A[0][1] must be finite; nan came"),
    (
        "trace",
        {"A": [[1, 0], [0, 10**101]]},
        "A[1][1] must be a number up to 1e100 in absolute value; a larger one came",
    ),
    (
        "trace",
        {"A": [[1, 0], [0, 10**400]]},
        "A[1][1] must be a number up to 1e100 in absolute value; a larger one came",
    ),
    ("trace", {"A": float("inf")}, "A must be finite; inf came"),
    # lists and vectors
    ("is-eigenvector", {"A": EYE, "v": {}}, "v must be a list of numbers; {} came"),
    ("is-eigenvector", {"A": EYE, "v": "1 2; 3 4"}, "v must be a list of numbers, a 2×2 matrix came"),
    ("is-eigenvector", {"A": EYE, "v": [1, [2, 3]]}, "v[1] must be a number; [2, 3] came"),
    (
        "is-eigenvector",
        {"A": EYE, "v": [1, 1e101]},
        "v[1] must be a number up to 1e100 in absolute value; a larger one came",
    ),
    (
        "numerical-rank",
        {"singular_values": [1] * 10_001},
        "singular_values may have 1,000 numbers at most; 10,001 came",
    ),
    # numbers, shares and counts
    ("eigenvector", {"A": EYE, "eigenvalue": True}, "eigenvalue must be a number; True came"),
    ("eigenvector", {"A": EYE, "eigenvalue": float("inf")}, "eigenvalue must be finite; inf came"),
    (
        "components-needed",
        {"eigenvalues": SIGMA, "threshold": 95},
        "threshold must be a share above 0, at most 1; 95 came; for 95 per cent write 95%",
    ),
    (
        "components-needed",
        {"eigenvalues": SIGMA, "threshold": 101},
        "threshold must be a share above 0, at most 1; 101 came",
    ),
    (
        "components-needed",
        {"eigenvalues": SIGMA, "threshold": 0},
        "threshold must be a share above 0, at most 1; 0 came",
    ),
    (
        "components-needed",
        {"eigenvalues": SIGMA, "threshold": "i"},
        "threshold must be a share above 0, at most 1; 'i' came",
    ),
    ("low-rank", {"A": EYE, "k": [1]}, "k must be a whole number; [1] came"),
    ("low-rank", {"A": EYE, "k": 1.5}, "k must be a whole number; 1.5 came"),
    ("low-rank", {"A": EYE, "k": 0}, "k must be a whole number from 1 up; 0 came"),
    ("low-rank-error", {"A": EYE, "k": -1, "norm": "spectral"}, "k must be a whole number from 0 up; -1 came"),
    (
        "low-rank-storage",
        {"m": 10**15 + 1, "n": 2, "k": 1},
        "m must be a whole number from 1 up; 1000000000000001 came",
    ),
    # words and flags
    ("norm", {"A": EYE, "norm": "taxi"}, "norm must be frobenius or spectral or nuclear; 'taxi' came"),
    ("norm", {"A": EYE, "norm": 2}, "norm must be frobenius or spectral or nuclear; 2 came"),
    ("explained-variance", {"X": EYE, "standardize": "perhaps"}, "standardize must be yes or no; 'perhaps' came"),
    ("explained-variance", {"X": EYE, "standardize": 1}, "standardize must be yes or no; 1 came"),
    # layers
    ("lora-parameters", {"r": 1, "layers": []}, "layers must be a list of layers {d_in, d_out, count}; [] came"),
    ("lora-parameters", {"r": 1, "layers": "8x4"}, "layers must be a list of layers {d_in, d_out, count}; '8x4' came"),
    ("lora-parameters", {"r": 1, "layers": [{"d_in": 8}]}, "layers[0] must be {d_in, d_out, count}; {'d_in': 8} came"),
    ("lora-parameters", {"r": 1, "layers": [LAYER, 8]}, "layers[1] must be {d_in, d_out, count}; 8 came"),
    (
        "lora-parameters",
        {"r": 1, "layers": [{**LAYER, "n": 1}]},
        "layers[0] must be {d_in, d_out, count}; {'d_in': 8, 'd_out': 4, 'n': 1} came",
    ),
    (
        "lora-parameters",
        {"r": 1, "layers": [{**LAYER, "count": 0}]},
        "layers[0].count must be a whole number from 1 up; 0 came",
    ),
    ("lora-parameters", {"r": 1, "layers": [LAYER] * 10_001}, "layers may have 10000 entries at most; 10001 came"),
    # what came is shown short, and nothing in it moves a cursor
    ("norm", {"A": EYE, "norm": "x" * 41}, f"norm must be frobenius or spectral or nuclear; '{'x' * 37}…' came"),
    ("norm", {"A": EYE, "norm": "\x1b[2J"}, "norm must be frobenius or spectral or nuclear; '�[2J' came"),
]


TWO: list[Raw] = [[2, 1], [2, 3]]
DEMANDS: list[tuple[str, Mapping[str, Raw], str]] = [
    # matrices and vectors
    ("low-rank", {"A": EYE, "k": 3}, "k must be at most 2, the number of singular values; 3 came"),
    (
        "low-rank-error",
        {"singular_values": SIGMA, "k": 4, "norm": "spectral"},
        "k must be at most 3, the number of singular values; 4 came",
    ),
    (
        "low-rank-error",
        {"singular_values": [3, -2], "k": 1, "norm": "spectral"},
        "singular_values must not be negative; -2 came",
    ),
    ("low-rank-storage", {"m": 10, "n": 6, "k": 7}, "k must be at most 6, the smaller of m and n; 7 came"),
    ("numerical-rank", {"A": EYE, "rtol": 0.1, "atol": 0.1}, "numerical-rank takes rtol or atol, not both; both came"),
    ("numerical-rank", {"A": EYE, "rtol": -1}, "rtol must not be negative; -1 came"),
    ("numerical-rank", {"A": EYE, "atol": "i"}, "atol must not be negative; i came"),
    ("numerical-rank", {"singular_values": [2, -1]}, "singular_values must not be negative; -1 came"),
    ("is-orthogonal", {"A": EYE, "tolerance": "-0.1"}, "tolerance must not be negative; -0.1 came"),
    ("is-orthogonal", {"A": EYE, "tolerance": "i"}, "tolerance must not be negative; i came"),
    ("is-eigenvector", {"A": EYE, "v": [1, 2, 3]}, "v must have 2 entries, as A has columns; 3 came"),
    (
        "eigenvalue-of",
        {"A": TWO, "v": [1, 0]},
        "v must be an eigenvector of A; Av = [2, 2] is not a multiple of v = [1, 0]",
    ),
    (
        "eigenvalue-of",
        {"A": TWO, "v": [0, 0]},
        "v must be an eigenvector of A; Av = [0, 0] is not a multiple of v = [0, 0]",
    ),
    ("diagonalization", {"A": [[3, 1], [0, 3]]}, "A must have a basis of eigenvectors; this one is defective"),
    # sources of variance
    (
        "explained-variance",
        {"covariance": EYE, "standardize": True},
        "standardize goes with X; another source came",
    ),
    (
        "explained-variance",
        {"X": [[1, 5], [2, 5], [4, 5]], "standardize": True},
        "standardize needs columns that vary; a constant one came",
    ),
    (
        "explained-variance",
        {"covariance": [[2, 1], [0, 2]]},
        "covariance must be a symmetric matrix; 2×2 that is not came",
    ),
    (
        "explained-variance",
        {"covariance": [[2, 1, 0], [1, 2, 0]]},
        "covariance must be a symmetric matrix; 2×3 that is not came",
    ),
    ("explained-variance", {"covariance": [[1, 2], [2, 1]]}, "a covariance matrix has no negative eigenvalue; -1 came"),
    ("explained-variance", {"eigenvalues": [0, 0]}, "the total variance must be above 0; it is 0"),
    ("explained-variance", {"eigenvalues": [2, -1]}, "eigenvalues must not be negative; -1 came"),
    (
        "cumulative-variance",
        {"eigenvalues": SIGMA, "k": 4},
        "k must be at most 3, the number of components; 4 came",
    ),
    (
        "cumulative-variance",
        {"ratios": [0.75, 0.5], "k": 1},
        "ratios must add up to 1 at most; they add up to 5/4",
    ),
    (
        "components-needed",
        {"ratios": [0.5, 0.25], "threshold": 0.9},
        "the ratios add up to 3/4 and never reach the threshold; one that they reach is expected",
    ),
    (
        "principal-component",
        {"covariance": EYE, "index": 3},
        "index must be at most 2, the number of features; 3 came",
    ),
]


@pytest.mark.parametrize(("kind", "raw", "said"), DEMANDS, ids=range(len(DEMANDS)))
def test_what_a_kind_demands_of_its_given_is_said(kind: str, raw: Mapping[str, Raw], said: str) -> None:
    with pytest.raises(GivenError) as caught:
        read_given(KINDS[kind], raw)
    assert str(caught.value) == said


TAKEN: list[tuple[str, Mapping[str, Raw]]] = [
    ("low-rank", {"A": EYE, "k": 2}),
    ("low-rank-error", {"singular_values": SIGMA, "k": 3, "norm": "spectral"}),
    ("low-rank-storage", {"m": 10, "n": 6, "k": 6}),
    ("numerical-rank", {"A": EYE, "rtol": 0}),
    ("is-orthogonal", {"A": EYE, "tolerance": 0}),
    ("eigenvalue-of", {"A": TWO, "v": [-1, -2]}),
    ("explained-variance", {"X": [[1, 5], [2, 5], [4, 5]], "standardize": False}),
    ("explained-variance", {"covariance": [[1, 1], [1, 1]]}),
    ("cumulative-variance", {"ratios": [0.75, 0.25], "k": 2}),
    ("components-needed", {"ratios": [0.5, 0.25], "threshold": 0.75}),
    ("principal-component", {"covariance": [[2, 1], [1, 3]], "index": 2}),
]


@pytest.mark.parametrize(("kind", "raw"), TAKEN, ids=range(len(TAKEN)))
def test_what_just_meets_the_demands_of_its_kind_is_taken(kind: str, raw: Mapping[str, Raw]) -> None:
    assert set(raw) <= set(read_given(KINDS[kind], raw).values)


PLAIN: Mapping[FieldType, tuple[Raw, ...]] = {
    FieldType.MATRIX: (
        TWO,
        [[3, 1], [0, 3]],
        [[1, 2], [2, 4]],
        [[0, -1], [1, 0]],
        [[0, 0], [0, 0]],
        [[5]],
        [[0]],
        [[1, 2, 3]],
        [[1], [2], [4]],
        [[1, 0, 2], [0, 3, 1]],
        [[1, 2], [3, 4], [5, 7]],
    ),
    FieldType.VALUES: ([3, 2, 1], [2, -1], [0, 0], [4], ["1/2", "1/2"]),
    FieldType.VECTOR: ([1, 2], [0, 0], [1, 0, 2], [1]),
    FieldType.NUMBER: (4, 0, -1, "1/2"),
    FieldType.SHARE: (0.9, 1),
    FieldType.COUNT: (0, 1, 2, 7),
    FieldType.FLAG: (True, False),
    FieldType.LAYERS: ([LAYER], [{**LAYER, "count": 3}, LAYER]),
}
"""Values of each type that a problem may well give, among them singular, defective, wide and tall matrices, and zeros."""


def choices(kind: Kind) -> Iterator[list[dict[str, Raw]]]:
    """Yield what a problem may say of each field, or of each group of which it says one: nothing where it may be left out."""
    for group in dict.fromkeys(f.one_of or f.name for f in kind.fields):
        fields = [f for f in kind.fields if group in (f.one_of, f.name)]
        said: list[dict[str, Raw]] = [{f.name: value} for f in fields for value in f.words or PLAIN[f.type]]
        yield said if fields[0].required or fields[0].one_of else [{}, *said]


def taken(kind: Kind) -> Iterator[tuple[Mapping[str, Raw], Given]]:
    """Yield every plain problem that a kind takes."""
    for said in product(*choices(kind)):
        raw: dict[str, Raw] = dict(ChainMap(*said))
        with suppress(GivenError):
            yield raw, read_given(kind, raw)


def without_answer(kind: Kind) -> str:
    """Return which plain problem a kind takes and has no answer to; nothing where there is none."""
    for raw, given in taken(kind):
        try:
            answer, second = kind.reference(given), name_slip.in_full(kind.oracle(given))
        except (ArithmeticError, LookupError, TypeError, ValueError) as fault:  # LinAlgError is a ValueError
            return f"{kind.name} needs a `demand` that refuses {raw}, or an answer to it: {fault!r}"
        if kind.judge(given, answer, second).outcome is not Outcome.RIGHT:
            return f"{kind.name} needs a `demand` that refuses {raw}, or one answer to it: its reference and its oracle disagree"
    return ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_an_answer_to_every_plain_problem_that_its_demand_lets_through(kind: str) -> None:
    assert any(True for _ in taken(KINDS[kind]))
    assert without_answer(KINDS[kind]) == ""


def test_a_kind_without_its_demand_is_named_with_a_given_that_shows_it() -> None:
    said = without_answer(replace(KINDS["determinant"], demand=lambda given: None))
    assert said.startswith(
        "determinant needs a `demand` that refuses {'A': [[1, 2, 3]]}, or an answer to it: LinAlgError("
    )


WHY: list[tuple[str, Mapping[str, Raw], str]] = [
    ("is-eigenvector", {"A": EYE, "v": [0, 0]}, "The zero vector is not an eigenvector, whatever A is."),
    ("rank", {"A": [[0, 0], [0, 0]]}, "Every entry is zero, so there is no pivot: the rank is 0."),
    (
        "eigenvalues",
        {"A": [[1, 1, 0, 0, 0], [1, 1, 0, 0, 0], [0, 0, 3, 0, 0], [0, 0, 0, 4, 0], [0, 0, 0, 0, 5]]},
        "The 5 roots of det(A − λI) are 5, 4, 3, 2 and 0; their sum is the trace, their product the determinant.",
    ),
]


@pytest.mark.parametrize(("kind", "raw", "why"), WHY, ids=range(len(WHY)))
def test_the_edges_of_a_kind_are_explained(kind: str, raw: Mapping[str, Raw], why: str) -> None:
    task = grade.task_of(kind, raw)
    assert shown(task.kind.why(task.given, task.kind.reference(task.given))) == why


@pytest.mark.parametrize(("kind", "raw", "said"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_given_is_refused_in_one_line_that_says_why(
    kind: str, raw: Mapping[str, Raw], said: str
) -> None:
    with pytest.raises(GivenError) as caught:
        read_given(KINDS[kind], raw)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("kind", "raw", "name"),
    [
        ("trace", {"A": "1 +"}, "A"),
        ("trace", {"A": [[1, "2 +"], [0, 1]]}, "A[0][1]"),
        ("is-eigenvector", {"A": EYE, "v": "1, (2"}, "v"),
        ("is-eigenvector", {"A": EYE, "v": [1, "two"]}, "v[1]"),
        ("eigenvector", {"A": EYE, "eigenvalue": "1 tree +"}, "eigenvalue"),
    ],
)
def test_a_text_that_is_no_number_is_refused_as_a_learners_is_behind_the_name(
    kind: str, raw: Mapping[str, Raw], name: str
) -> None:
    text = {"A": "1 +", "A[0][1]": "2 +", "v": "1, (2", "v[1]": "two", "eigenvalue": "1 tree +"}[name]
    read = matrix_from_text(text) if name in ("A", "v") else scalar_from_text(text)
    assert isinstance(read, Unreadable)
    with pytest.raises(GivenError) as caught:
        read_given(KINDS[kind], raw)
    assert str(caught.value) == f"{name}: {read.message}"


def test_a_lone_number_is_a_matrix_and_a_vector_of_one_entry() -> None:
    given = read_given(KINDS["is-eigenvector"], {"A": 2.5, "v": 4})
    assert given.matrix().rows == ((Fraction(5, 2),),)
    assert given.numbers("v") == (4,)


@pytest.mark.parametrize("v", ["1, 1/2", "1; 1/2", [1, "1/2"], [[1], [0.5]]])
def test_a_vector_may_be_written_as_a_row_or_a_column(v: Raw) -> None:
    assert read_given(KINDS["is-eigenvector"], {"A": EYE, "v": v}).numbers("v") == (1, Fraction(1, 2))


def test_the_largest_given_that_is_taken() -> None:
    assert read_given(KINDS["rank"], {"A": [[0] * 250] * 40}).matrix().shape == (40, 250)
    assert read_given(KINDS["trace"], {"A": [["1e100"]]}).matrix().rows == ((10**100,),)
    storage = read_given(KINDS["low-rank-storage"], {"m": 10**15, "n": 1, "k": 1})
    assert storage.count("m") == 10**15


@pytest.mark.parametrize(
    ("threshold", "share"),
    [("95%", Fraction(19, 20)), (0.95, Fraction(19, 20)), (1, Fraction(1)), ("1/3", Fraction(1, 3))],
)
def test_a_share_may_be_written_with_a_percent_sign(threshold: Raw, share: Fraction) -> None:
    given = read_given(KINDS["components-needed"], {"eigenvalues": SIGMA, "threshold": threshold})
    assert given.scalar("threshold") == share


@pytest.mark.parametrize(
    ("flag", "means"), [(True, True), (" Yes ", True), ("true", True), ("NO", False), ("false", False), (False, False)]
)
def test_a_flag_may_be_a_word(flag: Raw, means: bool) -> None:
    data: Raw = [[1, 2], [2, 1], [4, 4]]
    assert read_given(KINDS["explained-variance"], {"X": data, "standardize": flag}).values["standardize"] is means


def test_a_layer_counts_once_unless_it_says_otherwise() -> None:
    given = read_given(KINDS["lora-parameters"], {"r": 1, "layers": [LAYER, {**LAYER, "count": "3"}]})
    assert given.layers("layers") == (Layer(8, 4, 1), Layer(8, 4, 3))


def test_a_word_may_be_written_in_capitals() -> None:
    assert read_given(KINDS["norm"], {"A": EYE, "norm": " Nuclear "}).word("norm") == "nuclear"


@pytest.mark.parametrize("fault", [OverflowError, ZeroDivisionError, FloatingPointError])
def test_arithmetic_that_leaves_the_doubles_refuses_the_given(fault: type[ArithmeticError]) -> None:
    with pytest.raises(GivenError) as caught, within_doubles():
        raise fault
    assert str(caught.value) == (
        "numbers of moderate size are expected; with those that came the answer is too large, or too small, to be computed"
    )


# ---- records of a stream -------------------------------------------------------------------------------------------


LINES = [
    (b'{"a": ' + b"1" * 401 + b"}", "the number 11111111111111111... is out of range"),
    (b'{"a": 1e999}', "the number 1e999 is out of range"),
    (b'{"a": NaN}', "NaN is not a number"),
    (b'{"a": -Infinity}', "-Infinity is not a number"),
    (b'{"a": 1, "b": 2, "a": 3}', "the key 'a' stands twice"),
    (b"[1]", "the line is no JSON object"),
    (b'{"a"}', "the line is no JSON: Expecting ':' delimiter at character 4"),
    (b'{"a": "\xff"}', "the line is no UTF-8 at byte 7"),
    (b"[" * 100_000, "the line is nested too deeply"),
]


@pytest.mark.parametrize(("line", "said"), LINES, ids=range(len(LINES)))
def test_a_line_that_is_no_record_says_why(line: bytes, said: str) -> None:
    with pytest.raises(RecordError) as caught:
        records.read_record(line)
    assert str(caught.value) == said


def test_a_line_may_be_as_long_as_the_limit_and_no_longer() -> None:
    frame = len(b'{"a":""}')
    longest = b'{"a":"' + b"x" * (LONGEST_LINE - frame) + b'"}'
    assert records.read_record(longest) == {"a": "x" * (LONGEST_LINE - frame)}
    with pytest.raises(RecordError) as caught:
        records.read_record(longest + b" ")
    assert str(caught.value) == f"the line is longer than {LONGEST_LINE} bytes"


def whole(record: records.JsonRecord) -> int:
    return records.whole_field(record, "n", 9)


def text(record: records.JsonRecord) -> str:
    return records.text_field(record, "n")


FIELDS: list[tuple[Callable[[records.JsonRecord], object], records.JsonRecord, str]] = [
    (text, {}, "the record has no 'n'"),
    (text, {"n": None}, "'n' must be a text, and is null"),
    (text, {"n": True}, "'n' must be a text, and is true or false"),
    (text, {"n": 1.5}, "'n' must be a text, and is a number"),
    (text, {"n": ["x"]}, "'n' must be a text, and is a list"),
    (text, {"n": {}}, "'n' must be a text, and is an object"),
    (whole, {"n": 10}, "'n' must be a whole number from 0 to 9"),
    (whole, {"n": -1}, "'n' must be a whole number from 0 to 9"),
    (whole, {"n": True}, "'n' must be a whole number from 0 to 9"),
    (whole, {"n": 1.0}, "'n' must be a whole number from 0 to 9"),
    (records.answer_field, {"answer": 3}, "'answer' must be a text or an object of texts, and is a number"),
    (records.answer_field, {"answer": {"U": "1", "S": 2}}, "part 'S' of 'answer' must be a text, and is a number"),
    (records.given_field, {"given": "A"}, "'given' must be an object, and is a text"),
    (records.given_field, {"given": {"A": [[1, None]]}}, "'A' in 'given' holds null"),
]


@pytest.mark.parametrize(("read", "record", "said"), FIELDS, ids=range(len(FIELDS)))
def test_a_field_of_another_type_says_what_it_is(
    read: Callable[[records.JsonRecord], object], record: records.JsonRecord, said: str
) -> None:
    with pytest.raises(RecordError) as caught:
        read(record)
    assert str(caught.value) == said


def test_a_field_of_the_right_type_is_what_came() -> None:
    assert whole({"n": 9}) == 9
    assert whole({"n": 0}) == 0
    assert text({"n": ""}) == ""
    assert records.answer_field({"answer": {"U": "1", "S": "2"}}) == {"U": "1", "S": "2"}
    assert records.given_field({"given": {"layers": [{"d_in": 8}], "r": 1.5}}) == {"layers": [{"d_in": 8}], "r": 1.5}


def needs_the_impossible(record: records.JsonRecord) -> records.Fields:
    raise GivenError("A must be square")


def is_nested(record: records.JsonRecord) -> records.Fields:
    raise RecursionError


def fails(record: records.JsonRecord) -> records.Fields:
    raise KeyError("U")


def written(reply: records.RecordReply) -> tuple[Json, ExitCode]:
    """What `send` writes of one reply, and the code it leaves."""
    out = io.StringIO()
    code = records.send([reply], out)
    return json.loads(out.getvalue()), code


def test_a_record_that_fails_costs_its_own_line_only_and_keeps_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    line = b'{"id": [7, null]}'
    refused = written(records.reply(line, 1, needs_the_impossible))
    assert refused == ({"id": [7, None], "error": "A must be square", "line": 1}, 65)
    nested = written(records.reply(line, 2, is_nested))
    assert nested == ({"id": [7, None], "error": "the record is nested too deeply", "line": 2}, 65)
    fault = (
        f"this is a fault of decompdrill itself (KeyError: 'U'). Please report it, with this record and {versions()}"
    )
    assert written(records.reply(b"{}", 3, fails)) == ({"error": fault, "line": 3}, 70)
    monkeypatch.setenv("DECOMPDRILL_DEBUG", "1")
    with pytest.raises(KeyError, match="U"):
        records.reply(b"{}", 3, fails)
