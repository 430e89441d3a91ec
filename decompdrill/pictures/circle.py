"""V1: what a 2×2 matrix does to the unit circle.

A = U Σ Vᵀ with signs of a convention: v₁ has its first component positive (or, where that is 0, the second), v₂ is v₁
turned by +90°, so V is a rotation, and U is one too unless det A < 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decompdrill.judging.tolerances import NO_DIFFERENCE, OF_TWO_PRODUCTS, SAME_DEGREES
from decompdrill.pictures.canvas import draw_panel, ellipse
from decompdrill.pictures.scene import (
    Curve,
    Ink,
    Mark,
    PageFormat,
    Panel,
    Picture,
    Piece,
    Point,
    TextMark,
    TextRow,
    format_number,
    side_by_side,
)

NARROWEST = 18
"""Columns of a panel at least; it has half as many rows."""

WORDS = 8
"""Rows that the title and the caption take."""

ROOM = 1.16
"""The part of a panel's half that the largest mark leaves to the labels."""

FARTHEST = 7.0
"""How many times larger than the circle an ellipse may be before it gets a scale of its own."""


@dataclass(frozen=True, slots=True)
class PlaneSvd:
    """The SVD of a 2×2 matrix: singular values, v₁ and u₁ as angles in degrees, and whether U reflects."""

    larger: float
    smaller: float
    v_angle: float
    u_angle: float
    reflects: bool
    eigenvectors: tuple[tuple[float, Point], ...]
    """Real eigenvalues with a unit eigenvector each; none where every direction is one."""
    every_direction: bool
    is_symmetric: bool

    @property
    def v(self) -> tuple[Point, Point]:
        c, s = _unit(self.v_angle)
        return (c, s), (-s, c)

    @property
    def u(self) -> tuple[Point, Point]:
        c, s = _unit(self.u_angle)
        return ((c, s), (s, -c)) if self.reflects else ((c, s), (-s, c))


def plane_svd(A: NDArray[np.float64]) -> PlaneSvd:
    """Return the singular value decomposition of a real 2×2 matrix by the angles of its rotations.

    Source: J. Blinn, "Consider the lowly 2x2 matrix", IEEE Computer Graphics and Applications 16(2), 1996.
    """
    scale = float(np.max(np.abs(A)))
    if scale == 0.0:
        return PlaneSvd(0.0, 0.0, 0.0, 0.0, False, (), True, True)
    (a, b), (c, d) = (A / scale).tolist()
    turning, mirroring = math.hypot(a + d, c - b), math.hypot(a - d, b + c)
    larger, determinant = (turning + mirroring) / 2, _difference(a * d, b * c)
    v_angle = _first_angle(a, b, c, d, min(turning, mirroring) <= NO_DIFFERENCE * larger)
    x, y = _unit(v_angle)
    u_angle = math.degrees(math.atan2(c * x + d * y, a * x + b * y))
    is_symmetric = abs(b - c) <= NO_DIFFERENCE * max(abs(b), abs(c))
    is_multiple = is_symmetric and max(abs(b), abs(a - d)) <= NO_DIFFERENCE * max(abs(a), abs(d))
    eigenvectors = [] if is_multiple else _eigenvectors(a, b, c, d, determinant)
    return PlaneSvd(
        larger * scale,
        abs(determinant) / larger * scale,
        _tidy(v_angle),
        _tidy(u_angle),
        determinant < 0,
        tuple((value * scale, vector) for value, vector in eigenvectors),
        is_multiple,
        is_symmetric,
    )


def _difference(x: float, y: float) -> float:
    """Return x − y, and 0 where they differ by no more than the rounding of the entries that made them."""
    return 0.0 if abs(x - y) <= OF_TWO_PRODUCTS * (abs(x) + abs(y)) else x - y


def _first_angle(a: float, b: float, c: float, d: float, is_round: bool) -> float:
    """Return the angle of v₁, over −90° and up to 90°; 0 where the ellipse is a circle."""
    if is_round:
        return 0.0
    angle = math.degrees(math.atan2(2 * (a * b + c * d), a * a + c * c - b * b - d * d)) / 2
    return 90.0 if angle <= -90.0 + SAME_DEGREES else angle


