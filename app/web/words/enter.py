"""Sentences of the page that exchanges a link for a session."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "no_link": _l("There is no link here"),
    "open_it_again": _l(
        "Open the link again that the secretariat has sent you: all of it, from its first to its last letter."
    ),
    "refused": _l("This link does not open"),
    "no_answer": _l("No connection"),
    "nothing_lost": _l("The server could not be reached. Your link is still good."),
    "opening": _l("Opening your page"),
}
