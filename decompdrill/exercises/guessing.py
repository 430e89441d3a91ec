"""What could be answered without working it out: one small check of the drawn exercises for each way to guess.

Of few draws a share is judged with a margin for chance, so that a sound question is not accused for its first seeds.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from decompdrill import mathtext
from decompdrill.bank.question import Question
from decompdrill.exercises import equivalents
from decompdrill.exercises.finding import Finding
from decompdrill.judging.numbers import SLACK
from decompdrill.judging.tolerances import NO_NUMBER_IN_PRINT
from decompdrill.maths.surd import as_float
from decompdrill.maths.tolerances import SUM_OFF
from decompdrill.model import Answer, Choice, Exercise, Form

ABOVE_CHANCE = 0.15
"""The right option may stand out by its look on this share of the draws beyond one in as many as are shown."""

MOST_PREDICTED = 0.7
"""Of the draws with one look, or without it, yes or no may be right on this share."""

LEAST_SEEN = 0.05
"""A look that fewer of the draws have, or lack, is left alone."""

LEAST_STEMS, LEAST_STEMS_OF_CHOICE = 200, 8
"""Of a thousand draws of what is computed, and of any number of draws of a choice."""

ALL_SEEDS = 200
"""From so many draws on, a share is taken as it comes."""

_WORD = re.compile(r"[a-z']+")
_NAME_BEFORE = re.compile(r"(?<![A-Za-z\\])(\\?[A-Za-z]++(?:\^\{?+\\?[A-Za-z]++\}?+)?+) ?=")
_PRINTED = re.compile(r"\[\[([^\[\]]*+(?:\][^\[\]]*+\[[^\[\]]*+)*+)\]\]")
_WRITTEN = re.compile(r"\\frac\{[^{}]*\}\{[^{}]*\}|\d+(?:\.\d+)?(?:\s*/\s*\d+)?(?:\s*\\?%)?")
_LAYOUT = re.compile(r"[\s${},.]")
_OF_INTEGERS = re.compile(r"\binteger (?:\S+ )?matrix|matrix (?:of|with) (?:integers|integer entries|whole numbers)")
_LISTED = re.compile(r"[^.?!\d]*+((?:[0-9]++(?:\.[0-9]++)?+(?:, |,? and )?+)++)")
_DECIMAL = re.compile(r"[0-9]++(?:\.[0-9]++)?+")


def faults_of_draws(question: Question, drawn: Sequence[Exercise]) -> Iterator[Finding]:
    """Yield every way in which the drawn exercises can be answered without working them out, or cannot exist."""
    if question.kind == "choice":
        yield from longest_option(drawn)
        yield from odd_option(drawn)
        yield from right_distractors(drawn)
    if drawn[0].form is Form.YES_NO:
        yield from predicted_answers(drawn)
    if not question.shows_answer and question.kind not in ("construct", "parts"):
        yield from shown_answers(drawn)
    yield from few_stems(drawn)
    yield from identity_factors(drawn)
    yield from impossible_data(drawn)


# ---- options -------------------------------------------------------------------------------------------------------


def longest_option(drawn: Sequence[Exercise]) -> Iterator[Finding]:
    """Yield where the right option is the longest one, strictly, more often than chance and 15 points."""
    longest = sum(_is_longest(*_options(exercise)) for exercise in drawn)
    if _exceeds(longest, len(drawn), _most_standing_out(drawn)):
        yield Finding("longest", ("options",), f"the right option is the longest on {longest} of {len(drawn)} draws")


def odd_option(drawn: Sequence[Exercise]) -> Iterator[Finding]:
    """Yield each mark that the right option alone has, or alone lacks, more often than chance and 15 points."""
    odd: Counter[str] = Counter()
    for right, wrong in map(_options, drawn):
        own, others = _marks(right.text), [_marks(option.text) for option in wrong]
        odd.update(f"with {mark}" for mark in own.difference(*others))
        odd.update(f"without {mark}" for mark in frozenset.intersection(*others) - own)
    for mark, count in sorted(odd.items()):
        if _exceeds(count, len(drawn), _most_standing_out(drawn)):
            yield Finding(
                f"odd {mark}", ("options",), f"the right option is the only one {mark} on {count} of {len(drawn)} draws"
            )


def right_distractors(drawn: Sequence[Exercise]) -> Iterator[Finding]:
    """Yield where a wrong option has the value of the right one, or is the right one of another draw of the same prompt."""
    right_ones: dict[str, set[str]] = defaultdict(set)
    for exercise in drawn:
        right_ones[exercise.prompt].add(_same(_options(exercise)[0].text))
    told: set[str] = set()
    for exercise in drawn:
        for option in _options(exercise)[1]:
            name = option.slip or option.text
            if name not in told and _same(option.text) in right_ones[exercise.prompt]:
                told.add(name)
                yield Finding(
                    f"distractor {name}",
                    ("options",),
                    f"seed {exercise.seed}: the wrong option {name} is right as well",
                )


def _options(exercise: Exercise) -> tuple[Choice, list[Choice]]:
    """Return the right option and the wrong ones."""
    (right,) = (option for option in exercise.choices if option.why_wrong is None)
    return right, [option for option in exercise.choices if option.why_wrong is not None]


def _is_longest(right: Choice, wrong: Sequence[Choice]) -> bool:
    return len(on_screen(right.text)) > max(len(on_screen(option.text)) for option in wrong)


@lru_cache(4096)
def on_screen(text: str) -> str:
    """Return a text as it stands on the screen, on one line."""
    return mathtext.render_line(text, mathtext.Style.UNICODE)


MARKS: dict[str, Callable[[str, str], bool]] = {
    "a number": lambda text, shown: any(c.isdigit() for c in shown),
    "a fraction": lambda text, shown: re.search(r"\\frac|\d\s*/\s*\d", text) is not None,
    "a decimal": lambda text, shown: re.search(r"\d\.\d", shown) is not None,
    "a percentage": lambda text, shown: "%" in shown,
    "a root": lambda text, shown: "√" in shown,
    "a negative number": lambda text, shown: re.search(r"(?<![\w)])−\d", shown) is not None,
    "an equation": lambda text, shown: "=" in shown,
    "a matrix": lambda text, shown: "matrix}" in text,
    "a formula": lambda text, shown: "$" in text,
    "code": lambda text, shown: "`" in text,
    "a reason": lambda text, shown: bool({"since", "because"} & _words(shown)),
    "a sweeping word": lambda text, shown: bool({"only", "always", "never", "every", "all", "any"} & _words(shown)),
    "a negation": lambda text, shown: bool({"no", "not", "never", "nothing", "cannot", "neither"} & _words(shown)),
}
"""How an option may look beside the others, of its text and of what is shown of it."""


@lru_cache(4096)
def _marks(text: str) -> frozenset[str]:
    return frozenset(name for name, has in MARKS.items() if has(text, on_screen(text)))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


@lru_cache(4096)
def _same(text: str) -> str:
    """Return what two options share that say the same, 1/2 and 0.5 being one number."""
    values = ",".join(f"{x:.9g}" for x in equivalents.numbers_of(text))
    return f"{_LAYOUT.sub('', _WRITTEN.sub('#', text)).lower()}:{values}"


def _most_standing_out(drawn: Sequence[Exercise]) -> float:
    return 1 / len(drawn[0].choices) + ABOVE_CHANCE


# ---- yes or no -----------------------------------------------------------------------------------------------------

LOOKS: dict[str, Callable[[str], bool]] = {
    "a fraction": lambda prompt: re.search(r"\\frac|\d\s*/\s*\d", prompt) is not None,
    "a decimal": lambda prompt: re.search(r"\d\.\d", prompt) is not None,
    "a root": lambda prompt: r"\sqrt" in prompt,
    "a number that is not whole": lambda prompt: re.search(r"\\frac|\\sqrt|\d\s*/\s*\d|\d\.\d", prompt) is not None,
    "a negative number": lambda prompt: re.search(r"-\s*(?:\d|\\frac|\\sqrt)", prompt) is not None,
    "a zero": lambda prompt: re.search(r"(?<![\d.])0(?![\d.])", prompt) is not None,
}
"""What is seen at a glance in the numbers of a prompt."""


def predicted_answers(drawn: Sequence[Exercise]) -> Iterator[Finding]:
    """Yield each look of the numbers with which, or without which, yes or no is right on more than 70 % of the draws."""
    for look, has in LOOKS.items():
        for is_there in (True, False):
            words = Counter(e.answer.word for e in drawn if has(e.prompt) is is_there)
            like = words.total()
            if like < LEAST_SEEN * len(drawn) or like == len(drawn):
                continue
            word, count = words.most_common(1)[0]
            if _exceeds(count, like, MOST_PREDICTED):
                which = f"{'with' if is_there else 'without'} {look}"
                yield Finding(
                    f"look {which}", ("draw",), f"the answer is {word} on {count} of the {like} draws {which}"
                )


# ---- the prompt ----------------------------------------------------------------------------------------------------


def shown_answers(drawn: Sequence[Exercise]) -> Iterator[Finding]:
    """Yield where the answer can be copied from the prompt on more than half of the draws."""
    there = sum(map(_shows_answer, drawn)) if drawn[0].form is not Form.CHOICE else sum(map(_shows_option, drawn))
    if _exceeds(there, len(drawn), 0.5):
        yield Finding("shown", ("prompt",), f"the answer stands in the prompt on {there} of {len(drawn)} draws")


def _shows_answer(exercise: Exercise) -> bool:
    """Does the prompt hold the answer: beside its matrices, as their shape, or as a line of one?

    A single entry of a matrix is met by chance.
    """
    values = _values(exercise.answer)
    if not values or exercise.form is Form.POLYNOMIAL:
        return False
    beside = [*numbers_beside(exercise.prompt), *_shapes(exercise.prompt)]
    if all(any(_is_same(value, x) for x in beside) for value in values):
        return True
    if len(values) == 1:
        return False
    is_list = exercise.form is Form.LIST
    return any(_is_line(values, line, is_list) for rows in matrices_of(exercise.prompt) for line in _lines(rows))


def _is_line(values: Sequence[float], line: Sequence[float], in_any_order: bool) -> bool:
    if in_any_order:
        values, line = sorted(values), sorted(line)
    return len(values) == len(line) and all(map(_is_same, values, line))


def _is_same(value: float, other: float) -> bool:
    return math.isclose(value, other, rel_tol=SLACK, abs_tol=NO_NUMBER_IN_PRINT)


LONGEST_NAME = 30
"""Characters before a matrix among which its name is looked for."""


def _grids(prompt: str) -> Iterator[tuple[str, str]]:
    """Yield each matrix of a prompt as LaTeX, with the text before it; at last what stands behind them all."""
    before = ""
    for piece in prompt.split(r"\begin{"):
        name, _, rest = piece.partition("}")
        body, end, behind = rest.partition(r"\end{")
        if end and name in ("matrix", "bmatrix", "pmatrix"):
            yield before, body
            before = behind.partition("}")[2]
        else:
            before += piece
    yield before, ""


def numbers_beside(prompt: str) -> list[float]:
    """Return the numbers of a prompt that stand in none of its matrices."""
    return equivalents.numbers_of(_PRINTED.sub(" ", " ".join(before for before, _ in _grids(prompt))))


def _rows(body: str) -> list[list[float]]:
    return [equivalents.numbers_of(row.replace("&", " ; ")) for row in body.split(r"\\")]


def matrices_of(prompt: str) -> Iterator[list[list[float]]]:
    """Yield the matrices of a prompt, in formulas and as NumPy prints them."""
    yield from (_rows(body) for _, body in _grids(prompt) if body)
    for body in _PRINTED.findall(prompt):
        yield [equivalents.numbers_of(row) for row in body.split("]")]


def _lines(rows: Sequence[Sequence[float]]) -> Iterator[Sequence[float]]:
    """Yield the rows of a matrix, its columns, its diagonal, and all of it row by row."""
    yield from rows
    if len({len(row) for row in rows}) == 1:
        yield from zip(*rows, strict=True)
        yield [row[i] for i, row in enumerate(rows) if i < len(row)]
        yield [x for row in rows for x in row]


def _shows_option(exercise: Exercise) -> bool:
    """Does the prompt hold the right option, and none of the others?"""
    right, wrong = _options(exercise)
    prompt = on_screen(exercise.prompt)
    return is_part(right, prompt) and not any(is_part(option, prompt) for option in wrong)


def is_part(option: Choice, prompt: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(on_screen(option.text))}(?!\w)", prompt) is not None


def _values(answer: Answer) -> list[float]:
    found = [as_float(x) for row in answer.rows for x in row]
    return [] if any(isinstance(x, complex) for x in found) else [x.real for x in found]


def _shapes(prompt: str) -> Iterator[float]:
    """Yield how many rows and columns the matrices of a prompt have."""
    for rows in matrices_of(prompt):
        yield from (len(rows), len(rows[0]))


def few_stems(drawn: Sequence[Exercise]) -> Iterator[Finding]:
    """Yield where hardly any prompts differ, taken with what is given: whoever met them all knows the answers by heart.

    How many differ grows ever slower with the draws, so that one in five of few means as many of a thousand at least.
    """
    form = drawn[0].form
    if form is Form.CODE:
        return
    stems = len({(exercise.prompt, repr(exercise.given)) for exercise in drawn})
    least = LEAST_STEMS_OF_CHOICE if form is Form.CHOICE else min(LEAST_STEMS, LEAST_STEMS * len(drawn) // 1000)
    if stems < least:
        yield Finding(
            "stems", ("draw",), f"only {stems} different prompts on {len(drawn)} draws, {least} are asked for"
        )


def identity_factors(drawn: Sequence[Exercise]) -> Iterator[Finding]:
    """Yield each matrix of the prompt or factor of the answer that is the identity on every draw."""
    if drawn[0].form is Form.CODE:
        return
    always = frozenset.intersection(*map(_identities, drawn))
    for name in sorted(always):
        yield Finding(f"identity {name}", ("draw",), f"{name} is the identity on all of {len(drawn)} draws")


def _identities(exercise: Exercise) -> frozenset[str]:
    """Return the names of the matrices that are the identity."""
    found = {
        name for name, part in exercise.answer.parts if _is_identity([[as_float(x) for x in r] for r in part.rows])
    }
    for before, body in _grids(exercise.prompt):
        names = _NAME_BEFORE.findall(before[-LONGEST_NAME:])
        if names and before.rstrip().endswith("=") and _is_identity(_rows(body)):
            found.add(names[-1])
    return frozenset(found)


def _is_identity(rows: Sequence[Sequence[complex]]) -> bool:
    size = len(rows)
    return size > 1 and all(
        len(row) == size and all(abs(x - (i == j)) < SLACK for j, x in enumerate(row)) for i, row in enumerate(rows)
    )


def impossible_data(drawn: Sequence[Exercise]) -> Iterator[Finding]:
    """Yield where the singular values of a matrix of integers have squares that do not add up to a whole number."""
    for exercise in drawn:
        prompt = on_screen(exercise.prompt)
        told = _LISTED.match(prompt.partition("singular values")[2]) if _OF_INTEGERS.search(prompt) else None
        if told is not None and not _can_be_whole(_DECIMAL.findall(told[1])):
            yield Finding(
                "impossible",
                ("draw",),
                f"seed {exercise.seed}: no matrix of integers has the singular values {told[1].strip(' $')}: "
                "their squares do not add up to a whole number",
            )
            return


def _can_be_whole(written: Sequence[str]) -> bool:
    """Can the squares of numbers that may be rounded add up to a whole number?"""
    off = [0.5 * 10.0 ** -len(x.partition(".")[2]) if "." in x else 0.0 for x in written]
    least = sum(max(float(x) - d, 0) ** 2 for x, d in zip(written, off, strict=True))
    most = sum((float(x) + d) ** 2 for x, d in zip(written, off, strict=True))
    return math.floor(most + SUM_OFF) >= math.ceil(least - SUM_OFF)


# ---- chance --------------------------------------------------------------------------------------------------------


def _exceeds(count: int, draws: int, share: float) -> bool:
    """Is a count above its share? Of few draws, by so much that it is hardly by chance."""
    chance = 2 * math.sqrt(draws * share * (1 - share)) if draws < ALL_SEEDS else 0.0
    return count > draws * share + chance
