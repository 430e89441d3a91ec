"""Attacks and bombs on the expression language: each is refused soon and in little memory, and nothing else escapes."""

from __future__ import annotations

import time
import tracemalloc
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decompdrill.expr import ExprError, Value, evaluate, parse
from decompdrill.expr.functions import FUNCTIONS
from tests.chance import examples
from tests.patience import ENDLESS

NAMES: dict[str, Value] = {
    "A": ((4, 1), (2, 3)),
    "B": ((1, 2, 3), (4, 5, 6)),
    "k": 2,
    "half": Fraction(1, 2),
    "x": 0.5,
    "z": 1 + 2j,
    "lams": (5, 2),
    "word": "salary",
    "layers": ({"d_in": 4, "d_out": 8, "count": 2},),
    "wide": tuple(range(2000)),
}

ATTACKS = [
    # out of the sandbox by attributes
    "().__class__.__bases__[0].__subclasses__()",
    "A.__class__",
    "A.T.__class__",
    "k.__add__(1)",
    "word.__class__.__mro__",
    "layers[0].__getitem__('count')",
    "(x for x in lams).gi_frame.f_globals",
    "[x for x in lams].__class__",
    "A.tofile('/tmp/x')",
    "A.dump('/tmp/x')",
    "A.tobytes()",
    "A.ctypes",
    "A.base",
    "A.T.T.data",
    "A.mean.__globals__",
    "A.mean",
    "word.format(1)",
    "word.join(lams)",
    "'{0.__class__}'.format(k)",
    "np.load('x')",
    "np.fromfile('x')",
    "np.linalg.__builtins__",
    "np.os.system('true')",
    "np.lib.npyio.os",
    "np.random.rand(3)",
    "numpy.ctypeslib",
    "np",
    "np.linalg",
    # by calls
    "__import__('os')",
    "open('/etc/passwd')",
    "eval('1')",
    "exec('1')",
    "compile('1', '', 'eval')",
    "getattr(k, 'real')",
    "globals()",
    "vars()",
    "type(k)",
    "print(1)",
    "input()",
    "str(k)",
    "format(k, 'd')",
    "(lambda: 1)()",
    "sqrt.__call__(4)",
    "(sqrt)(4)(4)",
    "[sqrt][0](4)",
    "map(sqrt, lams)",
    "sorted(lams, key=sqrt)",
    "sum(*[lams])",
    "sum(**{'axis': 0})",
    "np.vectorize(sqrt)(lams)",
    # by syntax
    "lambda: 1",
    "(y := 1)",
    "f'{k}'",
    "f'{k:>1000000000}'",
    "[*lams]",
    "{**layers[0]}",
    "{x for x in lams}",
    "{x: x for x in lams}",
    "await k",
    "(yield k)",
    "[x async for x in lams]",
    "A[...]",
    "A[None]",
    "k if k else (yield)",
    "_",
    "__builtins__",
    "[_ for _ in lams]",
    "[x.y for x.y in lams]",
    "[A[0] for A[0] in lams]",
    "[1 for (a, (b, c)) in lams]",
    "ℯval('1')",
    "𝐞𝐱𝐞𝐜('1')",
    "k\u200b",
    "k\x00",
    "k # a comment\x0c",
    "b'1'",
    "~k",
    "k << 10",
    "k | 1",
    "import os",
    "del k",
    "k; k",
    "k\\\n+1",
]

