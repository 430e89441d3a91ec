"""Find the mistake and what went wrong: made from any question of a kind, with one mistake that can be told."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from functools import cache

import numpy as np
import pytest

from benchmarks.find_mistakes import faults
from decompdrill import api
from decompdrill.bank.load import Banks, load_banks
from decompdrill.bank.question import Question
from decompdrill.commands.draw import DrawOptions, draw
from decompdrill.commands.grade import judge_line
from decompdrill.errors import DrillError, UsageError
from decompdrill.exercises.grade import grade_exercise, task_of, task_of_exercise
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import parse_token
from decompdrill.exercises.showing import show_answer
from decompdrill.io.folders import shipped_dir
from decompdrill.kinds import KINDS, name_slip
from decompdrill.kinds.sheets import SHEETS, slips_carried_on
from decompdrill.kinds.slip_titles import SLIP_TITLES
from decompdrill.mathtext import Style, render_line
from decompdrill.model import Exercise, Form, Outcome, Raw, Verdict
from decompdrill.working.find_mistake import judged_line
from decompdrill.working.variants import pose_any, varied
from tests.instances import INSTANCES


@cache
def shipped() -> Banks:
    return load_banks(None, known_names())


OF_A_KIND = [q.id for q in shipped().questions.values() if q.kind in KINDS]

NO_MISTAKE = {
    "eigen.triangular-large": "its characteristic polynomial is read off the diagonal, not worked out by hand",
    "eigen.block-triangular": "a 4×4 matrix",
    "eigen.block-diagonal": "a 5×5 matrix",
    "eigen.determinant-5x5": "a 5×5 matrix, which is triangular",
    "rank.five-rows": "its elimination has more than eight operations",
    "diag.eigenbasis-3x3": "a 3×3 matrix has too many lines",
    "diag.third-eigenvector": "its entries are long fractions",
    "svd.values-3x2": "its singular values are no roots of fractions",
    "lowrank.spectral-error": "its solution is one line",
}
"""The shipped questions of a kind that have no ~mistake, each with why."""


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_has_solutions_in_which_a_slip_can_be_made_and_carried_on(kind: str) -> None:
    assert kind in SHEETS
    assert any(slips_carried_on(task.given) for task in instances(kind))


MORE: Mapping[str, tuple[Mapping[str, Raw], ...]] = {"orthogonal-diagonalization": ({"A": [[5, 4], [4, 5]]},)}
"""Problems whose solution is written by hand, of a kind whose instances have none."""


def instances(kind: str) -> Iterator[name_slip.Task]:
    for given in (*INSTANCES[kind], *MORE.get(kind, ())):
        try:
            yield task_of(kind, dict(given))
        except DrillError:
            continue


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_has_one_first_wrong_line_by_the_judge_of_workings(kind: str) -> None:
    for task in instances(kind):
        for slipped in slips_carried_on(task.given)[:6]:
            assert list(faults(task, slipped)) == [], (task.given.entries, slipped)


def mistake(question: str, seed: int) -> Exercise:
    return pose_any(shipped().question(f"{question}~mistake"), seed)


def keys(exercise: Exercise) -> list[str]:
    return [show_answer(part.exercise.kind, part.exercise.answer) for part in exercise.parts]


@pytest.mark.parametrize("question", [name for name in OF_A_KIND if name not in NO_MISTAKE])
def test_find_the_mistake_is_drawn_from_a_question_and_its_key_is_right(question: str) -> None:
    for seed in (1, 2):
        exercise = mistake(question, seed)
        base = shipped().question(question)
        assert (exercise.question, exercise.objective, exercise.form) == (
            f"{question}~mistake",
            base.objective,
            Form.PARTS,
        )
        assert mistake(question, seed).prompt == exercise.prompt
        assert grade_exercise(exercise, keys(exercise)).credit == 1
        wrong = [str(1 + int(keys(exercise)[0])), "1 = 1"]
        assert grade_exercise(exercise, wrong).credit == 0


def test_the_questions_without_one_are_listed_with_why() -> None:
    def has_none(question: str) -> bool:
        try:
            mistake(question, 1)
        except UsageError as error:
            assert "has no ~mistake: there is no solution of it in lines" in str(error)  # noqa: PT017
            return True
        return False

    assert {name for name in OF_A_KIND if has_none(name)} == set(NO_MISTAKE)


def test_a_question_whose_answer_stands_in_the_bank_has_none() -> None:
    with pytest.raises(UsageError, match=r"eigen\.in-words has no ~mistake"):
        mistake("eigen.in-words", 1)
    with pytest.raises(UsageError, match="behind an id may stand ~mistake or ~slip"):
        shipped().question("eigen.values-2x2~error")


def test_each_line_of_the_solution_is_sooner_or_later_the_wrong_one() -> None:
    assert {keys(mistake("eigen.values-2x2", seed))[0] for seed in range(40)} >= {"2", "3", "4"}


# ---- the line that is written right --------------------------------------------------------------------------------

POLYNOMIAL = ["tr(A) = 7", "det(A) = 10", "det(A − λI) = λ² − 7λ + 10"]
VALUES = [*POLYNOMIAL, "λ = 5, 2"]
VECTOR = ["A − 5I = [−1 1; 2 −2]", "−x₁ + x₂ = 0"]


def line_verdict(lines: list[str], text: str, kind: str = "eigenvalues", **more: object) -> Verdict:
    return judged_line(task_of(kind, {"A": "4 1; 2 3", **more}), lines, text)  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (POLYNOMIAL, "p = λ² − 7λ + 10"),
        (POLYNOMIAL, "x^2 - 7x + 10"),
        (POLYNOMIAL, "det(A - λI) = (λ-5)(λ-2)"),
        (POLYNOMIAL[:2], "10"),
        (POLYNOMIAL[:2], "det(A) = 4*3 - 1*2"),
        (VALUES, "2, 5"),
        (VALUES, "λ1 = 2, λ2 = 5"),
    ],
)
def test_the_line_may_be_written_in_any_way_that_is_right(lines: list[str], text: str) -> None:
    assert line_verdict(lines, text).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (POLYNOMIAL, "tr(A) = 7"),
        (POLYNOMIAL, "1 = 1"),
        (POLYNOMIAL, "det(A − λI) = det(A − λI)"),
        (POLYNOMIAL, "p = λ² − tr(A)λ + det(A)"),
        (POLYNOMIAL[:2], "det(A) = det(A)"),
        (POLYNOMIAL[:2], "det(A) = |4 1; 2 3|"),
        (VALUES, "λ = 5"),
        (VALUES, "λ = λ"),
        (VALUES, "A = A"),
    ],
)
def test_what_is_true_but_not_the_line_or_not_worked_out_earns_nothing(lines: list[str], text: str) -> None:
    assert line_verdict(lines, text).credit == 0


@pytest.mark.parametrize("text", ["x1 = x1", "0 = 0", "x1 + x2 = x2 + x1", "x1 + x2 = 0"])
def test_an_equation_that_says_nothing_is_not_the_equation_of_the_line(text: str) -> None:
    assert line_verdict(VECTOR, text, "eigenvector", eigenvalue=5).credit == 0


def test_what_stands_behind_the_equals_sign_is_enough() -> None:
    for kind, given, line, text in (
        ("characteristic-polynomial", {"A": "2 0 1; 1 3 -1; 0 2 4"}, "M₁₁ + M₂₂ + M₃₃ = 28", "28"),
        ("low-rank-storage", {"m": 300, "n": 200, "k": 10}, "m · k = 3000", "3000"),
        ("covariance", {"X": "1 2; 3 6; 5 1"}, "X_cᵀ X_c = [8 -2; -2 14]", "8 -2; -2 14"),
        ("lora-parameters", {"r": 4, "layers": [{"d_in": 8, "d_out": 6, "count": 2}]}, "4(8 + 6) = 56", "56"),
    ):
        assert judged_line(task_of(kind, given), [line], text).right, line  # type: ignore[arg-type]


def test_a_multiple_of_the_equation_is_the_equation() -> None:
    for text in ("x1 = x2", "2x1 - 2x2 = 0", "x₂ = x₁"):
        assert line_verdict(VECTOR, text, "eigenvector", eigenvalue=5).outcome is Outcome.RIGHT


# ---- what went wrong -----------------------------------------------------------------------------------------------


def slips_of(question: Question) -> Iterator[tuple[Exercise, Exercise]]:
    for seed in (1, 2, 3):
        variant = varied(question, seed, "slip")
        if variant is not question:
            yield pose_any(variant, seed), pose_any(question, seed)


@pytest.mark.parametrize("question", OF_A_KIND)
def test_one_option_alone_gives_the_answer_that_is_shown(question: str) -> None:
    for exercise, base in slips_of(shipped().question(question)):
        assert [c.why_wrong is None for c in exercise.choices].count(True) == 1
        assert len({c.text for c in exercise.choices}) == len(exercise.choices) == 4
        if base.prompt not in exercise.prompt:
            continue  # another draw, because this one tells too few slips apart
        task = task_of_exercise(base)
        ids = {title: slip for slip, title in SLIP_TITLES.items()}
        right = next(c for c in exercise.choices if c.why_wrong is None)
        shown = [s for s in base.slips if SLIP_TITLES.get(s.slip) == right.text]
        text = show_answer(base.kind, shown[0].answer)
        verdict = grade_exercise(base, text)
        assert (verdict.outcome, SLIP_TITLES[verdict.slip or ""]) == (Outcome.WRONG, right.text)
        for choice in exercise.choices:
            if choice is right:
                continue
            given = [c.answer for c in name_slip.candidates(task) if c.slip.id == ids[choice.text]]
            assert all(show_answer(base.kind, answer) != text for answer in given)


def test_most_questions_with_numbers_have_one() -> None:
    having = [name for name in OF_A_KIND if next(slips_of(shipped().question(name)), None)]
    assert len(having) >= 0.6 * len(OF_A_KIND)


def test_every_slip_that_can_be_worked_out_has_a_title_without_a_number() -> None:
    asked = {s.id for kind in KINDS.values() if kind.form is not Form.YES_NO for s in kind.slips if not s.is_seen}
    assert asked - SLIP_TITLES.keys() == set()
    assert all(title.endswith(".") and "$" not in title for title in SLIP_TITLES.values())


# ---- records -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["eigen.values-2x2~mistake", "eigen.values-2x2~slip", "cov.small-data~mistake"])
def test_what_draw_prints_grade_judges_right_and_the_token_replays(name: str) -> None:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with redirect_stdout(out):
        draw(DrawOptions((name,), 1, 3, (shipped_dir(),)), jobs=1)
    out.seek(0)
    for line in out:
        record = json.loads(line)
        reply = json.loads(judge_line((shipped_dir(),), (1, line.encode())).text)
        assert (reply["verdict"], reply["credit"]) == ("right", 1)
        alone = json.dumps({"token": record["token"], "answer": record["answer"]}).encode()
        assert json.loads(judge_line((shipped_dir(),), (1, alone)).text)["verdict"] == "right"
        token = parse_token(record["token"])
        question = shipped().question(token.question)
        assert (question.id, question.digest) == (name, token.digest)
        assert pose_any(question, token.seed).token == record["token"]


def test_python_draws_and_grades_them_too() -> None:
    bank = api.open_bank()
    item = bank.draw("rank.dependent-row~mistake", 3)
    assert grade_exercise(bank.item(item.token).exercise, keys(item.exercise)).right
    assert bank.draw("rank.dependent-row~slip", 3).options


# ---- carried on, by arithmetic of our own --------------------------------------------------------------------------


def numbers_of(line: str) -> list[float]:
    """Return the numbers behind the = of a line that has whole numbers alone."""
    text = line.rpartition("=")[2].replace("−", "-")
    return [float(x) for x in re.findall(r"-?\d+(?:\.\d+)?", text.replace("λ²", "").replace("λ", " "))]


def lines_of(exercise: Exercise) -> list[str]:
    stem = exercise.parts[0].exercise.prompt
    return [render_line(text, Style.UNICODE) for text in re.findall(r"^\d+\. (.*)$", stem, re.MULTILINE)]


@pytest.mark.parametrize("seed", range(12))
def test_below_a_mistake_each_line_is_worked_out_from_the_lines_above(seed: int) -> None:
    exercise = mistake("eigen.values-2x2", seed)
    number = int(keys(exercise)[0])
    trace, determinant, _, values = map(numbers_of, lines_of(exercise))
    a, b, c, d = np.array(exercise.given["A"], float).ravel().tolist()
    middle, constant = coefficients_of(lines_of(exercise)[2])
    follows = [
        trace == [a + d],
        determinant == [a * d - b * c],
        (middle, constant) == (-trace[0], determinant[0]),
        "√" in lines_of(exercise)[3]
        or (sum(values) == -middle and values[0] * values[-1] == constant and len(values) == 2),
    ]
    assert [at for at, holds in enumerate(follows, 1) if not holds] == [number], lines_of(exercise)


def coefficients_of(line: str) -> tuple[float, float]:
    """Return b and c of λ² + bλ + c, as it is written."""
    text = line.rpartition("=")[2].replace(" ", "").replace("−", "-").removeprefix("λ²")
    middle, _, rest = text.partition("λ") if "λ" in text else ("0", "", text)
    number = {"+": 1.0, "-": -1.0}.get(middle) or float(middle)
    return (0.0 if middle == "0" else number), float(rest or 0)
