"""The audit of a bank that is broken in one place at a time: the fault, and the line that it is told at."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from decompdrill.bank.load import load_banks
from decompdrill.cli import app
from decompdrill.exercises import code_answers, equivalents
from decompdrill.exercises.audit import audit
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.model import Answer, Form

SOUND = r"""bank: mine
title: Mine
questions:
  - id: mine.trace
    objective: trace-determinant
    title: Sum of the eigenvalues
    level: 2
    kind: computed
    form: number
    draw:
      A: {recipe: matrix, rows: 2, columns: 2, low: -9, high: 9}
    prompt: |
      What is the sum of the eigenvalues of
      $$A = {{ A | matrix }}$$
    hints:
      - Look at the diagonal.
      - The trace of a matrix is the sum of its eigenvalues.
    answer: trace(A)
    coincide: [takes-det, off-diagonal, difference]
    slips:
      - id: takes-det
        answer: det(A)
        said: That is the determinant, the product of the eigenvalues.
      - id: off-diagonal
        answer: A[0, 1] + A[1, 0]
        said: Those are the entries beside the diagonal.
      - id: difference
        answer: A[0, 0] - A[1, 1]
        said: The diagonal is added.
    steps:
      - $\lambda_1 + \lambda_2 = \operatorname{tr} A = ({{ A[0, 0] }}) + ({{ A[1, 1] }}) = {{ trace(A) }}$
"""

BREAKS = {
    "key": (
        ("answer: trace(A)", "answer: A[0, 0] + 2"),
        ["30: seed 0: the steps never come to the key '9'"],
    ),
    "key without its variable": (
        ("answer: trace(A)", "answer: trace(B)"),
        ["18:19: expected a variable, got 'B'; there are A"],
    ),
    "key of another form": (
        ("form: number", "form: matrix"),
        ["18: cannot be drawn from seed 0: a list was expected"],
    ),
    "slip that is the key": (
        ("answer: det(A)", "answer: A[0, 0] + A[1, 1]"),
        ["21: the slip takes-det can be told from the answer on 0 of 60 draws only"],
    ),
    "slip": (("answer: det(A)", "answer: det(A) / 0"), ["21: cannot be drawn from seed 0: division by zero"]),
    "hint": (("Look at the diagonal.", "It is {{ trace(A) }}."), ["16: a hint gives the answer away"]),
    "draw": (
        ("low: -9", "low: 10"),
        [
            "11: has no draw that can be asked from seed 0: variable A: matrix: "
            "high should be an integer from 10 to 1000000, but is 9"
        ],
    ),
    "draw of one value": (
        ("low: -9, high: 9", "low: 3, high: 3"),
        [
            "10: only 1 distinct variants on 60 seeds",
            "10: the answer is '6' on 60 of 60 draws",
            "24: the slip off-diagonal can be told from the answer on 0 of 60 draws only",
            "27: the slip difference can be told from the answer on 0 of 60 draws only",
        ],
    ),
    "width": (
        ("What is the sum", f"`{'long' * 21}` What"),
        ["12: seed 0: a text is 84 columns wide, 80 are there: '`longlonglonglonglonglonglonglonglonglonglonglonglonglonglon'"],
    ),
    "id": (
        ("id: mine.trace", "id: Mine trace"),
        [
            "4:9: expected an id such as 'rank.two-rows' (small letters, digits, hyphens, at least one dot), got "
            "'Mine trace'"
        ],
    ),
    "LaTeX": (
        (r"\operatorname{tr}", r"\mathfrak{tr}"),
        [r"31:34: expected a command of the math subset, got \mathfrak; did you mean \mathsf?"],
    ),
}  # fmt: skip


def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> tuple[int, list[str]]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.yaml").write_text(text)
    done = CliRunner().invoke(app, ["bank", "check", "b.yaml", "--seeds", "60"])
    return done.exit_code, [row.strip().removeprefix("b.yaml:") for row in done.stdout.splitlines() if "b.yaml:" in row]


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_broken_is_told_at_its_line(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (sound, broken), faults = BREAKS[name]
    assert SOUND.count(sound) == 1
    code, told = checked(tmp_path, monkeypatch, SOUND.replace(sound, broken))
    assert (code, told) == (1, faults)


def test_the_bank_that_is_broken_is_sound_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checked(tmp_path, monkeypatch, SOUND) == (0, [])


ROUNDED = """bank: mine
title: Mine
questions:
  - id: mine.share
    objective: trace-determinant
    title: A share
    level: 2
    kind: computed
    form: number
    draw:
      n: {recipe: integer, low: 100, high: 999}
      x: {recipe: value, value: n / 7}
    prompt: Ten thousand times the difference of ${{ x | FORMAT }}$ and 14
    hints: [Subtract.]
    answer: 10000 * (x - 14)
    slips: [{id: added, answer: 10000 * (x + 14), said: That is added.}]
