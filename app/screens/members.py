"""Who comes for a delegation, as itself sees it."""

from typing import Any

from app.domain.meeting import Meeting
from app.domain.members import of_delegation


def members_view(meeting: Meeting, code: str) -> dict[str, Any]:
    declined = [each for each in meeting.members.values() if each.delegation == code and each.state == "declined"]
    return {
        each.id: {
            "rank": f"{place:03d}", "capacity": each.capacity, "state": each.state, "languages": list(each.languages),
            "person": each.person, "function": each.function, "email": each.email, "access_needs": each.access_needs,
            "declined_for": each.declined_for,
        }
        for place, each in enumerate([*of_delegation(meeting, code), *declined])
    }
