"""What NumPy has by name, and what is said of a name that this language does not have."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from decompdrill.expr.functions import FUNCTIONS, METHODS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OF_MODULE = _words("""
ScalarType abs absolute acos acosh add all allclose amax amin angle any append apply_along_axis apply_over_axes arange
arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin argpartition argsort argwhere around array
array2string array_equal array_equiv array_repr array_split array_str asanyarray asarray asarray_chkfinite
ascontiguousarray asfortranarray asin asinh asmatrix astype atan atan2 atanh atleast_1d atleast_2d atleast_3d average
bartlett base_repr binary_repr bincount bitwise_and bitwise_count bitwise_invert bitwise_left_shift bitwise_not
bitwise_or bitwise_right_shift bitwise_xor blackman block bmat bool bool_ broadcast broadcast_arrays broadcast_shapes
broadcast_to busday_count busday_offset busdaycalendar byte bytes_ c_ can_cast cbrt cdouble ceil char character
chararray choose clip clongdouble column_stack common_type complex128 complex64 complexfloating compress concat
concatenate conj conjugate convolve copy copysign copyto corrcoef correlate cos cosh count_nonzero cov cross csingle
ctypeslib cumprod cumsum cumulative_prod cumulative_sum datetime64 datetime_as_string datetime_data deg2rad degrees
delete diag diag_indices diag_indices_from diagflat diagonal diff digitize divide divmod dot double dsplit dstack
dtype dtypes e ediff1d einsum einsum_path emath empty empty_like equal errstate euler_gamma exceptions exp exp2
expand_dims expm1 extract eye fabs fft fill_diagonal finfo fix flatiter flatnonzero flexible flip fliplr flipud
float16 float32 float64 float_power floating floor floor_divide fmax fmin fmod format_float_positional
format_float_scientific frexp from_dlpack frombuffer fromfile fromfunction fromiter frompyfunc fromregex fromstring
full full_like gcd generic genfromtxt geomspace get_include get_printoptions getbufsize geterr geterrcall gradient
greater greater_equal half hamming hanning heaviside histogram histogram2d histogram_bin_edges histogramdd hsplit
hstack hypot i0 identity iinfo imag in1d index_exp indices inexact inf info inner insert int16 int32 int64 int8 int_
intc integer interp intersect1d intp invert is_busday isclose iscomplex iscomplexobj isdtype isfinite isfortran isin
isinf isnan isnat isneginf isposinf isreal isrealobj isscalar issubdtype iterable ix_ kaiser kron lcm ldexp left_shift
less less_equal lexsort lib linalg linspace little_endian load loadtxt log log10 log1p log2 logaddexp logaddexp2
logical_and logical_not logical_or logical_xor logspace long longdouble longlong ma mask_indices matmul matrix
matrix_transpose matvec max maximum may_share_memory mean median memmap meshgrid mgrid min min_scalar_type minimum
mintypecode mod modf moveaxis multiply nan nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax nanmean
nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar ndarray ndenumerate ndim ndindex nditer
negative nested_iters newaxis nextafter nonzero not_equal number object_ ogrid ones ones_like outer packbits pad
partition percentile permute_dims pi piecewise place poly poly1d polyadd polyder polydiv polyfit polyint polymul
polynomial polysub polyval positive pow power printoptions prod promote_types ptp put put_along_axis putmask quantile
r_ rad2deg radians random ravel ravel_multi_index real real_if_close rec recarray reciprocal record remainder repeat
require reshape resize result_type right_shift rint roll rollaxis roots rot90 round row_stack s_ save savetxt savez
savez_compressed sctypeDict searchsorted select set_printoptions setbufsize setdiff1d seterr seterrcall setxor1d shape
shares_memory short show_config show_runtime sign signbit signedinteger sin sinc single sinh size sort sort_complex
spacing split sqrt square squeeze stack std str_ strings subtract sum swapaxes take take_along_axis tan tanh tensordot
test testing tile timedelta64 trace transpose trapezoid trapz tri tril tril_indices tril_indices_from trim_zeros triu
triu_indices triu_indices_from true_divide trunc typecodes typename typing ubyte ufunc uint uint16 uint32 uint64 uint8
uintc uintp ulong ulonglong union1d unique unique_all unique_counts unique_inverse unique_values unpackbits
unravel_index unsignedinteger unstack unwrap ushort vander var vdot vecdot vecmat vectorize void vsplit vstack where
zeros zeros_like
""")
"""What `np` has."""

OF_LINALG = _words("""
LinAlgError cholesky cond cross det diagonal eig eigh eigvals eigvalsh inv lstsq matmul matrix_norm matrix_power
matrix_rank matrix_transpose multi_dot norm outer pinv qr slogdet solve svd svdvals tensordot tensorinv tensorsolve
test trace vecdot vector_norm
""")
"""What `np.linalg` has."""

OF_ARRAY = _words("""
T all any argmax argmin argpartition argsort astype base byteswap choose clip compress conj conjugate copy ctypes
cumprod cumsum data device diagonal dot dtype dump dumps fill flags flat flatten getfield imag item itemset itemsize
mT max mean min nbytes ndim newbyteorder nonzero partition prod ptp put ravel real repeat reshape resize round
searchsorted setfield setflags shape size sort squeeze std strides sum swapaxes take to_device tobytes tofile tolist
tostring trace transpose var view
""")
"""The attributes and methods of an array."""

INSTEAD = {
    "add": "+",
    "amax": "max",
    "amin": "min",
    "around": "round",
    "asarray": "array",
    "average": "mean",
    "concat": "concatenate",
    "conjugate": "conj",
    "diagonal": "diag",
    "divide": "/",
    "einsum": "@",
    "empty": "zeros",
    "fabs": "abs",
    "absolute": "abs",
    "flatten": "reshape(-1)",
    "float_power": "**",
    "inner": "@",
    "matmul": "@",
    "matrix_norm": "norm",
    "matrix_transpose": "T",
    "mT": "T",
    "multi_dot": "@",
    "multiply": "*",
    "negative": "-",
    "pow": "**",
    "power": "**",
    "ravel": "reshape(-1)",
    "stack": "vstack or column_stack",
    "subtract": "-",
    "swapaxes": "T",
    "tensordot": "@",
    "true_divide": "/",
    "vdot": "@",
    "vecdot": "@",
    "vector_norm": "norm",
}
"""What does the same here, where one thing does."""

_RENAMED = {"rank": "matrix_rank", "length": "len", "product": "prod"}
"""What NumPy once had, or is thought to have, under another name."""

ESTIMATORS = {
    "PCA": "PCA(n_components=2).fit_transform(X) or PCA(n_components=2).fit(X).components_",
    "StandardScaler": "StandardScaler().fit_transform(X)",
}
"""The classes of scikit-learn that a line may use, and how."""

OTHER_MODULES = frozenset(["cmath", "math", "pandas", "pd", "scipy", "sklearn", "sp", "statistics", "sympy", "torch"])

SUBSET = "is not in this drill's subset of NumPy"


def unknown_function(module: str, name: str) -> str:
    """Return what is said of the call of a function that the language does not have; `module` is np, np.linalg, or none."""
    names = {"": OF_MODULE | OF_LINALG, "np": OF_MODULE, "np.linalg": OF_LINALG}.get(module)
    whole = f"{module}.{name}" if module else name
    if (names is None and module.removeprefix("np.") in OF_MODULE) or (names is not None and name in names):
        return beyond_subset(whole, name)
    if name in ESTIMATORS and not module:
        return f"{name} is taken in one line alone, such as {ESTIMATORS[name]}"
    if not module:
        return f"there is no function {name}{_meant(_near(name, FUNCTIONS))}"
    known = OF_MODULE | OF_LINALG | FUNCTIONS.keys()
    near = _RENAMED.get(name) or (name if name in known else _near(name, OF_MODULE | OF_LINALG))
    return f"NumPy has no function {whole}{_meant(_qualified(near) if near else '')}"


def unknown_method(name: str, receiver: str = "") -> str:
    """Return what is said of the call of a method that the language does not have; `receiver` is what it was called of."""
    if receiver in OTHER_MODULES:
        return f"the module {receiver} is not available here{_meant(f'{_qualified(name)}(…)' if name in FUNCTIONS else '')}"
    if name in OF_ARRAY:
        return beyond_subset(name, name)
    if name in FUNCTIONS:
        return f"an array has no method {name}; did you mean {_qualified(name)}(…)?"
    return f"an array has no method {name}{_meant(_near(name, METHODS))}"


def beyond_subset(whole: str, name: str) -> str:
    """Return what is said of something that NumPy has and the language does not, and what does the same."""
    return f"{whole} {SUBSET}" + (f"; use {INSTEAD[name]}" if name in INSTEAD else "")


def _qualified(name: str) -> str:
    """Return a name as it is written after `import numpy as np`."""
    if name in OF_MODULE:
        return f"np.{name}"
    return f"np.linalg.{name}" if name in OF_LINALG else name


def _near(name: str, names: Iterable[str]) -> str:
    """Return the name that was probably meant, nothing where none is near."""
    alike = sorted(other for other in names if other[0] == name[0])
    near = get_close_matches(name[:40], alike, 1, 0.75) if len(name) > 3 else []
    return near[0] if near else ""


def _meant(name: str) -> str:
    return f"; did you mean {name}?" if name else ""
