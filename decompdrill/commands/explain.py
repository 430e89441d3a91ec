"""`explain`: a topic with its worked example, a term of the glossary, or the list of topics."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from decompdrill.commands import open_banks
from decompdrill.commands.lesson import draw_page, judge_step
from decompdrill.commands.pages import BEFORE_THE_EXAMPLE, Plan, pages_of
from decompdrill.commands.screen import screen, typed
from decompdrill.errors import ExitCode, UsageError
from decompdrill.frontends import lesson_screen as front
from decompdrill.io.output import stdout
from decompdrill.practice.recorder import Clocks, history_to_read, skills_of
from decompdrill.topics.drills import quizzed_objectives, topic_among
from decompdrill.topics.lesson import lesson_conversation, read_through
from decompdrill.topics.library import Library, shipped_topics
from decompdrill.topics.values import CHEATSHEET, Term, Topic

if TYPE_CHECKING:
    from decompdrill.frontends.display import Display, Line
    from decompdrill.model import Raw


@dataclass(frozen=True, slots=True)
class ExplainOptions:
    """What is to be explained, and on which numbers."""

    words: tuple[str, ...] = ()
    """A topic or a term; several words are one name. None: the list of topics."""
    given: tuple[str, ...] = ()
    seed: int | None = None
    label: str | None = None
    """The column of labels of a table that is given."""
    last_mistake: bool = False
    plain: bool = False


def explain(options: ExplainOptions, clocks: Clocks, new_seed: Callable[[], int]) -> ExitCode:
    """Show what is asked for; at a terminal a topic goes page by page."""
    library = shipped_topics()
    if options.last_mistake:
        return _last_mistake(options, library, clocks, new_seed)
    if not options.words:
        _demand_nothing(options)
        return _list(options, library, clocks)
    found = library.find(" ".join(options.words))
    if found.topic is None:
        entry = found.entry
        assert entry is not None, "a word finds a topic or an entry, or is refused"
        _demand_nothing(options, entry.see)
        return _show(options, lambda display: front.entry(entry.term, entry.also, entry.text, entry.see, display))
    if found.topic.id == CHEATSHEET:
        _demand_nothing(options)
        sheet = found.topic.body
        return _show(options, lambda display: front.sheet(sheet, display))
    return _hold(_plan(options, library, found.topic, found.entry), options, library, clocks, new_seed)


def _demand_nothing(options: ExplainOptions, near: str = "svd") -> None:
    """Raise UsageError where numbers are given to what has no example; `near` is a topic that has one."""
    for name, came in (("-g", options.given), ("--seed", options.seed is not None), ("--label", options.label)):
        if came:
            raise UsageError(f"{name} goes with a topic that has a worked example, such as {near}")


def _plan(options: ExplainOptions, library: Library, topic: Topic, entry: Term | None) -> Plan:
    """Return the plan; what the learner gave is worked out before anything is shown."""
    if options.given and options.seed is not None:
        raise UsageError("-g and --seed both choose the numbers: give one of them")
    if options.label is not None and not options.given:
        raise UsageError("--label names a column of a file: give one with -g X=@file.csv")
    if not options.given and options.seed is None:
        return Plan(topic, entry)
    if options.given:
        from decompdrill.commands.own_data import own_given

        given: Mapping[str, Raw] = own_given(topic, options.given, options.label)
    else:
        given = _drawn(topic, options.seed or 0)
    from decompdrill.topics.fallback import worked

    return Plan(topic, entry, given, worked(library, topic, given))


def _drawn(topic: Topic, seed: int) -> Mapping[str, Raw]:
    if not topic.draw:
        raise UsageError(f"{topic.id} has no example that can be drawn, so it takes no --seed")
    from decompdrill.topics.example import draw_given

    return draw_given(topic, seed)


# ---- other screens -------------------------------------------------------------------------------------------------


def _list(options: ExplainOptions, library: Library, clocks: Clocks) -> ExitCode:
    known = _mastery_of(library.topics, clocks)
    rows = [front.TopicRow(t.id, t.title, known.get(t.id)) for t in library.topics]
    return _show(options, lambda display: front.topics(rows, display))


def _show(options: ExplainOptions, lines: Callable[[Display], Sequence[Line]]) -> ExitCode:
    show, display = screen(options.plain)
    show(lines(display))
    return ExitCode.DONE


# ---- the history ---------------------------------------------------------------------------------------------------


def _mastery_of(topics: Sequence[Topic], clocks: Clocks) -> dict[str, float]:
    """Return how well the topics are mastered, each as the mean over its objectives; none of which nothing was answered."""
    from decompdrill.practice import mastery

    with history_to_read(clocks) as store:
        if store is None:
            return {}
        listed = open_banks(()).listed
        goals = mastery.goals((q.objective, q.level) for q in listed)
        questions = [(q.id, q.bank, q.objective) for q in listed]
        found: dict[str, float] = {}
        for topic in topics:
            objectives = quizzed_objectives(topic.quiz, questions)
            skills = skills_of(store, objectives)
            if skills:
                known = [mastery.mastery(skills.get(name), goals[name]) for name in objectives]
                found[topic.id] = sum(known) / len(known)
    return found


def _last_mistake(options: ExplainOptions, library: Library, clocks: Clocks, new_seed: Callable[[], int]) -> ExitCode:
    """Explain the last wrong answer: its topic, on its numbers where the topic takes them, at the stage that it touches."""
    if options.words:
        raise UsageError("--my-last-mistake finds the topic itself: name none")
    _demand_nothing(options)
    from decompdrill.commands.mistake import last_wrong, plan_of

    with history_to_read(clocks, is_needed=True) as store:
        row = None if store is None else last_wrong(store)
    if row is None:
        return _show(options, lambda display: front.body("There is no wrong answer in your history.", display))
    banks = open_banks(())
    name = topic_among(library, row.objective, row.bank)
    if name is None:
        return _show(
            options, lambda display: front.body(f"No topic explains {row.question}, your last wrong answer.", display)
        )
    return _hold(plan_of(library, library.topic(name), row, banks), options, library, clocks, new_seed)


# ---- holding -------------------------------------------------------------------------------------------------------


def _hold(
    plan: Plan, options: ExplainOptions, library: Library, clocks: Clocks, new_seed: Callable[[], int]
) -> ExitCode:
    """Show a topic: page by page where a person sits at a terminal, else all of it at once."""
    show, display = screen(options.plain)
    show(front.head(plan.topic.id, plan.topic.title, display))
    show([row for block in plan.intro for row in front.block(block, display)])
    if not _is_at_terminal():
        # In a pipe nobody can go back to the stages before.
        pages = islice(pages_of(plan, library), min(plan.first_page, BEFORE_THE_EXAMPLE), None)
        front.run_lesson(read_through(pages), show, lambda: display, None, draw_page)
        return ExitCode.DONE
    from decompdrill.frontends.display import display_of

    def mastery() -> float:
        return _mastery_of([plan.topic], clocks).get(plan.topic.id, 0.0)

    conversation = lesson_conversation(
        pages_of(plan, library, mastery), judge_step, plan.first_page, may_try=bool(plan.topic.quiz)
    )
    wants_one = front.run_lesson(
        conversation,
        show,
        lambda: display_of(stdout(), options.plain),
        typed(options.plain, clocks.monotonic),
        draw_page,
    )
    return _try_one(plan.topic, options, clocks, new_seed()) if wants_one else ExitCode.DONE


def _try_one(topic: Topic, options: ExplainOptions, clocks: Clocks, seed: int) -> ExitCode:
    """Ask one question of a topic."""
    from decompdrill.commands.drill import Console
    from decompdrill.commands.quiz import QuizOptions, quiz

    asked = QuizOptions((topic.quiz,), 1, seed, is_seeded=False, console=Console(plain=options.plain))
    return quiz(asked, clocks)


def _is_at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and stdout().isatty()
