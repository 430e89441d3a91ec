"""The conversation, held with scripted replies and a judge that compares texts."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

import pytest

from decompdrill import pick, session
from decompdrill.bank.schema import Question
from decompdrill.errors import UsageError
from decompdrill.model import Answer, Check, Choice, Exercise, Form, Outcome, Unreadable, Verdict
from decompdrill.session import Ask, Event, Pause, Record, Reply, Rules, Summary, Tell, Why


def question(name: str, objective: str = "", level: int = 1) -> Question:
    values = {"id": name, "bank": name.split(".")[0], "topic": name.split(".")[0], "level": level}
    return cast(Question, SimpleNamespace(**values, objective=objective or name.replace(".", "-")))


def pose(asked: Question, seed: int) -> Exercise:
    answer = Answer(Form.NUMBER, ((Fraction(7),),))
    return Exercise(
        question=asked.id,
        seed=seed,
        token=f"{asked.id}/{seed}",
        objective=asked.objective,
        topic=asked.topic,
        level=asked.level,
        kind="trace",
        form=Form.NUMBER,
        given={},
        prompt="?",
        hints=("first", "second"),
        answer=answer,
        slips=(),
        steps=("only step",),
    )


def judge(exercise: Exercise, text: str) -> Verdict:
    verdict = Verdict(Outcome.WRONG, 0.0, text, (), None, "", "7")
    match text:
        case "7":
            return replace(verdict, outcome=Outcome.RIGHT, credit=1.0)
        case "about 7":
            return replace(verdict, outcome=Outcome.IMPRECISE, credit=0.5)
        case "[7]":
            return replace(verdict, checks=(Check("shape", passed=False),))
        case "5":
            return replace(verdict, slip="adds")
        case "zzz":
            return replace(verdict, outcome=Outcome.UNREADABLE, unreadable=Unreadable("no number", (0, 3)))
        case _:
            return verdict


@dataclass(frozen=True)
class Held:
    """What a conversation said, one word an event, and what it came to."""

    story: list[str]
    summary: Summary


def word(event: Event) -> str:
    match event:
        case Ask(exercise, place, attempt, fresh):
            return f"{exercise.question} {place.number}/{place.of}" if fresh else f"again {attempt}"
        case Pause():
            return "pause"
        case Record(attempt):
            return (
                f"record {attempt.text!r} {attempt.verdict.outcome if attempt.verdict else 'skipped'} {attempt.hints}"
            )
        case Tell(said):
            return type(said).__name__.lower()


def hold(names: Iterable[str], replies: Iterable[str | type[KeyboardInterrupt] | None], rules: Rules) -> Held:
    plan = [pick.Pick(question(name), 3) for name in names]
    conversation = session.quiz(plan, rules, 1, pose, judge)
    told = iter(replies)
    story: list[str] = []
    event = next(conversation)
    while True:
        story.append(word(event))
        reply = next(told, None) if isinstance(event, Ask | Pause) else None
        try:
            if reply is KeyboardInterrupt:
                event = conversation.throw(KeyboardInterrupt())
            else:
                assert not isinstance(reply, type)
                event = conversation.send(Reply(reply, 2.0) if isinstance(event, Ask | Pause) else None)
        except StopIteration as end:
            return Held(story, end.value)


SCRIPT = Rules()
PERSON = Rules(tries=2, at_terminal=True)
STORIES: dict[str, tuple[Rules, list[str | type[KeyboardInterrupt] | None], list[str]]] = {
    "an answer is recorded before its verdict is told": (
        SCRIPT,
        ["7"],
        ["a.one 1/1", "record '7' right 0", "judged", "closing"],
    ),
    "a script has one try, and an unreadable line uses it": (
        SCRIPT,
        ["zzz", "7"],
        ["a.one 1/1", "record 'zzz' unreadable 0", "judged", "closing"],
    ),
    "a script with two tries is asked again": (
        Rules(tries=2),
        ["6", "7"],
        ["a.one 1/1", "record '6' wrong 0", "judged", "again 2", "record '7' right 0", "judged", "closing"],
    ),
    "an empty line of a script skips": (SCRIPT, [""], ["a.one 1/1", "record '' skipped 0", "passed", "closing"]),
    "where a script ends the rest is skipped": (SCRIPT, [], ["a.one 1/1", "record '' skipped 0", "passed", "closing"]),
    "a hint costs no line, and there are only so many": (
        SCRIPT,
        ["?", " ? ", "?", "7"],
        [
            "a.one 1/1",
            "hint",
            "again 1",
            "hint",
            "again 1",
            "nohint",
            "again 1",
            "record '7' right 2",
            "judged",
            "closing",
        ],
    ),
    "what a person types that cannot be read costs nothing and is not kept": (
        PERSON,
        ["zzz", "zzz", "zzz", "7", ""],
        [
            *("a.one 1/1", "judged", "again 1", "judged", "again 1", "judged", "again 1"),
            *("record '7' right 0", "judged", "pause", "closing"),
        ],
    ),
    "an imprecise answer and a wrong shape cost a person no try": (
        PERSON,
        ["about 7", "[7]", "6", "6", ""],
        [
            *("a.one 1/1", "record 'about 7' imprecise 0", "judged", "again 1", "record '[7]' wrong 0", "judged"),
            *("again 1", "record '6' wrong 0", "judged", "again 2", "record '6' wrong 0", "judged", "pause", "closing"),
        ],
    ),
    "Enter alone is no answer, and after a try it gives up": (
        PERSON,
        ["", "6", "", ""],
        ["a.one 1/1", "nudge", "again 1", "record '6' wrong 0", "judged", "again 2", "passed", "pause", "closing"],
    ),
    "why gives the steps away before an answer, and for the asking after it": (
        PERSON,
        ["why", "why", "why", ""],
        ["a.one 1/1", "record '' skipped 0", "passed", "why", "pause", "why", "pause", "why", "pause", "closing"],
    ),
    "quit leaves at once": (PERSON, ["quit"], ["a.one 1/1", "closing"]),
    "Ctrl-D leaves a terminal": (PERSON, [None], ["a.one 1/1", "closing"]),
    "Ctrl-C says what was done": (PERSON, [KeyboardInterrupt], ["a.one 1/1", "closing"]),
}


@pytest.mark.parametrize(("rules", "replies", "story"), STORIES.values(), ids=STORIES)
def test_the_conversation_goes(
    rules: Rules, replies: list[str | type[KeyboardInterrupt] | None], story: list[str]
) -> None:
    assert hold(["a.one"], replies, rules).story == story


def test_the_summary_counts_each_question_by_its_last_try() -> None:
    names = ["a.one", "a.two", "b.one", "b.two", "c.one"]
    held = hold(names, ["5", "7", "about 7", "", "zzz", "zzz", "quit"], Rules(tries=2))
    summary = held.summary
    outcomes = [*Outcome, None]
    assert [summary.count(o) for o in outcomes] == [1, 1, 0, 1, 0]
    assert (summary.asked, summary.planned, summary.interrupted) == (3, 5, False)
    assert summary.score == 0.5
    assert summary.seconds == 12.0
    assert summary.slips == (("adds", 1),)
    assert [(s.objective, s.asked, s.right) for s in summary.objectives] == [
        ("a-one", 1, 1),
        ("a-two", 1, 0),
        ("b-one", 1, 0),
    ]


def test_a_quiz_of_which_nothing_was_answered_has_no_score() -> None:
    summary = hold(["a.one"], ["quit"], PERSON).summary
    assert (summary.asked, summary.score, summary.objectives, summary.slips) == (0, None, (), ())


def test_an_interrupt_between_questions_keeps_what_was_done() -> None:
    summary = hold(["a.one", "a.two"], ["7", "", KeyboardInterrupt], PERSON).summary
    assert (summary.asked, summary.planned, summary.interrupted) == (1, 2, True)


def test_what_was_wrong_comes_back_once_before_the_end_with_another_draw() -> None:
    held = hold(["a.one", "a.two"], ["6", "7", "6"], Rules(retry=True))
    assert [s for s in held.story if "/" in s] == ["a.one 1/2", "a.two 2/3", "a.one 3/3"]
    first, _, again = (r.exercise.seed for r in held.summary.results)
    assert first != again


@pytest.mark.parametrize(
    ("exercise", "steps"),
    [
        ({"steps": ("one", "two")}, ("one", "two")),
        ({"steps": ()}, ("because 7",)),
        (
            {
                "steps": (),
                "choices": (
                    Choice("a", "x", "too long", "long"),
                    Choice("b", "y", None, None),
                    Choice("c", "z", "", None),
                ),
            },
            ("Not a: too long",),
        ),
    ],
)
def test_why_falls_back_on_what_there_is_to_say(exercise: dict[str, Any], steps: tuple[str, ...]) -> None:
    def explain(_: Exercise, text: str) -> Verdict:
        return Verdict(Outcome.RIGHT, 1.0, text, (), None, f"because {text}", "7")

    def posed(asked: Question, seed: int) -> Exercise:
        return replace(pose(asked, seed), **exercise)

    conversation = session.quiz([pick.Pick(question("a.one"), 3)], PERSON, 1, posed, explain)
    next(conversation)
    events = [conversation.send(Reply("why")), next(conversation), next(conversation)]
    assert events[-1] == Tell(Why(steps))


def test_skipped_questions_do_not_come_back() -> None:
    assert hold(["a.one"], [""], Rules(retry=True)).summary.asked == 1


# ---- choosing ------------------------------------------------------------------------------------------------------


BANK = [
    question("eigen.values", "eigenvalues", 2),
    question("eigen.vector", "eigenvectors", 3),
    question("svd.values-2x2", "singular-values", 2),
    question("svd.values-3x2", "singular-values", 3),
    question("rank.rows", "rank", 1),
]


def ids(picks: Iterable[pick.Pick]) -> list[str]:
    return [p.question.id for p in picks]


def test_the_same_seed_plans_the_same_quiz_and_another_seed_another() -> None:
    assert pick.plan(BANK, 8, 7) == pick.plan(BANK, 8, 7)
    assert ids(pick.plan(BANK, 8, 7)) != ids(pick.plan(BANK, 8, 8))


@pytest.mark.parametrize("seed", range(40))
def test_objectives_are_interleaved_and_no_template_comes_twice_in_a_row(seed: int) -> None:
    picks = pick.plan(BANK, 20, seed)
    objectives = [p.question.objective for p in picks]
    assert all(a != b for a, b in itertools.pairwise(objectives))
    assert {o: objectives.count(o) for o in objectives} == dict.fromkeys(objectives, 5)
    assert len({p.seed for p in picks}) == 20


@pytest.mark.parametrize("seed", range(10))
def test_within_one_objective_templates_take_turns(seed: int) -> None:
    names = ids(pick.plan([q for q in BANK if q.bank == "svd"], 6, seed))
    assert names[::2] == [names[0]] * 3
    assert names[1::2] == [names[1]] * 3
    assert names[0] != names[1]


def test_a_single_template_may_repeat_but_is_drawn_afresh() -> None:
    picks = pick.plan(BANK[:1], 3, 1)
    assert ids(picks) == ["eigen.values"] * 3
    assert len({p.seed for p in picks}) == 3


@pytest.mark.parametrize(
    ("topics", "levels", "chosen"),
    [
        ((), None, ["eigen.values", "eigen.vector", "svd.values-2x2", "svd.values-3x2", "rank.rows"]),
        (("svd",), None, ["svd.values-2x2", "svd.values-3x2"]),
        (("SVD", "rank"), None, ["svd.values-2x2", "svd.values-3x2", "rank.rows"]),
        (("svd.values",), None, ["svd.values-2x2", "svd.values-3x2"]),
        (("singular",), None, ["svd.values-2x2", "svd.values-3x2"]),
        (("eigen.vector",), None, ["eigen.vector"]),
        ((), (2, 2), ["eigen.values", "svd.values-2x2"]),
        (("eigen",), (3, 5), ["eigen.vector"]),
    ],
)
def test_topics_and_levels_choose(topics: tuple[str, ...], levels: tuple[int, int] | None, chosen: list[str]) -> None:
    assert [q.id for q in pick.choose(BANK, topics, levels)] == chosen


@pytest.mark.parametrize(
    ("topics", "levels", "message"),
    [
        (("eigne",), None, "no topic, question or objective is called 'eigne'; did you mean 'eigen'?"),
        (("svd.valu",), None, "no topic, question or objective is called 'svd.valu'; did you mean 'svd.values-3x2'?"),
        (("xyzzy",), None, "no topic, question or objective is called 'xyzzy'"),
        (("rank",), (4, 5), "no question of that level; there are levels 1"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest(
    topics: tuple[str, ...], levels: tuple[int, int] | None, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        pick.choose(BANK, topics, levels)
    assert str(caught.value) == message
