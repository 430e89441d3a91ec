"""The one table of functions that an expression may call, by their NumPy names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from decompdrill.expr import elementwise, linear, making, reducing
from decompdrill.expr.values import Meter, Value

Arguments: TypeAlias = Sequence[Value]
Keywords: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Function:
    """A function with how many arguments it takes by place and which by keyword."""

    call: Callable[[Meter, Arguments, Keywords], Value]
    least: int = 1
    most: int = 1
    keywords: tuple[str, ...] = ()
    second: str = ""
    """The keyword that a second argument by place stands for: mean(X, 0) is mean(X, axis=0)."""

    @property
    def counted(self) -> str:
        most = self.most + bool(self.second)
        return f"{self.least}" if self.least == most else f"{self.least} to {most}"


FUNCTIONS: Mapping[str, Function] = {
    "len": Function(reducing.length),
    "sum": Function(reducing.total, keywords=("axis", "keepdims"), second="axis"),
    "prod": Function(reducing.prod, keywords=("axis", "keepdims"), second="axis"),
    "min": Function(reducing.least, most=20, keywords=("axis", "keepdims")),
    "max": Function(reducing.greatest, most=20, keywords=("axis", "keepdims")),
    "mean": Function(reducing.mean, keywords=("axis", "keepdims"), second="axis"),
    "var": Function(reducing.var, keywords=("axis", "ddof", "keepdims"), second="axis"),
    "std": Function(reducing.std, keywords=("axis", "ddof", "keepdims"), second="axis"),
    "any": Function(reducing.any_true),
    "all": Function(reducing.all_true),
    "argmax": Function(reducing.argmax, keywords=("axis",), second="axis"),
    "argmin": Function(reducing.argmin, keywords=("axis",), second="axis"),
    "count_nonzero": Function(reducing.count_nonzero),
    "sorted": Function(making.sorted_list, keywords=("reverse",)),
    "reversed": Function(making.reversed_list),
    "range": Function(making.integers, most=3),
    "enumerate": Function(making.numbered),
    "zip": Function(making.zipped, most=6),
    "array": Function(making.as_array),
    "arange": Function(making.arange, most=3),
    "eye": Function(making.eye, most=2),
    "identity": Function(making.eye),
    "zeros": Function(making.zeros),
    "ones": Function(making.ones),
    "diag": Function(making.diag),
    "transpose": Function(making.transpose),
    "reshape": Function(making.reshape, least=2, most=3),
    "concatenate": Function(making.concatenate, keywords=("axis",)),
    "hstack": Function(making.hstack),
    "vstack": Function(making.vstack),
    "column_stack": Function(making.column_stack),
    "sort": Function(making.sort),
    "argsort": Function(making.argsort),
    "unique": Function(making.unique),
    "cumsum": Function(making.cumsum),
    "cumprod": Function(making.cumprod),
    "where": Function(elementwise.where, least=3, most=3),
    "maximum": Function(elementwise.maximum, least=2, most=2),
    "minimum": Function(elementwise.minimum, least=2, most=2),
    "isclose": Function(elementwise.isclose, least=2, most=2, keywords=("rtol", "atol")),
    "allclose": Function(elementwise.allclose, least=2, most=2, keywords=("rtol", "atol")),
    "abs": Function(elementwise.absolute),
    "round": Function(elementwise.rounded, most=2),
    "sqrt": Function(elementwise.sqrt),
    "square": Function(elementwise.square),
    "exp": Function(elementwise.exp),
    "log": Function(elementwise.log),
    "floor": Function(elementwise.floor),
    "ceil": Function(elementwise.ceil),
    "int": Function(elementwise.truncated),
    "sign": Function(elementwise.sign),
    "real": Function(elementwise.real_part),
    "imag": Function(elementwise.imaginary_part),
    "conj": Function(elementwise.conj),
    "trace": Function(linear.trace),
    "det": Function(linear.det),
    "inv": Function(linear.inv),
    "solve": Function(linear.solve, least=2, most=2),
    "rank": Function(linear.rank, keywords=("tol",)),
    "matrix_rank": Function(linear.rank, keywords=("tol",)),
    "matrix_power": Function(linear.matrix_power, least=2, most=2),
    "dot": Function(linear.dot, least=2, most=2),
    "outer": Function(linear.outer, least=2, most=2),
    "norm": Function(linear.norm, most=2, keywords=("ord", "axis", "keepdims")),
    "cond": Function(linear.cond),
    "eig": Function(linear.eig),
    "eigh": Function(linear.eigh),
    "eigvals": Function(linear.eigvals),
    "eigvalsh": Function(linear.eigvalsh),
    "svd": Function(linear.svd, keywords=("full_matrices", "compute_uv")),
    "svdvals": Function(linear.svdvals),
    "cov": Function(linear.cov, keywords=("rowvar", "ddof")),
    "corrcoef": Function(linear.corrcoef, keywords=("rowvar",)),
}

METHODS = [
    "sum",
    "prod",
    "min",
    "max",
    "mean",
    "var",
    "std",
    "any",
    "all",
    "argmax",
    "argmin",
    "cumsum",
    "cumprod",
    "round",
    "dot",
    "trace",
    "transpose",
    "reshape",
    "conj",
]
"""The functions that an array also has as methods: X.mean(axis=0) is mean(X, axis=0)."""
