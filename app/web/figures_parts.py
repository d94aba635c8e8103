"""What the pages of figures are made of: a chart with its table, a section, and names in the language in force."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from babel import Locale
from flask_babel import get_locale, gettext
from markupsafe import Markup

from app.domain.meeting import Meeting
from app.reports.figures import Tally
from app.web.charts import Bar, bar_chart
from app.web.frames import RIGHT_TO_LEFT
from app.web.names import language_of_name
from app.web.phrases import code_sentences


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart and the table behind it; a table alone has no svg."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    svg: Markup = Markup("")
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    title: str
    charts: list[Chart] = field(default_factory=list)
    note: str = ""
    grid: Chart | None = None


def isolated(name: str) -> str:
    """A name within a line that may run the other way (Unicode's first strong isolate)."""
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"


def is_rtl() -> bool:
    return spoken() in RIGHT_TO_LEFT


def spoken() -> str:
    return str(get_locale() or "en")


def minutes(seconds: float) -> str:
    return str(gettext("%(minutes)s min", minutes=round(seconds / 60)))


def delegation_name(meeting: Meeting, code: str) -> str:
    delegation = meeting.delegations[code]
    return delegation.names[language_of_name(delegation, spoken(), meeting.programme.working_language)]


def category_name(category: str) -> str:
    return code_sentences().get(f"category.{category}", category)


def language_name(code: str) -> str:
    named = Locale(spoken()).languages.get(code) if code else None
    return named or code or gettext("Not said")


def tally_chart(
    chart_id: str, title: str, tallies: Mapping[str, Tally], name: Callable[[str], str]
) -> Chart:
    bars = [
        Bar(label=name(key), amount=each.given,
            value=gettext("%(given)s · %(minutes)s min", given=each.given, minutes=round(each.seconds / 60)))
        for key, each in tallies.items()
    ]
    return Chart(
        title=title, svg=bar_chart(chart_id, title, gettext("Interventions and minutes, a bar each."), bars,
                                   is_rtl=is_rtl()),
        head=(title, gettext("Given"), gettext("Minutes")),
        rows=[(name(key), str(each.given), minutes(each.seconds)) for key, each in tallies.items()],
    )
