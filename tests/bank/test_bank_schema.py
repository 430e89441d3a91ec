"""A bank is read whole or refused with every fault at its place, and the shipped objectives cover the curriculum."""
# ruff: noqa: E501 - the tables hold whole messages

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest
import yaml

from decompdrill.bank import load, shapes
from decompdrill.bank.content import faults_of
from decompdrill.bank.question import Bank, BankSlip, KindShape, Known, Option, Question, RecipeShape, Variable
from decompdrill.bank.read import parse_yaml
from decompdrill.bank.schema import json_schema, parse_bank, parse_objectives, question_of
from decompdrill.bank.template import Template
from decompdrill.errors import BankError, UsageError
from decompdrill.exercises.known import known_names
from decompdrill.expr import Expression
from decompdrill.model import Form, Objective

KNOWN = Known(
    kinds={
        "eigenvalues": KindShape("eigenvalues", ("A",)),
        "low-rank-error": KindShape(
            "low-rank-error", ("k", "norm"), one_of=(("A", "singular_values"),), words=("frobenius", "spectral")
        ),
        "covariance": KindShape("covariance", ("X",), ("ddof",)),
    },
    recipes={
        "integer": RecipeShape("integer", ("low", "high")),
        "distinct-integers": RecipeShape("distinct-integers", ("count",), ("low", "high")),
        "with-eigenvalues": RecipeShape("with-eigenvalues", ("eigenvalues",), ("bound",)),
        "value": RecipeShape("value", ("value",)),
    },
    objectives={name: Objective(name, name, ("Q01",)) for name in ("eigenvalues-2x2", "eigen-meaning")},
)

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]
HEAD = "bank: eigen\ntitle: Eigenvalues\nquestions:\n"

PROBLEM = r"""  - id: eigen.values-2x2
    objective: eigenvalues-2x2
    title: Eigenvalues of a 2×2 matrix
    level: 2
    kind: eigenvalues
    par: 60
    draw:
      lams: {recipe: distinct-integers, count: 2, low: -5, high: 7}
      A: {recipe: with-eigenvalues, eigenvalues: lams, bound: 12}
    prompt: |
      Find the eigenvalues of
      $$A = {{ A | matrix }}$$
    hints:
      - The eigenvalues are the roots of $\det(A - \lambda I) = 0$.
    slips:
      - id: keeps-the-larger
        answer: "[max(lams)]"
        said: One of {{ lams }} was left out.
    steps: ["$\\lambda = {{ lams[0] }}$"]
"""

CHOICE = r"""  - id: eigen.in-words
    objective: eigen-meaning
    title: What an eigenvector is
    level: 1
    kind: choice
    draw:
      lam: {recipe: integer, low: 2, high: 5}
    prompt: "$A v = {{ lam }} v$. What does $A$ do to $v$?"
    hints: [Compare the directions.]
    options:
      - right: It scales it by {{ lam }}.
      - wrong: It turns it.
        slip: length-kept
        why: Its line stays.
      - wrong: Nothing.
"""

COMPUTED = r"""  - id: eigen.power
    objective: eigen-meaning
    title: A power
    level: 1
    kind: computed
    form: number
    answer: lam**2
    draw:
      lam: {recipe: integer, low: 2, high: 5}
    prompt: What is ${{ lam }}^2$?
    hints: [Square it.]
"""

CODE = r"""  - id: eigen.first-pair
    objective: eigen-meaning
    title: The first pair
    level: 1
    kind: code
    answer: ["V[:, {{ j }}]", "V.T[{{ j }}]"]
    draw:
      j: {recipe: integer, low: 0, high: 2}
    prompt: "Finish `A @ … == L[{{ j }}] * …`"
    hints: [It is a column.]
    slips:
      - {id: takes-the-row, answer: "V[{{ j }}]", said: That is a row.}
"""


def bank(*questions: str) -> Bank:
    result, problems = read(*questions)
    assert [str(problem) for problem in problems] == []
    assert result is not None
    return result


