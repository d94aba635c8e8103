"""The programme of a meeting, as it stands."""

from zoneinfo import ZoneInfo

from flask_babel import format_date

from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import secretariat_of


@blueprint.get("/meetings/<slug>/programme")
def programme(slug: str) -> str:
    _, meeting = secretariat_of(slug)
    zone = ZoneInfo(meeting.programme.timezone)
    sittings = [
        {
            "day": format_date(sitting.starts_at.astimezone(zone), "full"),
            "from": f"{sitting.starts_at.astimezone(zone):%H:%M}",
            "until": f"{sitting.ends_at.astimezone(zone):%H:%M}",
            "items": [
                {
                    "number": item.number, "title": item.title, "from": f"{item.starts_at.astimezone(zone):%H:%M}",
                    "until": f"{item.ends_at.astimezone(zone):%H:%M}",
                    "presiding": meeting.name_of(item.presiding) if item.presiding in meeting.delegations else "",
                    "parts": len(item.parts),
                }
                for item in meeting.programme.items if item.sitting == sitting.id
            ],
        }
        for sitting in meeting.programme.sittings if sitting.kind == "plenary"
    ]
    return office_page("office/programme.html", "programme", meeting, sittings=sittings)
