"""Streams give the same numbers for ever, and variables are drawn in the order in which they need one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import pytest

from decompdrill.draw import DrawError, DrawnValue, Stream, draw_variables
from decompdrill.draw.integers import Allowed
from decompdrill.model import to_raw

GOLDEN: list[tuple[tuple[str, int, str, int], list[int]]] = [
    (("eigen.values-2x2", 1, "A", 0), [437, 566, 819, 607, 761, 753, 83, 791, 949, 406, 193, 536]),
    (("eigen.values-2x2", 2, "A", 0), [361, 743, 205, 610, 971, 477, 661, 236, 518, 972, 461, 813]),
    (("eigen.values-2x2", 1, "lams", 0), [565, 784, 643, 332, 708, 609, 869, 224, 128, 29, 611, 541]),
    (("eigen.values-2x2", 1, "A", 1), [419, 609, 773, 935, 796, 138, 431, 48, 133, 355, 236, 308]),
    (("svd.größe", -7, "σ", 0), [652, 260, 13, 457, 774, 103, 603, 477, 590, 865, 158, 237]),
    (("", 0, "", 0), [488, 599, 666, 378, 51, 474, 51, 846, 528, 24, 149, 247]),
    (("rank.hidden", 1180591620717411303424, "x", 3), [556, 656, 425, 358, 565, 65, 583, 257, 470, 789, 564, 520]),
]

OTHERS = ("f", (5, 2, 1, 3, 0, 4), ("d", "b", "a"), False, -1, -551701945781727615, 3764075207043841299, 761)


@pytest.mark.parametrize(("name", "numbers"), GOLDEN)
def test_a_stream_gives_the_numbers_it_gave_in_the_first_version(
    name: tuple[str, int, str, int], numbers: list[int]
) -> None:
    stream = Stream(*name)
    assert [stream.integer(0, 999) for _ in range(12)] == numbers


def test_the_other_draws_give_what_they_gave_in_the_first_version() -> None:
    stream = Stream("eigen.values-2x2", 42, "A")
    drawn = (
        stream.pick("abcdef"),
        stream.shuffled(range(6)),
        stream.sample("abcdef", 3),
        stream.chance(1, 3),
        stream.sign(),
        stream.integer(-(10**18), 10**18),
        stream.integer(0, 2**64 - 1),
        stream.child("part").integer(0, 999),
    )
    assert drawn == OTHERS


@pytest.mark.parametrize(
    "other", [("q", 1, "B", 0), ("q", 2, "A", 0), ("q2", 1, "A", 0), ("q", 1, "A", 1)], ids=lambda o: str(o)
)
def test_another_name_is_another_stream(other: tuple[str, int, str, int]) -> None:
    first, second = Stream("q", 1, "A"), Stream(*other)
    assert [first.integer(0, 10**9) for _ in range(4)] != [second.integer(0, 10**9) for _ in range(4)]


def test_names_that_run_together_are_different_streams() -> None:
    pairs = [(Stream("a", 1, "b;0;c"), Stream("a;1", 0, "c")), (Stream("a", 11, "b"), Stream("a", 1, "1b"))]
    for first, second in pairs:
        assert first.integer(0, 10**18) != second.integer(0, 10**18)


def test_a_part_has_a_stream_of_its_own_however_far_the_whole_has_run() -> None:
    fresh, used = Stream("q", 1, "A"), Stream("q", 1, "A")
    used.integer(0, 9)
    assert fresh.child("U").integer(0, 10**9) == used.child("U").integer(0, 10**9)


def test_every_integer_of_a_range_is_as_likely() -> None:
    stream = Stream("fair", 0, "x")
    counts = Counter(stream.integer(-1, 1) for _ in range(6000))
    assert sorted(counts) == [-1, 0, 1]
    assert all(abs(count - 2000) < 200 for count in counts.values())


def test_words_that_would_favour_small_integers_are_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    words = iter([2**64 - 1, 2**64 - 2, 7])
    monkeypatch.setattr(Stream, "_next_word", lambda self: next(words))
    # 2⁶⁴ = 6148914691236517205·3 + 1: the last word has no partner.
    assert Stream("q", 0, "x").integer(0, 2) == (2**64 - 2) % 3


def test_every_order_of_three_is_as_likely() -> None:
    stream = Stream("fair", 0, "orders")
    counts = Counter(stream.shuffled("abc") for _ in range(6000))
    assert len(counts) == 6
    assert all(abs(count - 1000) < 150 for count in counts.values())


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda s: s.integer(2, 1), "cannot draw an integer from 2 to 1"),
        (lambda s: s.integer(0, 2**64), "cannot draw an integer from 0 to 18446744073709551616"),
        (lambda s: s.pick([]), "cannot pick from nothing"),
        (lambda s: s.sample([1], 2), "cannot take 2 of 1"),
    ],
)
def test_impossible_draws_are_refused(draw: object, message: str) -> None:
    assert callable(draw)
    with pytest.raises(ValueError) as error:
        draw(Stream("q", 0, "x"))
    assert str(error.value) == message


@dataclass(frozen=True)
class Declared:
    name: str
    recipe: str
    params: Mapping[str, object] = field(default_factory=dict)


LAMS = Declared("lams", "distinct-integers", {"count": "k + 1", "low": -5, "high": 7})
K = Declared("k", "integer", {"low": 1, "high": 2})
A = Declared("A", "with-eigenvalues", {"eigenvalues": "lams", "bound": 20})
OTHER = Declared("other", "integer", {"low": 0, "high": 10**9})


def test_variables_are_drawn_whatever_their_order() -> None:
    forward, backward = (draw_variables(vs, "q", 3) for vs in ([K, LAMS, A], [A, LAMS, K]))
    assert forward == backward
    assert list(backward) == ["A", "lams", "k"]
    assert isinstance(forward["lams"], tuple)
    assert len(forward["lams"]) == forward["k"] + 1  # type: ignore[operator]


def test_adding_a_variable_changes_no_other() -> None:
    before = draw_variables([K, LAMS, A], "q", 3)
    after = draw_variables([OTHER, K, LAMS, A], "q", 3)
    assert {name: after[name] for name in before} == before


def test_another_attempt_is_another_draw() -> None:
    assert draw_variables([OTHER], "q", 3, 0) != draw_variables([OTHER], "q", 3, 1)


RESOLVED: list[tuple[object, DrawnValue]] = [
    ("k", 3),
    ("k + 1", 4),
    ("k/2", Fraction(3, 2)),
    ("[k, 2*k]", (3, 6)),
    (["k", "k*k", 1], (3, 9, 1)),
    ("round(sqrt(k), 2)", Fraction(173, 100)),
    ("word", "word"),
    ("fast + slow", "fast + slow"),
    ("1/3", Fraction(1, 3)),
    (0.25, Fraction(1, 4)),
    ("-2", -2),
    ("2.50", Fraction(5, 2)),
]


@pytest.mark.parametrize(("raw", "value"), RESOLVED, ids=[str(raw) for raw, _ in RESOLVED])
def test_a_parameter_is_a_literal_a_name_or_an_expression(raw: object, value: DrawnValue) -> None:
    variables = [Declared("k", "integer", {"low": 3, "high": 3}), Declared("x", "value", {"value": raw})]
    assert draw_variables(variables, "q", 1)["x"] == value


def test_words_to_choose_from_are_never_names() -> None:
    variables = [K, Declared("x", "one-of", {"values": ["k", "k + 1"]})]
    assert draw_variables(variables, "q", 1)["x"] in ("k", "k + 1")


FAULTS: list[tuple[list[Declared], str]] = [
    (
        [Declared("a", "value", {"value": "b"}), Declared("b", "value", {"value": "a + 1"})],
        "the variables need one another: a → b → a",
    ),
    ([Declared("a", "value", {"value": "a"})], "the variables need one another: a → a"),
    ([Declared("a", "guess")], "variable a: there is no recipe 'guess'"),
    (
        [Declared("a", "distinct-integers", {"count": 9, "low": 1, "high": 3})],
        "variable a: distinct-integers: count should be at most 3, the integers from 1 to 3 that are not excluded, but is 9",
    ),
    (
        [K, Declared("a", "value", {"value": "sqrt(k + 1.5)"})],
        "variable a: sqrt(k + 1.5): the value 1.87083 has hidden digits; round it, as in round(…, 2)",
    ),
    ([K, Declared("a", "value", {"value": "1/(k - k)"})], "variable a: 1/(k - k): division by zero"),
    (
        [*(Declared(f"v{n}", "value", {"value": f"v{n + 1}"}) for n in range(3000)), Declared("v3000", "index")],
        "variable v0: it needs over 60 others in a row; declare first what others need",
    ),
]


@pytest.mark.parametrize(("variables", "message"), FAULTS, ids=[message[:40] for _, message in FAULTS])
def test_a_fault_names_its_variable(variables: list[Declared], message: str) -> None:
    with pytest.raises(DrawError) as error:
        draw_variables(variables, "q", 1)
    assert str(error.value) == message


RAW: list[tuple[DrawnValue, object]] = [
    (3, 3),
    (Fraction(6, 2), 3),
    (Fraction(1, 4), 0.25),
    (Fraction(1, 10), 0.1),
    (Fraction(3, 10**16), 3e-16),
    (Fraction(1, 3), "1/3"),
    (Fraction(10**20 + 1, 2), "100000000000000000001/2"),
    ("word", "word"),
    (((1, Fraction(1, 2)), (0, 2)), [[1, 0.5], [0, 2]]),
    (({"d_in": 4, "count": 2},), [{"d_in": 4, "count": 2}]),
]


@pytest.mark.parametrize(("value", "raw"), RAW, ids=[str(value) for value, _ in RAW])
def test_a_value_is_written_so_that_its_digits_say_it_exactly(value: DrawnValue, raw: object) -> None:
    assert to_raw(value) == raw
    assert type(to_raw(value)) is type(raw)


@pytest.mark.parametrize(("length", "count"), [(60, 1), (500, 3), (5000, 40), (5001, 100)])
def test_a_sample_of_a_long_sequence_is_the_one_of_its_copy(length: int, count: int) -> None:
    """Fisher and Yates on a copy, as the golden table has it; the longer two go without one."""
    for seed in range(20):
        items, stream = list(range(length)), Stream("q", seed, "v")
        for i in range(count):
            j = stream.integer(i, length - 1)
            items[i], items[j] = items[j], items[i]
        assert Stream("q", seed, "v").sample(range(length), count) == tuple(items[:count])


def test_integers_but_a_few_are_those_of_a_list() -> None:
    allowed = Allowed(-3, 9, [4, 12, -3, 4, 0])
    listed = [x for x in range(-3, 10) if x not in (4, -3, 0)]
    assert (list(allowed), len(allowed), allowed[2:5]) == (listed, len(listed), listed[2:5])
    assert len(Allowed(1, 2, [1, 2])) == 0