def _eigenvectors(a: float, b: float, c: float, d: float, determinant: float) -> list[tuple[float, Point]]:
    """Return the real eigenvalues, the larger first, with a unit eigenvector each; one where it is a double root."""
    middle, spread = (a + d) / 2, _difference(((a - d) / 2) ** 2, -b * c)
    if spread < 0:
        return []
    if spread == 0:
        return [(middle, _null_direction(a - middle, b, c, d - middle))]
    far = middle + math.copysign(math.sqrt(spread), middle)
    values = sorted((far, determinant / far), reverse=True)
    return [(value + 0.0, _null_direction(a - value, b, c, d - value)) for value in values]


def _null_direction(a: float, b: float, c: float, d: float) -> Point:
    """Return the unit vector that the larger row is orthogonal to; its first component that is not 0 is positive."""
    p, q = (a, b) if math.hypot(a, b) >= math.hypot(c, d) else (c, d)
    x, y = _tidy(-q / math.hypot(p, q)), _tidy(p / math.hypot(p, q))
    return (-x, -y) if (x or y) < 0 else (x, y)


def circle(A: NDArray[np.float64], page: PageFormat) -> Picture:
    """Return the unit circle, turned by Vᵀ, stretched by Σ, turned by U: the ellipse of A."""
    found = plane_svd(A)
    panels = _panels(found)
    per_row, side = _arranged(page)
    blocks = [_block(panel, page, side) for panel in panels]
    groups = [tuple(blocks[at : at + per_row]) for at in range(0, 4, per_row)]
    rows = tuple(row for group in groups for row in side_by_side(group, side))
    title = f"The unit circle under $A = {_matrix(A)}$"
    return Picture(title, rows, panels, 4, tuple(_caption(found, panels)), tuple(_spoken(found, A)))


AROUND = 5
"""Rows around the one panel of the circle in motion: title, step, keys, and what a terminal keeps free."""


def circle_steps(A: NDArray[np.float64]) -> int:
    """Return in how many steps the circle becomes the ellipse of A."""
    return len(_steps(plane_svd(A)))