BOMBS = [
    "9**9**9",
    "(9**9)**(9**9)",
    "2**-(10**9)",
    "10**400",
    "1e999",
    "1e308 * 1e308",
    "exp(1000)",
    "exp(10**30)",
    "9.5**1e6",
    "half**(10**6)",
    "prod(range(1, 10000))",
    "prod([10**300 for i in range(300)])",
    "[k**i for i in range(5000)]",
    "sum([1/(10**100 + i) for i in range(10000)])",
    "'%0999999999d' % 1",
    "'%s' % word",
    "'a' * 10**9",
    "'a' + 'b'",
    "[0] * 10**9",
    "10**9 * [0]",
    "range(10**12)",
    "range(-10**400, 10**300)",
    "[0 for i in range(10**6)]",
    "arange(0, 1, 1e-300)",
    "arange(10**12)",
    "zeros((10**5, 10**5))",
    "zeros(10**10)",
    "zeros((10**200, 0))",
    "ones((1000, 1000)) @ ones((1000, 1000))",
    "ones((300, 300)) @ ones((300, 300))",
    "eye(10**6)",
    "eye(400)",
    "diag(range(10**4))",
    "diag(zeros(400))",
    "outer(range(10**4), range(10**4))",
    "reshape(arange(10**4), (100, 100)) + reshape(arange(10**4), (10**4, 1))",
    "reshape(arange(5000), (5000, 1)) * arange(5000)",
    "where(reshape(wide, (2000, 1)) > 1, wide, wide)",
    "svd(ones((20000, 1)))",
    "svd(ones((1, 20000)))",
    "svd(ones((200, 200)))[0] @ svd(ones((200, 200)))[0]",
    "cov(ones((20000, 1)))",
    "cov(reshape(wide, (1000, 2)))",
    "[eig(ones((90, 90))) for i in range(1000)]",
    "[det(ones((8, 8))) for i in range(10000)]",
    "[eigvals([[i, 1, 2], [3, i, 1], [1, 2, i]]) for i in range(1000)]",
    "[eigvals([[9999 - i, 9998], [9997, 9996]]) for i in range(1000)]",
    "[inv([[10**15 + i, 7/10**15], [3**30/7**20, i]]) for i in range(10000)]",
    "matrix_power(A, 10**9)",
    "matrix_power(A / 7, -10**400)",
    "[sorted(range(90000)) for i in range(10**4)]",
    "[sorted(wide) for i in range(10**4)]",
    "[[[[[[[i for a in wide] for b in wide] for c in wide] for d in wide] for e in wide] for f in wide] for i in wide]",
    "[1 for a in wide for b in wide for c in wide for d in wide]",
    "[wide for a in wide for b in wide]",
    "[wide for a in wide] == [wide for b in wide]",
    "sum([wide for a in wide])",
    "array([wide for a in wide])",
    "any([wide in [wide for a in wide] for b in wide])",
    "concatenate([wide for a in wide])",
    "hstack([[wide] for a in wide])",
    "vstack([wide for a in wide])",
    "column_stack([wide for a in wide])",
    "[[wide for a in wide] for b in wide][0]",
    "zip(wide, [wide for a in wide], [wide for a in wide])",
    "[wide[i:] for i in wide]",
    "[wide[::-1] for i in range(10**4)]",
    "[cumsum(wide) for i in range(10**4)]",
    "[unique(wide) for i in range(10**4)]",
    "[wide == wide for i in range(10**4)]",
    "[999 in wide for i in range(10**5)]",
    "[len(wide) for i in range(10**5)]",
    "[layers[0] for i in range(10**6)]",
    "max([max(wide) for i in range(10**4)])",
    "round(x, 10**9)",
    "round(x, -10**9)",
    "isclose(1, 2, rtol=10**300, atol=1e300) + 1e308 * 10",
    "(" * 100 + "1" + ")" * 100 + "+" + "-" * 60 + "1",
    "-" * 1900 + "1",
    "(" * 1000 + ")" * 1000,
    "[" * 900 + "]" * 900,
    "not " * 490 + "k",
    "A" + "[0]" * 600,
    "A" + ".T" * 900,
    "1" + "+1" * 900,
    "1" + "**1" * 600,
    "k if k else " * 160 + "k",
    "1 + " * 5000 + "1",
    "'" + "a" * 1000 + "'",
    "9" * 1900,
    "0x" + "f" * 1900,
    "1" + "_1" * 900,
    "sqrt(" * 150 + "1" + ")" * 150,
]


