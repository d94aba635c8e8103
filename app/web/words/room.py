"""Sentences of the wall."""

from flask_babel import lazy_gettext as _l

from app.web.numbers import Plural

WORDS = {
    "followed_by": _l("Followed by"),
    "last_speaker": _l("Last speaker on the list"),
    "next_speaker": _l("Next"),
    "floor_free": _l("No one has the floor"),
    "floor_open": _l("The floor is open"),
    "how_to_inscribe": _l("Delegations inscribe from their phones or raise their plates"),
    "by_the_desk": _l("Inscribed by the desk only"),
    "no_more_speakers": _l("No more speakers"),
    "list_is_closed": _l("The list of speakers is closed"),
    "nobody_waits": _l("No one on the list"),
    "list_is_not_open": _l("The list of speakers is not open yet"),
    "more_*": Plural("and %(n)s more", "and %(n)s more"),
    "floor_given": _l("%(name)s has the floor"),
    "list_limit": _l("%(state)s, %(limit)s each"),
    "point_of_order": _l("Point of order"),
    "motion": _l("Motion %(motion)s"),
    "appeal": _l("Appeal against the ruling"),
    "order_raised": _l("Point of order, %(name)s"),
    "suspended_until": _l("Suspended until"),
    "suspended_since": _l("Suspended since"),
    "adjourned_until": _l("Adjourned until"),
    "adjourned_at": _l("Adjourned at"),
    "not_begun": _l("The meeting has not begun"),
    "no_item": _l("No item taken up yet"),
    "planned": _l("Planned time"),
    "planned_on": _l("Planned for %(day)s"),
    "first": _l("%(name)s first"),
    "resumes_in": _l("Resumes in"),
    "resumes": _l("Resumes"),
    "any_moment": _l("any moment"),
    "duration_min": _l("%(min)s min"),
    "duration_h": _l("%(h)s h"),
    "duration_h_min": _l("%(h)s h %(min)s min"),
}
