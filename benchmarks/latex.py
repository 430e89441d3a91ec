"""Try every formula that leaves the tool with KaTeX.

    npm install --prefix FOLDER katex
    python -m benchmarks.latex --katex FOLDER --draws 1000 --seed 1

Draws so many questions, seed after seed, and reads each formula of their prompts, options, hints, slips and steps as `--json`
writes them. Prints what KaTeX refuses; the exit status is 1 where there is any.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import count, islice

from decompdrill import api
from decompdrill.exercises.pose import pose
from decompdrill.frontends.jsonl import full_prompt
from decompdrill.kinds.worked import worked_steps
from decompdrill.mathtext import standard
from decompdrill.mathtext.segments import SegmentKind, segments
from decompdrill.model import Exercise

READER = """
const katex = require("katex");
let text = "";
process.stdin.on("data", (piece) => { text += piece; });
process.stdin.on("end", () => {
  const refused = [];
  for (const formula of JSON.parse(text)) {
    try { katex.renderToString(formula, { throwOnError: true, strict: "error" }); }
    catch (error) { refused.push([formula, error.message]); }
  }
  process.stdout.write(JSON.stringify(refused));
});
"""


def formulas(markdown: str) -> Iterator[str]:
    """Yield the LaTeX of each formula, as it leaves the tool."""
    yield from (p.text for p in segments(standard(markdown)) if p.sort in (SegmentKind.INLINE, SegmentKind.DISPLAY))


def texts(exercise: Exercise) -> Iterator[str]:
    """Yield every text that an exercise shows, in Markdown."""
    yield full_prompt(exercise)
    yield from exercise.hints
    yield from worked_steps(exercise)
    yield from (slip.said for slip in exercise.slips)


def drawn(seed: int) -> Iterator[Exercise]:
    """Yield the exercises of all shipped questions, seed after seed."""
    questions = [*api.open_bank().banks.questions.values()]
    yield from (pose(question, number) for number in count(seed) for question in questions)


def refused(found: list[str], katex: str) -> list[tuple[str, str]]:
    """Return the formulas that KaTeX refuses, each with what it says."""
    run = subprocess.run(
        ["node", "-e", READER], input=json.dumps(found), capture_output=True, text=True, check=True, cwd=katex
    )
    return [(formula, message) for formula, message in json.loads(run.stdout)]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--katex", required=True, metavar="FOLDER", help="where `npm install katex` was run")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    exercises = list(islice(drawn(options.seed), options.draws))
    found = sorted({formula for exercise in exercises for text in texts(exercise) for formula in formulas(text)})
    faults = refused(found, options.katex)
    for formula, message in faults:
        print(f"{formula!r}: {message}")
    print(f"{len(exercises)} draws, {len(found)} different formulas, {len(faults)} refused")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