def read(*questions: str, loader: type[yaml.SafeLoader] | None = None) -> tuple[Bank | None, tuple[object, ...]]:
    tree, problems = parse_yaml(HEAD + "".join(questions), "a.yaml", loader)
    assert problems == ()
    assert tree is not None
    return parse_bank(tree, KNOWN)


def test_a_question_is_read_whole() -> None:
    question = bank(PROBLEM).questions[0]
    assert question == Question(
        id="eigen.values-2x2",
        bank="eigen",
        objective="eigenvalues-2x2",
        title="Eigenvalues of a 2×2 matrix",
        level=2,
        kind="eigenvalues",
        draw=(
            Variable("lams", "distinct-integers", {"count": 2, "low": -5, "high": 7}),
            Variable("A", "with-eigenvalues", {"eigenvalues": "lams", "bound": 12}),
        ),
        given={"A": Expression("A")},
        prompt=Template("Find the eigenvalues of\n$$A = {{ A | matrix }}$$"),
        hints=(Template(r"The eigenvalues are the roots of $\det(A - \lambda I) = 0$."),),
        slips=(BankSlip("keeps-the-larger", Expression("[max(lams)]"), Template("One of {{ lams }} was left out.")),),
        steps=(Template(r"$\lambda = {{ lams[0] }}$"),),
        par=60.0,
        location=("a.yaml", 4),
    )


def test_the_kinds_of_a_bank_itself_are_read() -> None:
    choice, computed, code = bank(CHOICE, COMPUTED, CODE).questions
    assert choice.shown == 3
    assert choice.options == (
        Option(Template("It scales it by {{ lam }}."), right=True),
        Option(Template("It turns it."), right=False, slip="length-kept", why=Template("Its line stays.")),
        Option(Template("Nothing."), right=False),
    )
    assert (computed.answer, computed.form) == (Expression("lam**2"), Form.NUMBER)
    assert [text.text for text in code.codes] == ["V[:, {{ j }}]", "V.T[{{ j }}]"]
    assert code.code_slips[0].code == Template("V[{{ j }}]", is_code=True)


@pytest.mark.parametrize(
    ("draws", "given", "result"),
    [
        (["A", "k", "norm"], "", {"k": "k", "norm": "norm", "A": "A"}),
        (["A", "k"], "{norm: frobenius}", {"norm": "frobenius", "k": "k", "A": "A"}),
        (["A", "s", "k"], "{norm: spectral, singular_values: s}", {"norm": "spectral", "singular_values": "s", "k": "k"}),
        (["s"], "{norm: spectral, singular_values: 's[:2]', k: 1}", {"norm": "spectral", "singular_values": "s[:2]", "k": "1"}),
        (["k"], "{norm: spectral, singular_values: [3, k]}", {"norm": "spectral", "singular_values": "[3, k]", "k": "k"}),
    ],
)  # fmt: skip
def test_what_a_kind_is_given_is_filled_in_from_the_draws(draws: list[str], given: str, result: dict[str, str]) -> None:
    lines = "".join(f"      {name}: {{recipe: value, value: 1}}\n" for name in draws)
    text = PROBLEM[: PROBLEM.index("    draw:")] + f"    draw:\n{lines}" + (f"    given: {given}\n" if given else "")
    text = text.replace("kind: eigenvalues", "kind: low-rank-error") + "    prompt: x\n    hints: [y]\n"
    assert {name: e.text for name, e in bank(text).questions[0].given.items()} == result


@pytest.mark.parametrize(
    ("draws", "given", "there_are"),
    [
        (["k"], "{norm: spectral}", "none"),
        (["A", "s", "k"], "{norm: spectral, A: A, singular_values: s}", "A and singular_values"),
        (["A", "singular_values", "k", "norm"], "{k: 1}", "A and singular_values"),
    ],
)
def test_of_alternatives_exactly_one_is_given(draws: list[str], given: str, there_are: str) -> None:
    lines = "".join(f"      {name}: {{recipe: value, value: 1}}\n" for name in draws)
    text = PROBLEM[: PROBLEM.index("    draw:")] + f"    draw:\n{lines}    given: {given}\n"
    text = text.replace("kind: eigenvalues", "kind: low-rank-error") + "    prompt: x\n    hints: [y]\n"
    result, problems = read(text)
    assert result is None
    assert [str(problem) for problem in problems] == [
        f"a.yaml:{11 + len(draws)}:12: expected one of A, singular_values, which low-rank-error is given, got {there_are}"
    ]


