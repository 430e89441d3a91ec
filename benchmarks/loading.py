"""How long a bank of 10,000 questions takes to load: from its YAML, and from the index; beside PyYAML's C loader.

    python -m benchmarks.loading

Everything runs in this process, after the imports; the figures are CPU time, medians over the rounds, each ratio one of
times from the same round. What a cold load does more than the loader beside it: it refuses what banks may not hold, and checks every
question, formula and expression.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from benchmarks.timing import here, options, table
from decompdrill.bank.index import SETTLED, IndexedBank
from decompdrill.bank.load import Banks, load_banks
from decompdrill.exercises.known import known_names
from decompdrill.expr import syntax
from decompdrill.mathtext.parse import parse_latex as parse_formula

QUESTIONS = 10_000
FILES = 10

TEMPLATES = (
    r"""
  - id: {bank}.spectrum-{n}
    objective: {objective}
    title: Eigenvalues, number {n}
    level: 2
    kind: eigenvalues
    par: 60
    draw:
      lams: {{recipe: distinct-integers, count: 2, low: -{low}, high: {high}}}
      A: {{recipe: with-eigenvalues, eigenvalues: lams, bound: {bound}}}
    prompt: |
      Number {n}: find all eigenvalues of

      $$A = {{{{ A | matrix }}}}$$

      with their multiplicities; the trace is ${{{{ A[0][0] + A[1][1] }}}}$ and each is below ${bound}$.
    hints:
      - The eigenvalues are the roots of $\det(A - \lambda I) = \lambda^2 - {n}\lambda$ with another constant.
      - For a $2 \times 2$ matrix $\det(A - \lambda I) = \lambda^2 - \operatorname{{tr}}(A)\lambda + \det A$.
    slips:
      - id: keeps-the-larger
        answer: "[max(lams)]"
        said: An eigenvalue of a $2 \times 2$ matrix was left out; number {n} has two.
    steps:
      - The trace is ${{{{ lams[0] + lams[1] }}}}$ and the determinant ${{{{ lams[0] * lams[1] }}}}$.
      - So $\lambda^2 - (\lambda_1 + \lambda_2)\lambda + \lambda_1 \lambda_2 = 0$.
      - The roots are ${{{{ lams[0] }}}}$ and ${{{{ lams[1] }}}}$.
""",
    r"""
  - id: {bank}.meaning-{n}
    objective: {objective}
    title: What an eigenvector is, number {n}
    level: 1
    kind: choice
    shown: 4
    par: 20
    draw:
      lam: {{recipe: integer, low: {low}, high: {high}}}
      v: {{recipe: vector, size: 2, low: -{low}, high: {high}}}
    prompt: |
      Number {n}: for a matrix $A$ and $v = {{{{ v | vector }}}}$ one finds $Av = {{{{ lam }}}}v$. What does $A$ do to $v$?
    hints:
      - Compare $Av$ with $v$ entry by entry, {n} times if need be.
    options:
      - right: '$A$ keeps $v$ on its line and makes it {{{{ lam }}}} times as long, as in number {n}.'
      - wrong: '$A$ keeps the length of $v$ and changes only its direction.'
        slip: length-kept
        why: 'It is the other way round: $Av = {{{{ lam }}}}v$ is {{{{ lam }}}} times as long as $v$ and points the same way.'
      - wrong: '$A$ stretches every vector of the plane by the factor {{{{ lam }}}}.'
        slip: every-vector
        why: 'The equation speaks of this $v$ alone; $A = {{{{ lam }}}}I$ would do so to every vector.'
      - wrong: '$A$ turns $v$ onto another line, {n} degrees away.'
        slip: rotated
        why: '${{{{ lam }}}}v$ is a multiple of $v$, so it lies on the line of $v$.'
""",
    r"""
  - id: {bank}.image-{n}
    objective: {objective}
    title: The image of an eigenvector, number {n}
    level: 3
    kind: computed
    form: vector
    par: 20
    draw:
      lam: {{recipe: integer, low: -{low}, high: {high}, not: [-1, 0, 1]}}
      v: {{recipe: vector, size: 3, low: -{low}, high: {high}}}
    prompt: |
      Number {n}: $v = {{{{ v | vector }}}}$ is an eigenvector of a $3 \times 3$ matrix $A$ for $\lambda = {{{{ lam }}}}$.

      What is $Av + {n}v - {n}v$?
    hints:
      - An eigenvector is only scaled, $Av = \lambda v$ with $\lambda = {{{{ lam }}}}$.
    answer: "[lam * v[0], lam * v[1], lam * v[2] + {n} - {n}]"
    slips:
      - id: adds-lambda
        answer: "[v[0] + lam, v[1] + lam, v[2] + lam + {n} - {n}]"
        said: The eigenvalue multiplies every entry; here it was added, in number {n} as in others.
    steps:
      - $Av = {{{{ lam }}}} \cdot {{{{ v | vector }}}}$, entry by entry, and $\frac{{{n}}}{{{n}}} = 1$.
