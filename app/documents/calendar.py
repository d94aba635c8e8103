"""The programme as a calendar (RFC 5545): an event for each agenda item, by the clock of the place."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from app.domain.programme import Item, Programme

PRODUCT = "-//Rostrum//Programme//EN"


def programme_calendar(
    programme: Programme, made_at: datetime, host: str, url_of: Callable[[Item], str] | None = None
) -> bytes:
    """`made_at`: DTSTAMP of all events. `host`: ends the UIDs, which stay the same as long as the item has its number.

    `url_of`: the address of an item's page. Breaks are no events.
    """
    zone = ZoneInfo(programme.timezone)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", programme.title)
    calendar.add("x-wr-calname", programme.title)
    calendar.add("x-wr-timezone", programme.timezone)
    instants = [at for item in programme.items for at in (item.starts_at, item.ends_at)]
    if instants and programme.timezone != "UTC":
        first, last = min(instants), max(instants)
        # From the year before: the rule that holds at the beginning may be older than the meeting.
        calendar.add_component(Timezone.from_tzinfo(
            zone, programme.timezone, first_date=datetime(first.year - 1, 1, 1, tzinfo=UTC).date(),
            last_date=datetime(last.year + 1, 12, 31, tzinfo=UTC).date(),
        ))
    for item in programme.items:
        calendar.add_component(_event(programme, item, zone, made_at, host, url_of))
    return bytes(calendar.to_ical())


def uid_of(programme: Programme, item: Item, host: str) -> str:
    """The number of an item may hold any sign, so that its digest stands for it."""
    return f"{programme.slug}-{sha256(item.number.encode()).hexdigest()[:16]}@{host}"


def _event(
    programme: Programme, item: Item, zone: ZoneInfo, made_at: datetime, host: str,
    url_of: Callable[[Item], str] | None,
) -> Event:
    event = Event()
    event.add("uid", uid_of(programme, item, host))
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", item.starts_at.astimezone(zone))
    event.add("dtend", item.ends_at.astimezone(zone))
    event.add("summary", f"{item.number}. {item.short_title}")
    event.add("description", "\n".join([item.title, *(f"{part.id} {part.title}" for part in item.parts)]))
    event.add("categories", [item.sitting])
    event.add("x-rostrum-sitting", item.sitting)
    if programme.venue:
        event.add("location", programme.venue)
    if url_of:
        event.add("url", url_of(item))
    return event
