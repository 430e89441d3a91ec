"""The notebook and the page on judging models, run from top to bottom."""

from __future__ import annotations

import ast
import doctest
import json
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"


def test_the_notebook_runs_from_top_to_bottom_and_shows_what_it_shows() -> None:
    notebook = json.loads((DOCS / "notebook.ipynb").read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    shown = 0
    for cell in (cell for cell in notebook["cells"] if cell["cell_type"] == "code"):
        tree = ast.parse("".join(cell["source"]))
        last = tree.body[-1]
        if isinstance(last, ast.Expr):
            tree.body.pop()
        exec(compile(tree, "cell", "exec"), names)
        value: object = (
            eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None
        )
        for output in cell["outputs"]:
            assert repr(value) == "".join(output["data"]["text/plain"]), cell["source"]
            shown += 1
    assert shown >= 6


def test_the_sessions_of_the_page_on_judging_models_print_what_they_show() -> None:
    failed, tried = doctest.testfile(str(DOCS / "judging-models.md"), module_relative=False, encoding="utf-8")
    assert failed == 0
    assert tried >= 9
