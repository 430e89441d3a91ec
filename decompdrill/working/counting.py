"""Lines on counts: what a low-rank factorization stores, and what LoRA trains."""

from __future__ import annotations

from dataclasses import replace

from decompdrill.answers import arithmetic as numbers
from decompdrill.kinds.reference import lowrank as reference
from decompdrill.kinds.reference.ranks import singular_values_of, tolerance_of
from decompdrill.maths.surd import Scalar
from decompdrill.model import Form
from decompdrill.working import tables
from decompdrill.working.names import fixed, given_names, indexed
from decompdrill.working.plain import answer, formula, list_of, one_of, plain_quantity, scalar
from decompdrill.working.quantities import Board, Quantity, Stated, Test, TestResult, Understood, listed_numbers
from decompdrill.working.tables import Several, SideValue

FULL = r"full|mn|m\*n|W|dense|original|before"
FACTOR = r"factor|ratio|compression|CR"
STORED = r"storage|stored|k\(m\+n\+1\)|lowrank|compressed|params?"


def _full(board: Board) -> int:
    m, n, _ = reference.sizes_of(board.given)
    return m * n


def _stored(board: Board) -> int:
    return reference.stored(board.given)


def storage_lines() -> Understood:
    full = plain_quantity("full", "the numbers of the whole matrix", FULL, Form.INTEGER, scalar(_full))
    stored = answer("the numbers of the factorization", STORED, Form.INTEGER)
    examples = ("`k(m + n + 1) = …`", "`storage = …`")
    return Understood((full, stored), ("answer",), given_names, examples, thousands=True)


def factor_lines() -> Understood:
    full = plain_quantity("full", "the numbers of the whole matrix", FULL, Form.INTEGER, scalar(_full))
    stored = plain_quantity("stored", "the numbers of the factorization", STORED, Form.INTEGER, scalar(_stored))
    rule = formula({"full": scalar(_full), "stored": scalar(_stored)}, tables.quotient_of)
    factor = answer("the compression factor", FACTOR, Form.NUMBER, rule)
    examples = ("`full = m·n = …`", "`storage = k(m + n + 1) = …`", "`factor = …`")
    return Understood((full, stored, factor), ("answer",), given_names, examples, thousands=True)


def _lora_full(board: Board) -> int:
    return sum(x.d_in * x.d_out * x.count for x in board.given.layers("layers"))


def _lora_names(board: Board) -> dict[str, Scalar | int | SideValue]:
    layers = board.given.layers("layers")
    if len(layers) != 1:
        return {}
    (layer,) = layers
    return {"d_in": layer.d_in, "d_out": layer.d_out, "count": layer.count, "L": layer.count}


def _lora(board: Board) -> int:
    return reference.lora_answer(board.given)


def lora_lines() -> Understood:
    full = plain_quantity(
        "full",
        "the parameters of the whole layers",
        r"full|W|dense|finetuning|original",
        Form.INTEGER,
        scalar(_lora_full),
    )
    trained = answer("the parameters that LoRA trains", r"lora|LoRA|params?|total|trained", Form.INTEGER)
    share = plain_quantity(
        "share",
        "the share that is trained",
        r"ratio|share|percent|fraction",
        Form.NUMBER,
        lambda b: numbers.divide_numbers(tables.number(_lora(b)), tables.number(_lora_full(b))),
        formula({"answer": scalar(_lora), "full": scalar(_lora_full)}, tables.quotient_of),
    )
    examples = ("`full = 4096·4096 = …`", "`lora = 8·(4096 + 4096) = …`")
    return Understood((full, trained, share), ("answer",), fixed(_lora_names), examples, thousands=True)


# ---- singular values that are given --------------------------------------------------------------------------------


def _dropped(board: Board) -> tuple[Scalar, ...]:
    return reference.singular_values_given(board.given)[board.given.count("k") :]


def _squares(values: SideValue) -> SideValue:
    total: SideValue = tables.number(0)
    for x in listed_numbers(values):
        total = tables.values_added(total, tables.product_of(x, x))
    return total


def _error_square(board: Board) -> SideValue:
    return _squares(Several(tuple(map(tables.number, _dropped(board)))))


def _in_its_norm(truth: Test) -> Test:
    """Return the test of an error, which may be stated in the other norm than the one that is asked: ‖A − A₁‖₂."""

    def test(board: Board, stated: Stated) -> TestResult | None:
        asked = "2" if reference.is_spectral(board.given) else "F"
        if stated.index in ("", asked):
            return truth(board, stated)
        values, k = reference.singular_values_given(board.given), board.given.count("k")
        true = reference.error_of(values, k, stated.index == "2")
        return TestResult(tables.agree(stated.value, tables.number(true)))

    return test


def error_quantities() -> tuple[Quantity, ...]:
    """Return the square of the error, and the error."""
    square = plain_quantity(
        "square",
        "the square of the error",
        r"(?:error|err|‖A-A_k?[0-9]?‖_F|‖A-A_[0-9k]‖)\^2|SSE",
        Form.NUMBER,
        lambda b: _error_square(b) if not reference.is_spectral(b.given) else None,
    )
    error = answer(
        "the error",
        r"error|err|‖(?:A-A_[0-9k]|E|A-B)‖(?:_(?P<index>[F2]))?",
        Form.NUMBER,
        formula({"square": _error_square}, lambda v: numbers.root_of_number(tables.number(v.scalar), 2)),
    )
    return square, replace(error, truth=_in_its_norm(error.truth))


def numerical_rank_lines() -> Understood:
    heads = r"σ(?:_(?P<index>[0-9]))?|s(?:_(?P<index2>[0-9]))?|S"
    values = one_of("singular values", "singular-values", heads, list_of(lambda b: singular_values_of(b.given)))
    tolerance = plain_quantity(
        "tolerance",
        "the tolerance",
        r"tol|τ|t|threshold|cutoff|atol|ε",
        Form.NUMBER,
        scalar(lambda b: tolerance_of(b.given)),
    )
    rank = answer("the numerical rank", r"rank|r|numericalrank|k|rank\(?A\)?", Form.INTEGER)
    names = indexed("σ|s", lambda b: singular_values_of(b.given), given_names)
    return Understood((values, tolerance, rank), ("answer",), names, ("`tol = 0.01·7 = 0.07`", "`rank = 3`"))