"""


def test_numbers_that_are_rounded_too_much_to_answer_from_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checked(tmp_path, monkeypatch, ROUNDED.replace("FORMAT", "sig4"))[0] == 1
    code, told = checked(tmp_path, monkeypatch, ROUNDED.replace("FORMAT", ".1f"))
    assert code == 1
    assert told[0].startswith("13: seed ")
    assert "the numbers as the prompt rounds them give " in told[0]
    assert checked(tmp_path, monkeypatch, ROUNDED.replace("FORMAT", "frac")) == (0, [])


LARGE = """bank: mine
title: Mine
questions:
  - id: mine.large
    objective: trace-determinant
    title: A large trace
    level: 2
    kind: trace
    draw:
      A: {recipe: matrix, rows: 2, columns: 2, low: -4999, high: 4999}
    prompt: "Find the trace of $$A = {{ A | matrix }}$$"
    hints: [Look at the diagonal.]
"""


def test_whole_numbers_of_four_digits_are_the_same_to_both_references(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checked(tmp_path, monkeypatch, LARGE) == (0, [])


def test_the_report_holds_how_many_draws_are_asked_and_how_often_one_answer_is_right(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(SOUND.replace("    coincide: [takes-det, off-diagonal, difference]\n", ""))
    (question,) = load_banks([path], known_names()).questions.values()
    report = audit(question, 60)
    assert 0.5 < report.acceptance < 1
    assert report.guessability is not None
    assert 0 < report.guessability < 0.3


@pytest.mark.parametrize("seed", range(3))
def test_every_spelling_and_transformation_differs_from_the_key(seed: int) -> None:
    banks = load_banks(None, known_names())
    for name in ("svd.whole-2x2", "diag.eigenbasis", "eigen.vector-2x2", "lowrank.rank-one", "eigen.polynomial-2x2"):
        exercise = pose(banks.question(name), seed)
        spelt = list(equivalents.spellings(exercise))
        assert len(set(spelt)) == len(spelt) >= 1
        labels = [label for label, _ in equivalents.transformed(exercise)]
        assert len(labels) >= (1 if "low" in name or "poly" in name else 2)


@pytest.mark.parametrize(
    ("value", "steps", "reached"),
    [
        (15.68438714, ["is $\\approx 15.68$"], True),
        (0.4630, ["$100/216 = 0.4630$"], True),
        (0.4630, ["$46.3\\%$"], True),
        (0.4630, ["$100/216 = 0.47$"], False),
        (-3, ["$1 - 4 = -3$"], True),
        (0.125, [r"$\frac{1}{8}$"], True),
        (12, ["the rows are 1 and 2"], False),
        (0, ["nothing is left"], False),
        (complex(1, 2), ["$1 \\pm 2i$"], True),
    ],
)
def test_steps_reach_a_key_where_they_hold_its_numbers(value: complex, steps: list[str], reached: bool) -> None:
    assert equivalents.is_reached(Answer(Form.NUMBER, ((value,),)), steps, "never this") == reached


HINTED = """bank: mine
title: Mine
questions:
  - id: mine.hinted
    objective: trace-determinant
    title: A hint
    level: 2
    kind: computed
    form: FORM
    draw:
      a: {recipe: integer, low: 11, high: 97}
      b: {recipe: integer, low: 3, high: 9}
      v: {recipe: distinct-integers, count: 3, low: -40, high: 60}
    prompt: The answer about {{ a }}, {{ b }} and {{ v | list }}
    hints: ['HINT']
    answer: ANSWER
    slips: [{id: other, answer: OTHER, said: No.}]
    shows-answer: true
