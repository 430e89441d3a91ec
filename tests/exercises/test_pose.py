"""Exercises from questions and seeds: what is drawn, what is not asked, what a token names, what is kept back."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache

import pytest

from decompdrill.bank.load import Banks, load_banks
from decompdrill.bank.question import BankSlip, Question, Variable
from decompdrill.bank.template import Template
from decompdrill.errors import BankError, UsageError
from decompdrill.exercises import code_answers, grade, pose, showing
from decompdrill.exercises.known import known_names
from decompdrill.expr import Expression
from decompdrill.kinds import KINDS, given
from decompdrill.kinds.given import read_given
from decompdrill.kinds.worked import worked_steps
from decompdrill.maths.budget import allowance
from decompdrill.mathtext import Style, render_line
from decompdrill.model import Form, Outcome
from tests.feedback import feedback_of


@lru_cache(maxsize=1)
def banks() -> Banks:
    return load_banks(None, known_names())


def question(name: str) -> Question:
    return banks().question(name)


def slip(name: str, answer: str) -> BankSlip:
    return BankSlip(name, Expression(answer), Template(name))


def test_the_same_seed_poses_the_same_exercise() -> None:
    first, again = (pose.pose(question("eigen.values-2x2"), 7) for _ in range(2))
    assert first == again
    assert first.given != pose.pose(question("eigen.values-2x2"), 8).given


def test_a_token_holds_id_seed_and_digest() -> None:
    exercise = pose.pose(question("eigen.values-2x2"), 7)
    token = pose.parse_token(exercise.token)
    assert (token.question, token.seed) == ("eigen.values-2x2", 7)
    assert token.digest == question("eigen.values-2x2").digest
    assert str(token) == exercise.token


@pytest.mark.parametrize(
    "text", ["", "eigen.values-2x2", "eigen.values-2x2:x:1234", "a:1:2:3", ":7:3fa9c1d2", "a:-7:b"]
)
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="a token reads QUESTION:SEED:DIGEST"):
        pose.parse_token(text)


def test_the_digest_changes_with_what_is_asked_and_not_with_the_hints() -> None:
    sample = question("eigen.values-2x2")
    assert replace(sample, hints=(Template("another"),)).digest == sample.digest
    assert replace(sample, prompt=Template(sample.prompt.text + "!")).digest != sample.digest


def test_a_draw_on_which_a_slip_of_the_kind_passes_is_not_asked() -> None:
    triangular = replace(
        question("eigen.values-2x2"),
        draw=(Variable("A", "triangular", {"diagonal": [2, 5]}),),
        given={"A": Expression("A")},
    )
    with pytest.raises(
        BankError, match=r"has no draw that can be asked from seed 1: the slip .* would be judged right"
    ):
        pose.pose(triangular, 1)
    allowed = replace(triangular, coincide=("reads-diagonal", "pivots", "products-added"))
    assert pose.pose(allowed, 1).kind == "eigenvalues"


def test_a_slip_of_the_question_that_would_pass_is_not_asked_either() -> None:
    sample = question("eigen.det-from-values")
    assert sample.answer is not None
    always = replace(sample, slips=(BankSlip("same", sample.answer, Template("the same")),))
    with pytest.raises(BankError, match="the slip same would be judged right"):
        pose.pose(always, 1)


def test_of_two_slips_that_give_the_same_only_the_first_is_listed() -> None:
    sample = question("eigen.det-from-values")
    doubled = replace(sample, slips=(slip("one", "12345"), slip("two", "12345.0")))
    assert [s.slip for s in pose.pose(doubled, 1).slips] == ["one"]


def test_a_draw_that_its_recipe_cannot_make_is_drawn_again_and_named_in_the_end() -> None:
    tight = replace(
        question("eigen.values-2x2"),
        draw=(Variable("lams", "distinct-integers", {"count": 9, "low": 1, "high": 3}),),
        given={"A": Expression("lams")},
    )
    with pytest.raises(BankError, match=r"eigen\.values-2x2 has no draw that can be asked from seed 1: variable lams"):
        pose.pose(tight, 1)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_given_of_a_computed_question_does_not_hold_its_answer(seed: int) -> None:
    exercise = pose.pose(question("eigen.third-from-trace"), seed)
    assert exercise.given == {}
    assert pose.pose(question("svd.shape-economy"), seed).given.keys() == {"m", "n"}


def test_code_may_use_the_variables_that_the_prompt_names_and_no_helper() -> None:
    code = pose.pose(question("eigen.code-vector"), 1).code
    assert code is not None
    assert len(code.draws[0]) == 3
    assert "A" in code.draws[0]
    assert not {"i", "names"} & set(code.draws[0])
    assert len(code.draws) == 1 + pose.FRESH_DRAWS
    assert len({repr(sorted(names.items())) for names in code.draws}) > 1


@pytest.mark.parametrize("seed", range(5))
def test_code_is_judged_by_what_it_computes(seed: int) -> None:
    exercise = pose.pose(question("cov.centre-code"), seed)
    assert grade.grade_exercise(exercise, "X - X.mean(axis=0)").outcome is Outcome.RIGHT
    assert grade.grade_exercise(exercise, "X - np.mean(X, 0)").outcome is Outcome.RIGHT
    assert (
        grade.grade_exercise(exercise, "X - ones((len(X), 1)) @ X.mean(axis=0, keepdims=True)").outcome is Outcome.RIGHT
    )
    wrong = grade.grade_exercise(exercise, "X - X.mean()")
    assert (wrong.outcome, [c.name for c in wrong.checks if not c.passed]) == (Outcome.WRONG, ["values"])
    shape = grade.grade_exercise(exercise, "X.mean(axis=0)")
    assert [c.name for c in shape.checks if not c.passed] == ["shape"]
    broken = grade.grade_exercise(exercise, "X @ X @ X @ X")
    assert broken.outcome is Outcome.WRONG


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("name", ["cov.code", "cov.centre-code", "lowrank.code-approximation", "lowrank.code-error"])
def test_code_is_tried_on_several_shapes_and_several_k(name: str, seed: int) -> None:
    code = pose.pose(question(name), seed).code
    assert code is not None
    sizes = [code_answers.sizes(names) for names in code.draws]
    assert all(len({of[size] for of in sizes}) > 1 for size in sizes[0])
    assert len(code.draws) >= 1 + pose.FRESH_DRAWS


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "cov.code",
            "(X - X.mean(axis=0)).T @ (X - X.mean(axis=0)) / 8",
            "Right where X is 9×3, wrong where X is 6×3: not every value is right.",
        ),
        (
            "cov.centre-code",
            "X - ones((5, 1)) @ X.mean(axis=0, keepdims=True)",
            "Right where X is 5×3, wrong where X is 6×2: the code does not run "
            "(shapes (6, 2) and (5, 2) do not go together).",
        ),
        ("cov.code", "X.T", "Wrong where X is 9×3: expected 3×3, got 3×9."),
        ("cov.code", "3", "Wrong where X is 9×3: expected 3×3, got a single number."),
        ("eigen.code-vector", "A[0]", "Not every value is right."),
        ("eigen.code-vector", "vecs[:, 2] * 2", "This is 2 times what the question asks for."),
        ("eigen.code-vector", "vecs[:, 2] / 3", "This is 1/3 times what the question asks for."),
        ("eigen.code-vector", "vecs[:, 7]", "The code does not run (the index 7 is out of bounds for size 3)."),
        ("eigen.code-check", "A @ vecs[:, 1] == lams[1] * vecs[:, 1]", "This gives True and False."),
    ],
)
def test_wrong_code_is_told_on_which_shape_it_is_wrong(name: str, text: str, said: str) -> None:
    verdict = grade.grade_exercise(pose.pose(question(name), 1), text)
    assert verdict.outcome is Outcome.WRONG
    assert render_line(verdict.fails, Style.UNICODE) == said
    assert feedback_of(verdict).startswith(said)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("name", ["cov.code", "lowrank.code-approximation", "lowrank.code-error"])
def test_code_with_a_number_for_a_length_or_for_k_is_wrong(name: str, seed: int) -> None:
    exercise = pose.pose(question(name), seed)
    assert exercise.code is not None
    spoiled = [text for text, _, _ in code_answers.with_literals(exercise.code)]
    assert spoiled
    assert {grade.grade_exercise(exercise, text).outcome for text in spoiled} == {Outcome.WRONG}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("import os", "this is not an expression"),
        ("Y - 1", "'Y' cannot be used in this line, only X"),
        ("X.tofile('x')", "tofile is not in this drill's subset of NumPy"),
        ("C = np.average(X)", "np.average is not in this drill's subset of NumPy; use mean"),
        ("np.meen(X)", "NumPy has no function np.meen; did you mean np.mean?"),
        ("X[:, None]", "an array has at most rows and columns; anything else is not in this drill's subset of NumPy"),
        ("", "nothing was typed; expected one expression, such as A @ v"),
    ],
)
def test_code_that_is_no_expression_is_unreadable(text: str, message: str) -> None:
    verdict = grade.grade_exercise(pose.pose(question("cov.centre-code"), 1), text)
    assert verdict.outcome is Outcome.UNREADABLE
    assert message in feedback_of(verdict)


def test_the_place_of_a_fault_in_code_is_that_in_the_whole_text() -> None:
    exercise = pose.pose(question("cov.centre-code"), 1)
    for text, fault in [("Xc = X - np.avg(X)", "np.avg"), ("Xc = X - Y", "Y"), (" Xc = X + X[:, None]", "X[:, None]")]:
        verdict = grade.grade_exercise(exercise, text)
        assert verdict.unreadable is not None
        assert verdict.unreadable.span[0] == text.index(fault)
    assert grade.grade_exercise(exercise, "Xc = X - X.mean(axis=0)").read_as == "X - X.mean(axis=0)"


@pytest.mark.parametrize("seed", range(20))
def test_a_choice_has_one_right_option_and_every_wrong_one_says_why(seed: int) -> None:
    for q in banks().questions.values():
        if q.kind != "choice":
            continue
        exercise = pose.pose(q, seed)
        assert exercise.form is Form.CHOICE
        assert len(exercise.choices) == q.shown
        assert [c.letter for c in exercise.choices] == list("abcdefgh"[: q.shown])
        assert sum(c.why_wrong is None for c in exercise.choices) == 1
        assert all(c.why_wrong for c in exercise.choices if c.letter != exercise.answer.word)


def test_the_right_option_stands_at_every_letter_in_turn() -> None:
    letters = {pose.pose(question("eigen.in-words"), seed).answer.word for seed in range(40)}
    assert letters == {"a", "b", "c", "d"}


@pytest.mark.parametrize("seed", [27, 222, 504])
def test_a_slip_that_would_be_an_imprecise_answer_of_another_is_not_listed_beside_it(seed: int) -> None:
    exercise = pose.pose(question("pca.score"), seed)
    for slip in exercise.slips:
        assert grade.grade_exercise(exercise, showing.show_answer(exercise.kind, slip.answer)).slip == slip.slip


OF_A_KIND = [q.id for q in banks().questions.values() if q.kind in KINDS]


@pytest.mark.parametrize("name", OF_A_KIND)
def test_what_is_drawn_is_read_as_its_record_is(name: str) -> None:
    for seed in range(4):
        exercise = pose.pose(question(name), seed)
        record = json.loads(json.dumps(dict(exercise.given)))
        assert read_given(KINDS[exercise.kind], record) == exercise.problem


def test_a_drawn_exercise_is_judged_and_explained_without_reading_its_given_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = [pose.pose(q, 3) for q in banks().questions.values() if q.kind != "code"]
    drawn = [e for w in whole for e in ([part.exercise for part in w.parts] if w.parts else [w])]
    for module, name in [(json, "dumps"), (json, "loads"), (grade, "read_fields"), (given, "read_fields")]:
        monkeypatch.setattr(module, name, forbidden)
    grade._read.cache_clear()
    for exercise in drawn:
        for answer in (exercise.answer, *(slip.answer for slip in exercise.slips[:1])):
            typed = answer.word or showing.show_answer(exercise.kind, answer)
            assert grade.grade_exercise(exercise, typed).feedback
        assert worked_steps(exercise) or exercise.form is Form.CHOICE
        task = grade.task_of_exercise(exercise)
        assert task.kind.oracle(task.given).form is exercise.form


def forbidden(*_: object, **__: object) -> None:
    raise AssertionError("what was drawn is typed already")


# ---- what cannot be drawn ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        ({"given": {"A": Expression("[[1, 2, 3], [4, 5, 6]]")}}, "A must be square, 2×3 came"),
        (
            {"given": {"A": Expression("[[10**120, 0], [0, 1]]")}},
            "A[0][0] must be a number up to 1e100 in absolute value; a larger one came",
        ),
        (
            {"kind": "computed", "form": Form.MATRIX, "answer": Expression("[[1, 2], [3]]")},
            "rows of one length were expected",
        ),
        ({"kind": "computed", "form": Form.MATRIX, "answer": Expression("[]")}, "rows of one length were expected"),
    ],
    ids=["a given of another shape", "a given too large", "rows of two lengths", "no rows"],
)
def test_what_a_kind_or_a_form_refuses_cannot_be_drawn_and_its_question_is_named(
    spoiled: dict[str, object], said: str
) -> None:
    asked = replace(question("eigen.values-2x2"), **spoiled)  # type: ignore[arg-type]
    with pytest.raises(pose.Undrawable) as refused:
        pose.pose(asked, 7)
    assert (refused.value.question, refused.value.reason) == (asked.id, f"cannot be drawn from seed 7: {said}")


# ---- what takes too much work ------------------------------------------------------------------------------------------

LONG = "len([sqrt(x**2+1/3) for x in range(2000)])"


@pytest.mark.parametrize(
    "spoiled",
    [
        {"answer": Expression(f"4+0*{LONG}"), "slips": (slip("same", f"4+0*{LONG}"),)},
        {"answer": Expression("4"), "slips": tuple(slip(f"s{i}", f"{i}+{LONG}") for i in range(60))},
        {"answer": Expression("4"), "steps": (Template(f"{{{{ {LONG} }}}}" * 20),) * 40},
        {"answer": Expression("4"), "hints": (Template(f"{{{{ {LONG} }}}}" * 20),) * 40},
        {"draw": (Variable("n", "value", {"value": list(range(30_000))}), Variable("x", "value", {"value": "1/0*n"}))},
    ],
    ids=["every attempt", "slips", "steps", "hints", "a list written out"],
)
def test_a_draw_that_takes_too_much_work_is_refused_in_one_line(spoiled: dict[str, object]) -> None:
    asked = replace(question("eigen.values-2x2"), kind="computed", form=Form.NUMBER, **spoiled)  # type: ignore[arg-type]
    with pytest.raises(pose.Undrawable) as refused:
        pose.draw(asked, 7)
    assert "eigen.values-2x2 takes too much work to be drawn from seed 7" in str(refused.value)


def test_what_is_counted_for_one_draw_is_not_counted_for_the_next() -> None:
    with allowance(pose.MOST_UNITS) as around:
        pose.draw(question("svd.one-layer"), 1)
        once = pose.MOST_UNITS - around.left
        pose.draw(question("svd.one-layer"), 2)
    assert 0 < once < pose.MOST_UNITS / 10
    assert around.left > 0
