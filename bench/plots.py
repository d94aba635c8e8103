"""Curves over two logarithmic axes, as small pictures in one SVG; nothing but text goes into it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 320, 240
LEFT, TOP, RIGHT, BOTTOM = 52, 44, 30, 44
ACROSS = 3
STYLE = (
    "text{font:12px 'Noto Sans',system-ui,sans-serif;fill:#1d2733}.t{font-weight:600;font-size:14px}.s{fill:#5a6675}"
    ".g{stroke:#e1e5ea}.c{fill:none;stroke:#1f5fbf;stroke-width:2}.p{fill:#1f5fbf}.one{stroke:#9aa5b1;"
    "stroke-dasharray:3 4}"
)


@dataclass(frozen=True)
class Curve:
    """`points`: (how much, milliseconds), all above 0. `exponent`: of the power that fits them."""

    title: str
    along: str
    points: Sequence[tuple[float, float]]
    exponent: float


def drawn(curves: list[Curve]) -> str:
    rows = math.ceil(len(curves) / ACROSS)
    width, height = ACROSS * WIDTH, rows * HEIGHT
    panels = "".join(
        f'<g transform="translate({number % ACROSS * WIDTH} {number // ACROSS * HEIGHT})">{panel(curve)}</g>'
        for number, curve in enumerate(curves)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img"><title>How the cost of a command grows</title><style>{STYLE}</style>'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{panels}</svg>\n'
    )


def decades(values: list[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def panel(curve: Curve) -> str:
    across, up = decades([x for x, _ in curve.points]), decades([y for _, y in curve.points])

    def at(x: float, y: float) -> tuple[float, float]:
        along = (math.log10(x) - across[0]) / (across[1] - across[0])
        high = (math.log10(y) - up[0]) / (up[1] - up[0])
        return LEFT + along * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - high * (HEIGHT - TOP - BOTTOM)

    drawn = [
        f'<text class="t" x="{LEFT}" y="20">{escape(curve.title)}</text>',
        f'<text class="s" x="{LEFT}" y="36">exponent {curve.exponent:.2f}</text>',
        f'<text class="s" x="{WIDTH - RIGHT}" y="{HEIGHT - 8}" text-anchor="end">{escape(curve.along)}</text>',
        f'<text class="s" x="{LEFT - 8}" y="{HEIGHT - 8}" text-anchor="end">ms</text>',
    ]
    for power in range(across[0], across[1] + 1):
        x, y = at(10.0**power, 10.0 ** up[0])
        drawn.append(f'<line class="g" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{y:.1f}"/>')
        drawn.append(f'<text class="s" x="{x:.1f}" y="{y + 16:.1f}" text-anchor="middle">{10.0**power:,.10g}</text>')
    for power in range(up[0], up[1] + 1):
        x, y = at(10.0 ** across[0], 10.0**power)
        drawn.append(f'<line class="g" x1="{x:.1f}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}"/>')
        drawn.append(f'<text class="s" x="{x - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,.10g}</text>')
    places = [at(x, y) for x, y in curve.points]
    drawn.append(f'<polyline class="c" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>')
    drawn += [f'<circle class="p" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places]
    return "".join(drawn)
