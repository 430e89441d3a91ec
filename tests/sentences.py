"""Sentences that the tool says, read by the evaluator: their equations, and plain statements such as "the trace, $7$".

`examined(text, names)` yields each claim of a text with its truth. `names_of_draw(drawn)` says what the letters of a question mean:
its given, what NumPy finds from it, and what the prompt defines. What cannot be worked out is yielded too, with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from decompdrill.bank.question import Question
from decompdrill.draw import draw_variables
from decompdrill.exercises.pose import Drawn
from decompdrill.maths.surd import as_float
from decompdrill.mathtext.parse import parse_latex
from decompdrill.mathtext.segments import Segment, SegmentKind, segments
from decompdrill.model import Answer, Exercise, Form, Given, Number
from tests.evaluator import (
    DEFINED,
    Claim,
    Names,
    Side,
    Unknown,
    Value,
    as_value,
    chains,
    claims,
    claims_of_step,
    definitions,
    determinant,
    holds,
    worked_out,
)

# ---- what the letters mean -------------------------------------------------------------------------------------------

GIVEN_NAMES = {"covariance": "C", "eigenvalue": r"\lambda", "threshold": r"\tau"}
"""The letters of what a kind is given under a longer name."""


_LAYER = re.compile(r"[A-Z]_\d")


def names_of_draw(question: Question, drawn: Drawn) -> dict[str, Value]:
    """Return the values of the letters that the texts of a question use: what its prompt defines comes first."""
    exercise = drawn.exercise
    names: dict[str, Value] = {}
    if exercise.problem.kind:
        names |= names_of_problem(exercise.problem)
    else:
        drawn_values = draw_variables(question.draw, question.id, exercise.seed, drawn.attempt)
        for name, value in drawn_values.items():
            # What is asked to be made has names of its own: a letter that the prompt does not show means nothing there.
            if exercise.construct is not None and not re.search(rf"\$[^$]*\b{name}\b", exercise.prompt):
                continue
            if len(name) == 1 and (number := _value_of(value)) is not None:
                names[name] = number
    if "A" not in names and r"\sigma_1" in names and exercise.problem.kind:
        sigma = [names[f"\\sigma_{i}"] for i in range(1, 100) if f"\\sigma_{i}" in names]
        names["A"] = np.diag(np.array(sigma))  # what is said of norms and ranks holds for every A with these
    if not exercise.problem.kind and exercise.form in (Form.NUMBER, Form.INTEGER):
        names["answer"] = as_value(as_float(exercise.answer.rows[0][0]))
    names |= made(exercise, exercise.answer)
    names = (answered(exercise) if exercise.problem.kind else {}) | names | defined(exercise.prompt)
    names = told_of(exercise.prompt) | names if "A" not in names else names
    worked = derived(names)
    if exercise.construct is not None:
        worked = {
            name: value for name, value in worked.items() if not _LAYER.fullmatch(name)
        }  # its own parts are called so
    return worked | names


def made(exercise: Exercise, answer: Answer) -> dict[str, Value]:
    """Return what somebody made, by the names under which it is asked for; nothing where a question asks for no such thing."""
    if exercise.construct is None:
        return {}
    parts = dict(answer.parts) or {exercise.construct.names[0]: answer}
    found = {}
    for name, part in parts.items():
        rows = np.array([[as_float(x) for x in row] for row in part.rows])
        found[name] = rows if part.form is Form.MATRIX else as_value(rows[0, 0]) if part.form is Form.NUMBER else rows.T
    return found


def names_of_problem(given: Given) -> dict[str, Value]:
    """Return what a kind is given, by the letters of its sentences."""
    names: dict[str, Value] = {}
    for name, value in given.values.items():
        letter = GIVEN_NAMES.get(name, name)
        if isinstance(value, Number):
            names[letter] = as_value(value.value if value.exact is None else as_float(value.exact))
        elif isinstance(value, tuple):
            names |= _listed(name, value)
        elif isinstance(value, int) and not isinstance(value, bool):
            names[letter] = as_value(value)
        elif not isinstance(value, str | bool):
            names[letter] = as_value(value.array)
    return names


LIST_LETTERS = {"singular_values": r"\sigma", "eigenvalues": r"\lambda"}


def _listed(name: str, value: tuple[object, ...]) -> dict[str, Value]:
    """Return the values of a vector, or of a list: σ₁, σ₂, … in descending order."""
    numbers = [as_float(x) for x in value if not hasattr(x, "d_in")]  # type: ignore[arg-type]
    if name == "v":
        return {"v": as_value([[x] for x in numbers])}
    letter = LIST_LETTERS.get(name)
    ordered = sorted(numbers, key=lambda x: -complex(x).real)
    return {} if letter is None else {f"{letter}_{i}": as_value(x) for i, x in enumerate(ordered, 1)}


def _value_of(value: object) -> Value | None:
    """Return a drawn number, vector or matrix as a value."""
    if isinstance(value, str | Mapping):
        return None
    try:
        found = np.array(_floats(value), dtype=np.complex128)
    except (TypeError, ValueError):
        return None
    return found[:, None] if found.ndim == 1 else found if found.ndim in (0, 2) else None


def _floats(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_floats(x) for x in value]
    return as_float(value)  # type: ignore[arg-type]


_SIZE_AND_RANK = re.compile(r"\$?(\d+) ?(?:\\times ?|×)(\d+)\$?[^.$]* (?:has|and of|of) rank (\d+)")
LARGEST_TOLD = 8
"""Rows and columns of a matrix beyond which what is told of it is not made into one: all its cuts would be worked out."""

_SINGULAR_VALUES = re.compile(r"has the singular values \$?(\d[\d, ]*(?: and \d+)?)")


def told_of(prompt: str) -> dict[str, Value]:
    """Return a matrix A as a prompt tells of it in words: any one with these singular values, or of this size and rank."""
    if match := _SINGULAR_VALUES.search(prompt):
        sigma = sorted(map(float, re.findall(r"\d+", match[1])), reverse=True)
        return {"A": as_value(np.diag(sigma))} | {f"\\sigma_{i}": as_value(s) for i, s in enumerate(sigma, 1)}
    if match := _SIZE_AND_RANK.search(prompt):
        m, n, r = map(int, match.groups())
        return {"A": as_value(np.eye(m, r) @ np.eye(r, n))} if max(m, n) <= LARGEST_TOLD else {}
    return {}


def defined(prompt: str) -> dict[str, Value]:
    """Return what a prompt says that its letters are."""
    names: dict[str, Value] = {}
    for piece in segments(prompt):
        if piece.sort in MATHS:
            names |= definitions(piece.text, names, scalars=True)
    return names


def answered(exercise: Exercise) -> dict[str, Value]:
    """Return the letters that stand for the answer: λ, v, and the factors."""
    answer = exercise.answer
    kind = exercise.problem.kind
    if kind == "eigenvalue-of":
        return {r"\lambda": as_value(as_float(answer.rows[0][0]))}
    if kind in ("eigenvector", "principal-component"):
        vector = as_value([[as_float(x)] for x in answer.rows[0]])
        return {name: vector for letter in "vw" for name in (letter, f"{letter} free")}
    parts = dict(answer.parts)
    found: dict[str, Value] = {}
    if "L" in parts:
        frame = "V" if "V" in parts else "Q"
        found = {frame: _matrix(parts[frame]), r"\Lambda": np.diag(as_value(_numbers(parts["L"])))}
    if "Vt" in parts:
        U, V = _matrix(parts["U"]), _matrix(parts["Vt"]).T
        s = _numbers(parts["S"])
        S = np.zeros((U.shape[1], V.shape[1]), complex)
        S[: len(s), : len(s)] = np.diag(s)
        found = {"U": U, "V": V, r"\Sigma": S}
        found |= {f"u_{i + 1}": U[:, [i]] for i in range(len(s))} | {f"v_{i + 1}": V[:, [i]] for i in range(len(s))}
    return found


def _matrix(answer: Answer) -> Value:
    return as_value([[as_float(x) for x in row] for row in answer.rows])


def _numbers(answer: Answer) -> list[complex]:
    return [complex(as_float(x)) for row in answer.rows for x in row]


def derived(names: Names) -> dict[str, Value]:
    """Return what NumPy finds from the given: sizes, traces, spectra, singular values, centered data, covariances."""
    found: dict[str, Value] = {}
    A = names.get("A")
    if A is not None and A.ndim == 2:
        found |= _about_matrix(A, names)
    X = names.get("X")
    if X is not None and X.ndim == 2:
        centered = X - X.mean(axis=0)
        found |= {"X_c": centered, "n": as_value(len(X)), "p": as_value(X.shape[1]), r"\mu": X.mean(axis=0)[:, None]}
        if len(X) > 1:
            found["C"] = centered.T @ centered / (len(X) - 1)
    C = names.get("C", found.get("C"))
    if C is not None and C.ndim == 2 and A is None and C.shape[0] == C.shape[1]:
        found |= _eigenvalues(C)
    return found


def _about_matrix(A: Value, names: Names) -> dict[str, Value]:
    m, n = A.shape
    rank = int(np.linalg.matrix_rank(A))
    sigma = np.linalg.svd(A, compute_uv=False)
    sigma[sigma <= 1e-13 * sigma[0]] = 0.0
    found = {"m": as_value(m), "n": as_value(n), "rank": as_value(rank), "nullity": as_value(n - rank)}
    found |= {
        r"\sigma_\max": as_value(sigma[0]),
        r"\sigma_\min": as_value(sigma[-1]),
        r"\varepsilon": as_value(2.0**-52),
    }
    found |= {"number of columns": as_value(n), "number of rows": as_value(m)}
    found |= {f"\\sigma_{i}": as_value(s) for i, s in enumerate(sigma, 1)}
    found |= {f"a_{i + 1}{j + 1}": as_value(A[i, j]) for i in range(min(m, 9)) for j in range(min(n, 9))}
    found |= {f"A_{k}": truncated(A, k) for k in range(1, len(sigma) + 1)}
    found |= {"(sum of the squares of all entries)": as_value(np.sum(np.abs(A) ** 2))}
    found |= _singular_vectors(A)
    if "k" in names and names["k"].ndim == 0:
        found["A_k"] = truncated(A, int(names["k"].real))
    if m == n:
        minors = sum(A[i, i] * A[j, j] - A[i, j] * A[j, i] for i in range(n) for j in range(i))
        found |= {"sum of the principal 2×2 minors": as_value(minors)}
        found |= {r"\tr": as_value(np.trace(A)), r"\det": as_value(np.linalg.det(A))} | _eigenvalues(A)
    if (m, n) == (2, 2):
        found |= {letter: as_value(x) for letter, x in zip("abcd", A.flat, strict=True)}
    return found


def _singular_vectors(A: Value) -> dict[str, Value]:
    """Return the factors of the economy SVD, with their columns; the signs are free."""
    U, s, Vh = np.linalg.svd(A, full_matrices=False)
    found = {"U": U, "V": Vh.conj().T, r"\Sigma": as_value(np.diag(s))}
    for i in range(len(s)):
        for name, column in ((f"u_{i + 1}", U[:, [i]]), (f"v_{i + 1}", Vh.conj().T[:, [i]])):
            found |= {name: column, f"{name} free": column}
    return found


def _eigenvalues(M: Value) -> dict[str, Value]:
    roots = sorted(np.linalg.eigvals(M), key=lambda x: (-round(x.real, 9), -x.imag))
    return {f"\\lambda_{i}": as_value(x) for i, x in enumerate(roots, 1)}


def truncated(A: Value, k: int) -> Value:
    """Return the best approximation of rank k."""
    U, s, Vh = np.linalg.svd(A, full_matrices=False)
    return as_value((U[:, :k] * s[:k]) @ Vh[:k])


# ---- sentences -------------------------------------------------------------------------------------------------------

MATHS = (SegmentKind.INLINE, SegmentKind.DISPLAY)

CONDITION = re.compile(
    r"\b(?:if|unless|would|where|when|for which|solves?|solved|whether|not|such that|instead of|holds only|means|"
    r"asks? for|an? eigenvector of|looks? for|solutions? of|never|only|no|for|let|set|suppose|as an SVD)\s*(?:with\s+)?$",
    re.IGNORECASE,
)
"""Before an equation: it says when something holds, or what is to be solved, not that it holds here."""

_ABOUT_LAMBDA = re.compile(r"(?:-?\d+ < )?\\lambda\b")

DENIED = re.compile(
    r"^,?\s*(?:does not|do not|is not|would|fails|need not|holds only|cannot|is what|is all that)", re.IGNORECASE
)
"""Behind an equation: it does not hold, or only at times."""


@dataclass(frozen=True)
class Finding:
    """A claim of a sentence: the sentence, the formula or phrase, its truth, and why that is not known where it is None."""

    sentence: str
    claim: str
    truth: bool | None
    reason: str = ""


_PLACE = re.compile("\x00(\\d+)\x00")
_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z*`\x00-])")


def sentences(markdown: str) -> list[str]:
    """Return the sentences of a text; a full stop inside a formula or code ends none."""
    kept: list[str] = []

    def put(match: re.Match[str]) -> str:
        kept.append(match.group())
        return f"\x00{len(kept) - 1}\x00"

    masked = re.sub(r"```.*?```|\$\$.*?\$\$|(?<!\\)\$.*?(?<!\\)\$|`[^`]*`", put, markdown, flags=re.DOTALL)
    return [_PLACE.sub(lambda m: kept[int(m[1])], part) for part in _END.split(masked) if part.strip()]


def examined(text: str, names: Names) -> Iterator[Finding]:
    """Yield every claim of a text; what it calls by a letter that has no value is known from there on."""
    known = dict(names)
    for sentence in sentences(text):
        meant = meant_by(sentence, known)
        here = {name: x for name, x in known.items() if _bare(name) not in meant} | meant
        yield from _equations_of(sentence, here)
        yield from stated(sentence, here)
        known = {name: x for name, x in here.items() if _bare(name) not in meant} | known


def _bare(name: str) -> str:
    """Return the letter of which a note such as `v free` is kept."""
    return name.partition(" ")[0]


TRIED = re.compile(
    r"\$(?P<tried>[a-z] (?:=|\\approx) [^$]*)\$ gives \$|\bsolved by \$(?P<solves>[a-z] (?:=|\\approx) [^$]*)\$"
)
"""A vector that is tried, or that solves an equation: the letter means it in this sentence, whatever it means elsewhere."""

_PAIRED = re.compile(r"(?:Column \d of \$[A-Z]\$|[Rr]ow \d of \$[A-Z]\^\\top\$) and \$(?P<value>[^$]+)\$: \$")
"""What a column is held against is the λ of its sentence."""

_MINORS = re.compile(r"\$m\$ is the sum of the (?:three )?principal")


def meant_by(sentence: str, names: Names) -> dict[str, Value]:
    """Return the letters that mean something else in this sentence than in its prompt."""
    meant: dict[str, Value] = {}
    if r"A^\top A" in sentence:  # its λᵢ are those of AᵀA
        meant |= {f"\\lambda_{i}": names[f"\\sigma_{i}"] ** 2 for i in range(1, 10) if f"\\sigma_{i}" in names}
    if _MINORS.search(sentence) and (minors := names.get("sum of the principal 2×2 minors")) is not None:
        meant["m"] = minors
    if "$B v_1" in sentence and (B := names.get("B")) is not None and B.ndim == 2:
        meant |= _singular_vectors(B) | {r"\sigma_1": as_value(np.linalg.norm(B, 2))}
    if match := _PAIRED.search(sentence):
        meant |= definitions(rf"\lambda = {match['value']}", names, scalars=True)
    if "typed" in names and r"but $\lambda v" in sentence:  # not the λ that is asked for: the one that was typed
        meant[r"\lambda"] = names["typed"]
    for match in TRIED.finditer(sentence):
        meant |= definitions(match["tried"] or match["solves"], names, scalars=True)
    return meant


def _equations_of(sentence: str, known: dict[str, Value]) -> Iterator[Finding]:
    pieces = segments(sentence)
    tried = {match["tried"] or match["solves"] for match in TRIED.finditer(sentence)}
    named = {i: definitions(p.text, known, scalars=True) for i, p in enumerate(pieces) if p.sort in MATHS}
    times = Counter(name for found in named.values() for name in found)
    defined_once = {name: x for found in named.values() for name, x in found.items() if times[name] == 1}
    for index in named:
        elsewhere = {name: x for name, x in defined_once.items() if name not in named[index]}
        if pieces[index].text in tried:
            yield Finding(sentence, pieces[index].text, None, DEFINED)
            continue
        for claim in _claims_with(pieces[index].text, known, elsewhere):
            reason = _excuse(claim, pieces, index) if claim.truth is False else ""
            truth = None if reason else claim.truth
            yield Finding(sentence, claim.latex, truth, reason or claim.reason)
    for name, value in defined_once.items():  # what has several values in one sentence is told case by case
        known.setdefault(name, value)


def _claims_with(latex: str, known: Names, elsewhere: Names) -> list[Claim]:
    """Return the claims of a formula; where they cannot be worked out, with what other formulas of the sentence define."""
    found = list(claims(latex, known, allow_names=True))
    if elsewhere and _is_open(found):
        found = list(claims(latex, {**elsewhere, **known}, allow_names=True))
    if _is_open(found):
        others = (*_solved(found, known), *witnesses())
        return next((again for names in others if _is_identity(again := _claims_of(latex, names))), found)
    return found


def _solved(found: Sequence[Claim], known: Names) -> Iterator[Names]:
    """Yield the letters with the right answer for the one that has no value: it may be what an equation asks for."""
    missing = {c.reason.removesuffix(" has no value") for c in found if c.reason.endswith(" has no value")}
    if "answer" in known and len(missing) == 1:
        yield {**known, missing.pop(): known["answer"]}


def _is_open(found: Sequence[Claim | Finding]) -> bool:
    return any(claim.truth is None and claim.reason != DEFINED for claim in found)


def _claims_of(latex: str, names: Names) -> list[Claim]:
    return list(claims(latex, names, allow_names=True))


def _is_identity(found: Sequence[Claim]) -> bool:
    """Is a formula true of matrices that have nothing to do with the question? Then it holds whatever its letters are."""
    return bool(found) and all(claim.truth for claim in found)


@lru_cache(maxsize=1)
def witnesses() -> tuple[Names, ...]:
    """Return what the letters mean in a formula of a general sentence, on matrices in general position.

    An eigenpair of a matrix that is not symmetric, with all its eigenvectors; a symmetric matrix; a compact SVD, whose factors are
    both taller than wide; centered data with their covariance matrix.
    """
    rng = np.random.default_rng(7318)
    V, roots = rng.normal(size=(3, 3)), np.array([2.3, -1.7, 0.6])
    A = V @ np.diag(roots) @ np.linalg.inv(V)
    pair = {
        "A": A,
        "V": V,
        r"\Lambda": np.diag(roots),
        "v": V[:, [0]],
        r"\lambda": roots[0],
        "x": rng.normal(size=(3, 1)),
    }
    pair |= {f"v_{i + 1}": V[:, [i]] for i in range(3)} | {f"\\lambda_{i + 1}": roots[i] for i in range(3)}
    Q = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    symmetric = {"Q": Q, r"\Lambda": np.diag(roots), "S": Q @ np.diag(roots) @ Q.T, "x": rng.normal(size=(3, 1))}
    symmetric |= {"A": symmetric["S"], "v": Q[:, [1]], r"\lambda": roots[1]}
    low = rng.normal(size=(4, 2)) @ rng.normal(size=(2, 3))
    X = rng.normal(size=(5, 3))
    X = X - X.mean(axis=0)
    data = _compact(X) | {"X": X, "X_c": X, "C": X.T @ X / 4, "n": 5}
    data |= {f"\\lambda_{i}": data[f"\\sigma_{i}"] ** 2 / 4 for i in (1, 2, 3)} | {"v": data["v_1"]}
    data |= {r"\lambda": data["\\lambda_1"]}
    found = (pair, symmetric, _compact(low) | {"A": low}, data)
    return tuple({name: as_value(x) for name, x in names.items()} for names in found)


def _compact(A: object) -> dict[str, Any]:
    U, s, Vh = np.linalg.svd(np.asarray(A), full_matrices=False)
    s = s[s > 1e-9 * s[0]]
    r = len(s)
    found: dict[str, Any] = {"U": U[:, :r], r"\Sigma": np.diag(s), "V": Vh[:r].T}
    for i in range(r):
        found |= {f"\\sigma_{i + 1}": s[i], f"u_{i + 1}": U[:, [i]], f"v_{i + 1}": Vh[[i]].T}
    return found


def _excuse(claim: Claim, pieces: Sequence[Segment], index: int) -> str:
    """Return why an equation that does not hold is no false claim; nothing where it is one."""
    before = pieces[index - 1].text if index else ""
    after = pieces[index + 1].text if index + 1 < len(pieces) else ""
    if pieces[-1].text.rstrip().endswith("?"):
        return "asked"
    if _ABOUT_LAMBDA.match(claim.latex) and before.endswith("That is "):
        return "the case of another option"
    if before.endswith("matrix of ones has "):
        return "another matrix"
    return "a condition" if CONDITION.search(before) or DENIED.match(after) else ""


_SYSTEM = re.compile(r"\bsolve \$[^$]* = 0\$ with (?P<system>\$\$[^$]*\$\$)")


def read_steps(steps: Iterable[str], known: dict[str, Value], names: Names) -> Iterator[tuple[str, list[Finding]]]:
    """Yield each worked step with what it claims, from what is given; what one names, later ones use.

    `names` is all that the letters of the problem mean, for the sentences that say which.
    """
    solution: dict[str, Value] = {}
    numbers: dict[str, Value] = {}
    for step in steps:
        solution = solutions(step, known) if "solve " in step else solution
        meant = solution if "the rows say" in step else meant_by(step, names)
        here = known | meant
        said = [Finding(step, c.latex, c.truth, c.reason) for c in claims_of_step(step, here)]
        numbers |= _numbers_named(step, here)
        said = [again for f in said for again in (_read_again(f, numbers | here) if _is_open([f]) else [f])]
        yield step, said + [f for sentence in sentences(step) for f in stated(sentence, here)]
        known = {name: x for name, x in here.items() if name not in meant} | {n: known[n] for n in meant if n in known}


def _numbers_named(step: str, known: Names) -> dict[str, Value]:
    """Return the numbers that a step gives a name, such as σ₁."""
    found: dict[str, Value] = {}
    for piece in segments(step):
        if piece.sort in MATHS:
            found |= definitions(piece.text, known, scalars=True)
    return found


def _read_again(finding: Finding, known: Names) -> list[Finding]:
    """Return what a formula claims with what its own step and those before it name; as it was where that tells nothing."""
    found = list(claims(finding.claim, known))
    if not found or _is_open(found):
        return [finding]
    return [Finding(finding.sentence, c.latex, c.truth, c.reason) for c in found]


def solutions(step: str, names: Names) -> dict[str, Value]:
    """Return what the xᵢ of the steps that follow are: those of a solution of the system that a step sets out to solve."""
    match = _SYSTEM.search(step)
    if match is None:
        return {}
    latex = match["system"].strip("$").rpartition("=")[2]
    M = worked_out(next(iter(chains(parse_latex(latex)[0]))), names).result
    s, Vh = np.linalg.svd(M)[1:]
    free = Vh[int(np.sum(s > 1e-9 * max(s[0], 1e-300))) :].conj().T
    x = free @ np.arange(1, free.shape[1] + 1)
    x[abs(x) < 1e-12] = 0
    return {f"x_{i}": as_value(value) for i, value in enumerate(x, 1)}


# ---- plain statements ------------------------------------------------------------------------------------------------

Check = Callable[[re.Match[str], Names], bool]


@dataclass(frozen=True)
class Phrase:
    """A way of stating a fact in words: its pattern, and whether the fact holds of what the letters mean.

    `holds` raises Unknown where that cannot be told.
    """

    pattern: str
    holds: Check
    compiled: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Put the pattern of a number into its place."""
        text = self.pattern.replace("NUMBER", NUMBER).replace("LIST", LIST).replace("SIZE", SIZE)
        object.__setattr__(self, "compiled", re.compile(text))


