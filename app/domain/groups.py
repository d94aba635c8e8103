"""Who belongs to a group, and whether somebody speaks for it already: a hint, never a ban."""

from app.domain.meeting import GIVEN_UP, Intervention, Meeting
from app.domain.precedence import group_of
from app.domain.programme import Group

GONE = (*GIVEN_UP, "absent")


def is_member(meeting: Meeting, group: Group, code: str) -> bool:
    return code in group.members or meeting.delegations[code].regional_group == group.name


def groups_of(meeting: Meeting, code: str) -> list[str]:
    """The names of the groups to which a delegation belongs."""
    return [group.name for group in meeting.programme.groups if is_member(meeting, group, code)]


def voices(meeting: Meeting, list_id: str) -> dict[str, str]:
    """The groups for which somebody speaks on a list, or has spoken: {name of the group: who}."""
    key = ("voices", list_id)
    if key not in meeting.derived:
        meeting.derived[key] = {
            group.name: each.delegation for each in meeting.on_list(list_id)
            if each.state not in GONE and each.kind in ("statement", "on_behalf")
            and (group := group_of(meeting, each.on_behalf_of)) is not None
        }
    found: dict[str, str] = meeting.derived[key]
    return found


def spoken_for(meeting: Meeting, intervention: Intervention) -> str | None:
    """Who speaks on the same list for a group of a delegation that speaks for itself there."""
    if intervention.kind != "statement" or intervention.on_behalf_of is not None:
        return None
    own = groups_of(meeting, intervention.delegation)
    spoken = voices(meeting, intervention.list)
    return next((spoken[name] for name in own if spoken.get(name) not in (None, intervention.delegation)), None)
