"""What each display of the room shows, as the desk has pointed it; one that was never pointed goes by its link."""

import re
from dataclasses import replace

from app.domain.commands import PointDisplay
from app.domain.errors import Malformed
from app.domain.events import DisplayPointed, Event
from app.domain.meeting import Display, Meeting
from app.domain.text import language_code

LAYOUTS = ("stage", "list", "clock", "agenda", "lower_third")
LOOKS = ("night", "day")
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,19}\Z")
MOST_DISPLAYS = 50
MOST_LANGUAGES = 6


def point_display(meeting: Meeting, command: PointDisplay) -> list[Event]:
    """Raises Malformed naming the field."""
    if not NAME.match(command.display):
        raise Malformed("malformed", "display")
    if command.display not in meeting.displays and len(meeting.displays) >= MOST_DISPLAYS:
        raise Malformed("out_of_range", "display", least=0, most=MOST_DISPLAYS)
    for field, known in (("layout", LAYOUTS), ("look", LOOKS)):
        if getattr(command, field) not in known:
            raise Malformed("unknown_choice", field, expected=list(known))
    spoken = [code for code in map(language_code, command.languages) if code]
    if len(spoken) > MOST_LANGUAGES or len(set(spoken)) != len(spoken):
        raise Malformed("malformed", "languages")
    pointed = Display(layout=command.layout, look=command.look, languages=tuple(spoken))
    if meeting.displays.get(command.display) == pointed:
        return []
    return [DisplayPointed(
        display=command.display, layout=pointed.layout, look=pointed.look, languages=pointed.languages
    )]


def pointed_to(meeting: Meeting, event: DisplayPointed) -> Meeting:
    display = Display(layout=event.layout, look=event.look, languages=event.languages)
    return replace(meeting, displays={**meeting.displays, event.display: display})
