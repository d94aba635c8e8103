"""Sentences that the JavaScript of every surface may need."""

from flask_babel import lazy_gettext as _l

from app.web.numbers import Plural

WORDS = {
    "live": _l("Live"),
    "no_connection": _l("No connection"),
    "not_live_since": _l("Not live since %(time)s"),
    "clock_goes_on": _l("The clock goes on counting. The order may have changed."),
    "right_ended": _l("This link is no longer valid. Ask the secretariat for a new one."),
    "reason_and": _l("%(first)s, %(second)s"),
    "moment_today": _l("today %(time)s"),
    "moment_on": _l("%(day)s %(time)s"),
    "about_time": _l("about %(time)s"),
    "clock_called": _l("Called, clock not started"),
    "clock_left": _l("Time left of %(limit)s"),
    "clock_warning": _l("Last %(seconds)s seconds of %(limit)s"),
    "clock_over": _l("Over the limit of %(limit)s"),
    "clock_paused": _l("Paused since %(time)s"),
    "list_not_open": _l("List not open"),
    "list_open": _l("List open"),
    "list_announced": _l("Closing announced"),
    "list_closed": _l("List closed"),
    "remaining_*": Plural("%(n)s remaining", "%(n)s remaining"),
    "on_behalf_of": _l("On behalf of: %(group)s"),
    "speaker_for": _l("%(speaker)s, on behalf of: %(group)s"),
    "comment_on": _l("Comment on %(delegation)s"),
    "reply_to": _l("Reply to %(delegation)s"),
}