FAULTS = [
    ("id: eigen.values-2x2", "id: Eigen", "4:9: expected an id such as 'rank.two-rows' (small letters, digits, hyphens, at least one dot), got 'Eigen'"),
    ("objective: eigenvalues-2x2", "objective: eigenvalues-2x3", "5:16: expected an objective, got 'eigenvalues-2x3'; did you mean 'eigenvalues-2x2'?"),
    ("title: Eigenvalues of a 2×2 matrix", "titel: x", "6:5: expected a known key, got 'titel'; did you mean 'title'?|4:5: expected the key 'title', got none"),
    ("title: Eigenvalues of a 2×2 matrix", "title: ' '", "6:12: expected text, got empty text"),
    ("title: Eigenvalues of a 2×2 matrix", "title:", "6:11: expected text of 1 to 20,000 characters, got nothing"),
    ("title: Eigenvalues of a 2×2 matrix", r"title: The $\lamda$", r"6:17: expected a command of the math subset, got \lamda; did you mean \lambda?"),
    ("level: 2", "level: 6", "7:12: expected a whole number from 1 to 5, got 6"),
    ("level: 2", "level: two", "7:12: expected a whole number from 1 to 5, got 'two'"),
    ("level: 2", "level: true", "7:12: expected a whole number from 1 to 5, got true"),
    ("level: 2", "level: 2.5", "7:12: expected a whole number from 1 to 5, got 2.5"),
    ("kind: eigenvalues", "kind: eigenvalue", "8:11: expected a kind, got 'eigenvalue'; did you mean 'eigenvalues'?"),
    ("kind: eigenvalues", "kind: covariance", "8:11: expected 'X', which covariance is given, among the draws or the given, got none"),
    ("par: 60", "par: 0", "9:10: expected a number above 0 and at most 3600, got 0"),
    ("recipe: distinct-integers, count: 2,", "count: 2,", "11:13: expected the key 'recipe', got none"),
    ("recipe: distinct-integers", "recipe: distinct-integer", "11:22: expected a recipe, got 'distinct-integer'; did you mean 'distinct-integers'?"),
    ("count: 2, low", "cuont: 2, low", "11:41: expected a parameter of distinct-integers, got 'cuont'; did you mean 'count'?|11:13: expected the parameter 'count' of distinct-integers, got none"),
    ("low: -5", "low:", "11:55: expected a value, got nothing"),
    ("      lams: {", "      2a: {", "11:7: expected a name of letters, digits and _, got '2a'|20:23: expected a variable, got 'lams'; there are 2a, A|21:25: expected a variable, got 'lams'; there are 2a, A|22:13: expected a variable, got 'lams'; there are 2a, A"),
    ("    prompt: |", "    given: {B: A}\n    prompt: |", "13:13: expected a given of eigenvalues, got 'B'; there are A"),
    ("    prompt: |", "    given: {A: A + }\n    prompt: |", "13:16: expected an expression, got 'A +': this is not an expression"),
    ("    prompt: |", "    given: {A: M}\n    prompt: |", "13:16: expected a variable, got 'M'; there are A, lams"),
    ("{{ A | matrix }}", "{{ A | matrx }}", "15:20: expected a format (matrix, vector, row, list, frac, pct, .1f, .2f, .3f, .4f, sig3, sig4, equals, signed, paren, int), got 'matrx'"),
    ("{{ A | matrix }}", "{{ B | matrix }}", "15:16: expected a variable, got 'B'; there are A, lams"),
    ("{{ A | matrix }}", "{{ A | matrix }", "15:13: expected '}}' after '{{', got the end of the text"),
    ("of\n      $$A", "of $\\foobar$\n      $$A", "14:32: expected a command of the math subset, got \\foobar"),
    ("    hints:\n      - The", "    hints: []\n    #  - The", "16:12: expected a list of 1 to 20, got a list of 0"),
    ("    hints:\n      - The", "    hints:\n      - ''\n      - The", "17:9: expected text of 1 to 20,000 characters, got empty text"),
    ("    hints:\n      - The", "    hints:\n      - [a]\n      - The", "17:9: expected text of 1 to 20,000 characters, got a list of 1"),
    ('answer: "[max(lams)]"', "answer:", "20:16: expected an expression, a number or a list, got nothing"),
    ('answer: "[max(lams)]"', "answer: max(lam)", "20:21: expected a variable, got 'lam'; did you mean 'lams'?"),
    ("    steps:", "      - {id: keeps-the-larger, answer: 1, said: x}\n    steps:", "22:14: expected each slip once, got 'keeps-the-larger' again"),
    ("    steps:", "    insist: [not-units]\n    steps:", "22:14: expected a note, got 'not-units'; did you mean 'not-unit'?"),
    ("    steps:", "    shown: 3\n    steps:", "22:5: expected no shown for the kind eigenvalues; they are for choice"),
    ("    steps:", "    answer: 3\n    steps:", "22:5: expected no answer for the kind eigenvalues, which works it out"),
    ("    steps:", "    form: number\n    steps:", "22:5: expected no form for the kind eigenvalues; it is for computed"),
]  # fmt: skip


