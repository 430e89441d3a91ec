"""Home, what `decompdrill` alone shows at a terminal: where one stands today, and what Enter starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from decompdrill.frontends.display import Display, Line, Role, line
from decompdrill.frontends.quiz_screen import ago, items, left_of, paragraph
from decompdrill.practice.progress import BeginWith, Next, RunOfDays, begin_with

LABEL = 10
"""Columns of what a row is about."""

FIRST = (
    "Practice matrix decompositions, from eigenvalues to PCA and LoRA, ten minutes a day: what you learn comes back for "
    "review before it is forgotten.",
    "Know some of it already? placement finds where to begin, in fifteen questions at most.",
)
"""What is said at the first start."""


NO_RUN = RunOfDays()


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A drill that was broken off, `ago_ms` ago."""

    mode: str
    settled: int
    left: int
    ago_ms: int


@dataclass(frozen=True, slots=True)
class HomeScreen:
    """What there is to do today."""

    begin: BeginWith
    run: RunOfDays = NO_RUN
    seconds: float = 0.0
    """For which questions were on the screen today."""
    goal: int = 0
    """The minutes that one means to practice each day."""
    due: int = 0
    unfinished: Unfinished | None = None
    weakest: str | None = None
    """The title of the objective that is known least of those that were begun."""
    next: str | None = None
    """The title of the objective that a quiz begins next."""
    is_all_begun: bool = False

    def later(self) -> HomeScreen:
        """Return what there is to do where what was broken off is not gone on with now."""
        return replace(self, begin=begin_with(1, self.due, None))


def home(found: HomeScreen, display: Display) -> list[Line]:
    """Return the whole screen, up to the place where one types."""
    if found.begin.what is Next.LESSON:
        rows = [row for text in FIRST for row in [line(), *paragraph(text, display)]]
        return [*_head("drills for matrix decompositions", display), *rows, line(), *_keys(found.begin, display)]
    rows = [row for label, text in _rows(found) for row in _row(label, text, display)]
    return [*_head(_run(found.run), display), line(), *rows, line(), *_keys(found.begin, display)]


def _head(said: str, display: Display) -> list[Line]:
    name = "" if display.spoken else "  decompdrill"
    gap = display.width - len(name) - len(said) - 2
    if display.spoken or gap < 2:
        return [line(name, Role.HEAD), *paragraph(said, display, Role.DIM)] if name else paragraph(said, display)
    return [Line(((Role.HEAD, name), (Role.DIM, " " * gap + said)))]


def _run(run: RunOfDays) -> str:
    if not run.days:
        return "no run of days yet"
    said = f"a run of {run.days} day{'s' * (run.days != 1)}"
    return f"{said}, {run.missed} missed" if run.missed else said


def _rows(found: HomeScreen) -> Iterator[tuple[str, str]]:
    """Yield what there is to say, with what it is about."""
    minutes = int(found.seconds // 60)
    yield "Today", f"{minutes} of {found.goal} minutes" + (", the goal is reached" if minutes >= found.goal else "")
    if found.run.is_at_stake:
        yield "Run", "one question today keeps it"
    if found.unfinished is not None:
        of = found.unfinished
        yield "Unfinished", f"{of.mode} from {ago(of.ago_ms)}: {left_of(of.settled, of.left)}"
    yield "Due", f"{found.due} question{'s' * (found.due != 1)}" if found.due else "nothing today"
    if found.weakest is not None:
        yield "Weakest", found.weakest
    if found.next is not None or not found.is_all_begun:
        yield "Next", found.next or "nothing new for now: first what was begun"


def _row(label: str, text: str, display: Display) -> list[Line]:
    if display.spoken:
        return paragraph(f"{label}: {text}{'' if text.endswith('.') else '.'}", display)
    rows = paragraph(f"{label:<{LABEL}}  {text}", display, hang=LABEL + 2)
    first = rows[0].text
    at = 2 + LABEL
    return [Line(((Role.DIM, first[:at]), (Role.PLAIN, first[at:]))), *rows[1:]]


def _keys(begin: BeginWith, display: Display) -> list[Line]:
    words = ["placement"] if begin.what is Next.LESSON else ["quiz", "review", "stats"]
    words = ["n: not now", "drop: end it", *words] if begin.what is Next.GO_ON else words
    others = [*words, "explain", "help", "q: leave"]
    enter = f"Enter: {begins(begin)}"
    if display.spoken:
        others = [f"{word} ({what})" if what else word for word, _, what in (o.partition(": ") for o in others)]
        return paragraph(f"{enter}. Or type {', '.join(others)}.", display)
    return [*paragraph(enter, display, Role.HEAD), *items(others, display, Role.DIM)]


def begins(begin: BeginWith) -> str:
    """Return what Enter starts, in words."""
    questions = f"{begin.count} question{'s' * (begin.count != 1)}"
    match begin.what:
        case Next.LESSON:
            return "the first lesson, with a question to try"
        case Next.GO_ON:
            return f"go on, {questions} left"
        case Next.REVIEW:
            return f"review {questions}"
        case Next.QUIZ:
            return f"a quiz of {questions}"


def place_to_type(display: Display) -> str:
    return "Choose: " if display.spoken else "  > "


def unknown(word: str, near: str, display: Display) -> list[Line]:
    """Return that a word starts nothing, and what was probably meant."""
    meant = f" Did you mean {near}?" if near else ""
    text = f"There is no command {display.text(word)[:40]}.{meant} Type help for what there is, or q to leave."
    return paragraph(text, display, Role.DIM)


def goal_set(minutes: int, display: Display) -> list[Line]:
    return paragraph(f"Your goal is {minutes} minute{'s' * (minutes != 1)} a day.", display, Role.DIM)


def no_goal(display: Display) -> list[Line]:
    return paragraph("A goal is a number of minutes a day from 1 to 600, such as goal 15.", display, Role.DIM)


def goal_of_config(minutes: int, display: Display) -> list[Line]:
    text = f"Your config file sets the goal to {minutes} minute{'s' * (minutes != 1)} a day; decompdrill where shows the file."
    return paragraph(text, display, Role.DIM)
