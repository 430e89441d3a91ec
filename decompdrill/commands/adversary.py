"""`bank check --adversary`: of each question, the share of draws that are answered right without mathematics."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from decompdrill.commands import open_banks
from decompdrill.commands.drawable import tell_left_out
from decompdrill.errors import ExitCode
from decompdrill.exercises.adversary import NAMES, Lazy, lazy_shares
from decompdrill.exercises.pose import Undrawable
from decompdrill.frontends.jsonl import Json, write_record
from decompdrill.frontends.progress import counted_work
from decompdrill.io.output import stdout, visible_row

BROADEST_NAME = 37
"""Columns; a longer name stands on a row of its own."""

MANY = 0.5
"""A question of which a strategy passes more than this share is counted at the end."""


def try_lazy_strategies(banks: Sequence[Path], seeds: int, as_json: bool) -> ExitCode:
    """Write the shares of each question; 1 where one could not be drawn."""
    questions = tuple(open_banks(banks).questions.values())
    found: list[Lazy] = []
    if not as_json:
        _write("question", NAMES)
    with counted_work("questions", len(questions), beside_output=True) as count:
        for question in questions:
            count.show(question.id)
            try:
                found.append(lazy_shares(question, seeds))
            except Undrawable as fault:
                count.clear()
                tell_left_out(fault)
            else:
                count.clear()
                _tell(found[-1], as_json)
            count.step()
    if found and not as_json:
        stdout().write(_summary(found))
    return ExitCode.DONE if len(found) == len(questions) else ExitCode.NOT_RIGHT


def _tell(lazy: Lazy, as_json: bool) -> None:
    if as_json:
        shares: dict[str, Json] = {n: None if share is None else round(share, 3) for n, share in lazy.shares.items()}
        write_record(stdout(), {"question": lazy.question, "draws": lazy.tried, "lazy": shares})
    else:
        _write(visible_row(lazy.question), ["–" if share is None else f"{share:.0%}" for share in lazy.shares.values()])


def _write(name: str, cells: Sequence[str]) -> None:
    head = f"{name:<{BROADEST_NAME}}" if len(name) <= BROADEST_NAME else f"{name}\n{'':{BROADEST_NAME}}"
    stdout().write(head + "".join(f" {cell:>{len(column)}}" for cell, column in zip(cells, NAMES, strict=True)) + "\n")
    stdout().flush()


def _summary(found: Sequence[Lazy]) -> str:
    open_ones = sum(max((share or 0 for share in lazy.shares.values()), default=0) > MANY for lazy in found)
    each = f"{found[0].tried} draw{'s' * (found[0].tried != 1)} each"
    of = (
        f"of {open_ones} a strategy passes more than half"
        if open_ones
        else "of none does a strategy pass more than half"
    )
    return f"{len(found)} question{'s' * (len(found) != 1)}, {each}; {of}\n"
