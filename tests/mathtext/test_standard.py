"""Formulas as they leave the tool: LaTeX that every program reads."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from decompdrill import api
from decompdrill.cli import app
from decompdrill.mathtext import standard
from decompdrill.mathtext.standard import OWN, STANDARD
from decompdrill.mathtext.subset import FUNCTION


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        (r"$\tr(A)$", r"$\operatorname{tr}(A)$"),
        (r"$$\rank A = 2$$ and $\diag(1, 2)$", r"$$\operatorname{rank} A = 2$$ and $\operatorname{diag}(1, 2)$"),
        (r"$\Null(A)$, $\mbox{so}$", r"$\operatorname{null}(A)$, $\text{so}$"),
        (r"$\det A \trace$", r"$\det A \trace$"),
        (r"`$\tr$` costs \$2, $\$ \tr$", r"`$\tr$` costs \$2, $\$ \operatorname{tr}$"),
        (r"$\\\tr A$ and no $", r"$\\\operatorname{tr} A$ and no $"),
        ("no formula", "no formula"),
    ],
)
def test_what_latex_does_not_have_is_written_with_its_name(markdown: str, written: str) -> None:
    assert standard(markdown) == written


def test_every_function_is_one_of_latex_or_is_written_with_its_name() -> None:
    assert STANDARD | (OWN.keys() - {r"\mbox"}) == FUNCTION.keys()
    assert not STANDARD & OWN.keys()


def test_a_worked_solution_leaves_with_its_answer_in_latex() -> None:
    run = CliRunner().invoke(app, ["solve", "trace", "-g", "A=2 1; 2 3", "--json"])
    assert run.exit_code == 0
    assert json.loads(run.stdout) == {
        "kind": "trace",
        "answer": "5",
        "steps": [
            "The trace is the sum of the diagonal entries, from the top left to the bottom right; nothing else counts. "
            r"Here $$A = \begin{bmatrix} 2 & 1 \\ 2 & 3 \end{bmatrix}$$",
            "The diagonal is $2, 3$.",
            r"Add it up, with its signs: $$\operatorname{tr}(A) = 2 + 3 = 5$$",
            "Check: the trace is also the sum of the eigenvalues: $$4 + 1 = 5$$",
        ],
    }
    assert r"\tr" not in "".join(api.solve("trace", {"A": [[2, 1], [2, 3]]}))
