"""What every shipped question draws, as digests in tests/digests.txt.

`python -m tests.digests --update` writes it anew: for a question that is new, or whose text or draw was meant to change.
"""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path

Digests = Mapping[str, tuple[str, ...]]
"""By question, in the order of SEEDS."""

TABLE = Path(__file__).resolve().parent / "digests.txt"
SEEDS = (1, 7, 1000)
HEAD = "# blake2b-8 of the line that `decompdrill draw QUESTION --seed SEED --no-key` prints\n"
COLUMNS = f"# question{''.join(f' seed-{seed}' for seed in SEEDS)}\n"


def drawn() -> Digests:
    """Return the digests of what the shipped questions draw here and now."""
    from decompdrill.commands import open_banks
    from decompdrill.io.folders import shipped_dir

    shipped = [shipped_dir()]
    names = sorted(open_banks(shipped).questions)
    columns = [[digest(line) for line in _lines(names, seed, shipped)] for seed in SEEDS]
    return dict(zip(names, zip(*columns, strict=True), strict=True))


def _lines(names: list[str], seed: int, banks: list[Path]) -> list[str]:
    """Return what `draw` prints, one line a question."""
    from decompdrill.commands.draw import SHOWN, DrawOptions, draw

    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with redirect_stdout(out):
        draw(DrawOptions(tuple(names), seed, 1, tuple(banks), fields=tuple(SHOWN)), jobs=1)
    out.seek(0)
    return out.read().splitlines()


def digest(line: str) -> str:
    return hashlib.blake2b(line.encode(), digest_size=8).hexdigest()


def committed() -> Digests:
    """Return the digests of the table."""
    rows = [row.split() for row in TABLE.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    return {name: tuple(digests) for name, *digests in rows}


def changes(before: Digests, after: Digests) -> list[str]:
    """Return what is not the same, one line a question and seed."""
    found = [f"{name} is gone" for name in before.keys() - after.keys()]
    found += [f"{name} is new" for name in after.keys() - before.keys()]
    for name in before.keys() & after.keys():
        pairs = zip(SEEDS, before[name], after[name], strict=True)
        found += [f"{name} draws another line from seed {seed}" for seed, old, new in pairs if old != new]
    return sorted(found)


def write(digests: Digests) -> None:
    width = max(map(len, digests), default=0)
    rows = [f"{name:<{width}} {' '.join(line)}\n" for name, line in digests.items()]
    TABLE.write_text("".join([HEAD, COLUMNS, *rows]), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Say what has changed since the table was written; with --update, write it anew."""
    now = drawn()
    print("\n".join(changes(committed() if TABLE.exists() else {}, now)) or "no draw has changed")
    if arguments == ["--update"]:
        write(now)


if __name__ == "__main__":
    main(sys.argv[1:])
