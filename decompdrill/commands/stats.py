"""`stats`: where the learner stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.commands import open_banks
from decompdrill.commands.coach import standing_of
from decompdrill.commands.history import how_many
from decompdrill.commands.history_mend import answer_in_words, uncounted, wall_time
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import map_screen, quiz_screen, stats_screen
from decompdrill.frontends.display import line
from decompdrill.io.output import stdout, visible_json
from decompdrill.practice import choose, progress, select
from decompdrill.practice import stats as figures
from decompdrill.practice.knowledge import Course, Knowledge
from decompdrill.practice.recorder import Clocks, history_to_read, skills_of, warn

if TYPE_CHECKING:
    from decompdrill.bank.load import Banks
    from decompdrill.history.attempts import AttemptRow, WrongTimes
    from decompdrill.history.store import Store

LAST = 10
"""Answers that `stats --all` and `stats --json` name with their numbers."""


def stats(banks: Sequence[Path], everything: bool, as_json: bool, plain: bool, clocks: Clocks) -> ExitCode:
    """Show where the learner stands in the objectives of the banks."""
    opened = open_banks(banks)
    with history_to_read(clocks, is_needed=True) as store:
        standing = None if store is None else standing_of(store, opened, clocks)
        found = _summary(opened, store, standing, clocks)
        wrong_times = () if store is None else store.wrong_times()
        last = () if store is None else store.last(LAST)
    if as_json:
        shown = figures.stats_json(found) | {
            "wrong_times": [_wrong_times_json(of) for of in wrong_times],
            "last": [_last_json(row) for row in last],
        }
        stdout().write(visible_json(f"{json.dumps(shown, ensure_ascii=not _is_unicode())}\n"))
        return ExitCode.DONE
    known = None if standing is None else (len(choose.believed_known(standing)), len(standing.knowledge.course.order))
    show, display = screen(plain)
    show(stats_screen.stats_lines(found, everything, display, known))
    if everything and last:
        show([line(), *quiz_screen.paragraph("Last answers, each with its number:", display)])
        show([row for of in last for row in quiz_screen.paragraph(f"{of.id}. {answer_in_words(of)}", display, hang=2)])
    if wrong_times:
        warn(_wrong_times_said(wrong_times))
    return ExitCode.DONE


def show_map(topics: Sequence[str], banks: Sequence[Path], plain: bool, clocks: Clocks) -> ExitCode:
    """Show the objectives of the topics, or all, with their mastery and what they rest on, begun or not."""
    opened = open_banks(banks)
    listed = tuple(opened.questions.values())
    named = {q.objective for q in select.select_questions(listed, topics, None)}
    with history_to_read(clocks, is_needed=True) as store:
        standing = (
            choose.Standing(Knowledge(Course(listed, opened.objectives.values())), {}, clocks.today())
            if store is None
            else standing_of(store, opened, clocks)
        )
        figures_ = _summary(opened, store, standing, clocks)
    known = choose.believed_known(standing)
    begun = {o for o in known if standing.knowledge.is_begun(o)}
    titles = {o.id: o.title for o in opened.objectives.values()}
    mastery = {o.id: o.mastery for o in figures_.objectives if o.is_measured}
    found = progress.map_of(standing.knowledge.course, named, titles, mastery, known)
    pace = progress.own_pace(len(begun), standing.asked_a_day, standing.today)
    show, display = screen(plain)
    show(map_screen.map_lines(found, pace, display))
    return ExitCode.DONE


def _last_json(row: AttemptRow) -> dict[str, object]:
    return {"number": row.id, "question": row.question, "outcome": row.outcome, "at_ms": row.at_ms}


def _wrong_times_json(of: WrongTimes) -> dict[str, object]:
    return {"session": of.session, "number": of.first, "count": of.count, "at_ms": of.at_ms}


def _wrong_times_said(found: Sequence[WrongTimes]) -> str:
    """Return how many answers have times that cannot be right, and how those of the first session are mended."""
    count, first = sum(of.count for of in found), found[0]
    when = wall_time(first.at_ms, first.utc_offset_min)
    return (
        f"{how_many(count, 'answer')} cannot have been given when the clock said, before 2020 or more than a day ahead (answer "
        f"{first.first}: {when}). {uncounted(count, first.first)}"
    )


def _is_unicode() -> bool:
    return (stdout().encoding or "ascii").lower().startswith("utf")


def _summary(banks: Banks, store: Store | None, standing: choose.Standing | None, clocks: Clocks) -> figures.Stats:
    objectives = tuple(banks.objectives.values())
    questions = [(q.id, q.objective, q.level) for q in banks.listed]
    if store is None or standing is None:
        return figures.summarise(figures.Tallies(), (), {}, objectives, questions, clocks.today())
    tallies = figures.Tallies(store.per_objective(), store.per_slip(), store.per_day())
    skills = skills_of(store, [tally.objective for tally in tallies.objectives])
    held_back = set(standing.objective_of.values()) - set(standing.may_come_back.values())
    worked, today = store.worked(), clocks.today()
    return figures.summarise(tallies, standing.cards.values(), skills, objectives, questions, today, held_back, worked)
