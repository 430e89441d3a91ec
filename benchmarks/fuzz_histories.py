"""Files for `history import` to fuzz with: lines as `history export` writes them, spoiled as values, as text and as bytes.

A file is a text in which what is no UTF-8 stands as halves of surrogate pairs, as `surrogateescape` puts it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from random import Random

from benchmarks.fuzz_records import AWKWARD, STRANGE, Node, changed, ids
from benchmarks.fuzz_texts import LONGEST, answer, spoiled
from decompdrill.history.attempts import AttemptRow, Mode, TimedRunRow
from decompdrill.history.exchange import line_of
from decompdrill.model import READ_FORMS, Outcome

MEGABYTE = 1_000_000

ODD_TEXTS: tuple[str, ...] = (
    "",
    " ",
    "\x00",
    "\x1b[2J",
    "\u202e",
    "a\nb",
    "é🙂",
    "x" * 201,
    "../../etc/passwd",
    "'; DROP TABLE attempts",
)
ODD_TEXTS += ("9" * 400, "1900-01-01", "5999-12-31", "2026-02-30", "٢٠٢٦-٠١-٠١", "2026-W01-1", "right", "quiz", "null")
ODD_NUMBERS: tuple[Node, ...] = (
    -1,
    0,
    1,
    1.0,
    0.5,
    1e300,
    10**14,
    10**15,
    10**18 - 1,
    10**18,
    2**63,
    10**40,
    "1",
    True,
)
RAW: tuple[str, ...] = (
    "{",
    "}",
    '"',
    ",",
    ":",
    "\\u0000",
    "\\ud800",
    "\\udc00",
    "NaN",
    "1e999",
    "-0",
    "\x00",
    "\x1b",
    "\n",
    "\r",
    "\u2028",
)
RAW += ('"run": {', '"session": "s",', "[" * 5000, '{"a":' * 5000)


def history(rng: Random) -> str:
    """Return the text of a file: half of them as `export` would write them, the rest spoiled."""
    lines = _many_alike(rng) if rng.random() < 0.02 else [_line(rng) for _ in range(rng.choice((0, 1, 1, 2, 3, 8, 40)))]
    chance = rng.random()
    if chance < 0.5:
        lines = _repeated(rng, lines) if chance < 0.2 else lines
        return "".join(f"{line}\n" for line in lines)
    if chance < 0.75 and lines:
        at = rng.randrange(len(lines))
        lines[at] = _spoiled_line(rng, lines[at])
    text = rng.choice(("\n", "\n", "\n", "\r\n", "\r", "\n\n", " ")).join(lines)
    if chance < 0.85:
        text = spoiled(rng, text, RAW) if len(text) < MEGABYTE else text[: rng.randrange(len(text))]
    return text if chance < 0.93 else _recoded(rng, text)


# ---- lines ---------------------------------------------------------------------------------------------------------


def _line(rng: Random) -> str:
    return line_of(_run(rng) if rng.random() < 0.15 else _attempt(rng))


def _attempt(rng: Random) -> AttemptRow:
    """Return an attempt that a history may hold; of few questions, sessions and days, so that they meet."""
    outcome = rng.choice((*map(str, Outcome), None))
    return AttemptRow(
        id=0,
        session=rng.choice(("3f0c", "77ab", "é🙂", "s" * 200)),
        mode=rng.choice(list(Mode)).value,
        question=rng.choice((*ids()[:6], "mine.gone")),
        objective=rng.choice(("eigenvalues-2x2", "rank", "mine")),
        bank=rng.choice(("eigenvalues", "mine")),
        digest=rng.choice(("3fa9c1d2", "00000000")),
        seed=rng.choice((0, 7, 10**18 - 1)),
        level=rng.randint(1, 5),
        form=rng.choice(READ_FORMS).value,
        text=_typed(rng),
        outcome=outcome,
        credit=rng.choice((0.0, 0.5, 1.0, 1 / 3)),
        slip=rng.choice((None, None, "wrong-sign", "x" * 200)),
        hints=rng.choice((0, 0, 1, 1_000_000)),
        attempt=rng.choice((1, 1, 2, 1_000_000)),
        saw_solution=rng.random() < 0.2,
        first_key_ms=rng.choice((None, 0, 900, 10**15)),
        answer_ms=rng.choice((0, 4000, 10**15)),
        at_ms=rng.choice((-2_208_988_800_000, 0, 1_770_000_000_000, 10**14)),
        utc_offset_min=rng.choice((-1500, -480, 0, 60, 1500)),
        study_day=_day(rng),
        voided_by=rng.choice((None, None, None, "undo", "shift", "v" * 200)),
    )


def _typed(rng: Random) -> str:
    if rng.random() < 0.005:
        return rng.choice(("9", "√2, ", "\x1b", "é", '"', "\\")) * MEGABYTE
    return answer(rng)[1][:LONGEST] if rng.random() < 0.3 else rng.choice(("5, 2", "[[1, 2], [3, 4]]", *ODD_TEXTS))


def _day(rng: Random) -> str:
    return rng.choice(("1900-01-01", "5999-12-31", f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"))


def _run(rng: Random) -> TimedRunRow:
    answered = rng.choice((0, 1, 12, 1_000_000))
    return TimedRunRow(
        session=rng.choice(("77ab", "run", "r" * 200)),
        drill=rng.choice(("svd, 120 s", "all topics", "d" * 10_000, "\x1b[2J")),
        seed=rng.choice((0, 10**18 - 1)),
        answered=answered,
        right=rng.choice((0, answered, 1_000_000)),
        is_whole=rng.random() < 0.5,
        active_ms=rng.choice((0, 120_000, 10**15)),
        paused_ms=rng.choice((0, 10**15)),
        at_ms=rng.choice((-2_208_988_800_000, 0, 1_770_000_000_000, 10**14)),
        utc_offset_min=rng.choice((-1500, 0, 1500)),
        study_day=_day(rng),
    )


# ---- what spoils them ----------------------------------------------------------------------------------------------


def _spoiled_line(rng: Random, line: str) -> str:
    """Return the line with values that are missing, of another type, huge or odd; or cut off, or a megabyte long."""
    shape = rng.randrange(10)
    if shape == 0:
        return line[: rng.randrange(len(line))]
    if shape == 1:
        return spoiled(rng, line, RAW)
    tree: dict[str, Node] = json.loads(line)
    holder = tree.get("run", tree)
    if shape == 2:
        tree = changed(rng, tree)
    elif shape == 3:
        del holder[rng.choice(list(holder))]
    elif shape == 4:
        tree = {**tree, "run": rng.choice((*STRANGE, holder))}
    elif shape == 5:
        tree |= {f"more{n}": rng.choice(STRANGE) for n in range(rng.choice((1, 5000)))}
    elif shape == 6:
        holder[rng.choice(list(holder))] = rng.choice(("a", "[", '"', "\x00", "🙂")) * MEGABYTE
    else:
        for name in rng.sample(list(holder), rng.choice((1, 1, 2, 5))):
            holder[name] = rng.choice((*ODD_TEXTS, *ODD_NUMBERS, *AWKWARD, *STRANGE))
    return json.dumps(tree, ensure_ascii=rng.random() < 0.5)


def _repeated(rng: Random, lines: Sequence[str]) -> list[str]:
    """Return the lines with some twice, and with keys of one line twice."""
    twice = [*lines, *(rng.choice(lines) for _ in lines)]
    if twice and rng.random() < 0.5:
        line = rng.choice(twice)
        twice.append(line[:-1] + "," + line[1:])
    return twice


def _many_alike(rng: Random) -> list[str]:
    """Return thousands of attempts at one showing, or on as many days, which is as much as one file brings together."""
    row = _attempt(rng)._replace(text="5, 2")
    if rng.random() < 0.5:
        return [line_of(row._replace(at_ms=n)) for n in range(3000)]
    days = [f"{1970 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(3000)]
    return [line_of(row._replace(session=f"s{n}", study_day=day)) for n, day in enumerate(days)]


def _recoded(rng: Random, text: str) -> str:
    """Return the file in another encoding, packed, or with a mark in front."""
    whole = text.encode("utf-8", "replace")
    packed = rng.choice(
        (
            text.encode("utf-16", "replace"),
            text.encode("utf-32-be", "replace"),
            text.encode("latin-1", "replace"),
            text.encode("cp037", "replace"),
            b"\xef\xbb\xbf" + whole,
            b"\xff\xfe" + whole,
            gzip.compress(whole, mtime=0),
            b"\x00" * rng.choice((1, 100, MEGABYTE)) + whole,
            whole.replace(b'"', b"\xff", rng.choice((1, 3, -1))),
            b"SQLite format 3\x00" + whole,
        )
    )
    return packed.decode("utf-8", "surrogateescape")