_GRAM = r"\$(?P<gram>A\^\\top A|A A\^\\top)(?: = [^$]*)?\$ has the eigenvalues? LIST"
NUMBER = r"(?:\$(?P<x>[^$=<>]+)\$|(?P<plain>-?[\d.]*\d)(?![\d\u00d7]|\$|\s*\u00d7|-))"
LIST = r"(?P<list>\$[^$=<>]+\$(?:(?:, and|,| and) \$[^$=<>]+\$)*)(?! times)"
SIZE = r"\$?(?P<m>\d+)(?: \\times |\u00d7)(?P<n>\d+)\$?"


def _side(latex: str, names: Names) -> Side:
    return worked_out(list(next(iter(chains(parse_latex(latex)[0])))), names, allow_names=True)


def _equals(match: re.Match[str], names: Names, truth: complex | Value) -> bool:
    """Is the number of a phrase the true one?"""
    latex = match["x"] or match["plain"]
    return holds(Side(as_value(truth), float(np.max(np.abs(truth)))), "=", _side(latex, names))


def _items(match: re.Match[str], names: Names) -> list[Side]:
    r"""Return the numbers of a list in words; one that is written ≈ is as good as its digits."""
    found = []
    for piece in segments(match["list"]):
        if piece.sort not in MATHS:
            continue
        text = piece.text.removeprefix(r"\approx ")
        side = worked_out(next(iter(chains(parse_latex(text)[0]))), names, allow_names=True)
        if side.result.size != 1:
            raise Unknown("a list of matrices")
        found.append(side if text != piece.text else Side(side.result, side.summand))
    return found


