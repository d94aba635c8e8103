"""Bar charts as SVG, drawn here: quiet, legible on a phone, in print and from right to left; every word is escaped."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH = 360
ROW = 36
BAR = 8
BASELINE = 13
BAR_AT = 21
TICK = 3
TICK_RISE = 4
GIVEN = WIDTH * 2 / 3
"""Where the tick of a line stands: two thirds are the time given, the last third is room to run over."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: a label, the length, and the value in words. `amount` None: not shown, and no bar."""

    label: str
    amount: float | None
    value: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line across its tick: what was planned and used, in the same unit, and the value in words."""

    label: str
    planned: float
    used: float
    value: str


def bar_chart(chart_id: str, title: str, desc: str, bars: Sequence[Bar], *, is_rtl: bool = False) -> Markup:
    """Horizontal bars from nought, the longest as wide as the chart. `chart_id`: an HTML id, once a page."""
    longest = max((each.amount or 0 for each in bars), default=0) or 1
    rows = Markup("").join(
        words(at, each.label, each.value, is_rtl) + track(at, WIDTH, is_rtl)
        + box("bars__bar", at, 0, WIDTH * (each.amount or 0) / longest, is_rtl)
        for at, each in enumerate(bars)
    )
    return framed(chart_id, title, desc, len(bars), rows, is_rtl)


def line_chart(chart_id: str, title: str, desc: str, lines: Sequence[Line], *, is_rtl: bool = False) -> Markup:
    """Each line on a measure of its own: the tick is the time planned; past one and a half times it stays full."""
    hatch = Markup(
        '<defs><pattern id="{id}-hatch" width="4" height="4" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(35)"><rect class="bars__hatch" width="2" height="4"/></pattern></defs>'
    ).format(id=chart_id)
    rows = Markup("").join(line(chart_id, at, each, is_rtl) for at, each in enumerate(lines))
    return framed(chart_id, title, desc, len(lines), hatch + rows, is_rtl)


def line(chart_id: str, at: int, each: Line, is_rtl: bool) -> Markup:
    length = GIVEN * each.used / each.planned if each.planned > 0 else (WIDTH if each.used else 0)
    over = min(length, WIDTH) - GIVEN
    drawn = words(at, each.label, each.value, is_rtl) + track(at, GIVEN, is_rtl)
    drawn += box("bars__bar", at, 0, min(length, GIVEN), is_rtl)
    if over > 0:
        fill = Markup(' fill="url(#{id}-hatch)"').format(id=chart_id)
        drawn += box("bars__over", at, GIVEN, over, is_rtl, fill)
        drawn += box("bars__end", at, GIVEN + max(0, over - TICK), min(TICK, over), is_rtl)
    return drawn + box("bars__tick", at, GIVEN - TICK / 2, TICK, is_rtl, rise=TICK_RISE)


def framed(chart_id: str, title: str, desc: str, rows: int, drawn: Markup, is_rtl: bool) -> Markup:
    return Markup(
        '<svg class="bars" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-title {id}-desc"'
        ' direction="{direction}" fill="currentColor"><title id="{id}-title">{title}</title>'
        '<desc id="{id}-desc">{desc}</desc>{drawn}</svg>'
    ).format(
        width=WIDTH, height=max(1, rows * ROW), id=chart_id, direction="rtl" if is_rtl else "ltr", title=title,
        desc=desc, drawn=drawn,
    )


def words(at: int, label: str, value: str, is_rtl: bool) -> Markup:
    """The label where one begins to read, the value at the other end."""
    begin, end = (WIDTH, 0) if is_rtl else (0, WIDTH)
    return Markup(
        '<text class="bars__label" x="{begin}" y="{y}" text-anchor="start">{label}</text>'
        '<text class="bars__value" x="{end}" y="{y}" text-anchor="end">{value}</text>'
    ).format(begin=begin, end=end, y=at * ROW + BASELINE, label=label, value=value)


def track(at: int, length: float, is_rtl: bool) -> Markup:
    """The hairline on which bars stand, and the ground of a line up to its tick."""
    hair = box("bars__hair", at, 0, WIDTH, is_rtl, height=1, drop=BAR - 1)
    return hair if length == WIDTH else box("bars__track", at, 0, length, is_rtl) + hair


def box(
    name: str, at: int, start: float, length: float, is_rtl: bool, fill: Markup | str = "", *, height: int = BAR,
    drop: int = 0, rise: int = 0,
) -> Markup:
    """A rectangle in a row; `start` is counted from where one begins to read."""
    x = WIDTH - start - length if is_rtl else start
    return Markup('<rect class="{name}" x="{x}" y="{y}" width="{length}" height="{height}"{fill}/>').format(
        name=name, x=short(x), y=at * ROW + BAR_AT + drop - rise, length=short(length), height=height + 2 * rise,
        fill=fill,
    )


def short(number: float) -> str:
    """At most one decimal: no pixel is finer."""
    return f"{number:.1f}".removesuffix(".0")
