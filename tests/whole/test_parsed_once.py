"""What a bank says is parsed once in a process: no draw and no answer parses it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from decompdrill import expr
from decompdrill.bank import template
from decompdrill.bank.load import Banks, load_banks
from decompdrill.bank.question import Question
from decompdrill.bank.template import Template
from decompdrill.draw import variables
from decompdrill.exercises import code_answers
from decompdrill.exercises.grade import grade_exercise
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.exercises.showing import show_answer
from decompdrill.expr import syntax
from decompdrill.io.folders import shipped_dir
from decompdrill.model import Outcome

BANKS = sorted(path for path in shipped_dir().glob("*.yaml") if path.stem != "objectives")


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> Counter[str]:
    """Return how often a function of a text has been called for each, from now on."""
    calls: Counter[str] = Counter()
    whole: Callable[..., object] = getattr(module, name)

    def counting(text: str, *rest: object) -> object:
        calls[text] += 1
        return whole(text, *rest)

    monkeypatch.setattr(module, name, counting)
    return calls


def templates_of(question: Question) -> Iterator[Template]:
    yield from (question.prompt, *question.hints, *question.steps, *question.codes)
    yield from (slip.said for slip in question.slips)
    for code_slip in question.code_slips:
        yield from (code_slip.code, code_slip.said)
    for option in question.options:
        yield from (option.text,) if option.why is None else (option.text, option.why)
    yield from (condition.said for condition in question.conditions)
    for part in question.parts:
        yield from templates_of(part.question)


def drilled(banks: Banks) -> None:
    """Draw each question twice and answer it."""
    for question in banks.questions.values():
        for seed in (1, 2):
            exercise = pose(question, seed)
            grade_exercise(exercise, exercise.answer.word or show_answer(exercise.kind, exercise.answer))


@pytest.mark.parametrize("is_indexed", [False, True])
@pytest.mark.parametrize("bank", BANKS, ids=lambda path: path.stem)
def test_no_text_of_a_question_is_parsed_twice(
    bank: Path, is_indexed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_indexed:
        load_banks([bank], known_names(), index_dir=tmp_path)
    syntax._syntax.cache_clear()
    variables._expression.cache_clear()
    trees, cuts = counted(monkeypatch, syntax, "_tree"), counted(monkeypatch, template, "_pieces")
    banks = load_banks([bank], known_names(), index_dir=tmp_path)
    if is_indexed:
        assert (trees, cuts) == (Counter(), Counter()), "a start parses nothing that it finds in the index"
    drilled(banks)
    questions = banks.questions.values()
    written = Counter(text.text for question in questions for text in templates_of(question))
    titles = Counter(question.title for question in questions)
    assert cuts - written - (Counter() if is_indexed else titles) == Counter()
    assert [text for text, times in trees.items() if times > 1] == []


def test_what_the_codes_of_a_question_give_is_worked_out_once_for_all_that_is_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question = load_banks([shipped_dir() / "low-rank.yaml"], known_names()).question("lowrank.code-approximation")
    runs: Counter[tuple[str, int]] = Counter()
    whole = code_answers.run_code

    def counting(parsed: expr.Expression, names: Mapping[str, object]) -> object:
        runs[parsed.text, id(names)] += 1
        return whole(parsed, names)

    monkeypatch.setattr(code_answers, "run_code", counting)
    exercise = pose(question, 1)
    assert exercise.code is not None
    for _, text, _ in exercise.code.slips:
        assert grade_exercise(exercise, text).outcome is Outcome.WRONG
    for text in exercise.code.answers:
        assert grade_exercise(exercise, text).outcome is Outcome.RIGHT
    assert set(runs.values()) == {1}
    typed = "A"
    grade_exercise(exercise, typed)
    grade_exercise(exercise, typed)
    own = set(exercise.code.answers) | {text for _, text, _ in exercise.code.slips}
    assert {count for (text, _), count in runs.items() if text in own} == {1}
