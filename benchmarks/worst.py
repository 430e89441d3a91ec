"""CPU seconds and memory of the verdicts that take longest, each in a process of its own: `python -m benchmarks.worst [words]`.

The start of the process is not counted in the seconds; MB is the most that it held resident, start and libraries with it.
A verdict that takes CAP seconds is stopped and shown as such.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from math import isqrt
from typing import Any

CAP = 20
PLACES = 44

Rows = list[list[Any]]
SQUARE_KINDS = (
    "eigenvalues",
    "characteristic-polynomial",
    "determinant",
    "trace",
    "is-diagonalizable",
    "is-orthogonal",
    "diagonalization",
)
ANY_KINDS = ("rank", "nullity", "singular-values", "svd", "norm", "low-rank", "low-rank-error", "numerical-rank")
PARTS = {
    "diagonalization": {"V": "1 0; 0 1", "L": "1, 2"},
    "orthogonal-diagonalization": {"Q": "1 0; 0 1", "L": "1, 2"},
    "svd": {"U": "1 0; 0 1", "S": "2, 1", "Vt": "1 0; 0 1"},
}
EXTRA: dict[str, dict[str, Any]] = {
    "norm": {"norm": "nuclear"},
    "low-rank": {"k": 1},
    "low-rank-error": {"k": 1, "norm": "frobenius"},
    "numerical-rank": {"rtol": "0.01"},
}
SHARES: dict[str, dict[str, Any]] = {
    "explained-variance": {},
    "cumulative-variance": {"k": 2},
    "components-needed": {"threshold": "0.9"},
}
TYPED = {
    "characteristic-polynomial": "1, 2, 3",
    "is-diagonalizable": "yes",
    "is-orthogonal": "yes",
    "low-rank": "1 2; 3 4",
}


def primes() -> Iterator[int]:
    return (n for n in count(2) if all(n % d for d in range(2, isqrt(n) + 1)))


def sums_of_roots(rows: int, columns: int, terms: int) -> Rows:
    """Return a matrix whose entries are sums of so many square roots, each of another prime."""
    found = primes()
    return [["+".join(f"sqrt({next(found)})" for _ in range(terms)) for _ in range(columns)] for _ in range(rows)]


def integers(rows: int, columns: int) -> Rows:
    return [
        [(i * 37 + j * 61 + i * i * j * 13 + i * j * j * 7) % 199 - 99 for j in range(columns)] for i in range(rows)
    ]


def fractions_of(rows: int, columns: int, digits: int) -> Rows:
    """Return a matrix of fractions whose numerators and denominators have so many digits, all different."""
    state = 20_261_125

    def next_number() -> int:
        nonlocal state
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**512
        least: int = 10 ** (digits - 1)
        return least + (state >> 80) % (9 * least)

    return [[f"{next_number()}/{next_number()}" for _ in range(columns)] for _ in range(rows)]


def decimals(rows: int, columns: int, digits: int) -> Rows:
    """Return a matrix of decimals with so many digits behind the point, of sizes from 0.001 to 1000."""
    return [
        [f"{x / 10 ** (1 + (7 * i + 3 * j) % 6):.{digits}f}" for j, x in enumerate(row)]
        for i, row in enumerate(integers(rows, columns))
    ]


def other_component(X: Rows) -> str:
    """Return the first principal component of standardized data to ten digits, one of its entries off."""
    import numpy as np  # once main() has said how many threads it may take

    data = np.array(X, dtype=float)
    _, _, Vt = np.linalg.svd((data - data.mean(axis=0)) / data.std(axis=0))
    values = [*Vt[0].tolist()[:-1], 0.5]
    return ", ".join(f"{x:.10f}" for x in values)


def doubled(A: Rows) -> Rows:
    """Return A ⊕ A, whose eigenvalues all occur twice."""
    zeros = ["0"] * len(A)
    return [[*row, *zeros] for row in A] + [[*zeros, *row] for row in A]


def spread(n: int) -> Rows:
    """Return entries of sizes far apart."""
    kinds = ("1e50", "1e-99", "5/7", "3", "-2/9")
    return [[kinds[(i * i + 3 * j + i * j) % 5] for j in range(n)] for i in range(n)]


def record(kind: str, A: Rows, name: str = "A", **given: Any) -> dict[str, Any]:
    answer = PARTS.get(kind, TYPED.get(kind, "3"))
    return {"kind": kind, "given": {name: A, **EXTRA.get(kind, {}), **given}, "answer": answer}


def records() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    matrices = {
        "2x2 of three roots": sums_of_roots(2, 2, 3),
        "3x3 of two roots": sums_of_roots(3, 3, 2),
        "4x4 of one root": sums_of_roots(4, 4, 1),
        "4x4 of three roots": sums_of_roots(4, 4, 3),
        "3x4 of two roots": sums_of_roots(3, 4, 2),
        "4x4 of one root and i": [[f"{x}+i" for x in row] for row in sums_of_roots(4, 4, 1)],
        "4x4 of ten roots": sums_of_roots(4, 4, 10),
        "4x4 of roots, zero diagonal": [
            ["0" if i == j else x for j, x in enumerate(row)] for i, row in enumerate(sums_of_roots(4, 4, 3))
        ],
        "8x8, 9 digits": fractions_of(8, 8, 9),
        "8x8, 35 digits": fractions_of(8, 8, 35),
        "8x8, 200 digits": fractions_of(8, 8, 200),
        "20x20 far apart": spread(20),
        "30x30 far apart": spread(30),
        "40x40 far apart": spread(40),
        "20x20, 30 digits": fractions_of(20, 20, 30),
        "30x30, 30 digits": fractions_of(30, 30, 30),
        "40x40, 30 digits": fractions_of(40, 40, 30),
        "40x40, 9 digits": fractions_of(40, 40, 9),
        "40x40 integers": integers(40, 40),
        "40x250 integers": integers(40, 250),
        "40x250, 9 digits": fractions_of(40, 250, 9),
    }
    for shape, A in matrices.items():
        kinds = ANY_KINDS + (SQUARE_KINDS if len(A) == len(A[0]) else ())
        found |= {f"{kind} {shape}": record(kind, A) for kind in kinds}
    data = {
        "250x40 integers": integers(250, 40),
        "40x40 integers": integers(40, 40),
        "40x40, 30 digits": fractions_of(40, 40, 30),
        "8x8, 35 digits": fractions_of(8, 8, 35),
    }
    for shape, X in data.items():
        found[f"covariance {shape}"] = {"kind": "covariance", "given": {"X": X}, "answer": "1 2; 3 4"}
        for kind, more in SHARES.items():
            found[f"{kind} {shape}"] = {"kind": kind, "given": {"X": X, **more}, "answer": "3"}
        found[f"principal-component {shape}"] = {
            "kind": "principal-component",
            "given": {"X": X, "index": 1},
            "answer": "1, 2",
        }
    for rows, columns in ((40, 250), (250, 40)):
        X = decimals(rows, columns, 4)
        of_data: dict[str, Any] = {"kind": "principal-component", "given": {"X": X, "standardize": True}}
        found[f"principal-component {rows}x{columns} decimals, one entry off"] = of_data | {
            "answer": other_component(X)
        }
        found[f"covariance {rows}x{columns} decimals"] = {"kind": "covariance", "given": {"X": X}, "answer": "1 2; 3 4"}
    found["low-rank 3.8 MB typed"] = record("low-rank", integers(40, 40)) | {
        "answer": "; ".join(["1 2 3 4 5 6 7 8"] * 230_000)
    }
    found["covariance 3.8 MB typed"] = {
        "kind": "covariance",
        "given": {"X": integers(40, 40)},
        "answer": "; ".join(["1 2 3 4 5 6 7 8"] * 230_000),
    }
    dependent = fractions_of(39, 40, 30)
    twice = fractions_of(4, 4, 9)
    short: Rows = [[f"{i + 2 * j + 1}/{7 * i + 3 * j + 101}" for j in range(4)] for i in range(4)]
    found |= {
        f"{kind} 40x40 singular, 30 digits": record(kind, [*dependent, dependent[0]])
        for kind in ("rank", "determinant")
    }
    for name, A in (("two equal blocks, 9 digits", doubled(twice)), ("two equal blocks", doubled(short))):
        for kind in ("eigenvalues", "is-diagonalizable", "diagonalization", "svd", "characteristic-polynomial"):
            found[f"{kind} {name}"] = record(kind, A)
    wide: dict[str, Any] = {"X": integers(40, 250)}
    sources: dict[str, dict[str, Any]] = {
        "covariance": {},
        "explained-variance": {},
        "principal-component": {"index": 1},
    }
    for kind, more in sources.items():
        found[f"{kind} 40x250 integers"] = {"kind": kind, "given": wide | more, "answer": "1, 2"}
    for length, values in (
        ("1,000 integers", list(range(1, 1_001))),
        ("1,000 of 9 digits", fractions_of(1, 1_000, 9)[0]),
        ("1,000 of 200 digits", fractions_of(1, 1_000, 200)[0]),
        ("12 primes", [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]),
        ("12 roots", [f"sqrt({n})" for n in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)]),
        ("1,000 roots", [f"sqrt({n})" for n in range(2, 1_002)]),
    ):
        for kind, more in SHARES.items():
            found[f"{kind} {length}"] = {"kind": kind, "given": {"eigenvalues": values, **more}, "answer": "3"}
        found[f"numerical-rank {length}"] = {
            "kind": "numerical-rank",
            "given": {"singular_values": values, "rtol": "0.01"},
            "answer": "3",
        }
    found |= further()
    v = [f"{i + 1}/{10**30 + 7 * i}" for i in range(40)]
    for kind in ("is-eigenvector", "eigenvalue-of"):
        for name, A in (("40x40, 30 digits", fractions_of(40, 40, 30)), ("4x4 of three roots", sums_of_roots(4, 4, 3))):
            found[f"{kind} {name}"] = record(kind, A, v=v[: len(A)]) | {
                "answer": "yes" if kind == "is-eigenvector" else "3"
            }
    for name, A in (("8x8, 35 digits", fractions_of(8, 8, 35)), ("4x4 of two roots", sums_of_roots(4, 4, 2))):
        turned = [[A[min(i, j)][max(i, j)] for j in range(len(A))] for i in range(len(A))]
        for kind in ("orthogonal-diagonalization", "eigenvalues", "svd", "diagonalization"):
            found[f"{kind} symmetric {name}"] = record(kind, turned)
    companion = [[str(-(10 ** (9 * i)) - i) if j == 7 else str(int(i == j + 1)) for j in range(8)] for i in range(8)]
    found["eigenvalues 8x8 companion, huge coefficients"] = record("eigenvalues", companion)
    return found


def further() -> dict[str, dict[str, Any]]:
    """Return the kinds that no matrix alone is given to, and matrices of entries that go badly together."""
    found: dict[str, dict[str, Any]] = {}
    nines = fractions_of(1, 250, 9)[0]
    matrices = {
        "40x250 equal rows, 9 digits": [nines] * 40,
        "40x250 zeros": [["0"] * 250] * 40,
        "40x250 but one entry 0": [[nines[0]] + ["0"] * 249] + [["0"] * 250] * 39,
        "40x25, 100 digits": fractions_of(40, 25, 100),
        "20x25, 200 digits": fractions_of(20, 25, 200),
        "1x1,000 of 9 digits": fractions_of(1, 1_000, 9),
        "40x40 of 1e100 and 1e-100": [
            [("1e100", "-1e-100", "1/3")[(i * j + i) % 3] for j in range(40)] for i in range(40)
        ],
        "25x25 of one root": [[f"sqrt({i * j + 2})" for j in range(25)] for i in range(25)],
        "12x12 of two roots, equal rows": [sums_of_roots(1, 12, 2)[0]] * 12,
        "6x6 of roots and i": [[f"{x}-i" for x in row] for row in sums_of_roots(6, 6, 2)],
    }
    for shape, A in matrices.items():
        kinds = ANY_KINDS + (SQUARE_KINDS if len(A) == len(A[0]) else ())
        found |= {f"{kind} {shape}": record(kind, A) for kind in kinds}
        found[f"covariance {shape}"] = {"kind": "covariance", "given": {"X": A}, "answer": "1 2; 3 4"}
        for standardize in (False, True):
            for kind, more in (*SHARES.items(), ("principal-component", {"index": 1})):
                given = {"X": A, "standardize": standardize, **more}
                name = f"{kind} {'standardized ' * standardize}{shape}"
                found[name] = {"kind": kind, "given": given, "answer": "1, 2" if "pal" in kind else "3"}
    for name, A in (("40x40, 30 digits", fractions_of(40, 40, 30)), ("8x8, 200 digits", fractions_of(8, 8, 200))):
        symmetric = [[A[min(i, j)][max(i, j)] for j in range(len(A))] for i in range(len(A))]
        diagonal = [[x if i == j else "0" for j, x in enumerate(row)] for i, row in enumerate(A)]
        found[f"orthogonal-diagonalization symmetric {name}"] = record("orthogonal-diagonalization", symmetric)
        found[f"is-orthogonal {name}, tolerance"] = record("is-orthogonal", A, tolerance="1/3")
        given = {"eigenvalue": A[0][0]}
        found[f"eigenvector diagonal {name}"] = record("eigenvector", diagonal, **given) | {"answer": "1, 2"}
        positive = [[f"{10**40}" if i == j else x for j, x in enumerate(row)] for i, row in enumerate(symmetric)]
        for kind, more in (*SHARES.items(), ("principal-component", {"index": 1})):
            for standardize in (False, True):
                given = {"covariance": positive, "standardize": standardize, **more}
                called = f"{kind} {'standardized ' * standardize}covariance {name}"
                found[called] = {"kind": kind, "given": given, "answer": "1, 2" if "pal" in kind else "3"}
    shares = [f"{n}/{10**197}" for n in range(1_000, 0, -1)]
    for kind, more in (("cumulative-variance", {"k": 500}), ("components-needed", {"threshold": "1/3"})):
        found[f"{kind} 1,000 ratios of 200 digits"] = {"kind": kind, "given": {"ratios": shares, **more}, "answer": "3"}
    for name, values in (
        ("1,000 of 200 digits", [f"{10**99 + n}/{10**99 + 2 * n + 1}" for n in range(1_000)]),
        ("1,000 roots", [f"sqrt({n})" for n in range(2, 1_002)]),
    ):
        for norm in ("frobenius", "spectral"):
            given = {"singular_values": values, "k": 1, "norm": norm}
            found[f"low-rank-error {norm} {name}"] = {"kind": "low-rank-error", "given": given, "answer": "3"}
    sizes = {"m": 10**15 - 1, "n": 10**15 - 11, "k": 10**15 - 37}
    for kind in ("low-rank-storage", "compression-factor"):
        found[f"{kind} of 15 digits"] = {"kind": kind, "given": sizes, "answer": "3"}
    layers = [{"d_in": 10**15 - n, "d_out": 10**15 - 3 * n, "count": 10**15 - 7 * n} for n in range(1, 10_001)]
    found["lora-parameters 10,000 layers"] = {
        "kind": "lora-parameters",
        "given": {"r": 10**15, "layers": layers},
        "answer": "3",
    }
    return found


def measured(one: dict[str, Any]) -> tuple[list[float], float, str]:
    """Return the CPU seconds of each verdict and of the worked solution, in a process of their own, its MB, and the outcomes."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_grade, args=(one, theirs))
    child.start()
    theirs.close()
    try:
        took, memory, outcome = ours.recv()
    except EOFError:
        took, memory, outcome = [float(CAP)] * 4, 0.0, "stopped"
    child.join()
    return took, memory, outcome