"""


@pytest.mark.parametrize(
    ("form", "answer", "hint"),
    [
        ("number", "a / b", "It is {{ a / b }}."),
        ("number", "a / b", "About ${{ a / b | .4f }}$."),
        ("number", "sqrt(a)", r"Is it $\sqrt{ {{ a }} }$?"),
        ("integer", "a % 7", "It is {{ a % 7 }}."),
        ("list", "[a, b]", "They are {{ sorted([a, b]) | list }}."),
        ("vector", "v", "$$v = {{ v | vector }}$$"),
        ("matrix", "[[a, b], [b, a]]", "$$A = {{ [[a, b], [b, a]] | matrix }}$$"),
        ("polynomial", "[1, -a, b]", r"$\lambda^2 - {{ a }} \lambda + {{ b }}$"),
        ("yes-no", "a > 50", 'The answer is {{ "yes" if a > 50 else "no" }}.'),
    ],
)
def test_a_hint_that_states_the_answer_in_any_form_is_told(
    form: str, answer: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {"list": "[a, a]", "vector": "[b, b, b]", "matrix": "[[1, 2], [3, a]]", "polynomial": "[1, a, b]"}
    other = others.get(form, "a <= 50" if form == "yes-no" else "a + b")
    text = HINTED.replace("FORM", form).replace("OTHER", other).replace("ANSWER", answer)
    code, told = checked(tmp_path, monkeypatch, text.replace("'HINT'", "'" + hint.replace("'", "''") + "'"))
    assert (code, told) == (1, ["15: a hint gives the answer away"])
    assert checked(tmp_path, monkeypatch, text.replace("HINT", "Think of 12 and {{ b }} first.")) == (0, [])


@pytest.mark.parametrize("sign", ["☃", "漢", "😀", "ж"])
def test_a_sign_without_a_twin_is_told(sign: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, told = checked(tmp_path, monkeypatch, SOUND.replace("What is the sum", f"What {sign} is the sum"))
    assert (code, told[0].split(": ", 2)[:2]) == (1, ["12", "seed 0"])
    assert f"has no ASCII twin for {sign}: " in told[0]
    code, told = checked(tmp_path, monkeypatch, SOUND.replace("The diagonal is added.", f"The diagonal {sign}."))
    assert (code, len(told)) == (1, 1)


def test_width_is_counted_in_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, told = checked(tmp_path, monkeypatch, SOUND.replace("What is the sum", f"`{'漢' * 45}` What"))
    assert code == 1
    assert any("a text is 90 columns wide" in row for row in told)


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        ("{{ a | .1f }} and {{ b | .1f }}", "mean(x)"),
        ("{{ x[0] | .1f }} and {{ b | .3f }}", "10 * x[0]"),
        ("{{ [a, b] | .1f }}", "a + b"),
    ],
)
def test_what_follows_from_rounded_variables_is_worked_out_again(
    prompt: str, answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = """bank: mine
title: Mine
questions:
  - id: mine.rounded
    objective: trace-determinant
    title: Rounded
    level: 2
    kind: computed
    form: number
    draw:
      m: {recipe: integer, low: 1001, high: 9999}
      n: {recipe: integer, low: 1001, high: 9999}
      a: {recipe: value, value: m / 1000}
      b: {recipe: value, value: n / 1000}
      x: {recipe: value, value: '[a, b]'}
    prompt: 'PROMPT'
    hints: [Think.]
    answer: ANSWER
    slips: [{id: other, answer: 50 + a, said: No.}]
