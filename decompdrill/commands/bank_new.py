"""`bank new`: a bank to start from, which passes the audit as it is."""

from __future__ import annotations

import re
from pathlib import Path

from decompdrill.bank.load import SUFFIXES
from decompdrill.bank.shapes import ID
from decompdrill.commands import open_banks
from decompdrill.errors import DrillError, ExitCode, UsageError
from decompdrill.io.files import write_new
from decompdrill.io.folders import find_home
from decompdrill.io.output import stdout
from decompdrill.names import known_as

_NAME = re.compile(ID)

TEMPLATE = r"""# Questions of your own. Check them:  decompdrill bank check {file}
# Look at one:                        decompdrill bank show {name}.values-2x2 --bank {file}
# Practice them:                      decompdrill quiz --bank {file}
# What may stand here:                decompdrill bank schema
bank: {name}
title: {title}
questions:
  # The answer to a kind of the table is worked out, and so are its slips and its steps.
  - id: {name}.values-2x2
    objective: eigenvalues-2x2
    title: Eigenvalues of a 2×2 matrix
    level: 2
    kind: eigenvalues
    par: 60 # seconds that a practiced person takes
    draw:
      lams: {{recipe: distinct-integers, count: 2, low: -5, high: 7}}
      A: {{recipe: with-eigenvalues, eigenvalues: lams, bound: 12}}
    prompt: |
      Find the eigenvalues of
      $$A = {{{{ A | matrix }}}}$$
    hints:
      - The eigenvalues are the roots of $\det(A - \lambda I) = 0$.

  # A choice: one right option and some of the wrong ones are shown, in an order that the seed gives.
  - id: {name}.in-words
    objective: eigen-meaning
    title: What an eigenvector is
    level: 1
    kind: choice
    shown: 3
    draw:
      lam: {{recipe: integer, low: 2, high: 20}}
    prompt: $A v = {{{{ lam }}}} v$ for a vector $v \ne 0$. What does $A$ do to $v$?
    hints:
      - Compare the direction of $v$ with that of $Av$.
    options:
      - right: It scales $v$ by {{{{ lam }}}}, on the same line.
      - wrong: It keeps the length of $v$ and turns $v$.
        slip: length-kept
        why: The length becomes {{{{ lam }}}} times as large, and the line stays.
      - wrong: It adds {{{{ lam }}}} to every entry of $v$.
        slip: added
        why: Every entry is multiplied by {{{{ lam }}}}, nothing is added.
      - wrong: It takes $v$ to the zero vector.
        slip: to-zero
        why: That is what the eigenvalue 0 would do; here it is {{{{ lam }}}}.
"""


def new(name: str) -> ExitCode:
    """Write NAME.yaml with two sound questions; raises UsageError where there is such a file or bank already."""
    if not _NAME.fullmatch(name) or len(name) > 60:
        raise UsageError(f"a bank's name has small letters, digits and hyphens, such as my-bank; {name[:60]!r} came")
    path = Path(f"{name}{SUFFIXES[0]}")
    there = open_banks(()).ids
    if (same := known_as(name, there)) in there:
        raise UsageError(f"there is a bank called {same!r} already; take another name")
    _write(path, TEMPLATE.format(name=name, file=path, title=name.replace("-", " ").capitalize()))
    stdout().write(f"{path}: two questions to start from\n\n")
    stdout().write(f"  decompdrill bank check {path}\n  decompdrill quiz --bank {path}\n")
    if (home := find_home()) is not None:
        stdout().write(f"\nIn {home.banks} it is part of every quiz.\n")
    return ExitCode.DONE


def _write(path: Path, text: str) -> None:
    try:
        write_new(path, text)
    except FileExistsError:
        raise UsageError(f"{path} is there already, and is left as it is") from None
    except OSError as error:
        raise DrillError(f"{path}: {error.strerror or error}") from error
