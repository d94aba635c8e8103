"""Sentences of the secretariat's desk."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "inscribe_on": _l("Inscribe on item %(number)s"),
    "waiting_next": _l("%(count)s, next at about %(time)s"),
    "waiting_none": _l("No one on this list yet. Type three letters of a delegation, then Enter."),
    "entry_of": _l("Entry of %(delegation)s"),
    "minutes_faulty": _l("Minutes as a number, from 1 to 240"),
    "language_none": _l("Not known"),
}
