"""Sentences that the JavaScript of the replay says, beside those of the desks about what was done."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "play": _l("Play"),
    "pause": _l("Pause"),
    "moment": _l("%(time)s, %(day)s"),
    "moment_and_act": _l("%(time)s, %(day)s. %(act)s"),
    "silence": _l("Silence until %(time)s"),
    "done_by": _l("%(who)s, %(time)s"),
    "by_clock": _l("By the clock"),
    "by_import": _l("Import"),
    "copied": _l("Link copied"),
    "item": _l("Item %(list)s taken up"),
    "order": _l("Point of order, %(delegation)s"),
    "no_timeline": _l("The log cannot be read at the moment. Load the page again."),
    "act_import": _l("Meeting imported"),
    "act_list_opened": _l("List of item %(list)s opened at its time"),
    "act_list_closed": _l("List of item %(list)s closed at its time"),
    "act_resumed": _l("Meeting resumed at its time"),
    "act_submit": _l("%(delegation)s submitted its inscription"),
    "act_offer_swap": _l("An exchange of places offered"),
    "act_answer_swap": _l("An exchange of places answered"),
    "act_redo": _l("Done again"),
    "act_hand_in": _l("A text handed in"),
    "act_register_member": _l("A member registered"),
    "act_set_programme": _l("Programme changed"),
    "act_set_delegations": _l("Delegations changed"),
    "act_erase_person": _l("Words about a person erased"),
    "act_other": _l("An entry in the log"),
}