""",
)


def write_banks(directory: Path) -> None:
    """Write the files, each question with texts and numbers of its own."""
    objectives = list(load_banks(None, known_names()).objectives)
    for number in range(FILES):
        bank = f"part-{number}"
        questions = (_question(bank, n, objectives) for n in range(number, QUESTIONS, FILES))
        text = f"bank: {bank}\ntitle: Part {number}\nquestions:\n{''.join(questions)}"
        (directory / f"{bank}.yaml").write_text(text, encoding="utf-8")


def _question(bank: str, n: int, objectives: list[str]) -> str:
    objective = objectives[n % len(objectives)]
    low, high, bound = 2 + n % 3, 5 + n % 7, 12 + n % 11
    text = TEMPLATES[n // FILES % len(TEMPLATES)]
    return text.format(bank=bank, n=n, objective=objective, low=low, high=high, bound=bound)


# ---- what is timed -------------------------------------------------------------------------------------------------


def cold(banks: Path, index: Path | None) -> Banks:
    """Return the banks, read by caches that hold nothing of an earlier round."""
    syntax._syntax.cache_clear()
    parse_formula.cache_clear()
    return load_banks([banks], known_names(), index_dir=index)


def warm(banks: Path, index: Path) -> Banks:
    found = load_banks([banks], known_names(), index_dir=index)
    assert all(isinstance(bank, IndexedBank) for bank in found.banks), "the index should have been used"
    return found


def pyyaml(banks: Path) -> None:
    for path in sorted(banks.iterdir()):
        yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def change_one(banks: Path, number: int) -> None:
    path = banks / "part-0.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"# change {number}\n", encoding="utf-8")


def one_round(banks: Path, index: Path, number: int) -> Iterator[tuple[str, float]]:
    name = f"part-7.spectrum-{QUESTIONS - FILES * 3 + 7 - (QUESTIONS // FILES - 3) % 3 * FILES}"
    yield "PyYAML's CSafeLoader, nothing checked", _seconds(lambda: pyyaml(banks))
    yield "cold, without an index", _seconds(lambda: cold(banks, None))
    for file in index.iterdir():
        file.unlink()
    yield "cold, the index deleted and written", _seconds(lambda: cold(banks, index))
    yield "warm, one question", _seconds(lambda: warm(banks, index).question(name))
    yield "warm, list of all", _seconds(lambda: warm(banks, index).listed)
    yield "warm, all questions", _seconds(lambda: list(warm(banks, index).questions.values()))
    change_one(banks, number)
    yield f"one file of {FILES} changed, one question", _seconds(lambda: cold(banks, index).question(name))


def _seconds(call: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    call()
    return time.process_time() - start


def measured(count: int) -> tuple[list[dict[str, float]], int]:
    """Return the seconds of so many rounds, and how many bytes the files have."""
    with tempfile.TemporaryDirectory() as place:
        banks, index = Path(place) / "banks", Path(place) / "index"
        for directory in (banks, index):
            directory.mkdir()
        write_banks(banks)
        size = sum(path.stat().st_size for path in banks.iterdir())
        rounds: list[dict[str, float]] = []
        for number in range(count):
            time.sleep(SETTLED / 1e9)  # else the file just changed is compared by its content
            rounds.append(dict(one_round(banks, index, number)))
    return rounds, size


def medians(count: int) -> dict[str, float]:
    """Return the median seconds of each thing that is timed."""
    rounds, _ = measured(count)
    return {name: statistics.median(found[name] for found in rounds) for name in rounds[0]}


def main() -> None:
    chosen = options(__doc__, rounds=3)
    rounds, size = measured(chosen.rounds)
    print(f"{QUESTIONS:,} questions in {FILES} files, {size / 1e6:.1f} MB; {here()}\n")
    print(table(["", "ms", "of PyYAML"], _rows(rounds)))


def _rows(rounds: list[dict[str, float]]) -> Iterator[tuple[str, str, str]]:
    base = next(iter(rounds[0]))
    for name in rounds[0]:
        taken = statistics.median(found[name] for found in rounds)
        share = statistics.median(found[name] / found[base] for found in rounds)
        yield name, f"{taken * 1000:,.1f}", f"{share:.4f}"


if __name__ == "__main__":
    main()