"""
    code, told = checked(tmp_path, monkeypatch, text.replace("PROMPT", prompt).replace("ANSWER", answer))
    assert code == 1
    assert "the numbers as the prompt rounds them give " in told[0]


def test_options_that_differ_by_a_full_stop_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = """bank: mine
title: Mine
questions:
  - id: mine.options
    objective: trace-determinant
    title: Options
    level: 2
    kind: choice
    shown: 2
    draw: {a: {recipe: integer, low: 1, high: 9}}
    prompt: Of {{ a }}?
    hints: [Think.]
    options:
      - right: True holds
      - {wrong: True holds., why: 'No, it is {{ a }}.'}
"""
    code, told = checked(tmp_path, monkeypatch, text)
    assert (code, told) == (1, ["13: has no draw that can be asked from seed 0: two options read the same"])


def test_a_polynomial_is_reached_by_its_coefficients() -> None:
    key = Answer(Form.POLYNOMIAL, ((1, -6, 5),))
    assert equivalents.is_reached(key, [r"$\lambda^2 - 6 \lambda + 5$"], "never this")
    assert not equivalents.is_reached(key, [r"$\lambda^2 - 7 \lambda + 5$"], "never this")


CODE = r"""bank: mine
title: Mine
questions:
  - id: mine.mean
    objective: centring
    title: The column means
    level: 2
    kind: code
    draw:
      n: {recipe: integer, low: LOW, high: 6}
      X: {recipe: matrix, rows: n, columns: 2, low: -9, high: 9}
    prompt: |
      `X` holds samples in its rows. Complete the line that gives the mean of each column:

      ```python
      m = ...
      ```
    hints:
      - Which axis is averaged away?
    answer:
      - X.mean(axis=0)
      - X.sum(axis=0) / len(X)
    slips:
      - id: rows-for-columns
        answer: X.mean(axis=1)
        said: '`axis=1` gives a mean for each row.'
    steps:
      - '`X.mean(axis=0)` averages over the rows.'
"""


@pytest.mark.parametrize(
    ("low", "answer", "faults"),
    [
        ("3", "X.mean(axis=0)", []),
        ("6", "X.mean(axis=0)", ["20: seed 0: the answer with 6 for len(X) is judged right: 'X.sum(axis=0) / (6)'"]),
        ("3", "X.T.shape[0]", ["20: seed 0: the answer is the same on every draw that code is tried on"]),
    ],
    ids=["several sizes", "one size", "one value"],
)
def test_code_that_passes_with_a_number_for_a_length_is_told(
    low: str, answer: str, faults: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = CODE.replace("LOW", low).replace("      - X.mean(axis=0)\n", f"      - {answer}\n")
    if not answer.startswith("X.mean"):
        text = text.replace("      - X.sum(axis=0) / len(X)\n", "")
    code, told = checked(tmp_path, monkeypatch, text)
    assert (code, told) == (bool(faults), faults)


MANY_SLIPS = """
bank: many
title: Many slips
questions:
  - id: many.code
    objective: eigenvalues-2x2
    title: A power
    level: 1
    kind: code
    draw:
      A: {recipe: matrix, rows: 3, columns: 3, low: -9, high: 9}
    prompt: "`A` is given. What is its fifth power `B`?"
    hints: [h]
    answer: A @ A @ A @ A @ A
    slips:
"""


@pytest.mark.parametrize("space", ["", "  "], ids=["as read", "with spaces behind"])
def test_a_slip_of_code_is_looked_for_first_where_it_is_written(
    space: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the audit compares grows with the slips, and not with their square."""
    path, compared, difference = tmp_path / "many.yaml", [0], code_answers.difference

    def counted(expected: object, came: object) -> tuple[float, float]:
        compared[0] += 1
        return difference(expected, came)

    monkeypatch.setattr(code_answers, "difference", counted)

    def comparisons(slips: int) -> int:
        lines = (f'      - {{id: s{i}, answer: "A * {i}{space}", said: "Times {i}."}}\n' for i in range(2, slips + 2))
        path.write_text(MANY_SLIPS + "".join(lines))
        (question,) = load_banks([path], known_names()).questions.values()
        compared[0] = 0
        assert audit(question, 1).faults == ()
        return compared[0]

    assert comparisons(80) < 2.2 * comparisons(40)