@pytest.mark.parametrize(("sound", "faulty", "messages"), FAULTS, ids=[faulty.strip()[:30] for _, faulty, _ in FAULTS])
@pytest.mark.parametrize("loader", LOADERS)
def test_a_faulty_question_says_where_and_what(
    sound: str, faulty: str, messages: str, loader: type[yaml.SafeLoader]
) -> None:
    assert PROBLEM.count(sound) == 1
    result, problems = read(PROBLEM.replace(sound, faulty), loader=loader)
    assert result is None
    assert sorted(str(problem) for problem in problems) == sorted(f"a.yaml:{m}" for m in messages.split("|"))


@pytest.mark.parametrize(
    ("question", "sound", "faulty", "messages"),
    [
        (CHOICE, "      - right: It", "      - wrong: It", "14:7: expected a right option and a wrong one at least, got 0 right and 3 wrong"),
        (CHOICE, CHOICE[CHOICE.index("    options") :], "", "4:5: expected a right option and a wrong one at least, got none"),
        (CHOICE, "    options:", "    shown: 4\n    options:", "13:12: expected at most 3 (a right option and the wrong ones), got 4"),
        (CHOICE, "    options:", "    shown: 1\n    options:", "13:12: expected a whole number from 2 to 26, got 1"),
        (CHOICE, "wrong: Nothing.", "wrong: It turns it.", "18:9: expected options that differ, got the same text again"),
        (CHOICE, "wrong: Nothing.", "worng: Nothing.", "18:9: expected a known key, got 'worng'; did you mean 'wrong'?"),
        (CHOICE, "        slip: length-kept", "        right: x", "15:9: expected one of 'right' and 'wrong', got both"),
        (CHOICE, "by {{ lam }}.\n", "by {{ lam }}.\n        why: x\n", "15:9: expected no 'why' with a right option"),
        (CHOICE, "    options:", "    answer: 1\n    options:", "13:5: expected options, got an answer"),
        (COMPUTED, "    form: number\n", "", "4:5: expected a form (number, integer, list, vector, matrix, yes-no, polynomial), got none"),
        (COMPUTED, "form: number", "form: factors", "9:11: expected a form (number, integer, list, vector, matrix, yes-no, polynomial), got 'factors'"),
        (COMPUTED, "    answer: lam**2\n", "", "4:5: expected the key 'answer' for the kind computed, got none"),
        (COMPUTED, "answer: lam**2", "answer: lam**", "10:13: expected an expression, got 'lam**': this is not an expression"),
        (CHOICE, "    options:", "    slips: [{id: s, answer: 1, said: x}]\n    options:", "13:5: expected the slips of a choice beside its wrong options, got a list"),
        (CODE, '    answer: ["V[:, {{ j }}]", "V.T[{{ j }}]"]\n', "", "4:5: expected the key 'answer' for the kind code, got none"),
        (CODE, "    answer: [", "    answer: [3, ", "9:13: expected code as text or a list of such, got a list of 3"),
        (CODE, "V.T[{{ j }}]", "V.T[{{ k }}]", "9:39: expected a variable, got 'k'; there are j"),
    ],
)  # fmt: skip
def test_the_kinds_of_a_bank_itself_are_checked(question: str, sound: str, faulty: str, messages: str) -> None:
    assert question.count(sound) == 1
    result, problems = read(question.replace(sound, faulty))
    assert result is None
    assert [str(problem) for problem in problems] == [f"a.yaml:{m}" for m in messages.split("|")]


