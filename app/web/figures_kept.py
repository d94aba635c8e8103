"""The figures of a meeting with what was published of gender: kept as it was told, and told once after each item."""

from pydantic import TypeAdapter

from app.domain.meeting import Meeting
from app.reports.coverage import Coverage, coverage
from app.reports.figures import figures_of
from app.reports.publication import Publication, publications
from app.service import Service
from app.web.figures_view import View, view_of

KEPT: TypeAdapter[Publication] = TypeAdapter(Publication)


def published_figures(service: Service, meeting: Meeting) -> list[Publication]:
    """All publications; those that have fallen due since somebody looked last are made now. Raises NotNow.

    What was published is read back and never worked out again.
    """
    slug = meeting.programme.slug
    earlier = [KEPT.validate_json(each) for each in service.published(slug)]
    members = {each.id: each.delegation for each in meeting.members.values() if each.state == "registered"}
    due = publications(meeting, service.genders(slug), members, earlier)[len(earlier):]
    if not due:
        return earlier
    # Another process may have been first: then its publications hold, and ours were never told.
    return [KEPT.validate_json(each) for each in service.publish(slug, len(earlier), [
        KEPT.dump_json(each).decode() for each in due
    ])]


def plan_of(meeting: Meeting) -> Coverage:
    """The plan of actions as interventions speak to it."""
    return coverage(meeting, {each.id: each.actions for each in meeting.interventions.values()})


def figures_page_of(service: Service, meeting: Meeting) -> View:
    """The figures as they stand, in the language in force."""
    told = published_figures(service, meeting)
    return view_of(meeting, figures_of(meeting), told[-1] if told else None, plan_of(meeting))
