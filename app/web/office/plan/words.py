"""The keys of a programme in words."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

POLICIES = (
    ("open_floor", _l("Whoever asks for the floor")),
    ("targeted_then_open", _l("Those invited, then whoever asks")),
    ("panel_then_open", _l("A panel, then whoever asks")),
    ("invited_only", _l("Only those invited")),
    ("presiding_only", _l("Only who presides")),
)
PARTS = (
    ("presiding", _l("Who presides")),
    ("invited", _l("Those invited")),
    ("open_floor", _l("Whoever asks for the floor")),
    ("invited_with_comments", _l("Those invited, with comments on each")),
    ("presentation_with_comments", _l("A presentation, with comments on it")),
)
KINDS = (
    ("committee", _l("Matters of a committee")),
    ("opening", _l("Opening")),
    ("thematic", _l("Thematic discussion")),
    ("general_debate", _l("General debate")),
    ("panel_interactive", _l("Panel discussion")),
    ("organizational", _l("Organization of work")),
    ("closing", _l("Closing")),
)
SITTINGS = (("plenary", _l("Plenary")), ("break", _l("Break")))
REPLIES = (
    ("end_of_item", _l("At the end of the item")),
    ("end_of_sitting", _l("At the end of the sitting")),
    ("end_of_day", _l("At the end of the day")),
    ("end_of_meeting", _l("At the end of the meeting")),
)
FIELDS = {
    "title": _l("Title"), "short_title": _l("Short title"), "timezone": _l("Time zone"), "venue": _l("Venue"),
    "official_languages": _l("Languages"), "working_language": _l("Working language"),
    "registration_deadline": _l("Registration until"), "public": _l("Public page"), "pack": _l("Rules of"),
    "warning_seconds": _l("Warning before the end"), "change_seconds": _l("Change of speakers"),
    "order": _l("Order of categories"), "number": _l("Number"), "session": _l("Sitting"), "start": _l("Start"),
    "end": _l("End"), "hours": _l("Sitting and hours"), "presiding": _l("Presiding"), "committee": _l("Committee"),
    "kind": _l("Kind"), "speaker_policy": _l("Who may speak"), "default_limit_seconds": _l("Limit"),
    "limit_seconds": _l("Limit"), "comment_limit_seconds": _l("Limit of comments"), "invited": _l("Invited"),
    "map_actions": _l("Actions of the plan"), "date": _l("Day"), "opens": _l("Opens"), "closes": _l("Closes"),
    "parts": _l("Order of the parts"), "members": _l("Members"), "code": _l("Speaks for the group"),
    "right_of_reply.allowed": _l("Right of reply"), "right_of_reply.when": _l("Replies are heard"),
    "right_of_reply.max_per_delegation": _l("Replies of each delegation"),
    "right_of_reply.limits_seconds": _l("Limits of replies"),
}
ENTRIES = {
    "items": _l("Item %(name)s"), "sessions": _l("Sitting %(name)s"), "windows": _l("Inscription on list %(name)s"),
    "groups": _l("Group: %(name)s"), "committees": _l("Committee: %(name)s"), "defaults": _l("Rules"),
    "meeting": _l("The meeting"),
}
VALUES = {
    "speaker_policy": dict(POLICIES), "kind": {**dict(KINDS), **dict(SITTINGS), **dict(PARTS)},
    "right_of_reply.when": dict(REPLIES),
}


def field_words(field: str, categories: Mapping[str, str]) -> str:
    """What a field of the form is called. `categories`: sentences of codes, as phrases.code_sentences."""
    if field.startswith("time_limits_seconds."):
        category = categories.get(f"category.{field.partition('.')[2]}", field)
        return str(_("Limit: %(category)s", category=category))
    return str(FIELDS.get(field, field))


def value_words(field: str, value: str) -> str:
    return str(VALUES.get(field, {}).get(value, value))


def entry_words(part: str, entry: str, title: str) -> str:
    """What an entry of the form is called."""
    if part == "items" and title:
        return str(_("Item %(number)s: %(title)s", number=entry, title=title))
    if part == "parts":
        item, _slash, name = entry.partition(" / ")
        return str(_("Part %(part)s of item %(item)s", part=name, item=item))
    return str(ENTRIES[part]) % {"name": entry}