def _same_values(found: list[Side], truth: Value) -> bool:
    if len(found) != len(truth):
        return False
    scale = max(float(np.max(np.abs(truth))), 1e-300)
    left = list(truth)
    for x in found:
        near = min(left, key=lambda y: abs(x.result.item() - y))
        if abs(x.result.item() - near) > 1e-6 * scale + 1.02 * float(np.max(np.abs(x.slack))):
            return False
        left.remove(near)
    return True


def _gram(match: re.Match[str], names: Names) -> Value:
    A = matrix(names)
    return as_value(np.linalg.eigvalsh(A.conj().T @ A if match["gram"].endswith(" A") else A @ A.conj().T))


def square(names: Names) -> Value:
    A = matrix(names)
    if A.shape[0] != A.shape[1]:
        raise Unknown("A is not square")
    return A


def matrix(names: Names) -> Value:
    A = names.get("A")
    if A is None or A.ndim != 2:
        raise Unknown("A has no value")
    return A


def rank_of(names: Names) -> int:
    return int(np.linalg.matrix_rank(matrix(names)))


PHRASES: tuple[Phrase, ...] = (
    Phrase(r"\btrace(?: of \$A\$)?(?:,| is) NUMBER", lambda m, k: _equals(m, k, np.trace(square(k)))),
    Phrase(r"\bdeterminant(?: of \$A\$)?(?:,| is) NUMBER", lambda m, k: _equals(m, k, determinant(square(k)))),
    Phrase(r"[Tt]he rank(?: of \$A\$)? is NUMBER", lambda m, k: _equals(m, k, rank_of(k))),
    Phrase(r"[Tt]he nullity(?: of \$A\$)? is NUMBER", lambda m, k: _equals(m, k, matrix(k).shape[1] - rank_of(k))),
    Phrase(r"\$A\$ has (?P<plain>\d+) columns(?P<x>)", lambda m, k: _equals(m, k, matrix(k).shape[1])),
    Phrase(r"\$A\$ has (?P<plain>\d+) rows(?P<x>)", lambda m, k: _equals(m, k, matrix(k).shape[0])),
    Phrase(r"\$A\$ is SIZE", lambda m, k: matrix(k).shape == (int(m["m"]), int(m["n"]))),
    Phrase(r"and has (?P<plain>\d+) eigenvalues?(?P<x>)", lambda m, k: _equals(m, k, len(square(k)))),
    Phrase(
        r"[Tt]he eigenvalues(?: of \$A\$)? (?:must )?add up to (?:the trace, )?NUMBER",
        lambda m, k: _equals(m, k, np.trace(square(k))),
    ),
    Phrase(r"[Tt]he product of the eigenvalues(?:,| is) NUMBER", lambda m, k: _equals(m, k, determinant(square(k)))),
    Phrase(
        r"\$\\det\((?:A - \\lambda I|\\lambda I - A)\)[^$]*\$ has the roots? LIST",
        lambda m, k: _same_values(_items(m, k), as_value(np.linalg.eigvals(square(k)))),
    ),
    Phrase(
        r"[Dd]iagonal holds the eigenvalues: LIST",
        lambda m, k: _same_values(_items(m, k), as_value(np.linalg.eigvals(square(k)))),
    ),
    Phrase(
        r"^(?:So the|The) singular values(?: of \$A\$)? are LIST\.$",
        lambda m, k: _same_values(_items(m, k), as_value(np.linalg.svd(matrix(k), compute_uv=False))),
    ),
    Phrase(
        r"their square roots are the singular values LIST",
        lambda m, k: _same_values(_items(m, k), as_value(np.linalg.svd(matrix(k), compute_uv=False))),
    ),
    Phrase(_GRAM, lambda m, k: _same_values(_items(m, k), _gram(m, k))),
    Phrase(r"of feature (?P<i>\d) is the diagonal entry NUMBER", lambda m, k: _equals(m, k, _entry(k, m["i"]))),
)
"""Only what the letters of the question decide; "A" is the matrix that is given."""


