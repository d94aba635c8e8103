"""Sentences of the booth."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "on_the_floor": _l("On the floor"),
    "on_the_floor_in": _l("On the floor, in %(language)s"),
    "last_known": _l("Last known on the floor"),
    "nobody_speaks": _l("No one has the floor"),
    "not_begun": _l("The meeting has not begun"),
    "no_item": _l("No item taken up yet"),
    "suspended": _l("Suspended"),
    "suspended_until": _l("Suspended until %(time)s"),
    "adjourned": _l("Adjourned"),
    "adjourned_until": _l("Adjourned until %(time)s"),
    "day_and_time": _l("%(day)s, %(time)s"),
    "spoken": _l("Spoken %(time)s"),
    "limit": _l("Limit %(time)s"),
    "list_and_count": _l("%(state)s, %(count)s"),
    "item_ends": _l("Item ends about %(time)s"),
    "about_entry": _l("%(who)s, %(limit)s, about %(time)s"),
    "about_entry_untimed": _l("%(who)s, %(limit)s"),
    "language_unknown": _l("not given"),
    "floor_given": _l("%(name)s has the floor"),
}
