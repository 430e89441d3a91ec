"""decompdrill from Python: the examples of its docstrings run, and each function says what the command of its name says."""

from __future__ import annotations

import doctest
import inspect
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from decompdrill import api
from tests.commands.test_cli import decompdrill


def printed(*arguments: str) -> dict[str, object]:
    """Return the JSON line that a command prints."""
    (line,) = decompdrill(*arguments).stdout.decode().splitlines()
    fields = json.loads(line)
    assert isinstance(fields, dict)
    return fields


def functions() -> Mapping[str, object]:
    return {name: getattr(api, name) for name in api.__all__ if inspect.isfunction(getattr(api, name))}


def test_the_examples_of_the_docstrings_print_what_they_show() -> None:
    failed, tried = doctest.testmod(api)
    assert failed == 0
    assert tried >= 10


def test_every_function_shows_an_example() -> None:
    assert functions().keys() == {"load", "draw", "grade", "read", "solve"}
    assert [name for name, function in functions().items() if ">>>" not in str(function.__doc__)] == []


def test_a_question_is_drawn_as_the_command_draws_it() -> None:
    drawn = api.draw(api.load().question("eigen.values-2x2"), seed=7)
    line = printed("draw", "eigen.values-2x2", "--seed", "7", "--no-key")
    assert (drawn.token, drawn.given, drawn.prompt) == (line["token"], line["given"], line["prompt"])


@pytest.mark.parametrize("answer", ["4, 1", "4.0, 1.1", "-4, -1", "4,, 1"])
def test_an_answer_is_judged_as_the_command_judges_it(answer: str) -> None:
    verdict = api.grade("eigenvalues", answer, given={"A": [[2, 1], [2, 3]]})
    line = printed("check", "eigenvalues", "-g", "A=2 1; 2 3", "--json", "--", answer)
    assert (verdict.outcome, verdict.slip, verdict.feedback) == (line["verdict"], line["slip"], line["feedback"])


def test_a_drawn_choice_is_judged_by_its_letter() -> None:
    exercise = api.draw(api.load().question("eigen.in-words"), seed=1)
    right = {choice.letter: choice.why_wrong is None for choice in exercise.choices}
    assert {letter: api.grade(exercise, letter).outcome is api.Outcome.RIGHT for letter in right} == right


def test_a_text_is_read_as_the_command_reads_it() -> None:
    typed, fault = api.read("number", "sqrt(2)"), api.read(api.Form.NUMBER, "1,5")
    assert isinstance(typed, api.Typed)
    assert isinstance(fault, api.Unreadable)
    assert typed.rows[0][0].value == printed("read", "number", "sqrt(2)")["value"]
    told = {"message": fault.message, "span": list(fault.span), "offers": list(fault.offers)}
    assert told == printed("read", "number", "1,5")["unreadable"]


def test_the_steps_are_those_of_the_command() -> None:
    steps = api.solve("trace", {"A": "2 1; 2 3"})
    line = printed("check", "trace", "-g", "A=2 1; 2 3", "5", "--why", "--json")
    assert list(steps) == line["steps"]


def test_a_bank_of_ones_own_is_loaded_from_its_path() -> None:
    here = Path(__file__).parents[1]
    assert api.load([here / "stranger.yaml"]).ids == ("projections",)
    with pytest.raises(api.BankError):
        api.load([str(here / "no-such-bank.yaml")])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: api.grade("rnak", "1", given={}), "no kind of problem is called 'rnak'; did you mean 'rank'?"),
        (lambda: api.solve("rnak", {}), "no kind of problem is called 'rnak'; did you mean 'rank'?"),
        (
            lambda: api.read("nubmer", "1"),
            "no form is called 'nubmer'; did you mean 'number'? (there are: number, integer, list, vector, matrix, "
            "yes-no, polynomial, choice, factors, code)",
        ),
        (
            lambda: api.load().question("svd.largest"),
            "no question is called 'svd.largest'; did you mean 'svd.largest-value'?",
        ),
        (
            lambda: api.draw(api.load().question("eigen.values-2x2"), seed=-1),
            "a seed is a whole number from 0 to 999999999999999999; -1 came",
        ),
    ],
)
def test_what_does_not_exist_is_refused(call: object, said: str) -> None:
    assert callable(call)
    with pytest.raises(api.UsageError) as caught:
        call()
    assert str(caught.value) == said


def test_a_given_that_is_none_is_refused() -> None:
    with pytest.raises(api.GivenError):
        api.grade("eigenvalues", "1", given={"A": [[1, 2, 3], [4, 5, 6]]})


def test_the_package_itself_stays_light() -> None:
    code = "import sys; before = set(sys.modules); import decompdrill; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert done.stdout == "['decompdrill']\n"
