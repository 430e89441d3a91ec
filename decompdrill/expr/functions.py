"""The one table of functions that an expression may call, by their NumPy names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from decompdrill.expr import elementwise, estimators, linear, making, reducing
from decompdrill.expr.values import Arguments, Keywords, Meter, Value


@dataclass(frozen=True, slots=True)
class Function:
    """A function with how many values it takes by place, and NumPy's names for what it takes.

    The names stand in NumPy's order: those of the values first; after them what may be given by place or by name, after
    `*` by name alone. A `-` stands before what NumPy takes and this language does not.
    """

    call: Callable[[Meter, Arguments, Keywords], Value]
    takes: str = ""
    least: int = 1
    most: int = 1

    places: tuple[str, ...] = field(init=False)
    """The names of what NumPy takes by place."""
    keywords: tuple[str, ...] = field(init=False)
    """The names of what may be given beside the values."""
    beyond: frozenset[str] = field(init=False)
    """The names of what NumPy takes and this language does not."""
    most_by_place: int = field(init=False)

    def __post_init__(self) -> None:
        by_place, _, by_name = self.takes.partition("*")
        places = tuple(by_place.split())
        options = list(takewhile(lambda name: not name.startswith("-"), places[self.most :]))
        beside = (*places[self.most :], *by_name.split())
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "keywords", tuple(name for name in beside if not name.startswith("-")))
        object.__setattr__(self, "beyond", frozenset(name[1:] for name in beside if name.startswith("-")))
        object.__setattr__(self, "most_by_place", self.most + len(options))

    @property
    def counted(self) -> str:
        return f"{self.least}" if self.least == self.most_by_place else f"{self.least} to {self.most_by_place}"


_UFUNC = "-out * -where -casting -order -dtype -subok -signature"
_REDUCED = "a axis * -out keepdims"
_MADE = "dtype -order * -device -like"
_PCA = "X * n_components -copy -whiten -svd_solver -tol -iterated_power -random_state"

FUNCTIONS: Mapping[str, Function] = {
    "len": Function(reducing.length),
    "sum": Function(reducing.added, "a axis * dtype -out keepdims -initial -where"),
    "prod": Function(reducing.prod, "a axis * dtype -out keepdims -initial -where"),
    "min": Function(reducing.least, "* axis keepdims", most=20),
    "max": Function(reducing.greatest, "* axis keepdims", most=20),
    "mean": Function(reducing.mean, "a axis * dtype -out keepdims -where"),
    "var": Function(reducing.var, "a axis * dtype -out ddof keepdims -where -mean correction"),
    "std": Function(reducing.std, "a axis * dtype -out ddof keepdims -where -mean correction"),
    "any": Function(reducing.any_true, f"{_REDUCED} -where"),
    "all": Function(reducing.all_true, f"{_REDUCED} -where"),
    "argmax": Function(reducing.argmax, "a axis * -out keepdims"),
    "argmin": Function(reducing.argmin, "a axis * -out keepdims"),
    "count_nonzero": Function(reducing.count_nonzero, "a axis * keepdims"),
    "sorted": Function(making.sorted_list, "* reverse"),
    "reversed": Function(making.reversed_list),
    "range": Function(making.integers, most=3),
    "enumerate": Function(making.numbered),
    "zip": Function(making.zipped, most=6),
    "array": Function(making.array_from, "object dtype * copy -order -subok ndmin -ndmax -like"),
    "arange": Function(making.arange, "start stop step * dtype -device -like", most=3),
    "eye": Function(making.eye, f"N M k {_MADE}"),
    "identity": Function(making.eye, "n dtype * -like"),
    "zeros": Function(making.zeros, f"shape {_MADE}"),
    "ones": Function(making.ones, f"shape {_MADE}"),
    "diag": Function(making.diag, "v k"),
    "transpose": Function(making.transpose, "a -axes"),
    "reshape": Function(making.reshape, "a shape * -order -copy -newshape", least=2, most=3),
    "concatenate": Function(making.concatenate, "arrays axis -out * dtype -casting"),
    "hstack": Function(making.hstack, "tup * dtype -casting"),
    "vstack": Function(making.vstack, "tup * dtype -casting"),
    "column_stack": Function(making.column_stack, "tup"),
    "sort": Function(making.sort, "a axis kind -order * stable -descending"),
    "argsort": Function(making.argsort, "a axis kind -order * stable -descending"),
    "unique": Function(making.unique, "ar -return_index -return_inverse -return_counts -axis * equal_nan -sorted"),
    "cumsum": Function(making.cumsum, "a axis * dtype -out"),
    "cumprod": Function(making.cumprod, "a axis * dtype -out"),
    "where": Function(elementwise.where, "condition x y", least=3, most=3),
    "maximum": Function(elementwise.maximum, f"x1 x2 {_UFUNC}", least=2, most=2),
    "minimum": Function(elementwise.minimum, f"x1 x2 {_UFUNC}", least=2, most=2),
    "isclose": Function(elementwise.isclose, "a b rtol atol equal_nan", least=2, most=2),
    "allclose": Function(elementwise.allclose, "a b rtol atol equal_nan", least=2, most=2),
    "abs": Function(elementwise.absolute, f"x {_UFUNC}"),
    "round": Function(elementwise.rounded, "a decimals -out"),
    "sqrt": Function(elementwise.sqrt, f"x {_UFUNC}"),
    "square": Function(elementwise.square, f"x {_UFUNC}"),
    "exp": Function(elementwise.exp, f"x {_UFUNC}"),
    "log": Function(elementwise.log, f"x {_UFUNC}"),
    "floor": Function(elementwise.floor, f"x {_UFUNC}"),
    "ceil": Function(elementwise.ceil, f"x {_UFUNC}"),
    "int": Function(elementwise.truncated),
    "sign": Function(elementwise.sign, f"x {_UFUNC}"),
    "real": Function(elementwise.real_part, "val"),
    "imag": Function(elementwise.imaginary_part, "val"),
    "conj": Function(elementwise.conj, f"x {_UFUNC}"),
    "trace": Function(linear.trace, "a offset -axis1 -axis2 -dtype -out"),
    "det": Function(linear.det, "a"),
    "inv": Function(linear.inv, "a"),
    "solve": Function(linear.solve, "a b", least=2, most=2),
    "rank": Function(linear.rank, "A tol hermitian * rtol"),
    "matrix_rank": Function(linear.rank, "A tol hermitian * rtol"),
    "matrix_power": Function(linear.matrix_power, "a n", least=2, most=2),
    "dot": Function(linear.dot, "a b -out", least=2, most=2),
    "outer": Function(linear.outer, "a b -out", least=2, most=2),
    "norm": Function(linear.norm, "x ord axis keepdims"),
    "cond": Function(linear.cond, "x p"),
    "eig": Function(linear.eig, "a"),
    "eigh": Function(linear.eigh, "a UPLO"),
    "eigvals": Function(linear.eigvals, "a"),
    "eigvalsh": Function(linear.eigvalsh, "a UPLO"),
    "svd": Function(linear.svd, "a full_matrices compute_uv hermitian"),
    "svdvals": Function(linear.svdvals, "x"),
    "cov": Function(linear.cov, "m y rowvar bias ddof -fweights -aweights * dtype"),
    "corrcoef": Function(linear.corrcoef, "x y rowvar * dtype"),
    "StandardScaler.fit_transform": Function(estimators.standardized, "X * -copy -with_mean -with_std"),
    "PCA.fit_transform": Function(estimators.pca_scores, _PCA),
    "PCA.components_": Function(estimators.pca_components, _PCA),
    "PCA.explained_variance_": Function(estimators.pca_variances, _PCA),
    "PCA.explained_variance_ratio_": Function(estimators.pca_ratios, _PCA),
    "PCA.singular_values_": Function(estimators.pca_singular_values, _PCA),
}

OF_NUMPY: Mapping[str, Function] = {
    "sum": Function(reducing.numpy_sum, "a axis * dtype -out keepdims -initial -where"),
    "min": Function(reducing.least, f"{_REDUCED} -initial -where"),
    "max": Function(reducing.greatest, f"{_REDUCED} -initial -where"),
}
"""What is called as np.f or as a method where Python's own function of that name is another one."""

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