def _entry(names: Names, index: str) -> complex:
    if "C" not in names:
        raise Unknown("C has no value")
    i = int(index) - 1
    return complex(names["C"][i, i])


_DENIAL = re.compile(r"\b(?:not|never|if|only|would|cannot|unless)\b[^.;:]*$", re.IGNORECASE)


def stated(sentence: str, names: Names) -> Iterator[Finding]:
    """Yield the plain statements of a sentence."""
    for phrase in PHRASES:
        for match in phrase.compiled.finditer(sentence):
            if sentence.rstrip().endswith("?") or _DENIAL.search(sentence[: match.start()]):
                continue
            try:
                yield Finding(sentence, match.group(), phrase.holds(match, names))
            except Unknown as why:
                yield Finding(sentence, match.group(), None, str(why))


# ---- how much was understood -----------------------------------------------------------------------------------------


@dataclass
class Tally:
    """How many sentences and claims were read, how many of them were worked out, and why the others were not."""

    sentences: int = 0
    true: int = 0
    false: int = 0
    defined: int = 0
    """Formulas that give a name its value; they claim nothing."""
    unknown: Counter[str] = field(default_factory=Counter)

    @property
    def claims(self) -> int:
        return self.true + self.false + self.unknown.total()

    @property
    def share(self) -> float:
        """Return the share of the claims that were worked out."""
        return (self.true + self.false) / max(self.claims, 1)

    def add(self, text: str, findings: list[Finding]) -> None:
        self.sentences += len(sentences(text))
        for finding in findings:
            if finding.reason == DEFINED:
                self.defined += 1
            elif finding.truth is None:
                self.unknown[finding.reason] += 1
            elif finding.truth:
                self.true += 1
            else:
                self.false += 1

    def merge(self, other: Tally) -> None:
        self.sentences += other.sentences
        self.true += other.true
        self.false += other.false
        self.defined += other.defined
        self.unknown += other.unknown

    def __str__(self) -> str:
        lines = [
            f"{self.sentences} sentences, {self.claims} equations and statements: {self.true} true, {self.false} false, "
            f"{self.unknown.total()} not worked out ({self.share:.1%} were)"
        ]
        lines += [f"  {count:6d}  {reason}" for reason, count in self.unknown.most_common(25)]
        return "\n".join(lines)
