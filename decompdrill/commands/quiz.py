"""`quiz`: chooses the questions and the front end, and holds the conversation."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill import frontends, pick, session
from decompdrill.commands import open_banks, open_input, text_lines
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from decompdrill.frontends.plain import Reader


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks of a quiz."""

    topics: tuple[str, ...]
    count: int
    seed: int
    banks: tuple[Path, ...] = ()
    level: str | None = None
    answers: str | None = None
    as_json: bool = False
    plain: bool = False
    pass_mark: str | None = None
    retry: bool = False
    tries: int | None = None
    history: bool = True


def quiz(options: Options, clock: frontends.Clock) -> ExitCode:
    """Hold a quiz; 1 below the pass mark, 130 where it was interrupted."""
    from decompdrill.grade import grade_exercise
    from decompdrill.pose import pose

    levels = parse_levels(options.level)
    pass_mark = parse_pass_mark(options.pass_mark)
    questions = pick.choose(tuple(open_banks(options.banks).questions.values()), options.topics, levels)
    typed = options.answers is None and sys.stdin is not None and sys.stdin.isatty()
    front = _front(options, typed)
    at_terminal = typed and not options.as_json
    tries = options.tries or (2 if at_terminal else 1)
    rules = session.Rules(tries=tries, at_terminal=at_terminal, retry=options.retry)
    conversation = session.quiz(
        pick.plan(questions, options.count, options.seed), rules, options.seed, pose, grade_exercise
    )
    summary = frontends.run(conversation, front, _keep_nothing, clock if typed else _no_time)
    if summary.interrupted:
        return ExitCode.INTERRUPTED
    missed = pass_mark is not None and (summary.score or 0.0) < pass_mark - 1e-9
    return ExitCode.NOT_RIGHT if missed else ExitCode.DONE


def parse_levels(text: str | None) -> tuple[int, int] | None:
    """Return the lowest and highest level of `2` or `2-3`."""
    if text is None:
        return None
    low, dash, high = text.partition("-")
    if not low.strip().isdecimal() or (dash and not high.strip().isdecimal()):
        raise UsageError(f"--level takes a level or a range, such as 2 or 2-3, and not {text!r}")
    return int(low), int(high) if dash else int(low)


def parse_pass_mark(text: str | None) -> float | None:
    """Return the mark as a fraction: `0.8`, `80%` and `80` are the same."""
    if text is None:
        return None
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        number = -1.0
    mark = number / 100 if text.strip().endswith("%") or number > 1 else number
    if not 0 <= mark <= 1:
        raise UsageError(f"--pass-mark takes a fraction or a percentage, such as 0.8 or 80%, and not {text!r}")
    return mark


def _no_time() -> float:
    """What is read from a script took no time, so that the same call gives the same bytes."""
    return 0.0


def _keep_nothing(attempt: session.Attempt) -> None:
    """Without a history nothing is kept."""


def _front(options: Options, typed: bool) -> frontends.FrontEnd:
    if options.as_json:
        from decompdrill.frontends.jsonl import JsonLines

        return JsonLines(sys.stdout, _answers(options))
    from decompdrill.frontends.plain import Lines

    show, look = screen(options.plain)
    return Lines(show, _reader(options, typed), look, "decompdrill quiz", _again(options))


def _reader(options: Options, typed: bool) -> Reader:
    from decompdrill.frontends.look import is_dumb
    from decompdrill.frontends.plain import Keyboard, Script

    if not typed:
        return Script(_answers(options), sys.stdout)
    if options.plain or is_dumb() or not sys.stdout.isatty():
        return Keyboard()
    from decompdrill.frontends.terminal import Prompt

    return Prompt()


def _answers(options: Options) -> Iterator[str]:
    if options.answers is None and sys.stdin is None:
        return iter(())
    return text_lines(open_input(options.answers or "-"))


def _again(options: Options) -> str:
    """Return the command that asks the same questions again."""
    words = ["decompdrill", "quiz", *options.topics, "-n", str(options.count), "--seed", str(options.seed)]
    words += ["--level", options.level] if options.level else []
    words += [word for path in options.banks for word in ("--bank", str(path))]
    words += ["--retry"] if options.retry else []
    return shlex.join(words)
