"""What scikit-learn's StandardScaler and PCA compute, each step as a function of the table.

A line such as `PCA(n_components=2).fit(X).explained_variance_ratio_` is read as the call of one function of the language, named
`PCA.explained_variance_ratio_`: an estimator is no value here. Components have their largest entry positive, as scikit-learn
has them from 1.5 on.
"""

from __future__ import annotations

import ast
from typing import TypeAlias

from decompdrill.expr import arithmetic, reducing
from decompdrill.expr.linear import svd
from decompdrill.expr.values import (
    Arguments,
    Keywords,
    Meter,
    Outside,
    Refusal,
    Value,
    array,
    array_of_rows,
    as_integer,
    as_matrix,
    real,
    together,
)

FloatRows: TypeAlias = list[list[float]]

CLASSES = ("PCA", "StandardScaler")

SAME = 9
"""Decimals to which entries must agree to count as equally large."""


def standardized(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    """Return the columns less their means, divided by their standard deviations (divisor n); a constant one becomes 0."""
    X = array_of_rows(as_matrix(array(arguments[0])))
    deviations = reducing.std(meter, [X], {"axis": 0})
    assert isinstance(deviations, tuple)
    divisors = tuple(1 if x == 0 else x for x in deviations)
    return together(arithmetic.OPERATORS["/"], _centered(X, meter), divisors, meter)


def pca_scores(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the scores, a row for each sample and a column for each component."""
    U, s, Vt = _found(meter, arguments[0])
    kept = range(_count(keywords, len(s)))
    signs = [_sign(row) for row in Vt]
    return tuple(tuple(row[i] * s[i] * signs[i] for i in kept) for row in U)


def pca_components(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the components as rows."""
    _, s, Vt = _found(meter, arguments[0])
    return tuple(tuple(x * _sign(row) for x in row) for row in Vt[: _count(keywords, len(s))])


def pca_variances(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the variances along the components, σ²/(n − 1)."""
    U, s, _ = _found(meter, arguments[0])
    if len(U) < 2:
        raise Refusal("PCA needs two samples at least")
    return tuple(x * x / (len(U) - 1) for x in s[: _count(keywords, len(s))])


def pca_ratios(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the share of the total variance along each component."""
    _, s, _ = _found(meter, arguments[0])
    whole = sum(x * x for x in s)
    if whole == 0:
        raise Refusal("no column of the data varies")
    return tuple(x * x / whole for x in s[: _count(keywords, len(s))])


def pca_singular_values(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the singular values of the centered data."""
    _, s, _ = _found(meter, arguments[0])
    return tuple(s[: _count(keywords, len(s))])


def _centered(X: Value, meter: Meter) -> Value:
    return together(arithmetic.OPERATORS["-"], X, reducing.mean(meter, [X], {"axis": 0}), meter)


def _found(meter: Meter, X: Value) -> tuple[FloatRows, list[float], FloatRows]:
    """Return the economy SVD of the centered data."""
    centered = _centered(array_of_rows(as_matrix(array(X))), meter)
    factors = svd(meter, [centered], {"full_matrices": False})
    assert isinstance(factors, tuple)
    U, s, Vt = factors
    return _floats(U), _floats((s,))[0], _floats(Vt)


def _floats(matrix: Value) -> FloatRows:
    return [[float(real(x)) for x in row] for row in as_matrix(matrix)]


def _count(keywords: Keywords, most: int) -> int:
    """Return how many components are kept."""
    given = keywords.get("n_components", most)
    if not isinstance(given, int) and 0 < real(given) < 1:
        raise Outside("n_components below 1")
    k = as_integer(given)
    if not 0 <= k <= most:
        raise Refusal(f"n_components={k} must be between 0 and {most}, the shorter side of the data")
    return k


def _sign(row: list[float]) -> float:
    sizes = [round(abs(x), SAME) for x in row]
    return -1.0 if row[sizes.index(max(sizes))] < 0 else 1.0


# ---- how a line of scikit-learn is read -------------------------------------------------------------------------------


class _Reader(ast.NodeTransformer):
    """Writes PCA(…).fit(X).part and PCA(…).fit_transform(X) as the call of one function, PCA.part(X, …)."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        match node.value:
            case ast.Call(func=ast.Attribute(value=ast.Call() as made, attr="fit"), args=[X], keywords=[]):
                return _one_call(made, node.attr, X, node) or node
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        match node:  # before its parts: what is fitted and transformed is one X, written twice
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Call(func=ast.Attribute(value=ast.Call() as made, attr="fit"), args=[X], keywords=[]),
                    attr="transform",
                ),
                args=[again],
                keywords=[],
            ) if ast.dump(X) == ast.dump(again):
                return _one_call(made, "fit_transform", self.visit(X), node) or node
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Call() as made, attr="fit_transform"), args=[X], keywords=[]):
                return _one_call(made, "fit_transform", X, node) or node
        return node


def _one_call(made: ast.Call, part: str, X: ast.expr, node: ast.expr) -> ast.Call | None:
    """Return the call of the one function; None where it is none of those of this file."""
    if not isinstance(made.func, ast.Name) or f"{made.func.id}.{part}" not in NAMES:
        return None
    if len(made.args) > (made.func.id == "PCA"):
        return None
    options = [*(ast.keyword("n_components", value) for value in made.args), *made.keywords]
    name = ast.copy_location(ast.Name(f"{made.func.id}.{part}", ast.Load()), node)
    return ast.copy_location(ast.Call(name, [X], options), node)


def read_estimators(tree: ast.expr) -> ast.expr:
    """Return the tree with each line of scikit-learn as the call of one function."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if names.isdisjoint(CLASSES):
        return tree
    read = _Reader().visit(tree)
    assert isinstance(read, ast.expr)
    return read


NAMES = (
    "StandardScaler.fit_transform",
    "PCA.fit_transform",
    "PCA.components_",
    "PCA.explained_variance_",
    "PCA.explained_variance_ratio_",
    "PCA.singular_values_",
)