@pytest.mark.parametrize("field", [field.encode_name for field in msgspec.structs.fields(shapes.QuestionFile)])
@pytest.mark.parametrize("wrong", ["[[]]", "{x: {y: []}}", "", "'a b'", "-1"])
def test_a_field_of_any_other_type_is_a_fault_of_the_bank_and_none_of_ours(field: str, wrong: str) -> None:
    bank, problems = read(f"  - {field}: {wrong}\n    another: 1\n")
    assert bank is None
    assert problems


def test_every_fault_of_a_bank_comes_at_once_in_order() -> None:
    faulty = PROBLEM
    for sound, wrong in (
        ("level: 2", "level: 7"),
        ("kind: eigenvalues", "kind: eigenvalue"),
        ("bound: 12", "bond: 12"),
        ("{{ A | matrix }}", r"\foobar {{ B }} {{ A | x }}"),
        (r"\lambda I", r"\lamda I"),
        ("[max(lams)]", "[max(lam)]"),
    ):
        faulty = faulty.replace(sound, wrong)
    _, problems = read(faulty, PROBLEM)
    assert [str(problem).split(", got")[0] for problem in problems] == [
        "a.yaml:7:12: expected a whole number from 1 to 5",
        "a.yaml:8:11: expected a kind",
        "a.yaml:12:56: expected a parameter of with-eigenvalues",
        "a.yaml:15:13: expected a command of the math subset",
        "a.yaml:15:24: expected a variable",
        "a.yaml:15:36: expected a format (matrix, vector, row, list, frac, pct, .1f, .2f, .3f, .4f, sig3, sig4, equals, signed, paren, int)",
        "a.yaml:17:52: expected a command of the math subset",
        "a.yaml:20:23: expected a variable",
        "a.yaml:23:9: expected each question once",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "1:1: expected keys with values, got a list of 0"),
        ("just text", "1:1: expected keys with values, got 'just text'"),
        ("---\n", "2:1: expected keys with values, got nothing"),
        ("bank: a\ntitle: b\nquestions: []", "3:12: expected a list of 1 or more, got a list of 0"),
        ("bank: a\ntitle: b\nquestions: {x: 1}", "3:12: expected a list of 1 or more, got keys with values (x)"),
        ("bank: a\ntitle: b\nquestions: [3]", "3:13: expected keys with values, got 3"),
    ],
)
def test_what_is_no_bank_at_all_is_said(text: str, message: str) -> None:
    tree, _ = parse_yaml(text, "a.yaml")
    assert tree is not None
    assert [str(problem) for problem in parse_bank(tree, KNOWN)[1]] == [f"a.yaml:{message}"]


@pytest.mark.parametrize(
    ("sound", "other"),
    [
        ("level: 2", "level: 3"),
        ("title: Eigenvalues of", "title: The eigenvalues of"),
        ("      - The eigenvalues are", "      - They are"),
        ("    par: 60\n", ""),
        ("said: One", "said: Some one"),
    ],
)
def test_the_digest_stays_where_the_question_stays(sound: str, other: str) -> None:
    assert PROBLEM.count(sound) == 1
    assert bank(PROBLEM.replace(sound, other)).questions[0].digest == bank(PROBLEM).questions[0].digest


