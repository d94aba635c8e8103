"""The page of the figures of a meeting, prepared: its sections, and every sentence."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import format_datetime, gettext

from app.domain.meeting import Meeting
from app.reports.coverage import Coverage
from app.reports.figures import Figures, Tally
from app.reports.publication import Publication
from app.web.charts import Line, line_chart
from app.web.figures_gender import gender_section
from app.web.figures_parts import (
    Chart,
    Section,
    category_name,
    delegation_name,
    is_rtl,
    isolated,
    language_name,
    minutes,
    tally_chart,
)
from app.web.phrases import code_sentences


@dataclass(frozen=True, kw_only=True)
class View:
    """What templates/figures.html shows. `sums`: names and values, the few numbers that come first."""

    meeting: str
    as_of: str
    sums: list[tuple[str, str]]
    sections: list[Section]


def view_of(
    meeting: Meeting, figures: Figures, publication: Publication | None, plan: Coverage | None = None
) -> View:
    """The page in the language in force. `publication`: the last one; None: nothing has been told of gender yet."""
    sections = [items_section(meeting, figures), who_section(figures), how_section(figures)]
    sections.append(gender_section(publication))
    if plan and plan.actions:
        sections.append(plan_section(meeting, plan))
    return View(
        meeting=meeting.programme.title, as_of=gettext("As of %(time)s", time=instant(meeting, meeting.at)),
        sums=sums_of(meeting, figures), sections=sections,
    )


def instant(meeting: Meeting, at: datetime) -> str:
    """In the time of the meeting, whoever reads."""
    local = at.astimezone(ZoneInfo(meeting.programme.timezone))
    return str(format_datetime(local, "d MMMM y, HH:mm", rebase=False))


def clock(seconds: float) -> str:
    """As on the clock of the room: minutes and two digits of seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def sums_of(meeting: Meeting, figures: Figures) -> list[tuple[str, str]]:
    sums = [
        (gettext("Interventions given"), str(figures.given)),
        (gettext("Minutes spoken"), str(round(figures.spoken_s / 60))),
        (gettext("Delegations heard"), str(figures.delegations_heard)),
        (gettext("First intervention of a delegation"),
         gettext("%(first)s of %(given)s", first=figures.first, given=figures.given)),
        (gettext("Filed in writing"), str(figures.written)),
        (gettext("Absent when called"), str(figures.absences)),
        (gettext("Points of order"), str(figures.points_of_order)),
        (gettext("Over their limit"), str(figures.over)),
    ]
    if figures.median_s is not None:
        sums.append((gettext("Median speech"), clock(figures.median_s)))
    if figures.longest:
        name = isolated(delegation_name(meeting, figures.longest.delegation))
        spent, limit = clock(figures.longest.spoken_s), clock(figures.longest.limit_s or 0)
        sums.append((gettext("Longest speech: %(name)s, limit %(limit)s", name=name, limit=limit), spent))
    return sums


def items_section(meeting: Meeting, figures: Figures) -> Section:
    titles = {each.number: f"{each.number}  {isolated(each.short_title)}" for each in meeting.programme.items}
    taken = [each for each in figures.items if each.given]
    title = gettext("Minutes spoken by item, against the plan")
    lines = [
        Line(
            label=titles[each.number], planned=each.planned_s, used=each.used_s,
            value=gettext("%(used)s of %(planned)s min", used=round(each.used_s / 60),
                          planned=round(each.planned_s / 60)),
        )
        for each in taken
    ]
    desc = gettext("For each item a line; it crosses its tick where more minutes were spoken than planned.")
    given = {titles[each.number]: Tally(given=each.given, seconds=each.used_s) for each in taken}
    return Section(title=gettext("Items"), charts=[
        Chart(
            title=title, svg=line_chart("chart-items", title, desc, lines, is_rtl=is_rtl()),
            note=gettext("The tick is the time planned. Only speeches count, not the changes between them."),
            head=(gettext("Item"), gettext("Planned"), gettext("Spoken"), gettext("Given"), gettext("Written"),
                  gettext("First of a delegation"), gettext("Absent")),
            rows=[(titles[each.number], minutes(each.planned_s), minutes(each.used_s), str(each.given),
                   str(each.written), str(each.first), str(each.absences)) for each in figures.items],
        ),
        tally_chart("chart-given", gettext("Interventions by item"), given, str),
    ])


def who_section(figures: Figures) -> Section:
    return Section(title=gettext("Who took the floor"), charts=[
        tally_chart("chart-category", gettext("By category"), figures.by_category, category_name),
        tally_chart("chart-region", gettext("By regional group"), figures.by_region,
                    lambda key: key or gettext("No regional group")),
    ])


def how_section(figures: Figures) -> Section:
    sentences = code_sentences()
    return Section(title=gettext("How it was said"), charts=[
        tally_chart("chart-language", gettext("By language"), figures.by_language, language_name),
        tally_chart("chart-kind", gettext("By kind"), figures.by_kind, lambda key: sentences.get(f"kind.{key}", key)),
        tally_chart("chart-delivery", gettext("By delivery"), figures.by_delivery,
                    lambda key: sentences[f"delivery.{key}"]),
    ])


def plan_section(meeting: Meeting, plan: Coverage) -> Section:
    spoken_on = {item for some in plan.by_item.values() for item in some}
    items = [each.number for each in meeting.programme.items if each.number in spoken_on]
    gaps = ", ".join(map(str, plan.gaps)) or gettext("none")
    return Section(
        title=gettext("Actions of the plan"),
        note=gettext("Actions that nobody spoke to: %(actions)s. Interventions that named no action: %(count)s.",
                     actions=gaps, count=plan.unannounced),
        grid=Chart(
            title=gettext("Interventions by action and item"),
            head=(gettext("Action"), *(gettext("Item %(number)s", number=each) for each in items), gettext("All")),
            rows=[
                (str(action), *(str(some.get(each, "")) for each in items), str(sum(some.values())))
                for action, some in plan.by_item.items()
            ],
        ),
    )