def _grade(one: dict[str, Any], channel: Any) -> None:
    """Judge the answer, then the right one and one that differs from it in a digit, for which the task is known; solve."""
    from decompdrill.errors import DrillError
    from decompdrill.exercises.grade import grade
    from decompdrill.kinds.solve import solve

    resource.setrlimit(resource.RLIMIT_CPU, (CAP, CAP))
    took, outcomes, answer = [], [], one["answer"]
    for which in range(3):
        start = time.process_time()
        try:
            verdict = grade(one["kind"], one["given"], answer)
            outcomes.append(str(verdict.outcome))
        except DrillError as error:
            outcomes.append(f"refused: {error}")
            verdict = None
        took.append(time.process_time() - start)
        if verdict is not None:
            right = _short(verdict.expected)
            answer = _as_typed(right if which == 0 else _other(right))
    start = time.process_time()
    with suppress(DrillError, OverflowError):
        solve(one["kind"], one["given"])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    channel.send(([*took, time.process_time() - start], memory, " ".join(dict.fromkeys(outcomes))))


def _short(text: str) -> str:
    """Return an answer with four digits of each decimal where it would be too long to be read."""
    return text if len(text) < 100_000 else re.sub(r"[0-9]+\.[0-9]+", lambda x: f"{float(x[0]):.4g}", text)


