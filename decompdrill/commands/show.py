"""`show`: the pictures."""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from decompdrill.commands import LONGEST_LINE
from decompdrill.commands.problem import content_of, given_of
from decompdrill.commands.screen import can_move, screen
from decompdrill.errors import DrillError, ExitCode, GivenError, UsageError
from decompdrill.frontends import quiz_screen
from decompdrill.frontends.display import Display, Line, Role, Tint, line
from decompdrill.io.files import is_stream, write_whole
from decompdrill.io.output import stdout
from decompdrill.mathtext import Style, render_line
from decompdrill.model import Raw
from decompdrill.pictures.circle import circle, circle_at, circle_steps
from decompdrill.pictures.cloud import cloud, drawn_table
from decompdrill.pictures.greys import Grey, read_pgm
from decompdrill.pictures.lora import lora
from decompdrill.pictures.lowrank import lowrank
from decompdrill.pictures.pca import pca, pca_steps
from decompdrill.pictures.scene import Colour, Ink, PageFormat, Picture
from decompdrill.pictures.scree import scree
from decompdrill.pictures.shipped import photograph, shipped_table
from decompdrill.pictures.svg import svg
from decompdrill.pictures.tables import Table, read_table

FIRST_MATRIX = "A=2 1; 0 3"
"""What is drawn where no matrix is given: its eigenvectors are real and not its singular directions."""

SECONDS_OF_STEP = 1.6
"""How long a step of the moving circle takes, with the rest after it."""

REST = 0.5

LONGEST_FILE = 8 * LONGEST_LINE
LONGEST_SIDE = 512
"""Pixels to which Pillow reduces an image of one's own."""


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """How a picture is shown: as sentences, for a light ground, and as a file too."""

    plain: bool = False
    light: bool = False
    svg: Path | None = None
    force: bool = False
    """The file is replaced whatever it is."""


def show_circle(given: Sequence[str], output: PictureOptions) -> ExitCode:
    """Show what a real 2×2 matrix does to the unit circle."""
    from decompdrill.kinds import KINDS
    from decompdrill.kinds.given import read_given

    kind = KINDS["singular-values"]
    A = read_given(kind, given_of(kind.name, given or [FIRST_MATRIX])).matrix("A")
    if A.shape != (2, 2):
        raise GivenError(f"A must be 2×2 to be drawn; {A.shape[0]}×{A.shape[1]} came")
    if np.iscomplexobj(A.array):
        raise GivenError("A must be real to be drawn; a complex matrix came")
    entries = np.array(A.array, dtype=np.float64)
    return _shown(lambda page: circle(entries, page), output, lambda display: _play_circle(entries, display))


def show_pca(
    data: str, label: str | None, columns: Sequence[str], standardise: bool, output: PictureOptions
) -> ExitCode:
    """Show a table on its first two principal components, by class."""
    table = table_of(data, label, columns)
    return _shown(
        lambda page: pca(table, page, standardise), output, lambda display: _step_pca(table, standardise, display)
    )


def show_scree(
    data: str, label: str | None, columns: Sequence[str], standardise: bool, threshold: float, output: PictureOptions
) -> ExitCode:
    """Show the ratios of explained variance of a table, and how many components reach the threshold."""
    table = table_of(data, label, columns)
    return _shown(lambda page: scree(table, page, standardise, threshold), output)


def share_from(text: str) -> float:
    """Return a share: `0.95` and `95%` are the same. Raises UsageError for anything else."""
    word = text.strip()
    try:
        share = float(word.removesuffix("%")) / (100 if word.endswith("%") else 1)
    except ValueError:
        share = math.nan
    if not 0 < share <= 1:
        raise UsageError(f"--threshold takes a share above 0 and at most 1, such as 0.95 or 95%, and not {text[:40]!r}")
    return share


def show_lowrank(image: Path | None, ranks: Sequence[int], output: PictureOptions) -> ExitCode:
    """Show the shipped photograph, or an image of one's own, at several ranks."""
    pixels = read_pgm("the photograph", photograph()) if image is None else grey_image(image)
    name = "the photograph" if image is None else _name(image)
    return _shown(lambda page: lowrank(pixels, page, name, ranks), output)


def show_lora(size: int, rank: int, output: PictureOptions) -> ExitCode:
    """Show a layer of a size beside the two factors of a LoRA update of a rank."""
    return _shown(lambda page: lora(size, rank, page), output)


