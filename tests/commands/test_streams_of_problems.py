"""What is given comes from standard input, a picture goes to standard output; what is missing says how it is given."""

from __future__ import annotations

import pytest

from decompdrill.kinds.signatures import SIGNATURES
from tests.commands.test_cli import decompdrill


def test_a_matrix_comes_from_standard_input() -> None:
    done = decompdrill("check", "eigenvalues", "-g", "A=@-", "4, 1", stdin=b"2,1\n2,3\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("  ✓ Right.")
    done = decompdrill("check", "eigenvalues", "-g", "A=@-", "4, 1", stdin=b"2,x\n2,3\n")
    assert (done.returncode, done.stderr) == (65, b"decompdrill: A: standard input:1: a number is expected; 'x' came\n")


def test_a_picture_goes_alone_to_standard_output() -> None:
    done = decompdrill("show", "circle", "--svg", "-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"<svg ")
    assert done.stdout.rstrip().endswith(b"</svg>")


@pytest.mark.parametrize("kind", SIGNATURES)
def test_a_problem_without_what_it_is_given_says_how_to_give_it_and_takes_that(kind: str) -> None:
    given: list[str] = []
    while b" needs " in (done := decompdrill("solve", kind, *given)).stderr and b': -g "' in done.stderr:
        said = done.stderr.decode().rstrip().rpartition(': -g "')[2].removesuffix('"')
        assert said not in given
        given += ["-g", said]
    assert all(
        field.name in " ".join(given) for field in SIGNATURES[kind].fields if field.required and not field.one_of
    )


def test_a_slip_that_nobody_shows_names_the_list_of_slips() -> None:
    done = decompdrill("quiz", "--slip", "xyzzy")
    assert done.stderr == b"decompdrill: no question here shows the slip 'xyzzy'; `decompdrill bank slips` lists them\n"


def test_the_title_of_a_picture_fits_a_narrow_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = decompdrill("show", "cloud", "--seed", "1").stdout.decode().splitlines()
    assert lines[:2] == ["Covariance ellipse of points drawn from", "seed 1"]
    assert max(map(len, lines)) <= 40
