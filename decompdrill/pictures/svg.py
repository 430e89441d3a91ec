"""A picture as SVG: vector marks, its words as title and description, legible on light and dark.

The file stands alone: no script, no font and no address outside it. Its colours follow the reader's own theme.
"""

from __future__ import annotations

import base64
import struct
import textwrap
import zlib
from xml.sax.saxutils import escape

from decompdrill.mathtext import Style, render_line
from decompdrill.pictures.scene import Bar, Curve, Dots, Ink, Mark, Panel, Picture, Point, Raster, TextMark

WIDE = 360.0
"""The width of a panel, in pixels; its height follows from its limits, or is WIDE · FLAT where they have two scales."""

FLAT = 0.66
MARGIN, HEAD, LINE = 24.0, 30.0, 20.0
LETTERS = 7.2
"""Pixels a letter of the caption takes."""

LIGHT = ("#ffffff", "#1b1b1f", "#c8c8d0")
DARK = ("#16161a", "#ececf0", "#4a4a54")
"""The ground, the letters and the frames."""

COLOURS = {
    Ink.PLAIN: ("#45454d", "#c0c0c8"),
    Ink.DIM: ("#85858f", "#8a8a94"),
    Ink.HEAD: ("#1b1b1f", "#ececf0"),
    Ink.FIRST: ("#9c2a92", "#e58ade"),
    Ink.SECOND: ("#006f80", "#5cc8d8"),
    Ink.THIRD: ("#2f7a1f", "#86d072"),
    Ink.FOURTH: ("#b3331f", "#f08a78"),
    Ink.FIFTH: ("#5a45b0", "#b3a4f5"),
    Ink.SIXTH: ("#7a5a00", "#d9b65a"),
}
"""Each ink on a light ground and on a dark one."""

SHAPES = (
    ("f", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"),
    ("f", "M0 -4.5L4.5 3.5H-4.5z"),
    ("s", "M-3.5 -3.5H3.5V3.5H-3.5z"),
    ("s", "M-4 0H4M0 -4V4"),
    ("s", "M-3.5 -3.5L3.5 3.5M-3.5 3.5L3.5 -3.5"),
    ("f", "M0 -5L5 0L0 5L-5 0z"),
)
"""The markers of a scatter: filled or stroked, in the order of scene.MARKERS."""

SMALL = ("f", "M-1.7 0a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0 -3.4 0z")


def svg(picture: Picture) -> str:
    """Return the picture as the text of an SVG file."""
    across = min(picture.across, len(picture.panels))
    tall = max(_height(panel) for panel in picture.panels)
    step_x, step_y = WIDE + MARGIN, tall + HEAD + LINE + MARGIN
    down = -(-len(picture.panels) // across)
    width = across * step_x + MARGIN
    letters = int((width - 2 * MARGIN) / LETTERS)
    lines = [row for text in picture.caption for row in textwrap.wrap(_plain(text), letters)]
    top = HEAD + MARGIN
    height = top + down * step_y + len(lines) * LINE + MARGIN
    body = [_text(MARGIN, HEAD, _plain(picture.title), "head")]
    for at, panel in enumerate(picture.panels):
        body += _panel(panel, MARGIN + at % across * step_x, top + at // across * step_y)
    body += [_text(MARGIN, top + down * step_y + LINE * (at + 0.5), row) for at, row in enumerate(lines)]
    return "\n".join([*_head(picture, width, height), *body, "</svg>", ""])


def _head(picture: Picture, width: float, height: float) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'width="{_n(width)}" height="{_n(height)}">',
        f"<title>{escape(_plain(picture.title))}</title>",
        f"<desc>{escape(' '.join(map(_plain, picture.spoken)))}</desc>",
        f"<style>{_style()}</style>",
        '<rect class="ground" width="100%" height="100%"/>',
    ]


def _plain(markdown: str) -> str:
    return render_line(markdown, Style.UNICODE)


def _style() -> str:
    """Return the style of both grounds; every colour is written out, as not every reader knows variables."""
    shapes = ".s{fill:none;stroke-width:1.8}.frame{fill:none}text{font:14px sans-serif}.head{font-weight:bold}"
    return f"{shapes}{_colours(LIGHT, 0)}@media(prefers-color-scheme:dark){{{_colours(DARK, 1)}}}"


def _colours(page: tuple[str, str, str], ground: int) -> str:
    inks = (
        f".s.{ink}{{stroke:{pair[ground]}}}.f.{ink},.label.{ink}{{fill:{pair[ground]}}}"
        for ink, pair in COLOURS.items()
    )
    return f".ground{{fill:{page[0]}}}text{{fill:{page[1]}}}.frame{{stroke:{page[2]}}}{''.join(inks)}"


def _height(panel: Panel) -> float:
    if not panel.equal:
        return WIDE * FLAT
    return WIDE * (panel.high[1] - panel.low[1]) / (panel.high[0] - panel.low[0])


def _panel(panel: Panel, left: float, top: float) -> list[str]:
    """Return the elements of a panel whose title begins at (left, top)."""
    tall = _height(panel)
    scale = WIDE / (panel.high[0] - panel.low[0]), tall / (panel.high[1] - panel.low[1])
    lines = [_text(left, top, _plain(panel.title), "head")]
    lines.append(f'<svg x="{_n(left)}" y="{_n(top + 10)}" width="{_n(WIDE)}" height="{_n(tall)}">')
    for mark in panel.marks:
        lines += _mark(mark, panel, scale)
    lines.append(f'<rect class="frame" x="0.5" y="0.5" width="{_n(WIDE - 1)}" height="{_n(tall - 1)}"/></svg>')
    return [*lines, *([_text(left, top + tall + 10 + LINE, panel.note)] if panel.note else [])]


def _mark(mark: Mark, panel: Panel, scale: Point) -> list[str]:
    def place(point: Point) -> str:
        return f"{_n((point[0] - panel.low[0]) * scale[0])} {_n((panel.high[1] - point[1]) * scale[1])}"

    match mark:
        case Curve(points, ink, _, dashed):
            dash = ' stroke-dasharray="6 5"' if dashed else ""
            return [f'<path class="s {ink}"{dash} d="M{"L".join(place(point) for point in points)}"/>']
        case Dots(points, ink, marker):
            kind, shape = SMALL if marker is None else SHAPES[marker]
            return [f'<path class="{kind} {ink}" transform="translate({place(p)})" d="{shape}"/>' for p in points]
        case TextMark(at, text, ink):
            moved = f'transform="translate({place(at)})" text-anchor="middle" dominant-baseline="central"'
            return [f'<text class="label {ink}" {moved}>{escape(text)}</text>']
        case Bar(low, high, ink):
            a, b = place((low[0], high[1])), place((high[0], low[1]))
            (x, y), (right, bottom) = a.split(), b.split()
            return [f'<path class="f {ink}" d="M{x} {y}H{right}V{bottom}H{x}z"/>']
        case Raster(greys):
            return [f'<image width="100%" height="100%" preserveAspectRatio="none" href="{_png(greys)}"/>']


def _png(greys: tuple[tuple[int, ...], ...]) -> str:
    """Return greys as the address of a PNG that holds them itself."""
    body = b"".join(b"\0" + bytes(row) for row in greys)
    size = struct.pack(">IIBBBBB", len(greys[0]), len(greys), 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", size), (b"IDAT", zlib.compress(body, 9)), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{_n(x)}" y="{_n(y)}">{escape(text)}</text>'


def _n(x: float) -> str:
    """Return a coordinate with two decimals at most."""
    text = f"{round(x, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