@pytest.mark.parametrize("text", ATTACKS, ids=lambda text: ascii(text)[:60])
def test_an_attack_is_refused_when_it_is_parsed(text: str) -> None:
    with pytest.raises(ExprError) as error:
        parse(text)
    assert_said_in_one_line(error.value, text)


@pytest.mark.parametrize("text", BOMBS, ids=lambda text: ascii(text)[:60])
def test_a_bomb_is_refused_at_once_and_in_little_memory(text: str) -> None:
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(ExprError) as error:
        evaluate(parse(text), NAMES)
    seconds = time.process_time() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < ENDLESS
    assert peak < 64 * 2**20
    assert_said_in_one_line(error.value, text)


def assert_said_in_one_line(error: ExprError, text: str) -> None:
    assert str(error).isprintable()
    assert 0 < len(str(error)) < 200
    assert 0 <= error.offset <= len(text)


_LEAVES = st.one_of(
    st.sampled_from(["A", "B", "k", "half", "x", "z", "lams", "word", "layers", "wide", "pi", "True", "'fro'"]),
    st.sampled_from(["0", "1", "-2", "0.5", "1e-12", "2j", "7", "1e300"]),
    st.sampled_from(["[]", "()", "[1, 2]", "(0, 1)", "[[1, 2], [2, 4]]"]),
)
_OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "@", "==", "!=", "<", "<=", ">", ">=", "and", "or", "in"]
_FUNCTIONS = sorted(FUNCTIONS)
_SUFFIXES = [
    "[0]",
    "[-1]",
    "[0, 1]",
    "[:, 0]",
    "[1:]",
    "[::-1]",
    "['d_in']",
    "[[0, 1]]",
    ".T",
    ".shape",
    ".real",
    ".size",
]
_SUFFIXES += [".mean(axis=0)", ".sum()", ".dot(lams)", "[:, [0]]", "[lams]", "[x]"]
_KEYWORDS = [
    "",
    "",
    "",
    ", axis=0",
    ", axis=1",
    ", ddof=1",
    ", keepdims=True",
    ", full_matrices=False",
    ", rowvar=False",
]


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    arguments = st.lists(inner, min_size=1, max_size=3).map(", ".join)
    return st.one_of(
        st.tuples(inner, st.sampled_from(_OPERATORS), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(st.sampled_from(["-", "+", "not "]), inner).map(lambda p: f"({p[0]}{p[1]})"),
        st.tuples(st.sampled_from(_FUNCTIONS), arguments, st.sampled_from(_KEYWORDS)).map(
            lambda p: f"{p[0]}({p[1]}{p[2]})"
        ),
        st.tuples(inner, st.sampled_from(_SUFFIXES)).map(lambda p: f"({p[0]}){p[1]}"),
        st.tuples(inner, inner).map(lambda p: f"[{p[0]} for k in {p[1]}]"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
        st.tuples(inner, inner).map(lambda p: f"[{p[0]}, {p[1]}]"),
    )


def message_of(text: str) -> str:
    """Return what is said of an expression that is refused; nothing for any other."""
    try:
        evaluate(parse(text), NAMES)
    except ExprError as error:
        return str(error)
    return ""


EXPRESSIONS = st.recursive(_LEAVES, _nested, max_leaves=12)


@settings(max_examples=examples(400), deadline=None, suppress_health_check=list(HealthCheck))
@given(EXPRESSIONS)
def test_nothing_but_an_expr_error_escapes_from_an_expression(text: str) -> None:
    assert message_of(text).isprintable()


@settings(max_examples=examples(300), deadline=None)
@given(st.text(alphabet="AkB019.()[]{}+-*/@%,:'\"=<>!&|^~ \n\\#_eijnpforlambdyw", max_size=40))
def test_nothing_but_an_expr_error_escapes_from_any_text(text: str) -> None:
    assert message_of(text).isprintable()
