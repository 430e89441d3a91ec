"""The pages of a topic: its sections and the stages of its example, each made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decompdrill.names import american
from decompdrill.topics.lesson import AnyPage, Drawing, Page, Passage, Step, supplied
from decompdrill.topics.library import Library
from decompdrill.topics.values import CONFUSED, DEFINITION, FACTS, IN_NUMPY, IN_SHORT, PICTURE, Term, Topic

if TYPE_CHECKING:
    from decompdrill.model import Exercise, Raw
    from decompdrill.topics.fallback import WorkedExample

ROOM = 900
"""Characters of confusions on one page: what a screen of 24 lines holds beside the headings."""

LARGEST_TYPED = 12
"""Entries of a value that a learner may be asked for."""

BEFORE_THE_EXAMPLE = 2
"""Pages of a topic that was found by no term: the opening and the definition."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One topic and the numbers that its example is worked out on."""

    topic: Topic
    entry: Term | None = None
    """The entry of the glossary with the same name."""
    given: Mapping[str, Raw] | None = None
    """None: the built-in example."""
    worked: WorkedExample | None = None
    """The example where it had to be worked out beforehand."""
    intro: tuple[Passage, ...] = ()
    """What stands above everything else."""
    begin: int | None = None
    """The stage to begin with; None: at the first page."""

    @property
    def first_page(self) -> int:
        """The place of the page to begin with."""
        return 0 if self.begin is None else BEFORE_THE_EXAMPLE + self.begin


def _opening(plan: Plan) -> Iterator[Page]:
    """Yield the first page, or two where a definition stands on it too: each is to fit a screen."""
    topic = plan.topic
    before = (Passage("", f"Read before: {', '.join(topic.needs)}."),) if topic.needs else ()
    first, picture = (*before, _block(topic, IN_SHORT)), _block(topic, PICTURE)
    if plan.entry is None:
        yield Page((*first, picture))
    else:
        yield Page((Passage("", plan.entry.text), *first))
        yield Page((picture,))


def _block(topic: Topic, heading: str) -> Passage:
    return Passage(heading, topic.section(heading))


def pages_of(plan: Plan, library: Library, mastery: Callable[[], float] | None = None) -> Iterator[AnyPage]:
    """Yield the pages of a topic; without a mastery nothing is asked.

    The example is worked out, and the mastery looked up, when the first page is on the screen.
    """
    topic = plan.topic
    yield from _opening(plan)
    yield Page((_block(topic, DEFINITION),))
    if topic.stages:
        yield from _example(plan, library, mastery)
    yield from _drawing(topic, plan.given)
    yield Page((_block(topic, IN_NUMPY),))
    yield from _confusions(topic)
    facts = (_block(topic, FACTS),) if topic.section(FACTS) else ()
    yield Page((*facts, Passage("What next", _next(topic))))


def _drawing(topic: Topic, own: Mapping[str, Raw] | None) -> Iterator[Page]:
    """Yield the picture of a topic: of one's own numbers where they can be drawn, else of the example or shipped data."""
    if topic.show:
        from decompdrill.commands.show import is_drawable

        given = own or (topic.given if topic.show == "circle" else {})
        if is_drawable(topic.show, given):
            yield Page((Passage("In a picture", ""),), Drawing(topic.show, given))


def _confusions(topic: Topic) -> Iterator[Page]:
    """Yield the confusions, as many on a page as it has room for."""
    blocks = [Passage(CONFUSED, "")]
    for part in f"\n{topic.section(CONFUSED).strip()}".split("\n### ")[1:]:
        question, _, answer = part.partition("\n")
        if blocks and sum(len(b.text) for b in blocks) + len(answer) > ROOM:
            yield Page(tuple(blocks))
            blocks = []
        blocks.append(Passage(question.strip(), answer.strip(), is_sub=True))
    yield Page(tuple(blocks))


def _next(topic: Topic) -> str:
    """Return the commands that go on from here, as Markdown."""
    commands = [("drill it", f"decompdrill quiz {american(topic.quiz)}")] if topic.quiz else []
    commands += [("see it", f"decompdrill show {topic.show}")] if topic.show else []
    commands += [("a fresh example", f"decompdrill explain {topic.id} --seed 7")] if topic.draw else []
    own = next((name for name in ("A", "X") if name in topic.given), None)
    own_example = {"A": 'A="3 1; 1 3"', "X": "X=@file.csv"}
    commands += [("on your own numbers", f"decompdrill explain {topic.id} -g {own_example[own]}")] if own else []
    return "\n".join(f"- {what}: `{command}`" for what, command in commands)


# ---- the worked example --------------------------------------------------------------------------------------------


def _example(plan: Plan, library: Library, mastery: Callable[[], float] | None) -> Iterator[AnyPage]:
    """Yield the stages; the last of them are the learner's, as far as they have mastered the topic."""
    from decompdrill.topics.fallback import worked

    made = plan.worked or worked(library, plan.topic, plan.topic.given)
    if made.example is None:
        yield from _solution(made)
        return
    stages = made.example.stages
    lead = (Passage("Worked example", "\n\n".join((*([made.note] if made.note else []), *made.example.given))),)
    asked = 0 if mastery is None else supplied(len(stages), mastery())
    begin = 1 + (plan.begin or 0)
    for number, stage in enumerate(stages, 1):
        is_asked = number > len(stages) - asked and _can_be_typed(stage.exercise)
        shown = (stage.say, stage.label, stage.shown, stage.exercise)
        yield Step(number, len(stages), *shown, is_asked, lead if number in (1, begin) else ())


def _solution(made: WorkedExample) -> Iterator[Page]:
    """Yield the steps of the kind, a page each, where the stages of the topic do not fit."""
    lead = (Passage("Worked example", made.note),)
    for number, step in enumerate(made.steps, 1):
        yield Page((*(lead if number == 1 else ()), Passage(f"Step {number} of {len(made.steps)}", step)))


def _can_be_typed(exercise: Exercise) -> bool:
    parts = [part for _, part in exercise.answer.parts] or [exercise.answer]
    return all(sum(map(len, part.rows)) <= LARGEST_TYPED for part in parts)