def show_cloud(
    data: str | None,
    label: str | None,
    columns: Sequence[str],
    standardise: bool,
    seed: int | None,
    output: PictureOptions,
) -> ExitCode:
    """Show two columns of a table, or a cloud drawn from a seed, with its covariance ellipse.

    Raises UsageError unless one of data and seed is given, or where columns are named that a drawn cloud has not.
    """
    if (data is None) == (seed is None):
        raise UsageError("show cloud takes one of --data and --seed")
    if columns and len(columns) != 2:
        raise UsageError(f"show cloud takes two columns; {len(columns)} came")
    if seed is not None and (label is not None or columns):
        raise UsageError("--label and --column go with --data")
    table = drawn_table(seed) if seed is not None else table_of(data or "", label, columns)
    return _shown(lambda page: cloud(table, page, standardise), output)


def table_of(data: str, label: str | None, columns: Sequence[str]) -> Table:
    """Return a shipped data set by its name, or the table of `@file.csv`.

    Raises GivenError for a file that cannot be read, UsageError for a name or a column that does not exist.
    """
    if not data.startswith("@"):
        return shipped_table(data, label, columns)
    path = Path(data[1:].strip())
    content = _content(path, LONGEST_LINE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GivenError(f"{path}: UTF-8 is expected; byte {error.start} is none") from error
    return replace(read_table(str(path), text, label, columns), name=_name(path))


def grey_image(path: Path) -> Grey:
    """Return the greys of an image: a PGM as it is, others by Pillow, reduced to LONGEST_SIDE pixels."""
    content = _content(path, LONGEST_FILE)
    if content[:2] in (b"P2", b"P5"):
        return read_pgm(str(path), content)
    try:
        pillow = importlib.import_module("PIL.Image")
        turned = importlib.import_module("PIL.ImageOps").exif_transpose
    except ImportError:
        raise GivenError(
            f"{path}: without Pillow only PGM is read; it comes with: pip install 'decompdrill[image]'"
        ) from None
    try:
        with pillow.open(path) as opened:
            grey = turned(opened).convert("L")
            grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return np.array(grey, dtype=np.float64)
    except (OSError, ValueError, SyntaxError, pillow.DecompressionBombError):
        raise GivenError(f"{path}: an image that Pillow can read is expected; something else came") from None


def lines_of(picture: Picture, display: Display) -> list[Line]:
    """Return the rows of a picture and its caption as lines of a screen."""
    rows = [_trimmed([(_tint(piece.paint), piece.text) for piece in row]) for row in picture.rows]
    return [*rows, *(row for text in picture.caption for row in _sentence(text, display))]


# ---- inside another screen -----------------------------------------------------------------------------------------


def is_drawable(name: str, given: Mapping[str, Raw]) -> bool:
    """Whether there is a picture of that name for the given: the circle takes a real 2×2 matrix, data must vary."""
    if name == "circle":
        return _two_by_two(given) is not None
    try:
        if _own_samples(given) is not None:
            _picture(name, given, PageFormat())
    except GivenError:
        return False
    return True


def draw_inside(name: str, given: Mapping[str, Raw], display: Display) -> list[Line]:
    """Return a picture inside another screen: of the given, else of what is shipped."""
    picture = _picture(name, given, page_of(display))
    if display.spoken:
        return [line(), *(row for text in picture.spoken for row in _sentence(text, display))]
    return [line(), line(page_of(display).write(picture.title), Role.DIM), *lines_of(picture, display)]


def _picture(name: str, given: Mapping[str, Raw], page: PageFormat) -> Picture:
    A = _two_by_two(given)
    match name:
        case "circle" if A is not None:
            return circle(A, page)
        case "pca":
            return pca(_own_samples(given) or shipped_table("iris"), page, standardise=not given)
        case "scree":
            return scree(_own_samples(given) or shipped_table("iris"), page, not given, 0.95)
        case "lowrank":
            return lowrank(read_pgm("the photograph", photograph()), page, "the photograph", (1, 5))
        case _:
            return cloud(_own_samples(given) or drawn_table(1), page, standardise=False)


def _two_by_two(given: Mapping[str, Raw]) -> NDArray[np.float64] | None:
    """Return the given A where it is a real 2×2 matrix."""
    A = None if "A" not in given else _matrix(given, "A", "singular-values")
    return A if A is not None and A.shape == (2, 2) and not np.iscomplexobj(A) else None


def _own_samples(given: Mapping[str, Raw]) -> Table | None:
    """Return the given X, rows of samples, as a table; None where there is none with two columns."""
    X = None if "X" not in given else _matrix(given, "X", "covariance")
    if X is None or X.shape[1] < 2 or np.iscomplexobj(X):
        return None
    return Table("your data", tuple(f"column {number}" for number in range(1, X.shape[1] + 1)), X)


def _matrix(given: Mapping[str, Raw], name: str, kind: str) -> NDArray[np.float64]:
    from decompdrill.kinds import KINDS
    from decompdrill.kinds.given import read_given

    return np.array(read_given(KINDS[kind], {name: given[name]}).matrix(name).array)


def page_of(display: Display, light: bool = False) -> PageFormat:
    """Return what a picture may use on this display."""
    return PageFormat(display.width, display.style is not Style.UNICODE, display.colour, light, display.height)


def _trimmed(pieces: list[tuple[Tint, str]]) -> Line:
    """Return the pieces as a line without spaces at its end."""
    while pieces and isinstance(pieces[-1][0], Role) and not pieces[-1][1].rstrip():
        pieces.pop()
    if pieces:
        pieces[-1] = (pieces[-1][0], pieces[-1][1].rstrip())
    return Line(tuple(pieces))


def _tint(paint: Colour) -> Tint:
    return Role(paint.value) if isinstance(paint, Ink) else paint


def _play_circle(A: NDArray[np.float64], display: Display) -> None:
    """Turn, stretch and turn the circle, step by step."""
    from decompdrill.frontends.terminal_pictures import play

    page = page_of(display)

    def frame(seconds: float) -> list[Line]:
        at, part = divmod(seconds, SECONDS_OF_STEP)
        picture = circle_at(A, page, at + min(part / (SECONDS_OF_STEP - REST), 1.0))
        return _frame(picture, "Any key: the whole picture", display)

    play(frame, circle_steps(A) * SECONDS_OF_STEP)


def _step_pca(table: Table, standardise: bool, display: Display) -> None:
    """Let the arrows change how many components are kept."""
    from decompdrill.frontends.terminal_pictures import step

    steps, page = pca_steps(table, standardise), page_of(display)
    keys = "<- and -> change k, q leaves" if page.ascii else "← and → change k, q leaves"
    step(lambda k: _frame(steps.at(k, page), keys, display), min(2, steps.last), steps.last)


def _frame(picture: Picture, keys: str, display: Display) -> list[Line]:
    title = quiz_screen.paragraph(page_of(display).write(picture.title), display, Role.HEAD, indent=0)
    return [*title, *lines_of(picture, display), line(keys, Role.DIM)]


def _shown(
    draw: Callable[[PageFormat], Picture],
    output: PictureOptions,
    move: Callable[[Display], None] | None = None,
) -> ExitCode:
    """Show a picture; at a terminal one that moves comes first, unless a file is asked for."""
    show, display = screen(output.plain)
    page = page_of(display, output.light)
    picture = draw(page)
    if move is not None and output.svg is None and can_move(display):
        move(display)
    if output.svg == Path("-"):
        stdout().write(svg(picture))
        return ExitCode.DONE
    if output.svg is not None:
        _write(output.svg, svg(picture), output.force)
    if display.spoken:
        show([row for text in picture.spoken for row in _sentence(text, display)])
    else:
        title = quiz_screen.paragraph(page.write(picture.title), display, Role.HEAD, indent=0)
        show([*title, *lines_of(picture, display)])
    if output.svg is not None:
        show(quiz_screen.paragraph(f"Written to {display.text(str(output.svg))}", display, indent=0))
    return ExitCode.DONE


def _sentence(text: str, display: Display) -> list[Line]:
    return quiz_screen.paragraph(render_line(text, display.style), display, indent=0)


def _name(path: Path) -> str:
    return "".join(c if c.isprintable() else "?" for c in path.name)


def _content(path: Path, longest: int) -> bytes:
    content = content_of(path, str(path), longest + 1)
    if len(content) > longest:
        raise GivenError(f"{path}: {longest} bytes at most are read; it is longer")
    return content


def _write(path: Path, text: str, force: bool) -> None:
    """Write a picture to a file; raises UsageError where it would take the place of something that is none."""
    try:
        if not force and not is_stream(path):
            _demand_room(path)
        write_whole(path, text)
    except (OSError, ValueError) as error:
        raise DrillError(f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}") from error


def _demand_room(path: Path) -> None:
    if path.is_symlink():
        raise UsageError(f"{path} is a link, which is not written through; with --force the picture takes its place")
    if path.is_file() and path.stat().st_size and not _is_svg(path):
        raise UsageError(f"{path} is there and is no SVG: it stays, unless --force is given")


def _is_svg(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<") and b"<svg" in head
