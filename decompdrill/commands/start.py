"""Bare `decompdrill`: home at a terminal, and where to begin in a pipe."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from decompdrill import __version__
from decompdrill.commands.changes import GOAL, goal_of, is_goal
from decompdrill.commands.drill import Console
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import home_screen, quiz_screen
from decompdrill.frontends.display import Display, Line, Role, line
from decompdrill.frontends.plain import Keyboard
from decompdrill.io.folders import find_home
from decompdrill.io.output import stdout
from decompdrill.io.settings import own_config
from decompdrill.mathtext import spelled
from decompdrill.practice import choose, progress, schedule
from decompdrill.practice.conversation import LEAVING
from decompdrill.practice.progress import BeginWith, Next
from decompdrill.practice.recorder import Clocks, history_to_write, recent_rows

if TYPE_CHECKING:
    from decompdrill.commands.drill_plan import BrokenOff
    from decompdrill.history.store import Store

WAYS = (
    ("placement", "where to begin, in fifteen questions at most"),
    ("quiz", "ten questions, mixed"),
    ("quiz svd pca -n 5", "five on these topics"),
    ("timed eigenvalues", "two minutes against the clock"),
    ("review", "what is due today"),
    ("stats --map", "where you stand, and what rests on what"),
    ("explain svd", "a topic, worked out on live numbers"),
    ("show circle", "what a matrix does, in a picture"),
    ("bank list", "all there is to practice"),
)
OWN = ('check eigenvalues -g "A=2 1; 2 3" "4, 1"', 'solve eigenvalues -g "A=2 1; 2 3"')
HOW = (
    "Type answers as you would say them: 3, -1/2, sqrt(5), (1+√5)/2, [1, -2], 1 2; 3 4.",
    "At the prompt: ? for a hint, skip, why for the steps, undo, quit.",
    "Ctrl-C is always safe: the next start goes on. Nothing leaves this machine.",
    "All commands: decompdrill --help",
)
WIDE = 72
"""Columns; on a narrower screen what a command does stands below it."""


FIRST_LESSON = "eigen"


@dataclass(frozen=True, slots=True)
class Starts:
    """What home may start: a command line, among these commands; and where seeds come from."""

    run: Callable[[Sequence[str]], ExitCode]
    commands: Collection[str]
    new_seed: Callable[[], int]


def start(clocks: Clocks, starts: Starts, plain: bool = False) -> ExitCode:
    """Show home at a terminal and start what is chosen there; elsewhere say how to begin."""
    console = Console(plain=plain)
    show, display = screen(plain)
    if not (console.is_at_terminal and stdout().isatty()):
        show(list(_page(display)))
        return ExitCode.DONE
    found = _at_home(clocks)
    show(home_screen.home(found, display))
    keyboard = Keyboard(clocks.monotonic)
    keyboard.discard()
    while True:
        text = keyboard.read(home_screen.place_to_type(display)).text
        words = None if text is None else _words(text)
        match words:
            case None:
                return ExitCode.DONE
            case [] | ["y" | "yes"]:
                return _begin(found.begin, console, clocks, starts)
            case [word] if word in LEAVING:
                return ExitCode.DONE
            case [("n" | "no")] if found.begin.what is Next.GO_ON:
                found = found.later()
                show(home_screen.home(found, display))
            case ["quiz"]:
                return _begin(BeginWith(Next.QUIZ, choose.QUIZ), console, clocks, starts)
            case ["review"]:
                return _begin(BeginWith(Next.REVIEW, found.due or choose.QUIZ), console, clocks, starts)
            case [("help" | "?" | "h")]:
                show(list(_page(display)))
            case ["goal", *value]:
                show(_set_goal(value, clocks, display))
            case [("drop" | "never")] if found.unfinished is not None:
                _drop(clocks)
                found = _at_home(clocks)
                show(home_screen.home(found, display))
            case [command, *_] if command in starts.commands:
                return starts.run([*words, *_plainly(plain)])
            case [word, *_]:
                near = next(iter(get_close_matches(word, sorted(starts.commands), 1)), "")
                show(home_screen.unknown(word, near, display))


def _words(text: str) -> list[str]:
    """Return the words that were typed, without the name of this program."""
    try:
        words = shlex.split(text)
    except ValueError:  # a quotation mark without its twin
        words = text.split()
    words = words[1:] if words[:1] == ["decompdrill"] else words
    return [words[0].lower(), *words[1:]] if words else []


def _plainly(plain: bool) -> list[str]:
    return ["--plain"] if plain else []


def _begin(begin: BeginWith, console: Console, clocks: Clocks, starts: Starts) -> ExitCode:
    """Start what Enter stands for; what was broken off is not offered again."""
    from decompdrill.commands.quiz import QuizOptions, quiz
    from decompdrill.commands.review import review

    asked = QuizOptions((), begin.count, starts.new_seed(), is_seeded=False, console=console, offers=False)
    match begin.what:
        case Next.LESSON:
            return starts.run(["explain", FIRST_LESSON, *_plainly(console.plain)])
        case Next.GO_ON:
            return _go_on(console, clocks)
        case Next.REVIEW:
            return review(asked, clocks)
        case Next.QUIZ:
            return quiz(asked, clocks)


# ---- the history ---------------------------------------------------------------------------------------------------


def _at_home(clocks: Clocks) -> home_screen.HomeScreen:
    """Return what there is to do by the history; looking at it begins none."""
    home = find_home()
    if home is not None and home.history.exists():
        with history_to_write(clocks) as store:
            if store is not None:
                return _standing(store, clocks)
    return home_screen.HomeScreen(progress.begin_with(0, 0, None))


def _standing(store: Store, clocks: Clocks) -> home_screen.HomeScreen:
    from decompdrill.commands import load_quietly
    from decompdrill.commands.coach import standing_of

    broken = _broken_off(store)
    banks = load_quietly(())
    standing, rows = standing_of(store, banks, clocks), recent_rows(store)
    coming = schedule.coming_back(standing.cards.values(), standing.may_come_back)
    due = sum(card.due <= standing.today for card in coming)
    weakest = next(iter(choose.weakest_objectives(set(standing.may_come_back.values()), standing)), None)
    following = choose.next_objective(tuple(banks.questions.values()), standing)
    asked = sum(standing.asked_a_day.values())

    def title(objective: str | None) -> str | None:
        return None if objective is None else banks.objectives[objective].title or objective

    return home_screen.HomeScreen(
        begin=progress.begin_with(asked, due, None if broken is None else broken.left),
        run=progress.run_of_days(standing.asked_a_day.keys(), standing.today),
        seconds=progress.seconds_on(rows, standing.today),
        goal=goal_of(store),
        due=due,
        unfinished=None if broken is None else _unfinished(broken, clocks),
        weakest=title(weakest),
        next=title(following),
        is_all_begun=all(map(standing.knowledge.is_begun, standing.knowledge.course.order)),
    )


def _broken_off(store: Store) -> BrokenOff | None:
    from decompdrill.commands import resume

    return resume.find(store)


def _unfinished(broken: BrokenOff, clocks: Clocks) -> home_screen.Unfinished:
    return home_screen.Unfinished(broken.drill.mode, broken.settled, broken.left, clocks.now_ms() - broken.began_ms)


def _go_on(console: Console, clocks: Clocks) -> ExitCode:
    """Go on with what was broken off; another program may have been faster."""
    from decompdrill.commands.quiz import go_on_with

    with history_to_write(clocks) as store:
        broken = None if store is None else _broken_off(store)
        if store is None or broken is None or not store.take_up(broken.session):
            return ExitCode.DONE
        return go_on_with(broken, console, clocks, store)


def _drop(clocks: Clocks) -> None:
    from decompdrill.commands import resume

    with history_to_write(clocks) as store:
        if store is not None and (broken := resume.find(store)) is not None:
            resume.drop(broken, store, clocks)


def _set_goal(value: Sequence[str], clocks: Clocks, display: Display) -> list[Line]:
    minutes = value[0] if value else ""
    if not is_goal(minutes):
        return home_screen.no_goal(display)
    if (own := own_config().values.get("daily_goal")) is not None:
        return home_screen.goal_of_config(int(own), display)
    with history_to_write(clocks) as store:
        if store is None:
            return []
        store.keep_setting(GOAL, minutes)
    return home_screen.goal_set(int(minutes), display)


# ---- in a pipe -----------------------------------------------------------------------------------------------------


def _page(display: Display) -> Iterator[Line]:
    yield from quiz_screen.paragraph(
        f"decompdrill {__version__} · drills for matrix decompositions", display, Role.HEAD, indent=0
    )
    yield line()
    for way, what in WAYS:
        command = f"  decompdrill {way}"
        if display.width >= WIDE:
            yield line(f"{command:<34}{what}")
        else:
            yield line(command)
            yield line(f"      {what}", Role.DIM)
    yield line()
    for own in OWN:
        yield from quiz_screen.paragraph(f"decompdrill {own}", display, hang=2)
    for said in HOW:
        yield line()
        yield from quiz_screen.paragraph(spelled(said, display.style), display)
