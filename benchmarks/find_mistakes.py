"""Does each find-the-mistake have exactly one first wrong line? The judge of workings, which did not write them, judges every line.

    python -m benchmarks.find_mistakes --seeds 200 [--kinds svd rank] [--all]

Of each kind so many problems are drawn, from its shipped questions in turn; a kind that no shipped question has is tried on its
instances in tests/. One slip is made in each, the slips in turn; with --all every one.

The lines before the slip must be right, the line of the slip wrong, and every line of the solution without it right; the
mended line must be judged right as the second part, and the slipped line not. Printed are the counts of each kind and each line
that is not so; the exit status is 1 where there was any.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

from decompdrill.bank.load import load_banks
from decompdrill.errors import UsageError
from decompdrill.exercises.grade import grade_exercise, task_of, task_of_exercise
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.kinds.name_slip import Task
from decompdrill.kinds.sheets import SHEETS, slips_carried_on
from decompdrill.kinds.steps.sheet import Slipped
from decompdrill.mathtext import Style, render_line
from decompdrill.model import Outcome
from decompdrill.working import variants
from decompdrill.working.find_mistake import judged_line
from decompdrill.working.quantities import LineMark
from decompdrill.working.session import WorkingSession
from tests.instances import INSTANCES


def marks(task: Task, lines: tuple[str, ...]) -> list[LineMark]:
    """Return the mark of each line, as the judge of workings gives it."""
    session = WorkingSession(task)
    return [session.write(render_line(line, Style.UNICODE)).mark for line in lines]


def faults(task: Task, slipped: Slipped) -> Iterator[str]:
    """Yield what is not as it should be in a solution with a slip."""
    found, at = marks(task, slipped.lines), slipped.number - 1
    first = next((i for i, mark in enumerate(found) if mark is not LineMark.RIGHT), None)
    if first != at or found[at] is not LineMark.WRONG:
        yield f"the first line that is not right is {None if first is None else first + 1}, {[m.value for m in found]}"
    right = marks(task, slipped.right)
    if set(right) != {LineMark.RIGHT}:
        yield f"the solution without the slip is judged {[m.value for m in right]}"
    lines = [render_line(line, Style.UNICODE) for line in slipped.right[: slipped.number]]
    if judged_line(task, lines, lines[-1]).outcome is not Outcome.RIGHT:
        yield "the line as it should be is not judged right"
    if judged_line(task, lines, render_line(slipped.lines[at], Style.UNICODE)).outcome is not Outcome.WRONG:
        yield "the line with the slip is not judged wrong"


def problems(kind: str, seeds: int) -> Iterator[tuple[str, Task]]:
    """Yield the problems of a kind: those that its questions draw, or its instances."""
    questions = [q for q in load_banks(None, known_names()).questions.values() if q.kind == kind]
    for question in questions:
        for seed in range(1, 1 + -(-seeds // len(questions))):
            exercise = pose(question, seed)
            yield f"{question.id}:{seed}", task_of_exercise(exercise)
    if not questions:
        for at, given in enumerate(INSTANCES[kind]):
            yield f"{kind} {at}", task_of(kind, dict(given))


def replayed(kind: str, seeds: int) -> Iterator[str]:
    """Yield what is not as it should be in the variants themselves: the key is right, and drawn again the same."""
    for question in [q for q in load_banks(None, known_names()).questions.values() if q.kind == kind]:
        variant = load_banks(None, known_names()).question(f"{question.id}~mistake")
        for seed in range(1, seeds + 1):
            try:
                exercise = variants.pose_any(variant, seed)
            except UsageError:
                continue
            keys = [str(exercise.parts[0].exercise.answer.rows[0][0]), exercise.parts[1].exercise.answer.word]
            if grade_exercise(exercise, keys).credit != 1:
                yield f"{exercise.token}: the key {keys} is not right"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--kinds", nargs="*", default=list(SHEETS))
    parser.add_argument("--all", action="store_true", help="every slip of every problem")
    asked = parser.parse_args()
    wrong = 0
    for kind in asked.kinds:
        places: Counter[int] = Counter()
        for turn, (name, task) in enumerate(problems(kind, asked.seeds)):
            found = slips_carried_on(task.given)
            for slipped in found if asked.all else found[turn % max(1, len(found)) :][:1]:
                places[slipped.number] += 1
                for fault in faults(task, slipped):
                    wrong += 1
                    print(f"{name} {slipped.slip} line {slipped.number}: {fault}", flush=True)
        for fault in replayed(kind, min(asked.seeds, 5)):
            wrong += 1
            print(fault, flush=True)
        print(f"{kind}: {sum(places.values())} slips, by line {dict(sorted(places.items()))}", flush=True)
    print("all have one first wrong line" if not wrong else f"{wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