def circle_at(A: NDArray[np.float64], page: PageFormat, moment: float) -> Picture:
    """Return the circle on its way to the ellipse of A, at a moment from 0 to the number of steps: step 1 lasts from 0 to 1."""
    found = plane_svd(A)
    steps = _steps(found)
    at = min(int(moment), len(steps) - 1)
    first, second = _on_the_way(found, at, min(moment - at, 1.0))
    rows = max(NARROWEST // 2, min(page.height - AROUND, page.width // 2))
    near, far = ROOM, (found.larger or 1.0) * ROOM
    half = far if far > FARTHEST * near else max(near, far)
    panel = _panel(f"{at + 1} of {len(steps)}: {steps[at]}", half, first, second, ())
    title = f"The unit circle under $A = {_matrix(A)}$"
    return Picture(title, draw_panel(panel, 2 * rows, rows, page), (panel,), 1, (panel.title,), ())


def _steps(found: PlaneSvd) -> tuple[str, ...]:
    s1, s2 = format_number(found.larger), format_number(found.smaller)
    return (
        rf"$V^\top$ turns by {_degrees(-found.v_angle)}.",
        rf"$\Sigma$ stretches by ${s1}$ and ${s2}$.",
        *(["$U$ mirrors axis 2."] if found.reflects else []),
        f"$U$ turns by {_degrees(found.u_angle)}.",
    )


def _on_the_way(found: PlaneSvd, at: int, part: float) -> tuple[Point, Point]:
    """Return the two arms when a part (0 to 1) of a step is done."""
    if at == 0:
        c, s = _unit(found.v_angle * (1 - part))
        return (c, s), (-s, c)
    s1, s2 = found.larger, found.smaller
    if at == 1:
        return (1 + (s1 - 1) * part, 0.0), (0.0, 1 + (s2 - 1) * part)
    if at == 2 and found.reflects:
        return (s1, 0.0), (0.0, s2 * (1 - 2 * part))
    c, s = _unit(found.u_angle * part)
    side = -1.0 if found.reflects else 1.0
    return _times(s1, (c, s)), _times(side * s2, (-s, c))


def _arranged(page: PageFormat) -> tuple[int, int]:
    """Return how many panels stand side by side, and the columns of each: as large as the window has room for."""
    for per_row in (4, 2, 1):
        wide, high = (page.width + 2) // per_row - 2, (page.height - WORDS) // (4 // per_row) - 1
        if wide >= NARROWEST:
            return per_row, max(NARROWEST, min(wide, 2 * high) // 2 * 2)
    return 1, NARROWEST


def _matrix(A: NDArray[np.float64]) -> str:
    body = r" \\ ".join(" & ".join(map(format_number, row)) for row in A.tolist())
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"


def _block(panel: Panel, page: PageFormat, side: int) -> tuple[TextRow, ...]:
    head: TextRow = (Piece(page.write(panel.title)[:side].center(side).rstrip(), Ink.HEAD),)
    return (head, *draw_panel(panel, side, side // 2, page))


def _panels(found: PlaneSvd) -> tuple[Panel, ...]:
    near, far = ROOM, (found.larger or 1.0) * ROOM
    near, far = (near, far) if far > FARTHEST * near or far * FARTHEST < near else (max(near, far),) * 2
    e1, e2 = (1.0, 0.0), (0.0, 1.0)
    s1, s2 = found.larger, found.smaller
    on_circle = _eigenmarks(found, stretched=False)
    on_ellipse = _eigenmarks(found, stretched=True)
    return (
        _panel("unit circle", near, found.v[0], found.v[1], on_circle),
        _panel(r"$V^\top$ turns", near, e1, e2, ()),
        _panel(r"$\Sigma$ stretches", far, (s1, 0.0), (0.0, s2), ()),
        _panel("$U$ mirrors = $A$" if found.reflects else "$U$ turns = $A$", far, *_images(found), on_ellipse),
    )


def _images(found: PlaneSvd) -> tuple[Point, Point]:
    u1, u2 = found.u
    return _times(found.larger, u1), _times(found.smaller, u2)


def _panel(title: str, half: float, first: Point, second: Point, eigen: tuple[Mark, ...]) -> Panel:
    origin = (0.0, 0.0)
    marks: tuple[Mark, ...] = (
        Curve(ellipse(first, second), Ink.DIM, "."),
        *eigen,
        Curve((origin, second), Ink.SECOND, ":"),
        Curve((origin, first), Ink.FIRST, "-"),
        TextMark(_beyond(second, half), "2", Ink.SECOND),
        TextMark(_beyond(first, half), "1", Ink.FIRST),
    )
    return Panel(title, (-half, -half), (half, half), marks)


def _beyond(tip: Point, half: float) -> Point:
    """Return the place of an arm's label: just outside its tip; the origin for an arm of no length."""
    length = math.hypot(*tip)
    if length <= NO_DIFFERENCE * half:
        return (0.0, 0.0)
    further = 1 + 0.1 * half / length
    return max(-half, min(half * 0.999, tip[0] * further)), max(-half * 0.999, min(half, tip[1] * further))


def _eigenmarks(found: PlaneSvd, stretched: bool) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for value, vector in found.eigenvectors:
        tip = _times(value if stretched else 1.0, vector)
        marks += [Curve(((0.0, 0.0), tip), Ink.THIRD, "'", dashed=True), TextMark(tip, "e", Ink.THIRD)]
    return tuple(marks)


def _caption(found: PlaneSvd, panels: tuple[Panel, ...]) -> list[str]:
    s1, s2 = format_number(found.larger), format_number(found.smaller)
    lines = [
        rf"$V^\top$ turns by {_degrees(-found.v_angle)}, $\Sigma$ stretches by $\sigma_1 = {s1}$ and $\sigma_2 = {s2}$, "
        f"$U$ {'mirrors axis 2, then turns' if found.reflects else 'turns'} by {_degrees(found.u_angle)}.",
        r"1 and 2: the singular directions $v_1$ and $v_2$, which end on the semi-axes $\sigma_1 u_1$ and $\sigma_2 u_2$.",
        _about_eigenvectors(found),
        *_remarks(found),
    ]
    ratio = panels[3].high[0] / panels[0].high[0]
    if ratio != 1.0:
        size = (
            f"${format_number(ratio, 3)}$ times smaller"
            if ratio > 1
            else f"${format_number(1 / ratio, 3)}$ times larger"
        )
        lines.append(f"The last two panels are drawn {size}.")
    return lines


def _remarks(found: PlaneSvd) -> list[str]:
    """Return what is particular about the matrix: symmetry, a reflection, a rank below 2."""
    remarks = []
    if found.is_symmetric and not _is_round(found):
        remarks.append("$A$ is symmetric: the directions of its eigenvectors are its singular directions.")
    if found.reflects:
        remarks.append(r"$\det A < 0$: the direction around the curve is reversed.")
    if found.larger == 0.0:
        remarks.append("$A$ is the zero matrix: the circle falls onto one point, rank 0.")
    elif found.smaller == 0.0:
        remarks.append(r"$\sigma_2 = 0$: the circle is pressed flat onto a segment, rank 1.")
    elif _is_round(found):
        remarks.append(
            r"$\sigma_1 = \sigma_2$: the circle stays a circle, and any two orthogonal directions are singular ones."
        )
    return remarks


def _is_round(found: PlaneSvd) -> bool:
    """Return whether the ellipse is a circle, or a point."""
    return found.larger - found.smaller <= NO_DIFFERENCE * found.larger


def _about_eigenvectors(found: PlaneSvd) -> str:
    if found.every_direction:
        return "Every direction is an eigenvector: $A$ multiplies all by one number."
    if not found.eigenvectors:
        return "No real eigenvectors: $A$ turns every direction."
    values = " and ".join(f"${format_number(value)}$" for value, _ in found.eigenvectors)
    if len(found.eigenvectors) == 1:
        return rf"e: the only eigenvectors are on this line, $\lambda =$ {values} (a double root: $A$ is defective)."
    return rf"e: the eigenvectors, which $A$ keeps on their lines; $\lambda =$ {values}."


def _spoken(found: PlaneSvd, A: NDArray[np.float64]) -> list[str]:
    s1, s2 = format_number(found.larger), format_number(found.smaller)
    mirrored = " after a reflection of the second axis" if found.reflects else ""
    most = "A" if _is_round(found) else "The"
    return [
        f"$A = {_matrix(A)}$.",
        f"$A$ takes the unit circle to an ellipse with semi-axes ${s1}$ and ${s2}$, the singular values.",
        f"First $V$ transposed turns the plane by {_spoken_degrees(-found.v_angle)}, then Sigma stretches by ${s1}$ "
        f"and ${s2}$, then $U$ turns it by {_spoken_degrees(found.u_angle)}{mirrored}.",
        f"{most} direction that is stretched most, v1, is {_point(found.v[0])}; it ends at {_point(_images(found)[0])}. "
        f"The second, v2, is {_point(found.v[1])}; it ends at {_point(_images(found)[1])}.",
        *(
            f"An eigenvector for lambda equals ${format_number(value)}$ is {_point(vector)}."
            for value, vector in found.eigenvectors
        ),
        *(
            ["It is the only line of eigenvectors: lambda is a root twice, and $A$ is defective."]
            if len(found.eigenvectors) == 1 and not found.every_direction
            else []
        ),
        *([] if found.eigenvectors else [_about_eigenvectors(found)]),
        *_remarks(found),
    ]


def _point(point: Point) -> str:
    return f"(${format_number(point[0], 3)}$, ${format_number(point[1], 3)}$)"


def _degrees(angle: float) -> str:
    return rf"${format_number(round(_tidy(angle), 1))}\degree$"


def _spoken_degrees(angle: float) -> str:
    return f"${format_number(round(_tidy(angle), 1))}$ degrees"


def _times(factor: float, point: Point) -> Point:
    return factor * point[0], factor * point[1]


def _unit(degrees: float) -> Point:
    return _tidy(math.cos(math.radians(degrees))), _tidy(math.sin(math.radians(degrees)))


def _tidy(x: float) -> float:
    """Return the number without rounding noise: 0 for what is 0 but for the last digits, and no minus zero."""
    return round(x, 12) + 0.0
