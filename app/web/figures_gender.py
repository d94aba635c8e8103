"""The section on gender, from what was published: what is not told is shown as a dash, with the reason."""

from collections.abc import Callable, Sequence

from flask_babel import gettext

from app.reports.publication import ANSWERS, Publication, Row, Told
from app.web.charts import Bar, bar_chart
from app.web.figures_parts import Chart, Section, category_name, is_rtl

NOT_SHOWN = "\N{EN DASH}"


def answer_names() -> tuple[str, ...]:
    named = {
        "woman": gettext("Women"), "man": gettext("Men"),
        "another_or_none": gettext("Another answer, or none"),
    }
    return tuple(named[each] for each in ANSWERS)


def gender_section(publication: Publication | None) -> Section:
    note = gettext(
        "As speakers and delegates said themselves, when an item was closed. Two of one delegation with the same answer"
        " count once. Persons are added when there are at least five of each answer; minutes are to the nearest five."
    )
    title = gettext("Gender of those who spoke and registered")
    if publication is None:
        return Section(title=title, note=gettext("No item is closed yet. Figures follow each closed item."))
    charts = [
        gender_chart("chart-speakers", gettext("Persons who spoke"), publication.speakers.whole.persons, str),
        gender_chart("chart-minutes", gettext("Minutes they spoke"), publication.speakers.whole.minutes,
                     lambda value: gettext("about %(minutes)s min", minutes=value)),
        gender_chart("chart-registered", gettext("Delegates registered"), publication.registered.whole.persons, str),
    ]
    grid = group_table(publication.speakers)
    if grid is None:
        note += " " + gettext("No group has enough persons of each answer to be shown by itself.")
    return Section(title=title, charts=charts, note=note, grid=grid)


def hidden_note(values: Sequence[int | None]) -> str:
    return gettext("%(dash)s: fewer than five persons, or a number that would tell of them; not shown",
                   dash=NOT_SHOWN) if None in values else ""


def shown(value: int | None) -> str:
    return NOT_SHOWN if value is None else str(value)


def gender_chart(
    chart_id: str, title: str, values: Sequence[int | None], say: Callable[[int], str]
) -> Chart:
    named = list(zip(answer_names(), values, strict=True))
    bars = [Bar(label=name, amount=each, value=NOT_SHOWN if each is None else say(each)) for name, each in named]
    return Chart(
        title=title, svg=bar_chart(chart_id, title, gettext("By the answer given, a bar each."), bars,
                                   is_rtl=is_rtl()),
        note=hidden_note(values), head=(gettext("Answer"), title), rows=[(name, shown(each)) for name, each in named],
    )


def group_table(speakers: Told) -> Chart | None:
    """Who spoke, by group; groups of which nobody spoke are left out. None: there is none to show."""
    rows: list[tuple[str, Row]] = [(key, row) for key, row in speakers.rows.items() if any(map(filled, row.persons))]
    if all(None in row.persons for _, row in rows):
        return None
    return Chart(
        title=gettext("Persons who spoke, by group"), head=(gettext("Group"), *answer_names()),
        rows=[(category_name(key), *map(shown, row.persons)) for key, row in rows],
        note=hidden_note([each for _, row in rows for each in row.persons]),
    )


def filled(value: int | None) -> bool:
    return value is None or value > 0
