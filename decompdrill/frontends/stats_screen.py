"""The screen of `stats`, on 24 lines of 80 or 40 columns, or in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import zip_longest

from decompdrill.frontends.display import RAMP, Display, Line, Role, line
from decompdrill.frontends.quiz_screen import paragraph
from decompdrill.history.attempts import monday_of
from decompdrill.mathtext import Style
from decompdrill.names import american
from decompdrill.practice.mastery import mastery_bar
from decompdrill.practice.stats import ObjectiveStats, SlipStats, Stats, WorkingStats, calendar, shade

WIDE = 60
"""Columns; a narrower screen has no bars and no speed, and the slips are below the calendar."""
NARROWEST = 38
"""Columns; a narrower screen gets sentences."""
WIDEST_KEYS = 68
ROWS, ROWS_NARROW = 6, 4
"""Objectives that fit, the calendar and the rest below them."""
SLIPS, SLIPS_NARROW = 6, 2
CALENDAR_WEEKS = 12
BESIDE = 36
"""Columns of the calendar; the slips begin there."""

SHADES = ("·░▒▓█", ".-+*#")
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

EMPTY = "Nothing was answered yet. Where you stand is shown here once you have done a quiz: decompdrill quiz"


def stats_lines(stats: Stats, everything: bool, display: Display, known: tuple[int, int] | None = None) -> list[Line]:
    """Return the whole screen; `everything` shows all objectives that were asked, `known` how many are
    believed known, of how many.
    """
    begun = _by_urgency(stats)
    if not begun:
        return paragraph(EMPTY, display)
    if display.spoken or display.width < NARROWEST:
        on_map = _on_the_map(known, display)
        return [*on_map, *(row for said in _spoken(stats, begun) for row in paragraph(said, display, indent=0))]
    rows = ROWS if display.width >= WIDE else ROWS_NARROW
    workings = _workings(stats.workings if everything else stats.workings[:1], display)
    if not everything and len(workings) >= rows:
        workings = []
    shown = begun if everything else begun[: rows - len(workings)]
    return [
        _head(stats, display),
        *_on_the_map(known, display),
        *_table(shown, stats, display),
        *_more(len(begun) - len(shown), display),
        *workings,
        *([line()] if display.width >= WIDE or known is None else []),
        *_weeks(stats, display),
        *_ahead(stats, display),
        *([line()] if display.width >= WIDE else []),
        *_below(stats, display),
        *_keys(display),
    ]


def _on_the_map(known: tuple[int, int] | None, display: Display) -> list[Line]:
    """Return how many of all objectives are believed known, and where all of them are shown."""
    if known is None:
        return [line()] if display.width >= WIDE and not display.spoken else []
    if display.spoken:
        said = f"{known[0]} of {known[1]} objectives are believed known. All of them: stats --map."
        return paragraph(said, display)
    return [line(f"  {known[0]} of {known[1]} believed known: stats --map", Role.DIM)]


def _by_urgency(stats: Stats) -> list[ObjectiveStats]:
    """Return the objectives that were asked: those with something due first, the least mastered first."""
    return sorted((o for o in stats.objectives if o.asked), key=lambda o: (not o.due, o.mastery, o.id))


def _head(stats: Stats, display: Display) -> Line:
    name = "  decompdrill stats"
    rest = f"{stats.asked} question{'s' * (stats.asked != 1)}"
    rest += f" on {len(stats.days)} day{'s' * (len(stats.days) != 1)}" if display.width >= WIDE else ""
    gap = display.width - len(name) - len(rest) - 2
    return Line(((Role.HEAD, name), (Role.DIM, " " * gap + rest if gap > 1 else "")))


# ---- objectives ----------------------------------------------------------------------------------------------------


def _table(shown: Sequence[ObjectiveStats], stats: Stats, display: Display) -> Iterator[Line]:
    if display.width >= WIDE:
        room = min(32, display.width - 46)
        yield line(f"  {'objective':<{room}}  {'mastery':<15}  {'recall':>6}  {'due':>6}  {'median':>7}", Role.DIM)
    else:
        room = max(8, display.width - 26)
        yield line(f"  {'objective':<{room}} {'mastery':>7} {'recall':>6} {'due':>6}", Role.DIM)
    for figures in shown:
        yield _row(figures, room, stats, display)


def _row(figures: ObjectiveStats, room: int, stats: Stats, display: Display) -> Line:
    recall, due = _percent(figures.recall), _due(figures, stats.today)
    role = Role.PLAIN if figures.due == 0 else Role.CLOSE
    name = _short(american(figures.id), room)
    known = _percent(figures.mastery if figures.is_measured else None)
    if display.width < WIDE:
        return Line(((Role.PLAIN, f"  {name:<{room}} {known:>7} {recall:>6} "), (role, f"{due:>6}")))
    drawn = mastery_bar(figures.mastery, ascii=display.style is not Style.UNICODE)
    colour = Role.RIGHT if figures.is_met else Role.PLAIN
    pieces = ((Role.PLAIN, f"  {name:<{room}}  "), (colour, drawn), (Role.PLAIN, f" {known:>4}  {recall:>6}  "))
    return Line((*pieces, (role, f"{due:>6}"), (Role.PLAIN, f"  {_seconds(figures.median_seconds):>7}")))


def _more(hidden: int, display: Display) -> list[Line]:
    return [line(f"  and {hidden} more: stats --all", Role.DIM)] if hidden > 0 else []


def _workings(workings: Sequence[WorkingStats], display: Display) -> list[Line]:
    """Return at which step the workings of each objective are lost."""
    return [row for of in workings for row in paragraph(working_said(of), display, hang=2)]


def working_said(of: WorkingStats) -> str:
    """Return how the last workings of an objective went, in a sentence."""
    said = f"{american(of.objective)}: {of.clean} of {of.count} working{'s' * (of.count != 1)} without a mistake"
    if not of.lost_at:
        return f"{said}."
    most = of.lost_at[0][1]
    steps = " or ".join(step for step, count in of.lost_at[:MOST_STEPS] if count == most)
    if of.count - of.clean == 1:
        return f"{said}; you lost one at {steps}."
    return f"{said}; you lose them {'most often ' if len(of.lost_at) > 1 else ''}at {steps}."


MOST_STEPS = 2
"""Steps that are named where several are lost equally often."""


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f}%"


def _due(figures: ObjectiveStats, today: str) -> str:
    if figures.due:
        return "today"
    return "-" if figures.next_due is None else f"{_days_to(figures.next_due, today)} d"


def _days_to(day: str, today: str) -> int:
    return (date.fromisoformat(day) - date.fromisoformat(today)).days


def _seconds(seconds: float | None) -> str:
    if seconds is None or seconds == 0:
        return "-"
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds / 60:.1f} min"


def _short(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 2]}.."


# ---- weeks and days ------------------------------------------------------------------------------------------------


def _weeks(stats: Stats, display: Display) -> list[Line]:
    """Return the sparkline of what was right at once, a column a week."""
    asked, right = sum(w.asked for w in stats.weeks), sum(w.right_first for w in stats.weeks)
    line_ = "".join(" " if w.share is None else _step(RAMP, w.share, display) for w in stats.weeks)
    share = _percent(right / asked if asked else None)
    said = f"right at once  {line_}  {share}"
    return [line(f"  {said}, last {len(stats.weeks)} weeks" if display.width >= WIDE else f"  {said}")]


def _step(ramp: tuple[str, str], share: float, display: Display) -> str:
    signs = ramp[display.style is not Style.UNICODE]
    return signs[min(len(signs) - 1, int(share * len(signs)))]


def _ahead(stats: Stats, display: Display) -> list[Line]:
    """Return what is due today and on the days to come, as many as fit."""
    row = f"  due            today {stats.due}"
    for item in (f", {_weekday(day)} {due}" for day, due in stats.ahead if due):
        if len(row + item) > display.width:
            break
        row += item
    return [line(row)]


def _weekday(day: str) -> str:
    return WEEKDAYS[date.fromisoformat(day).weekday()]


def _below(stats: Stats, display: Display) -> list[Line]:
    """Return the calendar with the slips beside it, or the slips alone where that does not fit."""
    slips = _slips(stats.slips[: SLIPS if display.width >= WIDE else SLIPS_NARROW], display)
    days = _calendar(stats, min(CALENDAR_WEEKS, (display.width - 5) // 2), display)
    if display.width < WIDE:
        return [line(row) for row in (*days, *slips)]
    return [line(f"{left:<{BESIDE}}{right}".rstrip()) for left, right in zip_longest(days, slips, fillvalue="")]


def _calendar(stats: Stats, weeks: int, display: Display) -> list[str]:
    """Return the days of the last weeks, darker where more was asked, the months above them."""
    rows = calendar(stats.days, stats.today, weeks)
    most = max((n for row in rows for n in row if n), default=1)
    signs = SHADES[display.style is not Style.UNICODE]
    drawn = [" ".join(" " if n is None else signs[shade(n, most)] for n in row) for row in rows]
    named = [f"  {name} {row}".rstrip() for name, row in zip(WEEKDAYS, drawn, strict=True)]
    return [f"     {_months(stats.today, weeks)}", *named]


def _months(today: str, weeks: int) -> str:
    """Return the names of the months over the weeks in which they begin."""
    monday = date.fromisoformat(monday_of(today))
    months = [(monday - timedelta(weeks=weeks - 1 - week)).month for week in range(weeks)]
    row = ""
    for week, month in enumerate(months):
        begins = week == 0 or month != months[week - 1]
        if begins and month == months[min(week + 1, weeks - 1)]:
            row = f"{row:<{2 * week}}{MONTHS[month - 1]}"
    return row


def _slips(slips: Sequence[SlipStats], display: Display) -> list[str]:
    if not slips:
        return ["", "No slip was recognized."] if display.width >= WIDE else ["  No slip was recognized."]
    room = display.width - BESIDE - 16 if display.width >= WIDE else display.width - 18
    pad = "" if display.width >= WIDE else "  "
    times = display.glyph("times")
    rows = [f"{pad}{_short(american(s.slip), room):<{room}} {times}{s.count:<4}{s.trend}".rstrip() for s in slips]
    return [f"{pad}slips made", *rows]


def _keys(display: Display) -> list[Line]:
    between = f" {display.glyph('between')} "
    if display.width < WIDEST_KEYS:
        return paragraph(between.join(("review", "quiz --weak", "stats --all")), display, Role.DIM)
    return [line("  decompdrill " + between.join(("review", "quiz --weak", "quiz --slip ID", "stats --all")), Role.DIM)]


# ---- read aloud ----------------------------------------------------------------------------------------------------


def _spoken(stats: Stats, begun: Sequence[ObjectiveStats]) -> Iterator[str]:
    """Yield one sentence a line."""
    questions, days = "question" + "s" * (stats.asked != 1), "day" + "s" * (len(stats.days) != 1)
    yield f"Where you stand on {stats.today}. {stats.asked} {questions} asked on {len(stats.days)} {days}."
    yield f"Due today: {stats.due}."
    for o in begun:
        recall = "" if o.recall is None else f", recall {_percent(o.recall)}"
        median = "" if not o.median_seconds else f", median {o.median_seconds:.1f} seconds"
        due = f", {o.due} due today" if o.due else ""
        known = _percent(o.mastery) if o.is_measured else "not known"
        yield f"{american(o.id)}: mastery {known}{recall}{median}, {o.right} of {o.asked} right{due}."
    for s in stats.slips:
        trend = f", {s.trend}" if s.trend else ""
        yield f"Slip {s.slip}: {s.count} time{'s' * (s.count != 1)}{trend}."
    yield from map(working_said, stats.workings)
    weeks = [w for w in stats.weeks if w.share is not None]
    for w in weeks:
        yield f"Week of {w.week}: {w.right_first} of {w.asked} right at once."
    for day, coming in stats.ahead:
        if coming:
            yield f"{DAYS[date.fromisoformat(day).weekday()]}, {day}: {coming} due."