@pytest.mark.parametrize(
    ("sound", "other"),
    [
        ("high: 7", "high: 8"),
        ("Find the", "Give the"),
        ("[max(lams)]", "[min(lams)]"),
        ("keeps-the-larger", "keeps-the-smaller"),
        ("eigen.values-2x2", "eigen.values-2x3"),
        ("    steps:", "    insist: [unsorted]\n    steps:"),
    ],
)
def test_the_digest_changes_with_the_question(sound: str, other: str) -> None:
    digests = {bank(text).questions[0].digest for text in (PROBLEM, PROBLEM.replace(sound, other))}
    assert len(digests) == 2
    assert all(len(digest) == 8 for digest in digests)


def test_the_json_schema_accepts_and_refuses_as_the_reader_does() -> None:
    validator = jsonschema.Draft202012Validator(json_schema(KNOWN))
    sound, _ = parse_yaml(HEAD + PROBLEM + CHOICE + COMPUTED + CODE, "a.yaml")
    assert sound is not None
    assert list(validator.iter_errors(sound.root)) == []
    for faulty in ("level: 6", "kind: eigenvalue", "titel: x", "objective: x", "insist: [x]"):
        lines = [line for line in PROBLEM.splitlines() if line.split(":")[0] != f"    {faulty.split(':')[0]}"]
        tree, _ = parse_yaml(HEAD + "\n".join([*lines, f"    {faulty}"]), "a.yaml")
        assert tree is not None
        assert list(validator.iter_errors(tree.root)) != [], faulty


# ---- objectives ----------------------------------------------------------------------------------------------------


def test_every_row_of_the_curriculum_has_an_objective() -> None:
    objectives = load.load_banks(None, known_names()).objectives
    rows = [row for objective in objectives.values() for row in objective.rows]
    assert sorted(set(rows)) == [f"Q{row:02}" for row in range(1, 67)]
    assert 45 <= len(objectives) <= 65


def test_objectives_require_only_what_is_taught_before() -> None:
    taught: list[str] = []
    for objective in load.load_banks(None, known_names()).objectives.values():
        assert set(objective.requires) <= set(taught)
        taught.append(objective.id)


def test_a_fault_of_the_objectives_is_said() -> None:
    text = (
        "objectives:\n  - {id: a, title: A, rows: [Q01], requires: [b]}\n  - {id: b, title: B, rows: [Q1]}\n"
        "  - {id: a, title: A, rows: none}\n"
    )
    tree, _ = parse_yaml(text, "o.yaml")
    assert tree is not None
    assert [str(problem) for problem in parse_objectives(tree)[1]] == [
        "o.yaml:3:30: expected a row of the curriculum such as 'Q03', got 'Q1'",
        "o.yaml:4:10: expected each objective once, got 'a' again; it is at o.yaml:2 too",
        "o.yaml:4:29: expected a list, got 'none'",
    ]
    tree, _ = parse_yaml(
        text.replace("Q1}", "Q02]}").replace("[Q1]", "[Q02]").replace("  - {id: a, title: A, rows: none}\n", ""),
        "o.yaml",
    )
    assert tree is not None
    assert [str(problem) for problem in parse_objectives(tree)[1]] == [
        "o.yaml:2:47: expected an objective that stands before this one, got 'b'"
    ]


# ---- files ---------------------------------------------------------------------------------------------------------


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def refusal(*paths: Path) -> str:
    with pytest.raises(BankError) as caught:
        load.load_banks(paths, KNOWN)
    return str(caught.value)


def test_banks_are_loaded_from_files_and_directories_with_the_shipped_objectives(tmp_path: Path) -> None:
    first = written(tmp_path / "one.yaml", HEAD + PROBLEM)
    more = tmp_path / "more"
    more.mkdir()
    written(more / "two.yml", HEAD.replace("eigen", "other") + CHOICE)
    written(more / "notes.txt", "no bank")
    banks = load.load_banks([first, more, first], KNOWN, extra_dirs=[tmp_path / "missing"])
    assert banks.ids == ("other", "eigen"), "in the order in which their objectives are taught"
    assert list(banks.questions) == ["eigen.in-words", "eigen.values-2x2"]
    assert banks.question("eigen.in-words").location == (str(more / "two.yml"), 4)
    assert len(banks.objectives) > 40


