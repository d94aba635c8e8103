"""Sentences of the public page."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "on_the_floor": _l("On the floor"),
    "last_known": _l("Last known on the floor"),
    "next_speaker": _l("Next"),
    "nobody_speaks": _l("No one has the floor"),
    "item_and_title": _l("Item %(number)s, %(title)s"),
    "since": _l("%(state)s since %(time)s"),
    "closes_at": _l("%(state)s, closes at %(time)s"),
    "nobody_waits": _l("No one waits on this list"),
    "nobody_yet": _l("No one on this list yet"),
    "list_is_open": _l("Delegations inscribe from their phones or raise their plates."),
    "list_is_closed": _l("The list is closed."),
    "list_is_not_open": _l("The list is not open yet."),
    "list_ends": _l("The list ends about %(time)s"),
    "not_begun": _l("The meeting has not begun"),
    "no_item": _l("No item taken up yet"),
    "suspended": _l("The meeting is suspended"),
    "suspended_until": _l("The meeting is suspended until %(time)s"),
    "adjourned": _l("The meeting is adjourned"),
    "adjourned_until": _l("The meeting is adjourned until %(time)s"),
    "day_and_time": _l("%(day)s, %(time)s"),
    "then_first": _l("Then: %(name)s first"),
    "text_in": _l("%(language)s, %(format)s"),
    "read_verbatim": _l("Read verbatim"),
    "check_delivery": _l("Check against delivery"),
    "floor_given": _l("%(name)s has the floor"),
}
