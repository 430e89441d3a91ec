"""decompdrill from Python: the examples of its docstrings run, and each function says what the command of its name says."""

from __future__ import annotations

import doctest
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
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
    assert tried >= 14


def test_every_function_shows_an_example() -> None:
    assert functions().keys() == {"extract", "grade", "open_bank", "read", "reward", "rewards", "solve"}
    assert [name for name, function in functions().items() if ">>>" not in str(function.__doc__)] == []


def test_a_question_is_drawn_as_the_command_draws_it() -> None:
    item = api.open_bank().draw("eigen.values-2x2", seed=7)
    line = printed("draw", "eigen.values-2x2", "--seed", "7")
    assert (item.token, item.id, item.seed, item.kind, item.form) == tuple(
        line[name] for name in ("token", "question", "seed", "kind", "form")
    )
    assert (item.given, item.question, item.key) == (line["given"], line["prompt"], line["answer"])
    assert [{"slip": slip, "answer": answer} for slip, answer in item.slips] == line["slips"]
    assert list(item.steps) == line["steps"]
    assert (item.how_to_type, item.options) == ("a list: 7, -2 or (3±√7)/2", {})


@pytest.mark.parametrize("answer", ["4, 1", "4.0, 1.1", "-4, -1", "4,, 1"])
def test_an_answer_is_judged_as_the_command_judges_it(answer: str) -> None:
    verdict = api.grade("eigenvalues", {"A": [[2, 1], [2, 3]]}, answer)
    line = printed("check", "eigenvalues", "-g", "A=2 1; 2 3", "--json", "--", answer)
    assert (verdict.outcome, verdict.slip, verdict.feedback) == (line["verdict"], line["slip"], line["feedback"])


def test_a_drawn_choice_is_judged_by_its_letter() -> None:
    item = api.open_bank().draw("eigen.in-words", seed=1)
    assert [letter for letter in item.options if api.grade(item, letter).right] == [item.key]
    assert item.prompt.endswith(
        f"d) {item.options['d']}\n\nEnd with <answer>…</answer>, in it the letter of one option"
    )


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
    assert api.open_bank([here / "stranger.yaml"]).banks.ids == ("projections",)
    with pytest.raises(api.BankError):
        api.open_bank(str(here / "no-such-bank.yaml"))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: api.grade("rnak", {}, "1"), "no kind of problem is called 'rnak'; did you mean 'rank'?"),
        (lambda: api.solve("rnak", {}), "no kind of problem is called 'rnak'; did you mean 'rank'?"),
        (
            lambda: api.read("nubmer", "1"),
            "no form is called 'nubmer'; did you mean 'number'? (there are: number, integer, list, vector, matrix, "
            "yes-no, polynomial, choice, factors, code)",
        ),
        (
            lambda: api.open_bank().draw("svd.largest", 1),
            "no question is called 'svd.largest'; did you mean 'svd.largest-value'?",
        ),
        (
            lambda: api.open_bank().draw("eigen.values-2x2", seed=-1),
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
        api.grade("eigenvalues", {"A": [[1, 2, 3], [4, 5, 6]]}, "1")


def test_the_package_itself_stays_light() -> None:
    code = "import sys; before = set(sys.modules); import decompdrill; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert done.stdout == "['decompdrill']\n"


def test_items_come_seed_after_seed_and_are_those_of_their_tokens() -> None:
    bank = api.open_bank()
    ids = ["eigen.values-2x2", "svd.largest-value"]
    drawn = list(islice(bank.draws(ids, count(5)), 5))
    assert [(item.id, item.seed) for item in drawn] == [(ids[0], 5), (ids[1], 5), (ids[0], 6), (ids[1], 6), (ids[0], 7)]
    assert [bank.item(item.token).prompt for item in drawn] == [item.prompt for item in drawn]
    assert ids[0] in bank.ids
    assert len(bank.digest) == 16
    assert bank.digest != api.open_bank(Path(__file__).parents[1] / "stranger.yaml").digest


def test_a_token_of_another_version_of_a_question_is_refused() -> None:
    with pytest.raises(
        api.UsageError, match=r"^eigen\.values-2x2 draws other numbers than when .*:2:00000000 was written$"
    ):
        api.grade("eigen.values-2x2:2:00000000", "3, -2")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"thus \boxed{\frac{1}{2}} holds", r"\frac{1}{2}"),
        (r"first \boxed{1}, then \boxed {[1, \{2\}]}.", r"[1, \{2\}]"),
        ("<answer>1</answer> no, <answer> 2, 3 </answer>", "2, 3"),
        (r"<answer>1</answer> and \boxed{2}", "2"),
        (r"\boxed{1} and <answer>\boxed{2}</answer>", r"\boxed{2}"),
        (r"\boxed{1", r"\boxed{1"),
        ("</answer> 4", "</answer> 4"),
        (" 3, -2 ", "3, -2"),
        ("", ""),
    ],
)
def test_the_last_answer_of_a_longer_text_is_found(text: str, found: str) -> None:
    assert api.extract(text) == found


def test_a_long_completion_costs_no_more_than_its_length() -> None:
    for text in (r"\boxed{" * 100_000, "{" * 300_000 + "}" * 300_000, "<answer>" * 100_000, "\\" * 300_000):
        assert isinstance(api.extract(text), str)


def test_rewards_are_strict_or_partial_and_take_messages() -> None:
    token = "svd.whole-2x2:1:" + api.open_bank().banks.question("svd.whole-2x2").digest
    half = re.sub("[1-9]", "0", api.open_bank().item(token).key, count=1)
    assert 0 < api.reward(half, token, partial=True) < 1
    assert api.reward(half, token) == 0.0
    item = api.open_bank().draw("eigen.values-2x2", 2)
    messages = [{"role": "assistant", "content": f"so <answer>{item.key}</answer>"}]
    found = api.rewards([messages, "7", [], ""], token=[item.token] * 4, prompts=["…"] * 4)
    assert found == [1.0, 0.0, 0.0, 0.0]


def test_threads_get_what_one_gets() -> None:
    bank = api.open_bank()

    def judged(seed: int) -> tuple[str, bool, str | None]:
        item = bank.draw("eigen.values-2x2", seed % 20)
        return item.token, api.grade(item.token, item.key).right, api.grade(item, item.slips[0][1]).slip

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(judged, range(80))) == [judged(seed) for seed in range(20)] * 4