def test_objectives_may_stand_beside_a_bank(tmp_path: Path) -> None:
    written(
        tmp_path / "objectives.yaml",
        "objectives:\n  - {id: mine, title: Mine, rows: [Q01], requires: [eigen-meaning]}\n",
    )
    written(tmp_path / "one.yaml", HEAD + PROBLEM.replace("objective: eigenvalues-2x2", "objective: mine"))
    assert load.load_banks([tmp_path], KNOWN).questions["eigen.values-2x2"].objective == "mine"
    assert load.load_banks([tmp_path / "one.yaml"], KNOWN).questions["eigen.values-2x2"].objective == "mine"


def test_a_question_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    banks = load.load_banks([written(tmp_path / "one.yaml", HEAD + PROBLEM)], KNOWN)
    with pytest.raises(UsageError) as caught:
        banks.question("eigen.value-2x2")
    assert str(caught.value) == "no question is called 'eigen.value-2x2'; did you mean 'eigen.values-2x2'?"


def test_a_file_that_cannot_be_read_is_named_in_one_line(tmp_path: Path) -> None:
    empty = written(tmp_path / "empty.yaml", " \n")
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"bank: a\ntitle: \xe9t\xe9\n")
    hollow = tmp_path / "hollow"
    hollow.mkdir()
    missing = tmp_path / "missing.yaml"
    lost = tmp_path / "no-folder" / "lost.yaml"
    assert [refusal(path) for path in (missing, lost, empty, latin, hollow)] == [
        f"{missing}: expected a bank, there is no such file",
        f"{lost}: expected a bank, there is no such file",
        f"{empty}: expected a bank, the file is empty",
        f"{latin}:2: expected UTF-8, got the byte 0xe9",
        f"{hollow}: expected banks (*.yaml), the directory has none",
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_place_without_rights_is_named_in_one_line(tmp_path: Path) -> None:
    path = written(tmp_path / "one.yaml", HEAD + PROBLEM)
    path.chmod(0)
    assert refusal(path) == f"{path}: expected a bank that can be read: permission denied"
    path.chmod(stat.S_IRUSR)
    tmp_path.chmod(0)
    try:
        assert refusal(tmp_path) == f"{tmp_path}: expected banks that can be read: permission denied"
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_the_first_fault_and_the_count_are_said_and_every_fault_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "one.yaml", HEAD + PROBLEM.replace("level: 2", "level: 9").replace("par: 60", "par: 0"))
    with pytest.raises(BankError) as caught:
        load.load_banks([path], KNOWN)
    assert str(caught.value) == f"{path}:7:12: expected a whole number from 1 to 5, got 9 (and 1 more fault)"
    assert [problem.where for problem in caught.value.problems] == ["$.questions[0].level", "$.questions[0].par"]


def test_ids_that_clash_between_files_are_said_with_both_places(tmp_path: Path) -> None:
    one = written(tmp_path / "one.yaml", HEAD + PROBLEM)
    two = tmp_path / "two.yaml"
    shutil.copy(one, two)
    with pytest.raises(BankError) as caught:
        load.load_banks([one, two], KNOWN)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{two}:1:1: expected banks with ids of their own, got 'eigen' again; {one} has it too",
        f"{two}:4:1: expected each question once, got 'eigen.values-2x2' again; it is at {one}:4 too",
    ]


class Compared(str):
    """A text that counts how often it is compared."""

    __slots__ = ()
    times = 0

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return super().__eq__(other)

    __hash__ = str.__hash__


def test_options_are_compared_by_their_texts_once_each_however_many_there_are() -> None:
    options = [
        shapes.OptionFile(right=Compared("It")),
        *(shapes.OptionFile(wrong=Compared(f"{n}")) for n in range(300)),
    ]
    item = shapes.QuestionFile("a.b", "eigen-meaning", "T", 1, "choice", "P", ["H"], options=options)
    Compared.times = 0
    assert list(faults_of(item, question_of(item, "a", None), KNOWN)) == []
    assert Compared.times < 2000