def _other(text: str) -> str:
    """Return a wrong answer of the same shape: its first digit is another."""
    swapped = {"yes": "no", "no": "yes"}.get(text)
    return swapped or re.sub("[0-9]", lambda digit: str((int(digit[0]) + 5) % 10), text, count=1)


def _as_typed(text: str) -> str | dict[str, str]:
    """Return the parts of a factorization by their names, as a record has them; any other answer as it is."""
    if " | " not in text:
        return text
    return {part.split(" = ", 1)[0].strip(): part.split(" = ", 1)[1] for part in text.split(" | ")}


def main() -> None:
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # as the commands do: threads that wait for each other burn CPU
    import decompdrill.exercises.grade  # noqa: F401 - so that no child counts it

    slowest = largest = 0.0
    print("  typed   right   digit   steps   MB")
    for name, one in records().items():
        if not all(word in name for word in sys.argv[1:]):
            continue
        took, memory, outcome = measured(one)
        slowest, largest = max(slowest, *took), max(largest, memory)
        columns = " ".join(f"{x:7.3f}" for x in took)
        print(f"{columns} {memory:4.0f}  {len(json.dumps(one)):>8,} B  {name:<{PLACES}} {outcome[:70]}", flush=True)
    print(f"{slowest:7.3f}  the slowest of a verdict or a worked solution; {largest:.0f} MB the most")


if __name__ == "__main__":
    main()
