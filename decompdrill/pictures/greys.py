"""Grey images: read from PGM, reduced, and written in cells."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from decompdrill.errors import GivenError
from decompdrill.pictures.canvas import BITS, EXACT
from decompdrill.pictures.scene import GreyPair, Ink, PageFormat, Piece, TextRow

Grey = NDArray[np.float64]
"""Rows of pixels from 0 (black) to 255 (white)."""

MOST_PIXELS = 1_000_000
_COMMENT = re.compile(rb"#[^\n]*+")
HEADER = re.compile(rb"(P[25])((?:\s|#[^\n]*\n)+)(\d{1,9})((?:\s|#[^\n]*\n)+)(\d{1,9})((?:\s|#[^\n]*\n)+)(\d{1,9})\s")
SHADES = " .:-=+*#%@"
"""From no ink to the most."""

BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]])
"""Thresholds of an ordered dither. Source: B. E. Bayer, IEEE International Conference on Communications, 1973."""


def read_pgm(name: str, content: bytes) -> Grey:
    """Return the pixels of a PGM (P5 or P2); raises GivenError for what is none, is cut off or is too large."""
    head = HEADER.match(content)
    if head is None:
        raise GivenError(f"{name}: a PGM is expected (P5 or P2, width, height, largest gray); something else came")
    width, height, largest = int(head[3]), int(head[5]), int(head[7])
    if not (width and height and 0 < largest < 65536):
        raise GivenError(f"{name}: a PGM of {width}×{height} pixels with grays up to {largest} is none")
    demand_size(name, width, height)
    pixels = (
        _binary(content, head.end(), largest)
        if head[1] == b"P5"
        else _words(name, content[head.end() :], width * height)
    )
    if len(pixels) < width * height:
        raise GivenError(f"{name}: {width * height} pixels are expected; {len(pixels)} came")
    kept = pixels[: width * height]
    if kept.max() > largest:
        raise GivenError(f"{name}: grays up to {largest} are expected; {int(kept.max())} came")
    return np.asarray(kept.reshape(height, width) * (255.0 / largest))


def demand_size(name: str, width: int, height: int) -> None:
    """Raises GivenError for an image whose decomposition would take too long."""
    if width * height > MOST_PIXELS:
        raise GivenError(f"{name}: {MOST_PIXELS} pixels at most are decomposed; {width}×{height} came")


def _binary(content: bytes, start: int, largest: int) -> Grey:
    size = 1 if largest < 256 else 2
    end = start + (len(content) - start) // size * size
    return np.frombuffer(content[start:end], dtype=np.uint8 if size == 1 else ">u2").astype(np.float64)


def _words(name: str, text: bytes, count: int) -> Grey:
    words = _COMMENT.sub(b"", text).split(None, count)[:count]
    if not all(word.isdigit() and len(word) <= 5 for word in words):
        raise GivenError(f"{name}: a P2 image holds whole numbers; something else came")
    return np.array([int(word) for word in words], dtype=np.float64)


def resized(image: Grey, width: int, height: int) -> Grey:
    """Return the image at another size: each new pixel is the mean of the area that it covers."""
    return _areas(image.shape[0], height) @ image @ _areas(image.shape[1], width).T


def _areas(before: int, after: int) -> Grey:
    """Return a matrix whose rows average: row i holds the share of each old pixel in the new pixel i."""
    edges = np.linspace(0, before, after + 1)
    low, high = edges[:-1, None], edges[1:, None]
    old = np.arange(before)[None, :]
    overlap = np.clip(np.minimum(high, old + 1) - np.maximum(low, old), 0, None)
    return np.asarray(overlap / overlap.sum(axis=1, keepdims=True))


def cells(image: Grey, columns: int, rows: int, page: PageFormat) -> tuple[TextRow, ...]:
    """Return an image in cells: half blocks of greys where there are colours, braille dots, or signs of ASCII."""
    if page.ascii:
        return _shades(resized(image, columns, rows), page.light)
    if page.colour:
        return _halves(resized(image, columns, 2 * rows))
    return _dots(resized(image, 2 * columns, 4 * rows), page.light)


def levels(image: Grey) -> NDArray[np.int64]:
    """Return whole greys from 0 to 255, the same on every machine."""
    return np.rint(np.clip(np.round(image, EXACT), 0, 255)).astype(np.int64)


def _halves(image: Grey) -> tuple[TextRow, ...]:
    pixels = levels(image).tolist()
    return tuple(
        tuple(Piece("▀", GreyPair(upper, lower)) for upper, lower in zip(*pair, strict=True))
        for pair in zip(pixels[::2], pixels[1::2], strict=True)
    )


def _shades(image: Grey, light: bool) -> tuple[TextRow, ...]:
    """Return signs with as much ink as the pixel is bright, on a light ground as it is dark."""
    ink = 255 - levels(image) if light else levels(image)
    return tuple((Piece("".join(SHADES[p * len(SHADES) // 256] for p in row), Ink.PLAIN),) for row in ink.tolist())


def _dots(image: Grey, light: bool) -> tuple[TextRow, ...]:
    height, width = image.shape
    limits = (np.tile(BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width] + 0.5) * 16
    set_ = (levels(image) > limits) != light
    bits = (set_.reshape(height // 4, 4, width // 2, 2) * np.array(BITS)[None, :, None, :]).sum(axis=(1, 3))
    return tuple((Piece("".join(chr(0x2800 + bit) for bit in row), Ink.PLAIN),) for row in bits.tolist())
